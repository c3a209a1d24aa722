import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import pg from 'pg';
import { withSessionLock } from './lock.ts';
import { clientConfig, type ConnectionConfig } from './pool.ts';

/** One folder of numbered `.sql` files; its tables live in the PostgreSQL schema of the same name. */
export interface MigrationFolder {
  schema: string;
  path: string;
}

export interface MigrationFile {
  schema: string;
  number: number;
  name: string;
  sql: string;
  sha256: string;
}

export interface MigrateOptions {
  folders: readonly MigrationFolder[];
  onProgress?: (step: string) => void;
  /** Applies only these (`schema/name`): a restore first makes the tables that the backup had. */
  only?: (label: string) => boolean;
}

export interface MigrateResult {
  applied: string[];
  /** The role without DDL rights, or undefined where the server does not let us create roles. */
  appRole: string | undefined;
}

export const APP_ROLE = 'ventanilla_app';
const NO_TRANSACTION = /^--\s*no-transaction\b/;

/** Reads and orders the migrations of one folder. Throws on a bad name, a gap or a doubled number. */
export function readMigrations(folder: MigrationFolder): MigrationFile[] {
  if (!existsSync(folder.path)) return [];
  const names = readdirSync(folder.path)
    .filter((name) => name.endsWith('.sql'))
    .toSorted();
  return names.map((name, index) => {
    const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]);
    if (number !== index + 1) throw new Error(`${folder.schema}: migration ${name} should have number ${index + 1}`);
    const sql = readFileSync(join(folder.path, name), 'utf8');
    return { schema: folder.schema, number, name: basename(name, '.sql'), sql, sha256: sha256(sql) };
  });
}

/**
 * Brings the database up to date: forward only, one file at a time, under a lock so that two nodes never migrate at
 * once. A file that changed after it was applied stops everything: the database and the code no longer agree.
 */
export async function migrate(connection: ConnectionConfig, options: MigrateOptions): Promise<MigrateResult> {
  const client = new pg.Client(
    clientConfig(connection, { statementTimeoutMs: 0, applicationName: 'ventanilla-migrate' }),
  );
  // A connection that breaks is told by the query at hand; unheard, its event would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await withSessionLock(client, 'migrate', () => applyAll(client, options));
  } finally {
    await client.end();
  }
}

/** How the migrations of the code and of a database differ; all empty = up to date. */
export interface MigrationState {
  readonly pending: readonly string[];
  /** Edited after they were applied. */
  readonly changed: readonly string[];
  /** A newer program applied them. */
  readonly unknown: readonly string[];
}

/** Compares without applying anything. */
export async function compareMigrations(
  client: pg.ClientBase | pg.Pool,
  folders: readonly MigrationFolder[],
): Promise<MigrationState> {
  const applied = await appliedMigrations(client);
  const files = folders.flatMap(readMigrations);
  const known = new Set(files.map(label));
  return {
    pending: files.map(label).filter((name) => !applied.has(name)),
    changed: files.filter((file) => (applied.get(label(file)) ?? file.sha256) !== file.sha256).map(label),
    unknown: [...applied.keys()].filter((name) => !known.has(name)),
  };
}

async function applyAll(client: pg.Client, options: MigrateOptions): Promise<MigrateResult> {
  await client.query(`create schema if not exists platform`);
  await client.query(`create table if not exists platform.migrations (
    schema text not null, number int not null, name text not null, sha256 text not null,
    applied_at timestamptz not null default now(), primary key (schema, number))`);
  const appRole = await ensureAppRole(client);
  const applied = await appliedMigrations(client);
  const done: string[] = [];
  for (const folder of options.folders) {
    await client.query(`create schema if not exists ${folder.schema}`);
    if (appRole) await grantSchema(client, folder.schema, appRole);
    for (const file of readMigrations(folder)) {
      const known = applied.get(label(file));
      if (known === file.sha256) continue;
      if (!known && options.only && !options.only(label(file))) continue;
      if (known) throw new Error(`migration ${label(file)} changed after it was applied: write a new one instead`);
      options.onProgress?.(label(file));
      await apply(client, file);
      done.push(label(file));
    }
  }
  return { applied: done, appRole };
}

async function apply(client: pg.Client, file: MigrationFile): Promise<void> {
  const record = () =>
    client.query('insert into platform.migrations (schema, number, name, sha256) values ($1, $2, $3, $4)', [
      file.schema,
      file.number,
      file.name,
      file.sha256,
    ]);
  try {
    if (NO_TRANSACTION.test(file.sql)) {
      await client.query(file.sql);
      await record();
      return;
    }
    await client.query('begin');
    // Better to fail and be run again than to queue behind a long reader with everybody queuing behind us.
    await client.query(`set local lock_timeout = '3s'`);
    await client.query(file.sql);
    await record();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw new Error(`migration ${label(file)} failed: ${(error as Error).message}`, { cause: error });
  }
}

async function appliedMigrations(client: pg.ClientBase | pg.Pool): Promise<Map<string, string>> {
  const { rows: found } = await client.query<{ present: boolean }>(
    `select to_regclass('platform.migrations') is not null as present`,
  );
  if (!found[0]?.present) return new Map();
  const { rows } = await client.query<{ schema: string; name: string; sha256: string }>(
    'select schema, name, sha256 from platform.migrations',
  );
  return new Map(rows.map((row) => [`${row.schema}/${row.name}`, row.sha256]));
}

/**
 * The role of the running program: rows only, no DDL. A server may not let us create it: then its administrator can, once
 * (docs/guides/operator.md), and until then the program works as the owner of its tables, which `doctor` tells.
 */
async function ensureAppRole(client: pg.Client): Promise<string | undefined> {
  try {
    await client.query(`do $$ begin
      if not exists (select from pg_roles where rolname = '${APP_ROLE}') then create role ${APP_ROLE} nologin; end if;
      exception when duplicate_object or unique_violation then null; end $$`);
    // To give what one has needs more rights than to have it.
    if (!(await hasAppRole(client))) await client.query(`grant ${APP_ROLE} to current_user`);
    return APP_ROLE;
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    return undefined;
  }
}

/** Whether the role of the running program is there for who is connected. */
export async function hasAppRole(client: pg.ClientBase | pg.Pool): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean | null }>(
    `select pg_has_role(to_regrole('${APP_ROLE}')::oid, 'member') as held`,
  );
  return rows[0]?.held === true;
}

async function grantSchema(client: pg.Client, schema: string, role: string): Promise<void> {
  const rights = 'select, insert, update, delete';
  await client.query(`grant usage on schema ${schema} to ${role}`);
  // What was made while there was no such role. Only that: a grant that changes nothing writes the catalogue all the same.
  await client.query(`do $$ declare made record; begin
    for made in select c.oid::regclass as name, c.relkind = 'S' as is_sequence from pg_class c
        where c.relnamespace = '${schema}'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
        and c.oid <> 'platform.migrations'::regclass and not has_table_privilege('${role}', c.oid, 'select') loop
      if made.is_sequence then execute format('grant usage, select on sequence %s to ${role}', made.name);
      else execute format('grant ${rights} on %s to ${role}', made.name); end if;
    end loop; end $$`);
  await client.query(`alter default privileges in schema ${schema} grant ${rights} on tables to ${role}`);
  await client.query(`alter default privileges in schema ${schema} grant usage, select on sequences to ${role}`);
  if (schema === 'platform') await client.query(`grant select on platform.migrations to ${role}`);
}

function label(file: Pick<MigrationFile, 'schema' | 'name'>): string {
  return `${file.schema}/${file.name}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
