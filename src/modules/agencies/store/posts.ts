import type { Db } from '#platform/db/db.ts';

export interface StoredPost {
  readonly id: string;
  readonly agencyId: string;
  readonly unitId: string;
  readonly title: string;
  readonly roles: readonly string[];
  readonly holderId: string | null;
}

export function findPost(db: Db, postId: string): Promise<StoredPost | undefined> {
  return db.k
    .selectFrom('agencies.posts')
    .select(['id', 'agency_id as agencyId', 'unit_id as unitId', 'title', 'roles', 'holder_id as holderId'])
    .where('id', '=', postId)
    .executeTakeFirst();
}

/** As `findPost`; until the transaction ends the post stays (`share`), or nobody is named to stand in (`change`). */
export async function holdPost(db: Db, postId: string, hold: 'share' | 'change'): Promise<StoredPost | undefined> {
  const lock = db.k.selectFrom('agencies.posts').select('id').where('id', '=', postId);
  await (hold === 'share' ? lock.forShare() : lock.forUpdate()).execute();
  return findPost(db, postId);
}

/** The post ends, and with it who stands in. The caller holds it. */
export async function removePost(db: Db, postId: string): Promise<void> {
  await db.k.deleteFrom('agencies.substitutes').where('post_id', '=', postId).execute();
  await db.k.deleteFrom('agencies.posts').where('id', '=', postId).execute();
}
