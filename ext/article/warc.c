/*
** warc.c - the pages in a WARC, the archive that crawlers write (ISO 28500).
**
**   WARC/1.0
**   WARC-Type: response
**   WARC-Target-URI: https://example.com/a
**   Content-Type: application/http; msgtype=response
**   Content-Length: 5120
**
**   HTTP/1.1 200 OK
**   Content-Type: text/html; charset=utf-8
**
**   <!DOCTYPE html> ...
**
** Of the records, these hold an article: a response of HTTP with status 2xx, a resource or
** a conversion, each of type text/html, application/xhtml+xml or text/plain. The others
** (requests, redirects, images, metadata, revisits) are passed over. The body of a
** response is freed of chunks and of gzip or deflate where its header says that it has
** them and it is so: many archives keep the header of what they store unpacked.
**
** Behind a record that is damaged the next one is looked for, at the beginning of a line.
*/
#include "streamInt.h"
#include <string.h>

#define WARC_STEPS  32    /* steps of work that a chunk of HTTP counts */

/* The value of a header field of z[0..n), trimmed; 0 bytes when there is none. */
static const char *fieldOf(const char *z, size_t n, const char *zName, size_t *pn){
  const char *zEnd = z+n;
  size_t nName = strlen(zName);
  *pn = 0;
  while( z<zEnd ){
    const char *zLine = memchr(z, '\n', (size_t)(zEnd-z));
    const char *zStop = zLine ? zLine : zEnd;
    size_t k = 0;
    while( k<nName && &z[k]<zStop && (z[k]|0x20)==(zName[k]|0x20) ) k++;
    if( k==nName && &z[k]<zStop && z[k]==':' ){
      for(z+=k+1; z<zStop && (*z==' ' || *z=='\t'); ) z++;
      while( zStop>z && (zStop[-1]=='\r' || zStop[-1]==' ' || zStop[-1]=='\t') ) zStop--;
      *pn = (size_t)(zStop-z);
      return z;
    }
    z = zLine ? zLine+1 : zEnd;
  }
  return z;
}

/* Does a field begin with the word, in any case? */
static int fieldIs(const char *z, size_t n, const char *zName, const char *zWord){
  size_t nValue, k = 0;
  const char *zValue = fieldOf(z, n, zName, &nValue);
  while( k<nValue && zWord[k] && (zValue[k]|0x20)==(zWord[k]|0x20) ) k++;
  return zWord[k]==0;
}

/* Bytes of a header with the empty line behind it; 0 when its end is not in z[0..n). */
static size_t headerBytes(const char *z, size_t n){
  for(size_t i=0; i<n; ){
    const char *zLine = memchr(&z[i], '\n', n-i);
    if( zLine==0 ) return 0;
    i = (size_t)(zLine-z)+1;
    if( i<n && z[i]=='\n' ) return i+1;
    if( i+1<n && z[i]=='\r' && z[i+1]=='\n' ) return i+2;
  }
  return 0;
}

/* Digits as a number, -1 when there are none or too many. */
static int64_t numberOf(const char *z, size_t n){
  int64_t v = 0;
  if( n==0 || n>17 ) return -1;
  for(size_t i=0; i<n; i++){
    if( z[i]<'0' || z[i]>'9' ) return -1;
    v = v*10 + (z[i]-'0');
  }
  return v;
}

/* A body in chunks, put together in the arena. One that has none, or is cut off, stays
** as it is or gives what is there. */
static int unchunk(NewsArena *pArena, const char **pz, size_t *pn){
  const char *z = *pz;
  size_t n = *pn, i = 0, nOut = 0;
  char *zOut = newsArenaAlloc(pArena, n+1);
  if( zOut==0 ) return NEWS_NOMEM;
  for(;;){
    size_t nChunk = 0, nDigit = 0;
    for(; i<n && hexDigit(z[i])>=0 && nDigit<8; i++, nDigit++){
      nChunk = nChunk*16 + (size_t)hexDigit(z[i]);
    }
    const char *zLine = nDigit && i<n ? memchr(&z[i], '\n', n-i) : 0;
    if( zLine==0 || (z[i]!='\r' && z[i]!='\n' && z[i]!=';' && z[i]!=' ') ){
      if( nOut==0 ) return NEWS_OK;
      break;
    }
    i = (size_t)(zLine-z)+1;
    if( nChunk==0 ) break;
    if( nChunk>n-i ) nChunk = n-i;
    memcpy(&zOut[nOut], &z[i], nChunk);
    int rc = newsWork(pArena, WARC_STEPS+nChunk/2);
    if( rc!=NEWS_OK ) return rc;
    nOut += nChunk;
    i += nChunk;
    while( i<n && (z[i]=='\r' || z[i]=='\n') ) i++;
  }
  zOut[nOut] = 0;
  *pz = zOut;
  *pn = nOut;
  return NEWS_OK;
}

/* The charset of a Content-Type, in the arena. */
static int charsetOf(NewsArena *pArena, const char *z, size_t n, NewsWarc *p){
  size_t nType, k = 0;
  const char *zType = fieldOf(z, n, "Content-Type", &nType);
  for(; k+8<nType; k++){
    size_t i = 0;
    while( i<8 && (zType[k+i]|0x20)==("charset="[i]|0x20) ) i++;
    if( i==8 ) break;
  }
  if( k+8>=nType ) return NEWS_OK;
  const char *zName = &zType[k+8];
  size_t nName = 0, nLeft = nType-k-8;
  if( *zName=='"' || *zName=='\'' ){
    zName++;
    nLeft--;
  }
  while( nName<nLeft && zName[nName]!=';' && zName[nName]!='"' && zName[nName]!='\''
      && zName[nName]!=' ' ) nName++;
  if( nName==0 || nName>40 ) return NEWS_OK;
  p->zCharset = newsArenaDup(pArena, zName, (int)nName);
  return p->zCharset ? NEWS_OK : NEWS_NOMEM;
}

/* Is the type one that holds an article? Sets bText. */
static int typeRead(const char *z, size_t n, NewsWarc *p){
  p->bText = fieldIs(z, n, "Content-Type", "text/plain");
  return p->bText || fieldIs(z, n, "Content-Type", "text/html")
      || fieldIs(z, n, "Content-Type", "application/xhtml+xml");
}

/* The body of a response of HTTP. 1; 0: it holds no article; or a negative code. */
static int httpRead(NewsArena *pArena, NewsWarc *p, NewsError *pErr){
  size_t nLook = p->n<NEWS_WARC_HEADER ? p->n : NEWS_WARC_HEADER, nCoding;
  size_t nHead = headerBytes(p->z, nLook);
  const char *zHead = p->z;
  /* "HTTP/1.1 200 OK" */
  if( nHead<12 || memcmp(zHead, "HTTP/", 5)!=0 ) return 0;
  const char *zStatus = memchr(zHead, ' ', 12);
  if( zStatus==0 || zStatus[1]!='2' || !typeRead(zHead, nHead, p) ) return 0;
  p->z += nHead;
  p->n -= nHead;
  int rc = charsetOf(pArena, zHead, nHead, p);
  if( rc==NEWS_OK && fieldIs(zHead, nHead, "Transfer-Encoding", "chunked") ){
    rc = unchunk(pArena, &p->z, &p->n);
  }
  const char *zCoding = fieldOf(zHead, nHead, "Content-Encoding", &nCoding);
  if( rc!=NEWS_OK || nCoding==0 ) return rc ? -rc : 1;
  if( fieldIs(zHead, nHead, "Content-Encoding", "identity") ) return 1;
  /* A page that begins as text does was stored unpacked. */
  size_t i = 0;
  while( i<p->n && isSpace(p->z[i]) ) i++;
  if( i<p->n && (p->z[i]=='<' || p->z[i]=='\xef') ) return 1;
  if( !fieldIs(zHead, nHead, "Content-Encoding", "gzip")
   && !fieldIs(zHead, nHead, "Content-Encoding", "x-gzip")
   && !fieldIs(zHead, nHead, "Content-Encoding", "deflate") ){
    return -newsError(pErr, NEWS_ERROR, "its page is packed as '%.*s', which is not read",
                      nCoding<40 ? (int)nCoding : 40, zCoding);
  }
  rc = newsInflate(pArena, p->z, p->n, NEWS_ARTICLE_MAX, &p->z, &p->n, pErr);
  return rc ? -rc : 1;
}

/* What a record is, by its header: 2 a response of HTTP, 1 a page or text as it stands,
** 0 something else. */
static int recordKind(const char *z, size_t n, NewsWarc *p){
  if( fieldIs(z, n, "WARC-Type", "response") ){
    if( fieldIs(z, n, "Content-Type", "application/http") ) return 2;
    return typeRead(z, n, p);
  }
  if( fieldIs(z, n, "WARC-Type", "resource") || fieldIs(z, n, "WARC-Type", "conversion") ){
    return typeRead(z, n, p);
  }
  return 0;
}

static int urlRead(NewsArena *pArena, const char *z, size_t n, NewsWarc *p){
  size_t nUrl;
  const char *zUrl = fieldOf(z, n, "WARC-Target-URI", &nUrl);
  if( nUrl>=2 && zUrl[0]=='<' && zUrl[nUrl-1]=='>' ){
    zUrl++;
    nUrl -= 2;
  }
  if( nUrl==0 || nUrl>NEWS_WARC_HEADER ) return NEWS_OK;
  p->zUrl = newsArenaDup(pArena, zUrl, (int)nUrl);
  return p->zUrl ? NEWS_OK : NEWS_NOMEM;
}

/* When the page was fetched. */
static void dateRead(const char *z, size_t n, NewsWarc *p){
  size_t nDate;
  const char *zDate = fieldOf(z, n, "WARC-Date", &nDate);
  if( nDate==0 || nDate>40 || !newsDateParse(zDate, nDate, p->zDate) ) p->zDate[0] = 0;
}

/* Go to the next line that begins a record. */
static int recordSeek(NewsStream *s){
  for(;;){
    const char *z;
    size_t n;
    int e = newsInterrupted(s->pHost) ? NEWS_INTERRUPT : newsStreamNeed(s, 5);
    if( e!=NEWS_OK ) return e;
    n = newsStreamHas(s);
    if( n==0 || (n>=5 && memcmp(newsStreamAt(s), "WARC/", 5)==0) ) return NEWS_OK;
    e = newsStreamLine(s, NEWS_WARC_HEADER, &z, &n);
    if( e<0 && e!=-NEWS_TOOBIG ) return -e;
  }
}

/* The header of the next record: bytes of it in *pn. 1, 0 at the end, a negative code. */
static int headerNext(NewsStream *s, size_t *pn, NewsError *pErr){
  int rc;
  for(;;){
    if( (rc = newsStreamNeed(s, 1))!=NEWS_OK ) return -rc;
    if( newsStreamHas(s)==0 ) return 0;
    char c = *newsStreamAt(s);
    if( c!='\r' && c!='\n' ) break;
    s->i++;
  }
  for(size_t nNeed=4096; ; nNeed *= 2){
    if( (rc = newsStreamNeed(s, nNeed))!=NEWS_OK ) return -rc;
    size_t n = newsStreamHas(s);
    if( n<5 || memcmp(newsStreamAt(s), "WARC/", 5)!=0 ){
      return -newsError(pErr, NEWS_ERROR, "a record of the WARC does not begin with WARC/");
    }
    *pn = headerBytes(newsStreamAt(s), n<NEWS_WARC_HEADER ? n : NEWS_WARC_HEADER);
    if( *pn ) return 1;
    if( n<nNeed || n>=NEWS_WARC_HEADER ){
      /* No record begins in a header that has no end. */
      s->i += n<NEWS_WARC_HEADER ? n : NEWS_WARC_HEADER;
      return -newsError(pErr, NEWS_ERROR, s->bEnd ? "the WARC ends in the header of a record"
                        : "the header of a record of the WARC has no end");
    }
  }
}

/* The stream ended in a record, by itself or by a fault, which is told once. */
static int recordShort(NewsStream *s, NewsError *pErr){
  if( s->err.rc==NEWS_OK ){
    return -newsError(pErr, NEWS_ERROR, "the WARC ends inside a record");
  }
  int rc = newsError(pErr, s->err.rc, "%s", s->err.z);
  s->err.rc = NEWS_OK;
  return -rc;
}

int newsWarcNext(NewsStream *s, NewsArena *pArena, int64_t *piRecord, NewsWarc *p,
                 int *pbLost, NewsError *pErr){
  memset(p, 0, sizeof(*p));
  for(;;){
    size_t nHead = 0, nLength;
    int rc = *pbLost ? recordSeek(s) : NEWS_OK;
    if( rc!=NEWS_OK ) return -rc;
    *pbLost = 0;
    rc = headerNext(s, &nHead, pErr);
    if( rc<0 ) *pbLost = 1;
    *piRecord += rc!=0;
    if( rc<=0 ) return rc;
    memset(p, 0, sizeof(*p));
    const char *z = newsStreamAt(s), *zLength = fieldOf(z, nHead, "Content-Length", &nLength);
    int64_t nBlock = numberOf(zLength, nLength);
    if( nBlock<0 ){
      *pbLost = 1;
      s->i += nHead;
      return -newsError(pErr, NEWS_ERROR, "a record of the WARC does not say how long it is");
    }
    int eKind = recordKind(z, nHead, p);
    rc = eKind ? urlRead(pArena, z, nHead, p) : NEWS_OK;
    if( rc!=NEWS_OK ) return -rc;
    dateRead(z, nHead, p);
    s->i += nHead;
    if( eKind==0 || nBlock>NEWS_ARTICLE_MAX ){
      uint64_t nShort;
      rc = newsStreamSkip(s, (uint64_t)nBlock, &nShort);
      if( rc!=NEWS_OK ) return -rc;
      if( nShort ) return recordShort(s, pErr);
      if( eKind==0 ) continue;
      return -newsError(pErr, NEWS_TOOBIG, "the record has %lld bytes, more than the bound"
                        " of %d", (long long)nBlock, NEWS_ARTICLE_MAX);
    }
    rc = newsStreamNeed(s, (size_t)nBlock);
    if( rc!=NEWS_OK ) return -rc;
    if( newsStreamHas(s)<(size_t)nBlock ){
      s->i = s->n;
      return recordShort(s, pErr);
    }
    p->z = newsStreamAt(s);
    p->n = (size_t)nBlock;
    s->i += p->n;
    int e = eKind==2 ? httpRead(pArena, p, pErr) : 1;
    if( e!=0 ) return e;
  }
}
