/*
** fuzz_article.c - any bytes as a raw page, its lines as run-together tags and as dates.
**
** Checked: a page is parsed, into columns as records.h has them, or refused with a
** sentence; tags are a JSON array; a date is written in the form that dates have, and read
** back as itself; no memory and an interrupt are told as what they are.
*/
#include "records.h"

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
    checkCode(&mem, rc, &err);
    if( rc==NEWS_OK ) checkArticle(&article);
  }
  newsArenaFree(pArena);
  CHECK( mem.nLive==0 );
}

int LLVMFuzzerTestOneInput(const uint8_t *pRaw, size_t nRaw){
  fuzzParser();
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
