/*
** pagedate.c - when a page was published and updated.
**
**   {"datePublished": "2024-05-17T10:00:00+02:00"}      published 2024-05-17T08:00:00Z
**   <time datetime="2024-05-17">                        published 2024-05-17
**   https://example.com/2024/05/17/oil                  published 2024-05-17
**   <p>Posted on 3 May 2024 | Updated 9 May 2024</p>    published 2024-05-03, updated ...
**   <footer>(c) 2024</footer>                           none
**
** What the page says to machines comes first, in the order of its ranks; then its
** address; then the lines that readers see, of which a date near the headline, behind a
** label or in an element of that name is taken. A date that is said to be of an update,
** a comment, an event or a copyright is never the day of publication.
*/
#include "metaInt.h"
#include <string.h>

#define DATE_LINE      260    /* bytes of a line that is looked at */
#define DATE_WORDS       6    /* words before a date that may be its label */
#define DATE_STEPS     100    /* steps of work that a line counts */
#define DATE_MIN        25    /* score of a shown date that is taken */
#define DATE_SURE       35    /* of one that is believed against what is said elsewhere */

/* A value that is a date, perhaps with something behind it. */
static int valueDate(const MetaPage *p, const char *z, size_t n, char *zOut){
  char a[96];
  NewsDateHit hit;
  if( newsRecordDate(z, n, zOut) ) return 1;
  size_t k = newsDateFold(z, n<80 ? n : 80, a, sizeof(a));
  if( k>=sizeof(a) || !newsDateFind(a, k, 0, p->eOrder, &hit) ) return 0;
  if( hit.bAmbiguous ) return 0;
  if( hit.iFrom>24 ) return 0;
  memcpy(zOut, hit.zDate, sizeof(hit.zDate));
  return 1;
}

/* What the words before a date say of it: the nearest that says something counts, but
** "published" may mean "last published". Small words as "on" tell where they begin a
** line. */
static uint32_t labelBefore(const char *z, size_t iDate){
  size_t iEnd = iDate;
  uint32_t mFound = 0;
  for(int k=0; k<DATE_WORDS && iEnd>0; k++){
    while( iEnd>0 && !((z[iEnd-1]>='a' && z[iEnd-1]<='z') || (z[iEnd-1] & 0x80)) ){
      /* Another date, or the end of a part, parts a label from what follows. */
      if( isDigit(z[iEnd-1]) || z[iEnd-1]=='|' ) return mFound;
      iEnd--;
    }
    size_t i = iEnd;
    while( i>0 && ((z[i-1]>='a' && z[i-1]<='z') || (z[i-1] & 0x80)) ) i--;
    if( i==iEnd ) return mFound;
    const NewsWord *p = newsWordFind(&newsLabels, &z[i], iEnd-i);
    uint32_t m = p ? p->m : 0;
    iEnd = i;
    if( (m & NEWS_LB_WEAK) && i==0 && mFound==0 ) return NEWS_LB_PUBLISHED;
    m &= NEWS_LB_PUBLISHED|NEWS_LB_UPDATED|NEWS_LB_OTHER;
    if( m & (NEWS_LB_UPDATED|NEWS_LB_OTHER) ) return m;
    mFound |= m;
  }
  return mFound;
}

/* What is said of a date in a line: by the words before it, a line that is nothing but a
** label above it, or the class of the element. */
static uint32_t lineLabel(const MetaPage *p, uint32_t i, const char *z, size_t iDate){
  const MetaLine *pLine = &p->aLine[i];
  uint32_t m = labelBefore(z, iDate);
  if( m==0 && iDate==0 && i>0 && p->aLine[i-1].n<30 ){
    char a[64];
    size_t n = newsDateFold(p->aLine[i-1].z, p->aLine[i-1].n, a, sizeof(a)), nBlank = 0;
    for(size_t k=0; k<n && n<sizeof(a); k++) nBlank += a[k]==' ';
    if( n<sizeof(a) && nBlank<=2 ) m = labelBefore(a, n);
  }
  if( m==0 && (pLine->mAll & NEWS_MK_MODIFIED) && !(pLine->mMark & NEWS_MK_PUBLISHED) ){
    m = NEWS_LB_UPDATED;
  }
  return m;
}

/* The same of a node: of the line that begins with it or holds it. */
static uint32_t nodeLabel(const MetaPage *p, uint32_t iNode, int *pbLine){
  uint32_t iLow = 0, iHigh = p->nLine;
  char a[DATE_LINE*2];
  NewsDateHit hit;
  *pbLine = 0;
  while( iLow<iHigh ){
    uint32_t i = (iLow+iHigh)/2;
    if( p->aLine[i].iNode<=iNode+1 ) iLow = i+1;
    else iHigh = i;
  }
  if( iLow==0 || p->aLine[iLow-1].n>DATE_LINE ) return 0;
  const MetaLine *pLine = &p->aLine[iLow-1];
  size_t n = newsDateFold(pLine->z, pLine->n, a, sizeof(a));
  if( n>=sizeof(a) || !newsDateFind(a, n, 0, p->eOrder, &hit) ) return 0;
  *pbLine = 1;
  return lineLabel(p, iLow-1, a, hit.iFrom);
}

/* The best candidate of a column that is a date; its rank, 10 for none. */
static int bestDate(const MetaPage *p, int iCol, char *zOut){
  const MetaList *pList = &p->aList[iCol];
  int iBest = 10, nTime = 0;
  zOut[0] = 0;
  for(int i=0; i<pList->n; i++) nTime += pList->a[i].eFrom==NEWS_MF_TIME;
  for(int i=0; i<pList->n; i++){
    const MetaValue *v = &pList->a[i];
    char zDate[32];
    int iRank = v->iRank;
    if( v->mMark & NEWS_MK_COMMENT ) continue;
    /* The only time of a page is its own, wherever it stands. */
    int eZone = v->iNode && nTime!=1 ? newsMetaZone(p, v->iNode) : 2;
    if( eZone<2 && (v->mMark & (NEWS_MK_JUNK|NEWS_MK_CARD)) ) iRank += 5;
    /* An element of time below the story is of something else. */
    if( v->eFrom==NEWS_MF_TIME ){
      int bLine;
      uint32_t mLabel = nodeLabel(p, v->iNode, &bLine);
      if( eZone==0 ) iRank += 2;
      if( iCol==NEWS_AC_PUBLISHED
       && (mLabel & (NEWS_LB_UPDATED|NEWS_LB_OTHER)) ) continue;
      if( v->mMark & (NEWS_MK_PUBLISHED|NEWS_MK_BYLINE) ) iRank--;
    }
    if( iRank>=iBest || iRank>8 || !valueDate(p, v->z, v->n, zDate) ) continue;
    iBest = iRank;
    memcpy(zOut, zDate, sizeof(zDate));
  }
  return iBest;
}

/* The day in the path of an address: /2024/05/17/ /2024-05-17 /20240517; 0: none. */
static int urlDate(const MetaPage *p, char *zOut){
  const char *z = p->zUrl ? strchr(p->zUrl+8, '/') : 0;
  for(; z && *z && *z!='?'; z++){
    if( *z!='/' && *z!='-' && *z!='_' && *z!='.' ) continue;
    const char *q = z+1;
    if( q[0]!='1' && q[0]!='2' ) continue;
    int n = 0;
    while( isDigit(q[n]) ) n++;
    if( n==8 ){
      if( newsDateParse(q, 8, zOut) && (memcmp(q, "19", 2)==0 || memcmp(q, "20", 2)==0) ){
        return 1;
      }
      continue;
    }
    if( n!=4 || (q[4]!='/' && q[4]!='-' && q[4]!='_' && q[4]!='.') ) continue;
    char c = q[4], a[24];
    const char *zMonth = q+5;
    int nMonth = 0, nDay = 0;
    while( zMonth[nMonth] && zMonth[nMonth]!=c && nMonth<10 ) nMonth++;
    if( zMonth[nMonth]!=c || nMonth<1 ) continue;
    const char *zDay = zMonth+nMonth+1;
    while( isDigit(zDay[nDay]) ) nDay++;
    if( nDay<1 || nDay>2 || (nDay==1 && zDay[1]=='-') ) continue;
    if( zDay[nDay]!=0 && zDay[nDay]!='/' && zDay[nDay]!='-' && zDay[nDay]!='.'
     && zDay[nDay]!='_' && zDay[nDay]!='?' ) continue;
    if( isDigit(zMonth[0]) ){
      if( nMonth>2 ) continue;
      size_t k = (size_t)(zDay+nDay-q);
      memcpy(a, q, k);
      a[4] = '-';
      a[5+nMonth] = '-';
      if( newsDateParse(a, k, zOut) ) return 1;
    }else{
      /* 2024/may/17 */
      size_t k = (size_t)(nDay+nMonth);
      memcpy(a, zDay, (size_t)nDay);
      a[nDay] = ' ';
      memcpy(&a[nDay+1], zMonth, (size_t)nMonth);
      a[k+1] = ' ';
      memcpy(&a[k+2], q, 4);
      if( newsDateParse(a, k+6, zOut) ) return 1;
    }
  }
  return 0;
}

/*--------------------------------------------------------------------- dates in lines */

/* Letters of a line that belong to no date. */
static size_t lettersBeside(const char *z, size_t n, const NewsDateHit *pHit){
  size_t k = 0;
  for(size_t i=0; i<n; i++){
    if( i>=pHit->iFrom && i<pHit->iTo ) continue;
    k += (z[i]>='a' && z[i]<='z') || (z[i] & 0x80);
  }
  return k;
}

static int lineScore(const MetaPage *p, uint32_t i, const char *z, size_t n,
                     const NewsDateHit *pHit, uint32_t mLabel){
  const MetaLine *pLine = &p->aLine[i];
  int nScore = 0, eZone = newsMetaZone(p, pLine->iNode);
  if( (mLabel & NEWS_LB_OTHER) || (pLine->mMark & NEWS_MK_COMMENT) ) return -100;
  if( mLabel & NEWS_LB_PUBLISHED ) nScore += 20;
  if( eZone==2 ) nScore += 20;
  else if( eZone==1 ) nScore += 10;
  if( pLine->mMark & (NEWS_MK_PUBLISHED|NEWS_MK_TIME) ) nScore += 15;
  else if( pLine->mMark & NEWS_MK_DATE ) nScore += 12;
  else if( pLine->mMark & (NEWS_MK_META|NEWS_MK_BYLINE|NEWS_MK_AUTHOR) ) nScore += 8;
  if( pLine->mMark & NEWS_MK_JUNK ) nScore -= eZone==2 ? 10 : 30;
  if( pLine->mMark & NEWS_MK_CARD ) nScore -= eZone==2 ? 5 : 15;
  size_t nBeside = lettersBeside(z, n, pHit);
  if( nBeside<4 ) nScore += 15;
  else if( nBeside<40 ) nScore += 8;
  else if( nBeside>120 ) nScore -= 15;
  if( pHit->iFrom==0 ) nScore += 3;
  return nScore;
}

/* Dates in the lines: the best of each kind. */
static void linesRead(const MetaPage *p, char *zPublished, int *pnBest, char *zUpdated,
                      int *pnUpdated){
  char a[DATE_LINE*2];
  for(uint32_t i=0; i<p->nLine; i++){
    const MetaLine *pLine = &p->aLine[i];
    int bDigit = 0;
    if( newsWork(p->pArena, DATE_STEPS)!=NEWS_OK ) break;
    if( pLine->n>DATE_LINE || pLine->n<6 ) continue;
    for(uint32_t k=0; k<pLine->n && !bDigit; k++) bDigit = isDigit(pLine->z[k]);
    if( !bDigit ) continue;
    size_t n = newsDateFold(pLine->z, pLine->n, a, sizeof(a));
    if( n>=sizeof(a) ) continue;
    NewsDateHit hit;
    for(size_t iFrom=0; newsDateFind(a, n, iFrom, p->eOrder, &hit); iFrom=hit.iTo){
      if( hit.bAmbiguous ) continue;
      uint32_t mLabel = lineLabel(p, i, a, hit.iFrom);
      int nScore = lineScore(p, i, a, n, &hit, mLabel);
      if( mLabel & NEWS_LB_UPDATED ){
        nScore += 20;
        if( nScore>*pnUpdated ){
          *pnUpdated = nScore;
          memcpy(zUpdated, hit.zDate, sizeof(hit.zDate));
        }
      }else if( nScore>*pnBest ){
        *pnBest = nScore;
        memcpy(zPublished, hit.zDate, sizeof(hit.zDate));
      }
    }
  }
}

void newsMetaDates(MetaPage *p, char *zPublished, char *zUpdated){
  char zShown[32] = "", zShownUpdate[32] = "", zUrl[32] = "";
  int nShown = DATE_MIN-1, nShownUpdate = DATE_MIN-1;
  int iRank = bestDate(p, NEWS_AC_PUBLISHED, zPublished);
  int iRankUpdate = bestDate(p, NEWS_AC_UPDATED, zUpdated);
  int bUrl = urlDate(p, zUrl);
  /* A day of publication that is not before that of the update may be the day on which
  ** the site was put out last; an earlier day that readers see is the true one then. */
  int bDoubt = iRank<=3 && zUpdated[0] && strncmp(zPublished, zUpdated, 10)>=0;
  if( iRank>3 || iRankUpdate>9 || bDoubt ){
    linesRead(p, zShown, &nShown, zShownUpdate, &nShownUpdate);
  }
  if( bDoubt ){
    if( bUrl && strncmp(zUrl, zPublished, 10)<0 ) memcpy(zPublished, zUrl, 32);
    else if( zShown[0] && nShown>=DATE_SURE && strncmp(zShown, zPublished, 10)<0 ){
      memcpy(zPublished, zShown, 32);
    }
  }
  if( iRank>3 && bUrl && strncmp(zPublished, zUrl, 10)!=0 ){
    /* The address knows the day; what the page shows may know the time of that day. */
    memcpy(zPublished, strncmp(zShown, zUrl, 10)==0 ? zShown : zUrl, 32);
    iRank = 3;
  }
  if( iRank>4 && zShown[0] && nShown>=DATE_MIN+(iRank<6 ? 20 : 0) ){
    memcpy(zPublished, zShown, sizeof(zShown));
  }
  if( zUpdated[0]==0 && zShownUpdate[0] ){
    memcpy(zUpdated, zShownUpdate, sizeof(zShownUpdate));
  }
}
