import { Fifo } from '#modules/notifications/adapters/smpp/fifo.ts';
import type { MessageFields } from '#modules/notifications/adapters/smpp/pdu.ts';
import type { Esme } from './esme.ts';

interface Waiting {
  readonly message: MessageFields;
  readonly settle: (acknowledged: boolean) => void;
  attempts: number;
}

/** What waits for one client; beyond it new ones are given up, as at any carrier. */
const MAX_WAITING = 50_000;
/** A client without its database for two minutes must not lose a receipt. */
const MAX_ATTEMPTS = 20;
const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 10_000;

/** The name under which things wait that any client may take. */
export const ANY_CLIENT = '';

/**
 * Receipts and citizens' texts on their way to the clients. They go out in turn over the connections that can receive,
 * and wait while there is none. What a client does not acknowledge is sent again.
 */
export class Outbound {
  readonly #esmes = new Set<Esme>();
  readonly #queues = new Map<string, Fifo<Waiting>>();
  readonly #retries = new Set<NodeJS.Timeout>();
  #turn = 0;
  #closed = false;
  #unsettled = 0;

  /** What nobody has acknowledged yet and nobody gave up: queued, with a client, or to be sent again. */
  get waiting(): number {
    return this.#unsettled;
  }

  join(esme: Esme): void {
    this.#esmes.add(esme);
    for (const systemId of this.#queues.keys()) this.#pump(systemId);
  }

  leave(esme: Esme): void {
    this.#esmes.delete(esme);
  }

  /** Resolves true when a client of that name acknowledged, false when it was given up. */
  send(systemId: string, message: MessageFields): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#unsettled += 1;
    const settle = (acknowledged: boolean) => {
      this.#unsettled -= 1;
      resolve(acknowledged);
    };
    this.#enqueue(systemId, { message, settle, attempts: 0 });
    return promise;
  }

  close(): void {
    this.#closed = true;
    for (const retry of this.#retries) clearTimeout(retry);
    for (const queue of this.#queues.values()) for (const { settle } of queue.drain()) settle(false);
  }

  #enqueue(systemId: string, item: Waiting): void {
    const queue = this.#queues.get(systemId) ?? new Fifo<Waiting>();
    this.#queues.set(systemId, queue);
    if (this.#closed || queue.size >= MAX_WAITING) item.settle(false);
    else queue.push(item);
    this.#pump(systemId);
  }

  #pump(systemId: string): void {
    const queue = this.#queues.get(systemId);
    if (!queue) return;
    while (queue.size > 0) {
      const esme = this.#findEsme(systemId);
      const item = esme && queue.shift();
      if (!item) return;
      void this.#deliver(esme, systemId, item);
    }
  }

  #findEsme(systemId: string): Esme | undefined {
    const able = [...this.#esmes].filter(
      (esme) => (systemId === ANY_CLIENT || esme.systemId === systemId) && esme.canDeliver,
    );
    this.#turn += 1;
    return able[this.#turn % able.length];
  }

  async #deliver(esme: Esme, systemId: string, item: Waiting): Promise<void> {
    item.attempts += 1;
    if (await esme.deliver(item.message)) {
      item.settle(true);
      this.#pump(systemId);
    } else if (this.#closed || item.attempts >= MAX_ATTEMPTS) item.settle(false);
    else {
      const retry = setTimeout(
        () => {
          this.#retries.delete(retry);
          this.#enqueue(systemId, item);
        },
        Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (item.attempts - 1)),
      );
      this.#retries.add(retry);
    }
  }
}
