-- Requests of people about their own data: access, rectification, cancellation, opposition (LGPDPPSO, title on ARCO rights).
create table privacy.requests (
  id uuid primary key,
  agency_id uuid not null,
  unit_id uuid not null,
  folio text not null,
  person_id uuid not null,
  kind text not null check (kind in ('access', 'rectification', 'cancellation', 'opposition')),
  -- In the person's words, sealed.
  asked_sealed text not null,
  -- How it was made sure that it is them (or who may speak for them).
  identity text not null check (identity in ('ine', 'passport', 'professional_licence', 'power_of_attorney', 'code')),
  status text not null check (status in ('received', 'granted', 'refused', 'fulfilled', 'withdrawn')),
  received_at timestamptz not null,
  due_on date not null,
  extended_because text,
  answered_at timestamptz,
  grounds text not null default '',
  effective_by date,
  closed_at timestamptz,
  -- What was done, in counts; never whose data.
  result jsonb not null default '{}',
  unique (agency_id, folio),
  check ((status in ('granted', 'refused', 'fulfilled')) = (answered_at is not null)),
  check ((status = 'fulfilled') <= (effective_by is not null))
);
create index requests_open on privacy.requests (agency_id, due_on, id) where closed_at is null;
create index requests_by_person on privacy.requests (person_id, received_at);

-- Every step with who, when, from, to and why. Rows are never changed.
create table privacy.request_steps (
  id uuid primary key,
  agency_id uuid not null,
  request_id uuid not null references privacy.requests,
  at timestamptz not null,
  actor text not null,
  from_status text,
  to_status text not null,
  note text not null default ''
);
create index request_steps_by_request on privacy.request_steps (request_id, at, id);
create trigger request_steps_append_only before update or delete on privacy.request_steps
  for each row execute function platform.refuse_change();

-- The second wall behind domain/statuses.ts.
create function privacy.guard_status() returns trigger language plpgsql as $$
begin
  if old.status = new.status or (old.status, new.status) in (
    ('received', 'granted'), ('received', 'refused'), ('received', 'withdrawn'), ('granted', 'fulfilled'), ('granted', 'withdrawn')) then
    return new;
  end if;
  raise exception 'a request cannot go from % to %', old.status, new.status using errcode = 'check_violation';
end $$;
create trigger requests_guard_status before update of status on privacy.requests
  for each row execute function privacy.guard_status();

-- How long contents are kept, by class; without a row the default of the program counts.
create table privacy.retention_rules (
  agency_id uuid not null,
  class text not null check (class in ('notice_content', 'ended_contact')),
  keep_days int not null check (keep_days between 1 and 3650),
  legal_basis text not null,
  set_by text not null,
  set_at timestamptz not null,
  primary key (agency_id, class)
);

-- What came to its end, and since when its contents may go.
create table privacy.closings (
  agency_id uuid not null,
  subject_type text not null,
  subject_id uuid not null,
  closed_at timestamptz not null,
  erased_at timestamptz,
  erased int,
  primary key (agency_id, subject_type, subject_id)
);
create index closings_to_erase on privacy.closings (agency_id, closed_at) where erased_at is null;
