import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { csvLine } from '#platform/files/csv.ts';
import { systemContext } from '#platform/context.ts';
import { advanceImport, countRows } from '#modules/registry/index.ts';
import { useApp } from '#test/support/app.ts';

const ROWS = 800;
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-import-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const app = await useApp({ ROLES: 'web', DATA_DIR: folder });
const ctx = systemContext(app.services, 'test', 'test');
const head = ['Prelación', 'Oficina', 'Trámite', 'Nombre', 'Apellidos', 'Celular', 'Ubicación'];
/** The first test leaves the file as it is; the second writes its own. */
const lines = Array.from({ length: ROWS }, (_, at) =>
  csvLine([
    `K-${at}`,
    'TOL',
    'copias-certificadas',
    'Ana',
    `Nava ${at}`,
    `55 5000 ${String(at).padStart(4, '0')}`,
    'Av. Hidalgo 1',
  ]),
);
const file = join(folder, 'dia.csv');
writeFileSync(file, [csvLine(head), ...lines].join(''));

async function taken(ids = 'K-%'): Promise<number> {
  const text = 'select count(*)::int as taken from registry.import_keys where external_id like $1';
  const [row] = await ctx.db.sql<{ taken: number }>(text, [ids]);
  return row?.taken ?? 0;
}

function runCommand(): { output: () => string; kill: () => void; ended: Promise<number | null> } {
  const args = ['import', 'procedures', file, '--source', 'SIFREM', '--unit', 'ifrem/direccion-general'];
  const child = spawn(
    process.execPath,
    [
      '--import',
      join(import.meta.dirname, '../../src/platform/runtime/register.js'),
      join(import.meta.dirname, '../../src/cli/main.ts'),
      ...args,
    ],
    {
      env: {
        ...process.env,
        DATABASE_URL: app.connection.connectionString ?? '',
        DATA_DIR: folder,
        MODE: 'demo',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (text += chunk));
  const { promise, resolve } = Promise.withResolvers<number | null>();
  // Not at its exit: what it said last may still be on its way then.
  child.on('close', (code) => resolve(code));
  return { output: () => text, kill: () => child.kill('SIGKILL'), ended: promise };
}

test('an import whose process is killed with -9 in the middle is finished by the next one: every row once, no folio lost', async () => {
  const command = runCommand();
  const deadline = performance.now() + 90_000;
  while ((await taken()) < 200 && performance.now() < deadline) await sleep(10);
  command.kill();
  await command.ended;
  const before = await taken();
  assert.ok(before > 0 && before < ROWS, `${before} rows at the kill: ${command.output()}`);
  const importId = /entering: (\S+)/.exec(command.output())?.[1] ?? assert.fail(command.output());
  while (await advanceImport(ctx, importId));
  assert.equal((await countRows(ctx, importId)).created, ROWS);
  const [facts] = await ctx.db.sql<{ procedures: string; ids: string; span: string }>(
    `select count(*) as procedures, count(distinct k.external_id) as ids,
       max(substr(p.folio, 10, 6)::int) - min(substr(p.folio, 10, 6)::int) + 1 as span
     from registry.import_keys k join registry.procedures p on p.id = k.procedure_id where k.external_id like 'K-%'`,
  );
  assert.deepEqual(
    [facts?.procedures, facts?.ids, facts?.span].map(Number),
    [ROWS, ROWS, ROWS],
    'each row once, and folios without a gap',
  );
});

test('two imports of one file at once take effect once, and a third changes nothing', async () => {
  writeFileSync(file, [csvLine(head), ...lines.slice(0, 400).map((line) => line.replace(/^K-/, 'L-'))].join(''));
  const both = [runCommand(), runCommand()];
  for (const command of both) assert.equal(await command.ended, 0, command.output());
  assert.equal(await taken('L-%'), 400);
  const third = runCommand();
  assert.equal(await third.ended, 0, third.output());
  assert.match(third.output(), /0 rows to enter, 400 came before, 0 wrong/);
  assert.equal(await taken('L-%'), 400);
});
