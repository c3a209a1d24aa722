-- Where an agency is reached as a whole, and who said so.
alter table agencies.agencies
  add column address text,
  add column hours text,
  add column source text;

-- Opening hours per weekday (1 is Monday); a day without a row is closed. Civil time of the state.
create table agencies.office_hours (
  agency_id uuid not null references agencies.agencies,
  unit_id uuid not null references agencies.offices,
  weekday int not null check (weekday between 1 and 7),
  opens time not null,
  closes time not null check (closes > opens),
  primary key (unit_id, weekday)
);

-- Offices that were there before kept the usual hours in words.
insert into agencies.office_hours (agency_id, unit_id, weekday, opens, closes)
  select agency_id, unit_id, weekday, '09:00', '15:00' from agencies.offices, generate_series(1, 5) weekday;

-- Which office serves a municipality. `confirmed` is false where no published list says so: pages then tell people to
-- ring before they come.
create table agencies.jurisdictions (
  agency_id uuid not null references agencies.agencies,
  municipality_code text not null,
  unit_id uuid not null references agencies.offices,
  confirmed boolean not null default false,
  primary key (agency_id, municipality_code)
);
create index jurisdictions_by_office on agencies.jurisdictions (unit_id);

drop view agencies.public_offices;
-- contract: no release used the old shape; the hours went to agencies.office_hours above.
alter table agencies.offices
  drop column hours,
  -- Where address and hours were published; null: not known yet, and the pages say so.
  add column source text;

create view agencies.public_offices as
  select o.unit_id, o.agency_id, a.short_name as agency_name, o.code, o.name, o.address, o.municipality,
         o.municipality_code, o.phone, o.latitude, o.longitude, o.source
  from agencies.offices o join agencies.agencies a using (agency_id);
comment on column agencies.public_offices.phone is 'nullable';
comment on column agencies.public_offices.source is 'nullable';

create view agencies.public_office_hours as select unit_id, weekday, opens, closes from agencies.office_hours;

create view agencies.public_jurisdictions as
  select agency_id, municipality_code, unit_id, confirmed from agencies.jurisdictions;

create view agencies.public_agencies as
  select agency_id, slug, name, short_name, phone, email, address, hours from agencies.agencies;
comment on column agencies.public_agencies.phone is 'nullable';
comment on column agencies.public_agencies.email is 'nullable';
comment on column agencies.public_agencies.address is 'nullable';
comment on column agencies.public_agencies.hours is 'nullable';
