-- What an agency does about contacts that may no longer be their person's (people.contact_points.doubted_at).
alter table notifications.settings
  add column stale_months int default 6 check (stale_months between 1 and 60),
  add column unreachable_days int not null default 30 check (unreachable_days between 7 and 365),
  add column while_doubtful text not null default 'hold' check (while_doubtful in ('hold', 'neutral'));
comment on column notifications.settings.stale_months is 'months without a sign of life after which a mobile is asked again; null: never';

-- Messages that wait until their recipient confirms the contact. They are queued for the moment after their own end, so
-- that the claim need not know of them: unanswered, they expire there like any other.
create table notifications.held_messages (
  message_id uuid primary key,
  agency_id uuid not null,
  contact_id uuid not null,
  held_at timestamptz not null
);
create index held_messages_by_contact on notifications.held_messages (contact_id);

alter table notifications.evidence drop constraint evidence_kind_check;
alter table notifications.evidence add constraint evidence_kind_check check
  (kind in ('queued', 'handed_over', 'accepted', 'delivered', 'failed', 'expired', 'uncertain', 'retry', 'repeated',
    'suppressed', 'delayed', 'relayed', 'expanded', 'contradicted', 'complained', 'unsubscribed', 'resubscribed',
    'held', 'released', 'neutral'));
