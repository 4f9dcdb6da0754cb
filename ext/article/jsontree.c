/*
** jsontree.c - JSON as a flat array of values, read with jansson.
**
**   {"title": "Oil", "tags": ["gas"]}
**
**   a[0] array (the text)  a[1] object  a[2] title: "Oil"  a[3] tags: array  a[4] "gas"
**
** HOW IT WORKS. A look at the text finds its longest token, and whether it keeps the
** bounds. Jansson reads it as the elements of an array; its tree is copied into the arena
** and freed. What jansson refuses, jsonmend.c writes anew, and jansson reads that.
**
** Jansson saves a token in a buffer, and loses a byte for which that cannot grow, without
** a word; if it is the quote at a string's end, jansson even reads on behind the buffer.
** So the buffer, which keeps its size from token to token, must not grow while the text
** is read: the first element is a string of ours that is longer than all tokens. Jansson
** asks for its input piece by piece, and a malloc that fails sets errno; that string is
** only closed when errno tells that it was held so far. The buffer's sizes are multiples
** of 16, and the string's length is such that its last quote never makes it grow.
**
** Other allocations that fail make jansson refuse the text, with an error or without one.
** But no text is refused that was written anew: that tells lack of memory.
*/
#include "htmlInt.h"
#include <errno.h>
#include <jansson.h>
#include <string.h>

#define JSON_VALUE     16     /* steps of work that a value counts, beside its bytes */
#define JSON_BYTE      12     /* steps that jansson takes for a byte */
#define JSON_TEXT    1000     /* and to begin and end a text */

/*---------------------------------------------------------------- a look at the text */

typedef struct JsonLook {
  size_t nToken;              /* bytes of the longest token, or more */
  uint32_t nValue;            /* values, or more */
  int nDepth;                 /* levels of arrays and objects */
  int bMend;                  /* it is not strict */
} JsonLook;

/* The string at *pz, which moves behind it: 1, or 0 when it is not strict. */
static int stringLook(const char **pz, const char *zEnd){
  const char *z = *pz+1;
  for(;;){
    z += newsJsonPlain(z, (size_t)(zEnd-z));
    if( z>=zEnd || (*z!='"' && (*z!='\\' || zEnd-z<2)) ) return 0;
    if( *z=='"' ) break;
    z += 2;
  }
  *pz = z+1;
  return 1;
}

/* Look at a text. NEWS_OK or the code of newsWork. */
static int textLook(NewsArena *pArena, const char *z, size_t n, JsonLook *p){
  const char *zEnd = z+n, *zToken = z;
  int nDepth = 0, rc = NEWS_OK;
  memset(p, 0, sizeof(*p));
  p->nValue = 1;
  while( rc==NEWS_OK && z<zEnd ){
    const char *zFrom = z;
    char c = *z;
    int bToken = 0;
    if( c=='"' ){
      zToken = z;
      if( !stringLook(&z, zEnd) ){
        p->bMend = 1;
        break;
      }
    }else{
      z++;
      bToken = isWordByte(c) || c=='-' || c=='+' || c=='.';
      if( c==',' || c=='[' || c=='{' ) p->nValue++;
      if( c=='[' || c=='{' ) nDepth++;
      else if( c==']' || c=='}' ) nDepth--;
    }
    if( (size_t)(z-zToken)>p->nToken ) p->nToken = (size_t)(z-zToken);
    if( !bToken ) zToken = z;
    if( nDepth>p->nDepth ) p->nDepth = nDepth;
    rc = newsWork(pArena, 1+(size_t)(z-zFrom)/4);
  }
  if( p->nDepth>NEWS_JSON_DEPTH || p->nValue>=NEWS_JSON_VALUES ) p->bMend = 1;
  return rc;
}

/*------------------------------------------------------------------- jansson's input */

/* What jansson is given: ["xxx… then ", and the text and ]. */
typedef struct JsonFeed {
  NewsArena *pArena;
  const char *z;              /* the text that is left */
  size_t n;
  size_t nPrime;              /* x that are left */
  int eNext;                  /* JF_… */
  int rc;                     /* NEWS_NOMEM, or the code of newsWork; then it ends */
} JsonFeed;

enum { JF_BEGIN, JF_PRIME, JF_CLOSE, JF_TEXT, JF_END };

/* A json_load_callback_t: the next bytes, 0 at the end. */
static size_t feedGive(void *pBuf, size_t nBuf, void *pCtx){
  JsonFeed *p = pCtx;
  size_t n = 0;
  if( p->rc==NEWS_OK && errno==ENOMEM ) p->rc = NEWS_NOMEM;
  if( p->rc!=NEWS_OK ) return 0;
  switch( p->eNext ){
    case JF_BEGIN:
      memcpy(pBuf, "[\"", n = 2);
      p->eNext = JF_PRIME;
      break;
    case JF_PRIME:
      n = p->nPrime<nBuf ? p->nPrime : nBuf;
      memset(pBuf, 'x', n);
      p->nPrime -= n;
      if( p->nPrime==0 ) p->eNext = JF_CLOSE;
      break;
    case JF_CLOSE:
      memcpy(pBuf, "\",", n = p->n ? 2 : 1);
      p->eNext = JF_TEXT;
      break;
    case JF_TEXT:
      n = p->n<nBuf ? p->n : nBuf;
      memcpy(pBuf, p->z, n);
      p->z += n;
      p->n -= n;
      if( n>0 ) break;
      memcpy(pBuf, "]", n = 1);
      p->eNext = JF_END;
      break;
  }
  p->rc = newsWork(p->pArena, JSON_VALUE + n*JSON_BYTE);
  errno = 0;
  return p->rc==NEWS_OK ? n : 0;
}

/* The values of a text as jansson's array, behind an element that is none of them; NULL
** when jansson refuses it. NEWS_OK, NEWS_NOMEM, or the code of newsWork. */
static int textLoad(NewsArena *pArena, const char *z, size_t n, const JsonLook *pLook,
                    size_t mFlag, json_t **pp){
  size_t nPrime = (pLook->nToken|15) + 7;
  JsonFeed feed = { .pArena = pArena, .z = z, .n = n, .nPrime = nPrime };
  json_error_t err;
  errno = 0;
  *pp = json_load_callback(feedGive, &feed, mFlag, &err);
  if( *pp && feed.rc==NEWS_OK && json_string_length(json_array_get(*pp, 0))!=nPrime ){
    feed.rc = NEWS_NOMEM;
  }
  if( feed.rc!=NEWS_OK ){
    json_decref(*pp);
    *pp = 0;
  }
  return feed.rc;
}

/*-------------------------------------------------------------------------- the copy */

/* An array or object whose members are being copied. */
typedef struct JsonLevel {
  json_t *p;
  size_t i;                   /* the next element of an array */
  void *pIter;                /* the next member of an object; NULL: none */
  uint32_t iNode;
} JsonLevel;

typedef struct JsonCopy {
  NewsArena *pArena;
  NewsJson *a;
  uint32_t n, nAlloc;
  int nLevel;
  NewsBuf buf;                /* a number is written here */
  JsonLevel aLevel[NEWS_JSON_DEPTH+1];
} JsonCopy;

/* A string in the arena, its escapes that are white space as such; NULL when out of
** memory. */
static const char *textCopy(JsonCopy *c, const char *z, size_t n){
  char *zNew = newsArenaDup(c->pArena, z, (int)n);
  if( zNew==0 ) return 0;
  for(char *p = zNew; (p = memchr(p, '\b', (size_t)(zNew+n-p)))!=0; ) *p = ' ';
  for(char *p = zNew; (p = memchr(p, '\f', (size_t)(zNew+n-p)))!=0; ) *p = '\n';
  return zNew;
}

static void levelOpen(JsonCopy *c, json_t *p, uint32_t iNode){
  void *pIter = json_is_object(p) ? json_object_iter(p) : 0;
  c->aLevel[c->nLevel++] = (JsonLevel){ .p = p, .pIter = pIter, .iNode = iNode };
}

/* The next value of a level, and its name; NULL behind the last. */
static json_t *levelNext(JsonLevel *p, const char **pzKey){
  *pzKey = 0;
  if( json_is_array(p->p) ) return json_array_get(p->p, p->i++);
  if( p->pIter==0 ) return 0;
  json_t *pValue = json_object_iter_value(p->pIter);
  *pzKey = json_object_iter_key(p->pIter);
  p->pIter = json_object_iter_next(p->p, p->pIter);
  return pValue;
}

/* Type and text of a value. Of a real number so large, which is a time in microseconds or
** less, the fraction is dropped, as an exponent would make it no date. */
static int valueCopy(JsonCopy *c, json_t *p, NewsJson *pNode){
  const char *z = 0;
  size_t n = 0;
  double r = json_real_value(p);
  switch( json_typeof(p) ){
    case JSON_OBJECT: pNode->eType = NEWS_JS_OBJECT; return NEWS_OK;
    case JSON_ARRAY:  pNode->eType = NEWS_JS_ARRAY; return NEWS_OK;
    case JSON_TRUE:   pNode->eType = NEWS_JS_TRUE; return NEWS_OK;
    case JSON_FALSE:  pNode->eType = NEWS_JS_FALSE; return NEWS_OK;
    case JSON_NULL:   pNode->eType = NEWS_JS_NULL; return NEWS_OK;
    case JSON_STRING:
      pNode->eType = NEWS_JS_STRING;
      z = json_string_value(p);
      n = json_string_length(p);
      break;
    case JSON_INTEGER:
    case JSON_REAL:
      pNode->eType = NEWS_JS_NUMBER;
      c->buf.n = 0;
      if( json_is_integer(p) ) newsBufInt(&c->buf, json_integer_value(p));
      else if( r>=1e15 && r<9e18 ) newsBufInt(&c->buf, (int64_t)r);
      else newsBufReal(&c->buf, r);
      if( c->buf.rc!=NEWS_OK ) return NEWS_NOMEM;
      z = c->buf.z;
      n = c->buf.n;
      break;
  }
  pNode->z = textCopy(c, z, n);
  pNode->n = (uint32_t)n;
  return pNode->z ? NEWS_OK : NEWS_NOMEM;
}

/* A value below the innermost level. */
static int nodeAdd(JsonCopy *c, json_t *p, const char *zKey){
  if( c->n==c->nAlloc ){
    uint32_t nNew = c->nAlloc ? c->nAlloc*2 : 64;
    NewsJson *aNew = newsArenaGrow(c->pArena, c->a, c->nAlloc*sizeof(NewsJson),
                                   nNew*sizeof(NewsJson));
    if( aNew==0 ) return NEWS_NOMEM;
    c->a = aNew;
    c->nAlloc = nNew;
  }
  uint32_t iNode = c->n++;
  NewsJson *pNode = &c->a[iNode];
  memset(pNode, 0, sizeof(*pNode));
  pNode->iEnd = c->n;
  if( zKey ){
    pNode->nKey = (uint32_t)strlen(zKey);
    pNode->zKey = textCopy(c, zKey, pNode->nKey);
    if( pNode->zKey==0 ) return NEWS_NOMEM;
  }
  int rc = valueCopy(c, p, pNode);
  if( rc==NEWS_OK && (json_is_array(p) || json_is_object(p)) ) levelOpen(c, p, iNode);
  return rc==NEWS_OK ? newsWork(c->pArena, JSON_VALUE + pNode->n/4) : rc;
}

/* Is it the mark of jsonmend.c in what has no end? */
static int isOpenMark(json_t *p){
  return json_is_string(p) && json_string_length(p)==1 && json_string_value(p)[0]==0;
}

/* Copy jansson's array but for its first element. */
static int treeCopy(JsonCopy *c, json_t *pRoot){
  int rc = nodeAdd(c, pRoot, 0);
  if( rc==NEWS_OK ) c->aLevel[0].i = 1;
  while( rc==NEWS_OK && c->nLevel>0 ){
    JsonLevel *pLevel = &c->aLevel[c->nLevel-1];
    const char *zKey;
    json_t *p = levelNext(pLevel, &zKey);
    if( p==0 ){
      c->a[pLevel->iNode].iEnd = c->n;
      c->nLevel--;
    }else if( isOpenMark(p) ){
      c->a[pLevel->iNode].bOpen = 1;
    }else{
      rc = nodeAdd(c, p, zKey);
    }
  }
  return rc;
}

int newsJsonRead(NewsArena *pArena, const char *z, size_t n, NewsJsonTree *pTree,
                 NewsError *pErr){
  JsonLook look;
  json_t *pRoot = 0;
  int rcMend = NEWS_OK;
  memset(pTree, 0, sizeof(*pTree));
  int rc = newsUtf8Text(pArena, z, n, &z, &n);
  if( rc==NEWS_OK ) rc = newsWork(pArena, JSON_TEXT);
  if( rc==NEWS_OK ) rc = textLook(pArena, z, n, &look);
  if( rc==NEWS_OK && n>0 && !look.bMend ) rc = textLoad(pArena, z, n, &look, 0, &pRoot);
  if( rc==NEWS_OK && pRoot==0 ){
    rcMend = newsJsonMend(pArena, z, n, &z, &n, pErr);
    if( rcMend!=NEWS_OK && rcMend!=NEWS_ERROR && rcMend!=NEWS_TOOBIG ) return rcMend;
    rc = textLook(pArena, z, n, &look);
    if( rc==NEWS_OK ) rc = textLoad(pArena, z, n, &look, JSON_ALLOW_NUL, &pRoot);
    if( rc==NEWS_OK && pRoot==0 ) rc = NEWS_NOMEM;
  }
  if( rc!=NEWS_OK ) return rc;
  JsonCopy copy = { .pArena = pArena };
  newsBufInit(&copy.buf, newsArenaHost(pArena));
  rc = treeCopy(&copy, pRoot);
  newsBufFree(&copy.buf);
  json_decref(pRoot);
  if( rc!=NEWS_OK ) return rc;
  pTree->a = copy.a;
  pTree->n = copy.n;
  return rcMend;
}
