/*
** fuzz_article.c - any bytes as a raw page, its lines as run-together tags and as dates.
**
** Checked: a page is parsed or refused with a sentence; every column is valid UTF-8 of the
** length that it says, with a NUL behind it; the columns a parser never sets stay NULL; tags
** and symbols are JSON arrays; a date is written in the form that dates have, and read back
** as itself; no memory and an interrupt are told as what they are.
*/
#include "../../ext/article/article.h"
#include "fuzz.h"

static NewsParser *pParser;

static void checkColumns(const NewsArticle *p){
  static const int aNever[] = { NEWS_AC_ID, NEWS_AC_TICKERS, NEWS_AC_FIRST_SEEN };
  for(int i=0; i<NEWS_AC_N; i++){
    if( p->az[i]==0 ) continue;
    CHECK( p->an[i]>=0 && strlen(p->az[i])==(size_t)p->an[i] );
    CHECK( newsUtf8Valid(p->az[i], (size_t)p->an[i])==(size_t)p->an[i] );
  }
  for(size_t i=0; i<sizeof(aNever)/sizeof(aNever[0]); i++) CHECK( p->az[aNever[i]]==0 );
  static const int aList[] = { NEWS_AC_TAGS, NEWS_AC_SYMBOLS };
  for(size_t i=0; i<sizeof(aList)/sizeof(aList[0]); i++){
    const char *z = p->az[aList[i]];
    CHECK( z==0 || (z[0]=='[' && z[p->an[aList[i]]-1]==']') );
  }
}

/* A date as it is written must be a date, and the same one. */
static void checkDate(const char *z, size_t n){
  char zOut[32], zAgain[32];
  if( !newsDateParse(z, n, zOut) ) return;
  size_t nOut = strlen(zOut);
  CHECK( nOut>=10 && nOut<sizeof(zOut) && zOut[4]=='-' && zOut[7]=='-' );
  CHECK( newsDateParse(zOut, nOut, zAgain) && strcmp(zOut, zAgain)==0 );
}

static void checkTags(NewsArena *pArena, const NewsText *pPage, const char *z, size_t n){
  const char *zJson = 0;
  int nJson = 0;
  CHECK( newsTagsSplit(pArena, z, n, pPage, &zJson, &nJson)==NEWS_OK );
  CHECK( zJson==0 || (nJson>=2 && zJson[0]=='[' && zJson[nJson-1]==']') );
  CHECK( zJson==0 || newsUtf8Valid(zJson, (size_t)nJson)==(size_t)nJson );
}

/* Each of the first lines as a date and as tags. */
static void checkLines(NewsArena *pArena, const char *z, size_t n){
  NewsText text;
  CHECK( newsTokenize(pArena, z, n, &text)==NEWS_OK );
  for(int i=0; i<8 && n>0; i++){
    const char *zEol = memchr(z, '\n', n);
    size_t nLine = zEol ? (size_t)(zEol-z) : n, nSkip = zEol ? nLine+1 : n;
    checkDate(z, nLine);
    if( nLine<200 ) checkTags(pArena, &text, z, nLine);
    z += nSkip;
    n -= nSkip;
  }
}

static void checkParse(const char *z, size_t n, int iFail, int iStop){
  FuzzMemory mem = { .iFail = iFail, .iStop = iStop };
  NewsHost host = fuzzHost(&mem);
  NewsArena *pArena = newsArenaNew(&host);
  NewsArticle article;
  NewsError err = {0};
  if( pArena ){
    int rc = newsArticleParse(pParser, pArena, 0, z, n, 0, &article, &err);
    CHECK( rc==NEWS_OK || rc==NEWS_ERROR || rc==NEWS_NOMEM || rc==NEWS_INTERRUPT );
    CHECK( rc!=NEWS_NOMEM || mem.nFailed>0 );
    CHECK( rc!=NEWS_INTERRUPT || iStop>0 );
    CHECK( rc!=NEWS_OK || iFail==0 || mem.nFailed==0 );
    if( rc==NEWS_OK ) checkColumns(&article);
    if( rc==NEWS_ERROR ) CHECK( err.rc==NEWS_ERROR && err.z[0] );
  }
  newsArenaFree(pArena);
  CHECK( mem.nLive==0 );
}

int LLVMFuzzerTestOneInput(const uint8_t *pRaw, size_t nRaw){
  if( pParser==0 ) CHECK( newsParserNew(newsHostLibc(), &pParser)==NEWS_OK );
  char *zRaw = fuzzBytes(pRaw, nRaw);
  NewsArena *pArena = newsArenaNew(newsHostLibc());
  size_t n;
  const char *z = newsUtf8Clean(pArena, zRaw, nRaw, &n);
  checkParse(zRaw, nRaw, 0, 0);
  checkParse(zRaw, nRaw, 1+(int)(nRaw%12), 0);
  checkParse(zRaw, nRaw, 0, 1+(int)(nRaw%5));
  checkLines(pArena, z, n);
  newsArenaFree(pArena);
  fuzzFree(zRaw);
  return 0;
}
