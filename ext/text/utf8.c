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

size_t newsUtf8Valid(const char *zText, size_t n){
  if( n==0 ) return 0;
  const unsigned char *z = (const unsigned char*)zText, *p = z, *zEnd = z+n;
  while( p<zEnd ){
    /* Eight bytes of ASCII without NUL at a time: no high bit, and none is zero. */
    while( zEnd-p>=8 ){
      uint64_t v;
      memcpy(&v, p, 8);
      if( (v | ((v-0x0101010101010101u) & ~v)) & 0x8080808080808080u ) break;
      p += 8;
    }
    if( p==zEnd ) break;
    if( n>=8 && zEnd-p<8 ){                /* the last ones with some before them again */
      uint64_t v;
      memcpy(&v, zEnd-8, 8);
      if( ((v | ((v-0x0101010101010101u) & ~v)) & 0x8080808080808080u)==0 ) return n;
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

const char *newsUtf8Clean(NewsArena *pArena, const char *zText, size_t n, size_t *pn){
  static const char zBad[] = "\xEF\xBF\xBD";
  size_t iGood = newsUtf8Valid(zText, n);
  *pn = n;
  if( iGood==n ) return zText ? zText : "";

  /* The first pass counts what each wrong character costs, the second writes. */
  const unsigned char *z = (const unsigned char*)zText, *zEnd = z+n;
  size_t nOut = iGood;
  for(const unsigned char *p = z+iGood; p<zEnd; ){
    size_t nChar = utf8Length(p, zEnd);
    nOut += (*p==0 || utf8Decode(p, nChar)==0xFFFFFFFF) ? 3 : nChar;
    p += nChar;
  }
  char *zOut = newsArenaAlloc(pArena, nOut+1);
  if( zOut==0 ) return 0;
  memcpy(zOut, zText, iGood);
  char *zTo = zOut+iGood;
  for(const unsigned char *p = z+iGood; p<zEnd; ){
    size_t nChar = utf8Length(p, zEnd);
    int bBad = *p==0 || utf8Decode(p, nChar)==0xFFFFFFFF;
    size_t nCopy = bBad ? 3 : nChar;
    memcpy(zTo, bBad ? zBad : (const char*)p, nCopy);
    zTo += nCopy;
    p += nChar;
  }
  *zTo = 0;
  *pn = nOut;
  return zOut;
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
