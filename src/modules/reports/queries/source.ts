import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { OFFICE_TIME_ZONE, startOfOfficeDay } from '#platform/clock.ts';
import type { Ctx } from '#platform/context.ts';
import { withinReach } from '#platform/permissions/permissions.ts';
import { coverage, type Coverage, type Days } from '../domain/period.ts';
import type { Subject } from '../store/tallies.ts';

/** What a number is about; what is not named is all of it. */
export interface Scope {
  readonly unitId?: string | undefined;
  readonly service?: string | undefined;
}

/** The condition that every number and every list begins with: one's own agency, within one's units. */
export function inScope(ctx: Ctx, scope: Scope): RawBuilder<SqlBool> {
  const { actor } = ctx;
  const agency =
    actor.kind === 'staff' || actor.kind === 'client'
      ? sql<SqlBool>`agency_id = ${actor.agencyId}`
      : sql<SqlBool>`true`;
  const unit = scope.unitId ? sql<SqlBool>`unit_id = ${scope.unitId}` : sql<SqlBool>`true`;
  const service = scope.service ? sql<SqlBool>`service = ${scope.service}` : sql<SqlBool>`true`;
  return sql<SqlBool>`${agency} and ${unit} and ${service} and
    ${withinReach(ctx.access, actor, 'reports.read', 'unit_id')}`;
}

/** What comes from sums and what must be counted. Before the first night everything is counted. */
export async function coverageOf(ctx: Ctx, subject: Subject, days: Days, byMonth = true): Promise<Coverage> {
  const text = 'select day from reports.horizons where subject = $1';
  const [row] = await ctx.db.named<{ day: Temporal.PlainDate }>('report_horizon', text, [subject]);
  return coverage(days, row?.day ?? days.first, byMonth);
}

/** The rows of sums that stand for the covered days. */
export function summed({ months, daysBefore, daysAfter }: Coverage): RawBuilder<SqlBool> {
  const between = ({ first, next }: Days) => sql`starts_on >= ${first} and starts_on < ${next}`;
  return sql<SqlBool>`(grain = 'month' and ${between(months)}
    or grain = 'day' and (${between(daysBefore)} or ${between(daysAfter)}))`;
}

/** Rows of these days; `column` is a literal such as `'at'`. */
export function during({ first, next }: Days, column: 'at' | 'created_at'): RawBuilder<SqlBool> {
  const at = sql.ref(column);
  return sql<SqlBool>`${at} >= ${startOfOfficeDay(first)} and ${at} < ${startOfOfficeDay(next)}`;
}

/** Messages of these days that are late: not in the sums of their days yet. */
export function late(days: Days): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${during(days, 'created_at')} and id in (select message_id from reports.late_messages))`;
}

/** The civil day of an instant. */
export function dayOf(column: 'at' | 'created_at'): RawBuilder<Temporal.PlainDate> {
  return sql`(${sql.ref(column)} at time zone ${OFFICE_TIME_ZONE})::date`;
}
