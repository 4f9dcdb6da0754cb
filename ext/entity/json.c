/*
** json.c - mentions as JSON, the scalar form of entities().
**
**   [{"start":0,"end":7,"sentence":0,"mention":"Meituan","name":"Meituan","label":"ORG",
**     "subtype":"company","ticker":"MPNGY","exchange":"OTCM","score":0.99,...}]
**
** Keys are the columns of entities(), in their order; one without a value is left out.
**
** HOW IT WORKS. A text has many mentions and a mention many short pieces. So room is made
** once for all that a mention can take, and the pieces are written without further
** questions; strings by eight bytes at a time, which may write a few bytes behind their
** end.
*/
#include "entityInt.h"
#include "../text/hashInt.h"
#include <string.h>

#define FIXED_BYTES  400     /* of a mention, keys and numbers, without its strings */
#define USUAL_BYTES  200     /* of a mention */
#define ESCAPED        6     /* a byte of a string takes at most */
#define INT_DIGITS    10     /* 32 bits have no more */
#define JSON_LOOK   4096     /* mentions between two looks whether to stop */

/* Write a literal, or a key's with the comma before it. */
#define put(z, zText)  (memcpy(z, zText, sizeof(zText)-1), (z) += sizeof(zText)-1)
#define putKey(z, zKey)  put(z, ",\"" zKey "\":")

static char *putInt(char *z, uint32_t v){
  static const char aTwo[] =
    "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
    "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
    "8081828384858687888990919293949596979899";
  char a[2*INT_DIGITS] = {0};    /* more bytes than needed are copied */
  int i = INT_DIGITS;
  for(; v>=100; v /= 100) memcpy(&a[i -= 2], &aTwo[v%100*2], 2);
  if( v>=10 ) memcpy(&a[i -= 2], &aTwo[v*2], 2);
  else a[--i] = (char)('0'+v);
  memcpy(z, &a[i], INT_DIGITS);
  return z+INT_DIGITS-i;
}

/* Thousandths, from 0 to 9999: 950 as 0.95, 1000 as 1.0. */
static char *putMilli(char *z, int nMilli){
  unsigned u = (unsigned)nMilli, f = u%1000;
  z[0] = (char)('0'+u/1000%10);
  z[1] = '.';
  z[2] = (char)('0'+f/100);
  z[3] = (char)('0'+f/10%10);
  z[4] = (char)('0'+f%10);
  return z+(f%10 ? 5 : f%100 ? 4 : 3);
}

/* The rest of a string that has a quote, a backslash or a control character. */
static char *putEscaped(char *z, const char *zText, size_t n){
  static const char aHex[] = "0123456789abcdef";
  for(size_t i=0; i<n; i++){
    unsigned char c = (unsigned char)zText[i];
    if( c>=0x20 && c!='"' && c!='\\' ){
      *z++ = (char)c;
      continue;
    }
    *z++ = '\\';
    if( c=='\n' ) *z++ = 'n';
    else if( c=='\t' ) *z++ = 't';
    else if( c=='\r' ) *z++ = 'r';
    else if( c>=0x20 ) *z++ = (char)c;
    else{
      put(z, "u00");
      *z++ = aHex[c>>4];
      *z++ = aHex[c&15];
    }
  }
  *z++ = '"';
  return z;
}

/* Is one of the bytes a quote, a backslash or a control character? */
static inline int needsEscape(uint64_t v){
  uint64_t q = v ^ NEWS_ONES*'"', b = v ^ NEWS_ONES*'\\';
  return ((((v - NEWS_ONES*0x20) & ~v) | ((q - NEWS_ONES) & ~q) | ((b - NEWS_ONES) & ~b))
          & NEWS_HIGHS)!=0;
}

/* A string with its quotes. */
static char *putString(char *z, const char *zText, size_t n){
  *z++ = '"';
  while( n>=8 ){
    uint64_t v = newsLoad8(zText);
    if( needsEscape(v) ) return putEscaped(z, zText, n);
    memcpy(z, zText, 8);
    z += 8;
    zText += 8;
    n -= 8;
  }
  if( n ){
    /* The last ones, with blanks in place of those behind them. */
    char a[8] = "        ";
    if( n>=4 ){
      memcpy(a, zText, 4);
      memcpy(&a[n-4], &zText[n-4], 4);
    }else{
      a[0] = zText[0];
      a[n/2] = zText[n/2];
      a[n-1] = zText[n-1];
    }
    if( needsEscape(newsLoad8(a)) ) return putEscaped(z, zText, n);
    memcpy(z, a, 8);
    z += n;
  }
  *z++ = '"';
  return z;
}

static size_t length(const char *z){ return z ? strlen(z) : 0; }

/* A key with its string, unless that is NULL. */
#define putText(z, zKey, zText, n) \
  if( (zText)!=0 ){ putKey(z, zKey); z = putString(z, zText, n); }

/* A label, subtype or kind of evidence with its key, made when it is first written. */
#define PIECE_BYTES 32
typedef struct Piece { int n; char z[PIECE_BYTES+8]; } Piece;   /* n-1 bytes; 0: none */
typedef struct Pieces {
  Piece aLabel[NEWS_LABEL_N], aSubtype[NEWS_ST_N], aEvidence[NEWS_EV_N];
} Pieces;
#define putPiece(z, p, zKey, zName) \
  if( (p)->n==0 ){ \
    char *zPiece = (p)->z; \
    const char *zOwn = zName; \
    putText(zPiece, zKey, zOwn, strlen(zOwn)); \
    (p)->n = (int)(zPiece-(p)->z)+1; \
  } \
  memcpy(z, (p)->z, PIECE_BYTES); \
  z += (p)->n-1

static void putMention(NewsBuf *p, const NewsDoc *pDoc, const NewsResult *r,
                       const NewsMention *m, Pieces *q){
  static const NewsEntity none;
  const NewsEntity *e = m->iEntity>=0 ? &r->aEntity[m->iEntity] : &none;
  const char *zText = m->bBody ? pDoc->zBody : pDoc->zTitle;
  size_t nName = length(e->zName), nTicker = length(e->zTicker);
  size_t nExchange = length(e->zExchange), nValue = length(m->zValue);
  size_t nUnit = length(m->zUnit);
  size_t nAll = m->nByte+nName+nTicker+nExchange+nValue+nUnit;
  char *z = newsBufRoom(p, FIXED_BYTES+ESCAPED*nAll);
  if( z==0 ) return;
  put(z, "{\"start\":");
  z = putInt(z, m->iChar);
  putKey(z, "end");
  z = putInt(z, m->iChar+m->nChar);
  putKey(z, "sentence");
  z = putInt(z, m->iSentence);
  putText(z, "mention", &zText[m->iByte], m->nByte);
  putText(z, "name", e->zName, nName);
  putPiece(z, &q->aLabel[m->eLabel], "label", newsLabelName(m->eLabel));
  putPiece(z, &q->aSubtype[m->eSubtype], "subtype", newsSubtypeName(m->eSubtype));
  putText(z, "ticker", e->zTicker, nTicker);
  putText(z, "exchange", e->zExchange, nExchange);
  if( m->zValue ){
    putText(z, "value", m->zValue, nValue);
  }else if( m->zUnit ){
    putKey(z, "value");
    newsBufEnd(p, z);
    newsBufReal(p, m->rValue);
    z = newsBufRoom(p, FIXED_BYTES+ESCAPED*nUnit);
    if( z==0 ) return;
  }
  putText(z, "unit", m->zUnit, nUnit);
  putKey(z, "score");
  z = putMilli(z, m->nScore);
  if( m->nLinkScore>=0 ){
    putKey(z, "link_score");
    z = putMilli(z, m->nLinkScore);
  }
  putPiece(z, &q->aEvidence[m->eEvidence], "evidence", newsEvidenceName(m->eEvidence));
  if( m->iEntity>=0 ){
    putKey(z, "relevance");
    z = putMilli(z, e->nRelevance);
  }
  put(z, "},");
  newsBufEnd(p, z);
}

void newsResultJson(const NewsDoc *pDoc, const NewsResult *r, const NewsLabelSet *pSet,
                    NewsBuf *p){
  Pieces pieces;
  memset(&pieces, 0, sizeof(pieces));
  newsBufRoom(p, 2+(size_t)r->nMention*USUAL_BYTES);
  newsBufChar(p, '[');
  for(int i=0; i<r->nMention; i++){
    const NewsMention *m = &r->aMention[i];
    if( pSet && !newsLabelSetHas(pSet, m->eLabel, m->eSubtype) ) continue;
    putMention(p, pDoc, r, m, &pieces);
    if( i%JSON_LOOK==JSON_LOOK-1 && p->rc==NEWS_OK && newsInterrupted(p->pHost) ){
      p->rc = NEWS_INTERRUPT;
    }
    if( p->rc ) return;
  }
  if( p->rc==NEWS_OK && p->z[p->n-1]==',' ) p->n--;
  newsBufChar(p, ']');
}
