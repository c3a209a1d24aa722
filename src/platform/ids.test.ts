import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isId, newId } from './ids.ts';

test('a new id is a uuid of version 7 with the time in front', () => {
  const id = newId(Date.UTC(2026, 10, 21));
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16), Date.UTC(2026, 10, 21));
  assert.ok(isId(id));
});

test('ids made one after the other sort in that order and never repeat', () => {
  const ids = Array.from({ length: 50_000 }, () => newId());
  assert.deepEqual(ids, ids.toSorted());
  assert.equal(new Set(ids).size, ids.length);
});

test('text that only resembles an id is refused', () => {
  for (const text of ['', 'x', '0198-', `${newId()} `, newId().toUpperCase()]) assert.equal(isId(text), false);
});
