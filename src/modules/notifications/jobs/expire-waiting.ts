import { transact } from '#platform/context.ts';
import type { JobDefinition } from '#platform/jobs/definition.ts';
import { expireOverdue } from '../store/expire-messages.ts';

const BATCH = 500;

/** Ends what waited beyond its time, whether or not anybody could have sent it. */
export const expireWaitingJob: JobDefinition = {
  queue: 'notifications.expire-waiting',
  cron: '* * * * *',
  async run(ctx, _data, signal) {
    while (!signal.aborted && (await transact(ctx, (tx) => expireOverdue(tx, BATCH))) === BATCH);
  },
};
