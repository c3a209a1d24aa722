import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { ConnectionConfig } from '#platform/db/pool.ts';
import { closesAlone } from './clean-up.ts';
import type { TestServer } from './test-server.ts';
import { administer, SERVER_VARIABLE, startTestServer } from './test-server.ts';

/**
 * How long a file's own clean-up may hold its database after the tests, before the sessions are ended by force: a program
 * that stops on a busy machine takes its time, and whose session is ended under it reports that as an error.
 */
const LET_GO_MS = 60_000;

let own: Promise<TestServer> | undefined;
/** Databases in use on it. */
let used = 0;

/** The server of the run; a file that is run alone (`node --test`) starts one for itself. */
export async function useServer(): Promise<TestServer> {
  const shared = process.env[SERVER_VARIABLE];
  return shared ? (JSON.parse(shared) as TestServer) : (own ??= startTestServer());
}

/**
 * A database of its own for this test file, cloned from the migrated template in some 20 ms and dropped at the end.
 *
 * @param template another database of the server to clone, that nobody is connected to.
 */
export async function useDatabase(template?: string): Promise<ConnectionConfig> {
  const server = await useServer();
  const database = `f_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  const source = template ?? server.template;
  await administer(server.connection, `create database ${database} template ${source} strategy file_copy`);
  used += 1;
  after(() => {
    // Not awaited: this hook is registered first and so runs first, and the pools of the file are ended by later ones.
    // Dropping under them would make every one of them report a broken connection.
    closesAlone(
      dropWhenUnused(server.connection, database).then(() => ((used -= 1) === 0 ? own?.then(stop) : undefined)),
    );
  });
  return { ...server.connection, database };
}

const stop = (server: TestServer) => server.stop();

async function dropWhenUnused(connection: ConnectionConfig, database: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const end = performance.now() + LET_GO_MS;
    while (performance.now() < end) {
      const { rowCount } = await client.query('select from pg_stat_activity where datname = $1', [database]);
      if (rowCount === 0) break;
      await sleep(20);
    }
    await client.query(`drop database if exists ${database} with (force)`);
  } finally {
    await client.end();
  }
}
