-- Whoever had a telephone or mailbox that another one took the place of is told so: a message about a contact, and not of an
-- office's procedure. contract: only widened, so rows on record need no second look.
alter table notifications.messages drop constraint messages_notice_check;
alter table notifications.messages add constraint messages_notice_check check
  (subject_type in ('verification', 'inbound', 'request', 'replaced-contact')
    or (person_id is not null and unit_id is not null and template_id is not null)) not valid;
