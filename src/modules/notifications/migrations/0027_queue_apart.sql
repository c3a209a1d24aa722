-- What waits or is in hand, apart from the messages (ADR 0020). A message is changed three times on its way; while `status`
-- and its moments stood in conditions of indexes, each change wrote an entry into every index of the table. Now no index of
-- the messages knows what changes, so a change stays on its page (HOT), and what moves is this narrow table.
create table notifications.queue (
  message_id uuid primary key,
  agency_id uuid not null,
  channel text not null check (channel in ('sms', 'email')),
  lane smallint not null,
  state text not null check (state in ('queued', 'sending', 'uncertain')),
  -- Queued: when it may leave. In hand: until when its sender may take. Uncertain: until when a receipt is waited for.
  due timestamptz not null
);
create index queue_to_send on notifications.queue (channel, lane, agency_id, due, message_id) where state = 'queued';
create index queue_in_hand on notifications.queue (due) where state <> 'queued';
-- Rows come and go by the thousand; what is gone must not pile up in front of what waits.
alter table notifications.queue set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);

insert into notifications.queue (message_id, agency_id, channel, lane, state, due)
select id, agency_id, channel, lane, status,
  case when status = 'queued' then next_attempt_at else coalesce(lease_until, next_attempt_at) end
from notifications.messages where status in ('queued', 'sending', 'uncertain');

-- By trigger, because a fate comes from many places: none may forget that the message waits, or that it waits no longer.
create function notifications.queue_new() returns trigger language plpgsql as $$
begin
  insert into notifications.queue (message_id, agency_id, channel, lane, state, due)
  select id, agency_id, channel, lane, status,
    case when status = 'queued' then next_attempt_at else coalesce(lease_until, next_attempt_at) end
  from made where status in ('queued', 'sending', 'uncertain');
  return null;
end $$;
-- Its plans are made once for each connection, when the queue may be empty: they must hold when it is long.
create function notifications.queue_moved() returns trigger language plpgsql
  set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  delete from notifications.queue q using now_so m
  where q.message_id = m.id and m.status not in ('queued', 'sending', 'uncertain');
  insert into notifications.queue as known (message_id, agency_id, channel, lane, state, due)
  select m.id, m.agency_id, m.channel, m.lane, m.status,
    case when m.status = 'queued' then m.next_attempt_at else coalesce(m.lease_until, m.next_attempt_at) end
  from now_so m where m.status in ('queued', 'sending', 'uncertain')
  on conflict (message_id) do update set state = excluded.state, due = excluded.due
    where known.state <> excluded.state or known.due <> excluded.due;
  return null;
end $$;
create function notifications.queue_gone() returns trigger language plpgsql as $$
begin
  delete from notifications.queue q using gone where q.message_id = gone.id;
  return null;
end $$;
create trigger messages_queue_new after insert on notifications.messages
  referencing new table as made for each statement execute function notifications.queue_new();
create trigger messages_queue_moved after update on notifications.messages
  referencing new table as now_so for each statement execute function notifications.queue_moved();
create trigger messages_queue_gone after delete on notifications.messages
  referencing old table as gone for each statement execute function notifications.queue_gone();

create or replace view notifications.public_waiting as
  select message_id as id, agency_id, channel, due as next_attempt_at from notifications.queue where state = 'queued';

-- Failures of the last hours, for the alarms: the evidence never changes, so this index does not either.
create index evidence_failed on notifications.evidence (agency_id, at) where kind = 'failed';

-- contract: no index of the messages stands in the way of a change on its own page. A node of the release before still
-- claims by `status`, slowly, until it is replaced.
drop index notifications.messages_to_send;
drop index notifications.messages_in_flight;
drop index notifications.messages_failed;
-- Room in each page for the changes of all its messages at once.
alter table notifications.messages set (fillfactor = 50);
alter table notifications.parts set (fillfactor = 50);
