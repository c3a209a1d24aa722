/** How long outcomes count, in milliseconds. */
const WINDOW_MS = 30_000;
const LEAST_ERRORS = 5;
const ERROR_SHARE = 0.5;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Keeps messages from a carrier that fails: after some errors, half of what was tried, it gets nothing for a while, then
 * one message for a trial. It decides within seconds and for this process alone; what lasts longer is the work of
 * `balance`. An error is a fault of the carrier: no answer, a cut, "try later". A refused number is none.
 */
export class Breaker {
  readonly #now: () => number;
  #outcomes: { readonly at: number; readonly isError: boolean }[] = [];
  #pauseMs = FIRST_PAUSE_MS;
  #openUntil: number | undefined;
  #isTrying = false;

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
    const now = this.#now();
    this.#outcomes = [...this.#outcomes.filter(({ at }) => at > now - WINDOW_MS), { at: now, isError }];
    if (this.#isTrying) return this.#endTrial(isError);
    // What was under way when it opened says nothing new.
    if (this.#openUntil !== undefined) return;
    const errors = this.#outcomes.filter((outcome) => outcome.isError).length;
    if (errors >= LEAST_ERRORS && errors >= this.#outcomes.length * ERROR_SHARE) this.#open();
  }

  #endTrial(isError: boolean): void {
    this.#isTrying = false;
    if (isError) return this.#open();
    this.#openUntil = undefined;
    this.#outcomes = [];
    this.#pauseMs = FIRST_PAUSE_MS;
  }

  #open(): void {
    this.#openUntil = this.#now() + this.#pauseMs;
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
  }
}
