import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findDifference } from './reconciliation.ts';

const hour = { submitted: 100, counted: 100, delivered: 90, failed: 4, expired: 1, uncertain: 2, pending: 3 };

test('an hour is in order when everything submitted is somewhere', () => {
  assert.equal(findDifference(hour), undefined);
});

test('what is missing, and what is too much, is named with both numbers', () => {
  assert.deepEqual(findDifference({ ...hour, pending: 2 }), { submitted: 100, accounted: 99 });
  assert.deepEqual(findDifference({ ...hour, counted: 101 }), { submitted: 100, accounted: 101 });
});
