-- Every character of the words and every two that stand side by side: what contains a word contains all of these, and PostgreSQL finds
-- them by its own means, without an extension and however short the word is.
create function case_grams(words varchar) returns text[] language sql immutable strict parallel safe as $$
  select array_agg(distinct g) from (
    select substr(words, i, n) as g from generate_series(1, char_length(words)) i, generate_series(1, 2) n) x
  where g !~ '\n'
$$;
create index case_words_grams on case_words using gin (case_grams(words));

-- titles in order, as suban.ledger.LedgerList asks for them: a title with contact data stands where nobody reads its digits from it
create index complaint_list_title on complaint (
  (case when title like '%@%' or title like '%＠%' then '@'
    when char_length(title) - char_length(replace(translate(title, '0123456789０１２３４５６７８９', '00000000000000000000'), '0', '')) >= 7
      then translate(title, '0123456789０１２３４５６７８９', '00000000000000000000')
    else title end), number, id);

-- The lists are read from indexes alone where the pages they point to have been vacuumed. By itself PostgreSQL comes when a fifth of a
-- table has changed, which of a million cases takes months, and what is new is what is read.
alter table case_reader set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01);
alter table case_part set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01);
alter table complaint set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01);

-- the first lists are not planned on tables nobody has looked at
analyze complaint;
analyze case_reader;
analyze case_words;
analyze case_part;
analyze case_open;
