import type { Db } from '#platform/db/db.ts';
import { OFFICE_TIME_ZONE, officeDate } from '#platform/clock.ts';
import { remember } from '#platform/db/remember.ts';
import { servedMonths } from '#platform/db/service-minutes.ts';
import { publishedCount, publishedShare, type Published } from '../domain/performance.ts';
import { listPerformance } from '../store/performance.ts';

/** One month as everybody may see it; shares from 0 to 1, undefined where there is too little. */
export interface PublicMonth {
  readonly month: Temporal.PlainYearMonth;
  readonly sms: Published;
  readonly email: Published;
  /** Of the SMS that had an end; mail servers report only what did not arrive. */
  readonly delivered: number | undefined;
  /** Handed over within ten seconds. */
  readonly prompt: number | undefined;
  /** Minutes in which the service window could serve people. */
  readonly available: number | undefined;
}

const MONTHS = 12;
const KEEP_SECONDS = 300;

const sums = remember(KEEP_SECONDS, (db) => listPerformance(db, '2000-01'));

/** The last twelve months, the oldest first. Kept in memory: it is read by whoever likes to. */
export async function publicPerformance(db: Db, now: Temporal.Instant): Promise<PublicMonth[]> {
  const present = officeDate(now).toPlainYearMonth();
  const served = await servedNow(db, now);
  const counted = await sums(db);
  const months = Array.from({ length: MONTHS }, (_, at) => present.subtract({ months: MONTHS - 1 - at }));
  return months.map((month) => {
    const of = (channel: string) => counted.find((one) => one.month === month.toString() && one.channel === channel);
    const [sms, email] = [of('sms'), of('email')];
    const up = served.find((one) => one.month === month.toString());
    const timed = (sms?.timed ?? 0) + (email?.timed ?? 0);
    return {
      month,
      sms: publishedCount(sms?.messages ?? 0),
      email: publishedCount(email?.messages ?? 0),
      delivered: publishedShare(sms?.delivered ?? 0, sms?.ended ?? 0),
      prompt: publishedShare((sms?.prompt ?? 0) + (email?.prompt ?? 0), timed),
      available: up && up.passed > 0 ? Math.min(1, up.served / up.passed) : undefined,
    };
  });
}

/** The time of the question is part of the answer: kept apart by the minute that it is asked in. */
const byMinute = new WeakMap<object, { readonly minute: number; readonly value: ReturnType<typeof servedMonths> }>();

function servedNow(db: Db, now: Temporal.Instant): ReturnType<typeof servedMonths> {
  const minute = Math.floor(now.epochMilliseconds / 60_000);
  const known = byMinute.get(db.identity);
  if (known && minute >= known.minute && minute - known.minute < KEEP_SECONDS / 60) return known.value;
  const value = servedMonths(db, now, OFFICE_TIME_ZONE);
  byMinute.set(db.identity, { minute, value });
  value.catch(() => byMinute.delete(db.identity));
  return value;
}
