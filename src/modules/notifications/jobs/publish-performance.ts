import type { Ctx } from '#platform/context.ts';
import { forgetMinutesBefore } from '#platform/db/service-minutes.ts';
import type { JobDefinition } from '#platform/jobs/definition.ts';
import { countMonth, hasPerformance } from '../store/performance.ts';

const MONTHS = 12;

/** Counts this month and the one before; the first time the whole year, so that the page need not begin empty. */
export async function publishPerformance(ctx: Ctx): Promise<void> {
  const present = ctx.clock.today().toPlainYearMonth();
  const back = (await hasPerformance(ctx.db)) ? 1 : MONTHS - 1;
  for (let ago = back; ago >= 0; ago--) await countMonth(ctx, present.subtract({ months: ago }).toString());
  await forgetMinutesBefore(ctx.db, ctx.clock.now());
}

export const publishPerformanceJob: JobDefinition = {
  queue: 'notifications.publish-performance',
  cron: '23 * * * *',
  expireInSeconds: 900,
  run: publishPerformance,
};
