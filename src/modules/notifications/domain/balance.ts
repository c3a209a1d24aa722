/** What decides about the share of one carrier; counts are of all nodes together. */
export interface CarrierShare {
  readonly name: string;
  /** 0 to 100: what it gets now, and what the administrator wants it to get. */
  readonly weight: number;
  readonly resting: number;
  /** Seconds since its weight last changed; null: never. */
  readonly steadySeconds: number | null;
  /** Of the last minute: parts asked for, and faults of the carrier among them. */
  readonly asked: number;
  readonly errors: number;
  /** Parts taken from 20 to 5 minutes ago, and those of them whose receipt came within five minutes. */
  readonly taken: number;
  readonly prompt: number;
}

const STEP = 10;
/** Enough to see that it is well again. */
const LEAST_WEIGHT = 5;
const STEP_DOWN_SECONDS = 60;
const STEP_UP_SECONDS = 300;

/**
 * New weights for the carriers of one channel; only those that change. Small steps, as GOV.UK Notify learnt: to move
 * everything at the first sign of trouble moves it back and forth. A troubled one (half of its answers are faults, or more
 * than 15 % of its receipts take over five minutes) loses ten points a minute while another one is well; if all are
 * troubled, the trouble is not theirs and nothing moves. A well one returns to its rest by ten points in five minutes.
 */
export function balance(carriers: readonly CarrierShare[]): ReadonlyMap<string, number> {
  const anyWell = carriers.some((carrier) => carrier.weight > 0 && !isTroubled(carrier));
  const changes = new Map<string, number>();
  for (const carrier of carriers) {
    const next = isTroubled(carrier) ? stepDown(carrier, anyWell) : stepUp(carrier);
    if (next !== carrier.weight) changes.set(carrier.name, next);
  }
  return changes;
}

export function isTroubled(carrier: Pick<CarrierShare, 'asked' | 'errors' | 'taken' | 'prompt'>): boolean {
  const { asked, errors, taken, prompt } = carrier;
  return (errors >= 10 && errors * 2 >= asked) || (taken >= 20 && (taken - prompt) / taken > 0.15);
}

function stepDown({ weight, steadySeconds }: CarrierShare, anyWell: boolean): number {
  if (!anyWell || (steadySeconds ?? Infinity) < STEP_DOWN_SECONDS || weight <= LEAST_WEIGHT) return weight;
  return Math.max(LEAST_WEIGHT, weight - STEP);
}

function stepUp({ weight, resting, steadySeconds }: CarrierShare): number {
  if (weight > resting) return resting;
  return (steadySeconds ?? Infinity) < STEP_UP_SECONDS ? weight : Math.min(resting, weight + STEP);
}

/** One of those, by chance in proportion to their weights; undefined when none has any. `random` from 0 to below 1. */
export function pickByWeight<T extends { readonly weight: number }>(from: readonly T[], random: number): T | undefined {
  let left = random * from.reduce((sum, { weight }) => sum + weight, 0);
  for (const one of from) {
    left -= one.weight;
    if (left < 0) return one;
  }
  return undefined;
}
