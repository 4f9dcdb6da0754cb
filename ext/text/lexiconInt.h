/*
** lexiconInt.h - what tools/mklexicon.c compiles for lexicon.c and language.c.
*/
#ifndef NEWS_LEXICONINT_H
#define NEWS_LEXICONINT_H
#include <stdint.h>

typedef struct LexiconSlot {
  uint32_t hash;          /* newsFoldHash of the word; 0 is an empty slot */
  uint32_t mClass;        /* NEWS_LX_… in the lexicon; bits of languages in the other */
} LexiconSlot;

extern const LexiconSlot newsLexiconSlot[];
extern const uint32_t newsLexiconMask;

/* Function words of languages; bit i stands for newsLanguageCode[i]. */
extern const LexiconSlot newsLanguageSlot[];
extern const uint32_t newsLanguageMask;
extern const char *const newsLanguageCode[];
extern const int newsLanguageN;

#endif
