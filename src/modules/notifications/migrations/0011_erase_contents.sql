-- Text and address of a notice go after their time; that it was sent, when, and what became of it stays. `content_proof` is a
-- keyed hash of what it said and to whom: whoever still has the notice can have it confirmed.
alter table notifications.messages
  add column erased_at timestamptz,
  add column content_proof text;
create index messages_by_person on notifications.messages (person_id, created_at) where person_id is not null;
