/*
** streamInt.h - what the files that read from streams share.
**
**   bytes -> stream.c -> (gzip.c -> stream.c) -> reader.c (-> warc.c) -> records
*/
#ifndef NEWS_STREAM_INT_H
#define NEWS_STREAM_INT_H
#include "htmlInt.h"

/* Bounds of streams. */
#define NEWS_STREAM_CHUNK     65536   /* bytes asked of an input at once */
#define NEWS_GZIP_LAYERS          2   /* gzip in gzip; deeper is NEWS_ERROR */
#define NEWS_GZIP_FREE  (64<<20)      /* bytes out before the ratio counts */
#define NEWS_GZIP_RATIO         500   /* bytes out for each byte in; more is NEWS_TOOBIG */
#define NEWS_WARC_HEADER      65536   /* bytes of the header of a WARC record, of HTTP's */

/*------------------------------------------------------------------ stream.c */

/* Bytes of an input, z[i..n) of them at hand. What the input fails with waits until the
** bytes before it are used. */
typedef struct NewsStream {
  const NewsHost *pHost;
  NewsInput input;
  char *z;               /* z[n] is 0 */
  size_t i, n, nAlloc;
  int64_t iByte;         /* of the input: where z[0] is from */
  int bEnd;              /* nothing comes behind z[n] */
  NewsError err;         /* why the input ended early; err.rc NEWS_OK: it did not */
} NewsStream;

void newsStreamInit(NewsStream*, const NewsHost*, const NewsInput*);
void newsStreamFree(NewsStream*);
/* See to it that n bytes are at hand, or all there are. NEWS_OK, NEWS_NOMEM,
** NEWS_INTERRUPT; then pointers into z are no longer valid. */
int newsStreamNeed(NewsStream*, size_t n);
/* Pass over n bytes, however many; *pnShort: how many of them did not come. The same
** codes. */
int newsStreamSkip(NewsStream*, uint64_t n, uint64_t *pnShort);
/* The next line, without its line end, in z until the next call. 1; 0 at the end; or a
** negative code: -NEWS_TOOBIG for one over nMax bytes, which is passed over. */
int newsStreamLine(NewsStream*, size_t nMax, const char **pz, size_t *pn);
static inline const char *newsStreamAt(const NewsStream *p){ return &p->z[p->i]; }
static inline size_t newsStreamHas(const NewsStream *p){ return p->n-p->i; }

/*-------------------------------------------------------------------- gzip.c */

/* What a stream of gzip members holds, as an input. An end before theirs, wrong sums and
** an expansion over the bounds are its errors; zeros and other bytes behind the last
** member are passed over. */
typedef struct NewsGzip NewsGzip;
/* NULL when out of memory. The stream must outlive it. */
NewsGzip *newsGzipNew(NewsStream*, NewsInput*);
void newsGzipFree(NewsGzip*);

/* Inflate n bytes of gzip, zlib or raw deflate into the arena; over nMax is NEWS_TOOBIG.
** A stream that is cut off gives what it holds. NEWS_OK, NEWS_ERROR, NEWS_NOMEM,
** NEWS_INTERRUPT, NEWS_TOOBIG. */
int newsInflate(NewsArena*, const char *z, size_t n, size_t nMax, const char **pz,
                size_t *pn, NewsError*);

/*-------------------------------------------------------------------- warc.c */

/* A record of a WARC that holds a page or a text. */
typedef struct NewsWarc {
  const char *zUrl;      /* its address; NULL when it names none */
  char zDate[32];        /* when it was fetched; "" when it does not say */
  const char *zCharset;  /* of HTTP's Content-Type; NULL */
  int bText;             /* plain text, not a page */
  const char *z;         /* the payload, decoded; in the stream or the arena */
  size_t n;
} NewsWarc;

/* The next such record: others are passed over. *piRecord counts all records. 1; 0 at the
** end; or a negative code as newsReaderNext has it. *pbLost, 0 at first, is its own: after
** a failure the next record is looked for at the beginning of a line. */
int newsWarcNext(NewsStream*, NewsArena*, int64_t *piRecord, NewsWarc*, int *pbLost,
                 NewsError*);

#endif
