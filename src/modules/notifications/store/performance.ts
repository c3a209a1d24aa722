import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { LANES } from './messages.ts';

/** Sums of a civil month and channel, of all agencies. */
export interface PerformanceMonth {
  /** `2026-03` */
  readonly month: string;
  readonly channel: 'sms' | 'email';
  readonly messages: number;
  readonly ended: number;
  readonly delivered: number;
  readonly timed: number;
  readonly prompt: number;
}

/** Counts a month (`2026-03`) anew: messages of past months may still have got their receipts. */
export async function countMonth(ctx: Ctx, month: string): Promise<void> {
  await ctx.db.named(
    'performance_count',
    `insert into notifications.performance_months (month, channel, messages, ended, delivered, timed, prompt, counted_at)
     select ($1 || '-01')::date, channel, count(*), count(*) filter (where status in ('delivered', 'failed', 'expired')),
       count(*) filter (where status = 'delivered'),
       count(*) filter (where accepted_at is not null and attempts = 1 and lane < ${LANES.bulk}),
       count(*) filter (where accepted_at - next_attempt_at <= interval '10 seconds' and attempts = 1 and lane < ${LANES.bulk}),
       $2
     from notifications.messages
     where mode <> 'test' and created_at >= ($1 || '-01')::timestamp at time zone 'America/Mexico_City'
       and created_at < (($1 || '-01')::timestamp + interval '1 month') at time zone 'America/Mexico_City'
     group by channel
     on conflict (month, channel) do update set messages = excluded.messages, ended = excluded.ended,
       delivered = excluded.delivered, timed = excluded.timed, prompt = excluded.prompt, counted_at = excluded.counted_at`,
    [month, ctx.clock.now()],
  );
}

/** Months that were counted; none: this is the first time. */
export async function hasPerformance(db: Db): Promise<boolean> {
  const [row] = await db.named<{ any: boolean }>(
    'performance_any',
    'select exists (select from notifications.performance_months) as any',
    [],
  );
  return row?.any ?? false;
}

/** From a month on, the oldest first. */
export function listPerformance(db: Db, from: string): Promise<PerformanceMonth[]> {
  return db.named(
    'performance_list',
    `select to_char(month, 'YYYY-MM') as month, channel, messages, ended, delivered, timed, prompt
     from notifications.performance_months where month >= ($1 || '-01')::date order by month, channel`,
    [from],
  );
}
