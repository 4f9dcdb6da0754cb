-- pairs.sql - who is mentioned with whom: .read sql/pairs.sql
--
-- Pairs of organisations in the same articles. The score is Jaccard's: articles with both, over
-- articles with either (P. Jaccard, 1901); pairs in more articles come first.
.mode list
.headers off
SELECT char(10) || 'WHO IS MENTIONED WITH WHOM' || char(10)
    || format('%-26s %-26s %8s %8s', 'name', 'name', 'together', 'jaccard');
WITH org AS MATERIALIZED (
  SELECT DISTINCT article_id, name FROM mentions WHERE label='ORG' AND relevance>0
), total AS MATERIALIZED (
  SELECT name, count(*) AS n FROM org GROUP BY name
), pair AS (
  SELECT a.name AS x, b.name AS y, count(*) AS n
    FROM org a JOIN org b ON b.article_id=a.article_id AND b.name>a.name GROUP BY 1, 2
)
SELECT format('%-26s %-26s %8d %8.2f', substr(x,1,26), substr(y,1,26), pair.n,
              1.0*pair.n/(tx.n+ty.n-pair.n))
  FROM pair JOIN total tx ON tx.name=x JOIN total ty ON ty.name=y
 ORDER BY pair.n DESC, 1.0*pair.n/(tx.n+ty.n-pair.n) DESC, x, y LIMIT 12;
