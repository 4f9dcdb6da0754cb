/*
** trie.c - the aliases of an image by their tokens: runs, slots, gates.
**
**   newsTrieMake(pHost, &image, aHash, 1, &trie)
**
** HOW IT WORKS. The key of an alias is the rolling hash of its tokens. Aliases are put in
** the order of their keys by a radix sort; those with equal keys (Delta the airline, Delta
** the region) become a run. Then each alias goes down the trie, which is one open hash
** table with a slot per prefix:
**
**   Delta              ends here, and there are longer ones
**   Delta Air          leads on to one run only, Delta Air Lines: no slots behind it
**   Delta Electronics  ends here
**
** The slots of the built-in trie are an open hash. Those of a small trie, a user's, stand in
** the order of their keys in buckets of about eight, so that 6 bytes a slot are enough: the
** bucket's number is the first bits of the key, 16 more are kept, others do not count. And
** in a small trie a prefix that leads on to one run only is a tail, as here: the
** slot names the run, and the matcher compares the rest with the text. When another alias
** comes to the tail's slot, it moves one prefix down. So half a million names need fewer
** slots than they have words. The built-in trie has all its prefixes.
**
** Keys of different prefixes may be equal. Nothing is lost by that: the marks of their
** slots join, and in the end the matcher compares spellings. A run whose aliases have not
** the same tokens is no tail.
*/
#include "entityInt.h"
#include <stdlib.h>
#include <string.h>

typedef struct Trie {
  const NewsHost *pHost;
  const NewsImage *m;           /* aAlias, aEntity, zText: the aliases */
  const uint32_t *aHash;        /* of the tokens, where aLen has their bytes */
  NewsTrie *pOut;
  int bSmall;                   /* with tails, packed in the end */
  uint32_t mKey;                /* the bits of a key that count */
  uint32_t nUsed;               /* slots that are not empty */
  int rc;
} Trie;

static void *trieAlloc(Trie *p, size_t n){
  void *pNew = p->rc ? 0 : p->pHost->xMalloc(p->pHost->pCtx, n ? n : 1);
  if( pNew==0 ){
    p->rc = NEWS_NOMEM;
    return 0;
  }
  return memset(pNew, 0, n);
}

static void trieFree(Trie *p, void *pOld){ p->pHost->xFree(p->pHost->pCtx, pOld); }

/*-------------------------------------------------------------------------------- runs */

/* Hashes of the tokens of an alias. */
static const uint32_t *aliasHash(const Trie *p, uint32_t iAlias){
  return &p->aHash[newsAliasLen(p->m, iAlias)-p->m->aLen];
}

/* The key of an alias. */
static uint32_t aliasKey(const Trie *p, uint32_t iAlias){
  const uint32_t *aHash = aliasHash(p, iAlias);
  uint32_t key = NEWS_MIX0;
  for(uint32_t i=0; i<p->m->aAlias[iAlias].nToken; i++) key = NEWS_MIX(key, aHash[i]);
  return key & p->mKey;
}

/* Sort numbers by their upper halves, equal ones as they stand. aTmp is as long as a. */
static void sortKeys(uint64_t *a, uint64_t *aTmp, uint32_t n){
  for(int iShift=32; iShift<64; iShift+=8){
    uint32_t anAt[257] = {0};
    for(uint32_t i=0; i<n; i++) anAt[(a[i]>>iShift & 0xff)+1]++;
    for(int i=0; i<256; i++) anAt[i+1] += anAt[i];
    for(uint32_t i=0; i<n; i++) aTmp[anAt[a[i]>>iShift & 0xff]++] = a[i];
    uint64_t *aSwap = a;
    a = aTmp;
    aTmp = aSwap;
  }
}

/* What the aliases of a run are ordered by, so that the order of rows does not count. */
typedef struct RunRec {
  uint32_t iAlias;
  uint8_t eLabel;
  const char *zName, *zText;
} RunRec;

static int runCompare(const void *pA, const void *pB){
  const RunRec *a = pA, *b = pB;
  if( a->eLabel!=b->eLabel ) return a->eLabel<b->eLabel ? -1 : 1;
  int c = strcmp(a->zName, b->zName);
  return c ? c : strcmp(a->zText, b->zText);
}

/* The aliases of a run, n of them at aKey, in order to aRun. */
static void orderRun(Trie *p, const uint64_t *aKey, uint32_t n, uint32_t *aRun){
  const NewsImage *m = p->m;
  RunRec *a = trieAlloc(p, n*sizeof(RunRec));
  if( a==0 ) return;
  for(uint32_t i=0; i<n; i++){
    const NewsAliasRec *x = &m->aAlias[(uint32_t)aKey[i]];
    const NewsEntityRec *e = &m->aEntity[x->iEntity];
    a[i] = (RunRec){ (uint32_t)aKey[i], e->eLabel, &m->zText[e->iName],
                     &m->zText[x->iText] };
  }
  qsort(a, n, sizeof(a[0]), runCompare);
  for(uint32_t i=0; i<n; i++) aRun[i] = a[i].iAlias | (i+1==n ? NEWS_RUN_END : 0);
  trieFree(p, a);
}

/* How many of the sorted keys from aKey on are equal? */
static uint32_t equalKeys(const uint64_t *aKey, uint32_t n){
  uint32_t i = 1;
  while( i<n && aKey[i]>>32==aKey[0]>>32 ) i++;
  return i;
}

/* Number the runs: upper halves of aKey become runs. Runs of one alias bear its number,
** the others are nAlias and their place in aRun. */
static void makeRuns(Trie *p, uint64_t *aKey){
  uint32_t nAlias = p->m->nAlias, nRun = 0, nEqual;
  for(uint32_t i=0; i<nAlias; i+=nEqual){
    nEqual = equalKeys(&aKey[i], nAlias-i);
    if( nEqual>1 ) nRun += nEqual;
  }
  p->pOut->aRun = trieAlloc(p, nRun*sizeof(uint32_t));
  p->pOut->nRun = nRun;
  nRun = 0;
  for(uint32_t i=0; i<nAlias && p->rc==0; i+=nEqual){
    nEqual = equalKeys(&aKey[i], nAlias-i);
    uint64_t iRun = nEqual>1 ? nAlias+nRun : (uint32_t)aKey[i];
    if( nEqual>1 ) orderRun(p, &aKey[i], nEqual, &p->pOut->aRun[nRun]);
    for(uint32_t k=0; k<nEqual; k++) aKey[i+k] = iRun<<32 | (uint32_t)aKey[i+k];
    if( nEqual>1 ) nRun += nEqual;
  }
}

/* The first alias of a run. */
static uint32_t runAlias(const Trie *p, uint32_t iRun){
  uint32_t nAlias = p->m->nAlias;
  return iRun<nAlias ? iRun : p->pOut->aRun[iRun-nAlias] & ~NEWS_RUN_END;
}

/* Have two aliases the same tokens, but for case and accents? */
static int sameTokens(const Trie *p, uint32_t iA, uint32_t iB){
  uint32_t n = p->m->aAlias[iA].nToken;
  return n==p->m->aAlias[iB].nToken
      && memcmp(aliasHash(p, iA), aliasHash(p, iB), n*sizeof(uint32_t))==0;
}

/* May a run be a tail: have all its aliases the same tokens? */
static int mayBeTail(const Trie *p, uint32_t iRun){
  if( !p->bSmall || iRun<p->m->nAlias ) return p->bSmall;
  const uint32_t *aRun = &p->pOut->aRun[iRun-p->m->nAlias];
  uint32_t iAlias = runAlias(p, iRun);
  for(; !(*aRun & NEWS_RUN_END); aRun++){
    if( !sameTokens(p, iAlias, aRun[1] & ~NEWS_RUN_END) ) return 0;
  }
  return 1;
}

/*------------------------------------------------------------------------------- slots */

const NewsSlot *newsSlotFind(const NewsSlot *a, uint32_t nSlot, uint32_t key){
  if( nSlot==0 ) return 0;
  for(uint32_t i = (uint32_t)(((uint64_t)key*nSlot)>>32); a[i].val; ){
    if( a[i].key==key ) return &a[i];
    if( ++i==nSlot ) i = 0;
  }
  return 0;
}

NewsSlot *newsSlotMake(NewsSlot *a, uint32_t nSlot, uint32_t key){
  uint32_t i = (uint32_t)(((uint64_t)key*nSlot)>>32);
  while( a[i].val && a[i].key!=key ) if( ++i==nSlot ) i = 0;
  a[i].key = key;
  return &a[i];
}

uint32_t newsTrieFind(const NewsImage *m, uint32_t key){
  if( m->aSlot ){
    const NewsSlot *s = newsSlotFind(m->aSlot, m->nSlot, key);
    return s ? s->val : 0;
  }
  const uint32_t *aAt = &m->aBucket[key>>(32-m->nBucketBit)];
  uint32_t iTail = key>>(16-m->nBucketBit) & 0xffff;
  for(uint32_t i=aAt[0]; i<aAt[1]; i++) if( m->aTail[i]==iTail ) return m->aVal[i];
  return 0;
}

/* Move all slots to a table of nSlot. */
static void trieResize(Trie *p, uint32_t nSlot){
  NewsSlot *a = trieAlloc(p, (size_t)nSlot*sizeof(NewsSlot)), *aOld = p->pOut->aSlot;
  if( a==0 ) return;
  for(uint32_t i=0; i<p->pOut->nSlot; i++){
    if( aOld[i].val ) *newsSlotMake(a, nSlot, aOld[i].key) = aOld[i];
  }
  trieFree(p, aOld);
  p->pOut->aSlot = a;
  p->pOut->nSlot = nSlot;
}

/* The slot of a key, whose val is 0 when it is new; NULL when out of memory. It moves
** when the next one is made. */
static NewsSlot *trieSlot(Trie *p, uint32_t key){
  if( p->nUsed>=p->pOut->nSlot/4*3 ){
    uint64_t nSlot = (uint64_t)p->pOut->nSlot/2*3+64;
    if( nSlot>0x7fffffff ) p->rc = NEWS_TOOBIG;
    trieResize(p, (uint32_t)nSlot);
  }
  if( p->rc ) return 0;
  NewsSlot *s = newsSlotMake(p->pOut->aSlot, p->pOut->nSlot, key);
  p->nUsed += s->val==0;
  return s;
}

static void insertFrom(Trie*, uint32_t iAlias, uint32_t iRun, int bTail, uint32_t key,
                       uint32_t iFrom);

/* Another alias has come to the slot of a tail: move that one prefix down. */
static void moveTail(Trie *p, NewsSlot *s){
  uint32_t iRun = newsSlotRun(s->val), key = NEWS_MIX0, k = 0;
  uint32_t iAlias = runAlias(p, iRun);
  const uint32_t *aHash = aliasHash(p, iAlias);
  s->val = NEWS_SLOT_LONGER;
  while( k<p->m->aAlias[iAlias].nToken ){
    key = NEWS_MIX(key, aHash[k]);
    k++;
    if( (key & p->mKey)==s->key ) break;
  }
  insertFrom(p, iAlias, iRun, 1, key, k);
}

/* Insert an alias of a run from its token iFrom on; key is that of the prefix before. */
static void insertFrom(Trie *p, uint32_t iAlias, uint32_t iRun, int bTail,
                       uint32_t key, uint32_t iFrom){
  const uint32_t *aHash = aliasHash(p, iAlias);
  uint32_t nToken = p->m->aAlias[iAlias].nToken;
  for(uint32_t k=iFrom; k<nToken; k++){
    int bLast = k+1==nToken;
    key = NEWS_MIX(key, aHash[k]);
    NewsSlot *s = trieSlot(p, key & p->mKey);
    if( s==0 ) return;
    if( s->val==0 && !bLast && bTail ){
      s->val = newsSlotVal(iRun)|NEWS_SLOT_TAIL;
      return;
    }
    if( s->val & NEWS_SLOT_TAIL ){
      if( newsSlotRun(s->val)==iRun ) return;
      moveTail(p, s);
      if( p->rc ) return;
      s = newsSlotMake(p->pOut->aSlot, p->pOut->nSlot, key & p->mKey);
    }
    if( !bLast ){
      s->val |= NEWS_SLOT_LONGER;
    }else if( s->val<=NEWS_SLOT_LONGER ){
      s->val |= newsSlotVal(iRun);
    }
  }
}

/*------------------------------------------------------------------------------- gates */

/* log2 of the bits of a gate for n aliases: about 16 bits for each. */
static uint32_t gateBits(uint32_t n){
  uint32_t nBit = 10;
  while( nBit<22 && (1u<<nBit)<n*16 ) nBit++;
  return nBit;
}

/* Gates over first tokens. The one for lower-case beginnings is asked for every token
** of a text, so it is small. */
static void makeGates(Trie *p){
  NewsTrie *t = p->pOut;
  uint32_t nLow = 0;
  for(uint32_t i=0; i<p->m->nAlias; i++){
    nLow += (p->m->aAlias[i].mFlag & NEWS_AF_LOWER)!=0;
  }
  t->nGateBit = gateBits(p->m->nAlias);
  t->nGateLowBit = gateBits(nLow);
  t->aGate = trieAlloc(p, (1u<<t->nGateBit)/8);
  t->aGateLow = trieAlloc(p, (1u<<t->nGateLowBit)/8);
  for(uint32_t i=0; i<p->m->nAlias && p->rc==0; i++){
    const NewsAliasRec *a = &p->m->aAlias[i];
    uint32_t hash = *aliasHash(p, i), h = newsGateBit(hash, t->nGateBit);
    t->aGate[h>>5] |= 1u<<(h&31);
    h = newsGateBit(hash, t->nGateLowBit);
    if( a->mFlag & NEWS_AF_LOWER ) t->aGateLow[h>>5] |= 1u<<(h&31);
  }
}

/*-------------------------------------------------------------------------------- make */

/* Spare slots for n prefixes: most words of a text are asked for in vain, which a fuller
** table makes long. */
static uint32_t trieSlots(uint32_t n){ return n+n/8*5+8; }

/* log2 of the buckets for n aliases. */
static uint32_t bucketBits(uint32_t n){
  uint32_t nBit = 8;
  while( nBit<16 && (8u<<nBit)<n ) nBit++;
  return nBit;
}

/* Pack the slots into buckets. */
static void triePack(Trie *p){
  NewsTrie *t = p->pOut;
  uint32_t n = 0, iBucket = 0, nBucket = 1u<<t->nBucketBit;
  uint64_t *a = trieAlloc(p, p->nUsed*sizeof(uint64_t)), *aTmp;
  for(uint32_t i=0; a && i<t->nSlot; i++){
    if( t->aSlot[i].val ) a[n++] = (uint64_t)t->aSlot[i].key<<32 | t->aSlot[i].val;
  }
  trieFree(p, t->aSlot);
  t->aSlot = 0;
  t->nSlot = n;
  aTmp = trieAlloc(p, n*sizeof(uint64_t));
  if( aTmp ) sortKeys(a, aTmp, n);
  trieFree(p, aTmp);
  t->aBucket = trieAlloc(p, (nBucket+1)*sizeof(uint32_t));
  t->aTail = trieAlloc(p, n*sizeof(uint16_t));
  t->aVal = trieAlloc(p, n*sizeof(uint32_t));
  for(uint32_t i=0; p->rc==0 && i<n; i++){
    uint32_t key = (uint32_t)(a[i]>>32), iOwn = key>>(32-t->nBucketBit);
    while( iBucket<iOwn ) t->aBucket[++iBucket] = i;
    t->aTail[i] = (uint16_t)(key>>(16-t->nBucketBit));
    t->aVal[i] = (uint32_t)a[i];
  }
  while( p->rc==0 && iBucket<nBucket ) t->aBucket[++iBucket] = n;
  trieFree(p, a);
}

int newsTrieMake(const NewsHost *pHost, const NewsImage *m, const uint32_t *aHash,
                 int bSmall, NewsTrie *pOut){
  Trie x = { .pHost = pHost, .m = m, .aHash = aHash, .pOut = pOut,
             .bSmall = bSmall, .mKey = ~(uint32_t)0 }, *p = &x;
  uint32_t n = m->nAlias;
  if( bSmall ){
    pOut->nBucketBit = bucketBits(n);
    x.mKey <<= 16-pOut->nBucketBit;
  }
  if( n>NEWS_ALIAS_MAX ) return NEWS_TOOBIG;
  uint64_t *aKey = trieAlloc(p, n*sizeof(uint64_t));
  uint64_t *aTmp = trieAlloc(p, n*sizeof(uint64_t));
  if( p->rc==0 ){
    for(uint32_t i=0; i<n; i++){
      aKey[i] = (uint64_t)aliasKey(p, i)<<32 | i;
    }
    sortKeys(aKey, aTmp, n);
    trieFree(p, aTmp);
    aTmp = 0;
    makeRuns(p, aKey);
    trieResize(p, n+n/2+8);
  }
  for(uint32_t i=0; i<n && p->rc==0; i++){
    uint32_t iRun = (uint32_t)(aKey[i]>>32);
    insertFrom(p, (uint32_t)aKey[i], iRun, mayBeTail(p, iRun), NEWS_MIX0, 0);
  }
  trieFree(p, aTmp);
  trieFree(p, aKey);
  if( p->rc==0 && !bSmall ) trieResize(p, trieSlots(p->nUsed));
  if( p->rc==0 && bSmall ) triePack(p);
  if( p->rc==0 ) makeGates(p);
  return p->rc;
}

void newsTrieFree(const NewsHost *pHost, NewsTrie *p){
  void *a[] = { p->aRun, p->aSlot, p->aBucket, p->aTail, p->aVal, p->aGate,
                p->aGateLow };
  for(size_t i=0; i<sizeof(a)/sizeof(a[0]); i++) pHost->xFree(pHost->pCtx, a[i]);
}
