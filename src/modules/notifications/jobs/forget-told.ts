import type { JobDefinition } from '#platform/jobs/definition.ts';
import { forgetTold } from '../store/callbacks.ts';

const KEEP_DAYS = 30;

/** That a system was told is remembered for a month; the fate of the message itself stays in its evidence. */
export const forgetToldJob: JobDefinition = {
  queue: 'notifications.forget-told',
  cron: '40 3 * * *',
  run: (ctx) => forgetTold(ctx.db, ctx.clock.now().subtract({ hours: 24 * KEEP_DAYS })),
};
