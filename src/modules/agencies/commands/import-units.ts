import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorizeAgency } from '../access.ts';
import { planUnits, type WantedUnit } from '../domain/unit-plan.ts';
import { agencyRefusals } from '../errors.ts';
import { lockTree, unitsOfAgency } from '../store/units.ts';
import { nameUnit } from './edit-unit.ts';
import { changeTree, putUnit, shiftUnit } from './place-unit.ts';

export interface ImportedUnits {
  readonly created: number;
  readonly moved: number;
  readonly renamed: number;
}

/**
 * Brings units from a file: all of it or nothing. The plan is made again here, for the tree may have changed since the
 * dry run; what no longer fits is refused as a whole.
 */
export async function importUnits(
  ctx: Ctx,
  input: { readonly agencyId: string; readonly rows: readonly WantedUnit[] },
): Promise<ImportedUnits> {
  const { agencyId, rows } = input;
  await authorizeAgency(ctx, 'agencies.manage', agencyId);
  return changeTree(ctx, async (tx) => {
    await lockTree(tx.db, agencyId);
    const known = await unitsOfAgency(tx.db, agencyId);
    const plan = planUnits(known, rows);
    if (!plan.ok) throw new Refusal(agencyRefusals.treeChanged);
    const ids = new Map(known.map(({ slug, id }) => [slug, id]));
    const done = { created: 0, moved: 0, renamed: 0 };
    for (const { slug, name, shortName, parent, does, renames } of plan.steps) {
      const parentId = ids.get(parent) ?? '';
      const unit = known.find((one) => one.slug === slug);
      if (!unit) {
        ids.set(slug, await putUnit(tx, agencyId, { parentId, slug, name, shortName }));
        done.created += 1;
        continue;
      }
      if (does === 'move') {
        await shiftUnit(tx, unit, parentId);
        done.moved += 1;
      }
      if (renames) {
        await nameUnit(tx, unit, { name, shortName });
        done.renamed += 1;
      }
    }
    return done;
  });
}
