/*
** func_ticker.c - which listed companies is a text about?
**
**   SELECT ticker('Nvidia fell after the ban, Alibaba said.');      -- NVDA
**   SELECT tickers('Nvidia fell after the ban, Alibaba said.');     -- ["NVDA","BABA"]
**   SELECT ticker('The weather was fine.');                         -- NULL
**
** ticker() is the first of tickers(): the most relevant listed company, ties to more
** mentions, then to the earlier. Both depend on news_gazetteer and so are not
** deterministic.
*/
#include "sqliteInt.h"
#include <string.h>

/* Recognise the text of a call. Returns 1 when there is a result to hand on, or 0 when
** the text was NULL or an error has been set. */
static int tickerRead(
  sqlite3_context *ctx,
  const char *zFunc,
  sqlite3_value *pText,
  NewsArena *pArena,      /* NULL when out of memory */
  NewsResult *pRes
){
  NewsDoc doc;
  char *zErr = NULL;
  if( pArena==NULL ){
    sqlite3_result_error_nomem(ctx);
    return 0;
  }
  int rc = newsReadText(sqlite3_user_data(ctx), pArena, zFunc, pText, &doc, pRes, &zErr);
  if( rc!=SQLITE_OK ) newsResultError(ctx, rc, zErr);
  sqlite3_free(zErr);
  return rc==SQLITE_OK && doc.zBody!=NULL;
}

/* ticker(text) */
void newsTickerFunc(sqlite3_context *ctx, int nArg, sqlite3_value **apArg){
  NewsDb *pDb = sqlite3_user_data(ctx);
  NewsArena *pArena = newsDbArena(pDb);
  NewsResult res;
  (void)nArg;
  if( tickerRead(ctx, "ticker", apArg[0], pArena, &res) && res.nTicker>0 ){
    newsResultText(ctx, res.aEntity[res.aTicker[0]].zTicker);
  }
  newsDbArenaBack(pDb, pArena);
}

/* tickers(text) */
void newsTickersFunc(sqlite3_context *ctx, int nArg, sqlite3_value **apArg){
  NewsDb *pDb = sqlite3_user_data(ctx);
  NewsArena *pArena = newsDbArena(pDb);
  NewsResult res;
  (void)nArg;
  if( tickerRead(ctx, "tickers", apArg[0], pArena, &res) ){
    NewsBuf buf;
    newsBufInit(&buf, &pDb->host);
    newsBufChar(&buf, '[');
    for(int i=0; i<res.nTicker; i++){
      const char *z = res.aEntity[res.aTicker[i]].zTicker;
      if( i>0 ) newsBufChar(&buf, ',');
      newsBufJson(&buf, z, strlen(z));
    }
    newsBufChar(&buf, ']');
    newsResultBuf(ctx, &buf);
  }
  newsDbArenaBack(pDb, pArena);
}
