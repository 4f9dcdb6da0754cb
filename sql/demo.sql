-- demo.sql - load a corpus and show what is in it; what `make demo` runs.
--
--   sqlite3 news.db -cmd '.load ./newsext' -cmd ".parameter set :corpus 'folder'" \
--                   '.read sql/demo.sql'
.bail on
.mode list
.headers off
SELECT 'Reading ' || :corpus || ' ...';
.read sql/load.sql
SELECT format('%,d articles, %,d mentions of %,d names, from %s to %s', count(*),
              (SELECT count(*) FROM mentions), (SELECT count(DISTINCT name) FROM mentions),
              ifnull(min(substr(published,1,10)),'?'), ifnull(max(substr(published,1,10)),'?'))
  FROM articles;
.read sql/companies.sql
.read sql/people.sql
.read sql/pairs.sql
.read sql/timeline.sql
.read sql/article.sql
SELECT char(10) || 'Ask on: sqlite3 build/demo.db -cmd ".load ./newsext"  (tables articles, mentions, gazetteer)';
