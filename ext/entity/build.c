/*
** build.c - makes the image of a gazetteer: rows in, arrays out.
**
**   newsBuilderEntity(p, {Nvidia, ORG, company, NVDA, XNAS})
**   newsBuilderAlias(p, "Nvidia", 6, 0)
**   newsBuilderAlias(p, "NVIDIA", 6, 0)
**   newsBuilderFinish(p, &image)
**
** HOW IT WORKS. Strings are interned: each is stored once, and its offset stands for it.
** An alias goes through the tokenizer of the texts, so that both are cut alike; the hashes
** of its tokens are kept until, at the end, trie.c makes the trie of them. The same code
** makes the built-in image (tools/mkgazetteer.c writes its arrays as C) and the user's.
**
** MEMORY. Of 500,000 names of two to four words, each an entity, 28 to 33 MB are kept:
** their spelling, 16 bytes for the alias and one for each word, 8 for the entity, and 11
** for each slot of the trie, of which there are one or two. While they are read there are
** the hashes of the words and hash tables too: up to 54 MB.
**
** The fingerprint is a sum of one keyed hash per alias with its entity's facts, so the
** order of rows does not change it.
*/
#include "entityInt.h"
#include <stdlib.h>
#include <string.h>

/* Raise it when the engine reads the same text differently. */
#define ENGINE_NUMBER  2

#define NAME_BYTES     1000   /* most bytes of any string */

/* A string by its hash; i is its offset, 0 for none. */
typedef struct TextSlot { uint32_t hash, i; } TextSlot;

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
  TextSlot *aTextHash; uint32_t nTextHash, nTextUsed;    /* strings */
  uint32_t *aEntHash;  uint32_t nEntHash;                /* entity+1 by label, name */
  uint32_t *aAliasHash; uint32_t nAliasHash;             /* alias+1 by entity, text */
  uint32_t aClassName[32];
  uint32_t nMaxToken;
  NewsSlot *aClass; uint32_t nClass;
  NewsTrie trie;
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
  uint64_t nNew = (uint64_t)nUsed + nUsed/4 + nMore + 64;
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

/* Twice the slots for strings, or the first. */
static int textRoom(NewsBuilder *p){
  uint32_t n = p->nTextHash ? p->nTextHash*2 : 1024;
  TextSlot *a = buildAlloc(p, n*sizeof(TextSlot));
  if( a==0 ) return 0;
  for(uint32_t i=0; i<p->nTextHash; i++){
    if( p->aTextHash[i].i==0 ) continue;
    uint32_t k = p->aTextHash[i].hash & (n-1);
    while( a[k].i ) k = (k+1) & (n-1);
    a[k] = p->aTextHash[i];
  }
  buildFree(p, p->aTextHash);
  p->aTextHash = a;
  p->nTextHash = n;
  return 1;
}

/* The slot of a string of n bytes, or the empty one where it belongs. */
static TextSlot *textFind(const NewsBuilder *p, const char *z, size_t n, uint32_t hash){
  uint32_t k = hash & (p->nTextHash-1);
  for(; p->aTextHash[k].i; k = (k+1) & (p->nTextHash-1)){
    const char *zOld = &p->aText[p->aTextHash[k].i];
    if( p->aTextHash[k].hash==hash && strncmp(zOld, z, n)==0 && zOld[n]==0 ) break;
  }
  return &p->aTextHash[k];
}

/* Offset of a string, stored once; 0 for the empty one and after a failure. */
static uint32_t textAdd(NewsBuilder *p, const char *z, size_t n){
  if( z==0 || n==0 || p->err.rc ) return 0;
  if( n>NAME_BYTES ){
    newsError(&p->err, NEWS_ERROR, "a gazetteer entry is longer than %d bytes: %.*s",
              NAME_BYTES, 60, z);
    return 0;
  }
  if( p->nTextUsed>=p->nTextHash/4*3 && !textRoom(p) ) return 0;
  uint32_t hash = textHash(z, (uint32_t)n);
  TextSlot *s = textFind(p, z, n, hash);
  if( s->i ) return s->i;
  if( !ROOM(p, Text, (uint32_t)n+1) ) return 0;
  s->hash = hash;
  s->i = p->nText;
  p->nTextUsed++;
  memcpy(&p->aText[s->i], z, n);
  p->aText[s->i+n] = 0;
  p->nText += (uint32_t)n+1;
  return s->i;
}

/* Offset of a NUL-terminated string made valid UTF-8; 0 for NULL. */
static uint32_t textOf(NewsBuilder *p, const char *z){
  if( z==0 || z[0]==0 || p->err.rc ) return 0;
  size_t n = strlen(z);
  if( newsUtf8Valid(z, n)<n ){
    newsArenaReset(p->pScratch);
    int rc = newsUtf8Text(p->pScratch, z, n, &z, &n);
    if( rc ){
      newsError(&p->err, rc, rc==NEWS_NOMEM ? "out of memory" : "interrupted");
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
                p->aEntHash, p->aAliasHash, p->aClass, p };
  newsArenaFree(p->pScratch);
  newsTrieFree(h, &p->trie);
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

#define entityHash(eLabel,iName)  NEWS_MIX((uint32_t)(eLabel), iName)

static void entityPut(NewsBuilder *p, uint32_t i){
  const NewsEntityRec *e = &p->aEntity[i];
  uint32_t k = entityHash(e->eLabel, e->iName) & (p->nEntHash-1);
  while( p->aEntHash[k] ) k = (k+1) & (p->nEntHash-1);
  p->aEntHash[k] = i+1;
}

/* The slot of an entity in aEntHash, or the empty one where it belongs. */
static uint32_t entitySlot(const NewsBuilder *p, int eLabel, uint32_t iName){
  uint32_t k = entityHash(eLabel, iName) & (p->nEntHash-1);
  for(; p->aEntHash[k]; k = (k+1) & (p->nEntHash-1)){
    const NewsEntityRec *e = &p->aEntity[p->aEntHash[k]-1];
    if( e->iName==iName && (int)e->eLabel==eLabel ) break;
  }
  return k;
}

uint32_t newsBuilderFind(const NewsBuilder *p, int eLabel, const char *zName){
  size_t n = strlen(zName);
  if( p->nEntHash==0 || p->nTextHash==0 ) return NEWS_NOBODY;
  uint32_t iName = textFind(p, zName, n, textHash(zName, (uint32_t)n))->i;
  uint32_t k = iName ? p->aEntHash[entitySlot(p, eLabel, iName)] : 0;
  return k ? k-1 : NEWS_NOBODY;
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
    if( p->nMore>NEWS_MORE_MAX ){
      newsError(&p->err, NEWS_TOOBIG, "more than %d entities have facts", NEWS_MORE_MAX);
      return 0;
    }
    memset(&p->aMore[p->nMore], 0, sizeof(NewsMoreRec));
    e->iMore = p->nMore++ & NEWS_MORE_MAX;
  }
  uint32_t *pFact = (uint32_t*)((char*)&p->aMore[e->iMore] + iOff);
  if( *pFact && strcmp(&p->aText[*pFact], &p->aText[iText])>=0 ) return 0;
  *pFact = iText;
  return 1;
}
#define FACT(X,z) ((z) ? factSet(p, e, offsetof(NewsMoreRec, X), z) : 0)

/* Set what the row gives. An exchange goes with its ticker. */
static void entitySet(NewsBuilder *p, NewsEntityRec *e, const NewsGazetteerRow *pRow){
  const char *zTicker = pRow->zTicker && pRow->zTicker[0] ? pRow->zTicker : 0;
  if( pRow->eSubtype>e->eSubtype ) e->eSubtype = pRow->eSubtype & 31;
  if( FACT(iTicker, zTicker) ) p->aMore[e->iMore].iExchange = 0;
  uint32_t iOwn = e->iMore ? p->aMore[e->iMore].iTicker : 0;
  if( zTicker==0 || strcmp(&p->aText[iOwn], zTicker)==0 ){
    (void)FACT(iExchange, pRow->zExchange);
  }
  (void)FACT(iParent, pRow->zParent);
  (void)FACT(iCountry, pRow->zCountry);
  (void)FACT(iListings, pRow->zListings);
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
  uint32_t k = entitySlot(p, pRow->eLabel, iName);
  if( p->aEntHash[k]==0 ){
    memset(&p->aEntity[p->nEntity], 0, sizeof(NewsEntityRec));
    p->aEntity[p->nEntity].iName = iName;
    p->aEntity[p->nEntity].eLabel = pRow->eLabel & 15;
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

/* Letters of a token and n before it; from four on their number does not count. */
static int countLetters(const char *z, const NewsToken *t, int n){
  const char *q = &z[t->iByte], *zEnd = q+t->nByte;
  while( q<zEnd && n<4 ){
    if( (unsigned char)*q<0x80 ){
      char c = *q++ | 0x20;
      n += c>='a' && c<='z';
    }else{
      n += (newsCharType(newsUtf8Read(&q, zEnd)) & NEWS_CT_LETTER)!=0;
    }
  }
  return n;
}

/* The alias of n bytes at z as tokens in the scratch arena; 0 and an error when it is
** empty or too long. */
static int aliasTokens(NewsBuilder *p, const char *z, int n, NewsText *t){
  size_t nClean;
  newsArenaReset(p->pScratch);
  const char *zClean;
  int rc = newsUtf8Text(p->pScratch, z, (size_t)n, &zClean, &nClean);
  if( rc==NEWS_OK ) rc = newsTokenize(p->pScratch, zClean, nClean, t);
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
  /* Most often it is the entity's name. */
  uint32_t iName = p->aEntity[p->iEntity].iName;
  const char *zName = &p->aText[iName];
  if( strncmp(zName, zForm, nForm)==0 && zName[nForm]==0 ) return iName;
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

/* What symbols are sorted by: hash and rank, then what they are, so that the order in
** which rows came does not count. */
typedef struct SortRec {
  uint32_t key, i;                /* i: the symbol */
  uint8_t eRank, eLabel;
  const char *zName, *zText;      /* of the entity; of the symbol */
} SortRec;

static int sortCompare(const void *pA, const void *pB){
  const SortRec *a = pA, *b = pB;
  if( a->key!=b->key ) return a->key<b->key ? -1 : 1;
  if( a->eRank!=b->eRank ) return a->eRank<b->eRank ? -1 : 1;
  if( a->eLabel!=b->eLabel ) return a->eLabel<b->eLabel ? -1 : 1;
  int c = strcmp(a->zName, b->zName);
  return c ? c : strcmp(a->zText, b->zText);
}

/* Sort the symbols by hash, then rank. */
static void sortSymbols(NewsBuilder *p){
  SortRec *a = buildAlloc(p, p->nSymbol*sizeof(SortRec));
  NewsSymbolRec *aNew = buildAlloc(p, p->nSymbol*sizeof(NewsSymbolRec));
  if( p->err.rc==0 ){
    for(uint32_t i=0; i<p->nSymbol; i++){
      const NewsSymbolRec *x = &p->aSymbol[i];
      const NewsEntityRec *e = &p->aEntity[x->iEntity];
      a[i] = (SortRec){ x->hash, i, (uint8_t)x->eRank, e->eLabel, &p->aText[e->iName],
                        &p->aText[x->iText] };
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

/*------------------------------------------------------------------------ small tables */

static int currencyCompare(const void *pA, const void *pB){
  const NewsCurrencyRec *a = pA, *b = pB;
  return a->hash<b->hash ? -1 : a->hash>b->hash;
}

static void buildClasses(NewsBuilder *p){
  p->nClass = p->nWord ? p->nWord*2 : 0;
  p->aClass = buildAlloc(p, p->nClass*sizeof(NewsSlot));
  if( p->aClass==0 ) return;
  for(uint32_t i=0; i<p->nWord; i++){
    newsSlotMake(p->aClass, p->nClass, p->aWord[i].key)->val |= p->aWord[i].val;
  }
}

/*------------------------------------------------------------------------- fingerprint */

#define PRINT_K0  0x6e65777365787431u
#define PRINT_K1  0x67617a6574746565u
#define PRINT_PARTS  8          /* strings of an alias and its entity */

/* An alias and its entity's facts as text, each closed by 0x1f. Returns its length. */
static size_t aliasPrint(const NewsBuilder *p, const NewsAliasRec *a, char *zOut){
  const NewsEntityRec *e = &p->aEntity[a->iEntity];
  const NewsMoreRec *m = &p->aMore[e->iMore];
  uint32_t aPart[] = { a->iText, e->iName, m->iTicker, m->iExchange, m->iParent,
                       m->iCountry, m->iListings, m->iCues };
  size_t n = 0, nPart = 0;
  for(size_t i=0; i<PRINT_PARTS; i++){
    if( i!=1 || aPart[1]!=aPart[0] ) nPart = aPart[i] ? strlen(&p->aText[aPart[i]]) : 0;
    memcpy(&zOut[n], &p->aText[aPart[i]], nPart);
    n += nPart;
    zOut[n++] = '\x1f';
  }
  uint32_t iFlag = (a->mFlag*64u + e->eLabel)*64u + e->eSubtype, nDigit = 1;
  for(uint32_t k=iFlag; k>=10; k /= 10) nDigit++;
  for(uint32_t i=nDigit; i>0; i--, iFlag /= 10) zOut[n+i-1] = (char)('0'+iFlag%10);
  return n+nDigit;
}

/* Sum of a hash per alias, cue, exchange and currency. */
static uint64_t buildPrint(NewsBuilder *p){
  uint64_t s = newsHash64(PRINT_K0, PRINT_K1, 0, 0) + ENGINE_NUMBER;
  char zPrint[PRINT_PARTS*(NAME_BYTES+1)+12];
  NewsBuf b;
  newsBufInit(&b, p->pHost);
#define PART(i) (newsBufText(&b, &p->aText[i]), newsBufChar(&b, '\x1f'))
#define DONE()  (s += newsHash64(PRINT_K0, PRINT_K1, b.z, b.n), b.n = 0)
  for(uint32_t i=0; i<p->nAlias; i++){
    s += newsHash64(PRINT_K0, PRINT_K1, zPrint, aliasPrint(p, &p->aAlias[i], zPrint));
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
  buildFree(p, p->aTextHash);
  p->aTextHash = 0;
  if( p->nCurrency ){
    qsort(p->aCurrency, p->nCurrency, sizeof(p->aCurrency[0]), currencyCompare);
  }
  FIT(p, Symbol);
  FIT(p, Text);
  pOut->zText = p->aText;         pOut->nText = p->nText;
  pOut->aLen = p->aLen;           pOut->nLen = p->nLen;
  pOut->aAlias = p->aAlias;       pOut->nAlias = p->nAlias;
  pOut->aEntity = p->aEntity;     pOut->nEntity = p->nEntity;
  if( p->err.rc==0 ){
    int rc = newsTrieMake(p->pHost, pOut, p->aHash, p->pBase!=0, &p->trie);
    if( rc==NEWS_NOMEM ) buildOom(p);
    else if( rc ) newsError(&p->err, rc, "the gazetteer has more than 268 million names");
  }
  buildFree(p, p->aHash);
  p->aHash = 0;
  buildClasses(p);
  if( p->err.rc==0 ) pOut->fingerprint = buildPrint(p);
  if( p->err.rc ) return p->err.rc;
  newsArenaFree(p->pScratch);
  p->pScratch = 0;
  pOut->aMore = p->aMore;         pOut->nMore = p->nMore;
  pOut->aCue = p->aCue;           pOut->nCue = p->nCue;
  pOut->aRun = p->trie.aRun;      pOut->nRun = p->trie.nRun;
  pOut->aSlot = p->trie.aSlot;    pOut->nSlot = p->trie.nSlot;
  pOut->aGate = p->trie.aGate;    pOut->nGateBit = p->trie.nGateBit;
  pOut->aGateLow = p->trie.aGateLow;  pOut->nGateLowBit = p->trie.nGateLowBit;
  pOut->aSymbol = p->aSymbol;     pOut->nSymbol = p->nSymbol;
  pOut->aClass = p->aClass;       pOut->nClass = p->nClass;
  pOut->aExchange = p->aExchange; pOut->nExchange = p->nExchange;
  pOut->aCurrency = p->aCurrency; pOut->nCurrency = p->nCurrency;
  pOut->nMaxToken = p->nMaxToken;
  memcpy(pOut->aClassName, p->aClassName, sizeof(p->aClassName));
  return NEWS_OK;
}
