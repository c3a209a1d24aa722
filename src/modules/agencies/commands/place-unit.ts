import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { brokenConstraint, sqlState } from '#platform/db/db.ts';
import { Refusal } from '#platform/errors.ts';
import { accessRefusals, authorize } from '#platform/permissions/permissions.ts';
import { agencyRefusals } from '../errors.ts';
import { forgetOffices, loadUnitNodes, OFFICES_TOPIC, UNITS_TOPIC } from '../queries/offices.ts';
import { insertUnitChange } from '../store/unit-changes.ts';
import { findUnit, insertUnit, lockTree, moveUnit, type StoredUnit } from '../store/units.ts';

/** `slug` is the key of the unit in its agency: letters, digits and dashes. It stays, for files and the terminal name it. */
export interface NewUnit {
  readonly parentId: string;
  readonly slug: string;
  readonly name: string;
  /** For narrow places; none: the name. */
  readonly shortName?: string | null;
}

export type PlaceUnit = NewUnit | { readonly parentId: string; readonly unitId: string };

/**
 * Puts a new unit below a parent, or moves one with all below it. Needs `agencies.manage` at the parent and, to move,
 * at the unit too: otherwise somebody could pull a foreign unit under their own. Returns the id of the unit.
 */
export async function placeUnit(ctx: Ctx, input: PlaceUnit): Promise<string> {
  authorize(ctx, 'agencies.manage', input.parentId);
  if ('unitId' in input) authorize(ctx, 'agencies.manage', input.unitId);
  return changeTree(ctx, (tx) => place(tx, input));
}

/**
 * Runs a change of the tree and tells it: this process knows it when the page answers, the other nodes a moment later, by
 * the hint, or within seconds if the hint gets lost.
 */
export async function changeTree<T>(ctx: Ctx, work: (tx: Ctx) => Promise<T>): Promise<T> {
  try {
    const done = await transact(ctx, async (tx) => {
      const result = await work(tx);
      // An office is a unit: its name, and that it closed, stands in what nodes remember of offices.
      await tx.live.publish(tx.db, [UNITS_TOPIC, OFFICES_TOPIC]);
      return result;
    });
    forgetOffices(ctx.db);
    ctx.access.units.replace(await loadUnitNodes(ctx.db));
    return done;
  } catch (error) {
    if (sqlState(error) === '23514') throw new Refusal(agencyRefusals.belowItself);
    if (brokenConstraint(error) === 'units_agency_id_slug_key') throw new Refusal(agencyRefusals.slugTaken);
    throw error;
  }
}

async function place(tx: Ctx, input: PlaceUnit): Promise<string> {
  const agencyId = (await findUnit(tx.db, input.parentId))?.agencyId;
  if (agencyId === undefined) throw new Refusal(accessRefusals.notFound);
  await lockTree(tx.db, agencyId);
  const parent = await findUnit(tx.db, input.parentId);
  if (!parent) throw new Refusal(accessRefusals.notFound);
  if (parent.closed) throw new Refusal(agencyRefusals.unitClosed);
  if (!('unitId' in input)) return putUnit(tx, agencyId, input);
  const unit = await findUnit(tx.db, input.unitId);
  // Agencies do not take units of each other: everything under the unit carries its agency.
  if (unit?.agencyId !== agencyId) throw new Refusal(accessRefusals.notFound);
  if (unit.parentId === null) throw new Refusal(agencyRefusals.headStays);
  await shiftUnit(tx, unit, parent.id);
  return unit.id;
}

/** Adds a unit in the running transaction, which holds the tree. */
export async function putUnit(tx: Ctx, agencyId: string, unit: NewUnit): Promise<string> {
  const unitId = await insertUnit(tx.db, { ...unit, agencyId });
  const change = { agencyId, unitId, kind: 'created', toName: unit.name, toParent: unit.parentId } as const;
  await insertUnitChange(tx, change);
  await noteUnit(tx, 'agencies.place_unit', { agencyId, unitId }, { parent: unit.parentId });
  return unitId;
}

/** Moves a unit in the running transaction, which holds the tree; where it stands already nothing happens. */
export async function shiftUnit(tx: Ctx, unit: StoredUnit, parentId: string): Promise<void> {
  if (unit.parentId === parentId) return;
  const { agencyId, id: unitId } = unit;
  await moveUnit(tx.db, unitId, parentId);
  await insertUnitChange(tx, { agencyId, unitId, kind: 'moved', fromParent: unit.parentId, toParent: parentId });
  await noteUnit(tx, 'agencies.move_unit', { agencyId, unitId }, { from: unit.parentId, parent: parentId });
}

/** The audit row of something that was done to a unit; ids only, names stand in its history. */
export function noteUnit(
  tx: Ctx,
  action: string,
  unit: { readonly agencyId: string; readonly unitId: string },
  detail: Record<string, unknown> = {},
): Promise<void> {
  return recordAudit(tx, { action, entityType: 'unit', entityId: unit.unitId, ...unit, detail });
}
