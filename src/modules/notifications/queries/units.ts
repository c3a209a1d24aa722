import type { Db } from '#platform/db/db.ts';

/** Names of units, in the order of the alphabet. */
export function unitNames(db: Db, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  return db.named('notice_units', 'select id, name from agencies.public_units where id = any($1) order by name', [
    [...ids],
  ]);
}
