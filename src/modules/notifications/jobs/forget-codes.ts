import type { JobDefinition } from '#platform/jobs/definition.ts';
import { forgetCodes } from '../store/messages.ts';

const KEEP_MINUTES = 30;

/** A code that can no longer be used leaves no address behind: its message loses text and address, the evidence of its fate stays. */
export const forgetCodesJob: JobDefinition = {
  queue: 'notifications.forget-codes',
  cron: '*/10 * * * *',
  run: (ctx) => forgetCodes(ctx.db, ctx.clock.now().subtract({ minutes: KEEP_MINUTES })),
};
