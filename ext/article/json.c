/*
** json.c - the records of a JSON document, of whatever API.
**
**   {"status": "ok", "articles": [{"title": "Oil", "publishedAt": "..."}]}    one item
**   [{"headline": "Oil"}, {"headline": "Gas"}]                                two
**   {"AAPL": [{...}], "MSFT": [{...}]}                                        all of both
**
** HOW IT WORKS. An object is laid flat: each string in it, and in the objects and
** arrays inside that names of fields.tsv reach into, has a bare name ("publisher"
** {"name"} is publishername), and the best names win (fields.c). Objects that no name
** reaches into are jumped over, so a related story inside a record is none of its own.
**
** An object with a title and a text is a record. Another one is looked at for the names
** under which APIs put records; what lies there is taken, and the object's own title is
** the source of what names none. An object with a title, text or summary that holds no
** such records is a record too. In what is left, all members are searched, and there a
** record needs two signs: a title or text, and an address, a date or a summary.
*/
#include "htmlInt.h"
#include <string.h>

#define JSON_NAMES   6      /* names that an error shows */
#define JSON_MEMBER 32      /* steps of work that a member or element counts */
#define JSON_SEARCH  8      /* levels that are searched where no name of ours is */

enum {
  JSON_LIST = 0,            /* where records are expected */
  JSON_SEEK                 /* where they are looked for */
};

typedef struct JsonWalk {
  NewsArena *pArena;
  NewsError *pErr;
  const NewsJson *a;
  NewsItems items;
  int bList;                /* a list for records was there, if only an empty one */
} JsonWalk;

/*--------------------------------------------------------------------- a flat object */

/* An object whose fields are collected. */
typedef struct JsonFlat {
  const NewsJson *a;
  NewsFields fields;
} JsonFlat;

static int flatValue(JsonFlat*, uint32_t, const NewsFieldName*, const NewsField*, int);

/* All members of an object, whose own name is pName. */
static int flatObject(JsonFlat *p, uint32_t iObject, const NewsFieldName *pName,
                      const NewsField *pField, int mFlag){
  int rc = NEWS_OK;
  uint32_t iEnd = p->a[iObject].iEnd;
  for(uint32_t i=iObject+1; rc==NEWS_OK && i<iEnd; i=p->a[i].iEnd){
    const NewsJson *pNode = &p->a[i];
    rc = newsWork(p->fields.pArena, JSON_MEMBER);
    if( rc!=NEWS_OK ) return rc;
    int bHolds = pNode->eType==NEWS_JS_OBJECT || pNode->eType==NEWS_JS_ARRAY;
    if( (bHolds || pField) && newsFieldThrough(pNode->zKey, pNode->nKey) ){
      rc = flatValue(p, i, pName, pField, mFlag);
      continue;
    }
    NewsFieldName name = *pName;
    newsFieldNameAdd(&name, pNode->zKey, pNode->nKey);
    const NewsField *pInner = newsFieldFind(&name);
    if( pInner ) rc = flatValue(p, i, &name, pInner, mFlag);
  }
  return rc;
}

/* A value by its name; pField is what the name stands for, NULL for the record itself. */
static int flatValue(JsonFlat *p, uint32_t i, const NewsFieldName *pName,
                     const NewsField *pField, int mFlag){
  const NewsJson *pNode = &p->a[i];
  int bField = pField && (pField->mKind & NEWS_FD_FIELD), rc = NEWS_OK;
  switch( pNode->eType ){
    case NEWS_JS_STRING:
      if( bField ) rc = newsFieldsAdd(&p->fields, pField, pNode->z, pNode->n, mFlag);
      break;
    case NEWS_JS_NUMBER:
      if( bField ){
        rc = newsFieldsAdd(&p->fields, pField, pNode->z, pNode->n,
                           mFlag | NEWS_FV_NUMBER);
      }
      break;
    case NEWS_JS_OBJECT:
      if( pField==0 || (pField->mKind & (NEWS_FD_PREFIX|NEWS_FD_FIELD)) ){
        rc = flatObject(p, i, pName, pField, mFlag);
      }
      break;
    case NEWS_JS_ARRAY:
      for(uint32_t k=i+1; rc==NEWS_OK && k<pNode->iEnd; k=p->a[k].iEnd){
        rc = newsWork(p->fields.pArena, JSON_MEMBER);
        if( rc==NEWS_OK ) rc = flatValue(p, k, pName, pField, mFlag | NEWS_FV_WHOLE);
        mFlag |= NEWS_FV_MORE;
      }
      break;
  }
  return rc;
}

int newsJsonFields(NewsArena *pArena, const NewsJson *a, uint32_t iObject,
                   NewsFields *pFields){
  JsonFlat flat = { .a = a };
  NewsFieldName name = {0};
  newsFieldsBegin(&flat.fields, pArena);
  int rc = flatObject(&flat, iObject, &name, 0, 0);
  *pFields = flat.fields;
  return rc;
}

/*-------------------------------------------------------------------------- the walk */

static int itemAdd(JsonWalk *w, const NewsFields *pFields){
  NewsItem *pItem;
  int rc = newsItemsAdd(&w->items, w->pArena, "the JSON", &pItem, w->pErr);
  return rc==NEWS_OK ? newsFieldsItem(pFields, pItem) : rc;
}

/* The type that an object of schema.org has: is it an article? 1 when there is none. */
static int typeHolds(const NewsJson *a, uint32_t iObject){
  for(uint32_t i=iObject+1; i<a[iObject].iEnd; i=a[i].iEnd){
    if( a[i].nKey!=5 || memcmp(a[i].zKey, "@type", 5)!=0 ) continue;
    for(uint32_t k=i; k<a[i].iEnd; k++){
      if( a[k].eType==NEWS_JS_STRING && newsFieldType(a[k].z, a[k].n) ) return 1;
    }
    return 0;
  }
  return 1;
}

/* Is what was collected a record, where such are expected or looked for? */
static int isRecord(const NewsFields *p, int eMode){
  static const NewsFieldName name = { 4, "name" };
  int bTitle = newsFieldsHas(p, NEWS_AC_TITLE), bBody = newsFieldsHas(p, NEWS_AC_BODY);
  int bSummary = newsFieldsHas(p, NEWS_AC_SUMMARY);
  const NewsField *pName = newsFieldFind(&name);
  /* What only has a name may be anything: one more sign is needed. */
  if( bTitle && pName && p->aRank[NEWS_AC_TITLE]==pName->iRank ){
    bTitle = newsFieldsHas(p, NEWS_AC_PUBLISHED)
          || (bSummary && newsFieldsHas(p, NEWS_AC_URL));
  }
  if( eMode==JSON_LIST ) return bTitle || bBody || bSummary;
  return (bTitle && (bBody || bSummary)) || ((bTitle || bBody)
      && (newsFieldsHas(p, NEWS_AC_URL) || newsFieldsHas(p, NEWS_AC_PUBLISHED)));
}

static int walkValue(JsonWalk *w, uint32_t i, int eMode, int nDeep);

/* Does a member of an object by its name hold records? */
static int isList(const NewsJson *pNode){
  NewsFieldName name = {0};
  if( pNode->eType!=NEWS_JS_ARRAY && pNode->eType!=NEWS_JS_OBJECT ) return 0;
  newsFieldNameAdd(&name, pNode->zKey, pNode->nKey);
  const NewsField *pField = newsFieldFind(&name);
  return pField && (pField->mKind & NEWS_FD_RECORDS);
}

/* The members of an object that by their names hold records, or all others. */
static int walkMembers(JsonWalk *w, uint32_t iObject, int eMode, int nDeep){
  int rc = NEWS_OK;
  uint32_t iEnd = w->a[iObject].iEnd;
  for(uint32_t i=iObject+1; rc==NEWS_OK && i<iEnd; i=w->a[i].iEnd){
    rc = newsWork(w->pArena, JSON_MEMBER);
    if( rc!=NEWS_OK || isList(&w->a[i])!=(eMode==JSON_LIST) ) continue;
    rc = walkValue(w, i, eMode, nDeep);
  }
  return rc;
}

/* Is one of these members an array, if only an empty one? */
static int hasList(const JsonWalk *w, uint32_t iObject){
  for(uint32_t i=iObject+1; i<w->a[iObject].iEnd; i=w->a[i].iEnd){
    if( w->a[i].eType==NEWS_JS_ARRAY && isList(&w->a[i]) ) return 1;
  }
  return 0;
}

/* An object: a record, or something around records. */
static int walkObject(JsonWalk *w, uint32_t i, int eMode, int nDeep){
  JsonFlat flat = { .a = w->a };
  NewsFieldName name = {0};
  newsFieldsBegin(&flat.fields, w->pArena);
  int rc = flatObject(&flat, i, &name, 0, 0);
  if( rc!=NEWS_OK ) return rc;
  const NewsFields *p = &flat.fields;
  int bWhole = newsFieldsHas(p, NEWS_AC_TITLE) && newsFieldsHas(p, NEWS_AC_BODY);
  int nBefore = w->items.n;
  if( !bWhole ){
    rc = walkMembers(w, i, JSON_LIST, nDeep);
    if( rc!=NEWS_OK ) return rc;
    if( w->items.n>nBefore ){
      /* The title of a feed is the source of its items. */
      NewsItem outer;
      rc = newsFieldsItem(p, &outer);
      int iCol = outer.az[NEWS_AC_TITLE] ? NEWS_AC_TITLE : NEWS_AC_SOURCE;
      for(int k=nBefore; rc==NEWS_OK && k<w->items.n; k++){
        if( w->items.a[k].az[NEWS_AC_SOURCE] || outer.az[iCol]==0 ) continue;
        w->items.a[k].az[NEWS_AC_SOURCE] = outer.az[iCol];
        w->items.a[k].an[NEWS_AC_SOURCE] = outer.an[iCol];
      }
      return rc;
    }
  }
  if( isRecord(p, eMode) && typeHolds(w->a, i) ){
    return w->a[i].bOpen ? NEWS_OK : itemAdd(w, p);
  }
  if( hasList(w, i) ){
    w->bList = 1;
    return NEWS_OK;
  }
  return walkMembers(w, i, JSON_SEEK, nDeep+1);
}

static int walkValue(JsonWalk *w, uint32_t i, int eMode, int nDeep){
  const NewsJson *pNode = &w->a[i];
  int rc = NEWS_OK;
  if( nDeep>JSON_SEARCH ) return NEWS_OK;
  if( pNode->eType==NEWS_JS_OBJECT ) return walkObject(w, i, eMode, nDeep);
  if( pNode->eType!=NEWS_JS_ARRAY ) return NEWS_OK;
  for(uint32_t k=i+1; rc==NEWS_OK && k<pNode->iEnd; k=w->a[k].iEnd){
    rc = newsWork(w->pArena, JSON_MEMBER);
    if( rc==NEWS_OK ) rc = walkValue(w, k, eMode, nDeep);
  }
  return rc;
}

/*---------------------------------------------------------------------------- errors */

/* No record is in it: say what is. */
static int noRecord(const NewsJsonTree *pTree, NewsError *pErr){
  char z[300];
  size_t k = 0;
  int nName = 0;
  for(uint32_t i=1; i<pTree->n && nName<JSON_NAMES; i++){
    const NewsJson *p = &pTree->a[i];
    size_t n = p->nKey<30 ? p->nKey : 30;
    if( p->zKey==0 || n==0 ) continue;
    while( n<p->nKey && n>0 && ((unsigned char)p->zKey[n] & 0xC0)==0x80 ) n--;
    if( k ) z[k++] = ',', z[k++] = ' ';
    z[k++] = '\'';
    memcpy(&z[k], p->zKey, n);
    k += n;
    z[k++] = '\'';
    nName++;
  }
  if( nName==0 ){
    return newsError(pErr, NEWS_ERROR, "the JSON holds no article: no object is in it");
  }
  return newsError(pErr, NEWS_ERROR, "the JSON holds no article: none of its names is"
                   " that of a title or a text; it has %.*s", (int)k, z);
}

int newsJsonItems(NewsArena *pArena, const char *z, size_t n, NewsItem **paItem,
                  int *pnItem, NewsError *pErr){
  JsonWalk w = { .pArena = pArena, .pErr = pErr };
  NewsJsonTree tree;
  *paItem = 0;
  *pnItem = 0;
  int rc = newsCharsetUtf8(pArena, z, n, "utf-8", &z, &n);
  if( rc!=NEWS_OK ) return rc;
  rc = newsJsonRead(pArena, z, n, &tree, pErr);
  int rcWork = newsWork(pArena, 0);
  if( rcWork!=NEWS_OK ) return rcWork;
  if( rc!=NEWS_OK && rc!=NEWS_ERROR && rc!=NEWS_TOOBIG ) return rc;
  w.a = tree.a;
  w.bList = tree.n==2 && tree.a[1].eType==NEWS_JS_ARRAY;
  int rcWalk = walkValue(&w, 0, JSON_LIST, 0);
  *paItem = w.items.a;
  *pnItem = w.items.n;
  if( rcWalk!=NEWS_OK ) return rcWalk;
  if( rc==NEWS_OK && w.items.n==0 && !w.bList ) rc = noRecord(&tree, pErr);
  return rc;
}
