import type { Db } from '#platform/db/db.ts';

export interface Municipality {
  /** INEGI code, five digits: `15106`. Not the electoral number, which differs. */
  readonly code: string;
  readonly name: string;
  /** Head town. */
  readonly seat: string;
  /** Of the head town, degrees WGS 84. */
  readonly latitude: number;
  readonly longitude: number;
}

/** All 125 in the order of the alphabet as people know it (Á with A, Ñ after N). */
export async function listMunicipalities(db: Db): Promise<Municipality[]> {
  const rows = await db.k.selectFrom('geography.public_municipalities').selectAll().execute();
  return rows.toSorted((one, other) => one.name.localeCompare(other.name, 'es-MX'));
}

/** By INEGI code, or by name as people write it: accents, capitals and spaces do not matter. */
export async function findMunicipality(db: Db, codeOrName: string): Promise<Municipality | undefined> {
  const wanted = plain(codeOrName);
  const all = await listMunicipalities(db);
  return all.find((one) => one.code === wanted || plain(one.name) === wanted);
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}
