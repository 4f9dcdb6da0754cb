/*
** table.c - what the read-only tables and the functions of newsext share.
**
** ARENAS. Each call of a function and each cursor reads one text at a time with an arena
** of its own. newsDbArena lends the connection's spare one and newsDbArenaBack takes it
** back, so that a query over a million rows keeps using one chunk of memory.
**
** PINS. A cursor keeps pointers into the gazetteer while the statement that it belongs to
** may write news_gazetteer, which makes the next newsDbGazetteer compile a new one. The
** old one is then retired: it stays until no cursor is pinned.
**
** VIEWS. articles and mentions show main without being created. Created in temp with
** schema=NAME they show an attached database; created elsewhere they would make the file
** unreadable for clients without newsext, so that is refused.
**
** ARGUMENTS. The arguments of a table-valued function are hidden columns with an equality
** on each. newsTableArgs hands those over in order and tells SQLite not to test them
** again.
*/
#include "sqliteInt.h"
#include <string.h>

#define READ_KEPT  (1<<16)   /* bytes of the longest text that newsReadOnce keeps */

NewsArena *newsDbArena(NewsDb *pDb){
  NewsArena *pArena = pDb->pSpare;
  pDb->pSpare = NULL;
  return pArena ? pArena : newsArenaNew(&pDb->host);
}

void newsDbArenaBack(NewsDb *pDb, NewsArena *pArena){
  if( pArena==NULL ) return;
  if( pDb->pSpare ){
    newsArenaFree(pArena);
  }else{
    newsArenaReset(pArena);
    pDb->pSpare = pArena;
  }
}

void newsDbPin(NewsDb *pDb){
  pDb->nPin++;
}

void newsDbUnpin(NewsDb *pDb){
  pDb->nPin--;
  if( pDb->nPin>0 || pDb->apOld==NULL ) return;
  for(int i=0; i<pDb->nOld; i++) newsGazetteerFree(pDb->apOld[i]);
  sqlite3_free(pDb->apOld);
  pDb->apOld = NULL;
  pDb->nOld = 0;
}

int newsDbRetire(NewsDb *pDb, NewsGazetteer *pGazetteer){
  if( pDb->nPin==0 || pGazetteer==NULL ){
    newsGazetteerFree(pGazetteer);
    return SQLITE_OK;
  }
  NewsGazetteer **apNew = sqlite3_realloc64(pDb->apOld,
      (sqlite3_uint64)(pDb->nOld+1)*sizeof(*apNew));
  if( apNew==NULL ) return SQLITE_NOMEM;
  apNew[pDb->nOld++] = pGazetteer;
  pDb->apOld = apNew;
  return SQLITE_OK;
}

int newsTableConnect(
  sqlite3 *db,
  void *pAux,             /* the NewsDb */
  const char *zDecl,      /* CREATE TABLE with the columns */
  int eRisk,              /* SQLITE_VTAB_INNOCUOUS, SQLITE_VTAB_DIRECTONLY or 0 */
  size_t nByte,           /* size of the table's object */
  sqlite3_vtab **ppVtab
){
  int rc = sqlite3_declare_vtab(db, zDecl);
  if( rc==SQLITE_OK && eRisk ) rc = sqlite3_vtab_config(db, eRisk);
  if( rc!=SQLITE_OK ) return rc;
  NewsTable *pTab = sqlite3_malloc64(nByte);
  if( pTab==NULL ) return SQLITE_NOMEM;
  memset(pTab, 0, nByte);
  pTab->pDb = newsDbRef(pAux);
  *ppVtab = &pTab->base;
  return SQLITE_OK;
}

int newsTableDisconnect(sqlite3_vtab *pVtab){
  NewsTable *pTab = (NewsTable*)pVtab;
  newsDbUnref(pTab->pDb);
  sqlite3_free(pTab);
  return SQLITE_OK;
}

/* The name in schema=NAME, without blanks and quotes around it; NULL with SQLITE_OK when
** the argument is another. */
static int tableSchemaName(const char *z, char **pzName){
  *pzName = NULL;
  z += strspn(z, " \t\r\n");
  if( sqlite3_strnicmp(z, "schema", 6)!=0 ) return SQLITE_OK;
  z += 6;
  z += strspn(z, " \t\r\n");
  if( *z!='=' ) return SQLITE_OK;
  z++;
  z += strspn(z, " \t\r\n");
  size_t n = strlen(z);
  while( n>0 && strchr(" \t\r\n", z[n-1]) ) n--;
  if( n>=2 && strchr("'\"`[", z[0]) ){
    z++;
    n -= 2;
  }
  *pzName = sqlite3_mprintf("%.*s", (int)n, z);
  return *pzName ? SQLITE_OK : SQLITE_NOMEM;
}

/* Is it CREATE VIRTUAL TABLE that connects the table? The eponymous one is called with
** main, the name of its module and no arguments; a created one of that name is in the
** schema by then. */
static int tableIsCreated(
  NewsDb *pDb, int argc, const char *const *argv, int *pbCreated, char **pzErr
){
  sqlite3_stmt *pStmt = NULL;
  *pbCreated = 1;
  if( argc!=3 || sqlite3_stricmp(argv[0], argv[2])!=0 ) return SQLITE_OK;
  if( sqlite3_stricmp(argv[1], "main")!=0 ) return SQLITE_OK;
  int rc = newsDbPrepare(pDb, &pStmt, pzErr, "SELECT 1 FROM main.sqlite_schema"
      " WHERE type='table' AND name=%Q COLLATE nocase", argv[2]);
  if( rc!=SQLITE_OK ) return rc;
  rc = sqlite3_step(pStmt);
  *pbCreated = rc==SQLITE_ROW;
  rc = rc==SQLITE_ROW || rc==SQLITE_DONE ? SQLITE_OK : newsDbError(pDb, rc, pzErr);
  sqlite3_finalize(pStmt);
  return rc;
}

int newsTableSchema(
  NewsDb *pDb,
  int argc, const char *const *argv,
  char **pzSchema,        /* OUT: the database to show, from sqlite3_malloc */
  int *pbView,            /* OUT: made by CREATE VIRTUAL TABLE */
  char **pzErr
){
  *pzSchema = NULL;
  int rc = tableIsCreated(pDb, argc, argv, pbView, pzErr);
  if( rc!=SQLITE_OK ) return rc;
  if( !*pbView ){
    *pzSchema = sqlite3_mprintf("main");
    return *pzSchema ? SQLITE_OK : SQLITE_NOMEM;
  }
  if( sqlite3_stricmp(argv[1], "temp")!=0 ){
    *pzErr = sqlite3_mprintf("CREATE VIRTUAL TABLE ... USING %s is for temp only, "
        "because a virtual table in a file makes it unreadable without newsext; the "
        "table %s is there without it", argv[0], argv[0]);
    return SQLITE_ERROR;
  }
  if( argc==4 && (rc = tableSchemaName(argv[3], pzSchema))!=SQLITE_OK ) return rc;
  if( *pzSchema==NULL ){
    *pzErr = sqlite3_mprintf("%s takes one argument, schema=NAME with the name of an "
        "attached database", argv[0]);
    return SQLITE_ERROR;
  }
  if( sqlite3_db_readonly(pDb->db, *pzSchema)<0 ){
    *pzErr = sqlite3_mprintf("%s: no database is attached as %s", argv[0], *pzSchema);
    sqlite3_free(*pzSchema);
    *pzSchema = NULL;
    return SQLITE_ERROR;
  }
  return SQLITE_OK;
}

int newsTableArgs(sqlite3_index_info *pInfo, int iFirst, int nArg){
  int nArgv = 0;
  for(int iArg=0; iArg<nArg; iArg++){
    int bWaits = 0;       /* an equality waits for a table further out */
    int iUse = -1;        /* the one that is used */
    for(int i=0; i<pInfo->nConstraint && iUse<0; i++){
      const struct sqlite3_index_constraint *p = &pInfo->aConstraint[i];
      if( p->iColumn!=iFirst+iArg || p->op!=SQLITE_INDEX_CONSTRAINT_EQ ) continue;
      if( p->usable ) iUse = i; else bWaits = 1;
    }
    if( iUse>=0 ){
      pInfo->aConstraintUsage[iUse].argvIndex = ++nArgv;
      pInfo->aConstraintUsage[iUse].omit = 1;
      pInfo->idxNum |= 1<<iArg;
    }else if( bWaits ){
      return SQLITE_CONSTRAINT;
    }
  }
  return SQLITE_OK;
}

void newsResultText(sqlite3_context *ctx, const char *z){
  if( z ) sqlite3_result_text(ctx, z, -1, SQLITE_TRANSIENT);
}

void newsResultArticle(sqlite3_context *ctx, const NewsArticle *p, int iCol){
  if( p->az[iCol] ){
    sqlite3_result_text(ctx, p->az[iCol], p->an[iCol], SQLITE_TRANSIENT);
  }
}

void newsResultBuf(sqlite3_context *ctx, NewsBuf *pBuf){
  if( pBuf->rc!=NEWS_OK ){
    newsResultError(ctx, pBuf->rc, NULL);
  }else{
    /* The string is sqlite3_malloc's (db.c) and from now on SQLite's. */
    sqlite3_result_text64(ctx, pBuf->z, pBuf->n, sqlite3_free, SQLITE_UTF8);
    newsBufInit(pBuf, pBuf->pHost);
  }
  newsBufFree(pBuf);
}

int newsReadError(const char *zWho, int rc, char **pzErr){
  NewsError err = {0};
  if( rc!=NEWS_TOOBIG ) return rc;
  newsWorkError(&err, "the text");
  *pzErr = sqlite3_mprintf("%s: %s", zWho, err.z);
  return *pzErr ? rc : SQLITE_NOMEM;
}

/* The text of a value, with the gazetteer to read it by; *pz is NULL for NULL. */
static int readValue(
  NewsDb *pDb,
  NewsArena *pArena,      /* gets the text where it is not the value's own */
  sqlite3_value *pText,
  const char **pz,
  size_t *pn,
  const NewsGazetteer **ppGazetteer,
  char **pzErr
){
  *pz = NULL;
  *pn = 0;
  int rc = newsValueText(pArena, pText, pz, pn);
  if( rc!=SQLITE_OK || *pz==NULL ) return rc;
  if( *pn>NEWS_TEXT_MAX ) return SQLITE_TOOBIG;
  return newsDbGazetteer(pDb, "main", ppGazetteer, pzErr);
}

/* Recognise text z of n bytes. */
static int readBare(
  NewsDb *pDb,
  NewsArena *pArena,
  const NewsGazetteer *pGazetteer,
  const char *z,
  size_t n,
  NewsDoc *pDoc,
  NewsResult *pRes
){
  pDoc->zBody = z;
  pDoc->nBody = (uint32_t)n;
  pDoc->bBare = 1;
  return newsDbRecognize(pDb, pArena, pGazetteer, pDoc, pRes);
}

int newsReadText(
  NewsDb *pDb,
  NewsArena *pArena,      /* gets the result */
  const char *zFunc,
  sqlite3_value *pText,
  NewsDoc *pDoc,          /* OUT: the document */
  NewsResult *pRes,       /* OUT: its mentions */
  char **pzErr            /* OUT: from sqlite3_mprintf; NULL where the code says it all */
){
  const NewsGazetteer *pGazetteer = NULL;
  const char *z;
  size_t n;
  memset(pDoc, 0, sizeof(*pDoc));
  memset(pRes, 0, sizeof(*pRes));
  int rc = readValue(pDb, pArena, pText, &z, &n, &pGazetteer, pzErr);
  if( rc!=SQLITE_OK || z==NULL ) return rc;
  rc = readBare(pDb, pArena, pGazetteer, z, n, pDoc, pRes);
  return newsReadError(zFunc, rc, pzErr);
}

/* Read the text in pArena, which the connection keeps, and its copy: the value is gone when
** the next function asks. */
static int readKeep(
  NewsDb *pDb,
  NewsArena *pArena,
  const NewsGazetteer *pGazetteer,
  const char *z,
  size_t n
){
  NewsRead *p = &pDb->read;
  newsDbArenaBack(pDb, p->pArena);
  *p = (NewsRead){ .pArena = pArena };
  if( n<=READ_KEPT && (z = newsArenaDup(pArena, z, (int)n))==NULL ) return SQLITE_NOMEM;
  int rc = readBare(pDb, pArena, pGazetteer, z, n, &p->doc, &p->res);
  if( rc==NEWS_OK && n<=READ_KEPT ) p->pGazetteer = pGazetteer;
  return rc;
}

int newsReadOnce(
  NewsDb *pDb,
  const char *zFunc,
  sqlite3_value *pText,
  const NewsDoc **ppDoc,     /* OUT: with zBody==NULL for NULL */
  const NewsResult **ppRes,
  char **pzErr
){
  static const NewsDoc noDoc;
  static const NewsResult noResult;
  const NewsGazetteer *pGazetteer = NULL;
  const char *z;
  size_t n;
  NewsRead *p = &pDb->read;
  *ppDoc = &noDoc;
  *ppRes = &noResult;
  NewsArena *pArena = newsDbArena(pDb);
  if( pArena==NULL ) return SQLITE_NOMEM;
  int rc = readValue(pDb, pArena, pText, &z, &n, &pGazetteer, pzErr);
  if( rc!=SQLITE_OK || z==NULL
   || (p->pGazetteer==pGazetteer && p->doc.nBody==n && memcmp(p->doc.zBody, z, n)==0) ){
    newsDbArenaBack(pDb, pArena);
  }else{
    rc = newsReadError(zFunc, readKeep(pDb, pArena, pGazetteer, z, n), pzErr);
  }
  if( rc==SQLITE_OK && z ){
    *ppDoc = &p->doc;
    *ppRes = &p->res;
  }
  return rc;
}

void newsReadDone(NewsDb *pDb){
  NewsRead *p = &pDb->read;
  if( p->pGazetteer ) return;
  newsDbArenaBack(pDb, p->pArena);
  p->pArena = NULL;
}
