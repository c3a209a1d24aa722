import { hash } from 'node:crypto';
import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import type { NoticeKind } from '#platform/notices.ts';
import type { ClientActor, KeyMode } from '#platform/permissions/actor.ts';
import { normaliseEmail, normaliseMobile, type Channel } from '#modules/people/index.ts';
import type { AcceptedNotification, NotificationInput } from '../api/schemas.ts';
import { KEY_SCOPES } from '../commands/change-keys.ts';
import { messageKey } from '../domain/message-key.ts';
import { LANES } from '../store/messages.ts';
import { written, type NewMessage } from '../store/queue-messages.ts';
import { rulesFor } from '../store/rules.ts';
import { listMembers } from '../store/team.ts';
import type { TextInForce } from '../store/templates.ts';
import { findUnreachable } from '../store/unreachable.ts';
import { findSource } from '../sources.ts';
import { valueWriter } from '../value-writer.ts';
import { textFiller } from './fill.ts';
import { lookUp } from './look-up.ts';
import type { IntakeProblem } from './problems.ts';

/** One request, checked: what will be written if its id is new. */
export interface PreparedRequest {
  readonly agencyId: string;
  readonly system: string;
  readonly mode: KeyMode;
  readonly externalId: string;
  readonly contentHash: string;
  readonly answer: AcceptedNotification;
  readonly messages: readonly NewMessage[];
}

export type Checked =
  | { readonly ok: true; readonly request: PreparedRequest }
  | { readonly ok: false; readonly problem: IntakeProblem };

const MOST_DAYS_AHEAD = 90;
const LANE_OF = { code: LANES.code, transactional: LANES.notice, bulk: LANES.bulk } as const;

/**
 * Checks what a system asks for and makes its messages; nothing is written. One answer for each item, in order.
 *
 * @param chosen texts in the place of those in force.
 */
export async function prepareRequests(
  ctx: Ctx,
  actor: ClientActor,
  modules: readonly NoticeKind[],
  items: readonly NotificationInput[],
  chosen?: readonly TextInForce[],
): Promise<Checked[]> {
  const desk = await openDesk(ctx, actor, modules, items, chosen);
  const addressed = await addressesOfAll(desk, items);
  return items.map((item, position) => {
    const made = messagesOf(desk, item, addressed[position] ?? []);
    return 'code' in made ? { ok: false, problem: made } : { ok: true, request: requestOf(desk, item, made) };
  });
}

/** What all items of a call share. */
interface Desk {
  readonly ctx: Ctx;
  readonly actor: ClientActor;
  readonly mode: KeyMode;
  readonly now: Temporal.Instant;
  readonly kinds: readonly NoticeKind[];
  readonly texts: ReadonlyMap<string, readonly TextInForce[]>;
  readonly team: ReadonlySet<string> | undefined;
  readonly writer: ReturnType<typeof valueWriter>;
  /** When what is asked for at this moment leaves; undefined: too far ahead. */
  readonly leavesAt: (sendAt: string | undefined) => Temporal.Instant | undefined;
  readonly expiresAfter: (leaves: Temporal.Instant, hours: number) => Temporal.Instant;
  /** Texts that rules chose, by event, outcome and service (`ruleKey`). */
  readonly ruled: ReadonlyMap<string, readonly TextInForce[]>;
  /** Fills a text, by the text. */
  readonly fillers: Map<TextInForce, ReturnType<typeof textFiller>>;
  /** Which version of its template each text is, by the id of the version. */
  readonly versions: Map<string, number>;
}

async function openDesk(
  ctx: Ctx,
  actor: ClientActor,
  modules: readonly NoticeKind[],
  items: readonly NotificationInput[],
  chosen: readonly TextInForce[] | undefined,
): Promise<Desk> {
  const { agencyId } = actor;
  const mode = actor.mode ?? 'test';
  const now = ctx.clock.now();
  const slugs = [...new Set(items.flatMap(({ template }) => template ?? []))];
  const [{ declared, texts }, members] = await Promise.all([
    lookUp(ctx.db, agencyId, slugs),
    mode === 'team' ? listMembers(ctx, agencyId) : undefined,
  ]);
  const kinds = [...modules, ...declared];
  return {
    ctx,
    actor,
    mode,
    now,
    kinds,
    texts: Map.groupBy(chosen ?? texts, ({ slug }) => slug),
    team: members && new Set(members.map(({ channel, address }) => `${channel} ${address}`)),
    writer: valueWriter(ctx.publicUrl),
    leavesAt: departures(now),
    expiresAfter: expiries(),
    ruled: await ruledTexts(ctx, agencyId, kinds, items),
    fillers: new Map(),
    versions: new Map(),
  };
}

/** The items of a call name few moments, many times: each is worked out once. */
function departures(now: Temporal.Instant): Desk['leavesAt'] {
  const latest = now.add({ hours: MOST_DAYS_AHEAD * 24 });
  const known = new Map<string, Temporal.Instant | undefined>();
  return (sendAt) => {
    if (sendAt === undefined) return now;
    if (known.has(sendAt)) return known.get(sendAt);
    const wanted = Temporal.Instant.from(sendAt);
    const tooLate = Temporal.Instant.compare(wanted, latest) > 0;
    const leaves = Temporal.Instant.compare(wanted, now) > 0 ? wanted : now;
    known.set(sendAt, tooLate ? undefined : leaves);
    return known.get(sendAt);
  };
}

function expiries(): Desk['expiresAfter'] {
  const known = new WeakMap<Temporal.Instant, Map<number, Temporal.Instant>>();
  return (leaves, hours) => {
    const own = known.get(leaves) ?? new Map<number, Temporal.Instant>();
    known.set(leaves, own);
    const end = own.get(hours) ?? leaves.add({ hours });
    own.set(hours, end);
    return end;
  };
}

const problem = (code: IntakeProblem['code'], what = ''): IntakeProblem => ({ code, what });

interface Address {
  readonly channel: Channel;
  readonly address: string;
}

/** To whom each item goes, or why it goes nowhere; one look at the plan of numbers and at the settings for all of them. */
async function addressesOfAll(
  { ctx, actor, team }: Desk,
  items: readonly NotificationInput[],
): Promise<(readonly Address[] | IntakeProblem)[]> {
  const { agencyId } = actor;
  const given = items.map(addressesOf);
  const all = given.flatMap((one) => ('code' in one ? [] : one.map((address) => ({ ...address, agencyId }))));
  const unreachable = await findUnreachable(ctx, all);
  let position = 0;
  return given.map((addresses) => {
    if ('code' in addresses) return addresses;
    const from = position;
    position += addresses.length;
    // Well written, and yet not written to.
    const reason = addresses.map((_, at) => unreachable.get(from + at)).find(Boolean);
    if (reason) return problem(reason);
    const isOutside = team && addresses.some(({ channel, address }) => !team.has(`${channel} ${address}`));
    return isOutside ? problem('notOnTeam') : addresses;
  });
}

function messagesOf(
  desk: Desk,
  item: NotificationInput,
  addresses: readonly Address[] | IntakeProblem,
): NewMessage[] | IntakeProblem {
  if (item.priority === 'code' && !desk.actor.scopes.includes(KEY_SCOPES.codes)) return problem('noCodes');
  if ('code' in addresses) return addresses;
  const texts = textsOf(desk, item);
  if ('code' in texts) return texts;
  const leaves = desk.leavesAt(item.sendAt);
  if (!leaves) return problem('wrongTime');
  const messages: NewMessage[] = [];
  for (const { channel, address } of addresses) {
    const text = texts.find((one) => one.channel === channel);
    // Rules may keep a channel silent; a template that was named must be able to speak.
    if (!text && item.template !== undefined) return problem('noChannel', channel);
    if (!text) continue;
    const message = messageOf(desk, item, { channel, address }, text, leaves);
    if ('code' in message) return message;
    messages.push(message);
  }
  return messages;
}

function messageOf(
  desk: Desk,
  item: NotificationInput,
  { channel, address }: Address,
  text: TextInForce,
  leaves: Temporal.Instant,
): NewMessage | IntakeProblem {
  const { actor, mode } = desk;
  const filled = fillerOf(desk, text)(item.values);
  if (!filled.ok) return filled.problem;
  const expiresAt = earlier(desk.expiresAfter(leaves, text.expiresHours), item.expiresAt);
  if (Temporal.Instant.compare(expiresAt, leaves) <= 0) return problem('expired');
  const id = newId();
  desk.versions.set(text.templateId, text.version);
  return {
    id,
    agencyId: actor.agencyId,
    ...(actor.unitIds[0] === undefined ? {} : { unitId: actor.unitIds[0] }),
    // A list is never urgent, whatever its text.
    lane: text.urgent && item.priority === 'transactional' ? LANES.urgent : LANE_OF[item.priority],
    key: messageKey(actor.name, mode, channel, item.externalId),
    subject: { type: 'request', id },
    channel,
    templateId: text.templateId,
    template: text.slug,
    service: item.service ?? null,
    address,
    ...filled.text,
    policy: text.policy,
    expiresAt,
    sendAt: leaves,
    asked: { system: actor.name, mode, reference: item.reference ?? null },
    ...(mode === 'test' ? { simulated: simulatedFate(address) } : {}),
  };
}

function fillerOf({ fillers, kinds, writer }: Desk, text: TextInForce): ReturnType<typeof textFiller> {
  const known = fillers.get(text);
  if (known) return known;
  const filler = textFiller(text, findSource(kinds, text.event ?? '')?.variables ?? [], writer);
  fillers.set(text, filler);
  return filler;
}

function addressesOf(item: NotificationInput): Address[] | IntakeProblem {
  const addresses: Address[] = [];
  const { mobile, email } = item.to;
  if (mobile !== undefined) {
    const normal = normaliseMobile(mobile);
    if (!normal.ok) return problem('wrongMobile', normal.problem);
    addresses.push({ channel: 'sms', address: normal.e164 });
  }
  if (email !== undefined) {
    const normal = normaliseEmail(email);
    if (normal === undefined) return problem('wrongEmail');
    addresses.push({ channel: 'email', address: normal });
  }
  return addresses.length === 0 ? problem('noAddress') : addresses;
}

function textsOf(desk: Desk, item: NotificationInput): readonly TextInForce[] | IntakeProblem {
  const { template, event } = item;
  if ((template === undefined) === (event === undefined)) return problem('templateOrEvent');
  if (template !== undefined) return desk.texts.get(template) ?? problem('unknownTemplate', template);
  const kind = findSource(desk.kinds, event ?? '');
  if (!kind) return problem('unknownEvent', event);
  const { outcome } = item;
  if (outcome !== undefined && !kind.outcomes.some(({ value }) => value === outcome))
    return problem('unknownOutcome', outcome);
  return desk.ruled.get(ruleKey(item)) ?? [];
}

const ruleKey = ({ event, outcome, service }: NotificationInput): string => [event, outcome, service].join('\n');

/** What the rules say is sent for each of the events that are told. */
async function ruledTexts(
  { db }: Ctx,
  agencyId: string,
  kinds: readonly NoticeKind[],
  items: readonly NotificationInput[],
): Promise<ReadonlyMap<string, readonly TextInForce[]>> {
  const ruled = new Map<string, readonly TextInForce[]>();
  for (const item of items) {
    const name = item.event === undefined ? undefined : findSource(kinds, item.event)?.event.name;
    if (name === undefined || ruled.has(ruleKey(item))) continue;
    const rules = await rulesFor(db, agencyId, name, item.outcome ?? null, item.service ?? null);
    ruled.set(
      ruleKey(item),
      rules.map((rule) => ({ ...rule, event: name })),
    );
  }
  return ruled;
}

const earlier = (moment: Temporal.Instant, other: string | undefined): Temporal.Instant => {
  if (other === undefined) return moment;
  const given = Temporal.Instant.from(other);
  return Temporal.Instant.compare(given, moment) < 0 ? given : moment;
};

/** With a test key: numbers and names that end in 01 fail, in 02 expire, all others arrive. */
function simulatedFate(address: string): NonNullable<NewMessage['simulated']> {
  const name = address.split('@', 1)[0] ?? '';
  if (name.endsWith('01')) return 'failed';
  return name.endsWith('02') ? 'expired' : 'delivered';
}

function requestOf(desk: Desk, item: NotificationInput, messages: readonly NewMessage[]): PreparedRequest {
  const { actor, mode } = desk;
  const { externalId } = item;
  return {
    agencyId: actor.agencyId,
    system: actor.name,
    mode,
    externalId,
    contentHash: hashOf(item),
    messages,
    answer: {
      externalId,
      mode,
      messages: messages.map((message) => ({
        id: message.id ?? '',
        channel: message.channel,
        template: message.template,
        version: desk.versions.get(message.templateId ?? '') ?? 0,
        segments: message.parts,
        sendAt: written(message.sendAt ?? desk.now),
        expiresAt: written(message.expiresAt),
      })),
    },
  };
}

/** The same whatever the order in which the values were written. */
export function hashOf(item: NotificationInput): string {
  const values = Object.entries(item.values).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return hash('sha256', JSON.stringify({ ...item, values }), 'base64url');
}
