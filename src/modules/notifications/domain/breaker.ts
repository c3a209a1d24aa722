/** How long outcomes count: so many buckets of so many milliseconds. */
const BUCKETS = 30;
const BUCKET_MS = 1_000;
const LEAST_ERRORS = 5;
const ERROR_SHARE = 0.5;
/** One after the other: enough, however many went well before. A busy carrier that breaks must not have to fail as often. */
const ERRORS_IN_A_ROW = 10;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Keeps messages from a carrier that fails: after some errors, half of what was tried or all of the last ten, it gets
 * nothing for a while, then one message for a trial. It decides within seconds and for this process alone; what lasts longer is the work of
 * `balance`. An error is a fault of the carrier: no answer, a cut, "try later". A refused number is none.
 */
export class Breaker {
  readonly #now: () => number;
  // Counted by the second: to look at each outcome again with each new one costs more than sending.
  readonly #bucketAt = new Float64Array(BUCKETS).fill(-1);
  readonly #asked = new Float64Array(BUCKETS);
  readonly #errors = new Float64Array(BUCKETS);
  #pauseMs = FIRST_PAUSE_MS;
  #openUntil: number | undefined;
  #isTrying = false;
  #inARow = 0;

  /** `now` in milliseconds of any clock that does not jump. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** `trial`: one message may go, to see. */
  get state(): 'closed' | 'open' | 'trial' {
    if (this.#openUntil === undefined) return 'closed';
    return this.#now() >= this.#openUntil && !this.#isTrying ? 'trial' : 'open';
  }

  /** A message goes out: in a trial it is the only one until its outcome is known. */
  begin(): void {
    if (this.#openUntil !== undefined) this.#isTrying = true;
  }

  record(isError: boolean): void {
    this.#count(isError);
    this.#inARow = isError ? this.#inARow + 1 : 0;
    if (this.#isTrying) return this.#endTrial(isError);
    // What was under way when it opened says nothing new; and without an error nothing can open.
    if (this.#openUntil !== undefined || !isError) return;
    const errors = this.#recent(this.#errors);
    const isHalf = errors >= LEAST_ERRORS && errors >= this.#recent(this.#asked) * ERROR_SHARE;
    if (isHalf || this.#inARow >= ERRORS_IN_A_ROW) this.#open();
  }

  #count(isError: boolean): void {
    const at = Math.floor(this.#now() / BUCKET_MS);
    const slot = at % BUCKETS;
    if (this.#bucketAt[slot] !== at) {
      this.#bucketAt[slot] = at;
      this.#asked[slot] = 0;
      this.#errors[slot] = 0;
    }
    this.#asked[slot] = (this.#asked[slot] ?? 0) + 1;
    if (isError) this.#errors[slot] = (this.#errors[slot] ?? 0) + 1;
  }

  #recent(counts: Float64Array): number {
    const oldest = Math.floor(this.#now() / BUCKET_MS) - BUCKETS;
    return counts.reduce((sum, count, slot) => ((this.#bucketAt[slot] ?? -1) > oldest ? sum + count : sum), 0);
  }

  #endTrial(isError: boolean): void {
    this.#isTrying = false;
    if (isError) return this.#open();
    this.#openUntil = undefined;
    this.#bucketAt.fill(-1);
    this.#pauseMs = FIRST_PAUSE_MS;
  }

  #open(): void {
    this.#openUntil = this.#now() + this.#pauseMs;
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
  }
}
