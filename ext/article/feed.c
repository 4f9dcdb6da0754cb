/*
** feed.c - the items of a feed: RSS 0.9x and 2.0, RSS 1.0 (RDF), Atom, a news sitemap.
**
**   <item><title>Oil slides</title><link>https://...</link><dc:creator>Roe</dc:creator>
**   <pubDate>Thu, 6 Nov 2025 09:34:00 GMT</pubDate><description>Oil ...</description>
**
** Elements are fields by the names of fields.tsv, as members of JSON are:
** <author><name> is authorname, <dc:creator> dccreator, and so is <x:creator> when x is
** declared as the namespace that dc stands for (namespaces.tsv). The feed's title is the
** source of its items, its language theirs, its link what relative links refer to.
**
** libxml2 reads it (xml.c). Half of the feeds of the web are no XML, so one that libxml2
** refuses is mended (feedmend.c) and read again:
**
**   text in front of <?xml, a wrong encoding in it    passed over (charset.c)
**   & alone, &nbsp; and other entities of HTML        characters
**   bytes that are no UTF-8, control characters       U+FFFD, a blank
**   HTML in an element, not escaped                   is its content
**   an element without its end                        ends at the next tag
**   a feed that is cut off                            gives all with a whole title or
**                                                     some text
**   entities that a DTD declares                      never expanded
**
** HOW IT WORKS. A stack of what the open elements are. Outside of items those of the
** channel are kept. In an item the content of an element whose name is a field is
** gathered and added as a value when it ends; of an element whose name is the beginning
** of longer names the elements inside are read; all others are passed over. Elements
** inside a text are its HTML: their tags are written out again. While it is gathered, HTML
** is set apart from text by two control characters, which XML never has; only at the end
** it is known whether the text between stands for itself or has to be HTML, too.
*/
#include "htmlInt.h"
#include <string.h>

#define FEED_DEPTH     5      /* elements inside an item that names reach into */
#define FEED_TAG    8192      /* bytes of the longest tag that libxml2 gets as it is */
#define FEED_HTML   '\x01'    /* here HTML begins in the content that is gathered */
#define FEED_TEXT   '\x02'    /* and here it ends */

/* What an open element is. */
enum {
  FEED_THROUGH = 0,           /* outside of items: is read */
  FEED_SKIP,                  /* is passed over */
  FEED_ITEM,
  FEED_INNER,                 /* in an item: the beginning of longer names */
  FEED_FIELD,                 /* its content is gathered */
  FEED_MARKUP                 /* inside of that */
};

/* The element whose content is gathered. */
typedef struct FeedContent {
  const NewsField *pField;
  NewsFields *pFields;        /* where its value goes */
  int mFlag;                  /* NEWS_FV_… */
  int bMarkup;                /* it is HTML as it stands */
  int bInner;                 /* elements inside make longer names */
  const char *zTerm;          /* of a category: what it is when it is empty; NULL: none */
  size_t nTerm;
  NewsBuf buf;
} FeedContent;

typedef struct FeedReader {
  NewsArena *pArena;
  NewsError *pErr;
  NewsItems items;
  NewsFields channel, item;
  const char *zBase;          /* the channel's link, NUL-terminated; NULL: none */
  int bRoot;                  /* the root of a feed was there */
  int bSitemap;               /* it was that of a sitemap */
  int bItem;                  /* an item is open */
  int bCut;                   /* the feed is cut off here */
  FeedContent content;
  int nOpen;                  /* open elements */
  uint8_t aeOpen[NEWS_XML_DEPTH];
  int nName;                  /* names of those that are FEED_INNER, put together */
  NewsFieldName aName[FEED_DEPTH+1];
} FeedReader;

/* Bytes that are given to libxml2 as they are. */
typedef struct FeedBytes {
  const char *z, *zEnd;       /* not yet given */
  const char *zTag;           /* the tag, CDATA, comment that is open there; NULL: none */
  char cQuote;                /* in the value of an attribute: its quote; else 0 */
  int nAttr;                  /* attributes of the tag, without namespaces */
} FeedBytes;

/*------------------------------------------------------------------------------ names */

static int isLocal(const NewsXmlTag *p, const char *zWord){
  return isWord(p->zLocal, strlen(p->zLocal), zWord);
}

static void nameAdd(NewsFieldName *p, const char *zPrefix, const char *zLocal){
  if( zPrefix ) newsFieldNameAdd(p, zPrefix, strlen(zPrefix));
  newsFieldNameAdd(p, zLocal, strlen(zLocal));
}

/* The field of an element, by its name as it is written, else by the prefix that names of
** its namespace have in fields.tsv; NULL: none. *p is the name of what it is in, and then
** its own. */
static const NewsField *fieldFind(NewsFieldName *p, const NewsXmlTag *pTag){
  NewsFieldName name = *p;
  nameAdd(p, pTag->zPrefix, pTag->zLocal);
  const NewsField *pField = newsFieldFind(p);
  if( pField || pTag->zSpace==0 ) return pField;
  const NewsNamespace *pSpace = newsNamespace;
  while( pSpace->zSpace && strcmp(pSpace->zSpace, pTag->zSpace)!=0 ) pSpace++;
  if( pSpace->zSpace==0 ) return 0;
  *p = name;
  nameAdd(p, pSpace->zPrefix, pTag->zLocal);
  return newsFieldFind(p);
}

/* Has the attribute, where the tag has it, the value? */
static int attrIs(const NewsXmlTag *p, const char *zName, const char *zWord,
                  int bMissing){
  size_t n;
  const char *z = newsXmlAttr(p, 0, zName, &n);
  return z ? isWord(z, n, zWord) : bMissing;
}

/* Is it the tag of an item? */
static int isItem(const FeedReader *r, const NewsXmlTag *p){
  return newsFeedPart(p->zPrefix, p->zLocal, strlen(p->zLocal), r->bSitemap)
         ==NEWS_FEED_ITEM;
}

/*---------------------------------------------------------------------------- content */

/* Add a value, which is copied. */
static int valueAdd(NewsFields *p, const NewsField *pField, const char *z, size_t n,
                    int mFlag){
  char *zCopy = newsArenaAlloc(p->pArena, n+1);
  if( zCopy==0 ) return NEWS_NOMEM;
  memcpy(zCopy, z, n);
  return newsFieldsAdd(p, pField, zCopy, n, mFlag | NEWS_FV_MORE);
}

/* Append text as HTML has it. */
static void htmlAppend(NewsBuf *p, const char *z, size_t n){
  for(size_t i=0; i<n; i++){
    if( z[i]=='&' ) newsBufText(p, "&amp;");
    else if( z[i]=='<' ) newsBufText(p, "&lt;");
    else if( z[i]=='"' ) newsBufText(p, "&quot;");
    else newsBufChar(p, z[i]);
  }
}

/* Write the tag of an element that is part of a text. One of HTML loses its prefix; one
** that has no content in HTML has no end tag. */
static void tagAppend(NewsBuf *p, const NewsXmlTag *pTag, int bEnd){
  static const char zHtml[] = "http://www.w3.org/1999/xhtml";
  size_t nLocal = strlen(pTag->zLocal);
  if( bEnd ){
    char zName[16];
    for(size_t i=0; i<nLocal && i<sizeof(zName); i++) zName[i] = lower(pTag->zLocal[i]);
    const NewsWord *pWord = 0;
    if( nLocal<=sizeof(zName) ) pWord = newsWordFind(&newsElements, zName, nLocal);
    if( pWord && (pWord->m & NEWS_ET_VOID) ) return;
  }
  newsBufChar(p, FEED_HTML);
  newsBufText(p, bEnd ? "</" : "<");
  if( pTag->zPrefix && (pTag->zSpace==0 || strcmp(pTag->zSpace, zHtml)!=0) ){
    newsBufText(p, pTag->zPrefix);
    newsBufChar(p, ':');
  }
  newsBufAppend(p, pTag->zLocal, nLocal);
  for(int i=0; i<pTag->nAttr; i++){
    const char *const *az = &pTag->azAttr[i*5];
    newsBufChar(p, ' ');
    if( az[1] ){
      newsBufText(p, az[1]);
      newsBufChar(p, ':');
    }
    newsBufText(p, az[0]);
    newsBufText(p, "=\"");
    htmlAppend(p, az[3], (size_t)(az[4]-az[3]));
    newsBufChar(p, '"');
  }
  newsBufChar(p, '>');
  newsBufChar(p, FEED_TEXT);
}

/* What was gathered, in the arena: HTML where it must be, else text. NULL when out of
** memory. */
static const char *contentText(NewsArena *pArena, const FeedContent *p, size_t *pn){
  const char *z = p->buf.z, *zEnd = z + p->buf.n;
  size_t nMore = 0;
  for(const char *q = z; p->bMarkup && q<zEnd; q++) nMore += *q=='&' || *q=='<';
  char *zOut = newsArenaAlloc(pArena, p->buf.n + nMore*4 + 1), *zTo = zOut;
  int bHtml = !p->bMarkup;
  while( zOut && z<zEnd ){
    char c = *z;
    if( c==FEED_HTML || c==FEED_TEXT ){
      bHtml = !p->bMarkup || c==FEED_HTML;
      z++;
    }else if( !bHtml && (c=='&' || c=='<') ){
      memcpy(zTo, c=='&' ? "&amp;" : "&lt;", 5);
      zTo += c=='&' ? 5 : 4;
      z++;
    }else{
      const char *zRun = z++;
      while( z<zEnd && *z!=FEED_HTML && *z!=FEED_TEXT && *z!='&' && *z!='<' ) z++;
      memcpy(zTo, zRun, (size_t)(z-zRun));
      zTo += z-zRun;
    }
  }
  *pn = zOut ? (size_t)(zTo-zOut) : 0;
  return zOut;
}

/* Begin to gather. */
static void contentBegin(FeedReader *r, NewsFields *pFields, const NewsField *pField,
                         const NewsXmlTag *pTag){
  FeedContent *p = &r->content;
  p->pField = pField;
  p->pFields = pFields;
  p->mFlag = p->bMarkup = p->bInner = 0;
  p->zTerm = 0;
  p->buf.n = 0;
  if( pField->iCol==NEWS_AC_TAGS && isLocal(pTag, "category") ) p->mFlag = NEWS_FV_WHOLE;
  if( isLocal(pTag, "link") ) p->mFlag = NEWS_FV_BASE;
  /* Atom says what an element holds: text, HTML, or XHTML as elements. */
  if( attrIs(pTag, "type", "text", 0) || attrIs(pTag, "type", "text/plain", 0) ){
    p->mFlag |= NEWS_FV_PLAIN;
  }else if( attrIs(pTag, "type", "xhtml", 0)
         || attrIs(pTag, "type", "application/xhtml+xml", 0) ){
    p->bMarkup = 1;
  }
}

/* The element has ended: its value. */
static int contentEnd(FeedReader *r){
  FeedContent *p = &r->content;
  size_t n = p->buf.n;
  int rc = p->buf.rc;
  if( rc==NEWS_OK ) rc = newsWork(r->pArena, n);
  if( rc!=NEWS_OK ) return rc;
  if( n==0 && p->zTerm ){
    return valueAdd(p->pFields, p->pField, p->zTerm, p->nTerm, p->mFlag);
  }
  /* Where the feed is cut off, a part of a text is better than nothing, but a part of a
  ** name or an address is wrong. */
  int iCol = p->pField->iCol;
  if( n==0 || (r->bCut && iCol!=NEWS_AC_BODY && iCol!=NEWS_AC_SUMMARY) ) return NEWS_OK;
  const char *z = contentText(r->pArena, p, &n);
  if( z==0 ) return NEWS_NOMEM;
  return newsFieldsAdd(p->pFields, p->pField, z, n, p->mFlag | NEWS_FV_MORE);
}

/*--------------------------------------------------------------------------- elements */

static int linkAdd(NewsFields *p, const NewsField *pField, const NewsXmlTag *pTag){
  size_t n;
  const char *z = newsXmlAttr(pTag, 0, "href", &n);
  if( z==0 || !attrIs(pTag, "rel", "alternate", 1) ) return NEWS_OK;
  return valueAdd(p, pField, z, n, NEWS_FV_BASE);
}

/* What a category of a feed is: a tag, or by the last word of its domain or type what
** that says, as in <category domain="https://wire.example/rss/stock">. (In JSON a
** category is the one section of a record.) */
static const NewsField *categoryField(const NewsXmlTag *pTag){
  static const NewsFieldName tags = { 4, "tags" };
  static const char *const azAttr[] = { "domain", "type", "scheme" };
  for(int i=0; i<3; i++){
    size_t n, iFrom;
    const char *z = newsXmlAttr(pTag, 0, azAttr[i], &n);
    if( z==0 ) continue;
    for(iFrom=n; iFrom>0 && z[iFrom-1]!='/' && z[iFrom-1]!=':'; ) iFrom--;
    NewsFieldName name = { 8, "category" };
    newsFieldNameAdd(&name, &z[iFrom], n-iFrom);
    const NewsField *pField = newsFieldFind(&name);
    if( pField && name.n>8 && (pField->mKind & NEWS_FD_FIELD) ) return pField;
  }
  return newsFieldFind(&tags);
}

/* What an empty category says by its attributes. */
static int categoryTerm(FeedReader *r, const NewsXmlTag *pTag){
  FeedContent *p = &r->content;
  const char *z = newsXmlAttr(pTag, 0, "term", &p->nTerm);
  if( z==0 || p->nTerm==0 ) z = newsXmlAttr(pTag, 0, "label", &p->nTerm);
  if( z==0 ) return NEWS_OK;
  p->zTerm = newsArenaDup(r->pArena, z, (int)p->nTerm);
  return p->zTerm ? NEWS_OK : NEWS_NOMEM;
}

/* An element of an item begins: what it is. */
static int elementOpen(FeedReader *r, const NewsXmlTag *pTag, int *peOpen){
  NewsFieldName name = {0};
  if( r->nName ) name = r->aName[r->nName-1];
  const NewsField *pField = fieldFind(&name, pTag);
  int mKind = pField ? pField->mKind : 0, rc = NEWS_OK;
  int bCategory = name.n==8 && memcmp(name.z, "category", 8)==0;
  if( bCategory ){
    pField = categoryField(pTag);
    mKind = NEWS_FD_FIELD;
  }
  int bField = (mKind & NEWS_FD_FIELD)!=0, bInner = (mKind & NEWS_FD_PREFIX)!=0;
  /* Elements inside a text are its HTML. */
  if( bField && (pField->iCol==NEWS_AC_TITLE || pField->iCol==NEWS_AC_BODY
              || pField->iCol==NEWS_AC_SUMMARY) ) bInner = 0;
  if( r->nName==FEED_DEPTH ) bInner = 0;
  if( bInner ) r->aName[r->nName] = name;
  if( bField && isLocal(pTag, "link") ) rc = linkAdd(&r->item, pField, pTag);
  if( pTag->zPrefix==0 && isLocal(pTag, "guid")
   && !attrIs(pTag, "ispermalink", "true", 1) ) bField = 0;
  if( bField ){
    *peOpen = FEED_FIELD;
    contentBegin(r, &r->item, pField, pTag);
    r->content.bInner = bInner;
    if( rc==NEWS_OK && bCategory ) rc = categoryTerm(r, pTag);
  }else if( bInner ){
    *peOpen = FEED_INNER;
    r->nName++;
  }else{
    *peOpen = FEED_SKIP;
  }
  return rc;
}

/*------------------------------------------------------------------------------ items */

/* The channel's link as the base of relative ones, once it is there. */
static int baseSet(FeedReader *r){
  NewsItem channel;
  if( r->zBase || !newsFieldsHas(&r->channel, NEWS_AC_URL) ) return NEWS_OK;
  int rc = newsFieldsItem(&r->channel, &channel);
  if( rc!=NEWS_OK ) return rc;
  r->zBase = newsArenaDup(r->pArena, channel.az[NEWS_AC_URL], channel.an[NEWS_AC_URL]);
  return r->zBase ? NEWS_OK : NEWS_NOMEM;
}

static int itemOpen(FeedReader *r){
  newsFieldsBegin(&r->item, r->pArena);
  r->bItem = 1;
  r->nName = 0;
  return baseSet(r);
}

static int itemClose(FeedReader *r){
  const NewsFields *p = &r->item;
  r->bItem = 0;
  if( !newsFieldsHas(p, NEWS_AC_TITLE) && !newsFieldsHas(p, NEWS_AC_BODY)
   && !newsFieldsHas(p, NEWS_AC_SUMMARY) ) return NEWS_OK;
  NewsItem *pItem;
  int rc = newsItemsAdd(&r->items, r->pArena, "the feed", &pItem, r->pErr);
  if( rc==NEWS_OK ) rc = newsFieldsItem(p, pItem);
  if( rc!=NEWS_OK ) return rc;
  pItem->zBase = r->zBase;
  /* An entry of Atom has at least the date of its last change; where it has no other,
  ** that is when it came out. */
  if( pItem->az[NEWS_AC_PUBLISHED]==0 ){
    pItem->az[NEWS_AC_PUBLISHED] = pItem->az[NEWS_AC_UPDATED];
    pItem->an[NEWS_AC_PUBLISHED] = pItem->an[NEWS_AC_UPDATED];
  }
  return rc;
}

/*---------------------------------------------------------------------------- channel */

/* The language that the root names in xml:lang. */
static int languageAdd(FeedReader *r, const NewsXmlTag *pTag){
  static const NewsFieldName name = { 7, "xmllang" };
  size_t n;
  const char *z = newsXmlAttr(pTag, "xml", "lang", &n);
  const NewsField *pField = newsFieldFind(&name);
  return z && pField ? valueAdd(&r->channel, pField, z, n, 0) : NEWS_OK;
}

/* An element outside of items begins: what it is. */
static int channelOpen(FeedReader *r, const NewsXmlTag *pTag, int *peOpen){
  int ePart = newsFeedPart(pTag->zPrefix, pTag->zLocal, strlen(pTag->zLocal), 0);
  *peOpen = FEED_THROUGH;
  if( ePart ){
    r->bRoot = 1;
    r->bSitemap |= ePart==NEWS_FEED_SITEMAP;
    return languageAdd(r, pTag);
  }
  if( isLocal(pTag, "image") || isLocal(pTag, "textinput") || isLocal(pTag, "author")
   || isLocal(pTag, "items") ){
    *peOpen = FEED_SKIP;
    return NEWS_OK;
  }
  int bLink = isLocal(pTag, "link");
  if( !bLink && !isLocal(pTag, "title") && !isLocal(pTag, "language") ) return NEWS_OK;
  NewsFieldName name = {0};
  const NewsField *pField = fieldFind(&name, pTag);
  if( pField==0 || newsFieldsHas(&r->channel, pField->iCol) ) return NEWS_OK;
  *peOpen = FEED_FIELD;
  int rc = bLink ? linkAdd(&r->channel, pField, pTag) : NEWS_OK;
  contentBegin(r, &r->channel, pField, pTag);
  return rc;
}

/* What the channel says goes to the items that do not say it. */
static int channelApply(FeedReader *r){
  static const struct { int iTo, iFrom; } aCol[] = {
    { NEWS_AC_SOURCE, NEWS_AC_TITLE }, { NEWS_AC_LANGUAGE, NEWS_AC_LANGUAGE },
  };
  NewsItem channel;
  int rc = newsFieldsItem(&r->channel, &channel);
  for(int i=0; rc==NEWS_OK && i<r->items.n; i++){
    for(int k=0; k<2; k++){
      NewsItem *p = &r->items.a[i];
      if( p->az[aCol[k].iTo] || channel.az[aCol[k].iFrom]==0 ) continue;
      p->az[aCol[k].iTo] = channel.az[aCol[k].iFrom];
      p->an[aCol[k].iTo] = channel.an[aCol[k].iFrom];
    }
  }
  return rc;
}

/*----------------------------------------------------------------------------- events */

static int feedOpen(void *pCtx, const NewsXmlTag *pTag){
  FeedReader *r = pCtx;
  uint8_t *pUp = r->nOpen ? &r->aeOpen[r->nOpen-1] : 0;
  int eOpen = pUp ? *pUp : FEED_THROUGH, rc = NEWS_OK;
  if( eOpen==FEED_FIELD && r->content.bInner ){
    /* It is no text after all, but the beginning of longer names. */
    eOpen = *pUp = FEED_INNER;
    r->nName++;
  }
  if( (eOpen==FEED_THROUGH || eOpen==FEED_SKIP) && !r->bItem && isItem(r, pTag) ){
    eOpen = FEED_ITEM;
    rc = itemOpen(r);
  }else if( eOpen==FEED_THROUGH ){
    rc = channelOpen(r, pTag, &eOpen);
  }else if( eOpen==FEED_ITEM || eOpen==FEED_INNER ){
    rc = elementOpen(r, pTag, &eOpen);
  }else if( eOpen!=FEED_SKIP ){
    eOpen = FEED_MARKUP;
    r->content.bMarkup = 1;
    tagAppend(&r->content.buf, pTag, 0);
  }
  r->aeOpen[r->nOpen++] = (uint8_t)eOpen;
  return rc;
}

static int feedClose(void *pCtx, const NewsXmlTag *pTag){
  FeedReader *r = pCtx;
  int eOpen = r->aeOpen[--r->nOpen];
  if( eOpen==FEED_INNER ) r->nName--;
  if( eOpen==FEED_MARKUP ) tagAppend(&r->content.buf, pTag, 1);
  return eOpen==FEED_FIELD ? contentEnd(r) : eOpen==FEED_ITEM ? itemClose(r) : NEWS_OK;
}

static int feedText(void *pCtx, const char *z, size_t n, int bCdata){
  FeedReader *r = pCtx;
  int eOpen = r->nOpen ? r->aeOpen[r->nOpen-1] : FEED_THROUGH;
  NewsBuf *p = &r->content.buf;
  if( eOpen!=FEED_FIELD && eOpen!=FEED_MARKUP ) return NEWS_OK;
  if( bCdata ) newsBufChar(p, FEED_HTML);
  newsBufAppend(p, z, n);
  if( bCdata ) newsBufChar(p, FEED_TEXT);
  return p->rc;
}

/* The one instruction that feedmend.c writes. */
static int feedCut(void *pCtx){
  ((FeedReader*)pCtx)->bCut = 1;
  return NEWS_OK;
}

/*------------------------------------------------------------------------------- feed */

/* Does a byte end what began with "<!" or "<?"? */
static int isEnd(const FeedBytes *p, const char *z){
  char c = p->zTag[1]=='?' ? '?' : p->zTag[2]=='-' ? '-' : ']';
  return *z=='>' && z-p->zTag>2 && z[-1]==c && (c=='?' || z[-2]==c);
}

/* Pass over the bytes up to zTo. 0 when there is something among them that libxml2 shall
** not see: a DOCTYPE, or a tag that is long or has many attributes, all of which it
** compares with each other (and which versions before 2.12, when memory fails while they
** become more than 11, look for where they were before). */
static int bytesLook(FeedBytes *p, const char *zTo){
  const char *z = p->z;
  while( z<zTo ){
    if( p->zTag==0 ){
      if( (z = memchr(z, '<', (size_t)(zTo-z)))==0 ) break;
      p->zTag = z++;
      p->nAttr = 0;
      if( p->zEnd-z>1 && *z=='!' && lower(z[1])=='d' ) return 0;
    }else if( p->zTag[1]=='!' || p->zTag[1]=='?' ){
      if( (z = memchr(z, '>', (size_t)(zTo-z)))==0 ) break;
      if( isEnd(p, z) ) p->zTag = 0;
      z++;
    }else{
      char c = *z++;
      if( p->cQuote ){
        if( c==p->cQuote ) p->cQuote = 0;
      }else if( c=='"' || c=='\'' ){
        p->cQuote = c;
        p->nAttr++;
      }else if( isSpace(c) && p->zEnd-z>5 && memcmp(z, "xmlns", 5)==0 ){
        p->nAttr--;
      }else if( c=='>' ){
        p->zTag = 0;
      }
      if( p->zTag && (z-p->zTag>FEED_TAG || p->nAttr>NEWS_XML_ATTRS) ) return 0;
    }
  }
  return 1;
}

/* The bytes of a feed as they are. */
static int bytesGive(void *pCtx, char *z, int n){
  FeedBytes *p = pCtx;
  if( n>p->zEnd-p->z ) n = (int)(p->zEnd-p->z);
  if( !bytesLook(p, p->z+n) ) return -1;
  memcpy(z, p->z, (size_t)n);
  p->z += n;
  return n;
}

/* Where a feed that may be XML begins, behind its declaration, of which charset.c has
** taken care; NULL when it is none. */
static const char *xmlBegin(const char *z, const char *zEnd){
  while( z<zEnd && isSpace(*z) ) z++;
  if( zEnd-z>5 && memcmp(z, "<?xml", 5)==0 && isSpace(z[5]) ){
    while( z<zEnd && *z!='>' ) z++;
    if( z<zEnd ) z++;
    while( z<zEnd && isSpace(*z) ) z++;
  }
  return zEnd-z>2 && *z=='<' ? z : 0;
}

static void readerBegin(FeedReader *r, NewsArena *pArena, NewsError *pErr){
  memset(r, 0, sizeof(*r));
  r->pArena = pArena;
  r->pErr = pErr;
  newsFieldsBegin(&r->channel, pArena);
  newsBufInit(&r->content.buf, newsArenaHost(pArena));
}

static int feedRead(FeedReader *r, const char *z, size_t n){
  static const NewsXmlEvents plain = { feedOpen, feedClose, feedText, 0 };
  static const NewsXmlEvents mended = { feedOpen, feedClose, feedText, feedCut };
  NewsFeedMend *pMend;
  int bWhole = 0, rc = NEWS_OK;
  FeedBytes bytes = { .zEnd = z+n };
  bytes.z = xmlBegin(z, z+n);
  if( bytes.z ) rc = newsXmlRead(r->pArena, bytesGive, &bytes, &plain, r, &bWhole);
  newsBufFree(&r->content.buf);
  if( rc!=NEWS_OK || bWhole ) return rc;
  readerBegin(r, r->pArena, r->pErr);
  rc = newsFeedMend(r->pArena, z, n, &pMend);
  if( rc==NEWS_OK ){
    rc = newsXmlRead(r->pArena, newsFeedMendGive, pMend, &mended, r, &bWhole);
  }
  newsBufFree(&r->content.buf);
  /* What was mended is XML, so if libxml2 did not read all of it, it had no memory. */
  return rc==NEWS_OK && !bWhole ? NEWS_NOMEM : rc;
}

int newsFeedItems(NewsArena *pArena, const char *z, size_t n, const char *zHint,
                  NewsItem **paItem, int *pnItem, NewsError *pErr){
  FeedReader r;
  *paItem = 0;
  *pnItem = 0;
  int rc = newsCharsetUtf8(pArena, z, n, zHint, &z, &n);
  if( rc!=NEWS_OK ) return rc;
  readerBegin(&r, pArena, pErr);
  rc = feedRead(&r, z, n);
  int rcWork = newsWork(pArena, 0);
  if( rcWork!=NEWS_OK ) return rcWork;
  if( rc==NEWS_OK || rc==NEWS_TOOBIG ){
    int rcApply = channelApply(&r);
    if( rcApply!=NEWS_OK ) rc = rcApply;
  }
  if( rc!=NEWS_OK && rc!=NEWS_TOOBIG ) return rc;
  if( r.items.n==0 && !r.bRoot ){
    return newsError(pErr, NEWS_ERROR, "the page is no feed: it has no item and no"
                     " entry");
  }
  *paItem = r.items.a;
  *pnItem = r.items.n;
  return rc;
}
