/**
 * Does many small things in few large ones: what comes while one batch is at work waits for the next, so that batches grow
 * with the load and a lone item is not held back. One batch at a time, in order.
 */
export class Batcher<Item> {
  readonly #run: (items: readonly Item[]) => Promise<void>;
  readonly #most: number;
  #waiting: { readonly item: Item; readonly settle: PromiseWithResolvers<void> }[] = [];
  #working: Promise<void> | undefined;

  /** `run` does all of a batch or none of it: if it fails, each of its items is tried alone. */
  constructor(run: (items: readonly Item[]) => Promise<void>, most: number) {
    this.#run = run;
    this.#most = most;
  }

  /** Resolves when the item is done; rejects when it could not be. */
  add(item: Item): Promise<void> {
    const settle = Promise.withResolvers<void>();
    this.#waiting.push({ item, settle });
    this.#working ??= this.#work();
    return settle.promise;
  }

  /** Resolves when nothing waits. */
  async drain(): Promise<void> {
    while (this.#working) await this.#working;
  }

  async #work(): Promise<void> {
    // What comes in the same turn of the event loop goes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#most);
      try {
        await this.#run(batch.map(({ item }) => item));
        for (const { settle } of batch) settle.resolve();
      } catch (error) {
        if (batch.length === 1) batch[0]?.settle.reject(error);
        else await this.#oneByOne(batch);
      }
    }
    this.#working = undefined;
  }

  async #oneByOne(
    batch: readonly { readonly item: Item; readonly settle: PromiseWithResolvers<void> }[],
  ): Promise<void> {
    for (const { item, settle } of batch) {
      try {
        await this.#run([item]);
        settle.resolve();
      } catch (error) {
        settle.reject(error);
      }
    }
  }
}
