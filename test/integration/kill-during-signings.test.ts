import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killDuringSignings } from '../faults/kill-during-signings.ts';

// The short form of `npm run faults`.
test('eight kills of worker and database during a stream of signings lose no notice and double none in silence', async () => {
  const report = await killDuringSignings(8, () => undefined);
  assert.ok(report.signed > 20, `${report.signed} procedures signed`);
  assert.equal(report.lost, 0);
  assert.equal(report.unmarked_duplicates, 0);
});
