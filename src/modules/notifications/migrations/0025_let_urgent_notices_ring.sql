-- Some notices must not wait for the morning. Whoever writes such a text says why, and a second person approves it with the rest.
alter table notifications.template_versions add column urgent_reason text not null default '';
comment on column notifications.template_versions.urgent_reason is 'why it leaves in quiet hours too; empty: it waits';
create or replace function notifications.keep_submitted_texts() returns trigger language plpgsql as $$
begin
  if old.status <> 'draft' and new.status <> 'draft' and
    (new.sms, new.email_subject, new.email_text, new.policy, new.event, new.expires_hours, new.urgent_reason)
      is distinct from
      (old.sms, old.email_subject, old.email_text, old.policy, old.event, old.expires_hours, old.urgent_reason) then
    raise exception 'a submitted text never changes';
  end if;
  if old.status in ('active', 'retired', 'rejected') and new.status in ('draft', 'submitted') then
    raise exception 'a decided version is never written again';
  end if;
  return new;
end $$;

-- A lane of its own, between codes and notices: what is closed to an agency is closed from a lane on.
alter table notifications.messages drop constraint messages_lane_check;
update notifications.messages set lane = lane + 1 where lane > 1;
alter table notifications.messages alter column lane set default 3;
alter table notifications.messages add constraint messages_lane_check check (lane between 1 and 4);
comment on column notifications.messages.lane is '1 code, 2 urgent, 3 notice, 4 bulk: lower ones leave first';
