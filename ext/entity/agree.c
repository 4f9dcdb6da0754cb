/*
** agree.c - what a text says elsewhere of a name that the tagger doubts.
**
**   "Jovan Terzik scored ... the striker Terzik limped"    both are a person
**   "Brill Foods rose ... the sale of Brill Foods"         both are an organisation
**   "a joint venture (JV) ... the JV"                      neither is a name
**
** HOW IT WORKS. Merged spans vote on their words, each with its score, for its label: for
** all of them, and for the last word of a person and the first of an organisation, which
** stand for the whole elsewhere. A span of the tagger takes the label that has most, when
** the others outvote its own; but what stands "in" a place stays one, and what is sure of
** itself, too, and what the lists have a name of is left to the linker; what has the very
** name of one of their entities is that one. An acronym in brackets behind the plain
** words that it stands for is no name, nor is it elsewhere in the text; nor is a given
** name that ends another thing's: "T-Bill". What a captain is called is no company.
*/
#include "entityInt.h"
#include <string.h>

#define SURE        880      /* score from which a span keeps its label */
#define NO_PLACE    400      /* below which what nobody knows is no place */
#define WEAK_PLACE  600      /* below which a place has half a vote */
#define NAMED_LINK  700      /* of a link by nothing but the very name */
#define CHANGED     850      /* score of a span that others have told */
#define FORMS         3      /* of a span that get votes, at most */
#define ACRONYM_BYTES 8      /* a longer acronym is none */
#define SPAN_STEPS   64      /* steps of work that a span counts */

/* The votes on a form, by label; on 0 when it is an acronym of plain words. */
typedef struct Vote { uint32_t hash; int bPlayer; int32_t a[NEWS_LOC+1]; } Vote;
typedef struct VoteSet { Vote *a; uint32_t nSlot; NewsArena *pArena; } VoteSet;

/* Texts can be written so that many forms want one place: what that takes is counted. */
static Vote *voteOf(const VoteSet *p, uint32_t hash){
  uint32_t h = hash | 1, i = (h>>8) & (p->nSlot-1), nMiss = 0;
  while( p->a[i].hash && p->a[i].hash!=h ){
    i = (i+1) & (p->nSlot-1);
    nMiss++;
  }
  if( nMiss ) newsWork(p->pArena, nMiss);
  p->a[i].hash = h;
  return &p->a[i];
}

/* Hash of the words [i,iEnd). */
static uint32_t formHash(const NewsText *t, uint32_t i, uint32_t iEnd){
  uint32_t h = NEWS_MIX0;
  for(; i<iEnd; i++) h = NEWS_MIX(h, t->aToken[i].hash);
  return h;
}

/* May the word stand for a whole name? */
static int mayStand(const NewsToken *k){
  const uint32_t mPlain = NEWS_LX_COMMON|NEWS_LX_STOP|NEWS_LX_ORGHEAD|NEWS_LX_LOCHEAD
                        |NEWS_LX_LEGAL|NEWS_LX_TITLE|NEWS_LX_ROLE|NEWS_LX_NUMBER;
  return (k->mShape & NEWS_SH_UPPER1) && k->nByte>2 && !(k->mClass & mPlain);
}

/* Is it a mention of PERSON, ORG or LOC? */
static int votes(const NewsSpan *s){
  return !(s->mFlag & NEWS_SF_DROP) && s->eLabel<=NEWS_LOC && s->nTok;
}

/* Is the span an acronym in brackets behind plain words that it stands for? */
static int isExplained(const NewsText *t, const NewsSpan *s){
  const NewsToken *a = t->aToken;
  uint32_t i = s->iTok, n;
  if( s->nTok!=1 || s->eEvidence!=NEWS_EV_TAGGER || i<3 || !newsAllCaps(&a[i])
   || !newsIsChar(&a[i-1], '(') || i+1>=t->nToken || !newsIsChar(&a[i+1], ')') ) return 0;
  n = a[i].nByte;
  if( n<2 || n>6 || n+1>i ) return 0;
  for(uint32_t k=0; k<n; k++){
    const NewsToken *x = &a[i-1-n+k];
    if( x->eKind!=NEWS_TK_WORD || (x->mFlag & NEWS_TF_LINE)
     || (x->c & 0xDF)!=(uint8_t)t->z[a[i].iByte+k]
     || ((x->mShape & NEWS_SH_UPPER1) && !(x->mFlag & NEWS_TF_SENT)) ) return 0;
  }
  return 1;
}

/* Is the alias of a company a sportsman: "captain Cummins"? Then all of the text are. */
static int isPlayer(const NewsField *f, const NewsSpan *s){
  const NewsToken *k = &f->text.aToken[s->iTok];
  return s->nTok==1 && s->eLabel==NEWS_ORG && s->eEvidence==NEWS_EV_ALIAS && s->iTok>0
      && s->zSymbol==0 && !(k->mFlag & NEWS_TF_SENT)
      && newsWhichWord(&f->text, s->iTok-1, "captain skipper striker midfielder defender "
                       "goalkeeper batsman bowler pitcher quarterback winger sprinter "
                       "golfer coach")>=0;
}

/* What nobody knows is a place but seldom, where the tagger is not sure. */
static int isWeak(const NewsSpan *s){
  return s->eLabel==NEWS_LOC && s->eEvidence==NEWS_EV_TAGGER && s->nScore<WEAK_PLACE;
}

/* The initials of an organisation or place vote, too: "Central African Republic ...
** CAR". */
static void initialsAdd(const VoteSet *p, const NewsText *t, const NewsSpan *s){
  char z[ACRONYM_BYTES];
  uint32_t n = 0;
  if( s->eLabel==NEWS_PERSON ) return;
  for(uint32_t i=s->iTok; i<s->iTok+s->nTok && n<ACRONYM_BYTES; i++){
    const NewsToken *k = &t->aToken[i];
    if( k->eKind==NEWS_TK_WORD && (k->mShape & NEWS_SH_UPPER1)
     && !(k->mClass & NEWS_LX_LEGAL) ) z[n++] = (char)k->c;
  }
  if( n<3 || n==ACRONYM_BYTES ) return;
  voteOf(p, NEWS_MIX(NEWS_MIX0, newsFoldHash(z, n)))->a[s->eLabel] += 2*s->nScore;
}

static void voteAdd(const NewsWork *w, const VoteSet *p, const NewsSpan *s){
  const NewsText *t = &w->aField[s->bBody].text;
  const NewsToken *a = &t->aToken[s->iTok];
  Vote *v = voteOf(p, formHash(t, s->iTok, s->iTok+s->nTok));
  if( isExplained(t, s) ) v->a[0] = 1;
  if( isPlayer(&w->aField[s->bBody], s) ) v->bPlayer = 1;
  v->a[s->eLabel] += isWeak(s) ? s->nScore/2 : s->nScore;
  if( s->nTok<2 ) return;
  initialsAdd(p, t, s);
  if( s->eLabel==NEWS_PERSON && mayStand(&a[s->nTok-1]) ){
    voteOf(p, formHash(t, s->iTok+s->nTok-1, s->iTok+s->nTok))->a[NEWS_PERSON]
      += 2*s->nScore;
  }else if( s->eLabel==NEWS_ORG && mayStand(&a[0])
         && !(a[0].mClass & (NEWS_LX_GIVEN|NEWS_LX_SURNAME)) ){
    voteOf(p, formHash(t, s->iTok, s->iTok+1))->a[NEWS_ORG] += s->nScore;
  }
}

/* Is a single given name but the last word of another thing: "T-Bill", "the Insurance
** Bill"? */
static int isPiece(const NewsField *f, const NewsSpan *s){
  const NewsToken *k = &f->text.aToken[s->iTok];
  const uint32_t mWho = NEWS_LX_TITLE|NEWS_LX_ROLE|NEWS_LX_STOP|NEWS_LX_STARTER;
  if( s->nTok!=1 || s->eLabel!=NEWS_PERSON || s->iTok==0
   || (k->mFlag & NEWS_TF_SENT) ) return 0;
  if( newsIsChar(k-1, '-') && !(k->mFlag & NEWS_TF_SPACE)
   && !(k[-1].mFlag & NEWS_TF_SPACE) ) return 1;
  return (k->mClass & (NEWS_LX_NAMEWORD|NEWS_LX_COMMON))
      && (k[-1].mShape & NEWS_SH_UPPER1) && !(k[-1].mClass & mWho)
      && !(f->aUse[s->iTok-1] & NEWS_US_TAKEN);
}

/* Is it a sum, "R2" of "R2,840.77", or the first half of a word: "Co-Founder"? */
static int isScrap(const NewsText *t, const NewsSpan *s){
  const NewsToken *k = &t->aToken[s->iTok];
  if( s->nTok!=1 || k->nByte>3 || s->iTok+2>=t->nToken || !newsIsGlued(&k[1]) ) return 0;
  if( k->mShape & NEWS_SH_DIGIT ){
    return (newsIsChar(&k[1], '.') || newsIsChar(&k[1], ',')) && newsIsGlued(&k[2])
        && k[2].eKind==NEWS_TK_NUMBER;
  }
  return newsIsChar(&k[1], '-') && newsWhichWord(t, s->iTok, "co")>=0;
}

/* The span is no mention, and its words are free. */
static void spanDrop(NewsWork *w, NewsSpan *s){
  s->mFlag |= NEWS_SF_DROP;
  for(uint32_t i=0; i<s->nTok; i++){
    w->aField[s->bBody].aUse[s->iTok+i] &= (uint8_t)~NEWS_US_TAKEN;
  }
}

/* Only the tagger knows it. */
static int isTagged(const NewsSpan *s){
  return s->eEvidence==NEWS_EV_TAGGER && s->iNumber==NEWS_NOBODY && s->zSymbol==0
      && s->eSubtype==NEWS_ST_NONE;
}

/* The same, and it may be another thing: the lists have no name of it. */
static int isDoubtful(const NewsWork *w, const NewsSpan *s){
  return isTagged(s) && !(w->aField[s->bBody].aUse[s->iTok] & NEWS_US_MAYBE);
}

/* What has the very name of an entity of the lists, of which the linker was not sure, is
** that one; but for a company, which it must have been sure of. */
static void sameName(NewsWork *w, NewsSpan *s){
  const NewsField *f = &w->aField[s->bBody];
  NewsSpan x = { .iRun = NEWS_NOBODY, .iRunUser = NEWS_NOBODY, .iMatch = s->iTok };
  NewsCand aCand[NEWS_CAND_MAX];
  uint32_t nTok;
  if( !isTagged(s) || !(f->aUse[s->iTok] & NEWS_US_MAYBE) ) return;
  for(int k=0; k<w->pGaz->nImage; k++){
    uint32_t *pRun = k ? &x.iRunUser : &x.iRun;
    if( !newsMatchAt(w, k, &f->text, s->iTok, pRun, &nTok) || nTok!=s->nTok ){
      *pRun = NEWS_NOBODY;
    }
  }
  int n = newsCandidates(w, &f->text, &x, aCand);
  for(int i=0; i<n; i++){
    NewsFacts y;
    newsFacts(w->pGaz, aCand[i].iNumber, &y);
    if( y.eLabel!=s->eLabel || strlen(y.zName)!=s->nByte
     || memcmp(y.zName, &f->text.z[s->iByte], s->nByte)!=0 ) continue;
    if( y.eSubtype==NEWS_ST_COMPANY || y.zTicker ){
      spanDrop(w, s);
      return;
    }
    s->iNumber = aCand[i].iNumber;
    s->eSubtype = y.eSubtype;
    s->nLink = NAMED_LINK;
    return;
  }
}

/* Take the label that most of the text gives the form. */
static void voteTake(NewsWork *w, const VoteSet *p, NewsSpan *s){
  const NewsText *t = &w->aField[s->bBody].text;
  int eNew = s->eLabel;
  const Vote *v = voteOf(p, formHash(t, s->iTok, s->iTok+s->nTok));
  if( v->bPlayer && s->nTok==1 && s->eLabel==NEWS_ORG && s->zSymbol==0 ) {
    newsSpanBecome(s, NEWS_PERSON, NEWS_ST_NONE, CHANGED);
  }
  if( !isDoubtful(w, s) ) return;
  if( v->a[0] ) spanDrop(w, s);
  for(int e=NEWS_PERSON; e<=NEWS_LOC; e++) if( v->a[e]>v->a[eNew] ) eNew = e;
  if( eNew==NEWS_LOC && s->nScore<NO_PLACE && v->a[NEWS_LOC]<=s->nScore ) spanDrop(w, s);
  if( eNew==s->eLabel || s->nScore>=SURE ) return;
  if( s->eLabel==NEWS_LOC && newsStandsIn(t, s)
   && t->aToken[s->iTok+s->nTok].eKind!=NEWS_TK_POSS ) return;
  s->eLabel = (uint8_t)eNew;
  s->nScore = CHANGED;
}

void newsAgree(NewsWork *w){
  VoteSet set = { 0, 16, w->pArena };
  uint32_t nDoubt = 0;
  if( w->rc ) return;
  for(uint32_t i=0; i<w->nSpan; i++){
    const NewsSpan *s = &w->aSpan[i];
    nDoubt += (s->eEvidence==NEWS_EV_TAGGER)
            | isPlayer(&w->aField[s->bBody], s);
  }
  if( nDoubt==0 ) return;
  while( set.nSlot<(size_t)w->nSpan*FORMS+8 ) set.nSlot *= 2;
  set.a = newsArenaAlloc(w->pArena, set.nSlot*sizeof(Vote));
  if( set.a==0 ){
    w->rc = NEWS_NOMEM;
    return;
  }
  memset(set.a, 0, set.nSlot*sizeof(Vote));
  for(uint32_t i=0; i<w->nSpan && !newsWorkCount(w, SPAN_STEPS); i++){
    if( !votes(&w->aSpan[i]) ) continue;
    NewsSpan *s = &w->aSpan[i];
    if( isTagged(s) && (isPiece(&w->aField[s->bBody], s)
     || isScrap(&w->aField[s->bBody].text, s)) ){
      spanDrop(w, s);
      continue;
    }
    voteAdd(w, &set, s);
  }
  for(uint32_t i=0; i<w->nSpan && !newsWorkCount(w, SPAN_STEPS); i++){
    if( votes(&w->aSpan[i]) ) voteTake(w, &set, &w->aSpan[i]);
    sameName(w, &w->aSpan[i]);
  }
  newsSpanMerge(w);
}
