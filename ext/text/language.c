/*
** language.c - which language a text is in, from its function words and scripts.
**
** The first 4,000 tokens vote. A script of one language decides by itself. Among
** languages in Latin or Cyrillic letters, each function word votes for all languages that
** have it; one of a single letter, or with a capital, with half a vote, for it may be of
** a name. The winner needs one word in twelve and a fifth more votes than the next, or, of
** near relatives as Danish and Norwegian, twice as many words that the other has not.
** Languages that share another script (Arabic, Persian, Urdu) differ in letters.
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
  { 0x0B80, 0x0BFF, "ta" }, { 0x0C00, 0x0C7F, "te" }, { 0x0A80, 0x0AFF, "gu" },
  { 0x0C80, 0x0CFF, "kn" }, { 0x0D00, 0x0D7F, "ml" }, { 0x0A00, 0x0A7F, "pa" },
  { 0x0D80, 0x0DFF, "si" }, { 0x1200, 0x137F, "am" }, { 0x1000, 0x109F, "my" },
  { 0x1780, 0x17FF, "km" }, { 0x0530, 0x058F, "hy" }, { 0x0E80, 0x0EFF, "lo" },
};
#define N_SCRIPT ((int)(sizeof(aScript)/sizeof(aScript[0])))

static int scriptOf(uint32_t c){
  for(int i=0; i<N_SCRIPT; i++){
    if( c>=aScript[i].iFrom && c<=aScript[i].iTo ) return i;
  }
  return -1;
}

/* Letters that of the languages of a script only one has: the script's language, the
** letter, the language, and the words in a thousand that must have one of its letters. */
static const struct { const char *zScript; uint32_t c; const char *zCode; int nMilli; }
aLetter[] = {
  { "ar", 0x0679, "ur", 60 }, { "ar", 0x0688, "ur", 60 }, { "ar", 0x0691, "ur", 60 },
  { "ar", 0x06BA, "ur", 60 }, { "ar", 0x06BE, "ur", 60 }, { "ar", 0x06D2, "ur", 60 },
  { "ar", 0x067E, "fa", 60 }, { "ar", 0x0686, "fa", 60 }, { "ar", 0x0698, "fa", 60 },
  { "ar", 0x06AF, "fa", 60 }, { "ar", 0x06CC, "fa", 60 },
  { "hi", 0x0933, "mr", 25 },
};
#define N_LETTER ((int)(sizeof(aLetter)/sizeof(aLetter[0])))

/* The language of a script's text by its letters; zScript itself when they tell none. */
static const char *byLetters(const NewsText *p, uint32_t n, const char *zScript){
  uint32_t aWord[N_LETTER] = {0}, nWord = 0;
  int bKnown = 0;
  for(int k=0; k<N_LETTER; k++) bKnown |= strcmp(aLetter[k].zScript, zScript)==0;
  for(uint32_t i=0; bKnown && i<n; i++){
    const NewsToken *t = &p->aToken[i];
    const char *z = &p->z[t->iByte], *zEnd = z+t->nByte, *zHad = 0;
    if( t->eKind!=NEWS_TK_WORD ) continue;
    nWord++;
    while( z<zEnd ){
      uint32_t c = newsUtf8Read(&z, zEnd);
      for(int k=0; k<N_LETTER; k++){
        if( aLetter[k].c!=c || (zHad && strcmp(zHad, aLetter[k].zCode)==0) ) continue;
        zHad = aLetter[k].zCode;
        aWord[k]++;
      }
    }
  }
  for(int k=0; bKnown && k<N_LETTER; k++){
    uint32_t nHad = 0;
    if( strcmp(aLetter[k].zScript, zScript)!=0 ) continue;
    for(int j=0; j<N_LETTER; j++){
      if( strcmp(aLetter[j].zCode, aLetter[k].zCode)==0 ) nHad += aWord[j];
    }
    if( nHad*1000>=nWord*(uint32_t)aLetter[k].nMilli ) return aLetter[k].zCode;
  }
  return zScript;
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
    uint32_t nVote = (t->nChar>1) + ((t->mShape & NEWS_SH_UPPER1)==0);
    for(; m; m&=m-1) aVote[__builtin_ctz(m)] += nVote;
  }
  if( nWord<LANG_MIN ) return 0;
  if( nScr*2>nWord ){
    /* Kana among Han characters is Japanese, however few. */
    if( aScr[0]*10>nScr ) return "ja";
    int iBest = 0;
    for(int k=1; k<N_SCRIPT; k++) if( aScr[k]>aScr[iBest] ) iBest = k;
    return byLetters(p, n, aScript[iBest].zCode);
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
