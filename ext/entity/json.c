/*
** json.c - mentions as JSON, the scalar form of entities().
**
**   [{"start":0,"end":7,"sentence":0,"mention":"Meituan","name":"Meituan","label":"ORG",
**     "subtype":"company","ticker":"MPNGY","exchange":"OTCM","score":0.99,...}]
**
** Keys are the columns of entities(), in their order; one without a value is left out.
*/
#include "entityInt.h"
#include <string.h>

static void putKey(NewsBuf *p, const char *zKey, int *pbFirst){
  if( !*pbFirst ) newsBufChar(p, ',');
  *pbFirst = 0;
  newsBufChar(p, '"');
  newsBufText(p, zKey);
  newsBufAppend(p, "\":", 2);
}

static void putText(NewsBuf *p, const char *zKey, const char *z, int *pbFirst){
  if( z==0 ) return;
  putKey(p, zKey, pbFirst);
  newsBufJson(p, z, strlen(z));
}

static void putMention(NewsBuf *p, const NewsDoc *pDoc, const NewsResult *r,
                       const NewsMention *m){
  const NewsEntity *e = m->iEntity>=0 ? &r->aEntity[m->iEntity] : 0;
  const char *z = m->bBody ? pDoc->zBody : pDoc->zTitle;
  int b = 1;
  newsBufChar(p, '{');
  putKey(p, "start", &b);    newsBufInt(p, m->iChar);
  putKey(p, "end", &b);      newsBufInt(p, (int64_t)m->iChar+m->nChar);
  putKey(p, "sentence", &b); newsBufInt(p, m->iSentence);
  putKey(p, "mention", &b);  newsBufJson(p, z+m->iByte, m->nByte);
  if( e ) putText(p, "name", e->zName, &b);
  putText(p, "label", newsLabelName(m->eLabel), &b);
  putText(p, "subtype", newsSubtypeName(m->eSubtype), &b);
  if( e ) putText(p, "ticker", e->zTicker, &b);
  if( e ) putText(p, "exchange", e->zExchange, &b);
  if( m->zValue ){
    putText(p, "value", m->zValue, &b);
  }else if( m->zUnit ){
    putKey(p, "value", &b);
    newsBufReal(p, m->rValue);
  }
  putText(p, "unit", m->zUnit, &b);
  putKey(p, "score", &b);
  newsBufMilli(p, m->nScore);
  if( m->nLinkScore>=0 ){
    putKey(p, "link_score", &b);
    newsBufMilli(p, m->nLinkScore);
  }
  putText(p, "evidence", newsEvidenceName(m->eEvidence), &b);
  if( e ){
    putKey(p, "relevance", &b);
    newsBufMilli(p, e->nRelevance);
  }
  newsBufChar(p, '}');
}

void newsResultJson(const NewsDoc *pDoc, const NewsResult *r, const NewsLabelSet *pSet,
                    NewsBuf *p){
  int n = 0;
  newsBufChar(p, '[');
  for(int i=0; i<r->nMention; i++){
    const NewsMention *m = &r->aMention[i];
    if( pSet && !newsLabelSetHas(pSet, m->eLabel, m->eSubtype) ) continue;
    if( n++ ) newsBufChar(p, ',');
    putMention(p, pDoc, r, m);
  }
  newsBufChar(p, ']');
}
