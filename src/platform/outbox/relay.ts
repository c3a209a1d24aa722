import { setTimeout as sleep } from 'node:timers/promises';
import { systemContext, type Ctx, type Services } from '../context.ts';
import { isUnavailable } from '../db/unavailable.ts';
import { tryTransactionLock } from '../db/lock.ts';
import { newId } from '../ids.ts';
import { onOutboxHint, type OutboxEvent } from './events.ts';
import { reasonOf } from '../telemetry/describe-error.ts';
import {
  findWanted,
  hasUnread,
  moveCursor,
  openCursor,
  parkEvent,
  parkedEntities,
  readAfter,
  type StoredEvent,
} from './store.ts';
import { retryParked } from './parked.ts';
import type { Subscriber } from './subscriber.ts';

/** How long the relay sleeps when nobody hints: the longest delay between a commit elsewhere and its consequences. */
const POLL_MS = 200;
const BATCH = 500;

export interface RelayOptions {
  readonly services: Services;
  readonly subscribers: readonly Subscriber[];
  /** Called after each batch with the entities that changed, for live screens. */
  readonly onRelayed?: (events: readonly OutboxEvent[]) => void;
}

/**
 * Hands events to subscribers: at least once, in order per entity, resumable. What a handler writes and the move of its
 * cursor commit together, so inside the database each event takes effect once. Several nodes may run a relay: a lock
 * per subscriber lets one work at a time.
 */
export class OutboxRelay {
  readonly #options: RelayOptions;
  readonly #stopping = new AbortController();
  #wake: (() => void) | undefined;
  #running: Promise<void> = Promise.resolve();
  #unhint: () => void = () => undefined;

  constructor(options: RelayOptions) {
    this.#options = options;
  }

  start(): void {
    this.#unhint = onOutboxHint(() => this.#wake?.());
    this.#running = this.#loop();
  }

  /** Finishes the batch at hand. */
  async stop(): Promise<void> {
    this.#unhint();
    this.#stopping.abort();
    this.#wake?.();
    await this.#running;
  }

  /**
   * Relays until nothing is left; for tests and for seeding. Events that transactions still running hold back, those of
   * other databases of the server included, are waited for, up to `patienceMs`.
   */
  async drain(patienceMs = 60_000): Promise<void> {
    const end = performance.now() + patienceMs;
    const names = this.#options.subscribers.map(({ name }) => name);
    for (;;) {
      if (await this.#round()) continue;
      if (performance.now() >= end || !(await hasUnread(this.#options.services.db, names))) return;
      await sleep(5);
    }
  }

  async #loop(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        if (await this.#round()) continue;
      } catch (error) {
        this.#options.services.log.warn({ err: error }, 'the relay of events paused');
        await sleep(1000, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
      await this.#rest();
    }
  }

  async #rest(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const timer = setTimeout(resolve, POLL_MS);
    await promise;
    clearTimeout(timer);
    this.#wake = undefined;
  }

  /** One batch for every subscriber that has something to do. True if any had. */
  async #round(): Promise<boolean> {
    const { services, subscribers } = this.#options;
    const names = subscribers.map(({ name }) => name);
    const wanted = await findWanted(services.db, names, services.clock.now());
    let moved = false;
    for (const subscriber of subscribers.filter(({ name }) => wanted.has(name))) {
      if (this.#stopping.signal.aborted) return false;
      moved = (await this.#relay(subscriber)) || moved;
      await retryParked(this.#context(subscriber), subscriber);
    }
    return moved;
  }

  async #relay(subscriber: Subscriber): Promise<boolean> {
    const ctx = this.#context(subscriber);
    try {
      return await this.#batch(ctx, subscriber, BATCH);
    } catch (error) {
      if (isUnavailable(error)) throw error;
      // One of them is bad: go one by one until it is parked, then in batches again.
      return this.#single(ctx, subscriber, error);
    }
  }

  async #single(ctx: Ctx, subscriber: Subscriber, cause: unknown): Promise<boolean> {
    for (let tried = 0; tried < BATCH; tried++) {
      try {
        if (!(await this.#batch(ctx, subscriber, 1))) return tried > 0;
      } catch (error) {
        if (isUnavailable(error)) throw error;
        ctx.log.error({ err: error, cause, subscriber: subscriber.name }, 'an event was parked');
        await this.#parkNext(ctx, subscriber, error);
        return true;
      }
    }
    return true;
  }

  #batch(ctx: Ctx, subscriber: Subscriber, limit: number): Promise<boolean> {
    return this.#locked(
      ctx,
      subscriber,
      async (tx, wanted) => {
        const blocked = await parkedEntities(tx.db, subscriber.name, wanted);
        for (const event of wanted) if (blocked.has(event.entity)) await parkEvent(tx, subscriber.name, event, 'waits');
        const free = wanted.filter((event) => !blocked.has(event.entity));
        if (free.length > 0) await subscriber.handle(tx, free);
        if (free.length > 0) tx.db.afterCommit(() => this.#options.onRelayed?.(free));
      },
      limit,
    );
  }

  async #parkNext(ctx: Ctx, subscriber: Subscriber, error: unknown): Promise<void> {
    await this.#locked(
      ctx,
      subscriber,
      async (tx, [event]) => {
        if (event) await parkEvent(tx, subscriber.name, event, reasonOf(error));
      },
      1,
    );
  }

  /** Runs `work` on the next events it listens to and moves the cursor behind them, all in one transaction. */
  #locked(
    ctx: Ctx,
    subscriber: Subscriber,
    work: (tx: Ctx, events: StoredEvent[]) => Promise<void>,
    limit: number,
  ): Promise<boolean> {
    return ctx.db.transaction(async (db) => {
      if (!(await tryTransactionLock(db, `outbox:${subscriber.name}`))) return false;
      const place = await openCursor(db, subscriber.name, ctx.clock.now());
      const names = subscriber.events.map(({ name }) => name);
      const { events, end } = await readAfter(db, place, names, limit);
      if (!end) return false;
      await work({ ...ctx, db }, events);
      await moveCursor(db, subscriber.name, end, ctx.clock.now());
      return true;
    });
  }

  #context(subscriber: Subscriber): Ctx {
    return systemContext(this.#options.services, subscriber.name, `relay-${newId().slice(-12)}`);
  }
}
