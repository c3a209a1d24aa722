import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

function check(...args: string[]): { status: number | null; output: string } {
  const register = join(import.meta.dirname, '../../src/platform/runtime/register.js');
  const run = join(import.meta.dirname, 'run.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', register, run, ...args], {
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

test('one part runs by its name and says what it looked at', () => {
  const { output } = check('migrations');
  assert.match(output, /^(?:ok {2}|FAIL) migrations \(\d+ migrations, [\d.]+ s\)/);
  assert.doesNotMatch(output, /boundaries/);
});

test('a part that does not exist is refused instead of passing silently', () => {
  const { status, output } = check('boundries');
  assert.equal(status, 2);
  assert.match(output, /no such part: boundries\. Parts: types, lint,/);
});
