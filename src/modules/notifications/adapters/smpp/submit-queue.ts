import type { HandOver } from '../port.ts';
import { outcomeOfAnswer } from './answer.ts';
import { Fifo } from './fifo.ts';
import type { SmppLink } from './link.ts';
import { Pacer } from './pacer.ts';
import type { MessageFields } from './pdu.ts';
import { SmppEncodeError } from './octets.ts';
import type { SubmitOptions } from './session-options.ts';

interface Item {
  readonly message: MessageFields;
  readonly options: SubmitOptions;
  readonly settle: (outcome: HandOver) => void;
  /** When the carrier first complained of the pace. */
  throttledAt?: number;
}

export interface QueueLimits {
  readonly window: number;
  readonly maxQueue: number;
  readonly maxPerSecond: number;
  readonly throttlePatienceMs: number;
}

/**
 * The submits of one session: at most `window` unanswered, at the pace the carrier bears. A throttled one was not taken
 * and goes back to the front; one that left and has no answer is never sent again by us.
 */
export class SubmitQueue {
  readonly #limits: QueueLimits;
  readonly #pacer: Pacer;
  readonly #idle = new Set<() => void>();
  readonly #waiting = new Fifo<Item>();
  readonly #again = new Fifo<Item>();
  #link: SmppLink | undefined;
  #inFlight = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
    this.#pacer = new Pacer(limits.maxPerSecond);
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get queued(): number {
    return this.#waiting.size + this.#again.size;
  }

  get perSecond(): number {
    return this.#pacer.perSecond;
  }

  add(message: MessageFields, options: SubmitOptions): Promise<HandOver> {
    if (!this.#link) return Promise.resolve({ kind: 'notSent', cause: 'notConnected' });
    if (this.queued >= this.#limits.maxQueue) return Promise.resolve({ kind: 'notSent', cause: 'queueFull' });
    const { promise, resolve } = Promise.withResolvers<HandOver>();
    this.#waiting.push({ message, options, settle: resolve });
    this.#pump();
    return promise;
  }

  /** A bound link: submits may leave. */
  open(link: SmppLink): void {
    this.#link = link;
    this.#pump();
  }

  /** No link: what has not left is given back, what has left will be settled by the link. */
  stop(cause: 'notConnected' | 'closed'): void {
    this.#link = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const item of [...this.#again.drain(), ...this.#waiting.drain()]) item.settle({ kind: 'notSent', cause });
  }

  /** Resolves when nothing waits for an answer. */
  settled(): Promise<void> {
    if (this.#inFlight === 0) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#idle.add(resolve);
    return promise;
  }

  #pump(): void {
    while (this.#link && this.#inFlight < this.#limits.window && this.queued > 0) {
      const now = performance.now();
      const wait = this.#pacer.waitMs(now);
      if (wait > 0) {
        this.#timer ??= setTimeout(() => {
          this.#timer = undefined;
          this.#pump();
        }, wait);
        return;
      }
      const item = this.#again.shift() ?? this.#waiting.shift();
      if (item) this.#send(this.#link, item, now);
    }
  }

  #send(link: SmppLink, item: Item, now: number): void {
    if (item.options.deadline !== undefined && now >= item.options.deadline) {
      item.settle({ kind: 'notSent', cause: 'expired' });
      return;
    }
    const { onLate } = item.options;
    try {
      const answer = link.request(
        { command: 'submit_sm', ...item.message },
        onLate && ((pdu) => onLate(outcomeOfAnswer({ kind: 'answered', pdu }))),
      );
      this.#pacer.sent(now);
      this.#inFlight += 1;
      void answer.then((result) => this.#answered(item, outcomeOfAnswer(result), now));
    } catch (error) {
      if (!(error instanceof SmppEncodeError)) throw error;
      item.settle({ kind: 'notSent', cause: 'unsendable', detail: error.message });
    }
  }

  #answered(item: Item, outcome: HandOver, sentAt: number): void {
    this.#inFlight -= 1;
    const now = performance.now();
    if (outcome.kind === 'accepted') this.#pacer.accepted(now);
    if (outcome.kind === 'throttled') {
      this.#pacer.throttled(now, sentAt);
      item.throttledAt ??= now;
      if (this.#link && now - item.throttledAt < this.#limits.throttlePatienceMs) this.#again.push(item);
      else item.settle({ ...outcome, retryAfterMs: Math.ceil(this.#pacer.waitMs(now)) });
    } else item.settle(outcome);
    if (this.#inFlight === 0) {
      for (const resolve of this.#idle) resolve();
      this.#idle.clear();
    }
    this.#pump();
  }
}
