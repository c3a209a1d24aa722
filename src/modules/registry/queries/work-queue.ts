import type { Ctx } from '#platform/context.ts';
import { authorizeSomewhere, withinReach } from '#platform/permissions/permissions.ts';
import { OUTCOMES, type Outcome, type Status } from '../domain/statuses.ts';

export interface QueueFilter {
  readonly statuses?: readonly Status[];
  readonly service?: string;
  readonly unitId?: string;
  /** Entered on or after this instant. */
  readonly since?: Temporal.Instant;
  /** Entered before this instant. */
  readonly until?: Temporal.Instant;
  /** Last signed with this outcome, whatever came after. */
  readonly outcome?: Outcome;
  /** Only what is due before this day. */
  readonly dueBefore?: Temporal.PlainDate;
  /** Key of the last row of the page before. */
  readonly after?: string;
  readonly limit?: number;
}

export interface QueueRow {
  readonly id: string;
  readonly folio: string;
  readonly unitId: string;
  readonly service: string;
  readonly status: Status;
  readonly propertyLocation: string;
  readonly enteredAt: Temporal.Instant;
  readonly dueOn: Temporal.PlainDate;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Give it as `after` for the next page; undefined on the last. */
  readonly next: string | undefined;
}

/** The procedures that the person may see, oldest first: what waits longest is done next. Paged by key. */
export async function workQueue(ctx: Ctx, filter: QueueFilter): Promise<Page<QueueRow>> {
  authorizeSomewhere(ctx, 'registry.read');
  const limit = filter.limit ?? 25;
  let query = ctx.db.k
    .selectFrom('registry.procedures as p')
    .select([
      'p.id',
      'p.folio',
      'p.unit_id as unitId',
      'p.service',
      'p.status',
      'p.property_location as propertyLocation',
      'p.entered_at as enteredAt',
      'p.due_on as dueOn',
    ])
    .where(withinReach(ctx.access, ctx.actor, 'registry.read', 'p.unit_id'))
    .orderBy('p.id')
    .limit(limit + 1);
  if (filter.statuses?.length) query = query.where('p.status', 'in', [...filter.statuses]);
  if (filter.service) query = query.where('p.service', '=', filter.service);
  if (filter.unitId) query = query.where('p.unit_id', '=', filter.unitId);
  if (filter.since) query = query.where('p.entered_at', '>=', filter.since);
  if (filter.until) query = query.where('p.entered_at', '<', filter.until);
  if (filter.outcome) {
    const { outcome } = filter;
    query = query.where((builder) =>
      builder(
        builder
          .selectFrom('registry.timeline as t')
          .select('t.to_status')
          .whereRef('t.procedure_id', '=', 'p.id')
          .where('t.to_status', 'in', OUTCOMES)
          .orderBy('t.at', 'desc')
          .orderBy('t.id', 'desc')
          .limit(1),
        '=',
        outcome,
      ),
    );
  }
  if (filter.dueBefore) query = query.where('p.due_on', '<', filter.dueBefore);
  if (filter.after) query = query.where('p.id', '>', filter.after);
  const rows = (await query.execute()) as QueueRow[];
  return { rows: rows.slice(0, limit), next: rows.length > limit ? rows[limit - 1]?.id : undefined };
}

/** How many procedures stand at each status, within reach. */
export async function countByStatus(ctx: Ctx): Promise<ReadonlyMap<Status, number>> {
  authorizeSomewhere(ctx, 'registry.read');
  const rows = await ctx.db.k
    .selectFrom('registry.procedures as p')
    .select(['p.status', (builder) => builder.fn.countAll<string>().as('count')])
    .where(withinReach(ctx.access, ctx.actor, 'registry.read', 'p.unit_id'))
    .groupBy('p.status')
    .execute();
  return new Map(rows.map((row) => [row.status as Status, Number(row.count)]));
}
