import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from './installation.ts';
import { balanceBooks, Notices, type Books } from './notices.ts';
import { patiently } from './patiently.ts';

export interface PaceReport extends Books {
  /** What the carrier takes in a second. */
  readonly limit: number;
  /** What it took in a second, from ten seconds after its first complaint on. Must be 18 to 20 of 20. */
  readonly per_second: number;
  /** The pace that the sender had learnt by then. */
  readonly learnt_per_second: number;
  /** Submits that the carrier put off. */
  readonly put_off: number;
  /** The longest that one of them waited for its next try. Must be below 5,000. */
  readonly longest_put_off_ms: number;
}

const LIMIT = 20;
const LEARN_MS = 10_000;

/**
 * More is asked of a carrier than it takes (criterion 5): the sender finds its pace within ten seconds and fails nothing.
 * `watchSeconds`: how long the pace is watched after that.
 */
export async function overTheLimit(
  { ctx, log, carriers: [carrier] }: Installation,
  watchSeconds: number,
): Promise<PaceReport> {
  carrier.setBehaviour({ maxPerSecond: LIMIT });
  const notices = new Notices(ctx);
  // Twice the limit, until enough waits for the whole time.
  const stream = notices.run(LIMIT * 2, LIMIT * (LEARN_MS / 1_000 + watchSeconds + 5));
  while (log.putOff === 0) await sleep(10);
  await sleep(LEARN_MS);
  const began = performance.now();
  await sleep(watchSeconds * 1_000);
  const end = performance.now();
  await stream;
  const [row] = await patiently<{ pace: number }>(
    ctx,
    `select coalesce(per_second, 0)::float as pace from notifications.carriers where name = 'smpp'`,
  );
  const taken = log.takenAt.filter((at) => at >= began && at < end).length;
  const books = await balanceBooks(ctx, notices, log);
  carrier.setBehaviour({ maxPerSecond: 5_000 });
  return {
    limit: LIMIT,
    per_second: Math.round((taken * 10_000) / (end - began)) / 10,
    learnt_per_second: Math.round((row?.pace ?? 0) * 10) / 10,
    put_off: log.putOff,
    longest_put_off_ms: Math.round(log.longestPutOffMs),
    ...books,
  };
}

export interface FailoverReport extends Books {
  readonly fault: 'refuses' | 'silent';
  /** From the fault until 95 of 100 new messages went to the other carrier and stayed there. Must be 60 at most. */
  readonly diverted_after_s: number;
  /** Share of the other carrier in the last ten seconds of the fault. Must be 0.95 at least. */
  readonly share_of_other: number;
  /** Copies beyond those that a cut in the middle makes possible. Must be 0. */
  readonly unmarked_duplicates: number;
}

const WINDOW_S = 5;

/**
 * One of two carriers stops working under load (criterion 10 A): it answers with system errors, or not at all. New traffic
 * goes to the other one.
 */
export async function oneOfTwoFails(
  { ctx, log, carriers: [first], carrierLine }: Installation,
  fault: FailoverReport['fault'],
  seconds: number,
): Promise<FailoverReport> {
  const notices = new Notices(ctx);
  const stream = notices.run(50);
  await log.moreThan(log.taken + 250, 30_000);
  const began = ctx.clock.now();
  if (fault === 'refuses') first.setBehaviour({ refuseWith: 0x08 });
  else carrierLine.set({ halfOpen: true });
  await sleep(seconds * 1_000);
  const handed = await patiently<{ second: number; carrier: string }>(
    ctx,
    `select extract(epoch from at - $1::timestamptz)::float as second, reason as carrier
     from notifications.evidence where kind = 'handed_over' and at >= $1 order by at`,
    [began],
  );
  if (fault === 'refuses') first.setBehaviour({ refuseWith: 0 });
  else carrierLine.set({});
  notices.stop();
  await stream;
  const shareFrom = (from: number, to: number) => {
    const within = handed.filter(({ second }) => second >= from && second < to);
    return within.length === 0 ? 0 : within.filter(({ carrier }) => carrier !== 'smpp').length / within.length;
  };
  let diverted = 0;
  for (let from = 0; from + WINDOW_S <= seconds; from++)
    if (shareFrom(from, from + WINDOW_S) < 0.95) diverted = from + 1;
  return {
    fault,
    diverted_after_s: diverted,
    share_of_other: Math.round(shareFrom(seconds - 10, seconds) * 1_000) / 1_000,
    ...(await balanceBooks(ctx, notices, log)),
  };
}
