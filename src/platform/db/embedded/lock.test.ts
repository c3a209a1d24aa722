import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { useTempFolder } from '#test/support/temp-folder.ts';
import { DataDirInUse } from './errors.ts';
import { acquireLock, findHolder } from './lock.ts';
import { findStartTicks, readBootId, readCommandLine } from './processes.ts';

const folder = useTempFolder();
const parent = { pid: process.ppid, startTicks: findStartTicks(process.ppid), bootId: readBootId() };

function lockLeftBehind(name: string, content: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

test('a lock whose holder lives is refused with its number', () => {
  const file = lockLeftBehind('alive', JSON.stringify(parent));
  assert.throws(
    () => acquireLock(folder, file),
    (error) => error instanceof DataDirInUse && error.pid === process.ppid,
  );
  assert.equal(findHolder(file), process.ppid);
});

test('a process that got the number of a dead holder is not taken for it', () => {
  const file = lockLeftBehind('reused', JSON.stringify({ ...parent, startTicks: '1' }));
  acquireLock(folder, file).release();
  assert.ok(!existsSync(file));
});

test('a lock from before the last boot is stale', () => {
  const file = lockLeftBehind('rebooted', JSON.stringify({ ...parent, bootId: 'another boot' }));
  acquireLock(folder, file).release();
});

test('a container that shows another boot does not take the folder from the program that holds it', () => {
  const command = readCommandLine(process.ppid).join(' ').trim();
  const elsewhere = { ...parent, bootId: 'that of the container', command };
  assert.throws(() => acquireLock(folder, lockLeftBehind('contained', JSON.stringify(elsewhere))), DataDirInUse);
  const other = lockLeftBehind('other', JSON.stringify({ ...elsewhere, command: 'another program' }));
  acquireLock(folder, other).release();
  const self = { ...elsewhere, pid: process.pid, startTicks: findStartTicks(process.pid) };
  const again = { ...self, command: readCommandLine(process.pid).join(' ').trim() };
  acquireLock(folder, lockLeftBehind('again', JSON.stringify(again))).release();
});

test('a lock torn by a power cut is stale', () => {
  acquireLock(folder, lockLeftBehind('empty', '')).release();
  acquireLock(folder, lockLeftBehind('torn', '{"pid":1')).release();
});

test('releasing leaves a lock alone that belongs to somebody else', () => {
  const file = path.join(folder, 'taken-over');
  const lock = acquireLock(folder, file);
  writeFileSync(file, JSON.stringify(parent));
  lock.release();
  assert.equal(findHolder(file), process.ppid);
});
