create table agencies.agencies (
  agency_id uuid primary key,
  slug text not null unique,
  name text not null,
  short_name text not null,
  phone text,
  email text
);

-- The tree of units. Every insert and move goes with platform.place_unit in the same transaction.
create table agencies.units (
  id uuid primary key,
  agency_id uuid not null references agencies.agencies,
  parent_id uuid references agencies.units,
  slug text not null,
  name text not null,
  unique (agency_id, slug)
);

-- A post carries its roles; whoever holds it, or stands in for the holder, has them in the post's unit and below.
create table agencies.posts (
  id uuid primary key,
  agency_id uuid not null references agencies.agencies,
  unit_id uuid not null references agencies.units,
  title text not null,
  roles text[] not null,
  holder_id uuid
);
create index posts_by_holder on agencies.posts (holder_id) where holder_id is not null;

create table agencies.substitutes (
  id uuid primary key,
  agency_id uuid not null references agencies.agencies,
  post_id uuid not null references agencies.posts,
  staff_id uuid not null,
  from_day date not null,
  until_day date not null check (until_day >= from_day)
);
create index substitutes_by_staff on agencies.substitutes (staff_id, from_day, until_day);

create table agencies.offices (
  unit_id uuid primary key references agencies.units,
  agency_id uuid not null references agencies.agencies,
  code text not null check (code ~ '^[A-Z]{3}$'),
  name text not null,
  address text not null,
  municipality text not null,
  municipality_code text not null,
  hours text not null,
  phone text,
  latitude double precision not null,
  longitude double precision not null,
  unique (agency_id, code)
);

create view agencies.public_offices as
  select o.unit_id, o.agency_id, a.short_name as agency_name, o.code, o.name, o.address, o.municipality,
         o.municipality_code, o.hours, o.phone, o.latitude, o.longitude
  from agencies.offices o join agencies.agencies a using (agency_id);
comment on column agencies.public_offices.phone is 'nullable';

create view agencies.public_units as select id, agency_id, parent_id, slug, name from agencies.units;
comment on column agencies.public_units.parent_id is 'nullable';

-- Who has which role where today: holders of posts and their substitutes.
create view agencies.public_post_grants as
  select p.holder_id as staff_id, p.title, p.unit_id, p.roles, null::date as from_day, null::date as until_day
  from agencies.posts p where p.holder_id is not null
  union all
  select s.staff_id, p.title, p.unit_id, p.roles, s.from_day, s.until_day
  from agencies.substitutes s join agencies.posts p on p.id = s.post_id;
comment on column agencies.public_post_grants.from_day is 'nullable';
comment on column agencies.public_post_grants.until_day is 'nullable';
