import { sql } from 'kysely';
import type { Ctx } from '#platform/context.ts';
import { authorizeSomewhere } from '#platform/permissions/permissions.ts';
import { OPEN_STATUSES, type OpenStatus } from '../domain/movements.ts';
import { inScope, type Scope } from './source.ts';

export interface StockFigure {
  readonly unitId: string;
  readonly status: OpenStatus;
  readonly count: number;
}

/** Procedures that stand at each stage now, those that are over left out. Without a service the index alone answers. */
export async function stockFigures(ctx: Ctx, scope: Scope = {}): Promise<StockFigure[]> {
  authorizeSomewhere(ctx, 'reports.read');
  const { rows } = await sql<StockFigure>`
    select unit_id as "unitId", status, count(*)::int as count from registry.public_procedures
    where ${inScope(ctx, scope)} and status = any(${[...OPEN_STATUSES]}::text[]) group by 1, 2`.execute(ctx.db.k);
  return rows;
}
