import type { DayKind } from './calendar.ts';

/** A day of the official calendar with what it is called and what orders it. */
export interface CalendarDay {
  readonly day: Temporal.PlainDate;
  readonly kind: DayKind;
  readonly name: string;
  readonly legalBasis: string;
}

export interface CalendarPeriod {
  readonly from: Temporal.PlainDate;
  /** Included. */
  readonly until: Temporal.PlainDate;
  readonly kind: DayKind;
  readonly name: string;
  readonly legalBasis: string;
}

/** Days (in order) that follow each other and are called the same, as people write them; weekends between do not part them. */
export function periodsOf(days: readonly CalendarDay[]): CalendarPeriod[] {
  const periods: CalendarPeriod[] = [];
  for (const { day, ...what } of days) {
    const last = periods.at(-1);
    const same = last && last.kind === what.kind && last.name === what.name && last.legalBasis === what.legalBasis;
    if (same && nextWeekday(last.until, day)) periods.splice(-1, 1, { ...last, until: day });
    else periods.push({ from: day, until: day, ...what });
  }
  return periods;
}

/** Every day of a period. */
export function daysOf({ from, until, ...what }: CalendarPeriod): CalendarDay[] {
  return Array.from({ length: from.until(until).days + 1 }, (_, offset) => ({
    day: from.add({ days: offset }),
    ...what,
  }));
}

/** True if only weekend days lie between. */
function nextWeekday(earlier: Temporal.PlainDate, later: Temporal.PlainDate): boolean {
  for (let day = earlier.add({ days: 1 }); !day.equals(later); day = day.add({ days: 1 })) {
    if (day.dayOfWeek <= 5 || earlier.until(day).days > 3) return false;
  }
  return true;
}
