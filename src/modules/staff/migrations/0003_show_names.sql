-- How a public servant is named beside a post.
create view staff.public_names as select id, agency_id, name, disabled_at is not null as disabled from staff.accounts;
