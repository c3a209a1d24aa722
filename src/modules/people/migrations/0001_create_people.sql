-- Names and contact points are sealed (AES-GCM per field); the indexes are HMACs, so equal values can be found.
create table people.people (
  id uuid primary key,
  agency_id uuid not null,
  names_sealed text not null,
  surnames_sealed text not null,
  name_index text not null,
  registered_at timestamptz not null,
  merged_into uuid references people.people
);
create index people_by_name on people.people (agency_id, name_index);

create table people.contact_points (
  id uuid primary key,
  agency_id uuid not null,
  person_id uuid not null references people.people,
  channel text not null check (channel in ('sms', 'email')),
  address_sealed text not null,
  address_index text not null,
  added_at timestamptz not null,
  verified_at timestamptz,
  withdrawn_at timestamptz
);
create unique index contact_points_once on people.contact_points (agency_id, person_id, channel, address_index)
  where withdrawn_at is null;
create index contact_points_by_address on people.contact_points (agency_id, channel, address_index);
create index contact_points_by_person on people.contact_points (person_id);

-- Consent per channel and purpose; a withdrawal ends a row, it never deletes it.
create table people.consents (
  id uuid primary key,
  agency_id uuid not null,
  person_id uuid not null references people.people,
  channel text not null check (channel in ('sms', 'email')),
  purpose text not null,
  notice_version text not null,
  source text not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz
);
create unique index consents_in_force on people.consents (person_id, channel, purpose) where withdrawn_at is null;
