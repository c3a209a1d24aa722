create index timeline_by_time on registry.timeline (agency_id, at, id);

-- For counting: each step of each procedure with how long the stage before it took, and, where it was signed, how long the
-- answer took since it was entered or brought back. In seconds of the clock on the wall.
create view registry.public_movements as
  select t.id, t.agency_id, t.procedure_id, t.at, t.unit_id, p.service, p.folio,
    case when t.to_status = 'in_analysis' then 'taken'
      when t.to_status = 'entered' and t.from_status is not null then 'reentered'
      else t.to_status end as kind,
    (select extract(epoch from t.at - b.at)::float8 from registry.timeline b
      where b.procedure_id = t.procedure_id and (b.at, b.id) < (t.at, t.id)
      order by b.at desc, b.id desc limit 1) as stage_seconds,
    case when t.to_status in ('accepted', 'suspended', 'rejected') then
      (select extract(epoch from t.at - e.at)::float8 from registry.timeline e
        where e.procedure_id = t.procedure_id and e.to_status = 'entered' and (e.at, e.id) < (t.at, t.id)
        order by e.at desc, e.id desc limit 1) end as answer_seconds
  from registry.timeline t join registry.procedures p on p.id = t.procedure_id;
