/*
** db.c - the state of one connection: memory, interrupts, the parser, the user's
** gazetteer.
**
** MEMORY. The rooms behind get sqlite3_malloc64 and friends through a NewsHost, so
** SQLite's limits and its fault injection reach all of it.
**
** INTERRUPTS. Long work asks the host every now and then whether to stop. From SQLite
** 3.41 on sqlite3_is_interrupted() answers. An older one tells by failing a statement:
** a kept `SELECT 1` is stepped, at most about once a millisecond; its steps also count
** for the progress handler, if there is one.
**
** THE USER'S GAZETTEER. A trigger on news_gazetteer writes a random stamp to news_meta
** at every change. The compiled form is kept with the stamp that it was made at. Stamp
** and rows are read inside the caller's transaction, so a change by another connection,
** or one that was rolled back, is never missed.
*/
#include "sqliteInt.h"
#include <string.h>
#include <time.h>

/*---------------------------------------------------------------------------- the host */

static void *hostMalloc(void *pCtx, size_t n){
  (void)pCtx;
  return sqlite3_malloc64(n);
}

static void *hostRealloc(void *pCtx, void *p, size_t n){
  (void)pCtx;
  return sqlite3_realloc64(p, n);
}

static void hostFree(void *pCtx, void *p){
  (void)pCtx;
  sqlite3_free(p);
}

static int64_t nowMilli(void){
  struct timespec t;
  timespec_get(&t, TIME_UTC);
  return (int64_t)t.tv_sec*1000 + t.tv_nsec/1000000;
}

static int hostInterrupted(void *pCtx){
  NewsDb *pDb = pCtx;
#if SQLITE_VERSION_NUMBER>=3041000
  if( sqlite3_libversion_number()>=3041000 ) return sqlite3_is_interrupted(pDb->db);
#endif
  int64_t iNow = nowMilli();
  if( iNow==pDb->iProbed ) return 0;
  pDb->iProbed = iNow;
  sqlite3_stmt *pStmt;
  int rc = newsDbStmt(pDb, NEWS_SQL_PROBE, &pStmt, NULL);
  if( rc==SQLITE_OK ){
    rc = sqlite3_step(pStmt);
    sqlite3_reset(pStmt);
  }
  return (rc & 0xff)==SQLITE_INTERRUPT;
}

/*---------------------------------------------------------------------- life and death */

int newsDbNew(sqlite3 *db, NewsDb **ppDb){
  NewsDb *pDb = sqlite3_malloc64(sizeof(*pDb));
  *ppDb = pDb;
  if( pDb==NULL ) return SQLITE_NOMEM;
  memset(pDb, 0, sizeof(*pDb));
  pDb->db = db;
  pDb->nRef = 1;
  pDb->iCookie = -1;
  pDb->host.xMalloc = hostMalloc;
  pDb->host.xRealloc = hostRealloc;
  pDb->host.xFree = hostFree;
  pDb->host.xInterrupted = hostInterrupted;
  pDb->host.pCtx = pDb;
  return SQLITE_OK;
}

NewsDb *newsDbRef(NewsDb *pDb){
  pDb->nRef++;
  return pDb;
}

void newsDbUnref(void *p){
  NewsDb *pDb = p;
  if( --pDb->nRef>0 ) return;
  for(int i=0; i<pDb->nOld; i++) newsGazetteerFree(pDb->apOld[i]);
  sqlite3_free(pDb->apOld);
  newsGazetteerFree(pDb->pUser);
  sqlite3_free(pDb->zStamp);
  newsParserFree(pDb->pParser);
  newsPatternsFree(pDb->pPatterns);
  newsArenaFree(pDb->pSpare);
  newsArenaFree(pDb->read.pArena);
  sqlite3_free(pDb);
}

int newsDbParser(NewsDb *pDb, NewsParser **ppParser){
  int rc = SQLITE_OK;
  if( pDb->pParser==NULL ) rc = newsParserNew(&pDb->host, &pDb->pParser);
  *ppParser = pDb->pParser;
  return rc;
}

int newsDbRecognize(
  NewsDb *pDb,
  NewsArena *pArena,
  const NewsGazetteer *pGazetteer,
  const NewsDoc *pDoc,
  NewsResult *pRes
){
  int rc = NEWS_OK;
  if( pDb->pPatterns==NULL ) rc = newsPatternsNew(&pDb->host, &pDb->pPatterns);
  if( rc ) return rc;
  return newsRecognize(pDb->pPatterns, pArena, pGazetteer, pDoc, pRes);
}

/*---------------------------------------------------------------- the user's gazetteer */

/* The rows of news_gazetteer, one after the other. */
typedef struct UserRows {
  NewsDb *pDb;
  sqlite3_stmt *pStmt;    /* its columns in the order of UR_… */
  NewsArena *pArena;      /* strings of the current row that are no plain text */
  char zLabel[16], zSubtype[16];  /* of the last row, and what they mean */
  uint8_t eLabel, eSubtype;
  int rc;                 /* how reading failed; SQLITE_OK: it did not */
} UserRows;
enum { UR_ID, UR_NAME, UR_ALIAS, UR_LABEL, UR_SUBTYPE, UR_TICKER, UR_EXCHANGE, UR_PARENT,
       UR_COUNTRY, UR_LISTINGS, UR_CUES, UR_AMBIGUOUS, UR_EXACT, UR_MUTE };

/* No expressions: half a million times over they cost more than to look at the values. */
static const char zUserSql[] =
  "SELECT id, name, alias, label, subtype, ticker, exchange, parent, country, listings, cues,"
  " ambiguous, exact, mute FROM \"%w\".news_gazetteer";

/* A text of the current row, NULL where it is NULL; valid until the next row. Sets p->rc
** when out of memory or interrupted. The connection's mutex is held, as the value wants:
** that is faster than to have each question about the column take it. */
static const char *userText(UserRows *p, int iCol){
  sqlite3_value *pVal = sqlite3_column_value(p->pStmt, iCol);
  if( sqlite3_value_type(pVal)==SQLITE_NULL ) return NULL;
  const char *z = (const char*)sqlite3_value_text(pVal);
  if( z==NULL ){
    p->rc = SQLITE_NOMEM;
    return NULL;
  }
  size_t n = (size_t)sqlite3_value_bytes(pVal);
  if( strlen(z)!=n ){         /* it has a NUL */
    int rc = newsUtf8Text(p->pArena, z, n, &z, &n);
    if( rc ) p->rc = rc==NEWS_NOMEM ? SQLITE_NOMEM : SQLITE_INTERRUPT;
    if( rc ) return NULL;
  }
  return z;
}

/* Label and subtype of the current row, which are mostly those of the last. */
static void userKind(UserRows *p, NewsGazetteerRow *pRow){
  const char *zLabel = (const char*)sqlite3_column_text(p->pStmt, UR_LABEL);
  const char *zSubtype = (const char*)sqlite3_column_text(p->pStmt, UR_SUBTYPE);
  if( zLabel==NULL ) zLabel = "";
  if( zSubtype==NULL ) zSubtype = "";
  if( strcmp(zLabel, p->zLabel)!=0 || strcmp(zSubtype, p->zSubtype)!=0 ){
    p->eLabel = (uint8_t)newsLabelOf(zLabel, (int)strlen(zLabel));
    p->eSubtype = (uint8_t)newsSubtypeOf(zSubtype, (int)strlen(zSubtype));
    sqlite3_snprintf(sizeof(p->zLabel), p->zLabel, "%s", zLabel);
    sqlite3_snprintf(sizeof(p->zSubtype), p->zSubtype, "%s", zSubtype);
  }
  pRow->eLabel = p->eLabel;
  pRow->eSubtype = p->eSubtype;
}

/* xNext of newsGazetteerNew. */
static int userNext(void *pCtx, NewsGazetteerRow *pRow){
  UserRows *p = pCtx;
  memset(pRow, 0, sizeof(*pRow));
  int rc = sqlite3_step(p->pStmt);
  if( rc==SQLITE_DONE ) return 0;
  if( rc!=SQLITE_ROW ) p->rc = rc;
  rc &= 0xff;
  if( rc!=SQLITE_ROW ){
    return rc==SQLITE_NOMEM ? -NEWS_NOMEM
         : rc==SQLITE_INTERRUPT ? -NEWS_INTERRUPT : -NEWS_ERROR;
  }
  newsArenaReset(p->pArena);
  sqlite3_mutex_enter(sqlite3_db_mutex(p->pDb->db));
  pRow->iRow = sqlite3_column_int64(p->pStmt, UR_ID);
  pRow->zName = userText(p, UR_NAME);
  pRow->zAlias = userText(p, UR_ALIAS);
  userKind(p, pRow);
  pRow->zTicker = userText(p, UR_TICKER);
  pRow->zExchange = userText(p, UR_EXCHANGE);
  pRow->zParent = userText(p, UR_PARENT);
  pRow->zCountry = userText(p, UR_COUNTRY);
  pRow->zListings = userText(p, UR_LISTINGS);
  pRow->zCues = userText(p, UR_CUES);
  pRow->bAmbiguous = sqlite3_column_int(p->pStmt, UR_AMBIGUOUS)!=0;
  pRow->bExact = sqlite3_column_int(p->pStmt, UR_EXACT)!=0;
  pRow->bMute = sqlite3_column_int(p->pStmt, UR_MUTE)!=0;
  sqlite3_mutex_leave(sqlite3_db_mutex(p->pDb->db));
  pRow->bUser = 1;
  return p->rc==SQLITE_OK ? 1 : p->rc==SQLITE_NOMEM ? -NEWS_NOMEM : -NEWS_INTERRUPT;
}

/* Compile the rows of zSchema.news_gazetteer; *ppOut is NULL when there are none. */
static int userCompile(
  NewsDb *pDb, const char *zSchema,
  NewsGazetteer **ppOut, char **pzErr
){
  UserRows rows = { .pDb = pDb, .rc = SQLITE_OK };
  NewsError err = {NEWS_OK, ""};
  *ppOut = NULL;
  int rc = newsDbPrepare(pDb, &rows.pStmt, pzErr, zUserSql, zSchema);
  if( rc ) return rc;
  rc = sqlite3_step(rows.pStmt);
  if( rc!=SQLITE_ROW ){
    rc = rc==SQLITE_DONE ? SQLITE_OK : newsDbError(pDb, rc, pzErr);
    sqlite3_finalize(rows.pStmt);
    return rc;
  }
  sqlite3_reset(rows.pStmt);
  rows.pArena = newsArenaNew(&pDb->host);
  if( rows.pArena==NULL ){
    rc = SQLITE_NOMEM;
  }else{
    rc = newsGazetteerNew(&pDb->host, newsGazetteerBuiltin(), userNext, &rows, ppOut,
                          &err);
    if( rows.rc!=SQLITE_OK ){
      rc = newsDbError(pDb, rows.rc, pzErr);
    }else if( rc==NEWS_ERROR && *pzErr==NULL && err.rc ){
      *pzErr = sqlite3_mprintf("news_gazetteer: %s", err.z);
    }else if( rc==NEWS_ERROR ){
      rc = newsDbError(pDb, SQLITE_ERROR, pzErr);
    }
  }
  newsArenaFree(rows.pArena);
  sqlite3_finalize(rows.pStmt);
  return rc;
}

/* The stamp of a database's gazetteer after the name of the database, from
** sqlite3_mprintf; NULL with SQLITE_OK when it has none. */
static int userStamp(NewsDb *pDb, const char *zSchema, char **pzOut, char **pzErr){
  sqlite3_stmt *pStmt;
  int bMain = sqlite3_stricmp(zSchema, "main")==0;
  *pzOut = NULL;
  int rc = bMain ? newsDbStmt(pDb, NEWS_SQL_STAMP, &pStmt, pzErr)
    : newsDbPrepare(pDb, &pStmt, pzErr,
                    "SELECT value FROM \"%w\".news_meta WHERE key='stamp'", zSchema);
  if( rc ) return rc;
  rc = sqlite3_step(pStmt);
  if( rc==SQLITE_ROW ){
    const unsigned char *z = sqlite3_column_text(pStmt, 0);
    *pzOut = sqlite3_mprintf("%s.%s", zSchema, z ? (const char*)z : "");
    rc = *pzOut ? SQLITE_OK : SQLITE_NOMEM;
  }else if( rc==SQLITE_DONE ){
    rc = SQLITE_OK;
  }else{
    rc = newsDbError(pDb, rc, pzErr);
  }
  if( bMain ){
    sqlite3_reset(pStmt);
  }else{
    sqlite3_finalize(pStmt);
  }
  return rc;
}

int newsDbGazetteer(
  NewsDb *pDb, const char *zSchema,
  const NewsGazetteer **ppOut, char **pzErr
){
  NewsSchema schema;
  char *zStamp = NULL;
  *ppOut = NULL;
  int rc = newsSchemaCheck(pDb, zSchema, &schema, pzErr);
  if( rc==SQLITE_OK && schema.iNumber ) rc = userStamp(pDb, zSchema, &zStamp, pzErr);
  if( rc ) return rc;
  if( zStamp==NULL ){
    *ppOut = newsGazetteerBuiltin();
    return SQLITE_OK;
  }
  if( pDb->zStamp==NULL || strcmp(pDb->zStamp, zStamp)!=0 ){
    NewsGazetteer *pNew = NULL;
    rc = userCompile(pDb, zSchema, &pNew, pzErr);
    pDb->read.pGazetteer = NULL;
    if( rc==SQLITE_OK && (rc = newsDbRetire(pDb, pDb->pUser))!=SQLITE_OK ){
      newsGazetteerFree(pNew);
    }
    if( rc ){
      sqlite3_free(zStamp);
      return rc;
    }
    pDb->pUser = pNew;
    sqlite3_free(pDb->zStamp);
    pDb->zStamp = zStamp;
  }else{
    sqlite3_free(zStamp);
  }
  *ppOut = pDb->pUser ? pDb->pUser : newsGazetteerBuiltin();
  return SQLITE_OK;
}

/*------------------------------------------------------- what the article room may ask */

/* xSharesEntity: the line is read as the headline of the body, so that the names of
** both are resolved together. */
static int sharesEntity(
  void *pCtx,
  const char *zLine, int nLine,
  const char *zBody, int nBody
){
  NewsDb *pDb = pCtx;
  const NewsGazetteer *pGazetteer;
  NewsResult res;
  char *zErr = NULL;
  int bFound = 0;
  NewsDoc doc = { .zTitle = zLine, .nTitle = (uint32_t)nLine,
                  .zBody = zBody, .nBody = (uint32_t)nBody };
  int rc = newsDbGazetteer(pDb, "main", &pGazetteer, &zErr);
  sqlite3_free(zErr);
  if( rc ) return (rc & 0xff)==SQLITE_NOMEM ? -NEWS_NOMEM : -NEWS_ERROR;
  NewsArena *pArena = newsDbArena(pDb);
  if( pArena==NULL ) return -NEWS_NOMEM;
  rc = newsDbRecognize(pDb, pArena, pGazetteer, &doc, &res);
  for(int i=0; rc==NEWS_OK && i<res.nMention && !res.aMention[i].bBody && !bFound; i++){
    int iEntity = res.aMention[i].iEntity;
    bFound = iEntity>=0 && res.aEntity[iEntity].iFirst>=0;
  }
  newsDbArenaBack(pDb, pArena);
  return rc ? -rc : bFound;
}

void newsDbHooks(NewsDb *pDb, NewsArticleHooks *pHooks){
  pHooks->xSharesEntity = sharesEntity;
  pHooks->pCtx = pDb;
}

/*------------------------------------------------------------------- errors and values */

int newsDbError(NewsDb *pDb, int rc, char **pzErr){
  int rcDb = sqlite3_extended_errcode(pDb->db);
  if( rcDb==SQLITE_OK || rcDb==SQLITE_ROW || rcDb==SQLITE_DONE ) return rc;
  if( pzErr && *pzErr==NULL && (rcDb & 0xff)!=SQLITE_NOMEM ){
    *pzErr = sqlite3_mprintf("%s", sqlite3_errmsg(pDb->db));
    if( *pzErr==NULL ) return SQLITE_NOMEM;
  }
  return rcDb;
}

int newsVtabError(sqlite3_vtab *pVtab, int rc, const char *zFormat, ...){
  va_list ap;
  sqlite3_free(pVtab->zErrMsg);
  va_start(ap, zFormat);
  pVtab->zErrMsg = sqlite3_vmprintf(zFormat, ap);
  va_end(ap);
  return rc;
}

void newsResultError(sqlite3_context *pCtx, int rc, const char *zErr){
  if( (rc & 0xff)==SQLITE_NOMEM ){
    sqlite3_result_error_nomem(pCtx);
  }else if( rc==SQLITE_TOOBIG && zErr==NULL ){
    sqlite3_result_error_toobig(pCtx);
  }else{
    if( zErr ) sqlite3_result_error(pCtx, zErr, -1);
    sqlite3_result_error_code(pCtx, rc);
  }
}

int newsValueText(NewsArena *pArena, sqlite3_value *pVal, const char **pz, size_t *pn){
  const char *z;
  int eType = sqlite3_value_type(pVal);
  *pz = NULL;
  *pn = 0;
  if( eType==SQLITE_NULL ) return SQLITE_OK;
  if( eType==SQLITE_BLOB ){
    z = sqlite3_value_blob(pVal);
    if( z==NULL && sqlite3_value_bytes(pVal)==0 ) z = "";
  }else{
    z = (const char*)sqlite3_value_text(pVal);
  }
  if( z==NULL ) return SQLITE_NOMEM;
  size_t n = (size_t)sqlite3_value_bytes(pVal);
  return newsUtf8Text(pArena, z, n, pz, pn);
}
