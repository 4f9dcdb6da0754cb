/*
** pattern.c - the patterns of data/patterns.tsv at a place of a text, by PCRE2.
**
**   "$1.2bn" at its beginning, lead number:  money; sign $, number 1.2, scale bn
**
** HOW IT WORKS. Tokens that may begin a value are few and known, so a pattern is never
** searched for: it is tried at one byte. The rows of a lead are branches of one pattern,
** which is compiled when it is first asked for, made machine code when it goes on to be
** asked, and tells the row by its mark. No pattern looks back over more than a word, or
** ahead over more than a few, and none gives back what it has taken of a run of digits.
*/
#include "entityInt.h"

#define PATTERN_STEPS  64          /* steps of work that a try counts */
#define PATTERN_LIMIT_STEPS 100000 /* that of one that hits PCRE2's limit */
#define PATTERN_FAST   32          /* tries behind which machine code is worth it */

struct NewsPatterns {
  const NewsHost *pHost;
  NewsRegex *aRegex[NEWS_PL_N];    /* NULL: not compiled yet */
  int aTry[NEWS_PL_N];             /* how often each was tried, to PATTERN_FAST */
};

int newsPatternsNew(const NewsHost *pHost, NewsPatterns **pp){
  NewsPatterns *p = *pp = pHost->xMalloc(pHost->pCtx, sizeof(*p));
  if( p==0 ) return NEWS_NOMEM;
  *p = (NewsPatterns){ .pHost = pHost };
  return NEWS_OK;
}

void newsPatternsFree(NewsPatterns *p){
  if( p==0 ) return;
  for(int i=0; i<NEWS_PL_N; i++) newsRegexFree(p->aRegex[i]);
  p->pHost->xFree(p->pHost->pCtx, p);
}

const NewsPatternRow *newsPatternAt(NewsWork *w, const NewsText *t, int eLead,
                                    uint32_t iByte, NewsPatternHit *pHit){
  NewsPatterns *p = w->pPatterns;
  NewsError err = {0};
  if( newsWorkCount(w, PATTERN_STEPS) ) return 0;
  if( p->aRegex[eLead]==0 ){
    const char *z = newsPatternText[eLead];
    w->rc = newsRegexOwn(p->pHost, z, strlen(z), &p->aRegex[eLead], &err);
    if( w->rc ) return 0;
  }
  if( p->aTry[eLead]<PATTERN_FAST && ++p->aTry[eLead]==PATTERN_FAST ){
    w->rc = newsRegexFast(p->aRegex[eLead]);
    if( w->rc ) return 0;
  }
  int rc = newsRegexFind(p->aRegex[eLead], t->z, t->nByte, iByte, pHit->aSpan,
                         NEWS_PATTERN_GROUPS, &err);
  if( rc==-NEWS_ERROR ){
    newsWorkCount(w, PATTERN_LIMIT_STEPS);
    return 0;
  }
  if( rc<0 ) w->rc = -rc;
  if( rc<=0 ) return 0;
  pHit->z = t->z;
  pHit->pRow = &newsPatternRow[newsRegexMark(p->aRegex[eLead])[0]-NEWS_PATTERN_MARK];
  return pHit->pRow;
}

const char *newsPatternField(const NewsPatternHit *p, int eField, size_t *pn){
  int k = p->pRow->aGroup[eField];
  *pn = 0;
  if( k==0 || p->aSpan[2*k]<0 ) return 0;
  *pn = (size_t)(p->aSpan[2*k+1]-p->aSpan[2*k]);
  return &p->z[p->aSpan[2*k]];
}
