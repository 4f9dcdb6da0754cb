/*
** fold.c - character types, the normal form of words, and hashes.
**
**   newsFold("Citroën’s")  ->  "citroen's"
**   newsFold("ＡＳＭＬ")     ->  "asml"
**
** The tables are data/unicode.h, made by tools/mkunicode.tcl. The hash reads the normal
** form in words of eight bytes; a word of ASCII letters is lowered eight bytes at a time
** and never written anywhere.
*/
#include "text.h"
#include "hashInt.h"
#include "../data/unicode.h"
#include <string.h>

#define uniRecord(c) \
  (&aUniRecord[aUniIndex[aUniBlock[(c)>>7]][(c)&127]])

int newsCharType(uint32_t c){
  if( c>=UNI_LIMIT ) return c>=0x20000 && c<0x32000 ? NEWS_CT_LETTER|NEWS_CT_IDEO : 0;
  return uniRecord(c)->mType;
}

/* What a character of ASCII folds to. */
static inline char foldAscii(char c){
  return c>='A' && c<='Z' ? (char)(c+32) : c=='`' ? '\'' : c;
}

/* What a character folds to: bytes written to z (at most 4). */
static int foldChar(uint32_t c, char *z){
  if( c<0x80 ){
    z[0] = foldAscii((char)c);
    return 1;
  }
  if( c>=UNI_LIMIT ) return newsUtf8Write(z, c);
  if( uniRecord(c)->bString ){
    const char *zStr = uniRecord(c)->z;
    int n = 0;
    while( n<4 && zStr[n] ){ z[n] = zStr[n]; n++; }
    return n;
  }
  return newsUtf8Write(z, (uint32_t)((int)c+uniRecord(c)->iDelta));
}

size_t newsFold(const char *z, size_t n, char *zOut, size_t nOut){
  const char *zEnd = n ? z+n : z;
  size_t nAll = 0;
  while( z<zEnd ){
    char a[4];
    int k = foldChar(newsUtf8Read(&z, zEnd), a);
    for(int i=0; i<k; i++, nAll++) if( nAll+1<nOut ) zOut[nAll] = a[i];
  }
  if( nOut ) zOut[nAll<nOut ? nAll : nOut-1] = 0;
  return nAll;
}

/* The next byte of a folded text, -1 at its end. */
typedef struct FoldReader {
  const char *z, *zEnd;
  char a[4];
  int i, n;
} FoldReader;

static inline int foldNext(FoldReader *p){
  while( p->i==p->n ){
    if( p->z==p->zEnd ) return -1;
    if( (unsigned char)*p->z<0x80 ) return foldAscii(*p->z++);
    p->n = foldChar(newsUtf8Read(&p->z, p->zEnd), p->a);
    p->i = 0;
  }
  return (unsigned char)p->a[p->i++];
}

int newsFoldEqual(const char *zA, size_t nA, const char *zB, size_t nB){
  FoldReader a = { zA, nA ? zA+nA : zA, {0}, 0, 0 };
  FoldReader b = { zB, nB ? zB+nB : zB, {0}, 0, 0 };
  int cA, cB;
  do{
    cA = foldNext(&a);
    cB = foldNext(&b);
  }while( cA==cB && cA>=0 );
  return cA==cB;
}

/*------------------------------------------------------------------------------ hashes */

static uint32_t load4(const char *z){
  uint32_t v;
  memcpy(&v, z, 4);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__==__ORDER_BIG_ENDIAN__
  v = __builtin_bswap32(v);
#endif
  return v;
}

/* 1 to 8 bytes, the first lowest, by loads of fixed size that may overlap. */
static uint64_t loadWord(const char *z, size_t n){
  if( n==8 ) return newsLoad8(z);
  if( n>=4 ) return load4(z) | (uint64_t)load4(&z[n-4])<<(8*(n-4));
  return (uint64_t)(unsigned char)z[0] | (uint64_t)(unsigned char)z[n/2]<<(8*(n/2))
       | (uint64_t)(unsigned char)z[n-1]<<(8*(n-1));
}

/* The hash of a word with characters that are not plain ASCII. */
static uint32_t hashWide(const char *z, size_t n){
  FoldReader r = { z, z+n, {0}, 0, 0 };
  char a[8];
  uint64_t h = NEWS_HASH_SEED;
  size_t nAll = 0, i = 0;
  int c;
  while( (c = foldNext(&r))>=0 ){
    a[i++] = (char)c;
    nAll++;
    if( i==8 ){
      h = newsHashStep(h, newsLoad8(a));
      i = 0;
    }
  }
  if( i ) h = newsHashStep(h, loadWord(a, i));
  return newsHashEnd(h, nAll);
}

/* The high bit of each byte that is a back-tick; also of some behind one. */
static uint64_t tickBytes(uint64_t v){
  v ^= NEWS_ONES*'`';
  return (v - NEWS_ONES) & ~v;
}

uint32_t newsFoldHash(const char *z, size_t n){
  if( n>1 && z[n-1]=='.' && z[n-2]!='.' ) n--;
  uint64_t h = NEWS_HASH_SEED, mHigh = 0, mTick = 0;
  size_t i = 0;
  for(; n-i>8; i+=8){
    uint64_t v = newsLoad8(&z[i]);
    mHigh |= v;
    mTick |= tickBytes(v);
    h = newsHashStep(h, newsLower8(v & ~NEWS_HIGHS));
  }
  if( n>i ){
    uint64_t v = loadWord(&z[i], n-i);
    mHigh |= v;
    mTick |= tickBytes(v);
    h = newsHashStep(h, newsLower8(v & ~NEWS_HIGHS));
  }
  /* A byte outside ASCII, or a back-tick, folds to another length or byte. */
  if( (mHigh | mTick) & NEWS_HIGHS ) return hashWide(z, n);
  return newsHashEnd(h, n);
}

#define ROTL(x,b)  ((x)<<(b) | (x)>>(64-(b)))
static inline void sipRound(uint64_t v[4]){
  v[0] += v[1]; v[1] = ROTL(v[1],13); v[1] ^= v[0]; v[0] = ROTL(v[0],32);
  v[2] += v[3]; v[3] = ROTL(v[3],16); v[3] ^= v[2];
  v[0] += v[3]; v[3] = ROTL(v[3],21); v[3] ^= v[0];
  v[2] += v[1]; v[1] = ROTL(v[1],17); v[1] ^= v[2]; v[2] = ROTL(v[2],32);
}

uint64_t newsHash64(uint64_t k0, uint64_t k1, const void *p, size_t n){
  const char *z = p;
  uint64_t v[4] = { k0^0x736f6d6570736575u, k1^0x646f72616e646f6du,
                    k0^0x6c7967656e657261u, k1^0x7465646279746573u };
  size_t i = 0;
  for(; n-i>=8; i+=8){
    uint64_t m = newsLoad8(&z[i]);
    v[3] ^= m;
    sipRound(v);
    sipRound(v);
    v[0] ^= m;
  }
  uint64_t m = (uint64_t)n<<56 | (n>i ? loadWord(&z[i], n-i) : 0);
  v[3] ^= m;
  sipRound(v);
  sipRound(v);
  v[0] ^= m;
  v[2] ^= 0xff;
  for(int k=0; k<4; k++) sipRound(v);
  return v[0]^v[1]^v[2]^v[3];
}
