/*
** lexiconInt.h - what tools/mklexicon.c compiles for lexicon.c and language.c.
*/
#ifndef NEWS_LEXICONINT_H
#define NEWS_LEXICONINT_H
#include "text.h"

extern const NewsBucket newsLexiconBucket[];
extern const uint32_t newsLexiconMask;

/* Function words of languages; bit i of a word's classes stands for newsLanguageCode[i]. */
extern const NewsBucket newsLanguageBucket[];
extern const uint32_t newsLanguageMask;
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
