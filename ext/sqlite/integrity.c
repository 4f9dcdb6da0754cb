/*
** integrity.c - INSERT INTO articles(articles) VALUES('integrity-check').
**
** Silent when all is well; else an error that names the first thing that is not. Stale
** articles are no errors: what waits for 'refresh' is not wrong. Looked at are
**
**   1. rows that belong to nothing: mentions and entities of articles that are not there;
**   2. counts and offsets against the texts;
**   3. the numbers of entities against their labels and names;
**   4. every article that is not stale against what reading it now gives;
**   5. news_search against news_article, by FTS5's own check.
**
** The first four are SQLITE_ERROR, because a user's hand in the tables explains them.
*/
#include "sqliteInt.h"
#include <string.h>

/*----------------------------------------------------------------------- checks in SQL */

/* Each gives a sentence for each thing that is wrong. */
static const char *const azCheck[] = {
  "SELECT printf('news_mention has mentions of article %d, which is not there',"
    " article_id) FROM main.news_mention"
    " WHERE article_id NOT IN (SELECT id FROM main.news_article)",
  "SELECT printf('news_article_entity has entities of article %d, which is not there',"
    " article_id) FROM main.news_article_entity"
    " WHERE article_id NOT IN (SELECT id FROM main.news_article)",
  "SELECT printf('article %d names entity %d, which news_entity has not', article_id,"
    " entity_id) FROM main.news_article_entity"
    " WHERE entity_id NOT IN (SELECT id FROM main.news_entity)",
  "SELECT printf('article %d mentions entity %d, which news_article_entity has not for"
    " it',"
    " m.article_id, m.entity_id) FROM main.news_mention m WHERE m.entity_id IS NOT NULL"
    " AND NOT EXISTS(SELECT 1 FROM main.news_article_entity e"
    " WHERE e.article_id=m.article_id AND e.entity_id=m.entity_id)",
  "SELECT printf('article %d has %d mentions of entity %d by news_article_entity, and %d"
    " in news_mention', e.article_id, e.mentions, e.entity_id, (SELECT count(*)"
    " FROM main.news_mention m"
    " WHERE m.article_id=e.article_id AND m.entity_id=e.entity_id))"
    " AS s FROM main.news_article_entity e WHERE e.mentions<>(SELECT count(*)"
    " FROM main.news_mention m"
    " WHERE m.article_id=e.article_id AND m.entity_id=e.entity_id)",
  "SELECT printf('article %d has a mention at %d to %d in its %s, which is shorter',"
    " m.article_id, m.start, m.end, iif(m.field, 'body', 'title'))"
    " FROM main.news_mention m JOIN main.news_article a ON a.id=m.article_id"
    " WHERE m.start<0 OR m.end<=m.start OR m.field NOT IN (0, 1)"
    " OR m.end>coalesce(length(iif(m.field, a.body, a.title)), 0)",
  ("SELECT 'news_meta has no stamp' WHERE NOT EXISTS"
    "(SELECT 1 FROM main.news_meta WHERE key='stamp' AND value<>'')"),
};

/* Run a check; its first row is the error. */
static int checkSql(NewsDb *pDb, const char *zSql, char **pzErr){
  sqlite3_stmt *pStmt;
  int rc = newsDbPrepare(pDb, &pStmt, pzErr, "%s", zSql);
  if( rc ) return rc;
  rc = sqlite3_step(pStmt);
  if( rc==SQLITE_ROW ){
    *pzErr = sqlite3_mprintf("%s", sqlite3_column_text(pStmt, 0));
    rc = *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
  }else{
    rc = rc==SQLITE_DONE ? SQLITE_OK : newsDbError(pDb, rc, pzErr);
  }
  sqlite3_finalize(pStmt);
  return rc;
}

/* Check 3. */
static int checkEntities(NewsDb *pDb, char **pzErr){
  sqlite3_stmt *pStmt;
  int rc = newsDbPrepare(pDb, &pStmt, pzErr,
                         "SELECT id, label, name FROM main.news_entity");
  if( rc ) return rc;
  while( (rc = sqlite3_step(pStmt))==SQLITE_ROW ){
    sqlite3_int64 id = sqlite3_column_int64(pStmt, 0);
    const char *zLabel = (const char*)sqlite3_column_text(pStmt, 1);
    const char *zName = (const char*)sqlite3_column_text(pStmt, 2);
    if( zLabel==NULL || zName==NULL ){
      rc = SQLITE_NOMEM;
      break;
    }
    int eLabel = newsLabelOf(zLabel, (int)strlen(zLabel));
    if( eLabel==0 || newsEntityId(eLabel, zName)!=id ){
      *pzErr = sqlite3_mprintf("news_entity has %s %s under the wrong number %lld",
                               zLabel, zName, id);
      rc = *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
      break;
    }
  }
  if( rc==SQLITE_DONE ) rc = SQLITE_OK;
  if( rc && *pzErr==NULL && rc!=SQLITE_NOMEM ) rc = newsDbError(pDb, rc, pzErr);
  sqlite3_finalize(pStmt);
  return rc;
}

/*-------------------------------------------------------------------- check 4: reading */

/* The statements that it goes through, each with the article as ?1. */
typedef struct Reread {
  NewsArena *pArena;
  sqlite3_stmt *pMention;   /* the mentions, in the order of NewsResult */
  sqlite3_stmt *pEntity;    /* the entities, by number */
  int rc;                   /* SQLITE_NOMEM once a text could not be had */
} Reread;

/* Is column i of a row this text, this number? */
static int isText(Reread *p, sqlite3_stmt *pStmt, int i, const char *z){
  if( sqlite3_column_type(pStmt, i)==SQLITE_NULL ) return z==NULL;
  const char *zOld = (const char*)sqlite3_column_text(pStmt, i);
  if( zOld==NULL ) p->rc = SQLITE_NOMEM;
  return zOld && z && strcmp(zOld, z)==0;
}

static int isInt(sqlite3_stmt *pStmt, int i, sqlite3_int64 iVal){
  return sqlite3_column_type(pStmt, i)==SQLITE_INTEGER
      && sqlite3_column_int64(pStmt, i)==iVal;
}

static int isIntOrNull(sqlite3_stmt *pStmt, int i, sqlite3_int64 iVal){
  return iVal<0 ? sqlite3_column_type(pStmt, i)==SQLITE_NULL : isInt(pStmt, i, iVal);
}

static const char zMentionSql[] =
  "SELECT field, start, end, start_byte, end_byte, sentence, label, subtype, entity_id,"
  " value, unit, score, link_score, evidence FROM main.news_mention WHERE article_id=?1"
  " ORDER BY field, start";

/* Is a row of news_mention what was read? */
static int sameMention(Reread *p, const NewsResult *pRes, const NewsMention *pM){
  sqlite3_stmt *s = p->pMention;
  sqlite3_int64 iEntity = -1;
  int bValue = 1;
  if( pM->iEntity>=0 ){
    const NewsEntity *pE = &pRes->aEntity[pM->iEntity];
    iEntity = newsEntityId(pE->eLabel, pE->zName);
  }
  if( pM->eLabel==NEWS_MONEY || pM->eLabel==NEWS_PERCENT ){
    bValue = sqlite3_column_type(s, 9)!=SQLITE_NULL
          && sqlite3_column_double(s, 9)==pM->rValue;
  }else{
    bValue = isText(p, s, 9, pM->eLabel==NEWS_DATE ? pM->zValue : NULL);
  }
  return bValue
      && isInt(s, 0, pM->bBody)
      && isInt(s, 1, pM->iChar) && isInt(s, 2, (sqlite3_int64)pM->iChar+pM->nChar)
      && isInt(s, 3, pM->iByte) && isInt(s, 4, (sqlite3_int64)pM->iByte+pM->nByte)
      && isInt(s, 5, pM->iSentence)
      && isText(p, s, 6, newsLabelName(pM->eLabel))
      && isText(p, s, 7, newsSubtypeName(pM->eSubtype))
      && isIntOrNull(s, 8, iEntity)
      && isText(p, s, 10, pM->zUnit)
      && isInt(s, 11, pM->nScore) && isIntOrNull(s, 12, pM->nLinkScore)
      && isText(p, s, 13, newsEvidenceName(pM->eEvidence));
}

static const char zEntitySql[] =
  "SELECT entity_id, subtype, ticker, exchange, mentions, first_sentence, relevance"
  " FROM main.news_article_entity WHERE article_id=?1";

/* Is a row of news_article_entity what was read? */
static int sameEntity(Reread *p, const NewsResult *pRes){
  sqlite3_stmt *s = p->pEntity;
  sqlite3_int64 id = sqlite3_column_int64(s, 0);
  int i = 0;
  while( i<pRes->nEntity
      && newsEntityId(pRes->aEntity[i].eLabel, pRes->aEntity[i].zName)!=id ) i++;
  if( i==pRes->nEntity ) return 0;
  const NewsEntity *pE = &pRes->aEntity[i];
  return isText(p, s, 1, newsSubtypeName(pE->eSubtype))
      && isText(p, s, 2, pE->zTicker)
      && isText(p, s, 3, pE->zTicker ? pE->zExchange : NULL)
      && isInt(s, 4, pE->nMention) && isIntOrNull(s, 5, pE->iFirst)
      && isInt(s, 6, pE->nRelevance);
}

/* Compare the stored rows of an article with what was read. Sets *pzWhat to the table
** that differs, or NULL. */
static int compareRows(
  Reread *p, sqlite3_int64 id, const NewsResult *pRes,
  const char **pzWhat
){
  int n = 0;
  int rc;
  *pzWhat = NULL;
  sqlite3_bind_int64(p->pMention, 1, id);
  while( (rc = sqlite3_step(p->pMention))==SQLITE_ROW && *pzWhat==NULL ){
    if( n>=pRes->nMention || !sameMention(p, pRes, &pRes->aMention[n]) ){
      *pzWhat = "news_mention";
    }
    n++;
  }
  sqlite3_reset(p->pMention);
  if( rc!=SQLITE_DONE && rc!=SQLITE_ROW ) return rc;
  if( n<pRes->nMention ) *pzWhat = "news_mention";
  if( *pzWhat ) return SQLITE_OK;
  n = 0;
  sqlite3_bind_int64(p->pEntity, 1, id);
  while( (rc = sqlite3_step(p->pEntity))==SQLITE_ROW && *pzWhat==NULL ){
    n++;
    if( !sameEntity(p, pRes) ) *pzWhat = "news_article_entity";
  }
  sqlite3_reset(p->pEntity);
  if( rc!=SQLITE_DONE && rc!=SQLITE_ROW ) return rc;
  if( n<pRes->nEntity ) *pzWhat = "news_article_entity";
  return SQLITE_OK;
}

/* The columns of a row that decide its mentions, in the arena. */
static int loadRow(Reread *p, sqlite3_stmt *pStmt, NewsArticle *pArticle){
  static const int aCol[] = { NEWS_AC_TITLE, NEWS_AC_BODY, NEWS_AC_PUBLISHED,
                              NEWS_AC_SOURCE, NEWS_AC_AUTHOR, NEWS_AC_LANGUAGE,
                              NEWS_AC_TICKERS };
  memset(pArticle, 0, sizeof(*pArticle));
  for(int i=0; i<(int)(sizeof(aCol)/sizeof(aCol[0])); i++){
    size_t n;
    int rc = newsValueText(p->pArena, sqlite3_column_value(pStmt, i+1),
                           &pArticle->az[aCol[i]], &n);
    if( rc ) return rc;
    pArticle->an[aCol[i]] = (int)n;
  }
  return SQLITE_OK;
}

/* Read the article at the statement's row, and compare. */
static int checkArticle(NewsDb *pDb, Reread *p, sqlite3_stmt *pStmt, char **pzErr){
  sqlite3_int64 id = sqlite3_column_int64(pStmt, 0);
  NewsArticle article;
  NewsReading reading;
  const char *zWhat = NULL;
  newsArenaReset(p->pArena);
  int rc = loadRow(p, pStmt, &article);
  if( rc==SQLITE_OK ) rc = newsStoreRead(pDb, p->pArena, &article, &reading, pzErr);
  if( rc ) return rc;
  rc = compareRows(p, id, &reading.res, &zWhat);
  if( rc ) return newsDbError(pDb, rc, pzErr);
  if( p->rc ) return p->rc;
  const char *zTickers = article.az[NEWS_AC_TICKERS];
  if( zWhat==NULL && (zTickers==NULL || strcmp(zTickers, reading.zTickers)!=0) ){
    zWhat = "news_article.tickers";
  }
  if( zWhat==NULL ) return SQLITE_OK;
  *pzErr = sqlite3_mprintf("%s does not say of article %lld what reading it gives",
                           zWhat, id);
  return *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
}

/* Check 4. */
static int checkArticles(NewsDb *pDb, char **pzErr){
  Reread reread = { newsArenaNew(&pDb->host), NULL, NULL, SQLITE_OK };
  sqlite3_stmt *pStmt = NULL;
  const NewsGazetteer *pGazetteer;
  int rc = reread.pArena ? SQLITE_OK : SQLITE_NOMEM;
  if( rc==SQLITE_OK ) rc = newsDbGazetteer(pDb, "main", &pGazetteer, pzErr);
  if( rc==SQLITE_OK ) rc = newsDbPrepare(pDb, &reread.pMention, pzErr, "%s", zMentionSql);
  if( rc==SQLITE_OK ) rc = newsDbPrepare(pDb, &reread.pEntity, pzErr, "%s", zEntitySql);
  if( rc==SQLITE_OK ){
    rc = newsDbPrepare(pDb, &pStmt, pzErr,
        "SELECT id, title, body, published, source, author, language, tickers"
        " FROM main.news_article WHERE fingerprint=%lld",
        newsStoreFingerprint(pGazetteer));
  }
  while( rc==SQLITE_OK ){
    rc = sqlite3_step(pStmt);
    if( rc==SQLITE_DONE ){
      rc = SQLITE_OK;
      break;
    }
    rc = rc==SQLITE_ROW ? checkArticle(pDb, &reread, pStmt, pzErr)
                        : newsDbError(pDb, rc, pzErr);
  }
  sqlite3_finalize(pStmt);
  sqlite3_finalize(reread.pMention);
  sqlite3_finalize(reread.pEntity);
  newsArenaFree(reread.pArena);
  return rc;
}

/*------------------------------------------------------------------------- the command */

/* Check 5. */
static int checkSearch(NewsDb *pDb, char **pzErr){
  NewsSchema schema;
  int rc = newsSchemaCheck(pDb, NULL, &schema, pzErr);
  if( rc || !schema.bSearch ) return rc;
  rc = newsDbExec(pDb, pzErr,
      "INSERT INTO main.news_search(news_search, rank) VALUES('integrity-check', 1)");
  if( (rc & 0xff)==SQLITE_CORRUPT ){
    sqlite3_free(*pzErr);
    *pzErr = sqlite3_mprintf("news_search does not hold the words of news_article; "
        "INSERT INTO news_search(news_search) VALUES('rebuild') makes it anew");
  }
  return rc;
}

int newsIntegrity(NewsDb *pDb, char **pzErr){
  int rc = SQLITE_OK;
  for(size_t i=0; rc==SQLITE_OK && i<sizeof(azCheck)/sizeof(azCheck[0]); i++){
    rc = checkSql(pDb, azCheck[i], pzErr);
  }
  if( rc==SQLITE_OK ) rc = checkEntities(pDb, pzErr);
  if( rc==SQLITE_OK ) rc = checkArticles(pDb, pzErr);
  if( rc==SQLITE_OK ) rc = checkSearch(pDb, pzErr);
  return rc;
}
