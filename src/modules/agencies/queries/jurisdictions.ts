import type { Db } from '#platform/db/db.ts';
import { remember } from '#platform/db/remember.ts';
import { findOffice, OFFICES_TOPIC, type Office } from './offices.ts';

/** Which office serves a municipality. */
export interface Jurisdiction {
  readonly agencyId: string;
  /** INEGI code. */
  readonly municipalityCode: string;
  readonly unitId: string;
  /** False where no published list says so: people should ring before they come. */
  readonly confirmed: boolean;
}

const allJurisdictions = remember(
  5,
  (db): Promise<readonly Jurisdiction[]> =>
    db.k
      .selectFrom('agencies.public_jurisdictions')
      .select(['agency_id as agencyId', 'municipality_code as municipalityCode', 'unit_id as unitId', 'confirmed'])
      .orderBy('municipality_code')
      .execute(),
  OFFICES_TOPIC,
);

/** After a change on this node. */
export function forgetJurisdictions(db: Db): void {
  allJurisdictions.forget(db);
}

/** The municipalities that an office serves, by INEGI code. */
export async function jurisdictionsOf(db: Db, unitId: string): Promise<readonly Jurisdiction[]> {
  return (await allJurisdictions(db)).filter((one) => one.unitId === unitId);
}

/** All of an agency. */
export async function jurisdictionsOfAgency(db: Db, agencyId: string): Promise<readonly Jurisdiction[]> {
  return (await allJurisdictions(db)).filter((one) => one.agencyId === agencyId);
}

export interface ServingOffice {
  readonly office: Office;
  /** False where no published list says so: people should ring before they come. */
  readonly confirmed: boolean;
}

/** The offices that serve a municipality (INEGI code), one for each agency that names one. */
export async function officesFor(db: Db, municipalityCode: string): Promise<ServingOffice[]> {
  const serving = (await allJurisdictions(db)).filter((one) => one.municipalityCode === municipalityCode);
  const found = await Promise.all(
    serving.map(async ({ unitId, confirmed }) => ({ office: await findOffice(db, unitId), confirmed })),
  );
  return found.flatMap(({ office, confirmed }) => (office ? [{ office, confirmed }] : []));
}
