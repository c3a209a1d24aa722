import type { Ctx } from '#platform/context.ts';
import type { Channel } from '#modules/people/index.ts';
import { isQuiet } from '../domain/quiet-hours.ts';
import { listExhausted } from './budget.ts';
import { LANES } from './messages.ts';
import { listQuietHours } from './settings.ts';

/** An agency whose messages stay for now, but for those of lanes up to `openLane`. */
export interface Closed {
  readonly party: string;
  readonly openLane: number;
}

/** Agencies whose notices stay for now: it is quiet where they are, or their month is spent. Codes leave always, urgent notices when it is quiet. */
export async function closedAgencies(ctx: Pick<Ctx, 'db' | 'clock'>, channel: Channel): Promise<Closed[]> {
  const now = ctx.clock.now();
  // Mail waits in its box without ringing, and costs nothing.
  if (channel !== 'sms') return [];
  const quiet = (await listQuietHours(ctx.db)).filter((one) => isQuiet(one.quiet, now));
  const exhausted = await listExhausted(ctx);
  return [
    ...quiet.map(({ agencyId }) => ({ party: agencyId, openLane: LANES.urgent })),
    ...exhausted.map((agencyId) => ({ party: agencyId, openLane: LANES.code })),
  ];
}
