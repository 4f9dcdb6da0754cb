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
**   6  a legal form follows and it is an organisation
**   5  a sure mention of it elsewhere in the document
**   3  what it owns stands near: Amazon's Zoox
**   4  it is a town and its state follows
**   3  each of its own words of cue in the sentence or the headline, at most two of them
**   2  a class of its cues there; right beside it when it is a plain word that begins
**      its sentence. For a company whose cues name no such class: what companies do
**      (deed.c); a sure company in the same list (GM and Ford), or two more that may be
**      companies (Zoom, Best Buy and Dell); where its capital letter
**      tells, a word of the class "company" or a percentage right beside it; that the
**      model takes the name for an organisation; a sure listed company near it, where
**      its capital, its verb or a question tells that it is one more
**
** The one with the most points is meant when it has 2 or more and no other has as many.
** Beside a club that is sure, or as an index that moves (Dow rises), a name is no
** company's for what it does.
** Spans accepted by points vote for the rest in a second round. Inside a longer
** capitalised name of no known kind 5 points are needed; inside one that the tagger
** knows, before "of" and a name (Oracle of Omaha), or before a word of the class "other"
** (Delta variant), nothing but a legal form or symbol helps.
*/
#include "entityInt.h"
#include <string.h>

#define NEAR         4       /* tokens that are right beside a span */
#define LINK_ROUNDS  3
#define OWNED        3       /* tokens behind a product that may tell of its owner */
#define FRAGMENT_SCORE  200  /* a sure alias of no more than this is no mention */
#define SPANS_NEAR   4       /* spans on either side that are asked for what it owns */
#define CUE_WINDOW  48       /* tokens on either side that are asked at most */
#define SPAN_STEPS   8       /* steps of work that a span counts */
#define DOUBT_STEPS 200      /* those of one that is doubtful */
#define COMPOUND_WORDS 4     /* most words of a compound with hyphens */
#define WORD_STEPS   8       /* those of a word that is asked for cues */

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

/* The words of a range of tokens: a bit for each hash, and their classes of cues. */
#define WORD_BITS 1024
typedef struct Words {
  const NewsField *f;       /* NULL: no range */
  uint32_t iFrom, iTo;
  uint32_t mClass;
  uint32_t aBit[WORD_BITS/32];
} Words;
#define wordBit(h)  (((h)*0x9E3779B1u)>>22)

/* What a span is asked for cues in: its sentence, and the headline unless that is part of
** it. Kept for the next span, with the cues that were found for some entities. */
#define CACHE_WORDS 16
typedef struct Cues {
  Words sentence, headline;
  int bHeadline;            /* does the headline count beside the sentence? */
  struct { uint32_t iNumber, hSelf; int nWord; } aWord[CACHE_WORDS];
  uint32_t aPerson[WORD_BITS/32];      /* bits of the last words of persons' full names */
} Cues;

/* The hash of the compound that ends behind the hyphen of token i: "weight-loss",
** "point-of-sale"; 0 when it is none. */
static uint32_t compoundHash(const NewsText *t, uint32_t i){
  const NewsToken *k = &t->aToken[i], *pFirst = k-1;
  if( !newsIsChar(k, '-') || i==0 || i+1>=t->nToken || (k->mFlag & NEWS_TF_SPACE)
   || ((k+1)->mFlag & NEWS_TF_SPACE) || (k+1)->eKind!=NEWS_TK_WORD ) return 0;
  for(int n=1; n<COMPOUND_WORDS-1 && pFirst>=t->aToken+2 && newsIsChar(pFirst-1, '-')
            && !((pFirst->mFlag | (pFirst-1)->mFlag) & NEWS_TF_SPACE); n++){
    pFirst -= 2;
  }
  return newsFoldHash(&t->z[pFirst->iByte], (k+1)->iByte+(k+1)->nByte-pFirst->iByte);
}

/* Read a range. Doubtful names are of no class. */
static void wordsRead(const NewsWork *w, Words *p, const NewsField *f, uint32_t iFrom,
                      uint32_t iTo){
  memset(p, 0, sizeof(*p));
  p->f = f;
  p->iFrom = iFrom;
  p->iTo = iTo;
  newsWork(w->pArena, (size_t)(iTo-iFrom)*WORD_STEPS);
  for(uint32_t k=iFrom; k<iTo; k++){
    const NewsToken *x = &f->text.aToken[k];
    uint32_t i = wordBit(x->hash);
    p->aBit[i>>5] |= 1u<<(i&31);
    uint32_t hash = x->c=='-' ? compoundHash(&f->text, k) : 0;
    if( hash ){
      i = wordBit(hash);
      p->aBit[i>>5] |= 1u<<(i&31);
      p->mClass |= newsClassOf(w, hash);
    }
    if( x->eKind!=NEWS_TK_WORD || (x->mClass & NEWS_LX_STOP)
     || (f->aUse[k] & NEWS_US_MAYBE) ) continue;
    p->mClass |= newsClassOf(w, x->hash);
  }
}

static int wordsHave(const Words *p, uint32_t hash){
  uint32_t i = wordBit(hash);
  if( !(p->aBit[i>>5]>>(i&31) & 1) ) return 0;
  for(uint32_t k=p->iFrom; k<p->iTo; k++){
    const NewsToken *x = &p->f->text.aToken[k];
    if( x->hash==hash || (x->c=='-' && compoundHash(&p->f->text, k)==hash) ) return 1;
  }
  return 0;
}

/* The headline is the title, else that of a bare text, at most CUE_WINDOW tokens. */
static void cuesOpen(const NewsWork *w, Cues *p){
  const NewsField *f = &w->aField[0];
  uint32_t nHead = f->text.nToken;
  memset(p, 0, sizeof(*p));
  if( nHead==0 && w->aField[1].nHead ){
    f = &w->aField[1];
    const NewsSentence *q = &f->text.aSentence[f->nHead-1];
    nHead = q->iToken+q->nToken;
  }
  wordsRead(w, &p->headline, f, 0, nHead>CUE_WINDOW ? CUE_WINDOW : nHead);
  newsWork(w->pArena, (size_t)w->nSpan*2);
  for(uint32_t i=0; i<w->nSpan; i++){
    const NewsSpan *s = &w->aSpan[i];
    if( s->eLabel!=NEWS_PERSON || s->nTok<2 || (s->mFlag & NEWS_SF_DROP) ) continue;
    uint32_t k = wordBit(w->aField[s->bBody].text.aToken[s->iTok+s->nTok-1].hash);
    p->aPerson[k>>5] |= 1u<<(k&31);
  }
}

/* Read the sentence of a span, if it is not that of the last one. Of a sentence without
** end, the block of CUE_WINDOW tokens that holds the span and its neighbours, so that
** spans share their ranges. */
static void cuesMove(const NewsWork *w, const NewsSpan *s, Cues *p){
  const NewsField *f = &w->aField[s->bBody];
  const NewsSentence *q = &f->text.aSentence[newsSentenceOf(&f->text, s->iTok)];
  uint32_t iFrom = q->iToken, iTo = q->iToken+q->nToken;
  if( q->nToken>3*CUE_WINDOW ){
    uint32_t iBlock = s->iTok-s->iTok%CUE_WINDOW;
    if( iBlock>=iFrom+CUE_WINDOW ) iFrom = iBlock-CUE_WINDOW;
    if( iTo>iBlock+2*CUE_WINDOW ) iTo = iBlock+2*CUE_WINDOW;
  }
  if( p->sentence.f==f && p->sentence.iFrom==iFrom ) return;
  wordsRead(w, &p->sentence, f, iFrom, iTo);
  p->bHeadline = p->headline.f!=f || iFrom>=p->headline.iTo;
  for(int i=0; i<CACHE_WORDS; i++) p->aWord[i].iNumber = NEWS_NOBODY;
}

static uint32_t cuesClasses(const Cues *p){
  return p->sentence.mClass | (p->bHeadline ? p->headline.mClass : 0);
}

/* How many different words of the ranges are the entity's own words of cue? At most two.
** hSelf, the span's first token, is none. */
static int cuesCount(const Cues *p, const NewsFacts *x, uint32_t hSelf){
  const uint32_t *aCue = x->pMore ? &x->pImage->aCue[x->pMore->iCue] : 0;
  uint32_t nCue = aCue ? *aCue++ : 0, hSeen = hSelf, n = 0;
  for(uint32_t j=0; j<nCue; j++){
    if( aCue[j]==hSelf || aCue[j]==hSeen ) continue;
    if( !wordsHave(&p->sentence, aCue[j])
     && !(p->bHeadline && wordsHave(&p->headline, aCue[j])) ) continue;
    if( n++ ) return 2;
    hSeen = aCue[j];
  }
  return (int)n;
}

static int cuesOf(Cues *p, const NewsFacts *x, uint32_t iNumber, uint32_t hSelf){
  int i = (int)(iNumber%CACHE_WORDS);
  if( p->aWord[i].iNumber!=iNumber || p->aWord[i].hSelf!=hSelf ){
    p->aWord[i].iNumber = iNumber;
    p->aWord[i].hSelf = hSelf;
    p->aWord[i].nWord = cuesCount(p, x, hSelf);
  }
  return p->aWord[i].nWord;
}

/*------------------------------------------------------------------------------ choice */

int newsOtherThing(const NewsWork *w, const NewsText *t, uint32_t i){
  const NewsToken *k = &t->aToken[i];
  if( i>=t->nToken || k->eKind!=NEWS_TK_WORD || !(k->mFlag & NEWS_TF_SPACE)
   || (k->mFlag & NEWS_TF_SENT) || (k->mShape & NEWS_SH_UPPER1) ) return 0;
  return (newsClassOf(w, k->hash) & w->aClass[NEWS_CL_OTHER])!=0;
}

/* Does "of" and a capitalised word follow, as in "Oracle of Omaha"? */
static int ofFollows(const NewsField *f, const NewsSpan *s){
  const NewsToken *k = &f->text.aToken[s->iTok+s->nTok];
  return k->hash && k->nByte==2 && k->c=='o' && f->text.z[k->iByte+1]=='f'
      && (k[1].mShape & NEWS_SH_UPPER1);
}

/* Does a compound word follow that is no name: "Meta-analysis", but not "Meta-owned"? */
static int compoundFollows(const NewsField *f, const NewsSpan *s){
  const NewsToken *k = &f->text.aToken[s->iTok+s->nTok];
  if( k->c!='-' || k->nByte!=1 || (k->mFlag & NEWS_TF_SPACE) || k[1].hash==0 ) return 0;
  if( (k[1].mFlag & NEWS_TF_SPACE) || (k[1].mShape & NEWS_SH_UPPER1) ) return 0;
  const char *zEnd = &f->text.z[k[1].iByte+k[1].nByte];
  return k[1].nByte<3 || memcmp(zEnd-2, "ed", 2)!=0;
}

/* Does a plain word follow with which the name's means another thing: Delta variant? */
static int plainFollows(const NewsWork *w, const NewsField *f, const NewsSpan *s){
  const NewsToken *k = &f->text.aToken[s->iTok+1];
  if( s->nTok>1 ) return 0;
  if( (f->aUse[s->iTok] & NEWS_US_LINE) && k->hash && (k->mFlag & NEWS_TF_SPACE) ){
    return (newsClassOf(w, k->hash) & w->aClass[NEWS_CL_OTHER])!=0;
  }
  return newsOtherThing(w, &f->text, s->iTok+1);
}

/* Is the span the thing that is raised to a sum: "lifts Target to $100"? */
static int isGoal(const NewsWork *w, const NewsField *f, const NewsSpan *s){
  const NewsText *t = &f->text;
  uint32_t i = s->iTok, iNext = i+s->nTok;
  if( s->nTok>1 || iNext+1>=t->nToken || newsWhichWord(t, iNext, "to at of")<0
   || t->aToken[iNext+1].eKind==NEWS_TK_WORD
   || !(newsClassOf(w, t->aToken[i].hash) & w->aClass[NEWS_CL_RATING]) ) return 0;
  if( t->aToken[i].mFlag & NEWS_TF_SENT ) return newsWhichWord(t, iNext, "of")>=0;
  return t->aToken[iNext+1].eKind==NEWS_TK_SYMBOL
      && ((newsClassOf(w, t->aToken[i-1].hash)
           & (w->aClass[NEWS_CL_TRIM]|w->aClass[NEWS_CL_ACT]))
          || newsWhichWord(t, i-1, "price its the new")>=0);
}

/* Is the span in brackets behind the words whose initials it is: "National Electrical
** Code (NEC)"? */
static int isInitials(const NewsField *f, const NewsSpan *s){
  const NewsText *t = &f->text;
  uint32_t i = s->iTok, n = s->nByte;
  if( s->nTok>1 || i<n+1 || !newsIsChar(&t->aToken[i-1], '(')
   || !newsIsChar(&t->aToken[i+1], ')') ) return 0;
  for(uint32_t k=n; k<n+3 && k<i; k++){
    if( newsIsAcronym(t, i-1-k, k, i) ) return 1;
  }
  return 0;
}

/* Does a surname of the lists stand right before it, as in "Cramer Ball"? */
static int isLastName(const NewsField *f, const NewsSpan *s){
  const NewsToken *k = &f->text.aToken[s->iTok];
  const uint32_t m = NEWS_LX_SURNAME|NEWS_LX_GIVEN;
  return s->iTok>0 && !(k->mFlag & (NEWS_TF_LINE|NEWS_TF_SENT))
      && !(f->aUse[s->iTok] & NEWS_US_LINE)
      && (k[-1].mShape & NEWS_SH_UPPER1) && (k[-1].mClass & m)
      && !(k[-1].mClass & NEWS_LX_COMMON) && (k->mClass & (m|NEWS_LX_NAMEWORD));
}

/* Is it before its shares, with no capitalised word before it: "Snowflake Stock Fell"? */
static int leadsShares(const NewsWork *w, const NewsField *f, const NewsSpan *s){
  const NewsToken *k = &f->text.aToken[s->iTok];
  if( !(newsClassOf(w, k[s->nTok].hash) & w->aClass[NEWS_CL_SHARE]) ) return 0;
  return s->iTok==0 || (k->mFlag & NEWS_TF_SENT) || !(k[-1].mShape & NEWS_SH_UPPER1)
      || (k[-1].mClass & NEWS_LX_STOP);
}

/* Points that the span needs by its neighbours; 0: it is no mention whatever speaks for
** it. */
static int pointsNeeded(const NewsWork *w, const NewsField *f, const NewsSpan *s){
  if( s->mFlag & NEWS_SF_LEGAL ) return 2;
  if( plainFollows(w, f, s) || isGoal(w, f, s) ) return 0;
  if( f->aUse[s->iTok] & NEWS_US_TAKEN ) return 0;   /* of a name the tagger knows */
  if( isInitials(f, s) || isLastName(f, s) ) return 0;
  if( s->nTok==1 && ofFollows(f, s) ) return 0;
  if( compoundFollows(f, s) ) return 6;
  return (f->aUse[s->iTok] & NEWS_US_CHUNK) && !leadsShares(w, f, s) ? 5 : 2;
}

/* Is the span capitalised because it is a name, and not by its place or line? */
static int capitalTells(const NewsField *f, const NewsSpan *s){
  const NewsToken *k = &f->text.aToken[s->iTok], *pNext = k+s->nTok;
  if( f->aUse[s->iTok] & NEWS_US_LINE ) return 0;
  if( pNext->eKind==NEWS_TK_POSS || (pNext->mClass & (NEWS_LX_VERBCUE|NEWS_LX_ROLE)) ){
    return 1;
  }
  /* The first word of a sentence, also behind a quote, a bullet or "3.", and behind a
  ** colon. */
  if( s->iTok>0 && newsIsChar(&k[-1], ':') ) return 0;
  while( !(k->mFlag & NEWS_TF_SENT)
      && (k[-1].eKind==NEWS_TK_PUNCT || k[-1].eKind==NEWS_TK_NUMBER) ) k--;
  return !(k->mFlag & NEWS_TF_SENT);
}

/* Is a word of a class within NEAR tokens of the span, in its sentence? */
static int classNear(const NewsWork *w, const NewsField *f, const NewsSpan *s,
                     uint32_t m){
  const NewsToken *a = f->text.aToken;
  for(uint32_t i=s->iTok, n=0; n<NEAR && i>0 && !(a[i].mFlag & NEWS_TF_SENT); n++){
    if( newsClassOf(w, a[--i].hash) & m ) return 1;
  }
  for(uint32_t i=s->iTok+s->nTok, n=0; n<NEAR && i<f->text.nToken; n++, i++){
    if( a[i].mFlag & NEWS_TF_SENT ) break;
    if( newsClassOf(w, a[i].hash) & m ) return 1;
  }
  return 0;
}

/* Points for the place that a town with its state is: "Austin, Texas". */
static void townPoints(const NewsWork *w, const NewsSpan *s, const NewsCand *aCand, int n,
                       int *aPoint){
  int bTown = -1;
  for(int i=0; i<n; i++){
    NewsKind x = newsKind(w->pGaz, aCand[i].iNumber);
    if( x.eLabel!=NEWS_LOC || x.eSubtype!=NEWS_ST_CITY ) continue;
    if( bTown<0 ) bTown = newsIsTown(w, &w->aField[s->bBody], s);
    aPoint[i] += 4*bTown;
  }
}

/* Points of each candidate without its cues. Returns whether the cues may matter. */
static int linkPoints(const NewsWork *w, const NewsSpan *s, const SureSet *pSure,
                      const NewsCand *aCand, int n, int *aPoint){
  for(int i=0; i<n; i++){
    aPoint[i] = 0;
    if( s->mFlag & NEWS_SF_LEGAL ){
      if( newsKind(w->pGaz, aCand[i].iNumber).eLabel==NEWS_ORG ) aPoint[i] += 6;
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
    if( newsKind(p, aCand[i].iNumber).eLabel==NEWS_PERSON ) aCand[nKeep++] = aCand[i];
  }
  return nKeep;
}

/* Does a candidate that is no company share the name? With bSpeaks, which is none of the
** cities either: they seldom say what they will do. */
static int otherKind(const NewsWork *w, const NewsCand *aCand, int n, int bSpeaks){
  for(int i=0; i<n; i++){
    NewsFacts x;
    newsFacts(w->pGaz, aCand[i].iNumber, &x);
    if( !newsIsCompany(&x) && !(bSpeaks && x.eSubtype==NEWS_ST_CITY) ) return 1;
  }
  return 0;
}

/* Is the span also the name of an index, which moves: "Dow rises as Nike gains"? */
static int indexMoves(const NewsWork *w, const NewsText *t, const NewsSpan *s,
                      const NewsCand *aCand, int n){
  uint32_t i = s->iTok+s->nTok;
  if( i>=t->nToken ) return 0;
  if( !(newsClassOf(w, t->aToken[i].hash) & w->aClass[NEWS_CL_MOVE])
   && !newsEndsSession(t, i) ) return 0;
  if( s->iTok>1 && newsWhichWord(t, s->iTok-1, "of in")>=0
   && newsWhichWord(t, s->iTok-2, "shares stock")>=0 ) return 0;
  for(int k=0; k<n; k++){
    if( newsKind(w->pGaz, aCand[k].iNumber).eSubtype==NEWS_ST_INDEX ) return 1;
  }
  return 0;
}

/* Does the span speak, of which nothing else than an index has the name: "S&P warns"? */
static int indexSpeaks(const NewsWork *w, const NewsText *t, const NewsSpan *s,
                       const NewsCand *aCand, int n){
  if( n<2 || newsWhichWord(t, s->iTok+s->nTok, "says said warns warned forecasts affirms "
                           "affirmed predicts estimates")<0 ) return 0;
  for(int k=0; k<n; k++){
    NewsFacts x;
    newsFacts(w->pGaz, aCand[k].iNumber, &x);
    if( x.eSubtype!=NEWS_ST_INDEX && !newsIsCompany(&x) ) return 0;
  }
  return 1;
}

/* The facts of the next sure name near the span, in its sentence; *pk counts the spans that
** were looked at, from 0. The spans of the matcher are in order. 0: there is none. */
static int sureNear(const NewsWork *w, const NewsSpan *s, uint32_t *pk, NewsFacts *pFacts){
  const NewsText *t = &w->aField[s->bBody].text;
  const NewsSentence *q = &t->aSentence[newsSentenceOf(t, s->iTok)];
  uint32_t i = (uint32_t)(s-w->aSpan), iFrom = i>SPANS_NEAR ? i-SPANS_NEAR : 0;
  for(uint32_t k=iFrom+(*pk)++; k<=i+SPANS_NEAR && k<w->nSpan; k=iFrom+(*pk)++){
    const NewsSpan *x = &w->aSpan[k];
    if( k==i || x->bBody!=s->bBody || x->iTok<q->iToken || x->iTok>=q->iToken+q->nToken
     || (x->mFlag & (NEWS_SF_AMBIG|NEWS_SF_DROP)) || x->iNumber==NEWS_NOBODY ) continue;
    newsFacts(w->pGaz, x->iNumber, pFacts);
    return 1;
  }
  return 0;
}

/* Does a sure name near the span belong to the company zName: "Amazon's Zoox"? */
static int ownsNear(const NewsWork *w, const NewsSpan *s, const char *zName){
  NewsFacts f;
  for(uint32_t k=0; sureNear(w, s, &k, &f); ){
    if( f.zParent && f.eLabel!=NEWS_LOC && strcmp(f.zParent, zName)==0 ) return 1;
  }
  return 0;
}

/* Is it a league's name: NBA, Major League Baseball? */
static int isLeague(const char *z){
  return (z[0]>='A' && z[0]<='Z' && z[1]>='A' && z[1]<='Z') || strstr(z, "League")!=0;
}

/* Is a club that is sure named near the span: "Lakers rally past Jazz"? For a name that
** no club has, a league is none: "Amazon reportedly has a deal with the NBA". */
static int clubNear(const NewsWork *w, const NewsSpan *s, const NewsCand *aCand, int n){
  NewsFacts f;
  int bClub = -1;
  for(uint32_t k=0; sureNear(w, s, &k, &f); ){
    if( f.eSubtype!=NEWS_ST_SPORT ) continue;
    for(int i=0; bClub<1 && i<n; i++){
      bClub = newsKind(w->pGaz, aCand[i].iNumber).eSubtype==NEWS_ST_SPORT;
    }
    if( bClub>0 || !isLeague(f.zName) ) return 1;
  }
  return 0;
}

/* Is a listed company that is sure named near the span? */
static int companyNear(const NewsWork *w, const NewsSpan *s){
  NewsFacts f;
  for(uint32_t k=0; sureNear(w, s, &k, &f); ){
    if( f.eSubtype==NEWS_ST_COMPANY && f.zTicker ) return 1;
  }
  return 0;
}

/* Do the words about the span make it part of a longer name: "HSBC AMC", "RTX 4050", "AFP
** / Getty"? */
static int standsInName(const NewsField *f, const NewsSpan *s){
  const NewsToken *k = &f->text.aToken[s->iTok], *pNext = k+s->nTok;
  const uint32_t mPlain = NEWS_LX_STOP|NEWS_LX_TITLE|NEWS_LX_ROLE|NEWS_LX_MONTH
                        | NEWS_LX_WEEKDAY|NEWS_LX_VERBCUE;
  if( pNext->eKind==NEWS_TK_NUMBER && !(f->aUse[s->iTok] & NEWS_US_LINE)
   && s->eSubtype!=NEWS_ST_SPORT ) return 1;            /* but "the Magic 108-101" */
  if( s->iTok>0 && !(k->mFlag & NEWS_TF_LINE) && newsIsChar(&k[-1], '/') ) return 1;
  if( f->aUse[s->iTok] & NEWS_US_LINE ) return 0;
  if( s->iTok>0 && !((k->mFlag | k[-1].mFlag) & NEWS_TF_SENT)
   && k[-1].eKind==NEWS_TK_WORD && (k[-1].mShape & NEWS_SH_UPPER1)
   && !(k[-1].mClass & mPlain) && !(f->aUse[s->iTok-1] & NEWS_US_SYMBOL) ) return 1;
  return pNext->eKind==NEWS_TK_WORD && !(pNext->mFlag & (NEWS_TF_LINE|NEWS_TF_SENT))
      && (pNext->mShape & NEWS_SH_UPPER1) && !(pNext->mClass & mPlain)
      && !(f->aUse[s->iTok+s->nTok] & (s->eSubtype==NEWS_ST_OTHER   /* "UN Darfur envoy" */
                                       ? NEWS_US_SYMBOL|NEWS_US_TAKEN : NEWS_US_SYMBOL));
}

/* Is the span where, beside a company that is sure, one more is meant? By its capital; as
** what a question in Title Case is about ("Can Intel Catch TSMC?"); with a verb of the
** market, also if it is the name of a place too ("Burlington dips"). */
static int isBeside(const NewsWork *w, const NewsField *f, const NewsSpan *s, int bTells,
                    int mAlso){
  const NewsText *t = &f->text;
  uint32_t i = s->iTok+s->nTok;
  if( mAlso & NEWS_ALSO_PERSON ) return 0;
  if( i<t->nToken && !(t->aToken[i].mFlag & NEWS_TF_SENT)
   && (newsClassOf(w, t->aToken[i].hash) & w->aClass[NEWS_CL_MOVE]) ) return 1;
  if( mAlso ) return 0;
  return bTells || (s->iTok>0 && (t->aToken[s->iTok-1].mFlag & NEWS_TF_SENT)
                    && newsWhichWord(t, s->iTok-1, "can could will should does did is "
                                     "has are why how")>=0);
}

/* Is the span what a line of opinion is about: "Ford: Too Cheap to Sell"? */
static int isTopic(const NewsWork *w, const NewsField *f, const NewsSpan *s){
  const NewsText *t = &f->text;
  const NewsToken *k = &t->aToken[s->iTok];
  const uint32_t m = w->aClass[NEWS_CL_COMPANY]|w->aClass[NEWS_CL_CALL]
                   | w->aClass[NEWS_CL_SHARE]|w->aClass[NEWS_CL_RATING];
  uint32_t i = s->iTok+s->nTok;
  if( (s->iTok>0 && !(k->mFlag & NEWS_TF_LINE)) || i+1>=t->nToken
   || !newsIsChar(&t->aToken[i], ':') || (t->aToken[i+1].mFlag & NEWS_TF_LINE) ) return 0;
  for(uint32_t n=0; n<CUE_WINDOW && ++i<t->nToken; n++){
    if( t->aToken[i].mFlag & NEWS_TF_LINE ) break;
    if( (newsClassOf(w, t->aToken[i].hash) & m)
     || newsWhichWord(t, i, "yield yields undervalued overvalued overpriced cheap bull "
                      "bear upside downside risk reward upgrading priced")>=0 ) return 1;
  }
  return 0;
}

/* Does the document name a person of this surname: "Gerald Ford ... Ford"? */
static int personNamed(const Cues *p, const NewsField *f, const NewsSpan *s){
  uint32_t i = wordBit(f->text.aToken[s->iTok].hash);
  return p->aPerson[i>>5]>>(i&31) & 1;
}

/* Is a company's first word in capitals that are not its own: "SNAP benefits" for Snap?
** Then it may well be initials. */
static int isShouted(const NewsField *f, const NewsSpan *s, const char *zName){
  const NewsToken *k = &f->text.aToken[s->iTok];
  size_t n = k->nByte;
  return s->nTok==1 && n>2 && newsAllCaps(k) && !(f->aUse[s->iTok] & NEWS_US_CAPS)
      && strlen(zName)>=n && newsFoldHash(zName, n)==k->hash
      && memcmp(zName, &f->text.z[k->iByte], n)!=0;
}

/* Does the span stand alone in brackets, as credits of pictures do: "(Getty)"? */
static int isBracketed(const NewsText *t, const NewsSpan *s){
  return s->iTok>0 && newsIsChar(&t->aToken[s->iTok-1], '(')
      && newsIsChar(&t->aToken[s->iTok+s->nTok], ')');
}

/* Points for the words near the span. */
static void cuePoints(const NewsWork *w, const NewsSpan *s, Cues *pCues,
                      const NewsCand *aCand, int n, int *aPoint){
  const NewsField *f = &w->aField[s->bBody];
  const NewsToken *k = &f->text.aToken[s->iTok];
  int bTells = capitalTells(f, s);
  int bStart = !bTells && !(f->aUse[s->iTok] & NEWS_US_LINE)
            && (k->mClass & (NEWS_LX_COMMON|NEWS_LX_STOP));
  int mAlso = (k->mClass & (NEWS_LX_SURNAME|NEWS_LX_GIVEN) ? NEWS_ALSO_PERSON : 0)
            | (otherKind(w, aCand, n, 0) ? NEWS_ALSO_OTHER : 0);
  int eDeed = newsCompanyDeed(w, f, s, mAlso);
  int bList = newsInCompanyList(w, &f->text, s, mAlso);
  int bSays = newsSaysIt(w, &f->text, s, mAlso & NEWS_ALSO_PERSON)
           && !otherKind(w, aCand, n, 1) && !(mAlso && personNamed(pCues, f, s));
  int bDeed = eDeed==NEWS_DEED_PLAIN || (bTells && eDeed==NEWS_DEED_CAPITAL) || bList
           || bSays
           || (mAlso==NEWS_ALSO_OTHER && indexSpeaks(w, &f->text, s, aCand, n));
  int bCompany = bDeed || (bTells && classNear(w, f, s, w->aClass[NEWS_CL_COMPANY]))
              || (mAlso!=NEWS_ALSO_OTHER && isTopic(w, f, s))
              || (!standsInName(f, s)
                  && isBeside(w, f, s, bTells, mAlso) && companyNear(w, s)
                  && !newsIsLandscape(w, f, s));
  int bModel = (f->aUse[s->iTok] & NEWS_US_ORG) && !(mAlso & NEWS_ALSO_OTHER)
            && !standsInName(f, s) && !(bStart && s->nTok==1)
            && !(mAlso && personNamed(pCues, f, s)) && !isBracketed(&f->text, s)
            && !newsIsLandscape(w, f, s);
  if( !bList && clubNear(w, s, aCand, n)
   && !newsSentenceTells(w, &f->text, s->iTok, NEWS_TP_MARKET) ){
    bDeed = bCompany = bModel = 0;                /* another club: "rally past Jazz" */
  }
  int bIndex = indexMoves(w, &f->text, s, aCand, n);
  if( bIndex ) bDeed = bCompany = bModel = 0;
  for(int i=0; i<n; i++){
    NewsFacts x;
    newsFacts(w->pGaz, aCand[i].iNumber, &x);
    uint32_t mOwn = x.pMore ? x.pMore->mClass : 0;
    if( x.eSubtype==NEWS_ST_MEDIA && isBracketed(&f->text, s) ) aPoint[i] += 4;
    if( (mOwn & cuesClasses(pCues)) && (!bStart || classNear(w, f, s, mOwn)) ){
      aPoint[i] += 2;
    }else if( x.eSubtype==NEWS_ST_COMPANY
            ? bCompany || (bModel && !isShouted(f, s, x.zName))
            : bDeed && newsIsCompany(&x) ){
      aPoint[i] += 2;
    }
    if( x.eSubtype==NEWS_ST_COMPANY && ownsNear(w, s, x.zName) ) aPoint[i] += 3;
    if( bIndex && x.eSubtype==NEWS_ST_INDEX ) aPoint[i] += 2;
    aPoint[i] += 3*cuesOf(pCues, &x, aCand[i].iNumber, k->hash);
  }
}

/* Is it a company whose home is an exchange of the U.S.? Of two alike it is meant. */
static int isUsListed(const NewsWork *w, uint32_t iNumber){
  NewsFacts x;
  newsFacts(w->pGaz, iNumber, &x);
  return x.eLabel==NEWS_ORG && x.zTicker && x.zExchange
      && (strcmp(x.zExchange, "XNYS")==0 || strcmp(x.zExchange, "XNAS")==0);
}

/* Choose among a span's candidates. Returns the points of the best, *pi its entity. */
static int linkChoose(NewsWork *w, const NewsSpan *s, const SureSet *pSure,
                      Cues *pCues, uint32_t *pi){
  NewsCand aCand[NEWS_CAND_MAX];
  int aPoint[NEWS_CAND_MAX], nBest = 0, nSecond = 0;      /* twice the points */
  int n = newsCandidates(w, &w->aField[s->bBody].text, s, aCand);
  if( titleBefore(&w->aField[s->bBody], s) ) n = personsOnly(w->pGaz, aCand, n);
  if( linkPoints(w, s, pSure, aCand, n, aPoint) ){
    cuesMove(w, s, pCues);
    cuePoints(w, s, pCues, aCand, n, aPoint);
    townPoints(w, s, aCand, n, aPoint);
  }
  for(int i=0; i<n; i++){
    int nPoint = aPoint[i];
    if( nPoint && !(aCand[i].mFlag & NEWS_AF_AMBIG) ) nPoint++;
    if( nPoint && (s->mFlag & NEWS_SF_LEGAL) ){
      /* "Celsius Holdings" is the one that is listed. */
      NewsFacts x;
      newsFacts(w->pGaz, aCand[i].iNumber, &x);
      nPoint += x.zTicker!=0;
    }
    nPoint = 2*nPoint+(nPoint && isUsListed(w, aCand[i].iNumber));
    if( nPoint>nBest ){
      nSecond = nBest;
      nBest = nPoint;
      *pi = aCand[i].iNumber;
    }else if( nPoint>nSecond ){
      nSecond = nPoint;
    }
  }
  return nBest>nSecond ? nBest/2 : 0;
}

/* Is the span's mention right, in thousandths: kinds of entities by what stands about the
** alias. Counted for sure aliases on the training and test sentences of README's
** "Accuracy", companies only on their news (elsewhere they are products and e-mail
** folders); for doubtful aliases that cues decided, on all. Products and groups of people
** are annotated nowhere and are guessed. */
enum { AT_INSIDE,            /* beside capitals */
       AT_BESIDE,            /* the same, but the model finds it, too */
       AT_ALONE, AT_AGREED,  /* without capitals beside it; the model finds it, too */
       AT_CUE,               /* the same, beside words of companies */
       AT_VOTED, AT_VOTED_AGREED,    /* a doubtful alias; the model finds it, too */
       AT_N };
static const int16_t aMention[][AT_N] = {
  /* person */  { 200, 970, 945, 970, 980, 900, 980 },
  /* place */   { 440, 790, 940, 930, 960, 700, 920 },
  /* area */    { 120, 750, 850, 920, 890, 700, 920 },
  /* company */ { 200, 700, 900, 920, 950, 600, 900 },
  /* other */   { 150, 820, 890, 900, 900, 500, 800 },
  /* rest */    { 850, 850, 930, 950, 950, 800, 900 }
};

static int mentionScore(const NewsWork *w, const NewsField *f, const NewsSpan *s,
                        int nPoint){
  int bAgree = (f->aUse[s->iTok] & NEWS_US_AGREE)!=0, eKind = 5, eAt;
  const uint32_t m = w->aClass[NEWS_CL_COMPANY]|w->aClass[NEWS_CL_SHARE]
                   | w->aClass[NEWS_CL_MOVE]|w->aClass[NEWS_CL_ACT]
                   | w->aClass[NEWS_CL_THING];
  if( s->eLabel==NEWS_PERSON ) eKind = 0;
  else if( s->eLabel==NEWS_LOC ) eKind = s->eSubtype<=NEWS_ST_CITY ? 1 : 2;
  else if( s->eLabel==NEWS_ORG ) eKind = s->eSubtype==NEWS_ST_COMPANY ? 3 : 4;
  if( nPoint>0 ) eAt = AT_VOTED+bAgree;
  else if( standsInName(f, s) && !(s->mFlag & NEWS_SF_LEGAL) ) eAt = AT_INSIDE+bAgree;
  else if( classNear(w, f, s, m) ) eAt = AT_CUE;
  else eAt = AT_ALONE+bAgree;
  return aMention[eKind][eAt]+(s->mFlag & NEWS_SF_LEGAL ? 20 : 0);
}

/* Are its name and ticker right? Of 341 mentions with tickers in 336 headlines of our
** own, written before the rules were tried on them: 255 of 258 that are sure, 54 of 54
** that more than one cue decided, 26 of 29 that one did. What stands beside a symbol is
** nearly always right. */
static void linkScore(const NewsWork *w, const NewsField *f, NewsSpan *s, int nPoint){
  static const struct { int16_t nScore, nLink; } aEv[NEWS_EV_N] = {
    [NEWS_EV_INLINE] = { 985, 990 }, [NEWS_EV_CASHTAG] = { 980, 980 },
    [NEWS_EV_PAREN] = { 990, 995 }
  };
  s->nScore = aEv[s->eEvidence].nScore;
  s->nLink = aEv[s->eEvidence].nLink;
  if( s->eEvidence==NEWS_EV_ALIAS ){
    s->nScore = (int16_t)mentionScore(w, f, s, nPoint);
    s->nLink = nPoint==0 ? 985 : nPoint<3 ? 900 : 970;
  }
  if( s->iNumber==NEWS_NOBODY && s->zSymbol ) s->nLink = s->zMic ? 950 : 800;
}

static void linkAccept(NewsWork *w, NewsSpan *s, uint32_t iNumber, int nPoint){
  NewsKind x = newsKind(w->pGaz, iNumber);
  s->iNumber = iNumber;
  s->eLabel = x.eLabel;
  s->eSubtype = x.eSubtype;
  s->mFlag &= (uint8_t)~NEWS_SF_AMBIG;
  linkScore(w, &w->aField[s->bBody], s, nPoint);
  newsUse(&w->aField[s->bBody], s, NEWS_US_TAKEN);
}

#define OF_LIST(s)  ((s)->iRun!=NEWS_NOBODY || (s)->iRunUser!=NEWS_NOBODY || (s)->zSymbol)

/* Ask the doubtful spans once. Returns how many were accepted. */
static uint32_t linkRound(NewsWork *w, SureSet *pSure, Cues *pCues){
  uint32_t nDone = 0;
  for(uint32_t i=0; i<w->nSpan; i++){
    NewsSpan *s = &w->aSpan[i];
    uint32_t iNumber = NEWS_NOBODY;
    if( newsWorkCount(w, SPAN_STEPS) ) return 0;
    if( (s->mFlag & NEWS_SF_DROP) || !(s->mFlag & NEWS_SF_AMBIG) ) continue;
    int nNeed = pointsNeeded(w, &w->aField[s->bBody], s);
    if( nNeed==0 ) continue;
    if( newsWorkCount(w, DOUBT_STEPS) ) return 0;
    int nPoint = linkChoose(w, s, pSure, pCues, &iNumber);
    if( nPoint<nNeed ) continue;
    linkAccept(w, s, iNumber, nPoint);
    sureAdd(pSure, iNumber);
    nDone++;
  }
  return nDone;
}

/* Another thing of a company's name, which is in no list. */
static void namesake(const NewsText *t, NewsSpan *s, int eLabel){
  if( eLabel==NEWS_PERSON && s->nTok==1 ){    /* "BP Singh" */
    const NewsToken *k = &t->aToken[s->iTok+1];
    s->nTok = 2;
    s->nByte = k->iByte+k->nByte-s->iByte;
  }
  s->iNumber = s->iRun = s->iRunUser = NEWS_NOBODY;
  s->eLabel = (uint8_t)eLabel;
  s->eSubtype = eLabel==NEWS_LOC ? NEWS_ST_CITY : NEWS_ST_NONE;
  s->eEvidence = NEWS_EV_TAGGER;
  s->mFlag &= (uint8_t)~NEWS_SF_AMBIG;
  s->nScore = 850;
  s->nLink = -1;
}

/* Does the span before it mean the same, as in "Tata Consultancy Services (TCS)"? */
static int isNamedBefore(const NewsWork *w, const NewsSpan *s){
  const NewsSpan *q = s-1;
  return s>w->aSpan && q->bBody==s->bBody && q->iTok+q->nTok+1==s->iTok
      && q->iNumber==s->iNumber;
}

/* Is it an abbreviation that only the tagger takes for a name: EPS, ETFs? */
static int isAcronym(const NewsWork *w, const NewsSpan *s){
  const NewsToken *k = &w->aField[s->bBody].text.aToken[s->iTok];
  return ((s->nTok==1) & (s->eEvidence==NEWS_EV_TAGGER))
      && (newsAllCaps(k) || (k->mShape & NEWS_SH_UPPER))
      && (newsClassOf(w, k->hash) & w->aClass[NEWS_CL_ACRONYM]);
}

/* Of the spans of the matcher, which are in order, that which begins at token i; NULL
** when none does. */
static NewsSpan *matchFrom(const NewsWork *w, const NewsField *f, uint32_t i){
  uint32_t lo = f->iMatch, hi = f->nMatch;
  while( lo<hi ){
    uint32_t k = lo+(hi-lo)/2;
    if( w->aSpan[k].iTok<i ) lo = k+1; else hi = k;
  }
  return lo<f->nMatch && w->aSpan[lo].iTok==i ? &w->aSpan[lo] : 0;
}

/* A name of the tagger in a line in Title Case that is a company's and plain words,
** before a thing of companies: "Surges On Google Clean Energy Deal" means Google. */
static void trimPlain(NewsWork *w, NewsSpan *s){
  NewsField *f = &w->aField[s->bBody];
  const NewsToken *a = &f->text.aToken[s->iTok], *pNext = a+s->nTok;
  if( !(f->aUse[s->iTok] & NEWS_US_TITLE) || (pNext->mFlag & NEWS_TF_SENT)
   || !(newsClassOf(w, pNext->hash) & w->aClass[NEWS_CL_THING]) ) return;
  const NewsSpan *q = matchFrom(w, f, s->iTok);
  if( q==0 || q->nTok>=s->nTok || q->eSubtype!=NEWS_ST_COMPANY ) return;
  for(uint32_t k=q->nTok; k<s->nTok; k++){
    if( !(a[k].mClass & (NEWS_LX_COMMON|NEWS_LX_ORGHEAD)) ) return;
  }
  s->mFlag |= NEWS_SF_DROP;
  for(uint32_t k=0; k<s->nTok; k++) f->aUse[s->iTok+k] &= (uint8_t)~NEWS_US_TAKEN;
}

/* "Bumble Shares", "Carnival Swings" or "-Ford" of the tagger: the name ends before the
** shares or the verb, and if it is a doubtful one of the lists it is that. */
static void trimShares(NewsWork *w, NewsSpan *s){
  NewsField *f = &w->aField[s->bBody];
  const NewsToken *a = &f->text.aToken[s->iTok];
  uint32_t n = s->nTok, nOld = n, m = w->aClass[NEWS_CL_SHARE];
  if( (f->aUse[s->iTok] & NEWS_US_TITLE) && (f->aUse[s->iTok] & NEWS_US_MAYBE) ){
    m |= w->aClass[NEWS_CL_MOVE]|w->aClass[NEWS_CL_ACT];
  }
  if( n>1 && newsIsChar(a, '-') ){                  /* "EXCLUSIVE-Ford" */
    s->iTok++;
    s->nTok--;
    s->nByte -= a[1].iByte-s->iByte;
    s->iByte = a[1].iByte;
    a++;
    n--;
  }
  while( n>1 && ((newsClassOf(w, a[n-1].hash) & m) || newsIsChar(&a[n-1], '&')
      || newsWhichWord(&f->text, s->iTok+n-1, "q1 q2 q3 q4 adj adj. eps")>=0)
      && newsWhichWord(&f->text, s->iTok+n-2, "of")<0 ){
    f->aUse[s->iTok+--n] &= (uint8_t)~NEWS_US_TAKEN;
  }
  if( n==nOld ) return;
  s->nTok = n;
  s->nByte = a[n-1].iByte+a[n-1].nByte-s->iByte;
  const NewsSpan *q = matchFrom(w, f, s->iTok);     /* only the matcher's are doubtful */
  if( q==0 || q->nTok!=n || !(q->mFlag & NEWS_SF_AMBIG) ) return;
  s->mFlag |= NEWS_SF_DROP;
  for(uint32_t k=0; k<n; k++) f->aUse[s->iTok+k] &= (uint8_t)~NEWS_US_TAKEN;
}

/* Is it but a piece of a longer name that nobody knows: "Air National Guard" in "Texas
** Air National Guard"? A company with a ticker is worth its mention all the same. */
static int isFragment(const NewsWork *w, const NewsSpan *s){
  NewsFacts x;
  if( s->eEvidence!=NEWS_EV_ALIAS || s->nScore>FRAGMENT_SCORE ) return 0;
  newsFacts(w->pGaz, s->iNumber, &x);
  return x.zTicker==0;
}

/* The company whose product the span is, if its name leads the product's and the words
** behind speak of the company's trade: "Nvidia H200 sales", but not "the Nissan Rogue was
** stolen". The span becomes two. */
static void splitOwner(NewsWork *w, uint32_t iSpan, SureSet *pSure){
  NewsSpan *s = &w->aSpan[iSpan], x;
  NewsField *f = &w->aField[s->bBody];
  const NewsToken *a = f->text.aToken;
  const uint32_t m = w->aClass[NEWS_CL_COMPANY]|w->aClass[NEWS_CL_THING]
                   | w->aClass[NEWS_CL_SHARE];
  NewsCand aCand[NEWS_CAND_MAX];
  NewsFacts own, q;
  uint32_t iRun, nTok, i = s->iTok+s->nTok, n = 0;
  if( s->eLabel!=NEWS_PRODUCT || s->eSubtype==NEWS_ST_FUND || s->nTok<2
   || s->iNumber==NEWS_NOBODY ) return;
  newsFacts(w->pGaz, s->iNumber, &own);
  if( own.zParent==0 || !newsMatchWithin(w, 0, &f->text, s->iTok, s->nTok-1, &iRun,
                                        &nTok) ) return;
  while( n<OWNED && i<f->text.nToken && !(a[i].mFlag & NEWS_TF_SENT)
      && !(newsClassOf(w, a[i].hash) & m) ) n++, i++;
  if( n>=OWNED || i>=f->text.nToken || (a[i].mFlag & NEWS_TF_SENT) ) return;
  memset(&x, 0, sizeof(x));
  x.iMatch = s->iTok;
  x.iRunUser = NEWS_NOBODY;
  do{                        /* of "Asus ROG Ally" first "Asus ROG", then "Asus" */
    x.iRun = iRun;
    int nCand = newsCandidates(w, &f->text, &x, aCand);
    for(int k=0; k<nCand; k++){
      newsFacts(w->pGaz, aCand[k].iNumber, &q);
      if( strcmp(q.zName, own.zParent)!=0 || !newsIsCompany(&q) ) continue;
      NewsSpan *pNew = newsSpanAdd(w, f, s->iTok, nTok, NEWS_ORG);
      if( pNew==0 ) return;
      s = &w->aSpan[iSpan];
      s->iTok += nTok;
      s->nTok -= nTok;
      s->nByte -= a[s->iTok].iByte-s->iByte;
      s->iByte = a[s->iTok].iByte;
      pNew->eEvidence = NEWS_EV_ALIAS;
      pNew->iRun = iRun;
      linkAccept(w, pNew, aCand[k].iNumber, 3);
      sureAdd(pSure, aCand[k].iNumber);
      return;
    }
  }while( nTok>1 && newsMatchWithin(w, 0, &f->text, s->iTok, nTok-1, &iRun, &nTok) );
}

void newsLink(NewsWork *w){
  SureSet sure = { 0, 16 };
  Cues cues;
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
    if( newsWorkCount(w, SPAN_STEPS) ) return;
    if( (s->mFlag & NEWS_SF_DROP)==0 && isAcronym(w, s) ) s->mFlag |= NEWS_SF_DROP;
    if( s->eEvidence==NEWS_EV_TAGGER && s->nTok>1 && !(s->mFlag & NEWS_SF_DROP) ){
      trimShares(w, s);
      trimPlain(w, s);
    }
    if( (s->mFlag & NEWS_SF_DROP) || !OF_LIST(s) ) continue;
    int eLabel = newsNamesake(w, &w->aField[s->bBody], s);
    if( eLabel ){
      namesake(&w->aField[s->bBody].text, s, eLabel);
      continue;
    }
    if( s->mFlag & NEWS_SF_AMBIG ) continue;
    if( s->eSubtype==NEWS_ST_COMPANY && s->zSymbol==0
     && isInitials(&w->aField[s->bBody], s) && !isNamedBefore(w, s) ){
      s->mFlag |= NEWS_SF_DROP;
      continue;
    }
    linkScore(w, &w->aField[s->bBody], s, 0);
    if( isFragment(w, s) ){
      s->mFlag |= NEWS_SF_DROP;
      continue;
    }
    sureAdd(&sure, s->iNumber);
    splitOwner(w, i, &sure);
  }
  cuesOpen(w, &cues);
  /* Again for those that come before what speaks for them. */
  for(int n=0; n<LINK_ROUNDS && linkRound(w, &sure, &cues); n++){}
  for(uint32_t i=0; i<w->nSpan; i++){
    NewsSpan *s = &w->aSpan[i];
    if( s->mFlag & NEWS_SF_AMBIG ) s->mFlag |= NEWS_SF_DROP;
    if( s->nTok>1 || (s->mFlag & NEWS_SF_DROP) ) continue;
    uint32_t iNumber = newsListedAs(w, s);
    if( iNumber!=NEWS_NOBODY ) linkAccept(w, s, iNumber, 2);
  }
}
