-- What is in force is kept in the same shape as drafts and versions: one document, checked by the program when it is
-- written and read. What lists and look-ups need stays a column.
alter table catalogue.services
  add column content jsonb,
  add column handled_by text check (handled_by in ('registry')),
  add column retired_at timestamptz;

update catalogue.services set handled_by = 'registry', content = jsonb_build_object(
  'nameEs', name_es, 'nameEn', name_en, 'descriptionEs', description_es, 'descriptionEn', description_en,
  'requirements', to_jsonb(requirements), 'costCents', cost_cents, 'responseDays', response_days,
  'correctionDays', correction_days, 'legalBasis', legal_basis,
  'suspensionReasons', to_jsonb(suspension_reasons), 'rejectionGrounds', to_jsonb(rejection_grounds));

-- A service that nobody has edited yet gets what is in force as its first version: the history has no hole.
insert into catalogue.service_versions
  (id, agency_id, service_id, version, content, saved_at, saved_by, published_at, published_by)
  select gen_random_uuid(), agency_id, id, 1, content, now(), 'migration', now(), 'migration'
  from catalogue.services s
  where published and not exists (select 1 from catalogue.service_versions v where v.service_id = s.id);

drop view catalogue.public_services;
-- contract: no release used the old columns; their contents went to `content` above.
alter table catalogue.services
  alter column content set not null,
  drop column name_es, drop column name_en, drop column description_es, drop column description_en,
  drop column requirements, drop column cost_cents, drop column response_days, drop column correction_days,
  drop column legal_basis, drop column suspension_reasons, drop column rejection_grounds;

-- The slug is in public addresses, which know no agency.
create unique index services_by_slug on catalogue.services (slug);

create view catalogue.public_services as
  select id, agency_id, slug, position, handled_by, content
  from catalogue.services where published and retired_at is null;
comment on column catalogue.public_services.handled_by is 'nullable';
