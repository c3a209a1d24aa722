/** Invented people and properties, the same ones on every first start. */
export interface Random {
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number;
  pick<Item>(list: readonly Item[]): Item;
}

/** mulberry32: small, seeded, good enough to invent. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    pick: <Item>(list: readonly Item[]): Item => {
      const item = list[below(list.length)];
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    },
  };
}

const GIVEN = [
  'María Guadalupe',
  'José Luis',
  'Juana',
  'Francisco Javier',
  'Verónica',
  'Miguel Ángel',
  'Ana Laura',
  'Pedro',
  'Leticia',
  'Juan Carlos',
  'Teresa',
  'Alejandro',
  'Margarita',
  'Roberto',
  'Silvia',
  'Arturo',
  'Yolanda',
  'Ricardo',
  'Norma',
  'Eduardo',
] as const;
const SURNAMES = [
  'Hernández',
  'García',
  'Martínez',
  'González',
  'López',
  'Sánchez',
  'Pérez',
  'Ramírez',
  'Flores',
  'Cruz',
  'Reyes',
  'Vilchis',
  'Colín',
  'Mondragón',
  'Becerril',
  'Garduño',
  'Albarrán',
  'Peña',
  'Estrada',
  'Nava',
  'Zepeda',
  'Arriaga',
  'Valdés',
  'Salgado',
] as const;
const STREETS = [
  'Av. Hidalgo',
  'Calle Morelos',
  'Calle 5 de Febrero',
  'Av. Benito Juárez',
  'Privada de los Pinos',
  'Calle Nigromante',
  'Paseo Tollocan',
  'Calle Sor Juana',
  'Andador Jacarandas',
] as const;
const QUARTERS = [
  'Centro',
  'San Bernardino',
  'La Merced',
  'Santa Ana',
  'San Lorenzo',
  'Los Ángeles',
  'El Calvario',
  'Guadalupe',
] as const;
const SERVICES = [
  'certificado-gravamenes',
  'certificado-gravamenes',
  'certificado-no-propiedad',
  'certificado-inscripcion',
  'inscripcion-compraventa',
  'inscripcion-compraventa',
  'inscripcion-donacion',
  'inscripcion-hipoteca',
  'cancelacion-hipoteca',
  'adjudicacion-herencia',
  'copias-certificadas',
  'busqueda-antecedentes',
] as const;

/**
 * Telephones from +52 55 5000 0101 on and mailboxes under `.example`. Mexico sets no numbers aside for examples, so these
 * must only ever meet the local carrier of the demonstration.
 */
export function pickPerson(random: Random): {
  names: string;
  surnames: string;
  mobile: string | undefined;
  email: string | undefined;
} {
  const names = random.pick(GIVEN);
  const surnames = `${random.pick(SURNAMES)} ${random.pick(SURNAMES)}`;
  const number = 101 + random.below(898);
  const mailbox = `${names} ${surnames}`.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(' ', '.');
  return {
    names,
    surnames,
    mobile: random.below(10) < 8 ? `+52555000${String(number).padStart(4, '0')}` : undefined,
    email: random.below(10) < 5 ? `${mailbox}@correo.example` : undefined,
  };
}

export function pickProperty(
  random: Random,
  officeCode: string,
): { propertyFolio: string; propertyLocation: string; documents: string[] } {
  return {
    propertyFolio: String(100_000 + random.below(400_000)).padStart(8, '0'),
    propertyLocation: `${random.pick(STREETS)} ${1 + random.below(400)}, ${random.pick(QUARTERS)} (${officeCode})`,
    documents: ['Identificación oficial', 'Comprobante de pago de derechos'],
  };
}

export function pickService(random: Random): string {
  return random.pick(SERVICES);
}
