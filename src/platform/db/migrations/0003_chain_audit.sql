-- The audit log becomes a chain: a sealer links committed rows, in the order of commits as the outbox is read, so that no
-- writer waits for another (docs/decisions/0006). `xact` and `position` only order; they are no part of what is hashed.
alter table platform.audit_entries
  add column xact xid8 not null default pg_current_xact_id(),
  add column position bigint generated always as identity;
create unique index audit_entries_in_order on platform.audit_entries (xact, position);

-- shared: one link per audit row; each hash covers the row and the hash before it.
create table platform.audit_links (
  sequence bigint primary key check (sequence > 0),
  entry_id uuid not null unique,
  hash text not null
);
create trigger audit_links_append_only before update or delete on platform.audit_links
  for each row execute function platform.refuse_change();

-- shared: signed states of the chain. A copy goes to a file outside the database: who owns the database could rewrite all
-- of it, but not the copies.
create table platform.audit_checkpoints (
  sequence bigint primary key check (sequence > 0),
  hash text not null,
  made_at timestamptz not null,
  signature text not null
);
create trigger audit_checkpoints_append_only before update or delete on platform.audit_checkpoints
  for each row execute function platform.refuse_change();

-- shared: where the sealer stands; one row, made when it first works.
create table platform.audit_sealer (
  id int primary key check (id = 1),
  xact xid8 not null,
  position bigint not null,
  sequence bigint not null,
  hash text not null
);

-- What is hashed of a row, the same wherever and whenever it is asked for.
create function platform.audit_content(e platform.audit_entries) returns text language sql stable as $$
  select jsonb_build_array(e.id, e.agency_id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.actor,
    e.action, e.entity_type, e.entity_id, e.unit_id, e.detail, e.request_id)::text
$$;
