import type { Ctx } from '#platform/context.ts';
import { ruleDays } from '#platform/calendar/rules.ts';
import { insertCalendarYear, upsertCalendarDays } from '#platform/db/calendars.ts';

/** The first change of a year begins with the days that counted until then: those of the rules. */
export async function loadYear(tx: Ctx, agencyId: string, year: number): Promise<void> {
  const first = await insertCalendarYear(tx.db, { agencyId, year, now: tx.clock.now() });
  if (first) await upsertCalendarDays(tx.db, agencyId, ruleDays(year));
}
