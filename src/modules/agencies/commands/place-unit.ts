import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { brokenConstraint, sqlState } from '#platform/db/db.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorize } from '#platform/permissions/permissions.ts';
import { agencyRefusals } from '../errors.ts';
import { loadUnitNodes, UNITS_TOPIC } from '../queries/offices.ts';
import { findUnit, insertUnit, lockTree, moveUnit } from '../store/units.ts';

/** `slug` is the key of the unit in its agency: letters, digits and dashes. */
export type PlaceUnit =
  | { readonly parentId: string; readonly slug: string; readonly name: string }
  | { readonly parentId: string; readonly unitId: string };

/**
 * Puts a new unit below a parent, or moves one with all below it. Needs `agencies.manage` at the parent and, to move,
 * at the unit too: otherwise somebody could pull a foreign unit under their own. Returns the id of the unit.
 */
export async function placeUnit(ctx: Ctx, input: PlaceUnit): Promise<string> {
  authorize(ctx, 'agencies.manage', input.parentId);
  if ('unitId' in input) authorize(ctx, 'agencies.manage', input.unitId);
  try {
    const unitId = await transact(ctx, (tx) => place(tx, input));
    // The rules of this process know the tree when the page answers; the other nodes a moment later, by the hint.
    ctx.access.units.replace(await loadUnitNodes(ctx.db));
    return unitId;
  } catch (error) {
    if (sqlState(error) === '23514') throw new Refusal(agencyRefusals.belowItself);
    if (brokenConstraint(error) === 'units_agency_id_slug_key') throw new Refusal(agencyRefusals.slugTaken);
    throw error;
  }
}

async function place(tx: Ctx, input: PlaceUnit): Promise<string> {
  const parent = await findUnit(tx.db, input.parentId);
  if (!parent) throw new Refusal(accessRefusals.notFound);
  const { agencyId } = parent;
  await lockTree(tx.db, agencyId);
  let unitId: string;
  if ('unitId' in input) {
    unitId = input.unitId;
    // Agencies do not take units of each other: everything under the unit carries its agency.
    if ((await findUnit(tx.db, unitId))?.agencyId !== agencyId) throw new Refusal(accessRefusals.notFound);
    await moveUnit(tx.db, unitId, input.parentId);
  } else {
    unitId = await insertUnit(tx.db, { ...input, agencyId });
  }
  const entry = { action: 'agencies.place_unit', entityType: 'unit', entityId: unitId, agencyId, unitId };
  await recordAudit(tx, { ...entry, detail: { parent: input.parentId } });
  await tx.live.publish(tx.db, [UNITS_TOPIC]);
  return unitId;
}
