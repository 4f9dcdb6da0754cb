/*
** feedmend.c - a feed that is no XML, as XML.
**
**   Notice: in /y.php<rss><item><title>AT&T&nbsp;rises <link>https://a.example/1
**
**   <_>Notice: in /y.php<rss><item><title>AT&amp;T rises </title>
**   <link>https://a.example/1<?cut?></link></item></rss></_>    (with a no-break space)
**
**   & that begins no reference, < that begins no tag   &amp; &lt;
**   &nbsp; and other names of HTML                     the character
**   &unknown;                                          &amp;unknown;
**   control characters, what XML does not know         a blank, U+FFFD
**   comments, <?...>, a DOCTYPE                        left out
**   attributes without quotes, twice, far too long     in quotes, once, left out
**   a start tag without an end tag                     the element ends at the next tag;
**                                                      an item at the next one, a channel
**                                                      where what it is in ends
**   an end tag without a start tag                     left out
**   elements nested too deep                           their tags are left out
**   a start tag that is cut off                        left out, but that of a channel
**
** HOW IT WORKS. Twice over the tags. The first time, end tags are matched with the last
** open tag of their name, through chains of open tags of the same hash; one inside an
** item with none outside of it, but for that of a channel. A byte for each tag keeps what
** is to be done with it. The second time goes along with the reading of the result and
** writes a tag or a piece of text whenever bytes are wanted, so that there never is a
** second feed in memory.
*/
#include "htmlInt.h"
#include <string.h>

#define MEND_NAME      200    /* bytes of a name; what is longer is cut */
#define MEND_ATTRS      64    /* attributes and namespaces of a tag */
#define MEND_VALUE    8192    /* bytes of the longest attribute */
#define MEND_TAG     32768    /* bytes of all of a tag */
#define MEND_PIECE    4096    /* bytes of text that are written at once */
#define MEND_LOOK     1000    /* open tags of a hash that are looked at for an end tag */
#define MEND_BUCKETS   256    /* hashes */
#define MEND_STEPS      64    /* steps of work that a tag counts */

/* What begins with '<': a tag, CDATA, what is left out, a character of the text. */
enum { MEND_OPEN = 1, MEND_CLOSE, MEND_CDATA, MEND_GONE, MEND_STRAY };

typedef struct MendTag {
  int eKind;
  int ePart;                  /* NEWS_FEED_… */
  const char *z;              /* its '<' */
  const char *zEnd;           /* behind its '>' */
  const char *zName;          /* with its prefix; of CDATA: its text */
  size_t nName;
  const char *zAttr;          /* behind the name */
  size_t nAttr;
  int bEmpty;                 /* <name/> */
} MendTag;

/* What becomes of a tag. */
enum {
  FATE_NONE = 0,              /* left out */
  FATE_NEXT,                  /* a start tag: ends at the next tag */
  FATE_REACH,                 /* the same of an item or channel: reaches further */
  FATE_MATCH                  /* start and end tag belong together */
};

/* An open tag, the first time. */
typedef struct MendOpen {
  const char *zName;
  size_t nName;
  uint32_t iTag;
  uint32_t iBelow;            /* the next lower one of its hash, from 1; 0: none */
  uint8_t iBucket;
  uint8_t ePart;
} MendOpen;

/* An open element, the second time. */
typedef struct MendElement {
  const char *zName;
  size_t nName;
  uint8_t eFate;
} MendElement;

struct NewsFeedMend {
  NewsArena *pArena;
  const char *z, *zEnd;       /* what is not yet looked at */
  int bSitemap;               /* its root was there */
  uint8_t *aFate;             /* of all start and end tags, in order */
  uint32_t iTag;
  /* The first time. */
  MendOpen *aOpen;
  size_t nOpen, nOpenAlloc;
  uint32_t aTop[MEND_BUCKETS];  /* the highest open tag of a hash, from 1; 0: none */
  size_t iItem;               /* the open item, or the second time its element; from 1 */
  /* The second time. */
  MendTag tag;                /* the next one */
  int bTag;                   /* there is one */
  int bDone;                  /* all is written */
  const char *zText, *zTextEnd; /* text or CDATA before it, not yet written */
  int bCdata;
  int nDeep;                  /* open elements that are nested too deep */
  int nElement;
  MendElement aElement[NEWS_XML_DEPTH-1];
  char *zOut;                 /* written and not yet given */
  size_t nOut, iOut, nOutAlloc;
  int rc;                     /* NEWS_NOMEM */
};

/*------------------------------------------------------------------------------ parts */

int newsFeedPart(const char *zPrefix, const char *zLocal, size_t nLocal, int bSitemap){
  static const char *const azRoot[] = { "rss", "feed", "rdf", "channel" };
  if( isWord(zLocal, nLocal, "item") || isWord(zLocal, nLocal, "entry")
   || (bSitemap && zPrefix==0 && isWord(zLocal, nLocal, "url")) ){
    return NEWS_FEED_ITEM;
  }
  for(int i=0; i<4; i++) if( isWord(zLocal, nLocal, azRoot[i]) ) return NEWS_FEED_ROOT;
  return isWord(zLocal, nLocal, "urlset") ? NEWS_FEED_SITEMAP : 0;
}

/*------------------------------------------------------------------------------- tags */

static int isNameStart(char c){ return isAlpha(c) || c=='_' || (c & 0x80); }
static int isNameChar(char c){
  return isNameStart(c) || isDigit(c) || c=='-' || c=='.' || c==':';
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

/* Where what begins with "<!" or "<?" ends; NULL when it is neither comment nor DOCTYPE
** nor instruction, also cut off. */
static const char *declarationEnd(const char *z, const char *zEnd){
  if( beginsWith(z, zEnd, "<!--") ) return behind(z+4, zEnd, "-->");
  if( beginsWith(z, zEnd, "<?") ) return behind(z+2, zEnd, "?>");
  if( zEnd-z>=9 && isWord(z, 9, "<!doctype") ){
    const char *zTo = tagEnd(z+1, zEnd);
    const char *zSet = memchr(z, '[', (size_t)(zTo-z));
    return zSet ? behind(behind(zSet, zEnd, "]"), zEnd, ">") : zTo;
  }
  size_t n = (size_t)(zEnd-z);
  int bCut = n<9 && memcmp(z, "<![CDATA[", n)==0;
  if( n<4 && memcmp(z, "<!--", n)==0 ) bCut = 1;
  return bCut ? zEnd : 0;
}

/* What begins with the '<' at z. */
static void tagRead(NewsFeedMend *p, const char *z, MendTag *pTag){
  const char *zEnd = p->zEnd, *q = z+1;
  memset(pTag, 0, sizeof(*pTag));
  pTag->z = z;
  if( beginsWith(z, zEnd, "<![CDATA[") ){
    pTag->eKind = MEND_CDATA;
    pTag->zName = z+9;
    pTag->zEnd = behind(pTag->zName, zEnd, "]]>");
    pTag->nName = (size_t)(pTag->zEnd-pTag->zName);
    if( pTag->nName>=3 && memcmp(pTag->zEnd-3, "]]>", 3)==0 ) pTag->nName -= 3;
    return;
  }
  pTag->eKind = MEND_GONE;
  if( (pTag->zEnd = declarationEnd(z, zEnd))!=0 ) return;
  int bClose = q<zEnd && *q=='/';
  q += bClose;
  if( q>=zEnd || !isNameStart(*q) ){
    pTag->eKind = q<zEnd ? MEND_STRAY : MEND_GONE;
    pTag->zEnd = q<zEnd ? z+1 : zEnd;
    return;
  }
  pTag->zName = q;
  while( q<zEnd && isNameChar(*q) ) q++;
  pTag->nName = (size_t)(q-pTag->zName);
  pTag->zAttr = q;
  pTag->zEnd = tagEnd(q, zEnd);
  const char *zColon = memchr(pTag->zName, ':', pTag->nName);
  const char *zLocal = zColon ? zColon+1 : pTag->zName;
  pTag->ePart = newsFeedPart(zColon ? pTag->zName : 0, zLocal,
                             pTag->nName-(size_t)(zLocal-pTag->zName), p->bSitemap);
  p->bSitemap |= pTag->ePart==NEWS_FEED_SITEMAP;
  int bCut = pTag->zEnd==zEnd && zEnd[-1]!='>';
  if( bCut && !bClose && (pTag->ePart==0 || pTag->ePart==NEWS_FEED_ITEM) ) return;
  pTag->eKind = bClose ? MEND_CLOSE : MEND_OPEN;
  if( bCut ) return;
  pTag->nAttr = (size_t)(pTag->zEnd-q);
  if( pTag->nAttr>0 && q[pTag->nAttr-1]=='>' ) pTag->nAttr--;
  if( pTag->nAttr>0 && q[pTag->nAttr-1]=='/' ) pTag->bEmpty = 1, pTag->nAttr--;
}

/* The next tag, CDATA or declaration; 0 when there is none. */
static int tagNext(NewsFeedMend *p, MendTag *pTag){
  while( p->z<p->zEnd && (p->z = memchr(p->z, '<', (size_t)(p->zEnd-p->z)))!=0 ){
    if( newsWork(p->pArena, MEND_STEPS)!=NEWS_OK ) break;
    tagRead(p, p->z, pTag);
    newsWork(p->pArena, (size_t)(pTag->zEnd-pTag->z));
    p->z = pTag->zEnd;
    if( pTag->eKind!=MEND_STRAY ) return 1;
  }
  p->z = p->zEnd;
  return 0;
}

/*---------------------------------------------------------------------------- matches */

static uint8_t nameBucket(const MendTag *p){
  uint32_t h = 2166136261u;
  for(size_t i=0; i<p->nName; i++) h = (h ^ (uint8_t)lower(p->zName[i])) * 16777619u;
  return (uint8_t)(h ^ h>>8 ^ h>>16 ^ h>>24);
}

static int sameName(const MendOpen *p, const MendTag *pTag){
  if( p->nName!=pTag->nName ) return 0;
  size_t i = 0;
  while( i<p->nName && lower(p->zName[i])==lower(pTag->zName[i]) ) i++;
  return i==p->nName;
}

/* Forget the open tags above the first n. */
static void openDrop(NewsFeedMend *p, size_t n){
  while( p->nOpen>n ){
    const MendOpen *pOpen = &p->aOpen[--p->nOpen];
    p->aTop[pOpen->iBucket] = pOpen->iBelow;
  }
  if( p->iItem>n ) p->iItem = 0;
}

static int openAdd(NewsFeedMend *p, const MendTag *pTag){
  if( pTag->ePart==NEWS_FEED_ITEM && p->iItem ) openDrop(p, p->iItem-1);
  if( pTag->bEmpty ) return NEWS_OK;
  if( p->nOpen==p->nOpenAlloc ){
    size_t nNew = p->nOpenAlloc ? p->nOpenAlloc*2 : 64;
    p->aOpen = newsArenaGrow(p->pArena, p->aOpen, p->nOpenAlloc*sizeof(*p->aOpen),
                             nNew*sizeof(*p->aOpen));
    if( p->aOpen==0 ) return NEWS_NOMEM;
    p->nOpenAlloc = nNew;
  }
  uint8_t iBucket = nameBucket(pTag);
  p->aOpen[p->nOpen++] = (MendOpen){
    pTag->zName, pTag->nName, p->iTag, p->aTop[iBucket], iBucket, (uint8_t)pTag->ePart
  };
  p->aTop[iBucket] = (uint32_t)p->nOpen;
  if( pTag->ePart==NEWS_FEED_ITEM ) p->iItem = p->nOpen;
  return NEWS_OK;
}

/* Match an end tag with the open tag that it ends. */
static void openEnd(NewsFeedMend *p, const MendTag *pTag){
  uint32_t i = p->aTop[nameBucket(pTag)];
  int nLook = 0;
  while( i && nLook++<MEND_LOOK && !sameName(&p->aOpen[i-1], pTag) ){
    i = p->aOpen[i-1].iBelow;
  }
  newsWork(p->pArena, (size_t)nLook);
  if( i==0 || nLook>MEND_LOOK ) return;
  const MendOpen *pOpen = &p->aOpen[i-1];
  if( i<p->iItem && pOpen->ePart==0 ) return;
  p->aFate[pOpen->iTag] = p->aFate[p->iTag] = FATE_MATCH;
  openDrop(p, i-1);
}

/* What becomes of each tag. */
static int tagsMatch(NewsFeedMend *p){
  const char *z = p->z;
  size_t nTag = 0;
  for(const char *q = z; q<p->zEnd && (q = memchr(q, '<', (size_t)(p->zEnd-q)))!=0; q++){
    nTag++;
  }
  int rc = newsWork(p->pArena, (size_t)(p->zEnd-z)/4);
  if( rc!=NEWS_OK ) return rc;
  if( (p->aFate = newsArenaAlloc(p->pArena, nTag+1))==0 ) return NEWS_NOMEM;
  MendTag tag;
  while( tagNext(p, &tag) ){
    if( tag.eKind==MEND_OPEN ){
      if( tag.ePart!=NEWS_FEED_ITEM && p->iItem ) tag.ePart = 0;
      p->aFate[p->iTag] = tag.ePart ? FATE_REACH : FATE_NEXT;
      if( openAdd(p, &tag)!=NEWS_OK ) return NEWS_NOMEM;
      p->iTag++;
    }else if( tag.eKind==MEND_CLOSE ){
      p->aFate[p->iTag] = FATE_NONE;
      openEnd(p, &tag);
      p->iTag++;
    }
  }
  p->z = z;
  p->iTag = 0;
  p->iItem = 0;
  p->bSitemap = 0;
  return newsWork(p->pArena, 0);
}

/*---------------------------------------------------------------------------- writing */

/* Where n more bytes go; NULL when out of memory. */
static char *outRoom(NewsFeedMend *p, size_t n){
  if( p->rc!=NEWS_OK ) return 0;
  if( p->nOut+n>p->nOutAlloc ){
    size_t nNew = p->nOutAlloc*2>p->nOut+n ? p->nOutAlloc*2 : p->nOut+n+MEND_PIECE;
    char *z = newsArenaGrow(p->pArena, p->zOut, p->nOutAlloc, nNew);
    if( z==0 ){
      p->rc = NEWS_NOMEM;
      return 0;
    }
    p->zOut = z;
    p->nOutAlloc = nNew;
  }
  return &p->zOut[p->nOut];
}

static void out(NewsFeedMend *p, const char *z, size_t n){
  char *zTo = outRoom(p, n);
  if( zTo==0 ) return;
  memcpy(zTo, z, n);
  p->nOut += n;
}
static void outText(NewsFeedMend *p, const char *z){ out(p, z, strlen(z)); }

/* A character of the text that begins with c, where it cannot stay: bytes it takes. */
static size_t charWrite(NewsFeedMend *p, const char *z, const char *zEnd){
  unsigned char c = (unsigned char)*z;
  if( c=='<' ) outText(p, "&lt;");
  else if( c=='>' ) outText(p, "&gt;");
  else if( c=='"' ) outText(p, "&quot;");
  else if( c=='&' ) outText(p, "&amp;");
  else if( c<' ' ) outText(p, " ");
  else if( zEnd-z>2 && (uint8_t)z[1]==0xBF && (uint8_t)z[2]>=0xBE ){
    outText(p, "\xEF\xBF\xBD");
    return 3;
  }else{
    out(p, z, 1);
  }
  return 1;
}

/* May a byte stay in a text or an attribute as it is? Of U+FFFE and U+FFFF, which may
** not, 0xEF is the first one. */
static int isPlain(char x){
  unsigned char c = (unsigned char)x;
  if( c<' ' ) return c=='\t' || c=='\n' || c=='\r';
  return c!='<' && c!='>' && c!='&' && c!='"' && c!=0xEF;
}

static const char *textWrite(NewsFeedMend*, const char *z, const char *zTo,
                             const char *zEnd, int bReference);

/* The reference at z: bytes it takes. */
static size_t referenceWrite(NewsFeedMend *p, const char *z, const char *zEnd){
  char zChar[NEWS_ESCAPE];
  int nChar;
  uint32_t c;
  size_t n = newsXmlEscape(z, (size_t)(zEnd-z), &c);
  if( n ){
    nChar = newsUtf8Write(zChar, c);
  }else{
    n = newsHtmlEscape(z, (size_t)(zEnd-z), 0, zChar, &nChar);
    if( n==0 || z[1]=='#' || z[n-1]!=';' ) return charWrite(p, z, zEnd);
  }
  textWrite(p, zChar, zChar+nChar, zChar+nChar, 0);
  return n;
}

/* Write the text from z to zTo, a bit more where a reference reaches over that; it ends
** at zEnd. Gives where it stopped. */
static const char *textWrite(NewsFeedMend *p, const char *z, const char *zTo,
                             const char *zEnd, int bReference){
  while( z<zTo ){
    const char *zPlain = z;
    while( z<zTo && isPlain(*z) ) z++;
    out(p, zPlain, (size_t)(z-zPlain));
    if( z>=zTo ) break;
    z += *z=='&' && bReference ? referenceWrite(p, z, zEnd) : charWrite(p, z, zEnd);
  }
  return z;
}

/* A piece of CDATA as a section of its own: where it stopped. */
static const char *cdataWrite(NewsFeedMend *p, const char *z, const char *zEnd){
  const char *zTo = zEnd-z>MEND_PIECE ? z+MEND_PIECE : zEnd;
  while( zTo<zEnd && ((uint8_t)*zTo & 0xC0)==0x80 ) zTo++;
  outText(p, "<![CDATA[");
  while( z<zTo ){
    const char *zPlain = z;
    while( z<zTo && (isPlain(*z) || (*z>=' ' && *z<0x7F)) ) z++;
    out(p, zPlain, (size_t)(z-zPlain));
    if( z<zTo ) z += charWrite(p, z, zTo);
  }
  outText(p, "]]>");
  return z;
}

/* A name: ASCII, with one colon at most, which parts two names. */
static void nameWrite(NewsFeedMend *p, const char *z, size_t n){
  int bColon = 0;
  if( n>MEND_NAME ) n = MEND_NAME;
  char *zTo = outRoom(p, n);
  if( zTo==0 ) return;
  for(size_t i=0; i<n; i++){
    char c = z[i];
    if( c & 0x80 ) c = '_';
    if( c==':' ){
      if( bColon || i+1==n || !isNameStart(z[i+1]) ) c = '_';
      bColon = 1;
    }
    zTo[i] = c;
  }
  p->nOut += n;
}

/* The attributes of a tag. */
static void attrsWrite(NewsFeedMend *p, const MendTag *pTag){
  size_t aName[MEND_ATTRS], anName[MEND_ATTRS];
  int nAttr = 0, nSpace = 0;
  const char *z = pTag->zAttr, *zEnd = z + pTag->nAttr;
  size_t iFrom = p->nOut;
  while( z<zEnd && nAttr<MEND_ATTRS && p->nOut-iFrom<MEND_TAG ){
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
    const char *zValueEnd = z;
    if( z<zEnd ) z++;
    int bSpace = nName>4 && memcmp(zName, "xmlns", 5)==0;
    if( nName==0 || zValueEnd-zValue>MEND_VALUE
     || (!bSpace && nAttr-nSpace>=NEWS_XML_ATTRS) ) continue;
    size_t iAttr = p->nOut;
    outText(p, " ");
    aName[nAttr] = p->nOut;
    nameWrite(p, zName, nName);
    anName[nAttr] = p->nOut-aName[nAttr];
    if( p->rc!=NEWS_OK ) return;
    int i = 0;
    while( i<nAttr && (anName[i]!=anName[nAttr]
           || memcmp(&p->zOut[aName[i]], &p->zOut[aName[nAttr]], anName[i])!=0) ) i++;
    if( i<nAttr ){
      p->nOut = iAttr;
      continue;
    }
    nAttr++;
    nSpace += bSpace;
    outText(p, "=\"");
    textWrite(p, zValue, zValueEnd, zValueEnd, 1);
    outText(p, "\"");
  }
}

/* End the open elements above the first n. */
static void elementsEnd(NewsFeedMend *p, int n){
  while( p->nElement>n ){
    const MendElement *pElement = &p->aElement[--p->nElement];
    outText(p, "</");
    nameWrite(p, pElement->zName, pElement->nName);
    outText(p, ">");
  }
  if( p->iItem>(size_t)n ) p->iItem = 0;
}

static void openWrite(NewsFeedMend *p, const MendTag *pTag, int eFate){
  if( pTag->ePart==NEWS_FEED_ITEM && p->iItem ) elementsEnd(p, (int)p->iItem-1);
  if( p->nDeep || p->nElement==NEWS_XML_DEPTH-1 ){
    p->nDeep += eFate==FATE_MATCH;
    return;
  }
  outText(p, "<");
  nameWrite(p, pTag->zName, pTag->nName);
  attrsWrite(p, pTag);
  outText(p, pTag->bEmpty ? "/>" : ">");
  if( pTag->bEmpty ) return;
  p->aElement[p->nElement++] = (MendElement){ pTag->zName, pTag->nName, (uint8_t)eFate };
  if( pTag->ePart==NEWS_FEED_ITEM ) p->iItem = (size_t)p->nElement;
}

static void closeWrite(NewsFeedMend *p){
  if( p->nDeep ){
    p->nDeep--;
    return;
  }
  int n = p->nElement;
  while( n>0 && p->aElement[n-1].eFate!=FATE_MATCH ) n--;
  elementsEnd(p, n>0 ? n-1 : 0);
}

/* A start or end tag. */
static void tagWrite(NewsFeedMend *p, const MendTag *pTag){
  int eFate = p->aFate[p->iTag++], n = p->nElement;
  if( n>0 && p->aElement[n-1].eFate==FATE_NEXT ) elementsEnd(p, n-1);
  if( pTag->eKind==MEND_OPEN ) openWrite(p, pTag, eFate);
  else if( eFate==FATE_MATCH ) closeWrite(p);
}

/* Find the next tag and the text before it. */
static void stepNext(NewsFeedMend *p){
  p->bCdata = 0;
  p->zText = p->z;
  p->bTag = tagNext(p, &p->tag);
  p->zTextEnd = p->bTag ? p->tag.z : p->zEnd;
}

/* Write a bit more. */
static void step(NewsFeedMend *p){
  if( p->zText<p->zTextEnd ){
    const char *zTo = p->zTextEnd;
    if( zTo-p->zText>MEND_PIECE ) zTo = p->zText+MEND_PIECE;
    if( p->bCdata ) p->zText = cdataWrite(p, p->zText, p->zTextEnd);
    else p->zText = textWrite(p, p->zText, zTo, p->zTextEnd, 1);
  }else if( p->bTag ){
    p->bTag = 0;
    p->bCdata = p->tag.eKind==MEND_CDATA;
    if( p->bCdata ){
      p->zText = p->tag.zName;
      p->zTextEnd = p->zText + p->tag.nName;
    }else if( p->tag.eKind!=MEND_GONE ){
      tagWrite(p, &p->tag);
    }
  }else if( p->z<p->zEnd ){
    stepNext(p);
  }else{
    if( p->nElement ) outText(p, "<?cut?>");
    elementsEnd(p, 0);
    outText(p, "</_>");
    p->bDone = 1;
  }
}

int newsFeedMend(NewsArena *pArena, const char *z, size_t n, NewsFeedMend **pp){
  NewsFeedMend *p = newsArenaAlloc(pArena, sizeof(*p));
  *pp = p;
  if( p==0 ) return NEWS_NOMEM;
  memset(p, 0, sizeof(*p));
  p->pArena = pArena;
  p->z = z;
  p->zEnd = z+n;
  int rc = tagsMatch(p);
  if( rc!=NEWS_OK ) return rc;
  outText(p, "<_>");
  stepNext(p);
  return p->rc;
}

int newsFeedMendGive(void *pCtx, char *z, int n){
  NewsFeedMend *p = pCtx;
  while( p->nOut-p->iOut<(size_t)n && !p->bDone && p->rc==NEWS_OK
      && newsWork(p->pArena, MEND_STEPS)==NEWS_OK ){
    step(p);
  }
  if( p->rc!=NEWS_OK ) return -1;
  size_t nGive = p->nOut-p->iOut;
  if( nGive>(size_t)n ) nGive = (size_t)n;
  memcpy(z, &p->zOut[p->iOut], nGive);
  p->iOut += nGive;
  if( p->iOut==p->nOut ){
    p->iOut = p->nOut = 0;
  }else if( p->iOut>=p->nOut/2 ){
    p->nOut -= p->iOut;
    memmove(p->zOut, &p->zOut[p->iOut], p->nOut);
    p->iOut = 0;
  }
  return (int)nGive;
}
