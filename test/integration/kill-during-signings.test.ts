import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanUp } from '#test/support/clean-up.ts';
import { commitAndDie } from '../faults/commit-and-die.ts';
import { startInstallation } from '../faults/installation.ts';
import { killDuringSignings } from '../faults/kill-during-signings.ts';
import { killSenders, stopSenders } from '../faults/kill-senders.ts';
import { inOrder } from '../faults/notices.ts';

// The short forms of `npm run faults`, one after the other in one installation.
const installation = await startInstallation();
cleanUp(() => installation.stop());
const quiet = () => undefined;

test('four kills of worker and database during a stream of signings lose no notice and double none in silence', async () => {
  const report = await killDuringSignings(installation, 4, quiet);
  assert.ok(report.signed > 10, `${report.signed} procedures signed`);
  assert.equal(report.lost, 0);
  assert.equal(report.unmarked_duplicates, 0);
});

test('a sender that is killed under 50 SMS a second loses none, repeats no code, and the books agree with the carrier', async () => {
  const report = await killSenders(installation, 2, quiet);
  assert.ok(inOrder(report), JSON.stringify(report));
  assert.ok(report.failed > 0 && report.delivered > report.failed, JSON.stringify(report));
});

test('a sender that is told to end under the same load finishes what it has in hand and doubles nothing', async () => {
  const report = await stopSenders(installation, 1);
  assert.ok(inOrder(report), JSON.stringify(report));
  assert.deepEqual([report.unclean, report.duplicates], [0, 0]);
});

test('a signing committed a millisecond before kill -9 is told within 90 s of the program being up again, one rolled back never', async () => {
  const report = await commitAndDie(installation, 2, quiet);
  assert.deepEqual(
    [report.died, report.lost, report.unmarked_duplicates, report.told_of_rolled_back],
    [2, 0, 0, 0],
    JSON.stringify(report),
  );
});
