import { formatClock, formatDate, formatTime } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/locale.ts';
import { openingSpans, type OpeningHours, type OpeningToday } from './domain/opening.ts';
import { openingTexts } from './opening-texts.ts';

/** 1 is Monday: "lunes". */
export function weekdayName(weekday: number, locale: Locale): string {
  // 5 January 2026 was a Monday.
  return formatDate(new Temporal.PlainDate(2026, 1, 4 + weekday), locale, 'dayOfWeek');
}

/** "lunes a viernes, 9:00 a 15:00 h"; several spans are parted by a semicolon. Empty without hours. */
export function hoursInWords(week: readonly OpeningHours[], locale: Locale): string {
  const t = openingTexts(locale);
  return openingSpans(week)
    .map(({ first, last, opens, closes }) => {
      const from = weekdayName(first, locale);
      const days = first === last ? from : t('span', { from, to: weekdayName(last, locale) });
      return t('spanHours', { days, opens: formatClock(opens, locale), closes: formatTime(closes, locale) });
    })
    .join('; ');
}

/** "Abierta ahora, hasta las 15:00 h." */
export function openingInWords(opening: OpeningToday, locale: Locale): string {
  const t = openingTexts(locale);
  switch (opening.kind) {
    case 'open':
      return t('openNow', { closes: formatTime(opening.hours.closes, locale) });
    case 'opens_later':
      return t('opensLater', { opens: formatTime(opening.hours.opens, locale) });
    case 'closed_already':
      return t('closedAlready', { closes: formatTime(opening.hours.closes, locale) });
    case 'closed_weekday':
      return t('closedWeekday');
    case 'closed_holiday':
      return t('closedHoliday');
  }
}
