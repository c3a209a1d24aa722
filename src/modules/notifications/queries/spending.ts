import { OFFICE_TIME_ZONE } from '#platform/clock.ts';
import type { Ctx } from '#platform/context.ts';
import { authorizeNotices } from '../access.ts';
import type { BilledPart } from '../domain/invoice.ts';
import { listCarriers } from '../store/carriers.ts';
import { listPrices } from '../store/costs.ts';

/** What an agency sent in one month, and what it cost. */
export interface MonthCosts {
  /** First day of the month. */
  readonly month: Temporal.PlainDate;
  readonly messages: number;
  readonly delivered: number;
  readonly segments: number;
  readonly costMxnE4: number;
}

/** SMS of the last months, the newest first (R6: what each delivered message really costs, with those that failed). */
export async function monthCosts(ctx: Ctx, agencyId: string, months: number): Promise<MonthCosts[]> {
  authorizeNotices(ctx, 'notifications.read', agencyId);
  const first = ctx.clock
    .today()
    .with({ day: 1 })
    .subtract({ months: months - 1 });
  return ctx.db.named<MonthCosts>(
    'notice_month_costs',
    `select date_trunc('month', day)::date as month, sum(messages)::int as messages,
       coalesce(sum(messages) filter (where fate = 'delivered'), 0)::int as delivered,
       coalesce(sum(charged_segments), 0)::int as segments, coalesce(sum(cost_mxn_e4), 0)::float8 as "costMxnE4"
     from notifications.public_message_days where agency_id = $1 and channel = 'sms' and day >= $2
     group by 1 order by 1 desc`,
    [agencyId, first],
  );
}

/** SMS carriers in use for which an agency has no price today: what they take counts as free, also under its cap. */
export async function unpricedCarriers(ctx: Ctx, agencyId: string): Promise<string[]> {
  authorizeNotices(ctx, 'notifications.read', agencyId);
  const today = ctx.clock.today();
  const prices = await listPrices(ctx, agencyId);
  const isPriced = (name: string): boolean =>
    prices.some(({ carrier, validFrom }) => carrier === name && Temporal.PlainDate.compare(validFrom, today) <= 0);
  const carriers = await listCarriers(ctx);
  return carriers.flatMap(({ name, channel }) => (channel === 'sms' && !isPriced(name) ? name : []));
}

/** SMS of an agency that are due and wait. */
export async function countHeld(ctx: Ctx, agencyId: string): Promise<number> {
  authorizeNotices(ctx, 'notifications.read', agencyId);
  const [row] = await ctx.db.named<{ held: number }>(
    'notice_held',
    `select count(*)::int as held from (select from notifications.queue
       where state = 'queued' and channel = 'sms' and agency_id = $1 and due <= $2 limit 100000) waiting`,
    [agencyId, ctx.clock.now()],
  );
  return row?.held ?? 0;
}

/** Most parts of a month that are compared on a page. */
const MOST_PARTS = 500_000;

/** The parts that carriers took in a month of the civil calendar, at the price that we expect. */
export async function partsOfMonth(ctx: Ctx, agencyId: string, month: Temporal.PlainYearMonth): Promise<BilledPart[]> {
  authorizeNotices(ctx, 'notifications.operate', agencyId);
  const from = month.toPlainDate({ day: 1 }).toZonedDateTime(OFFICE_TIME_ZONE).toInstant();
  const until = month.add({ months: 1 }).toPlainDate({ day: 1 }).toZonedDateTime(OFFICE_TIME_ZONE).toInstant();
  return ctx.db.named<BilledPart>(
    'notice_month_parts',
    `select p.carrier_message_id as "carrierId",
       case when m.charged_parts > 0 then (m.cost_mxn_e4 / m.charged_parts)::int else 0 end as "mxnE4"
     from notifications.messages m join notifications.parts p on p.message_id = m.id
     where m.agency_id = $1 and m.channel = 'sms' and m.accepted_at >= $2 and m.accepted_at < $3
       and m.created_at >= $2::timestamptz - interval '100 days' and m.created_at < $3
     limit ${MOST_PARTS}`,
    [agencyId, from, until],
  );
}
