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

/* Tags. A label e from NEWS_PERSON to NEWS_NORP has B 2e-1 and I 2e; the kinds that the
** model learns apart are five, EVENT counts as other. Tag 0 is outside and weighs 0. */
enum { NEWS_MT_O, NEWS_MT_PERSON, NEWS_MT_ORG = 3, NEWS_MT_LOC = 5, NEWS_MT_PRODUCT = 7,
       NEWS_MT_OTHER = 9, NEWS_MT_NORP = 11, NEWS_MT_N = 13 };
#define NEWS_MODEL_COLS    16          /* columns in memory; NEWS_MT_N are used */
#define NEWS_MODEL_SEGMENT 48          /* tokens of the longest segment */
#define NEWS_MODEL_FEATURES 80         /* features of a token at most */

/* Tokens [iFrom,iEnd) that are tagged together. */
typedef struct NewsModelSegment { uint32_t iFrom, iEnd; } NewsModelSegment;

/* A field as features see it. */
typedef struct NewsModelView {
  const NewsText *pText;
  const NewsToken *a;
  uint32_t n;
  const uint8_t *aUse;    /* NEWS_US_… */
  uint8_t *aList;         /* per token: what the lists say, see NEWS_MV_… */
  uint8_t *aRule;         /* per token: what the rules say */
  uint8_t *aCand;         /* per token: 1 candidate, 2 one that only joins */
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

/* The view of a field behind the matcher, the patterns and the rules. NEWS_OK or
** NEWS_NOMEM. */
int newsModelView(NewsWork*, NewsField*, NewsModelView*);
/* Features of token i of the segment [iFrom,iEnd) as hashes; how many. */
int newsModelFeatures(const NewsModelView*, uint32_t i, uint32_t iFrom, uint32_t iEnd,
                      uint32_t *aHash);

/* The model's file: a head of 1024 bytes, 2^nBit buckets of 64 bytes, 16 zero bytes. A
** bucket has for each of four features the weights of tags 0 to 12 and a zero byte, and
** then their checks in two bytes each, 0 where empty. */
#define NEWS_MODEL_HEAD   1024
#define NEWS_MODEL_TRANS  64           /* transitions, two bytes each, row by row */
#define NEWS_MODEL_BUCKET 64
#define NEWS_MODEL_ROW    14
#define NEWS_MODEL_CHECKS 56           /* where in a bucket they begin */
#define NEWS_MODEL_TAIL   16
#define NEWS_MODEL_SCORES 32           /* scores in the head, from byte 640 on */
#define NEWS_MODEL_STEP   48           /* of margins from one to the next */
#define newsModelCheck(h) (((h)&0xffff) ? ((h)&0xffff) : 1)

/* The compiled model, made by tools/mkmodel.c: the file, and its transitions as numbers:
** [0] from, to; [1] to, from. */
extern const unsigned char newsModelData[];
extern const int16_t newsModelTrans[2][NEWS_MODEL_COLS][NEWS_MODEL_COLS];

/* Does the transition exist: inside only behind a tag of its kind? */
static inline int newsModelMay(int eFrom, int eTo){
  return eTo==0 || (eTo&1) || eFrom==eTo || eFrom==eTo-1;
}

#endif
