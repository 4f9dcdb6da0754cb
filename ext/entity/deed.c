/*
** deed.c - what stands beside a company's name: what it does, and as what it is named.
**
**   "Zoom raises outlook"          a company does this, so Zoom is one
**   "Goldman upgraded Nvidia"      Goldman acts upon Nvidia: it is not what the text is about
**   "a former Google engineer"     Google is only where he once worked
**
** HOW IT WORKS. Words of companies are classes of data/cues.tsv: verbs of the market
** (plunges, beats), verbs of a company's acts (raises, unveils) with the things they are
** done to (outlook, plant), verbs that follow "to" in plans (to buy, to cut), verbs of
** raters and holders (upgrades; trims, with a rating or stake behind it), and staff
** (engineer, veteran). Looked at are the few tokens right before and behind a span.
*/
#include "entityInt.h"

#define NEAR         4       /* tokens that are right beside a span */
#define OWNED        3       /* tokens behind a possessive */
#define APPOSED      6       /* tokens of an apposition */
#define OBJECT      12       /* tokens behind a verb in which its object is looked for */

#define classAt(w,t,i)  newsClassOf(w, (t)->aToken[i].hash)

/* Is one of the n tokens from i on, in the same sentence, of a class of m? */
static int classAhead(const NewsWork *w, const NewsText *t, uint32_t i, uint32_t n,
                      uint32_t m){
  for(; n>0 && i<t->nToken && !(t->aToken[i].mFlag & NEWS_TF_SENT); n--, i++){
    if( classAt(w, t, i) & m ) return 1;
  }
  return 0;
}

/* Does a change in per cent follow, as in "Target dropped 0.8%"? */
static int percentNear(const NewsText *t, uint32_t i){
  for(uint32_t n=0; n<NEAR && i<t->nToken; n++, i++){
    const NewsToken *k = &t->aToken[i];
    if( (k->mFlag & NEWS_TF_SENT) || k->eKind==NEWS_TK_PUNCT ) return 0;
    if( k->c=='%' ) return 1;
  }
  return 0;
}

/* Is the span the object of a deal or rating: "a stake in Gap", "coverage of Snap",
** "Moody's cut Intel to Baa1"? With bPerson, of one that no person can be. */
static int isDealt(const NewsText *t, const NewsSpan *s, int bPerson){
  const NewsToken *k = &t->aToken[s->iTok];
  uint32_t i = s->iTok, iNext = i+s->nTok;
  if( i<2 || (k->mFlag & NEWS_TF_SENT) || (k[-1].mFlag & NEWS_TF_SENT) ) return 0;
  if( newsWhichWord(t, i-1, "formerly renamed rebranded")>=0
   || (newsWhichWord(t, i-1, "to")>=0 && newsWhichWord(t, i-2, "name")>=0) ) return 1;
  if( newsWhichWord(t, i-1, "in of on")>=0 ){
    return newsWhichWord(t, i-2, "stake stakes invest invests invested investing "
                         "investment investor investors shares coverage")>=0;
  }
  if( newsWhichWord(t, i-1, "cut cuts raised raises lowered lowers lifted lifts")>=0 ){
    const NewsToken *pRating = &t->aToken[iNext+1];
    return newsWhichWord(t, iNext, "to")>=0
        && (newsAllCaps(pRating) || newsIsChar(pRating, '$')
            || (pRating->eKind==NEWS_TK_WORD && (pRating->mShape & NEWS_SH_DIGIT))
            || newsWhichWord(t, iNext+1, "buy sell hold junk neutral overweight "
                             "underweight outperform underperform investment")>=0);
  }
  if( newsWhichWord(t, i-1, "upgraded upgrades downgraded downgrades")>=0 ) return 1;
  if( bPerson ) return 0;
  if( newsWhichWord(t, i-1, "with")>=0 ){
    return newsWhichWord(t, i-2, "partner partners partnered partnering partnership "
                         "merge merged merger")>=0;
  }
  return newsWhichWord(t, i-1, "acquire acquires acquired acquiring sued sues suing")>=0;
}

/* Is the span called a company: "chipmaker Arm", "Box, the cloud storage company"? */
static int isKind(const NewsWork *w, const NewsText *t, const NewsSpan *s){
  uint32_t i = s->iTok+s->nTok, m = w->aClass[NEWS_CL_KIND];
  const NewsToken *k = &t->aToken[s->iTok];
  if( s->iTok>0 && !(k->mFlag & NEWS_TF_SENT) && !(k[-1].mShape & NEWS_SH_UPPER1)
   && (classAt(w, t, s->iTok-1) & m) ) return 1;
  return i+1<t->nToken && newsIsChar(&t->aToken[i], ',')
      && newsWhichWord(t, i+1, "the a an one which")>=0 && classAhead(w, t, i+2, APPOSED, m);
}

/* Is a thing that companies act upon, or a sum, ahead? */
static int objectAhead(const NewsWork *w, const NewsText *t, uint32_t i){
  uint32_t m = w->aClass[NEWS_CL_THING]|w->aClass[NEWS_CL_COMPANY];
  for(int n=0; n<OBJECT/2 && i<t->nToken && !(t->aToken[i].mFlag & NEWS_TF_SENT);
      n++, i++){
    if( t->aToken[i].eKind==NEWS_TK_SYMBOL || (classAt(w, t, i) & m) ) return 1;
  }
  return 0;
}

int newsCompanyDeed(const NewsWork *w, const NewsField *f, const NewsSpan *s,
                    int bPerson){
  const NewsText *t = &f->text;
  uint32_t i = s->iTok+s->nTok;
  if( s->iTok>0 && newsWhichWord(t, s->iTok-1, "the")>=0 ) return NEWS_DEED_NONE;
  if( isDealt(t, s, bPerson) || isKind(w, t, s) ) return NEWS_DEED_PLAIN;
  if( i>=t->nToken || (t->aToken[i].mFlag & NEWS_TF_SENT) ) return NEWS_DEED_NONE;
  if( (t->aToken[i].mClass & NEWS_LX_VERBCUE) && !bPerson ) return NEWS_DEED_PLAIN;
  if( t->aToken[i].eKind==NEWS_TK_POSS ){
    uint32_t mOwn = w->aClass[NEWS_CL_RATING]|w->aClass[NEWS_CL_COMPANY];
    if( !bPerson ) mOwn |= w->aClass[NEWS_CL_THING];
    return classAhead(w, t, i+1, OWNED, mOwn) ? NEWS_DEED_PLAIN : NEWS_DEED_NONE;
  }
  uint32_t m = classAt(w, t, i);
  if( m & w->aClass[NEWS_CL_SHARE] ) return NEWS_DEED_PLAIN;
  if( percentNear(t, i) ) return NEWS_DEED_CAPITAL;
  if( (m & w->aClass[NEWS_CL_MOVE]) && !bPerson ) return NEWS_DEED_PLAIN;
  if( (m & w->aClass[NEWS_CL_ACT])
   && classAhead(w, t, i+1, NEAR, w->aClass[NEWS_CL_THING]|w->aClass[NEWS_CL_COMPANY]) ){
    return NEWS_DEED_PLAIN;
  }
  if( i+1<t->nToken && (classAt(w, t, i+1) & w->aClass[NEWS_CL_PLAN]) ){
    int eWill = newsWhichWord(t, i, "to will would may might could plans");
    if( eWill==0 && !bPerson ) return NEWS_DEED_PLAIN;
    if( eWill>=0 && objectAhead(w, t, i+2) ) return NEWS_DEED_PLAIN;
  }
  return NEWS_DEED_NONE;
}

int newsIsActing(const NewsWork *w, const NewsField *f, const NewsSpan *s){
  const NewsText *t = &f->text;
  uint32_t i = s->iTok+s->nTok;
  if( s->iTok>1 && newsWhichWord(t, s->iTok-1, "at from with of by")>=0
   && (classAt(w, t, s->iTok-2) & w->aClass[NEWS_CL_ANALYST]) ) return 1;
  if( i>=t->nToken || (t->aToken[i].mFlag & NEWS_TF_SENT) ) return 0;
  if( t->aToken[i].eKind==NEWS_TK_POSS && i+1<t->nToken ) i++;
  else if( (t->aToken[i].mShape & NEWS_SH_UPPER1) && classAt(w, t, i)==0 ) i++;
  if( i>=t->nToken ) return 0;
  uint32_t m = classAt(w, t, i);
  if( m & (w->aClass[NEWS_CL_RATE]|w->aClass[NEWS_CL_ANALYST]) ) return 1;
  return (m & w->aClass[NEWS_CL_TRIM])
      && classAhead(w, t, i+1, OBJECT, w->aClass[NEWS_CL_RATING]);
}

/* Does a meeting follow, behind capitalised words: "Tech and Media conference"? */
static int eventFollows(const NewsWork *w, const NewsText *t, uint32_t i){
  for(int n=0; n<6 && i<t->nToken && !(t->aToken[i].mFlag & NEWS_TF_SENT); n++, i++){
    const NewsToken *k = &t->aToken[i];
    if( newsClassOf(w, k->hash) & w->aClass[NEWS_CL_EVENT] ) return 1;
    if( !(k->mShape & NEWS_SH_UPPER1) && k->eKind!=NEWS_TK_NUMBER
     && newsWhichWord(t, i, "and & + annual")<0 ) return 0;
  }
  return 0;
}

int newsIsFormer(const NewsWork *w, const NewsField *f, const NewsSpan *s){
  const NewsText *t = &f->text;
  uint32_t i = s->iTok, iNext = i+s->nTok;
  int bStaff = iNext<t->nToken && (t->aToken[iNext].mFlag & NEWS_TF_SENT)==0
            && (classAt(w, t, iNext) & w->aClass[NEWS_CL_STAFF]);
  if( bStaff && newsWhichWord(t, iNext, "alum alumni alumnus veteran veterans")>=0 ){
    return 1;
  }
  if( eventFollows(w, t, iNext) ) return 1;
  if( i==0 || (t->aToken[i].mFlag & NEWS_TF_SENT) ) return 0;
  if( i>1 && newsIsChar(&t->aToken[i-1], '-') && newsIsGlued(&t->aToken[i]) ){
    return newsWhichWord(t, i-2, "ex")>=0;
  }
  return bStaff && newsWhichWord(t, i-1, "former onetime ex")>=0;
}

int newsIsNamesake(const NewsWork *w, const NewsField *f, const NewsSpan *s){
  const NewsText *t = &f->text;
  uint32_t i = s->iTok+s->nTok;
  if( s->nTok!=2 || s->eLabel!=NEWS_ORG || s->zSymbol
   || ( !(t->aToken[s->iTok].mClass & NEWS_LX_GIVEN)
        && !(t->aToken[s->iTok].mShape & NEWS_SH_DOT)) ) return 0;
  if( i<t->nToken && t->aToken[i].eKind==NEWS_TK_POSS ) i++;
  return classAhead(w, t, i, NEAR+1, w->aClass[NEWS_CL_LIFE])
      && !classAhead(w, t, i, NEAR+1, w->aClass[NEWS_CL_COMPANY]);
}
