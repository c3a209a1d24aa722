-- A template is a row of versions: written, submitted, approved by a second person, in force, retired. One version holds
-- the texts of all channels, so that they are approved together (research/notifications.md, section 1).
create table notifications.template_versions (
  id uuid primary key,
  agency_id uuid not null,
  slug text not null,
  version int not null check (version > 0),
  name text not null,
  event text,
  sms text not null,
  email_subject text not null,
  email_text text not null,
  policy text not null check (policy in ('fold', 'keep', 'shift')),
  expires_hours int not null check (expires_hours between 1 and 720),
  status text not null check (status in ('draft', 'submitted', 'active', 'retired', 'rejected')),
  writers text[] not null,
  saved_at timestamptz not null,
  submitted_at timestamptz,
  decided_by text,
  decided_at timestamptz,
  decision_note text not null default '',
  restores int,
  unique (agency_id, slug, version),
  constraint approved_by_another check (decided_by is null or restores is not null or decided_by like 'system:%' or decided_by <> all (writers))
);
create unique index template_in_force on notifications.template_versions (agency_id, slug) where status = 'active';
create unique index template_at_work on notifications.template_versions (agency_id, slug) where status in ('draft', 'submitted');

insert into notifications.template_versions
  (id, agency_id, slug, version, name, event, sms, email_subject, email_text, policy, expires_hours, status, writers, saved_at, decided_by, decided_at)
select min(t.id::text)::uuid, t.agency_id, t.slug, t.version, initcap(t.slug), min(r.event),
  coalesce(min(t.body) filter (where t.channel = 'sms'), ''), coalesce(min(t.subject) filter (where t.channel = 'email'), ''),
  coalesce(min(t.body) filter (where t.channel = 'email'), ''), 'fold', 72,
  case when t.version = max(newest.version) then 'active' else 'retired' end, array['system:migration'], now(), 'system:migration', now()
from notifications.templates t
join lateral (select max(version) as version from notifications.templates n where n.agency_id = t.agency_id and n.slug = t.slug) newest on true
left join notifications.rules r on r.agency_id = t.agency_id and r.template_slug = t.slug
group by t.agency_id, t.slug, t.version;

update notifications.messages m set template_id = v.id
from notifications.templates t
join notifications.template_versions v on v.agency_id = t.agency_id and v.slug = t.slug and v.version = t.version
where t.id = m.template_id and v.id <> t.id;

-- contract: no release held the table of one row for each channel.
drop table notifications.templates;

-- What was put before a second person stays as it was: an approval is of these words.
create function notifications.keep_submitted_texts() returns trigger language plpgsql as $$
begin
  if old.status <> 'draft' and new.status <> 'draft' and
    (new.sms, new.email_subject, new.email_text, new.policy, new.event, new.expires_hours)
      is distinct from (old.sms, old.email_subject, old.email_text, old.policy, old.event, old.expires_hours) then
    raise exception 'a submitted text never changes';
  end if;
  if old.status in ('active', 'retired', 'rejected') and new.status in ('draft', 'submitted') then
    raise exception 'a decided version is never written again';
  end if;
  return new;
end $$;
create trigger template_versions_keep before update on notifications.template_versions
  for each row execute function notifications.keep_submitted_texts();

-- A rule of a service comes before the general one; a rule without a template keeps silent.
drop index notifications.rules_once;
alter table notifications.rules add column service text, alter column template_slug drop not null;
update notifications.rules set template_slug = null where not active;
-- contract: a rule without a template says the same.
alter table notifications.rules drop column active;
create unique index rules_once on notifications.rules (agency_id, event, coalesce(outcome, ''), coalesce(service, ''), channel);

alter table notifications.messages
  add column policy text not null default 'fold' check (policy in ('fold', 'keep', 'shift'));
