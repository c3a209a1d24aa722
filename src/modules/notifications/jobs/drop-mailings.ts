import type { JobDefinition } from '#platform/jobs/definition.ts';
import { dropMailing } from '../commands/send-mailing.ts';
import { findForgotten } from '../store/mailings.ts';

/** A list that nobody confirmed in this time will not be: its text has most likely changed, and its people are not the same. */
const KEEP_DAYS = 30;

/** Drops lists that wait for a confirmation which does not come: nobody else forgets what stands in them. */
export const dropMailingsJob: JobDefinition = {
  queue: 'notifications.drop-mailings',
  cron: '45 3 * * *',
  async run(ctx) {
    for (const mailing of await findForgotten(ctx.db, ctx.clock.now().subtract({ hours: KEEP_DAYS * 24 })))
      await dropMailing(ctx, mailing);
  },
};
