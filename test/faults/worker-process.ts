import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const program = join(import.meta.dirname, '../../src/cli/main.ts');

/** A worker node that is started again as soon as it dies, as a service manager does. */
export class WorkerProcess {
  readonly #environment: Record<string, string>;
  #child: ChildProcess;
  #stopped = false;
  #toldToEnd = false;
  #ownEnds = 0;

  constructor(environment: Record<string, string>) {
    this.#environment = environment;
    this.#child = this.#spawn();
  }

  /** What it said when it ended without having been killed. */
  readonly lastWords: string[] = [];

  /** How often it ended without having been killed. */
  get ownEnds(): number {
    return this.#ownEnds;
  }

  kill(): void {
    this.#toldToEnd = true;
    this.#child.kill('SIGKILL');
  }

  /**
   * Tells it to end, as a service manager does; resolves with its exit code or the signal that ended it. It is not started
   * again before `start`.
   */
  async terminate(): Promise<number | string> {
    const child = this.#child;
    this.#stopped = true;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const [code, signal] = (await ended) as [number | null, string | null];
    return code ?? signal ?? 0;
  }

  /** After `terminate`. */
  start(): void {
    this.#stopped = false;
    this.#child = this.#spawn();
  }

  stop(): void {
    this.#stopped = true;
    this.#child.kill('SIGKILL');
  }

  #spawn(): ChildProcess {
    const child = spawn(process.execPath, [...process.execArgv, program, 'start'], {
      env: { ...process.env, ...this.#environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('exit', () => {
      if (this.#stopped) return;
      if (!this.#toldToEnd) {
        this.#ownEnds += 1;
        this.lastWords.push(said.slice(0, 2_000));
      }
      this.#toldToEnd = false;
      this.#child = this.#spawn();
    });
    return child;
  }
}
