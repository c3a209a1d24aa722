import { sql } from 'kysely';
import type { Ctx } from '#platform/context.ts';
import { authorizeSomewhere } from '#platform/permissions/permissions.ts';
import type { Days, Period } from '../domain/period.ts';
import { wholeMonths } from './movement-figures.ts';
import { coverageOf, dayOf, during, inScope, late, summed, type Scope } from './source.ts';

export interface MessageFigure {
  readonly channel: string;
  readonly fate: string;
  readonly messages: number;
  /** What carriers took, with repetitions. */
  readonly segments: number;
  readonly pesos: number;
}

interface Sums {
  messages: number;
  segments: string;
  cost: string;
}

const read = <Row extends Sums>({ cost, segments, ...row }: Row) => ({
  ...row,
  segments: Number(segments),
  pesos: Number(cost) / 10_000,
});

/** The messages made in these days, by channel and by what became of them until now. */
export async function messageFigures(ctx: Ctx, days: Days, scope: Scope = {}): Promise<MessageFigure[]> {
  authorizeSomewhere(ctx, 'reports.read');
  const cover = await coverageOf(ctx, 'messages', days);
  const { rows } = await sql<{ channel: string; fate: string } & Sums>`
    select channel, fate, sum(n)::int as messages, sum(charged_segments) as segments, sum(cost_mxn_e4) as cost from (
      select channel, fate, messages as n, charged_segments, cost_mxn_e4 from reports.message_tallies
        where ${inScope(ctx, scope)} and ${summed(cover)}
      union all
      select channel, fate, 1, charged_segments, cost_mxn_e4 from notifications.public_messages
        where ${inScope(ctx, scope)} and ${during(cover.counted, 'created_at')}
      union all
      select channel, fate, 1, charged_segments, cost_mxn_e4 from notifications.public_messages
        where ${inScope(ctx, scope)} and ${late(days)}) found
    group by 1, 2 order by 1, 2`.execute(ctx.db.k);
  return rows.map(read);
}

/** Messages and their cost in each of the periods, by channel. */
export async function messageTrend(
  ctx: Ctx,
  periods: readonly Period[],
  scope: Scope = {},
): Promise<ReadonlyMap<string, { messages: number; pesos: number }>[]> {
  authorizeSomewhere(ctx, 'reports.read');
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last) return [];
  const days = { first: first.first, next: last.next };
  const cover = await coverageOf(ctx, 'messages', days, wholeMonths(first.span));
  const { rows } = await sql<{ start: Temporal.PlainDate; channel: string } & Sums>`
    select date_trunc(${first.span}, day::timestamp)::date as start, channel, sum(n)::int as messages,
      sum(charged_segments) as segments, sum(cost_mxn_e4) as cost from (
      select starts_on as day, channel, messages as n, charged_segments, cost_mxn_e4 from reports.message_tallies
        where ${inScope(ctx, scope)} and ${summed(cover)}
      union all
      select ${dayOf('created_at')}, channel, 1, charged_segments, cost_mxn_e4 from notifications.public_messages
        where ${inScope(ctx, scope)} and ${during(cover.counted, 'created_at')}
      union all
      select ${dayOf('created_at')}, channel, 1, charged_segments, cost_mxn_e4 from notifications.public_messages
        where ${inScope(ctx, scope)} and ${late(days)}) found
    group by 1, 2`.execute(ctx.db.k);
  return periods.map(
    (period) => new Map(rows.filter((row) => row.start.equals(period.first)).map((row) => [row.channel, read(row)])),
  );
}
