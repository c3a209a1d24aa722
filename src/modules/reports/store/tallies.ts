import { OFFICE_TIME_ZONE, startOfOfficeDay } from '#platform/clock.ts';
import type { Ctx } from '#platform/context.ts';
import type { Days } from '../domain/period.ts';

export const SUBJECTS = ['movements', 'messages'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** Agency by agency, for so the index gives it at once; a plain minimum would read every row. */
const firstOf = (view: string, at: string) =>
  `select min(oldest.at) from (select distinct agency_id from agencies.public_units) agency
   cross join lateral (select v.${at} as at from ${view} v where v.agency_id = agency.agency_id
     order by v.${at} limit 1) oldest`;
const FIRST_MOMENT: Readonly<Record<Subject, string>> = {
  movements: firstOf('registry.public_movements', 'at'),
  messages: firstOf('notifications.public_messages', 'created_at'),
};

/** The horizon, held until the transaction ends; it begins at the day of the first row. Undefined while there is none. */
export async function lockHorizon(tx: Ctx, subject: Subject): Promise<Temporal.PlainDate | undefined> {
  const text = 'select day from reports.horizons where subject = $1 for update';
  const [found] = await tx.db.sql<{ day: Temporal.PlainDate }>(text, [subject]);
  if (found) return found.day;
  const [begun] = await tx.db.sql<{ day: Temporal.PlainDate }>(
    `insert into reports.horizons (subject, day)
     select $1, day from (select ((${FIRST_MOMENT[subject]}) at time zone $2)::date as day) first where day is not null
     on conflict do nothing returning day`,
    [subject, OFFICE_TIME_ZONE],
  );
  return begun?.day;
}

export async function setHorizon(tx: Ctx, subject: Subject, day: Temporal.PlainDate): Promise<void> {
  await tx.db.sql('update reports.horizons set day = $2 where subject = $1', [subject, day]);
}

/**
 * Adds these days, which are over and in no sum yet, to the sums of their days and months.
 *
 * @param restedBefore messages that leave at this moment or later may still change: they are remembered and join later.
 */
export async function addToTallies(
  tx: Ctx,
  subject: Subject,
  days: Days,
  restedBefore: Temporal.Instant,
): Promise<void> {
  await takeTime(tx);
  const agencies = await tx.db.sql<{ id: string }>('select distinct agency_id as id from agencies.public_units');
  const [first, next] = [startOfOfficeDay(days.first), startOfOfficeDay(days.next)];
  // Agency by agency: their indexes begin with it.
  for (const { id } of agencies) {
    if (subject === 'messages') {
      await tx.db.sql(RESTED_OF_DAYS, [OFFICE_TIME_ZONE, id, first, next, restedBefore]);
      await tx.db.sql(LATE_OF_DAYS, [id, first, next, restedBefore]);
    } else {
      for (const statement of MOVEMENTS) await tx.db.sql(statement, [first, next, OFFICE_TIME_ZONE, id]);
    }
  }
}

/** Messages of summed days that have come to rest since join the sums. */
export async function addRested(tx: Ctx, restedBefore: Temporal.Instant): Promise<void> {
  await takeTime(tx);
  await tx.db.sql(RESTED_SINCE, [OFFICE_TIME_ZONE, restedBefore]);
}

/** Work of the night, whoever asks for it: not bound to the seconds that a page may take. */
async function takeTime(tx: Ctx): Promise<void> {
  await tx.db.sql(`set local statement_timeout = '60s'`);
}

/** Each sum of a day counts twice: for the day and for its month. */
const BY_GRAIN = `cross join (values ('day'), ('month')) as grains (grain)`;
const STARTS_ON = `case grain when 'day' then day else date_trunc('month', day::timestamp)::date end`;

/** Summed by days first (`materialized`): the steps before each step are looked up once, not once for each use of them. */
const MOVEMENTS: readonly string[] = [
  `with days as materialized (
       select agency_id, (at at time zone $3)::date as day, unit_id, service, kind, count(*) as movements
       from registry.public_movements where agency_id = $4 and at >= $1 and at < $2 group by 1, 2, 3, 4, 5)
     insert into reports.movement_tallies as t (agency_id, grain, starts_on, unit_id, service, kind, movements)
     select agency_id, grain, ${STARTS_ON}, unit_id, service, kind, sum(movements)
     from days ${BY_GRAIN} group by 1, 2, 3, 4, 5, 6
     on conflict (agency_id, grain, starts_on, unit_id, service, kind)
       do update set movements = t.movements + excluded.movements`,
  `with moves as materialized (
       select agency_id, (at at time zone $3)::date as day, unit_id, kind, stage_seconds, answer_seconds
       from registry.public_movements where agency_id = $4 and at >= $1 and at < $2),
     days as materialized (
       select agency_id, day, unit_id, ended.stage, reports.bucket_of(ended.seconds) as bucket, count(*) as movements
       from moves cross join lateral reports.stages_ended(kind, stage_seconds, answer_seconds) as ended
       group by 1, 2, 3, 4, 5)
     insert into reports.time_tallies as t (agency_id, grain, starts_on, unit_id, stage, bucket, movements)
     select agency_id, grain, ${STARTS_ON}, unit_id, stage, bucket, sum(movements)
     from days ${BY_GRAIN} group by 1, 2, 3, 4, 5, 6
     on conflict (agency_id, grain, starts_on, unit_id, stage, bucket)
       do update set movements = t.movements + excluded.movements`,
];

/** Sums what `rested` gives, by the day on which each message was made. $1 is the time zone. */
const sumMessages = (rested: string): string =>
  `with rested as (${rested}), days as materialized (
     select agency_id, (created_at at time zone $1)::date as day, unit_id, coalesce(service, '') as service, channel,
       fate, count(*) as messages, sum(segments) as segments, sum(charged_segments) as charged_segments,
       sum(cost_mxn_e4) as cost_mxn_e4
     from rested group by 1, 2, 3, 4, 5, 6)
   insert into reports.message_tallies as t (agency_id, grain, starts_on, unit_id, service, channel, fate, messages,
     segments, charged_segments, cost_mxn_e4)
   select agency_id, grain, ${STARTS_ON}, unit_id, service, channel, fate, sum(messages), sum(segments),
     sum(charged_segments), sum(cost_mxn_e4)
   from days ${BY_GRAIN} group by 1, 2, 3, 4, 5, 6, 7
   on conflict (agency_id, grain, starts_on, unit_id, service, channel, fate)
     do update set messages = t.messages + excluded.messages, segments = t.segments + excluded.segments,
       charged_segments = t.charged_segments + excluded.charged_segments,
       cost_mxn_e4 = t.cost_mxn_e4 + excluded.cost_mxn_e4`;

const OF_DAYS = `from notifications.public_messages where agency_id = $2 and created_at >= $3 and created_at < $4`;
const RESTED_OF_DAYS = sumMessages(`select * ${OF_DAYS} and leaves_at < $5`);
const LATE_OF_DAYS = `insert into reports.late_messages (agency_id, message_id)
  select agency_id, id from notifications.public_messages
  where agency_id = $1 and created_at >= $2 and created_at < $3 and leaves_at >= $4`;
const RESTED_SINCE = sumMessages(
  `delete from reports.late_messages late using notifications.public_messages m
   where m.id = late.message_id and m.agency_id = late.agency_id and m.leaves_at < $2 returning m.*`,
);
