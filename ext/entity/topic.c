/*
** topic.c - what a sentence speaks of, and where a list of names ends: asked for each
** name in it, and looked for once.
**
**   "CHTR, ELV and SRPT were the day's movers"      speaks of stocks: so each is a symbol
**   "Target, Gap, Ford and Nike fall"               behind the list is "fall", for each
**   "Ford said Monday it will hire"                 "it" is Ford, which so is no man
**   "Delta, American and United cut flights"        American is an airline like them
**   "Zoom, Best Buy and Dell"                       each may be a company: they all are
**
** HOW IT WORKS. A sentence may be as long as the text, and so may a list; a text of a
** million names would take a million looks at a million tokens. So the last answer is
** kept (NewsMemo) and given again to the next name in the same sentence or list. The
** steps ask for their names in order, so that one answer is enough.
*/
#include "entityInt.h"
#include <string.h>

#define TOPIC_STEPS   8      /* steps of work that a token of a sentence counts */
#define LIST_STEPS   64      /* those of a name of a list */
#define OBJECT        6      /* those behind a verb in which its object is looked for */
#define SPEECH        9      /* those behind "said" in which its "it" is looked for */
#define IS_HOME(s)  ((s)->eLabel==NEWS_NORP || (s)->eLabel==NEWS_LOC)
#define HEAD_TOKENS  10      /* tokens before a colon that may tell of a list */

/* Does the token speak of it? */
static int tokenTells(const NewsWork *w, const NewsText *t, uint32_t i, int eTopic){
  switch( eTopic ){
    case NEWS_TP_BUSINESS:
      return (newsClassOf(w, t->aToken[i].hash) & w->aClass[NEWS_CL_COMPANY])!=0
          || newsWhichWord(t, i, "inc inc. corp corp. ltd ltd. plc")>=0;
    case NEWS_TP_STOCKS:
      return newsWhichWord(t, i, "stock stocks shares movers investors shareholders "
                           "funds portfolio option options futures trading nasdaq")>=0;
    default:
      return newsWhichWord(t, i, "stock stocks shares earnings analyst analysts bulls "
                           "bears investors dividend eps nasdaq nyse")>=0;
  }
}

int newsSentenceTells(const NewsWork *w, const NewsText *t, uint32_t iTok, int eTopic){
  NewsMemo *p = w->pMemo;
  uint32_t iSentence = newsSentenceOf(t, iTok);
  uint8_t m = (uint8_t)(1<<eTopic);
  if( p->pText!=t || p->iSentence!=iSentence ){
    p->pText = t;
    p->iSentence = iSentence;
    p->mAsked = p->mTells = 0;
  }
  if( p->mAsked & m ) return (p->mTells & m)!=0;
  const NewsSentence *q = &t->aSentence[iSentence];
  for(uint32_t i=q->iToken; i<q->iToken+q->nToken; i++){
    if( newsWork(w->pArena, TOPIC_STEPS)!=NEWS_OK ) return 0;
    if( !tokenTells(w, t, i, eTopic) ) continue;
    p->mTells |= m;
    break;
  }
  p->mAsked |= m;
  return (p->mTells & m)!=0;
}

/* The token behind the separator of a list at token i: "," "and" ", and"; i when there is
** none. */
static uint32_t separatorEnd(const NewsText *t, uint32_t i){
  if( i<t->nToken && newsIsChar(&t->aToken[i], ',') ) i++;
  return newsWhichWord(t, i, "and &")>=0 ? i+1 : i;
}

uint32_t newsListEnd(const NewsWork *w, const NewsText *t, uint32_t iTok,
                     const char *zVerbs){
  NewsMemo *p = w->pMemo;
  uint32_t i = iTok;
  for(;;){
    uint32_t k = separatorEnd(t, i), iName = k;
    if( k==i || newsWork(w->pArena, LIST_STEPS)!=NEWS_OK ) break;
    /* A separator in lower case inside the last list is one of its own. */
    if( p->pListText==t && i>=p->iList && i<p->iListEnd
     && !(t->aToken[i].mShape & NEWS_SH_UPPER1) ){
      i = p->iListEnd;
      break;
    }
    while( k<t->nToken && k<iName+NEWS_LIST_NAME && !(t->aToken[k].mFlag & NEWS_TF_SENT)
        && (t->aToken[k].mShape & NEWS_SH_UPPER1)
        && newsWhichOf(t, k, zVerbs)<0 ) k++;
    if( k==iName ) break;
    if( k<t->nToken && t->aToken[k].eKind==NEWS_TK_POSS ) k++;
    i = k;
  }
  if( i>iTok ){
    p->pListText = t;
    p->iList = iTok;
    p->iListEnd = i;
  }
  return i;
}

int newsIsCompany(const NewsFacts *x){
  return x->eSubtype==NEWS_ST_COMPANY
      || (x->eLabel==NEWS_ORG && x->zTicker && x->eSubtype!=NEWS_ST_SPORT);
}

/* Does nothing but a separator of lists stand between the spans? */
static int isListed(const NewsText *t, const NewsSpan *a, const NewsSpan *z){
  uint32_t i = a->iTok+a->nTok;
  if( a->bBody!=z->bBody ) return 0;
  if( i<t->nToken && newsIsChar(&t->aToken[i], ',') ) i++;
  if( i<z->iTok && newsWhichWord(t, i, "and & or vs vs. versus")>=0 ) i++;
  if( i<z->iTok && newsIsChar(&t->aToken[i], '.') && newsIsGlued(&t->aToken[i]) ) i++;
  return i==z->iTok && i>a->iTok+a->nTok;
}

/* Does the span stand in a list with a company that is sure: "GM and Ford"? The spans of
** the matcher are in order. */
static int companyBeside(const NewsWork *w, const NewsText *t, uint32_t iSpan){
  const NewsSpan *s = &w->aSpan[iSpan];
  for(int b=0; b<2; b++){
    if( b ? iSpan+1>=w->nSpan : iSpan==0 ) continue;
    const NewsSpan *q = b ? s+1 : s-1, *a = b ? s : q, *z = b ? q : s;
    if( q->bBody!=s->bBody || (q->mFlag & (NEWS_SF_AMBIG|NEWS_SF_DROP))
     || q->iNumber==NEWS_NOBODY ) continue;
    NewsFacts x;
    newsFacts(w->pGaz, q->iNumber, &x);
    if( !newsIsCompany(&x) && x.eSubtype!=NEWS_ST_SERVICE ) continue;
    if( isListed(t, a, z) ) return 1;
  }
  return 0;
}

/* May the span be a listed company? */
static int maybeListed(const NewsWork *w, const NewsSpan *s){
  NewsCand aCand[NEWS_CAND_MAX];
  NewsFacts x;
  if( s->mFlag & NEWS_SF_DROP ) return 0;
  if( !(s->mFlag & NEWS_SF_AMBIG) ){
    if( s->iNumber==NEWS_NOBODY ) return s->zSymbol!=0;
    newsFacts(w->pGaz, s->iNumber, &x);
    return newsIsCompany(&x) && x.zTicker;
  }
  int n = newsCandidates(w, &w->aField[s->bBody].text, s, aCand);
  for(int i=0; i<n; i++){
    newsFacts(w->pGaz, aCand[i].iNumber, &x);
    if( newsIsCompany(&x) && x.zTicker ) return 1;
  }
  return 0;
}

/* Does a list of shares begin at token i, by its head: "Insider Buys This Week: Gap"? */
static int isHeaded(const NewsText *t, uint32_t i){
  if( i==0 || (t->aToken[i].mFlag & NEWS_TF_LINE) || !newsIsChar(&t->aToken[i-1], ':') ){
    return 0;
  }
  for(uint32_t k=i-1, n=0; n<HEAD_TOKENS && k>0 && !(t->aToken[k].mFlag & NEWS_TF_LINE);
      n++){
    if( newsWhichWord(t, --k, "buys sells stock stocks movers gainers losers upgrades "
                      "downgrades picks shares insider")>=0 ) return 1;
  }
  return 0;
}

/* Is the span one of three in a row, or of two behind a head, of which each may be a
** listed company: "Zoom, Best Buy and Dell"? The spans of the matcher are in order. */
static int companiesAbout(const NewsWork *w, const NewsText *t, const NewsSpan *s){
  const NewsSpan *pEnd = w->aSpan+w->nSpan, *a = s, *z = s;
  int n = 1;
  for(; n<3 && a>w->aSpan && isListed(t, a-1, a) && maybeListed(w, a-1); n++) a--;
  for(; n<3 && z+1<pEnd && isListed(t, z, z+1) && maybeListed(w, z+1); n++) z++;
  uint32_t i = z->iTok+z->nTok;                     /* "Snap, Square and more" */
  if( i<t->nToken && newsIsChar(&t->aToken[i], ',') ) i++;
  n += newsWhichWord(t, i, "and &")>=0 && newsWhichWord(t, i+1, "more others")>=0;
  return n>=3 || (n==2 && isHeaded(t, a->iTok));
}

int newsEndsTerm(const NewsWork *w, const NewsText *t, const NewsSpan *s){
  const NewsToken *k = &t->aToken[s->iTok];
  const uint32_t m = w->aClass[NEWS_CL_ACT]|w->aClass[NEWS_CL_MOVE]
                   | w->aClass[NEWS_CL_TRIM]|w->aClass[NEWS_CL_RATE]
                   | w->aClass[NEWS_CL_SHARE]|w->aClass[NEWS_CL_KIND]
                   | w->aClass[NEWS_CL_COMPANY];
  return s->nTok==1 && s->iTok>0 && !(k->mFlag & NEWS_TF_SENT) && !newsAllCaps(k)
      && k[-1].eKind==NEWS_TK_WORD && (k[-1].mShape & NEWS_SH_UPPER1)
      && !(k[-1].mClass & NEWS_LX_STOP) && !(newsClassOf(w, k[-1].hash) & m);
}

int newsInCompanyList(const NewsWork *w, const NewsText *t, const NewsSpan *s,
                      int mAlso){
  if( newsEndsTerm(w, t, s) ) return 0;
  return companyBeside(w, t, (uint32_t)(s-w->aSpan))
      || (mAlso==0 && companiesAbout(w, t, s));
}

/* Is there room for no more than a separator between the spans? */
static int isNext(const NewsSpan *a, const NewsSpan *z){
  return a->bBody==z->bBody && z->iTok-(a->iTok+a->nTok)<=2;
}

uint32_t newsListedAs(const NewsWork *w, const NewsSpan *s){
  NewsCand aCand[NEWS_CAND_MAX];
  const NewsText *t = &w->aField[s->bBody].text;
  const NewsToken *k = &t->aToken[s->iTok+1];
  const uint32_t m = w->aClass[NEWS_CL_MOVE]|w->aClass[NEWS_CL_ACT]
                   | w->aClass[NEWS_CL_PLAN]|w->aClass[NEWS_CL_SHARE];
  const NewsSpan *pEnd = w->aSpan+w->nSpan;
  uint32_t iFound = NEWS_NOBODY;
  if( s->nTok>1 || !IS_HOME(s) || s->iRun==NEWS_NOBODY ) return iFound;
  if( !(s>w->aSpan && isNext(s-1, s)) && !(s+1<pEnd && isNext(s, s+1)) ) return iFound;
  if( (s>w->aSpan && s[-1].bBody==s->bBody && IS_HOME(s-1))
   || (s+1<pEnd && s[1].bBody==s->bBody && IS_HOME(s+1)) ) return iFound;
  if( !(k->mFlag & NEWS_TF_SENT) && k->eKind!=NEWS_TK_PUNCT
   && !(k->mClass & (NEWS_LX_STOP|NEWS_LX_VERBCUE)) && !(newsClassOf(w, k->hash) & m)
   && newsWhichWord(t, s->iTok+1, "fall rise fell rose")<0 ) return iFound;
  if( !companyBeside(w, t, (uint32_t)(s-w->aSpan)) || !companiesAbout(w, t, s) ){
    return iFound;
  }
  int n = newsCandidates(w, t, s, aCand);
  for(int i=0; i<n; i++){
    NewsFacts x;
    newsFacts(w->pGaz, aCand[i].iNumber, &x);
    if( newsIsCompany(&x) && x.zTicker ) iFound = aCand[i].iNumber;
  }
  return iFound;
}

int newsPairListed(const NewsWork *w, const NewsText *t, const NewsSpan *s){
  const NewsSpan *pEnd = w->aSpan+w->nSpan;
  return (s>w->aSpan && isListed(t, s-1, s) && maybeListed(w, s-1))
      || (s+1<pEnd && isListed(t, s, s+1) && maybeListed(w, s+1));
}

/* Is the verb at token i one of companies, done to what companies have: "cut 500 jobs",
** "miss its forecast", but not "cause panic"? */
static int isBusiness(const NewsWork *w, const NewsText *t, uint32_t i){
  const uint32_t mVerb = w->aClass[NEWS_CL_PLAN]|w->aClass[NEWS_CL_ACT]
                       | w->aClass[NEWS_CL_TRIM];
  const uint32_t m = w->aClass[NEWS_CL_THING]|w->aClass[NEWS_CL_COMPANY]
                   | w->aClass[NEWS_CL_STAFF]|w->aClass[NEWS_CL_SHARE];
  int bVerb = (newsClassOf(w, t->aToken[i].hash) & mVerb)
           || newsWhichWord(t, i, "idle delay record begin start supply issue seek book "
                            "stop agreed closing cutting selling buying hiring building "
                            "opening recalling raising laying halting moving")>=0;
  for(int n=0; n<OBJECT && ++i<t->nToken && !(t->aToken[i].mFlag & NEWS_TF_SENT); n++){
    const NewsToken *k = &t->aToken[i];
    if( newsWhichWord(t, i, "its")>=0 ) return 1;
    if( bVerb && (k->eKind==NEWS_TK_SYMBOL || k->eKind==NEWS_TK_NUMBER
                  || (newsClassOf(w, k->hash) & m)
                  || newsWhichWord(t, i, "site mill works unit hotels")>=0) ) return 1;
  }
  return 0;
}

int newsSaysIt(const NewsWork *w, const NewsText *t, const NewsSpan *s, int bMan){
  uint32_t i = s->iTok+s->nTok;
  if( i>=t->nToken || !(t->aToken[i].mClass & NEWS_LX_VERBCUE)
   || newsWhichWord(t, i, "said says announced confirmed warned estimates reported")<0 ){
    return 0;
  }
  for(int n=0; n<SPEECH && ++i<t->nToken && !(t->aToken[i].mFlag & NEWS_TF_SENT); n++){
    const NewsToken *k = &t->aToken[i];
    if( newsWhichWord(t, i, "its")>=0 ) return 1;
    if( newsWhichWord(t, i, "it")>=0 ) break;
    if( (k->mClass & (NEWS_LX_WEEKDAY|NEWS_LX_MONTH))
     || k->eKind==NEWS_TK_NUMBER ) continue;
    if( newsWhichWord(t, i, "on in a an that late early today yesterday statement filing "
                      "regulatory release press news blog post letter email morning "
                      "afternoon evening , also last this week month")<0 ) return 0;
  }
  if( i+2>=t->nToken || newsWhichWord(t, i, "it")<0 ) return 0;
  i++;
  if( newsWhichWord(t, i, "also now no still already")>=0 ) i++;
  if( newsWhichWord(t, i, "plans planned expects expected intends intended aims aimed "
                    "agreed received believes hired sold bought paid signed launched "
                    "acquired completed owns employs swung filed")>=0 ) return 1;
  if( newsWhichWord(t, i, "is was")>=0 ){
    const NewsToken *k = &t->aToken[++i];
    return i<t->nToken && k->nByte>5 && k->eKind==NEWS_TK_WORD
        && memcmp(&t->z[k->iByte+k->nByte-3], "ing", 3)==0
        && newsWhichWord(t, i, "raining snowing getting becoming taking")<0
        && (!bMan || isBusiness(w, t, i));
  }
  if( newsWhichWord(t, i, "will would has had may might could can did does")<0 ) return 0;
  if( ++i<t->nToken && newsWhichWord(t, i, "not also now no still already soon")>=0 ) i++;
  if( bMan && (i>=t->nToken || !isBusiness(w, t, i)) ) return 0;
  return newsWhichWord(t, i, "be been become take taken mean make made help happen come "
                      "require cost depend seem seemed look work feel send give hurt "
                      "matter do get have go happened come just never all only")<0;
}
