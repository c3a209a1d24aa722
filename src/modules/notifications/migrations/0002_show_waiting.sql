-- For the operator's check: what waits, without saying to whom.
create view notifications.public_waiting as
  select id, agency_id, channel, next_attempt_at from notifications.messages where status = 'queued';
