import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { announce } from '#platform/outbox/events.ts';
import { authorize, authorizeSomewhere, can } from '#platform/permissions/permissions.ts';
import type { Outcome, Status } from './domain/statuses.ts';
import type { WorkKind } from './domain/work.ts';
import { registryRefusals } from './errors.ts';
import { workChanged } from './events.ts';
import { mayAnalyse } from './queries/work-log.ts';
import { lockProcedure, type ProcedureRow } from './store/procedures.ts';
import { changeWork, insertWorkEntry, type WorkChange } from './store/work.ts';

interface WorkStep {
  readonly procedureId: string;
  readonly action: string;
  readonly kind: WorkKind;
  /** Statuses in which there is work to change. */
  readonly from: readonly Status[];
  /** Refuses or says what changes, once the row is locked. */
  readonly change: (tx: Ctx, procedure: ProcedureRow) => WorkChange | Promise<WorkChange>;
  readonly staffId?: string;
  readonly outcome?: Outcome;
  readonly reasons?: readonly string[];
}

/** The twin of `move` for what is no status: permission, lock, guard, columns, entry, audit and event in one transaction. */
export async function changeWorkOf(ctx: Ctx, step: WorkStep): Promise<ProcedureRow> {
  authorizeSomewhere(ctx, step.action);
  return transact(ctx, async (tx) => {
    const procedure = await lockProcedure(tx, step.procedureId);
    if (!procedure) throw new Refusal(registryRefusals.notFound);
    authorize(tx, step.action, procedure.unitId);
    const { id, folio, unitId, personId, service, agencyId } = procedure;
    if (!step.from.includes(procedure.status)) throw new Refusal(registryRefusals.wrongStatus, { folio });
    await changeWork(tx, id, await step.change(tx, procedure));
    const { kind, staffId, outcome, reasons = [] } = step;
    await insertWorkEntry(tx, procedure, { kind, staffId, outcome, reasons });
    await recordAudit(tx, {
      action: step.action,
      entityType: 'procedure',
      entityId: id,
      agencyId,
      unitId,
      detail: { work: kind },
    });
    const facts = { procedureId: id, folio, unitId, personId, service, kind };
    await announce(tx, workChanged, { agencyId, entity: `procedure:${id}` }, facts);
    return procedure;
  });
}

/**
 * Nobody works on it: it was given to nobody, or to somebody who lost the post, whose days as a substitute are over, or
 * whose account was shut. A procedure that waits for a person who is not there is the worse failure.
 */
export async function isFree(
  ctx: Ctx,
  { analystId, unitId }: Pick<ProcedureRow, 'analystId' | 'unitId'>,
): Promise<boolean> {
  return analystId === null || !(await mayAnalyse(ctx, analystId, unitId));
}

/** Refuses when somebody else works on it, unless the actor may share out the work of the unit. */
export async function demandOwnWork(tx: Ctx, procedure: ProcedureRow): Promise<void> {
  const { actor } = tx;
  if (actor.kind !== 'staff' || procedure.analystId === actor.staffId) return;
  if (can(tx.access, actor, 'registry.assign', procedure.unitId) || (await isFree(tx, procedure))) return;
  throw new Refusal(registryRefusals.assignedToOther, { folio: procedure.folio });
}
