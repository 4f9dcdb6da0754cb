/*
** headline.c - which of a page's titles is the headline, and without the site's name.
**
**   <title>Oil slides as stocks build | The Wire</title>      Oil slides as stocks build
**   <title>The Wire: Oil slides as stocks build</title>       Oil slides as stocks build
**
** Each source errs in its way: the window's title bears the site's name, og:title is at
** times another one for social networks, the first heading may be the site's logo,
** JSON-LD an article's of the sidebar. So every candidate votes with its weight for those
** that have the same words, and the one with most votes wins; of those alike, the
** heading that readers see.
*/
#include "metaInt.h"

#define HEAD_WORDS     40    /* of a title that are compared */
#define HEAD_BYTES    400    /* of a title */
#define HEAD_SITE       6    /* words of a site's name */
#define HEAD_LEAD     100    /* bytes of a line of prose that ends like a sentence */
#define HEAD_LONG     200    /* of one that does not */
#define HEAD_LINES   2000    /* lines that are compared with it */
#define HEAD_STORY     16    /* lines between a standfirst and the story */
#define HEAD_CANDIDATES 24
#define HEAD_STEPS     10    /* steps of work that a line counts */

typedef struct Title {
  const char *z;
  size_t n;
  int nWord;
  uint32_t aWord[HEAD_WORDS];
  const MetaValue *pValue;
  int nWeight, nScore;
} Title;

static int wordCount(const char *z, size_t n){
  size_t i = 0, nWord;
  int k = 0;
  while( newsNextWord(z, n, &i, &nWord)<n ) k++;
  return k;
}

static void titleWords(Title *p){
  size_t i = 0, nWord;
  p->nWord = 0;
  while( p->nWord<HEAD_WORDS ){
    size_t iWord = newsNextWord(p->z, p->n, &i, &nWord);
    if( iWord>=p->n ) break;
    p->aWord[p->nWord++] = newsFoldHash(&p->z[iWord], nWord);
  }
}

/* How alike two titles are, in thousandths: twice the words in common of all. */
static int alike(const Title *a, const Title *b){
  int nBoth = 0;
  uint64_t mUsed = 0;
  if( a->nWord+b->nWord==0 ) return 0;
  for(int i=0; i<a->nWord; i++){
    for(int k=0; k<b->nWord; k++){
      if( a->aWord[i]!=b->aWord[k] || (mUsed>>k & 1) ) continue;
      mUsed |= (uint64_t)1<<k;
      nBoth++;
      break;
    }
  }
  return nBoth*2000/(a->nWord+b->nWord);
}

/* Bytes of the separator at z, with its blanks: " | ", " - ", " :: ", ": "; 0: none.
** *pbWeak: one that titles have, too. */
static size_t separatorAt(const char *z, size_t n, int *pbWeak){
  for(int i=0; i<newsSeparatorN; i++){
    const NewsName *p = &newsSeparator[i];
    if( *z==p->z[0] && n>p->n && memcmp(z, p->z, p->n)==0 ){
      *pbWeak = p->v;
      return p->n;
    }
  }
  return 0;
}

/* Is a title elsewhere on the page without what follows? */
static int stands(const MetaPage *p, const MetaValue *pBut, const char *z, size_t n){
  const MetaList *pList = &p->aList[NEWS_AC_TITLE];
  for(int i=0; i<pList->n; i++){
    const MetaValue *v = &pList->a[i];
    if( v==pBut || v->iRank>5 ) continue;
    if( newsFoldEqual(v->z, v->n, z, n) ) return 1;
  }
  return 0;
}

static void trim(const char **pz, size_t *pn){
  while( *pn && strchr(" \t\n|", **pz) ) (*pz)++, (*pn)--;
  while( *pn && strchr(" \t\n|", (*pz)[*pn-1]) ) (*pn)--;
}

/* Take the site's name off the end and the beginning of a title. */
static void titleClean(const MetaPage *p, const MetaValue *pValue, const char **pz,
                       size_t *pn){
  trim(pz, pn);
  for(int nTurn=0; nTurn<4; nTurn++){
    const char *z = *pz;
    size_t n = *pn, iLast = 0, nLast = 0, iFirst = 0, nFirst = 0;
    int bWeak = 0, bWeakLast = 0;
    for(size_t i=1; i<n; i++){
      size_t k = separatorAt(&z[i], n-i, &bWeak);
      if( k==0 ) continue;
      if( nFirst==0 ) iFirst = i, nFirst = k;
      iLast = i;
      nLast = k;
      bWeakLast = bWeak;
      i += k-1;
    }
    if( nLast==0 ) return;
    const char *zEnd = &z[iLast+nLast];
    size_t nEnd = n-iLast-nLast;
    int nWord = wordCount(zEnd, nEnd), nRest = wordCount(z, iLast);
    if( newsMetaIsSite(p, zEnd, nEnd) || stands(p, pValue, z, iLast)
     || (!bWeakLast && pValue->eFrom!=NEWS_MF_H1 && nWord<=HEAD_SITE && nRest>=3
         && nRest>nWord) ){
      *pn = iLast;
    }else if( newsMetaIsSite(p, z, iFirst)
     || stands(p, pValue, &z[iFirst+nFirst], n-iFirst-nFirst) ){
      *pz = &z[iFirst+nFirst];
      *pn = n-iFirst-nFirst;
    }else{
      return;
    }
    trim(pz, pn);
  }
}

/* What a source's word is worth. */
static int weightOf(const MetaValue *v){
  if( v->mMark & (NEWS_MK_JUNK|NEWS_MK_CARD) ) return 1;
  switch( v->eFrom ){
    case NEWS_MF_LD: return v->iRank==1 ? 6 : v->iRank<=3 ? 4 : 2;
    case NEWS_MF_H1: return v->iRank==2 ? 12 : 3;
    case NEWS_MF_TITLE: return 4;
    case NEWS_MF_ITEM: return 5;
    default: return v->iRank==2 ? 5 : v->iRank<=4 ? 3 : 1;
  }
}

/* The line that is most like the headline, where none is the same; nLine: none. */
static uint32_t lineLike(const MetaPage *p, Title *pLine){
  Title title = { .z = p->zTitle, .n = p->nTitle };
  uint32_t iBest = p->nLine;
  int nBest = 599;
  if( p->zTitle==0 ) return iBest;
  titleWords(&title);
  for(uint32_t i=0; i<p->nLine && i<HEAD_LINES; i++){
    if( p->aLine[i].n>2*p->nTitle || p->aLine[i].n*2<p->nTitle ) continue;
    pLine->z = p->aLine[i].z;
    pLine->n = p->aLine[i].n;
    titleWords(pLine);
    int nAlike = alike(&title, pLine);
    if( nAlike>nBest ){
      nBest = nAlike;
      iBest = i;
    }
  }
  return iBest;
}

static int isProse(const MetaLine *p){
  return p->n>=HEAD_LONG || (p->n>=HEAD_LEAD && newsSentenceEnd(p->z, p->n));
}

/* The line that shows the headline, and the first line of prose behind it. */
static void linesFind(MetaPage *p, Title *pScratch){
  uint32_t iNode = 0;
  const MetaList *pList = &p->aList[NEWS_AC_TITLE];
  p->iTitle = p->iLead = p->nLine;
  for(int i=0; i<pList->n && iNode==0; i++){
    const MetaValue *v = &pList->a[i];
    if( v->eFrom==NEWS_MF_H1 && p->zTitle
     && newsFoldEqual(v->z, v->n, p->zTitle, p->nTitle) ){
      iNode = v->iNode;
    }
  }
  for(uint32_t i=0; i<p->nLine && newsWork(p->pArena, HEAD_STEPS)==NEWS_OK; i++){
    const MetaLine *pLine = &p->aLine[i];
    if( iNode ? pLine->iNode>iNode
        : p->zTitle && newsFoldEqual(pLine->z, pLine->n, p->zTitle, p->nTitle) ){
      p->iTitle = i;
      break;
    }
  }
  if( p->iTitle==p->nLine ) p->iTitle = lineLike(p, pScratch);
  for(uint32_t i=p->iTitle<p->nLine ? p->iTitle+1 : 0; i<p->nLine; i++){
    const MetaLine *pLine = &p->aLine[i];
    if( newsWork(p->pArena, HEAD_STEPS)!=NEWS_OK ) break;
    if( !isProse(pLine) || (pLine->mMark & (NEWS_MK_JUNK|NEWS_MK_BYLINE)) ) continue;
    /* A standfirst may be long, too; the byline follows it then. */
    if( p->iLead<p->nLine && i-p->iLead>HEAD_STORY ) break;
    int bFirst = p->iLead==p->nLine;
    p->iLead = i;
    if( !bFirst ) break;
    uint32_t k = i+1;
    while( k<p->nLine && k<=i+4 && !isProse(&p->aLine[k]) ) k++;
    if( k<p->nLine && k<=i+4 ) break;
  }
}

int newsMetaTitle(MetaPage *p){
  const MetaList *pList = &p->aList[NEWS_AC_TITLE];
  Title *a = newsArenaAlloc(p->pArena, HEAD_CANDIDATES*sizeof(*a));
  int n = 0, iBest = -1;
  if( a==0 ) return NEWS_NOMEM;
  for(int i=0; i<pList->n && n<HEAD_CANDIDATES; i++){
    const MetaValue *v = &pList->a[i];
    Title *t = &a[n];
    t->z = v->z;
    t->n = v->n;
    if( v->n>HEAD_BYTES ) continue;
    titleClean(p, v, &t->z, &t->n);
    titleWords(t);
    if( t->nWord==0 ) continue;
    t->pValue = v;
    t->nWeight = weightOf(v);
    /* The name of the site is the title of its front only. */
    if( newsMetaIsSite(p, t->z, t->n) ) t->nWeight = 0;
    n++;
  }
  for(int i=0; i<n; i++){
    int nLike = 0;
    a[i].nScore = a[i].nWeight*2;
    for(int k=0; k<n; k++){
      int nAlike = k!=i ? alike(&a[i], &a[k]) : 0;
      if( nAlike>nLike && a[k].pValue->eFrom!=NEWS_MF_H1 ) nLike = nAlike;
      if( nAlike>=800 ) a[i].nScore += a[k].nWeight*2;
      else if( nAlike>=500 ) a[i].nScore += a[k].nWeight;
    }
    /* A heading that no other source knows a word of is hardly the headline. */
    if( a[i].pValue->eFrom==NEWS_MF_H1 && nLike<200 && n>1 ) a[i].nScore /= 4;
    if( a[i].nWeight==0 ) a[i].nScore /= 4;
    if( iBest<0 || a[i].nScore>a[iBest].nScore ) iBest = i;
  }
  if( iBest>=0 ){
    /* As readers see it. */
    int iShown = iBest;
    for(int i=0; i<n; i++){
      if( a[i].pValue->eFrom!=NEWS_MF_H1 || a[i].nWeight<3 ) continue;
      if( alike(&a[i], &a[iBest])>=800 ){
        iShown = i;
        break;
      }
    }
    p->zTitle = a[iShown].z;
    p->nTitle = a[iShown].n;
  }
  linesFind(p, &a[0]);
  return NEWS_OK;
}
