/**
 * Working days of the Government of the Estado de México. Holidays follow from rules; vacation periods are decided each
 * year in the official calendar (Gaceta del Gobierno): those given here for a year without a published calendar follow
 * the pattern of 2024 (Holy Week, the fourth week of July, 20 December to 6 January).
 */
export function isWorkingDay(day: Temporal.PlainDate): boolean {
  return day.dayOfWeek <= 5 && !isHoliday(day) && !isVacation(day);
}

/** The day on which a term of `days` working days ends when it starts counting the day after `from`. */
export function addWorkingDays(from: Temporal.PlainDate, days: number): Temporal.PlainDate {
  if (days < 0) throw new RangeError('working days are counted forward');
  let day = from;
  for (let counted = 0; counted < days;) {
    day = day.add({ days: 1 });
    if (isWorkingDay(day)) counted += 1;
  }
  return day;
}

/** Working days after `from` up to and including `until`; 0 if `until` is not later. */
export function workingDaysBetween(from: Temporal.PlainDate, until: Temporal.PlainDate): number {
  let count = 0;
  for (let day = from.add({ days: 1 }); Temporal.PlainDate.compare(day, until) <= 0; day = day.add({ days: 1 })) {
    if (isWorkingDay(day)) count += 1;
  }
  return count;
}

/** Month-day of holidays that never move. */
const FIXED = new Set(['01-01', '05-01', '09-16', '12-25']);
/** Month-day of state holidays; on a weekend they are kept on the nearest weekday (seen in the calendars of 2024, 2025). */
const KEPT_NEAR = ['03-02', '05-05', '11-02'];
/** Month -> which Monday: Constitution Day, Juárez, Revolution (Ley Federal del Trabajo, reform of 2006). */
const MONDAYS = new Map([
  [2, 1],
  [3, 3],
  [11, 3],
]);
/** Summer vacations that were decided apart from the pattern: first and last day. */
const SUMMER = new Map([[2025, ['2025-07-21', '2025-07-29'] as const]]);

function isHoliday(day: Temporal.PlainDate): boolean {
  if (FIXED.has(day.toString().slice(5))) return true;
  if (day.dayOfWeek === 1 && MONDAYS.get(day.month) === Math.ceil(day.day / 7)) return true;
  if (KEPT_NEAR.some((monthDay) => day.equals(nearestWeekday(`${day.year}-${monthDay}`)))) return true;
  // The federal executive changes every six years on 1 October (since 2024).
  return day.month === 10 && day.day === 1 && (day.year - 2024) % 6 === 0;
}

/** The day itself, the Friday before a Saturday, or the Monday after a Sunday. */
function nearestWeekday(text: string): Temporal.PlainDate {
  const day = Temporal.PlainDate.from(text);
  if (day.dayOfWeek === 6) return day.subtract({ days: 1 });
  return day.dayOfWeek === 7 ? day.add({ days: 1 }) : day;
}

function isVacation(day: Temporal.PlainDate): boolean {
  if (day.month === 12 && day.day >= 20) return true;
  if (day.month === 1 && day.day <= 6) return true;
  const weekStart = day.subtract({ days: day.dayOfWeek - 1 });
  if (weekStart.equals(easterSunday(day.year).subtract({ days: 6 }))) return true;
  const summer = SUMMER.get(day.year);
  if (summer) return day.toString() >= summer[0] && day.toString() <= summer[1];
  return weekStart.month === 7 && Math.ceil(weekStart.day / 7) === 4;
}

/** Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
function easterSunday(year: number): Temporal.PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(f / 31), day: (f % 31) + 1 });
}
