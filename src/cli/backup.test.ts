import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import pg from 'pg';
import { enterProcedure } from '#modules/registry/index.ts';
import { registerPerson } from '#modules/people/index.ts';
import { loadConfig } from '#platform/config.ts';
import { systemContext } from '#platform/context.ts';
import { loadKeys } from '#platform/keys.ts';
import { freePort, useApp } from '#test/support/app.ts';
import { useDatabase } from '#test/support/database.ts';
import { until } from '#test/support/until.ts';

import { start, type Running } from '../main.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-backup-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const root = join(import.meta.dirname, '../..');

/** `ventanilla …` as an operator types it; resolves with what it said and its exit code. */
async function ventanilla(args: string[], dataDir: string, databaseUrl: string) {
  const flags = ['--import', join(root, 'src/platform/runtime/register.js'), join(root, 'src/cli/main.ts')];
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    MODE: 'demo',
    PORT: String(await freePort()),
  };
  return run(process.execPath, [...flags, ...args], { env, cwd: root }).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    (error: unknown) => {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, said: stdout + stderr };
    },
  );
}

const dataDir = join(folder, 'from');
const app = await useApp({ DATA_DIR: dataDir });
const from = app.connection.connectionString ?? '';
const empty = await useDatabase();
const urlOf = (config: typeof empty) =>
  `postgres://${config.user}:${encodeURIComponent(config.password ?? '')}@${config.host}:${config.port}/${config.database}`;
const to = urlOf(empty);
const target = join(folder, 'backup');

// Files of different sizes, and an event that no reader has seen yet.
const stored = await Promise.all(
  ['', 'Constancia de no propiedad', 'ñandú '.repeat(60_000)].map((text) => app.services.files.put(Buffer.from(text))),
);

/** A procedure of somebody with a mobile, entered through the commands. Returns its id. */
async function enterOne({ services }: Running): Promise<string> {
  const ctx = systemContext(services, 'test', 'test');
  const [office] = await services.db.named<{ id: string; agencyId: string }>(
    'an_office',
    `select unit_id as id, agency_id as "agencyId" from agencies.offices where code = 'TOL'`,
    [],
  );
  assert.ok(office);
  const person = { names: 'Ana Laura', surnames: 'Nava Colín', mobile: '+525550000303', source: 'counter' as const };
  const { personId } = await registerPerson(ctx, { agencyId: office.agencyId, unitId: office.id, ...person });
  const property = { propertyLocation: 'Av. Hidalgo 1', documents: [] };
  const facts = { unitId: office.id, service: 'copias-certificadas', personId, ...property };
  return (await enterProcedure(ctx, facts)).procedureId;
}

async function messagesOf({ services }: Running, procedureId: string): Promise<number> {
  const rows = await services.db.sql('select from notifications.messages where subject_id = $1', [procedureId]);
  return rows.length;
}

// One event has been read before the backup is made; another waits, because no worker runs.
const told = await enterOne(app);
await until('its notice is made', async () => (await messagesOf(app, told)) === 1);
await app.stop();
const webOnly = await startAgain(from, dataDir, 'web');
const untold = await enterOne(webOnly);
await webOnly.stop();

function startAgain(databaseUrl: string, dataFolder: string, roles: string): Promise<Running> {
  const config = loadConfig({
    PORT: '0',
    DATA_DIR: dataFolder,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'silent',
    MODE: 'demo',
    ROLES: roles,
  });
  return start({ config, onProgress: () => undefined });
}

/** Every row of every lasting table as text, without what a restore numbers anew: read by SQL that shares no code with it. */
async function contents(connectionString: string): Promise<Map<string, string[]>> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'pgboss')
       and table_schema || '.' || table_name <> 'platform.migrations'`,
  );
  const found = new Map<string, string[]>();
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(
      `select (to_jsonb(t) - 'xact' - 'position' - 'applied_at')::text as row from ${name} t order by 1`,
    );
    found.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  found.delete('platform.rate_limits');
  // That a backup was made is known only after it.
  const settings = found.get('platform.settings') ?? [];
  found.set(
    'platform.settings',
    settings.filter((row) => !row.includes('backup.made')),
  );
  await client.end();
  return found;
}

test('a program on any free port writes that port into its links', () => {
  assert.ok(Number(new URL(webOnly.services.publicUrl).port) > 0, webOnly.services.publicUrl);
});

test('a backup of the demonstration is restored row by row and file by file', async () => {
  // As the timetable leaves it behind once a minute, in a queue that only a running worker makes.
  const client = new pg.Client({ connectionString: from });
  await client.connect();
  await client.query(`insert into pgboss.job (name) values ('__pgboss__send-it')`);
  await client.end();
  const made = await ventanilla(['backup', target, '--with-keys'], dataDir, from);
  assert.equal(made.code, 0, made.said);
  const restoredDir = join(folder, 'to');
  const restored = await ventanilla(['restore', target], restoredDir, to);
  assert.equal(restored.code, 0, restored.said);

  const [before, afterwards] = [await contents(from), await contents(to)];
  assert.ok(before.size > 25, `${before.size} tables`);
  assert.ok((before.get('registry.procedures') ?? []).length > 100);
  assert.deepEqual([...afterwards.keys()].toSorted(), [...before.keys()].toSorted());
  for (const [name, rows] of before) assert.deepEqual(afterwards.get(name), rows, name);
  for (const { sha256 } of stored) {
    const place = join(restoredDir, 'files', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    assert.deepEqual(readFileSync(place), readFileSync(join(dataDir, 'files', place.slice(restoredDir.length + 6))));
  }
});

test('the audit log is a whole chain, before and after', async () => {
  for (const [folderOf, url] of [
    [dataDir, from],
    [join(folder, 'to'), to],
  ] as const) {
    const verdict = await ventanilla(['audit', 'verify'], folderOf, url);
    assert.equal(verdict.code, 0, verdict.said);
    assert.match(verdict.said, /whole: [1-9]\d+ rows, [1-9]\d* signed/);
  }
});

test('a database that holds something is not restored into, and stays as it is', async () => {
  const before = await contents(to);
  const refused = await ventanilla(['restore', target], join(folder, 'to'), to);
  assert.notEqual(refused.code, 0);
  assert.match(refused.said, /not empty.*another DATA_DIR/);
  assert.deepEqual(await contents(to), before);
});

test('what had been told before the backup is not told again, what waited is told once, and so is what comes later', async () => {
  const restored = await startAgain(to, join(folder, 'to'), 'web,worker');
  try {
    await until('the waiting event is read', async () => (await messagesOf(restored, untold)) === 1);
    const later = await enterOne(restored);
    await until('the new event is read', async () => (await messagesOf(restored, later)) === 1);
    assert.equal(await messagesOf(restored, told), 1);
    assert.equal(await messagesOf(restored, untold), 1);
  } finally {
    await restored.stop();
  }
});

test('a damaged backup is refused with the name of the bad file, before anything is loaded', async () => {
  const damaged = join(folder, 'damaged');
  cpSync(target, damaged, { recursive: true });
  const file = join(damaged, 'tables', 'registry.procedures.jsonl.gz');
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  const refused = await ventanilla(['restore', damaged, '--verify'], join(folder, 'other'), to);
  assert.notEqual(refused.code, 0);
  assert.match(refused.said, /registry\.procedures\.jsonl\.gz.*damaged/);
});

test('a backup without keys asks for them, and foreign keys are told from the right ones', async () => {
  const bare = join(folder, 'bare');
  assert.equal((await ventanilla(['backup', bare], dataDir, from)).code, 0);
  assert.equal(existsSync(join(bare, 'keys.json')), false);
  const without = await ventanilla(['restore', bare], join(folder, 'nobody'), urlOf(empty));
  assert.match(without.said, /Put the keys\.json/);
  const stranger = join(folder, 'stranger');
  loadKeys(join(stranger, 'keys.json'));
  const foreign = await ventanilla(['restore', bare], stranger, to);
  assert.match(foreign.said, /keys of another installation/);
});

test('an existing folder is never written over', async () => {
  const again = await ventanilla(['backup', target], dataDir, from);
  assert.notEqual(again.code, 0);
  assert.match(again.said, /exists already/);
});
