/*
** link.c - which entity a span of the matcher means, if any.
**
**   "Target reported earnings"            Target ORG: "earnings" is a cue of companies
**   "They met at Target Field"            nothing: part of a longer name
**   "Apple Inc. ... Apple"                both: the first is sure, and votes for the second
**
** HOW IT WORKS. A span whose alias has no mark is sure, and so is one with a symbol or a legal
** form. For the others each candidate gets points:
**
**   6  a legal form follows and it is a company
**   5  a sure mention of it elsewhere in the document
**   3  each of its own words of cue in the sentence or the headline, at most two of them
**   2  a class of its cues there; for a company whose cues name no such class, the class
**      "company" where its capital letter means something
**
** The one with the most points is meant when it has 2 or more and no other has as many.
** Spans accepted by points vote for the rest in a second round. Inside a longer capitalised
** name of no known kind 5 points are needed; inside one that the tagger knows, or before
** "of" and a name (Oracle of Omaha), nothing but a legal form or symbol helps.
*/
#include "entityInt.h"
#include <string.h>

#define CUE_WINDOW  48       /* tokens on either side that are asked at most */

/* Entities that the document names for sure: an open hash of number+1. */
typedef struct SureSet { uint32_t *a; uint32_t nSlot; } SureSet;

static int sureHas(const SureSet *p, uint32_t iNumber){
  uint32_t i = (iNumber*0x9E3779B1u) & (p->nSlot-1);
  for(; p->a[i]; i = (i+1) & (p->nSlot-1)) if( p->a[i]==iNumber+1 ) return 1;
  return 0;
}
static void sureAdd(SureSet *p, uint32_t iNumber){
  if( iNumber==NEWS_NOBODY || sureHas(p, iNumber) ) return;
  uint32_t i = (iNumber*0x9E3779B1u) & (p->nSlot-1);
  while( p->a[i] ) i = (i+1) & (p->nSlot-1);
  p->a[i] = iNumber+1;
}

/*------------------------------------------------------------------------------------ cues */

/* Tokens that are asked for cues of a span: its sentence and the headline. */
typedef struct Range { const NewsText *t; uint32_t iFrom, iTo; } Range;

static int cueRanges(const NewsWork *w, const NewsSpan *s, Range aRange[2]){
  const NewsField *f = &w->aField[s->bBody], *fHead = &w->aField[0];
  const NewsSentence *q = &f->text.aSentence[newsSentenceOf(&f->text, s->iTok)];
  uint32_t iFrom = q->iToken, iTo = q->iToken+q->nToken, nHead = fHead->text.nToken;
  if( s->iTok-iFrom>CUE_WINDOW ) iFrom = s->iTok-CUE_WINDOW;
  if( iTo>s->iTok+s->nTok+CUE_WINDOW ) iTo = s->iTok+s->nTok+CUE_WINDOW;
  aRange[0] = (Range){ &f->text, iFrom, iTo };
  if( nHead==0 && f->nHead ){
    fHead = f;
    q = &f->text.aSentence[f->nHead-1];
    nHead = q->iToken+q->nToken;
  }
  if( nHead>CUE_WINDOW ) nHead = CUE_WINDOW;
  if( nHead==0 || (fHead==f && iFrom<nHead) ) return 1;
  aRange[1] = (Range){ &fHead->text, 0, nHead };
  return 2;
}

/* Classes of cues of the ranges, but for the span's own tokens. */
static uint32_t cueClasses(const NewsWork *w, const NewsSpan *s, const Range *a, int n){
  const NewsImage *m = w->pGaz->aImage[0];
  uint32_t mClass = 0;
  for(int i=0; i<n; i++){
    for(uint32_t k=a[i].iFrom; k<a[i].iTo; k++){
      const NewsToken *x = &a[i].t->aToken[k];
      if( x->eKind!=NEWS_TK_WORD || (x->mClass & NEWS_LX_STOP) ) continue;
      if( i==0 && k>=s->iTok && k<s->iTok+s->nTok ) continue;
      const NewsSlot *p = newsSlotFind(m->aClass, m->nClass, x->hash);
      if( p ) mClass |= p->val;
    }
  }
  return mClass;
}

/* How many different tokens of the ranges are the entity's own words of cue? At most two. */
static int cueWords(const NewsFacts *x, const NewsSpan *s, const Range *a, int n){
  const uint32_t *aCue = x->pMore ? &x->pImage->aCue[x->pMore->iCue] : 0;
  uint32_t nCue = aCue ? *aCue++ : 0, hSeen = 0;
  if( nCue==0 ) return 0;
  for(int i=0; i<n; i++){
    for(uint32_t k=a[i].iFrom; k<a[i].iTo; k++){
      uint32_t hash = a[i].t->aToken[k].hash;
      if( i==0 && k>=s->iTok && k<s->iTok+s->nTok ) continue;
      for(uint32_t j=0; j<nCue; j++){
        if( aCue[j]!=hash ) continue;
        if( hSeen && hSeen!=hash ) return 2;
        hSeen = hash;
      }
    }
  }
  return hSeen!=0;
}

/*----------------------------------------------------------------------------------- choice */

/* Does "of" or "in" and a capitalised word follow, as in "Oracle of Omaha"? */
static int ofFollows(const NewsField *f, const NewsSpan *s){
  const NewsToken *k = &f->text.aToken[s->iTok+s->nTok];
  return k->hash && k->nByte==2 && k->c=='o' && f->text.z[k->iByte+1]=='f'
      && (k[1].mShape & NEWS_SH_UPPER1);
}

/* Points that the span needs by its neighbours; 0: it is no mention whatever speaks for it. */
static int pointsNeeded(const NewsField *f, const NewsSpan *s){
  if( s->mFlag & NEWS_SF_LEGAL ) return 2;
  if( f->aUse[s->iTok] & NEWS_US_TAKEN ) return 0;       /* of a name that the tagger knows */
  if( s->nTok==1 && ofFollows(f, s) ) return 0;
  return f->aUse[s->iTok] & NEWS_US_CHUNK ? 5 : 2;
}

/* Bit of the class of cues with this name; 0 when there is none. */
static uint32_t classNamed(const NewsImage *m, const char *zName){
  for(int i=0; i<32 && m->aClassName[i]; i++){
    if( strcmp(&m->zText[m->aClassName[i]], zName)==0 ) return 1u<<i;
  }
  return 0;
}

/* Is the span capitalised because it is a name, and not by its place or line? */
static int capitalTells(const NewsField *f, const NewsSpan *s){
  const NewsToken *k = &f->text.aToken[s->iTok], *pNext = k+s->nTok;
  if( f->aUse[s->iTok] & NEWS_US_LINE ) return 0;
  return !(k->mFlag & NEWS_TF_SENT) || pNext->eKind==NEWS_TK_POSS
      || (pNext->mClass & (NEWS_LX_VERBCUE|NEWS_LX_ROLE));
}

/* Choose among a span's candidates. Returns the points of the best, *pi its entity. */
static int linkChoose(NewsWork *w, const NewsSpan *s, const SureSet *pSure, uint32_t *pi){
  NewsCand aCand[NEWS_CAND_MAX];
  Range aRange[2];
  int n = newsCandidates(w->pGaz, &w->aField[s->bBody].text, s, aCand);
  int nRange = cueRanges(w, s, aRange), nBest = 0, nSecond = 0;
  uint32_t mClass = cueClasses(w, s, aRange, nRange);
  uint32_t mCompany = classNamed(w->pGaz->aImage[0], newsSubtypeName(NEWS_ST_COMPANY));
  int bCapital = capitalTells(&w->aField[s->bBody], s);
  for(int i=0; i<n; i++){
    NewsFacts x;
    int nPoint = 0;
    newsFacts(w->pGaz, aCand[i].iNumber, &x);
    if( (s->mFlag & NEWS_SF_LEGAL) && x.eSubtype==NEWS_ST_COMPANY ) nPoint += 6;
    if( sureHas(pSure, aCand[i].iNumber) ) nPoint += 5;
    uint32_t mOwn = x.pMore ? x.pMore->mClass : 0;
    if( x.eSubtype==NEWS_ST_COMPANY && bCapital ) mOwn |= mCompany;
    if( mOwn & mClass ) nPoint += 2;
    nPoint += 3*cueWords(&x, s, aRange, nRange);
    if( nPoint && !(aCand[i].mFlag & NEWS_AF_AMBIG) ) nPoint++;
    if( nPoint>nBest ){
      nSecond = nBest;
      nBest = nPoint;
      *pi = aCand[i].iNumber;
    }else if( nPoint>nSecond ){
      nSecond = nPoint;
    }
  }
  return nBest>nSecond ? nBest : 0;
}

/* Probabilities in thousandths by the evidence, measured by eye on news: what stands beside
** a symbol is nearly always right; a word that needed a cue is right nine times in ten. */
static void linkScore(NewsSpan *s, int nPoint){
  static const struct { int16_t nScore, nLink; } aEv[NEWS_EV_N] = {
    [NEWS_EV_ALIAS] = { 960, 960 }, [NEWS_EV_INLINE] = { 985, 990 },
    [NEWS_EV_CASHTAG] = { 980, 980 }, [NEWS_EV_PAREN] = { 990, 995 }
  };
  s->nScore = aEv[s->eEvidence].nScore;
  s->nLink = aEv[s->eEvidence].nLink;
  if( s->eEvidence==NEWS_EV_ALIAS ){
    int nLess = nPoint==0 ? 0 : nPoint>=6 ? 20 : nPoint>=5 ? 40 : nPoint>=3 ? 60 : 110;
    if( s->nTok>1 && nPoint==0 ) nLess -= 20;
    if( s->mFlag & NEWS_SF_LEGAL ) nLess -= 10;
    if( s->mFlag & NEWS_SF_CASED ) nLess += 40;
    s->nScore = (int16_t)(s->nScore-nLess);
    s->nLink = (int16_t)(s->nLink-nLess);
  }
  if( s->iNumber==NEWS_NOBODY && s->zSymbol ) s->nLink = s->zMic ? 950 : 800;
}

static void linkAccept(NewsWork *w, NewsSpan *s, uint32_t iNumber, int nPoint){
  NewsFacts x;
  newsFacts(w->pGaz, iNumber, &x);
  s->iNumber = iNumber;
  s->eLabel = x.eLabel;
  s->eSubtype = x.eSubtype;
  s->mFlag &= (uint8_t)~NEWS_SF_AMBIG;
  linkScore(s, nPoint);
  newsUse(&w->aField[s->bBody], s, NEWS_US_TAKEN);
}

#define OF_LIST(s)  ((s)->iRun!=NEWS_NOBODY || (s)->iRunUser!=NEWS_NOBODY || (s)->zSymbol)

void newsLink(NewsWork *w){
  SureSet sure = { 0, 16 };
  if( w->rc ) return;
  while( sure.nSlot<w->nSpan*2+2 ) sure.nSlot *= 2;
  sure.a = newsArenaAlloc(w->pArena, sure.nSlot*sizeof(uint32_t));
  if( sure.a==0 ){
    w->rc = NEWS_NOMEM;
    return;
  }
  memset(sure.a, 0, sure.nSlot*sizeof(uint32_t));
  for(uint32_t i=0; i<w->nSpan; i++){
    NewsSpan *s = &w->aSpan[i];
    if( (s->mFlag & (NEWS_SF_DROP|NEWS_SF_AMBIG)) || !OF_LIST(s) ) continue;
    linkScore(s, 0);
    sureAdd(&sure, s->iNumber);
  }
  for(int iRound=0; iRound<2; iRound++){
    for(uint32_t i=0; i<w->nSpan; i++){
      NewsSpan *s = &w->aSpan[i];
      const NewsField *f = &w->aField[s->bBody];
      uint32_t iNumber = NEWS_NOBODY;
      if( (s->mFlag & NEWS_SF_DROP) || !(s->mFlag & NEWS_SF_AMBIG) ) continue;
      if( newsWorkStop(w, i) ) return;
      int nNeed = pointsNeeded(f, s);
      if( nNeed==0 ) continue;
      int nPoint = linkChoose(w, s, &sure, &iNumber);
      if( nPoint<nNeed ) continue;
      linkAccept(w, s, iNumber, nPoint);
      sureAdd(&sure, iNumber);
    }
  }
  for(uint32_t i=0; i<w->nSpan; i++){
    NewsSpan *s = &w->aSpan[i];
    if( s->mFlag & NEWS_SF_AMBIG ) s->mFlag |= NEWS_SF_DROP;
  }
}
