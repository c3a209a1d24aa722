-- A code that proves control of a telephone or mailbox. `code_index` is a keyed hash; the sealed code is there for the
-- sender alone and is emptied once the code was used.
create table people.verifications (
  id uuid primary key,
  agency_id uuid not null,
  person_id uuid references people.people,
  channel text not null check (channel in ('sms', 'email')),
  address_sealed text not null,
  address_index text not null,
  purpose text not null check (purpose in ('add_channel', 'access')),
  code_index text not null,
  code_sealed text,
  requested_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > requested_at),
  attempts_left int not null check (attempts_left >= 0),
  used_at timestamptz,
  check ((purpose = 'add_channel') = (person_id is not null))
);
create index verifications_by_expiry on people.verifications (expires_at);

-- Which person was found to be which other one, by whom and why. The merged row stays and points to the kept one.
create table people.merges (
  id uuid primary key,
  agency_id uuid not null,
  kept_id uuid not null references people.people,
  merged_id uuid not null unique references people.people,
  reason text not null,
  merged_by text not null,
  merged_at timestamptz not null,
  check (kept_id <> merged_id)
);
create index merges_by_kept on people.merges (kept_id);
create index people_by_merged_into on people.people (merged_into) where merged_into is not null;
