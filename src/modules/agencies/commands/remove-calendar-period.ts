import { recordAudit } from '#platform/audit/record.ts';
import type { CalendarPeriod } from '#platform/calendar/periods.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { deleteCalendarDays } from '#platform/db/calendars.ts';
import { Refusal } from '#platform/errors.ts';
import { authorizeAgency } from '../access.ts';
import { checkPeriod } from '../calendar-period.ts';
import { agencyRefusals } from '../errors.ts';
import { loadYear } from '../store/calendar-years.ts';

/** Takes the days from `from` to `until` out of the official calendar: weekdays among them become working days. */
export async function removeCalendarPeriod(
  ctx: Ctx,
  input: { agencyId: string; period: Pick<CalendarPeriod, 'from' | 'until'> },
): Promise<void> {
  const { agencyId, period } = input;
  await authorizeAgency(ctx, 'agencies.calendar', agencyId);
  checkPeriod(period);
  await transact(ctx, async (tx) => {
    await loadYear(tx, agencyId, period.from.year);
    const days = await deleteCalendarDays(tx.db, agencyId, period);
    if (days === 0) throw new Refusal(agencyRefusals.periodGone);
    await recordAudit(tx, {
      action: 'agencies.remove_calendar_period',
      entityType: 'calendar',
      entityId: `${agencyId}:${period.from.year}`,
      agencyId,
      detail: { from: String(period.from), until: String(period.until), days },
    });
  });
}
