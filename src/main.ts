import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import type { Logger } from 'pino';
import { loadUnitNodes, UNITS_TOPIC } from '#modules/agencies/index.ts';
import type { Route } from '#platform/http/routes.ts';
import { CheckpointKey } from '#platform/audit/chain.ts';
import { CHECKPOINT_FILE, startSealer } from '#platform/audit/sealer.ts';
import { systemClock } from '#platform/clock.ts';
import { type Config, ConfigError } from '#platform/config.ts';
import { systemContext, type Services } from '#platform/context.ts';
import { AesFieldCrypt } from '#platform/crypt/aes-field-crypt.ts';
import { getFittingKeys } from '#platform/crypt/key-check.ts';
import { Db } from '#platform/db/db.ts';
import { forgetTopics } from '#platform/db/remember.ts';
import { startNoting } from '#platform/db/service-minutes.ts';
import { clientConfig, createPool, type ConnectionConfig } from '#platform/db/pool.ts';
import { LocalFiles } from '#platform/files/local-files.ts';
import { createServer } from '#platform/http/server.ts';
import { BossJobs } from '#platform/jobs/boss.ts';
import { LiveBus } from '#platform/live/live.ts';
import { OutboxRelay } from '#platform/outbox/relay.ts';
import { keepHeapSmall } from '#platform/runtime/small-heap.ts';
import { RoleBook } from '#platform/permissions/roles.ts';
import { UnitTree } from '#platform/permissions/unit-tree.ts';
import { Metrics } from '#platform/telemetry/metrics.ts';
import { createLogger } from '#platform/telemetry/logger.ts';
import { Clamd } from '#platform/uploads/clamd.ts';
import { createServer as createProbe, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareDatabase } from './database.ts';
import { JOBS, MODULES } from './modules.ts';
import { openDatabase } from './open-database.ts';
import { lookAtSetup } from './setup.ts';
import { webOptions } from './web/web.ts';

/** A running Ventanilla. */
export interface Running {
  /** Address of the home page; undefined without the web role. */
  readonly address: string | undefined;
  readonly services: Services;
  readonly connection: ConnectionConfig;
  /** Graceful stop: no new requests, the running ones and the jobs at hand end, then the database. */
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly config: Config;
  /** A line for the terminal about a step that takes long. */
  readonly onProgress: (step: string) => void;
  /** Ends a start that is under way, in whatever step it is; what was started by then is stopped. */
  readonly signal?: AbortSignal;
}

/** Stops things in the reverse order of their start, and goes on if one of them fails. Each is stopped once. */
class Closers {
  readonly #steps: (() => Promise<unknown>)[] = [];
  #closing = Promise.resolve();
  add(step: () => Promise<unknown>): void {
    this.#steps.unshift(step);
  }
  close(log: Logger): Promise<void> {
    this.#closing = this.#closing.then(async () => {
      for (let step = this.#steps.shift(); step; step = this.#steps.shift())
        await step().catch((error: unknown) => log.error({ err: error }, 'a stop failed'));
    });
    return this.#closing;
  }
}

/** The composition root: config -> database -> services -> the roles asked for. */
export async function start({ config, onProgress, signal }: StartOptions): Promise<Running> {
  const log = createLogger(config.logLevel);
  const closers = new Closers();
  // Closing takes the ground from under the step at hand, so that it ends: a migration must not be waited for.
  const giveUp = () => void closers.close(log);
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    const running = await startAll(config, log, closers, { onProgress, ...(signal && { signal }) });
    signal?.throwIfAborted();
    return running;
  } catch (error) {
    await closers.close(log);
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', giveUp);
  }
}

async function startAll(
  given: Config,
  log: Logger,
  closers: Closers,
  { onProgress, signal }: Pick<StartOptions, 'onProgress' | 'signal'>,
): Promise<Running> {
  // Links name the port, so a free one (PORT=0) is chosen before anything is made that holds a link.
  const config =
    given.roles.has('web') && given.port === 0 ? { ...given, port: await findFreePort(given.host) } : given;
  if (config.roles.has('web')) await refuseTakenPort(config);
  if (!config.roles.has('worker')) keepHeapSmall();
  const { connection, close } = await openDatabase(config, log, onProgress, signal);
  closers.add(close);
  signal?.throwIfAborted();
  const { appRole } = await prepareDatabase(connection, {
    onProgress: (step) => onProgress(`migration ${step}`),
  });
  signal?.throwIfAborted();
  const timeout = { statementTimeoutMs: config.roles.has('worker') ? 60_000 : 2_000, applicationName: 'ventanilla' };
  const pool = createPool(connection, {
    ...timeout,
    max: config.databaseConnections,
    role: appRole,
    onError: (error) => log.warn({ err: error }, 'a database connection broke'),
  });
  closers.add(() => pool.end());
  const db = Db.over(pool);
  const keys = await getFittingKeys(db, config.keyFile, systemClock.now());
  const jobs = new BossJobs(connection, appRole, log);
  await jobs.start();
  closers.add(() => jobs.stop());
  const live = new LiveBus(async () => {
    const client = new pg.Client(clientConfig(connection, { ...timeout, statementTimeoutMs: 0, role: appRole }));
    await client.connect();
    return client;
  }, log);
  const services: Services = {
    db,
    clock: systemClock,
    log,
    jobs,
    live,
    files: new LocalFiles(join(config.dataDir, 'files')),
    crypt: new AesFieldCrypt(keys.fields),
    sealKeyPem: new CheckpointKey(keys.audit).publicKeyPem,
    publicUrl: addressOf(config),
    ...(config.clamdUrl ? { scanner: new Clamd(config.clamdUrl) } : {}),
    access: { roles: new RoleBook(MODULES.map((module) => module.roles ?? {})), units: new UnitTree() },
  };
  live.subscribe(forgetTopics);
  await live.start();
  closers.add(() => live.stop());

  if (config.demo) await (await import('#demo/seed.ts')).seedDemo(services, onProgress);
  signal?.throwIfAborted();
  await followUnits(services, closers);
  const demo = config.demo ? await startDemo(config, closers) : { config, routes: [] };
  if (config.roles.has('worker')) {
    const auditKey = new CheckpointKey(keys.audit);
    const file = join(config.dataDir, CHECKPOINT_FILE);
    closers.add(startSealer(systemContext(services, 'audit', 'sealer'), { key: auditKey, file }));
    await startWorker(demo.config, services, jobs, live, closers);
  }
  const app = config.roles.has('web') ? await listen(config, services, keys.form, demo.routes, closers) : undefined;
  return {
    address: app && services.publicUrl,
    services,
    connection,
    stop: () => closers.close(log),
  };
}

/** Units are few and seldom change: each node keeps the tree in memory, looks again at the hint of another, and every
 * five seconds for hints that get lost: until then somebody would see what is no longer theirs. */
async function followUnits(services: Services, closers: Closers): Promise<void> {
  const refresh = async () => services.access.units.replace(await loadUnitNodes(services.db));
  await refresh();
  const look = () => void refresh().catch((error: unknown) => services.log.warn({ err: error }, 'the units are stale'));
  const deafen = services.live.subscribe((topics) => {
    if (topics.has(UNITS_TOPIC) || topics.has('*')) look();
  });
  const timer = setInterval(look, 5_000);
  closers.add(async () => {
    deafen();
    clearInterval(timer);
  });
}

/**
 * The carrier and the mail server of the demonstration, unless real ones are configured. Their code is loaded for it alone:
 * real work has no use for what it holds.
 */
async function startDemo(config: Config, closers: Closers): Promise<{ config: Config; routes: readonly Route[] }> {
  const { startCarrier } = await import('#demo/carrier/carrier.ts');
  const { startMailSink } = await import('#demo/mailsink/mail-sink.ts');
  const { Phones } = await import('#demo/phones.ts');
  const { demoRoutes } = await import('#demo/web/demo-pages.tsx');
  const phones = new Phones([
    await startCarrier({ systemId: 'ventanilla', password: 'demo', clock: systemClock }),
    await startCarrier({ systemId: 'ventanilla', password: 'demo', clock: systemClock }),
  ]);
  closers.add(() => phones.close());
  const mailSink = await startMailSink({ clock: systemClock });
  closers.add(() => mailSink.close());
  const returnMailPort = config.returnMailPort ?? (await findFreePort('127.0.0.1'));
  mailSink.bounceTo({ host: '127.0.0.1', port: returnMailPort });
  const smppUrls = config.smppUrls.length > 0 ? config.smppUrls : phones.carriers.map(({ url }) => url);
  const own = { smppUrls, smtpUrl: config.smtpUrl ?? mailSink.url, returnMailPort };
  return { config: { ...config, ...own }, routes: demoRoutes({ phones, mailSink }) };
}

async function startWorker(
  config: Config,
  services: Services,
  jobs: BossJobs,
  live: LiveBus,
  closers: Closers,
): Promise<void> {
  const relay = new OutboxRelay({
    services,
    subscribers: MODULES.flatMap((module) => module.subscribers ?? []),
    onRelayed: (events) => {
      const topics = events.flatMap((event) => [event.entity, event.name.split('.', 1)[0] ?? '']);
      live
        .publish(services.db, topics)
        .catch((error: unknown) => services.log.warn({ err: error }, 'live hint failed'));
    },
  });
  relay.start();
  closers.add(() => relay.stop());
  await jobs.work(services, JOBS);
  for (const module of MODULES) {
    const stopWorker = module.startWorker?.(systemContext(services, module.name, `worker-${module.name}`), config);
    if (stopWorker) closers.add(stopWorker);
  }
}

async function listen(
  config: Config,
  services: Services,
  formKey: string,
  extraRoutes: readonly Route[],
  closers: Closers,
): Promise<FastifyInstance> {
  const metrics = new Metrics(
    services,
    MODULES.flatMap((module) => module.gauges ?? []),
  );
  let draining = false;
  const app = await createServer(
    webOptions({
      config,
      services,
      extraRoutes,
      formKey: Buffer.from(formKey, 'base64'),
      metrics,
      isDraining: () => draining,
      setup: (agencyId) => lookAtSetup({ db: services.db, clock: services.clock, config, agencyId }),
    }),
  );
  try {
    await app.listen({ port: config.port, host: config.host });
  } catch (error) {
    throw portRefusal(error, config);
  }
  closers.add(() => app.close());
  closers.add(startNoting(services.db, services.clock, services.log));
  closers.add(async () => {
    draining = true;
    await sleep(config.drainSeconds * 1_000);
  });
  return app;
}

async function findFreePort(host: string): Promise<number> {
  const probe = createProbe();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  probe.once('error', reject).listen({ port: 0, host }, resolve);
  await promise;
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

/** Asked before the database is made: who mistypes a port should not wait for it. */
async function refuseTakenPort(config: Config): Promise<void> {
  const probe = createProbe();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  probe.once('error', reject).listen({ port: config.port, host: config.host }, resolve);
  await promise.catch((error: unknown) => {
    throw portRefusal(error, config);
  });
  await new Promise((closed) => probe.close(closed));
}

function portRefusal(error: unknown, { port, host }: Config): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new ConfigError(
        `Port ${port} on ${host} is taken by another program. Choose another one: PORT=3001 npm start`,
      );
    case 'EACCES':
      return new ConfigError(
        `Port ${port} is only for root on this machine. Choose one above 1023, and put a reverse proxy in front.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ConfigError(`This machine has no address ${host}. Set HOST to one that it has, or to 0.0.0.0.`);
    default:
      return error;
  }
}

function addressOf({ publicUrl, host, port }: Config): string {
  return publicUrl ?? `http://${host === '127.0.0.1' ? 'localhost' : host}:${port}`;
}
