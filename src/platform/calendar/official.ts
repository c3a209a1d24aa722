import type { Ctx } from '../context.ts';
import { readLoadedDays } from '../db/calendars.ts';
import type { Db } from '../db/db.ts';
import { WorkingCalendar, type DayKind } from './calendar.ts';

/**
 * The calendar of an agency from the year `fromYear` on. It is read anew each time: a term that was counted with a
 * calendar of yesterday would be legally wrong, and the reading costs one look into an index.
 */
export async function readCalendar(db: Db, agencyId: string, fromYear: number): Promise<WorkingCalendar> {
  const years = new Map<number, Map<string, DayKind>>();
  for (const { year, day, kind } of await readLoadedDays(db, agencyId, fromYear)) {
    const days = years.get(year) ?? new Map<string, DayKind>();
    if (day) days.set(day.toString(), kind as DayKind);
    years.set(year, days);
  }
  return new WorkingCalendar(years);
}

/** The last day of a term of `days` working days that begins today, by the calendar of the agency. */
export async function endOfTerm(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  agencyId: string,
  days: number,
): Promise<Temporal.PlainDate> {
  const today = ctx.clock.today();
  return (await readCalendar(ctx.db, agencyId, today.year)).addWorkingDays(today, days);
}
