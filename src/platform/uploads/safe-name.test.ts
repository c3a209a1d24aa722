import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extensionOf, safeFileName } from './safe-name.ts';

const NAMES = [
  ['Trámites de marzo.csv', 'Trámites de marzo.csv'],
  ['C:\\Users\\ana\\trámites.csv', 'trámites.csv'],
  ['../../etc/passwd', 'passwd'],
  ['.htaccess', 'htaccess'],
  ['foto\u202Egpj.exe', 'fotogpj.exe'],
  ['a\r\nSet-Cookie: x.pdf', 'aSet-Cookie_ x.pdf'],
  ['CON.pdf', '_CON.pdf'],
  ['"><script>.png', '___script_.png'],
  ['...', 'archivo'],
  ['', 'archivo'],
] as const;

for (const [given, safe] of NAMES) {
  test(`${JSON.stringify(given)} is shown as "${safe}"`, () => assert.equal(safeFileName(given), safe));
}

test('a long name keeps its extension, and no letter is cut in half', () => {
  const safe = safeFileName(`${'😀'.repeat(300)}.xlsx`);
  assert.equal([...safe].length, 100);
  assert.equal(extensionOf(safe), 'xlsx');
  assert.ok(safe.isWellFormed());
});

test('a name made to keep the program busy is read as fast as any other', () => {
  const before = process.cpuUsage();
  safeFileName(`a${'.'.repeat(200_000)}a`);
  const { user, system } = process.cpuUsage(before);
  // Before, the square of its length: half a minute.
  assert.ok((user + system) / 1_000 < 2_000, `${(user + system) / 1_000} ms`);
});
