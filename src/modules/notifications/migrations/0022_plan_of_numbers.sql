-- What SMS cannot reach, or should not without anybody's wish, is refused before it is paid for.

-- shared: the numbering plan as the regulator publishes it, ten digits. Numbers outside every range are taken as mobile: to
-- silence a living telephone is worse than to pay for a dead one.
create table notifications.number_ranges (
  first bigint primary key check (first between 1000000000 and 9999999999),
  last bigint not null check (last between first and 9999999999),
  kind text not null check (kind in ('mobile', 'fixed')),
  operator text not null default ''
);
-- shared: which file the ranges are of; at most one row.
create table notifications.number_plans (
  version uuid primary key,
  ranges int not null,
  source text not null,
  loaded_by text not null,
  loaded_at timestamptz not null
);
alter table notifications.settings add column international boolean not null default false;
comment on column notifications.settings.international is 'SMS to numbers of other countries too';
