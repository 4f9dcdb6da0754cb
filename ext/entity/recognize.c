/*
** recognize.c - reads a document: the flow from text to mentions.
**
**   "Alibaba BABAByteDance, and Meituan MPNGY"
**       Alibaba ORG (BABA, inline), ByteDance ORG, Meituan ORG (MPNGY, inline)
**
** HOW IT WORKS. Each field is cut into tokens, scanned once for the tokens that may
** begin a name or a value, and read by the steps of entityInt.h, each of which adds
** spans. Linking and resolution see the spans of both fields; overlapping ones are
** settled by newsSpanMerge: the longer stays, then the one with stronger evidence. What
** is left becomes mentions and entities. Every list grows in the caller's arena; a
** failure sticks in NewsWork.rc.
*/
#include "entityInt.h"
#include <stdlib.h>
#include <string.h>

#define LINE_TOKENS      60    /* a longer line is no headline */
#define SCAN_TOKENS     4096   /* of which the work is counted at once */
#define LANGUAGE_TOKENS  200   /* as many tell the language of a text */
#define ENGLISH_TOKENS    64   /* as many do where they are English */
#define SCAN_STEPS         8   /* steps of work that a token counts */
#define SPAN_STEPS        16   /* those of a span that is settled, or becomes a mention */
#define SORT_STEPS         4   /* those of one in a pass of the sort */

/*------------------------------------------------------------------------------- spans */

NewsSpan *newsSpanAdd(NewsWork *w, NewsField *f, uint32_t iTok, uint32_t nTok,
                      int eLabel){
  static const NewsSpan none = { .iRun = NEWS_NOBODY, .iRunUser = NEWS_NOBODY,
                                 .iNumber = NEWS_NOBODY, .iEnt = -1, .nLink = -1 };
  if( w->rc ) return 0;
  if( w->nSpan>=w->nSpanAlloc ){
    uint32_t nNew = w->nSpanAlloc ? w->nSpanAlloc*2 : 64;
    void *p = newsArenaGrow(w->pArena, w->aSpan, w->nSpanAlloc*sizeof(NewsSpan),
                            nNew*sizeof(NewsSpan));
    if( p==0 ){
      w->rc = NEWS_NOMEM;
      return 0;
    }
    w->aSpan = p;
    w->nSpanAlloc = nNew;
  }
  NewsSpan *s = &w->aSpan[w->nSpan++];
  const NewsToken *a = &f->text.aToken[iTok], *b = a+nTok-1;
  *s = none;
  s->iTok = s->iMatch = iTok;
  s->nTok = nTok;
  s->iByte = a->iByte;
  s->nByte = b->iByte+b->nByte-a->iByte;
  s->bBody = f->bBody;
  s->eLabel = (uint8_t)eLabel;
  return s;
}

void newsSpanEnd(const NewsText *t, NewsSpan *s, uint32_t nTok){
  const NewsToken *k = &t->aToken[s->iTok+nTok-1];
  s->nTok = nTok;
  s->nByte = k->iByte+k->nByte-s->iByte;
}

void newsSpanBecome(NewsSpan *s, int eLabel, int eSubtype, int nScore){
  s->eLabel = (uint8_t)eLabel;
  s->eSubtype = (uint8_t)eSubtype;
  s->eEvidence = NEWS_EV_TAGGER;
  s->iNumber = s->iRun = s->iRunUser = NEWS_NOBODY;
  s->nScore = (int16_t)nScore;
  s->nLink = -1;
}

void newsUse(NewsField *f, const NewsSpan *s, int m){
  for(uint32_t i=0; i<s->nTok; i++) f->aUse[s->iTok+i] |= (uint8_t)m;
}

char *newsWorkDup(NewsWork *w, const char *z, int n){
  char *zNew = newsArenaDup(w->pArena, z, n);
  if( zNew==0 ) w->rc = NEWS_NOMEM;
  return zNew;
}

/* From one place of its first letter to the next: most words are of no list, and strchr
** looks at many bytes at once. */
int newsWhichOf(const NewsText *t, uint32_t i, const char *zWords){
  if( i>=t->nToken ) return -1;
  const NewsToken *k = &t->aToken[i];
  const char *z = &t->z[k->iByte], *q = zWords;
  for(; (q = strchr(q, k->c|0x20))!=0; q++){
    if( q!=zWords && q[-1]!=' ' ) continue;
    uint32_t j = 1;
    while( j<k->nByte && q[j]==(z[j]|0x20) ) j++;
    if( j<k->nByte || (q[j]!=' ' && q[j]!=0) ) continue;
    int n = 0;
    while( q>zWords ) n += *--q==' ';
    return n;
  }
  return -1;
}

int64_t newsSpanEnding(const NewsWork *w, uint32_t iFrom, uint32_t iTo, uint32_t iEnd){
  uint32_t lo = iFrom, hi = iTo;
  while( lo<hi ){
    uint32_t m = lo+(hi-lo)/2;
    if( w->aSpan[m].iTok+w->aSpan[m].nTok<=iEnd ) lo = m+1; else hi = m;
  }
  if( lo==iFrom ) return -1;
  const NewsSpan *s = &w->aSpan[lo-1];
  return s->iTok+s->nTok==iEnd ? (int64_t)lo-1 : -1;
}

/* Place of a span in the order: field, then offset, then the longer one. */
typedef struct SpanKey { uint64_t key; uint32_t i; } SpanKey;

static uint64_t spanKey(const NewsSpan *s){
  return (uint64_t)s->bBody<<63 | (uint64_t)s->iByte<<32 | (uint32_t)~s->nByte;
}

/* Sort by merging the runs that are sorted already: each step adds its spans in order, so
** there are few. aTmp is as large as a. */
static void spanSort(NewsWork *w, SpanKey *a, SpanKey *aTmp, uint32_t n){
  while( newsWorkCount(w, (size_t)n*SORT_STEPS)==NEWS_OK ){
    uint32_t i = 0, nRun = 0;
    while( i<n ){
      uint32_t m = i+1, e, x = i, y, o = i;
      while( m<n && a[m-1].key<=a[m].key ) m++;
      nRun++;
      if( m>=n ) break;
      for(e=m+1; e<n && a[e-1].key<=a[e].key; e++){}
      for(y=m; x<m && y<e; ) aTmp[o++] = a[x].key<=a[y].key ? a[x++] : a[y++];
      while( x<m ) aTmp[o++] = a[x++];
      memcpy(&a[i], &aTmp[i], (o-i)*sizeof(*a));
      i = e;
    }
    if( nRun<=1 ) return;
  }
}

/* Is b the better of two overlapping spans, of which a begins first? */
static int spanBetter(const NewsSpan *a, const NewsSpan *b){
  if( a->nByte!=b->nByte ) return b->nByte>a->nByte;
  return b->eEvidence>a->eEvidence;
}

void newsSpanMerge(NewsWork *w){
  uint32_t n = 0, nOut = 0, i = 0;
  const NewsSpan *q;
  if( w->rc ) return;
  /* Nothing to do when all stay and are in order already. */
  for(q=w->aSpan; i<w->nSpan && !(q[i].mFlag & NEWS_SF_DROP); i++){
    if( i && (q[i].bBody!=q[i-1].bBody ? q[i].bBody<q[i-1].bBody
              : q[i].iByte<q[i-1].iByte+q[i-1].nByte) ) break;
  }
  if( i==w->nSpan ) return;
  SpanKey *a = newsArenaAlloc(w->pArena, 2*(size_t)w->nSpan*sizeof(SpanKey));
  NewsSpan *aNew = newsArenaAlloc(w->pArena, w->nSpan*sizeof(NewsSpan));
  if( a==0 || aNew==0 ){
    w->rc = NEWS_NOMEM;
    return;
  }
  for(i=0; i<w->nSpan; i++){
    if( newsWorkCount(w, SPAN_STEPS) ) return;
    if( w->aSpan[i].mFlag & NEWS_SF_DROP ) continue;
    a[n++] = (SpanKey){ spanKey(&w->aSpan[i]), i };
  }
  spanSort(w, a, a+w->nSpan, n);
  if( w->rc ) return;
  for(i=0; i<n; i++){
    const NewsSpan *s = &w->aSpan[a[i].i];
    q = nOut ? &w->aSpan[a[nOut-1].i] : 0;
    if( q && q->bBody==s->bBody && s->iByte<q->iByte+q->nByte ){
      if( spanBetter(q, s) ) a[nOut-1] = a[i];
    }else{
      a[nOut++] = a[i];
    }
  }
  for(i=0; i<nOut; i++){
    if( newsWorkCount(w, SPAN_STEPS) ) return;
    aNew[i] = w->aSpan[a[i].i];
  }
  w->aSpan = aNew;
  w->nSpanAlloc = w->nSpan;
  w->nSpan = nOut;
}

/*------------------------------------------------------------------------------ fields */

/* Mark the tokens [iFrom,iTo) of a line, or its first sentence, which ends at iEnd, when it
** is a headline by its case. Longer ones are paragraphs. */
static void markLine(NewsField *f, uint32_t iFrom, uint32_t iTo, uint32_t iEnd){
  uint32_t nWord = 0, nUpper = 0, nCaps = 0, nLow = 0, nMost;
  int m = 0, bStop = 0;
  /* A first sentence of its own kind: "Why Acme Stock Fell Today. The maker of ..." */
  if( iEnd<iTo && iEnd-iFrom<LINE_TOKENS ) iTo = iEnd;
  else bStop = f->text.z[f->text.aToken[iTo-1].iByte]=='.';
  nMost = iTo-iFrom;
  if( nMost>LINE_TOKENS ) return;
  for(uint32_t i=iFrom; i<iTo; i++){
    const NewsToken *k = &f->text.aToken[i];
    uint32_t bWord = k->eKind==NEWS_TK_WORD;
    nWord += bWord;
    nUpper += bWord & ((k->mShape & NEWS_SH_UPPER1)!=0);
    nCaps += bWord & newsAllCaps(k) & (k->nByte>1);
    nLow += bWord & !(k->mShape & (NEWS_SH_UPPER1|NEWS_SH_UPPER))
          & !(k->mClass & NEWS_LX_STOP) & (k->nByte>3);
    /* The usual line is neither, whatever follows. */
    if( nLow*12>nMost && (nWord-nCaps)*10>nMost*3 ) return;
  }
  if( nWord>=3 && nCaps*10>=nWord*7 ) m = NEWS_US_CAPS;
  else if( nWord>=4 && nLow*12<=nWord && nUpper*10>=nWord*6 && !bStop ) m = NEWS_US_TITLE;
  if( m ) for(uint32_t i=iFrom; i<iTo; i++) f->aUse[i] |= (uint8_t)m;
}

#define VALUE_CLASS (NEWS_LX_MONTH|NEWS_LX_WEEKDAY|NEWS_LX_TIMEWORD|NEWS_LX_NUMBER)

/* The lists of a field being made: of what may begin names and values, and of lines. */
typedef struct Lists { uint32_t *aCap, *aVal, *aLine, nCap, nVal, nLine; } Lists;

/* Add tokens [i,iStop) to the lists, without branches; m1 is a second image or NULL. */
static inline void scanTokens(Lists *pList, const NewsToken *a, uint32_t i, uint32_t iStop,
                              const NewsImage *m0, const NewsImage *m1){
  const uint32_t *aGate = m0->aGateLow, nBit = m0->nGateLowBit;
  Lists x = *pList;
  for(const NewsToken *k=&a[i]; i<iStop; i++, k++){
    uint32_t bCap = k->mShape & NEWS_SH_UPPER1;
    bCap |= newsGateHas(aGate, newsGateBit(k->hash, nBit));
    if( m1 ) bCap |= newsGateHas(m1->aGateLow, newsGateBit(k->hash, m1->nGateLowBit));
    x.aCap[x.nCap] = i;
    x.nCap += bCap;
    x.aVal[x.nVal] = i;
    x.nVal += ((k->mClass & VALUE_CLASS) | (k->mShape & NEWS_SH_DIGIT)
               | (k->eKind==NEWS_TK_SYMBOL))!=0;
    x.aLine[x.nLine] = i;
    x.nLine += (k->mFlag & NEWS_TF_LINE)!=0;
  }
  *pList = x;
}

/* Mark the lines that are headlines, and count those in lower case behind a sentence. */
static void scanLines(NewsField *f, const uint32_t *aLine, uint32_t nLine){
  const NewsText *t = &f->text;
  const NewsToken *a = t->aToken;
  for(uint32_t n=0, iNext=0; n<nLine; n++){
    uint32_t i = aLine[n], iTo = n+1<nLine ? aLine[n+1] : t->nToken;
    while( iNext<t->nSentence && t->aSentence[iNext].iToken<=i ) iNext++;
    markLine(f, i, iTo, iNext<t->nSentence ? t->aSentence[iNext].iToken : iTo);
    f->nLowLine += i && (a[i].mShape & NEWS_SH_LOWER) && !(a[i].mFlag & NEWS_TF_SENT)
                && !(a[i].mShape & NEWS_SH_UPPER1)
                && (a[i-1].c=='.' || a[i-1].c=='?' || a[i-1].c=='!');
  }
}

/* The lists of what may begin names and values; lines. */
static void fieldScan(NewsWork *w, NewsField *f, uint32_t *aLine){
  const NewsImage *m0 = w->pGaz->aImage[0];
  const uint32_t nToken = f->text.nToken;
  Lists x = { .aCap = f->aCap, .aVal = f->aVal, .aLine = aLine };
  for(uint32_t i=0, iStop; i<nToken; i=iStop){
    iStop = nToken-i>SCAN_TOKENS ? i+SCAN_TOKENS : nToken;
    if( w->pGaz->nImage<2 ) scanTokens(&x, f->text.aToken, i, iStop, m0, 0);
    else scanTokens(&x, f->text.aToken, i, iStop, m0, w->pGaz->aImage[1]);
    if( newsWorkCount(w, SCAN_TOKENS*SCAN_STEPS) ) return;
  }
  scanLines(f, aLine, x.nLine);
  f->nCap = x.nCap;
  f->nVal = x.nVal;
}

/* Sentences that are the headline of a bare text: those of a first line without a final
** stop, else the first (*pbLead). */
static uint32_t headSentences(const NewsText *t, uint8_t *pbLead){
  uint32_t i = 1, n = 0;
  while( i<t->nToken && !(t->aToken[i].mFlag & NEWS_TF_LINE) ) i++;
  uint32_t iLast = i ? i-1 : 0;
  while( iLast && (t->aToken[iLast].c=='"' || t->aToken[iLast].c==0xE2) ) iLast--;
  int bStop = t->nToken && t->aToken[iLast].c=='.' && t->aToken[iLast].nByte==1;
  if( i>=t->nToken || bStop ){
    *pbLead = 1;
    return t->nSentence ? 1 : 0;
  }
  while( n<t->nSentence && t->aSentence[n].iToken<i ) n++;
  return n;
}

/* Tokens and lists of a field. */
void newsFieldOpen(NewsWork *w, NewsField *f, const char *z, uint32_t n, int bBody){
  f->bBody = (uint8_t)bBody;
  if( w->pMemo==0 ){
    w->pMemo = newsArenaAlloc(w->pArena, sizeof(NewsMemo));
    if( w->pMemo==0 ) w->rc = NEWS_NOMEM;
    else memset(w->pMemo, 0, sizeof(NewsMemo));
  }
  if( w->rc==NEWS_OK ){
    w->rc = newsTokenize(w->pArena, z ? z : "", z ? n : 0, &f->text);
  }
  if( w->rc ) return;
  size_t nTok = (size_t)f->text.nToken+2;
  newsFieldSplit(w, f);
  if( w->rc ) return;
  nTok = (size_t)f->text.nToken+2;
  f->aUse = newsArenaAlloc(w->pArena, nTok);
  f->aCap = newsArenaAlloc(w->pArena, nTok*sizeof(uint32_t));
  f->aVal = newsArenaAlloc(w->pArena, nTok*sizeof(uint32_t));
  uint32_t *aLine = newsArenaAlloc(w->pArena, nTok*sizeof(uint32_t));
  if( f->aUse==0 || f->aCap==0 || f->aVal==0 || aLine==0 ){
    w->rc = NEWS_NOMEM;
    return;
  }
  memset(f->aUse, 0, nTok);
  fieldScan(w, f, aLine);
  if( bBody && w->pDoc->bBare ) f->nHead = headSentences(&f->text, &f->bLead);
}

/*------------------------------------------------------------------------------ result */

/* Characters before byte iByte, which is in token iTok or right behind it. */
static uint32_t charAt(const NewsText *t, uint32_t iTok, uint32_t iByte){
  const NewsToken *k = &t->aToken[iTok];
  if( iByte==k->iByte ) return k->iChar;
  if( iByte==k->iByte+k->nByte ) return k->iChar+k->nChar;
  return k->iChar+(uint32_t)newsUtf8Count(&t->z[k->iByte], iByte-k->iByte);
}

/* Spans, in order, as mentions; entities in the order of their first mention. */
static void makeMentions(NewsWork *w, NewsResult *r){
  uint32_t iSent = 0;
  int iField = -1;
  int *aNew = newsArenaAlloc(w->pArena, (w->nEnt+1)*sizeof(int));
  r->aMention = newsArenaAlloc(w->pArena, (w->nSpan+1)*sizeof(NewsMention));
  r->aEntity = newsArenaAlloc(w->pArena, (w->nEnt+1)*sizeof(NewsEntity));
  if( aNew==0 || r->aMention==0 || r->aEntity==0 ){
    w->rc = NEWS_NOMEM;
    return;
  }
  for(uint32_t i=0; i<w->nEnt; i++) aNew[i] = -1;
  for(uint32_t i=0; i<w->nSpan; i++){
    const NewsSpan *s = &w->aSpan[i];
    const NewsText *t = &w->aField[s->bBody].text;
    NewsMention *m = &r->aMention[r->nMention++];
    if( newsWorkCount(w, SPAN_STEPS) ) return;
    if( iField!=s->bBody ){
      iField = s->bBody;
      iSent = 0;
    }
    while( iSent+1<t->nSentence && t->aSentence[iSent+1].iToken<=s->iTok ) iSent++;
    memset(m, 0, sizeof(*m));
    m->iByte = s->iByte;
    m->nByte = s->nByte;
    m->iChar = charAt(t, s->iTok, s->iByte);
    m->nChar = charAt(t, s->iTok+s->nTok-1, s->iByte+s->nByte)-m->iChar;
    m->iSentence = iSent;
    m->bBody = s->bBody;
    m->eLabel = s->eLabel;
    m->eSubtype = s->eSubtype;
    m->eEvidence = s->eEvidence;
    m->nScore = s->nScore;
    m->nLinkScore = s->nLink;
    m->rValue = s->rValue;
    m->zValue = s->zValue;
    m->zUnit = s->zUnit;
    m->iEntity = -1;
    if( s->iEnt>=0 ){
      if( aNew[s->iEnt]<0 ){
        aNew[s->iEnt] = r->nEntity;
        r->aEntity[r->nEntity++] = w->aEnt[s->iEnt];
      }
      m->iEntity = aNew[s->iEnt];
    }
  }
}

/* A ticker's rank. */
typedef struct TickerRank { int bActing, nRelevance, nMention, iEntity; } TickerRank;

static int tickerCompare(const void *pA, const void *pB){
  const TickerRank *a = pA, *b = pB;
  if( a->bActing!=b->bActing ) return a->bActing-b->bActing;
  if( a->nRelevance!=b->nRelevance ) return a->nRelevance>b->nRelevance ? -1 : 1;
  if( a->nMention!=b->nMention ) return a->nMention>b->nMention ? -1 : 1;
  return a->iEntity<b->iEntity ? -1 : a->iEntity>b->iEntity;
}

/* Is the symbol in the list? Asked for lists of all lengths, so by an open hash. */
static int tickerSeen(NewsWork *w, const NewsResult *r, uint32_t *aHash, uint32_t nHash,
                      int iEntity){
  const char *z = r->aEntity[iEntity].zTicker;
  int n = (int)strlen(z);
  uint32_t i = newsSymbolHash(z, n) & (nHash-1);
  for(; aHash[i]; i = (i+1) & (nHash-1)){
    const char *zOld = r->aEntity[aHash[i]-1].zTicker;
    if( newsSymbolEqual(zOld, (int)strlen(zOld), z, n)
     || newsWorkCount(w, SORT_STEPS) ) return 1;
  }
  aHash[i] = (uint32_t)iEntity+1;
  return 0;
}

static void makeTickers(NewsWork *w, NewsResult *r){
  uint32_t nHash = 16;
  int n = 0;
  while( nHash<(uint32_t)r->nEntity*2 ) nHash *= 2;
  TickerRank *a = newsArenaAlloc(w->pArena, ((size_t)r->nEntity+1)*sizeof(TickerRank));
  uint32_t *aHash = newsArenaAlloc(w->pArena, nHash*sizeof(uint32_t));
  r->aTicker = newsArenaAlloc(w->pArena, ((size_t)r->nEntity+1)*sizeof(int));
  if( a==0 || aHash==0 || r->aTicker==0 ){
    w->rc = NEWS_NOMEM;
    return;
  }
  memset(aHash, 0, nHash*sizeof(uint32_t));
  for(int i=0; i<r->nEntity; i++){
    const NewsEntity *e = &r->aEntity[i];
    if( e->bTicker ) a[n++] = (TickerRank){ e->bActing, e->nRelevance, e->nMention, i };
  }
  if( n>1 ) qsort(a, (size_t)n, sizeof(a[0]), tickerCompare);
  for(int i=0; i<n; i++){
    if( tickerSeen(w, r, aHash, nHash, a[i].iEntity) ) continue;
    r->aTicker[r->nTicker++] = a[i].iEntity;
  }
}

/* The language of the body, or else of the title; NULL when they do not tell. */
static const char *languageOf(const NewsWork *w){
  const char *z = 0;
  for(int i=1; i>=0 && z==0; i--){
    NewsText t = w->aField[i].text;
    uint32_t n = t.nToken<LANGUAGE_TOKENS ? t.nToken : LANGUAGE_TOKENS;
    t.nToken = n<ENGLISH_TOKENS ? n : ENGLISH_TOKENS;
    z = newsLanguage(&t);
    if( n==t.nToken || (z && strcmp(z, "en")==0) ) continue;
    t.nToken = n;
    z = newsLanguage(&t);
  }
  return z;
}

int newsRecognize(NewsPatterns *pPatterns, NewsArena *pArena, const NewsGazetteer *pGaz,
                  const NewsDoc *pDoc, NewsResult *r){
  NewsWork w;
  memset(&w, 0, sizeof(w));
  memset(r, 0, sizeof(*r));
  newsWorkBegin(pArena, (size_t)pDoc->nTitle+pDoc->nBody);
  w.pArena = pArena;
  w.pPatterns = pPatterns;
  w.pGaz = pGaz;
  w.pDoc = pDoc;
  w.aClass = pGaz->aImage[0]->aClassBit;
  newsFieldOpen(&w, &w.aField[0], pDoc->zTitle, pDoc->nTitle, 0);
  if( w.rc==0 ) newsFieldOpen(&w, &w.aField[1], pDoc->zBody, pDoc->nBody, 1);
  if( w.rc ) return w.rc;
  r->zLanguage = pDoc->zLanguage ? pDoc->zLanguage : languageOf(&w);
  w.bEnglish = r->zLanguage==0 || strcmp(r->zLanguage, "en")==0;
  for(int i=0; i<2 && w.rc==0; i++){
    newsFieldMatch(&w, &w.aField[i]);
    newsFieldSymbols(&w, &w.aField[i]);
    if( w.bEnglish ){
      newsFieldValues(&w, &w.aField[i]);
      newsFieldTag(&w, &w.aField[i]);
      newsFieldModel(&w, &w.aField[i]);
    }
  }
  newsTrim(&w);
  newsLink(&w);
  newsSpanMerge(&w);
  newsGames(&w);
  newsActors(&w);
  newsAgree(&w);
  newsResolve(&w);
  newsRelevance(&w);
  if( w.rc==0 ) makeMentions(&w, r);
  if( w.rc==0 ) makeTickers(&w, r);
  return newsWorkCount(&w, 0);
}
