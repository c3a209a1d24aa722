import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { catalogueRefusals } from './errors.ts';
import { listVersions, stateOf } from './store/versions.ts';

/**
 * Refuses to go on when somebody saved or published the service since the caller looked at it: writing over the work of
 * a colleague without a word is worse than asking. Call under `lockService`.
 *
 * @param seen what `stateOf` said then; without it nothing is compared.
 */
export async function requireSeen(tx: Ctx, serviceId: string, seen: string | undefined): Promise<void> {
  if (seen === undefined) return;
  if (stateOf(await listVersions(tx.db, serviceId)) !== seen) throw new Refusal(catalogueRefusals.changedMeanwhile);
}
