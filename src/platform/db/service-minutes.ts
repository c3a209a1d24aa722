import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Db } from './db.ts';

const PAUSE_MS = 20_000;
const KEEP_DAYS = 400;

/** Notes that people can be served in this minute; several nodes note the same one once. */
export async function noteMinute(db: Db, now: Temporal.Instant): Promise<void> {
  await db.named(
    'service_minute_note',
    `insert into platform.service_minutes (minute) values (date_trunc('minute', $1::timestamptz)) on conflict do nothing`,
    [now],
  );
}

/** Drops minutes that no page shows any more. */
export async function forgetMinutesBefore(db: Db, now: Temporal.Instant): Promise<void> {
  await db.named('service_minutes_forget', 'delete from platform.service_minutes where minute < $1', [
    now.subtract({ hours: 24 * KEEP_DAYS }),
  ]);
}

/** A month of the civil calendar: minutes in which people could be served, of those that passed since we first looked. */
export interface ServedMonth {
  /** `2026-03` */
  readonly month: string;
  readonly served: number;
  readonly passed: number;
}

/** Months since the first note, the oldest first. Minutes still to come do not count, nor those before the first note. */
export function servedMonths(db: Db, now: Temporal.Instant, zone: string): Promise<ServedMonth[]> {
  return db.named(
    'service_months',
    `with noted as (select minute, minute at time zone $2 as local from platform.service_minutes where minute < date_trunc('minute', $1::timestamptz)),
       months as (select date_trunc('month', local) as month, count(*)::int as served from noted group by 1),
       first as (select min(minute) as minute from noted)
     select to_char(m.month, 'YYYY-MM') as month, m.served,
       (extract(epoch from least(date_trunc('minute', $1::timestamptz), (m.month + interval '1 month') at time zone $2)
         - greatest(first.minute, m.month at time zone $2)) / 60)::int as passed
     from months m, first order by m.month`,
    [now, zone],
  );
}

/** Keeps noting minutes until stopped; three times each, so that one slow answer is no outage. */
export function startNoting(db: Db, clock: Clock, log: Pick<Logger, 'warn'>): () => Promise<void> {
  const stopping = new AbortController();
  const work = async () => {
    while (!stopping.signal.aborted) {
      await noteMinute(db, clock.now()).catch((error: unknown) => {
        log.warn({ err: error }, 'this minute may count as not served');
      });
      await pause(PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = work();
  return async () => {
    stopping.abort();
    await running;
  };
}
