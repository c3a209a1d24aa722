import { PgBoss, type SendOptions } from 'pg-boss';
import type pg from 'pg';
import type { Logger } from 'pino';
import { OFFICE_TIME_ZONE } from '../clock.ts';
import { systemContext, type Services } from '../context.ts';
import type { Db } from '../db/db.ts';
import type { ConnectionConfig } from '../db/pool.ts';
import { newId } from '../ids.ts';
import { describeError } from '../telemetry/describe-error.ts';
import type { JobDefinition } from './definition.ts';
import type { EnqueueOptions, Jobs } from './jobs.ts';

/** Where jobs go after the last try, for a person to look at and redrive. */
export const DEAD_LETTERS = 'dead-letters';
const SCHEMA = 'pgboss';
const GRACE_MS = 25_000;
const CRON_LOOK_SECONDS = 10;

/** Installs the queue's own tables and our queues. Part of migrating: needs the rights of the migrator. */
export async function installJobs(
  connection: ConnectionConfig,
  definitions: readonly JobDefinition[],
  grantTo: { client: pg.Client; role: string } | undefined,
): Promise<void> {
  const boss = new PgBoss({ ...connection, schema: SCHEMA, max: 2, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  await boss.createQueue(DEAD_LETTERS, { retentionSeconds: 90 * 86_400 });
  for (const job of definitions) {
    const options = {
      retryLimit: job.retryLimit ?? 8,
      retryBackoff: true,
      retryDelay: 2,
      expireInSeconds: job.expireInSeconds ?? 120,
      deleteAfterSeconds: 86_400,
      deadLetter: DEAD_LETTERS,
    };
    await boss.createQueue(job.queue, options);
    await boss.updateQueue(job.queue, options);
  }
  await boss.stop({ graceful: false });
  if (!grantTo) return;
  const { client, role } = grantTo;
  await client.query(`grant usage on schema ${SCHEMA} to ${role}`);
  await client.query(`grant select, insert, update, delete on all tables in schema ${SCHEMA} to ${role}`);
  await client.query(`grant usage, select on all sequences in schema ${SCHEMA} to ${role}`);
  await client.query(`grant execute on all functions in schema ${SCHEMA} to ${role}`);
}

/** pg-boss keeps all properties of an error with the job; those of a database error quote rows. */
function withoutRows(error: unknown): Error {
  const { type, message = '', code, stack } = describeError(error);
  return Object.assign(new Error(message), { name: type, code, stack });
}

/** The queue on pg-boss, tuned: its defaults would run one job every two seconds (datalayer.md section 3). */
export class BossJobs implements Jobs {
  readonly #boss: PgBoss;
  #workers: readonly string[] = [];

  constructor(connection: ConnectionConfig, role: string | undefined, log: Logger) {
    this.#boss = new PgBoss({
      ...connection,
      schema: SCHEMA,
      application_name: 'ventanilla-jobs',
      max: 4,
      migrate: false,
      createSchema: false,
      reindex: false,
      superviseIntervalSeconds: 30,
      ...(role ? { options: `-c role=${role}` } : {}),
    });
    this.#boss.on('error', (error) => log.warn({ err: error }, 'the job queue met an error'));
  }

  async start(): Promise<void> {
    await this.#boss.start();
  }

  async enqueue(db: Db, queue: string, data: object, options: EnqueueOptions = {}): Promise<void> {
    const send: SendOptions = { db: { executeSql: async (text, values) => ({ rows: await db.sql(text, values) }) } };
    if (options.key) send.singletonKey = options.key;
    if (options.priority) send.priority = options.priority;
    if (options.startAfter) send.startAfter = options.startAfter.toString();
    await this.#boss.send(queue, data, send);
  }

  /** Starts to work on the queues of these definitions, and sets their cron lines. */
  async work(services: Services, definitions: readonly JobDefinition[]): Promise<void> {
    for (const job of definitions) {
      if (job.cron) await this.#boss.schedule(job.queue, job.cron, {}, { tz: OFFICE_TIME_ZONE });
      // For the others somebody waits; what comes by the clock may come some seconds later, and each look costs.
      const pollingIntervalSeconds = job.cron ? CRON_LOOK_SECONDS : 0.5;
      const options = { batchSize: 1, localConcurrency: job.concurrency ?? 1, pollingIntervalSeconds };
      await this.#boss.work(job.queue, options, async ([given]) => {
        if (!given) return;
        const ctx = systemContext(services, `job:${job.queue}`, `job-${newId().slice(-12)}`);
        await job.run(ctx, given.data as never, given.signal).catch((error: unknown) => {
          services.log.error({ err: error, queue: job.queue, job: given.id, requestId: ctx.requestId }, 'a job failed');
          throw withoutRows(error);
        });
      });
    }
    this.#workers = definitions.map((job) => job.queue);
  }

  /** Finishes the jobs at hand, at most 25 s; what is cut off is done again by another worker. */
  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: this.#workers.length > 0, timeout: GRACE_MS });
  }
}
