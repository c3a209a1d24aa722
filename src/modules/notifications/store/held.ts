import type { Ctx } from '#platform/context.ts';
import type { Doubt } from '#modules/people/index.ts';
import { lockWaiting } from './end-waiting.ts';
import { addEvidenceRows, LANES, type EvidenceKind, type MessageRef } from './messages.ts';

/** A message to a contact that may no longer be its person's. */
export interface InDoubt extends MessageRef {
  readonly contactId: string;
  readonly because: Doubt;
}

/** Questions and warnings are about the contact itself. */
export const NOT_PERSONAL = `('contact', 'replaced-contact')`;

/**
 * Messages in the queue whose contact is in doubt: of their person, or, where another system asked and gave only the address,
 * of somebody who gave it while nobody's contact there is sure.
 */
const inDoubt = (which: string): string =>
  `select distinct on (m.id) m.id, m.agency_id as "agencyId", c.contact_id as "contactId", c.doubt as because
   from notifications.messages m
   join people.public_contact_addresses c on c.agency_id = m.agency_id and c.channel = m.channel
     and c.address_index = m.address_index
   where ${which} and m.status = 'queued' and m.lane > ${LANES.code} and c.in_force and c.doubt is not null
     and (c.person_id = m.person_id and m.subject_type not in ${NOT_PERSONAL}
       or m.subject_type = 'request' and not exists (
         select from people.public_contact_addresses sure where sure.agency_id = m.agency_id and sure.channel = m.channel
           and sure.address_index = m.address_index and sure.in_force and sure.doubt is null))
   order by m.id, c.contact_id`;

/** Of these messages, those to a contact in doubt. */
export function findInDoubt(tx: Ctx, messageIds: readonly string[]): Promise<InDoubt[]> {
  return tx.db.named<InDoubt>('messages_in_doubt', inDoubt('m.id = any($1)'), [[...messageIds]]);
}

/** What waits for a contact that is in doubt now. */
export function findInDoubtFor(tx: Ctx, contactId: string): Promise<InDoubt[]> {
  return tx.db.named<InDoubt>('messages_in_doubt_for', inDoubt('c.contact_id = $1'), [contactId]);
}

/**
 * These messages wait until their contact is confirmed; what was not by their end expires there. Those to an address that is
 * known to be dead go on, for the sender stops them and says so at once. Returns the messages that wait.
 */
export async function holdUntilConfirmed(tx: Ctx, messages: readonly InDoubt[]): Promise<InDoubt[]> {
  const waiting = await lockWaiting(
    tx,
    messages.map(({ id }) => id),
  );
  if (waiting.length === 0) return [];
  const moved = await tx.db.named<{ id: string; leavesAt: Temporal.Instant }>(
    'messages_hold',
    `update notifications.messages m set next_attempt_at = m.expires_at + interval '1 second'
     from notifications.messages before
     where m.id = any($1) and m.status = 'queued' and before.id = m.id and not exists (select from notifications.suppressions s
       where s.agency_id = m.agency_id and s.channel = m.channel and s.address_index = m.address_index
         and s.reason = 'hard_bounce' and s.lifted_at is null)
     returning m.id, before.next_attempt_at as "leavesAt"`,
    [waiting],
  );
  const leavesAt = new Map(moved.map((one) => [one.id, one.leavesAt]));
  const held = messages.filter(({ id }) => leavesAt.has(id));
  if (held.length === 0) return [];
  await tx.db.named(
    'messages_note_held',
    `insert into notifications.held_messages (message_id, agency_id, contact_id, leaves_at, held_at)
     select *, $5 from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[]) on conflict do nothing`,
    [
      held.map(({ id }) => id),
      held.map(({ agencyId }) => agencyId),
      held.map(({ contactId }) => contactId),
      held.map(({ id }) => leavesAt.get(id)?.toString()),
      tx.clock.now(),
    ],
  );
  await note(tx, held, 'held', ({ because }) => because);
  return held;
}

/** The contact was confirmed: what waited for it and is still good goes now, or when it was to go anyway. */
export async function releaseHeld(tx: Ctx, contactId: string): Promise<void> {
  const taken = await takeHeld(tx, contactId);
  const waiting = await lockWaiting(
    tx,
    taken.map(({ id }) => id),
  );
  const leavesAt = new Map(taken.map((one) => [one.id, one.leavesAt]));
  const released = await tx.db.named<MessageRef>(
    'messages_release',
    `update notifications.messages m set next_attempt_at = greatest($3, held.leaves_at)
     from unnest($1::uuid[], $2::timestamptz[]) as held (id, leaves_at)
     where m.id = held.id and m.status = 'queued' and m.expires_at > $3 returning m.id, m.agency_id as "agencyId"`,
    [waiting, waiting.map((id) => leavesAt.get(id)?.toString()), tx.clock.now()],
  );
  await note(tx, released, 'released', () => '');
}

/** What waits for this contact: held for its sake, or queued to its address for its person, ended contacts too. */
export async function waitingFor(tx: Ctx, contactId: string): Promise<string[]> {
  const rows = await tx.db.named<{ id: string }>(
    'messages_waiting_for_contact',
    `select m.id from people.public_contact_addresses c
     join notifications.messages m on m.address_index = c.address_index and m.agency_id = c.agency_id
       and m.channel = c.channel and m.person_id = c.person_id
     where c.contact_id = $1 and m.status = 'queued' and m.lane > ${LANES.code}
       and m.subject_type not in ${NOT_PERSONAL}`,
    [contactId],
  );
  return [...new Set([...rows, ...(await takeHeld(tx, contactId))].map(({ id }) => id))];
}

/**
 * What waits for these people at an address that is none of theirs: two records became one, or two again. Nobody's `contactEnded`
 * tells of it.
 */
export async function findAstray(tx: Ctx, personIds: readonly string[]): Promise<string[]> {
  const rows = await tx.db.named<{ id: string }>(
    'messages_astray',
    `select m.id from notifications.messages m
     where m.person_id = any($1) and m.status = 'queued' and m.lane > ${LANES.code} and m.address_index is not null
       and m.subject_type not in ${NOT_PERSONAL} and not exists (
         select from people.public_contact_addresses c where c.person_id = m.person_id and c.agency_id = m.agency_id
           and c.channel = m.channel and c.address_index = m.address_index and c.in_force)`,
    [[...personIds]],
  );
  return rows.map(({ id }) => id);
}

/**
 * What is held about these people is held for the contact that its own person has at that address now, so that their answer
 * lets it go; where nobody doubts that one it goes at once.
 */
export async function holdForOwnContacts(tx: Ctx, personIds: readonly string[]): Promise<void> {
  const changed = await tx.db.named<{ contactId: string; doubt: Doubt | null }>(
    'held_for_own_contacts',
    `update notifications.held_messages h set contact_id = c.contact_id
     from notifications.messages m join people.public_contact_addresses c on c.person_id = m.person_id
       and c.agency_id = m.agency_id and c.channel = m.channel and c.address_index = m.address_index and c.in_force
     where m.id = h.message_id and m.person_id = any($1) and h.contact_id <> c.contact_id
     returning c.contact_id as "contactId", c.doubt`,
    [[...personIds]],
  );
  const sure = changed.filter(({ doubt }) => doubt === null).map(({ contactId }) => contactId);
  for (const contactId of new Set(sure)) await releaseHeld(tx, contactId);
}

/** What was held for the sake of a contact, and is not any more, with the moment at which it was to leave. */
function takeHeld(tx: Ctx, contactId: string): Promise<{ id: string; leavesAt: Temporal.Instant | null }[]> {
  return tx.db.named(
    'held_take',
    'delete from notifications.held_messages where contact_id = $1 returning message_id as id, leaves_at as "leavesAt"',
    [contactId],
  );
}

function note<Message extends MessageRef>(
  tx: Ctx,
  messages: readonly Message[],
  kind: EvidenceKind,
  reason: (message: Message) => string,
): Promise<void> {
  return addEvidenceRows(
    tx,
    messages.map((message) => ({
      agencyId: message.agencyId,
      messageId: message.id,
      kind,
      reason: reason(message),
    })),
  );
}

/** Forgets what waited for messages that have ended meanwhile. */
export async function forgetEndedHeld(ctx: Pick<Ctx, 'db'>): Promise<void> {
  await ctx.db.named(
    'held_forget',
    `delete from notifications.held_messages h using notifications.messages m where m.id = h.message_id and m.status <> 'queued'`,
    [],
  );
}
