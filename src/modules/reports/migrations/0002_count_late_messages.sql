-- Messages of days that are in the sums which may still change, because they leave, or go once more, long after they were
-- made. They are counted one by one until they rest; then they join the sums of their day.
create table reports.late_messages (
  agency_id uuid not null,
  message_id uuid not null,
  primary key (agency_id, message_id)
);
