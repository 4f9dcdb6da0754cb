/*
** language.c - which language a text is in, from its function words and scripts.
**
** The first 4,000 tokens vote. A script of one language decides by itself. Among
** languages in Latin or Cyrillic letters, each function word votes for all languages
** that have it; one of a single letter, or with a capital, with half a vote, for it may
** be of a name, and one between the names of a person with none. The winner needs one
** word in twelve and a fifth more votes than the next, or, of near relatives as Danish
** and Norwegian, twice as many words that the other has not. Languages that share
** another script (Arabic, Persian, Urdu) differ in letters.
*/
#include "text.h"
#include "lexiconInt.h"
#include "hashInt.h"
#include <string.h>

#define LANG_TOKENS  4000
#define LANG_MIN        6     /* words below which nothing is said */
#define LANG_MAX       32

/* The row of data/scripts.tsv that a character is in; -1: none. */
static int scriptOf(uint32_t c){
  for(int i=0; i<newsScriptN; i++){
    if( c>=newsScript[i].iFrom && c<=newsScript[i].iTo ) return i;
  }
  return -1;
}

/* The language of a script's text by its letters; zScript itself when they tell none. */
static const char *byLetters(const NewsText *p, uint32_t n, const char *zScript){
  uint32_t aWord[NEWS_LETTERS] = {0}, nWord = 0;
  int bKnown = 0;
  for(int k=0; k<newsLetterN; k++) bKnown |= strcmp(newsLetter[k].zScript, zScript)==0;
  for(uint32_t i=0; bKnown && i<n; i++){
    const NewsToken *t = &p->aToken[i];
    const char *z = &p->z[t->iByte], *zEnd = z+t->nByte, *zHad = 0;
    if( t->eKind!=NEWS_TK_WORD ) continue;
    nWord++;
    while( z<zEnd ){
      uint32_t c = newsUtf8Read(&z, zEnd);
      for(int k=0; k<newsLetterN; k++){
        if( newsLetter[k].c!=c || (zHad && strcmp(zHad, newsLetter[k].zCode)==0) ) continue;
        zHad = newsLetter[k].zCode;
        aWord[k]++;
      }
    }
  }
  for(int k=0; bKnown && k<newsLetterN; k++){
    uint32_t nHad = 0;
    if( strcmp(newsLetter[k].zScript, zScript)!=0 ) continue;
    for(int j=0; j<newsLetterN; j++){
      if( strcmp(newsLetter[j].zCode, newsLetter[k].zCode)==0 ) nHad += aWord[j];
    }
    if( nHad*1000>=nWord*(uint32_t)newsLetter[k].nMilli ) return newsLetter[k].zCode;
  }
  return zScript;
}

static uint32_t languagesOf(uint32_t hash){
  return newsBucketFind(newsLanguageBucket, newsLanguageMask, hash);
}

/* Words with languages, and the votes of each, 0 to 2. Which words have languages, and how
** many, nobody can foretell: so no branch asks it. */
#define BALLOT 64
typedef struct Ballot { uint32_t n, aMask[BALLOT]; uint8_t aVote[BALLOT]; } Ballot;

static void ballotCount(Ballot *p, uint32_t *aVote){
  uint64_t a[LANG_MAX/8] = {0};       /* a byte for each language */
  for(uint32_t i=0; i<p->n; i++){
    uint32_t m = p->aMask[i];
    for(int k=0; k<LANG_MAX/8; k++, m >>= 8){
      /* Byte j gets bit j of m, and then 1 for it. */
      uint64_t v = (m & 0xff)*NEWS_ONES & 0x8040201008040201u;
      a[k] += ((v + NEWS_ONES*0x7F)>>7 & NEWS_ONES)*p->aVote[i];
    }
  }
  for(int k=0; k<LANG_MAX; k++) aVote[k] += (uint32_t)(a[k/8]>>(8*(k%8)) & 0xff);
  p->n = 0;
}

#define LANG_PARTICLES  3     /* most of them in a name: van der */

static int isParticle(const NewsToken *k){
  return (k->mClass & NEWS_LX_PARTICLE) && !(k->mShape & NEWS_SH_UPPER1);
}

/* Is the particle at token i inside a person's name, "Anna van der Berg", behind a given
** name? Then it tells of no language. */
static int isInName(const NewsText *p, uint32_t i){
  const NewsToken *a = p->aToken;
  uint32_t iFrom = i, iEnd = i+1;
  while( iFrom>0 && i-iFrom<LANG_PARTICLES && isParticle(&a[iFrom]) ) iFrom--;
  while( iEnd-i<LANG_PARTICLES && isParticle(&a[iEnd]) ) iEnd++;
  return (a[iFrom].mClass & NEWS_LX_GIVEN) && (a[iFrom].mShape & NEWS_SH_UPPER1)
      && (a[iEnd].mShape & NEWS_SH_UPPER1);
}

const char *newsLanguage(const NewsText *p){
  uint32_t aVote[LANG_MAX] = {0}, aScr[NEWS_SCRIPTS] = {0}, nWord = 0, nScr = 0;
  Ballot ballot;
  ballot.n = 0;
  uint32_t n = p->nToken<LANG_TOKENS ? p->nToken : LANG_TOKENS;
  for(uint32_t i=0; i<n; i++){
    const NewsToken *t = &p->aToken[i];
    uint32_t bWord = t->eKind==NEWS_TK_WORD;
    nWord += bWord;
    if( (t->mShape & NEWS_SH_WIDE) && bWord ){
      const char *z = &p->z[t->iByte];
      int k = scriptOf(newsUtf8Read(&z, &p->z[p->nByte]));
      if( k>=0 ){
        aScr[k]++;
        nScr++;
        continue;
      }
    }
    uint32_t m = languagesOf(t->hash) & (0u-bWord);
    uint32_t nVote = (t->nChar>1) + ((t->mShape & NEWS_SH_UPPER1)==0);
    if( (t->mClass & NEWS_LX_PARTICLE) && m && isInName(p, i) ) nVote = 0;
    ballot.aMask[ballot.n] = m;
    ballot.aVote[ballot.n] = (uint8_t)nVote;
    ballot.n += m!=0;
    if( ballot.n==BALLOT ) ballotCount(&ballot, aVote);
  }
  ballotCount(&ballot, aVote);
  if( nWord<LANG_MIN ) return 0;
  if( nScr*2>nWord ){
    /* Kana among Han characters is Japanese, however few. */
    int iBest = 0;
    for(int k=0; k<newsScriptN; k++){
      if( aScr[k]*10>nScr && strcmp(newsScript[k].zCode, "ja")==0 ) return "ja";
      if( aScr[k]>aScr[iBest] ) iBest = k;
    }
    return byLetters(p, n, newsScript[iBest].zCode);
  }
  int iBest = -1;
  int iNext = -1;
  uint32_t nBest = 0, nNext = 0;
  for(int k=0; k<newsLanguageN && k<LANG_MAX; k++){
    if( aVote[k]>nBest ){
      nNext = nBest;
      iNext = iBest;
      nBest = aVote[k];
      iBest = k;
    }else if( aVote[k]>nNext ){
      nNext = aVote[k];
      iNext = k;
    }
  }
  if( iBest<0 || nBest<4 || nBest*6<nWord ) return 0;
  if( nBest*5>=nNext*6 ) return newsLanguageCode[iBest];
  /* Near relatives: what only one of them has decides. */
  uint32_t nOwn = 0, nOther = 0;
  for(uint32_t i=0; i<n; i++){
    if( p->aToken[i].eKind!=NEWS_TK_WORD ) continue;
    uint32_t m = languagesOf(p->aToken[i].hash);
    nOwn += (m>>iBest & 1) && !(m>>iNext & 1);
    nOther += (m>>iNext & 1) && !(m>>iBest & 1);
  }
  return nOwn>=2 && nOwn>=2*nOther ? newsLanguageCode[iBest] : 0;
}
