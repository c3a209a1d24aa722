import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Lockfile } from './complete.ts';
import { complete, findMissing } from './complete.ts';

test('the lockfile names every optional package of every platform, so that "npm ci" accepts it', () => {
  const file = join(import.meta.dirname, '../../package-lock.json');
  const lockfile = JSON.parse(readFileSync(file, 'utf8')) as Lockfile;
  assert.ok(Object.keys(lockfile.packages).length > 100);
  assert.deepEqual(Object.keys(findMissing(lockfile)), [], 'run tools/lockfile/run.ts');
});

test('a missing package is added beside the one that wants it, for its platform only', () => {
  const { packages } = complete<Lockfile>({
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0', optionalDependencies: { '@a/linux-x64-musl': '1.0.0' } },
      'node_modules/b/node_modules/a': {
        version: '0.9.0',
        dev: true,
        optionalDependencies: { '@a/linux-x64-musl': '0.9.0', '@a/win32-ia32-msvc': '0.9.0' },
      },
      'node_modules/b/node_modules/@a/win32-ia32-msvc': { version: '0.9.0' },
    },
  });
  const musl = { os: ['linux'], cpu: ['x64'], libc: ['musl'], optional: true };
  assert.deepEqual(packages['node_modules/@a/linux-x64-musl'], { version: '1.0.0', ...musl });
  assert.equal(packages['node_modules/b/node_modules/@a/win32-ia32-msvc']?.version, '0.9.0');
  assert.equal(packages['node_modules/b/node_modules/@a/linux-x64-musl']?.version, '0.9.0');
  assert.ok(!('node_modules/@a/win32-ia32-msvc' in packages));
});
