/*
** records.h - what the harnesses of pages, feeds, JSON and CSV share: an item and an
** article are checked column by column.
**
** Checked: every column of an item has the length that it says within valid UTF-8; a
** date is one; every column of an article is valid UTF-8 of its length with a NUL
** behind it; one that is not there has no length; tags and symbols are JSON arrays; what
** a parser never sets stays NULL.
*/
#ifndef NEWS_FUZZ_RECORDS_H
#define NEWS_FUZZ_RECORDS_H
#include "../../ext/article/htmlInt.h"
#include "fuzz.h"

static NewsParser *pParser;

static void checkList(const char *z, int n){
  CHECK( z==0 || (n>=2 && z[0]=='[' && z[n-1]==']') );
}

static inline void checkItem(const NewsItem *p){
  char zDate[32];
  for(int i=0; i<NEWS_AC_N; i++){
    CHECK( p->az[i] ? p->an[i]>0 : p->an[i]==0 );
    if( p->az[i]==0 ) continue;
    CHECK( newsUtf8Valid(p->az[i], (size_t)p->an[i])==(size_t)p->an[i] );
  }
  checkList(p->az[NEWS_AC_TAGS], p->an[NEWS_AC_TAGS]);
  checkList(p->az[NEWS_AC_SYMBOLS], p->an[NEWS_AC_SYMBOLS]);
  const char *z = p->az[NEWS_AC_PUBLISHED];
  CHECK( z==0 || newsDateParse(z, (size_t)p->an[NEWS_AC_PUBLISHED], zDate) );
}

static void checkArticle(const NewsArticle *p){
  static const int aNever[] = { NEWS_AC_ID, NEWS_AC_TICKERS, NEWS_AC_FIRST_SEEN };
  for(int i=0; i<NEWS_AC_N; i++){
    CHECK( p->az[i] ? p->an[i]>0 : p->an[i]==0 );
    if( p->az[i]==0 ) continue;
    CHECK( strlen(p->az[i])==(size_t)p->an[i] );
    CHECK( newsUtf8Valid(p->az[i], (size_t)p->an[i])==(size_t)p->an[i] );
  }
  for(size_t i=0; i<sizeof(aNever)/sizeof(aNever[0]); i++) CHECK( p->az[aNever[i]]==0 );
  checkList(p->az[NEWS_AC_TAGS], p->an[NEWS_AC_TAGS]);
  checkList(p->az[NEWS_AC_SYMBOLS], p->an[NEWS_AC_SYMBOLS]);
}

/* Result codes that a step may give, by what was asked of the host. */
static void checkCode(const FuzzMemory *p, int rc, const NewsError *pErr){
  CHECK( rc==NEWS_OK || rc==NEWS_ERROR || rc==NEWS_NOMEM || rc==NEWS_INTERRUPT );
  CHECK( rc!=NEWS_NOMEM || p->nFailed>0 );
  CHECK( rc!=NEWS_INTERRUPT || p->iStop>0 );
  CHECK( rc==NEWS_NOMEM || rc==NEWS_INTERRUPT || p->nFailed==0 );
  if( rc==NEWS_ERROR ) CHECK( pErr->rc==NEWS_ERROR && pErr->z[0] );
}

/* Items as articles; the code of the one that could not be made, which is no memory or an
** interrupt. */
static inline int checkItems(NewsArena *pArena, const FuzzMemory *pMem, const NewsItem *a,
                      int n){
  CHECK( n>=0 && (n==0 || a!=0) );
  for(int i=0; i<n; i++){
    NewsArticle article;
    NewsError err = {0};
    checkItem(&a[i]);
    int rc = newsItemArticle(pParser, pArena, 0, &a[i], &article, &err);
    checkCode(pMem, rc, &err);
    if( rc!=NEWS_OK ) return rc;
    checkArticle(&article);
  }
  return NEWS_OK;
}

static inline void fuzzParser(void){
  if( pParser==0 ) CHECK( newsParserNew(newsHostLibc(), &pParser)==NEWS_OK );
}

/* A reader of a document that holds records. */
typedef int (*FuzzItems)(NewsArena*, const char *z, size_t n, NewsItem**, int*, NewsError*);

static inline void checkDocument(FuzzItems xItems, const char *z, size_t n, int iFail,
                                 int iStop){
  FuzzMemory mem = { .iFail = iFail, .iStop = iStop };
  NewsHost host = fuzzHost(&mem);
  NewsArena *pArena = newsArenaNew(&host);
  NewsItem *aItem = 0;
  NewsError err = {0};
  int nItem = 0;
  if( pArena ){
    int rc = xItems(pArena, z, n, &aItem, &nItem, &err);
    checkCode(&mem, rc, &err);
    if( rc==NEWS_OK || rc==NEWS_ERROR ) checkItems(pArena, &mem, aItem, nItem);
  }
  newsArenaFree(pArena);
  CHECK( mem.nLive==0 );
}

/* A document whole, cut off, without memory and interrupted. */
static inline int fuzzDocument(FuzzItems xItems, const uint8_t *pRaw, size_t nRaw){
  char *zRaw = fuzzBytes(pRaw, nRaw);
  fuzzParser();
  checkDocument(xItems, zRaw, nRaw, 0, 0);
  checkDocument(xItems, zRaw, nRaw/2, 0, 0);
  checkDocument(xItems, zRaw, nRaw, 1+(int)(nRaw%24), 0);
  checkDocument(xItems, zRaw, nRaw, 0, 1+(int)(nRaw%5));
  fuzzFree(zRaw);
  return 0;
}

#endif
