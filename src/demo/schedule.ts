/** Things that are due within the same this many milliseconds happen together. */
const TICK_MS = 10;

/**
 * Many things to do a little later, on one timer. A timer for each of 100,000 messages on their way would cost more than
 * the messages.
 */
export class Schedule {
  readonly #due = new Map<number, (() => void)[]>();
  #size = 0;
  #timer: NodeJS.Timeout | undefined;
  #next = Infinity;

  /** How many things are to come. */
  get size(): number {
    return this.#size;
  }

  /** Does it after `milliseconds`, at the soonest in the next turn of the event loop. */
  after(milliseconds: number, action: () => void): void {
    const tick = Math.ceil((performance.now() + milliseconds) / TICK_MS);
    const together = this.#due.get(tick);
    if (together) together.push(action);
    else this.#due.set(tick, [action]);
    this.#size += 1;
    if (tick < this.#next) this.#arm(tick);
  }

  /** Forgets everything that is to come. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#due.clear();
    this.#size = 0;
    this.#next = Infinity;
  }

  #arm(tick: number): void {
    clearTimeout(this.#timer);
    this.#next = tick;
    this.#timer = setTimeout(() => this.#run(), Math.max(0, tick * TICK_MS - performance.now()));
  }

  #run(): void {
    this.#next = Infinity;
    const now = Math.floor(performance.now() / TICK_MS);
    const ripe = [...this.#due.keys()].filter((tick) => tick <= now).toSorted((a, b) => a - b);
    for (const tick of ripe) {
      const together = this.#due.get(tick) ?? [];
      this.#due.delete(tick);
      this.#size -= together.length;
      for (const action of together) action();
    }
    const soonest = Math.min(...this.#due.keys());
    if (soonest < this.#next) this.#arm(soonest);
  }
}
