/*
** newsext.c - the front door: everything that newsext gives SQLite, in two tables.
**
**   .load ./newsext
**   SELECT newsext_version();
**
** A row of aFunction is an SQL function, a row of aModule a table; both entry points go
** through both. A function that depends on news_gazetteer is not DETERMINISTIC: an
** index or a generated column over it would go stale in silence.
*/
#define NEWSEXT_FRONT_DOOR
#include "sqlite/sqliteInt.h"

#define PURE   (SQLITE_UTF8|SQLITE_DETERMINISTIC|SQLITE_INNOCUOUS)
#define READS  (SQLITE_UTF8|SQLITE_INNOCUOUS)     /* reads news_gazetteer */

static const struct {
  const char *zName;
  int nArg;
  int mFlag;
  void (*xFunc)(sqlite3_context*, int, sqlite3_value**);
} aFunction[] = {
  { "entities",         1, READS, newsEntitiesFunc },
  { "entities",         2, READS, newsEntitiesFunc },
  { "ticker",           1, READS, newsTickerFunc },
  { "tickers",          1, READS, newsTickersFunc },
  { "regexp",           2, PURE,  newsRegexpFunc },
  { "regexp_like",      2, PURE,  newsRegexpLikeFunc },
  { "regexp_substr",    2, PURE,  newsRegexpSubstrFunc },
  { "regexp_capture",   2, PURE,  newsRegexpCaptureFunc },
  { "regexp_capture",   3, PURE,  newsRegexpCaptureFunc },
  { "regexp_replace",   3, PURE,  newsRegexpReplaceFunc },
  { "newsext_version",  0, PURE,  newsVersionFunc },
  { "newsext_debug",    0, READS, newsDebugFunc },   /* tells of the connection, too */
  { "newsext_debug",    1, READS, newsDebugFunc },
  { "newsext_debug",    2, READS, newsDebugFunc },
  { "newsext_internal", 0, SQLITE_UTF8|SQLITE_DIRECTONLY,  /* writes, for articles only */
    newsInternalFunc },
};

#define FILES 1           /* reads files: not by the second entry point */
#define SOLO  2           /* under its second name only */

static const struct {
  const char *zName;      /* the second name, without newsext_, is the first */
  int mFlag;
  const sqlite3_module *pModule;
} aModule[] = {
  { "newsext_articles",       0,     &newsArticlesModule },
  { "newsext_mentions",       0,     &newsMentionsModule },
  { "newsext_entities",       0,     &newsEntitiesModule },
  { "newsext_gazetteer",      0,     &newsGazetteerModule },
  { "newsext_parse_article",  0,     &newsParseArticleModule },
  { "newsext_read_articles",  FILES, &newsReadArticlesModule },
  { "newsext_internal",       SOLO,  &newsInternalModule },
};
#define N_PREFIX 8        /* length of newsext_ */

/* Register all of it; pDb is shared and counted. */
static int registerAll(sqlite3 *db, NewsDb *pDb){
  int rc = SQLITE_OK;
  for(size_t i=0; rc==SQLITE_OK && i<sizeof(aFunction)/sizeof(aFunction[0]); i++){
    rc = sqlite3_create_function_v2(db, aFunction[i].zName, aFunction[i].nArg,
        aFunction[i].mFlag, newsDbRef(pDb), aFunction[i].xFunc, NULL, NULL, newsDbUnref);
  }
  for(size_t i=0; rc==SQLITE_OK && i<sizeof(aModule)/sizeof(aModule[0]); i++){
    if( (aModule[i].mFlag & FILES) && !pDb->bFiles ) continue;
    rc = sqlite3_create_module_v2(db, aModule[i].zName, aModule[i].pModule,
                                  newsDbRef(pDb), newsDbUnref);
    if( rc==SQLITE_OK && (aModule[i].mFlag & SOLO)==0 ){
      rc = sqlite3_create_module_v2(db, &aModule[i].zName[N_PREFIX], aModule[i].pModule,
                                    newsDbRef(pDb), newsDbUnref);
    }
  }
  return rc;
}

/* Can a statement be prepared? */
static int canPrepare(sqlite3 *db, const char *zSql){
  sqlite3_stmt *pStmt = NULL;
  int rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, NULL);
  sqlite3_finalize(pStmt);
  return rc==SQLITE_OK;
}

static int start(sqlite3 *db, char **pzErrMsg, int bFiles){
  NewsDb *pDb;
  if( sqlite3_libversion_number()<NEWSEXT_MIN_SQLITE ){
    if( pzErrMsg ){
      *pzErrMsg = sqlite3_mprintf("newsext %s needs SQLite 3.38.0 or newer, and this is"
                                  " %s", NEWSEXT_VERSION, sqlite3_libversion());
    }
    return SQLITE_ERROR;
  }
  /* Loaded once more it stays as it is: SQLite replaces no function while a statement
  ** runs, as SELECT load_extension() does. */
  if( canPrepare(db, "SELECT newsext_version()") ){
    if( !bFiles || canPrepare(db, "SELECT 1 FROM newsext_read_articles(NULL)") ){
      return SQLITE_OK;
    }
    if( pzErrMsg ){
      *pzErrMsg = sqlite3_mprintf("newsext is loaded here already, without"
                                  " read_articles");
    }
    return SQLITE_ERROR;
  }
  int rc = newsDbNew(db, &pDb);
  if( rc==SQLITE_OK ){
    pDb->bFiles = bFiles;
    rc = registerAll(db, pDb);
    newsDbUnref(pDb);
  }
  return rc;
}

/* Keep SQLite's routines: once for the process, under a mutex, because other threads
** use them. */
static void keepApi(const sqlite3_api_routines *pApi){
#ifdef SQLITE_CORE
  (void)pApi;
#else
  sqlite3_mutex *pMutex = pApi->mutex_alloc(SQLITE_MUTEX_STATIC_APP1);
  pApi->mutex_enter(pMutex);
  if( sqlite3_api!=pApi ) sqlite3_api = pApi;
  pApi->mutex_leave(pMutex);
#endif
}

int sqlite3_newsext_init(sqlite3 *db, char **pzErrMsg, const sqlite3_api_routines *pApi){
  keepApi(pApi);
  return start(db, pzErrMsg, 1);
}

int sqlite3_newsextnofs_init(
  sqlite3 *db, char **pzErrMsg,
  const sqlite3_api_routines *pApi
){
  keepApi(pApi);
  return start(db, pzErrMsg, 0);
}
