-- How notices to an address ended, without text and person: people ask whether the last ones arrived.
create view notifications.public_address_outcomes as
  select agency_id, channel, address_index, status as fate, created_at from notifications.messages
  where address_index is not null and lane > 1 and status in ('delivered', 'failed', 'expired');
