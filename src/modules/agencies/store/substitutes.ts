import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';

export function findPost(db: Db, postId: string): Promise<{ unitId: string; agencyId: string } | undefined> {
  return db.k
    .selectFrom('agencies.posts')
    .select(['unit_id as unitId', 'agency_id as agencyId'])
    .where('id', '=', postId)
    .executeTakeFirst();
}

export async function insertSubstitute(
  db: Db,
  substitute: {
    agencyId: string;
    postId: string;
    staffId: string;
    from: Temporal.PlainDate;
    until: Temporal.PlainDate;
  },
): Promise<void> {
  await db.k
    .insertInto('agencies.substitutes')
    .values({
      id: newId(),
      agency_id: substitute.agencyId,
      post_id: substitute.postId,
      staff_id: substitute.staffId,
      from_day: substitute.from,
      until_day: substitute.until,
    })
    .execute();
}
