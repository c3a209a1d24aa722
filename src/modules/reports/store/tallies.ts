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

/** Adds these days, which are over and in no sum yet, to the sums of their days and months. */
export async function addToTallies(tx: Ctx, subject: Subject, days: Days): Promise<void> {
  // Work of the night, whoever asks for it: not bound to the seconds that a page may take.
  await tx.db.sql(`set local statement_timeout = '60s'`);
  const agencies = await tx.db.sql<{ id: string }>('select distinct agency_id as id from agencies.public_units');
  const moments = [startOfOfficeDay(days.first), startOfOfficeDay(days.next), OFFICE_TIME_ZONE];
  // Agency by agency: their indexes begin with it.
  for (const { id } of agencies)
    for (const statement of STATEMENTS[subject]) await tx.db.sql(statement, [...moments, id]);
}

/** Each sum of a day counts twice: for the day and for its month. */
const BY_GRAIN = `cross join (values ('day'), ('month')) as grains (grain)`;
const STARTS_ON = `case grain when 'day' then day else date_trunc('month', day::timestamp)::date end`;

/** Summed by days first (`materialized`): the steps before each step are looked up once, not once for each use of them. */
const STATEMENTS: Readonly<Record<Subject, readonly string[]>> = {
  movements: [
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
  ],
  messages: [
    `with days as materialized (
       select agency_id, (created_at at time zone $3)::date as day, unit_id, coalesce(service, '') as service, channel,
         fate, count(*) as messages, sum(segments) as segments, sum(charged_segments) as charged_segments,
         sum(cost_mxn_e4) as cost_mxn_e4
       from notifications.public_messages where agency_id = $4 and created_at >= $1 and created_at < $2
       group by 1, 2, 3, 4, 5, 6)
     insert into reports.message_tallies as t (agency_id, grain, starts_on, unit_id, service, channel, fate, messages,
       segments, charged_segments, cost_mxn_e4)
     select agency_id, grain, ${STARTS_ON}, unit_id, service, channel, fate, sum(messages), sum(segments),
       sum(charged_segments), sum(cost_mxn_e4)
     from days ${BY_GRAIN} group by 1, 2, 3, 4, 5, 6, 7
     on conflict (agency_id, grain, starts_on, unit_id, service, channel, fate)
       do update set messages = t.messages + excluded.messages, segments = t.segments + excluded.segments,
         charged_segments = t.charged_segments + excluded.charged_segments,
         cost_mxn_e4 = t.cost_mxn_e4 + excluded.cost_mxn_e4`,
  ],
};
