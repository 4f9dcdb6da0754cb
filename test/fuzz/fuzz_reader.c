/*
** fuzz_reader.c - any bytes as a stream of records: gzip, WARC, JSON Lines, tables, and what
** the other formats are in them.
**
** Checked: a stream comes to its end; its records are the same whether it comes at once or in
** pieces; a stream that fails in the middle gives no more records than the whole, and its
** failure last; what cannot be read has a sentence; no memory and an interrupt are told as
** what they are, and nothing is left behind.
*/
#include "../../ext/article/article.h"
#include "fuzz.h"

#define RECORDS  64

static NewsParser *pParser;

typedef struct Pieces {
  const char *z;
  size_t n, i;
  size_t nPiece;         /* bytes given at once */
  size_t iFail;          /* the input fails here */
} Pieces;

static int64_t piecesRead(void *pCtx, char *z, size_t n, NewsError *pErr){
  Pieces *p = pCtx;
  if( p->i>=p->iFail ) return -newsError(pErr, NEWS_ERROR, "the disk is gone");
  size_t nGot = p->n-p->i;
  if( nGot>p->nPiece ) nGot = p->nPiece;
  if( nGot>n ) nGot = n;
  if( nGot>p->iFail-p->i ) nGot = p->iFail-p->i;
  if( nGot>0 ) memcpy(z, p->z+p->i, nGot);
  p->i += nGot;
  return (int64_t)nGot;
}

/* What a stream gave: a hash of each answer. */
typedef struct Seen { int n, e; uint64_t a[RECORDS]; } Seen;

static uint64_t hashOf(int e, const NewsRecord *p, const NewsError *pErr){
  uint64_t h = (uint64_t)e*31 + (uint64_t)p->iRecord;
  for(int i=0; e>0 && i<NEWS_AC_N; i++){
    const char *z = p->article.az[i];
    CHECK( p->article.an[i]==(z ? (int)strlen(z) : 0) && (z==0 || *z) );
    CHECK( z==0 || newsUtf8Valid(z, strlen(z))==strlen(z) );
    for(; z && *z; z++) h = (h ^ (unsigned char)*z)*0x100000001b3u;
    h = h*7 + (uint64_t)i;
  }
  for(const char *z=pErr->z; e<0 && *z; z++) h = (h ^ (unsigned char)*z)*0x100000001b3u;
  return h;
}

static void readAll(Pieces *pIn, const char *zFormat, FuzzMemory *pMem, Seen *pSeen){
  NewsHost host = fuzzHost(pMem);
  NewsArena *pArena = newsArenaNew(&host);
  NewsInput input = { piecesRead, pIn };
  NewsReader *p = 0;
  NewsError err = {0};
  memset(pSeen, 0, sizeof(*pSeen));
  int e = pArena ? -newsReaderNew(&host, pParser, 0, &input, zFormat, &p, &err) : -NEWS_NOMEM;
  CHECK( e==0 || e==-NEWS_NOMEM );
  for(int nCall=0; p; nCall++){
    NewsRecord record;
    newsArenaReset(pArena);
    memset(&err, 0, sizeof(err));
    e = newsReaderNext(p, pArena, &record, &err);
    CHECK( e<=1 );
    CHECK( e>=0 || e==-NEWS_ERROR || e==-NEWS_TOOBIG || e==-NEWS_NOMEM || e==-NEWS_INTERRUPT );
    CHECK( (e!=-NEWS_ERROR && e!=-NEWS_TOOBIG) || (err.rc==-e && err.z[0]) );
    CHECK( e!=-NEWS_NOMEM || pMem->nFailed>0 );
    CHECK( e!=-NEWS_INTERRUPT || pMem->iStop>0 );
    if( e==0 || e==-NEWS_NOMEM || e==-NEWS_INTERRUPT ) break;
    if( pSeen->n<RECORDS ) pSeen->a[pSeen->n] = hashOf(e, &record, &err);
    pSeen->n++;
    CHECK( nCall<=(int)pIn->n+2 || pIn->n>4096 );
  }
  pSeen->e = e;
  newsReaderFree(p);
  newsArenaFree(pArena);
  CHECK( pMem->nLive==0 );
}

static int isSame(const Seen *a, const Seen *b){
  return a->n==b->n && memcmp(a->a, b->a, sizeof(a->a))==0;
}

int LLVMFuzzerTestOneInput(const uint8_t *pRaw, size_t nRaw){
  static const char *const az[] = { 0, 0, 0, 0, "warc", "jsonl", "csv", "text", "json", "feed" };
  if( pParser==0 ) CHECK( newsParserNew(newsHostLibc(), &pParser)==NEWS_OK );
  const char *zFormat = az[nRaw%(sizeof(az)/sizeof(az[0]))];
  Seen whole, other;
  FuzzMemory mem = {0};
  char *z = fuzzBytes(pRaw, nRaw);
  Pieces in = { z, nRaw, 0, nRaw+1, nRaw+1 };
  readAll(&in, zFormat, &mem, &whole);
  in = (Pieces){ z, nRaw, 0, 1+nRaw%7, nRaw+1 };
  mem = (FuzzMemory){0};
  readAll(&in, zFormat, &mem, &other);
  CHECK( isSame(&whole, &other) );
  in = (Pieces){ z, nRaw, 0, 4096, nRaw/2 };
  mem = (FuzzMemory){0};
  readAll(&in, zFormat, &mem, &other);
  CHECK( other.n>=1 && other.e==0 );
  in = (Pieces){ z, nRaw, 0, 4096, nRaw+1 };
  mem = (FuzzMemory){ .iFail = 1+(int)(nRaw%40) };
  readAll(&in, zFormat, &mem, &other);
  CHECK( mem.nFailed==0 || other.e==-NEWS_NOMEM || isSame(&whole, &other) );
  in = (Pieces){ z, nRaw, 0, 4096, nRaw+1 };
  mem = (FuzzMemory){ .iStop = 1+(int)(nRaw%6) };
  readAll(&in, zFormat, &mem, &other);
  fuzzFree(z);
  return 0;
}
