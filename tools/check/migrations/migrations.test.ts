import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFinding } from '../finding.ts';
import { inPlantedTree, type Files } from '../planted-tree.ts';
import { checkMigrations } from './migrations.ts';

const FOLDER = 'src/modules/registry/migrations';
const FIRST = `${FOLDER}/0001_create_procedures.sql`;
const SECOND = `${FOLDER}/0002_widen_procedures.sql`;
const CLEAN: Files = {
  [FIRST]:
    'create table registry.procedures (\n  id uuid, agency_id uuid, at timestamptz default now() -- timestamp of entry\n);\n' +
    '-- shared: the same for all\n-- agencies\ncreate table registry.kinds (code text);\n' +
    'create function registry.f() returns trigger language plpgsql as $$\nbegin\n  commit;\nend $$;\n' +
    'create trigger t before update on registry.procedures for each row execute function platform.refuse_change();\n',
  [SECOND]:
    '-- contract: nothing reads it since 1.2\nalter table registry.procedures drop column old;\n' +
    "alter table registry.procedures add column kind text default 'random() stays a word';\n",
  [`${FOLDER}/0003_index_procedures.sql`]:
    '-- no-transaction\ncreate index concurrently procedures_by_kind on registry.procedures (kind);\n',
  'src/platform/db/migrations/0001_create_platform.sql': 'create table platform.outbox (agency_id uuid);\n',
};

function findingsIn(files: Files): string[] {
  return inPlantedTree({ ...CLEAN, ...files }, (tree) => checkMigrations(tree).findings.map(formatFinding));
}

test('clean migrations have no findings and are all read', () => {
  assert.deepEqual(findingsIn({}), []);
  assert.equal(
    inPlantedTree(CLEAN, (tree) => checkMigrations(tree).count),
    4,
  );
});

for (const [what, sql, rule] of [
  ['a dropped column', 'alter table registry.procedures drop column a;', 'safety'],
  ['a dropped table', '-- gone\ndrop table registry.procedures;', 'safety'],
  ['CONCURRENTLY in a transaction', 'create index concurrently i on registry.procedures (id);', 'safety'],
  ['a transaction of its own', 'begin;', 'safety'],
  ['a volatile default', 'alter table registry.procedures add column a uuid default gen_random_uuid();', 'safety'],
  ['a table without agency', 'create table registry.a (id uuid);', 'columns'],
  ['timestamp', 'create table registry.a (agency_id uuid, at timestamp);', 'columns'],
  [
    'timestamp without time zone',
    'create table registry.a (agency_id uuid, at timestamp(3) without time zone);',
    'columns',
  ],
  ['bigserial', 'create table registry.a (agency_id uuid, id bigserial);', 'columns'],
  ['ltree', 'create table registry.a (agency_id uuid, path ltree);', 'columns'],
  ['EXCLUDE', 'create table registry.a (agency_id uuid, exclude using gist (agency_id with =));', 'columns'],
  ['a domain', 'create domain registry.a as text;', 'columns'],
  ['a rule', 'create rule a as on insert to registry.a do nothing;', 'columns'],
  ['newer SQL', 'select uuidv7();', 'columns'],
  ['another schema', 'create table people.a (agency_id uuid);', 'schema'],
  ['no schema', 'create view a as select 1;', 'schema'],
  ['an index elsewhere', 'create unique index i on people.people (id);', 'schema'],
  ['a trigger elsewhere', 'create trigger t before update on people.people execute function registry.f();', 'schema'],
] as const) {
  test(`a migration is refused for ${what}, at its line`, () => {
    const found = findingsIn({ [SECOND]: `select 1;\n${sql}\n` });
    assert.equal(found.length, 1, found.join('\n') || 'nothing was found');
    assert.match(found[0] ?? '', new RegExp(`^${SECOND}:[23]  migrations/${rule}  `));
  });
}

test('numbers rise from 0001 without gaps or doubles, and names say verb and noun', () => {
  assert.match(findingsIn({ [SECOND]: undefined }).join(), /0003_.*number 0003 follows a gap.*0002 was expected/);
  assert.match(findingsIn({ [`${FOLDER}/0002_add_more.sql`]: 'select 1;' }).join(), /follows a gap or a double/);
  assert.match(findingsIn({ [`${FOLDER}/0004_more.sql`]: 'select 1;' }).join(), /is not NNNN_verb_noun\.sql/);
  assert.match(
    findingsIn({ [`${FOLDER}/0003_index_procedures.down.sql`]: 'select 1;' }).join(),
    /is not NNNN_verb_noun/,
  );
});
