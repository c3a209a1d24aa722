import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ConfigError, loadConfig } from '#platform/config.ts';
import { useTempFolder } from '#test/support/temp-folder.ts';
import { readCarriers } from './carrier-settings.ts';

const folder = useTempFolder();

function written(content: string) {
  const path = join(folder, 'carriers.json');
  writeFileSync(path, content);
  return loadConfig({ CARRIERS_FILE: path, SMPP_URL: '' });
}

test('carriers come from the file, with those of SMPP_URL first', () => {
  const { carriersFile } = written(
    JSON.stringify([
      { name: 'norte', kind: 'smpp', url: 'smpp://cuenta:clave@127.0.0.1:2775?bind=pair', sender: '78070', window: 10 },
      {
        name: 'sur',
        kind: 'http',
        url: 'https://cuenta:clave@sms.example/v1',
        profile: 'infobip',
        callbacks: { port: 8081, secret: 'una-palabra-bien-larga' },
      },
    ]),
  );
  const config = loadConfig({
    CARRIERS_FILE: carriersFile,
    SMPP_URL: 'smpp://a:b@127.0.0.1:2776 smpp://a:b@127.0.0.1:2777',
  });
  const carriers = readCarriers(config);
  assert.deepEqual(
    carriers.map(({ name, kind, window }) => [name, kind, window]),
    [
      ['smpp', 'smpp', 50],
      ['smpp2', 'smpp', 50],
      ['norte', 'smpp', 10],
      ['sur', 'http', 20],
    ],
  );
  assert.equal(carriers[3]?.kind === 'http' && carriers[3].profile.name, 'infobip');
});

test('without a file and without SMPP_URL there is none', () => {
  assert.deepEqual(readCarriers(loadConfig({ DATA_DIR: join(folder, 'nothing'), SMPP_URL: '' })), []);
});

test('every mistake of the file is named, and nothing starts with half of it', () => {
  const config = written(
    JSON.stringify([
      { name: 'Norte Uno', kind: 'smpp', url: 'http://x' },
      {
        name: 'sur',
        kind: 'http',
        url: 'https://sms.example',
        profile: 'nadie',
        callbacks: { port: 0, secret: 'corto' },
      },
    ]),
  );
  assert.throws(
    () => readCarriers(config),
    (error: unknown) => {
      assert.ok(error instanceof ConfigError);
      for (const part of ['0.name', '0.url', '1.profile', '1.callbacks.port', '1.callbacks.secret'])
        assert.match(error.message, new RegExp(part.replaceAll('.', '\\.')));
      return true;
    },
  );
  assert.throws(() => readCarriers(written('[{')), /is not JSON/);
  assert.throws(() => readCarriers(loadConfig({ CARRIERS_FILE: '/nowhere/at/all.json' })), /there is no file/);
});

test('the example of the guide is a carrier with a profile of its own', () => {
  const example = readFileSync(join(import.meta.dirname, '../../../docs/guides/examples/carriers.json'), 'utf8');
  const [carrier] = readCarriers(written(example));
  assert.deepEqual([carrier?.name, carrier?.kind === 'http' && carrier.profile.name], ['mensajera', 'mensajera']);
});
