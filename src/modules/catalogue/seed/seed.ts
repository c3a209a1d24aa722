import { transact, type Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { actorLabel } from '#platform/permissions/actor.ts';
import { forgetServices } from '../queries/services.ts';
import { addService } from '../store/services.ts';
import { CATGEM_SERVICES, COESPO_SERVICES, IMEVIS_SERVICES } from './other-services.ts';
import { REGISTRY_SERVICES } from './registry-services.ts';
import type { ServiceSeed } from './service-seed.ts';

/** The procedures of the registry in the catalogue of IFREM. May run again: what an editor changed stays. */
export function seedRegistryServices(ctx: Ctx, agencyId: string): Promise<void> {
  return seedServices(ctx, agencyId, REGISTRY_SERVICES);
}

/** The whole catalogue, by the slug of the agency. Agencies that are not there are left out. May run again. */
export async function seedCatalogue(ctx: Ctx, agencies: ReadonlyMap<string, string>): Promise<void> {
  const parts = { ifrem: REGISTRY_SERVICES, imevis: IMEVIS_SERVICES, coespo: COESPO_SERVICES, catgem: CATGEM_SERVICES };
  for (const [slug, services] of Object.entries(parts)) {
    const agencyId = agencies.get(slug);
    if (agencyId) await seedServices(ctx, agencyId, services);
  }
}

async function seedServices(ctx: Ctx, agencyId: string, services: readonly ServiceSeed[]): Promise<void> {
  await transact(ctx, async (tx) => {
    const at = { now: tx.clock.now(), by: actorLabel(tx.actor) };
    for (const [position, { slug, handledBy, content }] of services.entries()) {
      await addService(tx.db, { id: newId(), agencyId, slug, position, handledBy, content, published: true }, at);
    }
    tx.db.afterCommit(() => forgetServices(ctx.db));
  });
}
