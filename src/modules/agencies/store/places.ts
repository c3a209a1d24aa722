import type { Db } from '#platform/db/db.ts';
import type { OpeningHours } from '../domain/opening.ts';
import type { AgencySeed } from '../seed/agencies.ts';
import type { OfficeSeed } from '../seed/offices.ts';
import { insertUnit } from './units.ts';

/** Adds an agency unless its slug is there. Returns the id that counts. */
export async function addAgency(db: Db, agency: AgencySeed & { id: string }): Promise<string> {
  const { id, shortName, ...rest } = agency;
  await db.k
    .insertInto('agencies.agencies')
    .values({ agency_id: id, short_name: shortName, ...rest })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .execute();
  const row = await db.k
    .selectFrom('agencies.agencies')
    .select('agency_id')
    .where('slug', '=', agency.slug)
    .executeTakeFirstOrThrow();
  return row.agency_id;
}

/** Adds a unit unless the agency has one with this slug; one that was moved stays where it is. Returns its id. */
export async function addUnit(
  db: Db,
  unit: { agencyId: string; parentId: string | null; slug: string; name: string },
): Promise<string> {
  const known = await db.k
    .selectFrom('agencies.units')
    .select('id')
    .where('agency_id', '=', unit.agencyId)
    .where('slug', '=', unit.slug)
    .executeTakeFirst();
  return known?.id ?? (await insertUnit(db, unit));
}

export interface NewOffice extends OfficeSeed {
  readonly agencyId: string;
  readonly unitId: string;
  readonly address: string;
  readonly phone: string | null;
  readonly source: string | null;
}

/** Adds an office unless its unit has one. False if it was there: then nothing changes. */
export async function addOffice(db: Db, office: NewOffice): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db.k
    .insertInto('agencies.offices')
    .values({
      unit_id: office.unitId,
      agency_id: office.agencyId,
      code: office.code,
      name: office.name,
      address: office.address,
      municipality: office.municipality,
      municipality_code: office.municipalityCode,
      phone: office.phone,
      latitude: office.latitude,
      longitude: office.longitude,
      source: office.source,
    })
    .onConflict((conflict) => conflict.column('unit_id').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export interface OfficeFacts {
  readonly address: string;
  readonly phone: string | null;
  /** Where address and hours were published; null: not known yet. */
  readonly source: string | null;
  /** Degrees, WGS 84. */
  readonly latitude: number;
  readonly longitude: number;
}

export async function updateOffice(db: Db, unitId: string, facts: OfficeFacts): Promise<void> {
  await db.k.updateTable('agencies.offices').set(facts).where('unit_id', '=', unitId).execute();
}

/** The whole week at once: a day that is not given is closed. */
export async function setOfficeHours(
  db: Db,
  { agencyId, unitId, week }: { agencyId: string; unitId: string; week: readonly OpeningHours[] },
): Promise<void> {
  await db.k.deleteFrom('agencies.office_hours').where('unit_id', '=', unitId).execute();
  if (week.length === 0) return;
  const rows = week.map(({ weekday, opens, closes }) => ({
    agency_id: agencyId,
    unit_id: unitId,
    weekday,
    opens: opens.toString(),
    closes: closes.toString(),
  }));
  await db.k.insertInto('agencies.office_hours').values(rows).execute();
}

/** Names the office of municipalities that have none yet. */
export async function addJurisdictions(
  db: Db,
  input: { agencyId: string; unitId: string; municipalities: readonly string[]; confirmed: ReadonlySet<string> },
): Promise<void> {
  const rows = input.municipalities.map((code) => ({
    agency_id: input.agencyId,
    municipality_code: code,
    unit_id: input.unitId,
    confirmed: input.confirmed.has(code),
  }));
  if (rows.length === 0) return;
  await db.k
    .insertInto('agencies.jurisdictions')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['agency_id', 'municipality_code']).doNothing())
    .execute();
}

interface Jurisdiction {
  readonly agencyId: string;
  readonly unitId: string;
  readonly municipalityCode: string;
}

/** Names the office of a municipality, whoever served it before. */
export async function putJurisdiction(db: Db, row: Jurisdiction & { readonly confirmed: boolean }): Promise<void> {
  const { agencyId, unitId, municipalityCode, confirmed } = row;
  await db.k
    .insertInto('agencies.jurisdictions')
    .values({ agency_id: agencyId, unit_id: unitId, municipality_code: municipalityCode, confirmed })
    .onConflict((conflict) =>
      conflict.columns(['agency_id', 'municipality_code']).doUpdateSet({ unit_id: unitId, confirmed }),
    )
    .execute();
}

export async function removeJurisdiction(db: Db, row: Jurisdiction): Promise<void> {
  await db.k
    .deleteFrom('agencies.jurisdictions')
    .where('agency_id', '=', row.agencyId)
    .where('unit_id', '=', row.unitId)
    .where('municipality_code', '=', row.municipalityCode)
    .execute();
}
