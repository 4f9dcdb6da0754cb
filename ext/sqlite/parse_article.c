/*
** parse_article.c - the table-valued function parse_article(): a raw page as one row.
**
**   SELECT title, published, source FROM parse_article(readfile('page.txt'));
**   INSERT INTO articles SELECT * FROM parse_article(:page);
**
** The columns are those of articles, in their order; id, tickers and first_seen are NULL,
** as the table articles finds them itself. raw is TEXT or BLOB; a NULL has no row. The
** second argument names the format; NULL or none finds it from the content. No file is
** read.
**
** HOW IT WORKS. xFilter parses the page with the connection's parser into the cursor's
** arena, and the one row shows it.
*/
#include "sqliteInt.h"
#include <string.h>

static const char zParseArticleDecl[] =
  "CREATE TABLE parse_article(" NEWS_ARTICLE_COLUMNS ", raw HIDDEN, format HIDDEN)";

/* Hidden columns, and the same as bits of idxNum. */
#define PARSE_RAW         NEWS_AC_N
#define PARSE_FORMAT      (NEWS_AC_N+1)
#define PARSE_ARG_RAW     0x01
#define PARSE_ARG_FORMAT  0x02

typedef struct ParseCursor {
  sqlite3_vtab_cursor base;
  NewsArena *pArena;      /* the parsed article; NULL before the first xFilter */
  sqlite3_value *pRaw;    /* copies of the arguments; NULL: not given */
  sqlite3_value *pFormat;
  NewsArticle article;
  int bRow;               /* the row is still to come */
} ParseCursor;

static int parseConnect(
  sqlite3 *db, void *pAux, int argc, const char *const *argv,
  sqlite3_vtab **ppVtab, char **pzErr
){
  (void)argc; (void)argv; (void)pzErr;
  return newsTableConnect(db, pAux, zParseArticleDecl, SQLITE_VTAB_INNOCUOUS,
                          sizeof(NewsTable), ppVtab);
}

static int parseBestIndex(sqlite3_vtab *pVtab, sqlite3_index_info *pInfo){
  (void)pVtab;
  int rc = newsTableArgs(pInfo, PARSE_RAW, 2);
  if( rc!=SQLITE_OK ) return rc;
  if( pInfo->idxNum & PARSE_ARG_RAW ){
    pInfo->estimatedCost = 500.0;
    pInfo->estimatedRows = 1;
    pInfo->idxFlags = SQLITE_INDEX_SCAN_UNIQUE;
  }else{
    pInfo->estimatedCost = 1e12;
  }
  return SQLITE_OK;
}

static int parseOpen(sqlite3_vtab *pVtab, sqlite3_vtab_cursor **ppCursor){
  (void)pVtab;
  ParseCursor *pCur = sqlite3_malloc64(sizeof(*pCur));
  if( pCur==NULL ) return SQLITE_NOMEM;
  memset(pCur, 0, sizeof(*pCur));
  *ppCursor = &pCur->base;
  return SQLITE_OK;
}

/* Drop what the last xFilter made, except the arena. */
static void parseClear(ParseCursor *pCur){
  sqlite3_value_free(pCur->pRaw);
  sqlite3_value_free(pCur->pFormat);
  pCur->pRaw = pCur->pFormat = NULL;
  pCur->bRow = 0;
}

static int parseClose(sqlite3_vtab_cursor *pCursor){
  ParseCursor *pCur = (ParseCursor*)pCursor;
  parseClear(pCur);
  newsDbArenaBack(((NewsTable*)pCursor->pVtab)->pDb, pCur->pArena);
  sqlite3_free(pCur);
  return SQLITE_OK;
}

/* Parse the page of the arguments into the cursor. */
static int parseRead(ParseCursor *pCur, NewsDb *pDb, NewsError *pErr){
  NewsArticleHooks hooks;
  NewsParser *pParser = NULL;
  const char *zFormat = NULL;
  size_t nFormat = 0;
  int rc = newsDbParser(pDb, &pParser);
  if( rc==SQLITE_OK && pCur->pFormat ){
    rc = newsValueText(pCur->pArena, pCur->pFormat, &zFormat, &nFormat);
  }
  if( rc!=SQLITE_OK ) return rc;
  if( zFormat && (zFormat = newsArenaDup(pCur->pArena, zFormat, (int)nFormat))==NULL ){
    return SQLITE_NOMEM;
  }
  /* A BLOB's bytes are asked for first: they need no conversion. */
  const char *zRaw = sqlite3_value_type(pCur->pRaw)==SQLITE_BLOB
      ? sqlite3_value_blob(pCur->pRaw)
      : (const char*)sqlite3_value_text(pCur->pRaw);
  size_t nRaw = (size_t)sqlite3_value_bytes(pCur->pRaw);
  if( zRaw==NULL && nRaw>0 ) return SQLITE_NOMEM;
  newsDbHooks(pDb, &hooks);
  return newsArticleParse(pParser, pCur->pArena, &hooks, zRaw ? zRaw : "", nRaw, zFormat,
                          &pCur->article, pErr);
}

static int parseFilter(
  sqlite3_vtab_cursor *pCursor, int idxNum, const char *idxStr,
  int argc, sqlite3_value **argv
){
  ParseCursor *pCur = (ParseCursor*)pCursor;
  NewsDb *pDb = ((NewsTable*)pCursor->pVtab)->pDb;
  NewsError err = {0};
  (void)argc; (void)idxStr;
  parseClear(pCur);
  if( (idxNum & PARSE_ARG_RAW)==0 ){
    return newsVtabError(pCursor->pVtab, SQLITE_ERROR,
                         "parse_article: no page is given, as in parse_article(page)");
  }
  if( pCur->pArena ){
    newsArenaReset(pCur->pArena);
  }else if( (pCur->pArena = newsDbArena(pDb))==NULL ){
    return SQLITE_NOMEM;
  }
  if( (pCur->pRaw = sqlite3_value_dup(argv[0]))==NULL ) return SQLITE_NOMEM;
  if( idxNum & PARSE_ARG_FORMAT ){
    if( (pCur->pFormat = sqlite3_value_dup(argv[1]))==NULL ) return SQLITE_NOMEM;
  }
  if( sqlite3_value_type(pCur->pRaw)==SQLITE_NULL ) return SQLITE_OK;
  int rc = parseRead(pCur, pDb, &err);
  pCur->bRow = rc==NEWS_OK;
  if( err.rc!=NEWS_OK ) newsVtabError(pCursor->pVtab, rc, "parse_article: %s", err.z);
  return rc;
}

static int parseNext(sqlite3_vtab_cursor *pCursor){
  ((ParseCursor*)pCursor)->bRow = 0;
  return SQLITE_OK;
}

static int parseEof(sqlite3_vtab_cursor *pCursor){
  return ((ParseCursor*)pCursor)->bRow==0;
}

static int parseColumn(sqlite3_vtab_cursor *pCursor, sqlite3_context *ctx, int iCol){
  ParseCursor *pCur = (ParseCursor*)pCursor;
  if( iCol<NEWS_AC_N ){
    newsResultArticle(ctx, &pCur->article, iCol);
  }else if( iCol==PARSE_RAW ){
    sqlite3_result_value(ctx, pCur->pRaw);
  }else if( pCur->pFormat ){
    sqlite3_result_value(ctx, pCur->pFormat);
  }
  return SQLITE_OK;
}

static int parseRowid(sqlite3_vtab_cursor *pCursor, sqlite3_int64 *piRowid){
  (void)pCursor;
  *piRowid = 1;
  return SQLITE_OK;
}

const sqlite3_module newsParseArticleModule = {
  .iVersion    = 2,
  .xConnect    = parseConnect,
  .xBestIndex  = parseBestIndex,
  .xDisconnect = newsTableDisconnect,
  .xOpen       = parseOpen,
  .xClose      = parseClose,
  .xFilter     = parseFilter,
  .xNext       = parseNext,
  .xEof        = parseEof,
  .xColumn     = parseColumn,
  .xRowid      = parseRowid
};
