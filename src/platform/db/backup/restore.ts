import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import type { Files } from '../../files/files.ts';
import { clientConfig, type ConnectionConfig } from '../pool.ts';
import { BackupError, storedFile, tableFile, type Manifest } from './manifest.ts';
import { listTables, quoted, type BackupTable } from './tables.ts';

export interface RestoreOptions {
  readonly connection: ConnectionConfig;
  readonly folder: string;
  readonly manifest: Manifest;
  readonly schemas: readonly string[];
  /** Statements for what was loaded, by the table that the backup must have for them. */
  readonly afterwards: Readonly<Record<string, readonly string[]>>;
  readonly onProgress: (step: string) => void;
}

const BATCH_LINES = 1_000;

/**
 * Loads the tables of a verified backup into a database that has the same migrations and no rows, in one transaction: all
 * of it, or nothing. Needs to own the tables, no more: foreign keys are set aside and checked again at the end.
 */
export async function loadTables(options: RestoreOptions): Promise<void> {
  const { connection, manifest, schemas, onProgress } = options;
  const client = new pg.Client(
    clientConfig(connection, { statementTimeoutMs: 0, applicationName: 'ventanilla-restore' }),
  );
  await client.connect();
  try {
    const tables = await listTables(client, schemas);
    await client.query('begin');
    await refuseRows(client, tables);
    const keys = await dropForeignKeys(client, schemas);
    for (const { name } of tables) await client.query(`alter table ${name} disable trigger user`);
    for (const table of manifest.tables) {
      await loadTable(client, options, table);
      onProgress(`${table.name}: ${table.rows} rows`);
    }
    for (const [needed, statements] of Object.entries(options.afterwards)) {
      if (!manifest.tables.some(({ name }) => name === needed)) continue;
      for (const statement of statements) await client.query(statement);
    }
    for (const { name } of tables) await client.query(`alter table ${name} enable trigger user`);
    for (const { table, name, definition } of keys) {
      await client.query(`alter table ${table} add constraint ${quoted(name)} ${definition}`);
    }
    for (const table of tables) await continueNumbers(client, table);
    await client.query('commit');
  } finally {
    await client.end();
  }
}

/** Puts the stored files back; each is compared with its address as it is written. */
export async function loadFiles(folder: string, manifest: Manifest, files: Files): Promise<void> {
  for (const address of manifest.files) {
    const { sha256 } = await files.put(createReadStream(join(folder, storedFile(address))));
    if (sha256 !== address) throw new BackupError(`The stored file ${address} is damaged in the backup.`);
  }
}

/** Refuses a database that holds something: a restore adds to nothing and overwrites nothing. */
async function refuseRows(client: pg.Client, tables: readonly BackupTable[]): Promise<void> {
  for (const { name } of tables) {
    const { rowCount } = await client.query(`select from ${name} limit 1`);
    if (rowCount) {
      throw new BackupError(
        `The database is not empty (${name} has rows). Restore into a new one: another DATA_DIR, or an empty DATABASE_URL.`,
      );
    }
  }
}

interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

async function dropForeignKeys(client: pg.Client, schemas: readonly string[]): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select k.conrelid::regclass::text as "table", k.conname as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_namespace n on n.oid = k.connamespace
     where k.contype = 'f' and n.nspname = any($1) and k.conparentid = 0`,
    [schemas],
  );
  for (const { table, name } of rows) await client.query(`alter table ${table} drop constraint ${quoted(name)}`);
  return rows;
}

async function loadTable(
  client: pg.Client,
  { folder }: RestoreOptions,
  { name, columns, rows: expected }: Manifest['tables'][number],
): Promise<void> {
  const list = columns.map(quoted).join(', ');
  const insert = `insert into ${name} (${list}) overriding system value
    select ${list} from json_populate_recordset(null::${name}, $1::json)`;
  let count = 0;
  let batch: string[] = [];
  const flush = async () => {
    if (batch.length > 0) await client.query(insert, [`[${batch.join(',')}]`]);
    count += batch.length;
    batch = [];
  };
  const gunzip = createReadStream(join(folder, tableFile(name))).pipe(createGunzip());
  for await (const line of createInterface({ input: gunzip, crlfDelay: Infinity })) {
    batch.push(line);
    if (batch.length === BATCH_LINES) await flush();
  }
  await flush();
  if (count !== expected) throw new BackupError(`${name} has ${count} rows in the backup instead of ${expected}.`);
}

/** Identity columns go on after the highest number that was loaded. */
async function continueNumbers(client: pg.Client, { name, columns }: BackupTable): Promise<void> {
  for (const column of columns) {
    const { rows } = await client.query<{ sequence: string | null }>(
      'select pg_get_serial_sequence($1, $2) as sequence',
      [name, column],
    );
    const sequence = rows[0]?.sequence;
    if (!sequence) continue;
    await client.query(
      `select setval('${sequence}', coalesce((select max(${quoted(column)}) from ${name}), 0) + 1, false)`,
    );
  }
}
