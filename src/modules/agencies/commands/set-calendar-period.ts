import { recordAudit } from '#platform/audit/record.ts';
import { daysOf, type CalendarPeriod } from '#platform/calendar/periods.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { deleteCalendarDays, upsertCalendarDays } from '#platform/db/calendars.ts';
import { Refusal } from '#platform/errors.ts';
import { authorizeAgency } from '../access.ts';
import { checkPeriod } from '../calendar-period.ts';
import { agencyRefusals } from '../errors.ts';
import { loadYear } from '../store/calendar-years.ts';

/**
 * Puts a day or a period into the official calendar of an agency; days that stood there are written over. With
 * `replaces`, an earlier period (of the same year) is taken out first. Terms that were already counted stay as they are.
 */
export async function setCalendarPeriod(
  ctx: Ctx,
  input: {
    agencyId: string;
    period: CalendarPeriod;
    replaces?: Pick<CalendarPeriod, 'from' | 'until'>;
  },
): Promise<void> {
  const { agencyId, period, replaces } = input;
  await authorizeAgency(ctx, 'agencies.calendar', agencyId);
  checkPeriod(period);
  if (replaces) checkPeriod(replaces);
  if (replaces && replaces.from.year !== period.from.year) throw new Refusal(agencyRefusals.periodOverYears);
  await transact(ctx, async (tx) => {
    await loadYear(tx, agencyId, period.from.year);
    if (replaces && (await deleteCalendarDays(tx.db, agencyId, replaces)) === 0) {
      throw new Refusal(agencyRefusals.periodGone);
    }
    await upsertCalendarDays(tx.db, agencyId, daysOf(period));
    await recordAudit(tx, {
      action: 'agencies.set_calendar_period',
      entityType: 'calendar',
      entityId: `${agencyId}:${period.from.year}`,
      agencyId,
      detail: {
        from: String(period.from),
        until: String(period.until),
        kind: period.kind,
        legalBasis: period.legalBasis,
        ...(replaces ? { replaces: `${String(replaces.from)}/${String(replaces.until)}` } : {}),
      },
    });
  });
}
