import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { loadConfig } from '#platform/config.ts';
import { systemContext, type Ctx } from '#platform/context.ts';
import { listOffices, type Office } from '#modules/agencies/index.ts';
import { start, type Running } from '../../main.ts';

const ENDING = ['SIGINT', 'SIGTERM'] as const;

/** A folder that is gone after `work`, and when somebody ends the bench in the middle: ten million rows would fill a disk. */
export async function withScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // Leaving by `exit` lets the database server be told first, by the listener of whoever started it. It still writes for a
  // moment, which this waits out: nothing can be awaited here, and `rmSync` leaves what is made meanwhile without a word.
  const leave = () => {
    process.on('exit', () => {
      for (let tries = 0; existsSync(folder) && tries < 50; tries++) {
        remove();
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      }
    });
    process.exit(130);
  };
  for (const signal of ENDING) process.once(signal, leave);
  try {
    return await work(folder);
  } finally {
    for (const signal of ENDING) process.off(signal, leave);
    remove();
  }
}

/** The program in this process, with invented data, a database of its own and an owner's connection to it. */
export interface Program {
  readonly running: Running;
  /** As the program itself, which may do everything. */
  readonly ctx: Ctx;
  /** For what no command does: rows by the million. */
  readonly admin: pg.Client;
  readonly offices: readonly Office[];
}

/** A web node of the demonstration for as long as `work` runs; what it kept is gone afterwards, unless `DATA_DIR` says where. */
export function withProgram<T>(
  work: (program: Program) => Promise<T>,
  settings: Readonly<Record<string, string>> = {},
): Promise<T> {
  return withScratch(async (folder) => {
    const base = { DATA_DIR: join(folder, 'data'), MODE: 'demo', LOG_LEVEL: 'error', ROLES: 'web', PORT: '0' };
    const running = await start({ config: loadConfig({ ...base, ...settings }), onProgress: () => undefined });
    const admin = new pg.Client(running.connection);
    try {
      await admin.connect();
      const ctx = systemContext(running.services, 'bench', 'bench');
      return await work({ running, ctx, admin, offices: await listOffices(ctx.db) });
    } finally {
      await admin.end();
      await running.stop();
    }
  });
}

/** The first of some; throws when there is none, which no demonstration has. */
export function firstOf<T>(some: readonly T[]): T {
  const [one] = some;
  if (one === undefined) throw new Error('the demonstration lacks what this bench begins with');
  return one;
}

export interface Started {
  readonly process: ChildProcess;
  readonly address: string;
  /** Seconds from the start of the process until it said that it is ready. */
  readonly seconds: number;
  stop(): Promise<void>;
}

/** Starts the program as a person does, in a process of its own, and waits until it is ready. */
export async function startProgram(dataDir: string, extra: Readonly<Record<string, string>> = {}): Promise<Started> {
  const port = await freePort();
  const began = performance.now();
  // Through NODE_OPTIONS, for the command of a person takes none of Node.js.
  const profile = process.env.BENCH_PROFILE;
  const profiling = profile ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profile}` } : {};
  const own = { PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'warn', MODE: 'demo' };
  const child = spawn(join(import.meta.dirname, '../../../bin/ventanilla'), ['start'], {
    env: { ...process.env, ...own, ...profiling, ...extra },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
    if (output.includes(' is ready (')) ready.resolve();
  });
  // A bench that is ended in the middle leaves no worker that looks for its database for ever.
  const endWithProcess = () => child.kill('SIGKILL');
  process.once('exit', endWithProcess);
  child.on('exit', (code, signal) => {
    process.off('exit', endWithProcess);
    ready.reject(new Error(`the program ended before it was ready (${signal ?? code}):\n${output}`));
    ended.resolve();
  });
  await ready.promise;
  return {
    process: child,
    address: `http://127.0.0.1:${port}`,
    seconds: (performance.now() - began) / 1000,
    async stop() {
      child.kill('SIGTERM');
      await ended.promise;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
