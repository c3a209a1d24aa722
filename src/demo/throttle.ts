/** Counts what was taken in the second that runs, as carriers do. */
export class Throttle {
  #second = -1;
  #taken = 0;

  /** True when one more may be taken now. */
  take(maxPerSecond: number): boolean {
    if (maxPerSecond === Infinity) return true;
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#taken = 0;
    }
    if (this.#taken >= maxPerSecond) return false;
    this.#taken += 1;
    return true;
  }
}
