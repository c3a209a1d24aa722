import type { Db } from './db.ts';

/** Reference data that is read on every page and seldom changes: kept by each node for a few seconds. */
export interface Remembered<T> {
  (db: Db): Promise<T>;
  /** After a change on this node: the next reader sees it at once. Other nodes see it when their time is over. */
  forget(db: Db): void;
}

interface Entry<T> {
  readonly until: number;
  readonly value: Promise<T>;
}

/** Keeps what `load` returns for `seconds`, apart for each database. A failed load is not kept. */
export function remember<T>(seconds: number, load: (db: Db) => Promise<T>): Remembered<T> {
  const entries = new WeakMap<object, Entry<T>>();
  const read = (db: Db): Promise<T> => {
    const known = entries.get(db.identity);
    if (known && known.until > performance.now()) return known.value;
    const value = load(db);
    // What a transaction sees may never be committed.
    if (db.inTransaction) return value;
    entries.set(db.identity, { until: performance.now() + seconds * 1000, value });
    value.catch(() => entries.delete(db.identity));
    return value;
  };
  return Object.assign(read, { forget: (db: Db) => void entries.delete(db.identity) });
}
