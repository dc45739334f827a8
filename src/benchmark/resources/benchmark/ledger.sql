-- A ledger of ${cases} cases of the last four years, for measuring: PostgreSQL only, into an empty database. What people wrote is
-- made up; how cases are spread over units, steps and time is as a district's are. About 3 % are open, most of them new.

select setseed(0.42);

create temporary table made as
select id, city, channel, r_class, r_end, r_pace, r_more, r_visit, reg,
  row_number() over (partition by cast(reg at time zone 'Asia/Shanghai' as date) order by id) as of_day,
  extract(epoch from now() - reg) / 86400 as age,
  case when extract(epoch from now() - reg) / 86400 < 14 then r_open < 0.9
    when extract(epoch from now() - reg) / 86400 < 60 then r_open < 0.35 else r_open < 0.011 end as open
from (
  select id, city, channel, r_class, r_end, r_pace, r_more, r_visit, r_open,
    least(now() - interval '5 minutes', (date_trunc('day', at) + interval '8 hours 30 minutes'
      + mod(cast(extract(epoch from at) as bigint), 34200) * interval '1 second') at time zone 'Asia/Shanghai') as reg
  from (
    -- numbered as they came
    select row_number() over (order by at) as id, drawn_of.* from (
    select
      (array['fengdong', 'fengdong', 'fengdong', 'fengxi', 'fengxi', 'qinhan', 'qinhan', 'konggang', 'jinghe', 'jinghe'])
        [1 + floor(random() * 10)] as city,
      (array['PHONE', 'PHONE', 'PHONE', 'ZHENGQITONG', 'ZHENGQITONG', 'PORTAL', 'HAOCHAPING', 'ONSITE', 'LIAISON', 'UNIT',
        'DEPARTMENT', 'SUPERIOR'])[1 + floor(random() * 12)] as channel,
      random() as r_class, random() as r_end, random() as r_pace, random() as r_more, random() as r_visit, random() as r_open,
      (now() - random() * interval '1461 days') at time zone 'Asia/Shanghai' as at
    from generate_series(1, ${cases})) drawn_of) drawn) timed;

create temporary table made_case as
select m.*, case when status in ('SUPERVISION', 'ACCOUNTABILITY') then 3 when age < 30 then 1 when r_visit < 0.006 then 3
    when r_visit < 0.06 then 2 else 1 end as attempts
from (
select m.*,
  'XX' || to_char(reg at time zone 'Asia/Shanghai', 'YYYYMMDD') || '-' || lpad(cast(of_day as varchar), 4, '0') as number,
  case when r_class < 0.1 then 'IMMEDIATE' when r_class < 0.88 then 'GENERAL' else 'COMPLEX' end as class,
  case when r_class < 0.88 then interval '7 days' else interval '14 days' end as allowed,
  case
    when not open then case when r_end < 0.94 then 'CLOSED' when r_end < 0.97 then 'WITHDRAWN' when r_end < 0.98 then 'TERMINATED'
      else 'REJECTED' end
    when age < 1 then case when channel = 'UNIT' then 'COORDINATING_FIRST' when r_end < 0.4 then 'REGISTERED' else 'TRIAGE' end
    when age < 14 then case when r_end < 0.8 then 'HANDLING' else 'VISIT' end
    when age < 60 then case when r_end < 0.6 then 'HANDLING' when r_end < 0.8 then 'VISIT' when r_end < 0.95 then 'LONG_TERM'
      else 'SUPERVISION' end
    else case when r_end < 0.7 then 'LONG_TERM' when r_end < 0.9 then 'HANDLING' when r_end < 0.97 then 'SUPERVISION'
      else 'ACCOUNTABILITY' end end as status,
  case when mod(id * 7, 5) = 0 then city || 'ysb' else 'ysb' end as office
from made m) m;

-- what happened, each entry with the hash over the one before (suban.ledger.Timeline)
create temporary table made_entry as
with recursive entry (id, number, seq, at_millis, act, input, salt, digest, hash) as (
  select id, number, 0, cast(extract(epoch from reg) * 1000 as bigint), cast(null as text), cast(null as text),
    cast(null as text), cast(null as text), repeat('0', 64) from made_case
  union all
  select id, number, seq + 1, at_millis + 3600000, n.act, n.input, n.salt, n.digest,
    encode(sha256(convert_to(concat_ws(chr(10), hash, number, seq + 1, at_millis + 3600000, n.act, 'ysb1', 'ysb', n.input, n.digest),
      'UTF8')), 'hex')
  from entry cross join lateral (
    select (array['REGISTERED', 'ACCEPTED', 'TRIAGED', 'DISPATCHED', 'RESPONDED', 'OPINION', 'REPLIED', 'VISITED', 'CLOSED'])[seq + 1]
        as act, '{"note":"' || repeat('记', 40) || '"}' as input, md5(cast(seq as varchar)) as salt,
      encode(sha256(convert_to(md5(cast(seq as varchar)) || chr(10), 'UTF8')), 'hex') as digest) n
  where seq < 9)
select * from entry where seq > 0;

insert into matter (id, enterprise_key, title, created_at)
select id, '企业' || id, '诉求' || id, reg from made_case;

insert into complaint (id, number, matter_id, channel, external_id, content_hash, status, enterprise_name, credit_code, new_city,
  title, demand_type, declared_ground, confidential, urgent, coordinating_unit, registered_at, accepted_at, coordination_due_at,
  triage_due_at, triaged_at, complaint_class, accused_unit, host_unit, enterprise_due_at, provisional, closed_at, head_seq,
  head_hash, received_by, hosted_by, runs_until)
select id, made_case.number, id, channel,
  'x' || id, md5(cast(id as varchar)), status, '西咸新区' || (array['恒远', '华晟', '秦源', '智联', '瑞丰', '中泰'])[1 + mod(id, 6)]
    || (array['建材', '物流', '装备制造', '商贸', '生物科技'])[1 + mod(id / 6, 5)] || id || '有限公司',
  lpad(cast(id as varchar), 18, '9'), city,
  (array['厂房规划许可', '用电报装', '环评批复', '消防验收', '园区道路施工', '社保缴费', '工程款拖欠', '税收优惠', '用地指标', '污水管网',
    '招工补贴', '公交线路'])[1 + floor(r_pace * 12)] || (array['迟迟未批', '无人受理', '被反复退回', '口径不一', '影响经营', '请求协调',
    '申请办理', '进展缓慢'])[1 + floor(r_more * 8)],
  (array['咨询政务信息', '申请政策扶持', '请求综合协调', '救援救助', '投诉举报', '意见建议', '其他'])[1 + floor(r_visit * 7)],
  'NONE', mod(id, 20) = 3, mod(id, 40) = 5, office, reg, reg,
  case when channel = 'UNIT' then reg + interval '7 days' end, reg + interval '1 day',
  case when status not in ('REGISTERED', 'TRIAGE', 'COORDINATING_FIRST') then reg + interval '3 hours' end,
  case when status not in ('REGISTERED', 'TRIAGE', 'COORDINATING_FIRST', 'REJECTED') then class end,
  case when mod(id, 90) = 7 then city end,
  case when status not in ('REGISTERED', 'TRIAGE', 'COORDINATING_FIRST', 'REJECTED') then city end,
  reg + allowed, false,
  case when not open then least(now(), reg + allowed + interval '3 days' + r_end * interval '6 days') end, 9, head.hash,
  case when channel = 'UNIT' then 'shichang' end,
  case when status not in ('REGISTERED', 'TRIAGE', 'COORDINATING_FIRST', 'REJECTED') then case when class = 'IMMEDIATE' then office else city end end,
  case when not open or status in ('VISIT', 'SUPERVISION', 'ACCOUNTABILITY') then null
    when status in ('REGISTERED', 'TRIAGE', 'COORDINATING_FIRST') then reg + allowed
    else reg + interval '3 hours' + (attempts - 1) * interval '11 days' + allowed * case when r_pace > 0.93 then 1.5 else 1 end end
from made_case join (select id, hash from made_entry where seq = 9) head using (id);

insert into complaint_content (complaint_id, content, contact_name, contact_phone)
select id, repeat('企业反映有关事项办理进展缓慢，请求协调解决。', 8), '联系人' || id, '139' || lpad(cast(id as varchar), 8, '0')
from made_case;

-- first attempts, and further ones after a 差评 (Article 14)
insert into attempt (id, complaint_id, no, host, host_group, inside_unit, dispatched_at, delivered_at, response_due_at, responded_at,
  due_at, adjusted_due_at, opinion_due_at, provisional, outcome, reply_text, replied_at, visit_due_at)
select id * 4 + no, id, no, case when class = 'IMMEDIATE' then office else city end,
  case when class = 'IMMEDIATE' then office else city end,
  case when no = 1 and r_more < 0.45 and class <> 'IMMEDIATE' then city || (array['jingfa', 'zhujian'])[1 + mod(id, 2)] end,
  sent, sent, sent + interval '6 hours',
  case when answered is not null or age > 1 and r_pace < 0.97 then sent + r_pace * interval '7 hours' end,
  sent + allowed, case when r_pace > 0.93 then sent + allowed * 1.5 end, sent + allowed - interval '1 day', false,
  case when answered is not null then 'RESOLVED' end, case when answered is not null then repeat('已协调有关部门办理，现予答复。', 10) end,
  answered, answered + interval '2 days'
from (
  select m.*, no, reg + interval '3 hours' + (no - 1) * interval '11 days' as sent,
    case when not open or no < attempts or status in ('VISIT', 'SUPERVISION', 'ACCOUNTABILITY')
      then least(now(), reg + interval '4 hours' + (no - 1) * interval '11 days' + allowed * (0.2 + r_pace * 0.9)) end as answered
  from made_case m cross join lateral generate_series(1, attempts) no
  where status not in ('REGISTERED', 'TRIAGE', 'COORDINATING_FIRST', 'REJECTED')) tried;

analyze made_case;
analyze attempt;
insert into assignment (attempt_id, unit, role, dispatched_at, due_at, ended_at, why_ended, offered)
select id, host, 'HOST', dispatched_at, due_at, replied_at, case when replied_at is not null then 'DONE' end, true from attempt;
insert into assignment (attempt_id, unit, role, dispatched_at, due_at, ended_at, why_ended, offered)
select a.id, (array['jingfa', 'keji', 'caizheng', 'renshe', 'ziran', 'zijian', 'jiaotong', 'shengtai', 'yingji', 'shichang',
    'xingzheng', 'shuiwu'])[1 + mod(c.id * 5 + which * 3, 12)], 'CO', a.dispatched_at, a.opinion_due_at, done,
  case when done is not null then 'DONE' end, true
from attempt a join made_case c on c.id = a.complaint_id
cross join lateral generate_series(1, case when c.class = 'IMMEDIATE' or c.r_more > 0.55 then 0
  when c.r_more > 0.2 then 1 when c.r_more > 0.05 then 2 else 3 end) which
cross join lateral (select coalesce(a.replied_at - interval '1 hour' * (1 + mod(c.id, 30)),
  case when c.age > 3 and mod(c.id, 3) > 0 then a.dispatched_at + interval '2 days' end) as done) d;

insert into contact (attempt_id, at, reached, channel, person, recorded_at)
select id, responded_at, true, 'PHONE', '联系人', responded_at from attempt where responded_at is not null;
insert into opinion (assignment_id, at, text, released)
select id, ended_at, repeat('经核查，同意按规定办理。', 5), false from assignment where role = 'CO' and ended_at is not null;
insert into visit (attempt_id, no, at, visited_by, reached, rating)
select a.id, 1, a.replied_at + interval '1 day', 'ysb1', c.r_end > 0.1, case
    when exists (select 1 from attempt n where n.complaint_id = c.id and n.no > a.no) then 'DISSATISFIED' when c.r_end < 0.1 then null
    when c.r_visit < 0.08 then 'DISSATISFIED' when c.r_visit < 0.3 then 'VERY_SATISFIED' when c.r_visit < 0.85 then 'SATISFIED'
    else 'FAIRLY_SATISFIED' end
from attempt a join made_case c on c.id = a.complaint_id
where a.replied_at is not null and (not c.open or exists (select 1 from attempt n where n.complaint_id = c.id and n.no > a.no));
insert into visit (attempt_id, no, at, visited_by, reached, rating)
select v.attempt_id, 2, v.at + interval '1 day', 'ysb2', true, 'SATISFIED' from visit v where v.rating is null and mod(v.id, 2) = 0;
insert into co_score (attempt_id, unit, score, scored_by, at)
select distinct on (s.attempt_id, s.unit) s.attempt_id, s.unit, cast(3 + mod(s.id, 3) as integer), 'x', a.replied_at
from assignment s join attempt a on a.id = s.attempt_id where s.role = 'CO' and a.replied_at is not null;

insert into handling_request (attempt_id, kind, state, unit, role, raised_at, reason, taken, by_head, due_at, decided_at)
select a.id, (array['OBJECTION', 'DELAY', 'CO_HANDLERS', 'MEETING'])[1 + mod(a.id, 4)],
  case when a.replied_at is null and mod(a.id, 3) = 0 then 'OPEN' else 'UPHELD' end, a.host, 'HOST', a.dispatched_at, '情况复杂', true,
  false, a.dispatched_at + interval '1 day', case when a.replied_at is not null or mod(a.id, 3) > 0 then a.dispatched_at + interval '1 day' end
from attempt a where mod(a.id * 11, 13) = 0;
insert into supervision (complaint_id, attempt, opened_at, decision_due_at, decision, by_default, decided_at, record_due_at)
select complaint_id, 2, dispatched_at, dispatched_at + interval '2 days', 'SUPERVISE', false, dispatched_at + interval '1 day',
  dispatched_at + interval '7 days' from attempt where no = 3;
insert into accountability (complaint_id, attempt, opened_at, judgement_due_at, judgement_reminder_at)
select id, 3, reg + interval '40 days', reg + interval '47 days', reg + interval '47 days' from made_case where status = 'ACCOUNTABILITY';
insert into ending_request (complaint_id, kind, requested_at, reason, due_at, decided_at)
select id, 'WITHDRAWAL', reg + interval '2 days', '企业撤回', reg + interval '3 days',
  case when not open then reg + interval '3 days' end
from made_case where status = 'WITHDRAWN' or open and mod(id, 60) = 0;
insert into report_back (complaint_id, attempt, due_at, first_reminder_at, recorded_at)
select id, 1, reg + interval '20 days', reg + interval '20 days', case when not open then reg + interval '18 days' end
from made_case where channel = 'SUPERIOR';

insert into problem_review (id, number, review_at, from_at) values (1000001, 'BM-BENCH', now(), now() - interval '30 days');
insert into problem (id, code, review_id, title, reason, state, proposed_at, confirm_due_at)
select 1000000 + n, 'WT' || n, 1000001, '常见问题' || n, '反复出现', 'CONFIRMED', now(), now() from generate_series(1, 60) n;
insert into problem_item (problem_id, kind, reference, central, likeness)
select 1000001 + mod(id, 60), 'COMPLAINT', number, false, 60 from complaint where mod(id * 3, 10) = 0;

insert into timeline_entry (complaint_id, seq, at_millis, act, actor, unit, input, salt, digest, hash)
select id, seq, at_millis, act, 'ysb1', 'ysb', input, salt, digest, hash from made_entry;
drop table made_entry;
insert into notice (complaint_id, attempt, milestone, template, recipient, subject, body, created_at, sent_at, state, delivered_by)
select id, 1, (array['accepted', 'dispatched', 'replied', 'closed'])[n], 'accepted', case when mod(n, 2) = 0 then city else 'ENTERPRISE' end,
  '投诉办理告知', repeat('您的投诉正在办理。', 12), reg + n * interval '1 day', case when mod(id * n, 900) > 0 then reg + n * interval '1 day' end,
  case when mod(id * n, 900) > 0 then 'DELIVERED' else 'FAILED' end, case when mod(id * n, 900) > 0 then 'MAIL' end
from made_case cross join generate_series(1, 4) n;

-- what is written from now on gets the next numbers
select setval(pg_get_serial_sequence(name, 'id'), 10 * ${cases} + 2000000) from unnest(array['matter', 'complaint', 'attempt', 'problem',
  'problem_review']) name;
insert into number_counter (counted_on, last) select cast(reg at time zone 'Asia/Shanghai' as date), max(of_day) from made_case group by 1;
drop table made_case;
drop table made;
