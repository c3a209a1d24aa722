import type { Db } from '#platform/db/db.ts';
import { remember } from '#platform/db/remember.ts';
import { matchNames, surest } from './match-names.ts';

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

const allMunicipalities = remember(60, async (db): Promise<readonly Municipality[]> => {
  const rows = await db.k.selectFrom('geography.public_municipalities').selectAll().execute();
  return rows.toSorted((one, other) => one.name.localeCompare(other.name, 'es-MX'));
});

/** After a seed on this node. */
export function forgetMunicipalities(db: Db): void {
  allMunicipalities.forget(db);
}

/** All 125 in the order of the alphabet as people know it (Á with A, Ñ after N). */
export function listMunicipalities(db: Db): Promise<readonly Municipality[]> {
  return allMunicipalities(db);
}

/**
 * By INEGI code, or by name as people write it: accents, capitals and typing errors do not matter. Undefined when it is
 * none or could be several: asking again is better than the wrong office.
 */
export async function findMunicipality(db: Db, codeOrName: string): Promise<Municipality | undefined> {
  return surest(matchNames(await allMunicipalities(db), codeOrName));
}

/** What a person may have meant, best first, at most `limit`. Empty when nothing is like it. */
export async function searchMunicipalities(db: Db, written: string, limit = 6): Promise<Municipality[]> {
  const matches = matchNames(await allMunicipalities(db), written);
  return matches.slice(0, limit).map(({ item }) => item);
}
