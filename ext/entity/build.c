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
** MEMORY. Of 500,000 names of two to four words, each an entity, 20 to 24 MB are kept:
** their spelling, 12 bytes for the alias, 8 for the entity, and 7 for each slot of the
** trie, of which there are one or two. A ticker takes 7 bytes beside its own: it stands
** behind the name, and exchange, country, parent and cues are once for all entities that
** have the same. While they are read there are the hashes of the words and hash tables too:
** half as much again.
**
** The fingerprint is a sum of one keyed hash per alias with its entity's facts, so the
** order of rows does not change it.
*/
#include "entityInt.h"
#include <stdlib.h>
#include <string.h>

/* Raise it when the engine reads the same text differently. */
#define ENGINE_NUMBER  5

#define NAME_BYTES     1000   /* most bytes of any string */

/* A string by its hash; i is its offset, or an entity's number + 1, 0 for none. */
typedef struct TextSlot { uint32_t hash, i; } TextSlot;

struct NewsBuilder {
  const NewsHost *pHost;
  const NewsImage *pBase;       /* classes of cues come from it; NULL: own */
  NewsArena *pScratch;          /* tokens of one alias */
  NewsError err;                /* first failure */
  uint32_t iEntity;             /* the open entity */
  char *aText;       uint32_t nText, nTextAlloc;    /* strings */
  uint8_t *aLen;     uint32_t nLen, nLenAlloc;
  NewsAliasRec *aAlias; uint32_t nAlias, nAliasAlloc;   /* iText 0: its entity's name */
  uint32_t *aBlock;  uint32_t nBlock, nBlockAlloc;  /* as in NewsImage */
  uint32_t *aHash;   uint32_t nHash, nHashAlloc;    /* of each token in aLen */
  NewsEntityRec *aEntity; uint32_t nEntity, nEntityAlloc;
  NewsMoreRec *aMore; uint32_t nMore, nMoreAlloc;
  uint32_t *aCue;    uint32_t nCue, nCueAlloc;
  NewsExchangeRec *aExchange; uint32_t nExchange, nExchangeAlloc;
  NewsCurrencyRec *aCurrency; uint32_t nCurrency, nCurrencyAlloc;
  NewsSlot *aWord;   uint32_t nWord, nWordAlloc;    /* words of classes: hash, mask */
  uint32_t *aSymbol; uint8_t *aSymbolTag; uint32_t nSymbol;   /* as in NewsImage */
  TextSlot *aTextHash; uint32_t nTextHash, nTextUsed;    /* strings but names, tickers */
  TextSlot *aEntHash;  uint32_t nEntHash;                /* entity+1 by label, name */
  uint32_t *aMoreHash; uint32_t nMoreHash;               /* number in aMore */
  uint32_t *aAliasHash; uint32_t nAliasHash;             /* alias+1 by entity, text */
  uint32_t aClassName[32];
  uint32_t nMaxToken;
  NewsBucket *aClass; uint32_t nClass;
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

/* Give back what an array has over its n elements. When that fails it stays as it is. */
static void buildFit(NewsBuilder *p, void **ppArray, size_t nByte){
  if( *ppArray==0 || nByte==0 ) return;
  void *pNew = p->pHost->xRealloc(p->pHost->pCtx, *ppArray, nByte);
  if( pNew ) *ppArray = pNew;
}
#define FIT(p,X) buildFit(p, (void**)&(p)->a##X, (p)->n##X*sizeof((p)->a##X[0]))

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

/* Room for one more in an open hash of strings, at most three quarters full; 0 on
** failure. */
static int slotRoom(NewsBuilder *p, TextSlot **pa, uint32_t *pnSlot, uint32_t nUsed){
  if( p->err.rc ) return 0;
  if( nUsed<*pnSlot/4*3 ) return 1;
  uint32_t n = *pnSlot ? *pnSlot*2 : 1024;
  TextSlot *a = buildAlloc(p, n*sizeof(TextSlot));
  if( a==0 ) return 0;
  for(uint32_t i=0; i<*pnSlot; i++){
    if( (*pa)[i].i==0 ) continue;
    uint32_t k = (*pa)[i].hash & (n-1);
    while( a[k].i ) k = (k+1) & (n-1);
    a[k] = (*pa)[i];
  }
  buildFree(p, *pa);
  *pa = a;
  *pnSlot = n;
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

/* Are the n bytes of a string too many? */
static int textTooLong(NewsBuilder *p, const char *z, size_t n){
  if( n<=NAME_BYTES ) return 0;
  newsError(&p->err, NEWS_ERROR, "a gazetteer entry is longer than %d bytes: %.*s",
            NAME_BYTES, 60, z);
  return 1;
}

/* Offset of a string, stored once; 0 for the empty one and after a failure. */
static uint32_t textAdd(NewsBuilder *p, const char *z, size_t n){
  if( z==0 || n==0 || p->err.rc || textTooLong(p, z, n) ) return 0;
  if( !slotRoom(p, &p->aTextHash, &p->nTextHash, p->nTextUsed) ) return 0;
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

/* A NUL-terminated string made valid UTF-8, of *pn bytes, in the scratch arena if need
** be. NULL for NULL, the empty one and after a failure. */
static const char *textClean(NewsBuilder *p, const char *z, size_t *pn){
  *pn = 0;
  if( z==0 || z[0]==0 || p->err.rc ) return 0;
  *pn = strlen(z);
  if( newsUtf8Valid(z, *pn)<*pn ){
    int rc = newsUtf8Text(p->pScratch, z, *pn, &z, pn);
    if( rc ) newsError(&p->err, rc, rc==NEWS_NOMEM ? "out of memory" : "interrupted");
    if( rc ) return 0;
  }
  return textTooLong(p, z, *pn) ? 0 : z;
}

/* Offset of a NUL-terminated string made valid UTF-8; 0 for NULL. */
static uint32_t textOf(NewsBuilder *p, const char *z){
  size_t n;
  z = textClean(p, z, &n);
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
                p->aEntHash, p->aMoreHash, p->aAliasHash, p->aClass, p->aBlock,
                p->aSymbolTag, p };
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

static uint32_t entityHash(int eLabel, const char *z, size_t n){
  return NEWS_MIX(textHash(z, (uint32_t)n), (uint32_t)eLabel);
}

/* The slot of an entity in aEntHash, or the empty one where it belongs. */
static TextSlot *entitySlot(const NewsBuilder *p, int eLabel, const char *z, size_t n){
  uint32_t hash = entityHash(eLabel, z, n), k = hash & (p->nEntHash-1);
  for(; p->aEntHash[k].i; k = (k+1) & (p->nEntHash-1)){
    if( p->aEntHash[k].hash!=hash ) continue;
    const NewsEntityRec *e = &p->aEntity[p->aEntHash[k].i-1];
    const char *zName = &p->aText[e->iName];
    if( (int)e->eLabel==eLabel && strncmp(zName, z, n)==0 && zName[n]==0 ) break;
  }
  return &p->aEntHash[k];
}

uint32_t newsBuilderFind(const NewsBuilder *p, int eLabel, const char *zName){
  if( p->nEntHash==0 ) return NEWS_NOBODY;
  uint32_t i = entitySlot(p, eLabel, zName, strlen(zName))->i;
  return i ? i-1 : NEWS_NOBODY;
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

/* The slot of facts in aMoreHash, or the empty one where they belong. */
static uint32_t *moreSlot(const NewsBuilder *p, const NewsMoreRec *x){
  uint32_t k = NEWS_MIX(NEWS_MIX(x->iExchange, x->iParent), x->iCountry);
  for(k = NEWS_MIX(k, x->iCues) & (p->nMoreHash-1); p->aMoreHash[k]; k = (k+1) & (p->nMoreHash-1)){
    const NewsMoreRec *y = &p->aMore[p->aMoreHash[k]];
    if( x->iExchange==y->iExchange && x->iParent==y->iParent
     && x->iCountry==y->iCountry && x->iCues==y->iCues ) break;
  }
  return &p->aMoreHash[k];
}

/* The number of facts in aMore, where those of many entities are once. The cues of those
** that are new are read. */
static uint32_t moreAdd(NewsBuilder *p, const NewsMoreRec *x, const char *zCues){
  if( x->iExchange==0 && x->iParent==0 && x->iCountry==0 && x->iCues==0 ) return 0;
  int e = hashRoom(p, &p->aMoreHash, &p->nMoreHash, p->nMore);
  if( e==0 || !ROOM(p, More, 1) ) return 0;
  for(uint32_t i=1; e==2 && i<p->nMore; i++) *moreSlot(p, &p->aMore[i]) = i;
  uint32_t *pSlot = moreSlot(p, x);
  if( *pSlot ) return *pSlot;
  if( p->nMore>NEWS_MORE_MAX ){
    newsError(&p->err, NEWS_TOOBIG, "more than %d parents and countries", NEWS_MORE_MAX);
    return 0;
  }
  p->aMore[p->nMore] = *x;
  *pSlot = p->nMore;
  if( x->iCues ) cueWords(p, &p->aMore[p->nMore], zCues);
  return p->nMore++;
}

/* Is the new value of a fact, NULL for none, to be taken? Of rows that differ the greater
** string counts, so that their order does not. */
static int isGreater(const char *zNew, const char *zOld){
  return zNew && (zOld==0 || strcmp(zNew, zOld)>0);
}

/* Set a fact, an offset in aText, to what the row gives. */
static void factSet(NewsBuilder *p, uint32_t *pFact, const char *z){
  uint32_t iText = textOf(p, z);
  if( iText && isGreater(&p->aText[iText], &p->aText[*pFact]) ) *pFact = iText;
}

/* Write an entity's name, ticker and listings anew, one behind the other; NULL stands for
** what it has. */
static void ownWrite(NewsBuilder *p, NewsEntityRec *e, const char *zName,
                     const char *zTicker, const char *zListings){
  NewsImage m = { .zText = p->aText };
  const char *az[3] = { zName ? zName : &p->aText[e->iName],
                        zTicker ? zTicker : newsEntityTicker(&m, e),
                        zListings ? zListings : newsEntityListings(&m, e) };
  char zCopy[3*(NAME_BYTES+1)];        /* they may be in aText, which moves */
  uint32_t n = 0;
  for(int i=0; i<3; i++){
    size_t nPart = az[i] ? strlen(az[i])+1 : 0;
    if( az[i] ) memcpy(&zCopy[n], az[i], nPart);
    n += (uint32_t)nPart;
  }
  if( !ROOM(p, Text, n) ) return;
  memcpy(&p->aText[p->nText], zCopy, n);
  e->iName = p->nText;
  e->bTicker = az[1]!=0;
  e->bListings = az[2]!=0;
  p->nText += n;
}

/* Set what the row gives; zName is NULL for a known entity. An exchange goes with its
** ticker. */
static void entitySet(NewsBuilder *p, NewsEntityRec *e, const char *zName,
                      const NewsGazetteerRow *pRow){
  NewsImage m = { .zText = p->aText };
  NewsMoreRec x = p->aMore[e->iMore];
  size_t n;
  const char *zTicker = textClean(p, pRow->zTicker, &n);
  const char *zListings = textClean(p, pRow->zListings, &n);
  const char *zOwn = newsEntityTicker(&m, e);
  int bTicker = isGreater(zTicker, zOwn);
  int bListings = isGreater(zListings, newsEntityListings(&m, e));
  if( pRow->eSubtype>e->eSubtype ) e->eSubtype = pRow->eSubtype & 31;
  if( bTicker ) x.iExchange = 0;
  if( bTicker || zTicker==0 || strcmp(zOwn, zTicker)==0 ){
    factSet(p, &x.iExchange, pRow->zExchange);
  }
  factSet(p, &x.iParent, pRow->zParent);
  factSet(p, &x.iCountry, pRow->zCountry);
  factSet(p, &x.iCues, pRow->zCues);
  if( x.iCues!=p->aMore[e->iMore].iCues ) x.mClass = x.iCue = 0;
  e->iMore = moreAdd(p, &x, pRow->zCues) & NEWS_MORE_MAX;
  if( zName==0 && !bTicker && !bListings ) return;
  ownWrite(p, e, zName, bTicker ? zTicker : 0, bListings ? zListings : 0);
}

void newsBuilderEntity(NewsBuilder *p, const NewsGazetteerRow *pRow){
  size_t n;
  if( p->err.rc ) return;
  newsArenaReset(p->pScratch);
  p->iEntity = NEWS_NOBODY;
  const char *zName = textClean(p, pRow->zName, &n);
  if( p->err.rc ) return;
  if( zName==0 ){
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
  if( !slotRoom(p, &p->aEntHash, &p->nEntHash, p->nEntity) || !ROOM(p, Entity, 1) ) return;
  TextSlot *s = entitySlot(p, pRow->eLabel, zName, n);
  if( s->i ){
    zName = 0;
  }else{
    memset(&p->aEntity[p->nEntity], 0, sizeof(NewsEntityRec));
    p->aEntity[p->nEntity].eLabel = pRow->eLabel & 7;
    s->hash = entityHash(pRow->eLabel, zName, n);
    s->i = ++p->nEntity;
  }
  p->iEntity = s->i-1;
  entitySet(p, &p->aEntity[p->iEntity], zName, pRow);
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

/* Offset of the spelling of an alias, with single blanks where it has white space; 0 when
** it is the entity's name. */
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
  const char *zName = &p->aText[p->aEntity[p->iEntity].iName];
  if( strncmp(zName, zForm, nForm)==0 && zName[nForm]==0 ) return 0;
  return textAdd(p, zForm, nForm);
}

/* Are the tokens of an alias the words between its blanks, and is it no abbreviation? */
static int isPlain(const NewsText *t){
  const NewsToken *k = t->aToken;
  for(uint32_t i=1; i<t->nToken; i++) if( !(k[i].mFlag & NEWS_TF_SPACE) ) return 0;
  return t->nToken>1 || t->z[k->iByte+k->nByte-1]!='.';
}

/* The lengths of the words of plain aliases are not kept. */
static void dropLengths(NewsBuilder *p){
  uint32_t nLen = 0, iBlock = 0;
  for(uint32_t i=0; i<p->nAlias; i++){
    NewsAliasRec *a = &p->aAlias[i];
    if( i%NEWS_ALIAS_BLOCK==0 ){
      iBlock = p->aBlock[i/NEWS_ALIAS_BLOCK];
      p->aBlock[i/NEWS_ALIAS_BLOCK] = nLen;
    }
    const uint8_t *aFrom = &p->aLen[iBlock+a->iLen];
    a->iLen = (uint16_t)(nLen-p->aBlock[i/NEWS_ALIAS_BLOCK]);
    if( a->mFlag & NEWS_AF_PLAIN ) continue;
    memmove(&p->aLen[nLen], aFrom, a->nToken);
    nLen += a->nToken;
  }
  p->nLen = nLen;
  buildFit(p, (void**)&p->aLen, (size_t)nLen+1);
}

void newsBuilderAlias(NewsBuilder *p, const char *z, int n, int mFlag){
  NewsText t;
  uint32_t iSlot = 0;
  int nLetter = 0;
  if( p->err.rc || p->iEntity==NEWS_NOBODY || !aliasTokens(p, z, n, &t) ) return;
  uint32_t iText = aliasText(p, &t);
  int e = hashRoom(p, &p->aAliasHash, &p->nAliasHash, p->nAlias);
  if( e==0 || !ROOM(p, Alias, 1) || !ROOM(p, Block, 1) || !ROOM(p, Len, t.nToken)
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
  if( nLetter<4 ) mFlag |= NEWS_AF_SHORT;
  if( isPlain(&t) ) mFlag |= NEWS_AF_PLAIN;
  if( p->nAlias%NEWS_ALIAS_BLOCK==0 ) p->aBlock[p->nBlock++] = p->nLen;
  a = &p->aAlias[p->nAlias];
  a->iEntity = p->iEntity;
  a->iText = iText;
  a->iLen = (uint16_t)(p->nLen-p->aBlock[p->nBlock-1]);
  a->nToken = (uint8_t)t.nToken;
  a->mFlag = (uint8_t)mFlag;
  p->aAliasHash[iSlot] = ++p->nAlias;
  p->nLen += t.nToken;
  p->nHash = p->nLen;
  if( t.nToken>p->nMaxToken ) p->nMaxToken = t.nToken;
}

/*----------------------------------------------------------------------------- symbols */

/* Put an entity into the open hash of symbols, once. */
static void symbolPut(NewsBuilder *p, uint32_t iEntity, const char *z, int n){
  uint32_t hash = newsSymbolHash(z, n), i = (uint32_t)(((uint64_t)hash*p->nSymbol)>>32);
  uint8_t eTag = newsSymbolTag(hash);
  while( p->aSymbolTag[i] && (p->aSymbolTag[i]!=eTag || p->aSymbol[i]!=iEntity) ){
    if( ++i==p->nSymbol ) i = 0;
  }
  p->aSymbol[i] = iEntity;
  p->aSymbolTag[i] = eTag;
}

/* All symbols of the entities: how many, and with bPut into the hash. */
static uint32_t eachSymbol(NewsBuilder *p, int bPut){
  NewsImage m = { .zText = p->aText };
  NewsListing x;
  uint32_t n = 0;
  for(uint32_t i=0; i<p->nEntity; i++){
    const NewsEntityRec *e = &p->aEntity[i];
    const char *z = newsEntityTicker(&m, e), *zList = newsEntityListings(&m, e);
    n += z!=0;
    if( z && bPut ) symbolPut(p, i, z, (int)strlen(z));
    for(; zList && newsListingNext(&zList, &x); n++){
      if( bPut ) symbolPut(p, i, x.z, x.n);
    }
  }
  return n;
}

/* The open hash of symbols: a quarter of it free, in the built-in image half. */
static void buildSymbols(NewsBuilder *p){
  uint32_t n = eachSymbol(p, 0);
  if( n==0 ) return;
  n += p->pBase ? n/3+2 : n;
  p->aSymbol = buildAlloc(p, n*sizeof(uint32_t));
  p->aSymbolTag = buildAlloc(p, n);
  if( p->err.rc ) return;
  p->nSymbol = n;
  eachSymbol(p, 1);
}

/*------------------------------------------------------------------------ small tables */

static int currencyCompare(const void *pA, const void *pB){
  const NewsCurrencyRec *a = pA, *b = pB;
  return a->hash<b->hash ? -1 : a->hash>b->hash;
}

static void buildClasses(NewsBuilder *p){
  p->nClass = p->nWord!=0;
  while( p->nClass*NEWS_BUCKET<p->nWord*2 ) p->nClass *= 2;
  p->aClass = buildAlloc(p, p->nClass*sizeof(NewsBucket));
  if( p->aClass==0 ) return;
  for(uint32_t i=0; i<p->nWord; i++){
    newsBucketAdd(p->aClass, p->nClass-1, p->aWord[i].key, p->aWord[i].val);
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
  const char *z = p->aText, *zName = &z[e->iName], *zEnd = zName;
  const char *az[PRINT_PARTS] = { &z[a->iText], zName, 0, &z[m->iExchange],
                                  &z[m->iParent], &z[m->iCountry], 0, &z[m->iCues] };
  size_t n = 0, nPart = 0;
  if( e->bTicker ) az[2] = zEnd += strlen(zEnd)+1;
  if( e->bListings ) az[6] = zEnd + strlen(zEnd)+1;
  for(size_t i=0; i<PRINT_PARTS; i++){
    if( i!=1 || az[1]!=az[0] ) nPart = az[i] ? strlen(az[i]) : 0;
    if( nPart ) memcpy(&zOut[n], az[i], nPart);
    n += nPart;
    zOut[n++] = '\x1f';
  }
  uint32_t mFlag = a->mFlag & (uint32_t)~(NEWS_AF_SHORT|NEWS_AF_PLAIN);
  uint32_t iFlag = (mFlag*64u + e->eLabel)*64u + e->eSubtype, nDigit = 1;
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

int newsBuilderFinish(NewsBuilder *p, NewsImage *pOut){
  memset(pOut, 0, sizeof(*pOut));
  void **apHash[] = { (void**)&p->aEntHash, (void**)&p->aAliasHash,
                      (void**)&p->aTextHash, (void**)&p->aMoreHash };
  for(size_t i=0; i<sizeof(apHash)/sizeof(apHash[0]); i++){
    buildFree(p, *apHash[i]);
    *apHash[i] = 0;
  }
  FIT(p, Alias); FIT(p, Hash); FIT(p, Len); FIT(p, Entity); FIT(p, More); FIT(p, Cue);
  FIT(p, Block);
  for(uint32_t i=0; i<p->nAlias; i++){
    NewsAliasRec *a = &p->aAlias[i];
    if( a->iText==0 ) a->iText = p->aEntity[a->iEntity].iName;
  }
  buildSymbols(p);
  if( p->nCurrency ){
    qsort(p->aCurrency, p->nCurrency, sizeof(p->aCurrency[0]), currencyCompare);
  }
  FIT(p, Text);
  pOut->zText = p->aText;         pOut->nText = p->nText;
  pOut->aLen = p->aLen;
  pOut->aAlias = p->aAlias;       pOut->nAlias = p->nAlias;
  pOut->aBlock = p->aBlock;       pOut->nBlock = p->nBlock;
  pOut->aEntity = p->aEntity;     pOut->nEntity = p->nEntity;
  if( p->err.rc==0 ){
    int rc = newsTrieMake(p->pHost, pOut, p->aHash, p->pBase!=0, &p->trie);
    if( rc==NEWS_NOMEM ) buildOom(p);
    else if( rc ) newsError(&p->err, rc, "the gazetteer has more than 268 million names");
  }
  buildFree(p, p->aHash);
  p->aHash = 0;
  dropLengths(p);
  buildClasses(p);
  if( p->err.rc==0 ) pOut->fingerprint = buildPrint(p);
  if( p->err.rc ) return p->err.rc;
  newsArenaFree(p->pScratch);
  p->pScratch = 0;
  pOut->aLen = p->aLen;           pOut->nLen = p->nLen;
  pOut->aMore = p->aMore;         pOut->nMore = p->nMore;
  pOut->aCue = p->aCue;           pOut->nCue = p->nCue;
  pOut->aRun = p->trie.aRun;      pOut->nRun = p->trie.nRun;
  pOut->aSlot = p->trie.aSlot;    pOut->nSlot = p->trie.nSlot;
  pOut->aBucket = p->trie.aBucket;    pOut->nBucketBit = p->trie.nBucketBit;
  pOut->aTail = p->trie.aTail;    pOut->aVal = p->trie.aVal;
  pOut->aGate = p->trie.aGate;    pOut->nGateBit = p->trie.nGateBit;
  pOut->aGateLow = p->trie.aGateLow;  pOut->nGateLowBit = p->trie.nGateLowBit;
  pOut->aSymbol = p->aSymbol;     pOut->nSymbol = p->nSymbol;
  pOut->aSymbolTag = p->aSymbolTag;
  pOut->aClass = p->aClass;       pOut->nClass = p->nClass;
  pOut->aExchange = p->aExchange; pOut->nExchange = p->nExchange;
  pOut->aCurrency = p->aCurrency; pOut->nCurrency = p->nCurrency;
  pOut->nMaxToken = p->nMaxToken;
  memcpy(pOut->aClassName, p->aClassName, sizeof(p->aClassName));
  return NEWS_OK;
}
