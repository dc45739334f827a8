-- What the ledger's lists ask for, beside the facts it is worked out from: a list of a million cases is a walk along an index, and no
-- case is looked up only to be left out. Written together with the end of a case's timeline (suban.ledger.CaseLines); the views are what it
-- is worked out by, and what it can be checked against.

alter table complaint add column hosted_by varchar(40);
alter table complaint add column runs_until timestamp(3) with time zone;

-- these begin as new ones below
drop index complaint_registered;
drop index complaint_enterprise;
drop index complaint_closed;
-- nobody asks for these any more
drop index complaint_status_due;
drop index complaint_host;

-- who hosts, or is to; and the date of the clock that runs now: the last attempt's, before the first the enterprise's; a reply stops it
create view case_line_now as
select c.id as complaint_id, coalesce(a.host, c.host_unit) as hosted_by,
  case when c.closed_at is null and a.replied_at is null then coalesce(a.adjusted_due_at, a.due_at, c.enterprise_due_at) end
    as runs_until
from complaint c
left join attempt a on a.complaint_id = c.id
  and a.no = (select max(latest.no) from attempt latest where latest.complaint_id = c.id);

update complaint set (hosted_by, runs_until) =
  (select l.hosted_by, l.runs_until from case_line_now l where l.complaint_id = complaint.id);

-- Which cases a unit has a part in (has_part: by whatever attempt) and which it sees now (Articles 4, 7, 9, 15, 17): '@' and a 新城 is
-- whoever oversees it, '*' whoever watches over the district. That a case accuses a unit is the reader's to leave out. And what hardly
-- changes of how it stands: how it ended ('' is open), of what class ('' has none yet), by which channel. What changes with every act is
-- looked up, and only of what is open, or each act would write all lines of its case and their indexes anew.
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

-- What is searched for words: title and name of the enterprise as they stand in the complaint, sealed where they are sealed.
-- may_mask: whether the title may hold contact data (suban.ledger.Masking), seven digits or an @
create table case_words (
  complaint_id   bigint primary key references complaint (id) on delete cascade,
  words          varchar(1400) not null,
  may_mask       boolean not null
);

create view case_words_now as
select c.id as complaint_id, lower(concat(c.title, '
', c.enterprise_name)) as words,
  (char_length(c.title) - char_length(replace(translate(c.title, '0123456789０１２３４５６７８９', '00000000000000000000'), '0', '')) >= 7
    or c.title like '%@%' or c.title like '%＠%') as may_mask
from complaint c;

-- What the figures of Article 16 and of the board are counted from: a case's first attempt as it counts for its host (part HOST), and each
-- unit's first co-handling of it (part CO). Only where the case was withdrawn or left the scope does its status say anything (gone).
create table case_part (
  complaint_id      bigint not null references complaint (id) on delete cascade,
  part              varchar(4) not null,
  -- of a co-handler's part, the assignment's id: whoever was released in time may be asked again
  line              bigint not null,
  unit              varchar(40) not null,
  inside_unit       varchar(40),
  gone              varchar(20),
  due_at            timestamp(3) with time zone,
  adjusted_due_at   timestamp(3) with time zone,
  done_at           timestamp(3) with time zone,
  why_ended         varchar(12),
  closed_at         timestamp(3) with time zone,
  response_due_at   timestamp(3) with time zone,
  responded_at      timestamp(3) with time zone,
  rehandled         integer not null,
  rating            varchar(20),
  rated_host        varchar(40),
  rated_inside      varchar(40),
  score             integer,
  number            varchar(20) not null,
  channel           varchar(20) not null,
  complaint_class   varchar(12),
  coordinating_unit varchar(40) not null,
  new_city          varchar(40) not null,
  accused_unit      varchar(40),
  primary key (complaint_id, part, line)
);

create view case_part_now as
select c.id as complaint_id, 'HOST' as part, 0 as line, a.host as unit, a.inside_unit,
  case when c.status in ('WITHDRAWN', 'TERMINATED') then c.status end as gone,
  coalesce(h.due_at, a.due_at, c.coordination_due_at) as due_at, a.adjusted_due_at, a.replied_at as done_at,
  cast(null as varchar(12)) as why_ended, c.closed_at, a.response_due_at, a.responded_at,
  case when exists (select 1 from attempt n where n.complaint_id = c.id and n.no = 2) then 1 else 0 end as rehandled,
  -- the last rating of any attempt: a call in vain does not take it back
  r.rating, ra.host as rated_host, ra.inside_unit as rated_inside, cast(null as integer) as score,
  c.number, c.channel, c.complaint_class, c.coordinating_unit, c.new_city, c.accused_unit
from complaint c
join attempt a on a.complaint_id = c.id and a.no = 1
left join assignment h on h.id = (
  select max(l.id) from assignment l where l.attempt_id = a.id and l.role = 'HOST' and l.unit = a.host)
left join visit r on r.id = (
  select max(v.id) from visit v join attempt va on va.id = v.attempt_id
  where va.complaint_id = c.id and v.rating is not null and v.rating <> 'UNRATED')
left join attempt ra on ra.id = r.attempt_id
union all
select c.id, 'CO', s.id, s.unit, null, case when c.status in ('WITHDRAWN', 'TERMINATED') then c.status end, s.due_at, null, s.ended_at,
  s.why_ended, c.closed_at, null, null, 0, null, null, null, k.score,
  c.number, c.channel, c.complaint_class, c.coordinating_unit, c.new_city, c.accused_unit
from complaint c
join attempt a on a.complaint_id = c.id
join assignment s on s.attempt_id = a.id and s.role = 'CO'
left join co_score k on k.id = (
  select max(l.id) from co_score l join attempt la on la.id = l.attempt_id where la.complaint_id = c.id and l.unit = s.unit)
where not exists (
  select 1 from assignment e join attempt ea on ea.id = e.attempt_id
  where ea.complaint_id = c.id and e.unit = s.unit and e.role = 'CO'
    and (ea.no < a.no
      or ea.no = a.no and e.id < s.id
        and (coalesce(e.why_ended, 'DONE') = 'DONE' or e.ended_at > e.due_at)));

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

insert into case_reader (complaint_id, unit, sees, has_part, registered_at, number, accused_unit, new_city, ended, complaint_class, channel)
select complaint_id, unit, sees, has_part, registered_at, number, accused_unit, new_city, ended, complaint_class, channel
from case_reader_now;
insert into case_words (complaint_id, words, may_mask) select complaint_id, words, may_mask from case_words_now;

insert into case_part select * from case_part_now;
insert into case_open select * from case_open_now;

create index case_open_due on case_open (due_at);
create index case_words_may_mask on case_words (may_mask, complaint_id);

-- a unit's list in its order, with what it is filtered by behind it; and what is rare in it
create index case_reader_list on case_reader
  (unit, registered_at, number, sees, has_part, accused_unit, new_city, ended, complaint_class, channel, complaint_id);
create index case_reader_count on case_reader
  (unit, ended, complaint_class, channel, new_city, sees, has_part, accused_unit, complaint_id);

-- what the figures are counted from, without a look at the lines themselves
create index case_part_due on case_part (part, due_at, unit, inside_unit, gone, adjusted_due_at, done_at, why_ended, closed_at, rating,
  rated_host, rated_inside, score, channel, complaint_class, coordinating_unit, new_city, accused_unit);
create index case_part_response on case_part (part, response_due_at, done_at, responded_at, closed_at, rehandled, unit, inside_unit,
  channel, complaint_class, coordinating_unit, new_city, accused_unit);
create index case_part_done on case_part (part, done_at, response_due_at, responded_at, closed_at, rehandled, unit, inside_unit,
  channel, complaint_class, coordinating_unit, new_city, accused_unit);
create index complaint_closed on complaint (closed_at, status, new_city, accused_unit, coordinating_unit, complaint_class, channel,
  hosted_by, id);
create index complaint_accused on complaint (accused_unit);
create index complaint_came on complaint (registered_at, demand_type, new_city, accused_unit, coordinating_unit, complaint_class,
  channel, hosted_by, id);

-- every order of the ledger, the first with what it is filtered by behind it
create index complaint_list on complaint (registered_at, number, status, complaint_class, channel, runs_until, id);
create index complaint_list_status on complaint (status, number, id);
create index complaint_list_class on complaint (complaint_class, number, id);
create index complaint_list_host on complaint (hosted_by, number, id);
create index complaint_list_due on complaint (enterprise_due_at, number, id);
create index complaint_list_name on complaint (enterprise_name, number, id);
create index complaint_late on complaint (runs_until, number, id);
-- the filters of a case that is known, and how many there are of each: a case's row is long, and is not read to be left out
create index complaint_filter on complaint (id, status, complaint_class, channel, runs_until);
create index complaint_count on complaint (status, complaint_class, channel);
