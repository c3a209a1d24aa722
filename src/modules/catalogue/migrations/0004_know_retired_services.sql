-- Cases of a retired service go on: whoever names them, or signs them, must still find it. A node of the version before
-- offers retired ones again for as long as it still runs.
create or replace view catalogue.public_services as
  select id, agency_id, slug, position, handled_by, content, retired_at is not null as retired
  from catalogue.services where published;
