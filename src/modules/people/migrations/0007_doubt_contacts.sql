-- Whether a contact is still its person's: lines are suspended, fall silent and are given to others. Null: nothing speaks
-- against it. A code, or the answer to the question, ends the doubt (verified_at).
alter table people.contact_points
  -- The person gave it again, by word of mouth: it is in use, though nothing proves it.
  add column confirmed_at timestamptz,
  add column doubted_at timestamptz,
  add column doubted_because text check (doubted_because in ('hard_bounce', 'not_theirs', 'unreachable', 'stale')),
  -- When its owner was asked by message whether it is still theirs, and a keyed hash of the word in that link.
  add column asked_at timestamptz,
  add column asked_index text,
  add constraint contact_points_doubt_check check ((doubted_at is null) = (doubted_because is null));
create index contact_points_doubted on people.contact_points (agency_id, doubted_at)
  where doubted_at is not null and withdrawn_at is null;
create index contact_points_not_theirs on people.contact_points (agency_id, withdrawn_at) where withdrawn_because = 'not_theirs';
create unique index contact_points_by_question on people.contact_points (asked_index) where asked_index is not null;

-- Contacts that cannot be trusted, by every id under which records know their person. One that only was not used for long
-- counts once a notice had to wait for it. `other_way`: another contact of the person stands.
create view people.public_unreached as
  select c.id as contact_id, c.agency_id, known.id as person_id, c.channel, c.because, c.since, c.asked_at, exists (
      select from people.contact_points o where o.person_id = c.person_id and o.withdrawn_at is null and o.doubted_at is null
    ) as other_way
  from (
    select id, agency_id, person_id, channel, doubted_because as because, doubted_at as since, asked_at
    from people.contact_points
    where withdrawn_at is null and doubted_at is not null and (doubted_because <> 'stale' or asked_at is not null)
    union all
    select id, agency_id, person_id, channel, 'not_theirs', withdrawn_at, null
    from people.contact_points gone
    where withdrawn_because = 'not_theirs' and erased_at is null and not exists (
      select from people.contact_points later where later.person_id = gone.person_id and later.channel = gone.channel
        and later.withdrawn_at is null)
  ) c
  join people.people known on known.id = c.person_id or known.merged_into = c.person_id;
