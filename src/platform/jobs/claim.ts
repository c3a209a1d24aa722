import type { Db } from '../db/db.ts';

/** A queue that is a table: which rows are ready and what claiming one means. Literals of the caller, never input. */
export interface ClaimQuery {
  /** Name of the prepared statement. */
  readonly name: string;
  readonly table: string;
  /** Condition of ready rows; `$1` is the present instant. */
  readonly ready: string;
  readonly order: string;
  /** Assignments on claim; `$2` is the end of the lease. */
  readonly set: string;
  readonly returning: string;
}

/**
 * Claims up to `limit` ready rows for this process: one statement, so two workers never get the same row and none waits
 * for the other. The lease says when another may conclude that the claimer is gone.
 */
export function claimRows<Row>(
  db: Db,
  query: ClaimQuery,
  now: Temporal.Instant,
  leaseUntil: Temporal.Instant,
  limit: number,
): Promise<Row[]> {
  return db.named<Row>(
    query.name,
    `update ${query.table} set ${query.set} where id in (
       select id from ${query.table} where ${query.ready} order by ${query.order} limit $3 for update skip locked)
     returning ${query.returning}`,
    [now, leaseUntil, limit],
  );
}

/** Which row of a queue comes next. Literals of the caller, never input. */
export interface NextQuery {
  readonly name: string;
  readonly select: string;
  readonly from: string;
  /** Alias of the table whose row is locked. */
  readonly alias: string;
  readonly where: string;
  readonly order: string;
  readonly values: readonly unknown[];
}

/**
 * Locks the first row that nobody else is taking until the running transaction ends; empty when there is none. For
 * people who take from one queue at once: none waits for another and no row goes to two.
 */
export function lockNext<Row>(db: Db, query: NextQuery): Promise<Row[]> {
  if (!db.inTransaction) throw new Error('a lock outside a transaction is gone at once');
  return db.named<Row>(
    query.name,
    `select ${query.select} from ${query.from} where ${query.where} order by ${query.order}
     limit 1 for update of ${query.alias} skip locked`,
    [...query.values],
  );
}
