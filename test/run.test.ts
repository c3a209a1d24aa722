import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');

function runRunner(...files: string[]) {
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
  const args = ['--import', './src/platform/runtime/register.js', 'test/run.ts', ...files];
  const limits = { TEST_PATIENCE_MS: '1500', TEST_LIFETIME_MS: '4000' };
  return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env: { ...environment, ...limits } });
}

test('a run in which no file matches fails', () => {
  const { status, stderr } = runRunner('no/such/file');
  assert.equal(status, 1);
  assert.match(stderr, /No test file matches/);
});

test('files that leak, hang or hold no test fail by name, a clean one beside them passes', () => {
  const fixtures = ['leaking', 'hanging', 'empty', 'clean'].map((name) => `test/support/fixtures/${name}.ts`);
  const { status, stdout } = runRunner(...fixtures);
  assert.equal(status, 1, stdout);
  assert.match(
    stdout,
    /leaking\.ts: leaked handles keep this test file alive: TCPServerWrap, server on .*127\.0\.0\.1/,
  );
  assert.match(stdout, /hanging\.ts: this test file is still running after 4 s, open: Timeout/);
  assert.match(stdout, /No test ran in: test\/support\/fixtures\/empty\.ts/);
  assert.match(stdout, /✔ has a migrated database of its own/);
  assert.match(stdout, /^# pass \d+\n# fail 2$/m);
  assert.doesNotMatch(stdout, /^Failed: .*clean\.ts/m);
});

test('a clean file passes with the counts at the end', () => {
  const { status, stdout } = runRunner('test/support/fixtures/clean.ts');
  assert.equal(status, 0, stdout);
  assert.match(stdout, /^# tests 1\n# pass 1\n# fail 0$/m);
});
