/*
** article.c - a raw page of plain text in, an article out, by the steps of articleInt.h.
**
**   Oil slides as stocks build          title "Oil slides as stocks build"
**   By Jane Roe                         author "Jane Roe"
**   6 November 2025                     published "2025-11-06"
**                                       body:
**   Oil prices fell on Thursday ...       Oil prices fell on Thursday ...
**   Read Next: Gold steadies              (an empty line stays an empty line)
**   Stocks at Cushing rose ...            Stocks at Cushing rose ...
**   (c) 2025 Example Wire               source "Example Wire"; boilerplate: four lines
*/
#include "htmlInt.h"
#include <string.h>

#define ARTICLE_LOOK       262144    /* bytes of a page whose words tell its tags */
#define ARTICLE_LANGUAGE    16384    /* bytes of body that tell its language */
#define ARTICLE_STEPS           8    /* steps of work that a line counts */
#define ARTICLE_PIECE      262144    /* bytes of a line between counts */

/* Lines of one kind, joined: paragraphs as they were parted, boilerplate line by line. */
static int linesJoin(const NewsPage *p, int eLine, const char **pz, int *pn){
  size_t n = 0;
  for(uint32_t i=0; i<p->nLine; i++){
    int rc = newsWork(p->pArena, ARTICLE_STEPS);
    if( rc!=NEWS_OK ) return rc;
    if( p->aLine[i].eLine==eLine ) n += p->aLine[i].nByte+2u;
  }
  *pz = 0;
  *pn = 0;
  if( n==0 ) return NEWS_OK;
  char *z = newsArenaAlloc(p->pArena, n+1);
  if( z==0 ) return NEWS_NOMEM;
  size_t k = 0;
  int bBlank = 0;
  for(uint32_t i=0; i<p->nLine; i++){
    const NewsLine *pLine = &p->aLine[i];
    bBlank |= pLine->mFlag & NEWS_LF_BLANK;
    int rc = newsWork(p->pArena, ARTICLE_STEPS);
    if( rc!=NEWS_OK ) return rc;
    if( pLine->eLine!=eLine ) continue;
    if( k ){
      z[k++] = '\n';
      if( bBlank && eLine==NEWS_LN_BODY ) z[k++] = '\n';
    }
    for(uint32_t j=0; j<pLine->nByte; ){
      uint32_t nCopy = pLine->nByte-j<ARTICLE_PIECE ? pLine->nByte-j : ARTICLE_PIECE;
      if( (rc = newsWork(p->pArena, nCopy/2))!=NEWS_OK ) return rc;
      memcpy(&z[k], lineText(p, i)+j, nCopy);
      j += nCopy;
      k += nCopy;
    }
    bBlank = 0;
  }
  z[k] = 0;
  *pz = z;
  *pn = (int)k;
  return NEWS_OK;
}

int newsColumnSet(NewsArena *pArena, NewsArticle *pOut, int iCol, const char *z,
                  size_t n){
  if( z==0 || n==0 ) return NEWS_OK;
  char *zCopy = newsArenaDup(pArena, z, (int)n);
  if( zCopy==0 ) return NEWS_NOMEM;
  pOut->az[iCol] = zCopy;
  pOut->an[iCol] = (int)n;
  return NEWS_OK;
}

/* Source: the page's own publisher, the one it names, the one its story mentions. */
static int sourceSet(NewsPage *p, NewsArticle *pOut){
  static const uint8_t aOrder[] = { NEWS_RG_SITE, NEWS_RG_SOURCE, NEWS_RG_CREDIT };
  if( p->azField[NEWS_RG_SITE]==0 && p->azField[NEWS_RG_SOURCE]==0
   && p->azField[NEWS_RG_CREDIT]==0 ){
    int rc = newsPageCredit(p);
    if( rc!=NEWS_OK ) return rc;
  }
  for(int i=0; i<3; i++){
    const char *z = p->azField[aOrder[i]];
    size_t n = p->anField[aOrder[i]];
    if( z==0 ) continue;
    while( n>0 && (z[n-1]=='.' || z[n-1]==' ' || z[n-1]==',' || z[n-1]==')') ) n--;
    if( n>0 ) return newsColumnSet(p->pArena, pOut, NEWS_AC_SOURCE, z, n);
  }
  return NEWS_OK;
}

/* The page's words, but for the lines that hold tags, as tokens. */
static int witnessText(const NewsPage *p, NewsText *pText){
  size_t n = 0, k = 0;
  for(uint32_t i=0; i<p->nLine && n<ARTICLE_LOOK; i++) n += p->aLine[i].nByte+1u;
  char *z = newsArenaAlloc(p->pArena, n+1);
  if( z==0 ) return NEWS_NOMEM;
  for(uint32_t i=0; i<p->nLine; i++){
    if( p->aLine[i].mFlag & NEWS_LF_TAGS ) continue;
    if( k+p->aLine[i].nByte+1>n || k+p->aLine[i].nByte>ARTICLE_LOOK ) break;
    memcpy(&z[k], lineText(p, i), p->aLine[i].nByte);
    k += p->aLine[i].nByte;
    z[k++] = '\n';
  }
  z[k] = 0;
  return newsTokenize(p->pArena, z, k, pText);
}

static int tagsSet(NewsPage *p, NewsArticle *pOut){
  if( p->azField[NEWS_RG_TAGS]==0 ) return NEWS_OK;
  NewsText text;
  int rc = witnessText(p, &text);
  if( rc!=NEWS_OK ) return rc;
  rc = newsTagsSplit(p->pArena, p->azField[NEWS_RG_TAGS], p->anField[NEWS_RG_TAGS], &text,
                     &pOut->az[NEWS_AC_TAGS], &pOut->an[NEWS_AC_TAGS]);
  if( rc==NEWS_OK && pOut->an[NEWS_AC_TAGS]<=2 ){
    pOut->az[NEWS_AC_TAGS] = 0;
    pOut->an[NEWS_AC_TAGS] = 0;
  }
  return rc;
}

static int languageSet(NewsPage *p, NewsArticle *pOut){
  int iCol = pOut->az[NEWS_AC_BODY] ? NEWS_AC_BODY : NEWS_AC_TITLE;
  const char *z = pOut->az[iCol];
  size_t n = (size_t)pOut->an[iCol];
  if( z==0 ) return NEWS_OK;
  if( n>ARTICLE_LANGUAGE ){
    n = ARTICLE_LANGUAGE;
    while( n>0 && ((unsigned char)z[n] & 0xC0)==0x80 ) n--;
  }
  NewsText text;
  int rc = newsTokenize(p->pArena, z, n, &text);
  if( rc!=NEWS_OK ) return rc;
  const char *zLanguage = newsLanguage(&text);
  if( zLanguage==0 ) return NEWS_OK;
  return newsColumnSet(p->pArena, pOut, NEWS_AC_LANGUAGE, zLanguage, strlen(zLanguage));
}

int newsPageColumns(NewsPage *p, NewsArticle *pOut){
  static const struct { uint8_t iCol, g; } aPlain[] = {
    { NEWS_AC_URL, NEWS_RG_URL }, { NEWS_AC_TITLE, NEWS_RG_TITLE },
    { NEWS_AC_AUTHOR, NEWS_RG_AUTHOR }, { NEWS_AC_SECTION, NEWS_RG_SECTION },
    { NEWS_AC_SUMMARY, NEWS_RG_SUMMARY },
  };
  int rc = linesJoin(p, NEWS_LN_BODY, &pOut->az[NEWS_AC_BODY], &pOut->an[NEWS_AC_BODY]);
  if( rc==NEWS_OK ){
    rc = linesJoin(p, NEWS_LN_CUT, &pOut->az[NEWS_AC_BOILERPLATE],
                   &pOut->an[NEWS_AC_BOILERPLATE]);
  }
  for(size_t i=0; rc==NEWS_OK && i<sizeof(aPlain)/sizeof(aPlain[0]); i++){
    int g = aPlain[i].g;
    rc = newsColumnSet(p->pArena, pOut, aPlain[i].iCol, p->azField[g], p->anField[g]);
  }
  const char *zPublished = p->zPublished[0] ? p->zPublished : p->zDate;
  if( rc==NEWS_OK ){
    rc = newsColumnSet(p->pArena, pOut, NEWS_AC_PUBLISHED, zPublished,
                       strlen(zPublished));
  }
  if( rc==NEWS_OK ){
    rc = newsColumnSet(p->pArena, pOut, NEWS_AC_UPDATED, p->zUpdated,
                       strlen(p->zUpdated));
  }
  if( rc==NEWS_OK && p->azField[NEWS_RG_SYMBOLS] ){
    rc = newsSymbolsSplit(p->pArena, p->azField[NEWS_RG_SYMBOLS],
                          p->anField[NEWS_RG_SYMBOLS], &pOut->az[NEWS_AC_SYMBOLS],
                          &pOut->an[NEWS_AC_SYMBOLS]);
  }
  if( rc==NEWS_OK ) rc = sourceSet(p, pOut);
  if( rc==NEWS_OK ) rc = tagsSet(p, pOut);
  return rc==NEWS_OK ? languageSet(p, pOut) : rc;
}

int newsTextArticle(NewsParser *pParser, NewsArena *pArena,
                    const NewsArticleHooks *pHooks, const char *zRaw, size_t nRaw,
                    NewsArticle *pOut, NewsError *pErr){
  NewsPage page = {
    .pParser = pParser, .pArena = pArena, .pHooks = pHooks, .pErr = pErr
  };
  memset(pOut, 0, sizeof(*pOut));
  size_t n;
  const char *z;
  int rc = newsUtf8Text(pArena, zRaw, nRaw, &z, &n);
  if( rc==NEWS_OK ) rc = newsPageLines(&page, z, n);
  if( rc==NEWS_OK ) rc = newsPageRules(&page);
  if( rc==NEWS_OK ) rc = newsPageTitle(&page);
  if( rc==NEWS_OK ) rc = newsPageZones(&page);
  return rc==NEWS_OK ? newsPageColumns(&page, pOut) : rc;
}
