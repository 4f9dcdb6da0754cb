/*
** jsontree.c - JSON as a flat array of values.
**
**   {"title": "Oil", "tags": ["gas"]}
**
**   a[0] array (the text)  a[1] object  a[2] title: "Oil"  a[3] tags: array  a[4] "gas"
**
** A reader of our own, for three reasons: its memory is the arena, so that out of memory
** is told as that (jansson loses bytes then); a string without escapes stays where it is;
** and it knows what the writers of news dumps get wrong. Understood beside JSON:
**
**   a byte order mark, also one in front of each value of several
**   several values one after another, as in JSON Lines, also with commas
**   NaN, Infinity, undefined, None, True, False       null, null, null, null, true, false
**   lone surrogates, \u0000, bytes that are no UTF-8  U+FFFD
**   line ends and control characters in strings       as they stand
**   escapes that JSON does not have, as \' or \x      the character behind the backslash
**   a comma behind the last element                   passed over
**   numbers of any size and form                      kept as they are written
**   a key twice                                       both are in the tree
**
** HOW IT WORKS. One loop over the text. What is open is a chain of parents through the
** field iEnd of the arrays and objects that have no end yet. Nothing recurses.
*/
#include "htmlInt.h"
#include "../text/hashInt.h"
#include <string.h>

#define JSON_VALUE     16     /* steps of work that a value counts, beside its bytes */
#define JSON_QUOTE     20     /* bytes of the text that an error shows */

typedef struct JsonReader {
  NewsArena *pArena;
  NewsError *pErr;
  const char *z;              /* the text, from its first to behind its last byte */
  const char *p;
  const char *zEnd;
  NewsJson *a;
  uint32_t n, nAlloc;
  uint32_t iTop;              /* innermost open array or object */
  int nDepth;
} JsonReader;

/*---------------------------------------------------------------------------- errors */

/* Say what is wrong at a place, with its line and column in characters. */
static int jsonError(JsonReader *r, const char *zAt, const char *zWhat){
  const char *zLine = r->z;
  long long nLine = 1;
  for(const char *p = r->z; (p = memchr(p, '\n', (size_t)(zAt-p)))!=0; ){
    zLine = ++p;
    nLine++;
  }
  long long nCol = (long long)newsUtf8Count(zLine, (size_t)(zAt-zLine)) + 1;
  int n = 0;
  while( zAt+n<r->zEnd && n<JSON_QUOTE && (unsigned char)zAt[n]>=' ' ) n++;
  while( zAt+n<r->zEnd && ((unsigned char)zAt[n] & 0xC0)==0x80 ) n++;
  if( n==0 ){
    return newsError(r->pErr, NEWS_ERROR, "not JSON: %s at line %lld, column %lld", zWhat,
                     nLine, nCol);
  }
  return newsError(r->pErr, NEWS_ERROR, "not JSON: %s at line %lld, column %lld, near"
                   " '%.*s'", zWhat, nLine, nCol, n, zAt);
}

/*--------------------------------------------------------------------------- strings */

/* The four digits behind \u; -1 when they are none. */
static int32_t hexRead(const char *z, const char *zEnd){
  int32_t c = 0;
  if( zEnd-z<4 ) return -1;
  for(int i=0; i<4; i++){
    int d = hexDigit(z[i]);
    if( d<0 ) return -1;
    c = c<<4 | d;
  }
  return c;
}

/* One escape at *pz, behind its backslash: its character, *pz behind it. */
static uint32_t escapeRead(const char **pz, const char *zEnd){
  const char *z = *pz;
  char c = *z++;
  *pz = z;
  switch( c ){
    case 'n': return '\n';
    case 't': return '\t';
    case 'r': return '\r';
    case 'b': return ' ';
    case 'f': return '\n';
    case 'u': break;
    default:
      *pz = z-1;
      return newsUtf8Read(pz, zEnd);
  }
  int32_t u = hexRead(z, zEnd);
  if( u<0 ) return 'u';
  *pz = z += 4;
  if( u>=0xD800 && u<0xDC00 && zEnd-z>=6 && z[0]=='\\' && z[1]=='u' ){
    int32_t v = hexRead(z+2, zEnd);
    if( v>=0xDC00 && v<0xE000 ){
      *pz = z+6;
      return 0x10000u + ((uint32_t)(u-0xD800)<<10) + (uint32_t)(v-0xDC00);
    }
  }
  return u==0 || (u>=0xD800 && u<0xE000) ? 0xFFFD : (uint32_t)u;
}

/* Copy a string with escapes; the result is never longer. NULL when out of memory, and
** when it is time to end. */
static const char *stringDecode(JsonReader *r, const char *z, const char *zEnd,
                                uint32_t *pn){
  char *zOut = newsArenaAlloc(r->pArena, (size_t)(zEnd-z)+1);
  size_t n = 0;
  if( zOut==0 ) return 0;
  while( z<zEnd ){
    const char *zNext = memchr(z, '\\', (size_t)(zEnd-z));
    size_t nPlain = (size_t)((zNext ? zNext : zEnd) - z);
    memcpy(&zOut[n], z, nPlain);
    n += nPlain;
    z += nPlain;
    if( z<zEnd ){
      z++;
      n += (size_t)newsUtf8Write(&zOut[n], escapeRead(&z, zEnd));
    }
    if( newsWork(r->pArena, nPlain/8+8)!=NEWS_OK ) return 0;
  }
  *pn = (uint32_t)n;
  return zOut;
}

/* The quote or backslash at or after z; zEnd when there is none. */
static const char *stringStop(const char *z, const char *zEnd){
  for(; zEnd-z>=8; z+=8){
    uint64_t v = newsLoad8(z), q = v ^ NEWS_ONES*'"', b = v ^ NEWS_ONES*'\\';
    uint64_t m = (((q - NEWS_ONES) & ~q) | ((b - NEWS_ONES) & ~b)) & NEWS_HIGHS;
    if( m ) break;
  }
  while( z<zEnd && *z!='"' && *z!='\\' ) z++;
  return z;
}

/* A string whose quote is at r->p. */
static int stringRead(JsonReader *r, const char **pz, uint32_t *pn){
  const char *zFrom = r->p+1, *z = stringStop(zFrom, r->zEnd);
  int bEscape = 0;
  while( z<r->zEnd && *z=='\\' ){
    bEscape = 1;
    int rc = newsWork(r->pArena, JSON_VALUE/2);
    if( rc!=NEWS_OK ) return rc;
    if( r->zEnd-z<2 ) z = r->zEnd;
    else z = stringStop(z+2, r->zEnd);
  }
  if( z>=r->zEnd ) return jsonError(r, r->p, "a string that has no end begins");
  r->p = z+1;
  *pz = zFrom;
  *pn = (uint32_t)(z-zFrom);
  if( bEscape && (*pz = stringDecode(r, zFrom, z, pn))==0 ){
    int rc = newsWork(r->pArena, 0);
    return rc!=NEWS_OK ? rc : NEWS_NOMEM;
  }
  return NEWS_OK;
}

/*---------------------------------------------------------------------------- values */

static void skipSpace(JsonReader *r){
  const char *p = r->p;
  for(;;){
    while( p<r->zEnd && (*p==' ' || *p=='\n' || *p=='\r' || *p=='\t' || *p=='\x1e') ) p++;
    if( r->zEnd-p>=3 && memcmp(p, "\xef\xbb\xbf", 3)==0 ) p += 3;
    else break;
  }
  r->p = p;
}

static int isWordChar(char c){
  return isAlnum(c) || c=='+' || c=='-' || c=='.' || c=='_';
}

/* A number or a word. */
static int wordRead(JsonReader *r, NewsJson *pNode){
  static const struct { const char *z; uint8_t eType; } aWord[] = {
    { "null", NEWS_JS_NULL }, { "true", NEWS_JS_TRUE }, { "false", NEWS_JS_FALSE },
    { "NaN", NEWS_JS_NULL }, { "Infinity", NEWS_JS_NULL }, { "-Infinity", NEWS_JS_NULL },
    { "-NaN", NEWS_JS_NULL }, { "nan", NEWS_JS_NULL }, { "undefined", NEWS_JS_NULL },
    { "None", NEWS_JS_NULL }, { "True", NEWS_JS_TRUE }, { "False", NEWS_JS_FALSE },
  };
  const char *z = r->p;
  int bDigit = 0;
  while( z<r->zEnd && isWordChar(*z) ) bDigit |= *z>='0' && *z<='9', z++;
  size_t n = (size_t)(z-r->p);
  pNode->eType = NEWS_JS_NUMBER;
  pNode->z = r->p;
  pNode->n = (uint32_t)n;
  char c = n ? *r->p : 0;
  if( bDigit && ((c>='0' && c<='9') || c=='-' || c=='+' || c=='.') ){
    r->p = z;
    return NEWS_OK;
  }
  for(size_t i=0; i<sizeof(aWord)/sizeof(aWord[0]); i++){
    if( strlen(aWord[i].z)!=n || memcmp(aWord[i].z, r->p, n)!=0 ) continue;
    pNode->eType = aWord[i].eType;
    r->p = z;
    return NEWS_OK;
  }
  if( r->p>=r->zEnd ) return jsonError(r, r->zEnd, "it ends where a value should be");
  return jsonError(r, r->p, "a value is missing");
}

/* A new value below the innermost open one; NULL, and *pRc says why, on failure. */
static NewsJson *nodeNew(JsonReader *r, int *pRc){
  *pRc = NEWS_NOMEM;
  if( r->n==NEWS_JSON_VALUES ){
    *pRc = newsError(r->pErr, NEWS_TOOBIG, "the JSON has more than the bound of %d"
                     " values", NEWS_JSON_VALUES);
    return 0;
  }
  if( r->n==r->nAlloc ){
    uint32_t nNew = r->nAlloc*2;
    NewsJson *aNew = newsArenaGrow(r->pArena, r->a, r->n*sizeof(NewsJson),
                                   nNew*sizeof(NewsJson));
    if( aNew==0 ) return 0;
    r->a = aNew;
    r->nAlloc = nNew;
  }
  NewsJson *pNode = &r->a[r->n];
  memset(pNode, 0, sizeof(*pNode));
  pNode->iEnd = ++r->n;
  *pRc = NEWS_OK;
  return pNode;
}

/* Begin an array or object: until its end iEnd holds its parent. */
static int nodeOpen(JsonReader *r, NewsJson *pNode, uint8_t eType){
  if( r->nDepth>=NEWS_JSON_DEPTH ){
    return newsError(r->pErr, NEWS_ERROR, "the JSON nests deeper than the bound of %d",
                     NEWS_JSON_DEPTH);
  }
  pNode->eType = eType;
  pNode->bOpen = 1;
  pNode->iEnd = r->iTop;
  r->iTop = (uint32_t)(pNode-r->a);
  r->nDepth++;
  r->p++;
  return NEWS_OK;
}

static void nodeClose(JsonReader *r){
  NewsJson *pNode = &r->a[r->iTop];
  r->iTop = pNode->iEnd;
  pNode->iEnd = r->n;
  r->nDepth--;
}

/* The key of a member and its colon. */
static int keyRead(JsonReader *r, const char **pz, uint32_t *pn){
  if( r->p>=r->zEnd ) return jsonError(r, r->p, "it ends inside an object");
  if( *r->p!='"' ) return jsonError(r, r->p, "a name in quotes is missing");
  int rc = stringRead(r, pz, pn);
  if( rc!=NEWS_OK ) return rc;
  skipSpace(r);
  if( r->p>=r->zEnd || *r->p!=':' ){
    return jsonError(r, r->p, "the colon behind a name is missing");
  }
  r->p++;
  skipSpace(r);
  return NEWS_OK;
}

/* One value, or the beginning of an array or object. */
static int valueRead(JsonReader *r, const char *zKey, uint32_t nKey){
  int rc;
  NewsJson *pNode = nodeNew(r, &rc);
  if( pNode==0 ) return rc;
  char c = r->p<r->zEnd ? *r->p : 0;
  if( c=='{' ) rc = nodeOpen(r, pNode, NEWS_JS_OBJECT);
  else if( c=='[' ) rc = nodeOpen(r, pNode, NEWS_JS_ARRAY);
  else if( c=='"' ){
    pNode->eType = NEWS_JS_STRING;
    rc = stringRead(r, &pNode->z, &pNode->n);
  }else{
    rc = wordRead(r, pNode);
  }
  pNode->zKey = zKey;
  pNode->nKey = nKey;
  if( rc!=NEWS_OK && !pNode->bOpen ) r->n--;
  return rc;
}

/* The comma or the end behind a value; *pbMore tells that a value follows. */
static int betweenRead(JsonReader *r, int *pbMore){
  *pbMore = 0;
  for(;;){
    skipSpace(r);
    const NewsJson *pTop = &r->a[r->iTop];
    int bFirst = r->iTop+1==r->n;         /* nothing is in it yet */
    if( r->iTop==0 ){
      if( !bFirst && r->p<r->zEnd && *r->p==',' ){
        r->p++;
        skipSpace(r);
      }
      *pbMore = r->p<r->zEnd;
      return NEWS_OK;
    }
    char cEnd = pTop->eType==NEWS_JS_OBJECT ? '}' : ']';
    if( r->p<r->zEnd && *r->p==',' && !bFirst ){
      r->p++;
      skipSpace(r);
      if( r->p<r->zEnd && *r->p!=cEnd ){
        *pbMore = 1;
        return NEWS_OK;
      }
    }
    if( r->p>=r->zEnd ){
      return jsonError(r, r->p, cEnd=='}' ? "it ends inside an object"
                                          : "it ends inside an array");
    }
    if( *r->p==cEnd ){
      r->p++;
      r->a[r->iTop].bOpen = 0;
      nodeClose(r);
    }else if( bFirst ){
      *pbMore = 1;
      return NEWS_OK;
    }else{
      return jsonError(r, r->p, cEnd=='}' ? "a comma or a closing brace is missing"
                                          : "a comma or a closing bracket is missing");
    }
  }
}

/* The loop: r->a[0] is open and holds every value. */
static int treeRead(JsonReader *r){
  int rc = NEWS_OK, bMore = 0;
  for(;;){
    const char *zKey = 0, *z = r->p;
    uint32_t nKey = 0;
    rc = betweenRead(r, &bMore);
    if( rc!=NEWS_OK || !bMore ) return rc;
    if( r->a[r->iTop].eType==NEWS_JS_OBJECT ){
      rc = keyRead(r, &zKey, &nKey);
      if( rc!=NEWS_OK ) return rc;
    }
    rc = valueRead(r, zKey, nKey);
    if( rc!=NEWS_OK ) return rc;
    rc = newsWork(r->pArena, JSON_VALUE + (size_t)(r->p-z)/4);
    if( rc!=NEWS_OK ) return rc;
  }
}

int newsJsonRead(NewsArena *pArena, const char *z, size_t n, NewsJsonTree *pTree,
                 NewsError *pErr){
  JsonReader r = { .pArena = pArena, .pErr = pErr, .nAlloc = 64 };
  memset(pTree, 0, sizeof(*pTree));
  int rc = newsUtf8Text(pArena, z, n, &z, &n);
  if( rc!=NEWS_OK ) return rc;
  r.z = r.p = z;
  r.zEnd = r.z + n;
  r.a = newsArenaAlloc(pArena, r.nAlloc*sizeof(NewsJson));
  if( r.a==0 ) return NEWS_NOMEM;
  NewsJson *pRoot = nodeNew(&r, &rc);
  pRoot->eType = NEWS_JS_ARRAY;
  pRoot->iEnd = 0;
  rc = treeRead(&r);
  if( rc==NEWS_OK && r.n==1 ){
    rc = newsError(pErr, NEWS_ERROR, "not JSON: it is empty");
  }
  /* What is open when it ends keeps its mark, but for the root. */
  while( r.iTop!=0 ) nodeClose(&r);
  r.a[0].iEnd = r.n;
  pTree->a = r.a;
  pTree->n = r.n;
  return rc;
}
