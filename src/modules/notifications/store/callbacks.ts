import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { claimRows } from '#platform/jobs/claim.ts';
import { actorLabel, type KeyMode } from '#platform/permissions/actor.ts';
import type { Channel } from '#modules/people/index.ts';
import { messageKey } from '../domain/message-key.ts';
import type { Fate } from './messages.ts';

const place = (id: string) => `notifications.callbacks.secret.${id}`;

export interface Callback {
  readonly id: string;
  readonly system: string;
  readonly url: string;
  readonly pausedUntil: Temporal.Instant | null;
  readonly waiting: number;
  readonly dead: number;
  /** Of the newest one that cannot be told. */
  readonly error: string | null;
}

/** Sets where a system is called back, under a new secret. What waits goes to the new address. */
export async function putCallback(
  tx: Ctx,
  wanted: { agencyId: string; system: string; url: string; secret: string },
): Promise<string> {
  const [known] = await tx.db.named<{ id: string }>(
    'callback_known',
    'select id from notifications.callbacks where agency_id = $1 and system = $2 for update',
    [wanted.agencyId, wanted.system],
  );
  const id = known?.id ?? newId();
  await tx.db.named(
    'callback_put',
    `insert into notifications.callbacks (id, agency_id, system, url, secret_sealed, set_by, set_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (agency_id, system) do update set url = excluded.url, secret_sealed = excluded.secret_sealed,
       set_by = excluded.set_by, set_at = excluded.set_at, failures = 0, paused_until = null`,
    [
      id,
      wanted.agencyId,
      wanted.system,
      wanted.url,
      tx.crypt.seal(wanted.secret, place(id)),
      actorLabel(tx.actor),
      tx.clock.now(),
    ],
  );
  return id;
}

/** True if there was one. What it was not told yet is dropped. */
export async function deleteCallback(tx: Ctx, agencyId: string, id: string): Promise<boolean> {
  const rows = await tx.db.named(
    'callback_delete',
    'delete from notifications.callbacks where id = $1 and agency_id = $2 returning id',
    [id, agencyId],
  );
  return rows.length > 0;
}

/** Where the systems of an agency are called back, and how that goes. */
export function listCallbacks(db: Db, agencyId: string): Promise<Callback[]> {
  return db.named(
    'callback_list',
    `select c.id, c.system, c.url, c.paused_until as "pausedUntil",
       (select count(*)::int from notifications.callback_events e where e.callback_id = c.id and e.state = 'waiting') as waiting,
       (select count(*)::int from notifications.callback_events e where e.callback_id = c.id and e.state = 'dead') as dead,
       (select e.error from notifications.callback_events e where e.callback_id = c.id and e.state = 'dead'
         order by e.sequence desc limit 1) as error
     from notifications.callbacks c where c.agency_id = $1 order by c.system`,
    [agencyId],
  );
}

export interface DeadEvent {
  readonly id: string;
  readonly messageId: string;
  readonly fate: string;
  readonly at: Temporal.Instant;
  readonly attempts: number;
  readonly error: string;
}

/** What a system could not be told, the newest first. */
export function listDeadEvents(db: Db, agencyId: string, callbackId: string, limit: number): Promise<DeadEvent[]> {
  return db.named(
    'callback_dead',
    `select id, message_id as "messageId", fate, at, attempts, error from notifications.callback_events
     where callback_id = $1 and agency_id = $2 and state = 'dead' order by sequence desc limit $3`,
    [callbackId, agencyId, limit],
  );
}

/** One thing that a system could not be told, as the page shows it. */
export interface DeadLetter extends Omit<DeadEvent, 'fate'> {
  readonly fate: Fate;
  readonly callbackId: string;
  readonly system: string;
  /** The system's own id for what it asked. */
  readonly externalId: string;
}

/** What the systems of an agency could not be told, the newest first. */
export async function listDeadLetters(db: Db, agencyId: string, limit: number): Promise<DeadLetter[]> {
  type Row = Omit<DeadLetter, 'externalId'> & { idempotencyKey: string; mode: KeyMode; channel: Channel };
  const rows = await db.named<Row>(
    'callback_dead_letters',
    `select e.id, e.callback_id as "callbackId", c.system, e.message_id as "messageId", e.fate, e.at, e.attempts, e.error,
       m.idempotency_key as "idempotencyKey", m.mode, m.channel
     from notifications.callbacks c join notifications.callback_events e on e.callback_id = c.id and e.state = 'dead'
     join notifications.messages m on m.id = e.message_id
     where c.agency_id = $1 order by e.sequence desc limit $2`,
    [agencyId, limit],
  );
  return rows.map(({ idempotencyKey, mode, channel, ...row }) => ({
    ...row,
    externalId: idempotencyKey.slice(messageKey(row.system, mode, channel, '').length),
  }));
}

/** Tells again what could not be told: one event or all of a system. The time to give up begins anew. Returns how many. */
export async function redriveEvents(
  tx: Ctx,
  agencyId: string,
  which: { callbackId: string; eventId?: string | undefined },
): Promise<number> {
  const now = tx.clock.now();
  const rows = await tx.db.named(
    'callback_redrive',
    `update notifications.callback_events set state = 'waiting', since = $4, next_attempt_at = $4, settled_at = null, error = ''
     where callback_id = $1 and agency_id = $2 and state = 'dead' and ($3::uuid is null or id = $3) returning id`,
    [which.callbackId, agencyId, which.eventId ?? null, now],
  );
  await tx.db.named('callback_unpause', 'update notifications.callbacks set paused_until = null where id = $1', [
    which.callbackId,
  ]);
  return rows.length;
}

/** One thing to tell, with all that the telling needs. */
export interface DueEvent {
  readonly id: string;
  readonly sequence: string;
  readonly callbackId: string;
  readonly url: string;
  readonly secret: string;
  readonly fate: string;
  /** Of the step that led to the fate. */
  readonly reason: string;
  readonly at: Temporal.Instant;
  readonly since: Temporal.Instant;
  readonly attempts: number;
  readonly messageId: string;
  readonly system: string;
  readonly idempotencyKey: string;
  readonly mode: string;
  readonly channel: 'sms' | 'email';
  readonly template: string;
  readonly reference: string | null;
  readonly possibleDuplicate: boolean;
  readonly costMxnE4: string;
}

/** Claims what is due for receivers that are not being left alone for now. */
export async function claimEvents(ctx: Ctx, limit: number, leaseSeconds: number): Promise<DueEvent[]> {
  const now = ctx.clock.now();
  const claimed = await claimRows<{ id: string }>(
    ctx.db,
    {
      name: 'callback_claim',
      table: 'notifications.callback_events',
      ready: `state = 'waiting' and next_attempt_at <= $1 and (lease_until is null or lease_until < $1)
        and callback_id in (select c.id from notifications.callbacks c where c.paused_until is null or c.paused_until <= $1)`,
      order: 'next_attempt_at, sequence',
      set: 'lease_until = $2, attempts = attempts + 1',
      returning: 'id',
    },
    now,
    now.add({ seconds: leaseSeconds }),
    limit,
  );
  if (claimed.length === 0) return [];
  const rows = await ctx.db.named<Omit<DueEvent, 'secret'> & { secretSealed: string }>(
    'callback_due',
    `select e.id, e.sequence::text as sequence, e.callback_id as "callbackId", c.url, c.secret_sealed as "secretSealed", e.fate,
       e.at, e.since, e.attempts, e.message_id as "messageId", m.system, m.idempotency_key as "idempotencyKey", m.mode,
       m.channel, m.template, m.reference,
       coalesce((select reason from notifications.evidence v where v.message_id = e.message_id and v.kind = e.fate
         order by v.at desc, v.id desc limit 1), '') as reason, m.possible_duplicate as "possibleDuplicate", m.cost_mxn_e4::text as "costMxnE4"
     from notifications.callback_events e join notifications.callbacks c on c.id = e.callback_id
     join notifications.messages m on m.id = e.message_id where e.id = any($1) order by e.sequence`,
    [claimed.map(({ id }) => id)],
  );
  return rows.map(({ secretSealed, ...row }) => ({
    ...row,
    secret: ctx.crypt.open(secretSealed, place(row.callbackId)),
  }));
}

export async function markTold(ctx: Ctx, event: Pick<DueEvent, 'id' | 'callbackId'>): Promise<void> {
  await ctx.db.named(
    'callback_told',
    `update notifications.callback_events set state = 'delivered', lease_until = null, error = '', settled_at = $2 where id = $1`,
    [event.id, ctx.clock.now()],
  );
  await ctx.db.named(
    'callback_well',
    'update notifications.callbacks set failures = 0, paused_until = null where id = $1 and failures > 0',
    [event.callbackId],
  );
}

/** It will not be told any more, unless somebody sends it again. */
export async function markDead(ctx: Ctx, eventId: string, error: string): Promise<void> {
  await ctx.db.named(
    'callback_bury',
    `update notifications.callback_events set state = 'dead', lease_until = null, error = $2, settled_at = $3 where id = $1`,
    [eventId, error, ctx.clock.now()],
  );
}

export async function markLater(ctx: Ctx, eventId: string, at: Temporal.Instant, error: string): Promise<void> {
  await ctx.db.named(
    'callback_later',
    'update notifications.callback_events set next_attempt_at = $2, lease_until = null, error = $3 where id = $1',
    [eventId, at, error],
  );
}

/** A receiver that fails is left alone for a while, so that it does not hold up the others. Of failures at once one counts. */
export async function pauseCallback(ctx: Ctx, id: string, secondsAfter: (failures: number) => number): Promise<void> {
  const now = ctx.clock.now();
  const [row] = await ctx.db.named<{ failures: number }>(
    'callback_failed',
    `update notifications.callbacks set failures = failures + 1, paused_until = $2
     where id = $1 and (paused_until is null or paused_until <= $2) returning failures`,
    [id, now],
  );
  if (!row) return;
  await ctx.db.named('callback_pause', 'update notifications.callbacks set paused_until = $2 where id = $1', [
    id,
    now.add({ milliseconds: Math.round(secondsAfter(row.failures) * 1000) }),
  ]);
}

/** Forgets what was told before `before`. */
export async function forgetTold(db: Db, before: Temporal.Instant): Promise<void> {
  await db.named(
    'callback_forget',
    `delete from notifications.callback_events where state = 'delivered' and settled_at < $1`,
    [before],
  );
}
