-- The evidence becomes a chain of blocks (docs/decisions/0013): a sealer takes committed rows in the order of commits, as the
-- outbox is read, so that no writer waits. `xact` and `position` only order; they are no part of what is hashed.
alter table notifications.evidence
  add column xact xid8 not null default pg_current_xact_id(),
  add column position bigint generated always as identity,
  -- Of a row `queued`: what the message says and to whom, hashed with the message's own salt.
  add column commitment text;
create unique index evidence_in_order on notifications.evidence (xact, position);

-- Goes with the content when that is erased: without it the commitment tells nothing.
alter table notifications.messages add column salt text;

-- shared: rows of evidence under one Merkle root, chained and signed.
create table notifications.evidence_blocks (
  number bigint primary key check (number > 0),
  rows int not null check (rows > 0),
  root text not null,
  hash text not null,
  sealed_at timestamptz not null,
  signature text not null,
  -- The last row of the block in the order of commits.
  xact xid8 not null,
  position bigint not null
);
create unique index evidence_blocks_in_order on notifications.evidence_blocks (xact, position);
create trigger evidence_blocks_append_only before update or delete on notifications.evidence_blocks
  for each row execute function platform.refuse_change();

-- What is hashed of a row, the same wherever and whenever it is asked for.
create function notifications.evidence_content(e notifications.evidence) returns text language sql stable as $$
  select jsonb_build_array(e.id, e.message_id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.kind,
    e.part, e.reason, e.commitment)::text
$$;
