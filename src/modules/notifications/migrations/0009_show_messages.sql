-- For lists behind numbers: each message with its fate and cost, without address and text. What a test key asked for never left.
create view notifications.public_messages as
  select id, agency_id, unit_id, created_at, channel, status as fate, template, service, carrier, subject_type, subject_id,
    parts as segments, charged_parts as charged_segments, cost_mxn_e4
  from notifications.messages where unit_id is not null and mode <> 'test';
