-- PostgreSQL is told here how often to look at the lists' tables; H2 needs no telling.
select 1;
