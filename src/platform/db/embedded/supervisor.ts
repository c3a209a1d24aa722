import { setTimeout as sleep } from 'node:timers/promises';
import { endLeftovers } from './leftovers.ts';
import { sendSignal } from './processes.ts';
import type { LaunchOptions, ServerExit, ServerRun } from './server.ts';
import { launch } from './server.ts';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** A server that ran this long was healthy: its next death is a new incident with a short first pause. */
const HEALTHY_MS = 60_000;

/** Fits pino. */
export interface SupervisorLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface Supervisor {
  readonly pid: number;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Keeps a server alive until `stop`. "The database is away" must be a pause for the program, not its end, so it never
 * gives up: the pauses grow to five seconds and stay there.
 */
export function supervise(
  first: ServerRun,
  plan: LaunchOptions,
  log: SupervisorLog | undefined,
  onExit: ((exit: ServerExit) => void) | undefined,
): Supervisor {
  const stopping = new AbortController();
  let run = first;
  let mayEnd = false;
  let pauseMs = FIRST_PAUSE_MS;
  let starting = Promise.resolve();

  const stopped = () => stopping.signal.aborted;
  const watch = (watched: ServerRun) => {
    const since = performance.now();
    void watched.exited.then((exit) => {
      if (mayEnd || stopped()) return;
      if (performance.now() - since > HEALTHY_MS) pauseMs = FIRST_PAUSE_MS;
      log?.warn({ ...exit, pid: watched.pid }, 'the database server ended by itself; starting it again');
      starting = startAgain();
      onExit?.(exit);
    });
  };

  const startAgain = async () => {
    while (!stopped()) {
      try {
        await sleep(pauseMs, undefined, { signal: stopping.signal });
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
        await endLeftovers(plan.layout.cluster);
        run = await launch({ ...plan, signal: stopping.signal });
        watch(run);
        log?.info({ pid: run.pid }, 'the database server is back');
        return;
      } catch (error) {
        if (!stopped()) log?.warn({ err: error }, 'the database server did not start; trying again');
      }
    }
  };

  // After an uncaught error nobody calls stop(); without this the server would stay behind.
  const endWithProcess = () => sendSignal(run.pid, 'SIGINT');
  process.once('exit', endWithProcess);
  watch(run);

  return {
    get pid() {
      return run.pid;
    },
    async restart() {
      await starting;
      mayEnd = true;
      await run.shutDown();
      mayEnd = false;
      run = await launch({ ...plan, signal: stopping.signal });
      watch(run);
    },
    async stop() {
      stopping.abort();
      await starting;
      await run.shutDown();
      process.off('exit', endWithProcess);
    },
  };
}
