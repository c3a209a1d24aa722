-- A session keeps its own id when its secret is renewed: forms in other tabs are bound to it. Sessions last half a day at
-- most, so those from before the update end with it: everybody signs in once more.
delete from staff.sessions;
alter table staff.sessions
  add column id uuid not null,
  add column device text not null default '';
create unique index sessions_by_id on staff.sessions (id);

create table staff.passkeys (
  id uuid primary key,
  agency_id uuid not null,
  account_id uuid not null references staff.accounts,
  -- As the authenticator knows it, base64url.
  credential_id text not null unique,
  public_key text not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index passkeys_by_account on staff.passkeys (account_id, created_at);

-- What an authenticator was asked to sign. Each is taken once.
-- shared: at the log-in nobody knows yet whose key it will be.
create table staff.passkey_challenges (
  challenge text primary key,
  purpose text not null,
  -- Null for a log-in, where nobody is known yet.
  session_id uuid,
  expires_at timestamptz not null
);
create index passkey_challenges_by_time on staff.passkey_challenges (expires_at);

create table staff.recovery_codes (
  account_id uuid not null references staff.accounts,
  code_hash text not null,
  agency_id uuid not null,
  made_at timestamptz not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);

-- Only the hash of the token is kept; the link is shown once.
create table staff.invitations (
  token_hash text primary key,
  agency_id uuid not null,
  account_id uuid not null references staff.accounts,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index invitations_by_account on staff.invitations (account_id, made_at);
