// The embedded PostgreSQL of a one-machine installation and of the tests: the real server from npm, with no step before
// `npm start`. Data folder: `cluster/` (PGDATA), `password`, `lock`, `postgres.log`,
// and `lib/` where node_modules is read-only.
import { accessSync, constants, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chooseAccount, chooseRunAs, giveTo } from './account.ts';
import { getBinaries } from './binaries.ts';
import { createCluster, getPassword, hasCluster, prepareDraft, SUPERUSER } from './cluster.ts';
import { DataDirAccess, ServerFailed } from './errors.ts';
import { layOut } from './layout.ts';
import { endLeftovers } from './leftovers.ts';
import { acquireLock, findHolder } from './lock.ts';
import { choosePort } from './port.ts';
import type { LaunchOptions, ServerExit, ServerRun } from './server.ts';
import { launch } from './server.ts';
import { chooseSettings, readMemoryLimit } from './settings.ts';
import type { SupervisorLog } from './supervisor.ts';
import { supervise } from './supervisor.ts';

export { DataDirInUse, DataDirVersionMismatch, EmbeddedError, ServerFailed } from './errors.ts';
export type { ServerExit } from './server.ts';

const LAUNCH_ATTEMPTS = 40;
const LAUNCH_PAUSE_MS = 250;

/** What a long start is doing, for the terminal. */
export type StartStep = 'end-leftovers' | 'create-cluster' | 'start-server' | 'ready';

export interface EmbeddedOptions {
  /** Folder of the database; created when missing. */
  readonly dataDir: string;
  /** Server settings that override the chosen ones, by PostgreSQL's names. */
  readonly settings?: Readonly<Record<string, string>>;
  /** False gives up every promise about crashes for speed: tests only. Default true. */
  readonly durable?: boolean;
  readonly onProgress?: (step: StartStep) => void;
  /** The server ended by itself; it is being started again on the same port. */
  readonly onExit?: (exit: ServerExit) => void;
  readonly log?: SupervisorLog;
  /** Ends a start that is under way, also in the middle of crash recovery. */
  readonly signal?: AbortSignal;
}

/** What `pg.Pool` and `pg.Client` take. */
export interface ConnectionConfig {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export interface EmbeddedServer {
  readonly host: string;
  readonly port: number;
  /** Of the server that runs now; changes when it had to be started again. */
  readonly pid: number;
  /** True when a server that an earlier, killed Ventanilla left behind was ended first. */
  readonly replacedLeftover: boolean;
  connectionConfig(database: string): ConnectionConfig;
  /** Ends and starts the server on the same port; connections break. */
  restart(): Promise<void>;
  /** Fast shutdown, then the folder is free for others. May be called more than once. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on `dataDir` and keeps it running: when it dies it is started again, with growing pauses, on the
 * same port. Creates the cluster on the first start. Needs no rights beyond the folder, and works as root too.
 * Errors: DataDirInUse, DataDirVersionMismatch, DataDirAccess, ServerFailed, EmbeddedError (`no_binaries`,
 * `data_dir_foreign`, `password_missing`).
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const durable = options.durable ?? true;
  const report = options.onProgress ?? (() => undefined);
  const signal = options.signal ?? new AbortController().signal;
  const layout = layOut(prepareDataDir(options.dataDir));
  const binaries = getBinaries(layout.libraries);
  const lock = acquireLock(layout.dataDir, layout.lock);
  try {
    const account = chooseAccount(layout.cluster);
    const exists = hasCluster(layout, binaries.majorVersion);
    if (!exists) prepareDraft(layout, account);
    const home = exists ? layout.cluster : layout.draft;
    if (exists && account && statSync(home).uid === 0) giveTo(account, home);
    refuseForeignOwner(home);
    const runAs = chooseRunAs(account, binaries, home);
    const replacedLeftover = exists && (await endLeftovers(layout.cluster, () => report('end-leftovers')));
    if (!exists) {
      report('create-cluster');
      await createCluster(layout, binaries, runAs, account, durable);
    }
    const password = getPassword(layout);
    const settings = { ...chooseSettings(readMemoryLimit(), durable), ...options.settings };
    report('start-server');
    const first = await launchOnFreePort({ layout, postgres: binaries.postgres, runAs, settings, signal });
    report('ready');
    const { port } = first.plan;
    const supervisor = supervise(first.run, first.plan, options.log, options.onExit);
    return {
      host: '127.0.0.1',
      port,
      get pid() {
        return supervisor.pid;
      },
      replacedLeftover,
      connectionConfig: (database) => ({ host: '127.0.0.1', port, user: SUPERUSER, password, database }),
      restart: () => supervisor.restart(),
      async stop() {
        await supervisor.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * How to reach the server of another living process on this folder: for commands of the operator beside a running program.
 * Undefined when nobody holds the folder, or its server is not up yet.
 */
export function findRunning(dataDir: string, database: string): ConnectionConfig | undefined {
  const layout = layOut(path.resolve(dataDir));
  if (findHolder(layout.lock) === undefined) return undefined;
  // The fourth line of postmaster.pid is the port (PostgreSQL, src/include/utils/pidfile.h); the last one says "ready".
  const [, , , port, , , , status] = readText(path.join(layout.cluster, 'postmaster.pid')).split('\n');
  if (status?.trim() !== 'ready') return undefined;
  const password = readText(layout.password).trim();
  return { host: '127.0.0.1', port: Number(port), user: SUPERUSER, password, database };
}

/** Whether a database was ever made in this folder. */
export function hasDatabase(dataDir: string): boolean {
  return existsSync(layOut(path.resolve(dataDir)).cluster);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/**
 * Removes a database with all its data when the process that held it was killed, ending the server that it left behind.
 * Returns false, and touches nothing, when somebody holds it or nobody held it (it may be about to be made).
 */
export async function discardAbandoned(dataDir: string): Promise<boolean> {
  const layout = layOut(realpathSync(dataDir));
  if (!existsSync(layout.lock) || findHolder(layout.lock) !== undefined) return false;
  if (existsSync(layout.cluster)) await endLeftovers(layout.cluster);
  rmSync(layout.dataDir, { recursive: true, force: true, maxRetries: 3 });
  return true;
}

/**
 * Tries again what passes by itself: another program took the port between the choice and the start, or children of a
 * killed server still hold its memory.
 */
async function launchOnFreePort(plan: Omit<LaunchOptions, 'port'>): Promise<{ run: ServerRun; plan: LaunchOptions }> {
  for (let attempt = 1; ; attempt++) {
    const withPort = { ...plan, port: await choosePort() };
    try {
      return { run: await launch(withPort), plan: withPort };
    } catch (error) {
      const passes =
        error instanceof ServerFailed && /Address already in use|pre-existing shared memory/.test(error.serverLog);
      if (!passes || attempt === LAUNCH_ATTEMPTS) throw error;
      await sleep(LAUNCH_PAUSE_MS);
    }
  }
}

/** Creates the folder (passable for the server's account when we are root) and returns its path without links. */
function prepareDataDir(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return realpathSync(dataDir);
  } catch (error) {
    throw new DataDirAccess(
      `The data folder ${dataDir} cannot be used: ${(error as Error).message}. ` +
        `Start Ventanilla as its owner or as root, or choose another DATA_DIR.`,
      { cause: error },
    );
  }
}

function refuseForeignOwner(folder: string): void {
  const uid = process.getuid?.();
  const owner = statSync(folder).uid;
  if (uid === 0 || uid === owner) return;
  throw new DataDirAccess(
    `${folder} belongs to user number ${owner} and Ventanilla runs as ${uid}. ` +
      `Start it as that user (or as root), or give the whole data folder to this one: chown -R ${uid} on it.`,
  );
}
