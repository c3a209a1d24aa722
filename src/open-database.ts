import { join } from 'node:path';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from '#platform/config.ts';
import { startEmbedded } from '#platform/db/embedded/index.ts';
import type { ConnectionConfig } from '#platform/db/pool.ts';

/** The database of the configuration: the external one, or the embedded server, started for this process. */
export async function openDatabase(
  config: Config,
  log: Logger,
  onProgress: (step: string) => void,
): Promise<{ connection: ConnectionConfig; close: () => Promise<void> }> {
  if (config.databaseUrl) return { connection: { connectionString: config.databaseUrl }, close: async () => undefined };
  onProgress('starting the database');
  const embedded = await startEmbedded({ dataDir: join(config.dataDir, 'postgres'), log });
  await createDatabase(embedded.connectionConfig('postgres'), 'ventanilla');
  return { connection: embedded.connectionConfig('ventanilla'), close: () => embedded.stop() };
}

async function createDatabase(connection: ConnectionConfig, name: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
}
