import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';

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

export function findSubstitute(
  db: Db,
  id: string,
): Promise<{ staffId: string; postId: string; unitId: string; agencyId: string } | undefined> {
  return db.k
    .selectFrom('agencies.substitutes as s')
    .innerJoin('agencies.posts as p', 'p.id', 's.post_id')
    .select(['s.staff_id as staffId', 's.post_id as postId', 'p.unit_id as unitId', 's.agency_id as agencyId'])
    .where('s.id', '=', id)
    .executeTakeFirst();
}

export async function removeSubstitute(db: Db, id: string): Promise<void> {
  await db.k.deleteFrom('agencies.substitutes').where('id', '=', id).execute();
}
