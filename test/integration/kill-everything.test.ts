import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killEverything } from '../faults/kill-everything.ts';

// The short form of `npm run faults -- everything`.
test('npm start begins again after kill -9 of all its processes, and of the program alone, with all that was signed', async () => {
  const report = await killEverything(2, () => undefined);
  assert.ok(report.signed >= 10, JSON.stringify(report));
  assert.deepEqual([report.lost, report.left_over, report.exit], [0, 0, 0], JSON.stringify(report));
});
