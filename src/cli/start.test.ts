import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findServerProcesses } from '#platform/db/embedded/processes.ts';
import { useTempFolder } from '#test/support/temp-folder.ts';

const IN_THE_MIDDLE = 'migration platform/0002';
const folder = useTempFolder();
const loader = join(import.meta.dirname, '../platform/runtime/register.js');

test('Ctrl-C in the middle of a start stops the database as well and leaves the folder free', async () => {
  const child = spawn(process.execPath, ['--import', loader, join(import.meta.dirname, 'main.ts'), 'start'], {
    env: { ...process.env, DATA_DIR: folder, PORT: '0', MODE: 'production', LOG_LEVEL: 'silent', DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const hear = (piece: Buffer) => {
    const before = said;
    said += piece.toString();
    // Once: the second one ends any program at once.
    if (said.includes(IN_THE_MIDDLE) && !before.includes(IN_THE_MIDDLE)) child.kill('SIGINT');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  // Not at its exit: its last words may still be on their way then.
  const [code] = (await once(child, 'close')) as [number | null];
  assert.equal(code, 0, said);
  assert.match(said, /Stopped before it was ready/);
  assert.doesNotMatch(said, /is ready \(/);
  const { server, children } = findServerProcesses(join(folder, 'postgres', 'cluster'));
  assert.deepEqual([server, children], [undefined, []]);
  assert.ok(!existsSync(join(folder, 'postgres', 'lock')));
  assert.ok(!existsSync(join(folder, 'postgres', 'cluster', 'postmaster.pid')));
});
