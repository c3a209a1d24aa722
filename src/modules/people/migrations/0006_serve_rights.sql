-- Rights over one's own data (ARCO): names put right, data erased. The rows stay, as evidence of what was held and agreed.
alter table people.people
  add column rectified_at timestamptz,
  add column erased_at timestamptz;
alter table people.contact_points add column erased_at timestamptz;
create index contact_points_to_erase on people.contact_points (withdrawn_at)
  where withdrawn_at is not null and erased_at is null;
-- The address to which a code went belongs to nobody yet: it is forgotten soon after the code ended.
create index verifications_to_forget on people.verifications (expires_at) where address_sealed <> '';
