import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that is gone after `work`. */
export async function withScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
  const profile = process.env.BENCH_PROFILE;
  const profiling = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
  const child = spawn(
    process.execPath,
    [...process.execArgv, ...profiling, join(import.meta.dirname, '../main.ts'), 'start'],
    {
      env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'warn', MODE: 'demo', ...extra },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ready = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
    if (output.includes(' is ready (')) ready.resolve();
  });
  child.on('exit', (code, signal) => {
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
