import type { Ctx } from '#platform/context.ts';
import { authorize } from '#platform/permissions/permissions.ts';
import { grantsOf, holdersAround } from '#modules/agencies/index.ts';
import { listStaffNames } from '#modules/staff/index.ts';
import type { Outcome } from '../domain/statuses.ts';
import type { WorkKind } from '../domain/work.ts';

export interface WorkEntry {
  readonly at: Temporal.Instant;
  readonly actor: string;
  readonly kind: WorkKind;
  readonly staffId: string | null;
  readonly outcome: Outcome | null;
  readonly reasons: readonly string[];
}

/** What happened to a procedure inside the office, oldest first. For staff of its unit alone. */
export function workLogOf(ctx: Ctx, procedure: { id: string; unitId: string }): Promise<WorkEntry[]> {
  authorize(ctx, 'registry.read', procedure.unitId);
  return ctx.db.named(
    'registry_work_log',
    `select at, actor, kind, staff_id as "staffId", outcome, reasons from registry.work_log
     where procedure_id = $1 order by at, id`,
    [procedure.id],
  );
}

/** A person to whom procedures can be assigned. */
export interface Analyst {
  readonly staffId: string;
  readonly name: string;
}

/** Who may analyse in or below these units today, by name. */
export async function analystsWithin(ctx: Ctx, rootUnits: readonly string[]): Promise<Analyst[]> {
  const holders = await holdersAround(ctx.db, rootUnits, ctx.clock.today());
  const ids = holders.filter(({ roles }) => roles.some((role) => ctx.access.roles.permits(role, 'registry.analyse')));
  const names = await listStaffNames(ctx.db, [...new Set(ids.map(({ staffId }) => staffId))]);
  return names.filter(({ active }) => active).map(({ id, name }) => ({ staffId: id, name }));
}

/** Whether somebody could open and analyse a procedure of this unit today: a post there, or above, and an open account. */
export async function mayAnalyse(ctx: Ctx, staffId: string, unitId: string): Promise<boolean> {
  const { roles, units } = ctx.access;
  const [account] = await listStaffNames(ctx.db, [staffId]);
  if (!account?.active) return false;
  const grants = await grantsOf(ctx.db, staffId, ctx.clock.today());
  return grants.some((grant) => roles.permits(grant.role, 'registry.analyse') && units.isWithin(unitId, grant.unitId));
}
