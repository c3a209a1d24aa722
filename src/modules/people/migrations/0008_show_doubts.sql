-- For whoever writes to people: which contacts are in doubt, by every id under which records know their person.
create view people.public_doubts as
  select c.id as contact_id, c.agency_id, known.id as person_id, c.channel, c.address_index, c.doubted_because as because
  from people.contact_points c join people.people known on known.id = c.person_id or known.merged_into = c.person_id
  where c.withdrawn_at is null and c.doubted_at is not null;
