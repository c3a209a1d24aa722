/** Opening of one weekday, in civil time of the state. 1 is Monday. */
export interface OpeningHours {
  readonly weekday: number;
  readonly opens: Temporal.PlainTime;
  readonly closes: Temporal.PlainTime;
}

/** Weekdays in a row with the same hours. */
export interface OpeningSpan {
  readonly first: number;
  readonly last: number;
  readonly opens: Temporal.PlainTime;
  readonly closes: Temporal.PlainTime;
}

/** Hours as people say them: Monday to Friday once, not five times. */
export function openingSpans(week: readonly OpeningHours[]): OpeningSpan[] {
  const spans: OpeningSpan[] = [];
  for (const { weekday, opens, closes } of week.toSorted((one, other) => one.weekday - other.weekday)) {
    const before = spans.at(-1);
    if (before?.last === weekday - 1 && before.opens.equals(opens) && before.closes.equals(closes)) {
      spans[spans.length - 1] = { ...before, last: weekday };
    } else {
      spans.push({ first: weekday, last: weekday, opens, closes });
    }
  }
  return spans;
}

export type OpeningToday =
  | { readonly kind: 'open' | 'opens_later' | 'closed_already'; readonly hours: OpeningHours }
  /** No hours on this weekday. */
  | { readonly kind: 'closed_weekday' }
  /** A holiday or the vacations: hours of the weekday do not count. */
  | { readonly kind: 'closed_holiday' };

/** Whether one can go now. A holiday closes whatever the hours say. */
export function openingToday(
  week: readonly OpeningHours[],
  now: Temporal.PlainDateTime,
  isHoliday: boolean,
): OpeningToday {
  const hours = week.find(({ weekday }) => weekday === now.dayOfWeek);
  if (!hours) return { kind: 'closed_weekday' };
  if (isHoliday) return { kind: 'closed_holiday' };
  const time = now.toPlainTime();
  if (Temporal.PlainTime.compare(time, hours.opens) < 0) return { kind: 'opens_later', hours };
  return { kind: Temporal.PlainTime.compare(time, hours.closes) < 0 ? 'open' : 'closed_already', hours };
}

/** The next day and time after `now` at which it opens; undefined when it has no hours or nothing within a month. */
export function nextOpening(
  week: readonly OpeningHours[],
  now: Temporal.PlainDateTime,
  isHoliday: (day: Temporal.PlainDate) => boolean,
): Temporal.PlainDateTime | undefined {
  const today = now.toPlainDate();
  for (let ahead = 0; ahead <= 31; ahead++) {
    const day = today.add({ days: ahead });
    const hours = week.find(({ weekday }) => weekday === day.dayOfWeek);
    if (!hours || isHoliday(day)) continue;
    const opens = day.toPlainDateTime(hours.opens);
    if (Temporal.PlainDateTime.compare(opens, now) > 0) return opens;
  }
  return undefined;
}
