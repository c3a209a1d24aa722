-- shared: the municipalities of the state, by INEGI code. Facts of the country, the same for every agency.
create table geography.municipalities (
  code text primary key check (code ~ '^15[0-9]{3}$'),
  name text not null,
  seat text not null,
  latitude double precision not null,
  longitude double precision not null
);

-- shared: regions and metropolitan zones are versioned: each government redraws them, and a request keeps the set it
-- was made with (research/inforequests.md trap 12).
create table geography.area_sets (
  code text primary key,
  kind text not null check (kind in ('region', 'metropolitan_zone')),
  name text not null,
  source text not null,
  from_year int not null,
  until_year int check (until_year >= from_year)
);
create unique index area_sets_in_force on geography.area_sets (kind) where until_year is null;

-- shared: the areas of a set.
create table geography.areas (
  set_code text not null references geography.area_sets,
  code text not null,
  name text not null,
  position int not null,
  primary key (set_code, code)
);

-- shared: which municipalities form an area; none where the authority has not published the list.
create table geography.area_municipalities (
  set_code text not null,
  area_code text not null,
  municipality_code text not null references geography.municipalities,
  primary key (set_code, municipality_code),
  foreign key (set_code, area_code) references geography.areas (set_code, code)
);

create view geography.public_municipalities as select code, name, seat, latitude, longitude from geography.municipalities;
