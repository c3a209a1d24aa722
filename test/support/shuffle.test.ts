import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shuffle } from './shuffle.ts';

const list = Array.from({ length: 30 }, (_, index) => index);

test('a shuffle keeps every entry, and the same seed gives the same order', () => {
  assert.deepEqual(
    shuffle(list, 7).toSorted((one, other) => one - other),
    list,
  );
  assert.deepEqual(shuffle(list, 7), shuffle(list, 7));
});

test('another seed gives another order', () => {
  assert.notDeepEqual(shuffle(list, 7), shuffle(list, 8));
  assert.notDeepEqual(shuffle(list, 7), list);
});
