// Dates, numbers and money as people in the State of Mexico write them. All by Intl, never put together by hand,
// and always in the civil time of the state, whatever the clock of the server says.
import type { Locale } from './locale.ts';

export const TIME_ZONE = 'America/Mexico_City';

type Moment = Temporal.Instant | Temporal.PlainDate | Temporal.ZonedDateTime;
export type DateStyle = 'full' | 'weekday' | 'long' | 'short' | 'numeric' | 'month' | 'dayOfWeek';

const DATE_OPTIONS: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'short', year: 'numeric' },
  numeric: { day: '2-digit', month: '2-digit', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  dayOfWeek: { weekday: 'long' },
};

const kept = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat | Intl.ListFormat>();

/** Building an Intl formatter costs some 50 µs, using one about 1 µs: each is built once. */
function keep<F extends Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat | Intl.ListFormat>(
  key: string,
  build: () => F,
): F {
  let formatter = kept.get(key);
  if (formatter === undefined) kept.set(key, (formatter = build()));
  return formatter as F;
}

/** The calendar day of a moment in the state; an Instant late in the evening UTC is still the same afternoon there. */
export function civilDate(moment: Moment): Temporal.PlainDate {
  if (moment instanceof Temporal.Instant) return moment.toZonedDateTimeISO(TIME_ZONE).toPlainDate();
  if (moment instanceof Temporal.ZonedDateTime) return moment.withTimeZone(TIME_ZONE).toPlainDate();
  return moment;
}

/** "viernes 20 de noviembre de 2026" (full), "viernes 20 de noviembre" (weekday), "20 de noviembre de 2026" (long), "20 nov 2026" (short), "20/11/2026" (numeric), "noviembre de 2026" (month), "viernes" (dayOfWeek). */
export function formatDate(moment: Moment, locale: Locale, style: DateStyle = 'long'): string {
  const { at, timeZone } = onTheWall(moment);
  const formatter = keep(
    `date ${style} ${locale} ${timeZone}`,
    () => new Intl.DateTimeFormat(locale, { ...DATE_OPTIONS[style], timeZone }),
  );
  const words = formatter.format(at);
  return locale === 'es-MX' ? words.replace(', ', ' ') : words;
}

/**
 * What Intl is told: a moment as it is in the state, or a civil date or time, which has no zone and stands for itself. To
 * make a civil date of each moment first costs more than to write it.
 */
function onTheWall(moment: Moment | Temporal.PlainTime): { at: number; timeZone: string } {
  if (moment instanceof Temporal.PlainDate)
    return { at: Date.UTC(moment.year, moment.month - 1, moment.day), timeZone: 'UTC' };
  if (moment instanceof Temporal.PlainTime)
    return { at: Date.UTC(2000, 0, 1, moment.hour, moment.minute), timeZone: 'UTC' };
  return { at: moment.epochMilliseconds, timeZone: TIME_ZONE };
}

type TimeOfDay = Temporal.Instant | Temporal.ZonedDateTime | Temporal.PlainTime;

/** "9:00 h" in Spanish, "9:00 AM" in English. A PlainTime is taken as civil time of the state. */
export function formatTime(moment: TimeOfDay, locale: Locale): string {
  const words = formatClock(moment, locale);
  return locale === 'es-MX' ? `${words} h` : words;
}

/** The same without its unit, for the first of two: "9:00 a 15:00 h". */
export function formatClock(moment: TimeOfDay, locale: Locale): string {
  const { at, timeZone } = onTheWall(moment);
  const formatter = keep(
    `time ${locale} ${timeZone}`,
    () =>
      // Of es-MX, CLDR knows 24 hours only as "09:00"; the form of plain Spanish is how offices here write their hours.
      new Intl.DateTimeFormat(locale === 'es-MX' ? 'es' : locale, {
        hour: 'numeric',
        minute: '2-digit',
        hourCycle: locale === 'es-MX' ? 'h23' : 'h12',
        timeZone,
      }),
  );
  return formatter.format(at);
}

/** "viernes 20 de noviembre de 2026, 10:30 h"; `style` chooses the form of the date. */
export function formatDateTime(
  moment: Temporal.Instant | Temporal.ZonedDateTime,
  locale: Locale,
  style: DateStyle = 'full',
): string {
  return `${formatDate(moment, locale, style)}, ${formatTime(moment, locale)}`;
}

/**
 * "hace 3 días", "ayer", "dentro de 2 horas". Under a day it counts hours and minutes; from there on calendar days of
 * the state, so that yesterday evening reads "ayer" and not "hace 14 horas" once the date differs by more than a day.
 */
export function formatRelative(moment: Temporal.Instant, now: Temporal.Instant, locale: Locale): string {
  const formatter = keep(`relative ${locale}`, () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const seconds = (moment.epochMilliseconds - now.epochMilliseconds) / 1000;
  const size = Math.abs(seconds);
  if (size < 45) return formatter.format(0, 'second');
  if (size < 45 * 60) return formatter.format(towardsZero(seconds / 60), 'minute');
  if (size < 20 * 3600) return formatter.format(towardsZero(seconds / 3600), 'hour');
  const days = civilDate(now).until(civilDate(moment), { largestUnit: 'day' }).days;
  if (Math.abs(days) < 45) return formatter.format(days, 'day');
  const months = civilDate(now).until(civilDate(moment), { largestUnit: 'month' }).months;
  if (Math.abs(months) < 24) return formatter.format(months, 'month');
  return formatter.format(civilDate(now).until(civilDate(moment), { largestUnit: 'year' }).years, 'year');
}

function towardsZero(value: number): number {
  return Math.sign(value) * Math.max(1, Math.floor(Math.abs(value)));
}

/** "8,000,000"; `decimals` fixes the digits after the point. */
export function formatNumber(value: number | bigint, locale: Locale, decimals?: number): string {
  const digits = decimals === undefined ? {} : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return keep(`number ${locale} ${decimals}`, () => new Intl.NumberFormat(locale, digits)).format(value);
}

/** A share from 0 to 1 as a percentage: 0.975 gives "97.5 %" in Spanish and "97.5%" in English. At most one decimal. */
export function formatPercent(share: number, locale: Locale): string {
  const options = { style: 'percent', maximumFractionDigits: 1 } as const;
  const words = keep(`percent ${locale}`, () => new Intl.NumberFormat(locale, options)).format(share);
  return locale === 'es-MX' ? words.replace(/\s*%/, '\u00a0%') : words;
}

/** An amount in pesos (not centavos): "$1,234.50" in Spanish, "MX$1,234.50" in English, so that nobody abroad reads dollars. */
export function formatPesos(pesos: number, locale: Locale): string {
  const options = { style: 'currency', currency: 'MXN' } as const;
  return keep(`pesos ${locale}`, () => new Intl.NumberFormat(locale, options)).format(pesos);
}

/** "Toluca, Lerma y Metepec"; `type` "disjunction" writes "o". */
export function formatList(
  items: readonly string[],
  locale: Locale,
  type: 'conjunction' | 'disjunction' = 'conjunction',
): string {
  return keep(`list ${locale} ${type}`, () => new Intl.ListFormat(locale, { type })).format(items);
}
