/*
** articles_write.c - the table articles: INSERT, UPDATE, DELETE and commands.
**
**   INSERT INTO articles(url, title, body) VALUES(?, ?, ?);
**   INSERT OR IGNORE INTO articles(raw) VALUES(readfile('page.txt'));
**   UPDATE articles SET section='Markets' WHERE id=7;
**   INSERT INTO articles(articles) VALUES('refresh');
**
** HOW IT WORKS. A row is looked at (its values, its conflicts), then read (recognised),
** and only then written, by newsDbAtom: whole or not at all. Rows that OR REPLACE
** pushes out are deleted first; nothing is written with OR REPLACE, which would leave
** news_search behind.
**
** CONFLICTS. sqlite3_vtab_on_conflict says what the statement wants. Every conflict is
** found by a look before anything is written; the answer SQLITE_CONSTRAINT lets SQLite
** do what the clause asks for. What a user's trigger raises is no conflict: the
** statement ends.
*/
#include "sqliteInt.h"
#include <string.h>

/* A row on its way. */
typedef struct Change {
  NewsArticles *pTab;
  NewsArena *pArena;
  sqlite3_value **apVal;  /* the columns of articles, in their order */
  sqlite3_int64 iOld;     /* UPDATE: the row */
  sqlite3_int64 iNew;     /* the id that it gets, if bId */
  int bId;
  unsigned mSet;          /* columns that are given or changed, bit i for column i */
  NewsArticle article;    /* and their values */
  sqlite3_int64 aGone[2]; /* rows that OR REPLACE pushes out */
  int nGone;
  NewsReading reading;    /* INSERT: what was read */
  int bStarted;           /* INSERT: pTab->zNow is that of the statement */
  int bStored;            /* INSERT: iNew is its id */
  int bLeftOut;           /* a user's trigger left the row out by RAISE(IGNORE) */
} Change;

#define ABOUT_COLUMNS ((1u<<NEWS_AC_TITLE)|(1u<<NEWS_AC_BODY)|(1u<<NEWS_AC_PUBLISHED) \
  |(1u<<NEWS_AC_SOURCE)|(1u<<NEWS_AC_AUTHOR)|(1u<<NEWS_AC_LANGUAGE))

/*------------------------------------------------------------------------------ values */

/* Is a column given? In an UPDATE: is it changed? */
static int isGiven(Change *p, int iCol){
  return !sqlite3_value_nochange(p->apVal[iCol]);
}

/* A value as an id, as INTEGER PRIMARY KEY takes it. */
static int valueId(NewsArticles *pTab, sqlite3_value *pVal, sqlite3_int64 *pi){
  int eType = sqlite3_value_numeric_type(pVal);
  if( eType==SQLITE_FLOAT ){
    double r = sqlite3_value_double(pVal);
    int bFits = r>=-9223372036854775808.0 && r<9223372036854775808.0;
    if( bFits && r==(double)(sqlite3_int64)r ) eType = SQLITE_INTEGER;
  }
  if( eType!=SQLITE_INTEGER || sqlite3_value_type(pVal)==SQLITE_BLOB ){
    return newsVtabError(&pTab->base, SQLITE_MISMATCH, "datatype mismatch");
  }
  *pi = sqlite3_value_int64(pVal);
  return SQLITE_OK;
}

/* Parse raw, and take what the statement does not set itself. */
static int takeRaw(Change *p, int bUpdate, char **pzErr){
  NewsDb *pDb = p->pTab->pDb;
  const char *zRaw, *zFormat;
  size_t nRaw, nFormat;
  NewsParser *pParser;
  NewsArticleHooks hooks;
  NewsArticle parsed;
  NewsError err = {NEWS_OK, ""};
  int rc = newsValueText(p->pArena, p->apVal[NEWS_AT_FORMAT], &zFormat, &nFormat);
  if( rc ) return rc;
  sqlite3_value *pRaw = p->apVal[NEWS_AT_RAW];
  if( sqlite3_value_type(pRaw)==SQLITE_NULL ){
    if( zFormat==NULL ) return SQLITE_OK;
    *pzErr = sqlite3_mprintf("articles: format is given without raw");
    return SQLITE_ERROR;
  }
  int bBlob = sqlite3_value_type(pRaw)==SQLITE_BLOB;
  zRaw = bBlob ? sqlite3_value_blob(pRaw) : (const void*)sqlite3_value_text(pRaw);
  nRaw = (size_t)sqlite3_value_bytes(pRaw);
  if( zRaw==NULL && nRaw ) return SQLITE_NOMEM;
  rc = newsDbParser(pDb, &pParser);
  if( rc ) return rc;
  newsDbHooks(pDb, &hooks);
  rc = newsArticleParse(pParser, p->pArena, &hooks, zRaw ? zRaw : "", nRaw, zFormat,
                        &parsed, &err);
  if( rc ){
    if( err.rc ) *pzErr = sqlite3_mprintf("articles: %s", err.z);
    return rc;
  }
  for(int i=NEWS_AC_URL; i<NEWS_AC_FIRST_SEEN; i++){
    if( i==NEWS_AC_TICKERS || (i==NEWS_AC_URL && parsed.az[i]==NULL) ) continue;
    if( bUpdate ? isGiven(p, i) : p->article.az[i]!=NULL ) continue;
    p->article.az[i] = parsed.az[i];
    p->article.an[i] = parsed.an[i];
    p->mSet |= 1u<<i;
  }
  return SQLITE_OK;
}

/* Tags and symbols are JSON arrays. A text that is none becomes the one of its parts
** between commas and semicolons: "AI, chips". */
static int takeList(Change *p, int iCol){
  const char *z = p->article.az[iCol];
  NewsBuf buf;
  if( z==NULL || z[strspn(z, " \t\r\n")]=='[' ) return SQLITE_OK;
  newsBufInit(&buf, newsArenaHost(p->pArena));
  newsBufChar(&buf, '[');
  while( *z ){
    z += strspn(z, " \t\r\n,;");
    size_t n = strcspn(z, ",;"), nText = n;
    while( nText>0 && strchr(" \t\r\n", z[nText-1]) ) nText--;
    if( nText>0 && buf.n>1 ) newsBufChar(&buf, ',');
    if( nText>0 ) newsBufJson(&buf, z, nText);
    z += n;
  }
  newsBufChar(&buf, ']');
  int rc = buf.rc;
  if( rc==NEWS_OK ){
    p->article.an[iCol] = (int)buf.n;
    p->article.az[iCol] = newsArenaDup(p->pArena, buf.z, (int)buf.n);
    if( p->article.az[iCol]==NULL ) rc = NEWS_NOMEM;
  }
  newsBufFree(&buf);
  return rc;
}

/* Fill p->article from the values. */
static int takeValues(Change *p, int bUpdate, char **pzErr){
  for(int i=NEWS_AC_URL; i<NEWS_AC_N; i++){
    size_t n;
    if( i==NEWS_AC_TICKERS || !isGiven(p, i) ) continue;
    int rc = newsValueText(p->pArena, p->apVal[i], &p->article.az[i], &n);
    if( rc ) return rc;
    p->article.an[i] = (int)n;
    p->mSet |= 1u<<i;
    if( i==NEWS_AC_TAGS || i==NEWS_AC_SYMBOLS ) rc = takeList(p, i);
    if( rc ) return rc;
  }
  for(int i=NEWS_AT_RANK; i<=NEWS_AT_STALE; i++){
    if( !isGiven(p, i) || sqlite3_value_type(p->apVal[i])==SQLITE_NULL ) continue;
    *pzErr = sqlite3_mprintf("articles: rank, snippet and stale cannot be written");
    return SQLITE_ERROR;
  }
  return takeRaw(p, bUpdate, pzErr);
}

/*--------------------------------------------------------------------------- conflicts */

/* The row with an url; SQLITE_EMPTY: none. pFirst: its first_seen, copied to the
** arena. */
static int findUrl(Change *p, sqlite3_int64 *piRow, const char **pzFirst, char **pzErr){
  sqlite3_stmt *pStmt;
  NewsDb *pDb = p->pTab->pDb;
  int rc = newsDbStmt(pDb, NEWS_SQL_BY_URL, &pStmt, pzErr);
  if( rc ) return rc;
  rc = sqlite3_bind_text(pStmt, 1, p->article.az[NEWS_AC_URL], p->article.an[NEWS_AC_URL],
                         SQLITE_STATIC);
  if( rc==SQLITE_OK && (rc = sqlite3_step(pStmt))==SQLITE_ROW ){
    size_t n;
    *piRow = sqlite3_column_int64(pStmt, 0);
    rc = newsValueText(p->pArena, sqlite3_column_value(pStmt, 1), pzFirst, &n);
    if( rc==SQLITE_OK && *pzFirst ){
      *pzFirst = newsArenaDup(p->pArena, *pzFirst, (int)n);
      if( *pzFirst==NULL ) rc = SQLITE_NOMEM;
    }
  }else if( rc==SQLITE_DONE ){
    rc = SQLITE_EMPTY;
  }else{
    rc = newsDbError(pDb, rc, pzErr);
  }
  sqlite3_reset(pStmt);
  sqlite3_clear_bindings(pStmt);
  return rc;
}

/* SQLITE_OK: there is a row with this id; SQLITE_EMPTY: none. */
static int findId(NewsDb *pDb, sqlite3_int64 id, char **pzErr){
  sqlite3_stmt *pStmt;
  int rc = newsDbStmt(pDb, NEWS_SQL_BY_ID, &pStmt, pzErr);
  if( rc ) return rc;
  sqlite3_bind_int64(pStmt, 1, id);
  rc = sqlite3_step(pStmt);
  rc = rc==SQLITE_ROW ? SQLITE_OK : rc==SQLITE_DONE ? SQLITE_EMPTY
     : newsDbError(pDb, rc, pzErr);
  sqlite3_reset(pStmt);
  return rc;
}

/* Push row id out, or say in SQLite's words that the column is not unique. */
static int pushOut(Change *p, sqlite3_int64 id, int iCol, char **pzErr){
  if( sqlite3_vtab_on_conflict(p->pTab->pDb->db)!=SQLITE_REPLACE ){
    *pzErr = sqlite3_mprintf("UNIQUE constraint failed: articles.%s",
                             newsArticleColumn[iCol]);
    return iCol==NEWS_AC_ID ? SQLITE_CONSTRAINT_PRIMARYKEY : SQLITE_CONSTRAINT_UNIQUE;
  }
  if( p->nGone==0 || p->aGone[0]!=id ) p->aGone[p->nGone++] = id;
  return SQLITE_OK;
}

/* Look for rows in the way of an INSERT. A row with the same url hands its id and
** first_seen on, where the statement gives none. */
static int insertConflicts(Change *p, char **pzErr){
  int rc = SQLITE_EMPTY;
  if( p->bId ) rc = findId(p->pTab->pDb, p->iNew, pzErr);
  if( rc==SQLITE_OK ) rc = pushOut(p, p->iNew, NEWS_AC_ID, pzErr);
  if( rc!=SQLITE_OK && rc!=SQLITE_EMPTY ) return rc;
  if( p->article.az[NEWS_AC_URL]==NULL ) return SQLITE_OK;
  sqlite3_int64 iRow;
  const char *zFirst;
  rc = findUrl(p, &iRow, &zFirst, pzErr);
  if( rc==SQLITE_OK ) rc = pushOut(p, iRow, NEWS_AC_URL, pzErr);
  if( rc ) return rc==SQLITE_EMPTY ? SQLITE_OK : rc;
  if( !p->bId ){
    p->iNew = iRow;
    p->bId = 1;
  }
  if( p->article.az[NEWS_AC_FIRST_SEEN]==NULL && zFirst ){
    p->article.az[NEWS_AC_FIRST_SEEN] = zFirst;
    p->article.an[NEWS_AC_FIRST_SEEN] = (int)strlen(zFirst);
  }
  return SQLITE_OK;
}

/* The same for an UPDATE. */
static int updateConflicts(Change *p, char **pzErr){
  int rc = SQLITE_EMPTY;
  sqlite3_int64 iRow;
  const char *zFirst;
  if( p->bId && p->iNew!=p->iOld ) rc = findId(p->pTab->pDb, p->iNew, pzErr);
  if( rc==SQLITE_OK ) rc = pushOut(p, p->iNew, NEWS_AC_ID, pzErr);
  if( rc!=SQLITE_OK && rc!=SQLITE_EMPTY ) return rc;
  if( (p->mSet & (1u<<NEWS_AC_URL))==0 ) return SQLITE_OK;
  if( p->article.az[NEWS_AC_URL]==NULL ) return SQLITE_OK;
  rc = findUrl(p, &iRow, &zFirst, pzErr);
  if( rc==SQLITE_OK && iRow!=p->iOld ) rc = pushOut(p, iRow, NEWS_AC_URL, pzErr);
  return rc==SQLITE_EMPTY ? SQLITE_OK : rc;
}

/*-------------------------------------------------------------------- once a statement */

/* The first row of a statement: may it go on, and what is its 'now'? */
static int startStatement(Change *p, char **pzErr){
  NewsArticles *pTab = p->pTab;
  sqlite3_stmt *pStmt;
  sqlite3_int64 iSource = newsSourceKey(pTab->pDb->db);
  p->bStarted = 1;
  if( pTab->zNow[0] && iSource==pTab->iSource ) return SQLITE_OK;
  pTab->zNow[0] = 0;
  int rc = newsSourceCheck(pTab->pDb, pzErr);
  if( rc==SQLITE_OK ) rc = newsDbStmt(pTab->pDb, NEWS_SQL_NOW, &pStmt, pzErr);
  if( rc ) return rc;
  if( sqlite3_step(pStmt)==SQLITE_ROW ){
    const unsigned char *z = sqlite3_column_text(pStmt, 0);
    if( z ) sqlite3_snprintf(sizeof(pTab->zNow), pTab->zNow, "%s", z);
  }
  rc = sqlite3_reset(pStmt);
  if( rc ) return newsDbError(pTab->pDb, rc, pzErr);
  return pTab->zNow[0] ? SQLITE_OK : SQLITE_NOMEM;
}

/*----------------------------------------------------------------------------- writing */

/* Delete rows; SQLITE_CONSTRAINT with bLeftOut when a trigger keeps one of them. */
static int deleteRows(
  NewsDb *pDb, const sqlite3_int64 *aRow, int nRow,
  int *pbLeftOut, char **pzErr
){
  for(int i=0; i<nRow; i++){
    sqlite3_stmt *pStmt;
    int rc = newsDbStmt(pDb, NEWS_SQL_DELETE, &pStmt, pzErr);
    if( rc ) return rc;
    sqlite3_bind_int64(pStmt, 1, aRow[i]);
    rc = newsDbRun(pDb, pStmt, pzErr);
    if( rc ) return rc;
    if( sqlite3_changes(pDb->db)==0 ){
      *pbLeftOut = 1;
      return SQLITE_CONSTRAINT;
    }
    rc = newsStoreNoneLeft(pDb, aRow[i], pzErr);
    if( rc ) return rc;
  }
  return SQLITE_OK;
}

/* Bind the columns of an article: column i is parameter i+1. */
static int bindArticle(sqlite3_stmt *pStmt, const NewsArticle *p){
  int rc = SQLITE_OK;
  for(int i=NEWS_AC_URL; rc==SQLITE_OK && i<NEWS_AC_N; i++){
    if( p->az[i]==NULL ) continue;
    rc = sqlite3_bind_text(pStmt, i+1, p->az[i], p->an[i], SQLITE_STATIC);
  }
  return rc;
}

/* All writes of an INSERT. */
static int writeInsert(NewsDb *pDb, void *pArg, char **pzErr){
  Change *p = pArg;
  sqlite3_stmt *pStmt;
  int rc = deleteRows(pDb, p->aGone, p->nGone, &p->bLeftOut, pzErr);
  if( rc==SQLITE_OK ) rc = newsDbStmt(pDb, NEWS_SQL_INSERT, &pStmt, pzErr);
  if( rc ) return rc;
  rc = bindArticle(pStmt, &p->article);
  if( rc==SQLITE_OK ){
    if( p->bId ) sqlite3_bind_int64(pStmt, NEWS_AC_ID+1, p->iNew);
    sqlite3_bind_int64(pStmt, NEWS_AC_N+1, p->reading.iFingerprint);
    rc = newsDbRun(pDb, pStmt, pzErr);
  }
  if( rc ) return rc;
  if( sqlite3_changes(pDb->db)==0 ){
    p->bLeftOut = 1;
    return SQLITE_CONSTRAINT;
  }
  p->iNew = sqlite3_last_insert_rowid(pDb->db);
  p->bStored = 1;
  return newsStoreMentions(pDb, p->iNew, &p->reading, pzErr);
}

/* UPDATE news_article with the columns that change. */
static int updateColumns(NewsDb *pDb, Change *p, int bReread, char **pzErr){
  sqlite3_stmt *pStmt;
  const char *zGlue = " SET ";
  sqlite3_str *pStr = sqlite3_str_new(pDb->db);
  sqlite3_str_appendall(pStr, "UPDATE main.news_article");
  for(int i=NEWS_AC_ID; i<NEWS_AC_N; i++){
    if( i==NEWS_AC_ID ? !p->bId : (p->mSet & (1u<<i))==0 ) continue;
    sqlite3_str_appendf(pStr, "%s%s=?%d", zGlue, newsArticleColumn[i], i+1);
    zGlue = ", ";
  }
  if( bReread ) sqlite3_str_appendf(pStr, "%sfingerprint=NULL", zGlue);
  sqlite3_str_appendf(pStr, " WHERE id=%lld", p->iOld);
  char *zSql = sqlite3_str_finish(pStr);
  if( zSql==NULL ) return SQLITE_NOMEM;
  int rc = newsDbPrepare(pDb, &pStmt, pzErr, "%s", zSql);
  sqlite3_free(zSql);
  if( rc ) return rc;
  for(int i=NEWS_AC_URL; rc==SQLITE_OK && i<NEWS_AC_N; i++){
    if( (p->mSet & (1u<<i))==0 || p->article.az[i]==NULL ) continue;
    rc = sqlite3_bind_text(pStmt, i+1, p->article.az[i], p->article.an[i], SQLITE_STATIC);
  }
  if( p->bId ) sqlite3_bind_int64(pStmt, NEWS_AC_ID+1, p->iNew);
  if( rc==SQLITE_OK ) rc = newsDbRun(pDb, pStmt, pzErr);
  sqlite3_finalize(pStmt);
  return rc;
}

/* All writes of an UPDATE. */
static int writeUpdate(NewsDb *pDb, void *pArg, char **pzErr){
  Change *p = pArg;
  int bReread = (p->mSet & ABOUT_COLUMNS)!=0;
  int rc = deleteRows(pDb, p->aGone, p->nGone, &p->bLeftOut, pzErr);
  if( rc==SQLITE_OK && (p->bId || p->mSet) ){
    rc = updateColumns(pDb, p, bReread, pzErr);
    if( rc==SQLITE_OK && sqlite3_changes(pDb->db)==0 ){
      p->bLeftOut = 1;
      rc = SQLITE_CONSTRAINT;
    }
  }
  if( rc==SQLITE_OK && p->bId ) rc = newsStoreNoneLeft(pDb, p->iOld, pzErr);
  if( rc==SQLITE_OK && bReread ){
    rc = newsStoreRefresh(pDb, p->pArena, p->bId ? p->iNew : p->iOld, pzErr);
  }
  return rc;
}

/* All writes of a DELETE. */
static int writeDelete(NewsDb *pDb, void *pArg, char **pzErr){
  Change *p = pArg;
  return deleteRows(pDb, &p->iOld, 1, &p->bLeftOut, pzErr);
}

/* Write as one. A row that a user's trigger leaves out is no error; what it raises is
** one that ends the statement, whatever its conflict clause says. */
static int writeChange(
  Change *p, int (*xDo)(NewsDb*, void*, char**),
  char **pzErr
){
  NewsDb *pDb = p->pTab->pDb;
  int rc = newsDbAtom(pDb, xDo, p, pzErr);
  if( p->bLeftOut && (rc & 0xff)==SQLITE_CONSTRAINT ){
    sqlite3_free(*pzErr);
    *pzErr = NULL;
    return SQLITE_OK;
  }
  if( (rc & 0xff)==SQLITE_CONSTRAINT ){
    int eMode = sqlite3_vtab_on_conflict(pDb->db);
    if( eMode!=SQLITE_ABORT && eMode!=SQLITE_REPLACE ) rc = SQLITE_ERROR;
  }
  return rc;
}

/*---------------------------------------------------------------------------- commands */

/* INSERT INTO articles(articles) VALUES(command). */
static int runCommand(Change *p, char **pzErr){
  NewsDb *pDb = p->pTab->pDb;
  NewsSchema schema;
  const char *z;
  size_t n;
  for(int i=0; i<NEWS_AT_N; i++){
    if( i==NEWS_AT_COMMAND || sqlite3_value_type(p->apVal[i])==SQLITE_NULL ) continue;
    *pzErr = sqlite3_mprintf("articles: a command stands alone, without other columns");
    return SQLITE_ERROR;
  }
  int rc = newsValueText(p->pArena, p->apVal[NEWS_AT_COMMAND], &z, &n);
  if( rc ) return rc;
  int bCheck = sqlite3_stricmp(z, "integrity-check")==0;
  int bRefresh = sqlite3_stricmp(z, "refresh")==0;
  int bOptimize = sqlite3_stricmp(z, "optimize")==0;
  if( !bCheck && !bRefresh && !bOptimize && sqlite3_stricmp(z, "setup")!=0 ){
    *pzErr = sqlite3_mprintf("articles: unknown command \"%.*s\"; there are setup,"
        " refresh, optimize and integrity-check", n>80 ? 80 : (int)n, z);
    return SQLITE_ERROR;
  }
  if( !bCheck ){
    rc = newsSchemaSetup(pDb, pzErr);
  }
  if( rc==SQLITE_OK ) rc = newsSchemaCheck(pDb, NULL, &schema, pzErr);
  if( rc || schema.iNumber==0 ) return rc;
  if( bCheck ) return newsIntegrity(pDb, pzErr);
  if( bRefresh ) return newsRefresh(pDb, pzErr);
  if( bOptimize && schema.bSearch ){
    rc = newsDbExec(pDb, pzErr,
                    "INSERT INTO main.news_search(news_search) VALUES('optimize')");
  }
  return rc;
}

/*----------------------------------------------------------------------------- xUpdate */

static int insertRow(Change *p, sqlite3_value *pRowid, char **pzErr){
  NewsDb *pDb = p->pTab->pDb;
  NewsSchema schema;
  int rc = SQLITE_OK;
  if( sqlite3_value_type(p->apVal[NEWS_AT_COMMAND])!=SQLITE_NULL ){
    return runCommand(p, pzErr);
  }
  for(int i=0; rc==SQLITE_OK && i<2; i++){
    sqlite3_value *pVal = i ? p->apVal[NEWS_AC_ID] : pRowid;
    if( sqlite3_value_type(pVal)==SQLITE_NULL ) continue;
    rc = valueId(p->pTab, pVal, &p->iNew);
    p->bId = 1;
  }
  if( rc==SQLITE_OK ) rc = startStatement(p, pzErr);
  if( rc==SQLITE_OK ) rc = takeValues(p, 0, pzErr);
  if( rc==SQLITE_OK ) rc = newsSchemaCheck(pDb, NULL, &schema, pzErr);
  if( rc==SQLITE_OK && schema.iNumber<NEWS_SCHEMA ) rc = newsSchemaSetup(pDb, pzErr);
  if( rc==SQLITE_OK ) rc = insertConflicts(p, pzErr);
  if( rc==SQLITE_OK && p->article.az[NEWS_AC_FIRST_SEEN]==NULL ){
    p->article.az[NEWS_AC_FIRST_SEEN] = p->pTab->zNow;
    p->article.an[NEWS_AC_FIRST_SEEN] = (int)strlen(p->pTab->zNow);
  }
  if( rc==SQLITE_OK ) rc = newsStoreRead(pDb, p->pArena, &p->article, &p->reading, pzErr);
  if( rc ) return rc;
  p->article.az[NEWS_AC_LANGUAGE] = p->reading.zLanguage;
  p->article.an[NEWS_AC_LANGUAGE] =
      p->reading.zLanguage ? (int)strlen(p->reading.zLanguage) : 0;
  p->article.az[NEWS_AC_TICKERS] = p->reading.zTickers;
  p->article.an[NEWS_AC_TICKERS] = (int)strlen(p->reading.zTickers);
  return writeChange(p, writeInsert, pzErr);
}

static int updateRow(Change *p, sqlite3_value *pRowid, char **pzErr){
  NewsSchema schema;
  int rc = SQLITE_OK;
  p->iNew = sqlite3_value_int64(pRowid);
  if( sqlite3_value_type(pRowid)!=SQLITE_INTEGER || isGiven(p, NEWS_AC_ID) ){
    sqlite3_value *pVal = isGiven(p, NEWS_AC_ID) ? p->apVal[NEWS_AC_ID] : pRowid;
    rc = valueId(p->pTab, pVal, &p->iNew);
  }
  p->bId = p->iNew!=p->iOld;
  if( rc==SQLITE_OK && isGiven(p, NEWS_AT_COMMAND)
   && sqlite3_value_type(p->apVal[NEWS_AT_COMMAND])!=SQLITE_NULL ){
    *pzErr = sqlite3_mprintf("articles: a command is an INSERT");
    rc = SQLITE_ERROR;
  }
  if( rc==SQLITE_OK ) rc = takeValues(p, 1, pzErr);
  if( rc==SQLITE_OK ) rc = newsSchemaCheck(p->pTab->pDb, NULL, &schema, pzErr);
  if( rc==SQLITE_OK && schema.iNumber<NEWS_SCHEMA ){
    rc = newsSchemaSetup(p->pTab->pDb, pzErr);
  }
  if( rc==SQLITE_OK ) rc = updateConflicts(p, pzErr);
  if( rc==SQLITE_OK ) rc = writeChange(p, writeUpdate, pzErr);
  return rc;
}

/* argv: the old rowid (NULL: INSERT); the new rowid (none: DELETE); the columns. */
int newsArticlesUpdate(
  sqlite3_vtab *pVtab,
  int argc, sqlite3_value **argv,
  sqlite3_int64 *piRow
){
  NewsArticles *pTab = (NewsArticles*)pVtab;
  NewsDb *pDb = pTab->pDb;
  char *zErr = NULL;
  Change change;
  int rc;
  if( pTab->bView ){
    return newsVtabError(pVtab, SQLITE_READONLY,
        "this table shows the articles of the database %s and is read-only",
        pTab->zSchema);
  }
  if( pDb->pAtom ){
    return newsVtabError(pVtab, SQLITE_ERROR,
        "articles cannot be written by a trigger on newsext's own tables");
  }
  memset(&change, 0, sizeof(change));
  change.pTab = pTab;
  change.apVal = &argv[2];
  change.iOld = sqlite3_value_int64(argv[0]);
  change.pArena = newsDbArena(pDb);
  if( change.pArena==NULL ) return SQLITE_NOMEM;
  sqlite3_int64 iLast = sqlite3_last_insert_rowid(pDb->db);
  if( argc==1 ){
    rc = writeChange(&change, writeDelete, &zErr);
  }else if( sqlite3_value_type(argv[0])==SQLITE_NULL ){
    rc = insertRow(&change, argv[1], &zErr);
    *piRow = change.bStored ? change.iNew : iLast;
  }else{
    rc = updateRow(&change, argv[1], &zErr);
  }
  newsDbArenaBack(pDb, change.pArena);
  if( change.bStarted ) pTab->iSource = newsSourceKey(pDb->db);
  sqlite3_set_last_insert_rowid(pDb->db, iLast);
  if( rc && zErr ){
    static const char zUnsafe[] = "unsafe use of virtual table";
    int bUnsafe = strncmp(zErr, zUnsafe, sizeof(zUnsafe)-1)==0;
    newsVtabError(pVtab, rc, "%s%s", zErr, bUnsafe ? ": the triggers that keep it cannot"
        " run while PRAGMA trusted_schema is off, because this SQLite does not call FTS5"
        " innocuous" : "");
  }
  sqlite3_free(zErr);
  return rc;
}
