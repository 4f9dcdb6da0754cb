/*
** jsonmend.c - JSON as it comes, written anew as strict JSON.
**
**   [{"a": NaN, "b": "Roe\'s",}] {"c": 007        as it comes, and cut off
**   [{"a":null,"b":"Roe's"}],{"c":"007","":"\u0000"}
**
** Understood beside JSON, and what becomes of it:
**
**   byte order marks, also in front of each value          nothing
**   several values one after another, as in JSON Lines     commas between them
**   NaN, Infinity, undefined, None                         null
**   True, False                                            true, false
**   lone surrogates, \u0000                                \ufffd
**   line ends and control characters in strings            escapes
**   escapes that JSON does not have, as \' or \x           the character alone
**   a comma behind the last element                        nothing
**   numbers of any other size and form                     strings, as they are written
**
** At the first place that is wrong in another way it ends, and an error names the line
** and column. What was whole before that place is given: each array and object that is
** open there gets the string "\u0000" as its last element or, by an empty name, member,
** which nothing else becomes.
**
** HOW IT WORKS. One loop over the text, whose state is the stack of closing brackets that
** are to come. Nothing recurses. A member is dropped when an error is in it.
*/
#include "htmlInt.h"
#include <string.h>

#define MEND_VALUE     16     /* steps of work that a value counts, beside its bytes */
#define MEND_QUOTE     20     /* bytes of the text that an error shows */
#define MEND_DIGITS    18     /* of an integer that surely fits in 64 bits */

typedef struct JsonMend {
  NewsArena *pArena;
  NewsError *pErr;
  int rc;                     /* the first failure; then nothing more is read */
  const char *z;              /* the text, from its first to behind its last byte */
  const char *p;
  const char *zEnd;
  char *zOut;                 /* in the arena */
  size_t nOut, nAlloc;
  size_t nKeep;               /* nOut without the member that is being read */
  uint32_t nValue;
  int nDepth;
  int bFirst;                 /* the innermost open array or object is empty still */
  char aEnd[NEWS_JSON_DEPTH]; /* what closes each that is open */
} JsonMend;

/* Say what is wrong at a place, with its line and column in characters. */
static void mendError(JsonMend *m, const char *zAt, const char *zWhat){
  const char *zLine = m->z;
  long long nLine = 1;
  if( m->rc!=NEWS_OK ) return;
  for(const char *p = m->z; (p = memchr(p, '\n', (size_t)(zAt-p)))!=0; ){
    zLine = ++p;
    nLine++;
  }
  long long nCol = (long long)newsUtf8Count(zLine, (size_t)(zAt-zLine)) + 1;
  int n = 0;
  while( zAt+n<m->zEnd && n<MEND_QUOTE && (unsigned char)zAt[n]>=' ' ) n++;
  while( zAt+n<m->zEnd && ((unsigned char)zAt[n] & 0xC0)==0x80 ) n++;
  m->rc = newsError(m->pErr, NEWS_ERROR, "not JSON: %s at line %lld, column %lld%s%.*s%s",
                    zWhat, nLine, nCol, n ? ", near '" : "", n, zAt, n ? "'" : "");
}

/* Write n bytes. */
static void put(JsonMend *m, const char *z, size_t n){
  if( m->nAlloc-m->nOut<n ){
    size_t nNew = m->nAlloc*2+n;
    char *zNew = newsArenaGrow(m->pArena, m->zOut, m->nAlloc, nNew);
    if( zNew==0 ){
      m->rc = NEWS_NOMEM;
      return;
    }
    m->zOut = zNew;
    m->nAlloc = nNew;
  }
  memcpy(&m->zOut[m->nOut], z, n);
  m->nOut += n;
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

/* One escape, whose backslash is at z: what is behind it. */
static const char *escapeMend(JsonMend *m, const char *z){
  if( z[1]!='u' ){
    if( strchr("\"\\/bfnrt", z[1])==0 ) return z+1;
    put(m, z, 2);
    return z+2;
  }
  int32_t u = hexRead(z+2, m->zEnd);
  if( u<0 ) return z+1;
  if( u>=0xD800 && u<0xDC00 && m->zEnd-z>=12 && z[6]=='\\' && z[7]=='u' ){
    int32_t v = hexRead(z+8, m->zEnd);
    if( v>=0xDC00 && v<0xE000 ){
      put(m, z, 12);
      return z+12;
    }
  }
  put(m, u==0 || (u>=0xD800 && u<0xE000) ? "\\ufffd" : z, 6);
  return z+6;
}

static void controlMend(JsonMend *m, char c){
  static const char aHex[] = "0123456789abcdef";
  char a[6] = { '\\', 'u', '0', '0', aHex[c>>4 & 15], aHex[c & 15] };
  if( c=='\n' ) a[1] = 'n';
  else if( c=='\r' ) a[1] = 'r';
  else if( c=='\t' ) a[1] = 't';
  put(m, a, a[1]=='u' ? 6 : 2);
}

/* A string whose quote is at m->p. */
static void stringMend(JsonMend *m){
  const char *z = m->p+1;
  put(m, "\"", 1);
  while( m->rc==NEWS_OK ){
    size_t n = newsJsonPlain(z, (size_t)(m->zEnd-z));
    put(m, z, n);
    z += n;
    if( z<m->zEnd && *z=='"' ) break;
    if( z>=m->zEnd || (*z=='\\' && m->zEnd-z<2) ){
      mendError(m, m->p, "a string that has no end begins");
      return;
    }
    if( *z=='\\' ) z = escapeMend(m, z);
    else controlMend(m, *z++);
    if( m->rc==NEWS_OK ) m->rc = newsWork(m->pArena, n/8 + MEND_VALUE/2);
  }
  if( m->rc!=NEWS_OK ) return;
  put(m, "\"", 1);
  m->p = z+1;
}

/*---------------------------------------------------------------------------- values */

static void skipSpace(JsonMend *m){
  const char *p = m->p;
  for(;;){
    while( p<m->zEnd && (*p==' ' || *p=='\n' || *p=='\r' || *p=='\t' || *p=='\x1e') ) p++;
    if( m->zEnd-p>=3 && memcmp(p, "\xef\xbb\xbf", 3)==0 ) p += 3;
    else break;
  }
  if( m->rc==NEWS_OK ) m->rc = newsWork(m->pArena, (size_t)(p-m->p)/4);
  m->p = p;
}

static int isWordChar(char c){
  return isAlnum(c) || c=='+' || c=='-' || c=='.' || c=='_';
}

/* Digits at *pz, which moves behind them. */
static size_t digits(const char **pz, const char *zEnd){
  const char *z = *pz;
  while( *pz<zEnd && isDigit(**pz) ) (*pz)++;
  return (size_t)(*pz-z);
}

/* Is it a number of strict JSON, and one that surely fits in 64 bits or a double? */
static int isStrict(const char *z, const char *zEnd){
  if( z<zEnd && *z=='-' ) z++;
  const char *zFirst = z;
  size_t n = digits(&z, zEnd);
  if( n==0 || n>MEND_DIGITS || (n>1 && *zFirst=='0') ) return 0;
  if( z<zEnd && *z=='.' ){
    z++;
    if( digits(&z, zEnd)==0 ) return 0;
  }
  if( z<zEnd && (*z=='e' || *z=='E') ){
    z++;
    if( z<zEnd && (*z=='-' || *z=='+') ) z++;
    n = digits(&z, zEnd);
    if( n==0 || n>2 ) return 0;
  }
  return z==zEnd;
}

/* A number or a word. */
static void wordMend(JsonMend *m){
  static const struct { const char *z, *zTo; } aWord[] = {
    { "null", "null" }, { "true", "true" }, { "false", "false" },
    { "NaN", "null" }, { "Infinity", "null" }, { "-Infinity", "null" },
    { "-NaN", "null" }, { "nan", "null" }, { "undefined", "null" },
    { "None", "null" }, { "True", "true" }, { "False", "false" },
  };
  const char *z = m->p;
  int bDigit = 0;
  while( z<m->zEnd && isWordChar(*z) ) bDigit |= isDigit(*z), z++;
  size_t n = (size_t)(z-m->p);
  char c = n ? *m->p : 0;
  if( bDigit && (isDigit(c) || c=='-' || c=='+' || c=='.') ){
    int bStrict = isStrict(m->p, z);
    if( !bStrict ) put(m, "\"", 1);
    put(m, m->p, n);
    if( !bStrict ) put(m, "\"", 1);
    m->p = z;
    return;
  }
  for(size_t i=0; i<sizeof(aWord)/sizeof(aWord[0]); i++){
    if( strlen(aWord[i].z)!=n || memcmp(aWord[i].z, m->p, n)!=0 ) continue;
    put(m, aWord[i].zTo, strlen(aWord[i].zTo));
    m->p = z;
    return;
  }
  mendError(m, m->p, m->p<m->zEnd ? "a value is missing"
                                  : "it ends where a value should be");
}

/* The name of a member and its colon. */
static void nameMend(JsonMend *m){
  if( *m->p!='"' ){
    mendError(m, m->p, "a name in quotes is missing");
    return;
  }
  stringMend(m);
  if( m->rc!=NEWS_OK ) return;
  skipSpace(m);
  if( m->p>=m->zEnd || *m->p!=':' ){
    mendError(m, m->p, "the colon behind a name is missing");
    return;
  }
  m->p++;
  skipSpace(m);
  put(m, ":", 1);
}

/* One value, or the beginning of an array or object. */
static void valueMend(JsonMend *m){
  char c = m->p<m->zEnd ? *m->p : 0;
  if( ++m->nValue>=NEWS_JSON_VALUES ){
    m->rc = newsError(m->pErr, NEWS_TOOBIG, "the JSON has more than the bound of %d"
                      " values", NEWS_JSON_VALUES);
  }else if( c=='{' || c=='[' ){
    if( m->nDepth==NEWS_JSON_DEPTH ){
      m->rc = newsError(m->pErr, NEWS_ERROR, "the JSON nests deeper than the bound of %d",
                        NEWS_JSON_DEPTH);
      return;
    }
    m->aEnd[m->nDepth++] = c=='{' ? '}' : ']';
    put(m, m->p++, 1);
    m->bFirst = 1;
  }else{
    if( c=='"' ) stringMend(m);
    else wordMend(m);
    if( m->rc==NEWS_OK ) m->bFirst = 0;
  }
}

/* Read commas and ends behind a value: does another one follow? */
static int isMore(JsonMend *m){
  for(;;){
    skipSpace(m);
    char c = m->p<m->zEnd ? *m->p : 0;
    char cEnd = m->nDepth ? m->aEnd[m->nDepth-1] : 0;
    if( c==',' && !m->bFirst ){
      m->p++;
      skipSpace(m);
      c = m->p<m->zEnd ? *m->p : 0;
      if( c && c!=cEnd ) return 1;
    }
    if( cEnd==0 ) return m->p<m->zEnd;
    if( m->p>=m->zEnd ){
      mendError(m, m->p, cEnd=='}' ? "it ends inside an object"
                                   : "it ends inside an array");
      return 0;
    }
    if( c!=cEnd ){
      if( m->bFirst ) return 1;
      mendError(m, m->p, cEnd=='}' ? "a comma or a closing brace is missing"
                                   : "a comma or a closing bracket is missing");
      return 0;
    }
    put(m, m->p++, 1);
    m->nDepth--;
    m->bFirst = 0;
    m->nKeep = m->nOut;
  }
}

/* Close what is open, each with its mark. */
static void openMend(JsonMend *m){
  while( m->nDepth>0 ){
    const char *pEnd = &m->aEnd[--m->nDepth];
    if( !m->bFirst ) put(m, ",", 1);
    if( *pEnd=='}' ) put(m, "\"\":", 3);
    put(m, "\"\\u0000\"", 8);
    put(m, pEnd, 1);
    m->bFirst = 0;
  }
}

int newsJsonMend(NewsArena *pArena, const char *z, size_t n, const char **pz, size_t *pn,
                 NewsError *pErr){
  JsonMend m = { .pArena = pArena, .pErr = pErr, .z = z, .p = z, .zEnd = z+n,
                 .nAlloc = n + n/8 + 64, .bFirst = 1 };
  m.zOut = newsArenaAlloc(pArena, m.nAlloc);
  if( m.zOut==0 ) return NEWS_NOMEM;
  while( m.rc==NEWS_OK && isMore(&m) ){
    const char *zFrom = m.p;
    if( !m.bFirst ) put(&m, ",", 1);
    if( m.nDepth && m.aEnd[m.nDepth-1]=='}' ) nameMend(&m);
    if( m.rc==NEWS_OK ) valueMend(&m);
    if( m.rc!=NEWS_OK ) break;
    m.nKeep = m.nOut;
    m.rc = newsWork(pArena, MEND_VALUE + (size_t)(m.p-zFrom)/4);
  }
  if( m.rc==NEWS_OK && m.nValue==0 ){
    m.rc = newsError(pErr, NEWS_ERROR, "not JSON: it is empty");
  }
  int rc = m.rc;
  m.nOut = m.nKeep;
  openMend(&m);
  *pz = m.zOut;
  *pn = m.nOut;
  return m.rc==NEWS_NOMEM ? NEWS_NOMEM : rc;
}
