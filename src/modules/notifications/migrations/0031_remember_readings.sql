-- How the receipts of a carrier that answers in hex and tells in decimal (or the reverse) are to be read; null: as they stand.
alter table notifications.carriers add column id_reading text check (id_reading in ('decimal', 'hex'));

-- The question to a contact is about the contact, and not of an office's procedure. contract: only widened.
alter table notifications.messages drop constraint messages_notice_check;
alter table notifications.messages add constraint messages_notice_check check
  (subject_type in ('verification', 'inbound', 'request', 'replaced-contact', 'contact')
    or (person_id is not null and unit_id is not null and template_id is not null)) not valid;
