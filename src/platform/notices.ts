import type { Ctx } from './context.ts';
import type { Locale } from './i18n/locale.ts';
import type { EventType } from './outbox/events.ts';

/**
 * How a module tells what of an event people can be notified of. It is the only code that a new kind of procedure needs
 * (X3): which event notifies, on which channel and with which words is data of each agency.
 */
export const VARIABLE_TYPES = ['text', 'date', 'folio', 'link', 'money'] as const;
export type VariableType = (typeof VARIABLE_TYPES)[number];

/** `date`: ISO date. `money`: centavos as a whole number. `link`: a path of this installation, or a whole address. */
export interface NoticeVariable {
  /** As templates write it: `((folio))`. */
  readonly name: string;
  readonly type: VariableType;
  /** Longest text in characters; longer ones are cut before they are sent, so that a notice never costs a surprise. */
  readonly maximum?: number;
  readonly title: (locale: Locale) => string;
  readonly samples: Readonly<Record<SampleSize, string>>;
}

export const SAMPLE_SIZES = ['shortest', 'typical', 'longest'] as const;
export type SampleSize = (typeof SAMPLE_SIZES)[number];

/** What one event means for one person. */
export interface NoticeFacts {
  /** What the message is about, e.g. a procedure: its evidence is found by it. */
  readonly subject: { readonly type: string; readonly id: string };
  readonly unitId: string;
  readonly personId: string;
  /** Short name of the service in the catalogue, for rules of its own. */
  readonly service: string | null;
  /** Which of the source's outcomes it had. */
  readonly outcome: string | null;
  readonly values: Readonly<Record<string, string>>;
}

export interface NoticeOutcome {
  readonly value: string;
  readonly title: (locale: Locale) => string;
}

/** One kind of event that can notify: what templates and rules need to know of it. */
export interface NoticeKind {
  readonly event: { readonly name: string };
  readonly title: (locale: Locale) => string;
  /** Outcomes that rules can tell apart; empty: there is one. */
  readonly outcomes: readonly NoticeOutcome[];
  readonly variables: readonly NoticeVariable[];
}

/** An event that a module of this program announces. */
export interface NoticeSource extends NoticeKind {
  readonly event: EventType;
  /** Undefined when there is nobody to tell. */
  facts(tx: Ctx, payload: unknown): Promise<NoticeFacts | undefined>;
}

/** Declares a source with its payload typed; the payload is parsed again, for it comes from the database. */
export function noticeSource<Payload>(
  source: Omit<NoticeSource, 'event' | 'facts'> & {
    readonly event: EventType<Payload>;
    facts(tx: Ctx, payload: Payload): Promise<NoticeFacts | undefined>;
  },
): NoticeSource {
  const { event } = source;
  return {
    ...source,
    event,
    facts: (tx, payload) => source.facts(tx, event.schema.parse(payload)),
  };
}

/** An event after which what was not told yet is no longer true: what waits about its subject is not sent. */
export interface NoticeRetraction {
  readonly event: EventType;
  subject(payload: unknown): NoticeFacts['subject'];
}

export function noticeRetraction<Payload>(
  event: EventType<Payload>,
  subject: (payload: Payload) => NoticeFacts['subject'],
): NoticeRetraction {
  return { event: event, subject: (payload) => subject(event.schema.parse(payload)) };
}
