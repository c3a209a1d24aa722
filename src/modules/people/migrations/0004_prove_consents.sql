-- Who asks for a new code makes the one before worthless: it stands as used.
create index verifications_open on people.verifications (agency_id, address_index, purpose) where used_at is null;

-- Why a contact ended: its person took it back, gave another one, it was never theirs, or two records became one.
alter table people.contact_points
  add column withdrawn_because text check (withdrawn_because in ('withdrawn', 'replaced', 'not_theirs', 'merged'));

-- The whole proof of a consent: who took it down, and where and by whom it was withdrawn (R1).
alter table people.consents
  add column given_by text,
  add column withdrawn_by text,
  add column withdrawn_source text;
