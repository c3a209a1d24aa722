-- When a message is of no use any more, beside what waits: what no sender can claim ends too.
alter table notifications.queue add column expires_at timestamptz;
update notifications.queue q set expires_at = m.expires_at from notifications.messages m where m.id = q.message_id;

create or replace function notifications.queue_new() returns trigger language plpgsql as $$
begin
  insert into notifications.queue (message_id, agency_id, channel, lane, state, due, expires_at)
  select id, agency_id, channel, lane, status,
    case when status = 'queued' then next_attempt_at else coalesce(lease_until, next_attempt_at) end, expires_at
  from made where status in ('queued', 'sending', 'uncertain');
  return null;
end $$;
create or replace function notifications.queue_moved() returns trigger language plpgsql
  set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  delete from notifications.queue where message_id = any(array(
    select id from now_so where status not in ('queued', 'sending', 'uncertain')));
  insert into notifications.queue as known (message_id, agency_id, channel, lane, state, due, expires_at)
  select m.id, m.agency_id, m.channel, m.lane, m.status,
    case when m.status = 'queued' then m.next_attempt_at else coalesce(m.lease_until, m.next_attempt_at) end, m.expires_at
  from now_so m where m.status in ('queued', 'sending', 'uncertain')
  on conflict (message_id) do update set state = excluded.state, due = excluded.due, expires_at = excluded.expires_at
    where known.state <> excluded.state or known.due <> excluded.due;
  return null;
end $$;

-- When a held message was to leave; null: held by a release before, leaves at once.
alter table notifications.held_messages add column leaves_at timestamptz;

-- Tried again after their content was erased, which stopped every claim of their channel: they never leave.
with dead as (
  update notifications.messages m set status = 'failed', settled_at = now(), lease_until = null
  from notifications.queue q
  where q.state = 'queued' and m.id = q.message_id and m.status = 'queued' and m.body_sealed = '' returning m.id, m.agency_id)
insert into notifications.evidence (id, agency_id, message_id, at, kind, reason)
select gen_random_uuid(), agency_id, id, now(), 'failed', 'unsendable' from dead;
