import type { Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { insertService } from '../store/services.ts';
import { REGISTRY_SERVICES, REJECTION_GROUNDS, SUSPENSION_REASONS } from './registry-services.ts';

/** The procedures of the registry in the catalogue of IFREM. */
export async function seedRegistryServices(ctx: Ctx, agencyId: string): Promise<void> {
  for (const [position, seed] of REGISTRY_SERVICES.entries()) {
    await insertService(ctx.db, {
      id: newId(),
      agency_id: agencyId,
      slug: seed.slug,
      position,
      name_es: seed.es,
      name_en: seed.en,
      description_es: seed.aboutEs,
      description_en: seed.aboutEn,
      requirements: [...seed.requirements],
      cost_cents: seed.pesos * 100,
      response_days: seed.responseDays,
      correction_days: 30,
      legal_basis: 'Ley Registral para el Estado de México y su Reglamento; Código Civil del Estado de México',
      suspension_reasons: [...SUSPENSION_REASONS],
      rejection_grounds: [...REJECTION_GROUNDS],
    });
  }
}
