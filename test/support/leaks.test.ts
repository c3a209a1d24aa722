import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-leaks-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function runFile(body: string) {
  const file = join(folder, `${Math.random().toString(36).slice(2)}.test.mjs`);
  writeFileSync(file, `import { test } from 'node:test';\n${body}`);
  const environment = { ...process.env, NODE_TEST_CONTEXT: undefined };
  return spawnSync(process.execPath, ['--import', join(import.meta.dirname, 'leaks.js'), '--test', file], {
    encoding: 'utf8',
    env: environment,
  });
}

test('a test file that leaves a server open fails and names it', () => {
  const result = runFile(`import net from 'node:net'; test('x', () => { net.createServer().listen(0); });`);
  assert.notEqual(result.status, 0);
  assert.match(result.stdout + result.stderr, /leaked handles keep this test file alive: .*TCPServerWrap/);
});

test('a test file that cleans up passes', () => {
  const result = runFile(`test('x', () => {});`);
  assert.equal(result.status, 0, result.stdout);
});
