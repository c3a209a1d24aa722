import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';

/** Adds a unit below its parent, in the tree of the permissions too. */
export async function insertUnit(
  db: Db,
  unit: { agencyId: string; parentId: string | null; slug: string; name: string },
): Promise<string> {
  const id = newId();
  await db.k
    .insertInto('agencies.units')
    .values({ id, agency_id: unit.agencyId, parent_id: unit.parentId, slug: unit.slug, name: unit.name })
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

export function findUnit(db: Db, id: string): Promise<{ id: string; agencyId: string } | undefined> {
  return db.k
    .selectFrom('agencies.units')
    .select(['id', 'agency_id as agencyId'])
    .where('id', '=', id)
    .executeTakeFirst();
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
