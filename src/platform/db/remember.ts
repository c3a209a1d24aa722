import type { Db } from './db.ts';

/** Reference data that is read on every page and seldom changes: kept by each node for a few seconds. */
export interface Remembered<T> {
  (db: Db): Promise<T>;
  /** After a change on this node: the next reader sees it at once. */
  forget(db: Db): void;
}

interface Entry<T> {
  readonly until: number;
  readonly value: Promise<T>;
}

const byTopic = new Map<string, Set<() => void>>();

/**
 * Keeps what `load` returns for `seconds`, apart for each database. A failed load is not kept.
 *
 * @param topic hint by which other nodes are told to forget (`forgetTopics`); the seconds are for hints that get lost.
 */
export function remember<T>(seconds: number, load: (db: Db) => Promise<T>, topic?: string): Remembered<T> {
  let entries = new WeakMap<object, Entry<T>>();
  if (topic !== undefined) {
    const forgetters = byTopic.get(topic) ?? new Set();
    forgetters.add(() => void (entries = new WeakMap()));
    byTopic.set(topic, forgetters);
  }
  const read = (db: Db): Promise<T> => {
    const known = entries.get(db) ?? entries.get(db.identity);
    if (known && known.until > performance.now()) return known.value;
    const value = load(db);
    // What a transaction sees may never be committed: it is kept for that transaction alone.
    const keeper = db.inTransaction ? db : db.identity;
    const kept = entries;
    kept.set(keeper, { until: performance.now() + seconds * 1000, value });
    value.catch(() => kept.delete(keeper));
    return value;
  };
  const forget = (db: Db) => {
    entries.delete(db);
    entries.delete(db.identity);
  };
  return Object.assign(read, { forget });
}

/** What a node does with the hints of others: what is kept under these topics is read again. `*` is everything. */
export function forgetTopics(topics: ReadonlySet<string>): void {
  for (const [topic, forgetters] of byTopic) {
    if (topics.has(topic) || topics.has('*')) for (const forget of forgetters) forget();
  }
}
