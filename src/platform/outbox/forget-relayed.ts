import type { JobDefinition } from '../jobs/definition.ts';
import { forgetRelayed } from './store.ts';

/** What happened stays in the records themselves, in the audit and in the evidence; the event only carried the news. */
const KEEP_DAYS = 90;

export const forgetRelayedJob: JobDefinition = {
  queue: 'outbox.forget-relayed',
  cron: '10 4 * * *',
  async run(ctx) {
    const forgotten = await forgetRelayed(ctx.db, ctx.clock.now().subtract({ hours: 24 * KEEP_DAYS }));
    if (forgotten > 0) ctx.log.info({ events: forgotten }, 'events that everybody has read were forgotten');
  },
};
