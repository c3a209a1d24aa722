import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './app.ts';
import { cleanUp } from './clean-up.ts';

const program = join(import.meta.dirname, '../../src/cli/main.ts');
const loader = join(import.meta.dirname, '../../src/platform/runtime/register.js');
// The first start fills the demonstration; a machine that does much else takes its time.
const READY_MS = 400_000;

/** One node of an installation of several: the program as a process of its own. */
export interface NodeProcess {
  readonly address: string;
  readonly pid: number;
  signal(name: NodeJS.Signals): void;
  /** All that it has written to its terminal so far: the log, and what was not meant for it. */
  said(): string;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** Runs `ventanilla start` with these settings until the end of the test file; resolves when it is ready. */
export async function useNode(settings: Readonly<Record<string, string>>): Promise<NodeProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-node-'));
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', loader, program, 'start'], {
    env: { ...process.env, DATA_DIR: folder, PORT: String(port), MODE: 'demo', LOG_LEVEL: 'silent', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const ready = Promise.withResolvers<void>();
  const listen = (chunk: Buffer) => {
    said += chunk.toString();
    if (said.includes('is ready')) ready.resolve();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const ended = new Promise<number | string>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 0)),
  );
  cleanUp(async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  const late = new AbortController();
  await Promise.race([
    ready.promise,
    ended.then((how) => Promise.reject(new Error(`the node ended (${how}) before it was ready:\n${said}`))),
    sleep(READY_MS, undefined, { signal: late.signal }).then(() => {
      throw new Error(`the node was not ready in ${READY_MS} ms:\n${said}`);
    }),
  ]);
  late.abort();
  const { pid = 0 } = child;
  return { address: `http://127.0.0.1:${port}`, pid, signal: (name) => void child.kill(name), said: () => said, ended };
}
