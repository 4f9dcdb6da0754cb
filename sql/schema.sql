-- schema.sql - the tables that newsext keeps in a user's database.
--
-- Ordinary tables and triggers of core SQL and FTS5: every client reads them, and may
-- change news_article and news_gazetteer, without having heard of newsext. Rows written
-- that way are stale until INSERT INTO articles(articles) VALUES('refresh').
--
-- Every statement may run again: a set-up that was cut short is completed by the next
-- one. The mark is written first and the schema number last, by newsext itself.

CREATE TABLE IF NOT EXISTS main.news_meta(
  key TEXT PRIMARY KEY,        -- mark, schema, stamp, engine, refreshed, search
  value ANY
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO main.news_meta(key, value) VALUES('mark', 'newsext');
INSERT OR IGNORE INTO main.news_meta(key, value) VALUES('stamp', hex(randomblob(16)));

-- The articles. What lists show comes first, long texts last: a scan of the short
-- columns reads no body.
CREATE TABLE IF NOT EXISTS main.news_article(
  id INTEGER PRIMARY KEY,
  fingerprint INTEGER,         -- of engine and gazetteer that analysed it; NULL: stale
  url TEXT UNIQUE,
  published TEXT,
  updated TEXT,
  first_seen TEXT,
  source TEXT,
  section TEXT,
  author TEXT,
  language TEXT,
  tags TEXT,                   -- JSON array
  tickers TEXT,                -- JSON array, most relevant first
  symbols TEXT,                -- JSON array, as the source declared them
  title TEXT,
  summary TEXT,
  body TEXT,
  boilerplate TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS main.news_article_published ON news_article(published);

-- Who and what is named anywhere.
CREATE TABLE IF NOT EXISTS main.news_entity(
  id INTEGER PRIMARY KEY,      -- keyed hash of label and name
  label TEXT NOT NULL,
  name TEXT NOT NULL,
  parent TEXT,
  country TEXT,
  cik INTEGER,                 -- number of the SEC, where news_gazetteer has it
  listings TEXT,               -- JSON array of MIC:SYMBOL, with - before a former one
  UNIQUE(name, label)
) STRICT;

-- One row for each entity of an article. Relevance is in thousandths.
CREATE TABLE IF NOT EXISTS main.news_article_entity(
  article_id INTEGER NOT NULL,
  entity_id INTEGER NOT NULL,
  subtype TEXT,
  ticker TEXT,
  exchange TEXT,
  mentions INTEGER NOT NULL,
  first_sentence INTEGER,      -- of the body, from 0; NULL: not in the body
  relevance INTEGER NOT NULL,
  PRIMARY KEY(article_id, entity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS main.news_article_entity_entity
  ON news_article_entity(entity_id, article_id);
CREATE INDEX IF NOT EXISTS main.news_article_entity_ticker
  ON news_article_entity(ticker, article_id) WHERE ticker IS NOT NULL;

-- One row for each mention. Offsets count from 0 in the field, ends are exclusive;
-- scores are in thousandths.
CREATE TABLE IF NOT EXISTS main.news_mention(
  article_id INTEGER NOT NULL,
  field INTEGER NOT NULL,      -- 0 title, 1 body
  start INTEGER NOT NULL,      -- code points
  end INTEGER NOT NULL,
  start_byte INTEGER NOT NULL,
  end_byte INTEGER NOT NULL,
  sentence INTEGER NOT NULL,
  label TEXT NOT NULL,
  subtype TEXT,
  entity_id INTEGER,           -- NULL: MONEY, PERCENT, DATE
  value ANY,                   -- MONEY, PERCENT a number; DATE an ISO date
  unit TEXT,
  score INTEGER NOT NULL,
  link_score INTEGER,
  evidence TEXT,
  PRIMARY KEY(article_id, field, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS main.news_mention_entity
  ON news_mention(entity_id, article_id) WHERE entity_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS main.news_mention_label ON news_mention(label, article_id);

-- The user's own names: they add to, override or mute those that newsext knows.
CREATE TABLE IF NOT EXISTS main.news_gazetteer(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL                        -- canonical: the same for all aliases
    CONSTRAINT "name must not be empty" CHECK( name<>'' ),
  alias TEXT                                -- a form in texts; NULL: the name
    CONSTRAINT "alias must not be empty" CHECK( alias<>'' ),
  label TEXT NOT NULL
    CONSTRAINT "label must be PERSON, ORG, LOC, PRODUCT, EVENT or NORP"
    CHECK( label IN ('PERSON', 'ORG', 'LOC', 'PRODUCT', 'EVENT', 'NORP') ),
  subtype TEXT,
  ticker TEXT
    CONSTRAINT "ticker must not be empty" CHECK( ticker<>'' ),
  exchange TEXT
    CONSTRAINT "exchange must stand with a ticker"
    CHECK( exchange IS NULL OR ticker IS NOT NULL ),
  parent TEXT
    CONSTRAINT "parent must not be empty" CHECK( parent<>'' ),
  country TEXT
    CONSTRAINT "country must be a code of two letters" CHECK( length(country)=2 ),
  cik INTEGER                               -- number of the SEC
    CONSTRAINT "cik must be a number above 0" CHECK( cik>0 ),
  listings TEXT,                            -- XHKG:9988 -XNAS:FB
  cues TEXT,                                -- words one of which must stand near
  ambiguous INTEGER NOT NULL DEFAULT 0      -- needs evidence
    CONSTRAINT "ambiguous must be 0 or 1" CHECK( ambiguous IN (0, 1) ),
  exact INTEGER NOT NULL DEFAULT 0          -- in this case only
    CONSTRAINT "exact must be 0 or 1" CHECK( exact IN (0, 1) ),
  mute INTEGER NOT NULL DEFAULT 0           -- never a mention
    CONSTRAINT "mute must be 0 or 1" CHECK( mute IN (0, 1) ),
  CONSTRAINT "subtype must be one that the label has" CHECK( subtype IS NULL OR CASE label
    WHEN 'ORG' THEN subtype IN ('company', 'government', 'central_bank', 'regulator',
      'exchange', 'media', 'university', 'party', 'ngo', 'military', 'sport', 'other')
    WHEN 'LOC' THEN subtype IN ('country', 'region', 'city', 'area', 'facility')
    WHEN 'PRODUCT' THEN subtype IN ('product', 'service', 'software', 'model', 'index',
      'fund', 'crypto', 'currency', 'commodity')
    WHEN 'NORP' THEN subtype IN ('nationality', 'religion', 'politics')
    ELSE 0 END )
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS main.news_gazetteer_alias
  ON news_gazetteer(label, name, coalesce(alias, name));

-- What was changed in news_gazetteer since the last refresh: a refresh looks only at
-- articles that hold one of these forms.
CREATE TABLE IF NOT EXISTS main.news_changed(
  label TEXT NOT NULL,
  name TEXT NOT NULL,
  form TEXT NOT NULL,          -- alias, name or ticker, before or after the change
  PRIMARY KEY(label, name, form)
) STRICT, WITHOUT ROWID;

-- Articles that the INSERT or UPDATE of this moment may replace. INSERT OR REPLACE
-- removes a row without its DELETE trigger (unless recursive_triggers is on); the
-- trigger before the change keeps here what the one after it needs to clean up. A row
-- that is left over means nothing.
CREATE TABLE IF NOT EXISTS main.news_replaced(
  id INTEGER PRIMARY KEY,
  title TEXT,
  body TEXT,
  gone INTEGER NOT NULL        -- 1: clean up after it when this row is deleted
) STRICT;

-- The triggers. A conflict clause inside a trigger does not count, that of the user's
-- statement wins: so nothing here may conflict. Triggers of one event fire in no order
-- that SQLite promises: so there is one for each event.

CREATE TRIGGER IF NOT EXISTS main.news_article_bi BEFORE INSERT ON news_article
WHEN EXISTS( SELECT 1 FROM news_article WHERE id=NEW.id )
  OR EXISTS( SELECT 1 FROM news_article WHERE url=NEW.url )
BEGIN
  UPDATE news_replaced SET gone=0;
  DELETE FROM news_replaced;
  INSERT INTO news_replaced(id, title, body, gone)
    SELECT id, title, body, 1 FROM news_article WHERE id=NEW.id OR url=NEW.url;
END;

CREATE TRIGGER IF NOT EXISTS main.news_article_bu BEFORE UPDATE OF id, url ON news_article
WHEN EXISTS( SELECT 1 FROM news_article WHERE id=NEW.id AND id<>OLD.id )
  OR EXISTS( SELECT 1 FROM news_article WHERE url=NEW.url AND id<>OLD.id )
BEGIN
  UPDATE news_replaced SET gone=0;
  DELETE FROM news_replaced;
  INSERT INTO news_replaced(id, title, body, gone)
    SELECT id, title, body, 1 FROM news_article
    WHERE (id=NEW.id OR url=NEW.url) AND id<>OLD.id;
END;

CREATE TRIGGER IF NOT EXISTS main.news_article_ai AFTER INSERT ON news_article
WHEN EXISTS( SELECT 1 FROM news_replaced )
BEGIN
  DELETE FROM news_replaced WHERE id=NEW.id OR id NOT IN (SELECT id FROM news_article);
END;

CREATE TRIGGER IF NOT EXISTS main.news_article_au
AFTER UPDATE OF id, url, title, body ON news_article
WHEN OLD.id<>NEW.id OR OLD.title IS NOT NEW.title OR OLD.body IS NOT NEW.body
  OR EXISTS( SELECT 1 FROM news_replaced )
BEGIN
  UPDATE news_replaced SET gone=0 WHERE id=OLD.id;
  DELETE FROM news_replaced WHERE id=NEW.id OR id NOT IN (SELECT id FROM news_article);
  UPDATE news_mention SET article_id=NEW.id
    WHERE article_id=OLD.id AND OLD.id<>NEW.id;
  UPDATE news_article_entity SET article_id=NEW.id
    WHERE article_id=OLD.id AND OLD.id<>NEW.id;
  DELETE FROM news_mention WHERE article_id=NEW.id
    AND (OLD.title IS NOT NEW.title OR OLD.body IS NOT NEW.body);
  DELETE FROM news_article_entity WHERE article_id=NEW.id
    AND (OLD.title IS NOT NEW.title OR OLD.body IS NOT NEW.body);
  UPDATE news_article SET fingerprint=NULL, tickers=NULL
    WHERE id=NEW.id AND OLD.fingerprint IS NEW.fingerprint
    AND (OLD.title IS NOT NEW.title OR OLD.body IS NOT NEW.body);
END;

CREATE TRIGGER IF NOT EXISTS main.news_article_ad AFTER DELETE ON news_article
BEGIN
  DELETE FROM news_mention WHERE article_id=OLD.id;
  DELETE FROM news_article_entity WHERE article_id=OLD.id;
  UPDATE news_replaced SET gone=0 WHERE id=OLD.id;
  DELETE FROM news_replaced WHERE id=OLD.id;
END;

CREATE TRIGGER IF NOT EXISTS main.news_replaced_ad AFTER DELETE ON news_replaced
WHEN OLD.gone
BEGIN
  DELETE FROM news_mention WHERE article_id=OLD.id;
  DELETE FROM news_article_entity WHERE article_id=OLD.id;
END;

-- These decide dates, relevance and language: mentions stay readable, but are stale.
CREATE TRIGGER IF NOT EXISTS main.news_article_au_about
AFTER UPDATE OF published, source, author, language ON news_article
WHEN OLD.fingerprint IS NEW.fingerprint AND NEW.fingerprint IS NOT NULL
  AND (OLD.published IS NOT NEW.published OR OLD.source IS NOT NEW.source
    OR OLD.author IS NOT NEW.author OR OLD.language IS NOT NEW.language)
BEGIN
  UPDATE news_article SET fingerprint=NULL WHERE id=NEW.id;
END;

-- CHANGES of the gazetteer. A fresh random stamp tells every cache that the gazetteer has changed; a counter
-- would come to the same number again after a ROLLBACK. What REPLACE may remove is
-- noted beforehand, and harmlessly when it does not. After some 1,000 forms nothing more
-- is noted but an empty one, which every text holds: a refresh then reads all articles,
-- and a list of 500,000 names is not written twice. Of the two triggers of an event
-- either may fire first. Tables that an older newsext made get these triggers at their
-- next set-up.
DROP TRIGGER IF EXISTS main.news_gazetteer_bi;
CREATE TRIGGER IF NOT EXISTS main.news_gazetteer_bi BEFORE INSERT ON news_gazetteer
WHEN NOT EXISTS( SELECT 1 FROM news_changed WHERE label='' AND name='' AND form='' )
  AND ( EXISTS( SELECT 1 FROM news_gazetteer WHERE id=NEW.id )
    OR EXISTS( SELECT 1 FROM news_gazetteer g WHERE g.label=NEW.label AND g.name=NEW.name
      AND coalesce(g.alias, g.name)=coalesce(NEW.alias, NEW.name) ) )
BEGIN
  INSERT INTO news_changed(label, name, form)
    SELECT g.label, g.name, g.ticker FROM news_gazetteer g
    WHERE g.label=NEW.label AND g.name=NEW.name
      AND coalesce(g.alias, g.name)=coalesce(NEW.alias, NEW.name)
      AND g.ticker IS NOT NULL AND NOT EXISTS(
      SELECT 1 FROM news_changed c
       WHERE c.label=g.label AND c.name=g.name AND c.form=g.ticker);
  INSERT INTO news_changed(label, name, form)
    SELECT g.label, g.name, g.name FROM news_gazetteer g
    WHERE g.id=NEW.id AND NOT EXISTS(
      SELECT 1 FROM news_changed c
       WHERE c.label=g.label AND c.name=g.name AND c.form=g.name);
  INSERT INTO news_changed(label, name, form)
    SELECT g.label, g.name, g.alias FROM news_gazetteer g
    WHERE g.id=NEW.id AND g.alias IS NOT NULL AND NOT EXISTS(
      SELECT 1 FROM news_changed c
       WHERE c.label=g.label AND c.name=g.name AND c.form=g.alias);
  INSERT INTO news_changed(label, name, form)
    SELECT g.label, g.name, g.ticker FROM news_gazetteer g
    WHERE g.id=NEW.id AND g.ticker IS NOT NULL AND NOT EXISTS(
      SELECT 1 FROM news_changed c
       WHERE c.label=g.label AND c.name=g.name AND c.form=g.ticker);
END;

DROP TRIGGER IF EXISTS main.news_gazetteer_bu;
CREATE TRIGGER IF NOT EXISTS main.news_gazetteer_bu BEFORE UPDATE ON news_gazetteer
WHEN NOT EXISTS( SELECT 1 FROM news_changed WHERE label='' AND name='' AND form='' )
  AND ( EXISTS( SELECT 1 FROM news_gazetteer WHERE id=NEW.id AND id<>OLD.id )
    OR EXISTS( SELECT 1 FROM news_gazetteer g WHERE g.label=NEW.label AND g.name=NEW.name
      AND coalesce(g.alias, g.name)=coalesce(NEW.alias, NEW.name) AND g.id<>OLD.id ) )
BEGIN
  INSERT INTO news_changed(label, name, form)
    SELECT g.label, g.name, g.ticker FROM news_gazetteer g
    WHERE g.label=NEW.label AND g.name=NEW.name
      AND coalesce(g.alias, g.name)=coalesce(NEW.alias, NEW.name)
      AND g.ticker IS NOT NULL AND NOT EXISTS(
      SELECT 1 FROM news_changed c
       WHERE c.label=g.label AND c.name=g.name AND c.form=g.ticker);
  INSERT INTO news_changed(label, name, form)
    SELECT g.label, g.name, g.name FROM news_gazetteer g
    WHERE g.id=NEW.id AND NOT EXISTS(
      SELECT 1 FROM news_changed c
       WHERE c.label=g.label AND c.name=g.name AND c.form=g.name);
  INSERT INTO news_changed(label, name, form)
    SELECT g.label, g.name, g.alias FROM news_gazetteer g
    WHERE g.id=NEW.id AND g.alias IS NOT NULL AND NOT EXISTS(
      SELECT 1 FROM news_changed c
       WHERE c.label=g.label AND c.name=g.name AND c.form=g.alias);
  INSERT INTO news_changed(label, name, form)
    SELECT g.label, g.name, g.ticker FROM news_gazetteer g
    WHERE g.id=NEW.id AND g.ticker IS NOT NULL AND NOT EXISTS(
      SELECT 1 FROM news_changed c
       WHERE c.label=g.label AND c.name=g.name AND c.form=g.ticker);
END;

DROP TRIGGER IF EXISTS main.news_gazetteer_ai;
CREATE TRIGGER IF NOT EXISTS main.news_gazetteer_ai AFTER INSERT ON news_gazetteer
BEGIN
  UPDATE news_meta SET value=hex(randomblob(16)) WHERE key='stamp';
END;

CREATE TRIGGER IF NOT EXISTS main.news_changed_ai AFTER INSERT ON news_gazetteer
WHEN NOT EXISTS( SELECT 1 FROM news_changed WHERE label='' AND name='' AND form='' )
BEGIN
  INSERT INTO news_changed(label, name, form)
    SELECT NEW.label, NEW.name, NEW.name
    WHERE NOT EXISTS( SELECT 1 FROM news_changed c
      WHERE c.label=NEW.label AND c.name=NEW.name AND c.form=NEW.name );
  INSERT INTO news_changed(label, name, form)
    SELECT NEW.label, NEW.name, NEW.alias
    WHERE NEW.alias IS NOT NULL AND NOT EXISTS( SELECT 1 FROM news_changed c
      WHERE c.label=NEW.label AND c.name=NEW.name AND c.form=NEW.alias );
  INSERT INTO news_changed(label, name, form)
    SELECT NEW.label, NEW.name, NEW.ticker
    WHERE NEW.ticker IS NOT NULL AND NOT EXISTS( SELECT 1 FROM news_changed c
      WHERE c.label=NEW.label AND c.name=NEW.name AND c.form=NEW.ticker );
  INSERT INTO news_changed(label, name, form)
    SELECT '', '', '' WHERE (SELECT count(*) FROM news_changed)>=1000;
END;

DROP TRIGGER IF EXISTS main.news_gazetteer_au;
CREATE TRIGGER IF NOT EXISTS main.news_gazetteer_au AFTER UPDATE ON news_gazetteer
BEGIN
  UPDATE news_meta SET value=hex(randomblob(16)) WHERE key='stamp';
END;

CREATE TRIGGER IF NOT EXISTS main.news_changed_au AFTER UPDATE ON news_gazetteer
WHEN NOT EXISTS( SELECT 1 FROM news_changed WHERE label='' AND name='' AND form='' )
BEGIN
  INSERT INTO news_changed(label, name, form)
    SELECT NEW.label, NEW.name, NEW.name
    WHERE NOT EXISTS( SELECT 1 FROM news_changed c
      WHERE c.label=NEW.label AND c.name=NEW.name AND c.form=NEW.name );
  INSERT INTO news_changed(label, name, form)
    SELECT NEW.label, NEW.name, NEW.alias
    WHERE NEW.alias IS NOT NULL AND NOT EXISTS( SELECT 1 FROM news_changed c
      WHERE c.label=NEW.label AND c.name=NEW.name AND c.form=NEW.alias );
  INSERT INTO news_changed(label, name, form)
    SELECT NEW.label, NEW.name, NEW.ticker
    WHERE NEW.ticker IS NOT NULL AND NOT EXISTS( SELECT 1 FROM news_changed c
      WHERE c.label=NEW.label AND c.name=NEW.name AND c.form=NEW.ticker );
  INSERT INTO news_changed(label, name, form)
    SELECT OLD.label, OLD.name, OLD.name
    WHERE NOT EXISTS( SELECT 1 FROM news_changed c
      WHERE c.label=OLD.label AND c.name=OLD.name AND c.form=OLD.name );
  INSERT INTO news_changed(label, name, form)
    SELECT OLD.label, OLD.name, OLD.alias
    WHERE OLD.alias IS NOT NULL AND NOT EXISTS( SELECT 1 FROM news_changed c
      WHERE c.label=OLD.label AND c.name=OLD.name AND c.form=OLD.alias );
  INSERT INTO news_changed(label, name, form)
    SELECT OLD.label, OLD.name, OLD.ticker
    WHERE OLD.ticker IS NOT NULL AND NOT EXISTS( SELECT 1 FROM news_changed c
      WHERE c.label=OLD.label AND c.name=OLD.name AND c.form=OLD.ticker );
  INSERT INTO news_changed(label, name, form)
    SELECT '', '', '' WHERE (SELECT count(*) FROM news_changed)>=1000;
END;

DROP TRIGGER IF EXISTS main.news_gazetteer_ad;
CREATE TRIGGER IF NOT EXISTS main.news_gazetteer_ad AFTER DELETE ON news_gazetteer
BEGIN
  UPDATE news_meta SET value=hex(randomblob(16)) WHERE key='stamp';
END;

CREATE TRIGGER IF NOT EXISTS main.news_changed_ad AFTER DELETE ON news_gazetteer
WHEN NOT EXISTS( SELECT 1 FROM news_changed WHERE label='' AND name='' AND form='' )
BEGIN
  INSERT INTO news_changed(label, name, form)
    SELECT OLD.label, OLD.name, OLD.name
    WHERE NOT EXISTS( SELECT 1 FROM news_changed c
      WHERE c.label=OLD.label AND c.name=OLD.name AND c.form=OLD.name );
  INSERT INTO news_changed(label, name, form)
    SELECT OLD.label, OLD.name, OLD.alias
    WHERE OLD.alias IS NOT NULL AND NOT EXISTS( SELECT 1 FROM news_changed c
      WHERE c.label=OLD.label AND c.name=OLD.name AND c.form=OLD.alias );
  INSERT INTO news_changed(label, name, form)
    SELECT OLD.label, OLD.name, OLD.ticker
    WHERE OLD.ticker IS NOT NULL AND NOT EXISTS( SELECT 1 FROM news_changed c
      WHERE c.label=OLD.label AND c.name=OLD.name AND c.form=OLD.ticker );
  INSERT INTO news_changed(label, name, form)
    SELECT '', '', '' WHERE (SELECT count(*) FROM news_changed)>=1000;
END;

-- SEARCH. From here on only where SQLite has FTS5. The triggers that keep news_search
-- do what those above do, and more.

CREATE VIRTUAL TABLE IF NOT EXISTS main.news_search USING fts5(
  title, body, content=news_article, content_rowid=id,
  tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO main.news_search(news_search) VALUES('rebuild');
-- Each article is a segment of its own: merged by eights loading is a fifth faster than by
-- FTS5's fours, and 'optimize' makes one of all.
INSERT INTO main.news_search(news_search, rank) VALUES('automerge', 8);

DROP TRIGGER IF EXISTS main.news_article_ai;
CREATE TRIGGER IF NOT EXISTS main.news_article_ai AFTER INSERT ON news_article
BEGIN
  DELETE FROM news_replaced WHERE id=NEW.id OR id NOT IN (SELECT id FROM news_article);
  INSERT INTO news_search(rowid, title, body) VALUES(NEW.id, NEW.title, NEW.body);
END;

DROP TRIGGER IF EXISTS main.news_article_au;
CREATE TRIGGER IF NOT EXISTS main.news_article_au
AFTER UPDATE OF id, url, title, body ON news_article
WHEN OLD.id<>NEW.id OR OLD.title IS NOT NEW.title OR OLD.body IS NOT NEW.body
  OR EXISTS( SELECT 1 FROM news_replaced )
BEGIN
  UPDATE news_replaced SET gone=0 WHERE id=OLD.id;
  DELETE FROM news_replaced WHERE id=NEW.id OR id NOT IN (SELECT id FROM news_article);
  INSERT INTO news_search(news_search, rowid, title, body)
    SELECT 'delete', OLD.id, OLD.title, OLD.body
    WHERE OLD.id<>NEW.id OR OLD.title IS NOT NEW.title OR OLD.body IS NOT NEW.body;
  INSERT INTO news_search(rowid, title, body)
    SELECT NEW.id, NEW.title, NEW.body
    WHERE OLD.id<>NEW.id OR OLD.title IS NOT NEW.title OR OLD.body IS NOT NEW.body;
  UPDATE news_mention SET article_id=NEW.id
    WHERE article_id=OLD.id AND OLD.id<>NEW.id;
  UPDATE news_article_entity SET article_id=NEW.id
    WHERE article_id=OLD.id AND OLD.id<>NEW.id;
  DELETE FROM news_mention WHERE article_id=NEW.id
    AND (OLD.title IS NOT NEW.title OR OLD.body IS NOT NEW.body);
  DELETE FROM news_article_entity WHERE article_id=NEW.id
    AND (OLD.title IS NOT NEW.title OR OLD.body IS NOT NEW.body);
  UPDATE news_article SET fingerprint=NULL, tickers=NULL
    WHERE id=NEW.id AND OLD.fingerprint IS NEW.fingerprint
    AND (OLD.title IS NOT NEW.title OR OLD.body IS NOT NEW.body);
END;

DROP TRIGGER IF EXISTS main.news_article_ad;
CREATE TRIGGER IF NOT EXISTS main.news_article_ad AFTER DELETE ON news_article
BEGIN
  DELETE FROM news_mention WHERE article_id=OLD.id;
  DELETE FROM news_article_entity WHERE article_id=OLD.id;
  UPDATE news_replaced SET gone=0 WHERE id=OLD.id;
  DELETE FROM news_replaced WHERE id=OLD.id;
  INSERT INTO news_search(news_search, rowid, title, body)
    VALUES('delete', OLD.id, OLD.title, OLD.body);
END;

DROP TRIGGER IF EXISTS main.news_replaced_ad;
CREATE TRIGGER IF NOT EXISTS main.news_replaced_ad AFTER DELETE ON news_replaced
WHEN OLD.gone
BEGIN
  DELETE FROM news_mention WHERE article_id=OLD.id;
  DELETE FROM news_article_entity WHERE article_id=OLD.id;
  INSERT INTO news_search(news_search, rowid, title, body)
    VALUES('delete', OLD.id, OLD.title, OLD.body);
END;

INSERT OR REPLACE INTO main.news_meta(key, value) VALUES('search', 1);
