import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPrivate, publicLookup, targetProblem } from './target.ts';

test('addresses inside a network are known in every spelling', () => {
  const inside = [
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '172.31.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    '64:ff9b::a9fe:a9fe',
    '2001:0:a9fe:a9fe::1',
    '::ffff:0:7f00:1',
    'fec0::1',
  ];
  for (const address of inside) assert.equal(isPrivate(address), true, address);
  for (const address of ['201.144.10.1', '8.8.8.8', '172.32.0.1', '2806:230::1', '::ffff:8.8.8.8'])
    assert.equal(isPrivate(address), false, address);
});

test('only https on the public Internet is called back', () => {
  const cases = [
    ['https://citas.toluca.gob.mx/avisos', undefined],
    ['http://citas.toluca.gob.mx/avisos', 'notHttps'],
    ['https://127.0.0.1/', 'privateTarget'],
    ['https://2130706433/', 'privateTarget'],
    ['https://0x7f.1/', 'privateTarget'],
    ['https://[::1]/', 'privateTarget'],
    ['https://[::ffff:10.0.0.1]/', 'privateTarget'],
    ['https://localhost:8443/', 'privateTarget'],
    ['https://base.internal/', 'privateTarget'],
    ['https://intranet/', 'privateTarget'],
    ['https://ana:clave@citas.toluca.gob.mx/', 'wrongUrl'],
    ['ftp://citas.toluca.gob.mx/', 'wrongUrl'],
    ['citas', 'wrongUrl'],
  ] as const;
  for (const [url, problem] of cases) assert.equal(targetProblem(url, false), problem, url);
  assert.equal(targetProblem('http://127.0.0.1:9000/', true), undefined);
});

test('a name that stands for an address inside is refused when it is called', async () => {
  const { promise, resolve } = Promise.withResolvers<NodeJS.ErrnoException | null>();
  publicLookup('localhost', { all: true }, (error) => resolve(error));
  assert.equal((await promise)?.code, 'EPRIVATE');
});
