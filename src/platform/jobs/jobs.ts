import type { Db } from '../db/db.ts';

/** Work that is done later, at least once, by a worker. The queue holds intent; evidence lives in our own tables. */
export interface Jobs {
  /**
   * Puts a job in the queue within the given transaction: it exists if and only if the transaction commits.
   * With a `key`, a second one with the same key is ignored while the first waits.
   */
  enqueue(db: Db, queue: string, data: object, options?: EnqueueOptions): Promise<void>;
}

export interface EnqueueOptions {
  key?: string;
  startAfter?: Temporal.Instant;
  priority?: number;
}
