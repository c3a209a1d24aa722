-- What each message took and cost, exact by the rules of SMS, and what carriers ask for a part (R6, X6).
-- Money is in ten-thousandths of a peso (0.107 pesos = 1070): carriers quote tenths of a centavo.
alter table notifications.messages
  add column service text,
  add column template text,
  add column encoding text check (encoding in ('gsm7', 'gsm7-spanish', 'ucs2')),
  add column carrier text,
  add column charged_parts int not null default 0,
  add column cost_mxn_e4 bigint not null default 0,
  add column accepted_at timestamptz,
  add column settled_at timestamptz;
create index messages_by_day on notifications.messages (agency_id, created_at);
update notifications.messages m set template = t.slug from notifications.templates t where t.id = m.template_id;

-- The price of a part holds from its day on; a carrier without one is free (the mail server).
create table notifications.prices (
  id uuid primary key,
  agency_id uuid not null,
  carrier text not null,
  valid_from date not null,
  part_mxn_e4 int not null check (part_mxn_e4 >= 0),
  set_by text not null,
  set_at timestamptz not null,
  unique (agency_id, carrier, valid_from)
);

-- For indicators: no address and no text. `segments` is what the text takes, `charged_segments` what carriers took,
-- with repetitions. `day` is the civil day in the state on which the message was made.
create view notifications.public_message_days as
  select agency_id, unit_id, (created_at at time zone 'America/Mexico_City')::date as day, channel, status as fate,
    template, service, carrier, count(*)::int as messages, sum(parts)::bigint as segments,
    sum(charged_parts)::bigint as charged_segments, sum(cost_mxn_e4)::bigint as cost_mxn_e4
  from notifications.messages
  group by agency_id, unit_id, 3, channel, status, template, service, carrier;
