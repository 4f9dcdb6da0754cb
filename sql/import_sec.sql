-- import_sec.sql - the companies of the SEC's company_tickers.json into news_gazetteer.
--
--   curl -A 'you@example.org' -O https://www.sec.gov/files/company_tickers.json
--   sqlite3 news.db -cmd '.load ./newsext' \
--     -cmd ".parameter set :file \"'company_tickers.json'\"" '.read sql/import_sec.sql'
--
-- The file is {"0":{"cik_str":320193,"ticker":"AAPL","title":"Apple Inc."}, ...};
-- company_tickers_exchange.json, which has the exchange too, will do as well. A company whose
-- symbol of the United States newsext knows, and whose title begins like one of its names, keeps
-- its name and gets its CIK; so does one of your own rows without a CIK. Where the title is
-- another's, the symbol has passed on: the file is newer. Any other company is new, by its name
-- without legal form, words in capitals made readable; BRK-B is written BRK.B. A name of one word,
-- or of three letters or fewer, is ambiguous: it needs a word of business near it. So is a name of
-- plain words (Crypto, Start Today), which is looked for with its legal form alone where it has one.
-- A name that newsext knows for somebody else, in whatever case, is left out, and so is a fund that
-- it knows by its symbol. Of the symbols of one company the one that newsext knows counts, else the
-- first. Run it again with a newer file: rows that are there stay.
.bail on
INSERT INTO articles(articles) VALUES('setup');
SELECT 'No file ' || coalesce(:file, 'is given') || ': set :file' WHERE readfile(:file) IS NULL;
SELECT :file || ' is no JSON; perhaps the SEC wants an address of yours first (curl -A): '
    || substr(cast(readfile(:file) AS TEXT), 1, 60)
 WHERE readfile(:file) IS NOT NULL AND NOT json_valid(cast(readfile(:file) AS TEXT));
INSERT OR IGNORE INTO news_gazetteer(name, alias, label, subtype, ticker, exchange, cik, ambiguous, cues)
WITH known AS MATERIALIZED (
  SELECT ticker, name, label,
         ' ' || regexp_replace(lower(alias), '^the |[^\pL\pN]+', ' ') || ' ' AS words
    FROM gazetteer
   WHERE origin='builtin' AND exchange IN ('XNYS', 'XNAS', 'XASE', 'ARCX', 'BATS', 'OTCM')
  UNION ALL
  SELECT ticker, name, label,
         ' ' || regexp_replace(lower(coalesce(alias, name)), '^the |[^\pL\pN]+', ' ') || ' '
    FROM news_gazetteer WHERE cik IS NULL AND NOT mute
), file AS (
  SELECT key AS nth, value->>'ticker' AS ticker, value->>'cik_str' AS cik, value->>'title' AS title,
         NULL AS exchange
    FROM json_each(cast(readfile(:file) AS TEXT)) WHERE type='object'
  UNION ALL
  SELECT key, value->>2, value->>0, value->>1, CASE value->>3 WHEN 'Nasdaq' THEN 'XNAS'
         WHEN 'NYSE' THEN 'XNYS' WHEN 'CBOE' THEN 'BATS' WHEN 'OTC' THEN 'OTCM' END
    FROM json_each(cast(readfile(:file) AS TEXT), '$.data')
), listed AS MATERIALIZED (
  SELECT cast(nth AS INTEGER) AS nth, replace(ticker, '-', '.') AS ticker, cik, exchange,
         trim(regexp_replace(title, '\s*/.*$|\s*\\.*$', '')) AS title,
         ' ' || regexp_replace(lower(title), '^the |[^\pL\pN]+', ' ') || ' ' AS words
    FROM file WHERE ticker<>'' AND title<>''
), same AS (
  SELECT nth, min(name) AS own
    FROM listed l JOIN known k ON k.ticker=l.ticker AND label='ORG'
   WHERE instr(k.words, regexp_substr(l.words, ' \S+ ')) OR instr(l.words, regexp_substr(k.words, ' \S+ '))
      OR substr(replace(k.words, ' ', ''), 1, 4)=substr(replace(l.words, ' ', ''), 1, 4)
   GROUP BY nth
), one AS (
  SELECT nth, ticker, exchange, cik, title, own, row_number()
         OVER (PARTITION BY cik ORDER BY own IS NULL, nth) AS place
    FROM listed LEFT JOIN same USING(nth)
   WHERE ticker NOT IN (SELECT ticker FROM known WHERE label='PRODUCT')
), cased AS (
  SELECT *, CASE WHEN title<>upper(title) AND NOT title REGEXP '^[^\p{Ll}]+ [^\p{Ll}]+?( &)? (Inc|Corp|Co|Ltd|plc)\.?$'
         THEN title ELSE (
    SELECT replace(group_concat(CASE
        WHEN value LIKE '~%' THEN upper(substr(value, 1, 2)) || lower(substr(value, 3))
        WHEN value IN ('AND', 'OF', 'THE', 'FOR', 'IN', 'DE') AND key>0 THEN lower(value)
        WHEN value REGEXP '^(MC.{3}|O''..)'
        THEN substr(value, 1, 1) || lower(substr(value, 2, 1)) || substr(value, 3, 1) || lower(substr(value, 4))
        WHEN value REGEXP '^(INC|CO|LTD|CORP|PLC|LP|AIR|ART|BAY|BIG|BIO|CAR|DEL|FOX|GAS|ICE|KEY|LAS|LOS|NEW|OIL|OLD'
                       || '|ONE|PAN|RED|SAN|SEA|SKY|SUN|THE|TOP|TWO|VAN)\b'
          OR length(value)>3 AND value NOT REGEXP '[&\d]|^(\pL\.)+\pL?,?$'
        THEN upper(substr(value, 1, 1)) || lower(substr(value, 2)) ELSE value END, ' '), ' ~', '')
      FROM json_each('["' || replace(replace(replace(title, '"', ''), '-', '- ~'), ' ', '","') || '"]')) END AS cased
    FROM one WHERE place=1
), named AS (
  SELECT *, own IS NULL AND title REGEXP '(?i)\b(ETF|ETN|funds?)\b' AS fund,
         regexp_replace(cased, '(?i)(,?( &| and)? (inc|corp|corporation|co|company|companies|ltd|limited|plc|'
      || 'lp|l\.p|llc|l\.l\.c|ag|sa|s\.a|nv|n\.v|se|ab|asa|spa|holdings?|group|trust)\.?)+$', '') AS short
    FROM cased
), plain AS (
  SELECT *, own IS NULL AND NOT fund AND NOT EXISTS(
           SELECT 1 FROM json_each(newsext_debug('tokens', lower(short)))
            WHERE value->>'flags' NOT REGEXP '"(common|stop|timeword|number|nameword)"' ) AS plain
    FROM named WHERE short<>''
), rows AS (
  SELECT *, own IS NULL AND NOT fund AND (plain OR instr(short, ' ')=0 OR length(short)<=3) AS doubtful
    FROM plain
)
SELECT coalesce(own, short), iif(own IS NULL AND (NOT plain OR cased=short), NULL, cased), iif(fund, 'PRODUCT', 'ORG'),
       iif(own IS NULL, iif(fund, 'fund', 'company'), NULL),
       iif(own IS NULL, ticker, NULL), iif(own IS NULL, exchange, NULL), cik, doubtful, iif(doubtful, '@company', NULL)
  FROM rows
 WHERE iif(own IS NULL, lower(short) NOT IN (SELECT lower(alias) FROM gazetteer WHERE origin='builtin'), cased<>short)
 ORDER BY nth;
SELECT format('%,d rows in news_gazetteer', count(*)) FROM news_gazetteer;
