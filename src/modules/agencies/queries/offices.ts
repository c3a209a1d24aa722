import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { remember } from '#platform/db/remember.ts';
import { reach } from '#platform/permissions/permissions.ts';
import type { UnitNode } from '#platform/permissions/unit-tree.ts';
import type { OpeningHours } from '../domain/opening.ts';
import { hoursInWords } from '../opening-words.ts';

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
  /** In Spanish words: "lunes a viernes, 9:00 a 15:00 h". */
  readonly hours: string;
  readonly week: readonly OpeningHours[];
  readonly phone: string | null;
  readonly latitude: number;
  readonly longitude: number;
  /** Where address and hours were published; null: not known yet, and `address` names the head town only. */
  readonly source: string | null;
  /** Its unit ended: it stays for the names of past procedures and takes no new ones. */
  readonly closed: boolean;
}

/** Hint to other nodes that offices, agencies or jurisdictions changed. */
export const OFFICES_TOPIC = 'reference:offices';

/** Hint to other nodes that the tree of units changed: who may see what follows from it. */
export const UNITS_TOPIC = 'reference:units';

const allOffices = remember(
  5,
  async (db): Promise<readonly Office[]> => {
    const [offices, hours] = await Promise.all([
      db.k
        .selectFrom('agencies.public_offices')
        .select(['unit_id as unitId', 'agency_id as agencyId', 'agency_name as agencyName'])
        .select(['code', 'name', 'address', 'municipality', 'phone', 'latitude', 'longitude', 'source', 'closed'])
        .orderBy('name')
        .execute(),
      db.k
        .selectFrom('agencies.public_office_hours')
        .select(['unit_id', 'weekday', 'opens', 'closes'])
        .orderBy('weekday')
        .execute(),
    ]);
    const weeks = Map.groupBy(hours, (row) => row.unit_id);
    return offices.map((office) => {
      const week = (weeks.get(office.unitId) ?? []).map(({ weekday, opens, closes }) => ({
        weekday,
        opens: Temporal.PlainTime.from(opens),
        closes: Temporal.PlainTime.from(closes),
      }));
      return { ...office, week, hours: hoursInWords(week, 'es-MX') };
    });
  },
  OFFICES_TOPIC,
);

/** After a change on this node. */
export function forgetOffices(db: Db): void {
  allOffices.forget(db);
}

/** All offices by name, closed ones too: what happened there still has to be named. */
export function listOffices(db: Db): Promise<readonly Office[]> {
  return allOffices(db);
}

/** The offices that attend people, by name. */
export async function listOpenOffices(db: Db): Promise<readonly Office[]> {
  return (await allOffices(db)).filter(({ closed }) => !closed);
}

export async function findOfficeByCode(db: Db, code: string): Promise<Office | undefined> {
  return (await allOffices(db)).find((office) => office.code === code.toUpperCase());
}

export async function findOffice(db: Db, unitId: string): Promise<Office | undefined> {
  return (await allOffices(db)).find((office) => office.unitId === unitId);
}

/** The offices where the actor may do this, by name, closed ones too. */
export async function officesInReach({ db, access, actor }: Ctx, action: string): Promise<readonly Office[]> {
  const roots = reach(access, actor, action);
  if (roots === 'everywhere') return allOffices(db);
  const rows = await db.k
    .selectFrom('platform.public_unit_closure')
    .select('descendant_id')
    .where('ancestor_id', 'in', [...roots, NO_UNIT])
    .execute();
  const within = new Set(rows.map((row) => row.descendant_id));
  return (await allOffices(db)).filter((office) => within.has(office.unitId));
}

/** `in ()` is no SQL; this id belongs to nobody. */
const NO_UNIT = '00000000-0000-0000-0000-000000000000';

/** The whole tree, for the permission rules. */
export function loadUnitNodes(db: Db): Promise<UnitNode[]> {
  return db.k.selectFrom('agencies.public_units').select(['id', 'parent_id as parentId']).execute();
}

/** The open units with the names by which the command line knows them. */
export function listUnits(db: Db): Promise<{ id: string; agencyId: string; agency: string; slug: string }[]> {
  return db.k
    .selectFrom('agencies.public_units as unit')
    .innerJoin('agencies.public_agencies as agency', 'agency.agency_id', 'unit.agency_id')
    .select(['unit.id', 'unit.agency_id as agencyId', 'agency.slug as agency', 'unit.slug'])
    .where('unit.closed', '=', false)
    .orderBy('unit.slug')
    .orderBy('agency.slug')
    .execute();
}
