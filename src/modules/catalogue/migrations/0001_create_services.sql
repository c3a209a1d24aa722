-- What each agency offers. The texts are of the catalogue, not of the program: another agency brings its own rows (X6).
create table catalogue.services (
  id uuid primary key,
  agency_id uuid not null,
  slug text not null,
  position int not null,
  name_es text not null,
  name_en text not null,
  description_es text not null,
  description_en text not null,
  requirements text[] not null,
  cost_cents int not null check (cost_cents >= 0),
  response_days int not null check (response_days > 0),
  correction_days int not null check (correction_days > 0),
  legal_basis text not null,
  suspension_reasons text[] not null,
  rejection_grounds text[] not null,
  published boolean not null default true,
  unique (agency_id, slug)
);

create view catalogue.public_services as select * from catalogue.services;
