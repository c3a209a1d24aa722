import type { Db } from '#platform/db/db.ts';
import { remember } from '#platform/db/remember.ts';
import type { UnitNode } from '#platform/permissions/unit-tree.ts';

/** An office where people are attended: a unit with an address. */
export interface Office {
  readonly unitId: string;
  readonly agencyId: string;
  readonly agencyName: string;
  /** Three letters, in front of its folios. */
  readonly code: string;
  readonly name: string;
  readonly address: string;
  readonly municipality: string;
  readonly hours: string;
  readonly phone: string | null;
  readonly latitude: number;
  readonly longitude: number;
}

const COLUMNS = [
  'unit_id as unitId',
  'agency_id as agencyId',
  'agency_name as agencyName',
  'code',
  'name',
  'address',
  'municipality',
  'hours',
  'phone',
  'latitude',
  'longitude',
] as const;

const allOffices = remember(5, (db) =>
  db.k.selectFrom('agencies.public_offices').select(COLUMNS).orderBy('name').execute(),
);

/** All offices by name. */
export function listOffices(db: Db): Promise<readonly Office[]> {
  return allOffices(db);
}

export async function findOfficeByCode(db: Db, code: string): Promise<Office | undefined> {
  return (await allOffices(db)).find((office) => office.code === code.toUpperCase());
}

export async function findOffice(db: Db, unitId: string): Promise<Office | undefined> {
  return (await allOffices(db)).find((office) => office.unitId === unitId);
}

/** The offices among these units and all below them: where a person may work. */
export function officesWithin(db: Db, rootUnitIds: readonly string[]): Promise<readonly Office[]> {
  return db.k
    .selectFrom('agencies.public_offices')
    .select(COLUMNS)
    .where('unit_id', 'in', (query) =>
      query
        .selectFrom('platform.public_unit_closure')
        .select('descendant_id')
        .where('ancestor_id', 'in', [...rootUnitIds, NO_UNIT]),
    )
    .orderBy('name')
    .execute();
}

/** `in ()` is no SQL; this id belongs to nobody. */
const NO_UNIT = '00000000-0000-0000-0000-000000000000';

/** The whole tree, for the permission rules. */
export function loadUnitNodes(db: Db): Promise<UnitNode[]> {
  return db.k.selectFrom('agencies.public_units').select(['id', 'parent_id as parentId']).execute();
}

/** All units with the names by which the command line knows them. */
export function listUnits(db: Db): Promise<{ id: string; agencyId: string; slug: string }[]> {
  return db.k
    .selectFrom('agencies.public_units')
    .select(['id', 'agency_id as agencyId', 'slug'])
    .orderBy('slug')
    .execute();
}
