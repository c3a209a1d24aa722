import { transact, type Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { addAgency, addJurisdictions, addOffice, addUnit, setOfficeHours } from '../store/places.ts';
import { AGENCY_SEEDS } from './agencies.ts';
import { JURISDICTIONS } from './jurisdictions.ts';
import { OFFICE_SEEDS } from './offices.ts';

/** The units that later seeds hang things on. */
export interface SeededAgencies {
  readonly ifremId: string;
  /** Dirección General: the root of IFREM. */
  readonly ifremRoot: string;
  /** Office code -> unit. */
  readonly offices: ReadonlyMap<string, string>;
  /** Agency slug -> id. */
  readonly agencies: ReadonlyMap<string, string>;
}

/** Usual hours of public desks; shown as to be confirmed, like the addresses. */
const WEEK = [1, 2, 3, 4, 5].map((weekday) => ({
  weekday,
  opens: Temporal.PlainTime.from('09:00'),
  closes: Temporal.PlainTime.from('15:00'),
}));

/**
 * Agencies, the tree of units of IFREM, its 19 offices and the municipalities they serve. May run again: it adds what is
 * missing and changes nothing that is there.
 */
export function seedAgencies(ctx: Ctx): Promise<SeededAgencies> {
  return transact(ctx, async ({ db }) => {
    const agencies = new Map<string, string>();
    for (const seed of AGENCY_SEEDS) agencies.set(seed.slug, await addAgency(db, { ...seed, id: newId() }));
    const ifremId = agencies.get('ifrem') ?? '';
    const place = (parentId: string | null, slug: string, name: string) =>
      addUnit(db, { agencyId: ifremId, parentId, slug, name });
    const ifremRoot = await place(null, 'direccion-general', 'Dirección General');
    const registries = await place(ifremRoot, 'direccion-tecnica', 'Dirección Técnico-Jurídica');
    await place(ifremRoot, 'unidad-informatica', 'Unidad de Informática');
    const offices = new Map<string, string>();
    for (const seed of OFFICE_SEEDS) {
      const name = `Oficina Registral de ${seed.name}`;
      const unitId = await place(registries, `oficina-${seed.code.toLowerCase()}`, name);
      offices.set(seed.code, unitId);
      const address = `Cabecera municipal de ${seed.municipality}, Estado de México`;
      const office = { ...seed, agencyId: ifremId, unitId, address, phone: null, source: null };
      if (!(await addOffice(db, office))) continue;
      await setOfficeHours(db, { agencyId: ifremId, unitId, week: WEEK });
      await addJurisdictions(db, {
        agencyId: ifremId,
        unitId,
        municipalities: JURISDICTIONS[seed.code] ?? [],
        confirmed: new Set([seed.municipalityCode]),
      });
    }
    for (const { slug, name } of AGENCY_SEEDS.slice(1)) {
      const agencyId = agencies.get(slug) ?? '';
      await addUnit(db, { agencyId, parentId: null, slug: 'direccion-general', name });
    }
    return { ifremId, ifremRoot, offices, agencies };
  });
}
