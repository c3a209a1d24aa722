create table staff.accounts (
  id uuid primary key,
  agency_id uuid not null,
  login text not null,
  name text not null,
  password_hash text,
  totp_sealed text,
  totp_last_counter bigint not null default 0,
  created_at timestamptz not null,
  disabled_at timestamptz,
  -- Set for the invented people of a demonstration: the only ones that anybody may enter as.
  persona text,
  unique (agency_id, login)
);
create unique index accounts_by_login on staff.accounts (lower(login));

-- Only the hash of the session's id is kept: a copy of the database opens no session.
create table staff.sessions (
  id_hash text primary key,
  agency_id uuid not null,
  account_id uuid not null references staff.accounts,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  second_factor_at timestamptz,
  revoked_at timestamptz
);
create index sessions_by_account on staff.sessions (account_id, started_at);
