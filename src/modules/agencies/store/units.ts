import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';

/** Adds a unit below its parent, in the tree of the permissions too. */
export async function insertUnit(
  db: Db,
  unit: { agencyId: string; parentId: string | null; slug: string; name: string; shortName?: string | null },
): Promise<string> {
  const id = newId();
  await db.k
    .insertInto('agencies.units')
    .values({
      id,
      agency_id: unit.agencyId,
      parent_id: unit.parentId,
      slug: unit.slug,
      name: unit.name,
      short_name: unit.shortName ?? null,
    })
    .execute();
  await db.sql('select platform.place_unit($1, $2)', [id, unit.parentId]);
  return id;
}

export async function insertPost(
  db: Db,
  post: { agencyId: string; unitId: string; title: string; roles: readonly string[]; holderId: string | null },
): Promise<void> {
  await db.k
    .insertInto('agencies.posts')
    .values({
      id: newId(),
      agency_id: post.agencyId,
      unit_id: post.unitId,
      title: post.title,
      roles: [...post.roles],
      holder_id: post.holderId,
    })
    .execute();
}

export interface StoredUnit {
  readonly id: string;
  readonly agencyId: string;
  readonly parentId: string | null;
  readonly slug: string;
  readonly name: string;
  readonly shortName: string | null;
  readonly closed: boolean;
}

export function findUnit(db: Db, id: string): Promise<StoredUnit | undefined> {
  return selectUnits(db).where('id', '=', id).executeTakeFirst();
}

/** As `findUnit`; until the transaction ends nobody closes it (`share`), or nobody hangs anything new on it (`change`). */
export async function holdUnit(db: Db, id: string, hold: 'share' | 'change'): Promise<StoredUnit | undefined> {
  const lock = db.k.selectFrom('agencies.units').select('id').where('id', '=', id);
  await (hold === 'share' ? lock.forShare() : lock.forUpdate()).execute();
  return findUnit(db, id);
}

/** All units of an agency, closed ones too. */
export function unitsOfAgency(db: Db, agencyId: string): Promise<StoredUnit[]> {
  return selectUnits(db).where('agency_id', '=', agencyId).execute();
}

function selectUnits(db: Db) {
  return db.k
    .selectFrom('agencies.public_units')
    .select(['id', 'agency_id as agencyId', 'parent_id as parentId', 'slug', 'name', 'short_name as shortName'])
    .select('closed');
}

export async function renameUnit(db: Db, id: string, names: { name: string; shortName: string | null }): Promise<void> {
  const set = { name: names.name, short_name: names.shortName };
  await db.k.updateTable('agencies.units').set(set).where('id', '=', id).execute();
}

/** Closes a unit at an instant, or opens it again. */
export async function setUnitClosed(db: Db, id: string, at: Temporal.Instant | null): Promise<void> {
  await db.k.updateTable('agencies.units').set({ closed_at: at }).where('id', '=', id).execute();
}

/** Moves a unit with all below it, in the tree of the permissions too. A cycle fails with SQLSTATE 23514. */
export async function moveUnit(db: Db, unitId: string, parentId: string): Promise<void> {
  await db.sql('select platform.place_unit($1, $2)', [unitId, parentId]);
  await db.k.updateTable('agencies.units').set({ parent_id: parentId }).where('id', '=', unitId).execute();
}

/** One change of the tree of an agency at a time: two moves at once could otherwise close a circle between them. */
export async function lockTree(db: Db, agencyId: string): Promise<void> {
  await db.k
    .selectFrom('agencies.agencies')
    .select('agency_id')
    .where('agency_id', '=', agencyId)
    .forUpdate()
    .execute();
}

/** The head of an agency's tree. */
export async function findRootUnit(db: Db, agencyId: string): Promise<string | undefined> {
  const root = await db.k
    .selectFrom('agencies.units')
    .select('id')
    .where('agency_id', '=', agencyId)
    .where('parent_id', 'is', null)
    .executeTakeFirst();
  return root?.id;
}
