import assert from 'node:assert/strict';
import { test } from 'node:test';
import { databaseAway } from '../faults/lines-away.ts';

// The short form of `npm run faults -- database`.
test('while the database is away pages say so at once, nothing ends, and afterwards every notice leaves once', async () => {
  const report = await databaseAway(4);
  assert.ok(report.signed > 10 && report.refused > 0, JSON.stringify(report));
  assert.deepEqual([report.readyz, report.pages], [[503], [503]]);
  assert.ok(report.slowest_page_ms < 15_000, `${report.slowest_page_ms} ms for a page`);
  assert.deepEqual(report.last_words, []);
  assert.deepEqual([report.lost, report.unmarked_duplicates, report.worker_ends], [0, 0, 0]);
});
