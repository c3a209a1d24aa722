// Library considered: `proper-lockfile`. It lost because it judges a lock by the age of a file that a timer touches: a
// process that was paused loses its lock while it lives, and a killed one blocks the next start until the age passes.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { DataDirInUse } from './errors.ts';
import { findStartTicks, readBootId, readCommandLine } from './processes.ts';

interface Holder {
  readonly pid: number;
  readonly startTicks: string;
  readonly bootId: string;
  /** What was called, as the kernel tells it. */
  readonly command: string;
}

/** A held data folder. */
export interface DataDirLock {
  release(): void;
}

/**
 * Takes the data folder for this process. The lock names the holder by pid, start time and boot, so one left by kill -9
 * or by a power cut is recognised as stale at once, and a foreign process that later got the same pid is not taken for
 * the holder. Some containers (LXC, systemd-nspawn) show a boot id of their own, and a service that systemd fences in
 * there sees that of the machine: another boot id alone must not take the database from who holds it. The server's own postmaster.pid stays as a second wall.
 * Error: DataDirInUse while the holder lives (also when it is this process itself).
 */
export function acquireLock(dataDir: string, file: string): DataDirLock {
  const holder: Holder = {
    pid: process.pid,
    startTicks: findStartTicks(process.pid) ?? '',
    bootId: readBootId(),
    command: commandOf(process.pid),
  };
  const content = JSON.stringify(holder);
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, content, { mode: 0o644 });
  try {
    while (!tryLink(draft, file)) removeStale(dataDir, file);
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    release() {
      if (readText(file) === content) rmSync(file, { force: true });
    },
  };
}

/** The living process that holds the folder of this lock file, or undefined. */
export function findHolder(file: string): number | undefined {
  return findLivingHolder(readText(file));
}

function removeStale(dataDir: string, file: string): void {
  const found = readText(file);
  if (found === undefined) return;
  const pid = findLivingHolder(found);
  if (pid !== undefined) throw new DataDirInUse(dataDir, pid);
  // Renaming has one winner. If somebody replaced the stale lock by a live one just before, it is put back: to hold two
  // locks is worse than to be refused.
  const grave = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, grave);
  } catch {
    return;
  }
  if (readText(grave) !== found) tryLink(grave, file);
  rmSync(grave, { force: true });
}

function findLivingHolder(content: string | undefined): number | undefined {
  const holder = parse(content);
  if (holder === undefined || findStartTicks(holder.pid) !== holder.startTicks) return undefined;
  if (holder.bootId === readBootId()) return holder.pid;
  // After a restart of the machine it could be ourselves, called at the very same moment after it as last time.
  return holder.pid !== process.pid && commandOf(holder.pid) === holder.command ? holder.pid : undefined;
}

const commandOf = (pid: number): string => readCommandLine(pid).join(' ').trim();

/** An empty or torn file (power cut while writing) counts as no holder. */
function parse(content: string | undefined): Holder | undefined {
  try {
    const value = JSON.parse(content ?? '') as Partial<Holder>;
    return typeof value.pid === 'number' && value.startTicks && value.bootId !== undefined
      ? (value as Holder)
      : undefined;
  } catch {
    return undefined;
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
