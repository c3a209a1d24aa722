-- With the time at which each message is to leave, or left: until well after it, what became of it may change.
create or replace view notifications.public_messages as
  select id, agency_id, unit_id, created_at, channel, status as fate, template, service, carrier, subject_type, subject_id,
    parts as segments, charged_parts as charged_segments, cost_mxn_e4, next_attempt_at as leaves_at
  from notifications.messages where unit_id is not null and mode <> 'test';
