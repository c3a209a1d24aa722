import { recordAudit } from '#platform/audit/record.ts';
import { daysOf, type CalendarPeriod } from '#platform/calendar/periods.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { deleteCalendarDays, insertCalendarYear, upsertCalendarDays } from '#platform/db/calendars.ts';
import { Refusal } from '#platform/errors.ts';
import { authorizeAgency } from '../access.ts';
import { checkPeriod } from '../calendar-period.ts';
import { agencyRefusals } from '../errors.ts';

/** Loads the whole official calendar of a year: what stood there is gone, and the rules no longer count for that year. */
export async function replaceCalendarYear(
  ctx: Ctx,
  input: { agencyId: string; year: number; periods: readonly CalendarPeriod[] },
): Promise<void> {
  const { agencyId, year, periods } = input;
  await authorizeAgency(ctx, 'agencies.calendar', agencyId);
  periods.forEach(checkPeriod);
  if (periods.some(({ from }) => from.year !== year)) throw new Refusal(agencyRefusals.periodOverYears);
  await transact(ctx, async (tx) => {
    await insertCalendarYear(tx.db, { agencyId, year, now: tx.clock.now() });
    const whole = { from: new Temporal.PlainDate(year, 1, 1), until: new Temporal.PlainDate(year, 12, 31) };
    const removed = await deleteCalendarDays(tx.db, agencyId, whole);
    const days = periods.flatMap(daysOf);
    await upsertCalendarDays(tx.db, agencyId, days);
    await recordAudit(tx, {
      action: 'agencies.replace_calendar_year',
      entityType: 'calendar',
      entityId: `${agencyId}:${year}`,
      agencyId,
      detail: { days: days.length, removed },
    });
  });
}
