-- Every edit of a service: a draft that is worked on, then a published version that never changes again. What is in
-- force stands in catalogue.services; what was promised on a given day can be read here.
create table catalogue.service_versions (
  id uuid primary key,
  agency_id uuid not null,
  service_id uuid not null references catalogue.services,
  version int not null check (version > 0),
  content jsonb not null,
  saved_at timestamptz not null,
  saved_by text not null,
  published_at timestamptz,
  published_by text,
  unique (agency_id, service_id, version),
  check ((published_at is null) = (published_by is null))
);
create unique index service_versions_one_draft on catalogue.service_versions (service_id) where published_at is null;

create function catalogue.refuse_change_of_published() returns trigger language plpgsql as $$
begin
  if old.published_at is not null then
    raise exception 'a published version never changes' using errcode = 'insufficient_privilege';
  end if;
  return coalesce(new, old);
end $$;
create trigger service_versions_stay before update or delete on catalogue.service_versions
  for each row execute function catalogue.refuse_change_of_published();
