import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCarrier } from '#demo/carrier/carrier.ts';
import { loadConfig } from '#platform/config.ts';
import { systemContext, type Ctx } from '#platform/context.ts';
import { startEmbedded, type EmbeddedServer } from '#platform/db/embedded/index.ts';
import { freePort } from '#test/support/app.ts';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.ts';
import { start } from '../../src/main.ts';
import { WorkerProcess } from './worker-process.ts';

/** A web node in this process, a worker in one of its own, and between them and all else a network that can fail. */
export interface Installation {
  readonly ctx: Ctx;
  readonly address: string;
  readonly folder: string;
  readonly server: EmbeddedServer;
  readonly worker: WorkerProcess;
  /** Between both nodes and the database. */
  readonly databaseLine: FaultProxy;
  /** Between the worker and the carrier. */
  readonly carrierLine: FaultProxy;
  /** Texts as the telephones show them, with repetitions. */
  readonly arrived: readonly string[];
}

export interface InstallationOptions {
  /** Where the folder with database and files is made. */
  readonly parent?: string;
  readonly databaseSettings?: Readonly<Record<string, string>>;
}

/** Starts it, does the work, and takes it down. Data below a folder of its own, a durable database. */
export async function withInstallation<Result>(
  work: (installation: Installation) => Promise<Result>,
  { parent = tmpdir(), databaseSettings = {} }: InstallationOptions = {},
): Promise<Result> {
  const folder = mkdtempSync(join(parent, 'ventanilla-faults-'));
  const arrived: string[] = [];
  const carrier = await startCarrier({
    systemId: 'ventanilla',
    password: 'faults',
    behaviour: { deliveryMs: [35, 65], receiptMs: [0, 0], maxPerSecond: 5_000 },
    onMessage: ({ text }) => void arrived.push(text),
  });
  const server = await startEmbedded({ dataDir: join(folder, 'postgres'), settings: databaseSettings });
  const { host, port, user, password } = server.connectionConfig('postgres');
  const databaseLine = await startFaultProxy({ host, port });
  const carrierLine = await startFaultProxy({ host: carrier.host, port: carrier.port });
  const environment = {
    DATABASE_URL: `postgres://${user}:${encodeURIComponent(password)}@${databaseLine.host}:${databaseLine.port}/postgres`,
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    MODE: 'demo',
    RATE_LIMITS: 'off',
    SMPP_URL: `smpp://ventanilla:faults@${carrierLine.host}:${carrierLine.port}`,
    PORT: String(await freePort()),
  };
  const running = await start({ config: loadConfig({ ...environment, ROLES: 'web' }), onProgress: () => undefined });
  const worker = new WorkerProcess({ ...environment, ROLES: 'worker', LEASE_SECONDS: '3', UNCERTAIN_SECONDS: '3' });
  const ctx = systemContext(running.services, 'faults', 'faults');
  try {
    return await work({
      ctx,
      address: running.address ?? '',
      folder,
      server,
      worker,
      databaseLine,
      carrierLine,
      arrived,
    });
  } finally {
    worker.stop();
    await running.stop();
    await Promise.all([databaseLine.close(), carrierLine.close()]);
    await carrier.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
