import type { Db } from '../db/db.ts';

/** Jobs that were given up after all their tries and that nobody has looked at. */
export async function countDeadJobs(db: Db): Promise<number> {
  const [row] = await db.named<{ dead: number }>(
    'jobs_dead',
    `select count(*)::int as dead from pgboss.job where name = 'dead-letters' and state < 'completed'`,
    [],
  );
  return row?.dead ?? 0;
}
