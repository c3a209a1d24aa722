import type { DayKind } from '#platform/calendar/calendar.ts';
import type { CalendarDay } from '#platform/calendar/periods.ts';
import { ruleDays } from '#platform/calendar/rules.ts';
import type { Ctx } from '#platform/context.ts';
import { findCalendarYear } from '#platform/db/calendars.ts';
import { authorizeAgency } from '../access.ts';

export interface CalendarYear {
  readonly year: number;
  /** False: nobody loaded the official calendar, the days are those of the rules. */
  readonly loaded: boolean;
  readonly days: readonly CalendarDay[];
}

/** The calendar of one year, for those who may change it. */
export async function readCalendarYear(ctx: Ctx, agencyId: string, year: number): Promise<CalendarYear> {
  await authorizeAgency(ctx, 'agencies.calendar', agencyId);
  const days = await findCalendarYear(ctx.db, agencyId, year);
  if (!days) return { year, loaded: false, days: ruleDays(year) };
  return { year, loaded: true, days: days.map((day) => ({ ...day, kind: day.kind as DayKind })) };
}
