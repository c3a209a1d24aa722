import { join } from 'node:path';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from '#platform/config.ts';
import { findRunning, startEmbedded } from '#platform/db/embedded/index.ts';
import type { ConnectionConfig } from '#platform/db/pool.ts';

const DATABASE = 'ventanilla';

/** The database of the configuration: the external one, or the embedded server, started for this process. */
export async function openDatabase(
  config: Config,
  log: Logger,
  onProgress: (step: string) => void,
  signal?: AbortSignal,
): Promise<{ connection: ConnectionConfig; close: () => Promise<void> }> {
  if (config.databaseUrl) return { connection: { connectionString: config.databaseUrl }, close: async () => undefined };
  onProgress('starting the database');
  const embedded = await startEmbedded({ dataDir: join(config.dataDir, 'postgres'), log, ...(signal && { signal }) });
  await createDatabase(embedded.connectionConfig('postgres'), DATABASE);
  return { connection: embedded.connectionConfig(DATABASE), close: () => embedded.stop() };
}

/** The same for a command of the operator: beside a running program it joins that one's server. */
export async function joinDatabase(
  config: Config,
  log: Logger,
): Promise<{ connection: ConnectionConfig; close: () => Promise<void> }> {
  const running = config.databaseUrl ? undefined : findRunning(join(config.dataDir, 'postgres'), DATABASE);
  if (running) return { connection: running, close: async () => undefined };
  return openDatabase(config, log, () => undefined);
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
