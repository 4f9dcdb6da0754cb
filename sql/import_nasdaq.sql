-- import_nasdaq.sql - a symbol file of Nasdaq Trader into news_gazetteer.
--
--   curl -O https://www.nasdaqtrader.com/dynamic/SymDir/nasdaqlisted.txt      (or otherlisted.txt)
--   sqlite3 news.db -cmd '.load ./newsext' \
--     -cmd ".parameter set :file \"'nasdaqlisted.txt'\"" '.read sql/import_nasdaq.sql'
--
-- Both files have fields parted by | under a header: nasdaqlisted.txt has the symbol, the name of
-- the security and (7th) whether it is an ETF; otherlisted.txt has the exchange's letter third and
-- ETF fifth. Shares, units of partnerships and funds are taken; warrants, other units, rights, notes,
-- preferred shares and test issues are not, nor what newsext knows by its name, in whatever case, or
-- by its symbol under a name that begins alike: a symbol that has passed on belongs to the company of
-- the file. Of several classes the first symbol counts, the others are listings. A name of one word,
-- of three letters or fewer, or of plain words (Start Today) is ambiguous: it needs a word of
-- business near it.
.bail on
INSERT INTO articles(articles) VALUES('setup');
SELECT 'No file ' || coalesce(:file, 'is given') || ': set :file' WHERE readfile(:file) IS NULL;
SELECT :file || ' is no symbol file of Nasdaq Trader: its first line is no header of such a file'
 WHERE cast(readfile(:file) AS TEXT) NOT LIKE 'Symbol|Security Name|%'
   AND cast(readfile(:file) AS TEXT) NOT LIKE 'ACT Symbol|Security Name|%';
INSERT OR IGNORE INTO news_gazetteer(name, label, subtype, ticker, exchange, listings, ambiguous, cues)
WITH known AS MATERIALIZED (
  SELECT ticker, ' ' || regexp_replace(lower(alias), '^the |[^\pL\pN]+', ' ') || ' ' AS words
    FROM gazetteer
   WHERE exchange IN ('XNYS', 'XNAS', 'XASE', 'ARCX', 'BATS', 'IEXG', 'OTCM') OR origin='user'
), lines AS (
  SELECT key AS nth, value AS line FROM json_each('["' || replace(replace(replace(replace(replace(
    cast(readfile(:file) AS TEXT), '\', '\\'), '"', '\"'), char(9), ' '), char(13), ''),
    char(10), '","') || '"]')
), other AS (
  SELECT line LIKE 'ACT Symbol|%' AS other FROM lines WHERE nth=0
), fields AS (
  SELECT nth, other, regexp_capture(line, '^([^|]+)\|', 1) AS ticker,
         regexp_capture(line, '^[^|]+\|([^|]+)', 1) AS security,
         regexp_capture(line, '^[^|]+\|[^|]+\|([^|]*)', 1) AS market,
         regexp_capture(line, iif(other, '^(?:[^|]*\|){4}([^|]*)', '^(?:[^|]*\|){6}([^|]*)'), 1) AS etf,
         regexp_capture(line, iif(other, '^(?:[^|]*\|){6}([^|]*)', '^(?:[^|]*\|){3}([^|]*)'), 1) AS test
    FROM lines, other WHERE nth>0 AND line NOT LIKE 'File Creation Time%'
), named AS (
  SELECT nth, ticker, etf='Y' OR security REGEXP '(?i)\b(ETF|ETN|funds?)\b' AS fund,
         iif(other, CASE market WHEN 'N' THEN 'XNYS' WHEN 'A' THEN 'XASE' WHEN 'P' THEN 'ARCX'
                                WHEN 'Z' THEN 'BATS' WHEN 'V' THEN 'IEXG' END, 'XNAS') AS exchange,
         ' ' || regexp_replace(lower(security), '^the |[^\pL\pN]+', ' ') || ' ' AS words,
         regexp_replace(regexp_replace(trim(security), '(?i)( -.*| ((Class|Series) [A-Z]+ |(New|American|Global'
           || '|Subordinate|Voting|Non-Voting|Limited|Partnership|Registered|Registry|Depositary|Capital|Common'
           || '|Ordinary|York) )*(Stock|Shares?|Units?|Receipts?|ADSs?|ADRs?)\b.*| Class [A-Z])$', ''),
           '(?i)(,?( &| and)?( \(.*\)| (inc|corp|corporation|co|company|ltd|limited|plc|lp|l\.p|llc|ag|sa|s\.a|nv|n\.v'
           || '|se|ab|holdings?|group|trust)\.?))+$', '') AS name
    FROM fields
   WHERE test='N' AND ticker NOT REGEXP '\$|\.(WS?|U|R|RT)$' AND (etf='Y' OR trim(security) NOT REGEXP
     '(?i)\s(warrants?|(?<!common |partnership )units?|rights?|notes?|preferred|preference|debentures?)\b')
), new AS (
  SELECT *, NOT fund AND (instr(name, ' ')=0 OR length(name)<=3 OR NOT EXISTS(
              SELECT 1 FROM json_each(newsext_debug('tokens', lower(name)))
               WHERE value->>'flags' NOT REGEXP '"(common|stop|timeword|number|nameword)"')) AS doubtful
    FROM named n
   WHERE name<>'' AND exchange IS NOT NULL
     AND lower(name) NOT IN (SELECT lower(alias) FROM gazetteer WHERE origin='builtin')
     AND NOT EXISTS( SELECT 1 FROM known k WHERE k.ticker=n.ticker
       AND ( instr(k.words, regexp_substr(n.words, ' \S+ ')) OR instr(n.words, regexp_substr(k.words, ' \S+ '))
          OR substr(replace(k.words, ' ', ''), 1, 4)=substr(replace(n.words, ' ', ''), 1, 4) ) )
)
SELECT name, iif(fund, 'PRODUCT', 'ORG'), iif(fund, 'fund', 'company'), min(ticker), exchange,
       (SELECT group_concat(exchange || ':' || ticker, ' ') FROM new o
         WHERE o.name=n.name AND o.fund=n.fund AND o.ticker>min(n.ticker)),
       doubtful, iif(doubtful, '@company', NULL)
  FROM new n GROUP BY name, fund ORDER BY min(nth);
SELECT format('%,d rows in news_gazetteer', count(*)) FROM news_gazetteer;
