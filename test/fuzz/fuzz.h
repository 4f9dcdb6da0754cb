/*
** fuzz.h - what the harnesses of libFuzzer share: a check that ends the process, a host whose
** n-th allocation fails, and input that ends where its memory ends.
*/
#ifndef NEWS_FUZZ_H
#define NEWS_FUZZ_H
#include "../../ext/text/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(x)  do{ if( !(x) ) fuzzFail(__FILE__, __LINE__, #x); }while( 0 )

static inline void fuzzFail(const char *zFile, int iLine, const char *zWhat){
  fprintf(stderr, "%s:%d: does not hold: %s\n", zFile, iLine, zWhat);
  abort();
}

/* Memory of which the iFail-th allocation fails, and all later ones; 0: none does. */
typedef struct FuzzMemory {
  int iFail;
  int nCall;
  int nFailed;           /* allocations refused */
  int nLive;             /* blocks not yet freed */
  int nAsk;              /* questions whether to stop */
  int iStop;             /* the iStop-th question is answered by yes; 0: none is */
} FuzzMemory;

static inline void *fuzzMalloc(void *pCtx, size_t n){
  FuzzMemory *p = pCtx;
  void *pNew = 0;
  p->nCall++;
  if( p->iFail==0 || p->nCall<p->iFail ) pNew = malloc(n ? n : 1);
  if( pNew ) p->nLive++; else p->nFailed++;
  return pNew;
}
static inline void *fuzzRealloc(void *pCtx, void *pOld, size_t n){
  FuzzMemory *p = pCtx;
  if( pOld==0 ) return fuzzMalloc(pCtx, n);
  p->nCall++;
  if( p->iFail && p->nCall>=p->iFail ){
    p->nFailed++;
    return 0;
  }
  return realloc(pOld, n ? n : 1);
}
static inline void fuzzRelease(void *pCtx, void *pOld){
  if( pOld ) ((FuzzMemory*)pCtx)->nLive--;
  free(pOld);
}
static inline int fuzzStop(void *pCtx){
  FuzzMemory *p = pCtx;
  p->nAsk++;
  return p->iStop && p->nAsk>=p->iStop;
}
static inline NewsHost fuzzHost(FuzzMemory *p){
  return (NewsHost){
    .xMalloc = fuzzMalloc, .xRealloc = fuzzRealloc, .xFree = fuzzRelease,
    .xInterrupted = fuzzStop, .pCtx = p, .nLook = 500
  };
}

/* A copy of exactly n bytes, so that a read behind them is seen; NULL stands for none. */
static inline char *fuzzBytes(const uint8_t *p, size_t n){
  char *z = n ? malloc(n) : 0;
  if( n ) memcpy(z, p, n);
  return z;
}
static inline void fuzzFree(const char *z){ free((char*)z); }

int LLVMFuzzerTestOneInput(const uint8_t *pRaw, size_t nRaw);

#endif
