import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');

/** `names`: of fixtures. `limits`: only for files that are to reach them; on a busy machine any other might too. */
function runRunner(names: readonly string[], limits: Readonly<Record<string, string>> = {}) {
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
  const files = names.map((name) => `test/support/fixtures/${name}.ts`);
  const args = ['--import', './src/platform/runtime/register.js', 'test/run.ts', ...files];
  return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env: { ...environment, ...limits } });
}

test('a run in which no file matches fails', () => {
  const { status, stderr } = runRunner(['no/such/file']);
  assert.equal(status, 1);
  assert.match(stderr, /No test file matches/);
});

test('a file that leaks or holds no test fails by name, a clean one beside them passes', () => {
  const { status, stdout } = runRunner(['leaking', 'empty', 'clean'], { TEST_PATIENCE_MS: '1500' });
  assert.equal(status, 1, stdout);
  assert.match(
    stdout.slice(stdout.indexOf('# tests')),
    /leaking\.ts: leaked handles keep this test file alive: TCPServerWrap, server on .*127\.0\.0\.1/,
  );
  assert.match(stdout, /No test ran in: test\/support\/fixtures\/empty\.ts/);
  assert.match(stdout, /✔ has a migrated database of its own/);
  assert.match(stdout, /^# pass \d+\n# fail 1$/m);
  assert.doesNotMatch(stdout, /^Failed: .*clean\.ts/m);
});

test('a file that hangs before its first test fails with what it waits for', () => {
  const { status, stdout } = runRunner(['hanging'], { TEST_LIFETIME_MS: '8000' });
  assert.equal(status, 1, stdout);
  assert.match(stdout, /hanging\.ts: this test file is still running after 8 s, open: Timeout/);
  assert.match(stdout, /Timeout begun at \S*hanging\.ts:4:/, 'and where that was begun');
  assert.match(stdout, /^Failed: test\/support\/fixtures\/hanging\.ts/m);
});

test('a file that closes slowly on a busy machine does not count as leaking', () => {
  const { status, stdout } = runRunner(['slow-to-close'], { TEST_PATIENCE_MS: '500' });
  assert.equal(status, 0, stdout);
  assert.match(stdout, /^# tests 1\n# pass 1\n# fail 0$/m);
});
