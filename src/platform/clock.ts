/**
 * The only place that reads the machine's time. Everything else takes the time from `ctx.clock`, so that a test can
 * stand on any day it likes (holidays, deadlines, expiries).
 */
export interface Clock {
  /** The present instant (UTC). */
  now(): Temporal.Instant;
  /** The present date in the zone of the offices. */
  today(): Temporal.PlainDate;
}

/** The zone in which people read dates and in which deadlines end. */
export const OFFICE_TIME_ZONE = 'America/Mexico_City';

/** The date on the wall of an office at the given instant. */
export function officeDate(instant: Temporal.Instant): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(OFFICE_TIME_ZONE).toPlainDate();
}

/** The instant at which an office's date begins. */
export function startOfOfficeDay(date: Temporal.PlainDate): Temporal.Instant {
  return date.toZonedDateTime(OFFICE_TIME_ZONE).toInstant();
}

function clockFrom(read: () => Temporal.Instant): Clock {
  return { now: read, today: () => officeDate(read()) };
}

export const systemClock: Clock = clockFrom(() => Temporal.Instant.fromEpochMilliseconds(Date.now()));

export interface FixedClock extends Clock {
  /** Moves to another instant. */
  set(instant: Temporal.Instant | string): void;
  /** Moves forward (or back) by a duration such as `{ hours: 2 }`. */
  advance(duration: Temporal.DurationLike): void;
}

/** A clock that stands still until it is told to move. For tests and for seeding the past. */
export function fixedClock(start: Temporal.Instant | string): FixedClock {
  let present = Temporal.Instant.from(start);
  return {
    ...clockFrom(() => present),
    set: (instant) => {
      present = Temporal.Instant.from(instant);
    },
    advance: (duration) => {
      present = present.add(duration);
    },
  };
}
