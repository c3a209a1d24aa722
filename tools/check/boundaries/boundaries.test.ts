import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { formatFinding } from '../finding.ts';
import { inPlantedTree, type Files } from '../planted-tree.ts';
import { missingFromTree } from '../source/completeness.ts';
import { checkBoundaries } from './boundaries.ts';
import { CLEAN } from './clean-tree.ts';
import { RULES } from './rules.ts';

/** One violation: the rule that must see it, where, and the files that are added to (or left out of) the clean tree. */
interface Plant {
  readonly rule: string;
  readonly what: string;
  readonly at: string;
  readonly files: Files;
}

function plant(rule: string, what: string, path: string, content: string, more: Files = {}): Plant {
  const file = path.replace(/:\d+$/, '');
  return { rule, what, at: path, files: { ...more, [file]: content } };
}

const MIGRATION = 'src/modules/registry/migrations/0001_create_procedures.sql';
const PAGE = 'src/modules/registry/web/page.tsx';
const STORE = 'src/modules/registry/store/more.ts';
const STATUSES = 'src/modules/registry/domain/more.ts';

const PLANTS: readonly Plant[] = [
  plant('boundaries/1', 'platform imports a module', 'src/platform/a.ts:1', `import '#modules/people/index.ts';`),
  plant(
    'boundaries/1',
    'platform imports a type of the demo',
    'src/platform/a.ts:1',
    `import type {} from '#demo/seed.ts';`,
  ),
  plant('boundaries/2', 'a store of another module', STORE + ':1', `import '#modules/people/queries/find-person.ts';`),
  plant(
    'boundaries/2',
    'a type, relatively',
    STORE + ':1',
    `import type {} from '../../people/queries/find-person.ts';`,
  ),
  plant('boundaries/2', 'a re-export', STORE + ':1', `export * from '#modules/people/queries/find-person.ts';`),
  plant('boundaries/2', 'a dynamic import', STORE + ':1', `await import('#modules/people/queries/find-person.ts');`),
  plant(
    'boundaries/2',
    'import() in a type',
    STORE + ':1',
    `type T = import('#modules/people/queries/find-person.ts').X;`,
  ),
  plant('boundaries/2', 'the shell looks inside', 'src/web/a.ts:1', `import '#modules/people/queries/find-person.ts';`),
  plant(
    'boundaries/2',
    'a seed from a command',
    'src/modules/registry/queries/a.ts:1',
    `import '#modules/people/seed/people.ts';`,
  ),
  plant(
    'boundaries/3',
    'domain imports platform',
    STATUSES + ':1',
    `import { now } from '#platform/clock.ts';\nnow();`,
  ),
  plant('boundaries/3', 'domain imports a package', STATUSES + ':1', `import { z } from 'zod';\nz;`),
  plant('boundaries/3', 'domain throws dice', STATUSES + ':1', `export const dice = () => Math.random();`),
  plant('boundaries/3', 'domain calls out', STATUSES + ':1', `export const call = () => fetch('https://example.org');`),
  plant('boundaries/4', 'SQL in a page', PAGE + ':2', `\nexport const q = 'select id from registry.procedures';`),
  plant(
    'boundaries/4',
    'SQL in the demo',
    'src/demo/a.ts:1',
    'export const q = `INSERT INTO people.people VALUES (1)`;',
  ),
  plant('boundaries/4', 'the sql tag', PAGE + ':1', 'export const q = sql`now()`;'),
  plant(
    'boundaries/4',
    'a query builder in a reaction',
    'src/modules/registry/reactions/a.ts:1',
    `db.selectFrom('registry.a');`,
  ),
  plant('boundaries/4', 'the driver in the shell', 'src/web/a.ts:1', `import pg from 'pg';\npg;`),
  plant('boundaries/5', 'a cycle of two', 'src/web/a.ts:1', `import './b.ts';`, { 'src/web/b.ts': `import './a.ts';` }),
  plant('boundaries/5', 'a cycle of types', 'src/web/a.ts:1', `import type { B } from './b.ts';\nexport type A = B;`, {
    'src/web/b.ts': `import type { C } from './c.ts';\nexport type B = C;`,
    'src/web/c.ts': `import type { A } from './a.ts';\nexport type C = A;`,
  }),
  plant(
    'boundaries/6',
    'an insert elsewhere',
    STORE + ':2',
    'export const q =\n`insert into people.people values (1)`;',
  ),
  plant(
    'boundaries/6',
    'an update elsewhere',
    STORE + ':1',
    `export const q = 'update people.people as p set id = 1';`,
  ),
  plant(
    'boundaries/6',
    'a delete in a CTE',
    STORE + ':1',
    `export const q = 'with a as (delete from people.people) select 1';`,
  ),
  plant(
    'boundaries/6',
    'a private read',
    STORE + ':1',
    `export const q = 'select 1 from registry.a join people.people b on true';`,
  ),
  plant(
    'boundaries/6',
    'a write to platform',
    STORE + ':1',
    `export const q = 'merge into platform.outbox using registry.a on true';`,
  ),
  plant('boundaries/6', 'a builder that writes elsewhere', STORE + ':1', `db.updateTable('people.people');`),
  plant(
    'boundaries/6',
    'a builder over a list',
    STORE + ':1',
    `for (const t of ['registry.a', 'people.people'] as const) db.deleteFrom(t);`,
  ),
  plant('boundaries/6', 'a builder without a name', STORE + ':1', `export const q = (t: string) => db.deleteFrom(t);`),
  plant('boundaries/6', 'a builder that reads elsewhere', STORE + ':1', `db.leftJoin('people.people as p', 'a', 'b');`),
  plant('boundaries/6', 'a table without its schema', STORE + ':1', `export const q = 'truncate procedures';`),
  plant(
    'boundaries/6',
    'a migration that writes elsewhere',
    MIGRATION + ':2',
    `select 1;\ninsert into people.people values (1);`,
  ),
  plant('boundaries/7', 'a query knows a page', 'src/modules/registry/queries/a.ts:1', `import '../web/routes.tsx';`),
  plant('boundaries/7', 'another module knows a page', STORE + ':1', `import '#modules/people/web/a.tsx';`, {
    'src/modules/people/web/a.tsx': 'export {};',
  }),
  plant('boundaries/8', 'an island imports platform', 'src/web/islands/calendar.tsx:1', `import '#platform/clock.ts';`),
  plant('boundaries/8', 'an island reaches platform', 'src/web/islands/calendar.tsx:1', `import '../ui/button.tsx';`, {
    'src/web/ui/button.tsx': `import { now } from '#platform/clock.ts';\nnow();`,
  }),
  plant(
    'boundaries/8',
    'a module island imports its store',
    'src/modules/registry/web/islands/a.tsx:1',
    `import '../../store/procedures.ts';`,
  ),
  plant('boundaries/9', 'the environment', PAGE + ':1', `export const port = process.env.PORT;`),
  plant(
    'boundaries/9',
    'the environment in brackets',
    PAGE + ':1',
    `export const port = globalThis.process['env'].PORT;`,
  ),
  plant('boundaries/9', 'the environment taken apart', PAGE + ':1', `export const { env } = process;`),
  plant('boundaries/9', 'the environment imported', PAGE + ':1', `import { env } from 'node:process';\nenv;`),
  plant('boundaries/9', 'Date.now()', PAGE + ':1', `export const at = Date.now();`),
  plant('boundaries/9', 'new Date()', PAGE + ':1', `export const at = new Date();`),
  plant('boundaries/9', 'Temporal.Now', PAGE + ':1', `export const at = Temporal.Now.instant();`),
  plant('boundaries/10', 'a command without access test', 'src/modules/registry/commands/a.ts', `export const a = 1;`),
  plant(
    'boundaries/10',
    'an event without schema',
    'src/modules/registry/events.ts:1',
    `export const procedureSigned = defineEvent('registry.procedure_signed', 1);`,
  ),
  plant(
    'boundaries/10',
    'a bare name in events.ts',
    'src/modules/people/events.ts:1',
    `export const merged = 'people.merged.v1';`,
  ),
  plant(
    'boundaries/10',
    "another module's event",
    'src/modules/people/events.ts:1',
    `export const a = defineEvent('registry.a', 1, {});`,
  ),
  plant(
    'boundaries/10',
    'an event outside events.ts',
    'src/modules/people/queries/a.ts:1',
    `export const a = defineEvent('people.a', 1, {});`,
  ),
  plant('boundaries/10', 'a changed migration', MIGRATION, `select 1;`, {
    'tools/check/migrations.lock.json': JSON.stringify({
      [MIGRATION]: createHash('sha256').update('select 2;').digest('hex'),
    }),
  }),
  {
    rule: 'boundaries/10',
    what: 'a migration that is gone',
    at: 'tools/check/migrations.lock.json',
    files: { [MIGRATION]: undefined, 'tools/check/migrations.lock.json': JSON.stringify({ [MIGRATION]: '00' }) },
  },
  plant('boundaries/11', 'a script element', PAGE + ':1', `export const A = () => <script src="/a.js" />;`),
  plant('boundaries/11', 'a script in a string', PAGE + ':1', `export const a = '<script>alert(1)</script>';`),
  plant('boundaries/12', 'SKIP LOCKED', STORE + ':1', `export const q = 'select 1 for update skip locked';`),
  plant('boundaries/12', 'LISTEN', STORE + ':1', 'export const q = `listen ${1}`;'),
  plant('boundaries/12', 'NOTIFY in a trigger', MIGRATION + ':2', `select 1;\nselect pg_notify('a', 'b');`),
  plant(
    'boundaries/12',
    'an advisory lock',
    'src/platform/folios/a.ts:1',
    `export const q = 'select pg_advisory_lock(1)';`,
  ),
  plant('boundaries/12', 'text search', STORE + ':2', 'export const q = `select\n to_tsvector(a)`;'),
  plant(
    'boundaries/12',
    'partition DDL',
    STORE + ':1',
    `export const q = 'alter table registry.a detach partition b';`,
  ),
  plant('boundaries/imports', 'a path to nowhere', 'src/web/a.ts:1', `import './nowhere.ts';`),
  plant('boundaries/syntax', 'a file that is no TypeScript', 'src/web/a.ts:1', `import from;`),
  plant('style/length', 'a long file', 'src/web/a.ts', 'export {};\n'.repeat(401)),
  plant('style/names', 'a folder of nothing', 'src/web/utils/a.ts', 'export {};'),
  plant('style/names', 'a second version', 'src/web/page-v2.ts', 'export {};'),
  plant('style/unfinished', 'unfinished work', 'src/web/a.ts:2', '\n// TODO later'),
  plant('style/unfinished', 'unfinished work in SQL', MIGRATION + ':2', 'select 1;\n-- FIXME later'),
];

function findingsIn(files: Files): string[] {
  return inPlantedTree(files, checkBoundaries).map(formatFinding);
}

test('a clean tree has no findings', () => {
  assert.deepEqual(findingsIn(CLEAN), []);
});

for (const { rule, what, at, files } of PLANTS) {
  test(`${rule} finds exactly the one violation: ${what}`, () => {
    const found = findingsIn({ ...CLEAN, ...files });
    assert.equal(found.length, 1, found.join('\n') || 'nothing was found');
    assert.ok(found[0]?.startsWith(`${at}  ${rule}  `), `${found[0]} should begin with ${at}  ${rule}`);
  });
}

test('every rule is planted at least once', () => {
  const planted = new Set(PLANTS.map((each) => each.rule));
  assert.deepEqual(
    RULES.map((rule) => rule.id).filter((id) => !planted.has(id)),
    [],
  );
});

test('a command may share its access test with others, if the test imports it', () => {
  const command = { 'src/modules/registry/commands/a.ts': 'export const a = 1;' };
  const path = 'src/modules/registry/commands/registry.access.test.ts';
  assert.deepEqual(findingsIn({ ...CLEAN, ...command, [path]: `import { a } from './a.ts';\na;` }), []);
  const door = { 'src/modules/registry/index.ts': `export { a } from './commands/a.ts';` };
  assert.deepEqual(findingsIn({ ...CLEAN, ...command, ...door, [path]: `import { a } from '../index.ts';\na;` }), []);
  const onlyType = `import type { a } from './a.ts';\nexport type A = typeof a;`;
  assert.equal(findingsIn({ ...CLEAN, ...command, [path]: onlyType }).length, 1);
});

test('a file that a program writes may be as long as it likes', () => {
  assert.deepEqual(findingsIn({ ...CLEAN, 'src/platform/db/tables/registry.ts': 'export {};\n'.repeat(401) }), []);
});

test('a check that read nothing, or next to nothing, does not pass', () => {
  const blind = (files: Files, fewest?: number): string =>
    inPlantedTree(files, (tree) => missingFromTree(tree, fewest).map(formatFinding).join('\n'));
  assert.match(blind({}), /only 0 scripts were read/);
  assert.match(blind({ 'src/a.ts': '', 'src/b.ts': '', 'src/c.ts': `import './a.ts';` }, 3), /hardly any import/);
  assert.equal(blind(CLEAN, 10), '');
});
