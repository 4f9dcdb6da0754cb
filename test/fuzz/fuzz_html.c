/*
** fuzz_html.c - any bytes as a web page: its charset, its tree, its fields and its body.
**
** Checked: an article's columns are valid UTF-8 of the length they say; no memory and an
** interrupt are told as what they are, and nothing is left behind; the same page gives the
** same article again.
*/
#include "records.h"

#define ADDRESS  "https://example.org/2025/11/06/oil"

static uint64_t hashOf(const NewsArticle *p){
  uint64_t h = 1;
  for(int i=0; i<NEWS_AC_N; i++){
    for(int k=0; k<p->an[i] && p->az[i]; k++){
      h = (h ^ (unsigned char)p->az[i][k])*0x100000001b3u;
    }
    h = h*7 + (uint64_t)i;
  }
  return h;
}

/* 0 when it could not be read. */
static uint64_t checkPage(const char *z, size_t n, const char *zHint, int iFail, int iStop){
  FuzzMemory mem = { .iFail = iFail, .iStop = iStop };
  NewsHost host = fuzzHost(&mem);
  NewsArena *pArena = newsArenaNew(&host);
  NewsArticle article;
  NewsError err = {0};
  uint64_t h = 0;
  if( pArena ){
    int rc = newsHtmlArticle(pParser, pArena, 0, z, n, zHint, n%2 ? ADDRESS : 0, &article,
                             &err);
    checkCode(&mem, rc, &err);
    if( rc==NEWS_OK ){
      checkArticle(&article);
      h = hashOf(&article);
    }
  }
  newsArenaFree(pArena);
  CHECK( mem.nLive==0 );
  return h;
}

int LLVMFuzzerTestOneInput(const uint8_t *pRaw, size_t nRaw){
  static const char *const azHint[] = { 0, 0, "utf-8", "windows-1251", "shift_jis", "x" };
  const char *zHint = azHint[nRaw%6];
  char *zRaw = fuzzBytes(pRaw, nRaw);
  fuzzParser();
  uint64_t h = checkPage(zRaw, nRaw, zHint, 0, 0);
  CHECK( checkPage(zRaw, nRaw, zHint, 0, 0)==h );
  checkPage(zRaw, nRaw/2, 0, 0, 0);
  checkPage(zRaw, nRaw, zHint, 1+(int)(nRaw%40), 0);
  checkPage(zRaw, nRaw, zHint, 0, 1+(int)(nRaw%6));
  fuzzFree(zRaw);
  return 0;
}
