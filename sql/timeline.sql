-- timeline.sql - articles by month, and what was most in them: .read sql/timeline.sql
.mode list
.headers off
SELECT char(10) || 'TIMELINE' || char(10)
    || format('%-8s %8s  %-20s %s', 'month', 'articles', '', 'most in the news');
WITH month AS (
  SELECT substr(published,1,7) AS m, count(*) AS n FROM articles
   WHERE published IS NOT NULL GROUP BY 1
), lead AS (
  SELECT substr(a.published,1,7) AS m, e.name, sum(e.relevance) AS weight
    FROM articles a JOIN (
      SELECT article_id, name, max(relevance) AS relevance FROM mentions
       WHERE label='ORG' AND subtype='company' GROUP BY 1, 2) e ON e.article_id=a.id
   GROUP BY 1, 2
)
SELECT format('%-8s %8d  %-20s %s', month.m, month.n,
              substr('▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇', 1, max(1, 20*month.n/max(month.n) OVER ()))
              || substr('                    ', 1, 20-max(1, 20*month.n/max(month.n) OVER ())),
              ifnull((SELECT group_concat(name, ', ') FROM (
                 SELECT name FROM lead WHERE lead.m=month.m ORDER BY weight DESC, name LIMIT 3)), ''))
  FROM month ORDER BY month.m;
