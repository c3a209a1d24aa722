-- Uncertain because its sender died, not because a carrier kept silent: such a message may be repeated more than once.
alter table notifications.messages add column abandoned boolean not null default false;
