-- Addresses that messages cannot or must not reach, what people answer, and what comes back by mail.
alter table notifications.messages drop constraint messages_status_check;
alter table notifications.messages add constraint messages_status_check check
  (status in ('queued', 'sending', 'submitted', 'delivered', 'failed', 'expired', 'uncertain', 'suppressed'));
-- The same blind index as the contact points of people: equal addresses can be found without being readable.
alter table notifications.messages add column address_index text;
create index messages_by_address on notifications.messages (address_index, created_at) where address_index is not null;
-- An answer to what somebody wrote goes to whoever wrote, of whom nothing else need be known.
alter table notifications.messages drop constraint messages_notice_check;
alter table notifications.messages add constraint messages_notice_check check
  (subject_type in ('verification', 'inbound') or (person_id is not null and unit_id is not null and template_id is not null));
alter table notifications.evidence drop constraint evidence_kind_check;
alter table notifications.evidence add constraint evidence_kind_check check
  (kind in ('queued', 'handed_over', 'accepted', 'delivered', 'failed', 'expired', 'uncertain', 'retry', 'repeated',
    'suppressed', 'delayed', 'relayed', 'expanded', 'contradicted', 'complained', 'unsubscribed', 'resubscribed'));

-- What one can stop receiving, and what not: a mandatory topic needs the rule that says so.
create table notifications.topics (
  agency_id uuid not null,
  slug text not null,
  title text not null,
  keyword text not null,
  mandatory boolean not null default false,
  legal_basis text not null default '',
  primary key (agency_id, slug),
  unique (agency_id, keyword),
  check (not mandatory or legal_basis <> '')
);
-- Templates without a row are of the topic 'tramites'.
create table notifications.template_topics (
  agency_id uuid not null,
  template text not null,
  topic text not null,
  set_by text not null,
  set_at timestamptz not null,
  primary key (agency_id, template),
  foreign key (agency_id, topic) references notifications.topics
);

-- Why an address gets nothing. A row ends, it is never deleted. `topic` null: every topic that is not mandatory.
create table notifications.suppressions (
  id uuid primary key,
  agency_id uuid not null,
  channel text not null check (channel in ('sms', 'email')),
  address_index text not null,
  address_sealed text not null,
  topic text,
  reason text not null check (reason in ('opt_out', 'hard_bounce', 'complaint')),
  detail text not null,
  message_id uuid,
  since timestamptz not null,
  lifted_at timestamptz,
  lifted_by text,
  lifted_because text,
  check ((lifted_at is null) = (lifted_because is null))
);
create unique index suppressions_in_force on notifications.suppressions
  (agency_id, channel, address_index, reason, coalesce(topic, '')) where lifted_at is null;
create index suppressions_by_time on notifications.suppressions (agency_id, since, id);
create view notifications.public_suppressions as
  select agency_id, channel, address_index, reason, topic, since from notifications.suppressions where lifted_at is null;

-- Permanent failures of an address since the last delivery to it, one row for each message.
create table notifications.address_failures (
  message_id uuid primary key,
  agency_id uuid not null,
  channel text not null,
  address_index text not null,
  reason text not null,
  at timestamptz not null
);
create index address_failures_by_address on notifications.address_failures (agency_id, channel, address_index);

-- What people write to us and how it was understood, kept as evidence. Rows are never changed.
create table notifications.inbound (
  id uuid primary key,
  agency_id uuid not null,
  channel text not null check (channel in ('sms', 'email')),
  address_index text not null,
  from_sealed text not null,
  sent_to text not null,
  text_sealed text not null,
  received_at timestamptz not null,
  meaning text not null check (meaning in ('stop', 'start', 'help', 'status', 'unknown', 'mail')),
  answer text not null check (answer in ('sent', 'too_many', 'robot', 'repeated', 'none'))
);
create index inbound_by_address on notifications.inbound (address_index, received_at);
create trigger inbound_append_only before update or delete on notifications.inbound
  for each row execute function platform.refuse_change();
