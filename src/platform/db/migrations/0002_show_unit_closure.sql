-- For modules: which units stand below which.
create view platform.public_unit_closure as select ancestor_id, descendant_id from platform.unit_closure;
