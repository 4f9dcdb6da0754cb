/*
** reader.c - records of a stream as articles, whatever the format.
**
**   a page, a text        one record, iRecord 0
**   a feed, a JSON        an item each
**   JSON Lines            a line each (or the items that a line holds)
**   CSV, TSV              a row each
**   WARC                  a page each; iRecord counts all records of the file
**   gzip of any of them   what it holds
**
** HOW IT WORKS. The first bytes tell the format, unless the caller names one; gzip is
** opened whatever he names. Lines, rows and records of a WARC are read one by one; a page,
** a text, a feed and a JSON document are read whole, and of the latter two the items wait
** in an arena of the reader. A JSON array of more than READER_PIECE bytes is cut at commas
** between its elements into pieces of about that size, each a document, so that it may be
** of any length. So the memory is bounded by the largest document.
**
** A record that cannot be read is one negative answer, and the next call goes on behind
** it. What the input fails with is told last, behind the records before it.
*/
#include "streamInt.h"
#include <string.h>

#define READER_LOOK   65536     /* bytes that tell the format */
#define READER_PIECE  (1<<20)   /* bytes of a JSON array that are read at once */

enum { RD_TEXT, RD_HTML, RD_FEED, RD_JSON, RD_LINES, RD_CSV, RD_WARC, RD_N };

/* Names that callers give, and newsArticleFormat(). */
static const struct { const char *z; int e; } aFormat[] = {
  { "text", RD_TEXT }, { "html", RD_HTML }, { "feed", RD_FEED }, { "rss", RD_FEED },
  { "atom", RD_FEED }, { "json", RD_JSON }, { "jsonl", RD_LINES }, { "csv", RD_CSV },
  { "tsv", RD_CSV }, { "warc", RD_WARC },
};

struct NewsReader {
  const NewsHost *pHost;
  NewsParser *pParser;
  const NewsArticleHooks *pHooks;
  NewsStream aStream[NEWS_GZIP_LAYERS+1];
  NewsGzip *apGzip[NEWS_GZIP_LAYERS];
  NewsStream *pStream;    /* the innermost */
  int nLayer;
  int eFormat;            /* RD_…; -1 before the first record */
  int bEnd;               /* nothing comes any more */
  int bLost;              /* of newsWarcNext */
  int bLast;              /* the document at hand is the last */
  int bPiece;             /* it is a piece of an array that goes on */
  size_t nUsed;           /* its bytes, passed over when the next is read */
  int64_t iLine;          /* of a table: lines so far */
  int64_t iRecord;        /* the last one */
  NewsArena *pItems;      /* what items and header are in */
  NewsItem *aItem;        /* of the document at hand, or of its line */
  int nItem, iItem;
  NewsError errItem;      /* what is wrong behind them */
  NewsCsv csv;
};

static int formatOf(const char *z){
  for(size_t i=0; i<sizeof(aFormat)/sizeof(aFormat[0]); i++){
    if( strcmp(aFormat[i].z, z)==0 ) return aFormat[i].e;
  }
  return -1;
}

int newsReaderNew(const NewsHost *pHost, NewsParser *pParser,
                  const NewsArticleHooks *pHooks, const NewsInput *pInput,
                  const char *zFormat, NewsReader **pp, NewsError *pErr){
  *pp = 0;
  if( zFormat && strcmp(zFormat, "gzip")==0 ) zFormat = 0;
  if( zFormat && formatOf(zFormat)<0 ){
    return newsError(pErr, NEWS_ERROR, "no format has the name '%.*s': give text, html,"
                     " feed, json, jsonl, csv, tsv or warc, or NULL to find it from the"
                     " content", 40, zFormat);
  }
  NewsReader *p = pHost->xMalloc(pHost->pCtx, sizeof(*p));
  if( p==0 ) return NEWS_NOMEM;
  memset(p, 0, sizeof(*p));
  p->pHost = pHost;
  p->pParser = pParser;
  p->pHooks = pHooks;
  p->eFormat = zFormat ? formatOf(zFormat) : -1;
  p->pStream = &p->aStream[0];
  newsStreamInit(p->pStream, pHost, pInput);
  p->pItems = newsArenaNew(pHost);
  if( p->pItems==0 ){
    newsReaderFree(p);
    return NEWS_NOMEM;
  }
  *pp = p;
  return NEWS_OK;
}

void newsReaderFree(NewsReader *p){
  if( p==0 ) return;
  for(int i=0; i<NEWS_GZIP_LAYERS; i++) newsGzipFree(p->apGzip[i]);
  for(int i=0; i<=NEWS_GZIP_LAYERS; i++) newsStreamFree(&p->aStream[i]);
  newsArenaFree(p->pItems);
  p->pHost->xFree(p->pHost->pCtx, p);
}

static int isBlank(const char *z, size_t n){
  size_t i = 0;
  while( i<n && isSpace(z[i]) ) i++;
  return i==n;
}

/*------------------------------------------------------------------------------ format */

static int beginsWith(const NewsStream *s, const char *z, size_t n){
  return newsStreamHas(s)>=n && memcmp(newsStreamAt(s), z, n)==0;
}

/* Open layers of gzip. */
static int gzipLayers(NewsReader *p, NewsError *pErr){
  for(;;){
    NewsInput input;
    int rc = newsStreamNeed(p->pStream, READER_LOOK);
    if( rc!=NEWS_OK || !beginsWith(p->pStream, "\x1f\x8b", 2) ) return rc;
    if( p->nLayer==NEWS_GZIP_LAYERS ){
      return newsError(pErr, NEWS_ERROR, "it is gzip in gzip more than %d times",
                       NEWS_GZIP_LAYERS);
    }
    NewsGzip *pGzip = newsGzipNew(p->pStream, &input);
    if( pGzip==0 ) return NEWS_NOMEM;
    p->apGzip[p->nLayer++] = pGzip;
    p->pStream = &p->aStream[p->nLayer];
    newsStreamInit(p->pStream, p->pHost, &input);
  }
}

/* All that is left of the stream at hand. Of an input that failed there is no whole. */
static int streamWhole(NewsReader *p, NewsError *pErr){
  NewsStream *s = p->pStream;
  int rc = newsStreamNeed(s, (size_t)NEWS_ARTICLE_MAX+1);
  if( rc!=NEWS_OK ) return rc;
  if( newsStreamHas(s)>NEWS_ARTICLE_MAX ){
    return newsError(pErr, NEWS_TOOBIG, "the page has more than the bound of %d bytes",
                     NEWS_ARTICLE_MAX);
  }
  return s->err.rc ? newsError(pErr, s->err.rc, "%s", s->err.z) : NEWS_OK;
}

/* Text in UTF-16 becomes UTF-8, all of it at once. */
static int wideStream(NewsReader *p, NewsError *pErr){
  NewsStream *s = p->pStream;
  const char *z;
  size_t n;
  if( !beginsWith(s, "\xff\xfe", 2) && !beginsWith(s, "\xfe\xff", 2) ) return NEWS_OK;
  int rc = streamWhole(p, pErr);
  if( rc==NEWS_OK ){
    rc = newsCharsetUtf8(p->pItems, newsStreamAt(s), newsStreamHas(s), 0, &z, &n);
  }
  if( rc!=NEWS_OK ) return rc;
  char *zNew = p->pHost->xMalloc(p->pHost->pCtx, n+1);
  if( zNew==0 ) return NEWS_NOMEM;
  memcpy(zNew, z, n);
  zNew[n] = 0;
  p->pHost->xFree(p->pHost->pCtx, s->z);
  s->z = zNew;
  s->i = 0;
  s->n = s->nAlloc = n;
  newsArenaReset(p->pItems);
  return NEWS_OK;
}

/* JSON Lines are told from JSON by what follows the first line: have it at hand. */
static int jsonLook(NewsStream *s){
  for(size_t n=READER_LOOK; newsStreamHas(s)>=n && n<NEWS_ARTICLE_MAX; ){
    const char *z = newsStreamAt(s), *zEnd = z+newsStreamHas(s);
    if( beginsWith(s, "\xef\xbb\xbf", 3) ) z += 3;
    while( z<zEnd && isSpace(*z) ) z++;
    if( z<zEnd && (*z!='{' || memchr(z, '\n', (size_t)(zEnd-z)-1)) ) break;
    n *= 2;
    int rc = newsStreamNeed(s, n);
    if( rc!=NEWS_OK ) return rc;
  }
  return NEWS_OK;
}

/* Count the line ends in a row. The code of newsWork. */
static int lineCount(NewsReader *p, const char *z, size_t n){
  int rc = NEWS_OK;
  for(size_t i=0; rc==NEWS_OK && i<n; ){
    size_t iTo = n-i>READER_LOOK ? i+READER_LOOK : n;
    rc = newsWork(p->pItems, iTo-i);
    for(; i<iTo; i++){
      p->iLine += z[i]=='\n' || (z[i]=='\r' && (i+1==n || z[i+1]!='\n'));
    }
  }
  return rc;
}

/* Find the format. */
static int readerOpen(NewsReader *p, NewsError *pErr){
  int rc = gzipLayers(p, pErr);
  if( rc==NEWS_OK ) rc = wideStream(p, pErr);
  if( rc==NEWS_OK ) rc = jsonLook(p->pStream);
  if( rc!=NEWS_OK ) return rc;
  const NewsStream *s = p->pStream;
  const char *zFormat = newsArticleFormat(newsStreamAt(s), newsStreamHas(s));
  if( strcmp(zFormat, "empty")==0 ){
    if( s->err.rc ) return newsError(pErr, s->err.rc, "%s", s->err.z);
    return newsError(pErr, NEWS_ERROR, "the page is empty");
  }
  if( p->eFormat<0 ) p->eFormat = formatOf(zFormat);
  if( p->eFormat<0 ){
    return newsError(pErr, NEWS_ERROR, "the page holds %s, not text",
                     newsFormatBinary(newsStreamAt(s), newsStreamHas(s)));
  }
  if( p->eFormat==RD_CSV ){
    const char *z = newsStreamAt(s);
    size_t n = newsStreamHas(s), nRow = newsCsvRow(p->pItems, 0, z, n, 1);
    rc = newsWork(p->pItems, 0);
    if( rc==NEWS_OK ) rc = newsCsvHeader(p->pItems, z, nRow, &p->csv, pErr);
    p->pStream->i += nRow;
    if( rc==NEWS_OK ) rc = lineCount(p, z, nRow);
  }
  return rc;
}

/*----------------------------------------------------------------------------- records */

/* One page or text of n bytes. */
static int pageRead(NewsReader *p, NewsArena *pArena, const NewsWarc *w, NewsRecord *pOut,
                    NewsError *pErr){
  pOut->zRaw = w->z;
  pOut->nRaw = w->n;
  newsWorkBegin(pArena, w->n);
  int rc = w->bText
      ? newsTextArticle(p->pParser, pArena, p->pHooks, w->z, w->n, &pOut->article, pErr)
      : newsHtmlArticle(p->pParser, pArena, p->pHooks, w->z, w->n, w->zCharset, w->zUrl,
                        &pOut->article, pErr);
  if( rc!=NEWS_OK ) return -rc;
  if( w->zUrl && pOut->article.az[NEWS_AC_URL]==0 ){
    rc = newsUrlNormal(pArena, w->zUrl, strlen(w->zUrl), 0, &pOut->article.az[NEWS_AC_URL],
                       &pOut->article.an[NEWS_AC_URL]);
  }
  return rc ? -rc : 1;
}

/* The one article of the rest of the stream. */
static int wholeNext(NewsReader *p, NewsArena *pArena, NewsRecord *pOut, NewsError *pErr){
  p->bEnd = 1;
  int rc = streamWhole(p, pErr);
  if( rc!=NEWS_OK ) return -rc;
  NewsStream *s = p->pStream;
  NewsWarc page = { .bText = p->eFormat==RD_TEXT, .z = newsStreamAt(s),
                    .n = newsStreamHas(s) };
  return pageRead(p, pArena, &page, pOut, pErr);
}

/* Read the items of a line: none of an empty list. Those before a fault count. */
static int itemsRead(NewsReader *p, const char *z, size_t n, NewsError *pErr){
  newsArenaReset(p->pItems);
  newsWorkBegin(p->pItems, n);
  p->nItem = p->iItem = 0;
  p->errItem.rc = NEWS_OK;
  int rc = newsJsonItems(p->pItems, z, n, &p->aItem, &p->nItem, &p->errItem);
  if( newsWork(p->pItems, 0)==NEWS_TOOBIG ) rc = newsWorkError(&p->errItem, "it");
  if( rc==NEWS_ERROR || rc==NEWS_TOOBIG ){
    if( p->nItem>0 ) return NEWS_OK;
    p->errItem.rc = NEWS_OK;
    return newsError(pErr, rc, "%s", p->errItem.z);
  }
  return rc;
}

/* An item as an article. */
static int itemRead(NewsReader *p, NewsArena *pArena, const NewsItem *pItem,
                    NewsRecord *pOut, NewsError *pErr){
  size_t n = 0;
  for(int i=0; i<NEWS_AC_N; i++) n += pItem->az[i] ? (size_t)pItem->an[i] : 0;
  newsWorkBegin(pArena, n);
  int rc = newsItemArticle(p->pParser, pArena, p->pHooks, pItem, &pOut->article, pErr);
  return rc ? -rc : 1;
}

/* Is the item the only one of its stream? */
static int isOnly(const NewsReader *p){
  return p->bLast && p->nItem==1 && p->iRecord==1;
}

/* A scan for the commas between the elements of an array. */
typedef struct ArrayScan {
  size_t i;               /* bytes that were looked at */
  size_t iComma;          /* the last comma; 0: none */
  size_t nEnd;            /* behind the end of the array; 0: it is not here */
  int nDeep, bString, bEscape;
} ArrayScan;

static void arrayScan(ArrayScan *p, const char *z, size_t n){
  for(; p->i<n && p->nEnd==0; p->i++){
    char c = z[p->i];
    if( p->bEscape ){
      p->bEscape = 0;
    }else if( p->bString ){
      if( c=='\\' ) p->bEscape = 1;
      else if( c=='"' ) p->bString = 0;
    }else if( c=='"' ){
      p->bString = 1;
    }else if( c=='[' || c=='{' ){
      p->nDeep++;
    }else if( c==']' || c=='}' ){
      if( --p->nDeep<=0 ) p->nEnd = p->i+1;
    }else if( c==',' && p->nDeep==1 ){
      p->iComma = p->i;
    }
  }
}

/* The next piece of a long JSON array, at hand: its bytes; 0 bytes: what is at hand is no
** such array. */
static int pieceCut(NewsReader *p, size_t *pn){
  NewsStream *s = p->pStream;
  ArrayScan scan = {0};
  *pn = 0;
  int rc = newsStreamNeed(s, READER_PIECE);
  if( rc!=NEWS_OK ) return rc;
  if( p->bPiece ){
    s->z[s->i] = '[';                 /* the comma behind the last piece */
    p->bPiece = 0;
  }else{
    if( beginsWith(s, "\xef\xbb\xbf", 3) ) s->i += 3;
    while( newsStreamHas(s)>0 && isSpace(*newsStreamAt(s)) ) s->i++;
  }
  if( newsStreamHas(s)==0 || *newsStreamAt(s)!='[' ) return NEWS_OK;
  for(;;){
    if( s->bEnd ) return NEWS_OK;
    arrayScan(&scan, newsStreamAt(s), newsStreamHas(s));
    if( scan.nEnd || scan.iComma || newsStreamHas(s)>NEWS_ARTICLE_MAX ) break;
    rc = newsStreamNeed(s, newsStreamHas(s)*2);
    if( rc!=NEWS_OK ) return rc;
  }
  p->nUsed = *pn = scan.nEnd;
  if( scan.nEnd==0 && scan.iComma ){
    s->z[s->i+scan.iComma] = ']';
    p->nUsed = scan.iComma;
    *pn = scan.iComma+1;
    p->bPiece = 1;
  }
  return NEWS_OK;
}

/* Bytes of a feed up to the end of its last item: of one that breaks off, the last may
** not be whole. */
static size_t feedCut(const char *z, size_t n){
  static const char *const azEnd[] = { "</item>", "</entry>", "</url>" };
  for(size_t i=n; i>0; i--){
    if( z[i-1]!='<' ) continue;
    for(int k=0; k<3; k++){
      size_t nEnd = strlen(azEnd[k]);
      if( n-i+1>=nEnd && memcmp(&z[i-1], azEnd[k], nEnd)==0 ) return i-1+nEnd;
    }
  }
  return 0;
}

/* Read the next document, or piece of it: items, and what is wrong behind them. */
static int documentRead(NewsReader *p){
  NewsStream *s = p->pStream;
  NewsError err = {0};
  size_t n = 0;
  s->i += p->nUsed;
  p->nUsed = 0;
  p->nItem = p->iItem = 0;
  newsArenaReset(p->pItems);
  int rc = p->eFormat==RD_JSON ? pieceCut(p, &n) : NEWS_OK;
  int64_t iByte = s->iByte+(int64_t)s->i;
  if( rc==NEWS_OK && n==0 ){
    p->bLast = 1;
    rc = streamWhole(p, &p->errItem);
    if( rc!=NEWS_NOMEM && rc!=NEWS_INTERRUPT ) rc = NEWS_OK;
    n = newsStreamHas(s)<NEWS_ARTICLE_MAX ? newsStreamHas(s) : NEWS_ARTICLE_MAX;
    if( p->eFormat==RD_FEED && p->errItem.rc ) n = feedCut(newsStreamAt(s), n);
  }
  if( rc!=NEWS_OK || (n==0 && (iByte>0 || p->errItem.rc)) ) return rc;
  newsWorkBegin(p->pItems, n);
  rc = p->eFormat==RD_FEED
      ? newsFeedItems(p->pItems, newsStreamAt(s), n, 0, &p->aItem, &p->nItem, &err)
      : newsJsonItems(p->pItems, newsStreamAt(s), n, &p->aItem, &p->nItem, &err);
  if( newsWork(p->pItems, 0)==NEWS_TOOBIG ) rc = newsWorkError(&err, "it");
  if( rc!=NEWS_ERROR && rc!=NEWS_TOOBIG ) return rc;
  if( iByte>0 && p->eFormat==RD_JSON ){
    newsError(&p->errItem, rc, "from byte %lld of the JSON on: %s", (long long)iByte,
              err.z);
  }else{
    newsError(&p->errItem, rc, "%s", err.z);
  }
  return NEWS_OK;
}

/* The items of a document, one by one. */
static int documentNext(NewsReader *p, NewsArena *pArena, NewsRecord *pOut,
                        NewsError *pErr){
  while( p->iItem==p->nItem ){
    int rc = p->errItem.rc;
    if( rc!=NEWS_OK ){
      p->iRecord += p->iRecord>0;
      newsError(pErr, rc, "%s", p->errItem.z);
      p->errItem.rc = NEWS_OK;
      return -rc;
    }
    if( p->bLast ){
      p->bEnd = 1;
      return 0;
    }
    rc = documentRead(p);
    if( rc!=NEWS_OK ) return -rc;
  }
  p->iRecord++;
  if( isOnly(p) ){
    pOut->zRaw = newsStreamAt(p->pStream);
    pOut->nRaw = newsStreamHas(p->pStream);
  }
  return itemRead(p, pArena, &p->aItem[p->iItem++], pOut, pErr);
}

/* The end of lines and rows, and why it is that. */
static int lastly(NewsReader *p, NewsError *pErr){
  const NewsStream *s = p->pStream;
  p->bEnd = 1;
  p->iRecord += s->err.rc!=0;
  return s->err.rc ? -newsError(pErr, s->err.rc, "%s", s->err.z) : 0;
}

/* Is what was taken last the end of a stream that broke off, without a line end? */
static int isBroken(const NewsStream *s){
  char c = s->i ? s->z[s->i-1] : '\n';
  return s->bEnd && s->err.rc && newsStreamHas(s)==0 && c!='\n' && c!='\r';
}

/* A line of JSON, or the next item of one. */
static int lineNext(NewsReader *p, NewsArena *pArena, NewsRecord *pOut, NewsError *pErr){
  while( p->iItem>=p->nItem ){
    NewsStream *s = p->pStream;
    const char *z;
    size_t n;
    if( p->errItem.rc ){
      int rc = newsError(pErr, p->errItem.rc, "%s", p->errItem.z);
      p->errItem.rc = NEWS_OK;
      return -rc;
    }
    p->iRecord++;
    int e = newsStreamLine(s, NEWS_ARTICLE_MAX, &z, &n);
    if( e==-NEWS_TOOBIG ){
      return -newsError(pErr, NEWS_TOOBIG, "the line has more than the bound of %d bytes",
                        NEWS_ARTICLE_MAX);
    }
    if( e<=0 ) p->iRecord--;
    if( e<0 ) return e;
    /* A line that the input was cut off in is none. */
    if( e==0 || isBroken(s) ) return lastly(p, pErr);
    if( n>=3 && memcmp(z, "\xef\xbb\xbf", 3)==0 ){
      z += 3;
      n -= 3;
    }
    if( isBlank(z, n) ) continue;
    int rc = itemsRead(p, z, n, pErr);
    if( rc!=NEWS_OK ) return -rc;
    if( p->nItem==1 ){
      pOut->zRaw = z;
      pOut->nRaw = n;
    }
  }
  if( p->nItem>1 ) pOut->iPart = p->iItem+1;
  return itemRead(p, pArena, &p->aItem[p->iItem++], pOut, pErr);
}

/* The next row at hand: its bytes; 0 at the end; or a negative code. */
static int64_t rowBytes(NewsReader *p, NewsError *pErr){
  NewsStream *s = p->pStream;
  for(size_t nNeed=READER_LOOK; ; nNeed*=2){
    int rc = newsStreamNeed(s, nNeed);
    if( rc!=NEWS_OK ) return -rc;
    size_t n = newsStreamHas(s);
    size_t nRow = n ? newsCsvRow(p->pItems, p->csv.cSep, newsStreamAt(s), n, s->bEnd) : 0;
    if( (rc = newsWork(p->pItems, 0))!=NEWS_OK ) return -rc;
    if( nRow>0 || n==0 ) return (int64_t)nRow;
    if( n>NEWS_ARTICLE_MAX ){
      p->bEnd = 1;
      return -newsError(pErr, NEWS_TOOBIG, "the row has more than the bound of %d bytes",
                        NEWS_ARTICLE_MAX);
    }
  }
}

static int rowNext(NewsReader *p, NewsArena *pArena, NewsRecord *pOut, NewsError *pErr){
  for(;;){
    NewsItem item;
    p->iRecord = p->iLine+1;
    int64_t n = rowBytes(p, pErr);
    if( n<0 ) return (int)n;
    NewsStream *s = p->pStream;
    const char *z = newsStreamAt(s);
    s->i += (size_t)n;
    if( n==0 || isBroken(s) ){
      p->iRecord--;
      return lastly(p, pErr);
    }
    int rc = lineCount(p, z, (size_t)n);
    newsWorkBegin(pArena, (size_t)n);
    if( rc==NEWS_OK ) rc = newsCsvItem(pArena, &p->csv, z, (size_t)n, &item, pErr);
    if( rc!=NEWS_OK ) return -rc;
    int i = 0;
    while( i<NEWS_AC_N && item.az[i]==0 ) i++;
    if( i==NEWS_AC_N ) continue;
    pOut->zRaw = z;
    pOut->nRaw = (size_t)n;
    return itemRead(p, pArena, &item, pOut, pErr);
  }
}

static int warcNext(NewsReader *p, NewsArena *pArena, NewsRecord *pOut, NewsError *pErr){
  NewsWarc warc;      /* empty where there is no record */
  int e = newsWarcNext(p->pStream, pArena, &p->iRecord, &warc, &p->bLost, pErr);
  if( e==0 ) return lastly(p, pErr);
  memcpy(pOut->zCrawled, warc.zDate, sizeof(pOut->zCrawled));
  return e<0 ? e : pageRead(p, pArena, &warc, pOut, pErr);
}

int newsReaderNext(NewsReader *p, NewsArena *pArena, NewsRecord *pOut, NewsError *pErr){
  static int (*const axNext[RD_N])(NewsReader*, NewsArena*, NewsRecord*, NewsError*) = {
    wholeNext, wholeNext, documentNext, documentNext, lineNext, rowNext, warcNext
  };
  memset(pOut, 0, sizeof(*pOut));
  if( p->bEnd ) return 0;
  if( newsInterrupted(p->pHost) ) return -NEWS_INTERRUPT;
  if( p->nLayer==0 && p->pStream->z==0 ){
    int rc = readerOpen(p, pErr);
    if( rc!=NEWS_OK ){
      p->bEnd = 1;
      return -rc;
    }
  }
  int e = axNext[p->eFormat](p, pArena, pOut, pErr);
  int rcWork = newsWork(pArena, 0);
  if( rcWork==NEWS_TOOBIG ) e = -newsWorkError(pErr, "it");
  else if( rcWork!=NEWS_OK ) e = -rcWork;
  pOut->iRecord = p->eFormat==RD_JSON && e>0 && isOnly(p) ? 0 : p->iRecord;
  if( e==-NEWS_NOMEM || e==-NEWS_INTERRUPT ) p->bEnd = 1;
  return e;
}

/*--------------------------------------------------------------------------- one page */

/* NewsInput.xRead of a NewsBytes. */
static int64_t bytesRead(void *pCtx, char *z, size_t n, NewsError *pErr){
  NewsBytes *p = pCtx;
  (void)pErr;
  if( n>p->n ) n = p->n;
  if( n==0 ) return 0;
  memcpy(z, p->z, n);
  p->z += n;
  p->n -= n;
  return (int64_t)n;
}

NewsInput newsBytesInput(NewsBytes *p){
  return (NewsInput){ bytesRead, p };
}

int newsArticleParse(NewsParser *pParser, NewsArena *pArena,
                     const NewsArticleHooks *pHooks, const char *zRaw, size_t nRaw,
                     const char *zFormat, NewsArticle *pOut, NewsError *pErr){
  NewsBytes page = { zRaw, nRaw };
  NewsInput input = newsBytesInput(&page);
  NewsReader *p;
  NewsRecord record, next;
  memset(pOut, 0, sizeof(*pOut));
  int rc = newsReaderNew(newsArenaHost(pArena), pParser, pHooks, &input, zFormat, &p,
                         pErr);
  if( rc!=NEWS_OK ) return rc;
  int e = newsReaderNext(p, pArena, &record, pErr);
  if( e==0 ){
    e = -newsError(pErr, NEWS_ERROR, "the page holds no article");
  }else if( e>0 ){
    *pOut = record.article;
    e = newsReaderNext(p, pArena, &next, pErr);
    if( e>0 ){
      e = -newsError(pErr, NEWS_ERROR, "the page holds more than one article, which"
                     " parse_article gives one by one");
    }
  }
  newsReaderFree(p);
  return -e;
}
