-- A system reads back what it asked for, page by page, and each key has its own pace.
create index messages_by_system on notifications.messages (agency_id, system, mode, id) where system is not null;
alter table notifications.keys add column per_minute int not null default 6000 check (per_minute > 0);
comment on column notifications.keys.per_minute is 'calls, not notices: a batch is one';
