-- shared: the ways out of this installation, as its settings name them, and how messages are shared out among them.
-- `resting` is the administrator's wish; `weight` is what traffic gets now, and returns to it when a carrier is well.
create table notifications.carriers (
  name text primary key,
  channel text not null check (channel in ('sms', 'email')),
  kind text not null check (kind in ('smpp', 'http', 'smtp')),
  resting int not null default 100 check (resting between 0 and 100),
  weight int not null default 100 check (weight between 0 and 100),
  enabled boolean not null default true,
  stepped_at timestamptz,
  -- What a worker saw last.
  status text not null default 'connecting' check (status in ('connecting', 'ready', 'waiting', 'closed', 'resting')),
  reason text not null default '',
  per_second float,
  seen_at timestamptz not null
);

-- shared: what each carrier did, by the minute in which it was asked. `prompt` are receipts within five minutes; receipts
-- count in the minute in which their part was taken, so that they never exceed what was taken.
create table notifications.carrier_minutes (
  carrier text not null,
  minute timestamptz not null,
  taken int not null default 0,
  refused int not null default 0,
  errors int not null default 0,
  prompt int not null default 0,
  delivered int not null default 0,
  failed int not null default 0,
  expired int not null default 0,
  primary key (carrier, minute)
);

alter table notifications.parts add column taken_at timestamptz;
