import { sql } from 'kysely';
import type { Ctx } from '#platform/context.ts';
import { authorizeSomewhere, withinReach } from '#platform/permissions/permissions.ts';

/** Half-open in instants: from the start of `since` to the start of `until`. */
export interface Period {
  readonly since: Temporal.Instant;
  readonly until: Temporal.Instant;
}

/** R6: what one office did in a period. */
export interface OfficeIndicators {
  readonly unitId: string;
  readonly entered: number;
  readonly accepted: number;
  readonly suspended: number;
  readonly rejected: number;
  readonly delivered: number;
  /** Hours from entering to signing; null where nothing was signed. */
  readonly medianHours: number | null;
  readonly p90Hours: number | null;
}

/** Procedures entered in the period by office, what became of them, and how long until they were signed. */
export async function officeIndicators(ctx: Ctx, period: Period): Promise<OfficeIndicators[]> {
  authorizeSomewhere(ctx, 'registry.indicators');
  const hours = sql`extract(epoch from p.signed_at - p.entered_at) / 3600`;
  const rows = await sql<
    Omit<OfficeIndicators, 'medianHours' | 'p90Hours'> & { median: string | null; p90: string | null }
  >`
    select p.unit_id as "unitId", count(*)::int as entered,
      count(*) filter (where signed.status = 'accepted')::int as accepted,
      count(*) filter (where signed.status = 'suspended')::int as suspended,
      count(*) filter (where signed.status = 'rejected')::int as rejected,
      count(*) filter (where p.status = 'delivered')::int as delivered,
      percentile_cont(0.5) within group (order by ${hours}) as median,
      percentile_cont(0.9) within group (order by ${hours}) as p90
    from registry.procedures p
    left join lateral (
      select t.to_status as status from registry.timeline t
      where t.procedure_id = p.id and t.to_status in ('accepted', 'suspended', 'rejected')
      order by t.at desc, t.id desc limit 1) signed on true
    where p.entered_at >= ${period.since} and p.entered_at < ${period.until}
      and ${withinReach(ctx.access, ctx.actor, 'registry.indicators', 'p.unit_id')}
    group by p.unit_id`.execute(ctx.db.k);
  return rows.rows.map(({ median, p90, ...row }) => ({
    ...row,
    medianHours: median === null ? null : Number(median),
    p90Hours: p90 === null ? null : Number(p90),
  }));
}
