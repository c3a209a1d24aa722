import { transact, type Ctx } from '#platform/context.ts';
import { forgetMunicipalities } from '../queries/municipalities.ts';
import { insertAreaSet, putMunicipalities } from '../store/geography.ts';
import { AREA_SETS } from './area-sets.ts';
import { MUNICIPALITIES } from './municipalities.ts';

/** The 125 municipalities and the known sets of areas. May run again: it changes nothing that is right. */
export function seedGeography(ctx: Ctx): Promise<void> {
  return transact(ctx, async ({ db }) => {
    await putMunicipalities(db, MUNICIPALITIES);
    db.afterCommit(() => forgetMunicipalities(ctx.db));
    for (const set of AREA_SETS) await insertAreaSet(db, set);
  });
}
