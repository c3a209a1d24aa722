import type { JobDefinition } from '#platform/jobs/definition.ts';
import type { Ctx } from '#platform/context.ts';
import { forgetMinutes } from '../store/carriers.ts';
import { countHour, forgetHours, hoursToCheck } from '../store/reconciliations.ts';

/** submitted = delivered + failed + expired + uncertain + pending, of each carrier and hour (docs/acceptance/notifications.md, 19). */
export async function reconcile(ctx: Ctx): Promise<void> {
  for (const hour of await hoursToCheck(ctx)) await countHour(ctx, hour);
  await forgetHours(ctx);
  await forgetMinutes(ctx);
}

/** Eleven minutes past: what was taken in the hour is on record by then. */
export const reconcileJob: JobDefinition = {
  queue: 'notifications.reconcile',
  cron: '11 * * * *',
  expireInSeconds: 600,
  run: reconcile,
};
