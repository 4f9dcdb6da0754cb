/*
** gzip.c - what gzip holds, as it is read.
**
** A file of gzip may have many members, one behind the other, as WARC files have one for
** each record: what they hold is one stream. What is no member behind the last one, such
** as the zeros of a tape, is passed over.
**
** BOUNDS. A few bytes can stand for gigabytes. Above NEWS_GZIP_FREE bytes, more than
** NEWS_GZIP_RATIO bytes out for one in is an error: text is packed ten to fifty times,
** the worst input about a thousand times.
**
** The memory of zlib comes from the host.
*/
#include "streamInt.h"
#include <string.h>
#include <zlib.h>

#define INFLATE_STEP  (1<<20)     /* bytes between two questions whether to stop */

static void *gzipAlloc(void *pCtx, unsigned nItem, unsigned szItem){
  const NewsHost *h = pCtx;
  if( szItem && nItem>0x40000000u/szItem ) return 0;
  return h->xMalloc(h->pCtx, (size_t)nItem*szItem);
}

static void gzipRelease(void *pCtx, void *p){
  const NewsHost *h = pCtx;
  h->xFree(h->pCtx, p);
}

/* NEWS_OK, or NEWS_NOMEM. nWindow as inflateInit2() has it. */
static int gzipOpen(z_stream *p, const NewsHost *pHost, int nWindow){
  memset(p, 0, sizeof(*p));
  p->zalloc = gzipAlloc;
  p->zfree = gzipRelease;
  p->opaque = (void*)pHost;
  return inflateInit2(p, nWindow)==Z_OK ? NEWS_OK : NEWS_NOMEM;
}

static int overRatio(uint64_t nIn, uint64_t nOut){
  return nOut>NEWS_GZIP_FREE && nOut/NEWS_GZIP_RATIO>nIn;
}

/*------------------------------------------------------------------------------ stream */

struct NewsGzip {
  NewsStream *pFrom;
  z_stream zs;
  uint64_t nIn, nOut;
  int bMember;            /* inside a member */
  int bEnd;               /* behind the last */
  int bDamaged;           /* nothing more can be read; told behind the bytes before it */
  int bOver;              /* over the bound; told so, too */
};

static int isMember(const NewsStream *p){
  return newsStreamHas(p)>=2 && memcmp(newsStreamAt(p), "\x1f\x8b", 2)==0;
}

/* Begin the next member. 1, 0 behind the last, or a negative code. */
static int gzipMember(NewsGzip *p, NewsError *pErr){
  int rc = newsStreamNeed(p->pFrom, 2);
  if( rc!=NEWS_OK ) return -rc;
  if( !isMember(p->pFrom) ){
    p->bEnd = 1;
    /* Of an input that failed it is not known what else it had. */
    if( p->pFrom->err.rc ) return -newsError(pErr, p->pFrom->err.rc, "%s", p->pFrom->err.z);
    return 0;
  }
  inflateReset(&p->zs);
  p->bMember = 1;
  return 1;
}

static int64_t gzipRead(void *pCtx, char *z, size_t n, NewsError *pErr){
  NewsGzip *p = pCtx;
  size_t nDone = 0;
  while( nDone==0 && !p->bEnd && !p->bDamaged && !p->bOver ){
    if( !p->bMember ){
      int e = gzipMember(p, pErr);
      if( e<=0 ) return e;
    }
    NewsStream *s = p->pFrom;
    int rc = newsStreamNeed(s, 1);
    if( rc!=NEWS_OK ) return -rc;
    if( newsStreamHas(s)==0 ){
      p->bEnd = 1;
      if( s->err.rc ) return -newsError(pErr, s->err.rc, "%s", s->err.z);
      return -newsError(pErr, NEWS_ERROR, "the gzip data ends early, after %lld bytes of"
                        " what it holds", (long long)p->nOut);
    }
    size_t nIn = newsStreamHas(s) < INFLATE_STEP ? newsStreamHas(s) : INFLATE_STEP;
    size_t nOut = n<INFLATE_STEP ? n : INFLATE_STEP;
    p->zs.next_in = (unsigned char*)newsStreamAt(s);
    p->zs.avail_in = (unsigned)nIn;
    p->zs.next_out = (unsigned char*)z;
    p->zs.avail_out = (unsigned)nOut;
    int e = inflate(&p->zs, Z_NO_FLUSH);
    nIn -= p->zs.avail_in;
    nDone = nOut-p->zs.avail_out;
    s->i += nIn;
    p->nIn += nIn;
    p->nOut += nDone;
    if( e==Z_STREAM_END ){
      p->bMember = 0;
    }else if( e==Z_MEM_ERROR ){
      return -NEWS_NOMEM;
    }else if( e!=Z_OK && e!=Z_BUF_ERROR ){
      p->bDamaged = 1;
    }
    p->bOver = overRatio(p->nIn, p->nOut);
  }
  if( nDone==0 && p->bOver ){
    return -newsError(pErr, NEWS_TOOBIG, "the gzip data expands more than %d times",
                      NEWS_GZIP_RATIO);
  }
  if( nDone==0 && p->bDamaged ){
    return -newsError(pErr, NEWS_ERROR, "the gzip data is damaged after %lld bytes of what"
                      " it holds", (long long)p->nOut);
  }
  return (int64_t)nDone;
}

NewsGzip *newsGzipNew(NewsStream *pFrom, NewsInput *pInput){
  const NewsHost *h = pFrom->pHost;
  NewsGzip *p = h->xMalloc(h->pCtx, sizeof(*p));
  if( p==0 ) return 0;
  memset(p, 0, sizeof(*p));
  if( gzipOpen(&p->zs, h, 15+16)!=NEWS_OK ){
    h->xFree(h->pCtx, p);
    return 0;
  }
  p->pFrom = pFrom;
  *pInput = (NewsInput){ gzipRead, p };
  return p;
}

void newsGzipFree(NewsGzip *p){
  if( p==0 ) return;
  const NewsHost *h = p->pFrom->pHost;
  inflateEnd(&p->zs);
  h->xFree(h->pCtx, p);
}

/*----------------------------------------------------------------------------- at once */

/* What the bytes are, as inflateInit2() wants it: gzip, zlib, raw deflate. */
static int windowOf(const char *z, size_t n){
  const unsigned char *u = (const unsigned char*)z;
  if( n>=2 && u[0]==0x1f && u[1]==0x8b ) return 15+16;
  return n>=2 && (u[0]&15)==8 && (u[0]*256+u[1])%31==0 ? 15 : -15;
}

int newsInflate(NewsArena *pArena, const char *z, size_t n, size_t nMax, const char **pz,
                size_t *pn, NewsError *pErr){
  z_stream zs;
  const NewsHost *h = newsArenaHost(pArena);
  size_t nAlloc = n*4+4096, nOut = 0;
  if( nAlloc>nMax ) nAlloc = nMax+1;
  char *zOut = newsArenaAlloc(pArena, nAlloc+1);
  int rc = zOut ? gzipOpen(&zs, h, windowOf(z, n)) : NEWS_NOMEM;
  if( rc!=NEWS_OK ) return rc;
  zs.next_in = (unsigned char*)z;
  zs.avail_in = (unsigned)n;
  for(int e=Z_OK; rc==NEWS_OK && e!=Z_STREAM_END; ){
    if( newsInterrupted(h) ){
      rc = NEWS_INTERRUPT;
      break;
    }
    if( nOut==nAlloc ){
      size_t nNew = nAlloc*2<nMax ? nAlloc*2 : nMax+1;
      char *zNew = nAlloc>nMax ? 0 : newsArenaGrow(pArena, zOut, nAlloc+1, nNew+1);
      if( nAlloc>nMax ){
        rc = newsError(pErr, NEWS_TOOBIG, "what its compressed data holds is over the bound"
                       " of %lld bytes", (long long)nMax);
        break;
      }
      if( zNew==0 ){
        rc = NEWS_NOMEM;
        break;
      }
      zOut = zNew;
      nAlloc = nNew;
    }
    size_t nStep = nAlloc-nOut<INFLATE_STEP ? nAlloc-nOut : INFLATE_STEP;
    zs.next_out = (unsigned char*)&zOut[nOut];
    zs.avail_out = (unsigned)nStep;
    e = inflate(&zs, Z_NO_FLUSH);
    nOut += nStep-zs.avail_out;
    if( e==Z_MEM_ERROR ) rc = NEWS_NOMEM;
    /* Cut off: what is there counts. */
    else if( e==Z_BUF_ERROR || (e==Z_OK && zs.avail_in==0 && zs.avail_out>0) ) break;
    else if( e!=Z_OK && e!=Z_STREAM_END ){
      rc = newsError(pErr, NEWS_ERROR, "its compressed data is damaged after %lld bytes",
                     (long long)nOut);
    }
  }
  inflateEnd(&zs);
  if( rc!=NEWS_OK ) return rc;
  if( overRatio(n, nOut) ){
    return newsError(pErr, NEWS_TOOBIG, "its compressed data expands more than %d times",
                     NEWS_GZIP_RATIO);
  }
  zOut[nOut] = 0;
  *pz = zOut;
  *pn = nOut;
  return NEWS_OK;
}
