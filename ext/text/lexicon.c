/*
** lexicon.c - classes of words by their hash.
**
** The tables are compiled by tools/mklexicon.c: slots of an open-addressing table, a
** power of two at most half full, so that most words that have no class cost one look.
** Only hashes are kept; the compiler refuses data in which two words have the same one.
*/
#include "text.h"
#include "lexiconInt.h"

uint32_t newsLexicon(uint32_t hash){
  uint32_t i = hash & newsLexiconMask;
  while( newsLexiconSlot[i].hash ){
    if( newsLexiconSlot[i].hash==hash ) return newsLexiconSlot[i].mClass;
    i = (i+1) & newsLexiconMask;
  }
  return 0;
}

#define AHEAD 8    /* words whose slots are fetched before they are read */

void newsLexiconRead(NewsToken *a, uint32_t n){
  for(uint32_t i=0; i<n; i++){
    if( i+AHEAD<n ) newsFetch(&newsLexiconSlot[a[i+AHEAD].hash & newsLexiconMask]);
    if( a[i].eKind==NEWS_TK_WORD ) a[i].mClass = newsLexicon(a[i].hash);
  }
}
