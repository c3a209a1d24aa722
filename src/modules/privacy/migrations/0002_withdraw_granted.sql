-- A person may take back what was granted and is not done yet: it was answered and is withdrawn, which the first rule forbade.
alter table privacy.requests drop constraint requests_check;
alter table privacy.requests add constraint requests_answered check (
  case when status = 'received' then answered_at is null when status = 'withdrawn' then true else answered_at is not null end);
