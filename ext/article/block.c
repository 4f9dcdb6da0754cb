/*
** block.c - a page as blocks: paragraphs, headings, items, rows.
**
**   <h2>Metals</h2>              heading "Metals"
**   <p>Gold <b>rose</b>.         paragraph "Gold rose."
**   <ul><li>Oil<li>Tin</ul>      item "Oil", item "Tin"
**   <tr><td>Tin<td>12            row "Tin | 12"
**
** HOW IT WORKS. One walk over the tree sums up text and links before each node, so that
** what is below a node is a difference. A second walk cuts blocks wherever an element that
** stands on lines of its own begins or ends, or two line breaks follow each other;
** elements inside a line leave no mark. Furniture is cut into blocks, too, which bear a
** flag, because what is left out is shown as boilerplate; only words inside a line that
** readers do not see (aSkip) are lost.
*/
#include "extractInt.h"

#define BLOCK_CELL       200     /* text of a cell that is one of data */
#define BLOCK_STEPS       16     /* steps of work that a node counts, beside its text */
#define BLOCK_PIECE    32768     /* bytes of a text between counts of work */

/* An open element that parts blocks. */
typedef struct BlockFrame {
  uint32_t iNode, iEnd;
  uint32_t iList;                /* the innermost list or table */
  uint8_t eKind, nLevel;         /* of the blocks in it */
} BlockFrame;

/*---------------------------------------------------------------------------- measures */

static uint32_t textBytes(NewsArena *pArena, const NewsNode *p){
  uint32_t n = 0;
  for(uint32_t i=0; i<p->n; ){
    uint32_t iTo = p->n-i>BLOCK_PIECE ? i+BLOCK_PIECE : p->n;
    if( newsWork(pArena, iTo-i)!=NEWS_OK ) break;
    for(; i<iTo; i++) n += (unsigned char)p->u.z[i]>' ';
  }
  return n;
}

/* Is nothing below a node text of the page? */
static int isSilent(const NewsExtraction *p, const NewsNode *pNode){
  return (pNode->n & NEWS_ET_RAW) || pNode->eTag==NEWS_EL_HEAD
      || pNode->eTag==NEWS_EL_TEMPLATE
      || (pNode->eTag==NEWS_EL_NOSCRIPT && p->eRelax<NEWS_FR_SCRIPTLESS);
}

/* Text and links before each node. The code of newsWork. */
static int measure(NewsExtraction *p){
  const NewsTree *pTree = p->pTree;
  uint32_t nText = 0, nLink = 0, iLinkEnd = 0, iSilentEnd = 0;
  p->iHead = 0;
  for(uint32_t i=0; i<pTree->nNode; i++){
    const NewsNode *pNode = &pTree->aNode[i];
    p->aText[i] = nText;
    p->aLink[i] = nLink;
    int rc = newsWork(pTree->pArena, BLOCK_STEPS);
    if( rc!=NEWS_OK ) return rc;
    if( i<iSilentEnd ) continue;
    if( pNode->eTag==NEWS_EL_TEXT ){
      uint32_t n = textBytes(pTree->pArena, pNode);
      nText += n;
      if( i<iLinkEnd ) nLink += n;
    }else if( pNode->eTag==NEWS_EL_A ){
      if( iLinkEnd<pNode->iEnd ) iLinkEnd = pNode->iEnd;
    }else if( pNode->eTag==NEWS_EL_H1 ){
      if( p->iHead==0 ) p->iHead = i;
    }else if( isSilent(p, pNode) ){
      iSilentEnd = pNode->iEnd;
    }
  }
  p->aText[pTree->nNode] = nText;
  p->aLink[pTree->nNode] = nLink;
  return newsWork(pTree->pArena, 0);
}

int newsExtractionInit(NewsExtraction *p, const NewsTree *pTree){
  size_t n = (size_t)pTree->nNode+1;
  memset(p, 0, sizeof(*p));
  p->pTree = pTree;
  p->zTitle = "";
  p->aText = newsArenaAlloc(pTree->pArena, n*sizeof(uint32_t));
  p->aLink = newsArenaAlloc(pTree->pArena, n*sizeof(uint32_t));
  p->aGood = newsArenaAlloc(pTree->pArena, n*sizeof(uint32_t));
  p->aSkip = newsArenaAlloc(pTree->pArena, n);
  return p->aText && p->aLink && p->aGood && p->aSkip ? NEWS_OK : NEWS_NOMEM;
}

/*------------------------------------------------------------------------------ blocks */

static NewsBlock *blockAdd(NewsExtraction *p, uint32_t iNode, const BlockFrame *pTop){
  if( p->nBlock==p->nBlockAlloc ){
    uint32_t nNew = p->nBlockAlloc ? p->nBlockAlloc*2 : 256;
    NewsBlock *aNew = newsArenaGrow(p->pTree->pArena, p->aBlock,
                                    p->nBlockAlloc*sizeof(NewsBlock),
                                    nNew*sizeof(NewsBlock));
    if( aNew==0 ) return 0;
    p->aBlock = aNew;
    p->nBlockAlloc = nNew;
  }
  NewsBlock *pBlock = &p->aBlock[p->nBlock++];
  *pBlock = (NewsBlock){
    .iFrom = iNode, .iTo = iNode, .iOwner = pTop->iNode, .iList = pTop->iList,
    .eKind = pTop->eKind, .nLevel = pTop->nLevel
  };
  return pBlock;
}

/* The kind of blocks in an element, in one of another kind. */
static int kindOf(int eTag, int eAround){
  switch( eTag ){
    case NEWS_EL_P:
      return eAround==NEWS_BK_ITEM || eAround==NEWS_BK_QUOTE ? eAround : NEWS_BK_PARA;
    case NEWS_EL_H1: case NEWS_EL_H2: case NEWS_EL_H3: case NEWS_EL_H4: case NEWS_EL_H5:
    case NEWS_EL_H6:
      return NEWS_BK_HEAD;
    case NEWS_EL_UL: case NEWS_EL_OL: case NEWS_EL_DL: case NEWS_EL_LI: case NEWS_EL_DD:
    case NEWS_EL_DT:
      return NEWS_BK_ITEM;
    case NEWS_EL_TABLE: case NEWS_EL_TR: case NEWS_EL_TD: case NEWS_EL_TH:
      return NEWS_BK_ROW;
    case NEWS_EL_BLOCKQUOTE:
      return NEWS_BK_QUOTE;
    case NEWS_EL_PRE:
      return NEWS_BK_PRE;
    default:
      return eAround;
  }
}

/* Is an element a word or two of a paragraph, whatever its class says? */
static int isInProse(const NewsExtraction *p, uint32_t i, uint32_t iOwner){
  const NewsNode *pNode = &p->pTree->aNode[i], *pOwner = &p->pTree->aNode[iOwner];
  if( pNode->eTag!=NEWS_EL_SPAN && pNode->eTag!=NEWS_EL_A ) return 0;
  if( pOwner->eTag!=NEWS_EL_P && pOwner->eTag!=NEWS_EL_LI ) return 0;
  if( newsNodeHidden(pNode) || (newsNodeWords(pNode) & NEWS_FT_UNSEEN) ) return 0;
  return newsTextBelow(p, i)*2 < newsTextBelow(p, iOwner);
}

/* Is a node a cell of data, a piece of its row? The cells by which pages are laid out hold
** more. */
static int isCell(const NewsExtraction *p, uint32_t i){
  const NewsNode *aNode = p->pTree->aNode;
  int nPara = 0;
  if( aNode[i].eTag!=NEWS_EL_TD && aNode[i].eTag!=NEWS_EL_TH ) return 0;
  if( newsTextBelow(p, i)>BLOCK_CELL ) return 0;
  if( aNode[aNode[i].iParent].eTag!=NEWS_EL_TR ) return 0;
  for(uint32_t k=i+1; k<aNode[i].iEnd; k++){
    int e = aNode[k].eTag;
    nPara += e==NEWS_EL_P;
    if( nPara>1 || e==NEWS_EL_TABLE || e==NEWS_EL_UL || e==NEWS_EL_OL
     || newsIsHeading(e) ) return 0;
  }
  return 1;
}

/* The walk. */
typedef struct BlockWalk {
  NewsExtraction *p;
  int nFrame;
  int bNew;                      /* the next text begins a block */
  int nBr;                       /* line breaks since the last text */
  uint32_t iCutEnd;              /* end of the furniture that we are in */
  uint32_t iSkipEnd;             /* of the words inside a line that are left out */
  uint32_t iCellEnd;             /* of the cell of data */
  BlockFrame aFrame[NEWS_HTML_DEPTH+2];
} BlockWalk;

static int textRead(BlockWalk *w, uint32_t i){
  NewsExtraction *p = w->p;
  uint32_t n = p->aText[i+1]-p->aText[i];
  if( i<w->iSkipEnd ){
    p->aSkip[i] = 1;
    return NEWS_OK;
  }
  if( n==0 && w->bNew ) return NEWS_OK;
  if( w->bNew ){
    NewsBlock *pBlock = blockAdd(p, i, &w->aFrame[w->nFrame-1]);
    if( pBlock==0 ) return NEWS_NOMEM;
    if( i<w->iCutEnd ) pBlock->mFlag |= NEWS_BF_CUT;
    w->bNew = 0;
  }
  NewsBlock *pBlock = &p->aBlock[p->nBlock-1];
  pBlock->iTo = i+1;
  pBlock->nText += n;
  pBlock->nLink += p->aLink[i+1]-p->aLink[i];
  if( n ) w->nBr = 0;
  return NEWS_OK;
}

static void elementRead(BlockWalk *w, uint32_t i){
  NewsExtraction *p = w->p;
  const NewsNode *pNode = &p->pTree->aNode[i];
  BlockFrame *pTop = &w->aFrame[w->nFrame-1];
  int e = pNode->eTag;
  if( e==NEWS_EL_BR ){
    if( ++w->nBr==2 ) w->bNew = 1;
    return;
  }
  if( i>=w->iCutEnd && i>=w->iSkipEnd && newsNodeIsFurniture(p, i)
   && !isInProse(p, i, pTop->iNode) ){
    if( !w->bNew && (pNode->n & NEWS_ET_BLOCK)==0 ){
      w->iSkipEnd = pNode->iEnd;
      return;
    }
    w->iCutEnd = pNode->iEnd;
    w->bNew = 1;
  }
  if( (pNode->n & NEWS_ET_BLOCK)==0 || i<w->iCellEnd ) return;
  if( isCell(p, i) ){
    w->iCellEnd = pNode->iEnd;
    return;
  }
  w->bNew = 1;
  if( pNode->iEnd==i+1 || w->nFrame==NEWS_HTML_DEPTH+2 ) return;
  int bList = e==NEWS_EL_UL || e==NEWS_EL_OL || e==NEWS_EL_DL || e==NEWS_EL_TABLE;
  w->aFrame[w->nFrame++] = (BlockFrame){
    i, pNode->iEnd, bList ? i : pTop->iList, (uint8_t)kindOf(e, pTop->eKind),
    (uint8_t)(newsIsHeading(e) ? e-NEWS_EL_H1+1 : pTop->nLevel)
  };
}

int newsExtractionRead(NewsExtraction *p){
  const NewsTree *pTree = p->pTree;
  BlockWalk w = { .p = p, .nFrame = 1, .bNew = 1 };
  w.aFrame[0] = (BlockFrame){ 0, pTree->nNode, 0, NEWS_BK_TEXT, 0 };
  p->nBlock = 0;
  int rc = measure(p);
  if( rc!=NEWS_OK ) return rc;
  memset(p->aSkip, 0, pTree->nNode);
  for(uint32_t i=1; i<pTree->nNode; i++){
    while( w.nFrame>1 && w.aFrame[w.nFrame-1].iEnd<=i ){
      w.nFrame--;
      w.bNew = 1;
    }
    if( i==w.iCutEnd ) w.bNew = 1;
    const NewsNode *pNode = &pTree->aNode[i];
    if( pNode->eTag!=NEWS_EL_TEXT ){
      elementRead(&w, i);
      if( pNode->n & NEWS_ET_RAW ) i = pNode->iEnd-1;
    }else if( textRead(&w, i)!=NEWS_OK ){
      return NEWS_NOMEM;
    }
    if( (rc = newsWork(pTree->pArena, 2*BLOCK_STEPS))!=NEWS_OK ) return rc;
  }
  return NEWS_OK;
}

/*-------------------------------------------------------------------------------- text */

/* Text that is put together. */
typedef struct BlockText {
  NewsArena *pArena;
  char *z;
  size_t n, nAlloc;
  int nBreak;                    /* newlines before the next character */
  int bSpace;                    /* a blank before it */
  int bCell;                     /* a cell of the same row before it */
} BlockText;

/* What stands between the last character and the next. */
static void gapWrite(BlockText *p){
  if( p->n>0 && p->nBreak ){
    for(int k=0; k<p->nBreak; k++) p->z[p->n++] = '\n';
  }else if( p->n>0 && p->bCell ){
    memcpy(&p->z[p->n], " | ", 3);
    p->n += 3;
  }else if( p->n>0 && p->bSpace ){
    p->z[p->n++] = ' ';
  }
  p->nBreak = p->bSpace = p->bCell = 0;
}

/* Add z, white space of any length made one blank, or a line's end where bLines. */
static int textAdd(BlockText *p, const char *z, size_t n, int bLines){
  if( p->nAlloc-p->n<n+8 ){
    size_t nNew = (p->nAlloc+n+8)*2;
    char *zNew = newsArenaGrow(p->pArena, p->z, p->nAlloc, nNew);
    if( zNew==0 ) return NEWS_NOMEM;
    p->z = zNew;
    p->nAlloc = nNew;
  }
  for(size_t i=0, iCount=0; i<n; ){
    if( i>=iCount ){
      int rc = newsWork(p->pArena, 2*(n-i>BLOCK_PIECE ? BLOCK_PIECE : n-i));
      if( rc!=NEWS_OK ) return rc;
      iCount = i+BLOCK_PIECE;
    }
    size_t iFrom = i, iTo = n<iCount ? n : iCount;
    while( i<iTo && (unsigned char)z[i]>' ' && (unsigned char)z[i]!=0xC2 ) i++;
    if( i>iFrom ){
      gapWrite(p);
      memcpy(&p->z[p->n], &z[iFrom], i-iFrom);
      p->n += i-iFrom;
    }
    if( i==iTo ) continue;
    unsigned char c = (unsigned char)z[i], d = i+1<n ? (unsigned char)z[i+1] : 0;
    if( c<=' ' ){
      p->bSpace = 1;
      if( bLines && c=='\n' && p->nBreak==0 ) p->nBreak = 1;
      i++;
    }else if( d==0xA0 ){               /* a blank that must not break */
      p->bSpace = 1;
      i += 2;
    }else if( d==0xAD ){               /* a hyphen that is not there */
      i += 2;
    }else{
      gapWrite(p);
      p->z[p->n++] = z[i++];
    }
  }
  return NEWS_OK;
}

static int blockText(BlockText *pText, const NewsExtraction *p, const NewsBlock *pBlock){
  const NewsNode *aNode = p->pTree->aNode;
  size_t nBefore = pText->n;
  int bLines = pBlock->eKind==NEWS_BK_PRE;
  for(uint32_t i=pBlock->iFrom; i<pBlock->iTo; i++){
    int e = aNode[i].eTag;
    if( e==NEWS_EL_TEXT ){
      if( p->aSkip[i] ) continue;
      int rc = textAdd(pText, aNode[i].u.z, aNode[i].n, bLines);
      if( rc!=NEWS_OK ) return rc;
    }else if( e==NEWS_EL_BR ){
      if( pText->nBreak==0 ) pText->nBreak = 1;
    }else if( e==NEWS_EL_TD || e==NEWS_EL_TH ){
      pText->bCell = pText->n>nBefore;
    }else if( aNode[i].n & NEWS_ET_RAW ){
      i = aNode[i].iEnd-1;
    }else if( aNode[i].n & NEWS_ET_BLOCK ){
      pText->bSpace = 1;
    }
  }
  return NEWS_OK;
}

/* Newlines between two blocks of a body: items and rows stand close. */
static int breaksBetween(const NewsBlock *pA, const NewsBlock *pB){
  return pA->iList==pB->iList && pA->eKind==pB->eKind
      && (pA->eKind==NEWS_BK_ITEM || pA->eKind==NEWS_BK_ROW) ? 1 : 2;
}

int newsBlocksText(const NewsExtraction *p, int m, int v, int bNot, int bBody,
                   const char **pz, int *pn){
  BlockText text = { .pArena = p->pTree->pArena };
  const NewsBlock *pLast = 0;
  *pz = 0;
  *pn = 0;
  for(uint32_t i=0; i<p->nBlock; i++){
    const NewsBlock *pBlock = &p->aBlock[i];
    int rc = newsWork(text.pArena, BLOCK_STEPS*(1+pBlock->iTo-pBlock->iFrom));
    if( rc!=NEWS_OK ) return rc;
    if( ((pBlock->mFlag & m)!=v)!=bNot ) continue;
    text.nBreak = bBody && pLast ? breaksBetween(pLast, pBlock) : 1;
    rc = blockText(&text, p, pBlock);
    if( rc!=NEWS_OK ) return rc;
    pLast = pBlock;
  }
  if( text.n>0 ){
    text.z[text.n] = 0;
    *pz = text.z;
    *pn = (int)text.n;
  }
  return NEWS_OK;
}
