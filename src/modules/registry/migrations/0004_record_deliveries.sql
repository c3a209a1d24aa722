-- To whom the result was handed. The number of the document is never kept; the name of a proxy is sealed.
create table registry.deliveries (
  procedure_id uuid primary key references registry.procedures,
  agency_id uuid not null,
  at timestamptz not null,
  actor text not null,
  identity text not null check (identity in ('ine', 'passport', 'licence', 'power-of-attorney')),
  proxy_sealed text
);
create trigger deliveries_append_only before update or delete on registry.deliveries
  for each row execute function platform.refuse_change();
