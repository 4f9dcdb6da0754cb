/*
** parser.c - what is kept between pages: compiled patterns, each made when first needed.
*/
#include "articleInt.h"
#include <string.h>

struct NewsParser {
  const NewsHost *pHost;
  NewsRegex *aRegex[];    /* newsRuleN of them; NULL: not compiled yet */
};

int newsParserNew(const NewsHost *pHost, NewsParser **pp){
  size_t n = sizeof(NewsParser) + (size_t)newsRuleN*sizeof(NewsRegex*);
  NewsParser *p = *pp = pHost->xMalloc(pHost->pCtx, n);
  if( p==0 ) return NEWS_NOMEM;
  memset(p, 0, n);
  p->pHost = pHost;
  return NEWS_OK;
}

void newsParserFree(NewsParser *p){
  if( p==0 ) return;
  for(int i=0; i<newsRuleN; i++) newsRegexFree(p->aRegex[i]);
  p->pHost->xFree(p->pHost->pCtx, p);
}

int newsParserRegex(NewsParser *p, int iRule, NewsRegex **pp, NewsError *pErr){
  int rc = NEWS_OK;
  if( p->aRegex[iRule]==0 ){
    const char *z = newsRuleRow[iRule].rule.zPattern;
    rc = newsRegexNew(p->pHost, z, strlen(z), &p->aRegex[iRule], pErr);
  }
  *pp = p->aRegex[iRule];
  return rc;
}

int newsRuleCount(void){ return newsRuleN; }

const NewsRule *newsRuleAt(int i){
  return i>=0 && i<newsRuleN ? &newsRuleRow[i].rule : 0;
}
