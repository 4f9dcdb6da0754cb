/*
** actor.c - companies that nobody knows, by what they do.
**
**   "Velmar Foods to raise $40 million"     an organisation, though no list has it
**                                           and the tagger does not see it
**   "its unit Velmar will buy"              the same
**   "the Selonga rebels"                    the same
**   "a stake in Velmar"                     no place, though the tagger says so
**   "Cuarel, whose film won"                a person
**   "Sony Australia said"                   one name of a company, though two are listed
**   "Ohio Supreme Court"                    the same, of a court
**   "Erie County Sheriff's Office"          the same, though nobody lists it
**
** HOW IT WORKS. Between the merged spans stand capitalised words of no span. A run of
** them is a person by the verb of speech, "who" or "whose" behind it. It is a company
** when the words beside it say so (deed.c) and it has a word of its own; one word alone
** must be no person's name, and no word of the language. None may be a word of a name of
** the text, for which it may be short. What the tagger takes for a place without being
** sure, or what speaks, is asked the same.
*/
#include "entityInt.h"
#include <string.h>

#define ACTOR_TOKENS  4      /* a longer run is no name of a company */
#define ACTOR_SCORE 700
#define ACTOR_STEPS  16      /* steps of work that a capitalised token counts */
#define PLACE_SURE  760      /* score from which a place that acts stays one */
#define SPEAKER_SURE 960     /* from which a place that speaks does */
#define CHANGED     850      /* score of what was a place */

/* A bit set of words of spans, of which short forms are made (resolve.c). */
typedef struct Words { uint64_t a[64]; } Words;
#define WORD(p,h)  ((p)->a[((h)>>6)&63]>>((h)&63) & 1)

/* Is token i, or the end of the text, a capitalised word of no span, in no headline of
** capitals? Most capitalised words are of a span, so that is asked first. */
static inline int isFree(const NewsField *f, uint32_t i){
  const NewsToken *k = &f->text.aToken[i];
  return !(f->aUse[i] & (NEWS_US_TAKEN|NEWS_US_MAYBE|NEWS_US_SYMBOL|NEWS_US_LINE))
      && k->eKind==NEWS_TK_WORD && (k->mShape & NEWS_SH_UPPER1)
      && !(k->mClass & (NEWS_LX_MONTH|NEWS_LX_WEEKDAY|NEWS_LX_STOP|NEWS_LX_TIMEWORD));
}

/* Has the run [i,iEnd) a word of its own? */
static int hasOwnWord(const NewsText *t, uint32_t i, uint32_t iEnd){
  const uint32_t m = NEWS_LX_COMMON|NEWS_LX_STOP|NEWS_LX_STARTER|NEWS_LX_TITLE
                   |NEWS_LX_ROLE|NEWS_LX_NUMBER|NEWS_LX_ORGHEAD|NEWS_LX_LOCHEAD
                   |NEWS_LX_LEGAL|NEWS_LX_CURRENCY|NEWS_LX_SCALE;
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
    const char *z = &t->z[a[k].iByte];
    if( (a[k].mClass & m) || a[k].nByte<3
     || (isOddWord(&a[k]) && !(a[k].mClass & NEWS_LX_SURNAME) && z[1]!='\'') ) return 0;
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

/* Do those who fight stand at token i: "the Selonga rebels"? */
static int isBand(const NewsText *t, uint32_t i){
  return i<t->nToken && !(t->aToken[i].mFlag & NEWS_TF_SENT)
      && newsWhichWord(t, i, "rebels rebel militia militiamen guerrillas insurgents "
                       "militants")>=0;
}

/* The first of the particles before token i that stand behind a title: "Mr. van der"
** before "Merwe"; i when there are none. */
static uint32_t particleBefore(const NewsText *t, uint32_t i){
  const NewsToken *a = t->aToken;
  uint32_t k = i;
  while( k>0 && !(a[k].mFlag & (NEWS_TF_LINE|NEWS_TF_SENT))
      && (((a[k-1].mClass & NEWS_LX_PARTICLE) && !(a[k-1].mShape & NEWS_SH_UPPER1))
          || (newsIsChar(&a[k-1], '-') && k+1>i && newsIsGlued(&a[k]))) ) k--;
  if( k==i || k==0 || !(a[k].mClass & NEWS_LX_PARTICLE) ) return i;
  return (a[k-1].mClass & NEWS_LX_TITLE) && (a[k-1].mShape & NEWS_SH_UPPER1) ? k : i;
}

/* What is known when the runs are read: the merged spans of the field, [iFrom,iTo), and
** the words of all. */
typedef struct Scene {
  NewsWork *w;
  NewsField *f;
  uint32_t iFrom, iTo;
  Words words;
} Scene;

#define SAID_TOKENS 4      /* tokens of a line at least that somebody said */

/* Is [i,iEnd) named at the end of a line as who said what stands before it: ": Velmar",
** ": Ann Smith, Velmar Capital"? */
static int isSource(const Scene *p, uint32_t i, uint32_t iEnd){
  const NewsText *t = &p->f->text;
  const NewsToken *a = t->aToken;
  if( i<SAID_TOKENS+1 || (a[i].mFlag & NEWS_TF_LINE)
   || (iEnd<t->nToken && !(a[iEnd].mFlag & NEWS_TF_LINE)) ) return 0;
  if( newsIsChar(&a[i-1], ',') ){
    int64_t k = newsSpanEnding(p->w, p->iFrom, p->iTo, i-1);
    if( k<0 || p->w->aSpan[k].eLabel!=NEWS_PERSON ) return 0;
    i = p->w->aSpan[k].iTok;
    if( i<SAID_TOKENS+1 ) return 0;
  }
  if( !newsIsChar(&a[i-1], ':') ) return 0;
  for(uint32_t n=0; n<SAID_TOKENS; n++) if( a[i-1-n].mFlag & NEWS_TF_LINE ) return 0;
  return 1;
}

/* The run of free words from token i on: a company, or who speaks? */
static void actorAt(const Scene *p, uint32_t i, uint32_t iEnd){
  NewsWork *w = p->w;
  NewsField *f = p->f;
  const NewsText *t = &f->text;
  const NewsToken *a = t->aToken;
  const uint32_t mName = NEWS_LX_GIVEN|NEWS_LX_SURNAME|NEWS_LX_NAMEWORD;
  while( iEnd-i>1 && isAbbrev(w, t, iEnd-1) ) iEnd--;
  if( iEnd-i>ACTOR_TOKENS || !hasOwnWord(t, i, iEnd) ) return;
  int bPerson = isSpeaker(f, i, iEnd);
  uint32_t iParticle = particleBefore(t, i);
  if( iParticle<i ){
    actorAdd(w, f, iParticle, iEnd, NEWS_PERSON);
    return;
  }
  for(uint32_t k=i; k<iEnd; k++) if( WORD(&p->words, a[k].hash) ) return;
  if( i>0 && (a[i-1].mShape & NEWS_SH_UPPER1) && !(a[i].mFlag & NEWS_TF_SENT) ) return;
  if( a[iEnd-1].mClass & (NEWS_LX_TITLE|NEWS_LX_ROLE) ) return;
  if( bPerson ){
    actorAdd(w, f, i, iEnd, NEWS_PERSON);
    return;
  }
  if( isSource(p, i, iEnd) && !(a[i].mClass & (mName|NEWS_LX_COMMON)) ){
    actorAdd(w, f, i, iEnd, NEWS_ORG);
    return;
  }
  if( isBand(t, iEnd) && !(a[i].mClass & NEWS_LX_COMMON)
   && i>0 && newsWhichWord(t, i-1, "the of by from")>=0 ){
    actorAdd(w, f, i, iEnd, NEWS_ORG);
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

/* Does the word end as those for people do: Chechen, Kurdish, Somali? */
static int isPeople(const NewsField *f, const NewsSpan *s){
  return strchr("nhiecs", f->text.z[s->iByte+s->nByte-1])!=0;
}

/* A place that acts like a company, or fights, becomes an organisation. */
static void placeCheck(const Scene *p, NewsSpan *s){
  const NewsField *f = p->f;
  if( s->eLabel==NEWS_NORP && s->eEvidence==NEWS_EV_TAGGER && s->nTok==1
   && isBand(&f->text, s->iTok+1) && !isPeople(f, s) ){
    s->eLabel = NEWS_ORG;
    return;
  }
  if( s->eLabel!=NEWS_LOC || s->eEvidence!=NEWS_EV_TAGGER || s->iNumber!=NEWS_NOBODY
   || s->eSubtype!=NEWS_ST_NONE || (f->aUse[s->iTok] & NEWS_US_MAYBE)
   || newsStandsIn(&f->text, s) ) return;
  int bHeld = s->iTok>1 && newsWhichWord(&f->text, s->iTok-1, "in")>=0
           && newsWhichWord(&f->text, s->iTok-2, "stake stakes shares")>=0;
  if( bHeld || isBand(&f->text, s->iTok+s->nTok)
   || isSource(p, s->iTok, s->iTok+s->nTok) || speaks(f, s)
      ? s->nScore>=SPEAKER_SURE
      : s->nScore>=PLACE_SURE
        || newsCompanyDeed(p->w, f, s, NEWS_ALSO_OTHER)!=NEWS_DEED_PLAIN ) return;
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

/* Is the place q the end of the company's name before it: "Sony Australia said", but not
** "Apple China sales"? */
static int isBranch(const Scene *p, const NewsSpan *s, const NewsSpan *q){
  const NewsText *t = &p->f->text;
  uint32_t i = q->iTok+q->nTok;
  if( q->iTok!=s->iTok+s->nTok || s->eLabel!=NEWS_ORG || q->eLabel!=NEWS_LOC || s->zSymbol
   || q->eEvidence!=NEWS_EV_ALIAS || (s->mFlag & NEWS_SF_LEGAL) ) return 0;
  if( s->eSubtype!=NEWS_ST_COMPANY
   && (s->eEvidence!=NEWS_EV_TAGGER || s->eSubtype!=NEWS_ST_NONE) ) return 0;
  if( q->eSubtype!=NEWS_ST_COUNTRY && q->eSubtype!=NEWS_ST_REGION
   && q->eSubtype!=NEWS_ST_AREA ) return 0;
  if( (p->f->aUse[s->iTok] & NEWS_US_LINE)
   || (t->aToken[q->iTok].mFlag & (NEWS_TF_LINE|NEWS_TF_SENT)) ) return 0;
  if( t->aToken[s->iTok+s->nTok-1].eKind==NEWS_TK_POSS ) return 0;
  if( i<t->nToken && !(t->aToken[i].mFlag & NEWS_TF_SENT)
   && ((t->aToken[i].mShape & NEWS_SH_UPPER1)
       || newsIsChar(&t->aToken[i], '-')) ) return 0;
  return newsWhichWord(t, i, "unit arm business businesses sales plant plants factory "
                       "factories operations operation market team office offices deal "
                       "project projects store stores trade revenue talks exports")<0;
}

/* Is q a body of the place before it: "Ohio Supreme Court"? */
static int isBody(const Scene *p, const NewsSpan *s, const NewsSpan *q){
  const NewsToken *a = p->f->text.aToken;
  return q->iTok==s->iTok+s->nTok && s->eLabel==NEWS_LOC && q->eLabel==NEWS_ORG
      && q->nTok>1 && q->eSubtype==NEWS_ST_GOVERNMENT && q->eEvidence==NEWS_EV_ALIAS
      && (s->eSubtype==NEWS_ST_REGION || s->eSubtype==NEWS_ST_CITY)
      && !(a[q->iTok].mFlag & (NEWS_TF_LINE|NEWS_TF_SENT))
      && !(p->f->aUse[s->iTok] & NEWS_US_LINE);
}

/* Behind the office of somebody at token i: "Sheriff's Department", "Attorney General's
** Office"; i when there is none. */
static uint32_t officeEnd(const NewsText *t, uint32_t i){
  const NewsToken *a = t->aToken;
  uint32_t k = i;
  while( k<i+ACTOR_TOKENS && k<t->nToken && (a[k].mShape & NEWS_SH_UPPER1)
      && newsWhichWord(t, k, "sheriff attorney general district governor mayor "
                       "prosecutor medical examiner coroner public defender state "
                       "county")>=0 ) k++;
  if( k==i || k+1>=t->nToken || a[k].eKind!=NEWS_TK_POSS
   || !(a[k+1].mShape & NEWS_SH_UPPER1) ) return i;
  return newsWhichWord(t, k+1, "office department")>=0 ? k+2 : i;
}

/* The span becomes an organisation up to token iEnd. */
static void makeBody(const Scene *p, NewsSpan *s, uint32_t iEnd){
  newsSpanEnd(&p->f->text, s, iEnd-s->iTok);
  newsSpanBecome(s, NEWS_ORG, NEWS_ST_NONE, CHANGED);
}

/* No token is of a span. Eight at a time: there are many. */
static void useClear(uint8_t *aUse, uint32_t n){
  uint32_t i = 0;
  uint64_t m, v;
  memset(&m, (uint8_t)~NEWS_US_TAKEN, sizeof(m));
  for(; n-i>=sizeof(v); i += (uint32_t)sizeof(v)){
    memcpy(&v, &aUse[i], sizeof(v));
    v &= m;
    memcpy(&aUse[i], &v, sizeof(v));
  }
  for(; i<n; i++) aUse[i] &= (uint8_t)~NEWS_US_TAKEN;
}

/* The merged spans of the field: places that act, and the words of all. No others are
** taken now. */
static void readSpans(Scene *p){
  useClear(p->f->aUse, p->f->text.nToken);
  for(uint32_t i=p->iFrom; i<p->iTo && !newsWorkCount(p->w, ACTOR_STEPS); i++){
    NewsSpan *s = &p->w->aSpan[i];
    if( i+1<p->iTo && isBranch(p, s, s+1) ){
      s->nTok += s[1].nTok;
      s->nByte = s[1].iByte+s[1].nByte-s->iByte;
      s[1].mFlag |= NEWS_SF_DROP;
    }
    if( s->mFlag & NEWS_SF_DROP ) continue;
    if( i+1<p->iTo && isBody(p, s, s+1) ){
      makeBody(p, s, s[1].iTok+s[1].nTok);
      s[1].mFlag |= NEWS_SF_DROP;
    }else if( s->eLabel==NEWS_LOC ){
      uint32_t iEnd = s->iTok+s->nTok, k = officeEnd(&p->f->text, iEnd);
      if( k>iEnd ) makeBody(p, s, k);
    }
    placeCheck(p, s);
    newsUse(p->f, s, NEWS_US_TAKEN);
    for(uint32_t k=s->iTok; k<s->iTok+s->nTok; k++){
      uint32_t h = p->f->text.aToken[k].hash;
      p->words.a[(h>>6)&63] |= (uint64_t)1<<(h&63);
    }
  }
}

/* The runs of capitals between them, where the model has looked for names. */
static void readRuns(const Scene *p){
  const NewsField *f = p->f;
  const NewsToken *a = f->text.aToken;
  for(uint32_t k=0; k<f->nSegment; k++){
    const NewsModelSegment *q = &f->aSegment[k];
    for(uint32_t i=q->iFrom, iEnd; i<q->iEnd; i=iEnd+1){
      iEnd = i;
      if( newsWorkCount(p->w, ACTOR_STEPS) ) return;
      while( isFree(f, iEnd)
          && (iEnd==i || !(a[iEnd].mFlag & (NEWS_TF_LINE|NEWS_TF_SENT))) ) iEnd++;
      if( iEnd>i ) actorAt(p, i, iEnd);
    }
  }
}

void newsActors(NewsWork *w){
  uint32_t nSpan = w->nSpan, nTitle = 0;
  Scene x = { .w = w };
  if( w->rc || !w->bEnglish ) return;
  while( nTitle<nSpan && w->aSpan[nTitle].bBody==0 ) nTitle++;
  for(int j=0; j<2; j++){
    x.f = &w->aField[j];
    x.iFrom = j ? nTitle : 0;
    x.iTo = j ? nSpan : nTitle;
    readSpans(&x);
  }
  for(int j=0; j<2; j++){
    x.f = &w->aField[j];
    x.iFrom = j ? nTitle : 0;
    x.iTo = j ? nSpan : nTitle;
    readRuns(&x);
  }
  newsSpanMerge(w);
}
