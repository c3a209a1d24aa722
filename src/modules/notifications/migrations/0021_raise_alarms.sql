-- What went wrong, from when to when, and whether somebody was told: one mail when it begins and one when it ends, whichever
-- node sees it.
-- shared: carriers and events are of the whole installation; `agency_id` null says so.
create table notifications.alarms (
  id uuid primary key,
  agency_id uuid,
  name text not null,
  -- The alarm as it was seen last: figures and names of carriers, never people.
  facts jsonb not null,
  since timestamptz not null,
  calm_since timestamptz,
  ended_at timestamptz,
  begun_told_at timestamptz,
  ended_told_at timestamptz,
  -- A node is writing the mail until then; after that another one tries.
  telling_until timestamptz
);
create unique index alarms_open on notifications.alarms (coalesce(agency_id, '00000000-0000-0000-0000-000000000000'), name)
  where ended_at is null;
create index alarms_to_tell on notifications.alarms (ended_at) where ended_told_at is null;

-- Each hour of each carrier: what it took by the evidence, by its own tallies, and what became of it.
-- shared: as carriers are.
create table notifications.reconciliations (
  carrier text not null,
  hour timestamptz not null,
  submitted int not null,
  counted int not null,
  delivered int not null,
  failed int not null,
  expired int not null,
  uncertain int not null,
  pending int not null,
  checked_at timestamptz not null,
  primary key (hour, carrier)
);
-- Rows come in the order of time, so a few pages tell where an hour lies, and writing costs next to nothing.
create index parts_by_time on notifications.parts using brin (taken_at);
create index evidence_by_time on notifications.evidence using brin (at);

-- Recipients of alarms may be several.
comment on column notifications.settings.alert_email_sealed is 'addresses that get alarms, with commas between them';
create index messages_failed on notifications.messages (agency_id, settled_at) where status = 'failed';
