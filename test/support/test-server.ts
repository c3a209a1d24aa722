import { existsSync, globSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { discardAbandoned, startEmbedded } from '#platform/db/embedded/index.ts';
import type { ConnectionConfig } from '#platform/db/pool.ts';
import type { RoleActions } from '#platform/permissions/roles.ts';

/** Set by the runner: JSON of the server whose template database is ready. */
export const SERVER_VARIABLE = 'VENTANILLA_TEST_SERVER';
const FOLDER_PREFIX = 'ventanilla-server-';

const MEMORY = '/dev/shm';
const TMPFS = 0x0102_1994;
/** The largest run used a tenth of it; a container often gives 64 MB there. */
const LEAST_MEMORY = 3 * 1024 ** 3;

export interface TestServer {
  /** To its maintenance database, as a role that may create databases. */
  readonly connection: ConnectionConfig;
  /** Name of the migrated, empty database that test files clone. */
  readonly template: string;
  /** What each role may do, of each module: the runner tells it, so that a test of one module need not load them all. */
  readonly roles: readonly RoleActions[];
  stop(): Promise<void>;
}

/** Name of the database that the demonstration was run in once; exists when a test has asked for it (demonstration.ts). */
export function demonstrationOf({ template }: Pick<TestServer, 'template'>): string {
  return `${template}_demo`;
}

/**
 * Starts a server for tests (fsync off, no promises about crashes) with the template ready. TEST_DATABASE_URL names an
 * external server, PostgreSQL 15 or newer, to use instead; its role must be able to create databases and roles.
 */
export async function startTestServer(): Promise<TestServer> {
  const external = process.env.TEST_DATABASE_URL;
  if (external) return prepare(parseUrl(external), async () => undefined);
  await sweepTempFolders();
  const dataDir = mkdtempSync(join(isMemoryRoomy() ? MEMORY : tmpdir(), FOLDER_PREFIX));
  // Old log would pile up to gigabytes, which is much where the folder is memory.
  const embedded = await startEmbedded({ dataDir, durable: false, settings: { max_wal_size: '512MB' } });
  return prepare(embedded.connectionConfig('postgres'), async () => {
    await embedded.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
}

/** Runs one statement outside a transaction. */
export async function administer(connection: ConnectionConfig, statement: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function prepare(connection: ConnectionConfig, end: () => Promise<void>): Promise<TestServer> {
  const template = `ventanilla_template_${process.pid}`;
  const stop = async () => {
    for (const name of [demonstrationOf({ template }), template]) {
      await administer(connection, `drop database if exists ${name} with (force)`);
    }
    await end();
  };
  try {
    const { prepareTemplate, ROLES } = await import('./template.ts');
    await administer(connection, `create database ${template} template template0 encoding 'UTF8'`);
    await prepareTemplate({ ...connection, database: template });
    return { connection, template, roles: ROLES, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A database is a thousand small files: to clone one on a disk takes ten times the work. */
function isMemoryRoomy(): boolean {
  if (!existsSync(MEMORY)) return false;
  const place = statfsSync(MEMORY);
  if (place.type !== TMPFS) return false;
  return Math.min(place.bavail * place.bsize, process.availableMemory()) > LEAST_MEMORY;
}

/** Servers of test runs that were killed would stay for ever: nobody starts on their folders again. */
async function sweepTempFolders(): Promise<void> {
  for (const folder of [MEMORY, tmpdir()].flatMap((place) => globSync(join(place, `${FOLDER_PREFIX}*`)))) {
    // Another run may discard the same one, or it belongs to another user.
    await discardAbandoned(folder).catch(() => false);
  }
}

function parseUrl(text: string): ConnectionConfig {
  const url = new URL(text);
  return {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1) || 'postgres',
  };
}
