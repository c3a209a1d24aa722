-- A telephone that was off or full may be on a minute later: its parts are tried again under new names (ADR 0018).

-- `retried`: did not arrive, and another part took its place. `covers`: how many parts of the message this name of the carrier
-- answers for; carriers over HTTP divide a long text themselves and answer once for all of it.
alter table notifications.parts drop constraint parts_state_check;
alter table notifications.parts add constraint parts_state_check
  check (state in ('submitted', 'delivered', 'failed', 'expired', 'retried'));
alter table notifications.parts add column covers int not null default 1 check (covers > 0);

alter table notifications.messages add column receipt_retries smallint not null default 0;
comment on column notifications.messages.receipt_retries is 'tries after a receipt said that the telephone was off or full';

alter table notifications.early_receipts
  add column passing boolean not null default false,
  add column carrier_time text;

-- Of `accepted`: what it cost, in ten-thousandths of a peso. Of a receipt: the carrier's own time, as it writes it.
alter table notifications.evidence add column detail text;

-- A row without a detail is hashed as it always was.
create or replace function notifications.evidence_content(e notifications.evidence) returns text language sql stable as $$
  select (jsonb_build_array(e.id, e.message_id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.kind,
    e.part, e.reason, e.commitment) || case when e.detail is null then '[]'::jsonb else jsonb_build_array(e.detail) end)::text
$$;
