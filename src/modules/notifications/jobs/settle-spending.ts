import { transact } from '#platform/context.ts';
import type { JobDefinition } from '#platform/jobs/definition.ts';
import { listSpending, settleSpending } from '../store/budget.ts';

/** Each hour what was set aside is compared with what carriers took. */
export const settleSpendingJob: JobDefinition = {
  queue: 'notifications.settle-spending',
  cron: '7 * * * *',
  async run(ctx) {
    for (const agencyId of await listSpending(ctx)) await transact(ctx, (tx) => settleSpending(tx, agencyId));
  },
};
