import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { startCarrier } from '#demo/carrier/carrier.ts';
import { startMailSink } from '#demo/mailsink/mail-sink.ts';
import { loadKeys } from '#platform/keys.ts';
import { systemClock } from '#platform/clock.ts';
import { freePort, useApp } from '#test/support/app.ts';
import { cleanUp } from '#test/support/clean-up.ts';
import { administer } from '#test/support/test-server.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-doctor-'));
const dataDir = join(folder, 'data');
const app = await useApp({ DATA_DIR: dataDir, DRAIN_SECONDS: '0' });
const carrier = await startCarrier({ systemId: 'ventanilla', password: 'doctor', clock: systemClock });
const mailSink = await startMailSink({ clock: systemClock });
cleanUp(async () => {
  await carrier.close();
  await mailSink.close();
  rmSync(folder, { recursive: true, force: true });
});

const healthy = {
  DATA_DIR: dataDir,
  DATABASE_URL: app.connection.connectionString ?? '',
  SMPP_URL: carrier.url,
  SMTP_URL: mailSink.url,
  MODE: 'production',
  PUBLIC_URL: 'https://ventanilla.edomex.example',
};

/** `ventanilla doctor` with these settings; the lines by their first words. */
async function doctor(changes: Readonly<Record<string, string>> = {}, ...args: string[]) {
  const flags = ['--import', join(root, 'src/platform/runtime/register.js'), join(root, 'src/cli/main.ts')];
  // Nobody there: the names of the example are in no DNS.
  args.push('--dns', '127.0.0.1:1');
  const env = { ...process.env, ...healthy, ...changes };
  const ended = await run(process.execPath, [...flags, 'doctor', ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    (error: unknown) => {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, said: stdout + stderr };
    },
  );
  return { ...ended, failed: ended.said.split('\n').filter((line) => line.startsWith('FAIL')) };
}

test('a healthy installation has nothing to mend, and the mail server was really spoken to', async () => {
  const { code, said } = await doctor({}, '--login');
  // The test server runs without fsync: the one thing that a doctor must not let pass. How long the way to it takes
  // says how busy the machine is that tests.
  const expected = /fsync|way to the database/;
  const lines = said.split('\n').filter((line) => line.startsWith('FAIL') && !expected.test(line));
  assert.deepEqual(lines, [], said);
  assert.equal(code, 1);
  assert.match(said, /writes reach the disk: fsync off\n +Set fsync = on/);
  assert.match(said, /carrier smpp: \S+ bound/);
  assert.match(said, /mail: \S+ takes mail/);
  assert.match(said, /migrations: up to date/);
  assert.match(said, /keys\.json fits this database/);
  assert.match(said, /file store: \S+ can be written/);
});

test('a database that is away does not hide what else is wrong', async () => {
  const nobody = `127.0.0.1:${await freePort()}`;
  const { code, failed, said } = await doctor({
    DATABASE_URL: `postgres://somebody@${nobody}/ventanilla`,
    SMPP_URL: `smpp://a:b@${nobody}`,
    SMTP_URL: `smtp://${nobody}`,
  });
  assert.equal(code, 1);
  assert.deepEqual(
    failed.map((line) => /FAIL (\w+)/.exec(line)?.[1]),
    ['database', 'carrier', 'mail'],
    said,
  );
  assert.match(said, /Check DATABASE_URL/);
  assert.match(said, /disk: [\d.]+ GB free/);
});

test('a folder of returned mail must be there and be writable, and what was put aside in it is told', async () => {
  const maildir = join(folder, 'rebotes');
  const missing = await doctor({ RETURN_MAILDIR: maildir });
  assert.match(missing.said, /FAIL returned mail: ENOENT.*rebotes\/new'\n +Give the folder/);
  assert.equal(existsSync(maildir), false, 'a look makes nothing');
  for (const part of ['new', 'cur']) mkdirSync(join(maildir, part), { recursive: true });
  for (const file of ['new/1', 'cur/2:2,S', 'cur/3:2,F']) writeFileSync(join(maildir, file), 'x');
  const { said } = await doctor({ RETURN_MAILDIR: maildir });
  assert.match(
    said,
    /ok {3}returned mail: \S+ can be written, 1 waiting\nnote returned mail: 1 put aside\n +Look at the files/,
  );
});

test('keys of another installation are found, and none are made in the place of lost ones', async () => {
  const foreign = join(folder, 'foreign.json');
  loadKeys(foreign);
  assert.match((await doctor({ KEY_FILE: foreign })).said, /FAIL keys: .*another installation.*\n +Put the keys\.json/);
  const lost = join(folder, 'lost.json');
  assert.match((await doctor({ KEY_FILE: lost })).said, /FAIL keys: there is no/);
  assert.equal(existsSync(lost), false);
});

test('a node with other keys, or without them, is not started: it would seal what nobody else can read', async () => {
  const flags = ['--import', join(root, 'src/platform/runtime/register.js'), join(root, 'src/cli/main.ts')];
  const port = await freePort();
  const start = (keyFile: string) =>
    run(process.execPath, [...flags, 'start'], {
      env: { ...process.env, ...healthy, PORT: String(port), KEY_FILE: keyFile, LOG_LEVEL: 'silent' },
    }).then(
      () => assert.fail('it started'),
      (error: unknown) => error as { code: number; stderr: string },
    );
  const foreign = join(folder, 'other.json');
  loadKeys(foreign);
  const refused = await start(foreign);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /other keys than those.*put the right keys\.json/);
  assert.doesNotMatch(refused.stderr, /\n +at /, 'no stack');
  const without = await start(join(folder, 'nowhere.json'));
  assert.match(without.stderr, /no key file at.*Put keys\.json there/);
});

test('what an operator can mend is told in a sentence, before anything is made', async () => {
  const flags = ['--import', join(root, 'src/platform/runtime/register.js'), join(root, 'src/cli/main.ts')];
  const start = (settings: Readonly<Record<string, string>>) =>
    run(process.execPath, [...flags, 'start'], { env: { ...process.env, ...healthy, ...settings } }).then(
      () => assert.fail('it started'),
      (error: unknown) => error as { code: number; stdout: string; stderr: string },
    );
  const away = await start({ DATABASE_URL: `postgres://somebody@127.0.0.1:${await freePort()}/v`, PORT: '0' });
  assert.match(away.stderr, /^The database does not answer \(.*ECONNREFUSED.*DATABASE_URL/);
  const unknown = await start({ DATABASE_URL: healthy.DATABASE_URL.replace(/\w+$/, 'nowhere'), PORT: '0' });
  assert.match(unknown.stderr, /^The database named in DATABASE_URL does not exist/);
  const taken = await start({ DATABASE_URL: '', DATA_DIR: join(folder, 'new'), PORT: new URL(app.address).port });
  assert.match(taken.stderr, /^Port \d+ on 127\.0\.0\.1 is taken/);
  assert.equal(existsSync(join(folder, 'new')), false);
  for (const { code, stderr } of [away, unknown, taken]) {
    assert.equal(code, 2);
    assert.doesNotMatch(stderr, /\n +at /);
  }
});

test('missing migrations are told and not applied', async () => {
  const forget = `delete from platform.migrations where schema = 'registry' and number = 1`;
  await administer(app.connection, forget);
  assert.match((await doctor()).said, /FAIL migrations: registry\/0001\S* missing\n +Run: ventanilla migrate/);
  const applied = await app.services.db.sql(`select from platform.migrations where schema = 'registry' and number = 1`);
  assert.equal(applied.length, 0);
});

test('a file store that cannot be written is told with the reason, and links without https as well', async () => {
  const broken = join(folder, 'broken');
  mkdirSync(broken);
  writeFileSync(join(broken, 'files'), 'a file where a folder belongs');
  const { said } = await doctor({ DATA_DIR: broken, KEY_FILE: join(dataDir, 'keys.json'), PUBLIC_URL: '' });
  assert.match(said, /FAIL file store: .*(ENOTDIR|EEXIST)/);
  assert.match(said, /FAIL public address: http:.*\n +Messages lead people/);
});
