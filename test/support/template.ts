import { prepareDatabase } from '../../src/database.ts';
import type { ConnectionConfig } from '#platform/db/pool.ts';

/** Fills the template database that every test file is cloned from: all migrations, no rows. */
export async function prepareTemplate(connection: ConnectionConfig): Promise<void> {
  await prepareDatabase(connection);
}
