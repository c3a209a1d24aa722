import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import type { Channel } from '#modules/people/index.ts';
import type { SenderState } from '../adapters/port.ts';
import type { CarrierShare } from '../domain/balance.ts';

export const CARRIER_KINDS = ['smpp', 'http', 'smtp'] as const;
export type CarrierKind = (typeof CARRIER_KINDS)[number];

/** A way out, as the settings of this installation name it. */
export interface CarrierName {
  readonly name: string;
  readonly channel: Channel;
  readonly kind: CarrierKind;
}

/** `resting`: it failed, and gets nothing for a moment. The others are of its sender. */
export type CarrierStatus = SenderState['status'] | 'resting';

/** What a worker sees of a carrier. */
export interface CarrierSight extends CarrierName {
  readonly status: CarrierStatus;
  /** Why it is not ready, in the carrier's own code; empty when it is. */
  readonly reason: string;
  /** The pace that it taught us; null while it never complained. */
  readonly perSecond: number | null;
}

export interface CarrierRow extends CarrierSight {
  readonly resting: number;
  readonly weight: number;
  readonly enabled: boolean;
  readonly seenAt: Temporal.Instant;
}

/** Notes the carriers of this node's settings and how they are; the wishes of the administrator stay. */
export async function noteCarriers(ctx: Ctx, carriers: readonly CarrierSight[]): Promise<void> {
  await ctx.db.named(
    'carriers_note',
    `insert into notifications.carriers (name, channel, kind, status, reason, per_second, seen_at)
     select *, $7::timestamptz from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float[])
     on conflict (name) do update set channel = excluded.channel, kind = excluded.kind, status = excluded.status,
       reason = excluded.reason, per_second = excluded.per_second, seen_at = excluded.seen_at`,
    [
      carriers.map(({ name }) => name),
      carriers.map(({ channel }) => channel),
      carriers.map(({ kind }) => kind),
      carriers.map(({ status }) => status),
      carriers.map(({ reason }) => reason),
      carriers.map(({ perSecond }) => perSecond),
      ctx.clock.now(),
    ],
  );
}

/** Workers speak of each carrier of their settings every two seconds. */
const GONE_MINUTES = 5;

/**
 * Those of the present settings: one that no worker speaks of any more, while they speak of others, was taken out. While no
 * worker speaks at all, those of the last day.
 */
export function listCarriers(ctx: Ctx): Promise<CarrierRow[]> {
  return ctx.db.named(
    'carriers_list',
    `select name, channel, kind, status, reason, per_second as "perSecond", resting, weight, enabled, seen_at as "seenAt"
     from notifications.carriers
     where seen_at > $1 and seen_at > (select max(seen_at) from notifications.carriers) - interval '${GONE_MINUTES} minutes'
     order by channel desc, name`,
    [ctx.clock.now().subtract({ hours: 24 })],
  );
}

/** The administrator's wish; traffic follows at once. False: there is no such carrier. */
export async function putWish(
  tx: Ctx,
  name: string,
  { resting, enabled }: { resting: number; enabled: boolean },
): Promise<boolean> {
  const rows = await tx.db.named(
    'carrier_wish',
    `update notifications.carriers set resting = $2, weight = $2, enabled = $3, stepped_at = null where name = $1 returning name`,
    [name, resting, enabled],
  );
  return rows.length > 0;
}

/** How the number in a carrier's receipt is to be read so that it is the one of its answer. */
export type IdReading = 'decimal' | 'hex';

/** What receipts have shown of the carriers that spell ids in two ways. */
export function findReadings(db: Db): Promise<{ carrier: string; reading: IdReading }[]> {
  return db.named(
    'carrier_readings',
    'select name as carrier, id_reading as reading from notifications.carriers where id_reading is not null',
    [],
  );
}

export async function noteReading(tx: Ctx, carrier: string, reading: IdReading): Promise<void> {
  await tx.db.named('carrier_reading', 'update notifications.carriers set id_reading = $2 where name = $1', [
    carrier,
    reading,
  ]);
}

export async function putWeight(tx: Ctx, name: string, weight: number): Promise<void> {
  await tx.db.named(
    'carrier_weight',
    'update notifications.carriers set weight = $2, stepped_at = $3 where name = $1',
    [name, weight, tx.clock.now()],
  );
}

export const TALLIES = ['taken', 'refused', 'errors', 'prompt', 'delivered', 'failed', 'expired'] as const;
type Tally = (typeof TALLIES)[number];

/** What carriers did in one minute, to be added to what is known of it. */
export type MinuteTally = Readonly<Record<Tally, number>> & { readonly carrier: string; readonly minute: string };

export async function addTallies(tx: Ctx, tallies: readonly MinuteTally[]): Promise<void> {
  if (tallies.length === 0) return;
  await tx.db.named(
    'carrier_minutes_add',
    `insert into notifications.carrier_minutes as known (carrier, minute, ${TALLIES.join(', ')})
     select * from unnest($1::text[], $2::timestamptz[], ${TALLIES.map((_, place) => `$${place + 3}::int[]`).join(', ')})
     order by 1, 2 -- always in one order: transactions that run at once must not wait for each other in a circle
     on conflict (carrier, minute) do update
       set ${TALLIES.map((name) => `${name} = known.${name} + excluded.${name}`).join(', ')}`,
    [
      tallies.map(({ carrier }) => carrier),
      tallies.map(({ minute }) => minute),
      ...TALLIES.map((name) => tallies.map((tally) => tally[name])),
    ],
  );
}

/** Drops minutes that no screen and no decision looks at any more. */
export async function forgetMinutes(ctx: Ctx): Promise<void> {
  await ctx.db.named('carrier_minutes_forget', 'delete from notifications.carrier_minutes where minute < $1', [
    ctx.clock.now().subtract({ hours: 24 * 40 }),
  ]);
}

/** What decides about the shares of the enabled carriers of a channel; locks them until the transaction ends. */
export function readShares(tx: Ctx, channel: Channel): Promise<CarrierShare[]> {
  return tx.db.named(
    'carrier_shares',
    `select c.name, c.weight, c.resting, extract(epoch from $2::timestamptz - c.stepped_at)::float as "steadySeconds",
       m.asked, m.errors, m.taken, m.prompt
     from notifications.carriers c, lateral (
       select coalesce(sum(taken + refused + errors) filter (where minute > $2::timestamptz - interval '2 minutes'), 0)::int as asked,
         coalesce(sum(errors) filter (where minute > $2::timestamptz - interval '2 minutes'), 0)::int as errors,
         coalesce(sum(taken) filter (where minute <= $2::timestamptz - interval '6 minutes'), 0)::int as taken,
         coalesce(sum(prompt) filter (where minute <= $2::timestamptz - interval '6 minutes'), 0)::int as prompt
       from notifications.carrier_minutes
       where carrier = c.name and minute > $2::timestamptz - interval '20 minutes') m
     where c.channel = $1 and c.enabled order by c.name for update of c`,
    [channel, tx.clock.now()],
  );
}

/** Totals of a carrier since an instant. */
export interface CarrierTotals extends Readonly<Record<Tally, number>> {
  readonly carrier: string;
}

export function totalsSince(db: Db, since: Temporal.Instant): Promise<CarrierTotals[]> {
  return db.named(
    'carrier_totals',
    `select carrier, ${TALLIES.map((name) => `sum(${name})::int as ${name}`).join(', ')}
     from notifications.carrier_minutes where minute >= $1 group by carrier`,
    [since],
  );
}
