/*
** xmlfaults.c - a program that reads a document again and again, each time with another
** allocation of libxml2 failing.
**
**   xmlfaults <page.html             any document that the reader reads
**   xmlfaults 40 <page.html          of its allocations not every one, but 40
**
** It prints "told" when each answer was that of the clean run or out of memory, and
** nothing was left behind; else a line for each that was another one. Faults come once
** and, in a second round, stay. A few bytes are forgiven: libxml2 2.9 itself loses
** LEFT_BLOCKS at most where it cannot make a parser of HTML, and nobody can reach them.
*/
#include "../../ext/article/htmlInt.h"
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>

#define LEFT_BLOCKS  2

static int nLeft;                  /* calls until the fault; 0: none is armed */
static int bStay;                  /* all later calls fail too */
static int nCall, nLive;

static int fires(void){
  nCall++;
  if( nLeft==0 ) return 0;
  if( nLeft==1 ){
    if( !bStay ) nLeft = 0;
    return 1;
  }
  nLeft--;
  return 0;
}
static void *faultMalloc(size_t n){
  void *p = fires() ? 0 : malloc(n);
  nLive += p!=0;
  return p;
}
static void *faultRealloc(void *p, size_t n){
  if( p==0 ) return faultMalloc(n);
  return fires() ? 0 : realloc(p, n);
}
static char *faultStrdup(const char *z){
  size_t n = strlen(z)+1;
  char *p = faultMalloc(n);
  if( p ) memcpy(p, z, n);
  return p;
}
static void faultFree(void *p){
  nLive -= p!=0;
  free(p);
}

/* All that is read, column by column. NEWS_OK or the code of the first that failed. */
static int readAll(NewsParser *pParser, const char *z, size_t n, NewsBuf *pOut){
  NewsBytes bytes = { z, n };
  NewsInput input = newsBytesInput(&bytes);
  NewsReader *pReader = 0;
  NewsArena *pArena = newsArenaNew(newsHostLibc());
  NewsError err = {0};
  NewsRecord record;
  int rc = pArena ? NEWS_OK : NEWS_NOMEM;
  newsBufInit(pOut, newsHostLibc());
  if( rc==NEWS_OK ){
    rc = newsReaderNew(newsHostLibc(), pParser, 0, &input, 0, &pReader, &err);
  }
  while( rc==NEWS_OK && (rc = newsReaderNext(pReader, pArena, &record, &err))==1 ){
    for(int i=0; i<NEWS_AC_N; i++){
      newsBufText(pOut, record.article.az[i]);
      newsBufChar(pOut, '|');
    }
    rc = NEWS_OK;
  }
  newsReaderFree(pReader);
  newsArenaFree(pArena);
  xmlResetLastError();
  if( rc==-NEWS_ERROR ) newsBufText(pOut, err.z);
  return -rc;
}

int main(int nArg, char **azArg){
  static char z[1<<20];
  size_t n = fread(z, 1, sizeof(z), stdin);
  int nWanted = nArg>1 ? atoi(azArg[1]) : 0, nBad = 0;
  NewsParser *pParser;
  NewsBuf clean, out;
  xmlMemSetup(faultFree, faultMalloc, faultRealloc, faultStrdup);
  if( newsParserNew(newsHostLibc(), &pParser) ) return 1;
  /* The first run also makes what libxml2 keeps for good. */
  readAll(pParser, z, n, &clean);
  newsBufFree(&clean);
  nCall = 0;
  int rcClean = readAll(pParser, z, n, &clean), nAll = nCall, nLiveClean = nLive;
  int nStep = nWanted && nWanted<nAll ? nAll/nWanted : 1;
  if( nAll==0 ) printf("libxml2 allocates nothing\n");
  for(bStay=0; bStay<2; bStay++){
    for(int i=1; i<=nAll; i+=nStep){
      nLeft = i;
      int rc = readAll(pParser, z, n, &out);
      nLeft = 0;
      int bSame = rc==rcClean && out.n==clean.n && memcmp(out.z, clean.z, out.n)==0;
      int nForgiven = rc==NEWS_NOMEM ? LEFT_BLOCKS : 0;
      if( (rc!=NEWS_NOMEM && !bSame) || nLive>nLiveClean+nForgiven ){
        printf("%s %d of %d: code %d, %d blocks left: %s\n", bStay ? "from" : "at", i,
               nAll, rc, nLive-nLiveClean, out.z ? out.z : "");
        nBad++;
      }
      nLiveClean = nLive;
      newsBufFree(&out);
    }
  }
  if( nBad==0 ) printf("told\n");
  newsBufFree(&clean);
  newsParserFree(pParser);
  return 0;
}
