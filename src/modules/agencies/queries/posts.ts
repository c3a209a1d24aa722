import { sql, type SqlBool } from 'kysely';
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

/** A post that is held, or stood in for on this day; the table is called `g`. */
const inForce = (on: Temporal.PlainDate) =>
  sql<SqlBool>`(g.from_day is null or ${on} between g.from_day and g.until_day)`;

/** What a person may act as on a day: the roles of the posts they hold, and of those they stand in for. */
export async function grantsOf(db: Db, staffId: string, on: Temporal.PlainDate): Promise<Grant[]> {
  const rows = await db.k
    .selectFrom('agencies.public_post_grants as g')
    .select(['g.unit_id', 'g.roles'])
    .where('g.staff_id', '=', staffId)
    .where(inForce(on))
    .execute();
  return rows.flatMap((row) => row.roles.map((role) => ({ role, unitId: row.unit_id })));
}

/** Whether a person holds a post of an agency on a day, or stands in for who holds it. */
export async function hasPostIn(db: Db, staffId: string, agencyId: string, on: Temporal.PlainDate): Promise<boolean> {
  const post = await db.k
    .selectFrom('agencies.public_post_grants as g')
    .innerJoin('agencies.units as u', 'u.id', 'g.unit_id')
    .select('g.staff_id')
    .where('g.staff_id', '=', staffId)
    .where('u.agency_id', '=', agencyId)
    .where(inForce(on))
    .limit(1)
    .executeTakeFirst();
  return post !== undefined;
}

/** Who holds a post, or stands in for its holder, in, above or below one of these units on a day, with its roles. */
export function holdersAround(
  db: Db,
  unitIds: readonly string[],
  on: Temporal.PlainDate,
): Promise<{ staffId: string; roles: string[] }[]> {
  if (unitIds.length === 0) return Promise.resolve([]);
  return db.k
    .selectFrom('agencies.public_post_grants as g')
    .select(['g.staff_id as staffId', 'g.roles'])
    .where(inForce(on))
    .where('g.unit_id', 'in', (query) =>
      query
        .selectFrom('platform.public_unit_closure as c')
        .select('c.descendant_id')
        .where('c.ancestor_id', 'in', [...unitIds])
        .union(
          query
            .selectFrom('platform.public_unit_closure as c')
            .select('c.ancestor_id as descendant_id')
            .where('c.descendant_id', 'in', [...unitIds]),
        ),
    )
    .execute();
}

/** One post that a person holds, or stands in for from a day to a day. */
export interface Assignment {
  readonly postId: string;
  readonly unitId: string;
  readonly unit: string;
  readonly title: string;
  readonly roles: readonly string[];
  /** Set for a substitute. */
  readonly substitution: { id: string; from: Temporal.PlainDate; until: Temporal.PlainDate } | undefined;
}

/** The posts of a person, and those they stand in for on `from` or later. */
export async function assignmentsOf(db: Db, staffId: string, from: Temporal.PlainDate): Promise<Assignment[]> {
  const posts = db.k
    .selectFrom('agencies.posts as p')
    .innerJoin('agencies.units as u', 'u.id', 'p.unit_id')
    .select(['p.id as postId', 'p.unit_id as unitId', 'u.name as unit', 'p.title', 'p.roles'])
    .orderBy('p.title')
    .orderBy('p.id');
  const held = await posts.where('p.holder_id', '=', staffId).execute();
  const stoodIn = await posts
    .innerJoin('agencies.substitutes as s', 's.post_id', 'p.id')
    .select(['s.id', 's.from_day', 's.until_day'])
    .where('s.staff_id', '=', staffId)
    .where('s.until_day', '>=', from)
    .execute();
  return [
    ...held.map((post) => ({ ...post, substitution: undefined })),
    ...stoodIn.map(({ id, from_day, until_day, ...post }) => ({
      ...post,
      substitution: { id, from: from_day, until: until_day },
    })),
  ];
}

/** Who stands in for the holder of a post, now or later. */
export async function substitutesOf(
  db: Db,
  postIds: readonly string[],
  from: Temporal.PlainDate,
): Promise<{ id: string; postId: string; staffId: string; from: Temporal.PlainDate; until: Temporal.PlainDate }[]> {
  if (postIds.length === 0) return [];
  return db.k
    .selectFrom('agencies.substitutes')
    .select(['id', 'post_id as postId', 'staff_id as staffId', 'from_day as from', 'until_day as until'])
    .where('post_id', 'in', [...postIds])
    .where('until_day', '>=', from)
    .orderBy('from_day')
    .orderBy('id')
    .execute();
}
