/*
** link.c - which entity a span of the matcher means, if any.
**
**   "Target reported earnings"      Target ORG: "earnings" is a cue of companies
**   "They met at Target Field"      nothing: part of a longer name
**   "Apple Inc. ... Apple"          both: the first is sure and votes for the second
**
** HOW IT WORKS. A span whose alias has no mark is sure, and so is one with a symbol or a
** legal form. For the others each candidate gets points:
**
**   6  a legal form follows and it is a company
**   5  a sure mention of it elsewhere in the document
**   3  each of its own words of cue in the sentence or the headline, at most two of them
**   2  a class of its cues there; right beside it when it is a plain word that begins
**      its sentence. For a company whose cues name no such class, a word of the class
**      "company" or a percentage right beside it, where its capital letter tells
**
** The one with the most points is meant when it has 2 or more and no other has as many.
** Spans accepted by points vote for the rest in a second round. Inside a longer
** capitalised name of no known kind 5 points are needed; inside one that the tagger
** knows, or before "of" and a name (Oracle of Omaha), nothing but a legal form or symbol
** helps.
*/
#include "entityInt.h"
#include <string.h>

#define NEAR         4       /* tokens that are right beside a span */
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

/*-------------------------------------------------------------------------------- cues */

/* Tokens that are asked for cues of a span: its sentence and the headline. Of a sentence
** without end, the block of CUE_WINDOW tokens that holds the span and its neighbours, so
** that spans share their ranges. */
typedef struct Ranges {
  const NewsField *af[2];
  uint32_t aFrom[2], aTo[2];
  int n;
} Ranges;

static void cueRanges(const NewsWork *w, const NewsSpan *s, Ranges *p){
  const NewsField *f = &w->aField[s->bBody], *fHead = &w->aField[0];
  const NewsSentence *q = &f->text.aSentence[newsSentenceOf(&f->text, s->iTok)];
  uint32_t iFrom = q->iToken, iTo = q->iToken+q->nToken, nHead = fHead->text.nToken;
  if( q->nToken>3*CUE_WINDOW ){
    uint32_t iBlock = s->iTok-s->iTok%CUE_WINDOW;
    if( iBlock>=iFrom+CUE_WINDOW ) iFrom = iBlock-CUE_WINDOW;
    if( iTo>iBlock+2*CUE_WINDOW ) iTo = iBlock+2*CUE_WINDOW;
  }
  p->n = 1;
  p->af[0] = f;
  p->aFrom[0] = iFrom;
  p->aTo[0] = iTo;
  if( nHead==0 && f->nHead ){
    fHead = f;
    q = &f->text.aSentence[f->nHead-1];
    nHead = q->iToken+q->nToken;
  }
  if( nHead>CUE_WINDOW ) nHead = CUE_WINDOW;
  if( nHead==0 || (fHead==f && iFrom<nHead) ) return;
  p->n = 2;
  p->af[1] = fHead;
  p->aFrom[1] = 0;
  p->aTo[1] = nHead;
}

/* Classes of cues of the ranges; doubtful names are none. */
static uint32_t cueClasses(const NewsWork *w, const Ranges *p){
  const NewsImage *m = w->pGaz->aImage[0];
  uint32_t mClass = 0;
  for(int i=0; i<p->n; i++){
    const NewsField *f = p->af[i];
    for(uint32_t k=p->aFrom[i]; k<p->aTo[i]; k++){
      const NewsToken *x = &f->text.aToken[k];
      if( x->eKind!=NEWS_TK_WORD || (x->mClass & NEWS_LX_STOP)
       || (f->aUse[k] & NEWS_US_MAYBE) ) continue;
      const NewsSlot *q = newsSlotFind(m->aClass, m->nClass, x->hash);
      if( q ) mClass |= q->val;
    }
  }
  return mClass;
}

/* How many different tokens of the ranges are the entity's own words of cue? At most two.
** hSelf, the span's first token, is none. */
static int cueWords(const NewsFacts *x, uint32_t hSelf, const Ranges *p){
  const uint32_t *aCue = x->pMore ? &x->pImage->aCue[x->pMore->iCue] : 0;
  uint32_t nCue = aCue ? *aCue++ : 0, hSeen = 0;
  uint64_t mCue = 0;
  for(uint32_t j=0; j<nCue; j++) mCue |= (uint64_t)1<<(aCue[j]>>26);
  for(int i=0; i<p->n && nCue; i++){
    for(uint32_t k=p->aFrom[i]; k<p->aTo[i]; k++){
      uint32_t hash = p->af[i]->text.aToken[k].hash;
      if( !(mCue>>(hash>>26) & 1) || hash==hSelf ) continue;
      for(uint32_t j=0; j<nCue; j++){
        if( aCue[j]!=hash ) continue;
        if( hSeen && hSeen!=hash ) return 2;
        hSeen = hash;
      }
    }
  }
  return hSeen!=0;
}

/* What was found in the ranges of the last span, for those of the same ranges. */
#define CACHE_WORDS 16
typedef struct CueCache {
  Ranges range;
  uint32_t mClass;
  struct { uint32_t iNumber, hSelf; int nWord; } aWord[CACHE_WORDS];
} CueCache;

static void cueCacheMove(const NewsWork *w, const NewsSpan *s, CueCache *p){
  Ranges r;
  cueRanges(w, s, &r);
  if( p->range.n==r.n && p->range.af[0]==r.af[0] && p->range.aFrom[0]==r.aFrom[0] ){
    return;
  }
  p->range = r;
  p->mClass = cueClasses(w, &r);
  for(int i=0; i<CACHE_WORDS; i++) p->aWord[i].iNumber = NEWS_NOBODY;
}

static int cueCacheWords(CueCache *p, const NewsFacts *x, uint32_t iNumber,
                         uint32_t hSelf){
  int i = (int)(iNumber%CACHE_WORDS);
  if( p->aWord[i].iNumber!=iNumber || p->aWord[i].hSelf!=hSelf ){
    p->aWord[i].iNumber = iNumber;
    p->aWord[i].hSelf = hSelf;
    p->aWord[i].nWord = cueWords(x, hSelf, &p->range);
  }
  return p->aWord[i].nWord;
}

/*------------------------------------------------------------------------------ choice */

/* Does "of" or "in" and a capitalised word follow, as in "Oracle of Omaha"? */
static int ofFollows(const NewsField *f, const NewsSpan *s){
  const NewsToken *k = &f->text.aToken[s->iTok+s->nTok];
  return k->hash && k->nByte==2 && k->c=='o' && f->text.z[k->iByte+1]=='f'
      && (k[1].mShape & NEWS_SH_UPPER1);
}

/* Does a change in per cent follow, as in "Target dropped 0.8%"? */
static int percentNear(const NewsField *f, const NewsSpan *s){
  for(uint32_t i=s->iTok+s->nTok, n=0; n<NEAR && i<f->text.nToken; n++, i++){
    const NewsToken *k = &f->text.aToken[i];
    if( (k->mFlag & NEWS_TF_SENT) || k->eKind==NEWS_TK_PUNCT ) return 0;
    if( k->c=='%' ) return 1;
  }
  return 0;
}

/* Does a compound word follow that is no name: "Meta-analysis", but not "Meta-owned"? */
static int compoundFollows(const NewsField *f, const NewsSpan *s){
  const NewsToken *k = &f->text.aToken[s->iTok+s->nTok];
  if( k->c!='-' || k->nByte!=1 || (k->mFlag & NEWS_TF_SPACE) || k[1].hash==0 ) return 0;
  if( (k[1].mFlag & NEWS_TF_SPACE) || (k[1].mShape & NEWS_SH_UPPER1) ) return 0;
  const char *zEnd = &f->text.z[k[1].iByte+k[1].nByte];
  return k[1].nByte<3 || memcmp(zEnd-2, "ed", 2)!=0;
}

/* Points that the span needs by its neighbours; 0: it is no mention whatever speaks for
** it. */
static int pointsNeeded(const NewsField *f, const NewsSpan *s){
  if( s->mFlag & NEWS_SF_LEGAL ) return 2;
  if( f->aUse[s->iTok] & NEWS_US_TAKEN ) return 0;   /* of a name the tagger knows */
  if( s->nTok==1 && ofFollows(f, s) ) return 0;
  if( compoundFollows(f, s) ) return 6;
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
  if( pNext->eKind==NEWS_TK_POSS || (pNext->mClass & (NEWS_LX_VERBCUE|NEWS_LX_ROLE)) ){
    return 1;
  }
  /* The first word of a sentence, also behind a quote or bullet. */
  while( !(k->mFlag & NEWS_TF_SENT) && k[-1].eKind==NEWS_TK_PUNCT
      && (k[-1].mFlag & NEWS_TF_SENT) ) k--;
  return !(k->mFlag & NEWS_TF_SENT);
}

/* Is a word of a class within NEAR tokens of the span, in its sentence? */
static int classNear(const NewsWork *w, const NewsField *f, const NewsSpan *s,
                     uint32_t m){
  const NewsImage *g = w->pGaz->aImage[0];
  const NewsToken *a = f->text.aToken;
  for(uint32_t i=s->iTok, n=0; n<NEAR && i>0 && !(a[i].mFlag & NEWS_TF_SENT); n++){
    const NewsSlot *q = newsSlotFind(g->aClass, g->nClass, a[--i].hash);
    if( q && (q->val & m) ) return 1;
  }
  for(uint32_t i=s->iTok+s->nTok, n=0; n<NEAR && i<f->text.nToken; n++, i++){
    if( a[i].mFlag & NEWS_TF_SENT ) break;
    const NewsSlot *q = newsSlotFind(g->aClass, g->nClass, a[i].hash);
    if( q && (q->val & m) ) return 1;
  }
  return 0;
}

/* Points of each candidate without its cues. Returns whether the cues may matter. */
static int linkPoints(const NewsWork *w, const NewsSpan *s, const SureSet *pSure,
                      const NewsCand *aCand, int n, int *aPoint){
  for(int i=0; i<n; i++){
    aPoint[i] = 0;
    if( s->mFlag & NEWS_SF_LEGAL ){
      NewsFacts x;
      newsFacts(w->pGaz, aCand[i].iNumber, &x);
      if( x.eSubtype==NEWS_ST_COMPANY ) aPoint[i] += 6;
    }
    if( sureHas(pSure, aCand[i].iNumber) ) aPoint[i] += 5;
  }
  return n!=1 || aPoint[0]<5;
}

/* Does a title stand before it, as in "President Ford"? Then it is a person or none. */
static int titleBefore(const NewsField *f, const NewsSpan *s){
  const NewsToken *k = &f->text.aToken[s->iTok];
  if( s->iTok==0 || (k->mFlag & (NEWS_TF_LINE|NEWS_TF_SENT)) || s->nTok>1 ) return 0;
  return (k[-1].mClass & NEWS_LX_TITLE) && (k[-1].mShape & NEWS_SH_UPPER1)
      && !(f->aUse[s->iTok] & NEWS_US_LINE);
}

/* Take away candidates that are no persons. Returns how many stay. */
static int personsOnly(const NewsGazetteer *p, NewsCand *aCand, int n){
  int nKeep = 0;
  for(int i=0; i<n; i++){
    NewsFacts x;
    newsFacts(p, aCand[i].iNumber, &x);
    if( x.eLabel==NEWS_PERSON ) aCand[nKeep++] = aCand[i];
  }
  return nKeep;
}

/* Choose among a span's candidates. Returns the points of the best, *pi its entity. */
static int linkChoose(NewsWork *w, const NewsSpan *s, const SureSet *pSure,
                      CueCache *pCache, uint32_t *pi){
  NewsCand aCand[NEWS_CAND_MAX];
  int aPoint[NEWS_CAND_MAX], nBest = 0, nSecond = 0;
  int n = newsCandidates(w->pGaz, &w->aField[s->bBody].text, s, aCand);
  if( titleBefore(&w->aField[s->bBody], s) ) n = personsOnly(w->pGaz, aCand, n);
  if( linkPoints(w, s, pSure, aCand, n, aPoint) ){
    uint32_t hSelf = w->aField[s->bBody].text.aToken[s->iTok].hash;
    cueCacheMove(w, s, pCache);
    uint32_t mCompany = classNamed(w->pGaz->aImage[0], newsSubtypeName(NEWS_ST_COMPANY));
    const NewsField *f = &w->aField[s->bBody];
    int bTells = capitalTells(f, s);
    int bStart = !bTells && !(f->aUse[s->iTok] & NEWS_US_LINE)
              && (f->text.aToken[s->iTok].mClass & (NEWS_LX_COMMON|NEWS_LX_STOP));
    if( !bTells || !(classNear(w, f, s, mCompany) || percentNear(f, s)) ) mCompany = 0;
    for(int i=0; i<n; i++){
      NewsFacts x;
      newsFacts(w->pGaz, aCand[i].iNumber, &x);
      uint32_t mOwn = x.pMore ? x.pMore->mClass : 0;
      if( (mOwn & pCache->mClass) && (!bStart || classNear(w, f, s, mOwn)) ){
        aPoint[i] += 2;
      }else if( mCompany && x.eSubtype==NEWS_ST_COMPANY ){
        aPoint[i] += 2;
      }
      aPoint[i] += 3*cueCacheWords(pCache, &x, aCand[i].iNumber, hSelf);
    }
  }
  for(int i=0; i<n; i++){
    int nPoint = aPoint[i];
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

/* Probabilities in thousandths by the evidence, measured by eye on news: what stands
** beside a symbol is nearly always right; a word that needed a cue is right nine times
** in ten. */
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
  CueCache cache;
  if( w->rc ) return;
  memset(&cache, 0, sizeof(cache));
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
      int nPoint = linkChoose(w, s, &sure, &cache, &iNumber);
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
