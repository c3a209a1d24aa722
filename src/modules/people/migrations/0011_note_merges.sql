-- A merge made by mistake can be undone: each merge notes what it moved and what it ended. Of those made before this
-- nothing was noted; they stay.
create table people.merge_moves (
  merge_id uuid not null references people.merges,
  agency_id uuid not null,
  kind text not null check (kind in ('person', 'contact', 'consent', 'verification')),
  row_id uuid not null,
  -- Whose it was (of a person: what it was merged into before, null for the merged record itself).
  from_id uuid,
  moved boolean not null,
  ended boolean not null,
  primary key (merge_id, kind, row_id)
);

alter table people.merges
  add column noted boolean not null default false,
  add column undone_at timestamptz,
  add column undone_by text,
  add column undone_reason text,
  add constraint merges_undone_check check ((undone_at is null) = (undone_by is null)),
  drop constraint merges_merged_id_key;
-- Who was taken apart may be merged again, with another record or the same.
create unique index merges_in_force on people.merges (merged_id) where undone_at is null;
