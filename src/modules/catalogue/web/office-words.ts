import { readCalendar } from '#platform/calendar/official.ts';
import type { Ctx } from '#platform/context.ts';
import { TIME_ZONE } from '#platform/i18n/format.ts';
import { openingToday, type Office, type OpeningToday } from '#modules/agencies/index.ts';

/** Whether one can go to this office now; a holiday or the vacations of its agency close it. */
export async function openingNow(
  ctx: Pick<Ctx, 'clock' | 'db'>,
  office: Pick<Office, 'agencyId' | 'week'>,
): Promise<OpeningToday> {
  const now = ctx.clock.now().toZonedDateTimeISO(TIME_ZONE);
  const today = now.toPlainDate();
  const calendar = await readCalendar(ctx.db, office.agencyId, today.year);
  return openingToday(office.week, now.toPlainDateTime(), today.dayOfWeek <= 5 && !calendar.isWorkingDay(today));
}

/** For `href="tel:…"`. */
export function telUrl(phone: string): string {
  return `tel:${phone.replace(/[^+\d]/g, '')}`;
}
