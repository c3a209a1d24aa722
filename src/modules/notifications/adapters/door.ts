import type { Logger } from 'pino';
import type { Clock } from '#platform/clock.ts';
import { Backoff } from './backoff.ts';
import type { HandOver, SenderState } from './port.ts';

export interface DoorOptions {
  /** Speaks to the other side without giving it anything. Rejects with an error whose `code` says why it could not. */
  readonly knock: () => Promise<void>;
  readonly backoff: { readonly minMs: number; readonly maxMs: number } | undefined;
  readonly clock: Clock;
  /** For the log, when it is shut: "the mail server cannot be reached". */
  readonly words: string;
  readonly log: Pick<Logger, 'warn'> | undefined;
}

/**
 * Whether the other side of a protocol without a session (SMTP, HTTP) can be reached. While it cannot, nothing is handed over:
 * after growing pauses somebody knocks, and the first answer opens the door again.
 */
export class Door {
  readonly #options: DoorOptions;
  readonly #backoff: Backoff;
  #status: SenderState['status'] = 'connecting';
  #reason: string | undefined;
  #opened = quiet(Promise.withResolvers<void>());
  #timer: NodeJS.Timeout | undefined;
  #knocking: Promise<void>;

  constructor(options: DoorOptions) {
    this.#options = options;
    this.#backoff = new Backoff(options.backoff?.minMs, options.backoff?.maxMs);
    this.#knocking = this.#knock();
  }

  get state(): Pick<SenderState, 'status' | 'reason'> {
    return { status: this.#status, ...(this.#reason !== undefined && { reason: this.#reason }) };
  }

  /** Resolves when the other side has answered; rejects when the door is closed for good. */
  opened(): Promise<void> {
    return this.#opened.promise;
  }

  /** Why a message does not even try to leave. */
  refusal({ expiresAt }: { readonly expiresAt?: Temporal.Instant | undefined }): HandOver | undefined {
    if (this.#status === 'closed') return { kind: 'notSent', cause: 'closed' };
    if (expiresAt && Temporal.Instant.compare(expiresAt, this.#options.clock.now()) <= 0)
      return { kind: 'notSent', cause: 'expired' };
    if (this.#status === 'ready') return undefined;
    return { kind: 'notSent', cause: 'notConnected', ...(this.#reason && { detail: this.#reason }) };
  }

  /** The other side could not be reached: nothing is tried until it answers a knock. */
  lost(reason: string | undefined): void {
    if (this.#status === 'closed' || this.#status === 'waiting') return;
    if (this.#status === 'ready') this.#opened = quiet(Promise.withResolvers<void>());
    this.#status = 'waiting';
    this.#reason = reason;
    const pauseMs = this.#backoff.next();
    this.#options.log?.warn({ reason, pauseMs: Math.round(pauseMs) }, this.#options.words);
    this.#timer = setTimeout(() => {
      this.#status = 'connecting';
      this.#knocking = this.#knock();
    }, pauseMs);
  }

  /** For good. Resolves when nobody knocks any more. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#status = 'closed';
    this.#opened.reject(new Error('the sender was closed'));
    await this.#knocking;
  }

  async #knock(): Promise<void> {
    try {
      await this.#options.knock();
    } catch (error) {
      const { code = 'unknown', originalCode = code } = error as { code?: string; originalCode?: string };
      this.lost(originalCode);
      return;
    }
    if (this.#status === 'closed') return;
    this.#status = 'ready';
    this.#reason = undefined;
    this.#backoff.reset();
    this.#opened.resolve();
  }
}

/** Nobody need wait for it. */
function quiet(one: PromiseWithResolvers<void>): PromiseWithResolvers<void> {
  one.promise.catch(() => {});
  return one;
}

/** What is being handed over. On closing it gets some time to end. */
export class UnderWay {
  readonly #running = new Set<Promise<HandOver>>();

  get size(): number {
    return this.#running.size;
  }

  async follow(running: Promise<HandOver>): Promise<HandOver> {
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** Resolves when all have ended, or after `graceMs`. */
  async ended(graceMs: number): Promise<void> {
    const grace = Promise.withResolvers<void>();
    const timer = setTimeout(grace.resolve, graceMs);
    await Promise.race([Promise.allSettled(this.#running), grace.promise]);
    clearTimeout(timer);
  }
}
