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

/* A key of a literal, with the comma before it. */
#define putKey(p, zKey)  newsBufAppend(p, ",\"" zKey "\":", sizeof(",\"" zKey "\":")-1)
#define putText(p, zKey, zText) \
  if( (zText)!=0 ){ putKey(p, zKey); newsBufJson(p, zText, strlen(zText)); }

static void putMention(NewsBuf *p, const NewsDoc *pDoc, const NewsResult *r,
                       const NewsMention *m){
  static const NewsEntity none;
  const NewsEntity *e = m->iEntity>=0 ? &r->aEntity[m->iEntity] : &none;
  const char *z = m->bBody ? pDoc->zBody : pDoc->zTitle;
  newsBufAppend(p, "{\"start\":", 9);
  newsBufInt(p, m->iChar);
  putKey(p, "end");
  newsBufInt(p, (int64_t)m->iChar+m->nChar);
  putKey(p, "sentence");
  newsBufInt(p, m->iSentence);
  putKey(p, "mention");
  newsBufJson(p, z+m->iByte, m->nByte);
  putText(p, "name", e->zName);
  putText(p, "label", newsLabelName(m->eLabel));
  putText(p, "subtype", newsSubtypeName(m->eSubtype));
  putText(p, "ticker", e->zTicker);
  putText(p, "exchange", e->zExchange);
  if( m->zValue ){
    putText(p, "value", m->zValue);
  }else if( m->zUnit ){
    putKey(p, "value");
    newsBufReal(p, m->rValue);
  }
  putText(p, "unit", m->zUnit);
  putKey(p, "score");
  newsBufMilli(p, m->nScore);
  if( m->nLinkScore>=0 ){
    putKey(p, "link_score");
    newsBufMilli(p, m->nLinkScore);
  }
  putText(p, "evidence", newsEvidenceName(m->eEvidence));
  if( m->iEntity>=0 ){
    putKey(p, "relevance");
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
