-- A unit that ended stays, for what happened in it; nothing new hangs on it.
alter table agencies.units
  add column short_name text,
  add column closed_at timestamptz;

alter table agencies.agencies
  -- Where the agency publishes its own privacy notice.
  add column privacy_url text,
  -- Name beside the address of mails about its procedures; null: that of MAIL_FROM.
  add column mail_sender text;

create or replace view agencies.public_units as
  select id, agency_id, parent_id, slug, name, short_name, closed_at is not null as closed from agencies.units;
comment on column agencies.public_units.short_name is 'nullable';

create or replace view agencies.public_offices as
  select o.unit_id, o.agency_id, a.short_name as agency_name, o.code, o.name, o.address, o.municipality,
         o.municipality_code, o.phone, o.latitude, o.longitude, o.source, u.closed_at is not null as closed
  from agencies.offices o join agencies.agencies a using (agency_id) join agencies.units u on u.id = o.unit_id;

create or replace view agencies.public_agencies as
  select agency_id, slug, name, short_name, phone, email, address, hours, privacy_url, mail_sender
  from agencies.agencies;
comment on column agencies.public_agencies.privacy_url is 'nullable';
comment on column agencies.public_agencies.mail_sender is 'nullable';

-- What happened to a unit, as people read it on its page (the audit log holds ids only). Rows are never changed.
create table agencies.unit_changes (
  id uuid primary key,
  agency_id uuid not null references agencies.agencies,
  unit_id uuid not null references agencies.units,
  at timestamptz not null,
  actor text not null,
  kind text not null check (kind in ('created', 'renamed', 'moved', 'closed', 'reopened')),
  from_name text,
  to_name text,
  from_parent uuid references agencies.units,
  to_parent uuid references agencies.units
);
create index unit_changes_by_unit on agencies.unit_changes (unit_id, id);
create trigger unit_changes_append_only before update or delete on agencies.unit_changes
  for each row execute function platform.refuse_change();
