-- what the lists keep (V23), for cases that were written past the ledger
update complaint c set hosted_by = l.hosted_by, runs_until = l.runs_until
from case_line_now l
where l.complaint_id = c.id and (c.hosted_by is distinct from l.hosted_by or c.runs_until is distinct from l.runs_until);
insert into case_reader (complaint_id, unit, sees, has_part, registered_at, number, accused_unit, new_city, ended, complaint_class, channel)
select complaint_id, unit, sees, has_part, registered_at, number, accused_unit, new_city, ended, complaint_class, channel
from case_reader_now
on conflict (complaint_id, unit) do nothing;
insert into case_words (complaint_id, words, may_mask) select complaint_id, words, may_mask from case_words_now
on conflict (complaint_id) do nothing;
insert into case_part select * from case_part_now
on conflict (complaint_id, part, line) do nothing;
insert into case_open select * from case_open_now
on conflict (complaint_id, kind, line) do nothing;
