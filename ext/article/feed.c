/*
** feed.c - the items of a feed: RSS 0.9x and 2.0, RSS 1.0 (RDF), Atom, a news sitemap.
**
**   <item><title>Oil slides</title><link>https://...</link><dc:creator>Roe</dc:creator>
**   <pubDate>Thu, 6 Nov 2025 09:34:00 GMT</pubDate><description>Oil ...</description>
**
** Elements are fields by the names of fields.tsv, as members of JSON are:
** <author><name> is authorname, <dc:creator> dccreator. The feed's title is the source
** of its items, its language theirs, its link what relative links refer to.
**
** Half of the feeds of the web are no XML, so this reads tags, not a tree: what a
** parser of XML refuses is understood.
**
**   text in front of <?xml, a wrong encoding in it      passed over (charset.c)
**   & alone, &nbsp; and other entities of HTML          stay, for the reader of HTML
**   bytes that are no UTF-8, control characters         U+FFFD, a blank
**   HTML in an element, not escaped                     is its content
**   an element without its end                          ends at the next tag
**   a feed that is cut off                              gives all with a whole title or
**                                                       some text
**   entities that a DTD declares                        never expanded
**
** HOW IT WORKS. A scan for '<' finds tags. Outside of items those of the channel are
** kept; an item reaches from its tag to its end, the next item or the end of the text.
** Inside, the content of a tag whose name is a field reaches to the matching end tag
** and is added as a value; of a tag whose name is the beginning of longer names the
** tags inside are read; all other elements are passed over.
*/
#include "htmlInt.h"
#include <string.h>

#define FEED_DEPTH     5      /* elements inside an item that names reach into */
#define FEED_LOOK      3      /* times that an item is searched for end tags */
#define FEED_PIECE 32768      /* bytes between counts of work */
#define FEED_STEPS    64      /* steps of work that a tag counts */

/* A tag, a piece of CDATA or something that is neither. */
enum { FEED_OPEN = 1, FEED_CLOSE, FEED_CDATA, FEED_OTHER };

typedef struct FeedTag {
  int eKind;
  const char *z;              /* its '<' */
  const char *zEnd;           /* behind its '>' */
  const char *zName;          /* with its prefix; of CDATA: its text */
  size_t nName;
  const char *zAttr;          /* behind the name */
  size_t nAttr;
  int bEmpty;                 /* <name/> */
} FeedTag;

/*------------------------------------------------------------------------------ tags */

static int isNameStart(char c){ return isAlpha(c) || c=='_' || (c & 0x80); }
static int isNameChar(char c){
  return isNameStart(c) || isDigit(c) || c=='-' || c=='.' || c==':';
}

/* Is z[0..n) the word, which is in lower case? */
static int isWord(const char *z, size_t n, const char *zWord){
  size_t i = 0;
  while( i<n && zWord[i] && lower(z[i])==zWord[i] ) i++;
  return i==n && zWord[i]==0;
}

static int beginsWith(const char *z, const char *zEnd, const char *zWord){
  size_t n = strlen(zWord);
  return (size_t)(zEnd-z)>=n && memcmp(z, zWord, n)==0;
}

/* Behind the next zWord at or after z; zEnd when there is none. */
static const char *behind(const char *z, const char *zEnd, const char *zWord){
  size_t n = strlen(zWord);
  while( (z = memchr(z, zWord[0], (size_t)(zEnd-z)))!=0 ){
    if( beginsWith(z, zEnd, zWord) ) return z+n;
    z++;
  }
  return zEnd;
}

/* Behind the '>' of a tag: one in quotes ends it not, unless a '<' comes before the
** quote's end. */
static const char *tagEnd(const char *z, const char *zEnd){
  char q = 0;
  const char *zQuote = 0;
  for(; z<zEnd; z++){
    if( q ){
      if( *z==q ) q = 0;
      else if( *z=='<' ) q = 0, z = zQuote;
    }else if( *z=='"' || *z=='\'' ){
      q = *z;
      zQuote = z;
    }else if( *z=='>' ){
      return z+1;
    }else if( *z=='<' ){
      return z;
    }
  }
  return zEnd;
}

/* What begins with the '<' at z. */
static void tagRead(const char *z, const char *zEnd, FeedTag *p){
  memset(p, 0, sizeof(*p));
  p->z = z;
  p->eKind = FEED_OTHER;
  if( beginsWith(z, zEnd, "<![CDATA[") ){
    p->eKind = FEED_CDATA;
    p->zName = z+9;
    p->zEnd = behind(p->zName, zEnd, "]]>");
    p->nName = (size_t)(p->zEnd-p->zName);
    if( p->nName>=3 && memcmp(p->zEnd-3, "]]>", 3)==0 ) p->nName -= 3;
    return;
  }
  if( beginsWith(z, zEnd, "<!--") ){
    p->zEnd = behind(z+4, zEnd, "-->");
    return;
  }
  if( beginsWith(z, zEnd, "<?") ){
    p->zEnd = behind(z+2, zEnd, "?>");
    return;
  }
  if( beginsWith(z, zEnd, "<!DOCTYPE") ){
    p->zEnd = tagEnd(z+1, zEnd);
    const char *zSet = memchr(z, '[', (size_t)(p->zEnd-z));
    if( zSet ) p->zEnd = behind(behind(zSet, zEnd, "]"), zEnd, ">");
    return;
  }
  const char *q = z+1;
  int bClose = q<zEnd && *q=='/';
  q += bClose;
  if( q>=zEnd || !isNameStart(*q) ){
    p->zEnd = z+1;
    return;
  }
  p->zName = q;
  while( q<zEnd && isNameChar(*q) ) q++;
  p->nName = (size_t)(q-p->zName);
  p->eKind = bClose ? FEED_CLOSE : FEED_OPEN;
  p->zAttr = q;
  p->zEnd = tagEnd(q, zEnd);
  p->nAttr = (size_t)(p->zEnd-q);
  if( p->nAttr>0 && p->zAttr[p->nAttr-1]=='>' ) p->nAttr--;
  if( p->nAttr>0 && p->zAttr[p->nAttr-1]=='/' ) p->bEmpty = 1, p->nAttr--;
}

/* The next tag at or after *pz, which moves behind it; 0 when there is none. */
static int tagNext(const char **pz, const char *zEnd, FeedTag *p){
  const char *z = *pz<zEnd ? memchr(*pz, '<', (size_t)(zEnd-*pz)) : 0;
  if( z==0 ) return 0;
  tagRead(z, zEnd, p);
  *pz = p->zEnd;
  return 1;
}

/* The name without its prefix. */
static void localName(const FeedTag *p, const char **pz, size_t *pn){
  const char *zColon = memchr(p->zName, ':', p->nName);
  *pz = zColon ? zColon+1 : p->zName;
  *pn = p->nName - (size_t)(*pz-p->zName);
}
static int isLocal(const FeedTag *p, const char *zWord){
  const char *z;
  size_t n;
  localName(p, &z, &n);
  return isWord(z, n, zWord);
}

/* The value of an attribute, as it stands; NULL when the tag has none. */
static const char *attrValue(const FeedTag *p, const char *zWord, size_t *pn){
  const char *z = p->zAttr, *zEnd = z + p->nAttr;
  while( z<zEnd ){
    while( z<zEnd && !isNameStart(*z) ) z++;
    const char *zName = z;
    while( z<zEnd && isNameChar(*z) ) z++;
    size_t nName = (size_t)(z-zName);
    while( z<zEnd && isSpace(*z) ) z++;
    if( z>=zEnd || *z!='=' ) continue;
    z++;
    while( z<zEnd && isSpace(*z) ) z++;
    char q = z<zEnd && (*z=='"' || *z=='\'') ? *z++ : 0;
    const char *zValue = z;
    while( z<zEnd && (q ? *z!=q : !isSpace(*z)) ) z++;
    *pn = (size_t)(z-zValue);
    if( z<zEnd ) z++;
    if( isWord(zName, nName, zWord) ) return zValue;
  }
  return 0;
}

/* Has the attribute, where the tag has it, the value? */
static int attrIs(const FeedTag *p, const char *zName, const char *zWord, int bMissing){
  size_t n;
  const char *z = attrValue(p, zName, &n);
  return z ? isWord(z, n, zWord) : bMissing;
}

/*---------------------------------------------------------------------------- values */

/* Copy text with its entities decoded; no longer than it was. */
static size_t textDecode(const char *z, const char *zEnd, char *zOut){
  size_t n = 0;
  while( z<zEnd ){
    const char *zAmp = memchr(z, '&', (size_t)(zEnd-z));
    size_t nPlain = (size_t)((zAmp ? zAmp : zEnd) - z);
    memcpy(&zOut[n], z, nPlain);
    n += nPlain;
    z += nPlain;
    if( z>=zEnd ) break;
    uint32_t c;
    size_t nEscape = newsXmlEscape(z, (size_t)(zEnd-z), &c);
    if( nEscape ){
      n += (size_t)newsUtf8Write(&zOut[n], c<' ' && !isSpace((char)c) ? ' ' : c);
      z += nEscape;
    }else{
      zOut[n++] = *z++;
    }
  }
  return n;
}

/* The content of an element as a value. With elements inside, and where it is HTML as it
** stands, nothing is decoded but CDATA opened; else the text is decoded once. */
static const char *contentValue(NewsArena *pArena, const char *z, const char *zEnd,
                                int bMarkup, size_t *pn){
  const char *zNext = z;
  FeedTag tag;
  if( memchr(z, '<', (size_t)(zEnd-z))==0
   && (bMarkup || memchr(z, '&', (size_t)(zEnd-z))==0) ){
    *pn = (size_t)(zEnd-z);
    return z;
  }
  for(const char *q = z; !bMarkup && tagNext(&q, zEnd, &tag); ){
    bMarkup = tag.eKind==FEED_OPEN || tag.eKind==FEED_CLOSE;
  }
  char *zOut = newsArenaAlloc(pArena, (size_t)(zEnd-z)+1);
  size_t n = 0;
  if( zOut==0 ) return 0;
  while( z<zEnd ){
    int bTag = tagNext(&zNext, zEnd, &tag);
    const char *zText = bTag ? tag.z : zEnd;
    if( bMarkup ){
      memcpy(&zOut[n], z, (size_t)(zText-z));
      n += (size_t)(zText-z);
    }else{
      n += textDecode(z, zText, &zOut[n]);
    }
    if( !bTag ) break;
    z = zNext;
    if( tag.eKind==FEED_CDATA ){
      memcpy(&zOut[n], tag.zName, tag.nName);
      n += tag.nName;
    }else if( bMarkup || tag.zEnd==tag.z+1 ){
      memcpy(&zOut[n], tag.z, (size_t)(tag.zEnd-tag.z));
      n += (size_t)(tag.zEnd-tag.z);
    }
    if( newsWork(pArena, FEED_STEPS+(size_t)(z-zText))!=NEWS_OK ) break;
  }
  *pn = n;
  return zOut;
}

static int valueAdd(NewsFields *p, const NewsField *pField, const char *z,
                    const char *zEnd, int bMarkup, int mFlag){
  size_t n;
  const char *zValue = contentValue(p->pArena, z, zEnd, bMarkup, &n);
  if( zValue==0 ) return NEWS_NOMEM;
  return newsFieldsAdd(p, pField, zValue, n, mFlag | NEWS_FV_MORE);
}

/*-------------------------------------------------------------------------- elements */

/* An item, or the channel, while its elements are read. */
typedef struct FeedElements {
  NewsFields fields;
  const char *zText;          /* end of the whole text */
  size_t nLook;               /* bytes that the search for end tags may still pass over */
} FeedElements;

static void elementsBegin(FeedElements *p, NewsArena *pArena, size_t n,
                          const char *zText){
  newsFieldsBegin(&p->fields, pArena);
  p->zText = zText;
  p->nLook = n*FEED_LOOK + 65536;
}

/* The end of the content of an element that began with pTag: where its end tag begins,
** *pz moves behind that. Without an end tag it ends at the next tag. */
static const char *elementEnd(FeedElements *p, const FeedTag *pTag, const char *zEnd,
                              const char **pz){
  const char *z = pTag->zEnd, *zNext = 0;
  int nOpen = 1;
  FeedTag tag;
  while( (p->nLook>0 || zNext==0) && tagNext(&z, zEnd, &tag) ){
    size_t nPast = (size_t)(z-pTag->zEnd);
    if( newsWork(p->fields.pArena, FEED_STEPS)!=NEWS_OK ) break;
    if( tag.eKind!=FEED_OPEN && tag.eKind!=FEED_CLOSE ) continue;
    if( zNext==0 ) zNext = tag.z;
    if( tag.nName!=pTag->nName || memcmp(tag.zName, pTag->zName, tag.nName)!=0 ) continue;
    if( tag.eKind==FEED_OPEN ) nOpen += !tag.bEmpty;
    else if( --nOpen==0 ){
      *pz = z;
      p->nLook -= nPast<p->nLook ? nPast : p->nLook;
      return tag.z;
    }
    if( nPast>p->nLook ) p->nLook = 0;
  }
  size_t nAll = (size_t)(zEnd-pTag->zEnd);
  p->nLook -= nAll<p->nLook ? nAll : p->nLook;
  *pz = zNext ? zNext : zEnd;
  return *pz;
}

/* Has the content elements, beside comments and CDATA? */
static int hasElement(const char *z, const char *zEnd){
  FeedTag tag;
  while( tagNext(&z, zEnd, &tag) ) if( tag.eKind==FEED_OPEN ) return 1;
  return 0;
}

static int linkAdd(NewsFields *p, const NewsField *pField, const FeedTag *pTag){
  size_t n;
  const char *z = attrValue(pTag, "href", &n);
  if( z==0 || !attrIs(pTag, "rel", "alternate", 1) ) return NEWS_OK;
  return valueAdd(p, pField, z, z+n, 0, NEWS_FV_BASE);
}

static int categoryAdd(NewsFields *p, const NewsField *pField, const FeedTag *pTag){
  size_t n;
  const char *z = attrValue(pTag, "term", &n);
  if( z==0 || n==0 ) z = attrValue(pTag, "label", &n);
  return z ? valueAdd(p, pField, z, z+n, 0, NEWS_FV_WHOLE) : NEWS_OK;
}

/* What a category of a feed is: a tag, or by the last word of its domain or type what
** that says, as in <category domain="https://wire.example/rss/stock">. (In JSON a
** category is the one section of a record.) */
static const NewsField *categoryField(const FeedTag *pTag){
  static const NewsFieldName tags = { 4, "tags" };
  static const char *const azAttr[] = { "domain", "type", "scheme" };
  for(int i=0; i<3; i++){
    size_t n, iFrom;
    const char *z = attrValue(pTag, azAttr[i], &n);
    if( z==0 ) continue;
    for(iFrom=n; iFrom>0 && z[iFrom-1]!='/' && z[iFrom-1]!=':'; ) iFrom--;
    NewsFieldName name = { 8, "category" };
    newsFieldNameAdd(&name, &z[iFrom], n-iFrom);
    const NewsField *pField = newsFieldFind(&name);
    if( pField && name.n>8 && (pField->mKind & NEWS_FD_FIELD) ) return pField;
  }
  return newsFieldFind(&tags);
}

/* The content of an element that is a field. Atom says what it holds: text, HTML, or
** XHTML as elements. */
static int fieldAdd(NewsFields *p, const NewsField *pField, const FeedTag *pTag,
                    const char *zEnd){
  int mFlag = 0, bMarkup = 0;
  if( pField->iCol==NEWS_AC_TAGS && isLocal(pTag, "category") ) mFlag = NEWS_FV_WHOLE;
  if( isLocal(pTag, "link") ) mFlag = NEWS_FV_BASE;
  if( isWord(pTag->zName, pTag->nName, "guid")
   && !attrIs(pTag, "ispermalink", "true", 1) ){
    return NEWS_OK;
  }
  if( attrIs(pTag, "type", "text", 0) || attrIs(pTag, "type", "text/plain", 0) ){
    mFlag |= NEWS_FV_PLAIN;
  }else if( attrIs(pTag, "type", "xhtml", 0)
         || attrIs(pTag, "type", "application/xhtml+xml", 0) ){
    bMarkup = 1;
  }
  return valueAdd(p, pField, pTag->zEnd, zEnd, bMarkup, mFlag);
}

static int elementsRead(FeedElements *p, const char *z, const char *zEnd,
                        const NewsFieldName *pName, int nDepth);

/* One element of an item; *pz moves behind what was read of it. */
static int elementRead(FeedElements *p, const FeedTag *pTag, const char *zEnd,
                       const NewsFieldName *pName, int nDepth, const char **pz){
  NewsFieldName name = *pName;
  newsFieldNameAdd(&name, pTag->zName, pTag->nName);
  const NewsField *pField = newsFieldFind(&name);
  int mKind = pField ? pField->mKind : 0, bCategory = 0;
  if( name.n==8 && memcmp(name.z, "category", 8)==0 ){
    pField = categoryField(pTag);
    mKind = NEWS_FD_FIELD;
    bCategory = 1;
  }
  if( (mKind & NEWS_FD_FIELD) && isLocal(pTag, "link") ){
    int rc = linkAdd(&p->fields, pField, pTag);
    if( rc!=NEWS_OK ) return rc;
  }
  if( pTag->bEmpty ){
    return bCategory ? categoryAdd(&p->fields, pField, pTag) : NEWS_OK;
  }
  const char *zTo = elementEnd(p, pTag, zEnd, pz);
  /* Elements inside a text are its HTML. */
  int bText = (mKind & NEWS_FD_FIELD) && (pField->iCol==NEWS_AC_TITLE
           || pField->iCol==NEWS_AC_BODY || pField->iCol==NEWS_AC_SUMMARY);
  if( (mKind & NEWS_FD_PREFIX) && !bText && nDepth<FEED_DEPTH
   && hasElement(pTag->zEnd, zTo) ){
    return elementsRead(p, pTag->zEnd, zTo, &name, nDepth+1);
  }
  if( (mKind & NEWS_FD_FIELD)==0 ) return NEWS_OK;
  if( bCategory && zTo==pTag->zEnd ) return categoryAdd(&p->fields, pField, pTag);
  /* Where the feed is cut off, a part of a text is better than nothing, but a part of a
  ** name or an address is wrong. */
  int bCut = zTo==p->zText && *pz==p->zText;
  if( bCut && pField->iCol!=NEWS_AC_BODY && pField->iCol!=NEWS_AC_SUMMARY ){
    return NEWS_OK;
  }
  return fieldAdd(&p->fields, pField, pTag, zTo);
}

static int elementsRead(FeedElements *p, const char *z, const char *zEnd,
                        const NewsFieldName *pName, int nDepth){
  FeedTag tag;
  int rc = NEWS_OK;
  while( rc==NEWS_OK && tagNext(&z, zEnd, &tag) ){
    if( tag.eKind==FEED_OPEN ) rc = elementRead(p, &tag, zEnd, pName, nDepth, &z);
    if( rc==NEWS_OK ) rc = newsWork(p->fields.pArena, FEED_STEPS);
  }
  return rc;
}

/*----------------------------------------------------------------------------- items */

typedef struct FeedReader {
  NewsArena *pArena;
  NewsError *pErr;
  const char *zEnd;           /* of the text */
  NewsItems items;
  FeedElements channel;
  const char *zBase;          /* the channel's link, NUL-terminated; NULL: none */
  int bRoot;                  /* the root of a feed was there */
  int bSitemap;               /* it was that of a sitemap */
} FeedReader;

/* Is it the tag of an item? */
static int isItem(const FeedReader *r, const FeedTag *p){
  return isLocal(p, "item") || isLocal(p, "entry")
      || (r->bSitemap && isWord(p->zName, p->nName, "url"));
}

/* Where the item that began with pTag ends: at its end tag, the next item or the end. */
static const char *itemEnd(NewsArena *pArena, const FeedTag *pTag, const char *zEnd,
                           const char **pz){
  const char *z = pTag->zEnd;
  FeedTag tag;
  while( tagNext(&z, zEnd, &tag) && newsWork(pArena, FEED_STEPS)==NEWS_OK ){
    if( tag.eKind!=FEED_OPEN && tag.eKind!=FEED_CLOSE ) continue;
    if( tag.nName!=pTag->nName || memcmp(tag.zName, pTag->zName, tag.nName)!=0 ) continue;
    *pz = tag.eKind==FEED_OPEN ? tag.z : z;
    return tag.z;
  }
  *pz = zEnd;
  return zEnd;
}

static int itemRead(FeedReader *r, const FeedTag *pTag, const char *zTo){
  FeedElements item;
  NewsFieldName name = {0};
  elementsBegin(&item, r->pArena, (size_t)(zTo-pTag->z), r->zEnd);
  const NewsFields *p = &item.fields;
  int rc = elementsRead(&item, pTag->zEnd, zTo, &name, 0);
  if( rc!=NEWS_OK ) return rc;
  if( !newsFieldsHas(p, NEWS_AC_TITLE) && !newsFieldsHas(p, NEWS_AC_BODY)
   && !newsFieldsHas(p, NEWS_AC_SUMMARY) ) return NEWS_OK;
  NewsItem *pItem;
  rc = newsItemsAdd(&r->items, r->pArena, "the feed", &pItem, r->pErr);
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

/*--------------------------------------------------------------------------- channel */

/* The language that the root names in xml:lang. */
static int languageAdd(FeedReader *r, const FeedTag *pTag){
  static const NewsFieldName name = { 7, "xmllang" };
  size_t n;
  const char *z = attrValue(pTag, "xml:lang", &n);
  const NewsField *pField = newsFieldFind(&name);
  return z && pField ? newsFieldsAdd(&r->channel.fields, pField, z, n, 0) : NEWS_OK;
}

/* One tag outside of items; *pz moves behind what was read of it. */
static int channelRead(FeedReader *r, const FeedTag *pTag, const char **pz){
  static const char *const azRoot[] = { "rss", "feed", "rdf", "channel", "urlset" };
  for(int i=0; i<5; i++){
    if( isLocal(pTag, azRoot[i]) ){
      r->bRoot = 1;
      r->bSitemap |= i==4;
      return languageAdd(r, pTag);
    }
  }
  if( pTag->bEmpty && !isLocal(pTag, "link") ) return NEWS_OK;
  int bImage = isLocal(pTag, "image") || isLocal(pTag, "textinput");
  if( bImage || isLocal(pTag, "author") || isLocal(pTag, "items") ){
    const char *zTo = elementEnd(&r->channel, pTag, r->zEnd, pz), *q = pTag->zEnd;
    FeedTag tag;
    /* An image of which no end is there must not swallow the items. */
    while( tagNext(&q, zTo, &tag) ){
      if( tag.eKind==FEED_OPEN && isItem(r, &tag) ) *pz = pTag->zEnd;
    }
    return NEWS_OK;
  }
  int bTitle = isLocal(pTag, "title"), bLanguage = isLocal(pTag, "language");
  if( !bTitle && !bLanguage && !isLocal(pTag, "link") ) return NEWS_OK;
  NewsFieldName name = {0};
  newsFieldNameAdd(&name, pTag->zName, pTag->nName);
  const NewsField *pField = newsFieldFind(&name);
  if( pField==0 || newsFieldsHas(&r->channel.fields, pField->iCol) ) return NEWS_OK;
  if( isLocal(pTag, "link") ){
    int rc = linkAdd(&r->channel.fields, pField, pTag);
    if( rc!=NEWS_OK || pTag->bEmpty ) return rc;
  }
  return fieldAdd(&r->channel.fields, pField, pTag,
                  elementEnd(&r->channel, pTag, r->zEnd, pz));
}

/* What the channel says goes to the items that do not say it. */
static int channelApply(FeedReader *r){
  static const struct { int iTo, iFrom; } aCol[] = {
    { NEWS_AC_SOURCE, NEWS_AC_TITLE }, { NEWS_AC_LANGUAGE, NEWS_AC_LANGUAGE },
  };
  NewsItem channel;
  int rc = newsFieldsItem(&r->channel.fields, &channel);
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

/* The channel's link as the base of relative ones, once it is there. */
static int baseSet(FeedReader *r){
  NewsItem channel;
  if( r->zBase || !newsFieldsHas(&r->channel.fields, NEWS_AC_URL) ) return NEWS_OK;
  int rc = newsFieldsItem(&r->channel.fields, &channel);
  if( rc!=NEWS_OK ) return rc;
  r->zBase = newsArenaDup(r->pArena, channel.az[NEWS_AC_URL], channel.an[NEWS_AC_URL]);
  return r->zBase ? NEWS_OK : NEWS_NOMEM;
}

/* Control characters become blanks. */
static int controlClean(NewsArena *pArena, const char **pz, size_t n){
  const char *z = *pz;
  char *zOut = 0;
  for(size_t i=0; i<n; ){
    size_t iTo = n-i>FEED_PIECE ? i+FEED_PIECE : n;
    int rc = newsWork(pArena, iTo-i);
    if( rc!=NEWS_OK ) return rc;
    for(; i<iTo; i++){
      if( (unsigned char)z[i]>=' ' || isSpace(z[i]) ) continue;
      if( zOut==0 && (zOut = newsArenaDup(pArena, z, (int)n))==0 ) return NEWS_NOMEM;
      zOut[i] = ' ';
    }
  }
  if( zOut ) *pz = zOut;
  return NEWS_OK;
}

int newsFeedItems(NewsArena *pArena, const char *z, size_t n, const char *zHint,
                  NewsItem **paItem, int *pnItem, NewsError *pErr){
  FeedReader r = { .pArena = pArena, .pErr = pErr };
  FeedTag tag;
  *paItem = 0;
  *pnItem = 0;
  int rc = newsCharsetUtf8(pArena, z, n, zHint, &z, &n);
  if( rc!=NEWS_OK ) return rc;
  if( (rc = controlClean(pArena, &z, n))!=NEWS_OK ) return rc;
  r.zEnd = z+n;
  elementsBegin(&r.channel, pArena, n, r.zEnd);
  while( rc==NEWS_OK && tagNext(&z, r.zEnd, &tag) ){
    if( (rc = newsWork(pArena, FEED_STEPS))!=NEWS_OK || tag.eKind!=FEED_OPEN ) continue;
    if( !isItem(&r, &tag) ){
      rc = channelRead(&r, &tag, &z);
      continue;
    }
    if( tag.bEmpty ) continue;
    rc = baseSet(&r);
    const char *zTo = itemEnd(pArena, &tag, r.zEnd, &z);
    if( rc==NEWS_OK ) rc = newsWork(pArena, 0);
    if( rc==NEWS_OK ) rc = itemRead(&r, &tag, zTo);
  }
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
