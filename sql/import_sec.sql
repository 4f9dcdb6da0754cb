-- import_sec.sql - the companies of the SEC's company_tickers.json into news_gazetteer.
--
--   curl -A 'you@example.org' -O https://www.sec.gov/files/company_tickers.json
--   sqlite3 news.db -cmd '.load ./newsext' \
--     -cmd ".parameter set :file \"'company_tickers.json'\"" '.read sql/import_sec.sql'
--
-- The file is {"0":{"cik_str":320193,"ticker":"AAPL","title":"Apple Inc."}, ...}. A company
-- that newsext knows by its symbol keeps its name and gets its CIK; any other is new, by its
-- name without legal form, words in capitals made readable; BRK-B is written BRK.B. A name of one
-- word, or of three letters or fewer, is ambiguous: it needs a word of business near it. A name
-- that newsext knows for somebody else is left out. Of the symbols of one company the one that
-- newsext knows counts, else the first. Run it again with a newer file: rows that are there stay.
.bail on
INSERT INTO articles(articles) VALUES('setup');
SELECT 'No file ' || coalesce(:file, 'is given') || ': set :file' WHERE readfile(:file) IS NULL;
SELECT :file || ' is no JSON; perhaps the SEC wants an address of yours first (curl -A): '
    || substr(cast(readfile(:file) AS TEXT), 1, 60)
 WHERE readfile(:file) IS NOT NULL AND NOT json_valid(cast(readfile(:file) AS TEXT));
INSERT OR IGNORE INTO news_gazetteer(name, alias, label, subtype, ticker, cik, ambiguous, cues)
WITH known AS (
  SELECT ticker, min(name) AS name FROM gazetteer
   WHERE label='ORG' AND origin='builtin' AND ticker IS NOT NULL GROUP BY ticker
), listed AS (
  SELECT replace(value->>'ticker', '-', '.') AS ticker, value->>'cik_str' AS cik, cast(key AS INTEGER) AS nth,
         trim(regexp_replace(value->>'title', '\s*/.*$|\s*\\.*$', '')) AS title
    FROM json_each(cast(readfile(:file) AS TEXT))
), one AS (
  SELECT ticker, cik, nth, title, known.name AS own, row_number()
         OVER (PARTITION BY cik ORDER BY known.name IS NULL, nth) AS place
    FROM listed LEFT JOIN known USING(ticker)
), cased AS (
  SELECT ticker, cik, nth, own, CASE
         WHEN replace(title, '& Co', '')<>upper(replace(title, '& Co', '')) THEN title ELSE (
    SELECT group_concat(CASE WHEN value IN ('AND', 'OF', 'THE', 'FOR', 'IN', 'DE') THEN lower(value)
        WHEN value REGEXP '^(INC|CO|LTD|CORP|PLC|LP)\b' OR length(value)>3 AND value NOT REGEXP '[&\d]'
        THEN upper(substr(value,1,1)) || lower(substr(value,2)) ELSE value END, ' ')
      FROM json_each(json('["' || replace(replace(title, '"', ''), ' ', '","') || '"]'))) END AS title
    FROM one WHERE place=1
), named AS (
  SELECT *, regexp_replace(title, '(?i)(,?( &| and)? (inc|corp|corporation|co|company|companies|ltd|limited|plc|'
      || 'lp|llc|ag|sa|s\.a|nv|n\.v|se|ab|asa|spa|holdings?|group|trust)\.?)+$', '') AS short
    FROM cased
)
SELECT coalesce(own, short), iif(own IS NULL, NULL, title), 'ORG', 'company',
       iif(own IS NULL, ticker, NULL), cik,
       own IS NULL AND (instr(short, ' ')=0 OR length(short)<=3),
       iif(own IS NULL AND (instr(short, ' ')=0 OR length(short)<=3), '@company', NULL)
  FROM named
 WHERE short<>'' AND iif(own IS NULL,
   short NOT IN (SELECT alias FROM gazetteer WHERE origin='builtin'), title<>short)
 ORDER BY nth;
SELECT format('%,d rows in news_gazetteer', count(*)) FROM news_gazetteer;
