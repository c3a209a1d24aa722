import { recordAudit } from '#platform/audit/record.ts';
import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import { accessRefusals } from '#platform/permissions/permissions.ts';
import { agencyRefusals } from '../errors.ts';
import { forgetAgencies } from '../queries/agencies.ts';
import { listUnits } from '../queries/offices.ts';
import { insertAgency } from '../store/agencies.ts';
import { insertUnitChange } from '../store/unit-changes.ts';
import { insertUnit } from '../store/units.ts';
import { changeTree, noteUnit } from './place-unit.ts';

/**
 * Takes in a public body that is no part of this program, with the unit at its head under the same key: accounts, notices and
 * money of its own hang there. For the operator at the terminal, as no agency stands above another. Error: `slugTaken`, also
 * where a unit of any agency has the key, for the terminal names units by it.
 */
export async function createAgency(
  ctx: Ctx,
  input: { readonly slug: string; readonly name: string; readonly shortName: string },
): Promise<{ agencyId: string; unitId: string }> {
  if (ctx.actor.kind !== 'system') throw new Refusal(accessRefusals.notAllowed);
  const { slug, name } = input;
  return changeTree(ctx, async (tx) => {
    if ((await listUnits(tx.db)).some((unit) => unit.slug === slug)) throw new Refusal(agencyRefusals.slugTaken);
    const agencyId = newId();
    if (!(await insertAgency(tx.db, { ...input, agencyId }))) throw new Refusal(agencyRefusals.slugTaken);
    const unitId = await insertUnit(tx.db, { agencyId, parentId: null, slug, name });
    await insertUnitChange(tx, { agencyId, unitId, kind: 'created', toName: name, toParent: null });
    await noteUnit(tx, 'agencies.place_unit', { agencyId, unitId });
    await recordAudit(tx, { action: 'agencies.create_agency', entityType: 'agency', entityId: agencyId, agencyId });
    tx.db.afterCommit(() => forgetAgencies(ctx.db));
    return { agencyId, unitId };
  });
}
