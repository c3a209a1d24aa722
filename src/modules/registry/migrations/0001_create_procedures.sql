create table registry.procedures (
  id uuid primary key,
  agency_id uuid not null,
  folio text not null,
  unit_id uuid not null,
  service text not null,
  person_id uuid not null,
  property_folio text,
  property_location text not null,
  documents text[] not null,
  status text not null check (status in ('entered', 'in_analysis', 'accepted', 'suspended', 'rejected', 'delivered', 'withdrawn')),
  analyst_id uuid,
  entered_at timestamptz not null,
  due_on date not null,
  signed_at timestamptz,
  correct_by date,
  closed_at timestamptz,
  unique (agency_id, folio)
);
create index procedures_queue on registry.procedures (agency_id, status, unit_id, entered_at, id);
create index procedures_by_person on registry.procedures (person_id, entered_at);
create index procedures_by_folio on registry.procedures (folio);

-- Every step has who, when, where, from, to and why (R2). Rows are never changed.
create table registry.timeline (
  id uuid primary key,
  agency_id uuid not null,
  procedure_id uuid not null references registry.procedures,
  at timestamptz not null,
  actor text not null,
  unit_id uuid not null,
  from_status text,
  to_status text not null,
  reasons text[] not null default '{}'
);
create index timeline_by_procedure on registry.timeline (procedure_id, at, id);
create trigger timeline_append_only before update or delete on registry.timeline
  for each row execute function platform.refuse_change();

-- The second wall behind domain/statuses.ts: a status moves only along the arrows of the process.
create function registry.guard_status() returns trigger language plpgsql as $$
begin
  if old.status = new.status or (old.status, new.status) in (
    ('entered', 'in_analysis'), ('entered', 'withdrawn'),
    ('in_analysis', 'accepted'), ('in_analysis', 'suspended'), ('in_analysis', 'rejected'), ('in_analysis', 'withdrawn'),
    ('suspended', 'entered'), ('suspended', 'withdrawn'), ('suspended', 'delivered'),
    ('accepted', 'delivered'), ('rejected', 'delivered')) then
    return new;
  end if;
  raise exception 'a procedure cannot go from % to %', old.status, new.status using errcode = 'check_violation';
end $$;
create trigger procedures_guard_status before update of status on registry.procedures
  for each row execute function registry.guard_status();

create view registry.public_procedures as
  select id, agency_id, folio, unit_id, service, person_id, status from registry.procedures;
