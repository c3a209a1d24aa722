import type { Db } from '#platform/db/db.ts';

/** How many in this database wait for a lock. */
export async function countLockWaits(db: Db): Promise<number> {
  const [row] = await db.sql<{ count: number }>(
    `select count(distinct l.pid)::int as count from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where not l.granted and a.datname = current_database()`,
  );
  return row?.count ?? 0;
}

/** Whether somebody in this database waits for a lock: the moment at which two that meet have met. */
export async function isLockAwaited(db: Db): Promise<boolean> {
  return (await countLockWaits(db)) > 0;
}
