-- Other systems ask for notices by REST (X3): who they are, what they asked for, and events that are only data.

-- Events that no module of this program announces: an agency declares them, with the variables of their texts.
create table notifications.event_kinds (
  agency_id uuid not null,
  name text not null check (name ~ '^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+\.v[0-9]+$'),
  title text not null,
  outcomes jsonb not null,
  variables jsonb not null,
  declared_by text not null,
  declared_at timestamptz not null,
  primary key (agency_id, name)
);

-- A system has keys of three kinds, as it would have at GOV.UK Notify: `test` sends nothing, `team` only to the agency's own
-- people, `live` to everybody. Only the hash of a key is kept.
create table notifications.keys (
  id uuid primary key,
  agency_id uuid not null,
  unit_id uuid not null,
  system text not null,
  mode text not null check (mode in ('test', 'team', 'live')),
  scopes text[] not null,
  key_hash text not null unique,
  hint text not null,
  created_by text not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index keys_by_system on notifications.keys (agency_id, system);

-- Whom `team` keys may write to.
create table notifications.team_members (
  id uuid primary key,
  agency_id uuid not null,
  name text not null,
  channel text not null check (channel in ('sms', 'email')),
  address_sealed text not null,
  address_index text not null,
  added_by text not null,
  added_at timestamptz not null,
  unique (agency_id, channel, address_index)
);

-- What a system asked for under its own id, for ever: the same id with the same content is answered as before.
create table notifications.requests (
  agency_id uuid not null,
  system text not null,
  mode text not null,
  external_id text not null,
  content_hash text not null,
  answer text not null,
  received_at timestamptz not null,
  primary key (agency_id, system, mode, external_id)
);

alter table notifications.messages
  add column system text,
  add column mode text not null default 'live' check (mode in ('test', 'team', 'live')),
  add column reference text;
-- Whatever else goes wrong, what was asked for with a test key never waits to be sent.
alter table notifications.messages add constraint messages_test_never_leaves check
  (mode <> 'test' or status in ('delivered', 'failed', 'expired', 'suppressed'));
comment on column notifications.messages.system is 'whose API asked for it; null: this program itself';
comment on column notifications.messages.mode is 'test: never left this program, however its fate reads';

-- Who asks by API names a telephone or mailbox, not a person of ours; an answer to somebody who wrote knows no more.
alter table notifications.messages drop constraint messages_notice_check;
alter table notifications.messages add constraint messages_notice_check check
  (subject_type in ('verification', 'inbound', 'request')
    or (person_id is not null and unit_id is not null and template_id is not null));

create or replace view notifications.public_message_days as
  select agency_id, unit_id, (created_at at time zone 'America/Mexico_City')::date as day, channel, status as fate,
    template, service, carrier, count(*)::int as messages, sum(parts)::bigint as segments,
    sum(charged_parts)::bigint as charged_segments, sum(cost_mxn_e4)::bigint as cost_mxn_e4
  from notifications.messages
  where mode <> 'test'
  group by agency_id, unit_id, 3, channel, status, template, service, carrier;
