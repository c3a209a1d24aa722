-- Who knows a folio and a surname may have its notices sent elsewhere, by a code to the new place. That makes nobody the
-- person: such a contact opens nothing of theirs beyond until the staff, who saw them, take it down.
alter table people.contact_points add column self_added boolean not null default false;
