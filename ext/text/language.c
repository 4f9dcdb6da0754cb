/*
** language.c - which language a text is in, from its function words and scripts.
**
** The first 4,000 tokens vote. A script of one language decides by itself. Among
** languages in Latin or Cyrillic letters, each function word votes for all languages that
** have it; the winner needs one word in twelve and a fifth more votes than the next.
*/
#include "text.h"
#include "lexiconInt.h"
#include <string.h>

#define LANG_TOKENS  4000
#define LANG_MIN        6     /* words below which nothing is said */
#define LANG_MAX       32

/* Languages known by their script: blocks of code points. */
static const struct { uint32_t iFrom, iTo; const char *zCode; } aScript[] = {
  { 0x3040, 0x30FF, "ja" }, { 0xAC00, 0xD7AF, "ko" }, { 0x1100, 0x11FF, "ko" },
  { 0x4E00, 0x9FFF, "zh" }, { 0x3400, 0x4DBF, "zh" }, { 0x0E00, 0x0E7F, "th" },
  { 0x0600, 0x06FF, "ar" }, { 0x0590, 0x05FF, "he" }, { 0x0370, 0x03FF, "el" },
  { 0x0900, 0x097F, "hi" }, { 0x0980, 0x09FF, "bn" }, { 0x10A0, 0x10FF, "ka" },
};
#define N_SCRIPT ((int)(sizeof(aScript)/sizeof(aScript[0])))

static int scriptOf(uint32_t c){
  for(int i=0; i<N_SCRIPT; i++){
    if( c>=aScript[i].iFrom && c<=aScript[i].iTo ) return i;
  }
  return -1;
}

static uint32_t languagesOf(uint32_t hash){
  uint32_t i = hash & newsLanguageMask;
  while( newsLanguageSlot[i].hash ){
    if( newsLanguageSlot[i].hash==hash ) return newsLanguageSlot[i].mClass;
    i = (i+1) & newsLanguageMask;
  }
  return 0;
}

const char *newsLanguage(const NewsText *p){
  uint32_t aVote[LANG_MAX] = {0}, aScr[N_SCRIPT] = {0}, nWord = 0, nScr = 0;
  uint32_t n = p->nToken<LANG_TOKENS ? p->nToken : LANG_TOKENS;
  for(uint32_t i=0; i<n; i++){
    const NewsToken *t = &p->aToken[i];
    if( t->eKind!=NEWS_TK_WORD ) continue;
    nWord++;
    if( t->mShape & NEWS_SH_WIDE ){
      const char *z = &p->z[t->iByte];
      int k = scriptOf(newsUtf8Read(&z, &p->z[p->nByte]));
      if( k>=0 ){
        aScr[k]++;
        nScr++;
        continue;
      }
    }
    uint32_t m = languagesOf(t->hash);
    for(; m; m&=m-1) aVote[__builtin_ctz(m)]++;
  }
  if( nWord<LANG_MIN ) return 0;
  if( nScr*2>nWord ){
    /* Kana among Han characters is Japanese, however few. */
    if( aScr[0]*10>nScr ) return "ja";
    int iBest = 0;
    for(int k=1; k<N_SCRIPT; k++) if( aScr[k]>aScr[iBest] ) iBest = k;
    return aScript[iBest].zCode;
  }
  int iBest = -1;
  uint32_t nBest = 0, nNext = 0;
  for(int k=0; k<newsLanguageN && k<LANG_MAX; k++){
    if( aVote[k]>nBest ){
      nNext = nBest;
      nBest = aVote[k];
      iBest = k;
    }else if( aVote[k]>nNext ){
      nNext = aVote[k];
    }
  }
  if( iBest<0 || nBest<2 || nBest*12<nWord || nBest*5<nNext*6 ) return 0;
  return newsLanguageCode[iBest];
}
