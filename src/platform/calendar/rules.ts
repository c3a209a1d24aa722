/**
 * The days off of the Government of the Estado de México for a year without a loaded official calendar. Holidays follow
 * from rules; vacation periods are decided each year in the official calendar (Gaceta del Gobierno): those given here
 * follow the pattern of 2024 (Holy Week, the fourth week of July, 20 December to 6 January).
 */
export function isDayOffByRule(day: Temporal.PlainDate): boolean {
  return day.dayOfWeek > 5 || holidayOn(day) !== undefined || vacationOn(day) !== undefined;
}

/** A day off as the official calendar names it. */
export interface RuleDay {
  readonly day: Temporal.PlainDate;
  readonly kind: 'holiday' | 'vacation';
  readonly name: string;
  readonly legalBasis: string;
}

/** All days off of a year by rule, weekends apart: where an administrator begins who loads the official ones. */
export function ruleDays(year: number): RuleDay[] {
  const days: RuleDay[] = [];
  for (let day = Temporal.PlainDate.from({ year, month: 1, day: 1 }); day.year === year; day = day.add({ days: 1 })) {
    if (day.dayOfWeek > 5) continue;
    const holiday = holidayOn(day);
    const vacation = vacationOn(day);
    if (holiday) days.push({ day, kind: 'holiday', ...holiday });
    else if (vacation) days.push({ day, kind: 'vacation', name: vacation, legalBasis: STATE });
  }
  return days;
}

const FEDERAL = 'Ley Federal del Trabajo, artículo 74';
const STATE = 'Calendario oficial del Gobierno del Estado de México';

/** Month-day of holidays that never move. */
const FIXED = new Map([
  ['01-01', 'Año Nuevo'],
  ['05-01', 'Día del Trabajo'],
  ['09-16', 'Día de la Independencia'],
  ['12-25', 'Navidad'],
]);
/** Month-day of state holidays; on a weekend they are kept on the nearest weekday (seen in the calendars of 2024, 2025). */
const KEPT_NEAR = new Map([
  ['03-02', 'Aniversario de la fundación del Estado de México'],
  ['05-05', 'Aniversario de la Batalla de Puebla'],
  ['11-02', 'Día de Muertos'],
]);
/** Month -> which Monday (Ley Federal del Trabajo, reform of 2006). */
const MONDAYS = new Map([
  [2, { nth: 1, name: 'Aniversario de la Constitución' }],
  [3, { nth: 3, name: 'Natalicio de Benito Juárez' }],
  [11, { nth: 3, name: 'Aniversario de la Revolución' }],
]);
/** Summer vacations that were decided apart from the pattern: first and last day. */
const SUMMER = new Map([[2025, ['2025-07-21', '2025-07-29'] as const]]);

function holidayOn(day: Temporal.PlainDate): { name: string; legalBasis: string } | undefined {
  const fixed = FIXED.get(day.toString().slice(5));
  if (fixed) return { name: fixed, legalBasis: FEDERAL };
  const monday = MONDAYS.get(day.month);
  if (day.dayOfWeek === 1 && monday?.nth === Math.ceil(day.day / 7)) return { name: monday.name, legalBasis: FEDERAL };
  for (const [monthDay, name] of KEPT_NEAR) {
    if (day.equals(nearestWeekday(`${day.year}-${monthDay}`))) return { name, legalBasis: STATE };
  }
  // The federal executive changes every six years on 1 October (since 2024).
  const changes = day.month === 10 && day.day === 1 && (day.year - 2024) % 6 === 0;
  return changes ? { name: 'Transmisión del Poder Ejecutivo Federal', legalBasis: FEDERAL } : undefined;
}

/** The day itself, the Friday before a Saturday, or the Monday after a Sunday. */
function nearestWeekday(text: string): Temporal.PlainDate {
  const day = Temporal.PlainDate.from(text);
  if (day.dayOfWeek === 6) return day.subtract({ days: 1 });
  return day.dayOfWeek === 7 ? day.add({ days: 1 }) : day;
}

function vacationOn(day: Temporal.PlainDate): string | undefined {
  if ((day.month === 12 && day.day >= 20) || (day.month === 1 && day.day <= 6)) return 'Vacaciones de invierno';
  const weekStart = day.subtract({ days: day.dayOfWeek - 1 });
  if (weekStart.equals(easterSunday(day.year).subtract({ days: 6 }))) return 'Vacaciones de Semana Santa';
  const summer = SUMMER.get(day.year);
  const inSummer = summer
    ? day.toString() >= summer[0] && day.toString() <= summer[1]
    : weekStart.month === 7 && Math.ceil(weekStart.day / 7) === 4;
  return inSummer ? 'Vacaciones de verano' : undefined;
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
