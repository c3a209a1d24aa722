/** Pauses after a receipt that says "off" or "full", in seconds; after the last one the message has failed. */
const PAUSES = [60, 600] as const;
/** So that a thousand telephones that were off together do not come back in one second. */
const JITTER = 0.1;

/**
 * When a message is handed over again whose receipt says that the telephone was off or full: after a minute, then after
 * ten (docs/acceptance/notifications.md, 11); undefined when both were tried, or it would come too late.
 *
 * @param tries such tries that it has had. @param random from 0 to below 1.
 */
export function nextTry(
  tries: number,
  { now, expiresAt, random }: { now: Temporal.Instant; expiresAt: Temporal.Instant; random: number },
): Temporal.Instant | undefined {
  const pause = PAUSES[tries];
  if (pause === undefined) return undefined;
  const milliseconds = Math.round(pause * 1_000 * (1 - JITTER + 2 * JITTER * random));
  const at = now.add({ milliseconds });
  return Temporal.Instant.compare(at, expiresAt) < 0 ? at : undefined;
}

/** Which parts of a message are still to be sent: those that no carrier has and no telephone got. */
export function missingParts(
  parts: number,
  held: readonly { readonly part: number; readonly covers: number }[],
): number[] {
  const numbers = Array.from({ length: parts }, (_, place) => place + 1);
  return numbers.filter((number) => !held.some(({ part, covers }) => number >= part && number < part + covers));
}
