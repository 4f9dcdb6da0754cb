/*
** gazetteer.c - what is known: entities by number, by symbol, and all aliases as rows.
**
**   newsGazetteerSymbol(p, "BRK-B", 5, &row)     1: Berkshire Hathaway, BRK.B, XNYS
**
** HOW IT WORKS. A gazetteer is one image or two: the built-in one, whose arrays are
** compiled in, and the user's, made by build.c. An entity's number is its place in the
** built-in image; new entities of the user come after these. A user's entity with label
** and name of a built-in one keeps that one's number, and its facts go before.
*/
#include "entityInt.h"
#include <string.h>

static const NewsGazetteer gazetteerBuiltin = {
  .aImage = { &newsBuiltinImage, 0 }, .nImage = 1
};

const NewsGazetteer *newsGazetteerBuiltin(void){ return &gazetteerBuiltin; }

uint64_t newsGazetteerFingerprint(const NewsGazetteer *p){
  return p->nImage==1 ? p->aImage[0]->fingerprint : p->fingerprint;
}

/*----------------------------------------------------------------------------- numbers */

/* A pair of a and b in an open hash of n slots, and what is beside a, or NEWS_NOBODY. */
static void pairPut(uint32_t *aHash, uint32_t n, uint32_t a, uint32_t b){
  uint32_t i = (a*0x9E3779B1u) & (n-1);
  while( aHash[2*i] ) i = (i+1) & (n-1);
  aHash[2*i] = a+1;
  aHash[2*i+1] = b;
}
static uint32_t pairFind(const uint32_t *aHash, uint32_t n, uint32_t a){
  if( n==0 ) return NEWS_NOBODY;
  for(uint32_t i=(a*0x9E3779B1u) & (n-1); aHash[2*i]; i = (i+1) & (n-1)){
    if( aHash[2*i]==a+1 ) return aHash[2*i+1];
  }
  return NEWS_NOBODY;
}

uint32_t newsNumber(const NewsGazetteer *p, int iImage, uint32_t iEntity){
  if( iImage==0 ) return iEntity;
  uint32_t iNumber = pairFind(p->aUnder, p->nOver, iEntity);
  return iNumber==NEWS_NOBODY ? p->nBase+iEntity : iNumber;
}

/* The user's entity that goes before this number, or NEWS_NOBODY. */
static uint32_t overFind(const NewsGazetteer *p, uint32_t iNumber){
  return pairFind(p->aOver, p->nOver, iNumber);
}

/* Facts that an image's entity has go over those already there. */
static void factsAdd(const NewsImage *m, uint32_t iEntity, NewsFacts *f){
  const NewsEntityRec *e = &m->aEntity[iEntity];
  const NewsMoreRec *x = &m->aMore[e->iMore];
  f->zName = &m->zText[e->iName];
  f->eLabel = e->eLabel;
  if( e->eSubtype ) f->eSubtype = e->eSubtype;
  if( e->bTicker ){
    f->zTicker = newsEntityTicker(m, e);
    f->zExchange = 0;
  }
  if( x->iExchange ) f->zExchange = &m->zText[x->iExchange];
  if( x->iParent ) f->zParent = &m->zText[x->iParent];
  if( x->iCountry ) f->zCountry = &m->zText[x->iCountry];
  if( e->bListings ) f->zListings = newsEntityListings(m, e);
  if( x->iCues || f->pMore==0 ){
    f->pMore = x;
    f->pImage = m;
  }
}

void newsFacts(const NewsGazetteer *p, uint32_t iNumber, NewsFacts *f){
  memset(f, 0, sizeof(*f));
  if( p->nImage==1 || iNumber<p->nBase ){
    factsAdd(p->aImage[0], iNumber, f);
    uint32_t iOver = overFind(p, iNumber);
    if( iOver!=NEWS_NOBODY ) factsAdd(p->aImage[1], iOver, f);
  }else{
    factsAdd(p->aImage[1], iNumber-p->nBase, f);
  }
}

NewsKind newsKind(const NewsGazetteer *p, uint32_t iNumber){
  int bUser = p->nImage>1 && iNumber>=p->nBase;
  const NewsEntityRec *e = &p->aImage[bUser]->aEntity[iNumber-(bUser ? p->nBase : 0)];
  NewsKind r = { e->eLabel, e->eSubtype };
  uint32_t iOver = bUser ? NEWS_NOBODY : overFind(p, iNumber);
  if( iOver!=NEWS_NOBODY && p->aImage[1]->aEntity[iOver].eSubtype ){
    r.eSubtype = p->aImage[1]->aEntity[iOver].eSubtype;
  }
  return r;
}

/*--------------------------------------------------------------------- the user's rows */

/* Find the user's entities that have label and name of built-in ones. */
static int overBuild(NewsGazetteer *p){
  const NewsHost *h = p->pHost;
  const NewsImage *b = p->aImage[0];
  uint32_t *aUser = h->xMalloc(h->pCtx, ((size_t)b->nEntity+1)*sizeof(uint32_t));
  uint32_t n = 0, nOver = 0;
  if( aUser==0 ) return NEWS_NOMEM;
  for(uint32_t i=0; i<b->nEntity; i++){
    const NewsEntityRec *e = &b->aEntity[i];
    aUser[i] = newsBuilderFind(p->pBuilder, e->eLabel, &b->zText[e->iName]);
    nOver += aUser[i]!=NEWS_NOBODY;
  }
  if( nOver ){
    for(n=16; n<nOver*2; n *= 2){}
    p->aOver = h->xMalloc(h->pCtx, n*2*sizeof(uint32_t));
    p->aUnder = h->xMalloc(h->pCtx, n*2*sizeof(uint32_t));
  }
  if( n && p->aOver && p->aUnder ){
    p->nOver = n;
    memset(p->aOver, 0, n*2*sizeof(uint32_t));
    memset(p->aUnder, 0, n*2*sizeof(uint32_t));
    for(uint32_t i=0; i<b->nEntity; i++){
      if( aUser[i]==NEWS_NOBODY ) continue;
      pairPut(p->aOver, n, i, aUser[i]);
      pairPut(p->aUnder, n, aUser[i], i);
    }
  }
  h->xFree(h->pCtx, aUser);
  return p->nOver==n ? NEWS_OK : NEWS_NOMEM;
}

#define MARKET_BYTES 64         /* of a ticker or an exchange that is read otherwise */

/* The n bytes at z, less than MARKET_BYTES, in capitals, if all its letters are small; else
** z. */
static const char *inCapitals(const char *z, size_t n, char *zOut){
  size_t nLow = 0;
  for(size_t i=0; i<n; i++){
    if( z[i]>='A' && z[i]<='Z' ) return z;
    int bLow = z[i]>='a' && z[i]<='z';
    zOut[i] = (char)(bLow ? z[i]-'a'+'A' : z[i]);
    nLow += (size_t)bLow;
  }
  zOut[n] = 0;
  return nLow ? zOut : z;
}

/* What stands for the exchanges of rows: of a name the MIC, else itself in capitals. Rows
** mostly have few different ones: each is looked up once, until another takes its place. */
typedef struct Markets {
  struct { char zName[MARKET_BYTES], zCopy[MARKET_BYTES]; const char *zMic; } a[16];
  char zTicker[MARKET_BYTES];
} Markets;
static const char *marketOf(const NewsGazetteer *pBase, Markets *p, const char *z){
  size_t n = strlen(z);
  if( n==0 || n>=MARKET_BYTES ) return z;
  uint32_t hash = newsFoldHash(z, n), i = hash & 15;
  if( strcmp(p->a[i].zName, z)!=0 ){
    memcpy(p->a[i].zName, z, n+1);
    p->a[i].zMic = newsExchangeOf(pBase, hash, 0);
    if( p->a[i].zMic==0 ) p->a[i].zMic = inCapitals(p->a[i].zName, n, p->a[i].zCopy);
  }
  return p->a[i].zMic;
}
static void rowMarket(const NewsGazetteer *pBase, Markets *p, NewsGazetteerRow *r){
  size_t n = r->zTicker ? strlen(r->zTicker) : 0;
  if( n && n<MARKET_BYTES ) r->zTicker = inCapitals(r->zTicker, n, p->zTicker);
  if( r->zExchange ) r->zExchange = marketOf(pBase, p, r->zExchange);
}

/* Hand the rows to the builder. */
static int feedRows(NewsBuilder *b, const NewsHost *pHost, const NewsGazetteer *pBase,
                    int (*xNext)(void*, NewsGazetteerRow*), void *pCtx, NewsError *pErr){
  Markets markets;
  memset(&markets, 0, sizeof(markets));
  for(uint32_t n=1;; n++){
    NewsGazetteerRow r;
    memset(&r, 0, sizeof(r));
    int rc = xNext(pCtx, &r);
    if( rc==0 ) return NEWS_OK;
    if( rc<0 ) return newsError(pErr, -rc, "the rows of the gazetteer cannot be read");
    const char *z = r.zAlias && r.zAlias[0] ? r.zAlias : r.zName;
    rowMarket(pBase, &markets, &r);
    newsBuilderEntity(b, &r);
    if( z ){
      newsBuilderAlias(b, z, (int)strlen(z), (r.bAmbiguous ? NEWS_AF_AMBIG : 0)
                     | (r.bExact ? NEWS_AF_EXACT : 0) | (r.bMute ? NEWS_AF_MUTE : 0));
    }
    const NewsError *e = newsBuilderError(b);
    if( e->rc==NEWS_ERROR ){
      return newsError(pErr, e->rc, "row %lld (%.*s): %s", (long long)r.iRow, 100,
                       r.zName ? r.zName : "", e->z);
    }
    if( e->rc ) return newsError(pErr, e->rc, "%s", e->z);
    if( (n & 0xfff)==0 && newsInterrupted(pHost) ){
      return newsError(pErr, NEWS_INTERRUPT, "interrupted");
    }
  }
}

int newsGazetteerNew(const NewsHost *pHost, const NewsGazetteer *pBase,
                     int (*xNext)(void*, NewsGazetteerRow*), void *pCtx,
                     NewsGazetteer **pp, NewsError *pErr){
  NewsGazetteer *p = pHost->xMalloc(pHost->pCtx, sizeof(*p));
  int rc = NEWS_NOMEM;
  *pp = 0;
  if( p==0 ) return newsError(pErr, NEWS_NOMEM, "out of memory");
  memset(p, 0, sizeof(*p));
  p->pHost = pHost;
  p->aImage[0] = pBase->aImage[0];
  p->nBase = pBase->aImage[0]->nEntity;
  p->pBuilder = newsBuilderNew(pHost, p->aImage[0], pErr);
  if( p->pBuilder ) rc = feedRows(p->pBuilder, pHost, pBase, xNext, pCtx, pErr);
  if( rc==NEWS_OK ){
    rc = overBuild(p);
    if( rc ) newsError(pErr, rc, "out of memory");
  }
  if( rc==NEWS_OK ){
    rc = newsBuilderFinish(p->pBuilder, &p->image);
    if( rc ) newsError(pErr, rc, "%s", newsBuilderError(p->pBuilder)->z);
  }
  if( rc ){
    newsGazetteerFree(p);
    return rc;
  }
  p->aImage[1] = &p->image;
  p->nImage = 2;
  uint64_t a[2] = { p->aImage[0]->fingerprint, p->image.fingerprint };
  p->fingerprint = a[0]*0x9E3779B97F4A7C15u + (a[1] ^ (a[1]>>31));
  *pp = p;
  return NEWS_OK;
}

void newsGazetteerFree(NewsGazetteer *p){
  if( p==0 || p->pHost==0 ) return;
  const NewsHost *h = p->pHost;
  newsBuilderFree(p->pBuilder);
  h->xFree(h->pCtx, p->aOver);
  h->xFree(h->pCtx, p->aUnder);
  h->xFree(h->pCtx, p);
}

size_t newsGazetteerBytes(const NewsGazetteer *p){
  if( p->nImage==1 ) return 0;
  const NewsImage *m = p->aImage[1];
  return sizeof(*p) + m->nText + m->nLen + m->nAlias*sizeof(NewsAliasRec)
    + m->nEntity*sizeof(NewsEntityRec) + m->nMore*sizeof(NewsMoreRec)
    + m->nSlot*(sizeof(*m->aTail)+sizeof(*m->aVal)) + m->nSymbol
    + (((size_t)1<<m->nBucketBit)+1)*sizeof(uint32_t)
    + ((size_t)m->nBlock + m->nSymbol + m->nCue + m->nRun + p->nOver*4)*sizeof(uint32_t)
    + ((size_t)1<<m->nGateBit)/8 + ((size_t)1<<m->nGateLowBit)/8;
}

/*-------------------------------------------------------------------------------- rows */

/* The facts as a row without an alias. */
static void rowOf(const NewsFacts *f, NewsGazetteerRow *r){
  memset(r, 0, sizeof(*r));
  r->zName = f->zName;
  r->zTicker = f->zTicker;
  r->zExchange = f->zExchange;
  r->zParent = f->zParent;
  r->zCountry = f->zCountry;
  r->zListings = f->zListings;
  r->eLabel = f->eLabel;
  r->eSubtype = f->eSubtype;
}

int newsGazetteerRow(const NewsGazetteer *p, uint32_t i, NewsGazetteerRow *r){
  int k = 0;
  while( k<p->nImage && i>=p->aImage[k]->nAlias ) i -= p->aImage[k++]->nAlias;
  if( k>=p->nImage ) return 0;
  const NewsImage *m = p->aImage[k];
  const NewsAliasRec *a = &m->aAlias[i];
  NewsFacts f;
  newsFacts(p, newsNumber(p, k, a->iEntity), &f);
  rowOf(&f, r);
  r->zAlias = &m->zText[a->iText];
  r->bAmbiguous = (a->mFlag & NEWS_AF_AMBIG)!=0;
  r->bExact = (a->mFlag & NEWS_AF_EXACT)!=0;
  r->bMute = (a->mFlag & NEWS_AF_MUTE)!=0;
  r->bUser = k==1;
  if( r->bAmbiguous && f.pMore && f.pMore->iCues ){
    r->zCues = &f.pImage->zText[f.pMore->iCues];
  }
  return 1;
}

/*----------------------------------------------------------------------------- symbols */

/* Is it a market of the United States? */
static int micIsUs(const char *z){
  static const char *const az[] = { "XNYS", "XNAS", "XASE", "ARCX", "BATS", "OTCM" };
  for(size_t i=0; i<sizeof(az)/sizeof(az[0]); i++){
    if( strcmp(z, az[i])==0 ) return 1;
  }
  return 0;
}

/* How far is a symbol on the market zOwn from one looked for on zMic: 0 none, 1 both are
** of the United States, which a reader takes as one, NO_SYMBOL far. Any is near NULL. One
** whose market is not told, a user's, may be there, of the United States most likely. */
#define MAYBE_SYMBOL 50
#define NO_SYMBOL 100
static int micDistance(const char *zOwn, const char *zMic){
  if( zMic==0 || strcmp(zOwn, zMic)==0 ) return 0;
  if( zOwn[0]==0 && !micIsUs(zMic) ) return MAYBE_SYMBOL;
  return (zOwn[0]==0 || micIsUs(zOwn)) && micIsUs(zMic) ? 1 : NO_SYMBOL;
}

/* How good is the best of an entity's symbols that are z on zMic: ticker on a US line,
** other ticker, other line, former; NO_SYMBOL when there is none. */
static int symbolRank(const NewsImage *m, uint32_t iEntity, const char *z, int n,
                      const char *zMic){
  const NewsEntityRec *e = &m->aEntity[iEntity];
  const char *zOwn = newsEntityTicker(m, e), *zList = newsEntityListings(m, e);
  int eBest = NO_SYMBOL;
  NewsListing x;
  if( zOwn && newsSymbolEqual(zOwn, (int)strlen(zOwn), z, n) ){
    const char *zAt = &m->zText[m->aMore[e->iMore].iExchange];
    eBest = micDistance(zAt, zMic) + 2*!micIsUs(zAt);
  }
  while( zList && newsListingNext(&zList, &x) ){
    int eRank = micDistance(x.zMic, zMic) + (x.bFormer ? 6 : 4);
    if( eRank<eBest && newsSymbolEqual(x.z, x.n, z, n) ) eBest = eRank;
  }
  return eBest<NO_SYMBOL ? eBest : NO_SYMBOL;
}

/* Does entity a go before b, of equal rank: by label, then name? */
static int entityBefore(const NewsImage *m, uint32_t iA, uint32_t iB){
  const NewsEntityRec *a = &m->aEntity[iA], *b = &m->aEntity[iB];
  if( a->eLabel!=b->eLabel ) return a->eLabel<b->eLabel;
  return strcmp(&m->zText[a->iName], &m->zText[b->iName])<0;
}

/* The entity of an image that has the symbol and goes before the others that have it, and
** its rank. */
static uint32_t symbolFind(const NewsImage *m, const char *z, int n, uint32_t hash,
                           const char *zMic, int *peRank){
  uint32_t iBest = NEWS_NOBODY;
  int eBest = NO_SYMBOL, eTag = newsSymbolTag(hash);
  if( m->nSymbol==0 ) return NEWS_NOBODY;
  uint32_t i = (uint32_t)(((uint64_t)hash*m->nSymbol)>>32);
  for(; m->aSymbolTag[i]; i = i+1<m->nSymbol ? i+1 : 0){
    if( m->aSymbolTag[i]!=eTag ) continue;
    int e = symbolRank(m, m->aSymbol[i], z, n, zMic);
    if( e>eBest || e==NO_SYMBOL ) continue;
    if( e==eBest && !entityBefore(m, m->aSymbol[i], iBest) ) continue;
    eBest = e;
    iBest = m->aSymbol[i];
  }
  *peRank = eBest;
  return iBest;
}

uint32_t newsSymbolFind(const NewsGazetteer *p, const char *z, int n, const char *zMic){
  uint32_t hash = newsSymbolHash(z, n), iMaybe = NEWS_NOBODY;
  int eRank = 0;
  for(int k=p->nImage-1; k>=0; k--){
    uint32_t iEntity = symbolFind(p->aImage[k], z, n, hash, zMic, &eRank);
    if( iEntity==NEWS_NOBODY ) continue;
    if( eRank<MAYBE_SYMBOL ) return newsNumber(p, k, iEntity);
    if( iMaybe==NEWS_NOBODY ) iMaybe = newsNumber(p, k, iEntity);
  }
  return iMaybe;
}

int newsSymbolOf(const NewsGazetteer *p, uint32_t iNumber, const char *z, int n){
  if( p->nImage>1 && iNumber>=p->nBase ){
    return symbolRank(p->aImage[1], iNumber-p->nBase, z, n, 0)<NO_SYMBOL;
  }
  uint32_t iOver = overFind(p, iNumber);
  return symbolRank(p->aImage[0], iNumber, z, n, 0)<NO_SYMBOL
      || (iOver!=NEWS_NOBODY && symbolRank(p->aImage[1], iOver, z, n, 0)<NO_SYMBOL);
}

int newsGazetteerSymbol(const NewsGazetteer *p, const char *z, int n,
                        NewsGazetteerRow *r){
  NewsFacts f;
  uint32_t i = newsSymbolFind(p, z, n, 0);
  if( i==NEWS_NOBODY ) return 0;
  newsFacts(p, i, &f);
  rowOf(&f, r);
  return 1;
}

const char *newsExchangeOf(const NewsGazetteer *p, uint32_t hash, int bTail){
  const NewsImage *m = p->aImage[0];
  for(uint32_t i=0; i<m->nExchange; i++){
    const NewsExchangeRec *x = &m->aExchange[i];
    if( x->hash==hash && (int)x->bTail==bTail ) return &m->zText[x->iExchange];
  }
  return 0;
}
