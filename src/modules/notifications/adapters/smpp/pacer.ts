/** Buckets of the last second of accepted messages. */
const BUCKETS = 20;
const BUCKET_MS = 1000 / BUCKETS;
/** A learned pace stays this share below what the carrier took. */
const MARGIN = 0.95;
/** After a complaint nothing leaves for this long, so that the carrier's own second is over. */
const HOLD_MS = 1000;
/** Calm after which a faster pace is tried; each try is bolder than the last. */
const CALM_MS = 10_000;
const FIRST_GROWTH = 0.04;
/** A complaint this long after the last lesson is one of a pace that had proved itself: a hiccup, not a new limit. */
const PROVEN_MS = 5_000;
/**
 * Lateness of timers that may be made up for by sending faster for a moment: what the margin leaves of a second, so that even
 * then no second holds more than the carrier took. With less, a busy machine falls short of the pace.
 */
const SLACK_MS = 1000 * (1 - MARGIN);

/**
 * The pace of one connection. Free until the carrier complains (ESME_RTHROTTLED, ESME_RMSGQFUL); then it takes what the
 * carrier accepted in the last second, less a margin, and after calm tries a little more. Times are in milliseconds of a
 * clock that never goes back.
 */
export class Pacer {
  readonly #maxPerSecond: number;
  readonly #accepted = new Float64Array(BUCKETS);
  readonly #bucketAt = new Float64Array(BUCKETS).fill(-1);
  #perSecond: number;
  #nextAt = 0;
  #learnedAt = -Infinity;
  #growth = FIRST_GROWTH;

  constructor(maxPerSecond = Infinity) {
    this.#maxPerSecond = maxPerSecond;
    this.#perSecond = maxPerSecond;
  }

  /** Messages per second, or Infinity. */
  get perSecond(): number {
    return this.#perSecond;
  }

  /** Milliseconds until the next message may leave; 0 = now. */
  waitMs(now: number): number {
    return Math.max(0, this.#nextAt - now);
  }

  /** Notes that a message leaves now. */
  sent(now: number): void {
    if (this.#perSecond === Infinity) return;
    this.#nextAt = Math.max(this.#nextAt, now - SLACK_MS) + 1000 / this.#perSecond;
  }

  accepted(now: number): void {
    const at = Math.floor(now / BUCKET_MS);
    const slot = at % BUCKETS;
    if (this.#bucketAt[slot] !== at) {
      this.#bucketAt[slot] = at;
      this.#accepted[slot] = 0;
    }
    this.#accepted[slot] = (this.#accepted[slot] ?? 0) + 1;
    if (this.#perSecond < this.#maxPerSecond && now - this.#learnedAt > CALM_MS) this.#grow(now);
  }

  /** The carrier complained of a message that left at `sentAt`. Complaints of those sent before the last lesson say nothing new. */
  throttled(now: number, sentAt: number): void {
    if (sentAt <= this.#learnedAt) return;
    const hasProvedItself = this.#learnedAt > -Infinity && now - this.#learnedAt > PROVEN_MS;
    this.#perSecond = Math.max(
      1,
      Math.min(this.#perSecond, (hasProvedItself ? this.#perSecond : this.#measured(now)) * MARGIN),
    );
    this.#learnedAt = now;
    this.#growth = FIRST_GROWTH;
    this.#nextAt = now + HOLD_MS;
  }

  /** What the carrier took in the last second; when it took nothing, next to nothing. */
  #measured(now: number): number {
    return this.#acceptedInLastSecond(now) || Math.min(this.#perSecond, 2) / 2;
  }

  /** Only a pace that was really used has proved itself. */
  #grow(now: number): void {
    if (this.#acceptedInLastSecond(now) < this.#perSecond * 0.8) return;
    const step = Math.max(1, this.#perSecond * this.#growth);
    this.#perSecond = Math.min(this.#maxPerSecond, this.#perSecond + step);
    this.#growth = Math.min(1, this.#growth * 2);
    this.#learnedAt = now;
  }

  #acceptedInLastSecond(now: number): number {
    const oldest = Math.floor(now / BUCKET_MS) - BUCKETS;
    return this.#accepted.reduce((sum, count, slot) => ((this.#bucketAt[slot] ?? -1) > oldest ? sum + count : sum), 0);
  }
}
