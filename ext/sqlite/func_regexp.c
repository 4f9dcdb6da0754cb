/*
** func_regexp.c - regular expressions in SQL, by PCRE2.
**
**   SELECT 'the year is 2026' REGEXP '[0-9]+';                             -- 1
**   SELECT regexp('[0-9]+', 'the year is 2026');                           -- 1
**   SELECT regexp_like('the year is 2026', '[0-9]+');                      -- 1
**   SELECT regexp_substr('the year is 2026', '[0-9]+');                    -- 2026
**   SELECT regexp_capture('up 4.5%', '(?<whole>\d+)\.(\d+)', 2);           -- 5
**   SELECT regexp_capture('up 4.5%', '(?<whole>\d+)\.(\d+)', 'whole');     -- 4
**   SELECT regexp_replace('4.5 and 6.1', '(\d)\.(\d)', '$1,$2');           -- 4,5 and 6,1
**
** Names and argument order are sqlean's. A NULL argument gives NULL. Nothing found gives
** 0, NULL from regexp_substr and regexp_capture, and the text itself from regexp_replace.
** A group that took no part in the match, or a number without group, is NULL; a name
** without group is an error. Group 0, also where no group is named, is the whole match.
**
** In a replacement $3 and ${3} stand for a group, $name and ${name} for a named one, $$
** for a dollar sign. A group without part in the match is empty.
**
** HOW IT WORKS. A pattern is compiled once a statement: it goes to the auxdata of its
** argument, also when nothing matched, and SQLite keeps it there as long as the argument
** is constant. Bounds of pattern and search are those of text.h; going over one is an
** error.
*/
#include "sqliteInt.h"
#include <string.h>

/* One call of a function of the family. */
typedef struct RegexpCall {
  sqlite3_context *ctx;
  const char *zFunc;      /* name of the function, for errors */
  NewsDb *pDb;
  NewsArena *pArena;      /* texts that had to be cleaned, spans */
  NewsRegex *pRe;         /* the compiled pattern */
  int iPattern;           /* the argument that it comes from */
  int bNew;               /* it was compiled by this call */
  const char *z;          /* the text */
  size_t n;
  NewsError err;
} RegexpCall;

static void regexpDelete(void *p){
  newsRegexFree(p);
}

/* Set the error of the call. */
static void regexpError(RegexpCall *p, int rc){
  char *zErr = NULL;
  if( rc==NEWS_ERROR && (zErr = sqlite3_mprintf("%s: %s", p->zFunc, p->err.z))==NULL ){
    rc = SQLITE_NOMEM;
  }
  newsResultError(p->ctx, rc, zErr);
  sqlite3_free(zErr);
}

/* Fetch text and pattern. Returns 1 when the call can go on; 0 when an argument is NULL
** or an error has been set. regexpClose must follow in both cases. */
static int regexpOpen(
  RegexpCall *p,
  sqlite3_context *ctx,
  const char *zFunc,
  sqlite3_value **apArg,
  int iPattern,           /* which argument is the pattern; the other is the text */
  int nArg                /* arguments that must not be NULL */
){
  const char *zPattern;
  size_t nPattern;
  memset(p, 0, sizeof(*p));
  p->ctx = ctx;
  p->zFunc = zFunc;
  p->pDb = sqlite3_user_data(ctx);
  p->iPattern = iPattern;
  for(int i=0; i<nArg; i++){
    if( sqlite3_value_type(apArg[i])==SQLITE_NULL ) return 0;
  }
  if( (p->pArena = newsDbArena(p->pDb))==NULL ){
    sqlite3_result_error_nomem(ctx);
    return 0;
  }
  int rc = newsValueText(p->pArena, apArg[1-iPattern], &p->z, &p->n);
  if( rc==SQLITE_OK && (p->pRe = sqlite3_get_auxdata(ctx, iPattern))==NULL ){
    rc = newsValueText(p->pArena, apArg[iPattern], &zPattern, &nPattern);
    if( rc==SQLITE_OK ){
      rc = newsRegexNew(&p->pDb->host, zPattern, nPattern, &p->pRe, &p->err);
      p->bNew = rc==NEWS_OK;
    }
  }
  if( rc!=SQLITE_OK ) regexpError(p, rc);
  return rc==SQLITE_OK;
}

/* End a call. SQLite may free at once what it gets as auxdata, so that this comes
** last. */
static void regexpClose(RegexpCall *p){
  if( p->bNew ) sqlite3_set_auxdata(p->ctx, p->iPattern, p->pRe, regexpDelete);
  newsDbArenaBack(p->pDb, p->pArena);
}

/* Search from iFrom. Returns 1 found, 0 not found, -1 when an error has been set. */
static int regexpFind(RegexpCall *p, size_t iFrom, int64_t *aSpan, int nSpan){
  int rc = newsRegexFind(p->pRe, p->z, p->n, iFrom, aSpan, nSpan, &p->err);
  if( rc>0 && (aSpan[0]<(int64_t)iFrom || aSpan[1]<aSpan[0]) ){
    rc = -newsError(&p->err, NEWS_ERROR, "\\K moved the match out of its place");
  }
  if( rc>=0 ) return rc>0;
  regexpError(p, -rc);
  return -1;
}

/* A span of the text as the result; NULL for a group without part in the match. */
static void regexpResult(RegexpCall *p, const int64_t *aSpan){
  if( aSpan[0]<0 ) return;
  sqlite3_result_text64(p->ctx, p->z+aSpan[0], (sqlite3_uint64)(aSpan[1]-aSpan[0]),
                        SQLITE_TRANSIENT, SQLITE_UTF8);
}

static void regexpTest(
  sqlite3_context *ctx, const char *zFunc, sqlite3_value **apArg, int iPattern
){
  RegexpCall call;
  int64_t aSpan[2];
  if( regexpOpen(&call, ctx, zFunc, apArg, iPattern, 2) ){
    int rc = regexpFind(&call, 0, aSpan, 1);
    if( rc>=0 ) sqlite3_result_int(ctx, rc);
  }
  regexpClose(&call);
}

/* regexp(pattern, text), which is also: text REGEXP pattern */
void newsRegexpFunc(sqlite3_context *ctx, int nArg, sqlite3_value **apArg){
  (void)nArg;
  regexpTest(ctx, "regexp", apArg, 0);
}

/* regexp_like(text, pattern) */
void newsRegexpLikeFunc(sqlite3_context *ctx, int nArg, sqlite3_value **apArg){
  (void)nArg;
  regexpTest(ctx, "regexp_like", apArg, 1);
}

/* regexp_substr(text, pattern) */
void newsRegexpSubstrFunc(sqlite3_context *ctx, int nArg, sqlite3_value **apArg){
  RegexpCall call;
  int64_t aSpan[2];
  (void)nArg;
  if( regexpOpen(&call, ctx, "regexp_substr", apArg, 1, 2)
   && regexpFind(&call, 0, aSpan, 1)>0
  ){
    regexpResult(&call, aSpan);
  }
  regexpClose(&call);
}

/* The number of the group that an argument names. Returns 0 when an error has been
** set. */
static int regexpGroupArg(RegexpCall *p, sqlite3_value *pGroup, sqlite3_int64 *piGroup){
  const char *z;
  size_t n;
  if( sqlite3_value_numeric_type(pGroup)==SQLITE_INTEGER ){
    *piGroup = sqlite3_value_int64(pGroup);
    return 1;
  }
  int rc = newsValueText(p->pArena, pGroup, &z, &n);
  if( rc==SQLITE_OK ){
    *piGroup = newsRegexGroup(p->pRe, z, n);
    if( *piGroup>=0 ) return 1;
    rc = newsError(&p->err, NEWS_ERROR, "the pattern has no group named %.*s",
                   n>100 ? 100 : (int)n, z);
  }
  regexpError(p, rc);
  return 0;
}

/* regexp_capture(text, pattern [, group]) */
void newsRegexpCaptureFunc(sqlite3_context *ctx, int nArg, sqlite3_value **apArg){
  RegexpCall call;
  sqlite3_int64 iGroup = 0;
  if( regexpOpen(&call, ctx, "regexp_capture", apArg, 1, nArg)
   && (nArg<3 || regexpGroupArg(&call, apArg[2], &iGroup))
   && iGroup>=0 && iGroup<=newsRegexGroups(call.pRe)
  ){
    size_t nByte = (size_t)(iGroup+1)*2*sizeof(int64_t);
    int64_t *aSpan = newsArenaAlloc(call.pArena, nByte);
    if( aSpan==NULL ){
      sqlite3_result_error_nomem(ctx);
    }else if( regexpFind(&call, 0, aSpan, (int)iGroup+1)>0 ){
      regexpResult(&call, &aSpan[iGroup*2]);
    }
  }
  regexpClose(&call);
}

/*
** Read what follows a dollar sign at z: digits, a name, either of them in braces, or
** another dollar sign. Returns the length, 0 when it is none of these. *piGroup is the
** group, -1 when there is none of that number or name, or -2 for a dollar sign.
*/
static size_t regexpReference(
  const NewsRegex *pRe, const char *z, size_t n, int *piGroup
){
  int bBrace = n>0 && z[0]=='{';
  size_t i = (size_t)bBrace;
  int bNumber = 1;        /* all digits so far */
  int iGroup = 0;
  if( n>0 && z[0]=='$' ){
    *piGroup = -2;
    return 1;
  }
  for(; i<n; i++){
    int bDigit = z[i]>='0' && z[i]<='9';
    int bAlpha = (z[i]>='a' && z[i]<='z') || (z[i]>='A' && z[i]<='Z') || z[i]=='_';
    if( !bDigit && (!bAlpha || (!bBrace && bNumber && i>0)) ) break;
    if( !bDigit ) bNumber = 0;
    if( bDigit && bNumber && iGroup<100000 ) iGroup = iGroup*10 + (z[i]-'0');
  }
  if( i==(size_t)bBrace || (bBrace && (i>=n || z[i]!='}')) ) return 0;
  if( !bNumber ) iGroup = newsRegexGroup(pRe, &z[bBrace], i-(size_t)bBrace);
  *piGroup = iGroup<=newsRegexGroups(pRe) ? iGroup : -1;
  return i + (size_t)bBrace;
}

/* Append the replacement of one match to pBuf; with aSpan NULL only look for mistakes. */
static int regexpExpand(
  RegexpCall *p, const char *zNew, size_t nNew, const int64_t *aSpan, NewsBuf *pBuf
){
  size_t i = 0;
  while( i<nNew ){
    const char *zDollar = memchr(&zNew[i], '$', nNew-i);
    size_t n = zDollar ? (size_t)(zDollar-&zNew[i]) : nNew-i;
    int iGroup = -1;
    if( aSpan ) newsBufAppend(pBuf, &zNew[i], n);
    i += n;
    if( zDollar==NULL ) break;
    n = regexpReference(p->pRe, zDollar+1, nNew-i-1, &iGroup);
    if( n==0 || iGroup==-1 ){
      return newsError(&p->err, NEWS_ERROR, n==0
          ? "the replacement has a $ without group at offset %lld; $$ is a dollar sign"
          : "the replacement names a group that the pattern has not, at offset %lld",
          (long long)i);
    }
    i += n+1;
    if( aSpan==NULL ) continue;
    if( iGroup==-2 ){
      newsBufChar(pBuf, '$');
    }else if( aSpan[iGroup*2]>=0 ){
      newsBufAppend(pBuf, p->z+aSpan[iGroup*2],
                    (size_t)(aSpan[iGroup*2+1]-aSpan[iGroup*2]));
    }
  }
  return NEWS_OK;
}

/* Replace all matches. Returns 1, or 0 when an error has been set. */
static int regexpReplace(RegexpCall *p, const char *zNew, size_t nNew, NewsBuf *pBuf){
  size_t nMax = (size_t)sqlite3_limit(p->pDb->db, SQLITE_LIMIT_LENGTH, -1);
  int nSpan = newsRegexGroups(p->pRe) + 1;
  int64_t *aSpan = newsArenaAlloc(p->pArena, (size_t)nSpan*2*sizeof(int64_t));
  size_t iFrom = 0;       /* where the next search starts */
  size_t iDone = 0;       /* the text before this is in the buffer */
  int rc = aSpan ? regexpExpand(p, zNew, nNew, NULL, pBuf) : NEWS_NOMEM;
  for(unsigned n=1; rc==NEWS_OK && iFrom<=p->n; n++){
    int bFound = regexpFind(p, iFrom, aSpan, nSpan);
    if( bFound<0 ) return 0;
    if( bFound==0 ) break;
    newsBufAppend(pBuf, p->z+iDone, (size_t)aSpan[0]-iDone);
    rc = regexpExpand(p, zNew, nNew, aSpan, pBuf);
    iDone = iFrom = (size_t)aSpan[1];
    if( aSpan[1]==aSpan[0] ){
      const char *z = p->z + iFrom;
      if( iFrom<p->n ) newsUtf8Read(&z, p->z+p->n);
      iFrom = iFrom<p->n ? (size_t)(z-p->z) : p->n+1;
    }
    if( rc==NEWS_OK ) rc = pBuf->n>nMax ? NEWS_TOOBIG : pBuf->rc;
    if( rc==NEWS_OK && n%256==0 && newsInterrupted(&p->pDb->host) ) rc = NEWS_INTERRUPT;
  }
  if( rc==NEWS_OK ) newsBufAppend(pBuf, p->z+iDone, p->n-iDone);
  if( rc!=NEWS_OK ) regexpError(p, rc);
  return rc==NEWS_OK;
}

/* regexp_replace(text, pattern, replacement) */
void newsRegexpReplaceFunc(sqlite3_context *ctx, int nArg, sqlite3_value **apArg){
  RegexpCall call;
  const char *zNew;
  size_t nNew;
  if( regexpOpen(&call, ctx, "regexp_replace", apArg, 1, nArg) ){
    NewsBuf buf;
    newsBufInit(&buf, &call.pDb->host);
    newsBufAppend(&buf, "", 0);
    int rc = newsValueText(call.pArena, apArg[2], &zNew, &nNew);
    if( rc!=SQLITE_OK ){
      regexpError(&call, rc);
    }else if( regexpReplace(&call, zNew, nNew, &buf) ){
      newsResultBuf(ctx, &buf);
    }
    newsBufFree(&buf);
  }
  regexpClose(&call);
}
