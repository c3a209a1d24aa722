import type { Ctx } from '#platform/context.ts';
import { loadUnitNodes, seedAgencies, type SeededAgencies } from '#modules/agencies/index.ts';
import { seedCatalogue } from '#modules/catalogue/index.ts';
import { seedGeography } from '#modules/geography/index.ts';

/**
 * What a window needs before its first citizen: the 125 municipalities, the agencies and their offices, the catalogue.
 * May run again, also after an upgrade that brings more: it adds what is missing and changes nothing that is there, so
 * that what staff wrote stays.
 */
export async function seedFacts(ctx: Ctx): Promise<SeededAgencies> {
  await seedGeography(ctx);
  const agencies = await seedAgencies(ctx);
  ctx.access.units.replace(await loadUnitNodes(ctx.db));
  await seedCatalogue(ctx, agencies.agencies);
  return agencies;
}
