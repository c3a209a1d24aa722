/** Pauses before connecting again: from `minMs`, doubling to `maxMs`, with jitter so that many nodes do not come back at once. */
export class Backoff {
  readonly #minMs: number;
  readonly #maxMs: number;
  readonly #random: () => number;
  #failures = 0;

  constructor(minMs = 1000, maxMs = 60_000, random: () => number = Math.random) {
    this.#minMs = minMs;
    this.#maxMs = maxMs;
    this.#random = random;
  }

  /** The next pause in milliseconds, between `minMs` and `maxMs`. */
  next(): number {
    const ceiling = Math.min(this.#maxMs, this.#minMs * 2 ** Math.min(this.#failures, 30));
    this.#failures += 1;
    return Math.max(this.#minMs, ceiling * (0.5 + this.#random() / 2));
  }

  reset(): void {
    this.#failures = 0;
  }
}
