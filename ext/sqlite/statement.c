/*
** statement.c - statements that live as long as the connection, and writing as one.
**
** KEPT STATEMENTS. sqlite3_close() refuses to close while a statement is open, but
** first it disconnects all virtual tables. So the statements hang on the one object of
** an internal eponymous table, newsext_internal, and end with it. Preparing any
** statement that names this table makes SQLite connect it, which is how the first use
** gets it. The table is always empty, and no kept statement names it: that would keep
** it from being disconnected.
**
** WRITING AS ONE. A row of articles is many rows of ordinary tables, and must be
** written whole or not at all. SQLite opens no statement journal for an INSERT of one
** row into a virtual table, and allows no SAVEPOINT while a statement writes. But a
** nested
**
**   INSERT INTO main.news_meta(key, value) SELECT 'atom', 0 WHERE newsext_internal()
**
** may write many rows and may fail, so it has a journal of its own. The function does
** everything that has to be written, and returns 0: no row is left to insert. If any of
** it fails, it returns the error, and SQLite rolls back the nested statement with all
** that was written within it, FTS5's part too.
*/
#include "sqliteInt.h"
#include <string.h>

struct NewsStmts {
  sqlite3_vtab base;      /* must be first */
  NewsDb *pDb;
  sqlite3_stmt *apStmt[NEWS_SQL_N];  /* NULL: not used yet */
};

struct NewsAtom {
  int (*xDo)(NewsDb*, void*, char**);
  void *pArg;
  int rc;                 /* what xDo returned */
  char *zErr;             /* and its sentence */
};

static const char *const azSql[NEWS_SQL_N] = {
  [NEWS_SQL_PROBE] = "SELECT 1",
  [NEWS_SQL_COOKIE] = "PRAGMA main.schema_version",
  [NEWS_SQL_DATA] = "PRAGMA main.data_version",
  [NEWS_SQL_ATOM] =
    "INSERT INTO main.news_meta(key, value) SELECT 'atom', 0 WHERE newsext_internal()",
  [NEWS_SQL_STAMP] = "SELECT value FROM main.news_meta WHERE key='stamp'",
  [NEWS_SQL_NOW] = "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now')",
  [NEWS_SQL_BY_URL] = "SELECT id, first_seen FROM main.news_article WHERE url=?1",
  [NEWS_SQL_BY_ID] = "SELECT url FROM main.news_article WHERE id=?1",
  [NEWS_SQL_INSERT] =
    "INSERT INTO main.news_article(id, url, title, body, summary, published, updated,"
    " author, source, section, tags, language, tickers, symbols, boilerplate, first_seen,"
    " fingerprint)"
    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
  [NEWS_SQL_DELETE] = "DELETE FROM main.news_article WHERE id=?1",
  [NEWS_SQL_ABOUT] =
    "SELECT title, body, published, source, author, language FROM main.news_article"
    " WHERE id=?1",
  [NEWS_SQL_REREAD] =
    "UPDATE main.news_article SET fingerprint=?2, language=?3, tickers=?4 WHERE id=?1",
  [NEWS_SQL_UNMENTION] = "DELETE FROM main.news_mention WHERE article_id=?1",
  [NEWS_SQL_UNENTITY] = "DELETE FROM main.news_article_entity WHERE article_id=?1",
  [NEWS_SQL_LEFT] =
    "SELECT 1 FROM main.news_mention WHERE article_id=?1 UNION ALL"
    " SELECT 1 FROM main.news_article_entity WHERE article_id=?1",
  [NEWS_SQL_ENTITY] =
    "SELECT label, name, parent, country, listings FROM main.news_entity WHERE id=?1",
  [NEWS_SQL_ENTITY_ADD] =
    "INSERT INTO main.news_entity(id, label, name, parent, country, listings, cik)"
    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, (SELECT max(g.cik) FROM main.news_gazetteer g"
    " WHERE g.label=?2 AND g.name=?3))",
  [NEWS_SQL_ENTITY_SET] =
    "UPDATE main.news_entity SET parent=?4, country=?5, listings=?6 WHERE id=?1",
  [NEWS_SQL_ARTICLE_ENTITY] =
    "INSERT INTO main.news_article_entity(article_id, entity_id, subtype, ticker,"
    " exchange, mentions, first_sentence, relevance)"
    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
  [NEWS_SQL_MENTION] =
    "INSERT INTO main.news_mention(article_id, field, start, end, start_byte, end_byte,"
    " sentence, label, subtype, entity_id, value, unit, score, link_score, evidence)"
    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
};

/*-------------------------------------------------------------------- newsext_internal */

static int internalConnect(
  sqlite3 *db, void *pAux,
  int argc, const char *const *argv,
  sqlite3_vtab **ppVtab, char **pzErr
){
  (void)argc; (void)argv; (void)pzErr;
  NewsDb *pDb = pAux;
  int rc = sqlite3_declare_vtab(db, "CREATE TABLE x(key TEXT, value)");
  if( rc==SQLITE_OK ) rc = sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
  if( rc ) return rc;
  NewsStmts *p = sqlite3_malloc64(sizeof(*p));
  if( p==NULL ) return SQLITE_NOMEM;
  memset(p, 0, sizeof(*p));
  p->pDb = newsDbRef(pDb);
  pDb->pStmts = p;
  *ppVtab = &p->base;
  return SQLITE_OK;
}

static int internalDisconnect(sqlite3_vtab *pVtab){
  NewsStmts *p = (NewsStmts*)pVtab;
  for(int i=0; i<NEWS_SQL_N; i++) sqlite3_finalize(p->apStmt[i]);
  p->pDb->pStmts = NULL;
  newsDbUnref(p->pDb);
  sqlite3_free(p);
  return SQLITE_OK;
}

/* One plan, without rows. */
static int internalBestIndex(sqlite3_vtab *pVtab, sqlite3_index_info *pInfo){
  (void)pVtab;
  pInfo->estimatedCost = 1;
  pInfo->estimatedRows = 1;
  return SQLITE_OK;
}

static int internalOpen(sqlite3_vtab *pVtab, sqlite3_vtab_cursor **ppCur){
  (void)pVtab;
  *ppCur = sqlite3_malloc64(sizeof(**ppCur));
  if( *ppCur==NULL ) return SQLITE_NOMEM;
  memset(*ppCur, 0, sizeof(**ppCur));
  return SQLITE_OK;
}

static int internalClose(sqlite3_vtab_cursor *pCur){
  sqlite3_free(pCur);
  return SQLITE_OK;
}

static int internalFilter(
  sqlite3_vtab_cursor *pCur,
  int idxNum, const char *zIdx,
  int argc, sqlite3_value **argv
){
  (void)pCur; (void)idxNum; (void)zIdx; (void)argc; (void)argv;
  return SQLITE_OK;
}

static int internalNext(sqlite3_vtab_cursor *pCur){
  (void)pCur;
  return SQLITE_OK;
}

static int internalEof(sqlite3_vtab_cursor *pCur){
  (void)pCur;
  return 1;
}

static int internalColumn(sqlite3_vtab_cursor *pCur, sqlite3_context *ctx, int iCol){
  (void)pCur; (void)ctx; (void)iCol;
  return SQLITE_OK;
}

static int internalRowid(sqlite3_vtab_cursor *pCur, sqlite3_int64 *piRow){
  (void)pCur;
  *piRow = 0;
  return SQLITE_OK;
}

const sqlite3_module newsInternalModule = {
  .iVersion = 1,
  .xConnect = internalConnect,
  .xBestIndex = internalBestIndex,
  .xDisconnect = internalDisconnect,
  .xOpen = internalOpen,
  .xClose = internalClose,
  .xFilter = internalFilter,
  .xNext = internalNext,
  .xEof = internalEof,
  .xColumn = internalColumn,
  .xRowid = internalRowid,
};

/*-------------------------------------------------------------------------- statements */

/* Have newsext_internal connected. */
static int connectInternal(NewsDb *pDb, char **pzErr){
  sqlite3_stmt *pStmt;
  if( pDb->pStmts ) return SQLITE_OK;
  int rc = newsDbPrepare(pDb, &pStmt, pzErr, "SELECT 1 FROM newsext_internal");
  if( rc ) return rc;
  sqlite3_finalize(pStmt);
  if( pDb->pStmts ) return SQLITE_OK;
  if( pzErr ){
    *pzErr = sqlite3_mprintf("newsext cannot work beside a table that is named "
                             "newsext_internal");
  }
  return SQLITE_ERROR;
}

int newsDbStmt(NewsDb *pDb, enum NewsSql eSql, sqlite3_stmt **ppStmt, char **pzErr){
  *ppStmt = NULL;
  int rc = connectInternal(pDb, pzErr);
  if( rc ) return rc;
  sqlite3_stmt **pp = &pDb->pStmts->apStmt[eSql];
  if( *pp==NULL ){
    rc = sqlite3_prepare_v3(pDb->db, azSql[eSql], -1, SQLITE_PREPARE_PERSISTENT, pp,
                            NULL);
    if( rc ) return newsDbError(pDb, rc, pzErr);
  }
  *ppStmt = *pp;
  return SQLITE_OK;
}

int newsDbRun(NewsDb *pDb, sqlite3_stmt *pStmt, char **pzErr){
  int rc = sqlite3_step(pStmt);
  if( rc==SQLITE_DONE || rc==SQLITE_ROW ){
    rc = SQLITE_OK;
  }else{
    rc = newsDbError(pDb, rc, pzErr);
  }
  sqlite3_reset(pStmt);
  sqlite3_clear_bindings(pStmt);
  return rc;
}

/* Prepare SQL that sqlite3_vmprintf made, and free it. */
static int prepareMade(NewsDb *pDb, char *zSql, sqlite3_stmt **ppStmt, char **pzErr){
  *ppStmt = NULL;
  if( zSql==NULL ) return SQLITE_NOMEM;
  int rc = sqlite3_prepare_v2(pDb->db, zSql, -1, ppStmt, NULL);
  sqlite3_free(zSql);
  return rc ? newsDbError(pDb, rc, pzErr) : SQLITE_OK;
}

int newsDbPrepare(
  NewsDb *pDb, sqlite3_stmt **ppStmt, char **pzErr,
  const char *zFormat, ...
){
  va_list ap;
  va_start(ap, zFormat);
  char *zSql = sqlite3_vmprintf(zFormat, ap);
  va_end(ap);
  return prepareMade(pDb, zSql, ppStmt, pzErr);
}

int newsDbExec(NewsDb *pDb, char **pzErr, const char *zFormat, ...){
  sqlite3_stmt *pStmt;
  va_list ap;
  va_start(ap, zFormat);
  char *zSql = sqlite3_vmprintf(zFormat, ap);
  va_end(ap);
  int rc = prepareMade(pDb, zSql, &pStmt, pzErr);
  if( rc==SQLITE_OK ) rc = newsDbRun(pDb, pStmt, pzErr);
  sqlite3_finalize(pStmt);
  return rc;
}

/*---------------------------------------------------------------------- writing as one */

/* newsext_internal(): all the writing happens here. Without a NewsAtom it is a user who
** calls it, and there is nothing to do. */
void newsInternalFunc(sqlite3_context *ctx, int nArg, sqlite3_value **apArg){
  (void)nArg; (void)apArg;
  NewsDb *pDb = sqlite3_user_data(ctx);
  NewsAtom *pAtom = pDb->pAtom;
  sqlite3_result_int(ctx, 0);
  if( pAtom==NULL || pAtom->xDo==NULL ) return;
  int (*xDo)(NewsDb*, void*, char**) = pAtom->xDo;
  pAtom->xDo = NULL;
  pAtom->rc = xDo(pDb, pAtom->pArg, &pAtom->zErr);
  if( pAtom->rc ) sqlite3_result_error_code(ctx, pAtom->rc);
}

int newsDbAtom(
  NewsDb *pDb,
  int (*xDo)(NewsDb*, void*, char **pzErr),
  void *pArg,
  char **pzErr
){
  NewsAtom atom = { .xDo = xDo, .pArg = pArg, .rc = SQLITE_OK, .zErr = NULL };
  sqlite3_stmt *pStmt;
  int rc = newsDbStmt(pDb, NEWS_SQL_ATOM, &pStmt, pzErr);
  if( rc ) return rc;
  pDb->pAtom = &atom;
  rc = newsDbRun(pDb, pStmt, pzErr);
  pDb->pAtom = NULL;
  if( atom.rc ){
    sqlite3_free(*pzErr);
    *pzErr = atom.zErr;
    return atom.rc;
  }
  sqlite3_free(atom.zErr);
  return rc;
}
