import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import pg from 'pg';
import { startEmbedded } from '#platform/db/embedded/index.ts';
import type { ConnectionConfig } from '#platform/db/pool.ts';
import { prepareTemplate } from './template.ts';

/** Set by the runner: JSON of the connection to the server whose template database is ready. */
export const SERVER_VARIABLE = 'VENTANILLA_TEST_SERVER';
export const TEMPLATE = 'ventanilla_template';

/**
 * A database of its own for this test file, cloned from the migrated template in some 20 ms and dropped at the end.
 * Under `npm test` all files share one server; a file that is run alone starts one for itself.
 */
export async function useDatabase(): Promise<ConnectionConfig> {
  const shared = process.env[SERVER_VARIABLE];
  const server = shared
    ? { connection: JSON.parse(shared) as ConnectionConfig, stop: async () => {} }
    : await ownServer();
  const database = `f_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  await administer(server.connection, `create database ${database} template ${TEMPLATE} strategy file_copy`);
  after(async () => {
    await administer(server.connection, `drop database ${database} with (force)`);
    await server.stop();
  });
  return { ...server.connection, database };
}

/** Starts a server for tests (no promises about crashes) with the template ready. */
export async function startTestServer(): Promise<{ connection: ConnectionConfig; stop: () => Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-test-'));
  const embedded = await startEmbedded({ dataDir, durable: false });
  const connection = embedded.connectionConfig('postgres');
  await administer(connection, `create database ${TEMPLATE}`);
  await prepareTemplate({ ...connection, database: TEMPLATE });
  return {
    connection,
    async stop() {
      await embedded.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

let own: Promise<{ connection: ConnectionConfig; stop: () => Promise<void> }> | undefined;

function ownServer() {
  own ??= startTestServer();
  return own;
}

async function administer(connection: ConnectionConfig, statement: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
