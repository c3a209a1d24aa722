import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CarrierBehaviour } from '#demo/carrier/behaviour.ts';
import { startCarrier, type Carrier } from '#demo/carrier/carrier.ts';
import { loadConfig } from '#platform/config.ts';
import { systemContext, type Ctx } from '#platform/context.ts';
import { startEmbedded, type EmbeddedServer } from '#platform/db/embedded/index.ts';
import { freePort } from '#test/support/app.ts';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.ts';
import { start } from '../../src/main.ts';
import { CarrierLog } from './carrier-log.ts';
import { RULES } from './notices.ts';
import { WorkerProcess } from './worker-process.ts';

/** A web node in this process, a worker in one of its own, and between them and all else a network that can fail. */
export interface Installation {
  readonly ctx: Ctx;
  readonly address: string;
  readonly folder: string;
  readonly server: EmbeddedServer;
  readonly worker: WorkerProcess;
  /** What a node of this installation is started with, but for its roles and port. */
  readonly environment: Readonly<Record<string, string>>;
  /** Between both nodes and the database. */
  readonly databaseLine: FaultProxy;
  /** Between the worker and the first carrier. */
  readonly carrierLine: FaultProxy;
  /** In the order of their names, `smpp`, `smpp2`. */
  readonly carriers: readonly [Carrier, ...Carrier[]];
  /** What the carriers saw: the witness that knows nothing of the database. */
  readonly log: CarrierLog;
  /** Texts as the telephones show them, with repetitions. */
  readonly arrived: readonly string[];
  stop(): Promise<void>;
}

export interface InstallationOptions {
  /** Where the folder with database and files is made. */
  readonly parent?: string;
  readonly databaseSettings?: Readonly<Record<string, string>>;
  /** How many carriers share the SMS. */
  readonly carriers?: number;
  /** The terms are short, so that a run sees what follows from them. */
  readonly uncertainSeconds?: number;
  readonly leaseSeconds?: number;
}

const BEHAVIOUR: Partial<CarrierBehaviour> = {
  deliveryMs: [35, 65],
  receiptMs: [0, 0],
  maxPerSecond: 5_000,
  rules: RULES,
};

/** Starts it, does the work, and takes it down. Data below a folder of its own, a durable database. */
export async function withInstallation<Result>(
  work: (installation: Installation) => Promise<Result>,
  options: InstallationOptions = {},
): Promise<Result> {
  const installation = await startInstallation(options);
  try {
    return await work(installation);
  } finally {
    await installation.stop();
  }
}

export async function startInstallation({
  parent = tmpdir(),
  databaseSettings = {},
  carriers: count = 1,
  uncertainSeconds = 3,
  leaseSeconds = 3,
}: InstallationOptions = {}): Promise<Installation> {
  const folder = mkdtempSync(join(parent, 'ventanilla-faults-'));
  const arrived: string[] = [];
  const account = { systemId: 'ventanilla', password: 'faults' };
  const newCarrier = () =>
    startCarrier({ ...account, behaviour: BEHAVIOUR, onMessage: ({ text }) => void arrived.push(text) });
  const carriers: [Carrier, ...Carrier[]] = [await newCarrier()];
  while (carriers.length < count) carriers.push(await newCarrier());
  const server = await startEmbedded({ dataDir: join(folder, 'postgres'), settings: databaseSettings });
  const { host, port, user, password } = server.connectionConfig('postgres');
  const databaseLine = await startFaultProxy({ host, port });
  const [first, ...others] = carriers;
  const carrierLine = await startFaultProxy({ host: first.host, port: first.port });
  const lines = [`smpp://ventanilla:faults@${carrierLine.host}:${carrierLine.port}`, ...others.map(({ url }) => url)];
  const environment = {
    DATABASE_URL: `postgres://${user}:${encodeURIComponent(password)}@${databaseLine.host}:${databaseLine.port}/postgres`,
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    MODE: 'demo',
    RATE_LIMITS: 'off',
    SMPP_URL: lines.join(' '),
    LEASE_SECONDS: String(leaseSeconds),
    UNCERTAIN_SECONDS: String(uncertainSeconds),
  };
  const web = { ...environment, PORT: String(await freePort()), ROLES: 'web' };
  const running = await start({ config: loadConfig(web), onProgress: () => undefined });
  const worker = new WorkerProcess({ ...environment, ROLES: 'worker' });
  return {
    ctx: systemContext(running.services, 'faults', 'faults'),
    address: running.address ?? '',
    folder,
    server,
    worker,
    environment,
    databaseLine,
    carrierLine,
    carriers,
    log: new CarrierLog(carriers),
    arrived,
    async stop() {
      worker.stop();
      await running.stop();
      await Promise.all([databaseLine.close(), carrierLine.close()]);
      await Promise.all(carriers.map((carrier) => carrier.close()));
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
