-- Official calendars by agency and year: from the moment that a year stands here its days count, and the rules of
-- platform/calendar do not.
create table platform.calendar_years (
  agency_id uuid not null,
  year int not null check (year between 2000 and 2200),
  loaded_at timestamptz not null,
  primary key (agency_id, year)
);

-- The article or the issue of the official gazette that orders the day.
alter table platform.calendar_days add column legal_basis text not null default '';
