/*
** storage.c - what is stored of one article: reading it and writing what was read.
**
** Reading is the long part and writes nothing. Writing takes what was read as a value,
** so that nothing but SQLite itself can fail while an article is half written;
** newsDbAtom() around it sees to that case.
**
** ENTITIES. news_entity has one row for each label and name that any article holds. Its
** id is a keyed hash of both, the same in every database, so that databases can be put
** together. It holds only what the gazetteer knows of the entity, which is the same in
** all articles; ticker and subtype may come from an article's own words and stand in
** news_article_entity.
*/
#include "sqliteInt.h"
#include <string.h>

/*----------------------------------------------------------------------------- numbers */

/* The key of entity ids; any change of it needs a new schema number. */
#define ENTITY_KEY0 0x6e657773656e7469ull
#define ENTITY_KEY1 0x7479206964206b31ull

sqlite3_int64 newsEntityId(int eLabel, const char *zName){
  char aBuf[256];
  const char *zLabel = newsLabelName(eLabel);
  size_t nLabel = strlen(zLabel), nName = strlen(zName);
  uint64_t h;
  if( nLabel+1+nName<=sizeof(aBuf) ){
    memcpy(aBuf, zLabel, nLabel+1);
    memcpy(&aBuf[nLabel+1], zName, nName);
    h = newsHash64(ENTITY_KEY0, ENTITY_KEY1, aBuf, nLabel+1+nName);
  }else{
    h = newsHash64(ENTITY_KEY0, ENTITY_KEY1^(uint64_t)eLabel, zName, nName);
  }
  return (sqlite3_int64)(h & 0x7fffffffffffffffull);
}

sqlite3_int64 newsStoreFingerprint(const NewsGazetteer *pGazetteer){
  return (sqlite3_int64)(newsGazetteerFingerprint(pGazetteer) & 0x7fffffffffffffffull);
}

/*----------------------------------------------------------------------------- reading */

/* The symbols of an article as a JSON array in the arena. */
static const char *tickersJson(NewsArena *pArena, const NewsResult *pRes){
  NewsBuf buf;
  newsBufInit(&buf, newsArenaHost(pArena));
  newsBufChar(&buf, '[');
  for(int i=0; i<pRes->nTicker; i++){
    const char *z = pRes->aEntity[pRes->aTicker[i]].zTicker;
    if( i ) newsBufChar(&buf, ',');
    newsBufJson(&buf, z, strlen(z));
  }
  newsBufChar(&buf, ']');
  const char *zOut = buf.rc ? NULL : newsArenaDup(pArena, buf.z, (int)buf.n);
  newsBufFree(&buf);
  return zOut;
}

int newsStoreRead(
  NewsDb *pDb,
  NewsArena *pArena,
  const NewsArticle *pArticle,   /* title, body, published, source, author, language */
  NewsReading *pOut,
  char **pzErr
){
  const NewsGazetteer *pGazetteer;
  memset(pOut, 0, sizeof(*pOut));
  int rc = newsDbGazetteer(pDb, "main", &pGazetteer, pzErr);
  if( rc ) return rc;
  NewsDoc doc = {
    .zTitle = pArticle->az[NEWS_AC_TITLE],
    .nTitle = (uint32_t)pArticle->an[NEWS_AC_TITLE],
    .zBody = pArticle->az[NEWS_AC_BODY],
    .nBody = (uint32_t)pArticle->an[NEWS_AC_BODY],
    .zPublished = pArticle->az[NEWS_AC_PUBLISHED],
    .zSource = pArticle->az[NEWS_AC_SOURCE],
    .zAuthor = pArticle->az[NEWS_AC_AUTHOR],
    .zLanguage = pArticle->az[NEWS_AC_LANGUAGE],
  };
  rc = newsDbRecognize(pDb, pArena, pGazetteer, &doc, &pOut->res);
  if( rc ) return newsReadError("articles", rc, pzErr);
  pOut->iFingerprint = newsStoreFingerprint(pGazetteer);
  pOut->zLanguage = doc.zLanguage ? doc.zLanguage : pOut->res.zLanguage;
  pOut->zTickers = tickersJson(pArena, &pOut->res);
  return pOut->zTickers ? SQLITE_OK : SQLITE_NOMEM;
}

/*----------------------------------------------------------------------------- writing */

/* Bind a text that outlives the step; NULL binds NULL. In a UTF-16 database this may
** fail. */
static void bindText(sqlite3_stmt *pStmt, int i, const char *z, int *pRc){
  if( z && *pRc==SQLITE_OK ) *pRc = sqlite3_bind_text(pStmt, i, z, -1, SQLITE_STATIC);
}

/* Run an INSERT or UPDATE of one row, unless binding its values has failed already. A
** user's trigger that leaves it out by RAISE(IGNORE) would leave half an article. */
static int runInsert(
  NewsDb *pDb, sqlite3_stmt *pStmt, int rcBind, const char *zTable,
  char **pzErr
){
  if( rcBind ){
    sqlite3_clear_bindings(pStmt);
    return rcBind;
  }
  int rc = newsDbRun(pDb, pStmt, pzErr);
  if( rc==SQLITE_OK && sqlite3_changes(pDb->db)==0 ){
    *pzErr = sqlite3_mprintf("a trigger on %s left a row out", zTable);
    rc = *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
  }
  return rc;
}

/* "XHKG:9988 -XNAS:FB" as '["XHKG:9988","-XNAS:FB"]'; NULL gives NULL. */
static int listingsJson(NewsBuf *pBuf, const char *z){
  int nDone = 0;
  pBuf->n = 0;
  if( z==NULL ) return SQLITE_OK;
  newsBufChar(pBuf, '[');
  while( *z ){
    size_t n = strcspn(z, " ");
    if( n ){
      if( nDone++ ) newsBufChar(pBuf, ',');
      newsBufJson(pBuf, z, n);
    }
    z += n + (z[n]!=0);
  }
  newsBufChar(pBuf, ']');
  if( nDone==0 ) pBuf->n = 0;
  return pBuf->rc;
}

/* Is column i of a row this text (or NULL)? */
static int sameText(sqlite3_stmt *pStmt, int i, const char *z, int *pRc){
  int bNull = sqlite3_column_type(pStmt, i)==SQLITE_NULL;
  if( bNull || z==NULL ) return bNull && z==NULL;
  const char *zOld = (const char*)sqlite3_column_text(pStmt, i);
  if( zOld==NULL ) *pRc = SQLITE_NOMEM;
  return zOld && strcmp(zOld, z)==0;
}

/* Compare an entity with its row in news_entity. Sets *pbSame when all is equal;
** another label or name under the same id is an error. */
static int compareEntity(
  sqlite3_stmt *pStmt,    /* at its row */
  const NewsEntity *p, const char *zListings,
  int *pbSame, char **pzErr
){
  int rc = SQLITE_OK;
  const char *zLabel = newsLabelName(p->eLabel);
  int bSelf = sameText(pStmt, 0, zLabel, &rc) && sameText(pStmt, 1, p->zName, &rc);
  *pbSame = sameText(pStmt, 2, p->zParent, &rc) && sameText(pStmt, 3, p->zCountry, &rc)
         && sameText(pStmt, 4, zListings, &rc);
  if( rc || bSelf ) return rc;
  *pzErr = sqlite3_mprintf("news_entity has %s %s under the number of %s %s",
      (const char*)sqlite3_column_text(pStmt, 0),
      (const char*)sqlite3_column_text(pStmt, 1), zLabel, p->zName);
  return *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
}

/* Have an entity in news_entity, as it is known now. */
static int writeEntity(
  NewsDb *pDb, sqlite3_int64 iEntity, const NewsEntity *p,
  NewsBuf *pBuf, char **pzErr
){
  sqlite3_stmt *pStmt;
  int rc = listingsJson(pBuf, p->zListings);
  if( rc==SQLITE_OK ) rc = newsDbStmt(pDb, NEWS_SQL_ENTITY, &pStmt, pzErr);
  if( rc ) return rc;
  const char *zListings = pBuf->n ? pBuf->z : NULL;
  sqlite3_bind_int64(pStmt, 1, iEntity);
  rc = sqlite3_step(pStmt);
  int bFound = rc==SQLITE_ROW, bSame = 0;
  if( bFound ){
    rc = compareEntity(pStmt, p, zListings, &bSame, pzErr);
  }else{
    rc = rc==SQLITE_DONE ? SQLITE_OK : newsDbError(pDb, rc, pzErr);
  }
  sqlite3_reset(pStmt);
  if( rc || bSame ) return rc;
  rc = newsDbStmt(pDb, bFound ? NEWS_SQL_ENTITY_SET : NEWS_SQL_ENTITY_ADD, &pStmt, pzErr);
  if( rc ) return rc;
  sqlite3_bind_int64(pStmt, 1, iEntity);
  if( !bFound ){
    bindText(pStmt, 2, newsLabelName(p->eLabel), &rc);
    bindText(pStmt, 3, p->zName, &rc);
  }
  bindText(pStmt, 4, p->zParent, &rc);
  bindText(pStmt, 5, p->zCountry, &rc);
  bindText(pStmt, 6, zListings, &rc);
  return runInsert(pDb, pStmt, rc, "news_entity", pzErr);
}

/* One row of news_article_entity. */
static int writeArticleEntity(
  NewsDb *pDb, sqlite3_int64 id, sqlite3_int64 iEntity, const NewsEntity *p,
  char **pzErr
){
  sqlite3_stmt *pStmt;
  int rc = newsDbStmt(pDb, NEWS_SQL_ARTICLE_ENTITY, &pStmt, pzErr);
  if( rc ) return rc;
  sqlite3_bind_int64(pStmt, 1, id);
  sqlite3_bind_int64(pStmt, 2, iEntity);
  bindText(pStmt, 3, newsSubtypeName(p->eSubtype), &rc);
  bindText(pStmt, 4, p->zTicker, &rc);
  bindText(pStmt, 5, p->zTicker ? p->zExchange : NULL, &rc);
  sqlite3_bind_int(pStmt, 6, p->nMention);
  if( p->iFirst>=0 ) sqlite3_bind_int(pStmt, 7, p->iFirst);
  sqlite3_bind_int(pStmt, 8, p->nRelevance);
  return runInsert(pDb, pStmt, rc, "news_article_entity", pzErr);
}

/* One row of news_mention. */
static int writeMention(
  NewsDb *pDb, sqlite3_int64 id, const NewsMention *p, sqlite3_int64 iEntity,
  char **pzErr
){
  sqlite3_stmt *pStmt;
  int rc = newsDbStmt(pDb, NEWS_SQL_MENTION, &pStmt, pzErr);
  if( rc ) return rc;
  sqlite3_bind_int64(pStmt, 1, id);
  sqlite3_bind_int(pStmt, 2, p->bBody);
  sqlite3_bind_int64(pStmt, 3, p->iChar);
  sqlite3_bind_int64(pStmt, 4, (sqlite3_int64)p->iChar+p->nChar);
  sqlite3_bind_int64(pStmt, 5, p->iByte);
  sqlite3_bind_int64(pStmt, 6, (sqlite3_int64)p->iByte+p->nByte);
  sqlite3_bind_int64(pStmt, 7, p->iSentence);
  bindText(pStmt, 8, newsLabelName(p->eLabel), &rc);
  bindText(pStmt, 9, newsSubtypeName(p->eSubtype), &rc);
  if( p->iEntity>=0 ) sqlite3_bind_int64(pStmt, 10, iEntity);
  if( p->eLabel==NEWS_MONEY || p->eLabel==NEWS_PERCENT ){
    sqlite3_bind_double(pStmt, 11, p->rValue);
  }else if( p->eLabel==NEWS_DATE ){
    bindText(pStmt, 11, p->zValue, &rc);
  }
  bindText(pStmt, 12, p->zUnit, &rc);
  sqlite3_bind_int(pStmt, 13, p->nScore);
  if( p->nLinkScore>=0 ) sqlite3_bind_int(pStmt, 14, p->nLinkScore);
  bindText(pStmt, 15, newsEvidenceName(p->eEvidence), &rc);
  return runInsert(pDb, pStmt, rc, "news_mention", pzErr);
}

int newsStoreMentions(
  NewsDb *pDb, sqlite3_int64 id, const NewsReading *pReading,
  char **pzErr
){
  const NewsResult *pRes = &pReading->res;
  NewsBuf buf;
  int rc = SQLITE_OK;
  newsBufInit(&buf, &pDb->host);
  for(int i=0; rc==SQLITE_OK && i<pRes->nEntity; i++){
    const NewsEntity *p = &pRes->aEntity[i];
    sqlite3_int64 iEntity = newsEntityId(p->eLabel, p->zName);
    rc = writeEntity(pDb, iEntity, p, &buf, pzErr);
    if( rc==SQLITE_OK ) rc = writeArticleEntity(pDb, id, iEntity, p, pzErr);
  }
  newsBufFree(&buf);
  for(int i=0; rc==SQLITE_OK && i<pRes->nMention; i++){
    const NewsMention *p = &pRes->aMention[i];
    sqlite3_int64 iEntity = 0;
    if( p->iEntity>=0 ){
      const NewsEntity *pEntity = &pRes->aEntity[p->iEntity];
      iEntity = newsEntityId(pEntity->eLabel, pEntity->zName);
    }
    rc = writeMention(pDb, id, p, iEntity, pzErr);
  }
  return rc;
}

/*------------------------------------------------------------------------------- again */

/* What decides the mentions of an article of main, copied to the arena. SQLITE_EMPTY:
** there is no such article. *pbWrong: plain SQL has stored a text that is no UTF-8. */
static int loadAbout(
  NewsDb *pDb, NewsArena *pArena, sqlite3_int64 id,
  NewsArticle *p, int *pbWrong, char **pzErr
){
  static const int aCol[] = { NEWS_AC_TITLE, NEWS_AC_BODY, NEWS_AC_PUBLISHED,
                              NEWS_AC_SOURCE, NEWS_AC_AUTHOR, NEWS_AC_LANGUAGE };
  sqlite3_stmt *pStmt;
  memset(p, 0, sizeof(*p));
  *pbWrong = 0;
  int rc = newsDbStmt(pDb, NEWS_SQL_ABOUT, &pStmt, pzErr);
  if( rc ) return rc;
  sqlite3_bind_int64(pStmt, 1, id);
  rc = sqlite3_step(pStmt);
  if( rc==SQLITE_DONE ){
    rc = SQLITE_EMPTY;
  }else if( rc!=SQLITE_ROW ){
    rc = newsDbError(pDb, rc, pzErr);
  }else{
    rc = SQLITE_OK;
    for(int i=0; rc==SQLITE_OK && i<(int)(sizeof(aCol)/sizeof(aCol[0])); i++){
      const char *z;
      size_t n;
      rc = newsValueText(pArena, sqlite3_column_value(pStmt, i), &z, &n);
      if( rc || z==NULL ) continue;
      if( aCol[i]==NEWS_AC_TITLE || aCol[i]==NEWS_AC_BODY ){
        *pbWrong |= z!=(const char*)sqlite3_column_text(pStmt, i);
      }
      p->an[aCol[i]] = (int)n;
      p->az[aCol[i]] = newsArenaDup(pArena, z, (int)n);
      if( p->az[aCol[i]]==NULL ) rc = SQLITE_NOMEM;
    }
  }
  sqlite3_reset(pStmt);
  return rc;
}

/* Store title and body anew, with U+FFFD where they were no UTF-8: offsets count in
** those. */
static int writeClean(NewsDb *pDb, sqlite3_int64 id, const NewsArticle *p, char **pzErr){
  sqlite3_stmt *pStmt;
  int rc = newsDbPrepare(pDb, &pStmt, pzErr,
      "UPDATE main.news_article SET title=?2, body=?3 WHERE id=?1");
  if( rc ) return rc;
  sqlite3_bind_int64(pStmt, 1, id);
  bindText(pStmt, 2, p->az[NEWS_AC_TITLE], &rc);
  bindText(pStmt, 3, p->az[NEWS_AC_BODY], &rc);
  rc = runInsert(pDb, pStmt, rc, "news_article", pzErr);
  sqlite3_finalize(pStmt);
  return rc;
}

int newsStoreNoneLeft(NewsDb *pDb, sqlite3_int64 id, char **pzErr){
  sqlite3_stmt *pStmt;
  int rc = newsDbStmt(pDb, NEWS_SQL_LEFT, &pStmt, pzErr);
  if( rc ) return rc;
  sqlite3_bind_int64(pStmt, 1, id);
  rc = sqlite3_step(pStmt);
  if( rc==SQLITE_ROW ){
    *pzErr = sqlite3_mprintf("a trigger kept mentions of article %lld from being deleted",
                             id);
    rc = *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
  }else{
    rc = rc==SQLITE_DONE ? SQLITE_OK : newsDbError(pDb, rc, pzErr);
  }
  sqlite3_reset(pStmt);
  return rc;
}

int newsStoreRefresh(NewsDb *pDb, NewsArena *pArena, sqlite3_int64 id, char **pzErr){
  NewsArticle article;
  NewsReading reading;
  sqlite3_stmt *pStmt;
  int bWrong;
  int rc = loadAbout(pDb, pArena, id, &article, &bWrong, pzErr);
  if( rc==SQLITE_EMPTY ) return SQLITE_OK;
  if( rc==SQLITE_OK && bWrong ) rc = writeClean(pDb, id, &article, pzErr);
  if( rc==SQLITE_OK ) rc = newsStoreRead(pDb, pArena, &article, &reading, pzErr);
  for(int i=0; rc==SQLITE_OK && i<2; i++){
    rc = newsDbStmt(pDb, i ? NEWS_SQL_UNENTITY : NEWS_SQL_UNMENTION, &pStmt, pzErr);
    if( rc==SQLITE_OK ){
      sqlite3_bind_int64(pStmt, 1, id);
      rc = newsDbRun(pDb, pStmt, pzErr);
    }
  }
  if( rc==SQLITE_OK ) rc = newsStoreNoneLeft(pDb, id, pzErr);
  if( rc==SQLITE_OK ) rc = newsStoreMentions(pDb, id, &reading, pzErr);
  if( rc==SQLITE_OK ) rc = newsDbStmt(pDb, NEWS_SQL_REREAD, &pStmt, pzErr);
  if( rc ) return rc;
  sqlite3_bind_int64(pStmt, 1, id);
  sqlite3_bind_int64(pStmt, 2, reading.iFingerprint);
  bindText(pStmt, 3, reading.zLanguage, &rc);
  bindText(pStmt, 4, reading.zTickers, &rc);
  return runInsert(pDb, pStmt, rc, "news_article", pzErr);
}
