import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { claimRows } from '#platform/jobs/claim.ts';
import type { Channel } from '#modules/people/index.ts';
import type { EncodingPolicy } from '../domain/sms/encoding.ts';

/** Fates of a message. Those after `submitted` are final, but for `uncertain`, which a late receipt may still settle. */
export const FATES = [
  'queued',
  'sending',
  'submitted',
  'delivered',
  'failed',
  'expired',
  'suppressed',
  'uncertain',
] as const;
export type Fate = (typeof FATES)[number];

/** After these nothing more happens to a message. */
export const SETTLED: readonly Fate[] = ['delivered', 'failed', 'expired', 'suppressed'];

export const EVIDENCE_KINDS = [
  'queued',
  'handed_over',
  'accepted',
  'delivered',
  'failed',
  'expired',
  'uncertain',
  'retry',
  'repeated',
  'suppressed',
  'delayed',
  'relayed',
  'expanded',
  'contradicted',
  'complained',
  'unsubscribed',
  'resubscribed',
  'held',
  'released',
  'neutral',
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** Which messages leave first. */
export const LANES = { code: 1, urgent: 2, notice: 3, bulk: 4 } as const;
export type Lane = (typeof LANES)[keyof typeof LANES];

/** Where a sealed field of a message stands. */
export const place = (field: string, id: string) => `notifications.${field}.${id}`;

/** One thing that happened to a message. */
export interface EvidenceEntry {
  readonly agencyId: string;
  readonly messageId: string;
  readonly kind: EvidenceKind;
  readonly part?: number;
  readonly reason?: string;
  /** With `queued`: what it says and to whom (evidence/tree.ts). */
  readonly commitment?: string;
  /** With `accepted`: what it cost, in ten-thousandths of a peso. Of a receipt: the carrier's time, as it writes it. */
  readonly detail?: string | null;
}

/** Adds a row under an id of the caller's, which the same fact always gets. False: it is there already. */
export async function addEvidenceOnce(ctx: Ctx, id: string, entry: EvidenceEntry): Promise<boolean> {
  const added = await ctx.db.named(
    'evidence_insert_once',
    `insert into notifications.evidence (id, agency_id, message_id, at, kind, reason) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do nothing returning id`,
    [id, entry.agencyId, entry.messageId, ctx.clock.now(), entry.kind, entry.reason ?? ''],
  );
  return added.length > 0;
}

export async function addEvidenceRows(ctx: Ctx, entries: readonly EvidenceEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await ctx.db.named(
    'evidence_insert',
    `insert into notifications.evidence (id, agency_id, message_id, at, kind, part, reason, commitment, detail)
     select id, agency_id, message_id, $4, kind, part, reason, commitment, detail
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $5::text[], $6::int[], $7::text[], $8::text[], $9::text[])
       as new (id, agency_id, message_id, kind, part, reason, commitment, detail)`,
    [
      entries.map(() => newId()),
      entries.map(({ agencyId }) => agencyId),
      entries.map(({ messageId }) => messageId),
      ctx.clock.now(),
      entries.map(({ kind }) => kind),
      entries.map(({ part }) => part ?? null),
      entries.map(({ reason }) => reason ?? ''),
      entries.map(({ commitment }) => commitment ?? null),
      entries.map(({ detail }) => detail ?? null),
    ],
  );
}

export interface ClaimedMessage {
  readonly id: string;
  readonly agencyId: string;
  readonly subjectType: string;
  readonly subjectId: string;
  /** Short name of its template. */
  readonly template: string;
  readonly lane: Lane;
  readonly channel: Channel;
  readonly address: string;
  /** Null: made by a release that kept none. */
  readonly addressIndex: string | null;
  readonly subjectLine: string;
  readonly body: string;
  readonly policy: EncodingPolicy;
  readonly parts: number;
  readonly attempts: number;
  readonly possibleDuplicate: boolean;
  readonly expiresAt: Temporal.Instant;
  /** Tried before, and some parts are on their way or there: only these are missing. Absent: all of it is to be sent. */
  readonly onlyParts?: readonly number[];
  /** Who took it last; null: nobody yet. */
  readonly carrier: string | null;
}

/** The terms of sending; defaults in config.ts. */
export interface Terms {
  /** How long a sender may take before its messages count as abandoned. */
  readonly leaseSeconds: number;
  /** A status notice without a receipt for this long is sent once more, marked as a possible duplicate. */
  readonly uncertainSeconds: number;
}

/** Moves a message on, never back from a final fate. True if it moved. */
export async function setFate(ctx: Ctx, id: string, fate: Fate, from: readonly Fate[]): Promise<boolean> {
  const settled = SETTLED.includes(fate) ? ctx.clock.now() : null;
  const rows = await ctx.db.named(
    'message_fate',
    `update notifications.messages set status = $2, lease_until = null, settled_at = $4
     where id = $1 and status = any($3) returning id`,
    [id, fate, [...from], settled],
  );
  return rows.length > 0;
}

/** Back into the queue for a later try. False: it is in none of these fates, or was erased meanwhile. */
export async function requeue(
  db: Db,
  id: string,
  at: Temporal.Instant,
  from: readonly Fate[],
  possibleDuplicate = false,
): Promise<boolean> {
  const rows = await db.named(
    'message_requeue',
    `update notifications.messages set status = 'queued', next_attempt_at = $2, lease_until = null,
       possible_duplicate = possible_duplicate or $4
     where id = $1 and status = any($3) and body_sealed <> '' returning id`,
    [id, at, [...from], possibleDuplicate],
  );
  return rows.length > 0;
}

export interface MessageRef {
  readonly id: string;
  readonly agencyId: string;
}

/** Which messages the queue knows whose time is over: an array, so that they are taken by their ids whatever the planner thinks. */
const overdue = (state: Fate): string =>
  `id = any(array(select message_id from notifications.queue where state <> 'queued' and state = '${state}' and due < $1))`;

/** Messages whose sender vanished in the middle: whether they left is unknown. They become `uncertain`. */
export async function findAbandoned(ctx: Ctx, limit: number, terms: Terms): Promise<MessageRef[]> {
  const now = ctx.clock.now();
  return claimRows<MessageRef>(
    ctx.db,
    {
      name: 'message_abandoned',
      table: 'notifications.messages',
      ready: `status = 'sending' and lease_until < $1 and ${overdue('sending')}`,
      order: 'lease_until',
      set: `status = 'uncertain', lease_until = $2, abandoned = true`,
      returning: 'id, agency_id as "agencyId"',
    },
    now,
    now.add({ seconds: terms.uncertainSeconds }),
    limit,
  );
}

/** A sender that lives keeps what it has in hand: leases of which less than `share` is left begin anew. */
export async function renewLeases(ctx: Ctx, ids: readonly string[], terms: Terms, share: number): Promise<void> {
  if (ids.length === 0) return;
  const now = ctx.clock.now();
  const { leaseSeconds } = terms;
  await ctx.db.named(
    'message_renew',
    `update notifications.messages set lease_until = $2 where id = any($1) and status = 'sending' and lease_until < $3`,
    [[...ids], now.add({ seconds: leaseSeconds }), now.add({ milliseconds: Math.round(leaseSeconds * 1_000 * share) })],
  );
}

/** Attempts after which even a message whose senders always died is left alone: it may be what kills them. */
const MOST_ABANDONED = 20;

/** Uncertain messages whose time for a receipt is over: each goes once more, and again while its senders die. */
export async function repeatUncertain(ctx: Ctx, limit: number): Promise<MessageRef[]> {
  const now = ctx.clock.now();
  return claimRows<MessageRef>(
    ctx.db,
    {
      name: 'message_repeat',
      table: 'notifications.messages',
      // A code that may have arrived is never repeated: two codes for one request frighten people. What was in the hands
      // of a sender that died most likely never left, so it is tried until one lives long enough to hear an answer. What
      // is of no use any more, or was erased, stays uncertain.
      ready: `status = 'uncertain' and lease_until < $1 and ${overdue('uncertain')} and lane > ${LANES.code}
        and (not possible_duplicate or (abandoned and attempts < ${MOST_ABANDONED}))
        and expires_at > $1 and body_sealed <> ''`,
      order: 'lease_until',
      set: `status = 'queued', lease_until = null, next_attempt_at = $1, possible_duplicate = $2::timestamptz is not null`,
      returning: 'id, agency_id as "agencyId"',
    },
    now,
    now,
    limit,
  );
}

/** Whether it was taken is unknown; a receipt may still tell. */
export async function markUncertain(ctx: Ctx, id: string, terms: Terms): Promise<void> {
  await ctx.db.named(
    'message_doubt',
    `update notifications.messages set status = 'uncertain', lease_until = $2, abandoned = false
     where id = $1 and status = 'sending'`,
    [id, ctx.clock.now().add({ seconds: terms.uncertainSeconds })],
  );
}

/** Empties the messages of codes asked for before `before`: their addresses belong to nobody whom we may remember. */
export async function forgetCodes(db: Db, before: Temporal.Instant): Promise<void> {
  await db.named(
    'codes_forget',
    `update notifications.messages set body_sealed = '', address_sealed = '', address_index = null, salt = null
     where subject_type = 'verification' and body_sealed <> '' and created_at < $1 and status not in ('queued', 'sending')`,
    [before],
  );
}

/** The agency of a message, to write about it. */
export async function findMessageRef(db: Db, id: string): Promise<MessageRef | undefined> {
  const [row] = await db.named<MessageRef>(
    'message_ref',
    'select id, agency_id as "agencyId" from notifications.messages where id = $1',
    [id],
  );
  return row;
}
