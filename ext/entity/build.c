/*
** build.c - makes the image of a gazetteer: rows in, arrays out.
**
**   newsBuilderEntity(p, {Nvidia, ORG, company, NVDA, XNAS})
**   newsBuilderAlias(p, "Nvidia", 6, 0)
**   newsBuilderAlias(p, "NVIDIA", 6, 0)
**   newsBuilderFinish(p, &image)
**
** HOW IT WORKS. Strings are interned: each is stored once, and its offset stands for it.
** An alias goes through the tokenizer of the texts, so that both are cut alike; the
** rolling hash of its tokens is its key. At the end the keys are sorted, aliases of one
** key become a run, and every prefix of every alias gets a slot in one open hash table:
** that is the trie. The same code makes the built-in image (tools/mkgazetteer.c writes
** its arrays as C) and the user's.
**
** The fingerprint is a sum of one keyed hash per alias with its entity's facts, so the
** order of rows does not change it.
*/
#include "entityInt.h"
#include <stdlib.h>
#include <string.h>

/* Raise it when the engine reads the same text differently. */
#define ENGINE_NUMBER  1

#define NAME_BYTES     1000   /* most bytes of any string */

struct NewsBuilder {
  const NewsHost *pHost;
  const NewsImage *pBase;       /* classes of cues come from it; NULL: own */
  NewsArena *pScratch;          /* tokens of one alias */
  NewsError err;                /* first failure */
  uint32_t iEntity;             /* the open entity */
  char *aText;       uint32_t nText, nTextAlloc;    /* strings */
  uint8_t *aLen;     uint32_t nLen, nLenAlloc;
  NewsAliasRec *aAlias; uint32_t nAlias, nAliasAlloc;
  uint32_t *aHash;   uint32_t nHash, nHashAlloc;    /* of each token in aLen */
  NewsEntityRec *aEntity; uint32_t nEntity, nEntityAlloc;
  NewsMoreRec *aMore; uint32_t nMore, nMoreAlloc;
  uint32_t *aCue;    uint32_t nCue, nCueAlloc;
  NewsExchangeRec *aExchange; uint32_t nExchange, nExchangeAlloc;
  NewsCurrencyRec *aCurrency; uint32_t nCurrency, nCurrencyAlloc;
  NewsSlot *aWord;   uint32_t nWord, nWordAlloc;    /* words of classes: hash, mask */
  NewsSymbolRec *aSymbol; uint32_t nSymbol, nSymbolAlloc;
  uint32_t *aTextHash; uint32_t nTextHash, nTextUsed;    /* offsets of strings */
  uint32_t *aEntHash;  uint32_t nEntHash;                /* entity+1 by label, name */
  uint32_t *aAliasHash; uint32_t nAliasHash;             /* alias+1 by entity, text */
  uint32_t aClassName[32];
  uint32_t nPrefix;             /* sum of tokens of aliases */
  uint32_t nMaxToken;
  uint32_t *aRun;
  NewsSlot *aSlot;  uint32_t nSlot;
  NewsSlot *aClass; uint32_t nClass;
  uint32_t *aGate, *aGateLow;
};

NewsError *newsBuilderError(NewsBuilder *p){ return &p->err; }

/*------------------------------------------------------------------------------ arrays */

static void *buildOom(NewsBuilder *p){
  newsError(&p->err, NEWS_NOMEM, "out of memory");
  return 0;
}

/* Zeroed memory. */
static void *buildAlloc(NewsBuilder *p, size_t n){
  void *pNew = p->err.rc ? 0 : p->pHost->xMalloc(p->pHost->pCtx, n ? n : 1);
  if( pNew==0 ) return buildOom(p);
  return memset(pNew, 0, n);
}

static void buildFree(NewsBuilder *p, void *pOld){
  p->pHost->xFree(p->pHost->pCtx, pOld);
}

/* Room for nMore more elements in an array; 0 on failure. */
static int buildRoom(NewsBuilder *p, void **ppArray, uint32_t *pnAlloc, uint32_t nUsed,
                     uint32_t nMore, size_t szElem){
  if( p->err.rc ) return 0;
  if( *pnAlloc-nUsed>=nMore ) return 1;
  uint64_t nNew = (uint64_t)nUsed + nUsed/2 + nMore + 64;
  if( nNew*szElem>0x70000000u ){
    newsError(&p->err, NEWS_TOOBIG, "the gazetteer is over 1.8 GB");
    return 0;
  }
  void *pNew = p->pHost->xRealloc(p->pHost->pCtx, *ppArray, (size_t)nNew*szElem);
  if( pNew==0 ) return buildOom(p)!=0;
  *ppArray = pNew;
  *pnAlloc = (uint32_t)nNew;
  return 1;
}
#define ROOM(p,X,nMore) buildRoom(p, (void**)&(p)->a##X, &(p)->n##X##Alloc, \
                                  (p)->n##X, nMore, sizeof((p)->a##X[0]))

/* An open hash of numbers is due to grow; a power of two, at most half full. */
static int hashRoom(NewsBuilder *p, uint32_t **pa, uint32_t *pnSlot, uint32_t nUsed){
  if( p->err.rc ) return 0;
  if( nUsed*2+2<=*pnSlot ) return 1;
  uint32_t nNew = *pnSlot ? *pnSlot*2 : 1024;
  uint32_t *a = buildAlloc(p, nNew*sizeof(uint32_t));
  if( a==0 ) return 0;
  buildFree(p, *pa);
  *pa = a;
  *pnSlot = nNew;
  return 2;                       /* empty now: the caller fills it again */
}

/*----------------------------------------------------------------------------- strings */

static uint32_t textHash(const char *z, uint32_t n){
  uint64_t h = n, v;
  for(; n>=8; z += 8, n -= 8){
    memcpy(&v, z, 8);
    h = (h ^ v)*0x9E3779B97F4A7C15u;
    h ^= h>>29;
  }
  for(v = 0; n>0; n--) v = v<<8 | (unsigned char)z[n-1];
  h = (h ^ v)*0x9E3779B97F4A7C15u;
  return (uint32_t)(h>>32) ^ (uint32_t)(h>>11);
}

static void textPut(NewsBuilder *p, uint32_t iText){
  const char *z = &p->aText[iText];
  uint32_t i = textHash(z, (uint32_t)strlen(z)) & (p->nTextHash-1);
  while( p->aTextHash[i] ) i = (i+1) & (p->nTextHash-1);
  p->aTextHash[i] = iText;
}

/* Offset of a string, stored once; 0 for the empty one and after a failure. */
static uint32_t textAdd(NewsBuilder *p, const char *z, size_t n){
  if( z==0 || n==0 || p->err.rc ) return 0;
  if( n>NAME_BYTES ){
    newsError(&p->err, NEWS_ERROR, "a gazetteer entry is longer than %d bytes: %.*s",
              NAME_BYTES, 60, z);
    return 0;
  }
  int e = hashRoom(p, &p->aTextHash, &p->nTextHash, p->nTextUsed);
  if( e==0 ) return 0;
  if( e==2 ){
    for(uint32_t i=1; i<p->nText; i += (uint32_t)strlen(&p->aText[i])+1) textPut(p, i);
  }
  uint32_t i = textHash(z, (uint32_t)n) & (p->nTextHash-1);
  for(; p->aTextHash[i]; i = (i+1) & (p->nTextHash-1)){
    const char *zOld = &p->aText[p->aTextHash[i]];
    if( strncmp(zOld, z, n)==0 && zOld[n]==0 ) return p->aTextHash[i];
  }
  if( !ROOM(p, Text, (uint32_t)n+1) ) return 0;
  uint32_t iNew = p->nText;
  memcpy(&p->aText[iNew], z, n);
  p->aText[iNew+n] = 0;
  p->nText += (uint32_t)n+1;
  p->aTextHash[i] = iNew;
  p->nTextUsed++;
  return iNew;
}

/* Offset of a NUL-terminated string made valid UTF-8; 0 for NULL. */
static uint32_t textOf(NewsBuilder *p, const char *z){
  if( z==0 || z[0]==0 || p->err.rc ) return 0;
  size_t n = strlen(z);
  if( newsUtf8Valid(z, n)<n ){
    newsArenaReset(p->pScratch);
    z = newsUtf8Clean(p->pScratch, z, n, &n);
    if( z==0 ){
      buildOom(p);
      return 0;
    }
  }
  return textAdd(p, z, n);
}

/*-------------------------------------------------------------------------- life cycle */

NewsBuilder *newsBuilderNew(const NewsHost *pHost, const NewsImage *pBase,
                            NewsError *pErr){
  NewsBuilder *p = pHost->xMalloc(pHost->pCtx, sizeof(*p));
  if( p==0 ) goto oom;
  memset(p, 0, sizeof(*p));
  p->pHost = pHost;
  p->pBase = pBase;
  p->iEntity = NEWS_NOBODY;
  p->pScratch = newsArenaNew(pHost);
  if( p->pScratch==0 ) goto oom;
  if( !ROOM(p, Text, 1) ) goto oom;
  p->aText[0] = 0;
  p->nText = 1;
  if( !ROOM(p, More, 1) || !ROOM(p, Cue, 1) ) goto oom;
  memset(&p->aMore[0], 0, sizeof(p->aMore[0]));
  p->nMore = 1;
  p->aCue[0] = 0;
  p->nCue = 1;
  return p;
oom:
  newsBuilderFree(p);
  newsError(pErr, NEWS_NOMEM, "out of memory");
  return 0;
}

void newsBuilderFree(NewsBuilder *p){
  if( p==0 ) return;
  const NewsHost *h = p->pHost;
  void *a[] = { p->aText, p->aLen, p->aAlias, p->aHash, p->aEntity, p->aMore, p->aCue,
                p->aExchange, p->aCurrency, p->aWord, p->aSymbol, p->aTextHash,
                p->aEntHash, p->aAliasHash, p->aRun, p->aSlot, p->aClass, p->aGate,
                p->aGateLow, p };
  newsArenaFree(p->pScratch);
  for(size_t i=0; i<sizeof(a)/sizeof(a[0]); i++) h->xFree(h->pCtx, a[i]);
}

/*------------------------------------------------------------------- classes and lists */

/* Bit of a class of cues; made when new and there is no base. -1: unknown. */
static int classBit(NewsBuilder *p, const char *z, size_t n, int bMake){
  const NewsImage *b = p->pBase;
  for(int i=0; i<32; i++){
    uint32_t iText = b ? b->aClassName[i] : p->aClassName[i];
    const char *zOld = b ? &b->zText[iText] : &p->aText[iText];
    if( iText && strncmp(zOld, z, n)==0 && zOld[n]==0 ) return i;
    if( iText==0 ){
      if( !bMake || b ) return -1;
      p->aClassName[i] = textAdd(p, z, n);
      return i;
    }
  }
  if( bMake ) newsError(&p->err, NEWS_ERROR, "more than 32 classes of cues");
  return -1;
}

void newsBuilderCue(NewsBuilder *p, const char *zClass, int nClass, const char *zWord,
                    int n){
  int i = classBit(p, zClass, (size_t)nClass, 1);
  if( i<0 || n==0 || !ROOM(p, Word, 1) ) return;
  p->aWord[p->nWord].key = newsFoldHash(zWord, (size_t)n);
  p->aWord[p->nWord++].val = 1u<<i;
}

void newsBuilderExchange(NewsBuilder *p, const char *zName, int n, const char *zMic,
                         int bTail){
  if( !ROOM(p, Exchange, 1) ) return;
  NewsExchangeRec *x = &p->aExchange[p->nExchange++];
  x->hash = newsFoldHash(zName, (size_t)n);
  x->iExchange = textOf(p, zMic);
  x->bTail = bTail!=0;
}

void newsBuilderCurrency(NewsBuilder *p, const char *zForm, const char *zUnit, int nPer){
  if( !ROOM(p, Currency, 1) ) return;
  NewsCurrencyRec *x = &p->aCurrency[p->nCurrency++];
  x->bAmbig = zForm[0]=='?';
  x->hash = newsFoldHash(zForm+x->bAmbig, strlen(zForm+x->bAmbig));
  x->iUnit = textOf(p, zUnit);
  x->nPer = (uint32_t)(nPer<1 ? 1 : nPer);
}

/*---------------------------------------------------------------------------- entities */

static uint32_t entityHash(int eLabel, const char *zName){
  return textHash(zName, (uint32_t)strlen(zName)) + (uint32_t)eLabel*0x9E3779B1u;
}

static void entityPut(NewsBuilder *p, uint32_t i){
  const NewsEntityRec *e = &p->aEntity[i];
  uint32_t k = entityHash(e->eLabel, &p->aText[e->iName]) & (p->nEntHash-1);
  while( p->aEntHash[k] ) k = (k+1) & (p->nEntHash-1);
  p->aEntHash[k] = i+1;
}

/* Words of cues as hashes: each token of three letters or more, and its plural. */
static void cueWords(NewsBuilder *p, NewsMoreRec *pMore, const char *zCues){
  uint32_t iStart = p->nCue;
  if( !ROOM(p, Cue, 1) ) return;
  p->aCue[p->nCue++] = 0;
  for(const char *z=zCues; *z; ){
    while( *z==' ' ) z++;
    size_t n = strcspn(z, " ");
    if( *z=='@' ){
      int i = classBit(p, z+1, n-1, 0);
      if( i>=0 ){
        pMore->mClass |= 1u<<i;
      }else{
        newsError(&p->err, NEWS_ERROR, "unknown class of cues: %.*s", (int)n, z);
      }
    }else if( n>0 && n<60 && ROOM(p, Cue, 2) ){
      char zWord[64];
      memcpy(zWord, z, n);
      zWord[n] = 's';
      p->aCue[p->nCue++] = newsFoldHash(z, n);
      p->aCue[p->nCue++] = newsFoldHash(zWord, n+1);
    }
    z += n;
  }
  if( p->err.rc ) return;
  p->aCue[iStart] = p->nCue-iStart-1;
  pMore->iCue = iStart;
}

/* Set a fact that the row gives, in one of iTicker to iCues. Of rows that differ the
** greater string counts, so that their order does not. 1 when it is set. */
static int factSet(NewsBuilder *p, NewsEntityRec *e, size_t iOff, const char *z){
  uint32_t iText = textOf(p, z);
  if( iText==0 ) return 0;
  if( e->iMore==0 ){
    if( !ROOM(p, More, 1) ) return 0;
    memset(&p->aMore[p->nMore], 0, sizeof(NewsMoreRec));
    e->iMore = p->nMore++;
  }
  uint32_t *pFact = (uint32_t*)((char*)&p->aMore[e->iMore] + iOff);
  if( *pFact && strcmp(&p->aText[*pFact], &p->aText[iText])>=0 ) return 0;
  *pFact = iText;
  return 1;
}
#define FACT(X,z) factSet(p, e, offsetof(NewsMoreRec, X), z)

/* Set what the row gives. An exchange goes with its ticker. */
static void entitySet(NewsBuilder *p, NewsEntityRec *e, const NewsGazetteerRow *pRow){
  const char *zTicker = pRow->zTicker && pRow->zTicker[0] ? pRow->zTicker : 0;
  if( pRow->eSubtype>e->eSubtype ) e->eSubtype = pRow->eSubtype;
  if( FACT(iTicker, zTicker) ) p->aMore[e->iMore].iExchange = 0;
  uint32_t iOwn = e->iMore ? p->aMore[e->iMore].iTicker : 0;
  if( zTicker==0 || strcmp(&p->aText[iOwn], zTicker)==0 ) FACT(iExchange, pRow->zExchange);
  FACT(iParent, pRow->zParent);
  FACT(iCountry, pRow->zCountry);
  FACT(iListings, pRow->zListings);
  if( FACT(iCues, pRow->zCues) ){
    p->aMore[e->iMore].mClass = 0;
    cueWords(p, &p->aMore[e->iMore], pRow->zCues);
  }
}

void newsBuilderEntity(NewsBuilder *p, const NewsGazetteerRow *pRow){
  uint32_t iName = textOf(p, pRow->zName);
  p->iEntity = NEWS_NOBODY;
  if( p->err.rc ) return;
  if( iName==0 ){
    newsError(&p->err, NEWS_ERROR, "an entity without a name");
    return;
  }
  if( newsLabelName(pRow->eLabel)==0 || pRow->eLabel>NEWS_NORP
   || !newsSubtypeFits(pRow->eLabel, pRow->eSubtype)
  ){
    newsError(&p->err, NEWS_ERROR, "label and subtype of %.*s do not fit", 200,
              pRow->zName);
    return;
  }
  int e = hashRoom(p, &p->aEntHash, &p->nEntHash, p->nEntity);
  if( e==0 || !ROOM(p, Entity, 1) ) return;
  if( e==2 ) for(uint32_t i=0; i<p->nEntity; i++) entityPut(p, i);
  uint32_t k = entityHash(pRow->eLabel, &p->aText[iName]) & (p->nEntHash-1);
  for(; p->aEntHash[k]; k = (k+1) & (p->nEntHash-1)){
    NewsEntityRec *q = &p->aEntity[p->aEntHash[k]-1];
    if( q->iName==iName && q->eLabel==pRow->eLabel ) break;
  }
  if( p->aEntHash[k]==0 ){
    memset(&p->aEntity[p->nEntity], 0, sizeof(NewsEntityRec));
    p->aEntity[p->nEntity].iName = iName;
    p->aEntity[p->nEntity].eLabel = pRow->eLabel;
    p->aEntHash[k] = ++p->nEntity;
  }
  p->iEntity = p->aEntHash[k]-1;
  entitySet(p, &p->aEntity[p->iEntity], pRow);
}

/*----------------------------------------------------------------------------- aliases */

static void aliasPut(NewsBuilder *p, uint32_t i){
  const NewsAliasRec *a = &p->aAlias[i];
  uint32_t k = NEWS_MIX(a->iText, a->iEntity) & (p->nAliasHash-1);
  while( p->aAliasHash[k] ) k = (k+1) & (p->nAliasHash-1);
  p->aAliasHash[k] = i+1;
}

/* The alias of the open entity with this text; a slot for it in *pk when there is none.
*/
static NewsAliasRec *aliasFind(NewsBuilder *p, uint32_t iText, uint32_t *pk){
  uint32_t k = NEWS_MIX(iText, p->iEntity) & (p->nAliasHash-1);
  for(; p->aAliasHash[k]; k = (k+1) & (p->nAliasHash-1)){
    NewsAliasRec *a = &p->aAlias[p->aAliasHash[k]-1];
    if( a->iText==iText && a->iEntity==p->iEntity ) return a;
  }
  *pk = k;
  return 0;
}

/* Letters of a token, at most 255 together with n. */
static int countLetters(const char *z, const NewsToken *t, int n){
  const char *q = &z[t->iByte], *zEnd = q+t->nByte;
  while( q<zEnd ) n += (newsCharType(newsUtf8Read(&q, zEnd)) & NEWS_CT_LETTER)!=0;
  return n>255 ? 255 : n;
}

/* The alias of n bytes at z as tokens in the scratch arena; 0 and an error when it is
** empty or too long. */
static int aliasTokens(NewsBuilder *p, const char *z, int n, NewsText *t){
  size_t nClean;
  newsArenaReset(p->pScratch);
  const char *zClean = newsUtf8Clean(p->pScratch, z, (size_t)n, &nClean);
  int rc = zClean ? newsTokenize(p->pScratch, zClean, nClean, t) : NEWS_NOMEM;
  if( rc ){
    newsError(&p->err, rc, rc==NEWS_NOMEM ? "out of memory" : "alias cannot be read");
    return 0;
  }
  if( t->nToken==0 || t->nToken>NEWS_ALIAS_TOKENS || nClean>NAME_BYTES ){
    newsError(&p->err, NEWS_ERROR, t->nToken ? "alias is longer than 32 words: %.*s"
              : "alias is empty: %.*s", n>60 ? 60 : n, z);
    return 0;
  }
  for(uint32_t i=0; i<t->nToken; i++){
    if( t->aToken[i].nByte<=255 ) continue;
    newsError(&p->err, NEWS_ERROR, "alias has a word longer than 255 bytes: %.*s", 60, z);
    return 0;
  }
  return 1;
}

/* Offset of the spelling of an alias, with single blanks where it has white space. */
static uint32_t aliasText(NewsBuilder *p, const NewsText *t){
  char *zForm = newsArenaAlloc(p->pScratch, (size_t)t->nByte+t->nToken+1);
  size_t nForm = 0;
  if( zForm==0 ){
    buildOom(p);
    return 0;
  }
  for(uint32_t i=0; i<t->nToken; i++){
    const NewsToken *k = &t->aToken[i];
    if( i && (k->mFlag & NEWS_TF_SPACE) ) zForm[nForm++] = ' ';
    memcpy(&zForm[nForm], &t->z[k->iByte], k->nByte);
    nForm += k->nByte;
  }
  return textAdd(p, zForm, nForm);
}

void newsBuilderAlias(NewsBuilder *p, const char *z, int n, int mFlag){
  NewsText t;
  uint32_t iSlot = 0;
  int nLetter = 0;
  if( p->err.rc || p->iEntity==NEWS_NOBODY || !aliasTokens(p, z, n, &t) ) return;
  uint32_t iText = aliasText(p, &t);
  int e = hashRoom(p, &p->aAliasHash, &p->nAliasHash, p->nAlias);
  if( e==0 || iText==0 || !ROOM(p, Alias, 1) || !ROOM(p, Len, t.nToken)
   || !ROOM(p, Hash, t.nToken) ) return;
  if( e==2 ) for(uint32_t i=0; i<p->nAlias; i++) aliasPut(p, i);
  NewsAliasRec *a = aliasFind(p, iText, &iSlot);
  if( a ){
    a->mFlag |= (uint8_t)mFlag;
    return;
  }
  for(uint32_t i=0; i<t.nToken; i++){
    const NewsToken *k = &t.aToken[i];
    p->aLen[p->nLen+i] = (uint8_t)k->nByte;
    p->aHash[p->nLen+i] = k->hash;
    nLetter = countLetters(t.z, k, nLetter);
  }
  if( (t.aToken[0].mShape & NEWS_SH_UPPER1)==0 ) mFlag |= NEWS_AF_LOWER;
  a = &p->aAlias[p->nAlias];
  memset(a, 0, sizeof(*a));
  a->iEntity = p->iEntity;
  a->iText = iText;
  a->iLen = p->nLen;
  a->nToken = (uint8_t)t.nToken;
  a->nFirst = p->aLen[p->nLen];
  a->nLetter = (uint8_t)nLetter;
  a->mFlag = (uint8_t)mFlag;
  p->aAliasHash[iSlot] = ++p->nAlias;
  p->nLen += t.nToken;
  p->nHash = p->nLen;
  p->nPrefix += t.nToken;
  if( t.nToken>p->nMaxToken ) p->nMaxToken = t.nToken;
}

/*----------------------------------------------------------------------------- symbols */

/* The next character of a symbol, the three signs of a share class as one; 0 at the
** end. */
static int symbolChar(const char *z, int n, int i){
  if( i>=n || (i==n-1 && z[i]=='.') ) return 0;
  return z[i]=='-' || z[i]=='/' ? '.' : (unsigned char)z[i];
}

uint32_t newsSymbolHash(const char *z, int n){
  uint32_t h = NEWS_MIX0;
  for(int i=0, c; (c = symbolChar(z, n, i))!=0; i++) h = NEWS_MIX(h, (uint32_t)c);
  return h;
}

int newsSymbolEqual(const char *zA, int nA, const char *zB, int nB){
  for(int i=0;; i++){
    int a = symbolChar(zA, nA, i), b = symbolChar(zB, nB, i);
    if( a!=b ) return 0;
    if( a==0 ) return 1;
  }
}

static void symbolAdd(NewsBuilder *p, uint32_t iEntity, uint32_t iText, uint32_t iMic,
                      uint32_t eRank){
  if( iText==0 || !ROOM(p, Symbol, 1) ) return;
  const char *z = &p->aText[iText];
  p->aSymbol[p->nSymbol++] =
      (NewsSymbolRec){ newsSymbolHash(z, (int)strlen(z)), iEntity, iText, iMic, eRank };
}

/* Is it a market of the United States? */
static int micIsUs(const char *z){
  static const char *const az[] = { "XNYS", "XNAS", "XASE", "ARCX", "BATS", "OTCM" };
  for(size_t i=0; i<sizeof(az)/sizeof(az[0]); i++){
    if( strcmp(z, az[i])==0 ) return 1;
  }
  return 0;
}

/* Symbols of all entities: their tickers and other listings ("XHKG:9988 -XNAS:FB"). */
static void buildSymbols(NewsBuilder *p){
  for(uint32_t i=0; i<p->nEntity && p->err.rc==0; i++){
    NewsMoreRec m = p->aMore[p->aEntity[i].iMore];
    symbolAdd(p, i, m.iTicker, m.iExchange, !micIsUs(&p->aText[m.iExchange]));
    for(uint32_t k=m.iListings; k && p->aText[k] && p->err.rc==0; ){
      char zMic[16], zSym[48];
      const char *z = &p->aText[k];
      size_t n = strcspn(z, " "), bOld = z[0]=='-';
      const char *zColon = memchr(z, ':', n);
      k += (uint32_t)n + (z[n]==' ');
      if( zColon==0 || zColon-z>=16 || z+n-zColon>=48 ) continue;
      size_t nMic = (size_t)(zColon-z)-bOld, nSym = (size_t)(z+n-zColon)-1;
      memcpy(zMic, z+bOld, nMic);
      memcpy(zSym, zColon+1, nSym);
      symbolAdd(p, i, textAdd(p, zSym, nSym), textAdd(p, zMic, nMic), bOld ? 3 : 2);
    }
  }
}

/*------------------------------------------------------------------ hash tables, gates */

const NewsSlot *newsSlotFind(const NewsSlot *a, uint32_t nSlot, uint32_t key){
  if( nSlot==0 ) return 0;
  for(uint32_t i = (uint32_t)(((uint64_t)key*nSlot)>>32); a[i].val; ){
    if( a[i].key==key ) return &a[i];
    if( ++i==nSlot ) i = 0;
  }
  return 0;
}

/* The slot of a key, made when new. The table must not be full. */
static NewsSlot *slotMake(NewsSlot *a, uint32_t nSlot, uint32_t key, uint32_t *pnUsed){
  uint32_t i = (uint32_t)(((uint64_t)key*nSlot)>>32);
  while( a[i].val && a[i].key!=key ) if( ++i==nSlot ) i = 0;
  if( a[i].val==0 ) (*pnUsed)++;
  a[i].key = key;
  return &a[i];
}

/* What aliases and symbols are sorted by: a key, then what they are, so that the order in
** which rows came does not count. */
typedef struct SortRec {
  uint32_t key, i;                /* i: the alias or symbol */
  uint8_t eRank, eLabel;
  const char *zName, *zText;      /* of the entity; of the alias or symbol */
} SortRec;

static int sortCompare(const void *pA, const void *pB){
  const SortRec *a = pA, *b = pB;
  if( a->key!=b->key ) return a->key<b->key ? -1 : 1;
  if( a->eRank!=b->eRank ) return a->eRank<b->eRank ? -1 : 1;
  if( a->eLabel!=b->eLabel ) return a->eLabel<b->eLabel ? -1 : 1;
  int c = strcmp(a->zName, b->zName);
  return c ? c : strcmp(a->zText, b->zText);
}

static SortRec sortRec(const NewsBuilder *p, uint32_t key, uint32_t i, uint32_t iEntity,
                       uint32_t iText, uint32_t eRank){
  const NewsEntityRec *e = &p->aEntity[iEntity];
  return (SortRec){ key, i, (uint8_t)eRank, e->eLabel, &p->aText[e->iName],
                    &p->aText[iText] };
}

/* The key of an alias. */
static uint32_t aliasKey(const NewsBuilder *p, const NewsAliasRec *a){
  uint32_t key = NEWS_MIX0;
  for(uint32_t i=0; i<a->nToken; i++) key = NEWS_MIX(key, p->aHash[a->iLen+i]);
  return key;
}

/* Runs of aliases with equal keys, in aRun. */
static void buildRuns(NewsBuilder *p){
  SortRec *a = buildAlloc(p, p->nAlias*sizeof(SortRec));
  p->aRun = buildAlloc(p, p->nAlias*sizeof(uint32_t));
  if( p->err.rc==0 ){
    for(uint32_t i=0; i<p->nAlias; i++){
      const NewsAliasRec *x = &p->aAlias[i];
      a[i] = sortRec(p, aliasKey(p, x), i, x->iEntity, x->iText, 0);
    }
    if( p->nAlias ) qsort(a, p->nAlias, sizeof(a[0]), sortCompare);
    for(uint32_t i=0; i<p->nAlias; i++){
      int bEnd = i+1==p->nAlias || a[i+1].key!=a[i].key;
      p->aRun[i] = a[i].i | (bEnd ? NEWS_RUN_END : 0);
    }
  }
  buildFree(p, a);
}

/* Sort the symbols by hash, then rank. */
static void sortSymbols(NewsBuilder *p){
  SortRec *a = buildAlloc(p, p->nSymbol*sizeof(SortRec));
  NewsSymbolRec *aNew = buildAlloc(p, p->nSymbol*sizeof(NewsSymbolRec));
  if( p->err.rc==0 ){
    for(uint32_t i=0; i<p->nSymbol; i++){
      const NewsSymbolRec *x = &p->aSymbol[i];
      a[i] = sortRec(p, x->hash, i, x->iEntity, x->iText, x->eRank);
    }
    if( p->nSymbol ) qsort(a, p->nSymbol, sizeof(a[0]), sortCompare);
    for(uint32_t i=0; i<p->nSymbol; i++) aNew[i] = p->aSymbol[a[i].i];
    buildFree(p, p->aSymbol);
    p->aSymbol = aNew;
    p->nSymbolAlloc = p->nSymbol;
    aNew = 0;
  }
  buildFree(p, aNew);
  buildFree(p, a);
}

/* Slots for n prefixes: most words of a text are asked for in vain, which a fuller table
** makes long. A user's one is kept small: the gate before it holds most of them off. */
static uint32_t trieSlots(const NewsBuilder *p, uint32_t n){
  return p->pBase ? n+n/3+4 : n+n/8*5+8;
}

/* The trie in nSlot slots; returns how many of them are used. */
static uint32_t buildTrie(NewsBuilder *p, uint32_t nSlot){
  uint32_t nUsed = 0;
  buildFree(p, p->aSlot);
  p->aSlot = buildAlloc(p, nSlot*sizeof(NewsSlot));
  p->nSlot = nSlot;
  if( p->aSlot==0 ) return 0;
  for(uint32_t i=0; i<p->nAlias; i++){
    const NewsAliasRec *a = &p->aAlias[p->aRun[i] & ~NEWS_RUN_END];
    uint32_t key = NEWS_MIX0;
    for(int k=0; k<a->nToken; k++){
      key = NEWS_MIX(key, p->aHash[a->iLen+(uint32_t)k]);
      NewsSlot *s = slotMake(p->aSlot, nSlot, key, &nUsed);
      if( k+1<a->nToken ){
        s->val |= 1;
      }else if( s->val<2 ){
        s->val |= 2*(i+1);
      }
    }
  }
  return nUsed;
}

/* log2 of the bits of a gate for n aliases: about 16 bits for each. */
static uint32_t gateBits(uint32_t n){
  uint32_t nBit = 10;
  while( nBit<22 && (1u<<nBit)<n*16 ) nBit++;
  return nBit;
}

/* Gates over first tokens. The one for lower-case beginnings is asked for every token
** of a text, so it is small. */
static void buildGates(NewsBuilder *p, NewsImage *pOut){
  uint32_t nLow = 0;
  for(uint32_t i=0; i<p->nAlias; i++) nLow += (p->aAlias[i].mFlag & NEWS_AF_LOWER)!=0;
  pOut->nGateBit = gateBits(p->nAlias);
  pOut->nGateLowBit = gateBits(nLow);
  p->aGate = buildAlloc(p, (1u<<pOut->nGateBit)/8);
  p->aGateLow = buildAlloc(p, (1u<<pOut->nGateLowBit)/8);
  if( p->err.rc ) return;
  for(uint32_t i=0; i<p->nAlias; i++){
    const NewsAliasRec *a = &p->aAlias[i];
    uint32_t hash = p->aHash[a->iLen], h = newsGateBit(hash, pOut->nGateBit);
    p->aGate[h>>5] |= 1u<<(h&31);
    h = newsGateBit(hash, pOut->nGateLowBit);
    if( a->mFlag & NEWS_AF_LOWER ) p->aGateLow[h>>5] |= 1u<<(h&31);
  }
}

static int currencyCompare(const void *pA, const void *pB){
  const NewsCurrencyRec *a = pA, *b = pB;
  return a->hash<b->hash ? -1 : a->hash>b->hash;
}

static void buildClasses(NewsBuilder *p){
  uint32_t nUsed = 0;
  p->nClass = p->nWord ? p->nWord*2 : 0;
  p->aClass = buildAlloc(p, p->nClass*sizeof(NewsSlot));
  if( p->aClass==0 ) return;
  for(uint32_t i=0; i<p->nWord; i++){
    slotMake(p->aClass, p->nClass, p->aWord[i].key, &nUsed)->val |= p->aWord[i].val;
  }
}

/*------------------------------------------------------------------------- fingerprint */

#define PRINT_K0  0x6e65777365787431u
#define PRINT_K1  0x67617a6574746565u

/* Sum of a hash per alias, cue, exchange and currency. */
static uint64_t buildPrint(NewsBuilder *p){
  uint64_t s = newsHash64(PRINT_K0, PRINT_K1, 0, 0) + ENGINE_NUMBER;
  NewsBuf b;
  newsBufInit(&b, p->pHost);
#define PART(i) (newsBufText(&b, &p->aText[i]), newsBufChar(&b, '\x1f'))
#define DONE()  (s += newsHash64(PRINT_K0, PRINT_K1, b.z, b.n), b.n = 0)
  for(uint32_t i=0; i<p->nAlias && b.rc==0; i++){
    const NewsAliasRec *a = &p->aAlias[i];
    const NewsEntityRec *e = &p->aEntity[a->iEntity];
    const NewsMoreRec *m = &p->aMore[e->iMore];
    PART(a->iText); PART(e->iName); PART(m->iTicker); PART(m->iExchange);
    PART(m->iParent); PART(m->iCountry); PART(m->iListings); PART(m->iCues);
    newsBufInt(&b, (a->mFlag*64 + e->eLabel)*64 + e->eSubtype);
    DONE();
  }
  for(uint32_t i=0; i<p->nWord && b.rc==0; i++){
    newsBufInt(&b, (int64_t)p->aWord[i].key*32);
    newsBufInt(&b, p->aWord[i].val);
    DONE();
  }
  for(uint32_t i=0; i<p->nExchange && b.rc==0; i++){
    newsBufInt(&b, p->aExchange[i].hash);
    PART(p->aExchange[i].iExchange);
    newsBufInt(&b, p->aExchange[i].bTail);
    DONE();
  }
  for(uint32_t i=0; i<p->nCurrency && b.rc==0; i++){
    newsBufInt(&b, p->aCurrency[i].hash);
    PART(p->aCurrency[i].iUnit);
    newsBufInt(&b, p->aCurrency[i].nPer*2+p->aCurrency[i].bAmbig);
    DONE();
  }
#undef PART
#undef DONE
  if( b.rc ) newsError(&p->err, b.rc, "out of memory");
  newsBufFree(&b);
  return s;
}

/* Give back what an array has over its n elements. When that fails it stays as it is. */
static void buildFit(NewsBuilder *p, void **ppArray, size_t nByte){
  if( *ppArray==0 || nByte==0 ) return;
  void *pNew = p->pHost->xRealloc(p->pHost->pCtx, *ppArray, nByte);
  if( pNew ) *ppArray = pNew;
}
#define FIT(p,X) buildFit(p, (void**)&(p)->a##X, (p)->n##X*sizeof((p)->a##X[0]))

int newsBuilderFinish(NewsBuilder *p, NewsImage *pOut){
  memset(pOut, 0, sizeof(*pOut));
  uint32_t **apHash[] = { &p->aEntHash, &p->aAliasHash };
  for(size_t i=0; i<sizeof(apHash)/sizeof(apHash[0]); i++){
    buildFree(p, *apHash[i]);
    *apHash[i] = 0;
  }
  FIT(p, Alias); FIT(p, Hash); FIT(p, Len); FIT(p, Entity); FIT(p, More); FIT(p, Cue);
  buildSymbols(p);
  sortSymbols(p);
  if( p->nCurrency ){
    qsort(p->aCurrency, p->nCurrency, sizeof(p->aCurrency[0]), currencyCompare);
  }
  buildRuns(p);
  if( p->err.rc==0 ){
    uint32_t nUsed = buildTrie(p, trieSlots(p, p->nPrefix));
    uint32_t nFit = trieSlots(p, nUsed);
    if( p->err.rc==0 && nFit<p->nSlot-p->nSlot/5 ) buildTrie(p, nFit);
  }
  buildGates(p, pOut);
  buildClasses(p);
  if( p->err.rc==0 ) pOut->fingerprint = buildPrint(p);
  if( p->err.rc ) return p->err.rc;
  /* What only the building needed goes. */
  FIT(p, Symbol);
  FIT(p, Text);
  uint32_t **apTemp[] = { &p->aHash, &p->aTextHash };
  for(size_t i=0; i<sizeof(apTemp)/sizeof(apTemp[0]); i++){
    buildFree(p, *apTemp[i]);
    *apTemp[i] = 0;
  }
  newsArenaFree(p->pScratch);
  p->pScratch = 0;
  pOut->zText = p->aText;         pOut->nText = p->nText;
  pOut->aLen = p->aLen;           pOut->nLen = p->nLen;
  pOut->aAlias = p->aAlias;       pOut->nAlias = p->nAlias;
  pOut->aEntity = p->aEntity;     pOut->nEntity = p->nEntity;
  pOut->aMore = p->aMore;         pOut->nMore = p->nMore;
  pOut->aCue = p->aCue;           pOut->nCue = p->nCue;
  pOut->aRun = p->aRun;
  pOut->aSlot = p->aSlot;         pOut->nSlot = p->nSlot;
  pOut->aGate = p->aGate;         pOut->aGateLow = p->aGateLow;
  pOut->aSymbol = p->aSymbol;     pOut->nSymbol = p->nSymbol;
  pOut->aClass = p->aClass;       pOut->nClass = p->nClass;
  pOut->aExchange = p->aExchange; pOut->nExchange = p->nExchange;
  pOut->aCurrency = p->aCurrency; pOut->nCurrency = p->nCurrency;
  pOut->nMaxToken = p->nMaxToken;
  memcpy(pOut->aClassName, p->aClassName, sizeof(p->aClassName));
  return NEWS_OK;
}
