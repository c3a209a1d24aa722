import type { Ctx } from '#platform/context.ts';
import type { HourCounts } from '../domain/reconciliation.ts';

export interface CheckedHour extends HourCounts {
  readonly carrier: string;
  readonly hour: Temporal.Instant;
  readonly checkedAt: Temporal.Instant;
}

/** Hours whose messages may still move are counted again for this long. */
const OPEN_HOURS = 72;
const COUNTS = ['submitted', 'counted', 'delivered', 'failed', 'expired', 'uncertain', 'pending'] as const;
const COLUMNS = `carrier, hour, ${COUNTS.join(', ')}, checked_at as "checkedAt"`;

/**
 * The begins of the hours to count now: the last three, those since the last one that was counted (no worker ran), and earlier
 * ones that were not closed or did not add up.
 */
export async function hoursToCheck(ctx: Ctx): Promise<Temporal.Instant[]> {
  const now = ctx.clock.now();
  const rows = await ctx.db.named<{ hour: Temporal.Instant }>(
    'reconciliation_hours',
    `select hour from generate_series(
       greatest(date_trunc('hour', $1::timestamptz) - make_interval(hours => $2),
         least(date_trunc('hour', $1::timestamptz) - interval '3 hours',
           (select coalesce(max(hour) + interval '1 hour', '-infinity') from notifications.reconciliations))),
       date_trunc('hour', $1::timestamptz) - interval '1 hour', interval '1 hour') as recent (hour)
     union
     select hour from notifications.reconciliations where hour > $1::timestamptz - make_interval(hours => $2)
       and (pending + uncertain > 0 or submitted <> counted or submitted <> delivered + failed + expired + uncertain + pending)
     order by hour`,
    [now, OPEN_HOURS],
  );
  return rows.map(({ hour }) => hour);
}

/** Counts an hour of every carrier by one look at the database, and keeps the result. */
export async function countHour(ctx: Ctx, hour: Temporal.Instant): Promise<void> {
  await ctx.db.named(
    'reconciliation_count',
    `with told as (
       select reason as carrier, count(*)::int as submitted from notifications.evidence
       where kind = 'accepted' and at >= $1 and at < $2 group by reason),
     states as (
       select p.carrier, count(*) filter (where p.state = 'delivered')::int as delivered,
         count(*) filter (where p.state in ('failed', 'retried'))::int as failed,
         count(*) filter (where p.state = 'expired')::int as expired,
         count(*) filter (where p.state = 'submitted' and m.status = 'uncertain')::int as uncertain,
         count(*) filter (where p.state = 'submitted' and m.status <> 'uncertain')::int as pending
       from notifications.parts p join notifications.messages m on m.id = p.message_id
       where p.taken_at >= $1 and p.taken_at < $2 group by p.carrier),
     tallies as (
       select carrier, sum(taken)::int as counted from notifications.carrier_minutes
       where minute >= $1 and minute < $2 group by carrier having sum(taken) > 0)
     insert into notifications.reconciliations (carrier, hour, ${COUNTS.join(', ')}, checked_at)
     select carrier, $1, ${COUNTS.map((name) => `coalesce(${name}, 0)`).join(', ')}, $3
     from told full join states using (carrier) full join tallies using (carrier)
     on conflict (hour, carrier) do update
       set ${COUNTS.map((name) => `${name} = excluded.${name}`).join(', ')}, checked_at = excluded.checked_at`,
    [hour, hour.add({ hours: 1 }), ctx.clock.now()],
  );
}

/** The hours since an instant, the newest first. */
export function listHours(ctx: Ctx, since: Temporal.Instant): Promise<CheckedHour[]> {
  return ctx.db.named(
    'reconciliation_list',
    `select ${COLUMNS} from notifications.reconciliations where hour >= $1 order by hour desc, carrier`,
    [since],
  );
}

/** Hours that do not add up, for as long as they are looked at again. */
export function listUnbalanced(ctx: Ctx): Promise<CheckedHour[]> {
  return ctx.db.named(
    'reconciliation_unbalanced',
    `select ${COLUMNS} from notifications.reconciliations where hour > $1
       and (submitted <> counted or submitted <> delivered + failed + expired + uncertain + pending)
     order by hour desc, carrier limit 20`,
    [ctx.clock.now().subtract({ hours: OPEN_HOURS })],
  );
}

/** Hours that are too old for any question leave. */
export async function forgetHours(ctx: Ctx): Promise<void> {
  await ctx.db.named('reconciliation_forget', 'delete from notifications.reconciliations where hour < $1', [
    ctx.clock.now().subtract({ hours: 24 * 400 }),
  ]);
}
