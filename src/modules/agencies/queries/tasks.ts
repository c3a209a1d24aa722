import { findCalendarYear } from '#platform/db/calendars.ts';
import { defineTexts } from '#platform/i18n/texts.ts';
import type { StaffTask } from '#platform/staff-tasks.ts';

const texts = defineTexts(
  { calendar: 'calendario oficial por cargar: el del año que viene' },
  { calendar: 'official calendar to load: that of next year' },
);

/** From this month on the official gazette has usually published the days of the next year. */
export const PUBLISHED_FROM_MONTH = 11;

/** Terms that reach into a year without an official calendar are counted by rule: better to load it before. */
export const calendarTask: StaffTask = {
  action: 'agencies.calendar',
  href: '/personal/calendario',
  async count({ db, clock }, agencyId) {
    const { year, month } = clock.today();
    if (month < PUBLISHED_FROM_MONTH) return 0;
    return (await findCalendarYear(db, agencyId, year + 1)) ? 0 : 1;
  },
  words: (locale) => texts(locale)('calendar'),
};
