const BASE = 1.04;
const MINUTE = 60;

/** How many durations fell into each bucket. */
export type Histogram = ReadonlyMap<number, number>;

/** The bucket of a duration, as the SQL of the sums computes it. Under a minute counts as one. */
export function bucketOf(seconds: number): number {
  return Math.floor(Math.log(Math.max(seconds, MINUTE) / MINUTE) / Math.log(BASE));
}

/** Seconds in the middle of a bucket: at most 2 % away from any duration in it. */
export function secondsOf(bucket: number): number {
  return MINUTE * BASE ** (bucket + 0.5);
}

export function joinHistograms(histograms: Iterable<Histogram>): Histogram {
  const joined = new Map<number, number>();
  for (const histogram of histograms)
    for (const [bucket, count] of histogram) joined.set(bucket, (joined.get(bucket) ?? 0) + count);
  return joined;
}

export function countOf(histogram: Histogram): number {
  return [...histogram.values()].reduce((sum, count) => sum + count, 0);
}

/** The duration in seconds under which this share of them stays (nearest rank); undefined where there is none. */
export function percentile(histogram: Histogram, share: number): number | undefined {
  const rank = Math.ceil(share * countOf(histogram));
  let passed = 0;
  for (const [bucket, count] of [...histogram].toSorted(([one], [other]) => one - other)) {
    passed += count;
    if (passed >= rank) return secondsOf(bucket);
  }
  return undefined;
}
