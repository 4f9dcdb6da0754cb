/*
** read_articles.c - the table-valued function read_articles(): the articles in files.
**
**   SELECT title, published FROM read_articles('corpus/2026-*.txt');
**   INSERT OR IGNORE INTO articles SELECT * FROM read_articles('dump.jsonl.gz');
**   SELECT path, error FROM read_articles('corpus', NULL, 'row') WHERE error IS NOT NULL;
**
** The columns are those of articles, in their order; where a page names no address, url
** is the file's path, with #17 behind it for the 17th record of a file that has several.
** The first argument is a file, a folder or a glob (files.c); a NULL has no rows. The
** second names the format; NULL or none finds it from each file's content; 'none' reads
** nothing: each file has a row that is NULL but for path, file and files. The third says
** what happens to a file or record that cannot be read:
**
**   'stop'   (or NULL) the statement fails, and the error names file, record and fault
**   'skip'   it is left out
**   'row'    it has a row that is NULL but for the hidden columns about it and error
**
** It is so with a pattern that matches nothing, while an empty folder has no rows. What
** comes before and behind a record that cannot be read is not lost by 'skip' and 'row'.
** Of the hidden columns, path is the file's path, raw the record's content (TEXT where it
** is that, else a BLOB; NULL for one of several in a feed or a JSON document), record its
** number, NULL where a file is one record, file the file's number from 1, files how many
** there are, bytes how many bytes of all of them were read, crawled, of a WARC, when the
** page was fetched.
**
** This is the only part of newsext that reads files. It works in statements only, not in
** views and triggers of a database that may be someone else's, and is left out by the
** entry point sqlite3_newsextnofs_init.
**
** HOW IT WORKS. xFilter finds all paths, sorted by their bytes. A reader (article.h) gives
** the records of one file after the other, so that memory holds one document at a time.
*/
#include "sqliteInt.h"
#include <string.h>

static const char zReadDecl[] =
  "CREATE TABLE read_articles(" NEWS_ARTICLE_COLUMNS ", pattern HIDDEN, format HIDDEN,"
  " on_error HIDDEN, path TEXT HIDDEN, raw HIDDEN, error TEXT HIDDEN,"
  " record INTEGER HIDDEN, file INTEGER HIDDEN, files INTEGER HIDDEN,"
  " bytes INTEGER HIDDEN, crawled TEXT HIDDEN)";

/* Hidden columns; the first three are arguments and bits of idxNum. */
enum {
  READ_PATTERN = NEWS_AC_N, READ_FORMAT, READ_ON_ERROR, READ_PATH, READ_RAW, READ_ERROR,
  READ_RECORD, READ_FILE, READ_FILES, READ_BYTES, READ_CRAWLED
};
enum { READ_ARG_PATTERN, READ_ARG_FORMAT, READ_ARG_ON_ERROR, READ_ARG_N };

enum { READ_STOP, READ_SKIP, READ_ROW };  /* what on_error says */

typedef struct ReadCursor {
  sqlite3_vtab_cursor base;

  /* From one xFilter to the next */
  NewsArena *pPaths;      /* holds azPath */
  sqlite3_value *apArg[READ_ARG_N];  /* copies of the arguments; NULL: not given */
  const char *zPattern;   /* as valid UTF-8 */
  const char *zFormat;    /* NULL: by content */
  int bNone;              /* the format is 'none': only paths */
  int eOnError;
  char **azPath;          /* the files */
  int nPath;
  int iPath;              /* the current one; nPath at the end */
  sqlite3_int64 iRow;     /* rowid */

  /* Of the current file */
  NewsArticleHooks hooks;
  int fd;                 /* -1: not open */
  sqlite3_int64 nByte;    /* read of it and of those before */
  NewsReader *pReader;    /* NULL: nothing more is to be read of it */

  /* Of the current record */
  NewsArena *pArena;
  NewsRecord record;
  NewsError err;          /* err.rc is NEWS_OK when it was read */
} ReadCursor;

static int readConnect(
  sqlite3 *db, void *pAux, int argc, const char *const *argv,
  sqlite3_vtab **ppVtab, char **pzErr
){
  (void)argc; (void)argv; (void)pzErr;
  return newsTableConnect(db, pAux, zReadDecl, SQLITE_VTAB_DIRECTONLY,
                          sizeof(NewsTable), ppVtab);
}

static int readBestIndex(sqlite3_vtab *pVtab, sqlite3_index_info *pInfo){
  (void)pVtab;
  int rc = newsTableArgs(pInfo, READ_PATTERN, READ_ARG_N);
  if( rc!=SQLITE_OK ) return rc;
  pInfo->estimatedCost = (pInfo->idxNum & 1<<READ_ARG_PATTERN) ? 1e6 : 1e12;
  pInfo->estimatedRows = 1000;
  return SQLITE_OK;
}

static int readOpen(sqlite3_vtab *pVtab, sqlite3_vtab_cursor **ppCursor){
  (void)pVtab;
  ReadCursor *pCur = sqlite3_malloc64(sizeof(*pCur));
  if( pCur==NULL ) return SQLITE_NOMEM;
  memset(pCur, 0, sizeof(*pCur));
  pCur->fd = -1;
  *ppCursor = &pCur->base;
  return SQLITE_OK;
}

/* Drop what belongs to the current record. */
static void readClearRecord(ReadCursor *pCur){
  if( pCur->pArena ) newsArenaReset(pCur->pArena);
  memset(&pCur->record, 0, sizeof(pCur->record));
  pCur->err.rc = NEWS_OK;
  pCur->err.z[0] = 0;
}

/* Be done with the current file. */
static void readCloseFile(ReadCursor *pCur){
  newsReaderFree(pCur->pReader);
  pCur->pReader = NULL;
  newsFilesClose(&pCur->fd);
}

/* Drop what the last xFilter made. */
static void readClear(ReadCursor *pCur){
  readCloseFile(pCur);
  readClearRecord(pCur);
  for(int i=0; i<READ_ARG_N; i++){
    sqlite3_value_free(pCur->apArg[i]);
    pCur->apArg[i] = NULL;
  }
  newsArenaFree(pCur->pPaths);
  pCur->pPaths = NULL;
  pCur->zPattern = pCur->zFormat = NULL;
  pCur->eOnError = READ_STOP;
  pCur->azPath = NULL;
  pCur->nPath = pCur->iPath = 0;
  pCur->bNone = 0;
  pCur->iRow = pCur->nByte = 0;
}

static int readClose(sqlite3_vtab_cursor *pCursor){
  ReadCursor *pCur = (ReadCursor*)pCursor;
  readClear(pCur);
  newsDbArenaBack(((NewsTable*)pCursor->pVtab)->pDb, pCur->pArena);
  sqlite3_free(pCur);
  return SQLITE_OK;
}

/* An input of the current file. */
static int64_t readBytes(void *pCtx, char *z, size_t n, NewsError *pErr){
  ReadCursor *pCur = pCtx;
  int64_t nGot = newsFilesRead(&pCur->fd, z, n, pErr);
  if( nGot>0 ) pCur->nByte += nGot;
  return nGot;
}

/* Open the current file. NEWS_OK, or a code with a sentence in pCur->err where it is the
** file's fault. */
static int readOpenFile(ReadCursor *pCur, NewsDb *pDb){
  NewsParser *pParser = NULL;
  if( newsInterrupted(&pDb->host) ) return NEWS_INTERRUPT;
  int rc = newsDbParser(pDb, &pParser);
  if( rc!=SQLITE_OK ) return rc;
  rc = newsFilesOpen(pCur->azPath[pCur->iPath], &pCur->fd, &pCur->err);
  if( rc!=NEWS_OK ) return rc;
  NewsInput input = { readBytes, pCur };
  newsDbHooks(pDb, &pCur->hooks);
  return newsReaderNew(&pDb->host, pParser, &pCur->hooks, &input, pCur->zFormat,
                       &pCur->pReader, &pCur->err);
}

/* The path, and the number of the record, in place of an address. */
static int readAddress(ReadCursor *pCur){
  const char *zPath = pCur->azPath[pCur->iPath];
  NewsArticle *p = &pCur->record.article;
  NewsBuf buf;
  if( p->az[NEWS_AC_URL] ) return NEWS_OK;
  size_t n;
  const char *z = newsUtf8Clean(pCur->pArena, zPath, strlen(zPath), &n);
  if( z==NULL ) return NEWS_NOMEM;
  newsBufInit(&buf, newsArenaHost(pCur->pArena));
  newsBufAppend(&buf, z, n);
  if( pCur->record.iRecord>0 ){
    newsBufChar(&buf, '#');
    newsBufInt(&buf, pCur->record.iRecord);
    if( pCur->record.iPart>0 ){
      newsBufChar(&buf, '.');
      newsBufInt(&buf, pCur->record.iPart);
    }
  }
  p->az[NEWS_AC_URL] = buf.rc ? NULL : newsArenaDup(pCur->pArena, buf.z, (int)buf.n);
  p->an[NEWS_AC_URL] = (int)buf.n;
  newsBufFree(&buf);
  return p->az[NEWS_AC_URL] ? NEWS_OK : NEWS_NOMEM;
}

/* The next record of the current file. 1, 0 behind the last, or a negative code, with a
** sentence in pCur->err where it is the file's fault. */
static int readRecord(ReadCursor *pCur, NewsDb *pDb){
  readClearRecord(pCur);
  if( pCur->fd<0 ){
    int rc = readOpenFile(pCur, pDb);
    if( rc!=NEWS_OK ) return -rc;
  }
  int e = newsReaderNext(pCur->pReader, pCur->pArena, &pCur->record, &pCur->err);
  if( e<=0 ) return e;
  int rc = readAddress(pCur);
  return rc ? -rc : 1;
}

/* A statement that stops at what is wrong. */
static int readStop(ReadCursor *pCur, int rc){
  const char *zPath = pCur->azPath[pCur->iPath];
  if( pCur->record.iRecord==0 ){
    return newsVtabError(pCur->base.pVtab, rc, "read_articles: %s: %s", zPath, pCur->err.z);
  }
  return newsVtabError(pCur->base.pVtab, rc, "read_articles: %s:%lld: %s", zPath,
                       (sqlite3_int64)pCur->record.iRecord, pCur->err.z);
}

/* Go on until there is a row or the end. */
static int readSettle(ReadCursor *pCur){
  NewsDb *pDb = ((NewsTable*)pCur->base.pVtab)->pDb;
  pCur->iRow++;
  if( pCur->bNone ) return SQLITE_OK;
  while( pCur->iPath<pCur->nPath ){
    int e = readRecord(pCur, pDb), bFile = pCur->pReader==NULL;
    if( e>0 ) return SQLITE_OK;
    if( e<0 && pCur->err.rc==NEWS_OK ) return -e;
    if( e<0 && pCur->eOnError==READ_STOP ) return readStop(pCur, -e);
    memset(&pCur->record.article, 0, sizeof(pCur->record.article));
    if( e<0 && pCur->eOnError==READ_ROW ) return SQLITE_OK;
    if( e==0 || bFile ){
      readCloseFile(pCur);
      pCur->iPath++;
    }
  }
  readClearRecord(pCur);
  return SQLITE_OK;
}

/* Text of an argument, NUL-terminated; NULL when it is not given or NULL. */
static int readArg(ReadCursor *pCur, int iArg, const char **pz){
  size_t n = 0;
  *pz = NULL;
  if( pCur->apArg[iArg]==NULL ) return SQLITE_OK;
  int rc = newsValueText(pCur->pPaths, pCur->apArg[iArg], pz, &n);
  if( rc!=SQLITE_OK || *pz==NULL ) return rc;
  *pz = newsArenaDup(pCur->pPaths, *pz, (int)n);
  return *pz ? SQLITE_OK : SQLITE_NOMEM;
}

/* Understand the third argument. */
static int readOnError(ReadCursor *pCur){
  const char *z;
  int rc = readArg(pCur, READ_ARG_ON_ERROR, &z);
  if( rc!=SQLITE_OK || z==NULL || strcmp(z, "stop")==0 ){
    pCur->eOnError = READ_STOP;
  }else if( strcmp(z, "skip")==0 ){
    pCur->eOnError = READ_SKIP;
  }else if( strcmp(z, "row")==0 ){
    pCur->eOnError = READ_ROW;
  }else{
    rc = newsVtabError(pCur->base.pVtab, SQLITE_ERROR,
        "read_articles: on_error is 'stop', 'skip' or 'row', not '%s'", z);
  }
  return rc;
}

/* Find the files. One that is named by a glob that matches nothing is the pattern itself:
** it cannot be opened, and on_error says what follows. */
static int readFind(ReadCursor *pCur){
  NewsError err = {0};
  int bFolder = 0;
  int rc = newsFilesFind(pCur->pPaths, pCur->zPattern, &pCur->azPath, &pCur->nPath,
                         &bFolder, &err);
  if( rc!=NEWS_OK ){
    if( err.rc!=NEWS_OK ) newsVtabError(pCur->base.pVtab, rc, "read_articles: %s", err.z);
    return rc;
  }
  if( pCur->nPath==0 && !bFolder ){
    pCur->azPath = newsArenaAlloc(pCur->pPaths, sizeof(char*));
    if( pCur->azPath==NULL ) return SQLITE_NOMEM;
    pCur->azPath[0] = (char*)pCur->zPattern;
    pCur->nPath = 1;
  }
  return SQLITE_OK;
}

static int readFilter(
  sqlite3_vtab_cursor *pCursor, int idxNum, const char *idxStr,
  int argc, sqlite3_value **argv
){
  ReadCursor *pCur = (ReadCursor*)pCursor;
  NewsDb *pDb = ((NewsTable*)pCursor->pVtab)->pDb;
  int iArgv = 0;
  (void)argc; (void)idxStr;
  readClear(pCur);
  if( (idxNum & 1<<READ_ARG_PATTERN)==0 ){
    return newsVtabError(pCursor->pVtab, SQLITE_ERROR,
        "read_articles: no file is given, as in read_articles('corpus/*.txt')");
  }
  if( (pCur->pPaths = newsArenaNew(&pDb->host))==NULL ) return SQLITE_NOMEM;
  if( pCur->pArena==NULL && (pCur->pArena = newsDbArena(pDb))==NULL ) return SQLITE_NOMEM;
  for(int i=0; i<READ_ARG_N; i++){
    if( (idxNum & 1<<i)==0 ) continue;
    if( (pCur->apArg[i] = sqlite3_value_dup(argv[iArgv++]))==NULL ) return SQLITE_NOMEM;
  }
  int rc = readOnError(pCur);
  if( rc==SQLITE_OK ) rc = readArg(pCur, READ_ARG_FORMAT, &pCur->zFormat);
  pCur->bNone = pCur->zFormat && strcmp(pCur->zFormat, "none")==0;
  if( rc==SQLITE_OK ) rc = readArg(pCur, READ_ARG_PATTERN, &pCur->zPattern);
  if( rc==SQLITE_OK && pCur->zPattern ) rc = readFind(pCur);
  if( rc==SQLITE_OK ) rc = readSettle(pCur);
  return rc;
}

static int readNext(sqlite3_vtab_cursor *pCursor){
  ReadCursor *pCur = (ReadCursor*)pCursor;
  /* A row about a file that could not be opened was its only one. */
  if( pCur->pReader==NULL ){
    readCloseFile(pCur);
    pCur->iPath++;
  }
  return readSettle(pCur);
}

static int readEof(sqlite3_vtab_cursor *pCursor){
  ReadCursor *pCur = (ReadCursor*)pCursor;
  return pCur->iPath>=pCur->nPath;
}

/* A path as valid UTF-8, which the names of files need not be. */
static void readPathColumn(ReadCursor *pCur, sqlite3_context *ctx){
  const char *zPath = pCur->azPath[pCur->iPath];
  size_t n;
  const char *z = newsUtf8Clean(pCur->pArena, zPath, strlen(zPath), &n);
  if( z ){
    sqlite3_result_text64(ctx, z, n, SQLITE_TRANSIENT, SQLITE_UTF8);
  }else{
    sqlite3_result_error_nomem(ctx);
  }
}

static int readColumn(sqlite3_vtab_cursor *pCursor, sqlite3_context *ctx, int iCol){
  ReadCursor *pCur = (ReadCursor*)pCursor;
  switch( iCol ){
    case READ_PATTERN: case READ_FORMAT: case READ_ON_ERROR:
      if( pCur->apArg[iCol-READ_PATTERN] ){
        sqlite3_result_value(ctx, pCur->apArg[iCol-READ_PATTERN]);
      }
      break;
    case READ_PATH:
      readPathColumn(pCur, ctx);
      break;
    case READ_RAW: {
      const char *z = pCur->record.zRaw;
      size_t n = pCur->record.nRaw;
      if( z==NULL ) break;
      if( newsUtf8Valid(z, n)==n ){
        sqlite3_result_text64(ctx, z, n, SQLITE_TRANSIENT, SQLITE_UTF8);
      }else{
        sqlite3_result_blob64(ctx, z, n, SQLITE_TRANSIENT);
      }
      break;
    }
    case READ_ERROR:
      if( pCur->err.rc!=NEWS_OK ) newsResultText(ctx, pCur->err.z);
      break;
    case READ_RECORD:
      if( pCur->record.iRecord ) sqlite3_result_int64(ctx, pCur->record.iRecord);
      break;
    case READ_FILE:
      sqlite3_result_int(ctx, pCur->iPath+1);
      break;
    case READ_FILES:
      sqlite3_result_int(ctx, pCur->nPath);
      break;
    case READ_BYTES:
      sqlite3_result_int64(ctx, pCur->nByte);
      break;
    case READ_CRAWLED:
      if( pCur->record.zCrawled[0] ) newsResultText(ctx, pCur->record.zCrawled);
      break;
    default:
      newsResultArticle(ctx, &pCur->record.article, iCol);
      break;
  }
  return SQLITE_OK;
}

static int readRowid(sqlite3_vtab_cursor *pCursor, sqlite3_int64 *piRowid){
  *piRowid = ((ReadCursor*)pCursor)->iRow;
  return SQLITE_OK;
}

const sqlite3_module newsReadArticlesModule = {
  .iVersion    = 2,
  .xConnect    = readConnect,
  .xBestIndex  = readBestIndex,
  .xDisconnect = newsTableDisconnect,
  .xOpen       = readOpen,
  .xClose      = readClose,
  .xFilter     = readFilter,
  .xNext       = readNext,
  .xEof        = readEof,
  .xColumn     = readColumn,
  .xRowid      = readRowid
};
