import type { Pdu } from './pdu.ts';

/** What came of a request: an answer, none in time, none before the connection was lost, or it could not be written. */
export type Answer =
  | { readonly kind: 'answered'; readonly pdu: Pdu }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'unwritable' };

interface Waiting {
  readonly deadline: number;
  readonly resolve: (answer: Answer) => void;
  readonly onLate: ((pdu: Pdu) => void) | undefined;
}

/** How many overdue requests are remembered for a late answer. */
const MAX_LATE = 10_000;

/**
 * Requests that wait for their response. All have the same patience, so they run out in the order they were added and
 * one timer for the oldest serves all.
 */
export class Pending {
  readonly #patienceMs: number;
  readonly #waiting = new Map<number, Waiting>();
  readonly #late = new Map<number, (pdu: Pdu) => void>();
  #timer: NodeJS.Timeout | undefined;

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  get size(): number {
    return this.#waiting.size;
  }

  has(sequence: number): boolean {
    return this.#waiting.has(sequence) || this.#late.has(sequence);
  }

  add(sequence: number, onLate?: (pdu: Pdu) => void): Promise<Answer> {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    this.#waiting.set(sequence, { deadline: performance.now() + this.#patienceMs, resolve, onLate });
    this.#timer ??= setTimeout(() => this.#expire(), this.#patienceMs);
    return promise;
  }

  /** An answer to nothing is ignored: the peer may repeat itself. */
  answer(pdu: Pdu): void {
    const waiting = this.#waiting.get(pdu.sequence);
    if (waiting) {
      this.#waiting.delete(pdu.sequence);
      waiting.resolve({ kind: 'answered', pdu });
      return;
    }
    this.#late.get(pdu.sequence)?.(pdu);
    this.#late.delete(pdu.sequence);
  }

  /** The connection is gone. */
  abandon(): void {
    clearTimeout(this.#timer);
    for (const { resolve } of this.#waiting.values()) resolve({ kind: 'lost' });
    this.#waiting.clear();
    this.#late.clear();
  }

  #expire(): void {
    this.#timer = undefined;
    const now = performance.now();
    for (const [sequence, waiting] of this.#waiting) {
      // A timer may fire a fraction of a millisecond early.
      if (waiting.deadline > now + 1) {
        this.#timer = setTimeout(() => this.#expire(), waiting.deadline - now);
        return;
      }
      this.#waiting.delete(sequence);
      if (waiting.onLate) this.#remember(sequence, waiting.onLate);
      waiting.resolve({ kind: 'timeout' });
    }
  }

  #remember(sequence: number, onLate: (pdu: Pdu) => void): void {
    this.#late.set(sequence, onLate);
    if (this.#late.size <= MAX_LATE) return;
    for (const oldest of this.#late.keys()) {
      this.#late.delete(oldest);
      return;
    }
  }
}
