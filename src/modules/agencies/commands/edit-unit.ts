import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorize } from '#platform/permissions/permissions.ts';
import { insertUnitChange } from '../store/unit-changes.ts';
import { holdUnit, renameUnit, type StoredUnit } from '../store/units.ts';
import { changeTree, noteUnit } from './place-unit.ts';

export interface UnitNames {
  readonly name: string;
  readonly shortName: string | null;
}

/** Gives a unit another name or short name. Its key stays: files, systems and the terminal know it by that. */
export async function editUnit(ctx: Ctx, input: UnitNames & { readonly unitId: string }): Promise<void> {
  authorize(ctx, 'agencies.manage', input.unitId);
  await changeTree(ctx, async (tx) => {
    const unit = await holdUnit(tx.db, input.unitId, 'change');
    if (!unit) throw new Refusal(accessRefusals.notFound);
    await nameUnit(tx, unit, input);
  });
}

/** Names a unit in the running transaction; names that it has already change nothing. */
export async function nameUnit(tx: Ctx, unit: StoredUnit, { name, shortName }: UnitNames): Promise<void> {
  if (unit.name === name && unit.shortName === shortName) return;
  const { agencyId, id: unitId } = unit;
  await renameUnit(tx.db, unitId, { name, shortName });
  await insertUnitChange(tx, { agencyId, unitId, kind: 'renamed', fromName: unit.name, toName: name });
  await noteUnit(tx, 'agencies.edit_unit', { agencyId, unitId });
}
