/*
** memory.c - the host's memory: errors in words, arenas, growing strings.
**
**   NewsArena *p = newsArenaNew(newsHostLibc());
**   char *z = newsArenaDup(p, "Nvidia", 6);
**   newsArenaFree(p);                              z is gone
**
** An arena is a list of chunks, the newest first. A block is cut from the newest chunk;
** one that does not fit opens another chunk, twice the size of the last up to 1 MB or as
** large as the block. Reset keeps the largest chunk, so that a caller who reads a million
** short texts asks the host a few times only. It also counts the work on its texts: a loop
** that has looked at a piece says so by newsWork(), which subtracts, and is told now and
** then to end.
*/
#include "text.h"
#include "hashInt.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*-------------------------------------------------------------------------------- host */

static void *libcMalloc(void *pCtx, size_t n){ (void)pCtx; return malloc(n); }
static void *libcRealloc(void *pCtx, void *p, size_t n){
  (void)pCtx;
  return realloc(p, n);
}
static void libcFree(void *pCtx, void *p){ (void)pCtx; free(p); }

const NewsHost *newsHostLibc(void){
  static const NewsHost host = { .xMalloc = libcMalloc, .xRealloc = libcRealloc,
                                 .xFree = libcFree };
  return &host;
}

int newsInterrupted(const NewsHost *p){
  return p->xInterrupted ? p->xInterrupted(p->pCtx) : 0;
}

int newsError(NewsError *p, int rc, const char *zFormat, ...){
  if( p && p->rc==NEWS_OK ){
    va_list ap;
    va_start(ap, zFormat);
    vsnprintf(p->z, sizeof(p->z), zFormat, ap);
    va_end(ap);
    /* A character cut in two at the buffer's end is taken away whole. */
    size_t n = strlen(p->z), i = newsUtf8Valid(p->z, n);
    if( i<n && n==sizeof(p->z)-1 && n-i<4 ) p->z[i] = 0;
    p->rc = rc;
  }
  return rc;
}

/*------------------------------------------------------------------------------- arena */

#define ARENA_FIRST   (16*1024)
#define ARENA_CHUNK   (1024*1024)

typedef struct ArenaChunk ArenaChunk;
struct ArenaChunk {
  ArenaChunk *pNext;     /* the chunk before this one */
  size_t nByte;          /* bytes for blocks */
  size_t nUsed;          /* of them given out */
  size_t nPad;           /* keeps the blocks aligned as the chunk is */
};

struct NewsArena {
  NewsWorkLeft left;     /* steps until the next look; 0 after a failure */
  int rcWork;            /* NEWS_OK, or why work is to end */
  uint64_t nWork;        /* steps done, and those left */
  uint64_t nWorkMax;     /* the bound of the document */
  const NewsHost *pHost;
  ArenaChunk *pChunk;    /* newest first; NULL before the first block */
};

/* Steps between two looks. */
static size_t workLook(const NewsArena *p){
  return p->pHost->nLook ? p->pHost->nLook : NEWS_WORK_LOOK;
}

static void workReset(NewsArena *p, uint64_t nMax){
  if( p->pHost->pnStep ) *p->pHost->pnStep += newsWorkDone(p);
  p->rcWork = NEWS_OK;
  p->nWork = p->left.n = workLook(p);
  p->nWorkMax = nMax;
}

NewsArena *newsArenaNew(const NewsHost *pHost){
  NewsArena *p = pHost->xMalloc(pHost->pCtx, sizeof(*p));
  if( p ){
    memset(p, 0, sizeof(*p));
    p->pHost = pHost;
    workReset(p, UINT64_MAX);
  }
  return p;
}

const NewsHost *newsArenaHost(const NewsArena *p){ return p->pHost; }

void newsArenaReset(NewsArena *p){
  workReset(p, UINT64_MAX);
  ArenaChunk *pKeep = p->pChunk;
  while( pKeep && pKeep->pNext ){
    ArenaChunk *pOld = pKeep->pNext;
    if( pOld->nByte>pKeep->nByte ){
      pOld = pKeep;
      pKeep = pKeep->pNext;
    }else{
      pKeep->pNext = pOld->pNext;
    }
    p->pHost->xFree(p->pHost->pCtx, pOld);
  }
  p->pChunk = pKeep;
  if( pKeep ) pKeep->nUsed = 0;
}

void newsArenaFree(NewsArena *p){
  if( p ){
    newsArenaReset(p);
    p->pHost->xFree(p->pHost->pCtx, p->pChunk);
    p->pHost->xFree(p->pHost->pCtx, p);
  }
}

/* A block that does not fit the newest chunk. */
static void *arenaAllocSlow(NewsArena *p, size_t n){
  size_t nByte = p->pChunk ? p->pChunk->nByte*2 : ARENA_FIRST;
  if( nByte>ARENA_CHUNK ) nByte = ARENA_CHUNK;
  if( nByte<n ) nByte = n;
  if( nByte>SIZE_MAX-sizeof(ArenaChunk) ) return 0;
  ArenaChunk *pNew = p->pHost->xMalloc(p->pHost->pCtx, sizeof(ArenaChunk)+nByte);
  if( pNew==0 ) return 0;
  pNew->pNext = p->pChunk;
  pNew->nByte = nByte;
  pNew->nUsed = n;
  p->pChunk = pNew;
  return &pNew[1];
}

void *newsArenaAlloc(NewsArena *p, size_t n){
  ArenaChunk *pChunk = p->pChunk;
  if( n>SIZE_MAX-16 ) return 0;
  n = (n+15) & ~(size_t)15;
  if( pChunk==0 || pChunk->nByte-pChunk->nUsed<n ) return arenaAllocSlow(p, n);
  void *pBlock = (char*)&pChunk[1] + pChunk->nUsed;
  pChunk->nUsed += n;
  return pBlock;
}

void *newsArenaGrow(NewsArena *p, void *pOld, size_t nOld, size_t nNew){
  ArenaChunk *pChunk = p->pChunk;
  if( nNew<=nOld ) return pOld;
  if( pOld && nNew<SIZE_MAX-16 ){
    /* The last block of its chunk grows where it is. */
    size_t nBlock = (nOld+15) & ~(size_t)15, nMore = ((nNew+15) & ~(size_t)15) - nBlock;
    if( (char*)pOld+nBlock==(char*)&pChunk[1]+pChunk->nUsed
     && pChunk->nByte-pChunk->nUsed>=nMore
    ){
      pChunk->nUsed += nMore;
      return pOld;
    }
  }
  if( pOld && nOld>=ARENA_CHUNK && nNew<SIZE_MAX-sizeof(ArenaChunk)-16 ){
    /* A large block has a chunk of its own: the host may not need to copy it. */
    ArenaChunk **pp = &p->pChunk;
    while( *pp && (void*)&(*pp)[1]!=pOld ) pp = &(*pp)->pNext;
    if( *pp && (*pp)->nUsed==((nOld+15) & ~(size_t)15) ){
      nNew = (nNew+15) & ~(size_t)15;
      ArenaChunk *pNew = p->pHost->xRealloc(p->pHost->pCtx, *pp, sizeof(ArenaChunk)+nNew);
      if( pNew==0 ) return 0;
      pNew->nByte = pNew->nUsed = nNew;
      *pp = pNew;
      return &pNew[1];
    }
  }
  void *pBlock = newsArenaAlloc(p, nNew);
  if( pBlock && pOld ) memcpy(pBlock, pOld, nOld);
  return pBlock;
}

char *newsArenaDup(NewsArena *p, const char *z, int n){
  char *zNew = newsArenaAlloc(p, (size_t)n+1);
  if( zNew ){
    if( n ) memcpy(zNew, z, (size_t)n);
    zNew[n] = 0;
  }
  return zNew;
}

/*-------------------------------------------------------------------------------- work */

void newsWorkBegin(NewsArena *p, size_t n){
  workReset(p, p->pHost->nWork ? p->pHost->nWork
               : NEWS_WORK_FREE+(uint64_t)n*NEWS_WORK_BYTE);
}

uint64_t newsWorkDone(const NewsArena *p){ return p->nWork-p->left.n; }

int newsWorkMore(NewsArena *p, size_t n){
  if( p->rcWork!=NEWS_OK ) return p->rcWork;
  uint64_t nDone = newsWorkDone(p)+n;
  if( nDone>p->nWorkMax ) p->rcWork = NEWS_TOOBIG;
  else if( newsInterrupted(p->pHost) ) p->rcWork = NEWS_INTERRUPT;
  p->left.n = p->rcWork==NEWS_OK ? workLook(p) : 0;
  p->nWork = nDone+p->left.n;
  return p->rcWork;
}

int newsWorkError(NewsError *p, const char *zWhat){
  return newsError(p, NEWS_TOOBIG, "%s takes more work to read than the bound of %d"
                   " million steps and %d for each byte", zWhat, NEWS_WORK_FREE/1000000,
                   NEWS_WORK_BYTE);
}

/*------------------------------------------------------------------------------ buffer */

#define BUF_MAX  1000000000    /* SQLite's own default bound of a string */

void newsBufInit(NewsBuf *p, const NewsHost *pHost){
  memset(p, 0, sizeof(*p));
  p->pHost = pHost;
}

void newsBufFree(NewsBuf *p){
  p->pHost->xFree(p->pHost->pCtx, p->z);
  newsBufInit(p, p->pHost);
}

char *newsBufRoom(NewsBuf *p, size_t n){
  if( p->rc ) return 0;
  if( n>BUF_MAX || p->n+n>BUF_MAX ){
    p->rc = NEWS_TOOBIG;
    return 0;
  }
  if( p->n+n+1>p->nAlloc ){
    size_t nNew = p->nAlloc ? p->nAlloc*2 : 256;
    if( nNew<p->n+n+1 ) nNew = p->n+n+1;
    char *z = p->pHost->xRealloc(p->pHost->pCtx, p->z, nNew);
    if( z==0 ){
      p->rc = NEWS_NOMEM;
      return 0;
    }
    p->z = z;
    p->nAlloc = nNew;
  }
  return &p->z[p->n];
}

void newsBufMore(NewsBuf *p, const char *z, size_t n){
  char *zTo = newsBufRoom(p, n);
  if( zTo ){
    if( n ) memcpy(zTo, z, n);
    zTo[n] = 0;
    p->n += n;
  }
}

void newsBufText(NewsBuf *p, const char *z){ if( z ) newsBufAppend(p, z, strlen(z)); }

void newsBufInt(NewsBuf *p, int64_t v){
  char z[24];
  int i = sizeof(z);
  uint64_t u = v<0 ? 0-(uint64_t)v : (uint64_t)v;
  do{ z[--i] = (char)('0'+u%10); u /= 10; }while( u );
  if( v<0 ) z[--i] = '-';
  newsBufAppend(p, &z[i], sizeof(z)-(size_t)i);
}

/* A number with few digits behind the stop is an integer divided by a power of ten: both
** are exact and their quotient is the nearest number, so that is its shortest form, too. */
static int bufDecimal(NewsBuf *p, double r){
  double rTen = 10;
  for(int n=1; n<=6; n++, rTen *= 10){
    int64_t v = (int64_t)(r*rTen+(r<0 ? -0.5 : 0.5));
    if( (double)v/rTen!=r ) continue;
    char z[8] = ".";
    uint64_t u = v<0 ? 0-(uint64_t)v : (uint64_t)v;
    for(int i=n; i>0; i--, u /= 10) z[i] = (char)('0'+u%10);
    if( v<0 ) newsBufChar(p, '-');
    newsBufInt(p, (int64_t)u);
    newsBufAppend(p, z, (size_t)n+1);
    return 1;
  }
  return 0;
}

/* printf's %g follows the locale's decimal point, of one byte or more, which becomes a
** stop. */
void newsBufReal(NewsBuf *p, double r){
  char z[40];
  if( r-r!=0 ){              /* infinite, or not a number */
    newsBufAppend(p, "null", 4);
    return;
  }
  if( r<1e15 && r>-1e15 && r==(double)(int64_t)r ){
    newsBufInt(p, (int64_t)r);
    newsBufAppend(p, ".0", 2);
    return;
  }
  if( r<1e8 && r>-1e8 && (r>=1e-3 || r<=-1e-3) && bufDecimal(p, r) ) return;
  int n = snprintf(z, sizeof(z), "%.15g", r);
  size_t nOut = 0;
  for(int i=0; i<n; i++){
    char c = z[i];
    if( (c<'0' || c>'9') && c!='-' && c!='+' && c!='e' ) c = '.';
    if( c!='.' || nOut==0 || z[nOut-1]!='.' ) z[nOut++] = c;
  }
  newsBufAppend(p, z, nOut);
}

size_t newsJsonPlain(const char *z, size_t n){
  size_t i = 0;
  for(; n-i>=8; i+=8){
    uint64_t v = newsLoad8(&z[i]);
    uint64_t q = v ^ NEWS_ONES*'"', b = v ^ NEWS_ONES*'\\';
    if( (((v - NEWS_ONES*0x20) & ~v) | ((q - NEWS_ONES) & ~q) | ((b - NEWS_ONES) & ~b))
        & NEWS_HIGHS ) break;
  }
  while( i<n && (unsigned char)z[i]>=0x20 && z[i]!='"' && z[i]!='\\' ) i++;
  return i;
}

void newsBufJson(NewsBuf *p, const char *z, size_t n){
  static const char aHex[] = "0123456789abcdef";
  newsBufChar(p, '"');
  for(size_t i=0; i<n; i++){
    size_t nPlain = newsJsonPlain(&z[i], n-i);
    newsBufAppend(p, &z[i], nPlain);
    i += nPlain;
    if( i==n ) break;
    unsigned char c = (unsigned char)z[i];
    char a[6] = { '\\', (char)c, '0', '0', aHex[c>>4], aHex[c&15] };
    if( c=='\n' ) a[1] = 'n';
    else if( c=='\t' ) a[1] = 't';
    else if( c=='\r' ) a[1] = 'r';
    else if( c<0x20 ) a[1] = 'u';
    newsBufAppend(p, a, a[1]=='u' ? 6 : 2);
  }
  newsBufChar(p, '"');
}
