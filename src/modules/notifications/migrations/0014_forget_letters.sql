-- What people wrote loses its words and its sender after its time, and on request; that it came, and when, stays.
create function notifications.keep_inbound() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.from_sealed = '' and new.text_sealed = '' and
    (new.id, new.agency_id, new.channel, new.received_at, new.meaning, new.answer)
      is not distinct from (old.id, old.agency_id, old.channel, old.received_at, old.meaning, old.answer) then
    return new;
  end if;
  raise exception 'what people wrote may be emptied, never changed';
end $$;
drop trigger inbound_append_only on notifications.inbound;
create trigger inbound_keep before update or delete on notifications.inbound
  for each row execute function notifications.keep_inbound();
create index inbound_to_forget on notifications.inbound (received_at) where text_sealed <> '';
