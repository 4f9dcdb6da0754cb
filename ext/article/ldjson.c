/*
** ldjson.c - candidates of JSON-LD, in every shape that pages give it.
**
**   {"@type": "NewsArticle", "headline": "Oil slides", "author": {"name": "Jane Roe"}}
**   [{"@graph": [{"@type": ["Article"], "author": [{"@id": "#jr"}]},
**                {"@id": "#jr", "@type": "Person", "name": "Jane Roe"}]}]
**   {"@type": "WebPage", "mainEntity": {"@type": "BlogPosting", "author": "Jane Roe"}}
**
** Every object is looked at, wherever it hangs, but for those below names under which
** other things hang: comments, reviews, lists of stories. What an object is worth goes by
** its type: an article's fields have the best rank, those of a web page, recipe or course
** come later, of a person or picture none count. Where several articles stand side by
** side, the first is the page's. References by @id are followed.
**
** Broken JSON gives what stands before the break (newsJsonRead reads on through trailing
** commas, raw line ends and false escapes); behind it, headline, dates and author are
** looked for by their names alone. HTML entities in place of quotes are decoded first.
*/
#include "metaInt.h"

#define LD_NAME    200     /* bytes of an author's name */
#define LD_AUTHORS 1000    /* bytes of all names */
#define LD_STEPS   50      /* steps of work that a value counts */
#define LD_STRINGS 1000    /* values of a field that are looked at */
#define LD_LOOKUPS 4000000 /* values of a page looked through for references */

static int isKey(const NewsJson *p, const char *z){
  return p->zKey && strlen(z)==p->nKey && memcmp(p->zKey, z, p->nKey)==0;
}

static int isText(const NewsJson *p, const char *z){
  return p->eType==NEWS_JS_STRING && strlen(z)==p->n && memcmp(p->z, z, p->n)==0;
}

/* The member of an object with a name; 0: none. */
static uint32_t member(const NewsJson *a, uint32_t iObject, const char *z){
  for(uint32_t i=iObject+1; i<a[iObject].iEnd; i=a[i].iEnd){
    if( isKey(&a[i], z) ) return i;
  }
  return 0;
}

/* How much an object of a type has to say of the page, by data/types.tsv: 1 an article, 2
** to 5 what else a page can be, 8 the site or who runs it, 9 nothing. Articles have many
** types, with a common end. */
static int typeRank(const char *z, uint32_t n){
  uint32_t iName = n;
  while( iName>0 && z[iName-1]!='/' && z[iName-1]!='#' && z[iName-1]!=':' ) iName--;
  z += iName;
  n -= iName;
  const NewsWord *pType = newsWordFind(&newsTypes, z, n);
  if( pType ) return (int)pType->m;
  return n>=7 && (memcmp(&z[n-7], "Article", 7)==0 || memcmp(&z[n-7], "Posting", 7)==0)
       ? 1 : 9;
}

static int objectRank(const NewsJson *a, uint32_t iObject){
  uint32_t i = member(a, iObject, "@type");
  int iBest = 9;
  if( i==0 ) i = member(a, iObject, "type");
  if( i==0 ) return member(a, iObject, "headline") ? 2 : 9;
  for(uint32_t k=i; k<a[i].iEnd; k++){
    if( a[k].eType!=NEWS_JS_STRING ) continue;
    int iRank = typeRank(a[k].z, a[k].n);
    if( iRank<iBest ) iBest = iRank;
  }
  return iBest;
}

/* The object that a reference {"@id": ...} means: one with that @id and a name. */
static uint32_t referenceFind(MetaPage *p, const NewsJsonTree *t, const char *z,
                              uint32_t n){
  if( p->nLookup>LD_LOOKUPS ) return 0;
  p->nLookup += t->n;
  for(uint32_t i=1; i<t->n; i++){
    if( t->a[i].eType!=NEWS_JS_OBJECT ) continue;
    uint32_t k = member(t->a, i, "@id");
    if( k && t->a[k].eType==NEWS_JS_STRING && t->a[k].n==n && memcmp(t->a[k].z, z, n)==0
     && member(t->a, i, "name") ) return i;
  }
  return 0;
}

/* Append the names of authors, or of a publisher, to a text. */
static void namesAdd(MetaPage *pPage, const NewsJsonTree *t, uint32_t i, NewsBuf *pBuf,
                     int nLevel){
  const NewsJson *p = &t->a[i];
  if( nLevel>4 || pBuf->n>LD_AUTHORS ) return;
  if( p->eType==NEWS_JS_STRING ){
    if( p->n==0 || p->n>LD_NAME ) return;
    if( p->n>4 && (memcmp(p->z, "http", 4)==0 || memcmp(p->z, "www.", 4)==0) ) return;
    if( pBuf->n ) newsBufText(pBuf, ", ");
    newsBufAppend(pBuf, p->z, p->n);
  }else if( p->eType==NEWS_JS_ARRAY ){
    for(uint32_t k=i+1; k<p->iEnd && k<i+LD_STRINGS; k=t->a[k].iEnd){
      namesAdd(pPage, t, k, pBuf, nLevel+1);
    }
  }else if( p->eType==NEWS_JS_OBJECT ){
    uint32_t k = member(t->a, i, "name");
    if( k==0 ) k = member(t->a, i, "@value");
    if( k==0 && (k = member(t->a, i, "@id"))!=0 && t->a[k].eType==NEWS_JS_STRING ){
      k = referenceFind(pPage, t, t->a[k].z, t->a[k].n);
    }
    if( k ) namesAdd(pPage, t, k, pBuf, nLevel+1);
  }
}

static int namesSet(MetaPage *p, const NewsJsonTree *t, uint32_t i, int iCol, int iRank){
  NewsBuf buf;
  int rc = NEWS_OK;
  newsBufInit(&buf, newsArenaHost(p->pArena));
  namesAdd(p, t, i, &buf, 0);
  if( buf.n && buf.rc==NEWS_OK ){
    const char *z = newsArenaDup(p->pArena, buf.z, (int)buf.n);
    if( z==0 ) rc = NEWS_NOMEM;
    else newsMetaAdd(p, iCol, z, buf.n, NEWS_MF_LD, iRank, 0, 0);
  }
  if( rc==NEWS_OK ) rc = buf.rc;
  newsBufFree(&buf);
  return rc;
}

/* All strings of a value as candidates. */
static void stringsAdd(MetaPage *p, const NewsJson *a, uint32_t i, int iCol, int iRank){
  for(uint32_t k=i; k<a[i].iEnd && k<i+LD_STRINGS; k++){
    if( a[k].eType==NEWS_JS_STRING && (a[k].zKey==0 || k==i || isKey(&a[k], "name")) ){
      newsMetaAdd(p, iCol, a[k].z, a[k].n, NEWS_MF_LD, iRank, 0, 0);
    }
  }
}

/* A member's row of data/properties.tsv; NULL: none. */
static const NewsWord *propertyOf(const NewsJson *p){
  return p->zKey ? newsWordFind(&newsProperties, p->zKey, p->nKey) : 0;
}

/* A member of an object of the page's own. What a publisher is named is believed alike,
** whatever the object. */
static int memberRead(MetaPage *p, const NewsJsonTree *t, uint32_t i, int iRank){
  const NewsJson *pVal = &t->a[i];
  const NewsWord *pWord = propertyOf(pVal);
  int iMore = pWord ? newsPropertyJson(pWord->m) : NEWS_PR_UNREAD;
  if( iMore==NEWS_PR_UNREAD ) return NEWS_OK;
  int iCol = newsPropertyColumn(pWord->m), bText = pVal->eType==NEWS_JS_STRING;
  if( iCol==NEWS_AC_AUTHOR ) return namesSet(p, t, i, iCol, iRank+iMore);
  if( iCol==NEWS_AC_SOURCE ) return namesSet(p, t, i, iCol, iMore);
  if( iCol==NEWS_AC_BODY ){
    if( bText && pVal->n>p->nBody ){
      p->zBody = pVal->z;
      p->nBody = pVal->n;
    }
    return NEWS_OK;
  }
  /* Anything has a name; that of an article or page may be its headline. */
  if( isKey(pVal, "name") && (!bText || iRank>4) ) return NEWS_OK;
  stringsAdd(p, t->a, i, iCol, iRank+iMore>9 ? 9 : iRank+iMore);
  return NEWS_OK;
}

static int objectRead(MetaPage *p, const NewsJsonTree *t, uint32_t iObject, int iRank){
  int rc = NEWS_OK;
  for(uint32_t i=iObject+1; rc==NEWS_OK && i<t->a[iObject].iEnd; i=t->a[i].iEnd){
    rc = newsWork(p->pArena, LD_STEPS);
    if( rc==NEWS_OK ) rc = memberRead(p, t, i, iRank);
  }
  return rc;
}

/* Do things of other pages hang below a member? */
static int isElsewhere(const NewsJson *p){
  const NewsWord *pWord = propertyOf(p);
  return pWord && newsPropertyColumn(pWord->m)==NEWS_PR_ELSEWHERE;
}

/* The names on the way from the site's home to the page: the first behind home is its
** section. */
static void crumbsRead(MetaPage *p, const NewsJson *a, uint32_t iObject){
  uint32_t iList = member(a, iObject, "itemListElement");
  int nItem = 0;
  uint32_t iSection = 0;
  if( iList==0 || a[iList].eType!=NEWS_JS_ARRAY ) return;
  for(uint32_t i=iList+1; i<a[iList].iEnd; i=a[i].iEnd){
    if( a[i].eType!=NEWS_JS_OBJECT || ++nItem!=2 ) continue;
    iSection = member(a, i, "name");
    uint32_t iItem = member(a, i, "item");
    if( iSection==0 && iItem ) iSection = member(a, iItem, "name");
  }
  if( iSection && nItem>=3 ) stringsAdd(p, a, iSection, NEWS_AC_SECTION, 5);
}

/* All objects of a script. */
static int treeRead(MetaPage *p, const NewsJsonTree *t){
  int rc = NEWS_OK, nArticle = 0;
  for(uint32_t i=1; rc==NEWS_OK && i<t->n; ){
    const NewsJson *pNode = &t->a[i];
    if( (rc = newsWork(p->pArena, LD_STEPS))!=NEWS_OK ) break;
    if( isElsewhere(pNode) ){
      i = pNode->iEnd;
      continue;
    }
    i++;
    if( pNode->eType!=NEWS_JS_OBJECT ) continue;
    uint32_t iObject = i-1, iType = member(t->a, iObject, "@type");
    int iRank = objectRank(t->a, iObject);
    if( iRank<8 ){
      /* Articles beside the first are others. */
      if( iRank==1 && nArticle++>0 ) iRank = 4;
      rc = objectRead(p, t, iObject, iRank);
    }else if( iRank==8 ){
      uint32_t iName = member(t->a, iObject, "name");
      int bSite = iType && isText(&t->a[iType], "WebSite");
      if( iName ) stringsAdd(p, t->a, iName, NEWS_AC_SOURCE, bSite ? 4 : 5);
    }else if( iType && isText(&t->a[iType], "BreadcrumbList") ){
      crumbsRead(p, t->a, iObject);
      i = pNode->iEnd;
    }
  }
  return rc;
}

/* A string that follows "zKey": somewhere in broken JSON; 0: none. */
static size_t salvage(NewsArena *pArena, const char *z, size_t n, const char *zKey,
                      const char **pz, size_t *pn){
  size_t nKey = strlen(zKey);
  for(size_t i=1; i+nKey+3<n; i++){
    const char *zQuote = memchr(&z[i-1], '"', n-i);
    if( zQuote==0 || newsWork(pArena, LD_STEPS)!=NEWS_OK ) break;
    i = (size_t)(zQuote-z)+1;
    if( i+nKey+3>=n ) break;
    if( z[i+nKey]!='"' || memcmp(&z[i], zKey, nKey)!=0 ) continue;
    size_t k = i+nKey+1;
    while( k<n && strchr(" :\n\t\r", z[k]) ) k++;
    if( k>=n || z[k]!='"' ) continue;
    size_t iEnd = k+1;
    while( iEnd<n && z[iEnd]!='"' && z[iEnd]!='\n' ) iEnd++;
    *pz = &z[k+1];
    *pn = iEnd-k-1;
    return iEnd;
  }
  return 0;
}

/* What can be found without reading the JSON as such: properties of the best rank. */
static void brokenRead(MetaPage *p, const char *z, size_t n){
  const char *zVal;
  size_t nVal;
  for(uint32_t k=0; k<=newsProperties.mask; k++){
    const NewsWord *pWord = &newsProperties.a[k];
    int iCol = newsPropertyColumn(pWord->m);
    if( pWord->n==0 || newsPropertyJson(pWord->m)>0 ) continue;
    if( iCol==NEWS_AC_AUTHOR || iCol==NEWS_AC_BODY ) continue;
    if( salvage(p->pArena, z, n, pWord->z, &zVal, &nVal) ){
      newsMetaAdd(p, iCol, zVal, nVal, NEWS_MF_LD, 4, 0, 0);
    }
  }
  for(size_t i=0; i+8<n; i++){
    if( memcmp(&z[i], "\"author\"", 8)!=0 ) continue;
    size_t nLook = n-i<300 ? n-i : 300;
    if( salvage(p->pArena, &z[i], nLook, "name", &zVal, &nVal) ){
      newsMetaAdd(p, NEWS_AC_AUTHOR, zVal, nVal, NEWS_MF_LD, 4, 0, 0);
    }
    break;
  }
}

/* JSON whose quotes are written as &quot; with these, apostrophes and ampersands decoded.
** The result is never longer. */
static const char *quotesDecode(NewsArena *pArena, const char *z, size_t n, size_t *pn){
  char *zOut = newsArenaAlloc(pArena, n+1);
  size_t k = 0;
  if( zOut==0 ) return 0;
  for(size_t i=0; i<n; ){
    uint32_t c;
    size_t nEscape = z[i]=='&' ? newsXmlEscape(&z[i], n-i, &c) : 0;
    if( nEscape && (c=='"' || c=='\'' || c=='&') ){
      zOut[k++] = (char)c;
      i += nEscape;
    }else{
      zOut[k++] = z[i++];
    }
  }
  zOut[k] = 0;
  *pn = k;
  return zOut;
}

int newsLdRead(MetaPage *p, const char *z, size_t n){
  NewsJsonTree tree;
  NewsError err = {0};
  size_t i = 0;
  /* Comments and sections of CDATA stand around some. */
  while( i<n && z[i]!='{' && z[i]!='[' ) i++;
  if( i+6<n && memcmp(&z[i], "[CDATA[", 7)==0 ){
    i += 7;
    while( i<n && z[i]!='{' && z[i]!='[' ) i++;
  }
  z += i;
  n -= i;
  while( n && z[n-1]!='}' && z[n-1]!=']' ) n--;
  while( n>3 && memcmp(&z[n-2], "]]", 2)==0 && z[0]=='{' ){
    n--;
    while( n && z[n-1]!='}' ) n--;
  }
  if( n<2 ) return NEWS_OK;
  for(i=1; i<n && (z[i]==' ' || z[i]=='\n' || z[i]=='\t' || z[i]=='\r'); ) i++;
  if( z[i]=='&' && (z = quotesDecode(p->pArena, z, n, &n))==0 ) return NEWS_NOMEM;
  int rc = newsJsonRead(p->pArena, z, n, &tree, &err);
  int rcWork = newsWork(p->pArena, 0);
  if( rcWork!=NEWS_OK ) return rcWork;
  if( rc!=NEWS_OK && rc!=NEWS_ERROR && rc!=NEWS_TOOBIG ) return rc;
  int rcRead = treeRead(p, &tree);
  if( rcRead==NEWS_OK && rc==NEWS_ERROR ) brokenRead(p, z, n);
  return rcRead;
}
