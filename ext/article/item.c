/*
** item.c - a record of a feed, of JSON or of CSV as an article.
**
**   title      "AT&amp;T buys Acme - Example Wire"     "AT&T buys Acme"
**   source     "Example Wire"                          "Example Wire"
**   body       "<p>AT&amp;T ...</p><p>Read Next: ..."  "AT&T ..."; the rest boilerplate
**   url        "https://Example.com/a?utm_source=x"    "https://example.com/a"
**   language   "en-US"                                 "en"
**
** The text of a source is kept: HTML becomes paragraphs, and of the lines only those are
** cut that the rules of furniture know, as in plain text (rules.c). What the record does
** not say may be said by these lines: a byline, a source, tags, a date.
**
** A record without a text has its summary as text, too: it is all that its source gave,
** and what is to be found in it is found in the text. A summary of more than
** ITEM_SUMMARY bytes in such a record is the text alone, and one that says the title
** again is none. A record without a title may have it as the first line of its text. A
** text that is a whole web page is read as that.
*/
#include "htmlInt.h"
#include <string.h>

#define ITEM_SUMMARY   1500    /* bytes of a summary that may be the whole text */
#define ITEM_TAG         16    /* bytes of the longest name of an element */
#define ITEM_STEPS       60    /* steps of work that a sign of HTML counts */
#define ITEM_TAG_LOOK  4096    /* bytes in which the end of a tag is looked for */

/*--------------------------------------------------------------------------- HTML */

#define HTML_ELEMENT   0x01    /* elements of HTML */
#define HTML_BLOCK     0x02    /* of them some that stand on lines of their own */
#define HTML_ENTITY    0x04    /* &amp; and the like */

/* What the '<' at z begins: bits of HTML_…, 0 when it is no tag. */
static int tagKind(const char *z, const char *zEnd){
  char zName[ITEM_TAG];
  const char *p = z+1;
  size_t n = 0;
  if( p<zEnd && *p=='/' ) p++;
  if( zEnd-p>=3 && memcmp(p, "!--", 3)==0 ) return HTML_ELEMENT;
  while( p<zEnd && (isAlpha(*p) || (n>0 && isDigit(*p))) ){
    if( n==sizeof(zName) ) return 0;
    zName[n++] = (char)(*p++ | 0x20);
  }
  /* Digits have that bit, too. */
  if( n==0 || p>=zEnd || memchr(">/ \n\t", *p, 5)==0 ) return 0;
  size_t nLook = (size_t)(zEnd-p)<ITEM_TAG_LOOK ? (size_t)(zEnd-p) : ITEM_TAG_LOOK;
  if( memchr(p, '>', nLook)==0 ) return 0;
  const NewsWord *pWord = newsWordFind(&newsElements, zName, n);
  if( pWord==0 ) return 0;
  int bBreak = (pWord->m & 0xff)==NEWS_EL_BR;
  return (pWord->m & NEWS_ET_BLOCK) || bBreak ? HTML_ELEMENT|HTML_BLOCK : HTML_ELEMENT;
}

/* Does an entity begin with the '&' at z? */
static int isEntity(const char *z, const char *zEnd){
  const char *p = z+1;
  while( p<zEnd && p-z<32 && (isAlnum(*p) || (*p=='#' && p==z+1)) ) p++;
  return p>z+1 && p<zEnd && *p==';';
}

/* What of HTML is in a text, as bits of HTML_…. */
static int htmlKind(NewsArena *pArena, const char *z, size_t n){
  const char *zEnd = z+n;
  int m = 0;
  for(const char *p = z; (m & HTML_BLOCK)==0; p++){
    p = memchr(p, '<', (size_t)(zEnd-p));
    if( p==0 || newsWork(pArena, ITEM_STEPS)!=NEWS_OK ) break;
    m |= tagKind(p, zEnd);
  }
  for(const char *p = z; (m & HTML_ENTITY)==0; p++){
    p = memchr(p, '&', (size_t)(zEnd-p));
    if( p==0 || newsWork(pArena, ITEM_STEPS)!=NEWS_OK ) break;
    if( isEntity(p, zEnd) ) m |= HTML_ENTITY;
  }
  return m;
}

int newsLinesMark(NewsArena *pArena, const char **pz, size_t *pn){
  const char *z = *pz;
  size_t n = *pn, nLine = 0, k = 0;
  for(size_t i=0; i<n; i++) nLine += z[i]=='\n';
  if( nLine==0 ) return NEWS_OK;
  char *zOut = newsArenaAlloc(pArena, n+3*nLine+1);
  if( zOut==0 ) return NEWS_NOMEM;
  for(size_t i=0; i<n; i++){
    if( z[i]!='\n' ){
      zOut[k++] = z[i];
      continue;
    }
    int rc = newsWork(pArena, ITEM_STEPS);
    if( rc!=NEWS_OK ) return rc;
    size_t iNext = i+1;
    while( iNext<n && (z[iNext]==' ' || z[iNext]=='\r' || z[iNext]=='\t') ) iNext++;
    int bPara = iNext<n && z[iNext]=='\n';
    memcpy(&zOut[k], bPara ? "<p>" : "<br>", bPara ? 3 : 4);
    k += bPara ? 3 : 4;
    if( bPara ) i = iNext;
  }
  *pz = zOut;
  *pn = k;
  return NEWS_OK;
}

/* A value without HTML. Where it holds entities alone, these may be tags that were
** escaped once too often: what is there then is read again. */
static int htmlClean(NewsArena *pArena, const char **pz, size_t *pn, int bPlain){
  int m = bPlain ? 0 : htmlKind(pArena, *pz, *pn), rc = NEWS_OK;
  for(int i=0; i<2 && m && rc==NEWS_OK; i++){
    int nText, bAgain = i==0 && (m & HTML_ELEMENT)==0;
    if( (m & HTML_BLOCK)==0 ) rc = newsLinesMark(pArena, pz, pn);
    if( rc==NEWS_OK ) rc = newsHtmlText(pArena, *pz, *pn, pz, &nText);
    if( rc!=NEWS_OK ) return rc;
    *pn = (size_t)nText;
    if( *pz==0 ) *pz = "";
    m = bAgain ? htmlKind(pArena, *pz, *pn) & (HTML_ELEMENT|HTML_BLOCK) : 0;
  }
  return rc;
}

/*---------------------------------------------------------------------------- items */

int newsItemsAdd(NewsItems *p, NewsArena *pArena, const char *zWhat, NewsItem **pp,
                 NewsError *pErr){
  if( p->n==NEWS_ITEM_MAX ){
    return newsError(pErr, NEWS_TOOBIG, "%s has more than the bound of %d records", zWhat,
                     NEWS_ITEM_MAX);
  }
  if( p->n==p->nAlloc ){
    int nNew = p->nAlloc ? p->nAlloc*2 : 8;
    NewsItem *aNew = newsArenaGrow(pArena, p->a, (size_t)p->n*sizeof(NewsItem),
                                   (size_t)nNew*sizeof(NewsItem));
    if( aNew==0 ) return NEWS_NOMEM;
    p->a = aNew;
    p->nAlloc = nNew;
  }
  *pp = &p->a[p->n++];
  return NEWS_OK;
}

/*-------------------------------------------------------------------------- columns */

/* Work on one record. */
typedef struct ItemReader {
  NewsParser *pParser;
  NewsArena *pArena;
  const NewsArticleHooks *pHooks;
  NewsError *pErr;
  const NewsItem *pItem;
  NewsArticle *pOut;
} ItemReader;

static void columnSet(ItemReader *r, int iCol, const char *z, int n){
  r->pOut->az[iCol] = n>0 ? z : 0;
  r->pOut->an[iCol] = n>0 ? n : 0;
}

/* A column in one line: title, author, source, section. */
static int lineSet(ItemReader *r, int iCol){
  const char *z = r->pItem->az[iCol];
  size_t n = (size_t)r->pItem->an[iCol];
  if( z==0 ) return NEWS_OK;
  int rc = htmlClean(r->pArena, &z, &n, r->pItem->mPlain>>iCol & 1);
  if( rc!=NEWS_OK ) return rc;
  NewsPage page = { .pArena = r->pArena };
  rc = newsPageLines(&page, z, n);
  if( rc!=NEWS_OK || page.n==0 ) return rc;
  /* The lines are put together again, with blanks. */
  char *zLine = newsArenaDup(r->pArena, page.z, (int)page.n-1);
  if( zLine==0 ) return NEWS_NOMEM;
  if( (rc = newsWork(r->pArena, page.n))!=NEWS_OK ) return rc;
  for(uint32_t i=0; i+1<page.n; i++) if( zLine[i]=='\n' ) zLine[i] = ' ';
  columnSet(r, iCol, zLine, (int)page.n-1);
  return NEWS_OK;
}

/* Is a text a whole web page? */
static int isPage(const char *z, size_t n){
  static const char *const azStart[] = { "<!doctype html", "<html" };
  while( n>0 && (unsigned char)*z<=' ' ) z++, n--;
  for(int i=0; i<2; i++){
    size_t k = 0, nStart = strlen(azStart[i]);
    while( k<nStart && k<n && lower(z[k])==azStart[i][k] ) k++;
    if( k==nStart ) return 1;
  }
  return 0;
}

/* A text of several lines, its furniture cut: all that a page of text would give. */
static int textRead(ItemReader *r, int iCol, NewsArticle *pText){
  const char *z = r->pItem->az[iCol];
  size_t n = (size_t)r->pItem->an[iCol];
  memset(pText, 0, sizeof(*pText));
  if( z==0 ) return NEWS_OK;
  /* "[+2199 chars]" or "[2199 chars]" behind a text that an API cut off. */
  size_t k = n;
  if( k>8 && memcmp(&z[k-7], " chars]", 7)==0 ){
    k -= 7;
    while( k>0 && isDigit(z[k-1]) ) k--;
    if( k>1 && z[k-1]=='+' ) k--;
    if( k>0 && z[k-1]=='[' ) n = k-1;
  }
  if( isPage(z, n) ){
    return newsHtmlArticle(r->pParser, r->pArena, r->pHooks, z, n, "utf-8",
                           r->pOut->az[NEWS_AC_URL], pText, r->pErr);
  }
  int rc = htmlClean(r->pArena, &z, &n, r->pItem->mPlain>>iCol & 1);
  if( rc!=NEWS_OK ) return rc;
  NewsPage page = {
    .pParser = r->pParser, .pArena = r->pArena, .pHooks = r->pHooks, .pErr = r->pErr
  };
  /* With a source at hand, the prose is not searched for one. */
  page.azField[NEWS_RG_SITE] = r->pOut->az[NEWS_AC_SOURCE];
  page.anField[NEWS_RG_SITE] = (uint32_t)r->pOut->an[NEWS_AC_SOURCE];
  rc = newsPageLines(&page, z, n);
  if( rc==NEWS_OK ) rc = newsPageRules(&page);
  if( rc!=NEWS_OK ) return rc;
  /* The title above the text is no part of it. */
  const char *zTitle = r->pOut->az[NEWS_AC_TITLE];
  if( zTitle && page.nLine>1 && newsFoldEqual(lineText(&page, 0), page.aLine[0].nByte,
                                  zTitle, (size_t)r->pOut->an[NEWS_AC_TITLE]) ){
    page.aLine[0].eLine = NEWS_LN_CUT;
  }
  if( zTitle==0 && iCol==NEWS_AC_BODY ) rc = newsPageTitle(&page);
  return rc==NEWS_OK ? newsPageColumns(&page, pText) : rc;
}

/* The source's name behind the title, as aggregators put it there. */
static int titleTrim(ItemReader *r){
  const char *zTitle = r->pOut->az[NEWS_AC_TITLE], *zSource = r->pOut->az[NEWS_AC_SOURCE];
  int nTitle = r->pOut->an[NEWS_AC_TITLE], nSource = r->pOut->an[NEWS_AC_SOURCE];
  int k = nTitle-nSource;
  if( zTitle==0 || zSource==0 || k<4 ) return NEWS_OK;
  if( !newsFoldEqual(&zTitle[k], (size_t)nSource, zSource, (size_t)nSource)
   || zTitle[k-1]!=' ' || (zTitle[k-2]!='-' && zTitle[k-2]!='|') || zTitle[k-3]!=' ' ){
    return NEWS_OK;
  }
  return newsColumnSet(r->pArena, r->pOut, NEWS_AC_TITLE, zTitle, (size_t)k-3);
}

/* A source that is an address: its host. */
static int sourceTrim(ItemReader *r){
  const char *z = r->pOut->az[NEWS_AC_SOURCE];
  if( z==0 ) return NEWS_OK;
  if( strncmp(z, "https://", 8)==0 ) z += 8;
  else if( strncmp(z, "http://", 7)==0 ) z += 7;
  else if( strncmp(z, "www.", 4)!=0 ) return NEWS_OK;
  if( strncmp(z, "www.", 4)==0 ) z += 4;
  return newsColumnSet(r->pArena, r->pOut, NEWS_AC_SOURCE, z, strcspn(z, "/?#:"));
}

static int urlSet(ItemReader *r){
  const char *z = r->pItem->az[NEWS_AC_URL];
  if( z==0 ) return NEWS_OK;
  return newsUrlNormal(r->pArena, z, (size_t)r->pItem->an[NEWS_AC_URL], r->pItem->zBase,
                       &r->pOut->az[NEWS_AC_URL], &r->pOut->an[NEWS_AC_URL]);
}

/* Does the text say nothing but the title, with or without the source? */
static int isTitle(const ItemReader *r, const char *z, int n){
  const char *zTitle = r->pOut->az[NEWS_AC_TITLE], *zSource = r->pOut->az[NEWS_AC_SOURCE];
  int nTitle = r->pOut->an[NEWS_AC_TITLE], nSource = r->pOut->an[NEWS_AC_SOURCE];
  if( z==0 || zTitle==0 || n<nTitle ) return 0;
  if( memcmp(z, zTitle, (size_t)nTitle)!=0 ) return 0;
  while( n>nTitle && strchr(" -|.\n", z[nTitle]) ) z++, n--;
  return n==nTitle || (zSource && n-nTitle==nSource
                       && memcmp(&z[nTitle], zSource, (size_t)nSource)==0);
}

/* Body and summary; pText gets what lines of the text say of the other columns. */
static int textsSet(ItemReader *r, NewsArticle *pText){
  NewsArticle summary;
  int bBody = r->pItem->az[NEWS_AC_BODY]!=0;
  int rc = textRead(r, NEWS_AC_SUMMARY, &summary);
  if( rc==NEWS_OK && bBody ) rc = textRead(r, NEWS_AC_BODY, pText);
  if( rc!=NEWS_OK ) return rc;
  bBody = bBody && pText->az[NEWS_AC_BODY];
  if( isTitle(r, summary.az[NEWS_AC_BODY], summary.an[NEWS_AC_BODY]) ){
    summary.az[NEWS_AC_BODY] = 0;
    summary.an[NEWS_AC_BODY] = 0;
  }
  if( !bBody ) *pText = summary;
  columnSet(r, NEWS_AC_BODY, pText->az[NEWS_AC_BODY], pText->an[NEWS_AC_BODY]);
  if( bBody || summary.an[NEWS_AC_BODY]<=ITEM_SUMMARY ){
    columnSet(r, NEWS_AC_SUMMARY, summary.az[NEWS_AC_BODY], summary.an[NEWS_AC_BODY]);
  }
  columnSet(r, NEWS_AC_BOILERPLATE, pText->az[NEWS_AC_BOILERPLATE],
            pText->an[NEWS_AC_BOILERPLATE]);
  return NEWS_OK;
}

int newsItemArticle(NewsParser *pParser, NewsArena *pArena,
                    const NewsArticleHooks *pHooks, const NewsItem *pItem,
                    NewsArticle *pOut, NewsError *pErr){
  static const uint8_t aLine[] = {
    NEWS_AC_TITLE, NEWS_AC_AUTHOR, NEWS_AC_SOURCE, NEWS_AC_SECTION,
  };
  static const uint8_t aAsIs[] = {
    NEWS_AC_PUBLISHED, NEWS_AC_UPDATED, NEWS_AC_TAGS, NEWS_AC_SYMBOLS,
  };
  static const uint8_t aFromText[] = {
    NEWS_AC_URL, NEWS_AC_TITLE, NEWS_AC_AUTHOR, NEWS_AC_SOURCE, NEWS_AC_SECTION,
    NEWS_AC_PUBLISHED, NEWS_AC_UPDATED, NEWS_AC_TAGS, NEWS_AC_SYMBOLS, NEWS_AC_LANGUAGE,
  };
  ItemReader r = { pParser, pArena, pHooks, pErr, pItem, pOut };
  NewsArticle text;
  int rc = NEWS_OK;
  memset(pOut, 0, sizeof(*pOut));
  for(size_t i=0; rc==NEWS_OK && i<sizeof(aLine); i++) rc = lineSet(&r, aLine[i]);
  for(size_t i=0; rc==NEWS_OK && i<sizeof(aAsIs); i++){
    int iCol = aAsIs[i];
    if( pItem->az[iCol] ){
      rc = newsColumnSet(pArena, pOut, iCol, pItem->az[iCol], (size_t)pItem->an[iCol]);
    }
  }
  if( rc==NEWS_OK ) rc = sourceTrim(&r);
  if( rc==NEWS_OK ) rc = titleTrim(&r);
  if( rc==NEWS_OK ) rc = urlSet(&r);
  if( rc==NEWS_OK ) rc = textsSet(&r, &text);
  if( rc!=NEWS_OK ) return rc;
  if( pItem->az[NEWS_AC_LANGUAGE] ){
    const char *z = newsLanguageNamed(pItem->az[NEWS_AC_LANGUAGE],
                                      (size_t)pItem->an[NEWS_AC_LANGUAGE]);
    if( z ) columnSet(&r, NEWS_AC_LANGUAGE, z, (int)strlen(z));
  }
  for(size_t i=0; i<sizeof(aFromText); i++){
    int iCol = aFromText[i];
    if( pOut->az[iCol]==0 ) columnSet(&r, iCol, text.az[iCol], text.an[iCol]);
  }
  return NEWS_OK;
}
