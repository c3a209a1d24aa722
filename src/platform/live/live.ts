import type pg from 'pg';
import type { Logger } from 'pino';
import type { Db } from '../db/db.ts';

/** NOTIFY carries at most 8,000 bytes; topics beyond that are told as "everything changed". */
const MAX_PAYLOAD = 7_000;
const CHANNEL = 'ventanilla_live';
const EVERYTHING = '*';

export type LiveListener = (topics: ReadonlySet<string>) => void;

/**
 * Tells the screens of all web nodes that something changed: only topics such as `registry` or `procedure:0198…`, never
 * contents. It is a hint: a screen that misses one still refreshes by itself now and then.
 */
export class LiveBus {
  readonly #listeners = new Set<LiveListener>();
  readonly #connect: () => Promise<pg.Client>;
  readonly #log: Logger;
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(connect: () => Promise<pg.Client>, log: Logger) {
    this.#connect = connect;
    this.#log = log;
  }

  async start(): Promise<void> {
    try {
      const client = await this.#connect();
      client.on('notification', ({ payload }) => this.#deliver(payload ?? EVERYTHING));
      client.on('error', () => undefined);
      client.on('end', () => this.#reconnectLater());
      await client.query(`listen ${CHANNEL}`);
      this.#client = client;
      // What happened while nobody listened is unknown: let every screen look again.
      this.#deliver(EVERYTHING);
    } catch (error) {
      this.#log.warn({ err: error }, 'live updates pause until the database is back');
      this.#reconnectLater();
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#client?.end().catch(() => undefined);
  }

  subscribe(listener: LiveListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** One notification for many changes (never one per row: notifying commits are serialised by PostgreSQL). */
  async publish(db: Db, topics: Iterable<string>): Promise<void> {
    const payload = [...new Set(topics)].join(' ');
    if (!payload) return;
    await db.named('live_publish', `select pg_notify('${CHANNEL}', $1)`, [
      payload.length > MAX_PAYLOAD ? EVERYTHING : payload,
    ]);
  }

  #deliver(payload: string): void {
    const topics = new Set(payload.split(' '));
    for (const listener of this.#listeners) listener(topics);
  }

  #reconnectLater(): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.start(), 2_000);
    this.#timer.unref();
  }
}
