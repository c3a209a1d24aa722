-- A file of procedures or events of an existing system (R8), brought by hand: how it stands and what came of it.
create table registry.imports (
  id uuid primary key,
  agency_id uuid not null,
  unit_id uuid not null,
  source text not null,
  kind text not null check (kind in ('procedures', 'events')),
  file_name text not null,
  encoding text not null,
  delimiter text not null,
  headers text[] not null,
  mapping jsonb not null,
  state text not null check (state in ('uploaded', 'checking', 'checked', 'importing', 'done', 'undoing', 'undone')),
  total_rows int not null,
  done_rows int not null default 0,
  started_by text not null,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index imports_by_unit on registry.imports (agency_id, id desc);

-- Its rows, sealed: they hold names and telephones. The cells go some days after the end, what came of them stays.
create table registry.import_rows (
  import_id uuid not null references registry.imports,
  row_number int not null,
  agency_id uuid not null,
  cells_sealed text,
  state text not null default 'waiting' check (state in ('waiting', 'ready', 'known', 'wrong', 'created', 'undone', 'kept')),
  problems jsonb not null default '[]',
  external_id text,
  content_hash text,
  procedure_id uuid,
  primary key (import_id, row_number)
);
create index import_rows_by_key on registry.import_rows (import_id, external_id, row_number);
create index import_rows_by_state on registry.import_rows (import_id, state, row_number);

-- Ids of the caller that took effect: the same id takes effect once, whatever file it stands in.
create table registry.import_keys (
  agency_id uuid not null,
  source text not null,
  kind text not null,
  external_id text not null,
  content_hash text not null,
  procedure_id uuid not null,
  import_id uuid not null,
  primary key (agency_id, source, kind, external_id)
);

-- How the columns of a source were understood the last time.
create table registry.import_mappings (
  agency_id uuid not null,
  source text not null,
  kind text not null,
  mapping jsonb not null,
  primary key (agency_id, source, kind)
);
