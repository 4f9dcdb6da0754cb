-- load.sql - load the files of a pattern, and say how far it is.
--
--   sqlite3 news.db -cmd '.load ./newsext' -cmd ".parameter set :corpus \"'folder/**'\"" \
--                   '.read sql/load.sql'
--
-- Two hundred files are one transaction, so that what was loaded stays when it is stopped,
-- and the next run passes over addresses that are there. A file or record that cannot be
-- read is left out; where there is no file at all, a line says so, and the shell ends with 1. Of a file of many records (JSON Lines, a WARC, a feed) a line tells
-- about every thousand of them how far it is; these lines go to the terminal alone. The
-- steps are written to .newsext-load.sql in the current folder, which is gone at the end.
.bail on
.mode list
.headers off
CREATE TEMP TABLE load_file AS SELECT file, files, path FROM read_articles(:corpus, 'none', 'skip');
CREATE INDEX temp.load_file_file ON load_file(file);
-- The only file must be there; what is wrong with it is the error that ends this.
SELECT path FROM load_file
 WHERE files=1 AND (SELECT record FROM read_articles(:corpus) LIMIT 1)<0;
INSERT INTO articles(articles) VALUES('setup');
.output .newsext-load.sql
SELECT 'SELECT ''No file in '' || :corpus || '': it takes a file, a folder that has some, or a pattern like folder/*.txt.'';
.shell rm -f .newsext-load.sql
.exit 1' WHERE NOT EXISTS( SELECT 1 FROM load_file );
SELECT format('INSERT OR IGNORE INTO articles SELECT a.* FROM temp.load_file l, read_articles(l.path, NULL, ''skip'') a
 WHERE l.file BETWEEN %d AND %d
   AND CASE WHEN a.record %% 997 = 0
            THEN writefile(''/dev/tty'', format(''  %%s: record %%,d, %%,d MB read'', l.path, a.record, a.bytes/1000000)||char(10))
            ELSE 1 END IS NOT -1;
SELECT format(''%,d of %,d files, %%,d articles'', count(*)) FROM main.news_article;',
    file, file+199, min(file+199, files), files)
  FROM load_file WHERE file%200=1 ORDER BY file;
.output
.read .newsext-load.sql
.shell rm -f .newsext-load.sql
DROP TABLE temp.load_file;
