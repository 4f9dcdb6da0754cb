/*
** schema.c - newsext's tables in a user's database: are they there, are they ours, make
** them.
**
** A database has them all, or none, or - where a set-up was cut short by a full disk or
** the like, inside a transaction that was then committed all the same - some: news_meta
** bears the mark from the start and the schema number from the end. Half a set counts
** as none, and the next set-up completes it.
**
** Before they are used, the tables are looked at once for each version of the
** database's schema: tables, no views, with our columns, in a database with our mark.
** Anything else with one of our names is an error whose sentence names it.
**
** MIGRATION. azMigrate[i] makes schema i+1 of schema i; the first makes all of nothing.
*/
#include "sqliteInt.h"
#include <string.h>

extern const char newsSchemaSql[];           /* sql/schema.sql, by ext/tools/mktext.c */

/* Where in it the parts start that note changes of the gazetteer, and that need FTS5. */
static const char zChangePart[] = "\n-- CHANGES of";
static const char zSearchPart[] = "\n-- SEARCH.";

/* What an SQL script of schema.sql makes, and what is read of it: a table and its
** columns. */
typedef struct SchemaTable {
  const char *zName;
  const char *zColumns;   /* separated by blanks */
} SchemaTable;
static const SchemaTable aTable[] = {
  { "news_meta", "key value" },
  { "news_article", "id fingerprint url published updated first_seen source section"
    " author language tags tickers symbols title summary body boilerplate" },
  { "news_entity", "id label name parent country cik listings" },
  { "news_article_entity", "article_id entity_id subtype ticker exchange mentions"
    " first_sentence relevance" },
  { "news_mention", "article_id field start end start_byte end_byte sentence label"
    " subtype entity_id value unit score link_score evidence" },
  { "news_gazetteer", "id name alias label subtype ticker exchange parent country"
    " cik listings cues ambiguous exact mute" },
  { "news_changed", "label name form" },
  { "news_replaced", "id title body gone" },
};
#define N_TABLE ((int)(sizeof(aTable)/sizeof(aTable[0])))

/*------------------------------------------------------------------------------ a look */

/* One integer or text of news_meta as an integer; 0 when it has no such key. */
static int metaInt(
  NewsDb *pDb, const char *zSchema, const char *zKey,
  int *pi, char **pzErr
){
  sqlite3_stmt *pStmt;
  *pi = 0;
  int rc = newsDbPrepare(pDb, &pStmt, pzErr,
      "SELECT value FROM \"%w\".news_meta WHERE key=%Q", zSchema, zKey);
  if( rc ) return rc;
  rc = sqlite3_step(pStmt);
  if( rc==SQLITE_ROW ) *pi = sqlite3_column_int(pStmt, 0);
  rc = rc==SQLITE_ROW || rc==SQLITE_DONE ? SQLITE_OK : newsDbError(pDb, rc, pzErr);
  sqlite3_finalize(pStmt);
  return rc;
}

/* Which of our names does the database have? Bit i of *pm for aTable[i]. A name that is
** no ordinary table is an error. */
static int findTables(NewsDb *pDb, const char *zSchema, unsigned *pm, char **pzErr){
  sqlite3_stmt *pStmt;
  *pm = 0;
  int rc = newsDbPrepare(pDb, &pStmt, pzErr,
      "SELECT lower(name), type, sql LIKE 'create virtual%%' FROM \"%w\".sqlite_schema"
      " WHERE type IN ('table', 'view') AND lower(name) LIKE 'news\\_%%' ESCAPE '\\'",
      zSchema);
  if( rc ) return rc;
  while( (rc = sqlite3_step(pStmt))==SQLITE_ROW ){
    const char *zName = (const char*)sqlite3_column_text(pStmt, 0);
    const char *zType = (const char*)sqlite3_column_text(pStmt, 1);
    if( zName==NULL || zType==NULL ){
      rc = SQLITE_NOMEM;
      break;
    }
    int i = 0;
    while( i<N_TABLE && strcmp(aTable[i].zName, zName)!=0 ) i++;
    if( i==N_TABLE ) continue;
    if( strcmp(zType, "table")!=0 || sqlite3_column_int(pStmt, 2) ){
      *pzErr = sqlite3_mprintf("%s in %s is a %s, not the table that newsext keeps there",
          zName, zSchema, zType[0]=='v' ? "view" : "virtual table");
      sqlite3_finalize(pStmt);
      return *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
    }
    *pm |= 1u<<i;
  }
  rc = rc==SQLITE_DONE ? SQLITE_OK : newsDbError(pDb, rc, pzErr);
  sqlite3_finalize(pStmt);
  return rc;
}

/* Has a table all its columns? */
static int checkColumns(
  NewsDb *pDb, const char *zSchema, const SchemaTable *pTable,
  char **pzErr
){
  char zCol[32];
  for(const char *z=pTable->zColumns; *z; ){
    size_t n = strcspn(z, " ");
    memcpy(zCol, z, n);
    zCol[n] = 0;
    z += n;
    z += strspn(z, " ");
    int rc = sqlite3_table_column_metadata(pDb->db, zSchema, pTable->zName, zCol,
                                           NULL, NULL, NULL, NULL, NULL);
    if( rc==SQLITE_ERROR ){
      *pzErr = sqlite3_mprintf("%s in %s has no column %s, so it is not the table that "
          "newsext keeps there", pTable->zName, zSchema, zCol);
      return *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
    }
    if( rc ) return newsDbError(pDb, rc, pzErr);
  }
  return SQLITE_OK;
}

/* Does a database bear our mark? A news_meta without our columns does not. */
static int checkMark(
  NewsDb *pDb, const char *zSchema, unsigned mTable,
  char **pzErr
){
  sqlite3_stmt *pStmt;
  int bMark = 0;
  if( mTable & 1 ){
    int rc = checkColumns(pDb, zSchema, &aTable[0], pzErr);
    if( rc ) return rc;
    rc = newsDbPrepare(pDb, &pStmt, pzErr,
        "SELECT 1 FROM \"%w\".news_meta WHERE key='mark' AND value='newsext'", zSchema);
    if( rc ) return rc;
    rc = sqlite3_step(pStmt);
    bMark = rc==SQLITE_ROW;
    rc = bMark || rc==SQLITE_DONE ? SQLITE_OK : newsDbError(pDb, rc, pzErr);
    sqlite3_finalize(pStmt);
    if( rc ) return rc;
  }
  if( bMark ) return SQLITE_OK;
  int i = 0;
  while( (mTable & (1u<<i))==0 ) i++;
  *pzErr = sqlite3_mprintf("%s in %s is not a table that newsext made: the mark in"
      " news_meta is missing", aTable[i].zName, zSchema);
  return *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
}

/* Is FTS5 in this SQLite? */
static int hasFts5(NewsDb *pDb, int *pb, char **pzErr){
  sqlite3_stmt *pStmt;
  *pb = 0;
  int rc = newsDbPrepare(pDb, &pStmt, pzErr,
      "SELECT 1 FROM pragma_module_list WHERE name='fts5'");
  if( rc ) return rc;
  rc = sqlite3_step(pStmt);
  *pb = rc==SQLITE_ROW;
  rc = *pb || rc==SQLITE_DONE ? SQLITE_OK : newsDbError(pDb, rc, pzErr);
  sqlite3_finalize(pStmt);
  return rc;
}

/* The whole look, without memory of the last one. */
static int lookAgain(NewsDb *pDb, const char *zSchema, NewsSchema *p, char **pzErr){
  unsigned mTable;
  int iNumber = 0, bSearch = 0;
  memset(p, 0, sizeof(*p));
  int rc = findTables(pDb, zSchema, &mTable, pzErr);
  if( rc || mTable==0 ) return rc;
  rc = checkMark(pDb, zSchema, mTable, pzErr);
  if( rc==SQLITE_OK ) rc = metaInt(pDb, zSchema, "schema", &iNumber, pzErr);
  if( rc==SQLITE_OK && iNumber>NEWS_SCHEMA ){
    *pzErr = sqlite3_mprintf("%s has schema %d of newsext's tables, and this newsext (%s)"
        " knows schemas up to %d", zSchema, iNumber, NEWSEXT_VERSION, NEWS_SCHEMA);
    rc = *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
  }
  for(int i=0; rc==SQLITE_OK && i<N_TABLE; i++){
    if( iNumber==0 && (mTable & (1u<<i))==0 ) continue;
    rc = checkColumns(pDb, zSchema, &aTable[i], pzErr);
  }
  if( rc==SQLITE_OK ) rc = metaInt(pDb, zSchema, "search", &bSearch, pzErr);
  if( rc==SQLITE_OK && bSearch ) rc = hasFts5(pDb, &bSearch, pzErr);
  if( rc==SQLITE_OK && iNumber>0 ){
    p->iNumber = iNumber;
    p->bSearch = bSearch;
  }
  return rc;
}

/* The number that a PRAGMA gives. */
static int pragmaInt(NewsDb *pDb, enum NewsSql eSql, int64_t *pi, char **pzErr){
  sqlite3_stmt *pStmt;
  int rc = newsDbStmt(pDb, eSql, &pStmt, pzErr);
  if( rc ) return rc;
  if( sqlite3_step(pStmt)==SQLITE_ROW ) *pi = sqlite3_column_int64(pStmt, 0);
  rc = sqlite3_reset(pStmt);
  return rc ? newsDbError(pDb, rc, pzErr) : SQLITE_OK;
}

/* Every CREATE, DROP and ALTER changes schema_version. After a ROLLBACK another one may
** come to the same number; that tables are absent is believed only while no other
** connection has committed either. */
int newsSchemaCheck(NewsDb *pDb, const char *zSchema, NewsSchema *p, char **pzErr){
  int64_t iCookie = -1, iData = -1;
  memset(p, 0, sizeof(*p));
  if( zSchema && sqlite3_stricmp(zSchema, "main")!=0 ){
    return lookAgain(pDb, zSchema, p, pzErr);
  }
  int rc = pragmaInt(pDb, NEWS_SQL_COOKIE, &iCookie, pzErr);
  if( rc==SQLITE_OK && pDb->schema.iNumber==0 ){
    rc = pragmaInt(pDb, NEWS_SQL_DATA, &iData, pzErr);
  }
  if( rc ) return rc;
  if( pDb->iCookie<0 || pDb->iCookie!=iCookie || (iData>=0 && iData!=pDb->iData) ){
    pDb->iCookie = -1;
    rc = lookAgain(pDb, "main", &pDb->schema, pzErr);
    if( rc==SQLITE_OK ) rc = pragmaInt(pDb, NEWS_SQL_DATA, &pDb->iData, pzErr);
    if( rc ) return rc;
    pDb->iCookie = iCookie;
  }
  *p = pDb->schema;
  return SQLITE_OK;
}

/*------------------------------------------------------------------------------ set-up */

/* Run a script of n bytes. */
static int runScript(NewsDb *pDb, const char *z, size_t n, char **pzErr){
  const char *zEnd = z+n;
  int rc = SQLITE_OK;
  while( rc==SQLITE_OK && z<zEnd ){
    sqlite3_stmt *pStmt = NULL;
    const char *zTail = zEnd;
    rc = sqlite3_prepare_v2(pDb->db, z, (int)(zEnd-z), &pStmt, &zTail);
    if( rc ){
      rc = newsDbError(pDb, rc, pzErr);
    }else if( pStmt ){
      rc = newsDbRun(pDb, pStmt, pzErr);
    }
    sqlite3_finalize(pStmt);
    z = zTail;
  }
  return rc;
}

/* From nothing, or from half of it, to schema 1 without search. */
static int makeTables(NewsDb *pDb, char **pzErr){
  const char *zEnd = strstr(newsSchemaSql, zSearchPart);
  return runScript(pDb, newsSchemaSql, (size_t)(zEnd-newsSchemaSql), pzErr);
}

/* The triggers that note changes of the gazetteer, where they are missing or those of an
** earlier newsext, which wrote down every one of 500,000 names. */
static int makeChanges(NewsDb *pDb, char **pzErr){
  sqlite3_stmt *pStmt;
  int rc = newsDbPrepare(pDb, &pStmt, pzErr, "SELECT 1 FROM main.sqlite_schema"
                         " WHERE type='trigger' AND name='news_changed_ad'");
  if( rc ) return rc;
  rc = sqlite3_step(pStmt);
  int bHas = rc==SQLITE_ROW;
  rc = bHas || rc==SQLITE_DONE ? SQLITE_OK : newsDbError(pDb, rc, pzErr);
  sqlite3_finalize(pStmt);
  if( rc || bHas ) return rc;
  const char *z = strstr(newsSchemaSql, zChangePart);
  return runScript(pDb, z, (size_t)(strstr(z, zSearchPart)-z), pzErr);
}

/* Search, where it is missing and possible. */
static int makeSearch(NewsDb *pDb, char **pzErr){
  int bHas, bCan;
  int rc = metaInt(pDb, "main", "search", &bHas, pzErr);
  if( rc || bHas ) return rc;
  rc = hasFts5(pDb, &bCan, pzErr);
  if( rc || !bCan ) return rc;
  const char *z = strstr(newsSchemaSql, zSearchPart);
  return runScript(pDb, z, strlen(z), pzErr);
}

static int (*const axMigrate[NEWS_SCHEMA])(NewsDb*, char**) = { makeTables };

int newsSchemaSetup(NewsDb *pDb, char **pzErr){
  NewsSchema schema;
  sqlite3_int64 iBuiltin = newsStoreFingerprint(newsGazetteerBuiltin());
  int rc = newsSchemaCheck(pDb, NULL, &schema, pzErr);
  int bNew = schema.iNumber<NEWS_SCHEMA;
  for(int i=schema.iNumber; rc==SQLITE_OK && i<NEWS_SCHEMA; i++){
    rc = axMigrate[i](pDb, pzErr);
  }
  if( rc==SQLITE_OK ) rc = makeChanges(pDb, pzErr);
  if( rc==SQLITE_OK ) rc = makeSearch(pDb, pzErr);
  if( rc==SQLITE_OK && bNew ){
    rc = newsDbExec(pDb, pzErr,
        "INSERT OR REPLACE INTO main.news_meta(key, value)"
        " VALUES('engine', %lld), ('refreshed', %lld), ('schema', %d)",
        iBuiltin, iBuiltin, NEWS_SCHEMA);
  }
  pDb->iCookie = -1;
  return rc;
}
