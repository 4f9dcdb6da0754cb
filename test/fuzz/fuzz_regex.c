/*
** fuzz_regex.c - any pattern over any text.
**
** The bytes up to the first newline are the pattern, the others the text. Checked: a pattern
** compiles or is an error with a sentence; spans lie in the text, on characters, and begin
** before they end; a search goes on behind a match; no memory is NEWS_NOMEM and leaks nothing.
*/
#include "../../ext/text/text.h"
#include "fuzz.h"

#define SPANS  8

static int isBoundary(const char *z, size_t n, int64_t i){
  return i>=0 && (size_t)i<=n && ((size_t)i==n || (z[i]&0xC0)!=0x80);
}

/* All matches of a text, as regexp_replace finds them; their number. */
static int searchAll(NewsRegex *p, const char *z, size_t n){
  int64_t aSpan[2*SPANS];
  int nFound = 0;
  for(size_t i=0; i<=n && nFound<1000; nFound++){
    NewsError err = {0};
    int rc = newsRegexFind(p, z, n, i, aSpan, SPANS, &err);
    CHECK( rc!=-NEWS_ERROR || err.rc==NEWS_ERROR );
    if( rc<=0 ) return rc<0 ? rc : nFound;
    CHECK( aSpan[0]>=0 );
    for(int k=0; k<SPANS; k++){
      if( aSpan[2*k]<0 ){
        CHECK( aSpan[2*k]==-1 && aSpan[2*k+1]==-1 );
        continue;
      }
      CHECK( aSpan[2*k]<=aSpan[2*k+1] );
      CHECK( isBoundary(z, n, aSpan[2*k]) && isBoundary(z, n, aSpan[2*k+1]) );
    }
    if( (size_t)aSpan[1]>i ){
      i = (size_t)aSpan[1];
    }else{
      i++;
      while( !isBoundary(z, n, (int64_t)i) && i<n ) i++;
    }
  }
  return nFound;
}

static void checkPattern(const char *zRe, size_t nRe, const char *z, size_t n, int iFail){
  FuzzMemory mem = { .iFail = iFail };
  NewsHost host = fuzzHost(&mem);
  NewsRegex *p;
  NewsError err = {0};
  int rc = newsRegexNew(&host, zRe, nRe, &p, &err);
  CHECK( rc==NEWS_OK || rc==NEWS_ERROR || rc==NEWS_NOMEM );
  CHECK( (rc==NEWS_OK)==(p!=0) && (rc==NEWS_ERROR)==(err.rc==NEWS_ERROR) );
  CHECK( rc!=NEWS_NOMEM || mem.nFailed>0 );
  CHECK( newsUtf8Valid(err.z, strlen(err.z))==strlen(err.z) );
  if( p ){
    CHECK( newsRegexGroups(p)>=0 );
    CHECK( newsRegexGroup(p, zRe, nRe)<=newsRegexGroups(p) );
    searchAll(p, z, n);
  }
  newsRegexFree(p);
  CHECK( mem.nLive==0 );
}

int LLVMFuzzerTestOneInput(const uint8_t *pRaw, size_t nRaw){
  const uint8_t *pCut = nRaw ? memchr(pRaw, '\n', nRaw) : 0;
  size_t nRe = pCut ? (size_t)(pCut-pRaw) : nRaw, n = pCut ? nRaw-nRe-1 : 0;
  if( n>512 ) n = 512;               /* patterns are what is tried; texts stay short */
  NewsArena *pArena = newsArenaNew(newsHostLibc());
  const char *zRe = newsUtf8Clean(pArena, (const char*)pRaw, nRe, &nRe);
  const char *z = newsUtf8Clean(pArena, n ? (const char*)pCut+1 : "", n, &n);
  checkPattern(zRe, nRe, z, n, 0);
  checkPattern(zRe, nRe, z, n, 1+(int)(nRaw%8));
  newsArenaFree(pArena);
  return 0;
}
