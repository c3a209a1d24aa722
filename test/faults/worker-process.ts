import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const program = join(import.meta.dirname, '../../src/cli/main.ts');

/** A worker node that is started again as soon as it dies, as a service manager does. */
export class WorkerProcess {
  readonly #environment: Record<string, string>;
  #child: ChildProcess;
  #stopped = false;
  #killed = false;
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
    this.#killed = true;
    this.#child.kill('SIGKILL');
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
      if (!this.#killed) {
        this.#ownEnds += 1;
        this.lastWords.push(said.slice(0, 2_000));
      }
      this.#killed = false;
      this.#child = this.#spawn();
    });
    return child;
  }
}
