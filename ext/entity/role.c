/*
** role.c - as what a company is named where the text tells nothing of it.
**
**   "a former Google engineer"     Google is only where he once worked
**   "posted on Facebook"           the place of a post
**   "trades on the Nasdaq"         where shares are traded
**   "the Citi Open"                a meeting or a game that Citi only hosts
**   "(Photo: Getty Images)"        whose picture the text shows
**
** HOW IT WORKS. Looked at are the few tokens right before and behind a span, for words of
** such roles. When each mention of a company is of such a role, relevance.c takes it from
** the tickers.
*/
#include "entityInt.h"

#define NEAR  4              /* tokens that are right beside a span */

/* Does a meeting follow, behind capitalised words: "Tech and Media conference", "Citi
** Open"? */
static int eventFollows(const NewsWork *w, const NewsField *f, uint32_t i){
  const NewsText *t = &f->text;
  int bLine = i<t->nToken && (f->aUse[i] & NEWS_US_LINE);
  if( i<t->nToken && t->aToken[i].eKind==NEWS_TK_POSS ) i++;
  for(int n=0; n<6 && i<t->nToken && !(t->aToken[i].mFlag & NEWS_TF_SENT); n++, i++){
    const NewsToken *k = &t->aToken[i];
    if( newsClassOf(w, k->hash) & w->aClass[NEWS_CL_EVENT] ) return 1;
    if( !(k->mShape & NEWS_SH_UPPER1) && k->eKind!=NEWS_TK_NUMBER
     && newsWhichWord(t, i, "and & + annual")<0 ) return 0;
    if( (k->mShape & NEWS_SH_UPPER1) && !bLine
     && newsWhichWord(t, i, "open cup championship prix")>=0 ) return 1;
  }
  return 0;
}

/* Is q, in one list with s, a service of another company: "Instagram and Facebook"? */
static int isService(const NewsWork *w, const NewsText *t, const NewsSpan *s,
                     const NewsSpan *q){
  uint32_t i = q<s ? q->iTok+q->nTok : s->iTok+s->nTok;
  uint32_t iEnd = q<s ? s->iTok : q->iTok;
  if( q->bBody!=s->bBody || q->iEnt<0 || i==iEnd ) return 0;
  for(; i<iEnd; i++) if( newsWhichWord(t, i, ", and & or /")<0 ) return 0;
  return w->aEnt[q->iEnt].zParent && w->aEnt[q->iEnt].zTicker==0
      && w->aEnt[q->iEnt].zListings==0;
}

/* Is the company named only as a place where people post and meet: "posted on Facebook",
** "a Reddit post", "Instagram and Facebook"? The spans are merged. */
static int isPlatform(const NewsWork *w, const NewsText *t, const NewsSpan *s){
  uint32_t i = s->iTok, iNext = i+s->nTok;
  int bService = (s>w->aSpan && isService(w, t, s, s-1))
              || (s+1<w->aSpan+w->nSpan && isService(w, t, s, s+1));
  if( iNext<t->nToken && !(t->aToken[iNext].mFlag & NEWS_TF_SENT)
   && !(t->aToken[iNext].mShape & NEWS_SH_UPPER1)
   && (newsWhichWord(t, iNext, "page pages groups feed feeds livestream friend friends "
                     "message messages comment comments")>=0
       || (newsWhichWord(t, iNext, "group")>=0 && i>0
           && newsWhichWord(t, i-1, "a an this that her his their our private public "
                            "local")>=0)) ) return 1;
  if( newsWhichWord(t, iNext, "post posts")>=0 && i>0
   && !(t->aToken[i].mFlag & NEWS_TF_SENT) && t->aToken[i-1].eKind==NEWS_TK_WORD
   && (newsWhichWord(t, iNext, "posts")>=0       /* but "bullish on Wipro post results" */
       ? !(t->aToken[i-1].mShape & NEWS_SH_UPPER1)
       : newsWhichWord(t, i-1, "a an the this that his her their another one viral "
                       "recent earlier deleted")>=0) ) return 1;
  for(uint32_t k=1; k<6 && k<i && !(t->aToken[i-k+1].mFlag & NEWS_TF_SENT); k++){
    const NewsToken *x = &t->aToken[i-k];
    if( x->eKind!=NEWS_TK_WORD ) continue;
    if( newsWhichWord(t, i-k, "on via across")<0 ){
      if( !(x->mShape & NEWS_SH_UPPER1)
       && newsWhichWord(t, i-k, "and or her his their its")<0 ) break;
      continue;
    }
    if( bService
     || newsWhichWord(t, i-k-1, "posted post posts posting shared share sharing wrote "
                      "writing live streamed messaged connect follow followed viral us "
                      "video videos comments comment message statement photo photos page "
                      "account groups friends me seen appeared circulated")>=0 ) return 1;
  }
  return 0;
}

/* Is an exchange only where shares are traded: "trades on the Nasdaq", "Nasdaq-listed"?
*/
static int isVenue(const NewsText *t, const NewsSpan *s){
  uint32_t i = s->iTok, iNext = i+s->nTok;
  if( s->eSubtype!=NEWS_ST_EXCHANGE || s->zSymbol ) return 0;
  if( iNext+1<t->nToken && newsIsChar(&t->aToken[iNext], '-')
   && newsWhichWord(t, iNext+1, "listed traded")>=0 ) return 1;
  if( newsWhichWord(t, iNext, "ipo debut listing listings")>=0
   || (newsWhichWord(t, iNext, "trading")>=0
       && newsWhichWord(t, iNext+1, "debut")>=0) ) return 1;
  /* "compliance with Nasdaq's minimum bid price requirement" */
  uint32_t iRule = iNext+(iNext<t->nToken && t->aToken[iNext].eKind==NEWS_TK_POSS);
  if( newsWhichWord(t, iRule, "minimum notice notification delisting deficiency rule "
                    "rules requirement requirements continued")>=0 ) return 1;
  if( i>0 && newsWhichWord(t, i-1, "the")>=0 ) i--;
  if( i<2 ) return 0;
  if( newsWhichWord(t, i-1, "with from")>=0
   && newsWhichWord(t, i-2, "compliance notice notification letter")>=0 ) return 1;
  if( newsWhichWord(t, i-1, "on from to")<0 ) return 0;
  for(uint32_t k=i-1; k>0 && i-k<5 && !(t->aToken[k].mFlag & NEWS_TF_SENT); k--){
    if( newsWhichWord(t, k-1, "trade trades traded trading list lists listed listing "
                      "listings debut debuts debuted delisted delisting ipo public "
                      "shares stock begin began uplist uplists uplisting transfer "
                      "transfers")>=0 ) return 1;
  }
  return 0;
}

/* Is the span whose picture the text shows: "(Photo: Getty Images)"? */
static int isCredit(const NewsText *t, const NewsSpan *s){
  uint32_t i = s->iTok;
  if( i<2 ) return 0;
  if( newsIsChar(&t->aToken[i-1], ':') ){
    return newsWhichWord(t, i-2, "photo photos photograph pic picture image credit "
                         "credits courtesy illustration")>=0;
  }
  return (newsWhichWord(t, i-1, "by")>=0
          && newsWhichWord(t, i-2, "photo photos photograph picture image")>=0)
      || (newsWhichWord(t, i-1, "of")>=0 && newsWhichWord(t, i-2, "courtesy")>=0);
}

/* Is the span one of several where one worked: "former Apple, Google lawyer", "ex-X, Y"? */
static int isFormerList(const NewsWork *w, const NewsText *t, const NewsSpan *s){
  uint32_t i = s->iTok, iEnd = i+s->nTok;
  for(uint32_t n=0; n<NEAR+1 && i>0 && !(t->aToken[i].mFlag & NEWS_TF_SENT); n++){
    if( newsWhichWord(t, --i, "former ex onetime")>=0 ){
      iEnd = newsListEnd(w, t, iEnd, "");
      return iEnd<t->nToken && !(t->aToken[iEnd].mFlag & NEWS_TF_SENT)
          && (newsClassOf(w, t->aToken[iEnd].hash) & w->aClass[NEWS_CL_STAFF]);
    }
    if( !(t->aToken[i].mShape & NEWS_SH_UPPER1)
     && newsWhichWord(t, i, ", and & / -")<0 ) return 0;
  }
  return 0;
}

int newsIsFormer(const NewsWork *w, const NewsField *f, const NewsSpan *s){
  const NewsText *t = &f->text;
  if( isPlatform(w, t, s) || isVenue(t, s)
   || (!s->zSymbol && isCredit(t, s)) ) return 1;
  uint32_t i = s->iTok, iNext = i+s->nTok;
  int bStaff = iNext<t->nToken && (t->aToken[iNext].mFlag & NEWS_TF_SENT)==0
            && (newsClassOf(w, t->aToken[iNext].hash) & w->aClass[NEWS_CL_STAFF]);
  if( bStaff && newsWhichWord(t, iNext, "alum alumni alumnus veteran veterans")>=0 ){
    return 1;
  }
  if( eventFollows(w, f, iNext) ) return 1;
  if( iNext+1<t->nToken && newsIsChar(&t->aToken[iNext], '-')
   && newsIsGlued(&t->aToken[iNext])
   && newsWhichWord(t, iNext+1, "style like esque era type rich")>=0 ) return 1;
  if( i==0 || (t->aToken[i].mFlag & NEWS_TF_SENT) ) return 0;
  if( isFormerList(w, t, s) ) return 1;
  if( i>1 && newsIsChar(&t->aToken[i-1], '-') && newsIsGlued(&t->aToken[i]) ){
    return newsWhichWord(t, i-2, "ex")>=0;
  }
  return newsWhichWord(t, i-1, "former onetime ex")>=0 && iNext<t->nToken
      && t->aToken[iNext].eKind==NEWS_TK_WORD
      && (bStaff || !(t->aToken[iNext].mClass & NEWS_LX_STOP));
}
