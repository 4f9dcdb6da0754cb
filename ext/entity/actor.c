/*
** actor.c - companies that nobody knows, by what they do.
**
**   "Velmar Foods to raise $40 million"     an organisation, though no list has it
**                                           and the tagger does not see it
**   "its unit Velmar will buy"              the same
**   "a stake in Velmar"                     no place, though the tagger says so
**   "Cuarel, whose film won"                a person
**
** HOW IT WORKS. Between the merged spans stand capitalised words of no span. A run of
** them is a person by the verb of speech, "who" or "whose" behind it. It is a company when
** the words beside it say so (deed.c) and it has a word of its own; one word alone must be
** no person's name, and no word of the language. None may be a word of a name of the text,
** for which it may be short. What the tagger takes for a place without being sure, or what
** speaks, is asked the same.
*/
#include "entityInt.h"

#define ACTOR_TOKENS  4      /* a longer run is no name of a company */
#define ACTOR_SCORE 700
#define ACTOR_STEPS  16      /* steps of work that a capitalised token counts */
#define PLACE_SURE  760      /* score from which a place that acts stays one */
#define SPEAKER_SURE 960     /* from which a place that speaks does */
#define CHANGED     850      /* score of what was a place */

/* A bit set of words of spans, of which short forms are made (resolve.c). */
typedef struct Words { uint64_t a[64]; } Words;
#define WORD(p,h)  ((p)->a[((h)>>6)&63]>>((h)&63) & 1)

/* Is token i a capitalised word of no span, in no headline of capitals? */
static int isFree(const NewsField *f, uint32_t i){
  const NewsToken *k = &f->text.aToken[i];
  return i<f->text.nToken && k->eKind==NEWS_TK_WORD && (k->mShape & NEWS_SH_UPPER1)
      && !(f->aUse[i] & (NEWS_US_TAKEN|NEWS_US_MAYBE|NEWS_US_SYMBOL|NEWS_US_LINE))
      && !(k->mClass & (NEWS_LX_MONTH|NEWS_LX_WEEKDAY|NEWS_LX_STOP|NEWS_LX_TIMEWORD));
}

/* Has the run [i,iEnd) a word of its own? */
static int hasOwnWord(const NewsText *t, uint32_t i, uint32_t iEnd){
  const uint32_t m = NEWS_LX_COMMON|NEWS_LX_STOP|NEWS_LX_STARTER|NEWS_LX_TITLE
                   |NEWS_LX_ROLE|NEWS_LX_NUMBER|NEWS_LX_ORGHEAD|NEWS_LX_LOCHEAD|NEWS_LX_LEGAL
                   |NEWS_LX_CURRENCY|NEWS_LX_SCALE;
  for(; i<iEnd; i++) if( !(t->aToken[i].mClass & m) && t->aToken[i].nByte>1 ) return 1;
  return 0;
}

/* Is it an abbreviation that is no name, or several of such: "IPO", "REITs"? */
static int isAbbrev(const NewsWork *w, const NewsText *t, uint32_t i){
  const NewsToken *k = &t->aToken[i];
  const char *z = &t->z[k->iByte];
  return (newsClassOf(w, k->hash) & w->aClass[NEWS_CL_ACRONYM])
      || (k->nByte>2 && z[k->nByte-1]=='s' && z[k->nByte-2]>='A' && z[k->nByte-2]<='Z');
}

/* Is it written as no word of the language is: "HSIL", "CitiusTech"? */
static int isOddWord(const NewsToken *k){
  return newsAllCaps(k) || (k->mShape & (NEWS_SH_UPPER|NEWS_SH_DIGIT));
}

/* Is the run [i,iEnd) of one or two words a person, by what follows: "Cuarel, whose
** film", "Cuarel told reporters"? */
static int isSpeaker(const NewsField *f, uint32_t i, uint32_t iEnd){
  const NewsText *t = &f->text;
  const NewsToken *a = t->aToken;
  const uint32_t m = NEWS_LX_COMMON|NEWS_LX_ORGHEAD|NEWS_LX_LOCHEAD|NEWS_LX_LEGAL
                   |NEWS_LX_NUMBER|NEWS_LX_TITLE|NEWS_LX_ROLE|NEWS_LX_STARTER;
  if( iEnd-i>2 || iEnd>=t->nToken || (a[iEnd].mFlag & NEWS_TF_SENT) ) return 0;
  for(uint32_t k=i; k<iEnd; k++){
    if( (a[k].mClass & m) || a[k].nByte<3 || isOddWord(&a[k]) ) return 0;
  }
  if( i>0 && !(a[i].mFlag & NEWS_TF_SENT)
   && newsWhichWord(t, i-1, "the a an")>=0 ) return 0;
  if( newsIsChar(&a[iEnd], ',') ) return newsWhichWord(t, iEnd+1, "who whose")>=0;
  if( newsWhichWord(t, iEnd, "who whose")>=0 ) return 1;
  return (a[iEnd].mClass & NEWS_LX_VERBCUE)!=0;
}

static NewsSpan *actorAdd(NewsWork *w, NewsField *f, uint32_t i, uint32_t iEnd,
                          int eLabel){
  NewsSpan *s = newsSpanAdd(w, f, i, iEnd-i, eLabel);
  if( s==0 ) return 0;
  s->eEvidence = NEWS_EV_TAGGER;
  s->nScore = ACTOR_SCORE;
  return s;
}

/* The run of free words from token i on: a company, or who speaks? */
static void actorAt(NewsWork *w, NewsField *f, const Words *pWords, uint32_t i,
                    uint32_t iEnd){
  const NewsText *t = &f->text;
  const NewsToken *a = t->aToken;
  const uint32_t mName = NEWS_LX_GIVEN|NEWS_LX_SURNAME|NEWS_LX_NAMEWORD;
  while( iEnd-i>1 && isAbbrev(w, t, iEnd-1) ) iEnd--;
  if( iEnd-i>ACTOR_TOKENS || !hasOwnWord(t, i, iEnd) ) return;
  int bPerson = isSpeaker(f, i, iEnd);
  for(uint32_t k=i; k<iEnd; k++) if( WORD(pWords, a[k].hash) ) return;
  if( i>0 && (a[i-1].mShape & NEWS_SH_UPPER1) && !(a[i].mFlag & NEWS_TF_SENT) ) return;
  if( a[iEnd-1].mClass & (NEWS_LX_TITLE|NEWS_LX_ROLE) ) return;
  if( bPerson ){
    actorAdd(w, f, i, iEnd, NEWS_PERSON);
    return;
  }
  if( iEnd-i==1 && ((a[i].mClass & (mName|NEWS_LX_COMMON)) || a[i].nByte<3
   || isAbbrev(w, t, i) || ((a[i].mFlag & NEWS_TF_SENT) && !isOddWord(&a[i])) ) ) return;
  if( iEnd-i==2 && (a[i].mClass & NEWS_LX_GIVEN) ) return;
  NewsSpan *s = actorAdd(w, f, i, iEnd, NEWS_ORG);
  int mAlso = iEnd-i==1 ? NEWS_ALSO_OTHER : NEWS_ALSO_PERSON;
  if( s && newsCompanyDeed(w, f, s, mAlso)!=NEWS_DEED_PLAIN ) w->nSpan--;
}

/* Does the span speak? */
static int speaks(const NewsField *f, const NewsSpan *s){
  const NewsToken *a = f->text.aToken;
  uint32_t i = s->iTok, iEnd = i+s->nTok;
  if( f->aUse[i] & NEWS_US_CAPS ) return 0;
  if( i>0 && !(a[i].mFlag & NEWS_TF_SENT) && (a[i-1].mClass & NEWS_LX_VERBCUE) ) return 1;
  return iEnd<f->text.nToken && !(a[iEnd].mFlag & NEWS_TF_SENT)
      && newsWhichWord(&f->text, iEnd, "said says")>=0;
}

/* A place that acts like a company becomes one. */
static void placeCheck(const NewsWork *w, NewsSpan *s){
  const NewsField *f = &w->aField[s->bBody];
  int bHeld = s->iTok>1 && newsWhichWord(&f->text, s->iTok-1, "in")>=0
           && newsWhichWord(&f->text, s->iTok-2, "stake stakes shares")>=0;
  if( s->eLabel!=NEWS_LOC || s->eEvidence!=NEWS_EV_TAGGER || s->iNumber!=NEWS_NOBODY
   || s->eSubtype!=NEWS_ST_NONE || (f->aUse[s->iTok] & NEWS_US_MAYBE)
   || newsStandsIn(&f->text, s) ) return;
  if( bHeld || speaks(f, s) ? s->nScore>=SPEAKER_SURE
      : s->nScore>=PLACE_SURE
        || newsCompanyDeed(w, f, s, NEWS_ALSO_OTHER)!=NEWS_DEED_PLAIN ) return;
  s->eLabel = NEWS_ORG;
  s->nScore = CHANGED;
}

int newsStandsIn(const NewsText *t, const NewsSpan *s){
  if( s->iTok==0 || newsWhichWord(t, s->iTok-1, "in near around across outside")<0 ){
    return 0;
  }
  return s->iTok==1 || newsWhichWord(t, s->iTok-2, "stake stakes shares share interest "
                                     "invest invests invested investing investment")<0;
}

void newsActors(NewsWork *w){
  uint32_t nSpan = w->nSpan;
  Words words = { { 0 } };
  if( w->rc || !w->bEnglish ) return;
  for(uint32_t i=0; i<nSpan && !newsWorkCount(w, ACTOR_STEPS); i++){
    placeCheck(w, &w->aSpan[i]);
    const NewsSpan *s = &w->aSpan[i];
    NewsField *f = &w->aField[s->bBody];
    newsUse(f, s, NEWS_US_TAKEN);
    for(uint32_t k=s->iTok; k<s->iTok+s->nTok; k++){
      uint32_t h = f->text.aToken[k].hash;
      words.a[(h>>6)&63] |= (uint64_t)1<<(h&63);
    }
  }
  for(int j=0; j<2; j++){
    NewsField *f = &w->aField[j];
    for(uint32_t k=0, iNext=0; k<f->nCap && !newsWorkCount(w, ACTOR_STEPS); k++){
      uint32_t i = f->aCap[k], iEnd = i;
      if( i<iNext ) continue;
      while( isFree(f, iEnd) && (iEnd==i || !(f->text.aToken[iEnd].mFlag
             & (NEWS_TF_LINE|NEWS_TF_SENT))) ) iEnd++;
      iNext = iEnd;
      if( iEnd>i ) actorAt(w, f, &words, i, iEnd);
    }
  }
  if( w->nSpan>nSpan ) newsSpanMerge(w);
}
