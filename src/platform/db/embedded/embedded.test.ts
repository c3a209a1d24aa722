import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import pg from 'pg';
import { useTempFolder } from '#test/support/temp-folder.ts';
import type { EmbeddedServer } from './index.ts';
import { DataDirInUse, DataDirVersionMismatch, EmbeddedError, ServerFailed, startEmbedded } from './index.ts';
import { waitUntil } from './processes.ts';

const folder = useTempFolder();
const small = { settings: { shared_buffers: '32MB' } };

async function query(server: EmbeddedServer, sql: string): Promise<Record<string, unknown>> {
  const client = new pg.Client(server.connectionConfig('postgres'));
  await client.connect();
  try {
    return (await client.query(sql)).rows[0] ?? {};
  } finally {
    await client.end();
  }
}

describe('the embedded database', () => {
  const dataDir = path.join(folder, 'main');

  test('makes a durable UTF-8 cluster on the first start and finds its data on the second', async () => {
    const steps: string[] = [];
    const first = await startEmbedded({ dataDir, ...small, onProgress: (step) => steps.push(step) });
    const settings = await query(
      first,
      `select current_setting('fsync') as fsync, current_setting('timezone') as zone, datlocprovider as provider,
              pg_encoding_to_char(encoding) as encoding from pg_database where datname = 'template1'`,
    );
    await query(first, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await startEmbedded({ dataDir, ...small });
    const kept = await query(second, 'select answer from kept');
    await second.stop();
    assert.deepEqual(settings, { fsync: 'on', zone: 'UTC', provider: 'b', encoding: 'UTF8' });
    assert.deepEqual(steps, ['create-cluster', 'start-server', 'ready']);
    assert.deepEqual(kept, { answer: 42 });
  });

  test('lets nobody in without the password, which only the owner can read', async () => {
    const server = await startEmbedded({ dataDir, ...small });
    try {
      const config = { ...server.connectionConfig('postgres'), password: 'guess' };
      await assert.rejects(new pg.Client(config).connect(), { code: '28P01' });
      assert.equal(statSync(path.join(dataDir, 'password')).mode & 0o777, 0o600);
      assert.equal(statSync(path.join(dataDir, 'cluster')).mode & 0o777, 0o700);
      assert.equal(statSync(path.join(dataDir, 'postgres.log')).mode & 0o777, 0o600);
    } finally {
      await server.stop();
    }
  });

  test('writes no value of a refused statement into its log', async () => {
    const server = await startEmbedded({ dataDir, ...small });
    try {
      await query(server, 'create table seen (name text primary key, age int)');
      await query(server, "insert into seen values ('Xochiquetzal', 1)");
      await assert.rejects(query(server, "insert into seen values ('Xochiquetzal', 2)"), { code: '23505' });
      await assert.rejects(query(server, "select 'Xochiquetzal'::int"), { code: '22P02' });
      await assert.rejects(query(server, "do $$ begin raise warning 'Xochiquetzal'; raise 'Xochiquetzal'; end $$"));
      const log = readFileSync(path.join(dataDir, 'postgres.log'), 'utf8');
      assert.match(log, /ready to accept connections/);
      assert.doesNotMatch(log, /Xochiquetzal/);
    } finally {
      await server.stop();
    }
  });

  test('refuses a folder that this very process holds already, and frees it when stopped', async () => {
    const server = await startEmbedded({ dataDir, ...small });
    await assert.rejects(startEmbedded({ dataDir, ...small }), (error) => {
      assert.ok(error instanceof DataDirInUse);
      assert.equal(error.pid, process.pid);
      return true;
    });
    await server.stop();
    await server.stop();
    assert.ok(!readdirSync(dataDir).includes('lock'));
  });

  test('comes back on the same port when the server is killed', async () => {
    const exits: unknown[] = [];
    const server = await startEmbedded({ dataDir, ...small, onExit: (exit) => exits.push(exit) });
    const { pid, port } = server;
    process.kill(pid, 'SIGKILL');
    assert.ok(await waitUntil(() => server.pid !== pid, 60_000));
    assert.deepEqual(await query(server, 'select answer from kept'), { answer: 42 });
    assert.equal(server.port, port);
    assert.deepEqual(exits, [{ code: null, signal: 'SIGKILL' }]);
    await server.stop();
  });

  test('restarts on request without reporting that as a failure', async () => {
    const exits: unknown[] = [];
    const server = await startEmbedded({ dataDir, ...small, onExit: (exit) => exits.push(exit) });
    const { pid } = server;
    await server.restart();
    assert.notEqual(server.pid, pid);
    assert.deepEqual(await query(server, 'select answer from kept'), { answer: 42 });
    await server.stop();
    assert.deepEqual(exits, []);
  });

  test('stays stopped when it is stopped while it was coming back', async () => {
    const server = await startEmbedded({ dataDir, ...small });
    process.kill(server.pid, 'SIGKILL');
    await server.stop();
    assert.ok(!readdirSync(dataDir).includes('lock'));
  });

  test('shows the log of a server that does not start', async () => {
    await assert.rejects(startEmbedded({ dataDir, settings: { shared_buffers: 'many' } }), (error) => {
      assert.ok(error instanceof ServerFailed);
      assert.match(error.serverLog, /invalid value for parameter "shared_buffers"/);
      return true;
    });
  });

  test('refuses a cluster of another major version', async () => {
    const old = path.join(folder, 'old');
    mkdirSync(path.join(old, 'cluster'), { recursive: true });
    writeFileSync(path.join(old, 'cluster', 'PG_VERSION'), '15\n');
    await assert.rejects(startEmbedded({ dataDir: old }), DataDirVersionMismatch);
  });

  test('does not touch a folder that holds something else', async () => {
    const foreign = path.join(folder, 'foreign');
    mkdirSync(path.join(foreign, 'cluster'), { recursive: true });
    writeFileSync(path.join(foreign, 'cluster', 'letter.txt'), 'not ours');
    await assert.rejects(
      startEmbedded({ dataDir: foreign }),
      (error) => error instanceof EmbeddedError && error.code === 'data_dir_foreign',
    );
    assert.deepEqual(readdirSync(path.join(foreign, 'cluster')), ['letter.txt']);
  });

  test('starts in spite of a pid file that a power cut tore', async () => {
    writeFileSync(path.join(dataDir, 'cluster', 'postmaster.pid'), '\0\0\0\0');
    const server = await startEmbedded({ dataDir, ...small });
    await server.stop();
  });

  test('begins anew when the creation of the cluster was killed half-way', async () => {
    const torn = path.join(folder, 'torn');
    mkdirSync(path.join(torn, 'cluster.draft', 'base'), { recursive: true });
    writeFileSync(path.join(torn, 'cluster.draft', 'PG_VERSION'), '18\n');
    const server = await startEmbedded({ dataDir: torn, durable: false });
    await server.stop();
    assert.ok(!readdirSync(torn).includes('cluster.draft'));
  });
});
