-- people.sql - the people most in the news, and with which company: .read sql/people.sql
.mode list
.headers off
SELECT char(10) || 'PEOPLE' || char(10)
    || format('%-26s %8s %8s  %s', 'name', 'articles', 'mentions', 'most often with');
WITH person AS (
  SELECT article_id, name, count(*) AS n FROM mentions WHERE label='PERSON'
   GROUP BY article_id, name
), company AS (
  SELECT article_id, name, max(relevance) AS relevance FROM mentions
   WHERE label='ORG' AND subtype='company' GROUP BY article_id, name
), together AS (
  SELECT p.name AS person, c.name AS company, sum(c.relevance) AS weight
    FROM person p JOIN company c USING(article_id) GROUP BY 1, 2
)
SELECT format('%-26s %8d %8d  %s', substr(name,1,26), count(*), sum(n), ifnull((
         SELECT company FROM together WHERE person=name ORDER BY weight DESC, company LIMIT 1), '-'))
  FROM person GROUP BY name ORDER BY sum(n) DESC, name LIMIT 10;
