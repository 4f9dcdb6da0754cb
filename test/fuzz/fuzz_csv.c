/*
** fuzz_csv.c - any bytes as CSV: all rows, with all bytes at hand and with a few at a
** time.
**
** Checked, beside what records.h does: rows cover the bytes without a gap, and are the
** same when the bytes come in pieces.
*/
#include "records.h"

/* A row that is found from the bytes that have come so far is the row that all give. */
static void checkPieces(char cSep, const char *z, size_t n, size_t nRow){
  for(size_t k=1; k<n; k += 1+k/4){
    char *zPiece = fuzzBytes((const uint8_t*)z, k);
    size_t nOne = newsCsvRow(cSep, zPiece, k, 0);
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
  size_t i = newsCsvRow(0, z, n, 1);
  CHECK( i<=n && (i>0 || n==0) );
  int rc = pArena ? newsCsvHeader(pArena, z, i, &csv, &err) : NEWS_NOMEM;
  if( pArena ) checkCode(&mem, rc, &err);
  for(int nRow=0; rc==NEWS_OK && i<n; nRow++){
    NewsItem item;
    size_t k = newsCsvRow(csv.cSep, &z[i], n-i, 1);
    CHECK( k>0 && k<=n-i );
    if( nRow<4 ) checkPieces(csv.cSep, &z[i], n-i, k);
    rc = newsCsvItem(pArena, &csv, &z[i], k, &item, &err);
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
