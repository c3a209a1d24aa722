-- Names are sealed; what sounds alike is found by keyed hashes of every two words of a name (ADR 0008). A hash of 48 bits
-- may collide: the names are compared in clear, in memory, before anybody is shown anything.
create table people.name_pairs (
  agency_id uuid not null,
  pair text not null,
  person_id uuid not null references people.people,
  primary key (agency_id, pair, person_id)
);
create index name_pairs_by_person on people.name_pairs (person_id);

alter table people.people
  -- Version of the sound rules under which the pairs were made; 0: none yet.
  add column sound_version smallint not null default 0,
  -- Null: to be compared with everybody else, because it is new or has a new address.
  add column compared_at timestamptz;
create index people_to_compare on people.people (registered_at) where compared_at is null and merged_into is null;

-- Two records that may be one person, until somebody decides. `one_id` is the smaller id.
create table people.likely_duplicates (
  id uuid primary key,
  agency_id uuid not null,
  one_id uuid not null references people.people,
  other_id uuid not null references people.people,
  score real not null check (score between 0 and 1),
  same_address boolean not null,
  found_at timestamptz not null,
  -- "Not the same person", remembered; a merge shows in people.merges.
  told_apart_at timestamptz,
  told_apart_by text,
  unique (agency_id, one_id, other_id),
  check (one_id < other_id)
);
create index likely_duplicates_open on people.likely_duplicates (agency_id, score desc, id) where told_apart_at is null;
