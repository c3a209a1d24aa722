-- An array and not a join: planned while the queue was empty, a join may read all of it for each row that moved.
create or replace function notifications.queue_moved() returns trigger language plpgsql
  set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  delete from notifications.queue where message_id = any(array(
    select id from now_so where status not in ('queued', 'sending', 'uncertain')));
  insert into notifications.queue as known (message_id, agency_id, channel, lane, state, due)
  select m.id, m.agency_id, m.channel, m.lane, m.status,
    case when m.status = 'queued' then m.next_attempt_at else coalesce(m.lease_until, m.next_attempt_at) end
  from now_so m where m.status in ('queued', 'sending', 'uncertain')
  on conflict (message_id) do update set state = excluded.state, due = excluded.due
    where known.state <> excluded.state or known.due <> excluded.due;
  return null;
end $$;
create or replace function notifications.queue_gone() returns trigger language plpgsql
  set enable_seqscan = off as $$
begin
  delete from notifications.queue where message_id = any(array(select id from gone));
  return null;
end $$;
