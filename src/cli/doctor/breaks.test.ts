import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { startCarrier } from '#demo/carrier/carrier.ts';
import { systemContext } from '#platform/context.ts';
import { Signings } from '#test/faults/signings.ts';
import { startMailSink } from '#demo/mailsink/mail-sink.ts';
import { useApp } from '#test/support/app.ts';
import { cleanUp } from '#test/support/clean-up.ts';
import { useNode } from '#test/support/node-process.ts';
import { administer } from '#test/support/test-server.ts';
import { until } from '#test/support/until.ts';

// Everything that the doctor looks at is broken once; it must say so with the way to mend it, and after that way was
// gone it must find nothing any more. A web node runs, and at first no worker.

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const program = ['--import', join(root, 'src/platform/runtime/register.js'), join(root, 'src/cli/main.ts'), 'doctor'];
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-breaks-'));
const dataDir = join(folder, 'data');
const carrier = await startCarrier({ systemId: 'ventanilla', password: 'doctor' });
const mailSink = await startMailSink();
const app = await useApp({ DATA_DIR: dataDir, ROLES: 'web', SMPP_URL: carrier.url, SMTP_URL: mailSink.url });
const { connectionString = '' } = app.connection;
cleanUp(async () => {
  await carrier.close();
  await mailSink.close();
  rmSync(folder, { recursive: true, force: true });
});
const settings = {
  DATA_DIR: dataDir,
  DATABASE_URL: connectionString,
  SMPP_URL: carrier.url,
  SMTP_URL: mailSink.url,
  MODE: 'production',
  PUBLIC_URL: 'https://ventanilla.edomex.example',
};
const sql = (statement: string) => administer(app.connection, statement);

async function doctor(changes: Readonly<Record<string, string>> = {}, ...args: string[]): Promise<string> {
  const env = { ...process.env, ...settings, ...changes };
  // Nobody there: the names of the example are in no DNS.
  return run(process.execPath, [...program, ...args, '--dns', '127.0.0.1:1'], { env }).then(
    ({ stdout, stderr }) => stdout + stderr,
    (error: unknown) => (error as { stdout: string }).stdout + (error as { stderr: string }).stderr,
  );
}

/** The findings that failed, by what they are about, with their cure. */
const failed = (said: string) => said.split(/^(?=(?:ok {2}|FAIL|note) )/m).filter((one) => one.startsWith('FAIL'));
const isBroken = (said: string, finding: RegExp) =>
  assert.ok(
    failed(said).some((one) => finding.test(one)),
    `${String(finding)} is not among\n${said}`,
  );
const isWell = (said: string, finding: RegExp) =>
  assert.ok(!failed(said).some((one) => finding.test(one)), `${String(finding)} is still among\n${said}`);

/** Three procedures with their events, and messages when a worker runs. */
async function signSome(): Promise<void> {
  const signings = new Signings(systemContext(app.services, 'test', 'test'));
  const stream = signings.run();
  await signings.atLeast(3);
  signings.stop();
  await stream;
}

const EVENTS = /events that nobody has read .*\n +Is a worker running\? If not: ventanilla start --roles worker/;
const AUDIT = /audit log: rows wait for their seal\n +Is a worker running\?/;

test('no worker runs: events and audit wait; started as the doctor says, it works them off', async () => {
  await signSome();
  await sql(`update platform.outbox set occurred_at = occurred_at - interval '2 minutes'`);
  const broken = await doctor();
  isBroken(broken, EVENTS);
  isBroken(broken, AUDIT);
  await useNode({ ...settings, MODE: 'demo', PUBLIC_URL: '', ROLES: 'worker' });
  await until('nothing waits any more', async () => {
    const said = await doctor();
    return !failed(said).some((one) => EVENTS.test(one) || AUDIT.test(one));
  });
});

test('the database: what it holds back, what was done to it, and what it is', async () => {
  const none = `'01900000-0000-7000-8000-000000000000'`;
  await sql(`insert into platform.outbox_parked (subscriber, event_id, agency_id, entity, xact, position, next_attempt_at, parked_at)
    values ('doctor', ${none}, ${none}, 'x:1', '1', 1, now() + interval '1 hour', now())`);
  await sql(`insert into pgboss.job (name, data) values ('dead-letters', '{}')`);
  await sql(`update platform.migrations set sha256 = sha256 || 'x' where schema = 'staff' and number = 1`);
  await sql(`insert into platform.migrations values ('staff', 999, '0999_from_the_future', 'x', now())`);
  // Functions of the same names, found first, say what an old or badly made server would say.
  await sql('create schema shadow');
  await sql(`create function shadow.current_setting(name text) returns text language sql stable as $$
    select case name when 'server_version_num' then '140010' when 'server_version' then '14.10'
      when 'server_encoding' then 'LATIN1' when 'max_connections' then '12'
      else pg_catalog.current_setting(name) end $$`);
  await sql(`create function shadow.clock_timestamp() returns timestamptz language sql volatile as
    $$ select pg_catalog.clock_timestamp() + interval '40 seconds' $$`);
  const database = new URL(connectionString).pathname.slice(1);
  await sql(`alter database ${database} set search_path = shadow, pg_catalog, public`);
  const broken = await doctor();
  isBroken(broken, /parked events: 1\n +See last_error in platform\.outbox_parked/);
  isBroken(broken, /jobs given up: 1\n +See pgboss\.job where name = 'dead-letters'/);
  isBroken(broken, /changed after they were applied: staff\/0001\S*\n +Install the released version again/);
  isBroken(broken, /of a newer version: staff\/0999\S*\n +A newer Ventanilla has worked on this database/);
  isBroken(broken, /PostgreSQL 14\.10\n +PostgreSQL 15 or newer is needed/);
  isBroken(broken, /encoding: LATIN1\n +Make the database anew with encoding 'UTF8'/);
  isBroken(broken, /connections: \d+ of 12 in use.*\n +Raise max_connections/);
  isBroken(broken, /clock: (3[89]|4[01])\.\d s from the database's\n +Let both machines follow a time server/);
  await sql(`alter database ${database} reset search_path`);
  await sql(`delete from platform.outbox_parked where subscriber = 'doctor'`);
  await sql(`delete from pgboss.job where name = 'dead-letters'`);
  await sql(`update platform.migrations set sha256 = rtrim(sha256, 'x') where schema = 'staff' and number = 1`);
  await sql(`delete from platform.migrations where number = 999`);
});

test('a damaged key file, a password that the carrier does not know, a mail server in maintenance', async () => {
  const damaged = join(folder, 'damaged.json');
  writeFileSync(damaged, '{"form": "cut off');
  mailSink.setBehaviour({ down: true });
  const changes = { KEY_FILE: damaged, SMPP_URL: carrier.url.replace(':doctor@', ':malisima@') };
  const broken = await doctor(changes, '--login');
  isBroken(broken, /keys: .*is damaged[^]*\n +Put the keys\.json of this installation there/);
  isBroken(broken, /carrier \w+: .*\n.*Are name and password in its address right\?/);
  isBroken(broken, /mail: .*\n +Check the address, the firewall/);
  assert.doesNotMatch(broken, /malisima/, 'no password on the terminal');
  mailSink.setBehaviour({ down: false });
});

const mayMount = process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0;

test(
  'disk: hardly any room, and a folder that cannot be written',
  { skip: mayMount ? false : 'LEFT OUT: a small disk needs root and the right to mount' },
  async () => {
    const small = join(folder, 'small');
    mkdirSync(small);
    const inside = async (options: string) => {
      const mount = `mount -t tmpfs -o ${options} tmpfs "$1" && shift && exec "$@"`;
      const args = [
        '--mount',
        '--propagation',
        'private',
        'sh',
        '-c',
        mount,
        'sh',
        small,
        process.execPath,
        ...program,
      ];
      const env = { ...process.env, ...settings, DATA_DIR: small, KEY_FILE: join(dataDir, 'keys.json') };
      return run('unshare', args, { env }).then(
        ({ stdout }) => stdout,
        (error: unknown) => (error as { stdout: string }).stdout,
      );
    };
    isBroken(await inside('size=20m'), /disk: 0\.0 GB free\n +Make room below .*: a full disk stops the database/);
    const readOnly = await inside('size=4g,ro');
    isBroken(readOnly, /data folder: EROFS.*\n +Give the folder to the account that runs Ventanilla, or choose/);
    isBroken(readOnly, /file store: .*\n +Give the folder/);
  },
);

test('all of it mended, the doctor finds nothing any more', async () => {
  // Tests run without fsync, and a busy machine answers late.
  isWell(await doctor(), /^FAIL (?!writes reach the disk|way to the database)/);
});
