/*
** fuzz_feed.c - any bytes as a feed, whole, cut off, without memory and interrupted.
*/
#include "records.h"

static int feedItems(NewsArena *pArena, const char *z, size_t n, NewsItem **paItem,
                     int *pnItem, NewsError *pErr){
  return newsFeedItems(pArena, z, n, 0, paItem, pnItem, pErr);
}

int LLVMFuzzerTestOneInput(const uint8_t *pRaw, size_t nRaw){
  return fuzzDocument(feedItems, pRaw, nRaw);
}
