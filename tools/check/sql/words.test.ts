import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksLikeSql, tablesRead, tablesWritten } from './words.ts';

const names = (uses: ReturnType<typeof tablesRead>): string[] =>
  uses.map(({ schema, table }) => `${schema ?? ''}.${table ?? '?'}`);

test('statements are SQL, prose is not', () => {
  for (const sql of [
    'select id from registry.procedures',
    '\n  SELECT 1',
    'with a as (select 1) select * from a',
    'insert into a.b values (1)',
    '-- why\nupdate a.b set c = 1',
    'delete from a.b',
    'merge into a.b using c on true',
    'create unique index x on a.b (c)',
    'truncate a.b',
  ]) {
    assert.ok(looksLikeSql(sql), sql);
  }
  for (const prose of [
    'Select a date from the list',
    'Update your telephone and set a password',
    'Create table of contents',
    'select',
    'delete',
    'Insert into the slot',
    'with care',
    'grant',
  ]) {
    assert.ok(!looksLikeSql(prose), prose);
  }
});

test('writes are found in every statement that changes rows, and only there', () => {
  assert.deepEqual(names(tablesWritten('insert into a.b values (1) on conflict (id) do update set c = 1')), ['a.b']);
  assert.deepEqual(names(tablesWritten('update only "a"."b" as t set c = 1')), ['a.b']);
  assert.deepEqual(names(tablesWritten('with x as (delete from a.b returning id) insert into c.d select * from x')), [
    'c.d',
    'a.b',
  ]);
  assert.deepEqual(names(tablesWritten('select 1 from a.b for update of b skip locked')), []);
  assert.deepEqual(names(tablesWritten('create trigger t before update on a.b execute function a.f()')), []);
  assert.deepEqual(names(tablesWritten("select 'insert into a.b' -- delete from a.b")), []);
  assert.deepEqual(names(tablesWritten('insert into \uFFFC\uFFFC values (1)')), ['.?']);
});

test('reads are the tables after from, join and using', () => {
  assert.deepEqual(names(tablesRead('select 1 from a.b join only c.d using (id) left join lateral e.f on true')), [
    'a.b',
    'c.d',
    'e.f',
  ]);
  assert.deepEqual(names(tablesRead('select a.x is distinct from b.y')), []);
  assert.deepEqual(names(tablesRead('delete from a.b using c.d where true')), ['c.d']);
});
