import type { Ctx } from '../context.ts';
import type { Db } from '../db/db.ts';
import type { OutboxEvent } from './events.ts';

/** An event with its place in the order of commits. */
export type StoredEvent = OutboxEvent & Place;

const COLUMNS = `o.id, o.name, o.agency_id as "agencyId", o.entity, o.payload, o.request_id as "requestId",
  o.occurred_at as "occurredAt", o.xact::text as xact, o.position`;

/** A place in the order of commits. */
export interface Place {
  readonly xact: string;
  readonly position: string;
}

/** How far a subscriber has read; a new one begins before everything. Under its lock. */
export async function openCursor(db: Db, subscriber: string, now: Temporal.Instant): Promise<Place> {
  const [known] = await db.named<Place>(
    'outbox_cursor',
    'select xact::text as xact, position from platform.outbox_cursors where subscriber = $1',
    [subscriber],
  );
  if (known) return known;
  await db.named(
    'outbox_cursor_new',
    `insert into platform.outbox_cursors (subscriber, xact, position, moved_at) values ($1, '0', 0, $2)
     on conflict do nothing`,
    [subscriber, now],
  );
  return { xact: '0', position: '0' };
}

/**
 * The next events of these names after a place, in commit order, and how far the cursor may go: past all that was looked at,
 * those of other names included. Events of transactions that still run, and all after them, wait. No `end`: there is nothing
 * new. The place comes as a value and not by a join: only then does the index begin there, however much lies before it.
 */
export async function readAfter(
  db: Db,
  place: Place,
  names: readonly string[],
  limit: number,
): Promise<{ events: StoredEvent[]; end: Place | undefined }> {
  // The end is read first, and with it the horizon: what commits between the two statements is left for the next time.
  const [end] = await db.named<Place & { horizon: string }>(
    'outbox_end',
    `select o.xact::text as xact, o.position, pg_snapshot_xmin(pg_current_snapshot())::text as horizon
     from platform.outbox o
     where (o.xact, o.position) > ($1::text::xid8, $2::bigint) and o.xact < pg_snapshot_xmin(pg_current_snapshot())
     order by o.xact desc, o.position desc limit 1`,
    [place.xact, place.position],
  );
  if (!end) return { events: [], end: undefined };
  // `case`, because statistics of a table that just grew know no such names: the whole backlog would be sorted each time.
  const events = await db.named<StoredEvent>(
    'outbox_read',
    `select ${COLUMNS} from platform.outbox o
     where (o.xact, o.position) > ($1::text::xid8, $2::bigint) and o.xact < $3::text::xid8
       and case when o.name = any($4) then true else false end
     order by o.xact, o.position limit $5`,
    [place.xact, place.position, end.horizon, [...names], limit],
  );
  return { events, end: events.length === limit ? events.at(-1) : end };
}

/**
 * Which of the subscribers `$1` have not read the newest event, those without a cursor included. By the newest and not by any
 * that exists beyond a cursor: that takes one step of the index, whatever the statistics of the table say.
 */
const behind = (newest: string): string => `
  from unnest($1::text[]) as asked (subscriber)
  left join platform.outbox_cursors c on c.subscriber = asked.subscriber
  left join (select o.xact, o.position from platform.outbox o ${newest} order by o.xact desc, o.position desc limit 1)
    as newest on true
  where (newest.xact, newest.position) > (coalesce(c.xact, '0'::xid8), coalesce(c.position, 0))`;

/**
 * Those of these subscribers that have something to do: events that may be read, or parked ones that are due. One question for
 * all of them: a program that stands idle asks it five times a second.
 */
export async function findWanted(db: Db, subscribers: readonly string[], now: Temporal.Instant): Promise<Set<string>> {
  const rows = await db.named<{ subscriber: string }>(
    'outbox_wanted',
    `select asked.subscriber ${behind('where o.xact < pg_snapshot_xmin(pg_current_snapshot())')}
       or exists (select from platform.outbox_parked p where p.subscriber = asked.subscriber and p.next_attempt_at <= $2)`,
    [[...subscribers], now],
  );
  return new Set(rows.map(({ subscriber }) => subscriber));
}

/** True if one of these subscribers has committed events before it, also such as may not be read yet. */
export async function hasUnread(db: Db, subscribers: readonly string[]): Promise<boolean> {
  const rows = await db.named('outbox_unread', `select ${behind('')} limit 1`, [[...subscribers]]);
  return rows.length > 0;
}

export async function moveCursor(db: Db, subscriber: string, to: Place, now: Temporal.Instant): Promise<void> {
  await db.named(
    'outbox_move',
    `update platform.outbox_cursors set xact = $2::text::xid8, position = $3, moved_at = $4 where subscriber = $1`,
    [subscriber, to.xact, to.position, now],
  );
}

/** Those of the events' entities that already have a parked event: later ones must wait behind it. */
export async function parkedEntities(db: Db, subscriber: string, events: readonly StoredEvent[]): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const rows = await db.named<{ entity: string }>(
    'outbox_parked_entities',
    'select distinct entity from platform.outbox_parked where subscriber = $1 and entity = any($2)',
    [subscriber, events.map((event) => event.entity)],
  );
  return new Set(rows.map((row) => row.entity));
}

export async function parkEvent(tx: Ctx, subscriber: string, event: StoredEvent, reason: string): Promise<void> {
  const now = tx.clock.now();
  await tx.db.named(
    'outbox_park',
    `insert into platform.outbox_parked
       (subscriber, event_id, agency_id, entity, xact, position, next_attempt_at, last_error, parked_at)
     values ($1, $2, $3, $4, $5::text::xid8, $6, $7, $8, $7)`,
    [subscriber, event.id, event.agencyId, event.entity, event.xact, event.position, now, reason],
  );
}

export interface ParkedEvent extends StoredEvent {
  readonly attempts: number;
}

/** Parked events that are due, each the oldest of its entity. */
export function dueParked(db: Db, subscriber: string, now: Temporal.Instant): Promise<ParkedEvent[]> {
  return db.named(
    'outbox_due',
    `select ${COLUMNS}, p.attempts from platform.outbox_parked p join platform.outbox o on o.id = p.event_id
     where p.subscriber = $1 and p.next_attempt_at <= $2 and not exists (
       select from platform.outbox_parked earlier where earlier.subscriber = p.subscriber
         and earlier.entity = p.entity and (earlier.xact, earlier.position) < (p.xact, p.position))
     order by p.xact, p.position limit 20`,
    [subscriber, now],
  );
}

export async function unpark(db: Db, subscriber: string, eventId: string): Promise<void> {
  await db.named('outbox_unpark', 'delete from platform.outbox_parked where subscriber = $1 and event_id = $2', [
    subscriber,
    eventId,
  ]);
}

export async function postpone(
  db: Db,
  subscriber: string,
  eventId: string,
  until: Temporal.Instant,
  reason: string,
): Promise<void> {
  await db.named(
    'outbox_postpone',
    `update platform.outbox_parked set attempts = attempts + 1, next_attempt_at = $3, last_error = $4
     where subscriber = $1 and event_id = $2`,
    [subscriber, eventId, until, reason],
  );
}

/** Deletes events older than `before` that every subscriber has read and none has parked. Returns how many. */
export async function forgetRelayed(db: Db, before: Temporal.Instant): Promise<number> {
  const [row] = await db.named<{ count: number }>(
    'outbox_forget',
    `with forgotten as (
       delete from platform.outbox o where o.occurred_at < $1
         and not exists (select from platform.outbox_cursors c where (c.xact, c.position) < (o.xact, o.position))
         and not exists (select from platform.outbox_parked p where p.event_id = o.id)
       returning 1)
     select count(*)::int as count from forgotten`,
    [before],
  );
  return row?.count ?? 0;
}
