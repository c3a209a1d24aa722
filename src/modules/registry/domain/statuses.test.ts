import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { canMove, STATUSES, stepsFrom } from './statuses.ts';

test('the trigger in the database allows exactly the moves of the table of transitions', () => {
  const sql = readFileSync(join(import.meta.dirname, '../migrations/0001_create_procedures.sql'), 'utf8');
  const list = sql.slice(sql.indexOf('(old.status, new.status) in ('), sql.indexOf(')) then'));
  const inDatabase = new Set([...list.matchAll(/\('(\w+)', '(\w+)'\)?/g)].map(([, from, to]) => `${from}>${to}`));
  const inCode = new Set(
    STATUSES.flatMap((from) => STATUSES.filter((to) => canMove(from, to)).map((to) => `${from}>${to}`)),
  );
  assert.deepEqual(inDatabase, inCode);
});

test('what was delivered or withdrawn stays so', () => {
  assert.deepEqual(stepsFrom('delivered'), []);
  assert.deepEqual(stepsFrom('withdrawn'), []);
});
