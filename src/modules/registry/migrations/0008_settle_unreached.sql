-- How the office looked after a person whom no notice reaches, about one open procedure. Rows are never changed.
create table registry.unreached_settlements (
  id uuid primary key,
  agency_id uuid not null,
  unit_id uuid not null,
  procedure_id uuid not null references registry.procedures,
  contact_id uuid not null,
  channel text not null check (channel in ('sms', 'email')),
  because text not null,
  since timestamptz not null,
  -- verified: a new contact was entered and its code came back · declined: the person wants none there · told: in person.
  how text not null check (how in ('verified', 'declined', 'told')),
  note text not null,
  settled_by text not null,
  settled_at timestamptz not null
);
create index unreached_settlements_by_contact on registry.unreached_settlements (contact_id, settled_at);
create index unreached_settlements_by_time on registry.unreached_settlements (agency_id, settled_at desc, id desc);
create trigger unreached_settlements_append_only before update or delete on registry.unreached_settlements
  for each row execute function platform.refuse_change();
