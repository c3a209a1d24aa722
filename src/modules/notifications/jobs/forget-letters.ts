import type { JobDefinition } from '#platform/jobs/definition.ts';
import { forgetLetters } from '../store/letters.ts';

/** As long as the text of notices is kept unless an agency says otherwise. */
const KEEP_DAYS = 90;
const BATCH = 500;

/** What people wrote loses its words and its sender; that it came, and what followed, stays. */
export const forgetLettersJob: JobDefinition = {
  queue: 'notifications.forget-letters',
  cron: '40 3 * * *',
  async run(ctx) {
    const before = ctx.clock.now().subtract({ hours: KEEP_DAYS * 24 });
    while ((await forgetLetters(ctx.db, before, BATCH)) === BATCH);
  },
};
