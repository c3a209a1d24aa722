create view agencies.public_posts as select id, agency_id, unit_id, title, roles, holder_id from agencies.posts;
comment on column agencies.public_posts.holder_id is 'nullable';
