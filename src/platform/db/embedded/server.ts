import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunAs } from './account.ts';
import { ServerFailed } from './errors.ts';
import type { Layout } from './layout.ts';

const ROTATE_LOG_BYTES = 10 * 1024 * 1024;
const FAST_SHUTDOWN_MS = 60_000;

/** How a server ended: its exit code, or the signal that killed it. */
export interface ServerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One run of the server program, from ready to end. */
export interface ServerRun {
  readonly pid: number;
  readonly exited: Promise<ServerExit>;
  /** Fast shutdown: open transactions are rolled back, buffers written. Resolves when the process is gone. */
  shutDown(): Promise<ServerExit>;
}

export interface LaunchOptions {
  readonly layout: Layout;
  readonly postgres: string;
  readonly runAs: RunAs;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * Starts the server and waits until it accepts connections. Recovery after a crash may take minutes on a big database,
 * so there is no time limit, only the signal. Error: ServerFailed with the last lines of its log.
 */
export async function launch(options: LaunchOptions): Promise<ServerRun> {
  const { layout, runAs, port, settings, signal } = options;
  signal.throwIfAborted();
  const logStart = rotateLog(layout.log);
  const all = { ...settings, listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { program, args, options: spawnOptions } = runAs(options.postgres, ['-D', layout.cluster, ...flags]);
  const log = openSync(layout.log, 'a', 0o600);
  // Detached: Ctrl-C in a terminal reaches the whole group, and the database must outlive the work that is being ended.
  const child = spawn(program, args, { ...spawnOptions, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const exited = watchExit(child);
  const abort = () => child.kill('SIGINT');
  signal.addEventListener('abort', abort);
  try {
    await waitUntilReady(child, exited, layout);
  } catch (error) {
    await exited.catch(() => undefined);
    throw new ServerFailed((error as Error).message, readTail(layout.log, logStart));
  } finally {
    signal.removeEventListener('abort', abort);
  }
  return {
    pid: child.pid ?? 0,
    exited,
    async shutDown() {
      child.kill('SIGINT');
      const timer = setTimeout(() => child.kill('SIGQUIT'), FAST_SHUTDOWN_MS);
      try {
        return await exited;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

function watchExit(child: ChildProcess): Promise<ServerExit> {
  const { promise, resolve, reject } = Promise.withResolvers<ServerExit>();
  child.on('error', reject).on('exit', (code, signal) => resolve({ code, signal }));
  // Whoever waits sees the error; a start that fails before anybody waits must not be an unhandled rejection.
  promise.catch(() => undefined);
  return promise;
}

/** The server writes its state into line 8 of postmaster.pid; this is how pg_ctl waits as well. */
async function waitUntilReady(child: ChildProcess, exited: Promise<ServerExit>, layout: Layout): Promise<void> {
  let ended: ServerExit | undefined;
  let failure: Error | undefined;
  exited.then(
    (exit) => (ended = exit),
    (error: unknown) => (failure = error as Error),
  );
  const pidFile = path.join(layout.cluster, 'postmaster.pid');
  for (;;) {
    if (failure) throw failure;
    if (ended)
      throw new Error(`The database server ended while starting (${ended.signal ?? `exit code ${ended.code}`}).`);
    const lines = existsSync(pidFile) ? readFileSync(pidFile, 'utf8').split('\n') : [];
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return;
    await sleep(5);
  }
}

/** Returns where this run's lines begin. One old log is kept. */
function rotateLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < ROTATE_LOG_BYTES) return size;
  renameSync(file, `${file}.1`);
  return 0;
}

function readTail(file: string, from: number): string {
  return readFileSync(file).subarray(from).toString('utf8').trim().split('\n').slice(-12).join('\n');
}
