/*
** stream.c - bytes of an input, as many at hand as a reader needs.
**
**   newsStreamNeed(p, 4)            at least four bytes are at newsStreamAt(p), or all
**   newsStreamLine(p, nMax, &z,&n)  the next line
**
** HOW IT WORKS. One buffer, which grows to the largest piece that was needed at once and
** stays at that: the memory is that of the largest record, not of the file. Bytes that
** were used are overwritten when more are read. An error of the input is its end here, so
** that what came before it is read as it would have been; the reader asks for the error
** when it comes to the end.
*/
#include "streamInt.h"
#include <string.h>

void newsStreamInit(NewsStream *p, const NewsHost *pHost, const NewsInput *pInput){
  memset(p, 0, sizeof(*p));
  p->pHost = pHost;
  p->input = *pInput;
}

void newsStreamFree(NewsStream *p){
  if( p->z ) p->pHost->xFree(p->pHost->pCtx, p->z);
  p->z = 0;
}

/* Room for a chunk behind z[n], on the way to n bytes from z[i] on: as it grows by halves,
** what is asked for and does not come takes no memory. */
static int streamRoom(NewsStream *p, size_t n){
  if( p->i>0 ){
    memmove(p->z, &p->z[p->i], p->n-p->i);
    p->n -= p->i;
    p->iByte += (int64_t)p->i;
    p->i = 0;
  }
  size_t nWant = p->nAlloc+p->nAlloc/2;
  if( nWant>n+NEWS_STREAM_CHUNK ) nWant = n+NEWS_STREAM_CHUNK;
  if( nWant<p->n+NEWS_STREAM_CHUNK ) nWant = p->n+NEWS_STREAM_CHUNK;
  if( nWant<=p->nAlloc ) return NEWS_OK;
  char *z = p->pHost->xRealloc(p->pHost->pCtx, p->z, nWant+1);
  if( z==0 ) return NEWS_NOMEM;
  p->z = z;
  p->nAlloc = nWant;
  return NEWS_OK;
}

int newsStreamNeed(NewsStream *p, size_t n){
  while( p->n-p->i<n && !p->bEnd ){
    if( newsInterrupted(p->pHost) ) return NEWS_INTERRUPT;
    int rc = p->nAlloc-p->n<NEWS_STREAM_CHUNK || p->z==0 ? streamRoom(p, n) : NEWS_OK;
    if( rc!=NEWS_OK ) return rc;
    size_t nAsk = p->nAlloc-p->n;
    if( nAsk>16*NEWS_STREAM_CHUNK ) nAsk = 16*NEWS_STREAM_CHUNK;
    int64_t nGot = p->input.xRead(p->input.pCtx, &p->z[p->n], nAsk, &p->err);
    if( nGot==-NEWS_NOMEM || nGot==-NEWS_INTERRUPT ) return (int)-nGot;
    if( nGot<=0 ) p->bEnd = 1;
    if( nGot<0 ) p->err.rc = (int)-nGot;
    if( nGot>0 ) p->n += (size_t)nGot;
  }
  if( p->z==0 ){
    int rc = streamRoom(p, 0);
    if( rc!=NEWS_OK ) return rc;
  }
  p->z[p->n] = 0;
  return NEWS_OK;
}

int newsStreamSkip(NewsStream *p, uint64_t n, uint64_t *pnShort){
  for(;;){
    size_t k = p->n-p->i;
    if( k>n ) k = (size_t)n;
    p->i += k;
    *pnShort = n -= k;
    if( n==0 || (p->bEnd && p->i==p->n) ) return NEWS_OK;
    int rc = newsStreamNeed(p, 1);
    if( rc!=NEWS_OK ) return rc;
  }
}

int newsStreamLine(NewsStream *p, size_t nMax, const char **pz, size_t *pn){
  size_t nLook = 0;
  int bLong = 0;
  for(;;){
    size_t n = newsStreamHas(p);
    const char *zEnd = n>nLook ? memchr(newsStreamAt(p)+nLook, '\n', n-nLook) : 0;
    if( zEnd || (p->bEnd && n>0) ){
      *pz = newsStreamAt(p);
      *pn = zEnd ? (size_t)(zEnd-*pz) : n;
      p->i += *pn + (zEnd!=0);
      bLong |= *pn>nMax;
      while( *pn>0 && (*pz)[*pn-1]=='\r' ) --*pn;
      return bLong ? -NEWS_TOOBIG : 1;
    }
    if( p->bEnd ) return bLong ? -NEWS_TOOBIG : 0;
    nLook = n;
    if( n>nMax ){
      p->i = p->n;
      nLook = 0;
      bLong = 1;
    }
    int rc = newsStreamNeed(p, newsStreamHas(p)+1);
    if( rc!=NEWS_OK ) return -rc;
  }
}
