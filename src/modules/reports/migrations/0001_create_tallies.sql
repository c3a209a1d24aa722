-- Sums of what happened on days that are over, so that a year costs as little to show as a day (R6). What happened stays
-- as it was, so the sums never change; the days since the horizon are counted from the rows themselves.
create table reports.movement_tallies (
  agency_id uuid not null,
  grain text not null check (grain in ('day', 'month')),
  starts_on date not null,
  unit_id uuid not null,
  service text not null,
  kind text not null,
  movements int not null,
  primary key (agency_id, grain, starts_on, unit_id, service, kind)
);

-- How long stages took, as a histogram: medians of days cannot be joined, histograms can. Bucket n holds 1.04^n minutes
-- up to 1.04^(n+1) minutes.
create table reports.time_tallies (
  agency_id uuid not null,
  grain text not null check (grain in ('day', 'month')),
  starts_on date not null,
  unit_id uuid not null,
  stage text not null,
  bucket smallint not null,
  movements int not null,
  primary key (agency_id, grain, starts_on, unit_id, stage, bucket)
);

create table reports.message_tallies (
  agency_id uuid not null,
  grain text not null check (grain in ('day', 'month')),
  starts_on date not null,
  unit_id uuid not null,
  service text not null,
  channel text not null,
  fate text not null,
  messages int not null,
  segments bigint not null,
  charged_segments bigint not null,
  cost_mxn_e4 bigint not null,
  primary key (agency_id, grain, starts_on, unit_id, service, channel, fate)
);

-- shared: all days before this one are in the sums.
create table reports.horizons (
  subject text primary key check (subject in ('movements', 'messages')),
  day date not null
);

-- The two rules of the histogram, once for sums and for rows. domain/spread.ts and domain/movements.ts say the same.
create function reports.bucket_of(seconds float8) returns smallint language sql immutable parallel safe
  return floor(ln(greatest(seconds, 60) / 60) / ln(1.04::float8))::smallint;

create function reports.stages_ended(kind text, stage_seconds float8, answer_seconds float8)
  returns table (stage text, seconds float8) language sql immutable parallel safe
begin atomic
  select s.stage, s.seconds from (values
    ('waiting', case when kind = 'taken' then stage_seconds end),
    ('analysis', case when kind in ('accepted', 'suspended', 'rejected') then stage_seconds end),
    ('answer', case when kind in ('accepted', 'suspended', 'rejected') then answer_seconds end),
    ('collection', case when kind = 'delivered' then stage_seconds end)) as s (stage, seconds)
  where s.seconds is not null;
end;
