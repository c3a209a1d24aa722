import type { Ctx, Services } from '../context.ts';
import { Refusal } from '../errors.ts';
import { httpRefusals } from './refusals.ts';

export interface Rate {
  /** So many at once. */
  readonly burst: number;
  /** Time in which a whole burst grows back. */
  readonly seconds: number;
}

/** Long waits are told in minutes, for nobody counts 360 seconds. */
const IN_MINUTES_FROM_SECONDS = 120;

/** The refusal of one who has to wait so many seconds. */
export function tooMany(seconds: number): Refusal {
  const minutes = seconds < IN_MINUTES_FROM_SECONDS ? 0 : Math.ceil(seconds / 60);
  return new Refusal(httpRefusals.tooMany, { seconds, minutes });
}

/**
 * Takes a token of the key's bucket (or `count` at once, all or none) or refuses with `http.tooMany`. The bucket is a row
 * (GCRA, one statement), so the count holds on all nodes; if the database does not answer, the error goes up and nobody is
 * let in.
 */
export async function takeToken(
  ctx: Pick<Ctx | Services, 'db' | 'clock'>,
  key: string,
  rate: Rate,
  count = 1,
): Promise<void> {
  const now = ctx.clock.now();
  const interval = (rate.seconds / rate.burst) * count;
  // A key may run ahead of its schedule by a burst less what it takes now.
  const tolerance = rate.seconds - interval;
  const rows = await ctx.db.named(
    'rate_take',
    `insert into platform.rate_limits as known (key, arrival_at) values ($1, $2::timestamptz + make_interval(secs => $3))
     on conflict (key) do update
       set arrival_at = greatest(known.arrival_at, $2::timestamptz) + make_interval(secs => $3)
       where known.arrival_at <= $2::timestamptz + make_interval(secs => $4)
     returning key`,
    [key, now, interval, tolerance],
  );
  if (rows.length === 0) throw tooMany(Math.ceil(interval));
}

/**
 * Gives back the token of a try that turned out right, so that only wrong ones count. It is taken first and given back
 * after: otherwise many guesses at once would all find the bucket full.
 */
export async function giveTokenBack(ctx: Pick<Ctx | Services, 'db'>, key: string, rate: Rate): Promise<void> {
  await ctx.db.named(
    'rate_give_back',
    'update platform.rate_limits set arrival_at = arrival_at - make_interval(secs => $2) where key = $1',
    [key, rate.seconds / rate.burst],
  );
}
