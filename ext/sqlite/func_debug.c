/*
** func_debug.c - what is this extension, and what does it see?
**
**   SELECT newsext_version();                         -- 0.1.0
**   SELECT newsext_debug();                           -- {"version":"0.1.0","sqlite":...}
**   SELECT newsext_debug('tokens', 'Shares fell.');   -- [{"text":"Shares",...},...]
**   SELECT newsext_debug('rules');                    -- [{"name":...},...]
**
** newsext_debug() tells, as JSON:
**
**   version, sqlite, pcre2    versions of newsext and of the libraries it runs with
**   files                     whether read_articles is there
**   entities, aliases         what the gazetteer knows, with the user's names
**   user_aliases, user_bytes  how many of the aliases are the user's, and the memory that
**                             they take
**   fingerprint               of engine and gazetteer, as news_article.fingerprint has it
**   schema                    number of the tables in main; 0 when there are none
**   search                    whether news_search can be used
**   articles, stale           how many are stored, and how many wait for 'refresh'
**
** newsext_debug('tokens', text) lists the tokens of a text: what each is, its place in
** code points, the number of its sentence, and in `flags` its shape, place and word
** classes by the names that text.h has for them. newsext_debug('rules') lists the rules
** of boilerplate. A name or text that is NULL gives NULL.
*/
#include "sqliteInt.h"
#include <stdlib.h>
#include <string.h>

/* newsext_version() */
void newsVersionFunc(sqlite3_context *ctx, int nArg, sqlite3_value **apArg){
  (void)nArg; (void)apArg;
  sqlite3_result_text(ctx, NEWSEXT_VERSION, -1, SQLITE_STATIC);
}

/*------------------------------------------------------------------------------ JSON */

/* ,"key": or, as the first of an object, "key": */
static void debugKey(NewsBuf *p, const char *zKey){
  if( p->n>0 && p->z[p->n-1]!='{' ) newsBufChar(p, ',');
  newsBufJson(p, zKey, strlen(zKey));
  newsBufChar(p, ':');
}

static void debugText(NewsBuf *p, const char *zKey, const char *z, size_t n){
  debugKey(p, zKey);
  newsBufJson(p, z, n);
}

static void debugInt(NewsBuf *p, const char *zKey, sqlite3_int64 i){
  debugKey(p, zKey);
  newsBufInt(p, i);
}

static void debugBool(NewsBuf *p, const char *zKey, int b){
  debugKey(p, zKey);
  newsBufText(p, b ? "true" : "false");
}

/*---------------------------------------------------------------------------- overview */

static int debugCompare(const void *pA, const void *pB){
  uint64_t a = *(const uint64_t*)pA, b = *(const uint64_t*)pB;
  return a<b ? -1 : a>b;
}

/* Count what a gazetteer knows: entities are told apart by label and name. */
static int debugGazetteer(const NewsGazetteer *pGazetteer, NewsBuf *pBuf){
  NewsGazetteerRow row;
  uint32_t n = 0;
  sqlite3_int64 nAlias = 0, nUser = 0, nEntity = 0;
  while( newsGazetteerRow(pGazetteer, n, &row) ) n++;
  uint64_t *a = sqlite3_malloc64(((sqlite3_uint64)n+1)*sizeof(*a));
  if( a==NULL ) return SQLITE_NOMEM;
  for(uint32_t i=0; i<n; i++){
    newsGazetteerRow(pGazetteer, i, &row);
    a[i] = newsHash64(row.eLabel, 0, row.zName, strlen(row.zName));
    nAlias += !row.bMute;
    nUser += row.bUser && !row.bMute;
  }
  qsort(a, n, sizeof(*a), debugCompare);
  for(uint32_t i=0; i<n; i++) nEntity += i==0 || a[i]!=a[i-1];
  sqlite3_free(a);
  debugInt(pBuf, "entities", nEntity);
  debugInt(pBuf, "aliases", nAlias);
  debugInt(pBuf, "user_aliases", nUser);
  debugInt(pBuf, "user_bytes", (sqlite3_int64)newsGazetteerBytes(pGazetteer));
  return SQLITE_OK;
}

/* Count the articles of main, and those that another fingerprint analysed. */
static int debugArticles(
  NewsDb *pDb, sqlite3_int64 iFingerprint, NewsBuf *pBuf, char **pzErr
){
  sqlite3_stmt *pStmt = NULL;
  int rc = newsDbPrepare(pDb, &pStmt, pzErr,
      "SELECT count(*), count(*) FILTER (WHERE fingerprint IS NOT %lld)"
      " FROM main.news_article", (long long)iFingerprint);
  if( rc!=SQLITE_OK ) return rc;
  rc = sqlite3_step(pStmt);
  if( rc==SQLITE_ROW ){
    debugInt(pBuf, "articles", sqlite3_column_int64(pStmt, 0));
    debugInt(pBuf, "stale", sqlite3_column_int64(pStmt, 1));
    rc = SQLITE_OK;
  }else{
    rc = newsDbError(pDb, rc, pzErr);
  }
  sqlite3_finalize(pStmt);
  return rc;
}

/* newsext_debug() */
static int debugOverview(NewsDb *pDb, NewsBuf *pBuf, char **pzErr){
  const NewsGazetteer *pGazetteer;
  NewsSchema schema = {0, 0};
  char zPcre[64] = "";
  int nPcre = newsRegexVersion(zPcre, sizeof(zPcre));
  const char *zSqlite = sqlite3_libversion();
  newsBufChar(pBuf, '{');
  debugText(pBuf, "version", NEWSEXT_VERSION, strlen(NEWSEXT_VERSION));
  debugText(pBuf, "sqlite", zSqlite, strlen(zSqlite));
  debugText(pBuf, "pcre2", zPcre, (size_t)(nPcre>0 ? nPcre : 0));
  debugBool(pBuf, "files", pDb->bFiles);
  int rc = newsSchemaCheck(pDb, NULL, &schema, pzErr);
  if( rc==SQLITE_OK ) rc = newsDbGazetteer(pDb, "main", &pGazetteer, pzErr);
  if( rc==SQLITE_OK ) rc = debugGazetteer(pGazetteer, pBuf);
  if( rc!=SQLITE_OK ) return rc;
  sqlite3_int64 iFingerprint = newsStoreFingerprint(pGazetteer);
  debugInt(pBuf, "fingerprint", iFingerprint);
  debugInt(pBuf, "schema", schema.iNumber);
  debugBool(pBuf, "search", schema.bSearch);
  if( schema.iNumber>0 ){
    rc = debugArticles(pDb, iFingerprint, pBuf, pzErr);
  }else{
    debugInt(pBuf, "articles", 0);
    debugInt(pBuf, "stale", 0);
  }
  newsBufChar(pBuf, '}');
  return rc;
}

/*------------------------------------------------------------------------------ tokens */

/* Names of bits, the lowest first. */
static const char *const azShape[] = {
  "upper1", "upper", "lower", "digit", "dot", "wide", "ideo"
};
static const char *const azFlag[] = { "space", "line", "para", "sent" };
static const char *const azClass[] = {
  "stop", "title", "legal", "abbrev", "abbrend", "month", "weekday", "given", "surname",
  "nameword", "common", "orghead", "lochead", "number", "scale", "currency", "timeword",
  "particle", "verbcue", "role"
};
#define debugCount(a)  ((int)(sizeof(a)/sizeof((a)[0])))

/* Append the names of the bits that are set. */
static void debugBits(NewsBuf *p, uint32_t m, const char *const *azName, int nName){
  for(int i=0; i<nName; i++){
    if( (m>>i & 1)==0 ) continue;
    if( p->n>0 && p->z[p->n-1]!='[' ) newsBufChar(p, ',');
    newsBufJson(p, azName[i], strlen(azName[i]));
  }
}

/* newsext_debug('tokens', text) */
static int debugTokens(NewsDb *pDb, sqlite3_value *pText, NewsBuf *pBuf){
  static const char *const azKind[] = {
    "", "word", "number", "possessive", "punctuation", "symbol", "link"
  };
  NewsArena *pArena = newsDbArena(pDb);
  const char *z = NULL;
  size_t n = 0;
  NewsText text;
  if( pArena==NULL ) return SQLITE_NOMEM;
  int rc = newsValueText(pArena, pText, &z, &n);
  if( rc==SQLITE_OK ) rc = newsTokenize(pArena, z, n, &text);
  if( rc==SQLITE_OK ){
    newsBufChar(pBuf, '[');
    for(uint32_t i=0; i<text.nToken && pBuf->rc==NEWS_OK; i++){
      const NewsToken *p = &text.aToken[i];
      if( i>0 ) newsBufChar(pBuf, ',');
      newsBufChar(pBuf, '{');
      debugText(pBuf, "text", &text.z[p->iByte], p->nByte);
      debugText(pBuf, "kind", azKind[p->eKind], strlen(azKind[p->eKind]));
      debugInt(pBuf, "start", p->iChar);
      debugInt(pBuf, "end", (sqlite3_int64)p->iChar + p->nChar);
      debugInt(pBuf, "sentence", newsSentenceOf(&text, i));
      debugKey(pBuf, "flags");
      newsBufChar(pBuf, '[');
      debugBits(pBuf, p->mShape, azShape, debugCount(azShape));
      debugBits(pBuf, p->mFlag, azFlag, debugCount(azFlag));
      debugBits(pBuf, p->mClass, azClass, debugCount(azClass));
      newsBufText(pBuf, "]}");
    }
    newsBufChar(pBuf, ']');
  }
  newsDbArenaBack(pDb, pArena);
  return rc;
}

/* newsext_debug('rules') */
static void debugRules(NewsBuf *pBuf){
  newsBufChar(pBuf, '[');
  for(int i=0; i<newsRuleCount(); i++){
    const NewsRule *p = newsRuleAt(i);
    if( i>0 ) newsBufChar(pBuf, ',');
    newsBufChar(pBuf, '{');
    debugText(pBuf, "name", p->zName, strlen(p->zName));
    debugText(pBuf, "kind", p->zKind, strlen(p->zKind));
    debugText(pBuf, "pattern", p->zPattern, strlen(p->zPattern));
    newsBufChar(pBuf, '}');
  }
  newsBufChar(pBuf, ']');
}

/* newsext_debug([what [, text]]) */
void newsDebugFunc(sqlite3_context *ctx, int nArg, sqlite3_value **apArg){
  NewsDb *pDb = sqlite3_user_data(ctx);
  char *zErr = NULL;
  int rc = SQLITE_OK;
  NewsBuf buf;
  const char *zWhat = NULL;
  for(int i=0; i<nArg; i++){
    if( sqlite3_value_type(apArg[i])==SQLITE_NULL ) return;
  }
  if( nArg>0 && (zWhat = (const char*)sqlite3_value_text(apArg[0]))==NULL ){
    sqlite3_result_error_nomem(ctx);
    return;
  }
  newsBufInit(&buf, &pDb->host);
  if( zWhat==NULL ){
    rc = debugOverview(pDb, &buf, &zErr);
  }else if( nArg==2 && strcmp(zWhat, "tokens")==0 ){
    rc = debugTokens(pDb, apArg[1], &buf);
  }else if( nArg==1 && strcmp(zWhat, "rules")==0 ){
    debugRules(&buf);
  }else{
    rc = SQLITE_ERROR;
    zErr = sqlite3_mprintf(
        "newsext_debug: it knows newsext_debug(), newsext_debug('tokens', text) and "
        "newsext_debug('rules'), not '%s' with %d argument%s", zWhat, nArg,
        nArg==1 ? "" : "s");
    if( zErr==NULL ) rc = SQLITE_NOMEM;
  }
  if( rc!=SQLITE_OK ){
    newsResultError(ctx, rc, zErr);
    newsBufFree(&buf);
  }else{
    newsResultBuf(ctx, &buf);
  }
  sqlite3_free(zErr);
}
