/*
** utf8.c - UTF-8 that survives any bytes.
**
** A wrong byte never fails and never shifts offsets against SQLite: characters are cut
** where SQLite's substr() cuts them (see text.h), and one that is not well-formed reads
** as U+FFFD.
**
**   "a\xff\xc3(b"  ->  a  U+FFFD  U+FFFD  (  b
*/
#include "text.h"
#include <string.h>

#define UTF8_CONT(c)  (((c)&0xC0)==0x80)
#define UTF8_PIECE    32768     /* bytes between counts of work */

/* Value of the n bytes of one character at z, or 0xFFFFFFFF when not well-formed. */
static uint32_t utf8Decode(const unsigned char *z, size_t n){
  uint32_t c = z[0];
  if( n==1 ) return c<0x80 ? c : 0xFFFFFFFF;
  if( n==2 && c>=0xC2 && c<0xE0 ) return (c&0x1F)<<6 | (z[1]&0x3F);
  if( n==3 && c>=0xE0 && c<0xF0 ){
    c = (c&0x0F)<<12 | (uint32_t)(z[1]&0x3F)<<6 | (z[2]&0x3F);
    return c>=0x800 && (c<0xD800 || c>0xDFFF) ? c : 0xFFFFFFFF;
  }
  if( n==4 && c>=0xF0 && c<0xF5 ){
    c = (c&0x07)<<18 | (uint32_t)(z[1]&0x3F)<<12 | (uint32_t)(z[2]&0x3F)<<6 | (z[3]&0x3F);
    return c>=0x10000 && c<=0x10FFFF ? c : 0xFFFFFFFF;
  }
  return 0xFFFFFFFF;
}

/* Bytes of the character at z. */
static size_t utf8Length(const unsigned char *z, const unsigned char *zEnd){
  const unsigned char *p = z+1;
  if( *z>=0xC0 ) while( p<zEnd && UTF8_CONT(*p) ) p++;
  return (size_t)(p-z);
}

/* Offset of the first byte at or behind i that is not well-formed or is NUL; that of the
** first character at or behind iTo when there is none before it. */
#define LOW_BITS   0x0101010101010101u    /* of each byte */
#define HIGH_BITS  0x8080808080808080u
static size_t utf8Valid(const char *zText, size_t i, size_t iTo, size_t n){
  const unsigned char *z = (const unsigned char*)zText, *p = z+i, *zEnd = z+n;
  const unsigned char *zTo = z+iTo;
  while( p<zTo ){
    /* ASCII without NUL: no byte has its high bit, before and after 1 is taken away. */
    while( zTo-p>=16 ){
      uint64_t v, v2;
      memcpy(&v, p, 8);
      memcpy(&v2, p+8, 8);
      if( (v | (v-LOW_BITS) | v2 | (v2-LOW_BITS)) & HIGH_BITS ) break;
      p += 16;
    }
    while( zTo-p>=8 ){
      uint64_t v;
      memcpy(&v, p, 8);
      if( (v | (v-LOW_BITS)) & HIGH_BITS ) break;
      p += 8;
    }
    if( p==zTo ) break;
    if( n>=8 && zEnd-p<8 ){                /* the last ones with some before them again */
      uint64_t v;
      memcpy(&v, zEnd-8, 8);
      if( ((v | (v-LOW_BITS)) & HIGH_BITS)==0 ) return n;
    }
    if( *p==0 ) break;
    if( *p<0x80 ){
      p++;
    }else{
      size_t nChar = utf8Length(p, zEnd);
      if( utf8Decode(p, nChar)==0xFFFFFFFF ) break;
      p += nChar;
    }
  }
  return (size_t)(p-z);
}

size_t newsUtf8Valid(const char *z, size_t n){
  return n ? utf8Valid(z, 0, n, n) : 0;
}

int newsUtf8ValidWork(NewsArena *pArena, const char *z, size_t n, size_t *pi){
  int rc = NEWS_OK;
  size_t i = 0, iTo = 0;
  while( rc==NEWS_OK && i<n && i>=iTo ){
    iTo = n-i>UTF8_PIECE ? i+UTF8_PIECE : n;
    rc = newsWork(pArena, (iTo-i)/2);
    i = utf8Valid(z, i, iTo, n);
  }
  *pi = i;
  return rc;
}

/* The characters of z from *pi on, until iTo or behind it: bytes with each wrong one made
** good, to zOut unless that is NULL. */
static size_t utf8Mend(const char *zText, size_t *pi, size_t iTo, size_t n, char *zOut){
  static const char zBad[] = "\xEF\xBF\xBD";
  const unsigned char *z = (const unsigned char*)zText, *p = z+*pi, *zEnd = z+n;
  size_t nOut = 0;
  while( p<z+iTo ){
    size_t nChar = utf8Length(p, zEnd);
    int bBad = *p==0 || utf8Decode(p, nChar)==0xFFFFFFFF;
    size_t nCopy = bBad ? 3 : nChar;
    if( zOut ) memcpy(&zOut[nOut], bBad ? zBad : (const char*)p, nCopy);
    nOut += nCopy;
    p += nChar;
  }
  *pi = (size_t)(p-z);
  return nOut;
}

int newsUtf8Text(NewsArena *pArena, const char *z, size_t n, const char **pz, size_t *pn){
  size_t iGood, nOut;
  *pz = z ? z : "";
  *pn = n;
  int rc = newsUtf8ValidWork(pArena, z, n, &iGood);
  if( rc!=NEWS_OK || iGood==n ) return rc;

  /* The first pass counts what each wrong character costs, the second writes. */
  char *zOut = 0;
  for(int bWrite=0; bWrite<2; bWrite++){
    if( bWrite ){
      zOut = newsArenaAlloc(pArena, nOut+1);
      if( zOut==0 ) return NEWS_NOMEM;
      memcpy(zOut, z, iGood);
    }
    nOut = iGood;
    for(size_t i=iGood; i<n; ){
      size_t iFrom = i, iTo = n-i>UTF8_PIECE ? i+UTF8_PIECE : n;
      nOut += utf8Mend(z, &i, iTo, n, zOut ? &zOut[nOut] : 0);
      rc = newsWork(pArena, 8*(iTo-iFrom));
      if( rc!=NEWS_OK ) return rc;
    }
  }
  zOut[nOut] = 0;
  *pz = zOut;
  *pn = nOut;
  return NEWS_OK;
}

const char *newsUtf8Clean(NewsArena *pArena, const char *zText, size_t n, size_t *pn){
  const char *z;
  return newsUtf8Text(pArena, zText, n, &z, pn)==NEWS_OK ? z : 0;
}

size_t newsUtf8Count(const char *zText, size_t n){
  if( n==0 ) return 0;
  const unsigned char *p = (const unsigned char*)zText, *zEnd = p+n;
  size_t nChar = 0;
  while( p<zEnd ){
    while( zEnd-p>=8 ){
      uint64_t v;
      memcpy(&v, p, 8);
      if( v & 0x8080808080808080u ) break;
      p += 8;
      nChar += 8;
    }
    if( p==zEnd ) break;
    p += utf8Length(p, zEnd);
    nChar++;
  }
  return nChar;
}

uint32_t newsUtf8Read(const char **pz, const char *zEnd){
  const unsigned char *z = (const unsigned char*)*pz;
  if( *z<0x80 ){
    (*pz)++;
    return *z;
  }
  size_t n = utf8Length(z, (const unsigned char*)zEnd);
  uint32_t c = utf8Decode(z, n);
  *pz += n;
  return c==0xFFFFFFFF ? 0xFFFD : c;
}

int newsUtf8Write(char *zOut, uint32_t c){
  unsigned char *z = (unsigned char*)zOut;
  if( c<0x80 ){
    z[0] = (unsigned char)c;
    return 1;
  }
  if( c<0x800 ){
    z[0] = (unsigned char)(0xC0 | c>>6);
    z[1] = (unsigned char)(0x80 | (c&0x3F));
    return 2;
  }
  if( c<0x10000 ){
    z[0] = (unsigned char)(0xE0 | c>>12);
    z[1] = (unsigned char)(0x80 | (c>>6&0x3F));
    z[2] = (unsigned char)(0x80 | (c&0x3F));
    return 3;
  }
  z[0] = (unsigned char)(0xF0 | c>>18);
  z[1] = (unsigned char)(0x80 | (c>>12&0x3F));
  z[2] = (unsigned char)(0x80 | (c>>6&0x3F));
  z[3] = (unsigned char)(0x80 | (c&0x3F));
  return 4;
}
