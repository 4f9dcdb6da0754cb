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
-- and :subtype, or NULL where the label has none). Items without an English label and names in
-- lower case are left out. Names of one word and abbreviations are ambiguous: they need a word
-- of business near them, or a sure mention of the same name in the text.
.bail on
INSERT INTO articles(articles) VALUES('setup');
SELECT 'No file ' || :file || ': set :file'
 WHERE :file IS NOT NULL AND readfile(:file) IS NULL;
SELECT :file || ' is no JSON: ' || substr(cast(readfile(:file) AS TEXT), 1, 60)
 WHERE readfile(:file) IS NOT NULL AND NOT json_valid(cast(readfile(:file) AS TEXT));
CREATE TEMP TABLE IF NOT EXISTS wikidata(item, itemLabel, alias, ticker, mic, country);
INSERT INTO temp.wikidata(item, itemLabel, alias, ticker, mic, country)
  SELECT coalesce(value->>'$.item.value', value->>'$.item'),
         coalesce(value->>'$.itemLabel.value', value->>'$.itemLabel'),
         coalesce(value->>'$.alias.value', value->>'$.alias'),
         coalesce(value->>'$.ticker.value', value->>'$.ticker'),
         coalesce(value->>'$.mic.value', value->>'$.mic'),
         coalesce(value->>'$.country.value', value->>'$.country')
    FROM (SELECT coalesce(cast(readfile(:file) AS TEXT), '[]') AS query) q,
         json_each(query, iif(json_type(query)='object', '$.results.bindings', '$'));
INSERT OR IGNORE INTO news_gazetteer(name, alias, label, subtype, ticker, exchange, country, ambiguous,
    cues)
WITH forms AS (
  SELECT itemLabel AS name, nullif(itemLabel, '') AS form, * FROM temp.wikidata
  UNION SELECT itemLabel, nullif(alias, ''), * FROM temp.wikidata
)
SELECT name, nullif(form, name), coalesce(:label, 'ORG'), iif(:label IS NULL, 'company', :subtype),
       min(nullif(ticker, '')), iif(min(nullif(ticker, '')) IS NULL, NULL, min(nullif(mic, ''))),
       min(iif(length(country)=2, country, NULL)),
       instr(form, ' ')=0 OR length(form)<=3,
       iif(:label IS NULL AND (instr(form, ' ')=0 OR length(form)<=3), '@company', NULL)
  FROM forms
 WHERE form IS NOT NULL AND name NOT REGEXP '^Q\d+$' AND form REGEXP '\p{Lu}'
 GROUP BY name, form;
DROP TABLE temp.wikidata;
SELECT format('%,d rows in news_gazetteer', count(*)) FROM news_gazetteer;
