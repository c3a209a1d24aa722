import { sql } from 'kysely';
import type { Ctx } from '#platform/context.ts';
import { authorizeSomewhere } from '#platform/permissions/permissions.ts';
import type { Movement, Stage } from '../domain/movements.ts';
import type { Days, Period, Span } from '../domain/period.ts';
import { coverageOf, dayOf, during, inScope, summed, type Scope } from './source.ts';

/** How often something happened at an office with a type of procedure. */
export interface MovementFigure {
  readonly unitId: string;
  readonly service: string;
  readonly kind: Movement;
  readonly count: number;
}

/** What happened in these days. Only what happened at least once is there. */
export async function movementFigures(ctx: Ctx, days: Days, scope: Scope = {}): Promise<MovementFigure[]> {
  authorizeSomewhere(ctx, 'reports.read');
  const cover = await coverageOf(ctx, 'movements', days);
  const { rows } = await sql<MovementFigure>`
    select unit_id as "unitId", service, kind, sum(n)::int as count from (
      select unit_id, service, kind, movements as n from reports.movement_tallies
        where ${inScope(ctx, scope)} and ${summed(cover)}
      union all
      select unit_id, service, kind, 1 from registry.public_movements
        where ${inScope(ctx, scope)} and ${during(cover.counted, 'at')}) found
    group by 1, 2, 3`.execute(ctx.db.k);
  return rows;
}

/** How often each thing happened in each of the periods, which follow each other; in their order. */
export async function movementTrend(
  ctx: Ctx,
  periods: readonly Period[],
  scope: Scope = {},
): Promise<ReadonlyMap<Movement, number>[]> {
  authorizeSomewhere(ctx, 'reports.read');
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last) return [];
  const days = { first: first.first, next: last.next };
  const cover = await coverageOf(ctx, 'movements', days, wholeMonths(first.span));
  const { rows } = await sql<{ start: Temporal.PlainDate; kind: Movement; count: number }>`
    select date_trunc(${first.span}, day::timestamp)::date as start, kind, sum(n)::int as count from (
      select starts_on as day, kind, movements as n from reports.movement_tallies
        where ${inScope(ctx, scope)} and ${summed(cover)}
      union all
      select ${dayOf('at')}, kind, 1 from registry.public_movements
        where ${inScope(ctx, scope)} and ${during(cover.counted, 'at')}) found
    group by 1, 2`.execute(ctx.db.k);
  return periods.map(
    (period) =>
      new Map(rows.filter((row) => row.start.equals(period.first)).map((row) => [row.kind, row.count] as const)),
  );
}

/** Sums of months can only be told apart by months and years. */
export function wholeMonths(span: Span): boolean {
  return span === 'month' || span === 'year';
}

/** How long a stage took at an office: how many fell into a bucket of `domain/spread.ts`. */
export interface TimeFigure {
  readonly unitId: string;
  readonly stage: Stage;
  readonly bucket: number;
  readonly count: number;
}

/** How long the stages took that ended in these days, of all types of procedures. */
export async function timeFigures(ctx: Ctx, days: Days, unitId?: string): Promise<TimeFigure[]> {
  authorizeSomewhere(ctx, 'reports.read');
  const cover = await coverageOf(ctx, 'movements', days);
  const scope = { unitId };
  const { rows } = await sql<TimeFigure>`
    select unit_id as "unitId", stage, bucket::int as bucket, sum(n)::int as count from (
      select unit_id, stage, bucket, movements as n from reports.time_tallies
        where ${inScope(ctx, scope)} and ${summed(cover)}
      union all
      select unit_id, ended.stage, reports.bucket_of(ended.seconds), 1
        from registry.public_movements
        cross join lateral reports.stages_ended(kind, stage_seconds, answer_seconds) as ended
        where ${inScope(ctx, scope)} and ${during(cover.counted, 'at')}) found
    group by 1, 2, 3`.execute(ctx.db.k);
  return rows;
}
