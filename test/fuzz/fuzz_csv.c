/*
** fuzz_csv.c - any bytes as CSV: all rows, with all bytes at hand and with a few at a
** time.
**
** Checked, beside what records.h does: rows cover the bytes without a gap, and are the
** same when the bytes come in pieces.
*/
#include "records.h"

/* A row that is found from the bytes that have come so far is the row that all give. */
static void checkPieces(NewsArena *pArena, char cSep, const char *z, size_t n,
                        size_t nRow){
  for(size_t k=1; k<n; k += 1+k/4){
    char *zPiece = fuzzBytes((const uint8_t*)z, k);
    size_t nOne = newsCsvRow(pArena, cSep, zPiece, k, 0);
    CHECK( nOne==0 || nOne==nRow );
    fuzzFree(zPiece);
  }
}

static void checkCsv(const char *z, size_t n, int iFail, int iStop){
  FuzzMemory mem = { .iFail = iFail, .iStop = iStop };
  NewsHost host = fuzzHost(&mem);
  NewsArena *pArena = newsArenaNew(&host);
  NewsError err = {0};
  NewsCsv csv;
  size_t i = pArena ? newsCsvRow(pArena, 0, z, n, 1) : 0;
  int rc = pArena ? newsWork(pArena, 0) : NEWS_NOMEM;
  CHECK( rc!=NEWS_OK || (i<=n && (i>0 || n==0)) );
  if( rc==NEWS_OK ) rc = newsCsvHeader(pArena, z, i, &csv, &err);
  if( pArena ) checkCode(&mem, rc, &err);
  for(int nRow=0; rc==NEWS_OK && i<n; nRow++){
    NewsItem item;
    size_t k = newsCsvRow(pArena, csv.cSep, &z[i], n-i, 1);
    rc = newsWork(pArena, 0);
    CHECK( rc!=NEWS_OK || (k>0 && k<=n-i) );
    if( rc==NEWS_OK && nRow<4 ) checkPieces(pArena, csv.cSep, &z[i], n-i, k);
    if( rc==NEWS_OK ) rc = newsCsvItem(pArena, &csv, &z[i], k, &item, &err);
    checkCode(&mem, rc, &err);
    if( rc==NEWS_ERROR ) err.rc = rc = NEWS_OK;
    else if( rc==NEWS_OK ) rc = checkItems(pArena, &mem, &item, 1);
    i += k;
  }
  newsArenaFree(pArena);
  CHECK( mem.nLive==0 );
}

int LLVMFuzzerTestOneInput(const uint8_t *pRaw, size_t nRaw){
  char *zRaw = fuzzBytes(pRaw, nRaw);
  fuzzParser();
  checkCsv(zRaw, nRaw, 0, 0);
  checkCsv(zRaw, nRaw, 1+(int)(nRaw%24), 0);
  checkCsv(zRaw, nRaw, 0, 1+(int)(nRaw%5));
  fuzzFree(zRaw);
  return 0;
}
