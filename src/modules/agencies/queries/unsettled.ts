import type { Db } from '#platform/db/db.ts';
import type { UnitWork } from '#platform/unit-work.ts';
import type { Unsettled } from '../domain/unit-tree.ts';

/** What still hangs on a unit; units below count only if they are open. */
export async function unsettledIn(
  db: Db,
  work: readonly UnitWork[],
  unit: { readonly id: string; readonly agencyId: string },
): Promise<Unsettled> {
  const { id: unitId, agencyId } = unit;
  const [own] = await db.sql<{ posts: number; units: number; municipalities: number }>(
    `select (select count(*)::int from agencies.posts where unit_id = $1) as posts,
       (select count(*)::int from agencies.units where parent_id = $1 and closed_at is null) as units,
       (select count(*)::int from agencies.jurisdictions where unit_id = $1) as municipalities`,
    [unitId],
  );
  let open = 0;
  for (const one of work) open += await one.count(db, { agencyId, unitId });
  return { posts: 0, units: 0, municipalities: 0, ...own, work: open };
}
