/*
** zone.c - where the story of a page begins and ends, by the shape of its lines.
**
** Pages whose every line was kept have menus before the story and lists of links after
** it, which no rule can name. Prose counts for a line's words, short lines count against,
** unless they have a number, as those of tables and lists do; the stretch of lines with
** the largest sum is the story, and the uncut lines around it go. A page is not touched
** when the rules cut few lines that only a site has (menus, buttons to share, login), or
** few short lines are around its prose: lists and tables of a clean text are its own.
**
**   Home / Markets / Sport / Log in           -4 each   cut
**   Oil prices fell on Monday as ...          +31
**   What comes next                            -4       stays: a heading inside the story
**   Analysts at two banks said ...            +27
**   Brent 61.20, down 2%                        0       stays: a table at the end
**   Most read / Oil slides / Stocks flat       -4 each  cut
*/
#include "articleInt.h"

#define ZONE_SITE          4    /* lines cut that show a page scraped with its menus */
#define ZONE_MENU          6    /* short lines around the story that make a menu */
#define ZONE_PROSE        60    /* words of a line that count at most */
#define ZONE_SHORT        -4    /* what a short line counts */
#define ZONE_GAP          60    /* what a run of them counts at most */
#define ZONE_HEAD          4    /* short lines between headline and story */
#define ZONE_STEPS         8    /* steps of work that a line counts */

static int lineScore(const NewsLine *p){
  if( p->mFlag & NEWS_LF_PROSE ) return p->nWord<ZONE_PROSE ? (int)p->nWord : ZONE_PROSE;
  if( p->mFlag & NEWS_LF_BULLET ) return 2;
  if( p->mFlag & NEWS_LF_STOP ) return 1;
  return (p->mFlag & NEWS_LF_DIGIT) ? 0 : ZONE_SHORT;
}

static int isShort(const NewsLine *p){
  return p->eLine==NEWS_LN_BODY && lineScore(p)<0;
}

/* The stretch of lines with the largest sum, the longest of them: first and behind the
** last. A run of short lines counts no more than a bound, so that a table or list does
** not cut a story in two. */
static void zoneFind(const NewsPage *p, uint32_t *piFrom, uint32_t *piTo){
  int64_t nBest = 0, nSum = 0;
  int nGap = 0;
  uint32_t iFrom = 0;
  *piFrom = *piTo = 0;
  for(uint32_t i=0; i<p->nLine && newsWork(p->pArena, ZONE_STEPS)==NEWS_OK; i++){
    if( p->aLine[i].eLine!=NEWS_LN_BODY ) continue;
    if( nSum<=0 ){
      nSum = 0;
      iFrom = i;
    }
    int nScore = lineScore(&p->aLine[i]);
    nGap = nScore<0 ? nGap-nScore : 0;
    if( nGap<=ZONE_GAP ) nSum += nScore;
    if( nSum>=nBest && nSum>0 ){
      nBest = nSum;
      *piFrom = iFrom;
      *piTo = i+1;
    }
  }
}

/* Cut the lines of [iFrom, iTo) when they hold a menu. */
static void zoneCut(NewsPage *p, uint32_t iFrom, uint32_t iTo, uint32_t nMenu){
  uint32_t nShort = 0;
  for(uint32_t i=iFrom; i<iTo && newsWork(p->pArena, ZONE_STEPS)==NEWS_OK; i++){
    nShort += (uint32_t)isShort(&p->aLine[i]);
  }
  if( nShort<nMenu ) return;
  for(uint32_t i=iFrom; i<iTo; i++){
    if( p->aLine[i].eLine==NEWS_LN_BODY ) p->aLine[i].eLine = NEWS_LN_CUT;
  }
}

int newsPageZones(NewsPage *p){
  uint32_t iFrom, iTo;
  if( p->nSite<ZONE_SITE ) return NEWS_OK;
  zoneFind(p, &iFrom, &iTo);
  if( iTo==0 ) return NEWS_OK;
  zoneCut(p, 0, iFrom, ZONE_HEAD);
  zoneCut(p, iTo, p->nLine, ZONE_MENU);
  return newsWork(p->pArena, 0);
}
