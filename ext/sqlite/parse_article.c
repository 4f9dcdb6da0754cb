/*
** parse_article.c - the table-valued function parse_article(): a raw page as rows.
**
**   SELECT title, published, source FROM parse_article(readfile('page.html'));
**   INSERT INTO articles SELECT * FROM parse_article(:feed);
**
** The columns are those of articles, in their order; id, tickers and first_seen are NULL,
** as the table articles finds them itself. raw is TEXT or BLOB; a NULL has no row. A page
** or a text has one row, a feed, JSON, CSV or WARC one for each article in it, in gzip
** too. The second argument names the format; NULL or none finds it from the content. No
** file is read.
**
** HOW IT WORKS. A reader (article.h) takes the bytes of the argument; each row is parsed
** with the connection's parser into the cursor's arena.
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
  NewsArena *pArena;      /* the row's article; NULL before the first xFilter */
  sqlite3_value *pRaw;    /* copies of the arguments; NULL: not given */
  sqlite3_value *pFormat;
  NewsBytes raw;          /* bytes of pRaw that the reader has not taken yet */
  NewsArticleHooks hooks;
  NewsReader *pReader;    /* NULL at the end */
  NewsRecord record;
  sqlite3_int64 iRow;
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
  newsReaderFree(pCur->pReader);
  pCur->pReader = NULL;
  pCur->iRow = 0;
}

static int parseClose(sqlite3_vtab_cursor *pCursor){
  ParseCursor *pCur = (ParseCursor*)pCursor;
  parseClear(pCur);
  newsDbArenaBack(((NewsTable*)pCursor->pVtab)->pDb, pCur->pArena);
  sqlite3_free(pCur);
  return SQLITE_OK;
}

/* Begin to read the page of the arguments. */
static int parseBegin(ParseCursor *pCur, NewsDb *pDb, NewsError *pErr){
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
  pCur->raw.z = sqlite3_value_type(pCur->pRaw)==SQLITE_BLOB
      ? sqlite3_value_blob(pCur->pRaw)
      : (const char*)sqlite3_value_text(pCur->pRaw);
  pCur->raw.n = (size_t)sqlite3_value_bytes(pCur->pRaw);
  if( pCur->raw.z==NULL && (pCur->raw.n>0 || sqlite3_value_type(pCur->pRaw)!=SQLITE_BLOB) ){
    return SQLITE_NOMEM;
  }
  newsDbHooks(pDb, &pCur->hooks);
  NewsInput input = newsBytesInput(&pCur->raw);
  return newsReaderNew(&pDb->host, pParser, &pCur->hooks, &input, zFormat,
                       &pCur->pReader, pErr);
}

/* Go to the next row, or to the end. */
static int parseNext(sqlite3_vtab_cursor *pCursor){
  ParseCursor *pCur = (ParseCursor*)pCursor;
  NewsError err = {0};
  newsArenaReset(pCur->pArena);
  int e = newsReaderNext(pCur->pReader, pCur->pArena, &pCur->record, &err);
  pCur->iRow++;
  if( e>0 ) return SQLITE_OK;
  newsReaderFree(pCur->pReader);
  pCur->pReader = NULL;
  if( e==0 || err.rc==NEWS_OK ) return -e;
  if( pCur->record.iRecord==0 ){
    return newsVtabError(pCursor->pVtab, -e, "parse_article: %s", err.z);
  }
  return newsVtabError(pCursor->pVtab, -e, "parse_article: record %lld: %s",
                       (sqlite3_int64)pCur->record.iRecord, err.z);
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
  int rc = parseBegin(pCur, pDb, &err);
  if( err.rc!=NEWS_OK ) newsVtabError(pCursor->pVtab, rc, "parse_article: %s", err.z);
  return rc==NEWS_OK ? parseNext(pCursor) : rc;
}

static int parseEof(sqlite3_vtab_cursor *pCursor){
  return ((ParseCursor*)pCursor)->pReader==NULL;
}

static int parseColumn(sqlite3_vtab_cursor *pCursor, sqlite3_context *ctx, int iCol){
  ParseCursor *pCur = (ParseCursor*)pCursor;
  if( iCol<NEWS_AC_N ){
    newsResultArticle(ctx, &pCur->record.article, iCol);
  }else if( iCol==PARSE_RAW ){
    sqlite3_result_value(ctx, pCur->pRaw);
  }else if( pCur->pFormat ){
    sqlite3_result_value(ctx, pCur->pFormat);
  }
  return SQLITE_OK;
}

static int parseRowid(sqlite3_vtab_cursor *pCursor, sqlite3_int64 *piRowid){
  *piRowid = ((ParseCursor*)pCursor)->iRow;
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
