/*
** source.c - the statement that writes articles: which one is it, and what does it read?
**
** Two things about an INSERT hold for the statement, not for the row: its 'now', and
** whether it reads what it writes. SQLite tells a virtual table neither, but lists all
** statements: the one is busy, and not read-only.
**
** READING WHAT IT WRITES. For `INSERT INTO articles SELECT … FROM articles` SQLite puts
** all rows aside before the first is written. Of news_article it does not know that
** articles writes it, so `INSERT INTO articles SELECT … FROM news_article` would come
** upon its own rows and never end. Such a statement is refused before its first row.
** EXPLAIN shows what it opens: the pages of our tables are looked for in it.
*/
#include "sqliteInt.h"
#include <string.h>

/* Does the text hold the word, in any case? */
static int holdsWord(const char *z, const char *zWord){
  size_t n = strlen(zWord);
  for(; *z; z++){
    if( sqlite3_strnicmp(z, zWord, (int)n)==0 ) return 1;
  }
  return 0;
}

/* A statement is known by its address, the count of its runs and how its text begins.
** One that is prepared anew at the same address is told by the rows that SQLite has
** counted as changed when the last one ended: within a statement that sum grows only by
** what newsext itself writes, and the caller asks again after that. */
sqlite3_int64 newsSourceKey(sqlite3 *db){
  uint64_t h = (uint64_t)(unsigned)sqlite3_total_changes(db);
  for(sqlite3_stmt *p=sqlite3_next_stmt(db, NULL); p; p=sqlite3_next_stmt(db, p)){
    if( !sqlite3_stmt_busy(p) || sqlite3_stmt_readonly(p) ) continue;
    uint64_t nRun = (uint64_t)sqlite3_stmt_status(p, SQLITE_STMTSTATUS_RUN, 0);
    h = (h^(uint64_t)(uintptr_t)p)*0x9e3779b97f4a7c15ull + nRun;
    const char *zSql = sqlite3_sql(p);
    for(int i=0; zSql && i<64 && zSql[i]; i++){
      h = (h^(unsigned char)zSql[i])*0x100000001b3ull;
    }
  }
  return (sqlite3_int64)h;
}

/* Is one of the pages that EXPLAIN shows to be opened in main the root of one of our
** tables or their indexes? */
static int opensOurs(NewsDb *pDb, const char *zSql, int *pb, char **pzErr){
  sqlite3_stmt *pExplain, *pRoot = NULL;
  *pb = 0;
  int rc = newsDbPrepare(pDb, &pExplain, pzErr, "EXPLAIN %s", zSql);
  if( rc==SQLITE_OK ){
    rc = newsDbPrepare(pDb, &pRoot, pzErr,
        "SELECT 1 FROM main.sqlite_schema WHERE rootpage=?1 AND tbl_name IN"
        " ('news_article', 'news_mention', 'news_entity', 'news_article_entity')");
  }
  while( rc==SQLITE_OK && !*pb && (rc = sqlite3_step(pExplain))==SQLITE_ROW ){
    rc = SQLITE_OK;
    const char *zOp = (const char*)sqlite3_column_text(pExplain, 1);
    if( zOp==NULL ){
      rc = SQLITE_NOMEM;
    }else if( strcmp(zOp, "OpenRead")==0 && sqlite3_column_int(pExplain, 4)==0 ){
      sqlite3_bind_int(pRoot, 1, sqlite3_column_int(pExplain, 3));
      *pb = sqlite3_step(pRoot)==SQLITE_ROW;
      rc = sqlite3_reset(pRoot);
    }
  }
  if( rc==SQLITE_DONE ) rc = SQLITE_OK;
  if( rc ) rc = newsDbError(pDb, rc, pzErr);
  sqlite3_finalize(pExplain);
  sqlite3_finalize(pRoot);
  return rc;
}

int newsSourceCheck(NewsDb *pDb, char **pzErr){
  sqlite3 *db = pDb->db;
  int rc = SQLITE_OK;
  for(sqlite3_stmt *p=sqlite3_next_stmt(db, NULL); p; p=sqlite3_next_stmt(db, p)){
    int bOurs = 0;
    const char *zSql = sqlite3_sql(p);
    if( !sqlite3_stmt_busy(p) || sqlite3_stmt_readonly(p) || zSql==NULL ) continue;
    if( !holdsWord(zSql, "articles") || !holdsWord(zSql, "select") ) continue;
    rc = opensOurs(pDb, zSql, &bOurs, pzErr);
    if( rc==SQLITE_OK && (bOurs || holdsWord(zSql, "news_search")) ){
      *pzErr = sqlite3_mprintf("INSERT INTO articles cannot select from the tables that"
          " it writes, because it would come upon its own rows; select from articles"
          " instead");
      rc = *pzErr ? SQLITE_ERROR : SQLITE_NOMEM;
    }
    if( rc ) break;
  }
  return rc;
}
