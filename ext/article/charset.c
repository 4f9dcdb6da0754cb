/*
** charset.c - a page's bytes as UTF-8.
**
**   "\xef\xbb\xbfNvidia"                            ->  "Nvidia"
**   "<meta charset=windows-1251>\xd1\xe1\xe5\xf0"   ->  "<meta charset=windows-1251>Сбер"
**   "caf\xe9"                                       ->  "café"  (windows-1252)
**
** HOW IT WORKS. A byte order mark decides. Without one, bytes that are valid UTF-8 are
** taken as they are: texts of another charset are that by accident only when they are
** ASCII (ISO-2022-JP, which is, has its escapes). All others are decoded from the charset
** of the header, else from the one the page names within its first bytes, else from
** windows-1252. A page that says UTF-8 and is not is read as UTF-8 with U+FFFD where most
** of its other characters are well-formed, and as windows-1252 where they are not.
*/
#include "htmlInt.h"
#include <errno.h>
#include <iconv.h>
#include <string.h>

#define CHARSET_LOOK   16384    /* bytes in which a page names its charset */
#define CHARSET_PIECE  65536    /* bytes read between counts of work */
#define CHARSET_STEPS     16    /* steps of work that a character beyond ASCII counts */
#define CHARSET_LABEL     40    /* longest label */
#define CHARSET_PAIRS      3    /* characters that show that all are encoded twice */

/* Where zWord (lower case) stands in z, whatever its case there; n when nowhere. */
static size_t findWord(const char *z, size_t n, const char *zWord){
  size_t nWord = strlen(zWord);
  for(size_t i=0; i+nWord<=n; i++){
    size_t k = 0;
    while( k<nWord && lower(z[i+k])==zWord[k] ) k++;
    if( k==nWord ) return i;
  }
  return n;
}

/* The charset that a label names, in iconv's words; NULL when unknown. */
static const char *labelCharset(const char *z, size_t n){
  char zLower[CHARSET_LABEL];
  while( n>0 && isSpace(z[0]) ){ z++; n--; }
  while( n>0 && isSpace(z[n-1]) ) n--;
  if( n==0 || n>sizeof(zLower) ) return 0;
  for(size_t i=0; i<n; i++) zLower[i] = lower(z[i]);
  const NewsWord *p = newsWordFind(&newsCharsets, zLower, n);
  return p ? p->zTo : 0;
}

/* The charset behind zWord ("charset", "encoding") and a sign of equality; NULL: none. */
static const char *namedCharset(const char *z, size_t n, const char *zWord){
  size_t i = findWord(z, n, zWord);
  if( i==n ) return 0;
  i += strlen(zWord);
  while( i<n && isSpace(z[i]) ) i++;
  if( i==n || z[i]!='=' ) return 0;
  i++;
  while( i<n && (isSpace(z[i]) || z[i]=='"' || z[i]=='\'') ) i++;
  size_t iFrom = i;
  while( i<n && !isSpace(z[i]) && strchr("\"';>/?", z[i])==0 ) i++;
  return labelCharset(&z[iFrom], i-iFrom);
}

/* The charset that a page names itself; NULL when none. */
static const char *pageCharset(const char *z, size_t n){
  if( n>CHARSET_LOOK ) n = CHARSET_LOOK;
  if( n>5 && memcmp(z, "<?xml", 5)==0 ){
    const char *zEnd = memchr(z, '>', n);
    const char *zName = namedCharset(z, zEnd ? (size_t)(zEnd-z) : n, "encoding");
    if( zName ) return zName;
  }
  for(size_t i=0; (i += findWord(&z[i], n-i, "<meta"))<n; i+=5){
    const char *zEnd = memchr(&z[i], '>', n-i);
    const char *zName = namedCharset(&z[i], zEnd ? (size_t)(zEnd-&z[i]) : n-i, "charset");
    if( zName || zEnd==0 ) return zName;
  }
  return 0;
}

/* Are most characters beyond ASCII well-formed UTF-8? */
static int mostlyUtf8(NewsArena *pArena, const char *z, size_t n){
  const char *zEnd = z+n, *zCount = z;
  size_t nGood = 0, nBad = 0;
  while( z<zEnd ){
    if( z-zCount>=CHARSET_PIECE ){
      if( newsWork(pArena, 4*CHARSET_PIECE)!=NEWS_OK ) break;
      zCount = z;
    }
    if( (unsigned char)*z<0x80 ){
      z++;
    }else if( newsUtf8Read(&z, zEnd)==0xFFFD ){
      nBad++;
    }else{
      nGood++;
    }
  }
  return nGood>=nBad;
}

/* Decode by iconv; a wrong byte, or wrong two of UTF-16, give U+FFFD. */
static int decode(NewsArena *pArena, const char *zCharset, const char *z, size_t n,
                  const char **pz, size_t *pn){
  iconv_t cd = iconv_open("UTF-8", zCharset);
  if( cd==(iconv_t)-1 ){
    if( errno==ENOMEM ) return NEWS_NOMEM;
    return newsUtf8Text(pArena, z, n, pz, pn);
  }
  size_t nUnit = strncmp(zCharset, "UTF-16", 6)==0 ? 2 : 1;
  size_t nOut = n+n/2+64, iOut = 0, i = 0;
  char *zOut = newsArenaAlloc(pArena, nOut);
  int rc = zOut ? NEWS_OK : NEWS_NOMEM;
  while( rc==NEWS_OK && i<n ){
    char *zIn = (char*)&z[i], *zTo = &zOut[iOut];
    size_t nIn = n-i<CHARSET_PIECE ? n-i : CHARSET_PIECE, nLeft = nIn, nFree = nOut-iOut;
    size_t nDone = iconv(cd, &zIn, &nLeft, &zTo, &nFree);
    int eErr = nDone==(size_t)-1 ? errno : 0;
    i += nIn-nLeft;
    iOut = (size_t)(zTo-zOut);
    if( nOut-iOut<64 || eErr==E2BIG ){
      char *zNew = newsArenaGrow(pArena, zOut, nOut, nOut*2);
      if( zNew==0 ) rc = NEWS_NOMEM;
      else{
        zOut = zNew;
        nOut *= 2;
      }
    }
    /* A wrong character, or one that the page's end cuts off. */
    if( rc==NEWS_OK && (eErr==EILSEQ || (eErr==EINVAL && (i+nLeft==n || nLeft==nIn))) ){
      iOut += (size_t)newsUtf8Write(&zOut[iOut], 0xFFFD);
      i += nUnit<n-i ? nUnit : n-i;
    }
    if( rc==NEWS_OK ) rc = newsWork(pArena, 4*(nIn-nLeft)+64);
  }
  iconv_close(cd);
  if( rc!=NEWS_OK ) return rc;
  return newsUtf8Text(pArena, zOut, iOut, pz, pn);
}

/* The byte of windows-1252 (or of ISO-8859-1 where that has none) that stands for a
** character; -1 when there is none. */
static int byteOf(uint32_t c){
  static const uint16_t aWin[32] = {
    0x20AC, 0, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160,
    0x2039, 0x152, 0, 0x17D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0, 0x17E, 0x178,
  };
  if( c<0x100 ) return (int)c;
  for(int i=0; i<32; i++) if( aWin[i]==c ) return 0x80+i;
  return -1;
}

/* Undo a second encoding of valid UTF-8 when all of it has one. */
static int encodedOnce(NewsArena *pArena, const char **pz, size_t *pn){
  const char *z = *pz, *zEnd = z+*pn;
  size_t nPair = 0;
  for(int bWrite=0; bWrite<2; bWrite++){
    char *zOut = 0;
    size_t k = 0;
    if( bWrite && (zOut = newsArenaAlloc(pArena, *pn+1))==0 ) return NEWS_NOMEM;
    for(z=*pz; z<zEnd; ){
      unsigned char c = (unsigned char)*z;
      int rc = newsWork(pArena, CHARSET_STEPS);
      if( rc!=NEWS_OK ) return rc;
      if( c<0x80 ){
        const char *zFrom = z, *zTo = zEnd-z>CHARSET_PIECE ? z+CHARSET_PIECE : zEnd;
        while( z<zTo && (unsigned char)*z<0x80 ) z++;
        size_t nPlain = (size_t)(z-zFrom);
        if( bWrite ){
          memcpy(&zOut[k], zFrom, nPlain);
          k += nPlain;
        }
        if( (rc = newsWork(pArena, nPlain))!=NEWS_OK ) return rc;
        continue;
      }
      char a[4];
      int n = 0, nWant = 1;
      for(; n<nWant && z<zEnd; n++){
        int b = byteOf(newsUtf8Read(&z, zEnd));
        if( n==0 ) nWant = b>=0xF0 ? 4 : b>=0xE0 ? 3 : 2;
        if( b<0 || (n==0 ? b<0xC2 || b>0xF4 : b<0x80 || b>0xBF) ) return NEWS_OK;
        a[n] = (char)b;
      }
      if( n<nWant || newsUtf8Valid(a, (size_t)n)<(size_t)n ) return NEWS_OK;
      nPair++;
      if( bWrite ){
        memcpy(&zOut[k], a, (size_t)n);
        k += (size_t)n;
      }
    }
    if( nPair<CHARSET_PAIRS ) return NEWS_OK;
    if( bWrite ){
      zOut[k] = 0;
      *pz = zOut;
      *pn = k;
    }
  }
  return NEWS_OK;
}

int newsCharsetUtf8(NewsArena *pArena, const char *z, size_t n, const char *zHint,
                    const char **pz, size_t *pn){
  const char *zCharset = 0;
  size_t iBad;
  int rc;
  if( n>=3 && memcmp(z, "\xef\xbb\xbf", 3)==0 ){
    return newsUtf8Text(pArena, z+3, n-3, pz, pn);
  }
  if( n>=2 && memcmp(z, "\xff\xfe", 2)==0 ){
    return decode(pArena, "UTF-16LE", z+2, n-2, pz, pn);
  }
  if( n>=2 && memcmp(z, "\xfe\xff", 2)==0 ){
    return decode(pArena, "UTF-16BE", z+2, n-2, pz, pn);
  }
  if( n>=4 && memcmp(z, "<\0", 2)==0 && z[2] && z[3]==0 ) zCharset = "UTF-16LE";
  if( n>=4 && memcmp(z, "\0<\0", 3)==0 && z[3] ) zCharset = "UTF-16BE";
  if( zCharset ) return decode(pArena, zCharset, z, n, pz, pn);
  if( (rc = newsUtf8ValidWork(pArena, z, n, &iBad))!=NEWS_OK ) return rc;
  if( iBad==n ){
    *pz = n ? z : "";
    *pn = n;
    if( n==0 || memchr(z, 0x1b, n)==0 ) return encodedOnce(pArena, pz, pn);
  }
  zCharset = zHint ? labelCharset(zHint, strlen(zHint)) : 0;
  if( zCharset==0 ) zCharset = pageCharset(z, n);
  /* A page whose meta can be read in bytes is not in UTF-16, whatever it says. */
  if( zCharset && strncmp(zCharset, "UTF-16", 6)==0 ) zCharset = "UTF-8";
  int bUtf8 = zCharset==0 ? iBad==n
            : strcmp(zCharset, "UTF-8")==0 && mostlyUtf8(pArena, z, n);
  if( bUtf8 ){
    return newsUtf8Text(pArena, z, n, pz, pn);
  }
  if( zCharset==0 || strcmp(zCharset, "UTF-8")==0 ) zCharset = "CP1252";
  return decode(pArena, zCharset, z, n, pz, pn);
}
