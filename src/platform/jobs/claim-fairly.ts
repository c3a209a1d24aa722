import type { Db } from '../db/db.ts';
import type { ClaimQuery } from './claim.ts';

/** As `ClaimQuery`, for a queue that several parties share. Literals of the caller, never input. */
export interface FairClaimQuery extends Omit<ClaimQuery, 'ready' | 'order'> {
  /** The narrow table of what waits; `table` holds the rows themselves. */
  readonly queue: string;
  /** Column of the queue that names the row, its `id`. */
  readonly key: string;
  /** Condition of rows in the queue, without their time. An index begins with what it fixes, then lane, party, due, key. */
  readonly waiting: string;
  /** Column of the lane: lower ones go first. */
  readonly lane: string;
  /** Column of the party among which each lane is shared. */
  readonly party: string;
  /** Column of the instant from which a row is ready. */
  readonly due: string;
}

/**
 * Claims up to `limit` ready rows, the first lanes first, and within a lane the same number for each party that waits there:
 * who sends a hundred does not stand behind who sends a hundred thousand. What one leaves over the next claim takes. Which
 * lanes and parties wait is read from the index, one step for each, however long the queue is. A party of `closed` is left out
 * in every lane above its `openLane`.
 */
export function claimFairly<Row>(
  db: Db,
  query: FairClaimQuery,
  terms: {
    readonly now: Temporal.Instant;
    readonly leaseUntil: Temporal.Instant;
    readonly limit: number;
    readonly closed: readonly { readonly party: string; readonly openLane: number }[];
  },
): Promise<Row[]> {
  const { table, queue, key, waiting, lane, party, due } = query;
  // An array and not a join: however few or stale its statistics, the planner then takes the rows by their ids.
  return db.named<Row>(
    query.name,
    `with recursive line as (
       (select ${lane} as lane, ${party} as party from ${queue} where ${waiting} order by ${lane}, ${party} limit 1)
       union all
       select next.lane, next.party from line cross join lateral (
         select ${lane} as lane, ${party} as party from ${queue}
         where ${waiting} and (${lane}, ${party}) > (line.lane, line.party) order by ${lane}, ${party} limit 1) next),
     open as (
       select lane, party, count(*) over (partition by lane) as sharing from line
       where not exists (select from unnest($4::uuid[], $5::int[]) as closed (party, open_lane)
         where closed.party = line.party and line.lane > closed.open_lane))
     update ${table} set ${query.set} where id = any(array(
       select ready.id from open cross join lateral (
         select ${key} as id from ${queue}
         where ${waiting} and ${lane} = open.lane and ${party} = open.party and ${due} <= $1
         order by ${due}, ${key} limit greatest(1, $3 / open.sharing) for update skip locked) ready
       order by open.lane limit $3))
     returning ${query.returning}`,
    [
      terms.now,
      terms.leaseUntil,
      terms.limit,
      terms.closed.map((closed) => closed.party),
      terms.closed.map(({ openLane }) => openLane),
    ],
  );
}
