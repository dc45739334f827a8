-- The supervisors' board (Articles 4, 15 to 17): what is open, and what was due, answered or closed in a period, is found without
-- reading the whole ledger.
create index complaint_closed on complaint (closed_at, new_city);
create index complaint_coordination_due on complaint (coordination_due_at);
create index attempt_response_due on attempt (response_due_at);
create index attempt_replied on attempt (replied_at);
create index attempt_first_due on attempt (no, due_at);
create index assignment_due on assignment (due_at, role);
