/*
** fields.c - which column a field of a record stands for, and its values on their way
** there.
**
**   published_utc, publishedAt, pubDate, date ...       published
**   publisher.name, source.name, site ...               source
**   stocks[].symbol, tickers[], ticker_sentiment[].ticker   symbols
**
** The names are rows of data/fields.tsv: paths of JSON, elements of feeds and columns
** of CSV alike. A name is compared in its bare form, lower case with letters and digits
** alone, the parts of a path put together: "publisher" {"name"}, publisher_name and
** publisher:name are one. The earlier a row stands among those of its column, the
** better: of a record that has both `content` and `summary_text`, each column gets the
** best of its names that holds something.
**
** Three kinds of rows are no columns. `records` are names under which APIs put their
** records ({"articles": [...]}); `through` are names that are passed through as if what
** they hold stood in their place ({"_source": {...}}, {"$date": ...}); `type` are the
** ends of types of schema.org that are articles.
**
** Values are checked when they are added: a date that is none, an address that is none, a
** symbol that is none leave the column to the next best name.
*/
#include "htmlInt.h"
#include <string.h>

#define FIELD_LIST       200    /* values that a list of tags or symbols keeps */
#define FIELD_LOOK      4000    /* values of one that are looked at */
#define FIELD_STEPS      500    /* steps of work that one counts, beside its bytes */
#define FIELD_TAG        120    /* bytes of the longest tag */
#define FIELD_SYMBOL      24    /* bytes of the longest symbol */
#define FIELD_NAME       300    /* bytes of the longest name of an author */
#define FIELD_LOWER        6    /* a symbol in lower case is no longer */

struct NewsFieldValue {
  const char *z;
  size_t n;
  NewsFieldValue *pNext;
};

/* Values found in one that is added: a string may hold a list. */
typedef struct ValueList {
  NewsArena *pArena;
  NewsFieldValue *pFirst, *pLast;
  uint32_t n;
  uint32_t nLook;         /* of a list: those that were looked at */
  int bBound;             /* no more than FIELD_LIST of them */
  int rc;
} ValueList;

/*----------------------------------------------------------------------------- names */

const NewsField *newsFieldFind(const NewsFieldName *pName){
  if( pName->n==0 || pName->n>NEWS_FIELD_BYTES ) return 0;
  int iLow = newsFieldFirst[(unsigned char)pName->z[0]];
  int iHigh = newsFieldFirst[(unsigned char)pName->z[0]+1];
  while( iLow<iHigh ){
    int i = (iLow+iHigh)/2;
    const NewsField *p = &newsFieldRow[i];
    int n = p->n<pName->n ? p->n : pName->n, c = memcmp(p->z, pName->z, (size_t)n);
    if( c==0 ) c = p->n - pName->n;
    if( c==0 ) return p;
    if( c<0 ) iLow = i+1; else iHigh = i;
  }
  return 0;
}

int newsFieldThrough(const char *z, size_t n){
  for(int i=0; newsFieldThroughName[i]; i++){
    const char *zName = newsFieldThroughName[i];
    if( zName[0]==z[0] && strlen(zName)==n && memcmp(zName, z, n)==0 ) return 1;
  }
  return 0;
}

int newsFieldType(const char *z, size_t n){
  for(int i=0; newsFieldTypeName[i]; i++){
    size_t k = strlen(newsFieldTypeName[i]);
    if( n>=k && memcmp(&z[n-k], newsFieldTypeName[i], k)==0 ) return 1;
  }
  return 0;
}

const char *newsLanguageNamed(const char *z, size_t n){
  NewsFieldName name = {0};
  size_t nCode = 0;
  /* Of en-US and zh_Hans the part before the sign is enough. */
  while( nCode<n && z[nCode]!='-' && z[nCode]!='_' ) nCode++;
  newsFieldNameAdd(&name, z, nCode==2 || nCode==3 ? nCode : n);
  for(const NewsLanguageName *p = newsLanguageName; p->z; p++){
    if( strlen(p->z)==(size_t)name.n && memcmp(p->z, name.z, (size_t)name.n)==0 ){
      return p->zCode;
    }
  }
  return 0;
}

/*----------------------------------------------------------------------------- dates */

static size_t digitCount(const char *z, size_t n){
  size_t i = 0;
  while( i<n && isDigit(z[i]) ) i++;
  return i;
}

/* Seconds, milliseconds, micro- or nanoseconds since 1970, by the number of digits. */
static int epochDate(const char *z, size_t nDigit, char *zOut){
  if( nDigit!=10 && nDigit!=13 && nDigit!=16 && nDigit!=19 ) return 0;
  int64_t v = 0;
  for(size_t i=0; i<10; i++) v = v*10 + (z[i]-'0');
  if( v>=4102444800 ) return 0;             /* the year 2100 */
  newsDateEpoch(v, zOut);
  return 1;
}

/* 20251106, 20251106T093400Z, 20251106093400: written out, then read as any date. */
static int compactDate(const char *z, size_t n, size_t nDigit, char *zOut){
  char a[64];
  if( n>40 || (nDigit!=8 && nDigit!=12 && nDigit!=14) ) return 0;
  const char *zTime = &z[8], *zEnd = z+n;
  if( nDigit==8 && n>8 && (*zTime=='T' || *zTime=='t' || *zTime==' ') ) zTime++;
  size_t nTime = digitCount(zTime, (size_t)(zEnd-zTime));
  if( nTime!=0 && nTime!=4 && nTime!=6 ) return 0;
  memcpy(a, "0000-00-00T00:00:00", 20);
  memcpy(&a[0], z, 4);
  memcpy(&a[5], &z[4], 2);
  memcpy(&a[8], &z[6], 2);
  size_t k = 10;
  if( nTime ){
    memcpy(&a[11], zTime, 2);
    memcpy(&a[14], zTime+2, 2);
    if( nTime==6 ) memcpy(&a[17], zTime+4, 2);
    k = nTime==6 ? 19 : 16;
  }
  size_t nRest = (size_t)(zEnd-zTime) - nTime;
  memcpy(&a[k], zTime+nTime, nRest);
  return newsDateParse(a, k+nRest, zOut);
}

int newsRecordDate(const char *z, size_t n, char *zOut){
  /* "/Date(1762421640000)/", as .NET writes dates. */
  if( n>8 && memcmp(z, "/Date(", 6)==0 ){
    z += 6;
    n -= 6;
    while( n>0 && !isDigit(z[n-1]) ) n--;
  }
  size_t nDigit = digitCount(z, n);
  if( nDigit<8 ) return newsDateParse(z, n, zOut);
  size_t nFraction = 0;
  if( nDigit<n && z[nDigit]=='.' ) nFraction = 1+digitCount(&z[nDigit+1], n-nDigit-1);
  if( nDigit+nFraction==n && epochDate(z, nDigit, zOut) ) return 1;
  return compactDate(z, n, nDigit, zOut) || newsDateParse(z, n, zOut);
}

/*---------------------------------------------------------------------------- values */

static void trim(const char **pz, size_t *pn){
  const char *z = *pz;
  size_t n = *pn;
  for(;;){
    if( n>0 && isSpace(*z) ) z++, n--;
    else if( n>1 && memcmp(z, "\xc2\xa0", 2)==0 ) z += 2, n -= 2;
    else break;
  }
  for(;;){
    if( n>0 && isSpace(z[n-1]) ) n--;
    else if( n>1 && memcmp(&z[n-2], "\xc2\xa0", 2)==0 ) n -= 2;
    else break;
  }
  *pz = z;
  *pn = n;
}

static void listAdd(ValueList *p, const char *z, size_t n){
  if( p->rc!=NEWS_OK || n==0 || (p->bBound && p->n>=FIELD_LIST) ) return;
  NewsFieldValue *pNew = newsArenaAlloc(p->pArena, sizeof(*pNew));
  if( pNew==0 ){
    p->rc = NEWS_NOMEM;
    return;
  }
  *pNew = (NewsFieldValue){ z, n, 0 };
  if( p->pLast ) p->pLast->pNext = pNew; else p->pFirst = pNew;
  p->pLast = pNew;
  p->n++;
}

/* Entities and elements of HTML that a short value may have: R&amp;D. */
static int valueClean(NewsArena *pArena, const char **pz, size_t *pn){
  if( memchr(*pz, '&', *pn)==0 && memchr(*pz, '<', *pn)==0 ) return NEWS_OK;
  int n;
  int rc = newsHtmlText(pArena, *pz, *pn, pz, &n);
  if( rc!=NEWS_OK ) return rc;
  if( *pz==0 ) *pz = "";
  *pn = (size_t)n;
  trim(pz, pn);
  return NEWS_OK;
}

static void tagAdd(ValueList *p, const char *z, size_t n){
  if( p->rc==NEWS_OK ) p->rc = valueClean(p->pArena, &z, &n);
  if( p->rc!=NEWS_OK ) return;
  trim(&z, &n);
  while( n>0 && (*z=='#' || *z=='"' || *z=='\'') ) z++, n--;
  while( n>0 && (z[n-1]=='"' || z[n-1]=='\'' || z[n-1]=='.') ) n--;
  trim(&z, &n);
  if( n>FIELD_TAG ) return;
  for(const NewsFieldValue *pOld = p->pFirst; pOld; pOld = pOld->pNext){
    if( newsFoldEqual(pOld->z, pOld->n, z, n) ) return;
  }
  listAdd(p, z, n);
}

/* A symbol: NVDA, BRK.B, 0700.HK, Nasdaq:NVDA, $TSLA, also in lower case when short. A
** number alone is one in Tokyo and Shanghai, of four digits or more. */
static void symbolAdd(ValueList *p, const char *z, size_t n){
  char a[FIELD_SYMBOL];
  size_t k = 0;
  int nLower = 0, nUpper = 0, nOther = 0;      /* behind the exchange */
  for(size_t i=0; i<n; i++){
    char c = z[i];
    if( c=='$' || c=='"' || c=='\'' || (c==' ' && k>0 && a[k-1]==':') ) continue;
    int bSign = strchr(".:-/^=_", c)!=0;
    if( c==0 || k==sizeof(a) || (bSign && k==0 && c!='^') ) return;
    if( c==':' ) nLower = nUpper = nOther = 0;
    else if( c>='a' && c<='z' ) nLower++, c = (char)(c-32);
    else if( c>='A' && c<='Z' ) nUpper++;
    else if( bSign || isDigit(c) ) nOther++;
    else return;
    a[k++] = c;
  }
  if( nLower && (nUpper || nLower+nOther>FIELD_LOWER) ) return;
  if( nLower+nUpper==0 && (nOther!=(int)digitCount(z, n) || nOther<4) ) return;
  for(const NewsFieldValue *pOld = p->pFirst; pOld; pOld = pOld->pNext){
    if( pOld->n==k && memcmp(pOld->z, a, k)==0 ) return;
  }
  char *zCopy = newsArenaDup(p->pArena, a, (int)k);
  if( zCopy==0 ) p->rc = NEWS_NOMEM;
  else listAdd(p, zCopy, k);
}

/* An author: without "By", "mailto:" and the address in front of "(Jane Roe)"; an address
** alone and a link are no names. */
static void authorAdd(ValueList *p, const char *z, size_t n){
  if( p->rc==NEWS_OK ) p->rc = valueClean(p->pArena, &z, &n);
  if( p->rc!=NEWS_OK ) return;
  trim(&z, &n);
  if( n>3 && (z[0]=='B' || z[0]=='b') && (z[1]=='Y' || z[1]=='y') && z[2]==' ' ){
    z += 3;
    n -= 3;
    trim(&z, &n);
  }
  const char *zAt = memchr(z, '@', n);
  if( zAt && zAt>z ){
    const char *zOpen = memchr(z, '(', n), *zAngle = memchr(z, '<', n);
    if( zOpen && zOpen>zAt && n>0 && z[n-1]==')' ){
      n = (size_t)(z+n-zOpen) - 2;
      z = zOpen+1;
    }else if( zAngle && zAngle<zAt ){
      n = (size_t)(zAngle-z);
    }else if( memchr(z, ' ', n)==0 ){
      return;
    }
    trim(&z, &n);
  }
  if( n>=4 && (memcmp(z, "http", 4)==0 || memcmp(z, "www.", 4)==0) ) return;
  if( n>FIELD_NAME ) return;
  for(const NewsFieldValue *pOld = p->pFirst; pOld; pOld = pOld->pNext){
    if( newsFoldEqual(pOld->z, pOld->n, z, n) ) return;
  }
  listAdd(p, z, n);
}

/* One value of a list, by its column. */
static void elementAdd(ValueList *p, int iCol, const char *z, size_t n){
  if( p->rc==NEWS_OK ) p->rc = newsWork(p->pArena, FIELD_STEPS+n);
  if( p->rc!=NEWS_OK || p->n>=FIELD_LIST || p->nLook++>=FIELD_LOOK ) return;
  trim(&z, &n);
  if( n==0 ) return;
  if( iCol==NEWS_AC_TAGS ) tagAdd(p, z, n);
  else if( iCol==NEWS_AC_SYMBOLS ) symbolAdd(p, z, n);
  else authorAdd(p, z, n);
}

/* Does a string hold a list in brackets? Its values: JSON's strings, or what commas
** part, as in Python's ['a', 'b']. */
static int bracketsAdd(ValueList *p, int iCol, const char *z, size_t n){
  NewsJsonTree tree;
  NewsError err = {0};
  if( n<2 || z[0]!='[' || z[n-1]!=']' ) return 0;
  int rc = newsJsonRead(p->pArena, z, n, &tree, &err);
  int rcWork = newsWork(p->pArena, 0);
  if( rc==NEWS_NOMEM || rcWork!=NEWS_OK ){
    p->rc = rcWork!=NEWS_OK ? rcWork : rc;
    return 1;
  }
  if( rc==NEWS_OK ){
    for(uint32_t i=1; i<tree.n; i++){
      const NewsJson *pNode = &tree.a[i];
      if( pNode->eType==NEWS_JS_STRING ) elementAdd(p, iCol, pNode->z, pNode->n);
    }
    return 1;
  }
  /* Quotes may hold commas: a quote that opens a value closes it. */
  for(size_t i=1; i<n-1; ){
    while( i<n-1 && (z[i]==',' || isSpace(z[i])) ) i++;
    size_t iFrom = i;
    char q = z[i]=='\'' || z[i]=='"' ? z[i] : 0;
    if( q ){
      iFrom = ++i;
      while( i<n-1 && (z[i]!=q || (z[i+1]!=',' && i+2<n)) ) i++;
    }else{
      while( i<n-1 && z[i]!=',' ) i++;
    }
    elementAdd(p, iCol, &z[iFrom], i-iFrom);
    if( q ) i++;
  }
  return 1;
}

/* A value of a column that is a list. Strings are split at commas and the like, symbols
** at blanks too; authors, whose names may have commas, at semicolons alone. */
static void listSplit(ValueList *p, int iCol, const char *z, size_t n, int mFlag){
  if( (mFlag & NEWS_FV_WHOLE) && iCol!=NEWS_AC_SYMBOLS ){
    elementAdd(p, iCol, z, n);
    return;
  }
  if( bracketsAdd(p, iCol, z, n) ) return;
  const char *zStop = iCol==NEWS_AC_AUTHOR ? ";|\n" : ",;|\n";
  int bBlank = iCol==NEWS_AC_SYMBOLS && (mFlag & NEWS_FV_WHOLE)==0;
  for(size_t i=0, iFrom=0; i<=n; i++){
    int bStop = i==n || strchr(zStop, z[i])!=0;
    if( bBlank && i<n && z[i]==' ' && i>0 && z[i-1]!=':' ) bStop = 1;
    if( !bStop || (i<n && z[i]==0) ) continue;
    /* The semicolon of &amp; parts nothing. */
    if( i<n && z[i]==';' && iCol!=NEWS_AC_SYMBOLS ){
      size_t k = i;
      while( k>iFrom && i-k<8 && z[k]!='&' && z[k]!=' ' ) k--;
      if( z[k]=='&' ) continue;
    }
    elementAdd(p, iCol, &z[iFrom], i-iFrom);
    iFrom = i+1;
  }
}

/* May a value be an address? */
static int isAddress(const char *z, size_t n, int mFlag){
  if( n>4096 || memchr(z, ' ', n) || memchr(z, '\n', n) ) return 0;
  if( n>8 && (memcmp(z, "http://", 7)==0 || memcmp(z, "https://", 8)==0) ) return 1;
  if( n>8 && (memcmp(z, "HTTP", 4)==0 || memcmp(z, "Http", 4)==0) ) return 1;
  if( n>4 && memcmp(z, "www.", 4)==0 ) return 1;
  return (n>3 && z[0]=='/' && z[1]=='/') || (mFlag & NEWS_FV_BASE);
}

/* Is a value an address with more than a host in it? */
static int hasPath(const char *z, size_t n){
  size_t i = n>8 && memcmp(z, "https://", 8)==0 ? 8
           : n>7 && memcmp(z, "http://", 7)==0 ? 7 : n;
  while( i<n && z[i]!='/' ) i++;
  return i+1<n;
}

void newsFieldsBegin(NewsFields *p, NewsArena *pArena){
  memset(p, 0, sizeof(*p));
  p->pArena = pArena;
}

/* A date in its final form, in the arena; *pz NULL when it is none. */
static int dateRead(NewsArena *pArena, const NewsField *pField, const char **pz,
                    size_t *pn){
  char zDate[40];
  if( !newsRecordDate(*pz, *pn, zDate) ){
    *pz = 0;
    return NEWS_OK;
  }
  size_t n = strlen(zDate);
  /* A name that ends so gives the zone. */
  const char *zName = &pField->z[pField->n<3 ? 0 : pField->n-3];
  int bUtc = memcmp(zName, "utc", 3)==0 || memcmp(zName, "gmt", 3)==0;
  if( bUtc && n>10 && zDate[n-1]!='Z' ) memcpy(&zDate[n++], "Z", 2);
  *pz = newsArenaDup(pArena, zDate, (int)n);
  *pn = n;
  return *pz ? NEWS_OK : NEWS_NOMEM;
}

int newsFieldsAdd(NewsFields *p, const NewsField *pField, const char *z, size_t n,
                  int mFlag){
  ValueList list = { .pArena = p->pArena };
  int iCol = pField->iCol, bDate = iCol==NEWS_AC_PUBLISHED || iCol==NEWS_AC_UPDATED;
  int bHas = newsFieldsHas(p, iCol), bSame = bHas && pField->iRank==p->aRank[iCol];
  int bList = iCol==NEWS_AC_TAGS || iCol==NEWS_AC_SYMBOLS || iCol==NEWS_AC_AUTHOR;
  int bText = iCol==NEWS_AC_BODY || (iCol==NEWS_AC_SUMMARY && (mFlag & NEWS_FV_WHOLE));
  int bMore = bSame && (mFlag & NEWS_FV_MORE);
  list.bBound = bList;
  if( bHas && pField->iRank>p->aRank[iCol] ) return NEWS_OK;
  if( bMore && !bList && !bText ) return NEWS_OK;
  if( (mFlag & NEWS_FV_NUMBER) && !bDate ) return NEWS_OK;
  trim(&z, &n);
  if( n==0 || (iCol==NEWS_AC_URL && !isAddress(z, n, mFlag)) ) return NEWS_OK;
  if( iCol==NEWS_AC_SOURCE && hasPath(z, n) ){
    /* The address of the page, and not of its site. */
    static const NewsField url = { "url", 3, NEWS_FD_FIELD, NEWS_AC_URL, 255 };
    return newsFieldsAdd(p, &url, z, n, 0);
  }
  if( bDate ){
    int rc = dateRead(p->pArena, pField, &z, &n);
    if( rc!=NEWS_OK || z==0 ) return rc;
  }
  /* What is added to a list knows what is in it, so that nothing is there twice. */
  if( bMore ){
    list.pFirst = p->apFirst[iCol];
    list.pLast = p->apLast[iCol];
    list.n = p->anValue[iCol];
    list.nLook = p->anLook[iCol];
  }
  if( bList ) listSplit(&list, iCol, z, n, mFlag);
  else listAdd(&list, z, n);
  p->anLook[iCol] = list.nLook;
  if( list.rc!=NEWS_OK || list.pFirst==0 ) return list.rc;
  p->apFirst[iCol] = list.pFirst;
  p->apLast[iCol] = list.pLast;
  p->anValue[iCol] = list.n;
  p->aRank[iCol] = pField->iRank;
  uint32_t mBit = (uint32_t)1<<iCol;
  p->mPlain = (mFlag & NEWS_FV_PLAIN) ? p->mPlain | mBit : p->mPlain & ~mBit;
  return NEWS_OK;
}

/* The values of a list put together. */
static int valuesJoin(const NewsFields *p, int iCol, const char **pz, int *pn){
  NewsBuf buf;
  int bText = iCol==NEWS_AC_BODY || iCol==NEWS_AC_SUMMARY;
  int bJson = iCol!=NEWS_AC_AUTHOR && !bText;
  newsBufInit(&buf, newsArenaHost(p->pArena));
  if( bJson ) newsBufChar(&buf, '[');
  for(const NewsFieldValue *pVal = p->apFirst[iCol]; pVal; pVal = pVal->pNext){
    if( newsWork(p->pArena, pVal->n/8+16)!=NEWS_OK ) break;
    if( pVal!=p->apFirst[iCol] ){
      newsBufText(&buf, bJson ? "," : bText ? "\n\n" : ", ");
    }
    if( bJson ) newsBufJson(&buf, pVal->z, pVal->n);
    else newsBufAppend(&buf, pVal->z, pVal->n);
  }
  if( bJson ) newsBufChar(&buf, ']');
  int rc = buf.rc!=NEWS_OK ? buf.rc : newsWork(p->pArena, 0);
  if( rc==NEWS_OK && (*pz = newsArenaDup(p->pArena, buf.z, (int)buf.n))==0 ){
    rc = NEWS_NOMEM;
  }
  *pn = (int)buf.n;
  newsBufFree(&buf);
  return rc;
}

int newsFieldsItem(const NewsFields *p, NewsItem *pItem){
  memset(pItem, 0, sizeof(*pItem));
  pItem->mPlain = p->mPlain;
  for(int i=0; i<NEWS_AC_N; i++){
    const NewsFieldValue *pVal = p->apFirst[i];
    if( pVal==0 ) continue;
    if( i==NEWS_AC_TAGS || i==NEWS_AC_SYMBOLS || pVal->pNext ){
      int rc = valuesJoin(p, i, &pItem->az[i], &pItem->an[i]);
      if( rc!=NEWS_OK ) return rc;
    }else{
      pItem->az[i] = pVal->z;
      pItem->an[i] = (int)pVal->n;
    }
  }
  return NEWS_OK;
}
