/*
** lexicon.c - classes of words by their hash.
**
** The tables are compiled by tools/mklexicon.c: buckets (bucket.c), of whose places less
** than half are taken. Only hashes are kept; the compiler refuses data in which two words
** have the same one.
*/
#include "lexiconInt.h"

uint32_t newsLexicon(uint32_t hash){
  return newsBucketFind(newsLexiconBucket, newsLexiconMask, hash);
}

#define AHEAD 8    /* words whose buckets are fetched before they are read */

void newsLexiconRead(NewsToken *a, uint32_t n){
  for(uint32_t i=0; i<n; i++){
    if( i+AHEAD<n ) newsFetch(&newsLexiconBucket[a[i+AHEAD].hash & newsLexiconMask]);
    a[i].mClass |= newsLexicon(a[i].hash) & (0u-(a[i].eKind==NEWS_TK_WORD));
  }
}
