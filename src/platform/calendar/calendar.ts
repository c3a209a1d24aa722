import { isDayOffByRule } from './rules.ts';

/** `working` is a weekend day that an agency declares a working day ("habilitado"). */
export const DAY_KINDS = ['holiday', 'vacation', 'working'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** The days of one loaded year, by date in ISO 8601. */
export type LoadedYear = ReadonlyMap<string, DayKind>;

/** The working days of one agency: a loaded year counts as it was loaded, any other year by the rules. */
export class WorkingCalendar {
  readonly #years: ReadonlyMap<number, LoadedYear>;

  constructor(years: ReadonlyMap<number, LoadedYear> = new Map()) {
    this.#years = years;
  }

  isWorkingDay(day: Temporal.PlainDate): boolean {
    const loaded = this.#years.get(day.year);
    if (!loaded) return !isDayOffByRule(day);
    const kind = loaded.get(day.toString());
    return kind === undefined ? day.dayOfWeek <= 5 : kind === 'working';
  }

  /** The day on which a term of `days` working days ends when it starts counting the day after `from`. */
  addWorkingDays(from: Temporal.PlainDate, days: number): Temporal.PlainDate {
    if (days < 0) throw new RangeError('working days are counted forward');
    let day = from;
    for (let counted = 0; counted < days;) {
      day = day.add({ days: 1 });
      if (this.isWorkingDay(day)) counted += 1;
    }
    return day;
  }

  /** The day itself if people work on it, or else the next working day: where a term ends that would end on a day off. */
  workingDayFrom(day: Temporal.PlainDate): Temporal.PlainDate {
    return this.isWorkingDay(day) ? day : this.addWorkingDays(day, 1);
  }

  /** Working days after `from` up to and including `until`; 0 if `until` is not later. */
  workingDaysBetween(from: Temporal.PlainDate, until: Temporal.PlainDate): number {
    let count = 0;
    for (let day = from.add({ days: 1 }); Temporal.PlainDate.compare(day, until) <= 0; day = day.add({ days: 1 })) {
      if (this.isWorkingDay(day)) count += 1;
    }
    return count;
  }
}

/** Where no official calendar is loaded. */
export const CALENDAR_BY_RULE = new WorkingCalendar();
