-- Other systems that send events (R8), each with its key (only the hash is kept), its scopes and its units.
create table registry.clients (
  id uuid primary key,
  agency_id uuid not null,
  name text not null,
  key_hash text not null unique,
  scopes text[] not null,
  unit_ids uuid[] not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  unique (agency_id, name)
);

-- What a caller sent under its own id, for ever: the same id with the same content is answered as before.
create table registry.client_requests (
  agency_id uuid not null,
  client_id uuid not null references registry.clients,
  external_id text not null,
  content_hash text not null,
  procedure_id uuid not null,
  answer jsonb not null,
  received_at timestamptz not null,
  primary key (agency_id, client_id, external_id)
);
create index client_requests_by_procedure on registry.client_requests (procedure_id);
