/*
** extract.c - the body of a page: its story without what stands around it.
**
**   <body class="has-sidebar"><nav>News Markets</nav>
**   <h1>Gold rises</h1><div class=byline>Jane Roe</div>
**   <div class=text><p>Gold rose on Monday, dealers said ...</p>     body: these two
**   <div class=related><h3>Also</h3><a>Oil slides</a></div>
**   <p>The metal gained 2% ...</p></div><footer>About us</footer>
**
** HOW IT WORKS. Furniture is known by its elements (furniture.c); when that leaves nearly
** nothing of a page, less and less is taken for it. Of the blocks that remain (block.c),
** those with a line or more of text and few links are good. A good block counts by its
** text, a short one without a paragraph beside it hardly: it is the teaser on a card. Then
** from the page's root down, as long as one child holds enough of what its parent has: how
** much is enough depends on what the child says of itself. Elements of the same make
** beside the one that is found, and paragraphs there, are taken in. Of the blocks in it
** the filters at the end leave out links, the headline and what is above it, what comes
** twice, short pieces at both ends, and headings of nothing. Where the page's own data has
** the story, it mends the choice (guide.c).
*/
#include "extractInt.h"

#define EXTRACT_GAIN       4     /* times the text that taking less for furniture gives */
#define EXTRACT_FEW      150     /* good text of the shortest stories */
#define EXTRACT_ENOUGH   600     /* good text with which nothing else is tried */
#define EXTRACT_PART       8     /* or so much of the page's text: an eighth */
#define EXTRACT_LONE     240     /* text of a block that counts though it stands alone */
#define EXTRACT_LESS      16     /* by so much less count shorter ones */
#define EXTRACT_CLIMB      4     /* steps up from the container to paragraphs beside it */
#define EXTRACT_MAKE       2     /* and to elements of the same make */
#define EXTRACT_PIECE     20     /* of the container, one such must hold a twentieth */
#define EXTRACT_TWICE     60     /* text that does not come twice by chance */
#define EXTRACT_KEEP      20     /* words of a paragraph that rules of lines know nothing of */
#define EXTRACT_KEEPLINES  4     /* lines that they may cut in a row */
#define EXTRACT_STEPS     16     /* steps of work that a node or block counts */
#define EXTRACT_PIECE_BYTES 32768  /* bytes of a text between counts */

#define BLOCK_STATE  (NEWS_BF_IN|NEWS_BF_CUT|NEWS_BF_OUT)
#define isKept(p)    (((p)->mFlag & BLOCK_STATE)==NEWS_BF_IN)

/*------------------------------------------------------------------- what a block holds */

/* Add the letters and digits of z to the k bytes of zOut, up to nOut; how many they are
** then. */
static size_t lettersAdd(const char *z, size_t n, char *zOut, size_t k, size_t nOut){
  for(size_t i=0; i<n && k<nOut; i++) if( isWordByte(z[i]) ) zOut[k++] = z[i];
  return k;
}

/* Is a block the headline, in other signs or white space maybe? */
static int isTitle(const NewsExtraction *p, const NewsBlock *pBlock){
  const NewsNode *aNode = p->pTree->aNode;
  char aBlock[512], aTitle[512];
  size_t nBlock = 0;
  if( p->nTitle==0 || pBlock->nText>p->nTitle+8 ) return 0;
  for(uint32_t i=pBlock->iFrom; i<pBlock->iTo; i++){
    if( aNode[i].eTag!=NEWS_EL_TEXT ) continue;
    nBlock = lettersAdd(aNode[i].u.z, aNode[i].n, aBlock, nBlock, sizeof(aBlock));
  }
  size_t nTitle = lettersAdd(p->zTitle, p->nTitle, aTitle, 0, sizeof(aTitle));
  return nBlock>0 && newsFoldEqual(aBlock, nBlock, aTitle, nTitle);
}

/* Does a block end like a sentence? */
static int endsSentence(const NewsExtraction *p, const NewsBlock *pBlock){
  const NewsNode *aNode = p->pTree->aNode;
  for(uint32_t i=pBlock->iTo; i-->pBlock->iFrom; ){
    if( aNode[i].eTag!=NEWS_EL_TEXT || p->aText[i+1]==p->aText[i] ) continue;
    size_t n = aNode[i].n;
    while( n>0 && (unsigned char)aNode[i].u.z[n-1]<=' ' ) n--;
    return newsSentenceEnd(aNode[i].u.z, n)!=0;
  }
  return 0;
}

/* Data of programs that stands where text should: {"name":"value"... */
static int isCode(const NewsExtraction *p, const NewsBlock *pBlock){
  const NewsNode *pNode = &p->pTree->aNode[pBlock->iFrom];
  uint32_t i = 0;
  while( i<pNode->n && (unsigned char)pNode->u.z[i]<=' ' ) i++;
  return i+1<pNode->n && ((pNode->u.z[i]=='{' && pNode->u.z[i+1]=='"')
      || (pNode->u.z[i]=='[' && pNode->u.z[i+1]=='{'));
}

/*------------------------------------------------------------------------------- scores */

/* The outermost element that holds a block and no other text. */
static uint32_t wrapperOf(const NewsExtraction *p, const NewsBlock *pBlock){
  const NewsNode *aNode = p->pTree->aNode;
  uint32_t i = pBlock->iOwner;
  while( i>0 && newsTextBelow(p, aNode[i].iParent)<=pBlock->nText ) i = aNode[i].iParent;
  return i;
}

/* Do two blocks stand beside each other, as paragraphs of one story do? One of them may
** stand one element deeper. */
static int areSiblings(const NewsExtraction *p, const NewsBlock *pA, const NewsBlock *pB){
  const NewsNode *aNode = p->pTree->aNode;
  if( pA->iOwner==pB->iOwner ) return 1;
  uint32_t iA = aNode[wrapperOf(p, pA)].iParent, iB = aNode[wrapperOf(p, pB)].iParent;
  return iA==iB || aNode[iA].iParent==iB || iA==aNode[iB].iParent;
}

/* Score all blocks, unless nearly all of them stand alone. */
static void score(NewsExtraction *p){
  uint32_t nGood = 0, nAll = 0, nLone = 0, iBlock = 0;
  NewsBlock *pLast = 0;
  int bLast = 0;
  for(uint32_t i=0; i<=p->nBlock; i++){
    NewsBlock *pBlock = i<p->nBlock ? &p->aBlock[i] : 0;
    if( newsWork(p->pTree->pArena, EXTRACT_STEPS)!=NEWS_OK ) return;
    if( pBlock && !newsBlockIsGood(pBlock) ) continue;
    int bSibling = pLast && pBlock && areSiblings(p, pLast, pBlock);
    if( pLast && !bSibling && !bLast && pLast->nText<EXTRACT_LONE ){
      pLast->mFlag |= NEWS_BF_LONE;
      nLone += pLast->nScore;
    }
    if( pBlock ) nAll += pBlock->nScore = pBlock->nText-pBlock->nLink;
    pLast = pBlock;
    bLast = bSibling;
  }
  int bLess = (uint64_t)nLone*3<(uint64_t)nAll*2;
  for(uint32_t i=0; i<=p->pTree->nNode; i++){
    if( newsWork(p->pTree->pArena, EXTRACT_STEPS/2)!=NEWS_OK ) return;
    for(; iBlock<p->nBlock && p->aBlock[iBlock].iFrom<i; iBlock++){
      NewsBlock *pBlock = &p->aBlock[iBlock];
      if( bLess && (pBlock->mFlag & NEWS_BF_LONE) ) pBlock->nScore /= EXTRACT_LESS;
      nGood += pBlock->nScore;
    }
    p->aGood[i] = nGood;
  }
}

static uint32_t goodBelow(const NewsExtraction *p, uint32_t i){
  return p->aGood[p->pTree->aNode[i].iEnd]-p->aGood[i];
}

/* Blocks and their scores. When furniture seems to be nearly all of the page, less is
** taken for it, step by step, while that finds much more text. */
static int blocksScore(NewsExtraction *p){
  uint32_t nBest = 0, nNode = p->pTree->nNode;
  int eBest = NEWS_FR_ALL;
  for(int e=NEWS_FR_ALL; e<NEWS_FR_N; e++){
    p->eRelax = e;
    int rc = newsExtractionRead(p);
    if( rc!=NEWS_OK ) return rc;
    score(p);
    if( (rc = newsWork(p->pTree->pArena, 0))!=NEWS_OK ) return rc;
    uint32_t nGood = p->aGood[nNode];
    if( e==NEWS_FR_ALL || (nGood>=EXTRACT_FEW && nGood/EXTRACT_GAIN>nBest) ){
      nBest = nGood;
      eBest = e;
    }
    uint32_t nPlain = p->aText[nNode]-p->aLink[nNode];
    if( nBest>=EXTRACT_ENOUGH ) break;
    if( nBest>=EXTRACT_FEW && nBest>=nPlain/EXTRACT_PART ) break;
  }
  if( p->eRelax==eBest ) return NEWS_OK;
  p->eRelax = eBest;
  int rc = newsExtractionRead(p);
  if( rc==NEWS_OK ) score(p);
  return rc;
}

/*---------------------------------------------------------------------- the container */

/* Percent of the good text of a node that a child must hold to be taken for it. */
static uint32_t shareNeeded(const NewsNode *p){
  const char *zProp = newsNodeAttr(p, NEWS_AT_ITEMPROP_, 0);
  const char *zRole = newsNodeAttr(p, NEWS_AT_ROLE_, 0);
  if( zProp && strcmp(zProp, "articleBody")==0 ) return 45;
  uint32_t m = newsNodeWords(p);
  if( m & NEWS_FT_BODY ) return 60;
  if( p->eTag==NEWS_EL_ARTICLE || p->eTag==NEWS_EL_MAIN ) return 65;
  if( zRole && strcmp(zRole, "main")==0 ) return 65;
  return m & NEWS_FT_GOOD ? 75 : 80;
}

/* Blocks that begin in a node belong to the story's container. */
static void markIn(NewsExtraction *p, uint32_t iNode){
  uint32_t iLow = 0, iHigh = p->nBlock, iEnd = p->pTree->aNode[iNode].iEnd;
  while( iLow<iHigh ){
    uint32_t iMid = (iLow+iHigh)/2;
    if( p->aBlock[iMid].iFrom<iNode ) iLow = iMid+1;
    else iHigh = iMid;
  }
  for(; iLow<p->nBlock && p->aBlock[iLow].iFrom<iEnd; iLow++){
    p->aBlock[iLow].mFlag |= NEWS_BF_IN;
  }
}

/* Are two elements of one make: same tag, same class? */
static int sameMake(const NewsNode *pA, const NewsNode *pB){
  const char *zA = newsNodeAttr(pA, NEWS_AT_CLASS_, 0);
  const char *zB = newsNodeAttr(pB, NEWS_AT_CLASS_, 0);
  return pA->eTag==pB->eTag && zA && zB && strcmp(zA, zB)==0;
}

/* Take in what was parted from the container: paragraphs beside it, and elements of the
** same make; but articles are other stories. */
static void join(NewsExtraction *p){
  const NewsNode *aNode = p->pTree->aNode;
  uint32_t nMain = goodBelow(p, p->iMain), iChild = p->iMain;
  for(int k=0; k<EXTRACT_CLIMB && iChild>0; k++){
    uint32_t iUp = aNode[iChild].iParent;
    for(uint32_t i=iUp+1; i<aNode[iUp].iEnd; i=aNode[i].iEnd){
      if( newsWork(p->pTree->pArena, EXTRACT_STEPS)!=NEWS_OK ) return;
      uint32_t nGood = goodBelow(p, i);
      if( i==iChild || nGood==0 || aNode[i].eTag==NEWS_EL_ARTICLE ) continue;
      if( aNode[i].eTag==NEWS_EL_P
       || (k<EXTRACT_MAKE && nGood>=nMain/EXTRACT_PIECE
           && sameMake(&aNode[i], &aNode[iChild])) ){
        markIn(p, i);
      }
    }
    iChild = iUp;
  }
}

/* Of pages that go on with the next story below the first, each in an article with a
** headline of its own, only the first is meant. */
static uint32_t firstStory(const NewsExtraction *p, uint32_t iMain){
  const NewsNode *aNode = p->pTree->aNode;
  uint32_t iFirst = 0;
  for(uint32_t i=iMain; i<aNode[iMain].iEnd; i++){
    if( newsWork(p->pTree->pArena, EXTRACT_STEPS/4)!=NEWS_OK ) break;
    if( aNode[i].eTag!=NEWS_EL_H1 || (iFirst && i<aNode[iFirst].iEnd) ) continue;
    uint32_t iStory = i;
    while( iStory>iMain && aNode[iStory].eTag!=NEWS_EL_ARTICLE ){
      iStory = aNode[iStory].iParent;
    }
    if( iStory<=iMain ) return iMain;
    if( iFirst && iStory>=aNode[iFirst].iEnd ){
      return goodBelow(p, iFirst)>=EXTRACT_FEW ? iFirst : iMain;
    }
    if( iFirst==0 ) iFirst = iStory;
  }
  return iMain;
}

static void choose(NewsExtraction *p){
  const NewsNode *aNode = p->pTree->aNode;
  uint32_t iMain = 0;
  for(;;){
    uint32_t iBest = 0, nBest = 0;
    uint64_t nAll = goodBelow(p, iMain);
    for(uint32_t i=iMain+1; i<aNode[iMain].iEnd; i=aNode[i].iEnd){
      if( newsWork(p->pTree->pArena, EXTRACT_STEPS)!=NEWS_OK ) break;
      if( aNode[i].eTag!=NEWS_EL_TEXT && goodBelow(p, i)>nBest ){
        nBest = goodBelow(p, i);
        iBest = i;
      }
    }
    if( iBest==0 || aNode[iBest].eTag==NEWS_EL_P ) break;
    if( (aNode[iBest].n & NEWS_ET_BLOCK)==0 ) break;
    if( (uint64_t)nBest*100 < nAll*shareNeeded(&aNode[iBest]) ) break;
    iMain = iBest;
  }
  /* Bodies are parted in many ways; what is under half of the page's text is not all. */
  while( iMain>0 && goodBelow(p, iMain)<goodBelow(p, 0)/2 ) iMain = aNode[iMain].iParent;
  p->iMain = firstStory(p, iMain);
  markIn(p, p->iMain);
  join(p);
}

/*----------------------------------------------------------------------------- filters */

/* Blocks that are mostly links, and what is no text at all. */
static void filterLinks(NewsExtraction *p){
  for(uint32_t i=0; i<p->nBlock; i++){
    if( newsWork(p->pTree->pArena, EXTRACT_STEPS)!=NEWS_OK ) return;
    NewsBlock *pBlock = &p->aBlock[i];
    if( pBlock->nText==0 || isCode(p, pBlock)
     || (pBlock->nLevel==0 && (uint64_t)pBlock->nLink*3>(uint64_t)pBlock->nText*2) ){
      pBlock->mFlag |= NEWS_BF_OUT;
    }
  }
}

/* The headline, known by its text or as the first h1, and what stands above it, while that
** is little. */
static void filterTitle(NewsExtraction *p){
  uint32_t iTitle = p->nBlock, nBefore = 0, nAll = 0;
  int bFound = 0;
  for(uint32_t i=0; i<p->nBlock; i++){
    const NewsBlock *pBlock = &p->aBlock[i];
    if( (pBlock->mFlag & NEWS_BF_IN) && newsBlockIsGood(pBlock) ) nAll += pBlock->nText;
  }
  for(uint32_t i=0; i<p->nBlock && nBefore<=nAll/5; i++){
    NewsBlock *pBlock = &p->aBlock[i];
    if( newsWork(p->pTree->pArena, EXTRACT_STEPS)!=NEWS_OK ) return;
    if( !isKept(pBlock) ) continue;
    if( isTitle(p, pBlock) ){
      pBlock->mFlag |= NEWS_BF_OUT;
      if( nBefore<=nAll/20 ) iTitle = i;
      bFound = 1;
    }else if( !bFound && iTitle==p->nBlock && pBlock->nLevel==1 && nBefore<=nAll/20 ){
      iTitle = i;
    }
    if( newsBlockIsGood(pBlock) ) nBefore += pBlock->nText;
  }
  for(uint32_t i=0; iTitle<p->nBlock && i<=iTitle; i++) p->aBlock[i].mFlag |= NEWS_BF_OUT;
}

static uint64_t blockHash(const NewsExtraction *p, const NewsBlock *pBlock){
  const NewsNode *aNode = p->pTree->aNode;
  uint64_t h = pBlock->nText;
  for(uint32_t i=pBlock->iFrom; i<pBlock->iTo; i++){
    uint32_t n = aNode[i].eTag==NEWS_EL_TEXT ? aNode[i].n : 0;
    for(uint32_t k=0; k<n; ){
      uint32_t iTo = n-k>EXTRACT_PIECE_BYTES ? k+EXTRACT_PIECE_BYTES : n;
      if( newsWork(p->pTree->pArena, iTo-k)!=NEWS_OK ) return 1;
      for(; k<iTo; k++){
        unsigned char c = (unsigned char)aNode[i].u.z[k];
        if( c>' ' ) h = (h ^ c) * 0xD6E8FEB86659FD93u;
      }
    }
  }
  h ^= h>>32;
  return h ? h : 1;
}

/* Paragraphs that stand in the page twice: its own teaser, a pulled quote, another form of
** the story for printers. */
static int filterTwice(NewsExtraction *p){
  uint32_t nSlot = 64;
  while( nSlot<p->nBlock*2 ) nSlot *= 2;
  uint64_t *aSlot = newsArenaAlloc(p->pTree->pArena, nSlot*sizeof(*aSlot));
  if( aSlot==0 ) return NEWS_NOMEM;
  memset(aSlot, 0, nSlot*sizeof(*aSlot));
  for(uint32_t i=0; i<p->nBlock; i++){
    NewsBlock *pBlock = &p->aBlock[i];
    if( newsWork(p->pTree->pArena, EXTRACT_STEPS)!=NEWS_OK ) break;
    if( !isKept(pBlock) || pBlock->nText<EXTRACT_TWICE ) continue;
    if( pBlock->eKind==NEWS_BK_ROW ) continue;
    uint64_t h = blockHash(p, pBlock);
    uint32_t k = (uint32_t)h & (nSlot-1);
    while( aSlot[k] && aSlot[k]!=h ) k = (k+1) & (nSlot-1);
    if( aSlot[k]==h ) pBlock->mFlag |= NEWS_BF_OUT;
    aSlot[k] = h;
  }
  return NEWS_OK;
}

/* Short pieces above the first paragraph and below the last: bylines, dates, buttons. */
static void filterEnds(NewsExtraction *p){
  uint32_t iFirst = p->nBlock, iLast = 0;
  for(uint32_t i=0; i<p->nBlock; i++){
    const NewsBlock *pBlock = &p->aBlock[i];
    if( !isKept(pBlock) || !newsBlockIsGood(pBlock) || pBlock->nLevel ) continue;
    if( iFirst==p->nBlock ) iFirst = i;
    iLast = i;
  }
  for(uint32_t i=0; iFirst<p->nBlock && i<p->nBlock; i++){
    NewsBlock *pBlock = &p->aBlock[i];
    if( newsWork(p->pTree->pArena, EXTRACT_STEPS)!=NEWS_OK ) return;
    if( (i>=iFirst && i<=iLast) || !isKept(pBlock) || pBlock->nLevel ) continue;
    if( pBlock->eKind!=NEWS_BK_TEXT && (pBlock->eKind!=NEWS_BK_ROW || i<iLast) ) continue;
    if( !endsSentence(p, pBlock) ) pBlock->mFlag |= NEWS_BF_OUT;
  }
}

/* Headings of which nothing is left, and those at the story's end. From the end up, for
** each level: is text kept, was some lost, before the next heading of that level? */
static void filterHeadings(NewsExtraction *p){
  int aKept[7] = {0}, aLost[7] = { 1, 1, 1, 1, 1, 1, 1 };
  for(uint32_t i=p->nBlock; i-->0; ){
    NewsBlock *pBlock = &p->aBlock[i];
    if( newsWork(p->pTree->pArena, 2*EXTRACT_STEPS)!=NEWS_OK ) return;
    int nLevel = pBlock->nLevel;
    if( nLevel && isKept(pBlock) && !aKept[nLevel] && aLost[nLevel] ){
      pBlock->mFlag |= NEWS_BF_OUT;
    }
    int bIn = (pBlock->mFlag & NEWS_BF_IN)!=0, bKept = isKept(pBlock);
    for(int k=1; k<=6; k++){
      if( !bIn || (bKept && nLevel && nLevel<=k) ){
        aKept[k] = 0;
        aLost[k] = !bIn;
      }else if( !bKept ){
        aLost[k] = 1;
      }else if( nLevel==0 ){
        aKept[k] = 1;
      }
    }
  }
}

/*----------------------------------------------------------------------------- results */

int newsExtract(const NewsTree *pTree, const char *zTitle, int nTitle,
                const char *zGuide, int nGuide, const char **pzBody, int *pnBody,
                const char **pzCut, int *pnCut){
  NewsExtraction x;
  int rc = newsExtractionInit(&x, pTree);
  if( zTitle ){
    x.zTitle = zTitle;
    x.nTitle = (size_t)nTitle;
  }
  if( rc==NEWS_OK ) rc = blocksScore(&x);
  if( rc!=NEWS_OK ) return rc;
  choose(&x);
  filterLinks(&x);
  filterTitle(&x);
  rc = newsWork(pTree->pArena, 0);
  if( rc==NEWS_OK ) rc = newsGuideFollow(&x, zGuide, (size_t)nGuide);
  if( rc==NEWS_OK ) rc = filterTwice(&x);
  if( rc!=NEWS_OK ) return rc;
  filterEnds(&x);
  filterHeadings(&x);
  rc = newsBlocksText(&x, BLOCK_STATE, NEWS_BF_IN, 0, 1, pzBody, pnBody);
  if( rc!=NEWS_OK ) return rc;
  return newsBlocksText(&x, BLOCK_STATE, NEWS_BF_IN, 1, 0, pzCut, pnCut);
}

void newsExtractKeep(NewsPage *p){
  uint32_t nAll = 0, nBefore = 0;
  for(uint32_t i=0; i<p->nLine; i++) nAll += p->aLine[i].nByte;
  for(uint32_t i=0; i<p->nLine; ){
    uint32_t nRun = 0, k = i;
    int bLong = 0;
    for(; k<p->nLine && p->aLine[k].eLine==NEWS_LN_CUT; k++){
      nRun += p->aLine[k].nByte;
      bLong |= (p->aLine[k].mFlag & NEWS_LF_PROSE) && p->aLine[k].nWord>EXTRACT_KEEP;
    }
    int bEdge = nBefore<nAll/10 || nBefore+nRun>nAll/8*7;
    if( nRun>nAll/5 || (nRun && !bEdge && (bLong || k-i>EXTRACT_KEEPLINES)) ){
      for(uint32_t j=i; j<k; j++) p->aLine[j].eLine = NEWS_LN_BODY;
    }
    if( k==i ) nRun = p->aLine[k++].nByte;
    nBefore += nRun;
    i = k;
  }
}

int newsHtmlText(NewsArena *pArena, const char *z, size_t n, const char **pz, int *pn){
  NewsTree tree;
  NewsExtraction x;
  int rc = newsTreeRead(pArena, z, n, &tree);
  if( rc==NEWS_OK ) rc = newsExtractionInit(&x, &tree);
  if( rc!=NEWS_OK ) return rc;
  x.eRelax = NEWS_FR_N;
  rc = newsExtractionRead(&x);
  return rc==NEWS_OK ? newsBlocksText(&x, 0, 0, 0, 1, pz, pn) : rc;
}
