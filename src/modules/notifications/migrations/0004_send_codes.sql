-- Codes go to addresses that belong to no person yet, come from no template, and go before everything else.
alter table notifications.messages
  alter column person_id drop not null,
  alter column unit_id drop not null,
  alter column template_id drop not null,
  add column lane smallint not null default 2 check (lane between 1 and 3),
  add constraint messages_notice_check
    check (subject_type = 'verification' or (person_id is not null and unit_id is not null and template_id is not null));
comment on column notifications.messages.lane is '1 code, 2 notice, 3 bulk: lower ones leave first';
drop index notifications.messages_to_send;
create index messages_to_send on notifications.messages (channel, lane, next_attempt_at, id) where status = 'queued';
create index messages_codes on notifications.messages (created_at) where subject_type = 'verification' and body_sealed <> '';
