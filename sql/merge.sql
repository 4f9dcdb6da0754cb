-- merge.sql - put the articles of another database into this one.
--
--   ATTACH 'shard.db' AS shard;
--   .read sql/merge.sql
--   DETACH shard;
--
-- Plain SQL: it runs without newsext, too, and goes through the triggers, so that
-- search knows the new articles. Articles are the same when their url is: then those of
-- main stay as they are. All others come in, with new numbers, as do all without an
-- url. Entities have the same number in every database.
--
-- The gazetteer of main stays. What was analysed by another newsext or with another
-- gazetteer is stale afterwards, until INSERT INTO articles(articles)
-- VALUES('refresh').
--
-- Main must have the tables: INSERT INTO articles(articles) VALUES('setup') makes them.

BEGIN IMMEDIATE;

CREATE TEMP TABLE news_merge_check(
  schemas CONSTRAINT "both databases have the same schema of newsext" CHECK( schemas ),
  entities CONSTRAINT "no entity has two names" CHECK( entities )
);
INSERT INTO temp.news_merge_check(schemas, entities) VALUES(
  (SELECT value FROM main.news_meta WHERE key='schema')
    IS (SELECT value FROM shard.news_meta WHERE key='schema'),
  NOT EXISTS(SELECT 1 FROM main.news_entity a JOIN shard.news_entity b USING(id)
             WHERE (a.label, a.name)<>(b.label, b.name))
);

CREATE TEMP TABLE news_merge(old INTEGER PRIMARY KEY, new INTEGER);
INSERT INTO temp.news_merge(old, new)
  SELECT id, coalesce((SELECT max(id) FROM main.news_article), 0)
    + row_number() OVER (ORDER BY id)
  FROM shard.news_article
  WHERE url IS NULL
    OR url NOT IN (SELECT url FROM main.news_article WHERE url IS NOT NULL);

INSERT INTO main.news_entity(id, label, name, parent, country, cik, listings)
  SELECT id, label, name, parent, country, cik, listings FROM shard.news_entity
  WHERE id NOT IN (SELECT id FROM main.news_entity)
  AND id IN (SELECT entity_id FROM shard.news_article_entity
             WHERE article_id IN (SELECT old FROM temp.news_merge));

INSERT INTO main.news_article(id, fingerprint, url, published, updated, first_seen,
    source, section, author, language, tags, tickers, symbols, title, summary, body,
    boilerplate)
  SELECT m.new, fingerprint, url, published, updated, first_seen, source, section, author,
    language, tags, tickers, symbols, title, summary, body, boilerplate
  FROM temp.news_merge m JOIN shard.news_article a ON a.id=m.old ORDER BY m.new;

INSERT INTO main.news_article_entity(article_id, entity_id, subtype, ticker, exchange,
    mentions, first_sentence, relevance)
  SELECT m.new, entity_id, subtype, ticker, exchange, mentions, first_sentence, relevance
  FROM temp.news_merge m JOIN shard.news_article_entity a ON a.article_id=m.old;

INSERT INTO main.news_mention(article_id, field, start, end, start_byte, end_byte,
    sentence, label, subtype, entity_id, value, unit, score, link_score, evidence)
  SELECT m.new, field, start, end, start_byte, end_byte, sentence, label, subtype,
    entity_id,
    value, unit, score, link_score, evidence
  FROM temp.news_merge m JOIN shard.news_mention a ON a.article_id=m.old;

DROP TABLE temp.news_merge;
DROP TABLE temp.news_merge_check;

COMMIT;
