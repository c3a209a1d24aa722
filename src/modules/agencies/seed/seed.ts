import { transact, type Ctx } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { insertAgency, insertOffice, insertUnit } from '../store/units.ts';
import { OFFICE_SEEDS } from './offices.ts';

/** The units that later seeds hang things on. */
export interface SeededAgencies {
  readonly ifremId: string;
  /** Dirección General: the root of IFREM. */
  readonly ifremRoot: string;
  /** Office code -> unit. */
  readonly offices: ReadonlyMap<string, string>;
}

const OTHER_AGENCIES = [
  { slug: 'imevis', shortName: 'IMEVIS', name: 'Instituto Mexiquense de la Vivienda Social' },
  { slug: 'coespo', shortName: 'COESPO', name: 'Consejo Estatal de Población' },
  { slug: 'catgem', shortName: 'CATGEM', name: 'Centro de Atención Telefónica del Gobierno del Estado de México' },
] as const;

/** Agencies, the tree of units of IFREM and its 19 offices. Names and head office from the source documents. */
export function seedAgencies(ctx: Ctx): Promise<SeededAgencies> {
  return transact(ctx, async ({ db }) => {
    const ifremId = newId();
    await insertAgency(db, {
      id: ifremId,
      slug: 'ifrem',
      name: 'Instituto de la Función Registral del Estado de México',
      shortName: 'IFREM',
      phone: '722 280 5230',
      email: 'ifrem@edomex.gob.mx',
    });
    const place = (parentId: string | null, slug: string, name: string) =>
      insertUnit(db, { agencyId: ifremId, parentId, slug, name });
    const ifremRoot = await place(null, 'direccion-general', 'Dirección General');
    const registries = await place(ifremRoot, 'direccion-tecnica', 'Dirección Técnico-Jurídica');
    await place(ifremRoot, 'unidad-informatica', 'Unidad de Informática');
    const offices = new Map<string, string>();
    for (const office of OFFICE_SEEDS) {
      const slug = `oficina-${office.code.toLowerCase()}`;
      const unitId = await place(registries, slug, `Oficina Registral de ${office.name}`);
      await insertOffice(db, {
        ...office,
        agencyId: ifremId,
        unitId,
        address: `Plaza Principal 1, planta baja, Centro, ${office.municipality}, Estado de México (domicilio de demostración)`,
        hours: 'lunes a viernes, 9:00 a 15:00 h',
        phone: null,
      });
      offices.set(office.code, unitId);
    }
    for (const agency of OTHER_AGENCIES) {
      const id = newId();
      await insertAgency(db, { id, ...agency });
      await insertUnit(db, { agencyId: id, parentId: null, slug: 'direccion-general', name: agency.name });
    }
    return { ifremId, ifremRoot, offices };
  });
}
