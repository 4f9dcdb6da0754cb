/*
** relevance.c - how much the document is about each of its entities, in thousandths.
**
**   in headline and body, or in the headline of a document without a body    1000
**   otherwise      200 + 450/(1+s/3) + 300*min(1, n/4)
**   only in a headline that shares no content word and no entity with the body    50
**   only as a source: news provider, byline, "reported X", "FactSet data show"      0
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
#define OWN_NEWS    8        /* tokens behind "said" in which news of its own shows */
#define OWN_DATA    4        /* tokens behind a source in which its data are looked for */
#define PROVIDER    "data-provider"     /* a cue of those that live from data */

/* How a mention is a source: by what is told behind its name, as its own news is too, or
** by words that only sources have. */
enum { SOURCE_NONE, SOURCE_TELLS, SOURCE_ONLY };

/* Is it said of the span, before token i, that it reports, and nothing of its own? */
static int tells(const NewsWork *w, const NewsText *t, uint32_t i){
  if( newsWhichWord(t, i, "first has had earlier also")>=0 ) i++;
  else if( newsWhichWord(t, i, "report reporting reports says wrote writes")>=0 ){
    return 1;
  }
  if( newsWhichWord(t, i, "reported said")<0 ) return 0;
  /* "reported a 9% rise in profit", "said its chief would leave" */
  for(uint32_t n=0; n<OWN_NEWS && ++i<t->nToken; n++){
    const NewsToken *k = &t->aToken[i];
    if( (k->mFlag & NEWS_TF_SENT) || newsWhichWord(t, i, "that")>=0 ) break;
    if( (k->mShape & NEWS_SH_UPPER1) && !(k->mClass & NEWS_LX_WEEKDAY) ) break;
    if( newsWhichWord(t, i, "its profit profits sales subscribers loss")>=0
     || (newsClassOf(w, k->hash) & w->aClass[NEWS_CL_SHARE]) ) return 0;
  }
  return 1;
}

/* Is the span beside words that make it a source: "reported X", "according to X"? */
static int attributed(const NewsWork *w, const NewsField *f, const NewsSpan *s){
  const NewsText *t = &f->text;
  uint32_t i = s->iTok, iAfter = s->iTok+s->nTok;
  /* Before it: over "the", "to", "by" and quotes to a verb of telling, or a colon. */
  for(int n=0; i>0 && n<4; n++){
    i--;
    if( newsWhichWord(t, i, "told reported according source sources via reports")>=0 ){
      return SOURCE_ONLY;
    }
    if( newsWhichWord(t, i, "the to by with ' \" ( : in")<0 ) break;
    if( i>0 && newsWhichWord(t, i, "with")>=0
     && newsWhichWord(t, i-1, "interview")>=0 ) return SOURCE_ONLY;
  }
  if( iAfter>=t->nToken ) return SOURCE_NONE;
  if( t->aToken[iAfter].eKind==NEWS_TK_POSS ) return SOURCE_NONE;
  if( tells(w, t, iAfter) ) return SOURCE_TELLS;
  /* "(Reuters)" opens a story. */
  return s->iTok>0 && t->aToken[s->iTok-1].c=='(' && t->aToken[iAfter].c==')'
      && t->aToken[iAfter].nByte==1 ? SOURCE_TELLS : SOURCE_NONE;
}

#define DATA "data figures survey surveys poll polls estimates statistics numbers " \
  "research analysis"

/* Does a source's work follow at token i, and what shows it: "data show", "consensus"? */
static int showsData(const NewsText *t, uint32_t i){
  if( newsWhichWord(t, i, "consensus")>=0 ) return 1;
  if( newsWhichWord(t, i, DATA)<0 ) return 0;
  i += 1+(newsWhichWord(t, i+1, "also")>=0);
  return i>=t->nToken || (t->aToken[i].mFlag & NEWS_TF_SENT)
      || newsWhichWord(t, i, "show shows showed shown showing suggest suggests suggested "
                       "indicate indicates indicated put puts of found finds . , )")>=0;
}

/* Is the span one whose numbers the text takes: "data compiled by LSEG", "Source: LSEG",
** "CME's FedWatch tool" (1), or if it lives from data: "per LSEG", "LSEG data show" (2)?
*/
static int isDataSource(const NewsText *t, const NewsSpan *s){
  uint32_t i = s->iTok, iNext = i+s->nTok;
  if( i>0 && newsWhichWord(t, i-1, "the")>=0 ) i--;
  int bTo = 0, eData = 0;
  if( i>1 && newsWhichWord(t, i-1, ": by to from per citing cites cited")>=0 ){
    if( t->aToken[i-1].c==':'
     && newsWhichWord(t, i-2, "source sources data via credit")>=0 ) return 1;
    if( newsWhichWord(t, i-1, "by")>=0
     && newsWhichWord(t, i-2, "compiled surveyed polled collected gathered "
                      "tracked")>=0 ) return 1;
    bTo = newsWhichWord(t, i-1, "to")>=0 && newsWhichWord(t, i-2, "according")>=0;
    if( bTo || (newsWhichWord(t, i-1, "per citing cites cited")>=0
                && !(t->aToken[i-1].mShape & NEWS_SH_UPPER1))
     || (newsWhichWord(t, i-1, "from by")>=0 && newsWhichWord(t, i-2, DATA)>=0
                && newsWhichWord(t, i-3, "buy buys bought sell sells sold license "
                                 "licenses get gets use uses")<0) ){
      eData = 2;
    }
  }
  if( iNext<t->nToken && t->aToken[iNext].eKind==NEWS_TK_POSS ) iNext++;
  if( newsWhichWord(t, iNext, "fedwatch")>=0 ) return 1;
  for(int n=0; bTo && n<OWN_DATA && iNext<t->nToken; n++, iNext++){
    if( newsWhichWord(t, iNext, "data figures survey tool estimates statistics "
                      "poll")>=0 ) return 1;
    if( (t->aToken[iNext].mFlag & NEWS_TF_SENT)
     || !(t->aToken[iNext].mShape & NEWS_SH_UPPER1) ) break;
  }
  return eData || showsData(t, iNext) ? 2 : 0;
}

/* Does the company live from data: is "data-provider" among its cues? */
static int isProvider(const NewsWork *w, uint32_t iNumber){
  NewsFacts q;
  if( iNumber==NEWS_NOBODY ) return 0;
  newsFacts(w->pGaz, iNumber, &q);
  if( q.pMore==0 ) return 0;
  const uint32_t *aCue = &q.pImage->aCue[q.pMore->iCue];
  uint32_t hash = newsFoldHash(PROVIDER, sizeof(PROVIDER)-1);
  for(uint32_t i=1; i<=aCue[0]; i++) if( aCue[i]==hash ) return 1;
  return 0;
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

/* As what source is the entity named here? iSource is the document's provider. A company
** that is not of the media may tell of itself. */
static int sourceOf(const NewsWork *w, const NewsSpan *s, const NewsEntity *e,
                    uint32_t iNumber, uint32_t iSource){
  const NewsField *f = &w->aField[s->bBody];
  int bMedia = e->eSubtype==NEWS_ST_MEDIA;
  if( bMedia || e->eSubtype==NEWS_ST_COMPANY || e->bTicker ){
    int eData = isDataSource(&f->text, s);
    if( eData && (bMedia || (eData==1 && e->bTicker) || isProvider(w, iNumber)) ){
      return SOURCE_ONLY;
    }
  }
  if( bMedia ) return attributed(w, f, s);
  return iSource!=NEWS_NOBODY && iNumber==iSource && attributed(w, f, s) ? SOURCE_TELLS
                                                                        : SOURCE_NONE;
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
    const NewsField *f = &w->aField[s->bBody];
    uint32_t nBefore = q->nHead+q->nBody-1;
    int bClub = e->eSubtype==NEWS_ST_SPORT, eSource = SOURCE_NONE;
    if( q->nSource==nBefore || (e->bTicker && q->nFormer==nBefore) ){
      eSource = sourceOf(w, s, e, q->iNumber, iSource);
    }
    if( q->nSource==nBefore ) q->nSource += eSource!=SOURCE_NONE;
    if( !e->bTicker ) continue;
    if( q->nActing==nBefore && !bClub ) q->nActing += acts(w, f, s, nBefore, q);
    if( q->nFormer==nBefore ){
      q->nFormer += eSource==SOURCE_ONLY
                 || (bClub ? isClub(w, s) : newsIsFormer(w, f, s));
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
