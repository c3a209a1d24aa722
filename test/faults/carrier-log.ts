import { setTimeout as sleep } from 'node:timers/promises';
import type { Fate } from '#demo/carrier/behaviour.ts';
import type { Carrier } from '#demo/carrier/carrier.ts';

/** What carriers saw of one number; every notice of these runs has a number of its own. */
export interface Seen {
  /** Submits that were taken, and what was to become of them. */
  taken: number;
  fate: Fate | undefined;
  /** Submits that were refused for good, and those of a pace too fast. */
  refused: number;
  /** Copies that the telephone has. */
  arrived: number;
  /** When a submit was last put off for its pace, on the scale of `performance.now()`. */
  putOffAt: number | undefined;
}

const PACE = new Set(['ESME_RTHROTTLED', 'ESME_RMSGQFUL']);

/** The carriers' own log, kept by number. It is the witness of these runs: it knows nothing of our database. */
export class CarrierLog {
  readonly seen = new Map<string, Seen>();
  /** When submits were taken, on the scale of `performance.now()`. */
  readonly takenAt: number[] = [];
  putOff = 0;
  /** Longest time from a submit that was put off until the carrier saw it again, in milliseconds. */
  longestPutOffMs = 0;

  constructor(carriers: readonly Carrier[]) {
    for (const carrier of carriers) {
      carrier.subscribe((event) => {
        if (event.kind === 'taken') this.#take(event.msisdn, event.fate);
        else if (event.kind === 'refused') this.#refuse(event.msisdn, event.status);
        else if (event.kind === 'arrived') this.#of(event.message.msisdn).arrived += 1;
      });
    }
  }

  of(number: string): Seen | undefined {
    return this.seen.get(number.replace('+', ''));
  }

  get taken(): number {
    return this.takenAt.length;
  }

  /** Resolves when a submit more than so many was taken, or after `patienceMs`. */
  async moreThan(count: number, patienceMs: number): Promise<void> {
    const end = performance.now() + patienceMs;
    while (this.taken <= count && performance.now() < end) await sleep(10);
  }

  #take(number: string, fate: Fate): void {
    const entry = this.#again(number);
    entry.taken += 1;
    entry.fate = fate;
    this.takenAt.push(performance.now());
  }

  #refuse(number: string, status: string): void {
    const entry = this.#again(number);
    if (PACE.has(status)) {
      entry.putOffAt = performance.now();
      this.putOff += 1;
    } else entry.refused += 1;
  }

  #again(number: string): Seen {
    const entry = this.#of(number);
    if (entry.putOffAt !== undefined) {
      this.longestPutOffMs = Math.max(this.longestPutOffMs, performance.now() - entry.putOffAt);
      entry.putOffAt = undefined;
    }
    return entry;
  }

  #of(number: string): Seen {
    let entry = this.seen.get(number);
    if (!entry) {
      entry = { taken: 0, fate: undefined, refused: 0, arrived: 0, putOffAt: undefined };
      this.seen.set(number, entry);
    }
    return entry;
  }
}
