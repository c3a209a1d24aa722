import type { JobDefinition } from '#platform/jobs/definition.ts';
import { forgetUnknownReceipts } from '../store/other-names.ts';

/** A late answer finds its receipt among the unknown ones; after a week none comes any more. */
const KEEP_DAYS = 7;

export const forgetReceiptsJob: JobDefinition = {
  queue: 'notifications.forget-receipts',
  cron: '50 3 * * *',
  async run(ctx) {
    const forgotten = await forgetUnknownReceipts(ctx, ctx.clock.now().subtract({ hours: KEEP_DAYS * 24 }));
    if (forgotten > 0) ctx.log.warn({ receipts: forgotten }, 'receipts that no message was found for were forgotten');
  },
};
