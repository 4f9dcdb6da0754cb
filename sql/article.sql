-- article.sql - one article with what it mentions: .read sql/article.sql
--
-- The one with the most companies; set :article to an id for another (.parameter set :article 7).
.mode list
.headers off
SELECT char(10) || 'ONE ARTICLE' || char(10);
CREATE TEMP TABLE IF NOT EXISTS shown(id INTEGER);
DELETE FROM temp.shown;
INSERT INTO temp.shown SELECT ifnull(:article, (
  SELECT article_id FROM mentions WHERE ticker IS NOT NULL
   GROUP BY article_id ORDER BY count(DISTINCT ticker) DESC, article_id LIMIT 1));
SELECT 'title      ' || ifnull(title, '(none)') || char(10)
    || 'published  ' || ifnull(published, '(not said)') || char(10)
    || 'source     ' || ifnull(source, '(not said)') || char(10)
    || 'author     ' || ifnull(author, '(not said)') || char(10)
    || 'tickers    ' || ifnull(tickers, '[]') || char(10)
    || 'tags       ' || ifnull(tags, '[]') || char(10)
    || 'cut out    ' || ifnull(replace(substr(boilerplate,1,160), char(10), ' / '), '(nothing)')
  FROM articles WHERE id=(SELECT id FROM temp.shown);
SELECT char(10) || format('%-28s %-24s %-8s %-7s %-8s %6s %9s', 'mention', 'name', 'label',
                          'ticker', 'evidence', 'score', 'relevance');
SELECT format('%-28s %-24s %-8s %-7s %-8s %6.2f %9s', substr(mention,1,28), substr(name,1,24),
              label, ifnull(ticker,''), evidence, score,
              iif(relevance IS NULL, '', format('%.2f', relevance)))
  FROM mentions WHERE article_id=(SELECT id FROM temp.shown) AND label NOT IN ('DATE')
 ORDER BY field DESC, start LIMIT 30;
