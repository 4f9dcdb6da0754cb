/*
** articles.c - the table articles: reading.
**
**   SELECT title, published FROM articles WHERE url='https://example.com/a';
**   SELECT title, snippet FROM articles WHERE articles MATCH 'export ban' ORDER BY rank;
**   CREATE VIRTUAL TABLE temp.archive USING articles(schema=old);
**
** HOW IT WORKS. The rows are those of news_article. xBestIndex puts the conditions that
** an index of news_article or news_search helps with into the text idxStr; xFilter
** makes one SELECT of them, and the cursor walks it. Only the columns that are used are
** selected, so that a list of titles reads no bodies.
**
** articles is there without CREATE VIRTUAL TABLE and then shows main. Made in temp with
** schema=NAME it shows an attached database, read-only. It cannot be made elsewhere: a
** virtual table in a file makes the file unreadable for clients without newsext.
**
** Writing is in articles_write.c.
*/
#include "sqliteInt.h"
#include <string.h>

static const char zDecl[] =
  "CREATE TABLE x(" NEWS_ARTICLE_COLUMNS ", articles HIDDEN, rank HIDDEN, snippet HIDDEN,"
  " stale HIDDEN, raw HIDDEN, format HIDDEN)";

const char *const newsArticleColumn[NEWS_AC_N] = {
  "id", "url", "title", "body", "summary", "published", "updated", "author", "source",
  "section", "tags", "language", "tickers", "symbols", "boilerplate", "first_seen"
};

typedef struct ArticlesCursor {
  sqlite3_vtab_cursor base;  /* must be first */
  sqlite3_stmt *pStmt;       /* columns as in articles; of stale, the fingerprint */
  char *zPlan;               /* plan that pStmt was made for, from sqlite3_mprintf */
  int bEof;
  sqlite3_int64 iFingerprint;   /* of the current gazetteer; set when stale is used */
} ArticlesCursor;

/*----------------------------------------------------------------------------- connect */

static int articlesConnect(
  sqlite3 *db, void *pAux,
  int argc, const char *const *argv,
  sqlite3_vtab **ppVtab, char **pzErr
){
  NewsDb *pDb = pAux;
  char *zSchema = NULL;
  int bCreated;
  int rc = newsTableSchema(pDb, argc, argv, &zSchema, &bCreated, pzErr);
  if( rc==SQLITE_OK ) rc = sqlite3_declare_vtab(db, zDecl);
  if( rc==SQLITE_OK ) rc = sqlite3_vtab_config(db, SQLITE_VTAB_CONSTRAINT_SUPPORT, 1);
  NewsArticles *p = rc==SQLITE_OK ? sqlite3_malloc64(sizeof(*p)) : NULL;
  if( p==NULL ){
    sqlite3_free(zSchema);
    return rc ? rc : SQLITE_NOMEM;
  }
  memset(p, 0, sizeof(*p));
  p->pDb = newsDbRef(pDb);
  p->zSchema = zSchema;
  p->bView = bCreated;
  *ppVtab = &p->base;
  return SQLITE_OK;
}

static int articlesDisconnect(sqlite3_vtab *pVtab){
  NewsArticles *p = (NewsArticles*)pVtab;
  newsDbUnref(p->pDb);
  sqlite3_free(p->zSchema);
  sqlite3_free(p);
  return SQLITE_OK;
}

/*------------------------------------------------------------------------------- plans */

/* Conditions that xBestIndex takes: name in idxStr and SQL. They come with argv in the
** order of their names. MATCH is tested only here; all others SQLite tests again. */
typedef struct PlanTerm {
  int iCol;
  unsigned char op;       /* SQLITE_INDEX_CONSTRAINT_… */
  const char *zName;
  const char *zSql;       /* with ?%d for the argument */
  double rRows;           /* share of the rows that it leaves; 0: one row at most */
} PlanTerm;
#define OP_EQ    SQLITE_INDEX_CONSTRAINT_EQ
#define OP_IS    SQLITE_INDEX_CONSTRAINT_IS
#define OP_GT    SQLITE_INDEX_CONSTRAINT_GT
#define OP_GE    SQLITE_INDEX_CONSTRAINT_GE
#define OP_LT    SQLITE_INDEX_CONSTRAINT_LT
#define OP_LE    SQLITE_INDEX_CONSTRAINT_LE
#define OP_MATCH SQLITE_INDEX_CONSTRAINT_MATCH
static const PlanTerm aTerm[] = {
  { NEWS_AC_ID, OP_EQ, "id=?", "a.id=?%d", 0 },
  { NEWS_AC_ID, OP_IS, "id IS ?", "a.id IS ?%d", 0 },
  { NEWS_AC_ID, OP_GT, "id>?", "a.id>?%d", 0.25 },
  { NEWS_AC_ID, OP_GE, "id>=?", "a.id>=?%d", 0.25 },
  { NEWS_AC_ID, OP_LT, "id<?", "a.id<?%d", 0.25 },
  { NEWS_AC_ID, OP_LE, "id<=?", "a.id<=?%d", 0.25 },
  { NEWS_AC_URL, OP_EQ, "url=?", "a.url=?%d", 0.00002 },
  { NEWS_AC_URL, OP_IS, "url IS ?", "a.url IS ?%d", 0.0001 },
  { NEWS_AC_PUBLISHED, OP_EQ, "published=?", "a.published=?%d", 0.0001 },
  { NEWS_AC_PUBLISHED, OP_IS, "published IS ?", "a.published IS ?%d", 0.01 },
  { NEWS_AC_PUBLISHED, OP_GT, "published>?", "a.published>?%d", 0.25 },
  { NEWS_AC_PUBLISHED, OP_GE, "published>=?", "a.published>=?%d", 0.25 },
  { NEWS_AC_PUBLISHED, OP_LT, "published<?", "a.published<?%d", 0.25 },
  { NEWS_AC_PUBLISHED, OP_LE, "published<=?", "a.published<=?%d", 0.25 },
  { NEWS_AT_COMMAND, OP_MATCH, "MATCH ?", "news_search MATCH ?%d", 0.01 },
  { NEWS_AT_COMMAND, OP_EQ, "MATCH ?", "news_search MATCH ?%d", 0.01 },
};
#define N_TERM ((int)(sizeof(aTerm)/sizeof(aTerm[0])))

/* Orders that it takes, for an ORDER BY of one term. */
typedef struct PlanOrder {
  int iCol;
  int bDesc;
  const char *zName;
  const char *zSql;
} PlanOrder;
static const PlanOrder aOrder[] = {
  { NEWS_AC_ID, 0, "BY id", "a.id" },
  { NEWS_AC_ID, 1, "BY id DESC", "a.id DESC" },
  { NEWS_AC_PUBLISHED, 0, "BY published", "a.published" },
  { NEWS_AC_PUBLISHED, 1, "BY published DESC", "a.published DESC" },
  { NEWS_AT_RANK, 0, "BY rank", "news_search.rank" },
  { NEWS_AT_RANK, 1, "BY rank DESC", "news_search.rank DESC" },
};
#define N_ORDER ((int)(sizeof(aOrder)/sizeof(aOrder[0])))

/* idxNum: the columns that are used, bit i for column i (of NEWS_AT_…). idxStr: names of
** conditions, each followed by a comma, then the name of an order if there is one. */

/* The row of aTerm for a constraint, or NULL. */
static const PlanTerm *planTerm(sqlite3_index_info *pInfo, int i){
  const struct sqlite3_index_constraint *p = &pInfo->aConstraint[i];
  int iCol = p->iColumn<0 ? NEWS_AC_ID : p->iColumn;
  for(int j=0; j<N_TERM; j++){
    if( aTerm[j].iCol!=iCol || aTerm[j].op!=p->op ) continue;
    if( iCol==NEWS_AC_ID || iCol==NEWS_AT_COMMAND ) return &aTerm[j];
    const char *zColl = sqlite3_vtab_collation(pInfo, i);
    return zColl==NULL || sqlite3_stricmp(zColl, "BINARY")==0 ? &aTerm[j] : NULL;
  }
  return NULL;
}

/* Costs are in rows of news_article that are read: a table of 100,000 is assumed. A row
** found by index costs a few more than one in passing, and one with its body ten times
** as much as one without. */
#define PLAN_ROWS 100000.0
#define PLAN_LONG ((1<<NEWS_AC_BODY)|(1<<NEWS_AC_BOILERPLATE)|(1<<NEWS_AC_SUMMARY))

static int articlesBestIndex(sqlite3_vtab *pVtab, sqlite3_index_info *pInfo){
  (void)pVtab;
  int bMatch = 0, nArg = 0;
  double rShare = 1.0;
  sqlite3_str *pStr = sqlite3_str_new(NULL);
  for(int i=0; i<pInfo->nConstraint; i++){
    const PlanTerm *pTerm = planTerm(pInfo, i);
    if( pTerm==NULL ) continue;
    int bSearch = pTerm->iCol==NEWS_AT_COMMAND;
    if( !pInfo->aConstraint[i].usable ){
      if( !bSearch ) continue;
      sqlite3_free(sqlite3_str_finish(pStr));
      return SQLITE_CONSTRAINT;
    }
    pInfo->aConstraintUsage[i].argvIndex = ++nArg;
    pInfo->aConstraintUsage[i].omit = (unsigned char)bSearch;
    sqlite3_str_appendf(pStr, "%s,", pTerm->zName);
    bMatch |= bSearch;
    rShare *= pTerm->rRows;
    if( pTerm->iCol==NEWS_AC_ID && pTerm->op==OP_EQ ){
      pInfo->idxFlags |= SQLITE_INDEX_SCAN_UNIQUE;
    }
  }
  for(int j=0; pInfo->nOrderBy==1 && j<N_ORDER; j++){
    int iCol = pInfo->aOrderBy[0].iColumn<0 ? NEWS_AC_ID : pInfo->aOrderBy[0].iColumn;
    if( aOrder[j].iCol!=iCol || aOrder[j].bDesc!=pInfo->aOrderBy[0].desc ) continue;
    if( iCol==NEWS_AT_RANK && !bMatch ) continue;
    sqlite3_str_appendall(pStr, aOrder[j].zName);
    pInfo->orderByConsumed = 1;
  }
  int mCol = (int)(pInfo->colUsed & ((1u<<NEWS_AT_N)-1));
  double rRows = PLAN_ROWS*rShare;
  pInfo->idxNum = mCol;
  pInfo->estimatedRows = rRows<1 ? 1 : (sqlite3_int64)rRows;
  pInfo->estimatedCost = (rRows + (nArg ? 5 : 0))*(mCol & PLAN_LONG ? 10 : 1)
                       + (bMatch ? 50 : 1);
  if( sqlite3_str_errcode(pStr) ){
    sqlite3_free(sqlite3_str_finish(pStr));
    return SQLITE_NOMEM;
  }
  pInfo->idxStr = sqlite3_str_finish(pStr);
  pInfo->needToFreeIdxStr = pInfo->idxStr!=NULL;
  return SQLITE_OK;
}

/*------------------------------------------------------------------------------ cursor */

static int articlesOpen(sqlite3_vtab *pVtab, sqlite3_vtab_cursor **ppCur){
  (void)pVtab;
  ArticlesCursor *pCur = sqlite3_malloc64(sizeof(*pCur));
  if( pCur==NULL ) return SQLITE_NOMEM;
  memset(pCur, 0, sizeof(*pCur));
  *ppCur = &pCur->base;
  return SQLITE_OK;
}

static int articlesClose(sqlite3_vtab_cursor *pBase){
  ArticlesCursor *pCur = (ArticlesCursor*)pBase;
  sqlite3_finalize(pCur->pStmt);
  sqlite3_free(pCur->zPlan);
  sqlite3_free(pCur);
  return SQLITE_OK;
}

/* The condition or order whose name starts at z, and the length of its name. */
static const PlanTerm *termNamed(const char *z, size_t n){
  for(int j=0; j<N_TERM; j++){
    if( strlen(aTerm[j].zName)==n && memcmp(aTerm[j].zName, z, n)==0 ) return &aTerm[j];
  }
  return NULL;
}

static const char *orderNamed(const char *z){
  for(int j=0; j<N_ORDER; j++){
    if( strcmp(aOrder[j].zName, z)==0 ) return aOrder[j].zSql;
  }
  return NULL;
}

/* May a condition be left to news_article? A number against a column of text may:
** SQLite compares them as the one or the other, depending on where the number came
** from. */
static int isSafe(const PlanTerm *pTerm, sqlite3_value *pVal){
  int eType = sqlite3_value_type(pVal);
  return (pTerm->iCol!=NEWS_AC_URL && pTerm->iCol!=NEWS_AC_PUBLISHED)
      || (eType!=SQLITE_INTEGER && eType!=SQLITE_FLOAT);
}

/* What is selected: the columns of articles that are used, NULL for the others. */
static void selectColumns(sqlite3_str *pStr, int mCol, int bMatch){
  sqlite3_str_appendall(pStr, "SELECT a.id");
  for(int i=1; i<NEWS_AT_RAW; i++){
    const char *z = "NULL";
    if( (mCol & (1<<i))==0 ){
      z = "NULL";
    }else if( i<NEWS_AC_N ){
      sqlite3_str_appendf(pStr, ", a.%s", newsArticleColumn[i]);
      continue;
    }else if( i==NEWS_AT_STALE ){
      z = "a.fingerprint";
    }else if( bMatch && i==NEWS_AT_RANK ){
      z = "news_search.rank";
    }else if( bMatch && i==NEWS_AT_SNIPPET ){
      z = "snippet(news_search, -1, '[', ']', '...', 24)";
    }
    sqlite3_str_appendf(pStr, ", %s", z);
  }
}

/* The SELECT of a plan. Rows that are written behind its back while it runs are not for
** it to come upon: it ends at the largest id of its beginning. */
static char *planSql(
  const char *zSchema, int mCol, const char *zIdx,
  sqlite3_value **argv
){
  int bMatch = strstr(zIdx, "MATCH")!=NULL;
  const char *zGlue = " WHERE ";
  sqlite3_str *pStr = sqlite3_str_new(NULL);
  selectColumns(pStr, mCol, bMatch);
  if( bMatch ){
    sqlite3_str_appendf(pStr, " FROM \"%w\".news_search CROSS JOIN \"%w\".news_article a"
                              " ON a.id=news_search.rowid", zSchema, zSchema);
  }else{
    sqlite3_str_appendf(pStr, " FROM \"%w\".news_article a", zSchema);
  }
  const char *z = zIdx;
  for(int iArg=0; strchr(z, ','); iArg++){
    size_t n = strcspn(z, ",");
    const PlanTerm *pTerm = termNamed(z, n);
    z += n+1;
    if( !isSafe(pTerm, argv[iArg]) ) continue;
    sqlite3_str_appendall(pStr, zGlue);
    sqlite3_str_appendf(pStr, pTerm->zSql, iArg+1);
    zGlue = " AND ";
  }
  if( strstr(zIdx, "id=?,")==NULL ){
    sqlite3_str_appendf(pStr, "%s+a.id<=(SELECT max(id) FROM \"%w\".news_article)", zGlue,
                        zSchema);
  }
  if( *z ) sqlite3_str_appendf(pStr, " ORDER BY %s", orderNamed(z));
  return sqlite3_str_finish(pStr);
}

/* Prepare the plan's SELECT, or keep the one of the last xFilter when it is the same. */
static int preparePlan(
  ArticlesCursor *pCur, int mCol, const char *zIdx,
  int argc, sqlite3_value **argv, char **pzErr
){
  NewsArticles *pTab = (NewsArticles*)pCur->base.pVtab;
  char *zSql = planSql(pTab->zSchema, mCol, zIdx ? zIdx : "", argv);
  if( zSql==NULL ) return SQLITE_NOMEM;
  if( pCur->pStmt && strcmp(zSql, pCur->zPlan)==0 ){
    sqlite3_free(zSql);
    sqlite3_reset(pCur->pStmt);
    sqlite3_clear_bindings(pCur->pStmt);
  }else{
    sqlite3_finalize(pCur->pStmt);
    sqlite3_free(pCur->zPlan);
    pCur->zPlan = zSql;
    int rc = newsDbPrepare(pTab->pDb, &pCur->pStmt, pzErr, "%s", zSql);
    if( rc ) return rc;
  }
  int nParam = sqlite3_bind_parameter_count(pCur->pStmt);
  for(int i=0; i<argc && i<nParam; i++){
    int rc = sqlite3_bind_value(pCur->pStmt, i+1, argv[i]);
    if( rc ) return rc;
  }
  return SQLITE_OK;
}

/* Is an argument of MATCH NULL? Then there are no rows. */
static int matchesNull(const char *zIdx, sqlite3_value **argv){
  for(int iArg=0; strchr(zIdx, ','); iArg++){
    size_t n = strcspn(zIdx, ",");
    if( zIdx[0]=='M' && sqlite3_value_type(argv[iArg])==SQLITE_NULL ) return 1;
    zIdx += n+1;
  }
  return 0;
}

static int articlesNext(sqlite3_vtab_cursor *pBase){
  ArticlesCursor *pCur = (ArticlesCursor*)pBase;
  NewsArticles *pTab = (NewsArticles*)pBase->pVtab;
  int rc = sqlite3_step(pCur->pStmt);
  if( rc==SQLITE_ROW ) return SQLITE_OK;
  pCur->bEof = 1;
  if( rc==SQLITE_DONE ){
    sqlite3_reset(pCur->pStmt);
    return SQLITE_OK;
  }
  char *zErr = NULL;
  rc = newsDbError(pTab->pDb, rc, &zErr);
  sqlite3_reset(pCur->pStmt);
  if( zErr ) newsVtabError(&pTab->base, rc, "%s", zErr);
  sqlite3_free(zErr);
  return rc;
}

static int articlesFilter(
  sqlite3_vtab_cursor *pBase,
  int idxNum, const char *zIdx,
  int argc, sqlite3_value **argv
){
  ArticlesCursor *pCur = (ArticlesCursor*)pBase;
  NewsArticles *pTab = (NewsArticles*)pBase->pVtab;
  NewsSchema schema;
  const NewsGazetteer *pGazetteer;
  char *zErr = NULL;
  pCur->bEof = 1;
  int rc = newsSchemaCheck(pTab->pDb, pTab->zSchema, &schema, &zErr);
  if( rc==SQLITE_OK && (schema.iNumber==0 || matchesNull(zIdx ? zIdx : "", argv)) ){
    return SQLITE_OK;
  }
  if( rc==SQLITE_OK && zIdx && strstr(zIdx, "MATCH") && !schema.bSearch ){
    zErr = sqlite3_mprintf("articles cannot be searched: this SQLite has no FTS5, or the"
                           " tables were made by one that had none");
    rc = zErr ? SQLITE_ERROR : SQLITE_NOMEM;
  }
  if( rc==SQLITE_OK && (idxNum & (1<<NEWS_AT_STALE)) ){
    rc = newsDbGazetteer(pTab->pDb, pTab->zSchema, &pGazetteer, &zErr);
    if( rc==SQLITE_OK ) pCur->iFingerprint = newsStoreFingerprint(pGazetteer);
  }
  if( rc==SQLITE_OK ) rc = preparePlan(pCur, idxNum, zIdx, argc, argv, &zErr);
  if( rc ){
    if( zErr ) newsVtabError(&pTab->base, rc, "%s", zErr);
    sqlite3_free(zErr);
    return rc;
  }
  pCur->bEof = 0;
  return articlesNext(pBase);
}

static int articlesEof(sqlite3_vtab_cursor *pBase){
  return ((ArticlesCursor*)pBase)->bEof;
}

/* A column that an UPDATE does not change is left out: articles_write.c sees that. */
static int articlesColumn(sqlite3_vtab_cursor *pBase, sqlite3_context *ctx, int iCol){
  ArticlesCursor *pCur = (ArticlesCursor*)pBase;
  if( sqlite3_vtab_nochange(ctx) || iCol>=NEWS_AT_RAW ) return SQLITE_OK;
  if( iCol==NEWS_AT_STALE ){
    int bFresh = sqlite3_column_type(pCur->pStmt, iCol)==SQLITE_INTEGER
              && sqlite3_column_int64(pCur->pStmt, iCol)==pCur->iFingerprint;
    sqlite3_result_int(ctx, !bFresh);
  }else{
    sqlite3_result_value(ctx, sqlite3_column_value(pCur->pStmt, iCol));
  }
  return SQLITE_OK;
}

static int articlesRowid(sqlite3_vtab_cursor *pBase, sqlite3_int64 *piRow){
  *piRow = sqlite3_column_int64(((ArticlesCursor*)pBase)->pStmt, 0);
  return SQLITE_OK;
}

/* xCreate is xConnect: that makes the table eponymous, and one that can be made in
** temp. */
const sqlite3_module newsArticlesModule = {
  .iVersion = 1,
  .xCreate = articlesConnect,
  .xConnect = articlesConnect,
  .xBestIndex = articlesBestIndex,
  .xDisconnect = articlesDisconnect,
  .xDestroy = articlesDisconnect,
  .xOpen = articlesOpen,
  .xClose = articlesClose,
  .xFilter = articlesFilter,
  .xNext = articlesNext,
  .xEof = articlesEof,
  .xColumn = articlesColumn,
  .xRowid = articlesRowid,
  .xUpdate = newsArticlesUpdate,
};
