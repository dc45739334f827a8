-- What lists read is written with MERGE (suban.ledger.KeptLines): an older server is told now, and not by the first act of a person.
do $$
begin
  if current_setting('server_version_num')::int < 150000 then
    raise exception '需要 PostgreSQL 15 或更高版本，当前是 %', current_setting('server_version');
  end if;
end $$;
