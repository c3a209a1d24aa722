-- What is published of the notices: sums of a civil month and channel, of all agencies together.
-- shared: a public page about the whole installation.
create table notifications.performance_months (
  month date not null check (extract(day from month) = 1),
  channel text not null check (channel in ('sms', 'email')),
  messages int not null,
  -- With an end: delivered, failed or expired.
  ended int not null,
  delivered int not null,
  -- Those that a carrier took at the first try, lists and tries left out, and of them those within ten seconds.
  timed int not null,
  prompt int not null,
  counted_at timestamptz not null,
  primary key (month, channel)
);
