import type { CalendarPeriod } from '#platform/calendar/periods.ts';
import { Refusal } from '#platform/errors.ts';
import { agencyRefusals } from './errors.ts';

/** A period of the official calendar ends after it begins and lies in one year: calendars are loaded year by year. */
export function checkPeriod({ from, until }: Pick<CalendarPeriod, 'from' | 'until'>): void {
  if (Temporal.PlainDate.compare(from, until) > 0) throw new Refusal(agencyRefusals.wrongPeriod);
  if (from.year !== until.year) throw new Refusal(agencyRefusals.periodOverYears);
}

/** A day as people write it: 24/03/2026, or 2026-03-24 as a date field sends it; undefined if there is no such day. */
export function readDay(text: string): Temporal.PlainDate | undefined {
  const local = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const parts = local ? [local[3], local[2], local[1]] : iso?.slice(1);
  if (!parts) return undefined;
  const [year, month, day] = parts.map(Number);
  try {
    return Temporal.PlainDate.from({ year: year ?? 0, month: month ?? 0, day: day ?? 0 }, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}
