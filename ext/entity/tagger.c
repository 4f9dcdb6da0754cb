/*
** tagger.c - names that no list has, by rules over capitals and word classes.
**
**   "CEO Wang Xing, co-founder Wang Huiwen"   PERSON twice, behind roles
**   "Zhu Wenjia, who oversees"                PERSON: a surname, and "who"
**   "Bar Technologies Inc."                   ORG by its legal form
**   "Foo Capital Partners"                    ORG by its last word
**   "in Menlo Falls, California"              LOC: a place before a region
**   "at Citi Field"                           LOC: a company before a building
**
** HOW IT WORKS. Capitalised tokens that no sure span holds are gathered into chunks,
** which end at titles, roles and lines. A chunk loses a plain word at the start of its
** sentence. It is a person when points for given name, surname, title before, speech or
** "who" behind are 3 or more; a company by its legal form; an organisation or place by
** its last word. Rather none than a wrong one. A chunk of several words marks the
** doubtful names inside (link.c). In headlines in Title Case or capitals only given name
** plus surname and legal forms count. What the rules find is a feature of the statistical
** tagger, and stays where that one finds it too (model.c).
*/
#include "entityInt.h"
#include <string.h>

#define CHUNK_TOKENS 12     /* a longer run of capitals is no name */
#define TAG_STEPS    16     /* steps of work that a capitalised token counts */

/* A field being tagged. */
typedef struct Tagger {
  NewsWork *w;
  NewsField *f;
  const NewsToken *a;
  uint32_t n;               /* tokens */
  uint32_t iFirst, nMatch;  /* the matcher's spans of the field */
} Tagger;

/* Is token i an upper-case word that no sure span holds? */
static int isFree(const Tagger *p, uint32_t i){
  const NewsToken *k = &p->a[i];
  return i<p->n && k->eKind==NEWS_TK_WORD && (k->mShape & NEWS_SH_UPPER1)
      && !(p->f->aUse[i] & NEWS_US_TAKEN);
}

/* Is the token the ASCII word? */
newsInline int isWord(const Tagger *p, uint32_t i, const char *zWord){
  size_t n = strlen(zWord);
  return i<p->n && p->a[i].nByte==n && memcmp(&p->f->text.z[p->a[i].iByte], zWord, n)==0;
}

/* "Q2", "FY25" are no part of a name. */
static int isPeriod(const Tagger *p, uint32_t i){
  const NewsToken *k = &p->a[i];
  return (k->mShape & NEWS_SH_DIGIT)
      && newsWhichWord(&p->f->text, i, "q1 q2 q3 q4 h1 h2 fy24 fy25 fy26 fy27")>=0;
}

/* A title or role that is no last word of organisations. */
static int isTitle(const NewsToken *k){
  return (k->mClass & (NEWS_LX_TITLE|NEWS_LX_ROLE))
      && !(k->mClass & (NEWS_LX_ORGHEAD|NEWS_LX_LEGAL));
}

/* Tokens that join two parts of a name at token i: "&", "-", "of", "de"; 0: none. */
static uint32_t joinAt(const Tagger *p, uint32_t i){
  const NewsToken *k = &p->a[i];
  if( i+1>=p->n || (k->mFlag & NEWS_TF_LINE)
   || (p->f->aUse[i] & NEWS_US_TAKEN) ) return 0;
  if( newsIsChar(k, '&') ) return isFree(p, i+1);
  if( newsIsChar(k, '-') ){
    return !(k->mFlag & NEWS_TF_SPACE) && !(k[1].mFlag & NEWS_TF_SPACE) && isFree(p, i+1);
  }
  if( (k->mClass & NEWS_LX_PARTICLE) && !(k->mShape & NEWS_SH_UPPER1) ){
    if( isFree(p, i+1) && (k->mClass & NEWS_LX_STOP)==0 ) return 1;
    return (p->a[i+1].mClass & NEWS_LX_PARTICLE) && isFree(p, i+2) ? 2 : 0;
  }
  /* "University of Foo", "Institute for Bar": over a name of the lists too. */
  if( (isWord(p, i, "of") || isWord(p, i, "for"))
   && (p->a[i-1].mClass & NEWS_LX_ORGHEAD) ){
    uint32_t iNext = i+1;
    if( isWord(p, iNext, "the") ) iNext++;
    return iNext<p->n && (p->a[iNext].mShape & NEWS_SH_UPPER1) ? iNext-i : 0;
  }
  return 0;
}

/* Behind the chunk that begins at token i. */
static uint32_t chunkEnd(const Tagger *p, uint32_t i){
  uint32_t k = i+1;
  while( k<p->n ){
    if( p->a[k].mFlag & (NEWS_TF_LINE|NEWS_TF_SENT) ) break;
    if( isFree(p, k) && !isTitle(&p->a[k]) && !isPeriod(p, k) ){
      k++;
    }else if( newsIsChar(&p->a[k], ',') && isFree(p, k+1)
     && (p->a[k+1].mClass & NEWS_LX_LEGAL) ){
      k += 2;
    }else if( (p->a[k].mClass & NEWS_LX_LEGAL) && isWord(p, k, "plc") ){
      k++;
    }else{
      uint32_t nJoin = joinAt(p, k);
      if( nJoin==0 ) break;
      k += nJoin+1;
      /* Whole names of the lists behind "of". */
      while( k<p->n && (p->f->aUse[k] & NEWS_US_TAKEN)
       && (p->f->aUse[k-1] & NEWS_US_TAKEN)
          && (p->a[k].mShape & NEWS_SH_UPPER1) && !(p->a[k].mFlag & NEWS_TF_LINE) ) k++;
    }
  }
  return k;
}

/*----------------------------------------------------------------------------- persons */

/* What stands around tokens [i,iEnd) that makes them a person: title or role before,
** speech or "who" behind. Points. */
static int personAround(const Tagger *p, uint32_t i, uint32_t iEnd){
  const NewsToken *a = p->a;
  int n = 0;
  uint32_t iPrev = i;
  if( iPrev>0 && !(a[i].mFlag & NEWS_TF_LINE) ){
    iPrev--;
    if( newsIsChar(&a[iPrev], ',') && iPrev>0 ) iPrev--;
    if( a[iPrev].mClass & (NEWS_LX_TITLE|NEWS_LX_ROLE) ) n += 2;
    else if( iPrev==i-1 && (a[iPrev].mClass & NEWS_LX_VERBCUE) ) n += 1;
  }
  if( iEnd<p->n && !(a[iEnd].mFlag & NEWS_TF_LINE) ){
    if( a[iEnd].mClass & NEWS_LX_VERBCUE ) n += 2;
    if( isWord(p, iEnd, "who") || isWord(p, iEnd, "whose") ) n += 2;
    if( newsIsChar(&a[iEnd], ',') && iEnd+1<p->n ){
      if( isWord(p, iEnd+1, "who") || isWord(p, iEnd+1, "whose") ) n += 2;
      else if( a[iEnd+1].mClass & (NEWS_LX_ROLE|NEWS_LX_TITLE) ) n += 2;
      else if( a[iEnd+1].eKind==NEWS_TK_NUMBER && a[iEnd+1].nByte==2 ) n += 2;
      else if( iEnd+2<p->n && (a[iEnd+1].mClass & NEWS_LX_STOP)
            && (a[iEnd+2].mClass & NEWS_LX_ROLE) ) n += 2;
    }
  }
  return n;
}

/* An initial: J. or J */
static int isInitial(const NewsToken *k){
  return (k->mShape & NEWS_SH_UPPER1)
      && (k->nByte==1 || (k->nByte==2 && (k->mShape & NEWS_SH_DOT)));
}

/* A number of a line of kings or fathers: II, III, IV */
static int isRoman(const Tagger *p, uint32_t i){
  const char *z = &p->f->text.z[p->a[i].iByte];
  uint32_t n = p->a[i].nByte;
  return n>1 && n<5 && strspn(z, "IVX")==n;
}

/* Is the word a surname, by the list or by its form: McNeilly, O'Hara? */
static int isSurname(const Tagger *p, uint32_t i){
  const NewsToken *k = &p->a[i];
  const char *z = &p->f->text.z[k->iByte];
  if( k->mClass & NEWS_LX_SURNAME ) return 1;
  return k->nByte>4 && (k->mShape & NEWS_SH_UPPER) && (k->mShape & NEWS_SH_LOWER)
      && ((z[0]=='M' && z[1]=='c') || (z[0]=='O' && z[1]=='\''));
}

/* Is the chunk [i,iEnd) a person's name? Its score, 0 when not. */
static int personScore(const Tagger *p, uint32_t i, uint32_t iEnd){
  const NewsToken *a = p->a;
  if( iEnd-i>2 && isRoman(p, iEnd-1) ) iEnd--;
  const NewsToken *pFirst = &a[i], *pLast = &a[iEnd-1];
  const uint32_t mHead = NEWS_LX_ORGHEAD|NEWS_LX_LEGAL|NEWS_LX_LOCHEAD;
  uint32_t nWord = 0;
  int nPoint = personAround(p, i, iEnd);
  for(uint32_t k=i; k<iEnd; k++){
    if( a[k].eKind==NEWS_TK_PUNCT && !newsIsChar(&a[k], '-') ) return 0;
    if( (a[k].mShape & NEWS_SH_DIGIT) || newsIsChar(&a[k], '&') ) return 0;
    if( a[k].mClass & (NEWS_LX_MONTH|NEWS_LX_WEEKDAY|NEWS_LX_STOP) && !(a[k].mClass
        & (NEWS_LX_GIVEN|NEWS_LX_SURNAME|NEWS_LX_PARTICLE)) ) return 0;
    if( newsAllCaps(&a[k]) && a[k].nByte>1 && !(a[k].mShape & NEWS_SH_DOT)
     && !(k==i && a[k].nByte==2 && (pLast->mClass & NEWS_LX_SURNAME)) ) return 0;
    if( a[k].eKind==NEWS_TK_WORD ) nWord++;
  }
  if( nWord<2 || nWord>5 ) return 0;
  if( (pFirst->mClass & NEWS_LX_PARTICLE) && nPoint==0 ) return 0;
  if( (pLast->mClass & mHead) && !(pLast->mClass & NEWS_LX_SURNAME) ) return 0;
  int bPlainLast = (pLast->mClass & NEWS_LX_COMMON)!=0;
  if( pFirst->mClass & NEWS_LX_GIVEN ){
    int bPlain = (pFirst->mClass & NEWS_LX_COMMON)
              || (bPlainLast && (pFirst->mClass & NEWS_LX_NAMEWORD));
    nPoint += bPlain ? 1 : 2;
  }else if( ((pFirst->mClass & NEWS_LX_SURNAME) && nWord==2) || isInitial(pFirst) ){
    nPoint++;
  }
  if( isSurname(p, iEnd-1) ) nPoint += 1;
  else if( (pFirst->mClass & NEWS_LX_GIVEN) && !bPlainLast ) nPoint += 1;
  for(uint32_t k=i+1; k+1<iEnd; k++) if( isInitial(&a[k]) ) nPoint += 1;
  if( pLast->mClass & mHead ) nPoint--;
  if( bPlainLast && !(pLast->mClass & NEWS_LX_SURNAME) ) nPoint--;
  return nPoint<3 ? 0 : nPoint==3 ? 900 : nPoint==4 ? 940 : 960;
}

/* Is one word alone a person: "Mr. Smith", "Smith said", "says Smith"? Its score. */
static int surnameScore(const Tagger *p, uint32_t i){
  const NewsToken *k = &p->a[i];
  const uint32_t mHead = NEWS_LX_ORGHEAD|NEWS_LX_LOCHEAD|NEWS_LX_LEGAL;
  int bSurname = isSurname(p, i);
  if( (k->mClass & mHead) || newsAllCaps(k) || (p->f->aUse[i] & NEWS_US_MAYBE) ) return 0;
  if( (k->mClass & NEWS_LX_COMMON) && !bSurname ) return 0;
  if( i>0 && !(k->mFlag & NEWS_TF_LINE) && (k[-1].mClass & NEWS_LX_TITLE)
   && (k[-1].mShape & NEWS_SH_UPPER1) ) return bSurname ? 930 : 850;
  if( (k->mClass & (NEWS_LX_COMMON|NEWS_LX_NAMEWORD|NEWS_LX_STOP))
   || !bSurname ) return 0;
  return personAround(p, i, i+1)>=2 ? 800 : 0;
}

/*------------------------------------------------------------------------- other names */

/* The matcher's span that begins at token i, or NULL. */
static const NewsSpan *spanAt(const Tagger *p, uint32_t i){
  uint32_t lo = p->iFirst, hi = p->nMatch;
  if( !(p->f->aUse[i] & (NEWS_US_TAKEN|NEWS_US_MAYBE)) ) return 0;
  while( lo<hi ){
    uint32_t m = lo+(hi-lo)/2;
    if( p->w->aSpan[m].iTok<i ) lo = m+1; else hi = m;
  }
  if( lo>=p->nMatch || p->w->aSpan[lo].iTok!=i ) return 0;
  return p->w->aSpan[lo].mFlag & NEWS_SF_DROP ? 0 : &p->w->aSpan[lo];
}

/* Add a name. Where it is just a doubtful alias the linker may still say who it is, unless
** it is a person. */
static NewsSpan *tagAdd(Tagger *p, uint32_t iFrom, uint32_t iTo, int eLabel, int nScore){
  NewsSpan *s = newsSpanAdd(p->w, p->f, iFrom, iTo-iFrom, eLabel);
  if( s==0 ) return 0;
  s->eEvidence = NEWS_EV_TAGGER;
  s->nScore = (int16_t)nScore;
  const NewsSpan *q = eLabel==NEWS_PERSON ? 0 : spanAt(p, iFrom);
  int bSame = q && (q->mFlag & NEWS_SF_AMBIG) && q->iTok==iFrom && q->nTok==iTo-iFrom;
  if( !bSame ) newsUse(p->f, s, NEWS_US_TAKEN);
  return s;
}

/* "Melania" before "Trump", who alone would be Donald Trump: one person, another one
** unless the first names agree ("Elon R." before "Musk"). 1 when a span was added. */
static int tagGivenBefore(Tagger *p, uint32_t i, uint32_t iEnd){
  const NewsToken *k = &p->a[i];
  NewsFacts x;
  if( !(k->mClass & NEWS_LX_GIVEN) || (k->mClass & NEWS_LX_STOP) || iEnd-i>3 ) return 0;
  if( iEnd>=p->n || (p->a[iEnd].mFlag & NEWS_TF_LINE) ) return 0;
  const NewsSpan *s = spanAt(p, iEnd);
  if( s==0 || s->eLabel!=NEWS_PERSON || s->nTok!=1 ) return 0;
  uint32_t iNumber = s->iNumber;
  newsFacts(p->w->pGaz, iNumber, &x);
  size_t n = strcspn(x.zName, " ");
  NewsSpan *pNew = tagAdd(p, i, iEnd+1, NEWS_PERSON, 930);
  if( pNew && newsFoldHash(x.zName, n)==k->hash ){
    pNew->iNumber = iNumber;
    pNew->nLink = 900;
  }
  return 1;
}

/* The matcher's span that ends before token i, if it is a place or people. */
static const NewsSpan *placeBefore(const Tagger *p, uint32_t i){
  if( i==0 || (p->a[i].mFlag & (NEWS_TF_LINE|NEWS_TF_SENT)) ) return 0;
  if( !(p->f->aUse[i-1] & (NEWS_US_TAKEN|NEWS_US_MAYBE)) ) return 0;
  int64_t iSpan = newsSpanEnding(p->w, p->iFirst, p->nMatch, i);
  if( iSpan<0 ) return 0;
  const NewsSpan *s = &p->w->aSpan[iSpan];
  if( s->mFlag & NEWS_SF_DROP ) return 0;
  return s->eLabel==NEWS_LOC || s->eLabel==NEWS_NORP ? s : 0;
}

/* Does ", California" or another sure region or country follow? */
static int regionFollows(const Tagger *p, uint32_t iEnd){
  if( iEnd+1>=p->n || !newsIsChar(&p->a[iEnd], ',') ) return 0;
  if( !(p->f->aUse[iEnd+1] & NEWS_US_TAKEN) ) return 0;
  const NewsSpan *s = spanAt(p, iEnd+1);
  return s && s->eLabel==NEWS_LOC
      && (s->eSubtype==NEWS_ST_REGION || s->eSubtype==NEWS_ST_COUNTRY);
}

/* Is there a word in [i,iEnd) that is no plain word, but the name's own? "Career
** Services" and "Critical Path Method" have none. */
static int hasOwnWord(const Tagger *p, uint32_t i, uint32_t iEnd){
  const uint32_t mPlain = NEWS_LX_COMMON|NEWS_LX_STOP|NEWS_LX_ORGHEAD|NEWS_LX_LOCHEAD
                        |NEWS_LX_LEGAL|NEWS_LX_NUMBER|NEWS_LX_TITLE|NEWS_LX_ROLE;
  for(; i<iEnd; i++){
    if( p->a[i].eKind==NEWS_TK_WORD && !(p->a[i].mClass & mPlain) ) return 1;
  }
  return 0;
}

/* "World Foo Organization (WFO)", "Institute of Foo and Bar (IFB)": an organisation, by
** the initials in brackets; that of the lists whose alias they are. 1 when a span was
** added. */
static int tagAcronym(Tagger *p, uint32_t i, uint32_t iEnd){
  const NewsToken *a = p->a;
  if( isWord(p, iEnd, "and") && isFree(p, iEnd+1) ) iEnd = chunkEnd(p, iEnd+1);
  if( iEnd-i<2 || iEnd-i>CHUNK_TOKENS || iEnd+2>=p->n || !newsIsChar(&a[iEnd], '(')
   || !newsIsChar(&a[iEnd+2], ')')
   || !newsIsAcronym(&p->f->text, i, iEnd-i, iEnd+1) ) return 0;
  const NewsSpan *q = spanAt(p, iEnd+1);
  uint32_t iNumber = NEWS_NOBODY;
  if( q && q->eLabel==NEWS_ORG && !(q->mFlag & NEWS_SF_AMBIG) ) iNumber = q->iNumber;
  if( iNumber==NEWS_NOBODY && !hasOwnWord(p, i, iEnd) ) return 0;
  NewsSpan *s = tagAdd(p, i, iEnd, NEWS_ORG, 900);
  if( s && iNumber!=NEWS_NOBODY ){
    s->iNumber = iNumber;
    s->nLink = 900;
  }
  return 1;
}

/* Is token i, the last of a name that begins with a place or people, what bodies of such
** are called: "Zimbabwe Football Association", "California Highway Patrol"? */
static int isBody(const Tagger *p, const NewsSpan *pPlace, uint32_t i){
  if( isWord(p, i+1, "of") || isWord(p, i+1, "for") ) return 0;
  if( newsWhichWord(&p->f->text, i, "association federation confederation union society "
                    "league institute")>=0 ) return 1;
  return pPlace->eLabel==NEWS_LOC
      && newsWhichWord(&p->f->text, i, "board committee commission council authority "
           "agency bureau survey patrol department ministry university foundation "
           "chamber corporation tribunal administration assembly")>=0;
}

/* An organisation or place by its words; 1 when a span was added. */
static int tagOther(Tagger *p, uint32_t i, uint32_t iEnd){
  const NewsToken *a = p->a, *pLast = &a[iEnd-1];
  const NewsSpan *pPlace = placeBefore(p, i);
  uint32_t iFrom = pPlace ? pPlace->iTok : i;
  uint32_t nWord = iEnd-iFrom;
  int bOf = 0;
  for(uint32_t k=i+1; k+1<iEnd; k++){
    bOf |= (isWord(p, k, "of") || isWord(p, k, "for"))
        && (a[k-1].mClass & NEWS_LX_ORGHEAD);
  }
  int bOwn = pPlace!=0 || hasOwnWord(p, i, iEnd);
  if( tagAcronym(p, i, iEnd) ) return 1;
  if( (pLast->mClass & NEWS_LX_LEGAL) && nWord>1 && pLast->nByte>1
   && (bOwn || nWord>2 || !(pLast->mClass & NEWS_LX_ORGHEAD))
  ){
    int bWord = newsWhichWord(&p->f->text, iEnd-1, "company co co. group holding "
                              "holdings limited")>=0
             || bOf || (pPlace==0 && i>0 && !(a[i].mFlag & (NEWS_TF_SENT|NEWS_TF_LINE))
                 && (a[i-1].mShape & NEWS_SH_UPPER1));
    NewsSpan *s = tagAdd(p, iFrom, iEnd, NEWS_ORG, 950);
    if( s && !bWord ) s->mFlag |= NEWS_SF_KEEP;
    return 1;
  }
  if( pPlace && isBody(p, pPlace, iEnd-1) ){
    NewsSpan *s = tagAdd(p, iFrom, iEnd, NEWS_ORG, 900);
    if( s ) s->mFlag |= NEWS_SF_KEEP;
    return 1;
  }
  if( (pLast->mClass & NEWS_LX_ORGHEAD) && nWord>1 && bOwn
   && !(pLast->mClass & NEWS_LX_SURNAME)
  ){
    tagAdd(p, iFrom, iEnd, NEWS_ORG, nWord>2 ? 900 : 870);
    return 1;
  }
  if( bOf && nWord>2 ){
    tagAdd(p, iFrom, iEnd, NEWS_ORG, 890);
    return 1;
  }
  if( (pLast->mClass & NEWS_LX_LOCHEAD) && iEnd-i>1 && hasOwnWord(p, i, iEnd) ){
    tagAdd(p, i, iEnd, NEWS_LOC, 860);
    return 1;
  }
  if( iEnd-i<=3 && i>0 && !(a[i].mFlag & NEWS_TF_SENT) && regionFollows(p, iEnd)
   && (isWord(p, i-1, "in") || isWord(p, i-1, "from") || isWord(p, i-1, "near")
       || isWord(p, i-1, "at") || isWord(p, i-1, "of") || isWord(p, i-1, "to"))
  ){
    tagAdd(p, i, iEnd, NEWS_LOC, 900);
    return 1;
  }
  return 0;
}

/*-------------------------------------------------------------------------- facilities */

/* "Citi Field", "Toyota Center", "American Airlines Arena": a company's name before the
** word for a building is a place, unless the name goes on: "Center for Research". */
static void tagFacility(Tagger *p, uint32_t iSpan){
  static const char *const azHead[] = {
    "Stadium", "Arena", "Coliseum", "Ballpark", "Speedway", "Field", "Center", "Centre",
    "Park", "Bowl", "Theater", "Theatre", "Tower", "Plaza", "Garden", "Dome", "Hall",
    "Pavilion", "Amphitheater", "Amphitheatre", "Auditorium", "Museum", "Airport"
  };
  const NewsSpan *s = &p->w->aSpan[iSpan];
  uint32_t iTok = s->iTok, i = s->iTok+s->nTok;
  size_t j = 0, n = sizeof(azHead)/sizeof(azHead[0]);
  if( p->a[i].eKind==NEWS_TK_POSS                              /* "Ford's Theatre" */
   && newsWhichWord(&p->f->text, i+1, "theatre theater")>=0 ) i++;
  if( s->eLabel!=NEWS_ORG || s->zSymbol
   || (s->eSubtype!=NEWS_ST_COMPANY && s->eSubtype!=NEWS_ST_MEDIA)
   || (s->mFlag & (NEWS_SF_DROP|NEWS_SF_LEGAL)) ) return;
  if( !isFree(p, i) || (p->a[i].mFlag & (NEWS_TF_LINE|NEWS_TF_SENT))
   || (p->f->aUse[i] & NEWS_US_LINE) ) return;
  while( newsWhichWord(&p->f->text, i, "concert performing arts music convention ice "
                       "tennis events international regional")>=0 && isFree(p, i+1) ) i++;
  while( j<n && !isWord(p, i, azHead[j]) ) j++;
  if( j==n || isFree(p, i+1) || joinAt(p, i+1) ) return;
  p->w->aSpan[iSpan].mFlag |= NEWS_SF_DROP;
  s = tagAdd(p, iTok, i+1, NEWS_LOC, 880);
  if( s ) p->w->aSpan[p->w->nSpan-1].eSubtype = NEWS_ST_FACILITY;
}

/*--------------------------------------------------------------------------- headlines */

/* In a headline: a given name and a surname side by side, neither a plain word. */
static uint32_t tagHeadline(Tagger *p, uint32_t i){
  const NewsToken *k = &p->a[i];
  const uint32_t mPlain = NEWS_LX_COMMON|NEWS_LX_NAMEWORD|NEWS_LX_STOP;
  if( (k->mClass & NEWS_LX_GIVEN) && !(k->mClass & mPlain) && isFree(p, i+1)
   && !(k[1].mFlag & NEWS_TF_LINE) && (k[1].mClass & NEWS_LX_SURNAME)
   && !(k[1].mClass & mPlain)
  ){
    tagAdd(p, i, i+2, NEWS_PERSON, 880);
    return i+2;
  }
  /* A doubtful name before the last word of organisations or places. */
  if( (p->f->aUse[i] & NEWS_US_MAYBE) && isFree(p, i+1) && !(k[1].mFlag & NEWS_TF_LINE)
   && (k[1].mClass & (NEWS_LX_ORGHEAD|NEWS_LX_LOCHEAD)) ) p->f->aUse[i] |= NEWS_US_CHUNK;
  return i+1;
}

/*-------------------------------------------------------------------------------- flow */

/* The chunk [i,iEnd): tag it, or mark it. */
static void tagChunk(Tagger *p, uint32_t i, uint32_t iEnd){
  const NewsToken *a = p->a;
  const uint32_t mName = NEWS_LX_GIVEN|NEWS_LX_SURNAME;
  int nScore;
  /* Plain words at the start of the sentence, titles and roles. */
  while( i<iEnd ){
    if( isTitle(&a[i]) ){
      i++;
    }else if( (a[i].mFlag & NEWS_TF_SENT)
           && ((a[i].mClass & NEWS_LX_STOP) || ((a[i].mClass & NEWS_LX_COMMON)
               && !(a[i].mClass & mName) && !(p->f->aUse[i] & NEWS_US_MAYBE)))
    ){
      i++;
    }else if( a[i].eKind!=NEWS_TK_WORD || (a[i].mClass & NEWS_LX_STOP) ){
      i++;
    }else{
      break;
    }
  }
  if( i>=iEnd || iEnd-i>CHUNK_TOKENS || tagGivenBefore(p, i, iEnd) ) return;
  if( iEnd-i==1 ){
    if( (nScore = surnameScore(p, i))!=0 ) tagAdd(p, i, iEnd, NEWS_PERSON, nScore);
    else tagOther(p, i, iEnd);
    return;
  }
  if( (nScore = personScore(p, i, iEnd))!=0 ){
    tagAdd(p, i, iEnd, NEWS_PERSON, nScore);
    return;
  }
  if( tagOther(p, i, iEnd) ) return;
  /* Doubtful names inside are parts of a longer one, unless they are all of it. */
  uint32_t nMaybe = 0;
  while( iEnd>i+1 && (a[iEnd-1].mClass & NEWS_LX_STOP) ) iEnd--;      /* "Apple To $280" */
  for(uint32_t k=i; k<iEnd; k++) nMaybe += (p->f->aUse[k] & NEWS_US_MAYBE)!=0;
  if( nMaybe==iEnd-i ) return;
  for(uint32_t k=i; k<iEnd; k++) p->f->aUse[k] |= NEWS_US_CHUNK;
}

void newsFieldTag(NewsWork *w, NewsField *f){
  Tagger t = { .w = w, .f = f, .a = f->text.aToken, .n = f->text.nToken };
  uint32_t iNext = 0;
  while( t.iFirst<w->nSpan && w->aSpan[t.iFirst].bBody!=f->bBody ) t.iFirst++;
  t.nMatch = t.iFirst;
  for(; t.nMatch<w->nSpan; t.nMatch++){
    const NewsSpan *s = &w->aSpan[t.nMatch];
    if( s->iRun==NEWS_NOBODY && s->iRunUser==NEWS_NOBODY ) break;
  }
  for(uint32_t i=t.iFirst; i<t.nMatch && !newsWorkCount(w, TAG_STEPS); i++){
    tagFacility(&t, i);
  }
  for(uint32_t i=0; i<f->nCap && w->rc==0; i++){
    uint32_t iTok = f->aCap[i];
    if( newsWorkCount(w, TAG_STEPS) ) return;
    if( iTok<iNext || (f->aUse[iTok] & NEWS_US_TAKEN) || !isFree(&t, iTok) ) continue;
    if( f->aUse[iTok] & NEWS_US_LINE ){
      iNext = tagHeadline(&t, iTok);
    }else{
      iNext = chunkEnd(&t, iTok);
      tagChunk(&t, iTok, iNext);
    }
  }
}
