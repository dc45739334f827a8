-- The supervisors' board asks who works on what is open, and which notices have failed: of all parts and notices there ever were, a few.

create index assignment_running on assignment (ended_at, role, attempt_id);
create index notice_state on notice (state, created_at);
