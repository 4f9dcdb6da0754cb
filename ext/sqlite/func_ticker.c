/*
** func_ticker.c - which listed companies is a text about?
**
**   SELECT ticker('Nvidia fell after the ban, Alibaba said.');      -- NVDA
**   SELECT tickers('Nvidia fell after the ban, Alibaba said.');     -- ["NVDA","BABA"]
**   SELECT ticker('The weather was fine.');                         -- NULL
**
** ticker() is the first of tickers(): the most relevant listed company, ties to more
** mentions, then to the earlier. Both depend on news_gazetteer and so are not
** deterministic. A text that the function before has read is not read again, see
** newsReadOnce.
*/
#include "sqliteInt.h"
#include <string.h>

/* Recognise the text of a call. Returns 1 when there is a result to hand on, or 0 when
** the text was NULL or an error has been set. */
static int tickerRead(
  sqlite3_context *ctx,
  const char *zFunc,
  sqlite3_value *pText,
  const NewsResult **ppRes
){
  const NewsDoc *pDoc;
  char *zErr = NULL;
  int rc = newsReadOnce(sqlite3_user_data(ctx), zFunc, pText, &pDoc, ppRes, &zErr);
  if( rc!=SQLITE_OK ) newsResultError(ctx, rc, zErr);
  sqlite3_free(zErr);
  return rc==SQLITE_OK && pDoc->zBody!=NULL;
}

/* ticker(text) */
void newsTickerFunc(sqlite3_context *ctx, int nArg, sqlite3_value **apArg){
  const NewsResult *p;
  (void)nArg;
  if( tickerRead(ctx, "ticker", apArg[0], &p) && p->nTicker>0 ){
    newsResultText(ctx, p->aEntity[p->aTicker[0]].zTicker);
  }
  newsReadDone(sqlite3_user_data(ctx));
}

/* tickers(text) */
void newsTickersFunc(sqlite3_context *ctx, int nArg, sqlite3_value **apArg){
  NewsDb *pDb = sqlite3_user_data(ctx);
  const NewsResult *p;
  (void)nArg;
  if( tickerRead(ctx, "tickers", apArg[0], &p) ){
    NewsBuf buf;
    newsBufInit(&buf, &pDb->host);
    newsBufChar(&buf, '[');
    for(int i=0; i<p->nTicker; i++){
      const char *z = p->aEntity[p->aTicker[i]].zTicker;
      if( i>0 ) newsBufChar(&buf, ',');
      newsBufJson(&buf, z, strlen(z));
    }
    newsBufChar(&buf, ']');
    newsResultBuf(ctx, &buf);
  }
  newsReadDone(pDb);
}
