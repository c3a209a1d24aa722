import type { Db } from '../db.ts';

/** Notes in the database that a backup of it was finished: the program tells when the last one is too old. */
export async function noteBackup(db: Db, at: Temporal.Instant): Promise<void> {
  await db.sql(
    `insert into platform.settings (key, value, changed_at, changed_by) values ('backup.made', 'true', $1, 'backup')
     on conflict (key) do update set changed_at = excluded.changed_at`,
    [at],
  );
}

/** When the last backup was finished; undefined: none is known. */
export async function findBackupTime(db: Db): Promise<Temporal.Instant | undefined> {
  const query = `select changed_at as at from platform.settings where key = 'backup.made'`;
  const [row] = await db.sql<{ at: Temporal.Instant }>(query);
  return row?.at;
}
