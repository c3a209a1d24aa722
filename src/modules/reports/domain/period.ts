/** The spans by which people count: a calendar day, a week from Monday, a month, a year. */
export const SPANS = ['day', 'week', 'month', 'year'] as const;
export type Span = (typeof SPANS)[number];

/** Whole civil days: from `first` up to, without, `next`. */
export interface Days {
  readonly first: Temporal.PlainDate;
  readonly next: Temporal.PlainDate;
}

export interface Period extends Days {
  readonly span: Span;
}

/** How many periods a trend shows, the last one included. */
export const TREND: Readonly<Record<Span, number>> = { day: 30, week: 26, month: 12, year: 5 };

const STEP = { day: { days: 1 }, week: { weeks: 1 }, month: { months: 1 }, year: { years: 1 } } as const;

/** The period of this span that holds the day. */
export function periodOf(span: Span, day: Temporal.PlainDate): Period {
  const first = {
    day: () => day,
    week: () => day.subtract({ days: day.dayOfWeek - 1 }),
    month: () => day.with({ day: 1 }),
    year: () => day.with({ month: 1, day: 1 }),
  }[span]();
  return { span, first, next: first.add(STEP[span]) };
}

/** The one `count` periods later (earlier, if negative). */
export function moved(period: Period, count: number): Period {
  const { span, first } = period;
  const scaled = Object.fromEntries(Object.entries(STEP[span]).map(([unit, amount]) => [unit, amount * count]));
  return periodOf(span, first.add(scaled));
}

/** The periods that a trend shows, the oldest first, this one last. */
export function trendOf(period: Period): Period[] {
  return Array.from({ length: TREND[period.span] }, (_, at) => moved(period, at + 1 - TREND[period.span]));
}

/** What of some days comes from sums and what is counted: whole months, single days before and after them, and the rest. */
export interface Coverage {
  readonly months: Days;
  readonly daysBefore: Days;
  readonly daysAfter: Days;
  readonly counted: Days;
}

const earlier = (one: Temporal.PlainDate, other: Temporal.PlainDate) =>
  Temporal.PlainDate.compare(one, other) < 0 ? one : other;
const later = (one: Temporal.PlainDate, other: Temporal.PlainDate) =>
  Temporal.PlainDate.compare(one, other) < 0 ? other : one;

/** @param horizon the days before it are summed; @param byMonth false when the answer is grouped by days or weeks. */
export function coverage(days: Days, horizon: Temporal.PlainDate, byMonth: boolean): Coverage {
  const summedUntil = later(days.first, earlier(days.next, horizon));
  const firstMonth = days.first.day === 1 ? days.first : days.first.with({ day: 1 }).add({ months: 1 });
  const lastMonth = summedUntil.with({ day: 1 });
  const hasMonths = byMonth && Temporal.PlainDate.compare(firstMonth, lastMonth) < 0;
  const none = { first: summedUntil, next: summedUntil };
  return {
    months: hasMonths ? { first: firstMonth, next: lastMonth } : none,
    daysBefore: { first: days.first, next: hasMonths ? firstMonth : summedUntil },
    daysAfter: hasMonths ? { first: lastMonth, next: summedUntil } : none,
    counted: { first: summedUntil, next: days.next },
  };
}
