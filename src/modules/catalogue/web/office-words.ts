import { readCalendar } from '#platform/calendar/official.ts';
import type { Ctx } from '#platform/context.ts';
import { TIME_ZONE } from '#platform/i18n/format.ts';
import { nextOpening, openingToday, type Office, type OpeningToday } from '#modules/agencies/index.ts';

/** Whether one can go to an office now, and when it opens next. */
export interface OpeningNow {
  readonly today: OpeningToday;
  /** Civil time of the state; undefined while it is open, and when nothing is known for a month. */
  readonly next: Temporal.PlainDateTime | undefined;
}

/** By the hours of the office and the calendar of its agency: a holiday or the vacations close it. */
export async function openingNow(
  ctx: Pick<Ctx, 'clock' | 'db'>,
  office: Pick<Office, 'agencyId' | 'week'>,
): Promise<OpeningNow> {
  const now = ctx.clock.now().toZonedDateTimeISO(TIME_ZONE).toPlainDateTime();
  const calendar = await readCalendar(ctx.db, office.agencyId, now.year);
  const isHoliday = (day: Temporal.PlainDate) => day.dayOfWeek <= 5 && !calendar.isWorkingDay(day);
  const today = openingToday(office.week, now, isHoliday(now.toPlainDate()));
  return { today, next: today.kind === 'open' ? undefined : nextOpening(office.week, now, isHoliday) };
}

/** For `href="tel:…"`. */
export function telUrl(phone: string): string {
  return `tel:${phone.replace(/[^+\d]/g, '')}`;
}
