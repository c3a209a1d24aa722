import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Ctx } from '#platform/context.ts';
import { isId } from '#platform/ids.ts';
import { authorizeSomewhere } from '#platform/permissions/permissions.ts';
import type { Movement, OpenStatus } from '../domain/movements.ts';
import type { Days } from '../domain/period.ts';
import { during, inScope, type Scope } from './source.ts';

/** One page of a list, newest first. `next` goes into `after`; undefined on the last page. */
export interface Listed<Row> {
  readonly rows: readonly Row[];
  readonly next: string | undefined;
}

export interface MovementRow {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly procedureId: string;
  readonly folio: string;
  readonly unitId: string;
  readonly service: string;
  readonly kind: Movement;
  /** How long the stage before it took; null for the first step. */
  readonly stageSeconds: number | null;
  /** From entering, or being brought back, to signing. */
  readonly answerSeconds: number | null;
}

export interface MovementFilter extends Scope {
  readonly days: Days;
  /** All of them if empty. */
  readonly kinds: readonly Movement[];
}

/** The movements behind a number. */
export async function listMovements(
  ctx: Ctx,
  { days, kinds, ...scope }: MovementFilter,
  after: string | undefined,
  limit: number,
): Promise<Listed<MovementRow>> {
  authorizeSomewhere(ctx, 'reports.read');
  const ofKind = kinds.length > 0 ? sql<SqlBool>`kind = any(${[...kinds]}::text[])` : sql<SqlBool>`true`;
  const { rows } = await sql<MovementRow>`
    select id, at, procedure_id as "procedureId", folio, unit_id as "unitId", service, kind,
      stage_seconds as "stageSeconds", answer_seconds as "answerSeconds"
    from registry.public_movements
    where ${inScope(ctx, scope)} and ${during(days, 'at')} and ${ofKind} and ${before(after, 'at')}
    order by at desc, id desc limit ${limit + 1}`.execute(ctx.db.k);
  return pageOf(rows, limit);
}

export interface MessageRow {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly channel: string;
  readonly fate: string;
  readonly template: string | null;
  readonly unitId: string;
  /** The procedure that it tells of. */
  readonly procedureId: string | null;
  readonly folio: string | null;
  readonly segments: number;
  readonly pesos: number;
}

export interface MessageFilter extends Scope {
  readonly days: Days;
  readonly channel?: string | undefined;
  readonly fate?: string | undefined;
}

/** The messages behind a number: when, how, what became of them and what they cost; never to whom or what they say. */
export async function listMessages(
  ctx: Ctx,
  { days, channel, fate, ...scope }: MessageFilter,
  after: string | undefined,
  limit: number,
): Promise<Listed<MessageRow>> {
  authorizeSomewhere(ctx, 'reports.read');
  const onChannel = channel ? sql<SqlBool>`channel = ${channel}` : sql<SqlBool>`true`;
  const ofFate = fate ? sql<SqlBool>`fate = ${fate}` : sql<SqlBool>`true`;
  const { rows } = await sql<MessageRow>`
    select m.id, m.created_at as at, m.channel, m.fate, m.template, m.unit_id as "unitId", p.id as "procedureId", p.folio,
      m.charged_segments as segments, m.cost_mxn_e4 / 10000.0::float8 as pesos
    from (select * from notifications.public_messages
      where ${inScope(ctx, scope)} and ${during(days, 'created_at')} and ${onChannel} and ${ofFate}
        and ${before(after, 'created_at')} order by created_at desc, id desc limit ${limit + 1}) m
    left join registry.public_procedures p on m.subject_type = 'procedure' and p.id = m.subject_id
    order by m.created_at desc, m.id desc`.execute(ctx.db.k);
  return pageOf(rows, limit);
}

export interface StockRow {
  readonly id: string;
  readonly folio: string;
  readonly unitId: string;
  readonly service: string;
  readonly status: OpenStatus;
}

export interface StockFilter extends Scope {
  readonly statuses: readonly OpenStatus[];
}

/** The procedures that stand at a stage now. */
export async function listStock(
  ctx: Ctx,
  { statuses, ...scope }: StockFilter,
  after: string | undefined,
  limit: number,
): Promise<Listed<StockRow>> {
  authorizeSomewhere(ctx, 'reports.read');
  const beyond = isId(after) ? sql<SqlBool>`id > ${after}` : sql<SqlBool>`true`;
  const { rows } = await sql<StockRow>`
    select id, folio, unit_id as "unitId", service, status from registry.public_procedures
    where ${inScope(ctx, scope)} and status = any(${[...statuses]}::text[]) and ${beyond}
    order by id limit ${limit + 1}`.execute(ctx.db.k);
  return { rows: rows.slice(0, limit), next: rows.length > limit ? rows[limit - 1]?.id : undefined };
}

function pageOf<Row extends { id: string; at: Temporal.Instant }>(rows: readonly Row[], limit: number): Listed<Row> {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { rows: rows.slice(0, limit), next: last && `${last.at.toString()}_${last.id}` };
}

/** Rows older than the key of the page before; a key that is none begins at the first page. */
function before(after: string | undefined, column: 'at' | 'created_at'): RawBuilder<SqlBool> {
  const [instant = '', id = ''] = (after ?? '').split('_');
  if (!isId(id)) return sql<SqlBool>`true`;
  try {
    return sql<SqlBool>`(${sql.ref(column)}, id) < (${Temporal.Instant.from(instant)}, ${id})`;
  } catch {
    return sql<SqlBool>`true`;
  }
}
