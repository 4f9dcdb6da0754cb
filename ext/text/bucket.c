/*
** bucket.c - makes tables of words by their hash; newsBucketFind of text.h reads them.
**
**   newsBucketAdd(a, mask, newsFoldHash("bank", 4), NEWS_LX_ORGHEAD)
**   newsBucketAdd(a, mask, newsFoldHash("bank", 4), NEWS_LX_COMMON)
**   newsBucketFind(a, mask, newsFoldHash("Bank", 4))         both classes
**
** HOW IT WORKS. Words whose hashes have the same low bits share a bucket, which is in one
** line of memory. A look compares all hashes of a bucket at once: whether a word is
** known, and which of its bucket it is, nobody can foretell, so no branch asks it. A word
** that finds its bucket full goes into the next one; that there are such is told by the
** order of the bucket's hashes, which then fall. Otherwise they rise, with those of empty
** places, 0, first.
*/
#include "text.h"

/* Put a word into a bucket that has an empty place, the first. */
static void bucketInsert(NewsBucket *p, uint32_t hash, uint32_t mClass){
  int k = 0;
  for(; k+1<NEWS_BUCKET && p->aHash[k+1]<hash; k++){
    p->aHash[k] = p->aHash[k+1];
    p->aClass[k] = p->aClass[k+1];
  }
  p->aHash[k] = hash;
  p->aClass[k] = mClass;
}

/* From now on there are words of the bucket in the next one. */
static void bucketReverse(NewsBucket *p){
  NewsBucket old = *p;
  for(int k=0; k<NEWS_BUCKET; k++){
    p->aHash[k] = old.aHash[NEWS_BUCKET-1-k];
    p->aClass[k] = old.aClass[NEWS_BUCKET-1-k];
  }
}

void newsBucketAdd(NewsBucket *a, uint32_t mask, uint32_t hash, uint32_t mClass){
  for(uint32_t i=hash;; i++){
    NewsBucket *p = &a[i & mask];
    for(int k=0; k<NEWS_BUCKET; k++){
      if( p->aHash[k]!=hash ) continue;
      p->aClass[k] |= mClass;
      return;
    }
    if( p->aHash[0]==0 ){
      bucketInsert(p, hash, mClass);
      return;
    }
    if( p->aHash[0]<p->aHash[NEWS_BUCKET-1] ) bucketReverse(p);
  }
}
