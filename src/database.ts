import pg from 'pg';
import { withSessionLock } from '#platform/db/lock.ts';
import { migrate, type MigrateOptions } from '#platform/db/migrate.ts';
import type { ConnectionConfig } from '#platform/db/pool.ts';
import { installJobs } from '#platform/jobs/boss.ts';
import { JOBS, MIGRATION_FOLDERS } from './modules.ts';

/** Brings a database up to date: tables, roles and queues. Returns the role that the program works under. */
export async function prepareDatabase(
  connection: ConnectionConfig,
  options: Pick<MigrateOptions, 'onProgress' | 'only'> = {},
): Promise<{ appRole: string | undefined; applied: readonly string[] }> {
  const { appRole, applied } = await migrate(connection, { folders: MIGRATION_FOLDERS, ...options });
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    // One node at a time: grants that several give at once fail with "tuple concurrently updated".
    await withSessionLock(client, 'jobs', () =>
      installJobs(connection, JOBS, appRole ? { client, role: appRole } : undefined),
    );
  } finally {
    await client.end();
  }
  return { appRole, applied };
}
