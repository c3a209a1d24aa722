-- Minutes in which a web node ran and reached its database: how available the service window is.
-- shared: the window is that of all agencies.
create table platform.service_minutes (
  minute timestamptz primary key
);
