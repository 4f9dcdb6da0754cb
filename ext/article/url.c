/*
** url.c - addresses in their normal form, so that a page loaded twice is one row.
**
**   HTTP://News.Example.com:80/a/../oil?utm_source=x&id=7#top
**                                            http://news.example.com/oil?id=7
**   /oil?id=7  from https://example.com/     https://example.com/oil?id=7
**   //example.com                            https://example.com/
**   mailto:roe@example.com                   none
**
** What makes no other page goes: the case of scheme and host, the port that is the
** scheme's own, a name and password, . and .. in the path, the fragment (one that begins
** with ! stays: it is how some pages are told apart), and the parameters of
** data/params.tsv, by which sites watch where readers come from. What may make another
** page stays: http or https, www., a slash at the end, the order of parameters.
*/
#include "metaInt.h"

#define URL_MAX    4096        /* bytes of an address; longer is none */
#define URL_PARAM    40        /* longest name of a parameter that is looked up */

typedef struct UrlText {
  const char *z;
  size_t n;
} UrlText;

/* The parts of an address; host in front of path, query with its ?. */
typedef struct Url {
  UrlText scheme, host, path, query, fragment;
} Url;

static int begins(const char *z, size_t n, const char *zWord){
  size_t i = 0;
  while( zWord[i] && i<n && lower(z[i])==zWord[i] ) i++;
  return zWord[i]==0;
}

/* Cut a text behind its first byte of a set, or at its end. */
static UrlText upTo(const char **pz, size_t *pn, const char *zSet){
  UrlText t = { *pz, 0 };
  while( t.n<*pn && strchr(zSet, t.z[t.n])==0 ) t.n++;
  *pz += t.n;
  *pn -= t.n;
  return t;
}

/* Scheme and host of an address; 0 when it has none. */
static int urlOrigin(Url *p, const char **pz, size_t *pn){
  const char *z = *pz;
  size_t n = *pn, k = begins(z, n, "https:") ? 6 : begins(z, n, "http:") ? 5 : 0;
  if( k ) p->scheme = (UrlText){ k==6 ? "https" : "http", k-1 };
  /* Some pages write one slash, or three. */
  size_t nSlash = 0;
  while( k+nSlash<n && (z[k+nSlash]=='/' || z[k+nSlash]=='\\') ) nSlash++;
  if( k ? nSlash<1 : nSlash!=2 ) return 0;
  *pz += k+nSlash;
  *pn -= k+nSlash;
  p->host = upTo(pz, pn, "/?#\\");
  for(size_t i=p->host.n; i>0; i--){
    if( p->host.z[i-1]!='@' ) continue;
    p->host.z += i;
    p->host.n -= i;
    break;
  }
  return 1;
}

/* The port of a host goes when it is the scheme's own, a final stop always. 0 when the
** host is none. */
static int hostClean(Url *p){
  UrlText *h = &p->host;
  size_t nPort = 0;
  while( nPort<h->n && h->z[h->n-1-nPort]>='0' && h->z[h->n-1-nPort]<='9' ) nPort++;
  if( nPort<h->n && h->z[h->n-1-nPort]==':' ){
    const char *zOwn = p->scheme.n==5 ? ":443" : ":80";
    if( nPort==0 || (nPort+1==strlen(zOwn)
     && memcmp(&h->z[h->n-nPort-1], zOwn, nPort+1)==0) ) h->n -= nPort+1;
  }
  while( h->n && h->z[h->n-1]=='.' ) h->n--;
  int bName = 0;
  for(size_t i=0; i<h->n; i++){
    char c = h->z[i];
    if( isAlnum(c) || (c & 0x80) ) bName = 1;
    else if( strchr(".-_:[]", c)==0 ) return 0;
  }
  return bName;
}

static void urlSplit(Url *p, const char *z, size_t n){
  p->path = upTo(&z, &n, "?#");
  p->query = upTo(&z, &n, "#");
  p->fragment = (UrlText){ z, n };
}

/*----------------------------------------------------------------------------- writing */

/* Append with %xx in one form: characters that need none as they are, the others in upper
** case; blanks and quotes always so. */
static size_t encodedWrite(char *zOut, const char *z, size_t n){
  static const char zHex[] = "0123456789ABCDEF";
  size_t k = 0;
  for(size_t i=0; i<n; i++){
    unsigned char c = (unsigned char)z[i];
    int bCode = 0;
    if( c=='%' && i+2<n && hexDigit(z[i+1])>=0 && hexDigit(z[i+2])>=0 ){
      c = (unsigned char)(hexDigit(z[i+1])*16+hexDigit(z[i+2]));
      bCode = !isAlnum((char)c) && (c==0 || strchr("-._~", c)==0);
      i += 2;
    }else if( c=='\t' || c=='\n' || c=='\r' ){
      continue;
    }else{
      bCode = c<=' ' || c=='"' || c=='<' || c=='>' || c==0x7f;
    }
    if( bCode ){
      zOut[k++] = '%';
      zOut[k++] = zHex[c>>4];
      zOut[k++] = zHex[c&15];
    }else{
      zOut[k++] = (char)c;
    }
  }
  return k;
}

/* Take . and .. out of a path that begins with a slash; a session's number at its end,
** too. */
static size_t pathResolve(char *z, size_t n){
  size_t k = 0;
  for(size_t i=0; i<n; ){
    size_t iEnd = i+1;
    while( iEnd<n && z[iEnd]!='/' ) iEnd++;
    size_t nPart = iEnd-i;
    int bDot = nPart==2 && z[i+1]=='.';
    int bUp = nPart==3 && z[i+1]=='.' && z[i+2]=='.';
    if( bUp ) while( k>0 && z[--k]!='/' ){}
    if( bDot || bUp ){
      if( iEnd==n ) z[k++] = '/';
    }else{
      memmove(&z[k], &z[i], nPart);
      k += nPart;
    }
    i = iEnd;
  }
  for(size_t i=0; i<k; i++) if( begins(&z[i], k-i, ";jsessionid=") ) k = i;
  return k;
}

/* Does a parameter only tell where the reader came from? */
static int isTracking(const char *z, size_t n){
  char a[URL_PARAM];
  size_t k = 0;
  while( k<n && k<URL_PARAM && z[k]!='=' ){
    a[k] = lower(z[k]);
    k++;
  }
  if( k==n || z[k]=='=' ){
    const NewsWord *p = newsWordFind(&newsParams, a, k);
    if( p ) return 1;
  }
  for(size_t i=k; i>2; i--){
    const NewsWord *p = newsWordFind(&newsParams, a, i);
    if( p && p->m ) return 1;
  }
  return 0;
}

/* The query without parameters that track, in place. */
static size_t queryClean(char *z, size_t n){
  size_t k = 0;
  for(size_t i=1; i<n; ){
    size_t iEnd = i;
    while( iEnd<n && z[iEnd]!='&' ) iEnd++;
    size_t iFrom = begins(&z[i], iEnd-i, "amp;") ? i+4 : i;
    if( iEnd>iFrom && !isTracking(&z[iFrom], iEnd-iFrom) ){
      z[k] = k ? '&' : '?';
      memmove(&z[k+1], &z[iFrom], iEnd-iFrom);
      k += 1+iEnd-iFrom;
    }
    i = iEnd+1;
  }
  return k;
}

static int urlWrite(NewsArena *pArena, const Url *p, const UrlText *pFolder,
                    const char **pz, int *pn){
  size_t nMax = p->scheme.n+p->host.n
              + 3*(pFolder->n+p->path.n+p->query.n+p->fragment.n)+8;
  char *z = newsArenaAlloc(pArena, nMax);
  if( z==0 ) return NEWS_NOMEM;
  size_t k = p->scheme.n;
  memcpy(z, p->scheme.z, k);
  memcpy(&z[k], "://", 3);
  k += 3;
  for(size_t i=0; i<p->host.n; i++) z[k++] = lower(p->host.z[i]);
  size_t iPath = k;
  k += encodedWrite(&z[k], pFolder->z, pFolder->n);
  int bSlash = p->path.n && (p->path.z[0]=='/' || p->path.z[0]=='\\');
  if( pFolder->n==0 && !bSlash ) z[k++] = '/';
  k += encodedWrite(&z[k], p->path.z, p->path.n);
  for(size_t i=iPath; i<k; i++) if( z[i]=='\\' ) z[i] = '/';
  k = iPath+pathResolve(&z[iPath], k-iPath);
  size_t nQuery = encodedWrite(&z[k], p->query.z, p->query.n);
  k += queryClean(&z[k], nQuery);
  if( p->fragment.n>2 && p->fragment.z[1]=='!' ){
    k += encodedWrite(&z[k], p->fragment.z, p->fragment.n);
  }
  z[k] = 0;
  *pz = z;
  *pn = (int)k;
  return NEWS_OK;
}

int newsUrlNormal(NewsArena *pArena, const char *z, size_t n, const char *zBase,
                  const char **pz, int *pn){
  Url url, base;
  UrlText folder = { "", 0 };
  memset(&url, 0, sizeof(url));
  memset(&base, 0, sizeof(base));
  *pz = 0;
  *pn = 0;
  while( n && (unsigned char)*z<=' ' ) z++, n--;
  while( n && (unsigned char)z[n-1]<=' ' ) n--;
  size_t nBase = zBase ? strlen(zBase) : 0;
  if( n==0 || n>URL_MAX || nBase>URL_MAX ) return NEWS_OK;
  if( !urlOrigin(&base, &zBase, &nBase) || base.scheme.n==0 || !hostClean(&base) ){
    memset(&base, 0, sizeof(base));
    nBase = 0;
  }
  if( urlOrigin(&url, &z, &n) ){
    if( url.scheme.n==0 ){
      url.scheme = base.scheme.n ? base.scheme : (UrlText){ "https", 5 };
    }
    if( !hostClean(&url) ) return NEWS_OK;
    urlSplit(&url, z, n);
    return urlWrite(pArena, &url, &folder, pz, pn);
  }
  /* A part of an address, or one of another scheme. */
  size_t k = 0;
  while( k<n && (isAlnum(z[k]) || strchr("+-.", z[k])) ) k++;
  if( base.scheme.n==0 || (k<n && z[k]==':') ) return NEWS_OK;
  urlSplit(&base, zBase, nBase);
  urlSplit(&url, z, n);
  url.scheme = base.scheme;
  url.host = base.host;
  if( url.path.n==0 ){
    url.path = base.path;
    if( url.query.n==0 ) url.query = base.query;
  }else if( url.path.z[0]!='/' ){
    folder = base.path;
    while( folder.n && folder.z[folder.n-1]!='/' ) folder.n--;
  }
  return urlWrite(pArena, &url, &folder, pz, pn);
}
