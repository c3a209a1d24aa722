import { sql, type RawBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { Ctx } from '#platform/context.ts';
import type { Tables } from '#platform/db/tables/index.ts';
import { isId } from '#platform/ids.ts';
import { authorizeSomewhere, withinReach } from '#platform/permissions/permissions.ts';
import { OUTCOMES, type Outcome, type Status } from '../domain/statuses.ts';

/** Orders of the list; each has a key by which it pages. */
export const QUEUE_ORDERS = ['due', 'oldest', 'newest'] as const;
export type QueueOrder = (typeof QUEUE_ORDERS)[number];

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
  /** Only what is due on this day or later. */
  readonly dueFrom?: Temporal.PlainDate;
  /** Only what is due before this day. */
  readonly dueBefore?: Temporal.PlainDate;
  /** Account of who works on it, or `nobody`. */
  readonly analyst?: string;
  /** With `nobody`: who analyses there today. What is open with anybody else is nobody's. */
  readonly present?: readonly string[];
  /** Only those with a proposal of their analyst. */
  readonly proposed?: boolean;
  /** Exactly one of these. */
  readonly folios?: readonly string[];
  /** `oldest` unless told. */
  readonly order?: QueueOrder;
  /** Key of the last row of the page before, as `next` gave it. */
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
  readonly correctBy: Temporal.PlainDate | null;
  readonly analystId: string | null;
  readonly proposal: Outcome | null;
  readonly proposalReasons: readonly string[];
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Give it as `after` for the next page; undefined on the last. */
  readonly next: string | undefined;
}

type Procedures = SelectQueryBuilder<Tables & { p: Tables['registry.procedures'] }, 'p', object>;

/** The procedures that the person may see, in the order asked for. Paged by key. */
export async function workQueue(ctx: Ctx, filter: QueueFilter): Promise<Page<QueueRow>> {
  authorizeSomewhere(ctx, 'registry.read');
  const limit = filter.limit ?? 25;
  let query = filtered(ctx, filter)
    .select([
      'p.id',
      'p.folio',
      'p.unit_id as unitId',
      'p.service',
      'p.status',
      'p.property_location as propertyLocation',
      'p.entered_at as enteredAt',
      'p.due_on as dueOn',
      'p.correct_by as correctBy',
      'p.analyst_id as analystId',
      'p.proposal',
      'p.proposal_reasons as proposalReasons',
    ])
    .limit(limit + 1);
  const order = filter.order ?? 'oldest';
  if (order === 'due') query = query.orderBy('p.due_on');
  query = query.orderBy('p.id', order === 'newest' ? 'desc' : 'asc');
  const key = parseKey(filter.after);
  if (key) {
    if (order === 'newest') query = query.where('p.id', '<', key.id);
    else if (order === 'oldest') query = query.where('p.id', '>', key.id);
    else query = query.where(sql<SqlBool>`(p.due_on, p.id) > (${key.dueOn}, ${key.id})`);
  }
  const rows = (await query.execute()) as QueueRow[];
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { rows: rows.slice(0, limit), next: last && `${last.dueOn.toString()}_${last.id}` };
}

/** More than this is said as "more than": counting on would cost more than it tells. */
export const COUNT_CAP = 1_000;

/** How many there are with these filters, at most COUNT_CAP + 1. */
export async function countQueue(ctx: Ctx, filter: QueueFilter): Promise<number> {
  authorizeSomewhere(ctx, 'registry.read');
  const some = filtered(ctx, filter)
    .select('p.id')
    .limit(COUNT_CAP + 1);
  const row = await ctx.db.k
    .selectFrom(some.as('some'))
    .select((builder) => builder.fn.countAll<string>().as('count'))
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

function filtered(ctx: Ctx, filter: QueueFilter): Procedures {
  let query: Procedures = ctx.db.k
    .selectFrom('registry.procedures as p')
    .where(withinReach(ctx.access, ctx.actor, 'registry.read', 'p.unit_id'));
  if (filter.statuses?.length) query = query.where('p.status', 'in', [...filter.statuses]);
  if (filter.service) query = query.where('p.service', '=', filter.service);
  if (filter.unitId) query = query.where('p.unit_id', '=', filter.unitId);
  if (filter.since) query = query.where('p.entered_at', '>=', filter.since);
  if (filter.until) query = query.where('p.entered_at', '<', filter.until);
  if (filter.outcome) query = query.where(lastSignedAs(filter.outcome));
  if (filter.dueFrom) query = query.where('p.due_on', '>=', filter.dueFrom);
  if (filter.dueBefore) query = query.where('p.due_on', '<', filter.dueBefore);
  if (filter.analyst === 'nobody') query = query.where(nobodys(filter.present));
  else if (filter.analyst) query = query.where('p.analyst_id', '=', filter.analyst);
  if (filter.proposed) query = query.where('p.proposal', 'is not', null);
  if (filter.folios) query = query.where('p.folio', 'in', filter.folios.length > 0 ? [...filter.folios] : ['']);
  return query;
}

function nobodys(present: readonly string[] | undefined): RawBuilder<SqlBool> {
  if (!present) return sql<SqlBool>`p.analyst_id is null`;
  return sql<SqlBool>`(p.analyst_id is null
    or p.status in ('entered', 'in_analysis') and p.analyst_id <> all(${[...present]}::uuid[]))`;
}

/** Whatever came after: re-entered and delivered ones count as they were last signed. */
function lastSignedAs(outcome: Outcome): RawBuilder<SqlBool> {
  return sql<SqlBool>`(select t.to_status from registry.timeline t
    where t.procedure_id = p.id and t.to_status = any(${[...OUTCOMES]}::text[])
    order by t.at desc, t.id desc limit 1) = ${outcome}`;
}

/** The key that `next` wrote; anything else begins at the first page. */
function parseKey(after: string | undefined): { dueOn: Temporal.PlainDate; id: string } | undefined {
  const [day = '', id = ''] = (after ?? '').split('_');
  if (!isId(id)) return undefined;
  try {
    return { dueOn: Temporal.PlainDate.from(day), id };
  } catch {
    return undefined;
  }
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
