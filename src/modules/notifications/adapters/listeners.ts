import type { Listener, Unsubscribe } from './port.ts';

/** The listeners of one kind of item. */
export class Listeners<T> {
  readonly #listeners = new Set<Listener<T>>();

  add(listener: Listener<T>): Unsubscribe {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Tells all; rejects when one fails, so that the peer can be asked to send again. */
  async tell(item: T): Promise<void> {
    // One that is added while we wait was not there when the item came.
    const present = [...this.#listeners];
    for (const listener of present) await listener(item);
  }
}
