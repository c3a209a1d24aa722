import type { JobDefinition } from '#platform/jobs/definition.ts';
import { eraseExpiredCodes } from '../store/verifications.ts';

/** A code past its time opens nothing; it is emptied all the same, so that no copy of the database holds it. */
export const eraseExpiredCodesJob: JobDefinition = {
  queue: 'people.erase-expired-codes',
  cron: '*/10 * * * *',
  async run(ctx) {
    const erased = await eraseExpiredCodes(ctx);
    if (erased > 0) ctx.log.info({ erased }, 'expired codes erased');
  },
};
