import type { Channel } from '#modules/people/index.ts';

/** A worker notes its carriers every two seconds; after this nobody does. */
const SILENT_SECONDS = 30;

/** What decides whether a carrier gets messages at this moment. */
interface CarrierSeen {
  readonly channel: Channel;
  readonly status: string;
  readonly weight: number;
  readonly enabled: boolean;
  readonly seenAt: Temporal.Instant;
}

/** No process that sends has spoken for it lately: what it said last is no longer known to be so. */
export function isSilent({ seenAt }: Pick<CarrierSeen, 'seenAt'>, now: Temporal.Instant): boolean {
  return now.since(seenAt).total('seconds') > SILENT_SECONDS;
}

/**
 * The weight by which a carrier gets messages now (worker/ways.ts): 0 while it is away, switched off or silent, and
 * while it pauses after faults with another one of its channel at hand. A weight is from 0 to 100.
 */
export function weightNow(carrier: CarrierSeen, all: readonly CarrierSeen[], now: Temporal.Instant): number {
  const takes = (one: CarrierSeen) =>
    one.enabled && one.weight > 0 && !isSilent(one, now) && ['ready', 'resting'].includes(one.status);
  if (!takes(carrier)) return 0;
  const others = all.filter((one) => one !== carrier && one.channel === carrier.channel && takes(one));
  return carrier.status === 'resting' && others.some(({ status }) => status === 'ready') ? 0 : carrier.weight;
}
