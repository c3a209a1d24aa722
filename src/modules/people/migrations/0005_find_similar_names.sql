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

-- What a merge moved, so that it can be undone.
alter table people.merges
  drop constraint merges_merged_id_key,
  add column moved_contacts uuid[] not null default '{}',
  add column moved_consents uuid[] not null default '{}',
  add column moved_people uuid[] not null default '{}',
  -- Ended because the kept record had the same: they come back with an undo.
  add column ended_contacts uuid[] not null default '{}',
  add column ended_consents uuid[] not null default '{}',
  -- Merged before any of this was noted: what it moved is not known.
  add column undoable boolean not null default false,
  add column undone_at timestamptz,
  add column undone_by text,
  add column undone_reason text;
create unique index merges_in_force on people.merges (merged_id) where undone_at is null;
