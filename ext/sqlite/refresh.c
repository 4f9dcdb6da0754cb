/*
** refresh.c - INSERT INTO articles(articles) VALUES('refresh').
**
** Reads again every article that is stale: written by plain SQL, or analysed by another
** engine or with another gazetteer. Afterwards the tables hold, ids aside, what a fresh
** load of the same articles would give. All of it happens or nothing.
**
** NARROWING. When only news_gazetteer has changed since the last refresh, an article
** that holds none of the changed forms keeps its rows and just gets the new
** fingerprint. The triggers on news_gazetteer note label, name and forms of every row
** before and after a change in news_changed, or an empty form, which is in every text,
** once there are too many; a changed entity brings all its aliases and symbols along,
** and those of the entities that belong to it. A form is looked for in the letters and
** digits of title and body, in their normal form and without anything between them:
** symbols may be glued to other words, so the words of news_search do not show every
** place where a form may be found.
*/
#include "sqliteInt.h"
#include <string.h>

/* With more forms than this, reading is no slower than looking for them. */
#define REFRESH_FORMS 256

typedef struct Refresh {
  NewsArena *pArena;      /* of the article that is being read */
  NewsArena *pForms;      /* strings of azForm and aChanged */
  const char *azForm[REFRESH_FORMS];
  int nForm;
  struct { const char *zLabel, *zName; } aChanged[REFRESH_FORMS];  /* entities changed */
  int nChanged;
  int bAll;               /* nothing can be told from the forms: read all */
  sqlite3_int64 iBase;    /* articles with this fingerprint can be narrowed */
} Refresh;

/*--------------------------------------------------------------------------- the forms */

/* The letters and digits of the normal form of a text, in the arena. NULL: no memory. */
static const char *squeeze(NewsArena *pArena, const char *z, size_t n){
  size_t nFold = newsFold(z, n, NULL, 0);
  char *zOut = newsArenaAlloc(pArena, nFold+1);
  if( zOut==NULL ) return NULL;
  newsFold(z, n, zOut, nFold+1);
  size_t nOut = 0;
  for(size_t i=0; i<nFold; i++){
    unsigned char c = (unsigned char)zOut[i];
    if( c>=0x80 || (c>='a' && c<='z') || (c>='0' && c<='9') ) zOut[nOut++] = (char)c;
  }
  zOut[nOut] = 0;
  return zOut;
}

/* Add a form; one without letters and digits is in every text. */
static int addForm(Refresh *p, const char *z, size_t n){
  if( z==NULL || p->bAll ) return SQLITE_OK;
  const char *zForm = squeeze(p->pForms, z, n);
  if( zForm==NULL ) return SQLITE_NOMEM;
  for(int i=0; i<p->nForm; i++){
    if( strcmp(p->azForm[i], zForm)==0 ) return SQLITE_OK;
  }
  if( zForm[0]==0 || p->nForm==REFRESH_FORMS ){
    p->bAll = 1;
  }else{
    p->azForm[p->nForm++] = zForm;
  }
  return SQLITE_OK;
}

/* Add all forms that a row of the gazetteer can be found by. */
static int addRowForms(Refresh *p, const NewsGazetteerRow *pRow){
  int rc = addForm(p, pRow->zAlias, pRow->zAlias ? strlen(pRow->zAlias) : 0);
  if( rc==SQLITE_OK ) rc = addForm(p, pRow->zName, strlen(pRow->zName));
  if( rc==SQLITE_OK && pRow->zTicker ){
    rc = addForm(p, pRow->zTicker, strlen(pRow->zTicker));
  }
  for(const char *z=pRow->zListings; rc==SQLITE_OK && z && *z; ){
    size_t n = strcspn(z, " ");
    const char *zColon = memchr(z, ':', n);
    if( zColon ) rc = addForm(p, &zColon[1], (size_t)(z+n-zColon-1));
    z += n + (z[n]!=0);
  }
  return rc;
}

/* Labels and names of the changed entities. */
static int collectNames(NewsDb *pDb, Refresh *p, char **pzErr){
  sqlite3_stmt *pStmt;
  int rc = newsDbPrepare(pDb, &pStmt, pzErr,
      "SELECT DISTINCT label, name FROM main.news_changed LIMIT %d", REFRESH_FORMS+1);
  if( rc ) return rc;
  while( (rc = sqlite3_step(pStmt))==SQLITE_ROW ){
    const char *az[2];
    if( p->nChanged==REFRESH_FORMS ){
      p->bAll = 1;
      rc = SQLITE_DONE;
      break;
    }
    for(int i=0; i<2 && rc==SQLITE_ROW; i++){
      const char *z;
      size_t n;
      int e = newsValueText(p->pForms, sqlite3_column_value(pStmt, i), &z, &n);
      az[i] = e ? NULL : newsArenaDup(p->pForms, z, (int)n);
      if( az[i]==NULL ) rc = SQLITE_NOMEM;
    }
    if( rc!=SQLITE_ROW ) break;
    p->aChanged[p->nChanged].zLabel = az[0];
    p->aChanged[p->nChanged++].zName = az[1];
  }
  if( rc==SQLITE_DONE ) rc = SQLITE_OK;
  else if( rc!=SQLITE_NOMEM ) rc = newsDbError(pDb, rc, pzErr);
  sqlite3_finalize(pStmt);
  return rc;
}

/* Is the row's entity a changed one, or does it belong to one? */
static int isChanged(const Refresh *p, const NewsGazetteerRow *pRow){
  for(int i=0; i<p->nChanged; i++){
    const char *zName = p->aChanged[i].zName;
    if( pRow->zParent && strcmp(pRow->zParent, zName)==0 ) return 1;
    if( strcmp(pRow->zName, zName)==0
     && strcmp(newsLabelName(pRow->eLabel), p->aChanged[i].zLabel)==0 ) return 1;
  }
  return 0;
}

/* Add the forms of the rows of the gazetteer that are, or belong to, a changed entity. */
static int addEntities(NewsDb *pDb, Refresh *p, const NewsGazetteer *pGazetteer){
  NewsGazetteerRow row;
  int rc = SQLITE_OK;
  for(uint32_t i=0; rc==SQLITE_OK && newsGazetteerRow(pGazetteer, i, &row); i++){
    if( p->bAll ) break;
    if( isChanged(p, &row) ) rc = addRowForms(p, &row);
    if( i%4096==4095 && newsInterrupted(&pDb->host) ) rc = SQLITE_INTERRUPT;
  }
  return rc;
}

/* Collect the forms of all changes since the last refresh. The built-in gazetteer knows
** symbols that a user's row may have replaced. */
static int collectForms(
  NewsDb *pDb, Refresh *p, const NewsGazetteer *pGazetteer,
  char **pzErr
){
  sqlite3_stmt *pStmt;
  int bAny = 0;
  int rc = newsDbPrepare(pDb, &pStmt, pzErr, "SELECT form FROM main.news_changed");
  if( rc ) return rc;
  while( (rc = sqlite3_step(pStmt))==SQLITE_ROW ){
    const char *z;
    size_t n;
    bAny = 1;
    rc = newsValueText(p->pForms, sqlite3_column_value(pStmt, 0), &z, &n);
    if( rc==SQLITE_OK ) rc = addForm(p, z, n);
    if( rc ) break;
  }
  if( rc==SQLITE_DONE ){
    rc = SQLITE_OK;
  }else if( rc!=SQLITE_NOMEM ){
    rc = newsDbError(pDb, rc, pzErr);
  }
  sqlite3_finalize(pStmt);
  if( rc==SQLITE_OK && bAny && !p->bAll ) rc = collectNames(pDb, p, pzErr);
  if( rc==SQLITE_OK && bAny ) rc = addEntities(pDb, p, pGazetteer);
  if( rc==SQLITE_OK && bAny && pGazetteer!=newsGazetteerBuiltin() ){
    rc = addEntities(pDb, p, newsGazetteerBuiltin());
  }
  return rc;
}

/* Find out which articles can be narrowed. Where the engine has changed, none. */
static int prepareNarrowing(
  NewsDb *pDb, Refresh *p, const NewsGazetteer *pGazetteer,
  char **pzErr
){
  sqlite3_stmt *pStmt;
  p->bAll = 1;
  int rc = newsDbPrepare(pDb, &pStmt, pzErr,
      "SELECT r.value FROM main.news_meta r, main.news_meta e"
      " WHERE r.key='refreshed' AND e.key='engine' AND e.value=%lld",
      newsStoreFingerprint(newsGazetteerBuiltin()));
  if( rc ) return rc;
  rc = sqlite3_step(pStmt);
  if( rc==SQLITE_ROW ){
    p->iBase = sqlite3_column_int64(pStmt, 0);
    p->bAll = 0;
  }else if( rc!=SQLITE_DONE ){
    rc = newsDbError(pDb, rc, pzErr);
    sqlite3_finalize(pStmt);
    return rc;
  }
  sqlite3_finalize(pStmt);
  return p->bAll ? SQLITE_OK : collectForms(pDb, p, pGazetteer, pzErr);
}

/*------------------------------------------------------------------------ the articles */

/* Does a text hold one of the forms? Sets *pb. */
static int holdsForm(Refresh *p, sqlite3_value *pVal, int *pb){
  const char *z;
  size_t n;
  int rc = newsValueText(p->pArena, pVal, &z, &n);
  if( rc || z==NULL ) return rc;
  const char *zText = squeeze(p->pArena, z, n);
  if( zText==NULL ) return SQLITE_NOMEM;
  for(int i=0; i<p->nForm && !*pb; i++) *pb = strstr(zText, p->azForm[i])!=NULL;
  return SQLITE_OK;
}

/* The next stale article after *piLast: its id, and whether it must be read. *piLast
** stays when there is none. */
static int nextStale(
  Refresh *p, sqlite3_stmt *pStmt,   /* id, fingerprint, title, body */
  sqlite3_int64 *piLast, int *pbRead
){
  sqlite3_bind_int64(pStmt, 1, *piLast);
  int rc = sqlite3_step(pStmt);
  if( rc!=SQLITE_ROW ) return rc;
  *piLast = sqlite3_column_int64(pStmt, 0);
  *pbRead = p->bAll || sqlite3_column_type(pStmt, 1)==SQLITE_NULL
         || sqlite3_column_int64(pStmt, 1)!=p->iBase;
  for(int i=2; i<4 && !*pbRead; i++){
    int rc2 = holdsForm(p, sqlite3_column_value(pStmt, i), pbRead);
    if( rc2 ) return rc2;
  }
  return SQLITE_ROW;
}

/* Go through the stale articles. */
static int refreshArticles(NewsDb *pDb, Refresh *p, sqlite3_int64 iNow, char **pzErr){
  sqlite3_stmt *pNext = NULL, *pMark = NULL;
  sqlite3_int64 iLast = (sqlite3_int64)0x8000000000000000ull;
  int bRead = 0;
  int rc = newsDbPrepare(pDb, &pNext, pzErr,
      "SELECT id, fingerprint, title, body FROM main.news_article"
      " WHERE id>?1 AND fingerprint IS NOT %lld ORDER BY id LIMIT 1", iNow);
  if( rc==SQLITE_OK ){
    rc = newsDbPrepare(pDb, &pMark, pzErr,
        "UPDATE main.news_article SET fingerprint=%lld WHERE id=?1", iNow);
  }
  if( rc==SQLITE_OK ){
    while( rc==SQLITE_OK ){
      newsArenaReset(p->pArena);
      rc = nextStale(p, pNext, &iLast, &bRead);
      if( rc!=SQLITE_ROW && rc!=SQLITE_DONE && rc!=SQLITE_NOMEM ){
        rc = newsDbError(pDb, rc, pzErr);
      }
      sqlite3_reset(pNext);
      if( rc!=SQLITE_ROW ) break;
      if( newsInterrupted(&pDb->host) ){
        rc = SQLITE_INTERRUPT;
      }else if( bRead ){
        rc = newsStoreRefresh(pDb, p->pArena, iLast, pzErr);
      }else{
        sqlite3_bind_int64(pMark, 1, iLast);
        rc = newsDbRun(pDb, pMark, pzErr);
      }
    }
  }
  sqlite3_finalize(pNext);
  sqlite3_finalize(pMark);
  return rc==SQLITE_DONE ? SQLITE_OK : rc;
}

/* What is left over: rows of articles that are no more, entities that nobody mentions;
** and the numbers of entities that the recogniser does not carry. */
static int sweep(NewsDb *pDb, sqlite3_int64 iNow, char **pzErr){
  static const char *const azSql[] = {
    "DELETE FROM main.news_mention"
      " WHERE article_id NOT IN (SELECT id FROM main.news_article)",
    "DELETE FROM main.news_article_entity"
      " WHERE article_id NOT IN (SELECT id FROM main.news_article)",
    "DELETE FROM main.news_entity"
      " WHERE id NOT IN (SELECT entity_id FROM main.news_article_entity)",
    "UPDATE main.news_entity SET cik=g.cik"
      " FROM (SELECT e.id, (SELECT max(g.cik) FROM main.news_gazetteer g"
      " WHERE g.label=e.label AND g.name=e.name) AS cik FROM main.news_entity e) g"
      " WHERE g.id=news_entity.id AND news_entity.cik IS NOT g.cik",
    "DELETE FROM main.news_changed",
    "UPDATE main.news_replaced SET gone=0",
    "DELETE FROM main.news_replaced",
  };
  int rc = SQLITE_OK;
  for(size_t i=0; rc==SQLITE_OK && i<sizeof(azSql)/sizeof(azSql[0]); i++){
    rc = newsDbExec(pDb, pzErr, "%s", azSql[i]);
  }
  if( rc==SQLITE_OK ){
    rc = newsDbExec(pDb, pzErr,
        "INSERT OR REPLACE INTO main.news_meta(key, value)"
        " VALUES('refreshed', %lld), ('engine', %lld)",
        iNow, newsStoreFingerprint(newsGazetteerBuiltin()));
  }
  return rc;
}

/*------------------------------------------------------------------------- the command */

static int refreshAll(NewsDb *pDb, void *pArg, char **pzErr){
  Refresh *p = pArg;
  const NewsGazetteer *pGazetteer;
  int rc = newsDbGazetteer(pDb, "main", &pGazetteer, pzErr);
  if( rc ) return rc;
  sqlite3_int64 iNow = newsStoreFingerprint(pGazetteer);
  rc = prepareNarrowing(pDb, p, pGazetteer, pzErr);
  if( rc==SQLITE_OK ) rc = refreshArticles(pDb, p, iNow, pzErr);
  if( rc==SQLITE_OK ) rc = sweep(pDb, iNow, pzErr);
  return rc;
}

int newsRefresh(NewsDb *pDb, char **pzErr){
  Refresh *p = sqlite3_malloc64(sizeof(*p));
  if( p==NULL ) return SQLITE_NOMEM;
  memset(p, 0, sizeof(*p));
  int rc = SQLITE_NOMEM;
  p->pArena = newsArenaNew(&pDb->host);
  p->pForms = newsArenaNew(&pDb->host);
  if( p->pArena && p->pForms ) rc = newsDbAtom(pDb, refreshAll, p, pzErr);
  newsArenaFree(p->pArena);
  newsArenaFree(p->pForms);
  sqlite3_free(p);
  return rc;
}
