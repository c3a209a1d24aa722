import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publishedCount, publishedShare } from './performance.ts';

test('small numbers are not published, none and ten are', () => {
  assert.deepEqual([0, 1, 9, 10].map(publishedCount), [0, 'few', 'few', 10]);
  assert.deepEqual([publishedShare(9, 9), publishedShare(9, 10)], [undefined, 0.9]);
});
