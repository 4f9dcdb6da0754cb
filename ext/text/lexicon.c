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

void newsLexiconRead(NewsToken *a, uint32_t n){
  for(NewsToken *p=a; p<a+n; p++){
    p->mClass = newsLexicon(p->hash) & (0u-(p->eKind==NEWS_TK_WORD));
  }
}
