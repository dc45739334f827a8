-- What ends all sessions of a person at once, on every node: a session goes on only while the number it began with stands.
-- Who has no row here has never ended all of them. A number, not a time: nodes need not agree on the time.
create table account_security (
  user_id             varchar(64) primary key,
  session_generation  integer not null
);
