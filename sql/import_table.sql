-- import_table.sql - names of your own table into news_gazetteer: a pattern to start from.
--
--   sqlite3 news.db -cmd '.load ./newsext' '.read sql/import_table.sql'
--
-- Here the table is portfolio(company, short, symbol, mic): a company, another form of its name
-- or NULL, its symbol, its market by ISO 10383. Rows that are there already stay as they are;
-- write OR REPLACE to have them changed. One word is ambiguous unless newsext is told that it
-- means the company wherever it stands in this case: set ambiguous to 0 for that.
.bail on
INSERT INTO articles(articles) VALUES('setup');
INSERT OR IGNORE INTO news_gazetteer(name, alias, label, subtype, ticker, exchange, ambiguous, cues)
WITH rows AS (
  SELECT trim(company) AS company, nullif(trim(short), '') AS short, nullif(trim(symbol), '') AS symbol,
         iif(trim(symbol)<>'', nullif(trim(mic), ''), NULL) AS mic
    FROM portfolio WHERE trim(company)<>''
)
SELECT company, alias, 'ORG', 'company', symbol, mic, instr(coalesce(alias, company), ' ')=0,
       iif(instr(coalesce(alias, company), ' ')=0, '@company', NULL)
  FROM (SELECT company, NULL AS alias, symbol, mic FROM rows
        UNION SELECT company, short, symbol, mic FROM rows WHERE short<>company);
SELECT format('%,d rows in news_gazetteer', count(*)) FROM news_gazetteer;
