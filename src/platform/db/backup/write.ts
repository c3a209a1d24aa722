import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import type { Files } from '../../files/files.ts';
import { clientConfig, type ConnectionConfig } from '../pool.ts';
import { BackupError, KEYS, MANIFEST, storedFile, tableFile, type Manifest } from './manifest.ts';
import { linesOf, listTables, type BackupTable } from './tables.ts';

export interface BackupOptions {
  readonly connection: ConnectionConfig;
  readonly files: Files;
  /** Where it goes; must not exist yet. */
  readonly folder: string;
  readonly schemas: readonly string[];
  readonly keyCheck: string;
  /** The key file, to go along. */
  readonly keyFile?: string;
  readonly now: Temporal.Instant;
  readonly onProgress: (step: string) => void;
}

const FETCH_ROWS = 2_000;

/**
 * Writes every table and every stored file into a folder, as they are at one moment, while the program goes on. The
 * folder gets its name only when all of it is on disk: what was cut off is never taken for a backup.
 */
export async function writeBackup(options: BackupOptions): Promise<Manifest> {
  const { folder, keyFile } = options;
  if (existsSync(folder)) throw new BackupError(`${folder} exists already. Choose another name for the backup.`);
  const draft = `${folder}.unfinished`;
  await rm(draft, { recursive: true, force: true });
  try {
    await mkdir(join(draft, 'tables'), { recursive: true, mode: 0o700 });
    const { tables, migrations } = await writeTables(options, draft);
    // After the snapshot: a row never names a file that came later, so what is there now is enough.
    const files = await writeFiles(options, draft);
    if (keyFile !== undefined) await copyFile(keyFile, join(draft, KEYS));
    const manifest: Manifest = {
      format: 1,
      madeAt: options.now.toString(),
      migrations,
      keyCheck: options.keyCheck,
      withKeys: keyFile !== undefined,
      tables,
      files,
    };
    await writeFile(join(draft, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true, mode: 0o600 });
    await syncFolder(draft);
    await rename(draft, folder);
    await syncFolder(dirname(folder));
    return manifest;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
      throw new BackupError(
        `The disk of ${dirname(folder)} is full. Nothing was kept of this backup; make room and repeat.`,
      );
    }
    throw error;
  }
}

async function writeTables(
  { connection, schemas, onProgress }: BackupOptions,
  draft: string,
): Promise<Pick<Manifest, 'tables' | 'migrations'>> {
  const client = new pg.Client(
    clientConfig(connection, { statementTimeoutMs: 0, applicationName: 'ventanilla-backup' }),
  );
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<{ label: string }>(
      `select schema || '/' || name as label from platform.migrations order by schema, number`,
    );
    const tables: Manifest['tables'] = [];
    for (const table of await listTables(client, schemas)) {
      tables.push({ ...table, columns: [...table.columns], ...(await writeTable(client, table, draft)) });
      onProgress(`${table.name}: ${tables.at(-1)?.rows} rows`);
    }
    await client.query('commit');
    return { tables, migrations: rows.map(({ label }) => label) };
  } finally {
    await client.end();
  }
}

async function writeTable(
  client: pg.Client,
  table: BackupTable,
  draft: string,
): Promise<{ rows: number; sha256: string }> {
  await client.query(`declare backup no scroll cursor for ${linesOf(table)}`);
  let count = 0;
  const lines = async function* () {
    for (;;) {
      const { rows } = await client.query<{ line: string }>(`fetch ${FETCH_ROWS} from backup`);
      if (rows.length === 0) return;
      count += rows.length;
      yield rows.map(({ line }) => `${line}\n`).join('');
    }
  };
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const file = createWriteStream(join(draft, tableFile(table.name)), { flush: true, mode: 0o600 });
  await pipeline(lines, createGzip({ level: 6 }), hashing, file);
  if (!file.closed) await once(file, 'close');
  await client.query('close backup');
  return { rows: count, sha256: hash.digest('hex') };
}

async function writeFiles({ files, onProgress }: BackupOptions, draft: string): Promise<string[]> {
  const addresses: string[] = [];
  for await (const address of files.list()) {
    const place = join(draft, storedFile(address));
    await mkdir(dirname(place), { recursive: true });
    await pipeline(await files.open(address), createWriteStream(place, { flush: true, mode: 0o600 }));
    addresses.push(address);
  }
  onProgress(`${addresses.length} stored files`);
  return addresses.toSorted();
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
