-- Which event notifies on which channel with which text: data of each agency, not code (R4).
create table notifications.templates (
  id uuid primary key,
  agency_id uuid not null,
  slug text not null,
  channel text not null check (channel in ('sms', 'email')),
  version int not null,
  subject text not null,
  body text not null,
  unique (agency_id, slug, channel, version)
);

create table notifications.rules (
  id uuid primary key,
  agency_id uuid not null,
  event text not null,
  outcome text,
  channel text not null check (channel in ('sms', 'email')),
  template_slug text not null,
  active boolean not null default true
);
create unique index rules_once on notifications.rules (agency_id, event, coalesce(outcome, ''), channel);

-- One message to one person on one channel. The key makes a second one for the same event impossible.
create table notifications.messages (
  id uuid primary key,
  agency_id uuid not null,
  unit_id uuid not null,
  idempotency_key text not null,
  subject_type text not null,
  subject_id uuid not null,
  person_id uuid not null,
  channel text not null check (channel in ('sms', 'email')),
  template_id uuid not null,
  address_sealed text not null,
  subject_line text not null,
  body_sealed text not null,
  parts int not null check (parts > 0),
  status text not null check (status in ('queued', 'sending', 'submitted', 'delivered', 'failed', 'expired', 'uncertain')),
  possible_duplicate boolean not null default false,
  attempts int not null default 0,
  next_attempt_at timestamptz not null,
  lease_until timestamptz,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  unique (agency_id, idempotency_key)
);
create index messages_to_send on notifications.messages (next_attempt_at, id) where status = 'queued';
create index messages_in_flight on notifications.messages (lease_until) where status in ('sending', 'uncertain');
create index messages_by_subject on notifications.messages (subject_type, subject_id, created_at);

-- The carrier's names for the parts of a message, to match its receipts.
create table notifications.parts (
  carrier text not null,
  carrier_message_id text not null,
  agency_id uuid not null,
  message_id uuid not null references notifications.messages,
  part int not null,
  state text not null check (state in ('submitted', 'delivered', 'failed', 'expired')),
  primary key (carrier, carrier_message_id)
);
create index parts_by_message on notifications.parts (message_id);

-- shared: receipts that came before the answer that names their part (carriers do that).
create table notifications.early_receipts (
  carrier text not null,
  carrier_message_id text not null,
  state text not null,
  reason text not null,
  received_at timestamptz not null,
  primary key (carrier, carrier_message_id)
);

-- What happened to each message, kept as evidence (R5). Rows are never changed.
create table notifications.evidence (
  id uuid primary key,
  agency_id uuid not null,
  message_id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('queued', 'handed_over', 'accepted', 'delivered', 'failed', 'expired', 'uncertain', 'retry', 'repeated')),
  part int,
  reason text not null default ''
);
create index evidence_by_message on notifications.evidence (message_id, at, id);
create trigger evidence_append_only before update or delete on notifications.evidence
  for each row execute function platform.refuse_change();
