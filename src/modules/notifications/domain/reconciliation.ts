/** What a carrier took in an hour, by two counts that know nothing of each other, and what became of it. */
export interface HourCounts {
  /** Hand-overs that it accepted, by the evidence. */
  readonly submitted: number;
  /** The same by the tallies that decide about its share of the traffic. */
  readonly counted: number;
  readonly delivered: number;
  /** With those that were tried again. */
  readonly failed: number;
  readonly expired: number;
  readonly uncertain: number;
  /** Without a receipt so far. */
  readonly pending: number;
}

/** delivered + failed + expired + uncertain + pending. */
export const accountedOf = ({ delivered, failed, expired, uncertain, pending }: HourCounts): number =>
  delivered + failed + expired + uncertain + pending;

/** The sum that disagrees with what was submitted; undefined: all of it is accounted for. */
export function findDifference(counts: HourCounts): { submitted: number; accounted: number } | undefined {
  const { submitted, counted } = counts;
  const accounted = accountedOf(counts);
  if (accounted !== submitted) return { submitted, accounted };
  return counted === submitted ? undefined : { submitted, accounted: counted };
}
