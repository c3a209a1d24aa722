-- How an agency sends: when its SMS may ring, and what it may spend in a month (research/notifications.md 20, 21, 24).
create table notifications.settings (
  agency_id uuid primary key,
  quiet_from time,
  quiet_until time,
  zone text not null default 'America/Mexico_City',
  monthly_cap_mxn_e4 bigint check (monthly_cap_mxn_e4 >= 0),
  alert_email_sealed text,
  set_by text not null,
  set_at timestamptz not null,
  check ((quiet_from is null) = (quiet_until is null)),
  check (quiet_from <> quiet_until)
);
comment on column notifications.settings.monthly_cap_mxn_e4 is 'ten-thousandths of a peso; null: no limit';

-- What was set aside for messages that left or are leaving, one row for each month: no sender counts messages.
create table notifications.spending (
  agency_id uuid not null,
  month date not null check (extract(day from month) = 1),
  reserved_mxn_e4 bigint not null default 0,
  warned_at timestamptz,
  exhausted_at timestamptz,
  primary key (agency_id, month)
);

-- Waiting messages by lane and agency, so that each agency gets its share of every claim.
drop index notifications.messages_to_send;
create index messages_to_send on notifications.messages (channel, lane, agency_id, next_attempt_at, id) where status = 'queued';
