import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import type { Fate } from './messages.ts';
import { addressIndexOf } from './suppressions.ts';

/** A part that a carrier took, and the name that its receipts will have. */
export interface TakenPart {
  readonly carrier: string;
  readonly carrierMessageId: string;
  readonly agencyId: string;
  readonly messageId: string;
  readonly part: number;
  /** How many parts of the message this name answers for, from `part` on. */
  readonly covers: number;
}

/** What a carrier says became of a part. */
export interface CarrierReceipt {
  readonly carrier: string;
  readonly carrierMessageId: string;
  readonly state: 'delivered' | 'failed' | 'expired';
  readonly reason: string;
  /** The telephone was off or full: it may take the message later. */
  readonly passing: boolean;
  /** The carrier's own time, as it writes it. */
  readonly carrierTime: string | null;
  /** Other spellings of the carrier's name, to be believed only for a message to this telephone (E.164). */
  readonly otherNames?: { readonly ids: readonly string[]; readonly recipient: string };
}

export interface SettledPart extends CarrierReceipt {
  readonly messageId: string;
  readonly agencyId: string;
  readonly part: number;
  /** Null: noted by a release that did not keep it. */
  readonly takenAt: Temporal.Instant | null;
}

/** From which fates a receipt may still move a message. */
// Queued ones are tried again: what the first try did after all need not be done twice.
const OPEN: readonly Fate[] = ['queued', 'sending', 'submitted', 'uncertain'];

/**
 * Frees names that carriers give again: one that begins its numbers anew, or one that uses our own name for a message that is
 * tried again. The old part has had its receipt; it stays, under a name that no receipt will have.
 */
export async function freeNames(tx: Ctx, parts: readonly TakenPart[]): Promise<void> {
  if (parts.length === 0) return;
  await tx.db.named(
    'parts_free',
    `update notifications.parts old set carrier_message_id = old.carrier_message_id || '#' || gen_random_uuid()
     from unnest($1::text[], $2::text[], $3::uuid[]) as new (carrier, id, message_id)
     where old.carrier = new.carrier and old.carrier_message_id = new.id
       and (old.state = 'retried' or (old.state <> 'submitted' and old.message_id <> new.message_id))`,
    [
      parts.map(({ carrier }) => carrier),
      parts.map(({ carrierMessageId }) => carrierMessageId),
      parts.map(({ messageId }) => messageId),
    ],
  );
}

/** Notes parts under the carrier's names; one that is known already stays as it is. */
export async function noteParts(tx: Ctx, parts: readonly TakenPart[]): Promise<void> {
  if (parts.length === 0) return;
  await tx.db.named(
    'parts_insert',
    `insert into notifications.parts (carrier, carrier_message_id, agency_id, message_id, part, covers, state, taken_at)
     select *, 'submitted', $7::timestamptz from unnest($1::text[], $2::text[], $3::uuid[], $4::uuid[], $5::int[], $6::int[])
     on conflict do nothing`,
    [
      parts.map(({ carrier }) => carrier),
      parts.map(({ carrierMessageId }) => carrierMessageId),
      parts.map(({ agencyId }) => agencyId),
      parts.map(({ messageId }) => messageId),
      parts.map(({ part }) => part),
      parts.map(({ covers }) => covers),
      tx.clock.now(),
    ],
  );
}

/**
 * Takes the receipts that were faster than the answers which name these parts, also under another spelling of the name. Of a
 * carrier that is known to spell otherwise, the same name is no proof: the telephone must agree.
 */
export async function takeEarlyReceipts(
  tx: Ctx,
  parts: readonly TakenPart[],
  spellsOtherwise: (carrier: string) => boolean = () => false,
): Promise<CarrierReceipt[]> {
  if (parts.length === 0) return [];
  return tx.db.named<CarrierReceipt>(
    'early_take',
    `with taken as (select * from unnest($1::text[], $2::text[], $3::uuid[], $4::bool[]) as t (carrier, id, message_id, respelt)),
     hit as (
       select e.carrier, e.carrier_message_id as told, taken.id as known
       from taken join notifications.early_receipts e on e.carrier = taken.carrier and e.carrier_message_id = taken.id
       where not taken.respelt or e.recipient_index is null or exists (
         select from notifications.messages m where m.id = taken.message_id and m.address_index = e.recipient_index)
       union
       select e.carrier, e.carrier_message_id, taken.id
       from taken join notifications.early_receipts e
         on e.alternatives is not null and e.alternatives @> array[taken.id] and e.carrier = taken.carrier
       join notifications.messages m on m.id = taken.message_id and m.address_index = e.recipient_index)
     delete from notifications.early_receipts e using hit
     where e.carrier = hit.carrier and e.carrier_message_id = hit.told
     returning e.carrier, hit.known as "carrierMessageId", e.state, e.reason, e.passing, e.carrier_time as "carrierTime"`,
    [
      parts.map(({ carrier }) => carrier),
      parts.map(({ carrierMessageId }) => carrierMessageId),
      parts.map(({ messageId }) => messageId),
      parts.map(({ carrier }) => spellsOtherwise(carrier)),
    ],
  );
}

/**
 * Parts that were noted while, beside them, another transaction kept their receipt as unknown: neither saw the other. Only
 * receipts told since `since` are looked at; older ones were when they came.
 */
export function findOvertaken(db: Db, since: Temporal.Instant): Promise<TakenPart[]> {
  return db.named<TakenPart>(
    'parts_overtaken',
    `select distinct p.carrier, p.carrier_message_id as "carrierMessageId", p.agency_id as "agencyId",
       p.message_id as "messageId", p.part, p.covers
     from notifications.early_receipts e
     cross join lateral (select e.carrier_message_id as id union all select unnest(e.alternatives)) told
     join notifications.parts p on p.carrier = e.carrier and p.carrier_message_id = told.id and p.state = 'submitted'
     where e.received_at > $1 limit 500`,
    [since],
  );
}

/**
 * For the rest of the transaction, plans by index alone. A plan that was made for an empty table is kept until its statistics
 * come, minutes later: settling the receipts of a new installation's first hundred thousand messages read all parts each time.
 */
export async function planByIndex(tx: Ctx): Promise<void> {
  await tx.db.named(
    'plan_by_index',
    `select set_config(name, 'off', true) from unnest(array['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin']) as name`,
    [],
  );
}

/** Settles the parts of these receipts, each once. Those without an open part are not among the result. */
export async function settleParts(tx: Ctx, receipts: readonly CarrierReceipt[]): Promise<SettledPart[]> {
  if (receipts.length === 0) return [];
  return tx.db.named<SettledPart>(
    'parts_settle',
    `update notifications.parts p set state = told.state
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bool[], $6::text[])
       as told (carrier, id, state, reason, passing, carrier_time)
     where p.carrier = told.carrier and p.carrier_message_id = told.id and p.state = 'submitted'
     returning p.carrier, p.carrier_message_id as "carrierMessageId", told.state, told.reason, told.passing,
       told.carrier_time as "carrierTime",
       p.message_id as "messageId", p.agency_id as "agencyId", p.part, p.taken_at as "takenAt"`,
    columnsOf(receipts),
  );
}

/** The index of the telephone that a receipt names; null where its other spellings may not be used. */
export const recipientIndexOf = (ctx: Ctx, { otherNames }: CarrierReceipt): string | null =>
  otherNames === undefined || otherNames.ids.length === 0 || !otherNames.recipient.startsWith('+')
    ? null
    : addressIndexOf(ctx, 'sms', otherNames.recipient);

/**
 * Keeps the receipts that no part is known for: their answer may still be on the way. Of a carrier that is known to spell
 * otherwise, a part of the same name may be of somebody else.
 */
export async function keepUnknown(
  tx: Ctx,
  receipts: readonly CarrierReceipt[],
  spellsOtherwise: (carrier: string) => boolean,
): Promise<void> {
  if (receipts.length === 0) return;
  const recipients = receipts.map((receipt) => recipientIndexOf(tx, receipt));
  await tx.db.named(
    'early_insert',
    `insert into notifications.early_receipts (carrier, carrier_message_id, state, reason, passing, carrier_time,
       received_at, alternatives, recipient_index)
     select told.carrier, told.id, told.state, told.reason, told.passing, told.carrier_time, $7,
       string_to_array(told.alternatives, ' '), told.recipient
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bool[], $6::text[], $8::text[], $9::text[],
       $10::bool[]) as told (carrier, id, state, reason, passing, carrier_time, alternatives, recipient, respelt)
     where told.respelt or not exists (
       select from notifications.parts p where p.carrier = told.carrier and p.carrier_message_id = told.id)
     on conflict do nothing`,
    [
      ...columnsOf(receipts),
      tx.clock.now(),
      receipts.map((receipt, place) => (recipients[place] === null ? null : receipt.otherNames?.ids.join(' '))),
      recipients,
      receipts.map(({ carrier }, place) => recipients[place] !== null && spellsOtherwise(carrier)),
    ],
  );
}

const columnsOf = (receipts: readonly CarrierReceipt[]): unknown[][] => [
  receipts.map(({ carrier }) => carrier),
  receipts.map(({ carrierMessageId }) => carrierMessageId),
  receipts.map(({ state }) => state),
  receipts.map(({ reason }) => reason),
  receipts.map(({ passing }) => passing),
  receipts.map(({ carrierTime }) => carrierTime),
];

/**
 * Moves messages whose parts tell enough: delivered when every part is; failed or expired as soon as one part is that is not
 * tried again. Never back from a final fate.
 */
export async function settleMessages(tx: Ctx, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  // Locked first, and counted by a second statement: only so do receipts of two parts at once see each other. Those of one
  // part have nothing to wait for.
  await tx.db.named(
    'messages_lock',
    'select from notifications.messages where id = any($1) and parts > 1 order by id for update',
    [[...messageIds]],
  );
  await tx.db.named(
    'messages_settle',
    `update notifications.messages m set lease_until = null, settled_at = $3,
       status = case when told.failed then 'failed' when told.expired then 'expired' else 'delivered' end
     from (
       select p.message_id, bool_or(p.state = 'failed') as failed, bool_or(p.state = 'expired') as expired,
         sum(p.covers) filter (where p.state = 'delivered') as delivered
       from unnest($1::uuid[]) as asked (id) join notifications.parts p on p.message_id = asked.id
       group by p.message_id) told
     where m.id = told.message_id and m.status = any($2) and (told.failed or told.expired or told.delivered >= m.parts)`,
    [[...messageIds], [...OPEN], tx.clock.now()],
  );
}
