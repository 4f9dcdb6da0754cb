/*
** guide.c - the story as the page's own data tells it, as a guide to the page's blocks.
**
**   {"articleBody": "Gold rose on Monday. It fell on Tuesday."}
**   <p>Gold rose on Monday.</p>           in the guide: kept
**   <p>Our app has all the news.</p>      not in it: left out
**
** HOW IT WORKS. JSON-LD often holds the whole text of an article, in one line and without
** what stands around it. The words of the guide make a set of triples; a block whose
** triples are mostly in the set belongs to the story. The guide is followed only where
** the page shows nearly all of it, and it holds most of what was found to be the story:
** some pages have only its beginning there, or another text. Headings, tables and
** blocks of two words are not judged, for many guides leave them out.
*/
#include "extractInt.h"

#define GUIDE_WORDS     60       /* words of the shortest guide */
#define GUIDE_MAX  (1<<20)       /* bytes of the longest: no article is that long */
#define GUIDE_SHOWN     80       /* percent of its words that the page must show */
#define GUIDE_HOLDS     70       /* percent of the story found that it must hold */
#define GUIDE_NOT       30       /* percent of a block in it: less is none of the story */
#define GUIDE_ALL       90       /* that of a block which is, wherever it stands */
#define GUIDE_PIECE   4096       /* bytes between counts of work */
#define GUIDE_STEPS     16       /* steps of work that a node or tag counts */

/* Reads words, the last three of which make a triple. */
typedef struct GuideWords {
  NewsArena *pArena;             /* where work is counted */
  uint64_t hWord;                /* of the word that is read; 0: between words */
  uint64_t h1, h2;               /* of the two words before it */
  uint32_t nWord;
  uint32_t nTriple, nFound;      /* triples, and those of them that are in the set */
  uint64_t *aSlot;               /* the set */
  uint32_t mask;
  int bAdd;                      /* add to the set rather than look */
} GuideWords;

static void wordEnd(GuideWords *w){
  if( w->hWord==0 ) return;
  w->nWord++;
  if( w->nWord>=3 ){
    uint64_t h = ((w->h1*0xD6E8FEB86659FD93u) ^ w->h2)*0xD6E8FEB86659FD93u ^ w->hWord;
    h ^= h>>32;
    h += h==0;
    uint32_t k = (uint32_t)h & w->mask;
    while( w->aSlot[k] && w->aSlot[k]!=h ) k = (k+1) & w->mask;
    w->nTriple++;
    w->nFound += w->aSlot[k]==h;
    if( w->bAdd ) w->aSlot[k] = h;
  }
  w->h1 = w->h2;
  w->h2 = w->hWord;
  w->hWord = 0;
}

/* Letters and digits are words, in lower case; quotes, dashes and other signs are not. */
static void wordsRead(GuideWords *w, const char *z, size_t n, int bMarkup){
  for(size_t i=0, iCount=0; i<n; i++){
    if( i>=iCount ){
      size_t nPiece = n-i<GUIDE_PIECE ? n-i : GUIDE_PIECE;
      if( newsWork(w->pArena, 2*nPiece)!=NEWS_OK ) return;
      iCount = i+nPiece;
    }
    unsigned char c = (unsigned char)z[i];
    if( c>='A' && c<='Z' ) c += 32;
    if( (c>='0' && c<='9') || (c>='a' && c<='z') ){
      w->hWord = (w->hWord+c)*0x9E3779B97F4A7C15u;
    }else if( c>=0x80 && !(c==0xE2 && i+1<n && (unsigned char)z[i+1]==0x80)
           && !(c==0xC2 && i+1<n && (unsigned char)z[i+1]<0xC0) ){
      w->hWord = (w->hWord+c)*0x9E3779B97F4A7C15u;
    }else{
      wordEnd(w);
      if( c==0xE2 ) i += 2;
      else if( c==0xC2 ) i++;
      else if( bMarkup && (c=='<' || c=='&') ){
        if( newsWork(w->pArena, GUIDE_STEPS)!=NEWS_OK ) return;
        const char *zEnd = memchr(&z[i], c=='<' ? '>' : ';', n-i<400 ? n-i : 400);
        if( zEnd && (c=='<' || zEnd-&z[i]<10) ) i = (size_t)(zEnd-z);
      }
    }
  }
}

/* How much of a block is in the guide: its triples, and those found. */
static void blockWords(const NewsExtraction *p, const NewsBlock *pBlock, GuideWords *w){
  const NewsNode *aNode = p->pTree->aNode;
  w->hWord = 0;
  w->nWord = w->nTriple = w->nFound = 0;
  for(uint32_t i=pBlock->iFrom; i<pBlock->iTo; i++){
    if( newsWork(w->pArena, GUIDE_STEPS)!=NEWS_OK ) return;
    if( aNode[i].eTag==NEWS_EL_TEXT ){
      if( p->aSkip[i]==0 ) wordsRead(w, aNode[i].u.z, aNode[i].n, 0);
    }else if( aNode[i].eTag==NEWS_EL_BR || (aNode[i].n & NEWS_ET_BLOCK) ){
      wordEnd(w);
    }
  }
  wordEnd(w);
}

int newsGuideFollow(NewsExtraction *p, const char *zGuide, size_t nGuide){
  uint32_t nSlot = 256;
  if( zGuide==0 || nGuide>GUIDE_MAX ) return NEWS_OK;
  /* A word and what parts it have two bytes: at most half of the slots are used. */
  while( nSlot<nGuide ) nSlot *= 2;
  GuideWords w = { .pArena = p->pTree->pArena, .mask = nSlot-1, .bAdd = 1 };
  w.aSlot = newsArenaAlloc(p->pTree->pArena, nSlot*sizeof(uint64_t));
  uint8_t *aShare = newsArenaAlloc(p->pTree->pArena, (size_t)p->nBlock+1);
  if( w.aSlot==0 || aShare==0 ) return NEWS_NOMEM;
  memset(w.aSlot, 0, nSlot*sizeof(uint64_t));
  wordsRead(&w, zGuide, nGuide, 1);
  wordEnd(&w);
  uint32_t nAll = w.nTriple;
  if( nAll<GUIDE_WORDS || nAll>nSlot/2 ) return NEWS_OK;
  w.bAdd = 0;
  int rc = newsWork(w.pArena, GUIDE_STEPS);
  if( rc!=NEWS_OK ) return rc;
  /* What the page shows of the guide, and what the guide holds of the story. */
  uint64_t nShown = 0, nStory = 0, nHeld = 0;
  for(uint32_t i=0; i<p->nBlock; i++){
    const NewsBlock *pBlock = &p->aBlock[i];
    blockWords(p, pBlock, &w);
    aShare[i] = w.nTriple ? (uint8_t)((uint64_t)w.nFound*100/w.nTriple) : 255;
    nShown += w.nFound;
    int bIn = (pBlock->mFlag & (NEWS_BF_IN|NEWS_BF_CUT|NEWS_BF_OUT))==NEWS_BF_IN;
    if( bIn && pBlock->nLevel==0 ){
      nStory += w.nTriple;
      nHeld += w.nFound;
    }
  }
  if( (rc = newsWork(w.pArena, GUIDE_STEPS))!=NEWS_OK ) return rc;
  if( nShown*100<(uint64_t)nAll*GUIDE_SHOWN || nHeld*100<nStory*GUIDE_HOLDS ){
    return NEWS_OK;
  }
  for(uint32_t i=0; i<p->nBlock; i++){
    NewsBlock *pBlock = &p->aBlock[i];
    if( aShare[i]==255 || pBlock->nLevel ) continue;
    if( aShare[i]<GUIDE_NOT && pBlock->eKind!=NEWS_BK_ROW && pBlock->eKind!=NEWS_BK_PRE ){
      pBlock->mFlag |= NEWS_BF_OUT;
    }else if( aShare[i]>=GUIDE_ALL && pBlock->nText>=NEWS_BLOCK_GOOD ){
      pBlock->mFlag = (uint8_t)((pBlock->mFlag | NEWS_BF_IN) & ~(NEWS_BF_CUT|NEWS_BF_OUT));
    }
  }
  return NEWS_OK;
}
