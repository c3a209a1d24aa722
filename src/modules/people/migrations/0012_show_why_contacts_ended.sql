-- Why a contact ended, for whoever writes to people: what is tried again must not go where nobody wants or expects it.
create or replace view people.public_contact_addresses as
  select c.id as contact_id, c.agency_id, known.id as person_id, c.channel, c.address_index,
    c.withdrawn_at is null as in_force, c.doubted_because as doubt, c.withdrawn_because as ended_because
  from people.contact_points c join people.people known on known.id = c.person_id or known.merged_into = c.person_id;
