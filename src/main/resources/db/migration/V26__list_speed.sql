-- What is open, and for a unit's lists how each case ended, its class and channel, beside the facts (as V23): a board of a million cases
-- reads what is open and nothing else, and of a unit's list only what is open is looked up case by case.

-- What an open case waits for (kind WAITS), and each date that runs on it (kind: what it is the date of), with the unit it is for. Of the
-- opinions a case waits for, the first alone is counted, so that no case counts twice where all units are counted together.
create table case_open (
  complaint_id      bigint not null references complaint (id) on delete cascade,
  kind              varchar(20) not null,
  -- of several of a kind, the id of each
  line              bigint not null,
  -- in which a case waits
  step              varchar(20),
  unit              varchar(40),
  due_at            timestamp(3) with time zone,
  counted           integer not null,
  number            varchar(20) not null,
  channel           varchar(20) not null,
  complaint_class   varchar(12),
  coordinating_unit varchar(40) not null,
  new_city          varchar(40) not null,
  accused_unit      varchar(40),
  primary key (complaint_id, kind, line)
);

create view case_open_last as
select c.id, c.number, c.status, c.channel, c.complaint_class, c.coordinating_unit, c.new_city, c.accused_unit, c.received_by,
  c.host_unit, c.coordination_due_at, c.triage_due_at, c.triaged_at, a.id as attempt_id, a.host, a.response_due_at, a.responded_at,
  a.replied_at, a.visit_due_at, coalesce(a.adjusted_due_at, a.due_at, c.enterprise_due_at) as due_at
from complaint c
left join attempt a on a.complaint_id = c.id
  and a.no = (select max(latest.no) from attempt latest where latest.complaint_id = c.id)
where c.closed_at is null;

create view case_open_now as
select o.id as complaint_id, 'RESPONSE' as kind, 0 as line, cast(null as varchar(20)) as step, o.host as unit, o.response_due_at as due_at, 0 as counted,
  o.number, o.channel, o.complaint_class, o.coordinating_unit, o.new_city, o.accused_unit
from case_open_last o
where o.replied_at is null and o.responded_at is null and o.response_due_at is not null
union all
select o.id, 'ANSWER', 0, null, coalesce(o.host, o.host_unit, o.coordinating_unit), o.due_at, 0,
  o.number, o.channel, o.complaint_class, o.coordinating_unit, o.new_city, o.accused_unit
from case_open_last o
where o.replied_at is null and o.due_at is not null
union all
select o.id, 'COORDINATION', 0, null, o.received_by, o.coordination_due_at, 0,
  o.number, o.channel, o.complaint_class, o.coordinating_unit, o.new_city, o.accused_unit
from case_open_last o
where o.status = 'COORDINATING_FIRST' and o.due_at is null and o.coordination_due_at is not null
union all
select o.id, 'OPINION', s.id, null, s.unit, s.due_at, 0,
  o.number, o.channel, o.complaint_class, o.coordinating_unit, o.new_city, o.accused_unit
from case_open_last o join assignment s on s.attempt_id = o.attempt_id
where o.replied_at is null and s.role = 'CO' and s.ended_at is null and s.due_at is not null
union all
-- of a case opened anew only the rating that came after counts (Article 14)
select o.id, 'VISIT', 0, null, o.coordinating_unit, o.visit_due_at, 0,
  o.number, o.channel, o.complaint_class, o.coordinating_unit, o.new_city, o.accused_unit
from case_open_last o
where o.status = 'VISIT' and o.visit_due_at is not null
  and not exists (select 1 from visit v where v.attempt_id = o.attempt_id and v.rating is not null
    and v.no > coalesce((select max(r.visits_before) from reopening r where r.attempt_id = o.attempt_id), 0))
union all
select o.id, 'TRIAGE', 0, null, o.coordinating_unit, o.triage_due_at, 0,
  o.number, o.channel, o.complaint_class, o.coordinating_unit, o.new_city, o.accused_unit
from case_open_last o
where o.status in ('REGISTERED', 'TRIAGE') and o.triaged_at is null
union all
select o.id, h.kind, h.id, null, o.coordinating_unit, h.due_at, 0,
  o.number, o.channel, o.complaint_class, o.coordinating_unit, o.new_city, o.accused_unit
from case_open_last o join handling_request h on h.attempt_id = o.attempt_id
where h.state = 'OPEN' and h.kind in ('OBJECTION', 'DELAY', 'CO_HANDLERS') and h.due_at is not null
union all
select o.id, 'ENDING', e.id, null, o.coordinating_unit, e.due_at, 0,
  o.number, o.channel, o.complaint_class, o.coordinating_unit, o.new_city, o.accused_unit
from case_open_last o join ending_request e on e.complaint_id = o.id
where e.decided_at is null
union all
select o.id, 'SUPERVISION', u.id, null, o.coordinating_unit, u.decision_due_at, 0,
  o.number, o.channel, o.complaint_class, o.coordinating_unit, o.new_city, o.accused_unit
from case_open_last o join supervision u on u.complaint_id = o.id
where u.ended_at is null and u.decided_at is null
union all
-- 督查室's own
select o.id, 'RECORD', u.id, null, null, u.record_due_at, 0,
  o.number, o.channel, o.complaint_class, o.coordinating_unit, o.new_city, o.accused_unit
from case_open_last o join supervision u on u.complaint_id = o.id
where u.ended_at is null and u.decided_at is not null and u.recorded_at is null and u.record_due_at is not null
union all
select o.id, 'JUDGEMENT', j.id, null, o.coordinating_unit, j.judgement_due_at, 0,
  o.number, o.channel, o.complaint_class, o.coordinating_unit, o.new_city, o.accused_unit
from case_open_last o join accountability j on j.complaint_id = o.id
where o.status = 'ACCOUNTABILITY' and j.decided_at is null
union all
select o.id, 'REPORT', b.id, null, o.coordinating_unit, b.due_at, 0,
  o.number, o.channel, o.complaint_class, o.coordinating_unit, o.new_city, o.accused_unit
from case_open_last o join report_back b on b.complaint_id = o.id
where b.recorded_at is null
union all
select w.id, 'WAITS', case when w.step = 'OPINION' then part.id else 0 end, w.step, case
    when w.step = 'COORDINATING_FIRST' then coalesce(w.received_by, w.coordinating_unit)
    when w.step = 'OPINION' then part.unit
    when w.step in ('RESPONSE', 'HANDLING', 'LONG_TERM') then coalesce(w.host, w.host_unit)
    else w.coordinating_unit end,
  case w.status
    when 'VISIT' then w.visit_due_at when 'TRIAGE' then w.triage_due_at
    when 'REGISTERED' then w.triage_due_at when 'COORDINATING_FIRST' then w.coordination_due_at
    when 'SUPERVISION' then null when 'ACCOUNTABILITY' then null else w.due_at end,
  case when w.step <> 'OPINION' or part.id = (select min(p.id) from assignment p
    where p.attempt_id = w.attempt_id and p.role = 'CO' and p.ended_at is null) then 1 else 0 end,
  w.number, w.channel, w.complaint_class, w.coordinating_unit, w.new_city, w.accused_unit
from (
  select o.*, case
      when o.status <> 'HANDLING' then o.status
      when o.complaint_class = 'IMMEDIATE' then 'IMMEDIATE'
      when exists (select 1 from handling_request h where h.attempt_id = o.attempt_id
        and h.state = 'OPEN' and h.kind in ('OBJECTION', 'DELAY', 'CO_HANDLERS')) then 'REQUEST'
      when o.responded_at is null then 'RESPONSE'
      when exists (select 1 from assignment s where s.attempt_id = o.attempt_id and s.role = 'CO' and s.ended_at is null) then 'OPINION'
      else 'HANDLING' end as step
  from case_open_last o) w
left join assignment part on w.step = 'OPINION' and part.attempt_id = w.attempt_id and part.role = 'CO' and part.ended_at is null;

insert into case_open select * from case_open_now;

create index case_open_due on case_open (due_at);

-- Which cases a unit has a part in and sees (V23), and what hardly changes of how they stand: how they ended ('' is open), of what class
-- ('' has none yet) and by which channel. What changes with every act is looked up, and only of what is open, or each act would write all
-- lines of its case and their indexes anew. Made anew, which is less than to change each of its lines.
drop view case_reader_now;
drop table case_reader;
create table case_reader (
  complaint_id    bigint not null references complaint (id) on delete cascade,
  unit            varchar(41) not null,
  sees            boolean not null,
  has_part        boolean not null,
  registered_at   timestamp(3) with time zone not null,
  number          varchar(20) not null,
  accused_unit    varchar(40),
  new_city        varchar(40) not null,
  ended           varchar(20) not null,
  complaint_class varchar(12) not null,
  channel         varchar(20) not null,
  primary key (complaint_id, unit)
);

create view case_reader_now as
select c.id as complaint_id, p.unit, max(p.sees) = 1 as sees, max(p.has_part) = 1 as has_part, c.registered_at, c.number, c.accused_unit, c.new_city,
  case when c.status in ('REJECTED', 'CLOSED', 'WITHDRAWN', 'TERMINATED') then c.status else '' end as ended,
  coalesce(c.complaint_class, '') as complaint_class, c.channel
from complaint c
join (
  select k.id as complaint_id, k.coordinating_unit as unit, 1 as sees, 1 as has_part from complaint k
  union all
  select k.id, concat('@', k.new_city), 1, 0 from complaint k
  union all
  -- a unit that collected a complaint, until it has answered or handed it over (Article 7(4)(5))
  select k.id, k.received_by, 1, 0 from complaint k
    where k.received_by is not null and k.status in ('REGISTERED', 'COORDINATING_FIRST')
  union all
  -- 纪检监察工委 sees what was referred to it (Article 15)
  select x.complaint_id, x.referred_to, 1, 0 from accountability x where x.referred_to is not null
  union all
  -- who worked an earlier attempt and not this one has nothing to do with the case any more
  select x.complaint_id, x.host, case when later.id is null then 1 else 0 end, 1
    from attempt x left join attempt later on later.complaint_id = x.complaint_id and later.no = x.no + 1
  union all
  select x.complaint_id, x.host_group, case when later.id is null then 1 else 0 end, 1
    from attempt x left join attempt later on later.complaint_id = x.complaint_id and later.no = x.no + 1
  union all
  select x.complaint_id, x.inside_unit, case when later.id is null then 1 else 0 end, 1
    from attempt x left join attempt later on later.complaint_id = x.complaint_id and later.no = x.no + 1
    where x.inside_unit is not null
  union all
  select x.complaint_id, s.unit, case when later.id is null then 1 else 0 end, 1
    from assignment s join attempt x on x.id = s.attempt_id
    left join attempt later on later.complaint_id = x.complaint_id and later.no = x.no + 1
  union all
  -- 督查室 comes in after the second 差评, and where an office would watch over itself (Article 15)
  select k.id, '*', 1, 0 from complaint k
    where k.status in ('SUPERVISION', 'ACCOUNTABILITY') or k.accused_unit = k.coordinating_unit
  union all
  select x.complaint_id, '*', 1, 0 from attempt x join complaint k on k.id = x.complaint_id
    where x.no >= 3 or x.host_group = k.coordinating_unit
  union all
  select x.complaint_id, '*', 1, 0 from supervision x) p on p.complaint_id = c.id
group by c.id, p.unit, c.registered_at, c.number, c.accused_unit, c.new_city, c.status, c.complaint_class, c.channel;

insert into case_reader (complaint_id, unit, sees, has_part, registered_at, number, accused_unit, new_city, ended, complaint_class, channel)
select complaint_id, unit, sees, has_part, registered_at, number, accused_unit, new_city, ended, complaint_class, channel
from case_reader_now;

-- a unit's list in its order, with what it is filtered by behind it; and what is rare in it
create index case_reader_list on case_reader
  (unit, registered_at, number, sees, has_part, accused_unit, new_city, ended, complaint_class, channel, complaint_id);
create index case_reader_count on case_reader
  (unit, ended, complaint_class, channel, new_city, sees, has_part, accused_unit, complaint_id);

-- what the figures are counted from, without a look at the lines themselves
drop index case_part_due;
drop index case_part_response;
drop index case_part_done;
create index case_part_due on case_part (part, due_at, unit, inside_unit, gone, adjusted_due_at, done_at, why_ended, closed_at, rating,
  rated_host, rated_inside, score, channel, complaint_class, coordinating_unit, new_city, accused_unit);
create index case_part_response on case_part (part, response_due_at, done_at, responded_at, closed_at, rehandled, unit, inside_unit,
  channel, complaint_class, coordinating_unit, new_city, accused_unit);
create index case_part_done on case_part (part, done_at, response_due_at, responded_at, closed_at, rehandled, unit, inside_unit,
  channel, complaint_class, coordinating_unit, new_city, accused_unit);
drop index complaint_closed;
create index complaint_closed on complaint (closed_at, status, new_city, accused_unit, coordinating_unit, complaint_class, channel,
  hosted_by, id);
create index complaint_accused on complaint (accused_unit);
create index complaint_came on complaint (registered_at, demand_type, new_city, accused_unit, coordinating_unit, complaint_class,
  channel, hosted_by, id);
