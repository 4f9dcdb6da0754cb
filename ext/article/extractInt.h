/*
** extractInt.h - what furniture.c, block.c and extract.c share.
**
** A page is read as blocks: paragraphs, headings, items of lists, rows of tables, each a
** range of nodes of the tree. Counts of text are bytes without white space.
*/
#ifndef NEWS_EXTRACT_INT_H
#define NEWS_EXTRACT_INT_H
#include "htmlInt.h"

/* NewsBlock.eKind */
enum {
  NEWS_BK_TEXT = 0, NEWS_BK_PARA, NEWS_BK_HEAD, NEWS_BK_ITEM, NEWS_BK_ROW, NEWS_BK_QUOTE,
  NEWS_BK_PRE
};

#define NEWS_BF_CUT    0x01      /* furniture by its element */
#define NEWS_BF_IN     0x02      /* in the container of the story */
#define NEWS_BF_OUT    0x04      /* left out of it by its context */
#define NEWS_BF_LONE   0x08      /* short, without a paragraph beside it */

typedef struct NewsBlock {
  uint32_t iFrom, iTo;           /* its texts are among these nodes */
  uint32_t iOwner;               /* the innermost block element around it */
  uint32_t iList;                /* the innermost list or table around it; 0: none */
  uint32_t nText;
  uint32_t nLink;                /* of nText, in links */
  uint32_t nScore;               /* what it speaks for its container */
  uint8_t eKind;                 /* NEWS_BK_… */
  uint8_t mFlag;                 /* NEWS_BF_… */
  uint8_t nLevel;                /* of a heading, 1 to 6; else 0 */
} NewsBlock;

/* How much is taken for furniture, step by step less. */
enum {
  NEWS_FR_ALL = 0,
  NEWS_FR_NOTMUCH,               /* not what holds much of the page's text */
  NEWS_FR_TAGS,                  /* by tag and role only, not by class */
  NEWS_FR_SCRIPTLESS,            /* nor what stands there for readers without scripts */
  NEWS_FR_N                      /* nothing but what no text can be in */
};

/* A page while its body is looked for. All in the tree's arena. */
typedef struct NewsExtraction {
  const NewsTree *pTree;
  uint32_t *aText;               /* text before each node, and all text behind the last */
  uint32_t *aLink;               /* of it, in links */
  uint32_t *aGood;               /* scores of the blocks that begin before each node */
  uint8_t *aSkip;                /* nodes whose text is no part of the block around it */
  NewsBlock *aBlock;
  uint32_t nBlock, nBlockAlloc;
  int eRelax;                    /* NEWS_FR_… */
  uint32_t iHead;                /* the first h1; 0: none */
  uint32_t iMain;                /* the container of the story */
  const char *zTitle;            /* the headline, "" when unknown */
  size_t nTitle;
} NewsExtraction;

#define NEWS_BLOCK_GOOD    60    /* text of a block that counts as one of a story */

static inline int newsIsHeading(int eTag){
  return eTag>=NEWS_EL_H1 && eTag<=NEWS_EL_H6;
}

/* Text below a node. */
static inline uint32_t newsTextBelow(const NewsExtraction *p, uint32_t i){
  return p->aText[p->pTree->aNode[i].iEnd]-p->aText[i];
}

/* A paragraph of text that is not mostly links. */
static inline int newsBlockIsGood(const NewsBlock *p){
  return (p->mFlag & NEWS_BF_CUT)==0 && p->nText>=NEWS_BLOCK_GOOD && p->nLink*5<p->nText*2;
}

/*--------------------------------------------------------------- furniture.c */

/* What class, id, role and itemprop of an element tell: NEWS_FT_…. */
uint32_t newsNodeWords(const NewsNode*);

/* Is an element hidden from readers? */
int newsNodeHidden(const NewsNode*);

/* Is a node furniture, with all below it? */
int newsNodeIsFurniture(const NewsExtraction*, uint32_t iNode);

/*------------------------------------------------------------------- block.c */

/* An extraction of a tree, its arrays allotted. NEWS_OK or NEWS_NOMEM. */
int newsExtractionInit(NewsExtraction*, const NewsTree*);

/* Measure the page and cut it into blocks, as eRelax tells. NEWS_OK, NEWS_NOMEM or
** NEWS_INTERRUPT. */
int newsExtractionRead(NewsExtraction*);

/* Text of all blocks with (mFlag & m)==v, or of all others when bNot: paragraphs parted
** by an empty line when bBody, line by line otherwise. NULL in *pz when there is none.
** NEWS_OK, NEWS_NOMEM, NEWS_INTERRUPT. */
int newsBlocksText(const NewsExtraction*, int m, int v, int bNot, int bBody,
                   const char **pz, int *pn);

/*------------------------------------------------------------------- guide.c */

/* Mend the choice of blocks by a text that the page's data gives for its story (NULL:
** none), where that fits. NEWS_OK or NEWS_NOMEM. */
int newsGuideFollow(NewsExtraction*, const char *zGuide, size_t nGuide);

#endif
