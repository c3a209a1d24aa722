import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import pg from 'pg';
import { useTempFolder } from '#test/support/temp-folder.ts';
import { discardAbandoned, startEmbedded } from './index.ts';
import { findServerProcesses, findStartTicks, sendSignal, waitUntil } from './processes.ts';

const folder = useTempFolder();
/** A busy machine needs seconds for what it does at once alone. */
const PATIENCE_MS = 60_000;
const small = { settings: { shared_buffers: '32MB' } };
const root = path.resolve(import.meta.dirname, '../../../..');

interface Child {
  readonly process: ChildProcess;
  readonly first: { pid: number; replacedLeftover?: boolean; code?: string; message?: string };
  readonly acknowledged: number[];
}

/** Starts a Ventanilla of its own process on the folder and waits for its first line. */
async function startChild(dataDir: string, mode: 'write' | 'idle'): Promise<Child> {
  const script = path.join(root, 'test/support/embedded-child.ts');
  const args = ['--import', path.join(root, 'src/platform/runtime/register.js'), script, dataDir, mode];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: number[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<Child['first']>();
  child.on('error', reject).on('close', () => reject(new Error('the child ended without a word')));
  createInterface(child.stdout).on('line', (line) => {
    if (line.startsWith('{')) resolve(JSON.parse(line));
    else acknowledged.push(Number(line));
  });
  return { process: child, first: await promise, acknowledged };
}

async function kill(child: Child): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  child.process.on('close', () => resolve());
  child.process.kill('SIGKILL');
  await promise;
}

async function countMissing(dataDir: string, acknowledged: number[]): Promise<number> {
  const server = await startEmbedded({ dataDir, ...small });
  const client = new pg.Client(server.connectionConfig('postgres'));
  await client.connect();
  const { rows } = await client.query<{ id: string }>('select id from acknowledged');
  await client.end();
  await server.stop();
  const found = new Set(rows.map(({ id }) => Number(id)));
  return acknowledged.filter((id) => !found.has(id)).length;
}

test('a second process is refused with the number of the first', async () => {
  const dataDir = path.join(folder, 'second');
  const first = await startChild(dataDir, 'idle');
  const second = await startChild(dataDir, 'idle');
  await kill(first);
  sendSignal(first.first.pid, 'SIGINT');
  await waitUntil(() => findStartTicks(first.first.pid) === undefined, PATIENCE_MS);
  assert.equal(second.first.code, 'data_dir_in_use');
  assert.match(second.first.message ?? '', new RegExp(`process ${first.process.pid}\\b`));
});

test('a server that outlived its killed Ventanilla is ended and the data go on', async () => {
  const dataDir = path.join(folder, 'orphan');
  const killed = await startChild(dataDir, 'write');
  assert.ok(await waitUntil(() => killed.acknowledged.length > 20, PATIENCE_MS));
  await kill(killed);
  assert.notEqual(
    findStartTicks(killed.first.pid),
    undefined,
    'the server must be alive for this test to mean anything',
  );
  const next = await startChild(dataDir, 'idle');
  await kill(next);
  assert.equal(next.first.replacedLeftover, true);
  assert.equal(findStartTicks(killed.first.pid), undefined);
  assert.equal(await countMissing(dataDir, killed.acknowledged), 0);
});

test('an abandoned database is thrown away with its server, a living one is not touched', async () => {
  const dataDir = path.join(folder, 'abandoned');
  const child = await startChild(dataDir, 'idle');
  const whileAlive = await discardAbandoned(dataDir);
  await kill(child);
  const whenKilled = await discardAbandoned(dataDir);
  assert.deepEqual({ whileAlive, whenKilled }, { whileAlive: false, whenKilled: true });
  assert.equal(findStartTicks(child.first.pid), undefined);
  assert.ok(!existsSync(dataDir));
});

test('no acknowledged row is lost when everything is killed while it writes', async () => {
  const dataDir = path.join(folder, 'killed');
  const acknowledged: number[] = [];
  for (let round = 0; round < 3; round++) {
    const child = await startChild(dataDir, 'write');
    assert.ok(await waitUntil(() => child.acknowledged.length > 100 + round * 77, PATIENCE_MS));
    const { server, children } = findServerProcesses(path.join(dataDir, 'cluster'));
    assert.ok(server !== undefined && children.length > 3);
    child.process.kill('SIGKILL');
    for (const pid of [server, ...children]) sendSignal(pid, 'SIGKILL');
    await kill(child);
    acknowledged.push(...child.acknowledged);
  }
  assert.ok(acknowledged.length > 300);
  assert.equal(await countMissing(dataDir, acknowledged), 0);
});
