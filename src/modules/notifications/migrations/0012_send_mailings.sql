-- Messages that staff send to a list of people (CSV): checked first, sent when somebody confirmed. What stood in the file is
-- sealed and emptied when it is no longer needed; the messages and their evidence stay.
create table notifications.mailings (
  id uuid primary key,
  agency_id uuid not null,
  unit_id uuid not null,
  name text not null,
  template text not null,
  template_version int not null,
  send_at timestamptz,
  state text not null check (state in ('checking', 'checked', 'sending', 'done', 'cancelled')),
  columns text[] not null,
  ignored text[] not null,
  total_rows int not null,
  done_rows int not null default 0,
  created_by text not null,
  created_at timestamptz not null,
  confirmed_by text,
  confirmed_at timestamptz
);
create index mailings_by_time on notifications.mailings (agency_id, created_at, id);

create table notifications.mailing_rows (
  mailing_id uuid not null references notifications.mailings,
  agency_id uuid not null,
  number int not null,
  input_sealed text not null,
  verdict text check (verdict in ('valid', 'suppressed', 'wrong')),
  problem text,
  what text,
  messages int not null default 0,
  parts int not null default 0,
  primary key (mailing_id, number)
);
create index mailing_rows_by_verdict on notifications.mailing_rows (mailing_id, verdict, number);
