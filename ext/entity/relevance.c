/*
** relevance.c - how much the document is about each of its entities, in thousandths.
**
**   in headline and body, or in the headline of a document without a body    1000
**   otherwise      200 + 450/(1+s/3) + 300*min(1, n/4)
**   only in a headline that shares no content word and no entity with the body    50
**   only as a source: news provider, byline, "reported X"      0
**
** s is the sentence, from 0, of its first mention in the body, n its mentions there. The
** headline is the title; of a bare text, its first line or sentence (NewsField.nHead). A
** first sentence that is no line of its own is also sentence 0 of the body.
*/
#include "entityInt.h"
#include <string.h>

#define HEAD_WORDS 64        /* content words of a headline that are compared */
#define WORD_STEPS  4        /* steps of work that a word of the body counts */
#define SPAN_STEPS 16        /* those of a mention */

/* Is the span beside words that make it a source: "reported X", "according to X"? */
static int attributed(const NewsField *f, const NewsSpan *s){
  const NewsText *t = &f->text;
  uint32_t i = s->iTok, iAfter = s->iTok+s->nTok;
  /* Before it: over "the", "to", "by" and quotes to a verb of telling, or a colon. */
  for(int n=0; i>0 && n<4; n++){
    i--;
    if( newsWhichWord(t, i, "told reported according source sources via reports")>=0 ){
      return 1;
    }
    if( t->aToken[i].c==':' && i>0
     && newsWhichWord(t, i-1, "source sources via credit")>=0 ) return 1;
    if( newsWhichWord(t, i, "the to by with ' \" ( : in")<0 ) break;
    if( i>0 && newsWhichWord(t, i, "with")>=0
     && newsWhichWord(t, i-1, "interview")>=0 ) return 1;
  }
  if( iAfter<t->nToken && t->aToken[iAfter].eKind==NEWS_TK_POSS ) return 0;
  if( iAfter<t->nToken
   && newsWhichWord(t, iAfter, "reported reports report reporting said says "
                                     "wrote writes")>=0 ) return 1;
  if( iAfter+1<t->nToken && newsWhichWord(t, iAfter, "first has had earlier also")>=0
   && newsWhichWord(t, iAfter+1, "reported said")>=0 ) return 1;
  /* "(Reuters)" opens a story. */
  return s->iTok>0 && iAfter<t->nToken && t->aToken[s->iTok-1].c=='('
      && t->aToken[iAfter].c==')' && t->aToken[iAfter].nByte==1;
}

/* Content word: long enough, no function word. */
static int isContent(const NewsToken *k){
  return k->eKind==NEWS_TK_WORD && k->nChar>3 && !(k->mClass & NEWS_LX_STOP);
}

/* Do headline and body share a content word? */
static int sharesWord(NewsWork *w, const NewsText *pHead, uint32_t nHeadTok,
                      const NewsText *pBody, uint32_t iBodyTok){
  uint32_t aHash[HEAD_WORDS], nHash = 0;
  uint64_t mHash = 0;
  for(uint32_t i=0; i<nHeadTok && nHash<HEAD_WORDS; i++){
    const NewsToken *k = &pHead->aToken[i];
    if( !isContent(k) ) continue;
    aHash[nHash++] = k->hash;
    mHash |= (uint64_t)1<<(k->hash & 63);
  }
  for(uint32_t i=iBodyTok; i<pBody->nToken; i++){
    const NewsToken *k = &pBody->aToken[i];
    if( newsWorkCount(w, WORD_STEPS) ) return 0;
    if( !(mHash>>(k->hash & 63) & 1) || !isContent(k) ) continue;
    for(uint32_t j=0; j<nHash; j++) if( aHash[j]==k->hash ) return 1;
  }
  return 0;
}

/* The number of the provider's entity. */
static uint32_t sourceNumber(NewsWork *w){
  const char *z = w->pDoc->zSource;
  NewsText t;
  NewsCand aCand[NEWS_CAND_MAX];
  NewsSpan s;
  uint32_t nTok;
  if( z==0 ) return NEWS_NOBODY;
  w->rc = newsTokenize(w->pArena, z, strlen(z), &t);
  if( w->rc || t.nToken==0 ) return NEWS_NOBODY;
  memset(&s, 0, sizeof(s));
  s.iRunUser = NEWS_NOBODY;
  if( !newsMatchAt(w, 0, &t, 0, &s.iRun, &nTok)
   || nTok!=t.nToken ) return NEWS_NOBODY;
  return newsCandidates(w, &t, &s, aCand)>0 ? aCand[0].iNumber : NEWS_NOBODY;
}

/* Is the club that is listed no company here? It is one only where its sentence speaks of
** shares or companies. */
static int isClub(const NewsWork *w, const NewsSpan *s){
  return !s->zSymbol && !newsSentenceTells(w, &w->aField[s->bBody].text, s->iTok,
                                           NEWS_TP_BUSINESS);
}

/* Does the company only act here? Who rates or holds another at first does so to the end,
** as by its short name, its analyst and its former rating, until something else is told
** of it: "Goldman upgraded Snowflake. Goldman had a Neutral rating." */
static int acts(const NewsWork *w, const NewsField *f, const NewsSpan *s,
                uint32_t nBefore, NewsEntityInfo *q){
  int eActs = newsIsActing(w, f, s);
  if( nBefore==0 ) q->bRater = eActs==2;
  return eActs!=0 || (q->bRater && !newsIsOwnNews(w, f, s));
}

/* Count mentions by place. nHead is the headline's sentences in the body of a bare
** text. What only counts when it is so of all mentions is asked no more once it was not so
** of one. */
static void countMentions(NewsWork *w, uint32_t nHead){
  const NewsText *t = &w->aField[1].text;
  uint32_t iSent = 0, iSource = sourceNumber(w);
  for(uint32_t i=0; i<w->nSpan; i++){
    const NewsSpan *s = &w->aSpan[i];
    if( newsWorkCount(w, SPAN_STEPS) ) return;
    if( s->iEnt<0 ) continue;
    NewsEntity *e = &w->aEnt[s->iEnt];
    NewsEntityInfo *q = &w->aInfo[s->iEnt];
    int bHead = !s->bBody;
    if( s->bBody ){
      while( iSent+1<t->nSentence && t->aSentence[iSent+1].iToken<=s->iTok ) iSent++;
      bHead = iSent<nHead;
    }
    e->nMention++;
    if( bHead ){
      q->nHead++;
    }else{
      if( q->nBody==0 ) e->iFirst = (int)(iSent-(w->aField[1].bLead ? 0 : nHead));
      q->nBody++;
    }
    int bSource = e->eSubtype==NEWS_ST_MEDIA
        || (iSource!=NEWS_NOBODY && q->iNumber==iSource);
    const NewsField *f = &w->aField[s->bBody];
    uint32_t nBefore = q->nHead+q->nBody-1;
    int bClub = e->eSubtype==NEWS_ST_SPORT;
    if( bSource && q->nSource==nBefore ) q->nSource += attributed(f, s)!=0;
    if( !e->bTicker ) continue;
    if( q->nActing==nBefore && !bClub ) q->nActing += acts(w, f, s, nBefore, q);
    if( q->nFormer==nBefore ){
      q->nFormer += (bClub ? isClub(w, s) : newsIsFormer(w, f, s))!=0;
    }
  }
}

void newsRelevance(NewsWork *w){
  int bShare = -1, bEntity = 0;
  if( w->rc ) return;
  const NewsField *fBody = &w->aField[1], *fHead = &w->aField[0];
  uint32_t nHead = fHead->text.nToken ? 0 : fBody->nHead, iBodyTok = 0;
  uint32_t nHeadTok = fHead->text.nToken;
  if( nHead ){
    const NewsSentence *q = &fBody->text.aSentence[nHead-1];
    iBodyTok = nHeadTok = q->iToken+q->nToken;
    fHead = fBody;
  }
  int bBody = iBodyTok<fBody->text.nToken;
  countMentions(w, nHead);
  for(uint32_t i=0; i<w->nEnt; i++) bEntity |= w->aInfo[i].nHead && w->aInfo[i].nBody;
  for(uint32_t i=0; i<w->nEnt && w->rc==0; i++){
    NewsEntity *e = &w->aEnt[i];
    const NewsEntityInfo *q = &w->aInfo[i];
    int s = e->iFirst, n = q->nBody<4 ? (int)q->nBody : 4;
    if( q->nFormer && q->nFormer==q->nHead+q->nBody ) e->bTicker = 0;
    e->bActing = q->nActing && q->nActing==q->nHead+q->nBody;
    if( q->nSource && q->nSource==q->nHead+q->nBody ){
      e->nRelevance = 0;
    }else if( q->nHead && (q->nBody || !bBody) ){
      e->nRelevance = 1000;
    }else if( q->nBody || fBody->bLead ){
      if( q->nBody==0 ){
        s = 0;
        n = q->nHead<4 ? (int)q->nHead : 4;
      }
      e->nRelevance = 200+(2700+3+s)/(2*(3+s))+75*n;
    }else{
      if( bShare<0 ){
        bShare = bEntity || sharesWord(w, &fHead->text, nHeadTok, &fBody->text, iBodyTok);
      }
      e->nRelevance = bShare ? 200 : 50;
    }
  }
}
