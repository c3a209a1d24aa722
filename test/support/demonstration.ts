import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { loadConfig } from '#platform/config.ts';
import type { ConnectionConfig } from '#platform/db/pool.ts';
import { start } from '../../src/main.ts';
import { urlOf } from './database-url.ts';
import { useDatabase, useServer } from './database.ts';
import { administer, demonstrationOf, type TestServer } from './test-server.ts';

/**
 * A database of its own for this test file in which the demonstration has already run once. The first file that asks
 * fills it as a first start does; the others get a copy, which saves each of them ninety invented days.
 *
 * @param keyFile gets the keys that sealed the invented people. A file that is there already is of a test that wants an
 * installation with keys of its own: that one gets an empty database.
 */
export async function useDemonstration(keyFile: string): Promise<ConnectionConfig> {
  if (existsSync(keyFile)) return useDatabase();
  const server = await useServer();
  const keys = await fillOnce(server);
  mkdirSync(dirname(keyFile), { recursive: true });
  writeFileSync(keyFile, keys, { mode: 0o600 });
  return useDatabase(demonstrationOf(server));
}

/** The keys; they stand in the comment of the database, so that it and they are always of the same filling. */
async function fillOnce(server: TestServer): Promise<string> {
  const name = demonstrationOf(server);
  const client = new pg.Client(server.connection);
  await client.connect();
  try {
    // Of two files that come first at once, one fills and the other waits.
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    const { rows } = await client.query<{ keys: string }>(
      `select shobj_description(oid, 'pg_database') as keys from pg_database where datname = $1`,
      [name],
    );
    return rows[0]?.keys ?? (await fill(server, name));
  } finally {
    await client.end();
  }
}

async function fill(server: TestServer, name: string): Promise<string> {
  const draft = `${name}_draft`;
  await administer(server.connection, `drop database if exists ${draft} with (force)`);
  await administer(server.connection, `create database ${draft} template ${server.template} strategy file_copy`);
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-demonstration-'));
  try {
    const config = loadConfig({
      DATA_DIR: folder,
      DATABASE_URL: urlOf({ ...server.connection, database: draft }),
      LOG_LEVEL: 'silent',
      MODE: 'demo',
      ROLES: 'web',
      PORT: '0',
    });
    await (await start({ config, onProgress: () => undefined })).stop();
    const keys = readFileSync(config.keyFile, 'utf8');
    await administer(server.connection, `comment on database ${draft} is '${keys.replaceAll(`'`, `''`)}'`);
    await administer(server.connection, `alter database ${draft} rename to ${name}`);
    return keys;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
