/*
** escape.c - characters that HTML and XML write as references.
**
**   &eacute; &copy 2025     HTML: é, and © (old names are read without a semicolon, too)
**   &#8217; &#x2019;        both: ’ by its number
**   &#146;                  HTML: ’, for pages mean windows-1252 by such numbers
**   &lt; &quot;             both: < "
**   &nbsp;                  HTML: a blank; XML has no such name, and it stays as it is
**
** HOW IT WORKS. Numbers are read alike; what is no character becomes U+FFFD. The names of
** HTML are those of data/entities.tsv. What a reference stands for is never longer than
** it is itself, so that texts are decoded in place or into as many bytes.
*/
#include "htmlInt.h"
#include <string.h>

#define ESCAPE_NAME   39     /* bytes of the longest name */
#define ESCAPE_OLD     6     /* of the longest that needs no semicolon */

/* The number in a reference that begins with "&#": bytes up to behind its last digit, 0
** when it has none. */
static size_t numberRead(const char *z, size_t n, uint32_t *pc){
  int bHex = n>2 && lower(z[2])=='x';
  size_t iDigit = bHex ? 3 : 2, i;
  uint32_t c = 0;
  for(i=iDigit; i<n; i++){
    int v = hexDigit(z[i]);
    if( v<0 || (v>9 && !bHex) ) break;
    if( c<=0x10FFFF ) c = c*(bHex ? 16u : 10u) + (uint32_t)v;
  }
  if( i<=iDigit ) return 0;
  *pc = c==0 || c>0x10FFFF || (c>=0xD800 && c<0xE000) ? 0xFFFD : c;
  return i;
}

/* The characters of windows-1252 that pages write as &#128; to &#159;, as the standard of
** HTML has them. */
static uint32_t windowsChar(uint32_t c){
  static const uint16_t aWin[32] = {
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160,
    0x2039, 0x152, 0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
  };
  return c>=0x80 && c<0xA0 ? aWin[c-0x80] : c;
}

size_t newsHtmlEscape(const char *z, size_t n, int bAttr, char *zOut, int *pnOut){
  if( n>2 && z[1]=='#' ){
    uint32_t c;
    size_t i = numberRead(z, n, &c);
    if( i==0 ) return 0;
    *pnOut = newsUtf8Write(zOut, windowsChar(c));
    return i<n && z[i]==';' ? i+1 : i;
  }
  size_t nName = 0;
  while( nName<ESCAPE_NAME && nName+1<n && isAlnum(z[nName+1]) ) nName++;
  const NewsWord *p = 0;
  size_t nAll = nName+2;
  if( nName+1<n && z[nName+1]==';' ) p = newsWordFind(&newsEntities, &z[1], nName);
  if( p==0 ){
    /* Without the semicolon: the longest old name that is there, but in an address only
    ** one that ends a word. */
    if( nName>ESCAPE_OLD ) nName = bAttr ? 0 : ESCAPE_OLD;
    for(; nName>1; nName--){
      p = newsWordFind(&newsEntities, &z[1], nName);
      if( p && p->m ) break;
      p = 0;
      if( bAttr ) break;
    }
    if( p && bAttr && nName+1<n && z[nName+1]=='=' ) p = 0;
    nAll = nName+1;
  }
  if( p==0 || p->nTo>nAll ) return 0;
  memcpy(zOut, p->zTo, p->nTo);
  *pnOut = p->nTo;
  return nAll;
}

size_t newsXmlEscape(const char *z, size_t n, uint32_t *pc){
  static const struct { const char *z; char c; } aName[] = {
    { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' },
    { "&apos;", '\'' },
  };
  for(int i=0; i<5; i++){
    size_t nName = strlen(aName[i].z);
    if( n<nName || memcmp(z, aName[i].z, nName)!=0 ) continue;
    *pc = (unsigned char)aName[i].c;
    return nName;
  }
  if( n<4 || z[1]!='#' ) return 0;
  size_t i = numberRead(z, n, pc);
  return i>0 && i<n && z[i]==';' ? i+1 : 0;
}
