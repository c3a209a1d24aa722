-- For whoever writes to people: where each contact leads, ended ones too, by every id under which records know their person, so
-- that what waits for it can be found. Without the address itself.
create view people.public_contact_addresses as
  select c.id as contact_id, c.agency_id, known.id as person_id, c.channel, c.address_index,
    c.withdrawn_at is null as in_force, c.doubted_because as doubt
  from people.contact_points c join people.people known on known.id = c.person_id or known.merged_into = c.person_id;
