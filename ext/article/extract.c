/*
** extract.c - the body of a page: its story without what stands around it.
*/
#include "htmlInt.h"
#include <string.h>

#define BLOCK_GOOD        60   /* bytes of a block that counts as text of a story */
#define SHARE_MUCH        45   /* percent of the page's text that is much of it */
#define FIGURE_TEXT      400
#define RELAX_GAIN         4
#define RELAX_GOOD       150
#define RELAX_ENOUGH     600

enum { RELAX_NONE = 0, RELAX_MUCH, RELAX_WORDS, RELAX_NOSCRIPT, RELAX_N };

#define HIDDEN_PLAIN 150
#define LONE_BLOCK 240
#define JOIN_CLIMB 2
#define TWICE_TEXT 60
#define CELL_TEXT 200
#define KEEP_WORDS 20
#define KEEP_LINES 4

#define SHARE_WEAK 30

enum { BK_TEXT = 0, BK_PARA, BK_HEAD, BK_ITEM, BK_CELL, BK_QUOTE, BK_PRE };

#define BF_CUT    0x01   /* furniture by its element */
#define BF_STOP   0x02   /* ends like a sentence */
#define BF_OUT    0x04   /* left out by its context */
#define BF_IN     0x08   /* below the container of the story */
#define BF_COMMA  0x10

typedef struct Block {
  uint32_t iFrom, iTo;
  uint32_t iOwner;
  uint32_t iList;
  uint32_t nText, nLink;
  uint32_t nScore;
  uint8_t eKind, mFlag, nLevel;
} Block;

typedef struct Frame {
  uint32_t iNode, iEnd;
  uint32_t iList;
  uint8_t eKind, nLevel;
} Frame;

typedef struct Extract {
  const NewsTree *pTree;
  NewsArena *pArena;
  uint32_t *aText;       /* bytes of text before each node */
  uint32_t *aLink;
  uint32_t *aGood;
  uint8_t *aCut;         /* per node: 1 text of an inline cut */
  Block *aBlock;
  uint32_t nBlock, nBlockAlloc;
  int eRelax;
  uint32_t iHead;        /* first h1; 0: none */
  uint32_t iMain;        /* the container */
  const char *zTitle;
  size_t nTitle;
} Extract;

/*------------------------------------------------------------------------- furniture */

static int isLower(char c){ return c>='a' && c<='z'; }
static int isUpper(char c){ return c>='A' && c<='Z'; }
static int isDigit(char c){ return c>='0' && c<='9'; }

static uint32_t tokenMask(const char *z, size_t n){
  const NewsWord *p = newsWordFind(&newsFurniture, z, n);
  return p ? p->m : 0;
}

/* What one name of a class tells. */
static uint32_t nameMask(const char *z, size_t n){
  char a[96];
  size_t aiWord[16], anWord[16], k = 1, nWord = 0;
  uint32_t m = 0;
  a[0] = '=';
  if( n>80 ) n = 80;
  for(size_t i=0; i<n && nWord<16; ){
    while( i<n && !isLower(z[i]) && !isUpper(z[i]) && !isDigit(z[i]) && (z[i]&0x80)==0 ) i++;
    if( i==n ) break;
    if( k>1 ) a[k++] = '-';
    aiWord[nWord] = k;
    size_t iFrom = i;
    while( i<n && (isLower(z[i]) || isUpper(z[i]) || isDigit(z[i]) || (z[i]&0x80)) ){
      if( i>iFrom && isUpper(z[i]) && isLower(z[i-1]) ) break;
      a[k++] = (char)(isUpper(z[i]) ? z[i]+32 : z[i]);
      i++;
    }
    anWord[nWord] = k-aiWord[nWord];
    nWord++;
  }
  for(size_t i=0; i<nWord; i++){
    uint32_t mWord = tokenMask(&a[aiWord[i]], anWord[i]);
    if( nWord==1 ) mWord |= tokenMask(a, k);
    if( (mWord & NEWS_FT_NOT) && nWord>1 ) return 0;
    m |= mWord;
    if( i+1<nWord ) m |= tokenMask(&a[aiWord[i]], aiWord[i+1]+anWord[i+1]-aiWord[i]);
    if( i+2<nWord ) m |= tokenMask(&a[aiWord[i]], aiWord[i+2]+anWord[i+2]-aiWord[i]);
  }
  return m;
}

static uint32_t valueMask(const char *z, size_t n){
  uint32_t m = 0;
  for(size_t i=0; i<n; ){
    while( i<n && z[i]==' ' ) i++;
    size_t iFrom = i;
    while( i<n && z[i]!=' ' ) i++;
    /* Classes of style libraries that only tell of looks: md:hidden, w-1/2. */
    if( i>iFrom && memchr(&z[iFrom], ':', i-iFrom)==0 ) m |= nameMask(&z[iFrom], i-iFrom);
  }
  return m;
}

static int isHeading(int e){ return e>=NEWS_EL_H1 && e<=NEWS_EL_H6; }

static int wordCount(const char *z, size_t n){
  int nWord = 1;
  for(size_t i=0; i<n; i++) nWord += z[i]=='-' || z[i]=='_' || z[i]==' ';
  return nWord;
}

static uint32_t nodeMask(const NewsNode *p){
  uint32_t m = 0, n;
  static const uint8_t aAttr[] = { NEWS_AT_CLASS_, NEWS_AT_ID_, NEWS_AT_DATA_ };
  for(int i=0; i<3; i++){
    const char *z = newsNodeAttr(p, aAttr[i], &n);
    /* An id of many words is the anchor of a heading. */
    if( z && aAttr[i]==NEWS_AT_ID_ && (isHeading(p->eTag) || wordCount(z, n)>3) ) continue;
    if( z ) m |= valueMask(z, n);
  }
  return m;
}

static int attrIs(const NewsNode *p, int eAttr, const char *zWant){
  const char *z = newsNodeAttr(p, eAttr, 0);
  return z && strcmp(z, zWant)==0;
}

static int isHidden(const NewsNode *p){
  const char *z = newsNodeAttr(p, NEWS_AT_STYLE_, 0);
  if( newsNodeAttr(p, NEWS_AT_HIDDEN_, 0) ) return 1;
  if( attrIs(p, NEWS_AT_ARIA_HIDDEN_, "true") ) return 1;
  if( z==0 ) return 0;
  return strstr(z, "display:none") || strstr(z, "display: none")
      || strstr(z, "visibility:hidden") || strstr(z, "visibility: hidden");
}

static int isFurnitureRole(const NewsNode *p){
  static const char *const az[] = {
    "navigation", "banner", "contentinfo", "complementary", "search", "dialog",
    "alertdialog", "menu", "menubar", "toolbar", "tooltip", "alert", "tablist",
  };
  const char *z = newsNodeAttr(p, NEWS_AT_ROLE_, 0);
  for(size_t i=0; z && i<sizeof(az)/sizeof(az[0]); i++) if( strcmp(z, az[i])==0 ) return 1;
  return 0;
}

/* Does an attribute hold one of the words that name fields of a story, not its body? */
static int isField(const NewsNode *p){
  static const char *const az[] = {
    "author", "datePublished", "dateModified", "dateCreated", "publisher", "keywords",
    "articleSection", "caption", "comment", "commentCount", "interactionCount", "creator",
    "copyrightHolder", "copyrightYear", "editor", "thumbnailUrl", "breadcrumb",
  };
  const char *z = newsNodeAttr(p, NEWS_AT_ITEMPROP_, 0);
  for(size_t i=0; z && i<sizeof(az)/sizeof(az[0]); i++) if( strcmp(z, az[i])==0 ) return 1;
  z = newsNodeAttr(p, NEWS_AT_REL_, 0);
  return z && (strcmp(z, "author")==0 || strcmp(z, "tag")==0 || strcmp(z, "category tag")==0);
}

/* Text without links below a node. */
static uint32_t plainText(const Extract *p, uint32_t i){
  uint32_t iEnd = p->pTree->aNode[i].iEnd;
  return (p->aText[iEnd]-p->aText[i]) - (p->aLink[iEnd]-p->aLink[i]);
}

/* Is the headline of the page below a node? */
static int hasHeadline(const Extract *p, uint32_t i){
  return p->iHead>i && p->iHead<p->pTree->aNode[i].iEnd;
}

/* Is a node furniture? The more relaxed, the less is. */
static int isCut(const Extract *p, uint32_t i){
  const NewsNode *pNode = &p->pTree->aNode[i];
  uint32_t nAll = p->aText[p->pTree->nNode]-p->aLink[p->pTree->nNode];
  uint32_t nPlain = plainText(p, i);
  int bMuch = (uint64_t)nPlain*100 > (uint64_t)nAll*SHARE_MUCH;
  switch( pNode->eTag ){
    case NEWS_EL_HEAD: case NEWS_EL_SELECT: case NEWS_EL_OPTION: case NEWS_EL_TEXTAREA:
    case NEWS_EL_BUTTON: case NEWS_EL_TEMPLATE: case NEWS_EL_VIDEO: case NEWS_EL_AUDIO:
    case NEWS_EL_OBJECT: case NEWS_EL_FIGCAPTION: case NEWS_EL_DIALOG: case NEWS_EL_NAV:
      return 1;
    case NEWS_EL_NOSCRIPT:
      return p->eRelax<RELAX_NOSCRIPT;
    case NEWS_EL_FOOTER:
      return !bMuch || p->eRelax<RELAX_MUCH;
    case NEWS_EL_ASIDE: case NEWS_EL_FORM: case NEWS_EL_LABEL:
      return !bMuch;
    case NEWS_EL_FIGURE:
      if( nPlain<FIGURE_TEXT ) return 1;
      break;
    case NEWS_EL_HTML: case NEWS_EL_BODY: case NEWS_EL_MAIN:
      return 0;
    default:
      break;
  }
  if( pNode->n & NEWS_ET_RAW ) return 1;
  if( bMuch && (p->eRelax>=RELAX_MUCH || hasHeadline(p, i)) ) return 0;
  if( isHidden(pNode) && nPlain<HIDDEN_PLAIN ) return 1;
  if( attrIs(pNode, NEWS_AT_ITEMPROP_, "articleBody") ) return 0;
  if( isFurnitureRole(pNode) || isField(pNode) ) return 1;
  if( p->eRelax>=RELAX_WORDS ) return 0;
  uint32_t m = nodeMask(pNode);
  if( (m & (NEWS_FT_DROP|NEWS_FT_WEAK))==0 || (m & NEWS_FT_BODY) ) return 0;
  if( m & NEWS_FT_SURE ) return 1;
  return m & NEWS_FT_DROP ? !bMuch : (uint64_t)nPlain*100<(uint64_t)nAll*SHARE_WEAK;
}

/*---------------------------------------------------------------------------- blocks */

static Block *blockAdd(Extract *p){
  if( p->nBlock==p->nBlockAlloc ){
    uint32_t nNew = p->nBlockAlloc ? p->nBlockAlloc*2 : 256;
    Block *aNew = newsArenaGrow(p->pArena, p->aBlock, p->nBlockAlloc*sizeof(Block),
                                nNew*sizeof(Block));
    if( aNew==0 ) return 0;
    p->aBlock = aNew;
    p->nBlockAlloc = nNew;
  }
  Block *pBlock = &p->aBlock[p->nBlock++];
  memset(pBlock, 0, sizeof(*pBlock));
  return pBlock;
}

static uint32_t textBytes(const NewsNode *p){
  uint32_t n = 0;
  for(uint32_t i=0; i<p->n; i++) n += (unsigned char)p->u.z[i]>' ';
  return n;
}

static void measure(Extract *p){
  const NewsTree *pTree = p->pTree;
  uint32_t nText = 0, nLink = 0, iLinkEnd = 0;
  for(uint32_t i=0; i<pTree->nNode; ){
    const NewsNode *pNode = &pTree->aNode[i];
    p->aText[i] = nText;
    p->aLink[i] = nLink;
    if( pNode->eTag==NEWS_EL_TEXT ){
      uint32_t n = textBytes(pNode);
      nText += n;
      if( i<iLinkEnd ) nLink += n;
    }else if( pNode->eTag==NEWS_EL_A ){
      if( iLinkEnd<pNode->iEnd ) iLinkEnd = pNode->iEnd;
    }else if( pNode->eTag==NEWS_EL_H1 ){
      if( p->iHead==0 ) p->iHead = i;
    }else if( (pNode->n & NEWS_ET_RAW) || pNode->eTag==NEWS_EL_HEAD
           || (pNode->eTag==NEWS_EL_NOSCRIPT && p->eRelax<RELAX_NOSCRIPT)
           || pNode->eTag==NEWS_EL_TEMPLATE ){
      for(uint32_t k=i+1; k<pNode->iEnd; k++){
        p->aText[k] = nText;
        p->aLink[k] = nLink;
      }
      i = pNode->iEnd;
      continue;
    }
    i++;
  }
  p->aText[pTree->nNode] = nText;
  p->aLink[pTree->nNode] = nLink;
}

static int kindOf(int eTag, int eAround){
  switch( eTag ){
    case NEWS_EL_P: return eAround==BK_ITEM || eAround==BK_QUOTE
                         ? eAround : BK_PARA;
    case NEWS_EL_H1: case NEWS_EL_H2: case NEWS_EL_H3: case NEWS_EL_H4: case NEWS_EL_H5:
    case NEWS_EL_H6: return BK_HEAD;
    case NEWS_EL_LI: case NEWS_EL_DD: case NEWS_EL_DT: return BK_ITEM;
    case NEWS_EL_TABLE: case NEWS_EL_TR: case NEWS_EL_TD: case NEWS_EL_TH: return BK_CELL;
    case NEWS_EL_BLOCKQUOTE: return BK_QUOTE;
    case NEWS_EL_PRE: return BK_PRE;
    case NEWS_EL_UL: case NEWS_EL_OL: case NEWS_EL_DL: return BK_ITEM;
    default: return eAround;
  }
}

/* Is an inline element a word or two of a paragraph, whatever its class says? */
static int isInProse(const Extract *p, uint32_t i, uint32_t iOwner){
  const NewsNode *pNode = &p->pTree->aNode[i], *pOwner = &p->pTree->aNode[iOwner];
  if( pNode->eTag!=NEWS_EL_SPAN && pNode->eTag!=NEWS_EL_A ) return 0;
  if( pOwner->eTag!=NEWS_EL_P && pOwner->eTag!=NEWS_EL_LI ) return 0;
  if( isHidden(pNode) || (nodeMask(pNode) & NEWS_FT_UNSEEN) ) return 0;
  uint32_t nText = p->aText[pNode->iEnd]-p->aText[i];
  return nText*2 < p->aText[pOwner->iEnd]-p->aText[iOwner];
}

/* Is a node a cell of data, one of the pieces of a row? The cells that pages are laid out
** by hold more. */
static int isCell(const Extract *p, uint32_t i){
  const NewsNode *aNode = p->pTree->aNode;
  uint32_t iEnd = aNode[i].iEnd;
  if( aNode[i].eTag!=NEWS_EL_TD && aNode[i].eTag!=NEWS_EL_TH ) return 0;
  if( p->aText[iEnd]-p->aText[i]>CELL_TEXT || aNode[aNode[i].iParent].eTag!=NEWS_EL_TR ){
    return 0;
  }
  int nPara = 0;
  for(uint32_t k=i+1; k<iEnd; k++){
    int e = aNode[k].eTag;
    nPara += e==NEWS_EL_P;
    if( nPara>1 || e==NEWS_EL_TABLE || e==NEWS_EL_UL || e==NEWS_EL_OL || isHeading(e) ) return 0;
  }
  return 1;
}

/* Cut the page into blocks. */
static int blocksRead(Extract *p){
  const NewsTree *pTree = p->pTree;
  Frame aFrame[NEWS_HTML_DEPTH+2];
  int nFrame = 1, bNew = 1, nBr = 0;
  uint32_t iCutEnd = 0, iInlineEnd = 0, iCellEnd = 0;
  p->nBlock = 0;
  memset(p->aCut, 0, pTree->nNode);
  aFrame[0] = (Frame){ 0, pTree->nNode, 0, BK_TEXT, 0 };
  for(uint32_t i=1; i<pTree->nNode; i++){
    const NewsNode *pNode = &pTree->aNode[i];
    while( nFrame>1 && aFrame[nFrame-1].iEnd<=i ){
      nFrame--;
      bNew = 1;
    }
    Frame *pTop = &aFrame[nFrame-1];
    if( i==iCutEnd ) bNew = 1;
    if( pNode->eTag==NEWS_EL_TEXT ){
      uint32_t n = p->aText[i+1]-p->aText[i];
      if( n==0 && (bNew || i<iInlineEnd) ) continue;
      if( i<iInlineEnd ){
        p->aCut[i] = 1;
        continue;
      }
      if( bNew ){
        Block *pBlock = blockAdd(p);
        if( pBlock==0 ) return NEWS_NOMEM;
        pBlock->iFrom = i;
        pBlock->iOwner = pTop->iNode;
        pBlock->iList = pTop->iList;
        pBlock->eKind = pTop->eKind;
        pBlock->nLevel = pTop->nLevel;
        if( i<iCutEnd ) pBlock->mFlag |= BF_CUT;
        bNew = 0;
      }
      Block *pBlock = &p->aBlock[p->nBlock-1];
      pBlock->iTo = i+1;
      pBlock->nText += n;
      pBlock->nLink += p->aLink[i+1]-p->aLink[i];
      if( n ) nBr = 0;
      continue;
    }
    if( pNode->eTag==NEWS_EL_BR ){
      if( ++nBr==2 ) bNew = 1;
      continue;
    }
    if( i>=iCutEnd && isCut(p, i) && !isInProse(p, i, pTop->iNode) ){
      if( !bNew && (pNode->n & NEWS_ET_BLOCK)==0 ){
        if( iInlineEnd<pNode->iEnd ) iInlineEnd = pNode->iEnd;
        continue;
      }
      iCutEnd = pNode->iEnd;
      bNew = 1;
    }
    if( pNode->n & NEWS_ET_RAW ){
      i = pNode->iEnd-1;
      continue;
    }
    if( (pNode->n & NEWS_ET_BLOCK)==0 || (pNode->n & NEWS_ET_VOID) ) continue;
    if( i<iCellEnd ) continue;
    if( isCell(p, i) ){
      iCellEnd = pNode->iEnd;
      continue;
    }
    bNew = 1;
    if( pNode->iEnd==i+1 ) continue;
    int e = pNode->eTag;
    int bList = e==NEWS_EL_UL || e==NEWS_EL_OL || e==NEWS_EL_DL || e==NEWS_EL_TABLE;
    aFrame[nFrame] = (Frame){
      i, pNode->iEnd, bList ? i : pTop->iList, (uint8_t)kindOf(e, pTop->eKind),
      (uint8_t)(e>=NEWS_EL_H1 && e<=NEWS_EL_H6 ? e-NEWS_EL_H1+1 : pTop->nLevel)
    };
    nFrame++;
  }
  return NEWS_OK;
}

/*------------------------------------------------------------------------------ text */

/* Text that is put together line by line. */
typedef struct Lines {
  NewsArena *pArena;
  char *z;
  size_t n, nAlloc;
  int nBreak;              /* newlines before the next character */
  int bSpace;              /* a blank before it */
  int bCell;               /* a cell of the same row before it */
  int rc;
} Lines;

static void linesAdd(Lines *p, const char *z, size_t n){
  if( p->rc!=NEWS_OK ) return;
  if( p->nAlloc-p->n<n+8 ){
    size_t nNew = (p->nAlloc+n+8)*2;
    char *zNew = newsArenaGrow(p->pArena, p->z, p->nAlloc, nNew);
    if( zNew==0 ){
      p->rc = NEWS_NOMEM;
      return;
    }
    p->z = zNew;
    p->nAlloc = nNew;
  }
  for(size_t i=0; i<n; i++){
    unsigned char c = (unsigned char)z[i];
    if( c<=' ' ){
      p->bSpace = 1;
    }else if( c==0xC2 && i+1<n && (unsigned char)z[i+1]==0xA0 ){
      p->bSpace = 1;
      i++;
    }else{
      if( p->n>0 ){
        for(int k=0; k<p->nBreak; k++) p->z[p->n++] = '\n';
        if( p->bCell && p->nBreak==0 ){
          memcpy(&p->z[p->n], " | ", 3);
          p->n += 3;
        }else if( p->bSpace && p->nBreak==0 ){
          p->z[p->n++] = ' ';
        }
      }
      p->nBreak = p->bSpace = p->bCell = 0;
      p->z[p->n++] = (char)c;
    }
  }
}

static void linesBreak(Lines *p, int nBreak){
  if( p->nBreak<nBreak ) p->nBreak = nBreak;
}

/* The text of a block, with the line breaks in it. */
static void linesBlock(Lines *p, const Extract *pEx, const Block *pBlock){
  const NewsNode *aNode = pEx->pTree->aNode;
  size_t nBefore = p->n;
  for(uint32_t i=pBlock->iFrom; i<pBlock->iTo; i++){
    if( aNode[i].eTag==NEWS_EL_TEXT ){
      if( pEx->aCut[i]==0 ) linesAdd(p, aNode[i].u.z, aNode[i].n);
    }else if( aNode[i].eTag==NEWS_EL_BR ){
      linesBreak(p, 1);
    }else if( aNode[i].eTag==NEWS_EL_TD || aNode[i].eTag==NEWS_EL_TH ){
      p->bCell = p->n>nBefore;
    }else if( aNode[i].n & NEWS_ET_BLOCK ){
      p->bSpace = 1;
    }else if( aNode[i].n & NEWS_ET_RAW ){
      i = aNode[i].iEnd-1;
    }
  }
}

static int linesEnd(Lines *p, const char **pz, int *pn){
  *pz = 0;
  *pn = 0;
  if( p->rc!=NEWS_OK || p->n==0 ) return p->rc;
  p->z[p->n] = 0;
  *pz = p->z;
  *pn = (int)p->n;
  return NEWS_OK;
}

/* Breaks between two blocks of a body. */
static int breaksBetween(const Block *pA, const Block *pB){
  if( pA->eKind==BK_ITEM && pB->eKind==BK_ITEM && pA->iList==pB->iList ) return 1;
  if( pA->eKind==BK_CELL && pB->eKind==BK_CELL && pA->iList==pB->iList ) return 1;
  return 2;
}

/* All blocks with (mFlag & m)==v, or with bNot all others, as text. */
static void linesBlocks(const Extract *p, Lines *pLines, int m, int v, int bNot, int bBody){
  const Block *pLast = 0;
  for(uint32_t i=0; i<p->nBlock; i++){
    const Block *pBlock = &p->aBlock[i];
    if( ((pBlock->mFlag & m)!=v)!=bNot ) continue;
    linesBreak(pLines, bBody && pLast ? breaksBetween(pLast, pBlock) : 1);
    linesBlock(pLines, p, pBlock);
    pLast = pBlock;
  }
}

/* Does a block hold the text z, in other case or white space maybe? */
static int blockIs(const Extract *p, const Block *pBlock, const char *z, size_t n){
  const NewsNode *aNode = p->pTree->aNode;
  if( n==0 || pBlock->nText>n+8 ) return 0;
  char a[1024], b[1024];
  size_t k = 0, nB = 0;
  for(uint32_t i=pBlock->iFrom; i<pBlock->iTo; i++){
    if( aNode[i].eTag!=NEWS_EL_TEXT ) continue;
    for(uint32_t j=0; j<aNode[i].n && k<sizeof(a)-1; j++){
      unsigned char c = (unsigned char)aNode[i].u.z[j];
      if( (c>='0' && c<='9') || (c|32)>='a' || c>=0x80 ) a[k++] = (char)c;
    }
  }
  for(size_t j=0; j<n && nB<sizeof(b)-1; j++){
    unsigned char c = (unsigned char)z[j];
    if( (c>='0' && c<='9') || (c|32)>='a' || c>=0x80 ) b[nB++] = (char)c;
  }
  return k>0 && newsFoldEqual(a, k, b, nB);
}

/*--------------------------------------------------------------------------- the choice */

static int isGood(const Block *p){
  return (p->mFlag & BF_CUT)==0 && p->nText>=BLOCK_GOOD && p->nLink*5<p->nText*2;
}

/* Do two blocks stand beside each other, as paragraphs of one story do? */
static int areSiblings(const Extract *p, const Block *pA, const Block *pB){
  const NewsNode *aNode = p->pTree->aNode;
  return aNode[pA->iOwner].iParent==aNode[pB->iOwner].iParent || pA->iOwner==pB->iOwner;
}

static void score(Extract *p){
  uint32_t nGood = 0, iBlock = 0;
  Block *pLast = 0;
  int bLast = 0;
  for(uint32_t i=0; i<p->nBlock; i++){
    Block *pBlock = &p->aBlock[i];
    if( !isGood(pBlock) ) continue;
    pBlock->nScore = pBlock->nText-pBlock->nLink;
    int bSibling = pLast && areSiblings(p, pLast, pBlock);
    if( pLast && !bSibling && !bLast && pLast->nScore<LONE_BLOCK ) pLast->nScore /= 2;
    pLast = pBlock;
    bLast = bSibling;
  }
  for(uint32_t i=0; i<=p->pTree->nNode; i++){
    while( iBlock<p->nBlock && p->aBlock[iBlock].iFrom<i ){
      nGood += p->aBlock[iBlock++].nScore;
    }
    p->aGood[i] = nGood;
  }
}

static uint32_t goodText(const Extract *p, uint32_t i){
  return p->aGood[p->pTree->aNode[i].iEnd]-p->aGood[i];
}

/* Percent of the good text of a node that a child must hold to be taken for it. */
static uint32_t shareNeeded(const NewsNode *p){
  if( attrIs(p, NEWS_AT_ITEMPROP_, "articleBody") ) return 45;
  if( p->eTag==NEWS_EL_ARTICLE || p->eTag==NEWS_EL_MAIN ) return 65;
  if( attrIs(p, NEWS_AT_ROLE_, "main") ) return 65;
  uint32_t m = nodeMask(p);
  if( m & NEWS_FT_BODY ) return 60;
  if( m & NEWS_FT_GOOD ) return 85;
  return 90;
}

/* Blocks that begin in nodes [iFrom,iTo) belong to the story's container. */
static void markIn(Extract *p, uint32_t iFrom, uint32_t iTo){
  for(uint32_t i=0; i<p->nBlock; i++){
    if( p->aBlock[i].iFrom>=iFrom && p->aBlock[i].iFrom<iTo ) p->aBlock[i].mFlag |= BF_IN;
  }
}

/* Are two elements of one make: same tag, same class? */
static int sameMake(const NewsNode *pA, const NewsNode *pB){
  const char *zA = newsNodeAttr(pA, NEWS_AT_CLASS_, 0);
  const char *zB = newsNodeAttr(pB, NEWS_AT_CLASS_, 0);
  return pA->eTag==pB->eTag && zA && zB && strcmp(zA, zB)==0;
}

/* Take in what was parted from the container: elements beside it of the same make. */
static void join(Extract *p){
  const NewsNode *aNode = p->pTree->aNode;
  uint32_t nMain = goodText(p, p->iMain);
  uint32_t iChild = p->iMain;
  for(int k=0; k<JOIN_CLIMB && iChild>0; k++){
    uint32_t iUp = aNode[iChild].iParent;
    for(uint32_t i=iUp+1; i<aNode[iUp].iEnd; i=aNode[i].iEnd){
      if( i==iChild || aNode[i].eTag==NEWS_EL_TEXT || aNode[i].eTag==NEWS_EL_BODY ) continue;
      uint32_t nGood = goodText(p, i);
      if( nGood*20<nMain || !sameMake(&aNode[i], &aNode[iChild]) ) continue;
      if( aNode[i].eTag==NEWS_EL_ARTICLE ) continue;
      markIn(p, i, aNode[i].iEnd);
    }
    iChild = iUp;
  }
}

static void choose(Extract *p){
  const NewsNode *aNode = p->pTree->aNode;
  uint32_t iCur = 0;
  for(;;){
    uint32_t iBest = 0, nBest = 0, nAll = goodText(p, iCur);
    for(uint32_t i=iCur+1; i<aNode[iCur].iEnd; i=aNode[i].iEnd){
      if( aNode[i].eTag==NEWS_EL_TEXT ) continue;
      uint32_t n = goodText(p, i);
      if( n>nBest ){
        nBest = n;
        iBest = i;
      }
    }
    if( iBest==0 || (aNode[iBest].n & NEWS_ET_BLOCK)==0 ) break;
    if( (uint64_t)nBest*100<(uint64_t)nAll*shareNeeded(&aNode[iBest]) ) break;
    if( aNode[iBest].eTag==NEWS_EL_P ) break;
    iCur = iBest;
  }
  p->iMain = iCur;
  markIn(p, iCur, aNode[iCur].iEnd);
  join(p);
}

/*----------------------------------------------------------------------------- filters */

/* Data of programs that stands where text should: {"name":"value"... */
static int isCode(const Extract *p, const Block *pBlock){
  const NewsNode *pNode = &p->pTree->aNode[pBlock->iFrom];
  uint32_t i = 0;
  while( i<pNode->n && (unsigned char)pNode->u.z[i]<=' ' ) i++;
  return i+1<pNode->n && ((pNode->u.z[i]=='{' && pNode->u.z[i+1]=='"')
      || (pNode->u.z[i]=='[' && pNode->u.z[i+1]=='{'));
}

static void filterLinks(Extract *p){
  for(uint32_t i=0; i<p->nBlock; i++){
    Block *pBlock = &p->aBlock[i];
    if( (pBlock->mFlag & BF_IN)==0 ) continue;
    if( pBlock->nText==0 || isCode(p, pBlock) ) pBlock->mFlag |= BF_OUT;
    else if( pBlock->eKind!=BK_HEAD && pBlock->nLink*3>pBlock->nText*2 ){
      pBlock->mFlag |= BF_OUT;
    }
  }
}

static uint64_t blockHash(const Extract *p, const Block *pBlock){
  const NewsNode *aNode = p->pTree->aNode;
  uint64_t h = 1469598103934665603u;
  for(uint32_t i=pBlock->iFrom; i<pBlock->iTo; i++){
    if( aNode[i].eTag!=NEWS_EL_TEXT ) continue;
    for(uint32_t k=0; k<aNode[i].n; k++){
      unsigned char c = (unsigned char)aNode[i].u.z[k];
      if( c>' ' ) h = (h ^ c) * 1099511628211u;
    }
  }
  return h ? h : 1;
}

/* Does the last text of a block end like a sentence? */
static int endsSentence(const Extract *p, const Block *pBlock){
  const NewsNode *aNode = p->pTree->aNode;
  for(uint32_t i=pBlock->iTo; i-->pBlock->iFrom; ){
    if( aNode[i].eTag!=NEWS_EL_TEXT || p->aText[i+1]==p->aText[i] ) continue;
    size_t n = aNode[i].n;
    while( n>0 && (unsigned char)aNode[i].u.z[n-1]<=' ' ) n--;
    return newsSentenceEnd(aNode[i].u.z, n)!=0;
  }
  return 0;
}

static int isUnder(const Extract *p, uint32_t i, int eTag){
  for(; i>p->iMain; i=p->pTree->aNode[i].iParent){
    if( p->pTree->aNode[i].eTag==eTag ) return 1;
  }
  return 0;
}

/* The headline in the page, and what stands above it. */
static void filterTitle(Extract *p){
  uint32_t iTitle = p->nBlock, iH1 = p->nBlock, nBefore = 0, nAll = 0;
  for(uint32_t i=0; i<p->nBlock; i++){
    const Block *pBlock = &p->aBlock[i];
    if( (pBlock->mFlag & BF_IN) && isGood(pBlock) ) nAll += pBlock->nText;
  }
  for(uint32_t i=0; i<p->nBlock && nBefore*5<=nAll; i++){
    Block *pBlock = &p->aBlock[i];
    if( (pBlock->mFlag & (BF_IN|BF_OUT|BF_CUT))!=BF_IN ) continue;
    if( blockIs(p, pBlock, p->zTitle, p->nTitle) ){
      iTitle = i;
      pBlock->mFlag |= BF_OUT;
      if( nBefore*20>nAll ) iTitle = p->nBlock;
    }else if( iH1==p->nBlock && isUnder(p, pBlock->iOwner, NEWS_EL_H1) ){
      iH1 = i;
      if( nBefore*20>nAll ) iH1 = p->nBlock+1;
    }
    if( isGood(pBlock) ) nBefore += pBlock->nText;
  }
  if( iTitle==p->nBlock && iH1<p->nBlock ) p->aBlock[iTitle = iH1].mFlag |= BF_OUT;
  for(uint32_t i=0; iTitle<p->nBlock && i<iTitle; i++) p->aBlock[i].mFlag |= BF_OUT;
}

/* Paragraphs that stand in the page twice: teasers of itself, pulled quotes, a second
** form for printers. */
static int filterTwice(Extract *p){
  uint32_t nSlot = 64;
  while( nSlot<p->nBlock*2 ) nSlot *= 2;
  uint64_t *aSlot = newsArenaAlloc(p->pArena, nSlot*sizeof(*aSlot));
  if( aSlot==0 ) return NEWS_NOMEM;
  memset(aSlot, 0, nSlot*sizeof(*aSlot));
  for(uint32_t i=0; i<p->nBlock; i++){
    Block *pBlock = &p->aBlock[i];
    if( (pBlock->mFlag & (BF_IN|BF_CUT|BF_OUT))!=BF_IN ) continue;
    if( pBlock->nText<TWICE_TEXT || pBlock->eKind==BK_CELL ) continue;
    uint64_t h = blockHash(p, pBlock);
    uint32_t k = (uint32_t)h & (nSlot-1);
    while( aSlot[k] && aSlot[k]!=h ) k = (k+1) & (nSlot-1);
    if( aSlot[k]==h ) pBlock->mFlag |= BF_OUT;
    aSlot[k] = h;
  }
  return NEWS_OK;
}

/* Short pieces above the first paragraph and below the last: bylines, dates, buttons. */
static void filterEnds(Extract *p){
  uint32_t iFirst = p->nBlock, iLast = 0;
  for(uint32_t i=0; i<p->nBlock; i++){
    const Block *pBlock = &p->aBlock[i];
    if( (pBlock->mFlag & (BF_IN|BF_CUT|BF_OUT))!=BF_IN ) continue;
    if( !isGood(pBlock) || pBlock->nLevel ) continue;
    if( iFirst==p->nBlock ) iFirst = i;
    iLast = i;
  }
  if( iFirst==p->nBlock ) return;
  for(uint32_t i=0; i<p->nBlock; i++){
    Block *pBlock = &p->aBlock[i];
    if( i>=iFirst && i<=iLast ) continue;
    if( (pBlock->mFlag & (BF_IN|BF_CUT|BF_OUT))!=BF_IN || pBlock->nLevel ) continue;
    if( (pBlock->eKind==BK_TEXT || (pBlock->eKind==BK_CELL && i>iLast))
     && !endsSentence(p, pBlock) ){
      pBlock->mFlag |= BF_OUT;
    }
  }
}

/* Is there a kept block that is no heading between a heading and the next of its level? */
static void filterHeadings(Extract *p){
  for(uint32_t i=p->nBlock; i-->0; ){
    Block *pHead = &p->aBlock[i];
    if( (pHead->mFlag & (BF_IN|BF_CUT|BF_OUT))!=BF_IN || pHead->nLevel==0 ) continue;
    int bKept = 0, bLost = 0;
    uint32_t k = i+1;
    for(; k<p->nBlock; k++){
      const Block *pNext = &p->aBlock[k];
      if( (pNext->mFlag & BF_IN)==0 ){
        k = p->nBlock;
        break;
      }
      if( (pNext->mFlag & (BF_CUT|BF_OUT))==0 ){
        if( pNext->nLevel==0 ) bKept = 1;
        else if( pNext->nLevel<=pHead->nLevel ) break;
      }else{
        bLost = 1;
      }
      if( bKept ) break;
    }
    if( !bKept && (bLost || k>=p->nBlock) ) pHead->mFlag |= BF_OUT;
  }
}

/* Give lines back to the body that the rules of plain text took out of its middle: of a
** page whose furniture is known by its elements they need to know lines only. */
void newsExtractKeep(NewsPage *p){
  uint32_t nAll = 0, nBefore = 0;
  for(uint32_t i=0; i<p->nLine; i++) nAll += p->aLine[i].nByte;
  for(uint32_t i=0; i<p->nLine; ){
    uint32_t nRun = 0, k = i;
    int bLong = 0;
    for(; k<p->nLine && p->aLine[k].eLine==NEWS_LN_CUT; k++){
      nRun += p->aLine[k].nByte;
      bLong |= (p->aLine[k].mFlag & NEWS_LF_PROSE) && p->aLine[k].nWord>KEEP_WORDS;
    }
    int bEdge = nBefore*10<nAll || (nBefore+nRun)*8>nAll*7;
    if( nRun && (nRun*5>nAll || (!bEdge && (bLong || k-i>KEEP_LINES))) ){
      for(uint32_t j=i; j<k; j++) p->aLine[j].eLine = NEWS_LN_BODY;
    }
    if( k==i ) nRun = p->aLine[k++].nByte;
    nBefore += nRun;
    i = k;
  }
}

/* Blocks and their scores. When furniture seems to be nearly all of the page, less is
** taken for it, step by step, while that finds much more text. */
static int read(Extract *p){
  uint32_t nBest = 0;
  int eBest = RELAX_NONE;
  for(int e=RELAX_NONE; e<RELAX_N; e++){
    p->eRelax = e;
    if( e==RELAX_NONE || e==RELAX_NOSCRIPT ) measure(p);
    int rc = blocksRead(p);
    if( rc!=NEWS_OK ) return rc;
    score(p);
    uint32_t nGood = p->aGood[p->pTree->nNode];
    if( e==RELAX_NONE || (nGood>=RELAX_GOOD && nGood/RELAX_GAIN>nBest) ){
      nBest = nGood;
      eBest = e;
    }
    uint32_t nPlain = p->aText[p->pTree->nNode]-p->aLink[p->pTree->nNode];
    if( nBest>=RELAX_ENOUGH || (nBest>=RELAX_GOOD && nBest>=nPlain/8) ) break;
  }
  if( p->eRelax==eBest ) return NEWS_OK;
  p->eRelax = eBest;
  measure(p);
  int rc = blocksRead(p);
  if( rc==NEWS_OK ) score(p);
  return rc;
}

int newsExtract(const NewsTree *pTree, const char *zTitle, int nTitle,
                const char **pzBody, int *pnBody, const char **pzCut, int *pnCut){
  Extract x = { .pTree = pTree, .pArena = pTree->pArena, .zTitle = zTitle,
                .nTitle = (size_t)nTitle };
  size_t n = (size_t)pTree->nNode+1;
  x.aText = newsArenaAlloc(x.pArena, n*sizeof(uint32_t));
  x.aLink = newsArenaAlloc(x.pArena, n*sizeof(uint32_t));
  x.aGood = newsArenaAlloc(x.pArena, n*sizeof(uint32_t));
  x.aCut = newsArenaAlloc(x.pArena, n);
  if( x.aText==0 || x.aLink==0 || x.aGood==0 || x.aCut==0 ) return NEWS_NOMEM;
  int rc = read(&x);
  if( rc!=NEWS_OK ) return rc;
  choose(&x);
  filterLinks(&x);
  filterTitle(&x);
  if( filterTwice(&x)!=NEWS_OK ) return NEWS_NOMEM;
  filterEnds(&x);
  filterHeadings(&x);
  Lines body = { .pArena = x.pArena }, cut = { .pArena = x.pArena };
  linesBlocks(&x, &body, BF_IN|BF_CUT|BF_OUT, BF_IN, 0, 1);
  linesBlocks(&x, &cut, BF_IN|BF_CUT|BF_OUT, BF_IN, 1, 0);
  rc = linesEnd(&body, pzBody, pnBody);
  return rc==NEWS_OK ? linesEnd(&cut, pzCut, pnCut) : rc;
}

int newsHtmlText(NewsArena *pArena, const char *z, size_t n, const char **pz, int *pn){
  NewsTree tree;
  Extract x = { .pArena = pArena };
  int rc = newsTreeRead(pArena, z, n, &tree);
  if( rc!=NEWS_OK ) return rc;
  x.pTree = &tree;
  x.eRelax = RELAX_N;
  size_t nNode = (size_t)tree.nNode+1;
  x.aText = newsArenaAlloc(x.pArena, nNode*sizeof(uint32_t));
  x.aLink = newsArenaAlloc(x.pArena, nNode*sizeof(uint32_t));
  x.aCut = newsArenaAlloc(x.pArena, nNode);
  if( x.aText==0 || x.aLink==0 || x.aCut==0 ) return NEWS_NOMEM;
  measure(&x);
  rc = blocksRead(&x);
  if( rc!=NEWS_OK ) return rc;
  Lines lines = { .pArena = pArena };
  linesBlocks(&x, &lines, 0, 0, 0, 1);
  return linesEnd(&lines, pz, pn);
}
