/*
** topic.c - what a sentence speaks of, and where a list of names ends: asked for each
** name in it, and looked for once.
**
**   "CHTR, ELV and SRPT were the day's movers"      speaks of stocks: so each is a symbol
**   "Target, Gap, Ford and Nike fall"               behind the list is "fall", for each
**
** HOW IT WORKS. A sentence may be as long as the text, and so may a list; a text of a
** million names would take a million looks at a million tokens. So the last answer is
** kept (NewsMemo) and given again to the next name in the same sentence or list. The
** steps ask for their names in order, so that one answer is enough.
*/
#include "entityInt.h"

#define TOPIC_STEPS   8      /* steps of work that a token of a sentence counts */
#define LIST_STEPS   64      /* those of a name of a list */

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
        && newsWhichWord(t, k, zVerbs)<0 ) k++;
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
