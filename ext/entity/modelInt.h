/*
** modelInt.h - what the tagger's decoder and its trainer share.
**
** A candidate is a token that may be part of a name: it has a capital, or a list knows
** it, or it joins two such. Candidates side by side are a segment; all other tokens are
** outside of names. The model scores the tags of a segment.
*/
#ifndef NEWS_MODELINT_H
#define NEWS_MODELINT_H
#include "entityInt.h"

/* Tags: outside, the first token of a name of each of six kinds, and NEWS_MT_IN more for
** its later ones. EVENT counts as other. Outside weighs 0. The tags that may follow any
** other are the lower half of a row of the model, those that follow their own kind only
** the upper half; 7, 8 and 15 are none. */
enum { NEWS_MT_O, NEWS_MT_PERSON, NEWS_MT_ORG, NEWS_MT_LOC, NEWS_MT_PRODUCT, NEWS_MT_OTHER,
       NEWS_MT_NORP, NEWS_MT_IN = 8 };
#define NEWS_MODEL_COLS    16
#define NEWS_MODEL_SEGMENT 48          /* tokens of the longest segment */
#define NEWS_MODEL_FEATURES 52         /* features of a token at most */

/* Tokens [iFrom,iEnd) that are tagged together. */

/* A field as features see it. */
typedef struct NewsModelView {
  const NewsText *pText;
  const NewsToken *a;
  uint32_t n;
  const uint8_t *aUse;    /* NEWS_US_… */
  uint8_t *aList;         /* per token: what the lists say, see NEWS_MV_… */
  uint8_t *aRule;         /* per token: what the rules say */
  uint8_t *aCand;         /* per token: 1 candidate, 2 one that only joins */
  uint8_t *aWord;         /* per token: whose names have the word, NEWS_NW_… */
  uint8_t *aTag;          /* per token: the tag found, NEWS_MT_… */
  int16_t *aMargin;       /* and its margin */
  NewsModelSegment *aSegment;   /* in order */
  uint32_t nSegment;
  uint32_t iFirst, iMatchEnd;   /* the matcher's spans of the field */
  uint32_t iRule, iRuleEnd;     /* the rules' spans still ahead are among these */
} NewsModelView;
#define NEWS_MV_AMBIG   0x10           /* a doubtful alias; the low bits are the label */
#define NEWS_MV_INSIDE  0x20           /* not the span's first token */
#define NEWS_MV_LAST    0x40           /* its last */
#define NEWS_MV_SYMBOL  0x80           /* with a symbol, or of the user: stays as it is */

/* Words of names, with or without the rest of the name: compiled by tools/mknamewords.c
** from data/namewords.tsv into a table of 2^17 places, less than half of them taken. A word
** is looked for from the place that the upper bits of its hash say, up to an empty one
** (0); an entry is the hash's lower 25 bits and NEWS_NW_… in 7 more. */
#define NEWS_NW_TOWN    0x01           /* a town of one word */
#define NEWS_NW_CITY    0x02           /* that has 100,000 people or more */
#define NEWS_NW_FIRST   0x04           /* of a town of several words the first */
#define NEWS_NW_LAST    0x08           /* and the last */
#define NEWS_NW_SURNAME 0x10
#define NEWS_NW_RARE    0x20           /* a surname that fewer have */
#define NEWS_NW_GIVEN   0x40
#define NEWS_NW_BITS    7
#define NEWS_NW_SLOTS   (1u<<17)
#define newsNameWordPlace(h)  ((h)>>15)
extern const uint32_t newsNameWords[];

/* The view of a field behind the matcher, the patterns and the rules; then, when segments
** may have been taken out, aWord of those that are left. NEWS_OK or NEWS_NOMEM. */
int newsModelView(NewsWork*, NewsField*, NewsModelView*);
int newsModelWords(NewsWork*, NewsModelView*);
/* Features of token i of the segment [iFrom,iEnd) as hashes; how many. */
int newsModelFeatures(const NewsModelView*, uint32_t i, uint32_t iFrom, uint32_t iEnd,
                      uint32_t *aHash);

/* The model's file: a head of 1024 bytes, 2^17 rows of 16 bytes, and a row of zeros. A row
** has the weights of a feature for the tags, in two bytes of those that are none what it is
** known by; a feature's hash says in its upper bits which row it may have. */
#define NEWS_MODEL_HEAD   1024
#define NEWS_MODEL_TRANS  64           /* transitions, two bytes each, row by row */
#define NEWS_MODEL_SCORES 32           /* scores, two bytes each */
#define NEWS_MODEL_AT_SCORES 640       /* where they begin */
#define NEWS_MODEL_STEP   48           /* of margins from one to the next */
#define NEWS_MODEL_BITS   17
#define NEWS_MODEL_CHECK  7            /* where in a row the lower bits of the hash are */
#define NEWS_MODEL_NONE   (NEWS_MODEL_HEAD+((size_t)16<<NEWS_MODEL_BITS))
#define NEWS_MODEL_BYTES  (NEWS_MODEL_NONE+16)
#define NEWS_MODEL_BIAS   128
#define newsModelRow(h)   (NEWS_MODEL_HEAD+((size_t)((h)>>(32-NEWS_MODEL_BITS))<<4))

/* The compiled model, made by tools/mkmodel.c: the file, with NEWS_MODEL_BIAS added to each
** weight of a row, so that none is negative; and its transitions as numbers:
** [0] from, to; [1] to, from. Those to a name's later tokens are in newsModelInside: [0]
** from its first token, [1] from a later one, by kind. */
extern const unsigned char newsModelData[];
extern const int16_t newsModelTrans[2][NEWS_MODEL_COLS][NEWS_MODEL_COLS];
extern const int16_t newsModelInside[2][NEWS_MT_IN];
#define NEWS_MODEL_TMAX 2000           /* the largest weight of a transition */

/* Is it a tag? */
static inline int newsModelTag(int e){
  return e>=0 && e<=NEWS_MT_IN+NEWS_MT_NORP && e!=NEWS_MT_NORP+1 && e!=NEWS_MT_IN;
}

/* Does the transition exist: inside only behind a tag of its kind? */
static inline int newsModelMay(int eFrom, int eTo){
  return newsModelTag(eFrom) && newsModelTag(eTo)
      && (eTo<NEWS_MT_IN || (eTo & 7)==(eFrom & 7));
}

#endif
