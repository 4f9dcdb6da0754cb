/*
** lexiconInt.h - what tools/mklexicon.c compiles for lexicon.c and language.c.
*/
#ifndef NEWS_LEXICONINT_H
#define NEWS_LEXICONINT_H
#include <stdint.h>

/* Words whose hashes, newsFoldHash, have the same low bits. A word that finds its bucket
** full is in the next one; then the bucket's hashes fall. Otherwise they rise, with the
** empty ones, 0, first. */
#define LEXICON_BUCKET 4
typedef struct LexiconBucket {
  uint32_t aHash[LEXICON_BUCKET];
  uint32_t aClass[LEXICON_BUCKET];  /* NEWS_LX_…; bits of languages in the other table */
} LexiconBucket;

extern const LexiconBucket newsLexiconBucket[];
extern const uint32_t newsLexiconMask;

/* Function words of languages; bit i stands for newsLanguageCode[i]. */
extern const LexiconBucket newsLanguageBucket[];
extern const uint32_t newsLanguageMask;

/* What the table a has for a word; 0 when it has not got it. Whether a word is known, and
** which of its bucket it is, nobody can foretell: so no branch asks it. */
static inline uint32_t lexiconFind(const LexiconBucket *a, uint32_t mask, uint32_t hash){
  for(uint32_t i=hash;; i++){
    const LexiconBucket *p = &a[i & mask];
    uint32_t m = 0;
    for(int k=0; k<LEXICON_BUCKET; k++) m |= p->aClass[k] & (0u-(p->aHash[k]==hash));
    if( p->aHash[0]<=p->aHash[LEXICON_BUCKET-1] || m ) return m;
  }
}
extern const char *const newsLanguageCode[];
extern const int newsLanguageN;

/* Languages known by their script: blocks of code points. */
#define NEWS_SCRIPTS  64
typedef struct LanguageScript {
  uint32_t iFrom, iTo;
  const char *zCode;
} LanguageScript;
extern const int newsScriptN;          /* NEWS_SCRIPTS at most */
extern const LanguageScript newsScript[];

/* Letters that of the languages of a script only one has. */
#define NEWS_LETTERS  64
typedef struct LanguageLetter {
  const char *zScript;    /* the language that the script stands for */
  uint32_t c;
  const char *zCode;      /* the language that has the letter */
  int nMilli;             /* words in a thousand that must have one of its letters */
} LanguageLetter;
extern const int newsLetterN;          /* NEWS_LETTERS at most */
extern const LanguageLetter newsLetter[];

#endif
