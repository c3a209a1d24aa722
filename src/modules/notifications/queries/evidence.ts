import type { Ctx } from '#platform/context.ts';
import { maskAddress } from '#platform/i18n/mask.ts';
import { authorize, authorizeSomewhere, reachParameter, withinUnits } from '#platform/permissions/permissions.ts';
import { authorizePerson, type Channel } from '#modules/people/index.ts';
import { withoutLink } from '../domain/question-link.ts';
import type { SmsEncoding } from '../domain/sms/encoding.ts';
import { place, type EvidenceKind, type Fate } from '../store/messages.ts';

/** One message and what became of it. */
export interface EvidenceRow {
  readonly id: string;
  /** What it is about, e.g. the id of a procedure. */
  readonly subjectId: string;
  readonly channel: Channel;
  /** Masked: enough to tell which telephone or mailbox it was. Empty once it was erased, as the text. */
  readonly to: string;
  readonly text: string;
  readonly status: Fate;
  readonly possibleDuplicate: boolean;
  readonly createdAt: Temporal.Instant;
  /** Parts of the text, and how they are written; null for mail. */
  readonly parts: number;
  readonly encoding: SmsEncoding | null;
  /** What carriers took of it so far, repetitions included, in ten-thousandths of a peso. */
  readonly costMxnE4: number;
  readonly carrier: string | null;
  readonly events: readonly EvidenceEvent[];
}

export interface EvidenceEvent {
  readonly at: Temporal.Instant;
  readonly kind: EvidenceKind;
  /** Which part of a long message it is about; null: the whole. */
  readonly part: number | null;
  readonly reason: string;
  /** Of `accepted`: what it cost, in ten-thousandths of a peso. Of a receipt: the carrier's own time, as it writes it. */
  readonly detail: string | null;
}

type Sealed = Omit<EvidenceRow, 'events' | 'text' | 'to'> & { addressSealed: string; bodySealed: string };

/** R5: every message about something, oldest first, for whoever may read that thing in its unit. */
export async function evidenceOf(
  ctx: Ctx,
  subject: { type: string; id: string; unitId: string },
): Promise<EvidenceRow[]> {
  authorize(ctx, 'registry.read', subject.unitId);
  const messages = await ctx.db.named<Sealed>(
    'evidence_messages',
    `${MESSAGES} where subject_type = $1 and subject_id = $2 order by created_at, id`,
    [subject.type, subject.id],
  );
  return withEvents(ctx, messages);
}

/** More than a person reads; older ones stand at their procedure. */
const MOST_OF_A_PERSON = 200;

/**
 * R5: the messages to one person about what belongs to the actor's units, newest first, at most 200. `personIds`: their
 * record and those merged into it.
 */
export async function evidenceOfPerson(
  ctx: Ctx,
  personId: string,
  personIds: readonly string[],
): Promise<EvidenceRow[]> {
  await authorizePerson(ctx, 'people.read', personId);
  authorizeSomewhere(ctx, 'registry.read');
  const messages = await ctx.db.named<Sealed>(
    'evidence_of_person',
    `${MESSAGES} where person_id = any($1) and unit_id is not null and ${withinUnits('$2', 'unit_id')}
     order by created_at desc, id desc limit ${MOST_OF_A_PERSON}`,
    [[...personIds], reachParameter(ctx, 'registry.read')],
  );
  return withEvents(ctx, messages);
}

const MESSAGES = `select id, subject_id as "subjectId", channel, address_sealed as "addressSealed", body_sealed as "bodySealed", status,
    possible_duplicate as "possibleDuplicate", created_at as "createdAt", parts, encoding, carrier, cost_mxn_e4::float8 as "costMxnE4"
  from notifications.messages`;

async function withEvents(ctx: Ctx, messages: readonly Sealed[]): Promise<EvidenceRow[]> {
  const events = await ctx.db.named<EvidenceEvent & { messageId: string }>(
    'evidence_events',
    `select message_id as "messageId", at, kind, part, reason, detail from notifications.evidence where message_id = any($1) order by at, id`,
    [messages.map((message) => message.id)],
  );
  return messages.map(({ addressSealed, bodySealed, ...message }) => ({
    ...message,
    to:
      addressSealed === ''
        ? ''
        : maskAddress(message.channel, ctx.crypt.open(addressSealed, place('address', message.id))),
    text: bodySealed === '' ? '' : withoutLink(ctx.crypt.open(bodySealed, place('body', message.id))),
    events: events.filter((event) => event.messageId === message.id),
  }));
}
