-- The tables that every module leans on. Ids are uuid v7 made in the app; times are instants in UTC.

-- shared: the tree of units joined with itself; written only by platform.place_unit and platform.remove_unit.
create table platform.unit_closure (
  ancestor_id uuid not null,
  descendant_id uuid not null,
  depth int not null check (depth >= 0),
  primary key (ancestor_id, descendant_id)
);
create index unit_closure_by_descendant on platform.unit_closure (descendant_id, ancestor_id);

-- Events of the modules, written in the transaction of the change that they tell (X3). `xact` orders rows by
-- transaction: a relay reads only below the oldest running one, so a slow commit is never skipped.
create table platform.outbox (
  id uuid primary key,
  position bigint generated always as identity,
  xact xid8 not null default pg_current_xact_id(),
  agency_id uuid not null,
  entity text not null,
  name text not null,
  payload jsonb not null,
  request_id text not null,
  occurred_at timestamptz not null
);
create unique index outbox_in_order on platform.outbox (xact, position);

-- shared: how far each subscriber has read the outbox.
create table platform.outbox_cursors (
  subscriber text primary key,
  xact xid8 not null,
  position bigint not null,
  moved_at timestamptz not null
);

-- Events that a subscriber could not take. Later events of the same entity wait behind them, in order.
create table platform.outbox_parked (
  subscriber text not null,
  event_id uuid not null,
  agency_id uuid not null,
  entity text not null,
  xact xid8 not null,
  position bigint not null,
  attempts int not null default 0,
  next_attempt_at timestamptz not null,
  last_error text,
  parked_at timestamptz not null,
  primary key (subscriber, event_id)
);
create index outbox_parked_by_entity on platform.outbox_parked (subscriber, entity, xact, position);

-- Who did what, when, to what, from where. Append-only; a sealer adds the chain (platform/audit).
create table platform.audit_entries (
  id uuid not null,
  agency_id uuid,
  at timestamptz not null,
  actor text not null,
  action text not null,
  entity_type text not null,
  entity_id text not null,
  unit_id uuid,
  detail jsonb not null default '{}',
  request_id text not null,
  primary key (id)
);
create index audit_entries_by_entity on platform.audit_entries (entity_type, entity_id, at);
create index audit_entries_by_time on platform.audit_entries (at);

-- Gapless numbers: one row per agency, series and year; taken last in the transaction.
create table platform.folio_counters (
  agency_id uuid not null,
  series text not null,
  year int not null,
  last_number int not null check (last_number > 0),
  primary key (agency_id, series, year)
);

-- shared: a form that was sent once answers a second sending with the same place to go.
create table platform.form_submissions (
  nonce text primary key,
  route text not null,
  location text not null,
  sent_at timestamptz not null
);
create index form_submissions_by_time on platform.form_submissions (sent_at);

-- shared: rate limits across nodes (GCRA: one theoretical arrival time per key). Losing it in a crash is harmless.
create unlogged table platform.rate_limits (
  key text primary key,
  arrival_at timestamptz not null
);

-- shared: installation-wide settings and marks, e.g. when the demo was seeded.
create table platform.settings (
  key text primary key,
  value jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null
);

-- Holidays and vacation periods that override the computed calendar (platform/calendar).
create table platform.calendar_days (
  agency_id uuid not null,
  day date not null,
  kind text not null check (kind in ('holiday', 'vacation', 'working')),
  name text not null,
  primary key (agency_id, day)
);

-- Puts a unit below a parent (or at the root): new, or moved together with all below it.
create function platform.place_unit(unit uuid, parent uuid) returns void language plpgsql as $$
begin
  if parent is not null and exists (
    select from platform.unit_closure where ancestor_id = unit and descendant_id = parent) then
    raise exception 'unit % cannot stand below its own descendant %', unit, parent using errcode = 'check_violation';
  end if;
  insert into platform.unit_closure values (unit, unit, 0) on conflict do nothing;
  delete from platform.unit_closure c
    using platform.unit_closure below, platform.unit_closure above
    where below.ancestor_id = unit and above.descendant_id = unit and above.ancestor_id <> unit
      and c.descendant_id = below.descendant_id and c.ancestor_id = above.ancestor_id;
  if parent is not null then
    insert into platform.unit_closure
      select above.ancestor_id, below.descendant_id, above.depth + below.depth + 1
      from platform.unit_closure above, platform.unit_closure below
      where above.descendant_id = parent and below.ancestor_id = unit
    on conflict (ancestor_id, descendant_id) do update set depth = excluded.depth;
  end if;
end $$;

-- Protects append-only tables even from the owner of the schema.
create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger audit_entries_append_only before update or delete on platform.audit_entries
  for each row execute function platform.refuse_change();
