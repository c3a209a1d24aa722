/** Shorter ones are told to nobody: a carrier that binds again within half a minute is no news. */
const SETTLE_SECONDS = 30;
/** An alarm ends when its cause has been away for this long: one that comes and goes is one alarm, not twenty mails. */
const CALM_SECONDS = 120;

/** An alarm that goes on, as it is kept. */
export interface OpenAlarm {
  readonly since: Temporal.Instant;
  /** From when its cause is away; null: it is there. */
  readonly calmSince: Temporal.Instant | null;
  readonly begunToldAt: Temporal.Instant | null;
}

export type Step =
  /** Goes on; `tell`: somebody must be told that it began. */
  | { readonly kind: 'on'; readonly tell: boolean }
  /** Its cause is away, perhaps for a moment. */
  | { readonly kind: 'calm'; readonly calmSince: Temporal.Instant }
  /** It ended when its cause went; `tell`: somebody must be told. */
  | { readonly kind: 'over'; readonly endedAt: Temporal.Instant; readonly tell: boolean };

const secondsBetween = (from: Temporal.Instant, to: Temporal.Instant) => to.since(from).total('seconds');

/** What becomes of an alarm that was open, now that its cause is there (`present`) or not. */
export function stepOf({ since, calmSince, begunToldAt }: OpenAlarm, present: boolean, now: Temporal.Instant): Step {
  if (present) return { kind: 'on', tell: begunToldAt === null && secondsBetween(since, now) >= SETTLE_SECONDS };
  const calm = calmSince ?? now;
  const lasted = secondsBetween(since, calm) >= SETTLE_SECONDS;
  const known = begunToldAt !== null;
  if (!lasted && !known) return { kind: 'over', endedAt: calm, tell: false };
  if (secondsBetween(calm, now) < CALM_SECONDS) return { kind: 'calm', calmSince: calm };
  return { kind: 'over', endedAt: calm, tell: true };
}
