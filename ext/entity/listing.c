/*
** listing.c - symbols as strings: their hash, which are the same, and lists of them.
**
**   newsSymbolEqual("BRK-B", 5, "BRK.B", 5)      1
**
**   const char *z = "XHKG:9988 -XNAS:FB";
**   newsListingNext(&z, &x)                      1: 9988 on XHKG
**   newsListingNext(&z, &x)                      1: FB, once on XNAS
**   newsListingNext(&z, &x)                      0
**
** HOW IT WORKS. The signs before the letter of a share class are one: a symbol is read
** character by character with a stop for each of them, and without one at its end. Listings
** are parted by blanks; what has no market before a colon, or no symbol behind it, or is too
** long for either, is passed over: the column takes any text.
*/
#include "entityInt.h"

/* The next character of a symbol, the three signs of a share class as one; 0 at the
** end. */
static int symbolChar(const char *z, int n, int i){
  if( i>=n || (i==n-1 && z[i]=='.') ) return 0;
  return z[i]=='-' || z[i]=='/' ? '.' : (unsigned char)z[i];
}

uint32_t newsSymbolHash(const char *z, int n){
  uint32_t h = NEWS_MIX0;
  for(int i=0, c; (c = symbolChar(z, n, i))!=0; i++) h = NEWS_MIX(h, (uint32_t)c);
  return h;
}

int newsSymbolEqual(const char *zA, int nA, const char *zB, int nB){
  for(int i=0;; i++){
    int a = symbolChar(zA, nA, i), b = symbolChar(zB, nB, i);
    if( a!=b ) return 0;
    if( a==0 ) return 1;
  }
}

int newsListingNext(const char **pz, NewsListing *p){
  while( **pz ){
    const char *z = *pz;
    size_t n = strcspn(z, " ");
    *pz = z + n + (z[n]==' ');
    p->bFormer = z[0]=='-';
    const char *zColon = memchr(z, ':', n);
    z += p->bFormer;
    if( zColon==0 || zColon-z>=(int)sizeof(p->zMic) || zColon-z<0 ) continue;
    memcpy(p->zMic, z, (size_t)(zColon-z));
    p->zMic[zColon-z] = 0;
    p->n = (int)n - (int)(zColon+1-z) - p->bFormer;
    p->z = zColon+1;
    if( p->n>0 && p->n<48 ) return 1;
  }
  return 0;
}

int newsIsListed(const char *zListings, const char *z, uint32_t n, int bOld){
  NewsListing x;
  while( zListings && newsListingNext(&zListings, &x) ){
    if( (x.bFormer && !bOld) || x.n!=(int)n || memcmp(x.z, z, n)!=0 ) continue;
    return strcmp(x.zMic, "XNAS")==0 || strcmp(x.zMic, "XNYS")==0;
  }
  return 0;
}
