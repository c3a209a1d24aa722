-- A telephone or mailbox can also be taken away by a code that goes to it: by its person, or by whoever really owns it.
alter table people.verifications drop constraint verifications_purpose_check;
alter table people.verifications add constraint verifications_purpose_check
  check (purpose in ('add_channel', 'remove_channel', 'access'));
alter table people.verifications drop constraint verifications_check1;
alter table people.verifications add constraint verifications_person_check
  check ((purpose = 'access') = (person_id is null));
