-- companies.sql - the companies most in the news: .read sql/companies.sql
--
-- Relevance is summed, so that a headline weighs more than a name in passing.
.mode list
.headers off
.separator "  "
SELECT char(10) || 'COMPANIES MOST IN THE NEWS' || char(10)
    || format('%-26s %-8s %8s %8s  %s', 'name', 'ticker', 'articles', 'mentions', 'weight');
WITH one AS (
  SELECT article_id, name, ticker, count(*) AS n, max(relevance) AS relevance
    FROM mentions WHERE label='ORG' AND subtype='company' GROUP BY article_id, name
), sums AS (
  SELECT name, ticker, count(*) AS articles, sum(n) AS n, sum(relevance) AS weight
    FROM one WHERE relevance>0 GROUP BY name ORDER BY weight DESC, n DESC, name LIMIT 15
)
SELECT format('%-26s %-8s %8d %8d  %s', substr(name,1,26), ifnull(ticker,'-'), articles, n,
              substr('▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇', 1,
                     max(1, cast(0.5 + 24*weight/max(weight) OVER () AS INTEGER))))
  FROM sums;
