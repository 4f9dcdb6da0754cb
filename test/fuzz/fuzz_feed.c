/*
** fuzz_feed.c - any bytes as a feed, whole, cut off and without memory.
*/
#include "records.h"

static void checkFeed(const char *z, size_t n, int iFail, int iStop){
  FuzzMemory mem = { .iFail = iFail, .iStop = iStop };
  NewsHost host = fuzzHost(&mem);
  NewsArena *pArena = newsArenaNew(&host);
  NewsItem *aItem = 0;
  NewsError err = {0};
  int nItem = 0;
  if( pArena ){
    int rc = newsFeedItems(pArena, z, n, 0, &aItem, &nItem, &err);
    checkCode(&mem, rc, &err);
    if( rc==NEWS_OK || rc==NEWS_ERROR ) checkItems(pArena, &mem, aItem, nItem);
  }
  newsArenaFree(pArena);
  CHECK( mem.nLive==0 );
}

int LLVMFuzzerTestOneInput(const uint8_t *pRaw, size_t nRaw){
  char *zRaw = fuzzBytes(pRaw, nRaw);
  fuzzParser();
  checkFeed(zRaw, nRaw, 0, 0);
  checkFeed(zRaw, nRaw/2, 0, 0);
  checkFeed(zRaw, nRaw, 1+(int)(nRaw%24), 0);
  checkFeed(zRaw, nRaw, 0, 1+(int)(nRaw%5));
  fuzzFree(zRaw);
  return 0;
}
