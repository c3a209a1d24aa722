/**
 * Why a contact may no longer be its person's. `hard_bounce`: carriers said that it does not exist · `not_theirs`: who
 * answers it said so · `unreachable`: nothing arrived for long · `stale`: no sign of life for long. Until a code or the
 * answer to a question ends the doubt, nothing personal goes there.
 */
export const DOUBTS = ['hard_bounce', 'not_theirs', 'unreachable', 'stale'] as const;
export type Doubt = (typeof DOUBTS)[number];

/** When an agency asks again whether a mobile is still its person's. */
export interface Reverification {
  /** Without a sign of life for so many months; undefined: age alone is no doubt. */
  readonly staleMonths: number | undefined;
  /** Nothing arrived for so many days. */
  readonly unreachableDays: number;
}

/**
 * Since July 2026 lines that are not registered to a person are suspended, and numbers go to others later (ADR 0022). No rule
 * says after how long: these are ours, and each agency sets its own.
 */
export const USUAL_REVERIFICATION: Reverification = { staleMonths: 6, unreachableDays: 30 };

/** One telephone that is off is no doubt; so many notices in a row over all that time are. */
const FAILURES = 3;

/** What is known of a mobile since its last sign of life: it was given, verified, given again, or a notice arrived. */
export interface Silence {
  readonly lastSign: Temporal.Instant;
  /** Notices since then that did not arrive. */
  readonly failures: number;
  /** When the first of those was made. */
  readonly firstFailure: Temporal.Instant | null;
}

const DAY_HOURS = 24;
const MONTH_DAYS = 30;

/** Whether a silence is long enough to doubt, and why. */
export function doubtOf(silence: Silence, policy: Reverification, now: Temporal.Instant): Doubt | undefined {
  const before = (instant: Temporal.Instant, days: number) =>
    Temporal.Instant.compare(instant, now.subtract({ hours: days * DAY_HOURS })) < 0;
  const { firstFailure, failures, lastSign } = silence;
  if (failures >= FAILURES && firstFailure && before(firstFailure, policy.unreachableDays)) return 'unreachable';
  const { staleMonths } = policy;
  return staleMonths !== undefined && before(lastSign, staleMonths * MONTH_DAYS) ? 'stale' : undefined;
}
