-- The lists are read from indexes alone where the pages they point to have been vacuumed. By itself PostgreSQL comes when a fifth of a
-- table has changed, which of a million cases takes months, and what is new is what is read.
alter table case_reader set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01);
alter table case_part set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01);
alter table complaint set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01);

analyze complaint;
analyze case_reader;
analyze case_open;
