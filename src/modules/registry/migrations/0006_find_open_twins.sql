-- How two ways of writing the same property look alike: without accents, capitals, blanks and punctuation.
create function registry.property_key(written text) returns text language sql immutable strict parallel safe
  return regexp_replace(
    translate(lower(written), 'áàäâéèëêíìïîóòöôúùüûñ', 'aaaaeeeeiiiioooouuuun'), '[^a-z0-9]+', '', 'g');

-- What is open for a property is asked at every intake.
create index procedures_open_by_property_folio on registry.procedures
  (agency_id, service, registry.property_key(property_folio)) where status in ('entered', 'in_analysis', 'suspended');
create index procedures_open_by_location on registry.procedures
  (agency_id, service, registry.property_key(property_location)) where status in ('entered', 'in_analysis', 'suspended');
