-- import_wikidata.sql - the result of a Wikidata query into news_gazetteer.
--
-- Ask at https://query.wikidata.org, for example for the companies of a country with their
-- English aliases and symbols:
--
--   SELECT ?item ?itemLabel ?alias ?ticker ?mic ?country WHERE {
--     ?item wdt:P31/wdt:P279* wd:Q4830453; wdt:P17 wd:Q34.  wd:Q34 wdt:P297 ?country.
--     OPTIONAL { ?item skos:altLabel ?alias FILTER(lang(?alias)="en") }
--     OPTIONAL { ?item p:P414 ?l. ?l pq:P249 ?ticker; ps:P414 ?x. ?x wdt:P7534 ?mic }
--     SERVICE wikibase:label { bd:serviceParam wikibase:language "en" } }
--
-- and download the result as JSON (either kind) or as CSV:
--
--   sqlite3 news.db -cmd '.load ./newsext' \
--     -cmd ".parameter set :file \"'query.json'\"" '.read sql/import_wikidata.sql'
--   sqlite3 news.db -cmd '.load ./newsext' \
--     -cmd '.import --csv --schema temp query.csv wikidata' '.read sql/import_wikidata.sql'
--
-- The label is ORG company unless a parameter says otherwise (.parameter set :label 'PERSON',
-- and :subtype, or NULL where the label has none). Only itemLabel must be there. What newsext knows
-- by its name, or by its symbol on that exchange, keeps its name and symbol and gets the aliases; a
-- form that newsext knows for somebody else is left out, and so are items without an English
-- label and names in lower case. Of several symbols one of the United States counts, else the first
-- by exchange; the others are listings. Names of one word and abbreviations are ambiguous: they
-- need a word of business near them, or a sure mention of the same name in the text.
.bail on
INSERT INTO articles(articles) VALUES('setup');
SELECT 'No file ' || :file || ': set :file'
 WHERE :file IS NOT NULL AND readfile(:file) IS NULL;
SELECT :file || ' is no JSON: ' || substr(cast(readfile(:file) AS TEXT), 1, 60)
 WHERE readfile(:file) IS NOT NULL AND NOT json_valid(cast(readfile(:file) AS TEXT));
CREATE TEMP TABLE IF NOT EXISTS wikidata(itemLabel);
-- A column that the CSV has not is that of other.
CREATE TEMP TABLE wikidata_row AS
  SELECT coalesce(value->>'$.itemLabel.value', value->>'$.itemLabel') AS name,
         coalesce(value->>'$.alias.value', value->>'$.alias') AS alias,
         coalesce(value->>'$.ticker.value', value->>'$.ticker') AS ticker,
         coalesce(value->>'$.mic.value', value->>'$.mic') AS mic,
         coalesce(value->>'$.country.value', value->>'$.country') AS country
    FROM (SELECT coalesce(cast(readfile(:file) AS TEXT), '[]') AS query) q,
         json_each(query, iif(json_type(query)='object', '$.results.bindings', '$'))
  UNION ALL
  SELECT (SELECT itemLabel FROM temp.wikidata w WHERE w.rowid=r.rowid),
         (SELECT alias FROM temp.wikidata w WHERE w.rowid=r.rowid),
         (SELECT ticker FROM temp.wikidata w WHERE w.rowid=r.rowid),
         (SELECT mic FROM temp.wikidata w WHERE w.rowid=r.rowid),
         (SELECT country FROM temp.wikidata w WHERE w.rowid=r.rowid)
    FROM (SELECT rowid FROM temp.wikidata) r,
         (SELECT NULL AS alias, NULL AS ticker, NULL AS mic, NULL AS country) other;
INSERT OR IGNORE INTO news_gazetteer(name, alias, label, subtype, ticker, exchange, country, listings,
    ambiguous, cues)
WITH line AS (
  SELECT *, row_number() OVER (PARTITION BY name
           ORDER BY mic IN ('XNYS', 'XNAS', 'XASE', 'ARCX', 'BATS', 'OTCM') DESC, mic IS NULL, mic, ticker) AS place
    FROM (SELECT DISTINCT name, ticker, nullif(mic, '') AS mic FROM temp.wikidata_row WHERE ticker<>'')
), traded AS MATERIALIZED (
  SELECT name, max(iif(place=1, ticker, NULL)) AS ticker, max(iif(place=1, mic, NULL)) AS mic,
         group_concat(iif(place>1, mic || ':' || ticker, NULL), ' ') AS listings
    FROM (SELECT * FROM line ORDER BY name, place) GROUP BY name
), item AS (
  SELECT name, min(iif(length(country)=2, country, NULL)) AS country, ticker, mic, listings
    FROM (SELECT name, country FROM temp.wikidata_row) LEFT JOIN traded USING(name)
   WHERE name<>'' AND name NOT REGEXP '^Q\d+$' GROUP BY name
), owned AS MATERIALIZED (
  SELECT *, coalesce(
           (SELECT iif(count(DISTINCT g.name)=1, min(g.name), NULL) FROM gazetteer g
             WHERE g.alias IN (i.name, replace('^' || i.name, '^The ', ''))
               AND g.label=coalesce(:label, 'ORG') AND origin='builtin'),
           (SELECT min(g.name) FROM gazetteer g
             WHERE g.ticker=i.ticker AND g.exchange=i.mic AND g.label=coalesce(:label, 'ORG')
               AND origin='builtin')) AS own
    FROM item i
), form AS (
  SELECT name, name AS form FROM item
  UNION SELECT name, alias FROM temp.wikidata_row WHERE alias<>''
)
SELECT coalesce(own, name), nullif(form, coalesce(own, name)), coalesce(:label, 'ORG'),
       iif(own IS NULL, iif(:label IS NULL, 'company', :subtype), NULL), iif(own IS NULL, ticker, NULL),
       iif(own IS NULL, mic, NULL),
       iif(own IS NULL, country, NULL), iif(own IS NULL, listings, NULL),
       instr(form, ' ')=0 OR length(form)<=3,
       iif(:label IS NULL AND (instr(form, ' ')=0 OR length(form)<=3), '@company', NULL)
  FROM form JOIN owned USING(name)
 WHERE form REGEXP '\p{Lu}'
   AND lower(form) NOT IN (SELECT lower(alias) FROM gazetteer WHERE origin='builtin')
 ORDER BY name, form;
DROP TABLE temp.wikidata_row;
DROP TABLE temp.wikidata;
SELECT format('%,d rows in news_gazetteer', count(*)) FROM news_gazetteer;
