import { startOfOfficeDay } from '#platform/clock.ts';
import { transact, type Ctx } from '#platform/context.ts';
import type { JobDefinition } from '#platform/jobs/definition.ts';
import { addRested, addToTallies, lockHorizon, setHorizon, SUBJECTS, type Subject } from '../store/tallies.ts';

/** What began before midnight has committed by then: no statement of ours may take longer. */
const AFTER_MIDNIGHT = { minutes: 10 };
/**
 * Fates of messages settle within days of leaving (a notice expires after at most thirty, its receipts come soon after); what
 * was asked for weeks ahead, or is tried again, leaves long after its day.
 */
const MESSAGES_REST_DAYS = 35;
const DAYS_AT_ONCE = 7;

/** Sums the days that are over. Returns false when all of them are in the sums. */
export async function tallyDays(ctx: Ctx, subject: Subject): Promise<boolean> {
  const today = ctx.clock.today();
  const early = Temporal.Instant.compare(ctx.clock.now(), startOfOfficeDay(today).add(AFTER_MIDNIGHT)) < 0;
  const resting = subject === 'messages' ? MESSAGES_REST_DAYS : early ? 1 : 0;
  const until = today.subtract({ days: resting });
  return transact(ctx, async (tx) => {
    const first = await lockHorizon(tx, subject);
    const restedBefore = startOfOfficeDay(until);
    if (subject === 'messages') await addRested(tx, restedBefore);
    if (!first || Temporal.PlainDate.compare(first, until) >= 0) return false;
    const some = first.add({ days: DAYS_AT_ONCE });
    const next = Temporal.PlainDate.compare(some, until) < 0 ? some : until;
    await addToTallies(tx, subject, { first, next }, restedBefore);
    await setHorizon(tx, subject, next);
    return true;
  });
}

export const tallyJobs: readonly JobDefinition[] = [
  {
    queue: 'reports.tally-days',
    // Every hour, so that a night without a worker is made good in the morning.
    cron: '15 * * * *',
    expireInSeconds: 900,
    async run(ctx, _data, signal) {
      for (const subject of SUBJECTS) while (!signal.aborted && (await tallyDays(ctx, subject)));
    },
  },
];
