-- Who works on a procedure and what that person proposes to the registrar. Neither is a status: the citizen sees none.
alter table registry.procedures
  add column assigned_at timestamptz,
  add column proposal text check (proposal in ('accepted', 'suspended', 'rejected')),
  add column proposal_reasons text[] not null default '{}',
  add column proposed_at timestamptz;
create index procedures_open_by_due on registry.procedures (unit_id, due_on, id)
  where status in ('entered', 'in_analysis');
create index procedures_by_analyst on registry.procedures (analyst_id, status, due_on, id) where analyst_id is not null;

-- The history inside the office, beside the timeline that the citizen sees. Rows are never changed.
create table registry.work_log (
  id uuid primary key,
  agency_id uuid not null,
  procedure_id uuid not null references registry.procedures,
  at timestamptz not null,
  actor text not null,
  kind text not null check (kind in ('assigned', 'released', 'proposed', 'returned')),
  -- To whom it was assigned.
  staff_id uuid,
  -- What was proposed, and why.
  outcome text check (outcome in ('accepted', 'suspended', 'rejected')),
  reasons text[] not null default '{}'
);
create index work_log_by_procedure on registry.work_log (procedure_id, at, id);
create trigger work_log_append_only before update or delete on registry.work_log
  for each row execute function platform.refuse_change();

-- Filters of the work queue that a person keeps under a name.
create table registry.saved_views (
  id uuid primary key,
  agency_id uuid not null,
  staff_id uuid not null,
  name text not null,
  query text not null,
  is_default boolean not null default false,
  saved_at timestamptz not null,
  unique (agency_id, staff_id, name)
);
create unique index saved_views_one_default on registry.saved_views (agency_id, staff_id) where is_default;
