-- Other systems are told what became of what they asked for (Standard Webhooks), at least once, in order of `sequence`.
create table notifications.callbacks (
  id uuid primary key,
  agency_id uuid not null,
  system text not null,
  url text not null,
  secret_sealed text not null,
  failures int not null default 0,
  paused_until timestamptz,
  set_by text not null,
  set_at timestamptz not null,
  unique (agency_id, system)
);

create table notifications.callback_events (
  id uuid primary key,
  sequence bigint generated always as identity,
  agency_id uuid not null,
  callback_id uuid not null references notifications.callbacks on delete cascade,
  message_id uuid not null,
  fate text not null,
  at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead')),
  attempts int not null default 0,
  -- The time to give up counts from here; sending it again begins it anew.
  since timestamptz not null,
  next_attempt_at timestamptz not null,
  lease_until timestamptz,
  error text not null default '',
  settled_at timestamptz
);
create index callback_events_to_send on notifications.callback_events (next_attempt_at, sequence) where state = 'waiting';
create index callback_events_dead on notifications.callback_events (callback_id, sequence) where state = 'dead';
create index callback_events_by_message on notifications.callback_events (message_id, sequence);
create index callback_events_settled on notifications.callback_events (settled_at) where state = 'delivered';

-- By trigger, because a fate comes from many places (answers, receipts, opt-outs, expiry): none may forget to tell.
create function notifications.tell_system() returns trigger language plpgsql as $$
begin
  insert into notifications.callback_events (id, agency_id, callback_id, message_id, fate, at, since, next_attempt_at)
  select gen_random_uuid(), new.agency_id, c.id, new.id, new.status, now(), now(), now()
  from notifications.callbacks c where c.agency_id = new.agency_id and c.system = new.system;
  return null;
end $$;
create trigger messages_tell_new after insert on notifications.messages for each row
  when (new.system is not null and new.status in ('delivered', 'failed', 'expired', 'suppressed'))
  execute function notifications.tell_system();
create trigger messages_tell_moved after update of status on notifications.messages for each row
  when (new.system is not null and new.status is distinct from old.status
    and new.status in ('delivered', 'failed', 'expired', 'suppressed', 'uncertain'))
  execute function notifications.tell_system();
