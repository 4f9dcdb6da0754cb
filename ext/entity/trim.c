/*
** trim.c - where a name of the tagger begins and ends.
**
**   "White House Press" Secretary        White House
**   "State Bank of Foo Q3 Net" plunges   State Bank of Foo
**   "Avantha Power for Rs" 217 cr        Avantha Power
**   "Sell Arvind Ltd" with target        Arvind Ltd
**   "Louisiana Department of" Revenue    Louisiana Department of Revenue
**   "Ministry of Trade", Industry & Energy    all of it
**   "Kim Young"-sam                      Kim Young-sam
**   "Sen. Ann Smith"                     Ann Smith
**
** HOW IT WORKS. Words at the end go that belong to the title behind it, to a quarter or
** to a sum, and a preposition, unless the name goes on behind "of". At the start of a
** sentence a verb of those who give advice goes. A person of nothing but roles is none.
*/
#include "entityInt.h"

#define TRIM_STEPS   8      /* steps of work that a span counts */
#define GROWN_SCORE 900      /* of a listed name that goes on */
#define DASH_BYTES   6      /* of a lower-case part of a name behind a dash at most */
#define OF_TOKENS    3      /* tokens behind "of" that belong to the name */

/* Is token i, the last of a span, no word of a name before what follows? */
static int isTail(const NewsText *t, uint32_t i){
  const NewsToken *k = &t->aToken[i];
  if( !(k->mShape & NEWS_SH_UPPER1) && (k->mClass & NEWS_LX_STOP) ) return 1;
  if( k->mClass & (NEWS_LX_CURRENCY|NEWS_LX_SCALE) ){
    return newsWhichWord(t, i, "rs usd eur inr gbp")>=0;
  }
  if( newsWhichWord(t, i, "board")>=0 && !newsAllCaps(k-1) ) return 0;
  return newsWhichWord(t, i, "press vice deputy chief senior managing executive "
                       "assistant associate co board")>=0
      && i+1<t->nToken && !(k[1].mFlag & NEWS_TF_SENT)
      && (k[1].mClass & (NEWS_LX_TITLE|NEWS_LX_ROLE));
}

/* The tokens of a span up to a quarter or half of the year within: "Foo Q3 Net". */
static uint32_t toPeriod(const NewsText *t, const NewsSpan *s){
  for(uint32_t n=1; n+1<s->nTok; n++){
    if( newsWhichWord(t, s->iTok+n, "q1 q2 q3 q4 h1 h2 fy fy24 fy25 fy26 "
                      "fy27")>=0 ) return n;
  }
  return s->nTok;
}

/* The name goes on behind "of": capitalised words of no sure span. */
static uint32_t behindOf(const NewsField *f, uint32_t i){
  const NewsText *t = &f->text;
  uint32_t n = 0;
  while( n<OF_TOKENS && i+n<t->nToken && (t->aToken[i+n].mShape & NEWS_SH_UPPER1)
      && t->aToken[i+n].eKind==NEWS_TK_WORD
      && !(t->aToken[i+n].mFlag & (NEWS_TF_SENT|NEWS_TF_LINE)) ) n++;
  return n;
}

/* Is token i one of the things that ministries are for? */
static int isAffair(const NewsText *t, uint32_t i){
  return i<t->nToken && (t->aToken[i].mShape & NEWS_SH_UPPER1)
      && newsWhichWord(t, i, "trade industry energy commerce technology education "
         "culture sports sport science health welfare labour labor food fisheries "
         "forestry agriculture water environment tourism transport transportation "
         "communications information security cooperation development finance planning "
         "infrastructure "
         "housing mines minerals petroleum resources innovation employment pensions "
         "family families community works justice immigration irrigation power "
         "industries industrial")>=0;
}

/* What a ministry's name goes on with behind token i: ", Industry & Energy". Tokens. */
static uint32_t moreAffairs(const NewsText *t, uint32_t i){
  uint32_t n = 0, nSure = 0;
  for(;;){
    uint32_t k = i+n;
    int bComma = k<t->nToken && newsIsChar(&t->aToken[k], ',');
    int bAnd = newsWhichWord(t, k+(uint32_t)bComma, "and &")>=0;
    if( !bComma && !bAnd ) break;
    k += (uint32_t)(bComma+bAnd);
    if( !isAffair(t, k) ) break;
    while( isAffair(t, k)
        || newsWhichWord(t, k, "strategy affairs services security")>=0 ) k++;
    n = k-i;
    if( bAnd ) nSure = n;
  }
  return nSure;
}

/* How many tokens the name of a ministry, n tokens of the span, goes on for. */
static uint32_t ministryGoesOn(const NewsText *t, const NewsSpan *s, uint32_t n){
  uint32_t i = s->iTok, iEnd = i+n;
  if( s->eLabel!=NEWS_ORG || n<3 || !isAffair(t, iEnd-1) ) return 0;
  while( i<iEnd && newsWhichWord(t, i, "ministry department")<0 ) i++;
  return i<iEnd ? moreAffairs(t, iEnd) : 0;
}

/* One of the lists whose name goes on is another one. */
static void trimListed(NewsWork *w, NewsSpan *s){
  const NewsText *t = &w->aField[s->bBody].text;
  uint32_t n = s->eSubtype==NEWS_ST_GOVERNMENT ? ministryGoesOn(t, s, s->nTok) : 0;
  if( n==0 ) return;
  newsSpanEnd(t, s, s->nTok+n);
  newsSpanBecome(s, NEWS_ORG, NEWS_ST_NONE, GROWN_SCORE);
  s->mFlag &= (uint8_t)~NEWS_SF_AMBIG;
}

/* Is token i a title and no name? */
static int isHonour(const NewsText *t, uint32_t i){
  const NewsToken *k = &t->aToken[i];
  if( !(k->mShape & NEWS_SH_UPPER1) ) return 0;
  if( newsWhichWord(t, i, "sheikh emir ayatollah general admiral colonel senator "
                    "governor sons daughters")>=0 ) return 1;
  return (k->mClass & NEWS_LX_TITLE) && (k->mShape & NEWS_SH_DOT)
      && !(k->mClass & (NEWS_LX_GIVEN|NEWS_LX_SURNAME));
}

/* The name goes on in lower case: "Kim Young" before "-sam". */
static uint32_t behindDash(const NewsText *t, uint32_t i){
  const NewsToken *k = &t->aToken[i];
  return i+1<t->nToken && newsIsChar(k, '-') && newsIsGlued(k) && newsIsGlued(&k[1])
      && k[1].eKind==NEWS_TK_WORD && k[1].nByte<=DASH_BYTES
      && !(k[1].mShape & NEWS_SH_UPPER1)
      && (!(k[1].mClass & (NEWS_LX_COMMON|NEWS_LX_STOP|NEWS_LX_VERBCUE|NEWS_LX_ROLE))
          || newsWhichWord(t, i+1, "won in sun man mi ho young")>=0)
      && newsWhichWord(t, i+1, "led run born style era elect owned based")<0 ? 2 : 0;
}

/* Is the span but what a post is for: "Minister for Velmar Affairs", "Head of Retail
** Research at"? */
static int isDuty(const NewsText *t, const NewsSpan *s){
  uint32_t i = s->iTok, iEnd = i+s->nTok;
  if( i<2 || s->eLabel!=NEWS_ORG || (t->aToken[i].mFlag & NEWS_TF_SENT)
   || newsWhichWord(t, i-1, "of for")<0 ) return 0;
  if( newsWhichWord(t, i-2, "minister secretary")>=0 ) return isAffair(t, iEnd-1);
  return newsWhichWord(t, i-2, "head director vice-president vp")>=0
      && (t->aToken[i-2].mShape & NEWS_SH_UPPER1)
      && newsWhichWord(t, iEnd, "at for with")>=0;
}

static void trimSpan(NewsWork *w, NewsSpan *s){
  NewsField *f = &w->aField[s->bBody];
  const NewsText *t = &f->text;
  const NewsToken *a = &t->aToken[s->iTok];
  uint32_t n = toPeriod(t, s);
  if( isDuty(t, s) ){
    s->mFlag |= NEWS_SF_DROP;
    return;
  }
  if( s->nTok>1 && s->eLabel==NEWS_ORG && newsWhichWord(t, s->iTok+n-1, "of")>=0 ){
    n += behindOf(f, s->iTok+n);
  }
  n += ministryGoesOn(t, s, n);
  while( n>1 && isTail(t, s->iTok+n-1) ) n--;
  if( s->eLabel==NEWS_PERSON && n>1 ) n += behindDash(t, s->iTok+n);
  if( n!=s->nTok ) newsSpanEnd(t, s, n);
  if( n>1 && s->eLabel==NEWS_ORG && (a->mFlag & NEWS_TF_SENT)
   && newsWhichWord(t, s->iTok, "buy sell hold like exit avoid prefer accumulate")>=0 ){
    s->iTok++;
    s->iByte = a[1].iByte;
    newsSpanEnd(t, s, n-1);
  }
  if( s->eLabel!=NEWS_PERSON || s->nTok<2 ) return;
  for(; s->nTok>1 && isHonour(t, s->iTok); n--){                 /* "Sen. Ann Smith" */
    s->iTok++;
    s->iByte = t->aToken[s->iTok].iByte;
    newsSpanEnd(t, s, s->nTok-1);
  }
  for(n=0; n<s->nTok && (t->aToken[s->iTok+n].mClass & (NEWS_LX_COMMON|NEWS_LX_ROLE
          |NEWS_LX_TITLE)) && !(t->aToken[s->iTok+n].mClass
          & (NEWS_LX_GIVEN|NEWS_LX_SURNAME)); n++){}
  if( n==s->nTok ) s->mFlag |= NEWS_SF_DROP;
}

void newsTrim(NewsWork *w){
  for(uint32_t i=0; i<w->nSpan && !newsWorkCount(w, TRIM_STEPS); i++){
    NewsSpan *s = &w->aSpan[i];
    if( s->nTok<2 || s->eLabel>NEWS_LOC || (s->mFlag & NEWS_SF_DROP) ) continue;
    if( s->eEvidence!=NEWS_EV_TAGGER ) trimListed(w, s);
    else if( s->iNumber==NEWS_NOBODY ) trimSpan(w, s);
  }
}
