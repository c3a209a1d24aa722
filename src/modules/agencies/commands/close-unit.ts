import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorize } from '#platform/permissions/permissions.ts';
import type { UnitWork } from '#platform/unit-work.ts';
import { isSettled } from '../domain/unit-tree.ts';
import { agencyRefusals } from '../errors.ts';
import { unsettledIn } from '../queries/unsettled.ts';
import { insertUnitChange } from '../store/unit-changes.ts';
import { findUnit, holdUnit, lockTree, setUnitClosed, type StoredUnit } from '../store/units.ts';
import { changeTree, noteUnit } from './place-unit.ts';

/**
 * Ends a unit on which nothing hangs any more; what happened in it keeps its name. `work` is what the modules know to be
 * open there. A procedure that is entered in this very moment may still arrive: it stays in sight of those above.
 */
export async function closeUnit(ctx: Ctx, work: readonly UnitWork[], unitId: string): Promise<void> {
  authorize(ctx, 'agencies.manage', unitId);
  await changeTree(ctx, async (tx) => {
    const unit = await hold(tx, unitId);
    if (unit.parentId === null) throw new Refusal(agencyRefusals.headStays);
    if (unit.closed) return;
    if (!isSettled(await unsettledIn(tx.db, work, unit))) throw new Refusal(agencyRefusals.unitInUse);
    await setUnitClosed(tx.db, unitId, tx.clock.now());
    await insertUnitChange(tx, { agencyId: unit.agencyId, unitId, kind: 'closed' });
    await noteUnit(tx, 'agencies.close_unit', { agencyId: unit.agencyId, unitId });
  });
}

/** Opens a closed unit again, below a parent that is open. */
export async function reopenUnit(ctx: Ctx, unitId: string): Promise<void> {
  authorize(ctx, 'agencies.manage', unitId);
  await changeTree(ctx, async (tx) => {
    const unit = await hold(tx, unitId);
    if (!unit.closed) return;
    const parent = unit.parentId === null ? undefined : await findUnit(tx.db, unit.parentId);
    if (parent?.closed) throw new Refusal(agencyRefusals.unitClosed);
    await setUnitClosed(tx.db, unitId, null);
    await insertUnitChange(tx, { agencyId: unit.agencyId, unitId, kind: 'reopened' });
    await noteUnit(tx, 'agencies.reopen_unit', { agencyId: unit.agencyId, unitId });
  });
}

async function hold(tx: Ctx, unitId: string): Promise<StoredUnit> {
  const agencyId = (await findUnit(tx.db, unitId))?.agencyId;
  if (agencyId !== undefined) await lockTree(tx.db, agencyId);
  const unit = await holdUnit(tx.db, unitId, 'change');
  if (!unit) throw new Refusal(accessRefusals.notFound);
  return unit;
}
