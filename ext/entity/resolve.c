/*
** resolve.c - the entities of the document: which mentions are one.
**
**   "Elon Musk ... Musk said"              the second is Elon Musk, evidence coref
**   "Foo Bar Group (FBG) ... FBG"          one ORG; its name is the longest form
**   'Foo Bar plc ("Quux") ... Quux'        the same, whatever it is called
**   "Wang Xing ... Wang Huiwen ... Wang"   the nearest before: Wang Huiwen
**
** HOW IT WORKS. Merged spans are read in order, and between them the capitalised tokens
** that no span holds. An open hash maps what names an entity to it: its number in the
** gazetteer, its name, its symbol, and its short forms (a person's surname, else given
** name; an acronym in brackets; the first words of a company that no list has). A short
** form seen again moves to the entity just read, so that of two persons of one surname
** the nearest before is meant. The headline is read once more at the end, for surnames
** that only the body explains.
*/
#include "entityInt.h"
#include <string.h>

enum { KEY_NUMBER = 1, KEY_NAME, KEY_SYMBOL, KEY_SHORT, KEY_FIRST, KEY_GIVEN,
       KEY_LEAD, KEY_DEFINED };
#define KEY(e,h)  ((uint64_t)(e)<<56 | (uint64_t)(h))

#define SURE_NAME   850      /* score of one word that is a name elsewhere, too */
#define TOKEN_STEPS   4      /* steps of work that a token which may be a name counts */
#define SPAN_STEPS   64      /* those of a span */
#define KEY_STEPS     2      /* those of a key that another one is in the place of */

/*-------------------------------------------------------------------------------- keys */

/* The slot of a key in a table of n, which is not full. Texts can be written so that many
** keys want one place: what that takes is counted. */
static NewsKey *keySlot(const NewsWork *w, NewsKey *a, uint32_t n, uint64_t key){
  uint32_t i = (uint32_t)((key*0x9E3779B97F4A7C15u)>>32) & (n-1), nMiss = 0;
  while( a[i].iEnt && a[i].key!=key ){
    i = (i+1) & (n-1);
    nMiss++;
  }
  if( nMiss ) newsWork(w->pArena, (size_t)nMiss*KEY_STEPS);
  return &a[i];
}

/* The entity of a key, -1 when there is none. */
static int keyGet(const NewsWork *w, uint64_t key){
  if( w->nKey==0 ) return -1;
  return keySlot(w, w->aKey, w->nKey, key)->iEnt-1;
}

/* From now on the key names this entity. */
static void keyPut(NewsWork *w, uint64_t key, int iEnt){
  if( w->nKeyUsed*2+2>w->nKey ){
    uint32_t nNew = w->nKey ? w->nKey*2 : 128;
    NewsKey *a = newsArenaAlloc(w->pArena, nNew*sizeof(NewsKey));
    if( a==0 ){
      w->rc = NEWS_NOMEM;
      return;
    }
    memset(a, 0, nNew*sizeof(NewsKey));
    for(uint32_t i=0; i<w->nKey; i++){
      if( w->aKey[i].iEnt ) *keySlot(w, a, nNew, w->aKey[i].key) = w->aKey[i];
    }
    w->aKey = a;
    w->nKey = nNew;
  }
  NewsKey *p = keySlot(w, w->aKey, w->nKey, key);
  w->nKeyUsed += p->iEnt==0;
  p->key = key;
  p->iEnt = iEnt+1;
}

/*---------------------------------------------------------------------------- entities */

/* Tokens of a span without legal forms at its end. */
static uint32_t bareTokens(const NewsText *t, uint32_t iTok, uint32_t nTok){
  while( nTok>1 ){
    const NewsToken *k = &t->aToken[iTok+nTok-1];
    if( (k->mClass & NEWS_LX_LEGAL)==0 && !(k->nByte==1 && k->c==',') ) break;
    nTok--;
  }
  return nTok;
}

/* Key of a name of no list: its label and the hashes of its words. */
static uint64_t nameKey(const NewsText *t, const NewsSpan *s, uint32_t nBare){
  uint32_t a = NEWS_MIX0, b = s->eLabel;
  for(uint32_t i=0; i<nBare; i++){
    a = NEWS_MIX(a, t->aToken[s->iTok+i].hash);
    b = NEWS_MIX(b, a);
  }
  return KEY(KEY_NAME, (uint64_t)a<<24 ^ b);
}

static int entityNew(NewsWork *w){
  if( w->nEnt>=w->nEntAlloc ){
    uint32_t nOld = w->nEntAlloc, nNew = nOld ? nOld*2 : 32;
    void *p = newsArenaGrow(w->pArena, w->aEnt, nOld*sizeof(NewsEntity),
                            nNew*sizeof(NewsEntity));
    void *q = newsArenaGrow(w->pArena, w->aInfo, nOld*sizeof(NewsEntityInfo),
                            nNew*sizeof(NewsEntityInfo));
    if( p==0 || q==0 ){
      w->rc = NEWS_NOMEM;
      return -1;
    }
    w->aEnt = p;
    w->aInfo = q;
    w->nEntAlloc = nNew;
  }
  memset(&w->aEnt[w->nEnt], 0, sizeof(NewsEntity));
  memset(&w->aInfo[w->nEnt], 0, sizeof(NewsEntityInfo));
  w->aEnt[w->nEnt].iFirst = -1;
  w->aInfo[w->nEnt].iNumber = NEWS_NOBODY;
  return (int)w->nEnt++;
}

/* The entity of a number in the gazetteer. */
static int entityOfNumber(NewsWork *w, uint32_t iNumber){
  NewsFacts x;
  int i = keyGet(w, KEY(KEY_NUMBER, iNumber));
  if( i>=0 || (i = entityNew(w))<0 ) return i;
  NewsEntity *e = &w->aEnt[i];
  newsFacts(w->pGaz, iNumber, &x);
  e->zName = x.zName;
  e->zTicker = x.zTicker;
  e->zExchange = x.zTicker ? x.zExchange : 0;
  e->zParent = x.zParent;
  e->zCountry = x.zCountry;
  e->zListings = x.zListings;
  e->eLabel = x.eLabel;
  e->eSubtype = x.eSubtype;
  w->aInfo[i].iNumber = iNumber;
  keyPut(w, KEY(KEY_NUMBER, iNumber), i);
  return i;
}

/* A name with single blanks where the text has white space. */
static void entityName(NewsWork *w, int iEnt, const char *z, uint32_t n){
  char *zNew = newsArenaAlloc(w->pArena, (size_t)n+1);
  uint32_t nNew = 0;
  if( zNew==0 ){
    w->rc = NEWS_NOMEM;
    return;
  }
  for(uint32_t i=0; i<n; i++){
    int bBlank = (unsigned char)z[i]<=' ';
    if( !bBlank || (nNew && zNew[nNew-1]!=' ') ) zNew[nNew++] = bBlank ? ' ' : z[i];
  }
  zNew[nNew] = 0;
  w->aEnt[iEnt].zName = zNew;
  w->aInfo[iEnt].nName = n;
}

/* The entity of a span of no list: by its symbol, then by its name. */
static int entityOfName(NewsWork *w, const NewsField *f, const NewsSpan *s){
  const NewsText *t = &f->text;
  uint32_t nBare = bareTokens(t, s->iTok, s->nTok);
  uint64_t kName = nameKey(t, s, nBare), kSymbol = 0;
  int i = -1;
  if( s->zSymbol ){
    kSymbol = KEY(KEY_SYMBOL, newsSymbolHash(s->zSymbol, s->nSymbol));
    i = keyGet(w, kSymbol);
  }
  if( i<0 ) i = keyGet(w, kName);
  if( i<0 && s->eLabel==NEWS_PERSON && s->nTok>1 ){
    /* "Elon R. Musk" behind "Elon Musk": first and last word agree. */
    int k = keyGet(w, KEY(KEY_SHORT, t->aToken[s->iTok+s->nTok-1].hash));
    const NewsEntityInfo *q = k>=0 ? &w->aInfo[k] : 0;
    if( q && w->aEnt[k].eLabel==NEWS_PERSON && q->nTok>1
     && w->aField[q->bBody].text.aToken[q->iTok].hash==t->aToken[s->iTok].hash ) i = k;
  }
  if( i<0 && s->eLabel==NEWS_PERSON && s->nTok==1 ){
    i = keyGet(w, KEY(KEY_SHORT, t->aToken[s->iTok].hash));
    if( i>=0 && w->aEnt[i].eLabel!=NEWS_PERSON ) i = -1;
  }
  if( i<0 ){
    i = entityNew(w);
    if( i<0 ) return i;
    w->aEnt[i].eLabel = s->eLabel;
    w->aEnt[i].eSubtype = s->eSubtype;
  }
  NewsEntityInfo *q = &w->aInfo[i];
  const char *z = &t->z[s->iByte];
  uint32_t bCash = s->eEvidence==NEWS_EV_CASHTAG && *z=='$';
  if( q->iNumber==NEWS_NOBODY && (w->aEnt[i].zName==0 || s->nByte-bCash>q->nName) ){
    entityName(w, i, z+bCash, s->nByte-bCash);
  }
  keyPut(w, kName, i);
  if( kSymbol ) keyPut(w, kSymbol, i);
  return i;
}

/* A symbol that the text gives to a company without one. */
static void entitySymbol(NewsWork *w, int iEnt, const NewsSpan *s){
  NewsEntity *e = &w->aEnt[iEnt];
  if( s->zSymbol==0 || e->zTicker || e->eLabel!=NEWS_ORG ) return;
  char *z = newsWorkDup(w, s->zSymbol, s->nSymbol);
  if( z==0 ) return;
  if( s->nSymbol>1 && z[s->nSymbol-1]=='.' && s->zMic && strcmp(s->zMic, "XLON") ){
    z[s->nSymbol-1] = 0;
  }
  for(char *q=z; *q; q++) if( *q=='-' || *q=='/' ) *q = '.';
  e->zTicker = z;
  e->zExchange = s->zMic;
}

/*------------------------------------------------------------------------- short forms */

int newsIsAcronym(const NewsText *t, uint32_t iTok, uint32_t nTok, uint32_t iAcro){
  const NewsToken *k = &t->aToken[iAcro];
  const char *z = &t->z[k->iByte], *zEnd = z+k->nByte;
  uint32_t nMiss = 0, i = 0;
  if( k->eKind!=NEWS_TK_WORD || k->nByte<2 || k->nByte>10 || !newsAllCaps(k)
   || nTok<2 ) return 0;
  for(; z<zEnd; z++){
    if( *z=='.' || *z=='&' ) continue;
    for(;; i++){
      if( i>=nTok ) return 0;
      const NewsToken *x = &t->aToken[iTok+i];
      if( (x->c & 0xDF)==(uint8_t)*z && x->eKind==NEWS_TK_WORD ) break;
      if( x->mShape & NEWS_SH_UPPER1 ) nMiss++;
      if( i==0 ) return 0;
    }
    i++;
  }
  for(; i<nTok; i++){
    const NewsToken *x = &t->aToken[iTok+i];
    nMiss += (x->mShape & NEWS_SH_UPPER1) && !(x->mClass & NEWS_LX_LEGAL);
  }
  return nMiss<=1;
}

/* "Jr." and such behind a surname. */
static int isSuffix(const NewsText *t, uint32_t i){
  const char *z = &t->z[t->aToken[i].iByte];
  uint32_t n = t->aToken[i].nByte;
  return n>=2 && n<=3 && ((z[0]=='J' && z[1]=='r') || (z[0]=='S' && z[1]=='r')
                       || (z[0]=='I' && z[1]=='I'));
}

/* A bit set of short forms' hashes, to be quick about words that are none. */
typedef struct Forms {
  uint64_t a[64];
  int bDefined;          /* the text says of one what it is called */
} Forms;

static int formHas(const Forms *p, uint32_t hash){
  return p->a[(hash>>6)&63]>>(hash&63) & 1;
}

/* May the token, which is of no span, be one? Hardly any is: one branch for both. */
static int formMaybe(const Forms *p, const NewsField *f, uint32_t iTok){
  return formHas(p, f->text.aToken[iTok].hash) & !(f->aUse[iTok] & NEWS_US_TAKEN);
}

static void shortPut(NewsWork *w, Forms *p, int eKey, uint32_t hash, int iEnt){
  p->a[(hash>>6)&63] |= (uint64_t)1<<(hash&63);
  keyPut(w, KEY(eKey, hash), iEnt);
}

/* A quotation mark: ", “, ” or ' */
static int isQuote(const NewsText *t, uint32_t i){
  const NewsToken *k = &t->aToken[i];
  const uint8_t *z = (const uint8_t*)&t->z[k->iByte];
  if( k->nByte==1 ) return z[0]=='"' || z[0]=='\'';
  return k->nByte==3 && z[0]==0xE2 && z[1]==0x80 && z[2]>=0x98 && z[2]<=0x9D;
}

/* The word that the text calls the name before token i from now on, as in
** 'Velmar Foods plc ("Velmar")'; 0 when there is none, or it is what all are called. */
static uint32_t definedAt(const NewsText *t, uint32_t i){
  if( i+4>=t->nToken || !newsIsChar(&t->aToken[i], '(') ) return 0;
  if( newsWhichWord(t, i+1, "the")>=0 ) i++;
  if( i+4>=t->nToken || !isQuote(t, i+1) || !isQuote(t, i+3)
   || t->aToken[i+2].eKind!=NEWS_TK_WORD || t->aToken[i+2].nByte<2
   || !(t->aToken[i+2].mShape & NEWS_SH_UPPER1) ) return 0;
  return newsWhichWord(t, i+2, "company group bank fund parent buyer seller issuer firm "
                       "corporation borrower purchaser trust partnership commission "
                       "board lender agreement act merger offer transaction debtors "
                       "plaintiff defendant")<0 ? i+2 : 0;
}

/* The short forms that a span gives its entity. */
static void shortForms(NewsWork *w, NewsField *f, const NewsSpan *s, Forms *p){
  const NewsText *t = &f->text;
  uint32_t nBare = bareTokens(t, s->iTok, s->nTok);
  const NewsToken *a = &t->aToken[s->iTok];
  const uint32_t mGiven = NEWS_LX_GIVEN|NEWS_LX_COMMON|NEWS_LX_NAMEWORD;
  NewsEntityInfo *q = &w->aInfo[s->iEnt];
  if( nBare>q->nTok ){
    q->iTok = s->iTok;
    q->nTok = nBare;
    q->bBody = s->bBody;
  }
  if( s->eEvidence==NEWS_EV_CASHTAG && a->c=='$' ) return;
  if( s->eLabel==NEWS_PERSON && nBare>1 ){
    uint32_t iLast = nBare-1;
    if( iLast>1 && isSuffix(t, s->iTok+iLast) ) iLast--;
    if( !(a[iLast].mShape & NEWS_SH_UPPER1) ) iLast = 0;           /* "Kim Young-sam" */
    shortPut(w, p, KEY_SHORT, a[iLast].hash, s->iEnt);
    if( nBare==2 && (a[0].mClass & NEWS_LX_SURNAME) && !(a[0].mClass & NEWS_LX_GIVEN) ){
      shortPut(w, p, KEY_SHORT, a[0].hash, s->iEnt);
    }else if( (a[0].mClass & mGiven)==NEWS_LX_GIVEN ){
      shortPut(w, p, KEY_GIVEN, a[0].hash, s->iEnt);
    }
  }
  if( s->eLabel==NEWS_PERSON && nBare==1 && s->nScore>=SURE_NAME ){
    shortPut(w, p, KEY_SHORT, a[0].hash, s->iEnt);
  }
  if( s->eLabel==NEWS_ORG && q->iNumber==NEWS_NOBODY
   && (nBare>1 || s->nTok>nBare || s->zSymbol || s->nScore>=SURE_NAME) ){
    shortPut(w, p, KEY_FIRST, a[0].hash, s->iEnt);
  }else if( nBare>1 && (s->eSubtype==NEWS_ST_COMPANY || s->eSubtype==NEWS_ST_MEDIA) ){
    shortPut(w, p, KEY_LEAD, a[0].hash, s->iEnt);
  }
  /* An acronym in brackets behind it, or what it is called from now on. */
  uint32_t iOpen = s->iTok+s->nTok, iDefined;
  if( s->eLabel!=NEWS_ORG || iOpen+2>=t->nToken || t->aToken[iOpen].c!='(' ) return;
  if( t->aToken[iOpen+2].c==')' ){
    if( newsIsAcronym(t, s->iTok, s->nTok, iOpen+1) ){
      shortPut(w, p, KEY_SHORT, t->aToken[iOpen+1].hash, s->iEnt);
    }
  }else if( (iDefined = definedAt(t, iOpen))!=0 ){
    p->bDefined = 1;
    shortPut(w, p, KEY_SHORT, t->aToken[iDefined].hash, s->iEnt);
    shortPut(w, p, KEY_DEFINED, t->aToken[iDefined].hash, s->iEnt);
  }
}

/* May the token stand for a name at all, by its neighbours? */
static int corefFits(const NewsField *f, uint32_t iTok, uint32_t nTok){
  const NewsToken *k = &f->text.aToken[iTok], *pNext = k+nTok;
  const uint32_t mPlain = NEWS_LX_STOP|NEWS_LX_COMMON|NEWS_LX_TITLE|NEWS_LX_ROLE
                        |NEWS_LX_MONTH|NEWS_LX_WEEKDAY|NEWS_LX_VERBCUE;
  int bLine = (f->aUse[iTok] & NEWS_US_LINE)!=0;
  if( (k->mClass & NEWS_LX_STOP) && (bLine || k->nByte<3 || !newsAllCaps(k)) ) return 0;
  if( (k->mFlag & NEWS_TF_SENT) && (k->mClass & NEWS_LX_COMMON) && nTok==1
   && pNext->eKind!=NEWS_TK_POSS && !(pNext->mClass & NEWS_LX_VERBCUE) ) return 0;
  if( bLine ) return !(k->mClass & NEWS_LX_COMMON) || (pNext->mClass & NEWS_LX_VERBCUE);
  if( iTok>0 && !(k->mFlag & NEWS_TF_SENT) && (k[-1].mShape & NEWS_SH_UPPER1)
   && !(k[-1].mClass & mPlain) && !(f->aUse[iTok-1] & NEWS_US_TAKEN) ) return 0;
  return !(pNext->mShape & NEWS_SH_UPPER1) || (pNext->mFlag & NEWS_TF_SENT)
      || (pNext->mClass & mPlain & ~(uint32_t)NEWS_LX_COMMON)
      || (f->aUse[iTok+nTok] & NEWS_US_TAKEN);
}

/* Does the word, the first of many an organisation, say what kind it is? */
static int isAdjective(const NewsText *t, uint32_t i){
  return newsWhichWord(t, i, "foreign national international general central federal state "
                       "public global world royal united american european asian african "
                       "north south east west northern southern eastern western")>=0;
}

/* The words beside token *piTok that stand beside it in the entity's longest form, too:
** "Xi Yanchun" again, not "Xi" and "Yanchun". Returns how many there are with it. */
static uint32_t growForm(const NewsWork *w, const NewsField *f, int iEnt, uint32_t *piTok){
  const NewsEntityInfo *q = &w->aInfo[iEnt];
  const NewsToken *a = &w->aField[q->bBody].text.aToken[q->iTok], *k;
  uint32_t n = 1, j = 0;
  k = &f->text.aToken[*piTok];
  while( j<q->nTok && a[j].hash!=k->hash ) j++;
  if( j>=q->nTok ) return 1;
  while( j+n<q->nTok && a[j+n].hash==k[n].hash && !(f->aUse[*piTok+n] & NEWS_US_TAKEN) ){
    n++;
  }
  while( j>0 && *piTok>0 && a[j-1].hash==k[-1].hash
      && !(f->aUse[*piTok-1] & NEWS_US_TAKEN) ){
    j--;
    k--;
    n++;
    --*piTok;
  }
  return n;
}

/* A capitalised token of no span: a short form? Adds its span. */
static void corefAt(NewsWork *w, NewsField *f, uint32_t iTok){
  const NewsToken *k = &f->text.aToken[iTok];
  uint32_t nTok = 1;
  if( k->eKind!=NEWS_TK_WORD || !(k->mShape & NEWS_SH_UPPER1) ) return;
  int iEnt = keyGet(w, KEY(KEY_SHORT, k->hash));
  if( iEnt<0 ) iEnt = keyGet(w, KEY(KEY_GIVEN, k->hash));
  if( iEnt<0 ){
    iEnt = keyGet(w, KEY(KEY_FIRST, k->hash));
    if( iEnt<0 ) return;
    const NewsEntityInfo *q = &w->aInfo[iEnt];
    const NewsToken *a = &w->aField[q->bBody].text.aToken[q->iTok];
    while( nTok<q->nTok && a[nTok].hash==k[nTok].hash
        && !(f->aUse[iTok+nTok] & NEWS_US_TAKEN) ) nTok++;
    if( nTok==1 && q->nTok>1 && ((k->mClass & (NEWS_LX_COMMON|NEWS_LX_GIVEN
        |NEWS_LX_ORGHEAD|NEWS_LX_TITLE)) || isAdjective(&f->text, iTok)) ) return;
  }
  if( w->aEnt[iEnt].eLabel==NEWS_PERSON && nTok==1 ) nTok = growForm(w, f, iEnt, &iTok);
  if( !corefFits(f, iTok, nTok) ) return;
  if( w->aEnt[iEnt].eLabel==NEWS_ORG && newsOtherThing(w, &f->text, iTok+nTok) ) return;
  NewsSpan *s = newsSpanAdd(w, f, iTok, nTok, w->aEnt[iEnt].eLabel);
  if( s==0 ) return;
  s->eSubtype = w->aEnt[iEnt].eSubtype;
  s->eEvidence = NEWS_EV_COREF;
  s->nScore = nTok>1 ? 920 : 890;
  s->nLink = w->aInfo[iEnt].iNumber==NEWS_NOBODY ? -1 : 880;
  s->iEnt = iEnt;
  newsUse(f, s, NEWS_US_TAKEN);
}

/*-------------------------------------------------------------------------------- flow */

/* A word that the tagger took for a name, but is the first of a known company before it:
** "Warner" behind "Warner Bros. Discovery"; or what one is called from here on. Its
** entity, -1 when it is not. */
static int firstWordOf(NewsWork *w, NewsField *f, const NewsSpan *s, const Forms *p){
  const NewsToken *k = &f->text.aToken[s->iTok];
  if( s->nTok>1 || s->iNumber!=NEWS_NOBODY || s->eEvidence!=NEWS_EV_TAGGER
   || !formHas(p, k->hash) ) return -1;
  int iEnt = p->bDefined ? keyGet(w, KEY(KEY_DEFINED, k->hash)) : -1;
  if( iEnt>=0 ) return iEnt;
  if( k->mClass & (NEWS_LX_COMMON|NEWS_LX_GIVEN|NEWS_LX_ORGHEAD|NEWS_LX_TITLE) ) return -1;
  return keyGet(w, KEY(KEY_LEAD, k->hash));
}

/* Give a merged span its entity. */
static void resolveSpan(NewsWork *w, NewsField *f, NewsSpan *s, Forms *p){
  if( newsWorkCount(w, SPAN_STEPS) || s->eLabel>=NEWS_MONEY ) return;
  s->iEnt = firstWordOf(w, f, s, p);
  if( s->iEnt>=0 ){
    s->eEvidence = NEWS_EV_COREF;
    s->nScore = 890;
    s->nLink = 880;
  }else{
    s->iEnt = s->iNumber!=NEWS_NOBODY ? entityOfNumber(w, s->iNumber)
        : entityOfName(w, f, s);
  }
  if( s->iEnt<0 ) return;
  entitySymbol(w, s->iEnt, s);
  const NewsEntity *e = &w->aEnt[s->iEnt];
  s->eLabel = e->eLabel;
  s->eSubtype = e->eSubtype;
  if( w->rc==0 ) shortForms(w, f, s, p);
}

/* Spans of a field, from aSpan[i] on, and the tokens between them. Returns behind them.
*/
static uint32_t resolveField(NewsWork *w, NewsField *f, uint32_t i, uint32_t nSpan,
                             Forms *p){
  uint32_t iCap = 0;
  for(; w->rc==0; i++){
    int bMore = i<nSpan && w->aSpan[i].bBody==f->bBody;
    uint32_t iTok = bMore ? w->aSpan[i].iTok : f->text.nToken;
    uint32_t iFrom = iCap;
    const uint32_t *aCap = f->aCap, nCap = f->nCap;
    const NewsToken *aToken = f->text.aToken;
    const uint8_t *aUse = f->aUse;
    for(; iCap<nCap && aCap[iCap]<iTok; iCap++){
      uint32_t k = aCap[iCap];
      if( formHas(p, aToken[k].hash) & !(aUse[k] & NEWS_US_TAKEN) ) corefAt(w, f, k);
    }
    if( newsWorkCount(w, (size_t)TOKEN_STEPS*(iCap-iFrom)) ) break;
    if( !bMore ) break;
    resolveSpan(w, f, &w->aSpan[i], p);
  }
  return i;
}

/* A company that has left the market is given its last symbol where the text speaks of
** its shares as traded, which it does of the time before; but no symbol that has passed
** to another company since. */
static void formerTickers(NewsWork *w){
  int bAny = 0;
  for(uint32_t k=0; k<w->nEnt; k++){
    bAny |= (w->aEnt[k].zTicker==0) & (w->aEnt[k].zListings!=0);
  }
  if( !bAny ) return;
  for(uint32_t k=0; k<w->nSpan && !newsWorkCount(w, TOKEN_STEPS); k++){
    const NewsSpan *s = &w->aSpan[k];
    NewsEntity *e = s->iEnt>=0 ? &w->aEnt[s->iEnt] : 0;
    if( e==0 || e->zTicker || e->eLabel!=NEWS_ORG || e->zListings==0 ) continue;
    const char *z = e->zListings;
    size_t n = strcspn(z, " "), nMic = strcspn(z, ":");
    if( z[0]!='-' || nMic<2 || nMic+1>=n ) continue;
    if( !newsIsTraded(w, &w->aField[s->bBody], s) ) continue;
    const char *zMic = newsWorkDup(w, z+1, (int)nMic-1);
    if( zMic==0 ) return;
    if( newsSymbolFind(w->pGaz, z+nMic+1, (int)(n-nMic)-1, zMic)
        !=w->aInfo[s->iEnt].iNumber ) continue;
    e->zExchange = zMic;
    e->zTicker = newsWorkDup(w, z+nMic+1, (int)(n-nMic)-1);
  }
}

void newsResolve(NewsWork *w){
  Forms forms;
  uint32_t nSpan = w->nSpan, i = 0;
  if( w->rc ) return;
  memset(&forms, 0, sizeof(forms));
  for(uint32_t k=0; k<nSpan; k++){
    newsUse(&w->aField[w->aSpan[k].bBody], &w->aSpan[k], NEWS_US_TAKEN);
  }
  for(int k=0; k<2; k++) i = resolveField(w, &w->aField[k], i, nSpan, &forms);
  /* Once more the headline. */
  NewsField *f = &w->aField[w->aField[0].text.nToken==0];
  uint32_t iEnd = f->text.nToken;
  if( f->bBody ){
    iEnd = f->nHead<f->text.nSentence ? f->text.aSentence[f->nHead].iToken : 0;
  }
  for(uint32_t k=0; k<f->nCap && f->aCap[k]<iEnd && w->rc==0; k++){
    if( formMaybe(&forms, f, f->aCap[k]) ) corefAt(w, f, f->aCap[k]);
  }
  newsSpanMerge(w);
  formerTickers(w);
  /* A company found by its symbol only later has it for all its mentions. */
  for(uint32_t k=0; k<w->nEnt; k++){
    NewsEntity *e = &w->aEnt[k];
    e->bTicker = e->zTicker && e->eLabel==NEWS_ORG;
  }
}
