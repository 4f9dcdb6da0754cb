/*
** regex.c - regular expressions by PCRE2, with the host's memory and bounds.
**
** Patterns are UTF-8 and so is what they search; both were checked by the caller. The
** match data lives with the pattern, so that a search asks for memory only when PCRE2
** needs more backtracking room.
**
** PCRE2's bounds are for each place where a match may begin. A long text is searched in
** windows of such places, and between them the host may stop the search. Where a pattern
** could tell the difference (\G, and verbs such as (*COMMIT)) there is one window.
*/
#include "text.h"
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

#define RE_WINDOW     (1<<16)    /* bytes; a text has no more than RE_WINDOWS of them */
#define RE_WINDOWS    64

struct NewsRegex {
  const NewsHost *pHost;
  pcre2_general_context *pGeneral;
  pcre2_match_context *pMatch;
  pcre2_code *pCode;
  pcre2_match_data *pData;
  int bWhole;                    /* not to be searched in windows */
  int bOwn;                      /* by newsRegexOwn */
  int bFast;                     /* has machine code, which nothing hinders */
  int bNoMem;                    /* the host has refused memory */
};

static void *reMalloc(PCRE2_SIZE n, void *pCtx){
  NewsRegex *p = pCtx;
  void *pBlock = p->pHost->xMalloc(p->pHost->pCtx, n);
  p->bNoMem |= pBlock==0;
  return pBlock;
}
static void reFree(void *pBlock, void *pCtx){
  const NewsRegex *p = pCtx;
  p->pHost->xFree(p->pHost->pCtx, pBlock);
}

void newsRegexFree(NewsRegex *p){
  if( p==0 ) return;
  pcre2_match_data_free(p->pData);
  pcre2_code_free(p->pCode);
  pcre2_match_context_free(p->pMatch);
  pcre2_general_context_free(p->pGeneral);
  p->pHost->xFree(p->pHost->pCtx, p);
}

/* Compile into p, whose parts so far are freed by the caller on failure. */
static int regexCompile(NewsRegex *p, const char *z, size_t n, int bOwn,
                        NewsError *pErr){
  int eCode;
  PCRE2_SIZE iAt;
  p->pGeneral = pcre2_general_context_create(reMalloc, reFree, p);
  if( p->pGeneral==0 ) return NEWS_NOMEM;
  p->pMatch = pcre2_match_context_create(p->pGeneral);
  if( p->pMatch==0 ) return NEWS_NOMEM;
  pcre2_set_match_limit(p->pMatch, NEWS_RE_MATCH);
  pcre2_set_depth_limit(p->pMatch, NEWS_RE_DEPTH);
  pcre2_set_heap_limit(p->pMatch, NEWS_RE_HEAP);
  pcre2_compile_context *pCompile = pcre2_compile_context_create(p->pGeneral);
  if( pCompile==0 ) return NEWS_NOMEM;
  if( !bOwn ) pcre2_set_parens_nest_limit(pCompile, NEWS_RE_NEST);
  uint32_t m = bOwn ? 0 : PCRE2_UTF|PCRE2_NEVER_BACKSLASH_C|PCRE2_USE_OFFSET_LIMIT;
  p->pCode = pcre2_compile((PCRE2_SPTR)z, n, m, &eCode, &iAt, pCompile);
  pcre2_compile_context_free(pCompile);
  if( p->pCode==0 ){
    PCRE2_UCHAR zMsg[160];
    if( eCode==PCRE2_ERROR_HEAP_FAILED ) return NEWS_NOMEM;
    if( pcre2_get_error_message(eCode, zMsg, sizeof(zMsg))<0 ) zMsg[0] = 0;
    return newsError(pErr, NEWS_ERROR, "%s at offset %d", (const char*)zMsg, (int)iAt);
  }
  p->bOwn = bOwn;
  p->pData = pcre2_match_data_create_from_pattern(p->pCode, p->pGeneral);
  return p->pData ? NEWS_OK : NEWS_NOMEM;
}

static int regexNew(const NewsHost *pHost, const char *zPattern, size_t n, int bOwn,
                    NewsRegex **pp, NewsError *pErr){
  *pp = 0;
  NewsRegex *p = pHost->xMalloc(pHost->pCtx, sizeof(*p));
  if( p==0 ) return NEWS_NOMEM;
  *p = (NewsRegex){ .pHost = pHost };
  for(size_t i=0; i+1<n; i++){
    const char *z = &zPattern[i];
    if( memcmp(z, "\\G", 2)==0 || memcmp(z, "(*", 2)==0 ) p->bWhole = 1;
  }
  int rc = regexCompile(p, zPattern, n, bOwn, pErr);
  if( rc ){
    newsRegexFree(p);
    p = 0;
  }
  *pp = p;
  return rc;
}

int newsRegexNew(const NewsHost *pHost, const char *zPattern, size_t n, NewsRegex **pp,
                 NewsError *pErr){
  *pp = 0;
  if( n>NEWS_RE_PATTERN ){
    return newsError(pErr, NEWS_ERROR, "a pattern of %lld bytes is over the bound of %d",
                     (long long)n, NEWS_RE_PATTERN);
  }
  return regexNew(pHost, zPattern, n, 0, pp, pErr);
}

int newsRegexOwn(const NewsHost *pHost, const char *zPattern, size_t n, NewsRegex **pp,
                 NewsError *pErr){
  return regexNew(pHost, zPattern, n, 1, pp, pErr);
}

/* Where PCRE2 has no compiler for the machine, or the system allows no such code, PCRE2
** goes on to read its own. */
int newsRegexFast(NewsRegex *p){
  p->bNoMem = 0;
  p->bFast = pcre2_jit_compile(p->pCode, PCRE2_JIT_COMPLETE)==0 && p->bOwn;
  return p->bNoMem ? NEWS_NOMEM : NEWS_OK;
}

/* pcre2_match, window by window; PCRE2_ERROR_CALLOUT when the host wants to stop. */
static int regexMatch(NewsRegex *p, const char *z, size_t n, size_t iFrom){
  if( p->bFast ){
    return pcre2_jit_match(p->pCode, (PCRE2_SPTR)z, n, iFrom, 0, p->pData, p->pMatch);
  }
  size_t nStep = n/RE_WINDOWS>RE_WINDOW ? n/RE_WINDOWS : RE_WINDOW;
  for(;;){
    size_t iNext = n;
    if( !p->bWhole && !p->bOwn && iFrom<n && n-iFrom>nStep ){
      iNext = iFrom+nStep;
      while( iNext<n && ((unsigned char)z[iNext] & 0xC0)==0x80 ) iNext++;
    }
    if( !p->bOwn ) pcre2_set_offset_limit(p->pMatch, iNext<n ? iNext-1 : PCRE2_UNSET);
    int rc = pcre2_match(p->pCode, (PCRE2_SPTR)z, n, iFrom, PCRE2_NO_UTF_CHECK, p->pData,
                         p->pMatch);
    if( rc!=PCRE2_ERROR_NOMATCH || iNext==n ) return rc;
    if( newsInterrupted(p->pHost) ) return PCRE2_ERROR_CALLOUT;
    iFrom = iNext;
  }
}

int newsRegexFind(NewsRegex *p, const char *z, size_t n, size_t iFrom, int64_t *aSpan,
                  int nSpan, NewsError *pErr){
  int rc = regexMatch(p, z ? z : "", n, iFrom);
  if( rc==PCRE2_ERROR_NOMATCH ) return 0;
  if( rc==PCRE2_ERROR_CALLOUT ) return -NEWS_INTERRUPT;
  if( rc==PCRE2_ERROR_NOMEMORY ) return -NEWS_NOMEM;
  if( rc<0 ){
    PCRE2_UCHAR zMsg[160];
    if( pcre2_get_error_message(rc, zMsg, sizeof(zMsg))<0 ) zMsg[0] = 0;
    newsError(pErr, NEWS_ERROR, "%s", (const char*)zMsg);
    return -NEWS_ERROR;
  }
  const PCRE2_SIZE *a = pcre2_get_ovector_pointer(p->pData);
  for(int i=0; i<nSpan && i<rc; i++){
    aSpan[2*i] = a[2*i]==PCRE2_UNSET ? -1 : (int64_t)a[2*i];
    aSpan[2*i+1] = a[2*i]==PCRE2_UNSET ? -1 : (int64_t)a[2*i+1];
  }
  for(int i=rc; i<nSpan; i++) aSpan[2*i] = aSpan[2*i+1] = -1;
  return 1;
}

int newsRegexGroups(const NewsRegex *p){
  uint32_t n = 0;
  pcre2_pattern_info(p->pCode, PCRE2_INFO_CAPTURECOUNT, &n);
  return (int)n;
}

int newsRegexGroup(const NewsRegex *p, const char *zName, size_t n){
  char z[33];
  if( n==0 || n>=sizeof(z) ) return -1;
  for(size_t i=0; i<n; i++) z[i] = zName[i];
  z[n] = 0;
  int i = pcre2_substring_number_from_name(p->pCode, (PCRE2_SPTR)z);
  return i<0 ? -1 : i;
}

const char *newsRegexMark(const NewsRegex *p){
  return (const char*)pcre2_get_mark(p->pData);
}

int newsRegexVersion(char *z, size_t n){
  char zAll[64];          /* "10.42 2022-12-11" */
  size_t i = 0;
  if( pcre2_config(PCRE2_CONFIG_VERSION, NULL)>(int)sizeof(zAll) || n==0 ) return 0;
  pcre2_config(PCRE2_CONFIG_VERSION, zAll);
  while( i<n-1 && zAll[i] && zAll[i]!=' ' ){
    z[i] = zAll[i];
    i++;
  }
  z[i] = 0;
  return (int)i;
}
