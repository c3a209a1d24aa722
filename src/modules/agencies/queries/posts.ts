import type { Db } from '#platform/db/db.ts';
import type { Grant } from '#platform/permissions/actor.ts';

export interface Post {
  readonly id: string;
  readonly unitId: string;
  readonly title: string;
  readonly roles: readonly string[];
  /** Account of the holder; null while the post is vacant. */
  readonly holderId: string | null;
}

/** The posts of an agency, by title. */
export function listPosts(db: Db, agencyId: string): Promise<Post[]> {
  return db.k
    .selectFrom('agencies.posts')
    .select(['id', 'unit_id as unitId', 'title', 'roles', 'holder_id as holderId'])
    .where('agency_id', '=', agencyId)
    .orderBy('title')
    .orderBy('id')
    .execute();
}

/** What a person may act as on a day: the roles of the posts they hold, and of those they stand in for. */
export async function grantsOf(db: Db, staffId: string, on: Temporal.PlainDate): Promise<Grant[]> {
  const rows = await db.k
    .selectFrom('agencies.public_post_grants')
    .select(['unit_id', 'roles'])
    .where('staff_id', '=', staffId)
    .where((row) =>
      row.or([row('from_day', 'is', null), row.and([row('from_day', '<=', on), row('until_day', '>=', on)])]),
    )
    .execute();
  return rows.flatMap((row) => row.roles.map((role) => ({ role, unitId: row.unit_id })));
}
