import type { Db } from './db.ts';

// The SQL of the official calendars; what they mean stands in platform/calendar, who may change them in modules/agencies.

export interface LoadedDay {
  readonly year: number;
  /** Null for a loaded year without any day. */
  readonly day: Temporal.PlainDate | null;
  readonly kind: string | null;
}

export function readLoadedDays(db: Db, agencyId: string, fromYear: number): Promise<LoadedDay[]> {
  return db.named(
    'calendar_loaded',
    `select y.year, d.day, d.kind from platform.calendar_years y
     left join platform.calendar_days d on d.agency_id = y.agency_id
       and d.day between make_date(y.year, 1, 1) and make_date(y.year, 12, 31)
     where y.agency_id = $1 and y.year >= $2`,
    [agencyId, fromYear],
  );
}

export interface StoredCalendarDay {
  readonly day: Temporal.PlainDate;
  readonly kind: string;
  readonly name: string;
  readonly legalBasis: string;
}

/** The days of one loaded year in order, or undefined where the year is not loaded. */
export async function findCalendarYear(
  db: Db,
  agencyId: string,
  year: number,
): Promise<readonly StoredCalendarDay[] | undefined> {
  const loaded = await db.k
    .selectFrom('platform.calendar_years')
    .select('year')
    .where('agency_id', '=', agencyId)
    .where('year', '=', year)
    .executeTakeFirst();
  if (!loaded) return undefined;
  return db.k
    .selectFrom('platform.calendar_days')
    .select(['day', 'kind', 'name', 'legal_basis as legalBasis'])
    .where('agency_id', '=', agencyId)
    .where('day', '>=', first(year))
    .where('day', '<=', last(year))
    .orderBy('day')
    .execute();
}

/** Marks the year as loaded; false if it already was. A second transaction waits here for the first. */
export async function insertCalendarYear(
  db: Db,
  { agencyId, year, now }: { agencyId: string; year: number; now: Temporal.Instant },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db.k
    .insertInto('platform.calendar_years')
    .values({ agency_id: agencyId, year, loaded_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Writes days; one that stands already gets what is given. */
export async function upsertCalendarDays(db: Db, agencyId: string, days: readonly StoredCalendarDay[]): Promise<void> {
  if (days.length === 0) return;
  await db.k
    .insertInto('platform.calendar_days')
    .values(
      days.map(({ day, kind, name, legalBasis }) => ({
        agency_id: agencyId,
        day,
        kind,
        name,
        legal_basis: legalBasis,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['agency_id', 'day']).doUpdateSet((row) => ({
        kind: row.ref('excluded.kind'),
        name: row.ref('excluded.name'),
        legal_basis: row.ref('excluded.legal_basis'),
      })),
    )
    .execute();
}

/** Takes the days from `from` to `until`, both included, out; returns how many there were. */
export async function deleteCalendarDays(
  db: Db,
  agencyId: string,
  { from, until }: { from: Temporal.PlainDate; until: Temporal.PlainDate },
): Promise<number> {
  const { numDeletedRows } = await db.k
    .deleteFrom('platform.calendar_days')
    .where('agency_id', '=', agencyId)
    .where('day', '>=', from)
    .where('day', '<=', until)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

const first = (year: number) => Temporal.PlainDate.from({ year, month: 1, day: 1 });
const last = (year: number) => Temporal.PlainDate.from({ year, month: 12, day: 31 });
