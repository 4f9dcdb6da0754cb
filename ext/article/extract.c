/*
** extract.c - the body of a page: its story without what stands around it.
**
**   <article><p>Gold rose.</p><ul><li>by 2%</ul></article>  ->  "Gold rose.\n\nby 2%"
**
** Paragraphs are parted by an empty line, items of lists and rows of tables by a newline.
*/
#include "htmlInt.h"
#include <string.h>

/* Text that is put together line by line. */
typedef struct Lines {
  NewsArena *pArena;
  char *z;
  size_t n, nAlloc;
  int nBreak;              /* newlines before the next character */
  int bSpace;              /* a blank before it */
  int rc;
} Lines;

static void linesAdd(Lines *p, const char *z, size_t n){
  if( p->rc!=NEWS_OK ) return;
  if( p->nAlloc-p->n<n+4 ){
    size_t nNew = (p->nAlloc+n+4)*2;
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
        if( p->bSpace && p->nBreak==0 ) p->z[p->n++] = ' ';
      }
      p->nBreak = p->bSpace = 0;
      p->z[p->n++] = (char)c;
    }
  }
}

static void linesBreak(Lines *p, int nBreak){
  if( p->nBreak<nBreak ) p->nBreak = nBreak;
}

/* Line breaks at the start and the end of an element. */
static int breaksOf(const NewsNode *p){
  switch( p->eTag ){
    case NEWS_EL_LI: case NEWS_EL_DT: case NEWS_EL_DD: case NEWS_EL_TR:
    case NEWS_EL_BR: case NEWS_EL_OPTION:
      return 1;
    case NEWS_EL_TD: case NEWS_EL_TH:
      return 0;
    default:
      return p->n & NEWS_ET_BLOCK ? 2 : 0;
  }
}

static void linesTree(Lines *p, const NewsTree *pTree, uint32_t iFrom){
  uint32_t iEnd = pTree->aNode[iFrom].iEnd, iLast = iFrom;
  for(uint32_t i=iFrom; i<iEnd; ){
    const NewsNode *pNode = &pTree->aNode[i];
    /* Elements that ended before this node. */
    for(uint32_t k=iLast; k!=pNode->iParent && pTree->aNode[k].iEnd<=i;
        k=pTree->aNode[k].iParent){
      linesBreak(p, breaksOf(&pTree->aNode[k]));
      if( pTree->aNode[k].eTag==NEWS_EL_TD || pTree->aNode[k].eTag==NEWS_EL_TH ){
        p->bSpace = 1;
      }
    }
    iLast = i;
    if( pNode->eTag==NEWS_EL_TEXT ){
      linesAdd(p, pNode->u.z, pNode->n);
      iLast = pNode->iParent;
      i++;
      continue;
    }
    linesBreak(p, breaksOf(pNode));
    if( (pNode->n & NEWS_ET_RAW) || pNode->eTag==NEWS_EL_HEAD ){
      i = pNode->iEnd;
      iLast = pNode->iParent;
    }else{
      i++;
    }
  }
}

static int linesEnd(Lines *p, const char **pz, int *pn){
  if( p->rc!=NEWS_OK ) return p->rc;
  if( p->n==0 ){
    *pz = 0;
    *pn = 0;
    return NEWS_OK;
  }
  p->z[p->n] = 0;
  *pz = p->z;
  *pn = (int)p->n;
  return NEWS_OK;
}

int newsExtract(const NewsTree *pTree, const char *zTitle, int nTitle,
                const char **pzBody, int *pnBody, const char **pzCut, int *pnCut){
  Lines lines = { .pArena = pTree->pArena };
  (void)zTitle;
  (void)nTitle;
  uint32_t iMain = 0;
  for(uint32_t i=0; i<pTree->nNode && iMain==0; i++){
    if( pTree->aNode[i].eTag==NEWS_EL_ARTICLE ) iMain = i;
  }
  linesTree(&lines, pTree, iMain);
  *pzCut = 0;
  *pnCut = 0;
  return linesEnd(&lines, pzBody, pnBody);
}

int newsHtmlText(NewsArena *pArena, const char *z, size_t n, const char **pz, int *pn){
  NewsTree tree;
  Lines lines = { .pArena = pArena };
  int rc = newsTreeRead(pArena, z, n, &tree);
  if( rc!=NEWS_OK ) return rc;
  linesTree(&lines, &tree, 0);
  return linesEnd(&lines, pz, pn);
}
