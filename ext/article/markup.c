/*
** markup.c - a page of HTML as clean markup, which is what the parser is given.
**
**   <!-- a --><P CLASS=x onclick="y()">R&D & 3<4 &rsquo;<script>z()</script><wbr>
**
**   <html><p n="0">R&amp;D &amp; 3&lt;4 ’<wbr/>            tag 0: class "x"
**
** libxml2 reads HTML as it was in 1999 and trusts its input. So it gets neither what no
** reader sees nor what it reads in another way in each of its versions:
**
**   comments, declarations, <?...>          left out
**   scripts, styles, drawings, frames       left out, with their tags; the text of JSON
**                                           about the article goes to the list, too
**   titles, text areas                      hold no elements: < becomes &lt;
**   references                              become their characters, all but & < > " '
**   & and < that begin nothing              &amp; and &lt;
**   attributes                              those of NEWS_AT_… go to a list of their own,
**                                           up to MARKUP_ATTR bytes each and decoded, and
**                                           the tag has their number; others are left out
**   html, head and body                     once each, html and body made up when
**                                           missing; their end tags not, but that of head,
**                                           made up, too
**   tags of elements without content        end in />, others never; those of elements
**                                           that tell nothing, as <wbr>, are left out
**   a tag that the page's end cuts off      left out
**   <nav><div></nav>                        <nav><div></div></nav>, for libxml2 lets an
**                                           open div hold off other end tags; the same
**                                           before <li>, <td> and their like
**   end tags of what is not open            left out, for libxml2 looks at all that is open
**                                           for each
**   more nested than NEWS_HTML_DEPTH        as if without content
**   my-element                              x, for libxml2 keeps all names it meets
**   </p> where no paragraph may be open     </p><p></p>, which parts the text around it
**   white space beside the tag of a block   left out
**
** HOW IT WORKS. One pass that looks for the next < or & of the text. What is clean is
** copied in runs, into a buffer that goes to the parser whenever it is full. Each byte is
** looked at a bounded number of times, so time is linear in the page. Most of a page's
** markup is attributes: libxml2 would copy each four times and look in a list for it, so
** that a tag with many takes it time out of proportion.
*/
#include "htmlInt.h"
#include <string.h>

#define MARKUP_NAME      32    /* bytes of an element's name; what is longer is cut */
#define MARKUP_UNKNOWN 0x10000 /* beside NEWS_ET_…: has no row in elements.tsv */
#define MARKUP_OTHER    "x"    /* the name of all of these */
#define MARKUP_ATTR  131072    /* bytes of the longest attribute that is kept */
#define MARKUP_STEPS     16    /* steps of work that a tag or reference counts */
#define MARKUP_UNCLOSED  16    /* raw elements at most: there are fewer */
#define MARKUP_BUFFER 32768    /* bytes of a piece for the parser */
#define MARKUP_POOL   32768    /* bytes and attributes are allotted by so many */

typedef struct Markup {
  NewsArena *pArena;
  NewsMarkup *pMarkup;
  const char *z;               /* the page */
  size_t n, i;                 /* its bytes, and where we are */
  int (*xGive)(void*, const char*, size_t);
  void *pGive;
  char *zOut;                  /* a piece, while it is written */
  size_t nOut;
  int rc;                      /* the first that went wrong */
  NewsPool pool;               /* for values */
  NewsAttr *aPool;
  uint32_t nAttrPool;
  int bHtml, bHead, bBody;     /* were there */
  int bInHead;                 /* head is open */
  char cHeading;               /* level of the last heading begun; 0: it has ended */
  int nHeading;                /* nOpen where it begins */
  int nPara;                   /* nOpen where the open paragraph begins, + 1; 0: none is */
  int bEdge;                   /* the last tag was that of a block */
  uint32_t nOver;              /* open elements beyond the bound */
  int nOpen;
  struct { uint32_t m, hash; } aOpen[NEWS_HTML_DEPTH];  /* open elements: isStacked */
  uint32_t aUnclosed[MARKUP_UNCLOSED];  /* raw elements without end tag ahead: hashes */
  int nUnclosed;
} Markup;

/* A tag, as it is read. */
typedef struct MarkupTag {
  char zName[MARKUP_NAME];
  size_t nName;
  uint32_t m;                  /* NEWS_EL_… and NEWS_ET_… */
  uint32_t hash;               /* of its name */
  int bEnd;                    /* </name> */
  int bSlash;                  /* <name/> */
  int nAttr;
  struct { const char *z; size_t n; uint8_t e; } a[NEWS_AT_N_];  /* as they stand */
  const char *zText;           /* of a script that is kept */
  size_t nText;
} MarkupTag;

/* In the order of NEWS_AT_…_ . */
static const char *const azAttr[NEWS_AT_N_] = {
  "class", "id", "role", "itemprop", "itemtype", "rel", "href", "name", "property",
  "content", "datetime", "type", "lang", "style", "hidden", "aria-hidden",
  "data-component", "title", "http-equiv",
};
/* Other names of NEWS_AT_DATA_. */
static const char *const azData[] = { "data-testid", "data-module", "data-type" };

/*----------------------------------------------------------------------------- writing */

/* Control characters, which the parser would leave out without a blank, become blanks. */
static void flush(Markup *p){
  size_t n = p->nOut;
  for(size_t i=0; i<n; ){
    uint64_t x;
    if( n-i>=8 ){
      memcpy(&x, &p->zOut[i], 8);
      if( ((x-0x2020202020202020u) & ~x & 0x8080808080808080u)==0 ){
        i += 8;
        continue;
      }
    }
    for(size_t iTo = n-i<8 ? n : i+8; i<iTo; i++){
      unsigned char c = (unsigned char)p->zOut[i];
      if( c<' ' && c!='\n' && c!='\r' ) p->zOut[i] = ' ';
    }
  }
  if( p->nOut && p->rc==NEWS_OK ) p->rc = p->xGive(p->pGive, p->zOut, p->nOut);
  p->nOut = 0;
}

static inline void put(Markup *p, const char *z, size_t n){
  if( n<MARKUP_BUFFER-p->nOut ){
    memcpy(&p->zOut[p->nOut], z, n);
    p->nOut += n;
    return;
  }
  while( n>0 && p->rc==NEWS_OK ){
    size_t nPart = MARKUP_BUFFER-p->nOut;
    if( nPart>n ) nPart = n;
    memcpy(&p->zOut[p->nOut], z, nPart);
    p->nOut += nPart;
    z += nPart;
    n -= nPart;
    if( p->nOut==MARKUP_BUFFER ) flush(p);
  }
}

static void putWord(Markup *p, const char *z){ put(p, z, strlen(z)); }

static void work(Markup *p, size_t nStep){
  int rc = newsWork(p->pArena, nStep);
  if( p->rc==NEWS_OK ) p->rc = rc;
}

/* A character that means something to the parser. */
static const char *escaped(char c){
  switch( c ){
    case '&':  return "&amp;";
    case '<':  return "&lt;";
    case '>':  return "&gt;";
    case '"':  return "&quot;";
    case '\'': return "&#39;";
    default:   return 0;
  }
}

/* What the ampersand at z stands for, by its reference or for itself: bytes that it takes,
** and its characters. */
static size_t reference(Markup *p, const char *z, size_t n, int bAttr, char *zChar,
                        int *pnChar){
  work(p, MARKUP_STEPS);
  size_t nRef = newsHtmlEscape(z, n, bAttr, zChar, pnChar);
  if( nRef ) return nRef;
  zChar[0] = '&';
  *pnChar = 1;
  return 1;
}

/* Text with its references decoded. */
static void putText(Markup *p, const char *z, size_t n){
  while( n>0 && p->rc==NEWS_OK ){
    const char *zAmp = memchr(z, '&', n);
    size_t nPlain = zAmp ? (size_t)(zAmp-z) : n;
    put(p, z, nPlain);
    if( zAmp==0 ) break;
    char zChar[NEWS_ESCAPE];
    int nChar;
    size_t nRef = reference(p, zAmp, n-nPlain, 0, zChar, &nChar);
    const char *zEscaped = nChar==1 ? escaped(zChar[0]) : 0;
    if( zEscaped ) putWord(p, zEscaped);
    else put(p, zChar, (size_t)nChar);
    z = zAmp + nRef;
    n -= nPlain + nRef;
  }
}

/* Characters of a title: all is text, also what looks like tags. */
static void putCharacters(Markup *p, const char *z, size_t n){
  while( n>0 && p->rc==NEWS_OK ){
    const char *zLess = memchr(z, '<', n);
    size_t nText = zLess ? (size_t)(zLess-z) : n;
    putText(p, z, nText);
    if( zLess==0 ) break;
    putWord(p, "&lt;");
    work(p, MARKUP_STEPS);
    z += nText+1;
    n -= nText+1;
  }
}

char *newsPoolText(NewsArena *pArena, NewsPool *p, size_t n){
  if( n>p->n ){
    size_t nNew = n>MARKUP_POOL/4 ? n : MARKUP_POOL;
    char *z = newsArenaAlloc(pArena, nNew);
    if( z==0 || nNew==n ) return z;
    p->z = z;
    p->n = nNew;
  }
  char *z = p->z;
  p->z += n;
  p->n -= n;
  return z;
}

/* The value of an attribute, decoded, NUL-terminated. NULL when out of memory. */
static const char *valueDecode(Markup *p, const char *z, size_t n, size_t *pn){
  char *zOut = newsPoolText(p->pArena, &p->pool, n+1);
  size_t k = 0;
  if( zOut==0 ) return 0;
  while( n>0 ){
    const char *zAmp = memchr(z, '&', n);
    size_t nPlain = zAmp ? (size_t)(zAmp-z) : n;
    memcpy(&zOut[k], z, nPlain);
    k += nPlain;
    if( zAmp==0 ) break;
    char zChar[NEWS_ESCAPE];
    int nChar;
    size_t nRef = reference(p, zAmp, n-nPlain, 1, zChar, &nChar);
    memcpy(&zOut[k], zChar, (size_t)nChar);
    k += (size_t)nChar;
    z = zAmp + nRef;
    n -= nPlain + nRef;
  }
  zOut[k] = 0;
  *pn = k;
  return zOut;
}

/* Put what the parser need not see of a tag on the list. */
static int tagAdd(Markup *p, const MarkupTag *pTag){
  NewsMarkup *q = p->pMarkup;
  if( q->nTag==q->nAlloc ){
    size_t nOld = q->nAlloc*sizeof(NewsPageTag);
    NewsPageTag *aNew = nOld ? newsArenaGrow(p->pArena, q->aTag, nOld, nOld*2)
                         : newsArenaAlloc(p->pArena, 256*sizeof(NewsPageTag));
    if( aNew==0 ) return NEWS_NOMEM;
    q->aTag = aNew;
    q->nAlloc = nOld ? q->nAlloc*2 : 256;
  }
  if( p->nAttrPool<NEWS_AT_N_ ){
    p->aPool = newsArenaAlloc(p->pArena, MARKUP_POOL);
    p->nAttrPool = p->aPool ? MARKUP_POOL/sizeof(NewsAttr) : 0;
    if( p->aPool==0 ) return NEWS_NOMEM;
  }
  NewsPageTag *pNew = &q->aTag[q->nTag++];
  *pNew = (NewsPageTag){ p->aPool, pTag->zText, (uint32_t)pTag->nText, 0 };
  for(int i=0; i<pTag->nAttr; i++){
    size_t n;
    const char *z = valueDecode(p, pTag->a[i].z, pTag->a[i].n, &n);
    if( z==0 ) return NEWS_NOMEM;
    p->aPool[i] = (NewsAttr){ z, (uint32_t)n, pTag->a[i].e };
  }
  pNew->nAttr = (uint8_t)pTag->nAttr;
  p->aPool += pTag->nAttr;
  p->nAttrPool -= (uint32_t)pTag->nAttr;
  return NEWS_OK;
}

static void putStart(Markup *p, const MarkupTag *pTag){
  put(p, "<", 1);
  put(p, pTag->zName, pTag->nName);
  if( pTag->nAttr || pTag->zText ){
    char z[16] = " n=\"0123456789\"";
    int i = 14;
    uint32_t x = p->pMarkup->nTag;
    do{ z[--i] = (char)('0'+x%10); }while( (x /= 10)!=0 );
    put(p, z, 4);
    put(p, &z[i], (size_t)(15-i));
    if( tagAdd(p, pTag)!=NEWS_OK && p->rc==NEWS_OK ) p->rc = NEWS_NOMEM;
  }
  if( pTag->m & NEWS_ET_VOID ) put(p, "/", 1);
  put(p, ">", 1);
}

static void putEnd(Markup *p, const MarkupTag *pTag){
  put(p, "</", 2);
  put(p, pTag->zName, pTag->nName);
  put(p, ">", 1);
}

/*----------------------------------------------------------------------------- reading */

/* Which NEWS_AT_… has this name; -1: none that is kept. */
static int attrFind(const char *z, size_t n){
  char a[16];
  if( n<2 || n>14 ) return -1;
  for(size_t i=0; i<n; i++) a[i] = lower(z[i]);
  a[n] = 0;
  for(int i=0; i<NEWS_AT_N_; i++){
    if( azAttr[i][0]==a[0] && strcmp(azAttr[i], a)==0 ) return i;
  }
  if( a[0]!='d' ) return -1;
  for(size_t i=0; i<sizeof(azData)/sizeof(azData[0]); i++){
    if( strcmp(azData[i], a)==0 ) return NEWS_AT_DATA_;
  }
  return -1;
}

/* Read the attributes of a tag up to behind its closing bracket; 0 when the page ends
** before that. */
static int attrsRead(Markup *p, MarkupTag *pTag){
  const char *z = p->z;
  size_t i = p->i, n = p->n;
  while( i<n && p->rc==NEWS_OK ){
    while( i<n && (isSpace(z[i]) || z[i]=='/') ){
      pTag->bSlash = z[i]=='/';
      i++;
    }
    if( i<n && z[i]=='>' ){
      p->i = i+1;
      return 1;
    }
    pTag->bSlash = 0;
    /* What is longer than any that is kept goes on as an attribute more. */
    size_t iName = i, iTo = n-i>MARKUP_ATTR ? i+MARKUP_ATTR : n;
    if( i<n ) i++;
    while( i<iTo && !isSpace(z[i]) && z[i]!='/' && z[i]!='>' && z[i]!='=' ) i++;
    size_t nName = i-iName, iValue = i, nValue = 0;
    while( i<n && isSpace(z[i]) ) i++;
    if( i<n && z[i]=='=' ){
      i++;
      while( i<n && isSpace(z[i]) ) i++;
      if( i<n && (z[i]=='"' || z[i]=='\'') ){
        const char *zEnd = memchr(&z[i+1], z[i], n-i-1);
        if( zEnd==0 ) break;
        iValue = i+1;
        nValue = (size_t)(zEnd-z)-iValue;
        i = iValue+nValue+1;
      }else{
        iValue = i;
        iTo = n-i>MARKUP_ATTR+1 ? i+MARKUP_ATTR+1 : n;
        while( i<iTo && !isSpace(z[i]) && z[i]!='>' ) i++;
        nValue = i-iValue;
      }
    }
    work(p, MARKUP_STEPS);
    int eAttr = nValue>MARKUP_ATTR ? -1 : attrFind(&z[iName], nName), k = 0;
    while( k<pTag->nAttr && pTag->a[k].e!=eAttr ) k++;
    if( eAttr<0 || k<pTag->nAttr ) continue;
    pTag->a[k].z = &z[iValue];
    pTag->a[k].n = nValue;
    pTag->a[k].e = (uint8_t)eAttr;
    pTag->nAttr++;
  }
  p->i = n;
  return 0;
}

/* Where the end tag of the raw element begins, at or behind where we are; n when
** nowhere. */
static size_t rawEnd(Markup *p, const MarkupTag *pTag){
  size_t nName = pTag->nName;
  for(size_t i=p->i; i+nName+2<=p->n && p->rc==NEWS_OK; ){
    work(p, MARKUP_STEPS);
    const char *zTag = memchr(&p->z[i], '<', p->n-i-nName-1);
    if( zTag==0 ) break;
    i = (size_t)(zTag-p->z)+1;
    if( p->z[i]!='/' ) continue;
    size_t k = 0;
    while( k<nName && lower(p->z[i+1+k])==pTag->zName[k] ) k++;
    if( k==nName && (i+1+k==p->n || !isAlnum(p->z[i+1+k])) ) return i-1;
  }
  return p->n;
}

/* Does the value of an attribute begin with a word? Case does not matter. */
static int valueBegins(const MarkupTag *pTag, int eAttr, const char *zWord){
  size_t n = strlen(zWord), k = 0;
  for(int i=0; i<pTag->nAttr; i++){
    if( pTag->a[i].e!=eAttr || pTag->a[i].n<n ) continue;
    while( k<n && lower(pTag->a[i].z[k])==zWord[k] ) k++;
    return k==n;
  }
  return 0;
}

/* The content of an element that holds no elements. Frames and drawings that never end
** are taken as empty; a script that does not ends with the page. */
static void rawRead(Markup *p, MarkupTag *pTag){
  uint32_t e = pTag->m & 0xff;
  int k = 0;
  while( k<p->nUnclosed && p->aUnclosed[k]!=pTag->hash ) k++;
  size_t i = p->i, iEnd = k<p->nUnclosed ? p->n : rawEnd(p, pTag);
  int bText = (pTag->m & NEWS_ET_CHARACTERS)!=0;
  if( iEnd==p->n && e!=NEWS_EL_SCRIPT && e!=NEWS_EL_STYLE ){
    if( k==p->nUnclosed && k<MARKUP_UNCLOSED ) p->aUnclosed[p->nUnclosed++] = pTag->hash;
    return;
  }
  p->i = iEnd;
  if( bText ){
    putStart(p, pTag);
    putCharacters(p, &p->z[i], iEnd-i);
    putEnd(p, pTag);
  }else if( e==NEWS_EL_SCRIPT && (valueBegins(pTag, NEWS_AT_TYPE_, "application/ld+json")
         || valueBegins(pTag, NEWS_AT_TYPE_, "application/json")
         || valueBegins(pTag, NEWS_AT_ID_, "__next_data__")) ){
    pTag->zText = &p->z[i];
    pTag->nText = iEnd-i;
    putStart(p, pTag);
    putEnd(p, pTag);
  }
}

/* A comment, declaration or processing instruction, passed over. */
static void declarationSkip(Markup *p){
  const char *z = &p->z[p->i];
  size_t n = p->n-p->i, i = 2;
  if( n>=4 && memcmp(z, "<!--", 4)==0 ){
    for(i=4; i<n && p->rc==NEWS_OK; i++){
      work(p, MARKUP_STEPS);
      const char *zEnd = memchr(&z[i], '>', n-i);
      if( zEnd==0 ){
        i = n;
        break;
      }
      i = (size_t)(zEnd-z);
      if( i<=5 ){
        if( i==4 || z[4]=='-' ) break;
      }else if( z[i-1]=='-' && z[i-2]=='-' ){
        break;
      }else if( i>6 && z[i-1]=='!' && z[i-2]=='-' && z[i-3]=='-' ){
        break;
      }
    }
  }else{
    const char *zEnd = memchr(z, '>', n);
    i = zEnd ? (size_t)(zEnd-z) : n;
  }
  p->i = i<n ? p->i+i+1 : p->n;
}

/*-------------------------------------------------------------------------------- tags */

/* May an element stand in the head? */
static int isHeadElement(uint32_t e){
  return (e>=NEWS_EL_TITLE && e<=NEWS_EL_TEMPLATE) || e==NEWS_EL_HEAD;
}

/* End open elements until only nOpen are left; the end tag of the lowest the caller
** writes. What the parser would not end by itself when it meets that is ended here. */
static void closeTo(Markup *p, int nOpen){
  while( p->nOpen>nOpen ){
    uint32_t m = p->aOpen[--p->nOpen].m;
    if( p->nOpen==nOpen ) break;
    if( (m & 0xff)==NEWS_EL_DIV ) putWord(p, "</div>");
    if( m & MARKUP_UNKNOWN ) putWord(p, "</" MARKUP_OTHER ">");
  }
}

/* Before the body only a template or noscript, and what is in it, can be open. */
static int isInHidden(const Markup *p){ return !p->bBody && p->nOpen>0; }

static void headEnd(Markup *p){
  if( isInHidden(p) ){
    int bTemplate = (p->aOpen[0].m & 0xff)==NEWS_EL_TEMPLATE;
    closeTo(p, 0);
    putWord(p, bTemplate ? "</template>" : "</noscript>");
  }
  if( p->bInHead ) putWord(p, "</head>");
  p->bInHead = 0;
}

/* The last heading ends, whose level its end tag need not name. */
static void headingEnd(Markup *p){
  char z[] = "</h1>";
  z[3] = p->cHeading;
  putWord(p, z);
  p->cHeading = 0;
}

static int isHeading(uint32_t e){ return e>=NEWS_EL_H1 && e<=NEWS_EL_H6; }

static int isBlock(uint32_t m){ return (m & (NEWS_ET_BLOCK|NEWS_ET_SCOPE))!=0; }

/* Is an element kept among the open ones? The parser ends paragraphs and the like by
** itself where they should end. */
static int isStacked(uint32_t m){
  uint32_t e = m & 0xff;
  return (m & (NEWS_ET_VOID|NEWS_ET_RAW|NEWS_ET_CHARACTERS))==0 && e!=NEWS_EL_P
      && e!=NEWS_EL_HTML && e!=NEWS_EL_HEAD && e!=NEWS_EL_BODY && e!=NEWS_EL_OPTION
      && !isHeading(e);
}

/* Which of the open elements one of its kind ends where it begins, as <li> ends the
** one before it; -1: none. */
static int endedBy(const Markup *p, uint32_t e){
  int bCell = e==NEWS_EL_TD || e==NEWS_EL_TH, bTerm = e==NEWS_EL_DT || e==NEWS_EL_DD;
  int bItem = bTerm || e==NEWS_EL_LI;
  if( !bCell && !bItem && e!=NEWS_EL_TR && e!=NEWS_EL_BUTTON ) return -1;
  for(int k=p->nOpen-1; k>=0; k--){
    uint32_t m = p->aOpen[k].m, f = m & 0xff;
    if( f==e || (bCell && (f==NEWS_EL_TD || f==NEWS_EL_TH))
     || (bTerm && (f==NEWS_EL_DT || f==NEWS_EL_DD)) ) return k;
    if( f==NEWS_EL_TABLE || (bCell && f==NEWS_EL_TR) ) break;
    if( bItem && isBlock(m) && f!=NEWS_EL_DIV && f!=NEWS_EL_ADDRESS ) break;
    if( e==NEWS_EL_BUTTON && (p->aOpen[k].m & NEWS_ET_SCOPE) ) break;
  }
  return -1;
}

/* The html element is there before anything else, and the body before what is no part of
** the head nor of a template in it, which would hold the whole body. */
static void htmlBegin(Markup *p){
  if( !p->bHtml ) putWord(p, "<html>");
  p->bHtml = 1;
}
static void bodyBegin(Markup *p){
  htmlBegin(p);
  if( isInHidden(p) ) return;
  headEnd(p);
  if( !p->bBody ) putWord(p, "<body>");
  p->bBody = 1;
}

static void startTag(Markup *p, MarkupTag *pTag){
  uint32_t e = pTag->m & 0xff;
  if( e==NEWS_EL_HTML ){
    if( p->bHtml ) return;
    p->bHtml = 1;
  }else{
    htmlBegin(p);
    if( e==NEWS_EL_HEAD ){
      if( p->bHead || p->bBody ) return;
      p->bHead = p->bInHead = 1;
    }else if( e==NEWS_EL_BODY ){
      if( p->bBody ) return;
      headEnd(p);
      p->bBody = 1;
    }else if( !isHeadElement(e) ){
      bodyBegin(p);
    }
  }
  if( (pTag->m & NEWS_ET_RAW) && pTag->bSlash && e!=NEWS_EL_SCRIPT ) return;
  if( (pTag->m & NEWS_ET_VOID) && e==NEWS_EL_OTHER ) return;
  if( pTag->m & (NEWS_ET_RAW|NEWS_ET_CHARACTERS) ){
    rawRead(p, pTag);
    return;
  }
  int k = endedBy(p, e);
  if( k>=0 ){
    static const struct { uint8_t e; const char *z; } aEnd[] = {
      { NEWS_EL_LI, "</li>" }, { NEWS_EL_DT, "</dt>" }, { NEWS_EL_DD, "</dd>" },
      { NEWS_EL_TD, "</td>" }, { NEWS_EL_TH, "</th>" }, { NEWS_EL_TR, "</tr>" },
      { NEWS_EL_BUTTON, "</button>" },
    };
    int i = 0;
    while( aEnd[i].e!=(p->aOpen[k].m & 0xff) ) i++;
    closeTo(p, k);
    putWord(p, aEnd[i].z);
  }
  p->bEdge = (pTag->m & NEWS_ET_BLOCK)!=0;
  if( isHeading(e) ){
    if( p->cHeading && p->nHeading==p->nOpen ) headingEnd(p);
    p->cHeading = pTag->zName[1];
    p->nHeading = p->nOpen;
  }
  if( e==NEWS_EL_P ) p->nPara = p->nOpen+1;
  else if( pTag->m & NEWS_ET_PARA ) p->nPara = 0;
  if( !isStacked(pTag->m) ){
    putStart(p, pTag);
  }else if( p->nOpen<NEWS_HTML_DEPTH ){
    putStart(p, pTag);
    p->aOpen[p->nOpen].m = pTag->m;
    p->aOpen[p->nOpen++].hash = pTag->hash;
  }else{
    pTag->m |= NEWS_ET_VOID;
    putStart(p, pTag);
    p->nOver++;
  }
}

/* The end tag of a stacked element ends what is open inside it: that of a block not
** through a table's cell or the like, that of another not through a block. */
static void elementEnd(Markup *p, const MarkupTag *pTag){
  uint32_t e = pTag->m & 0xff;
  int bTable = e>=NEWS_EL_TABLE && e<=NEWS_EL_TBODY, bBlock = isBlock(pTag->m);
  if( p->nOver>0 ){
    p->nOver--;
    return;
  }
  for(int k=p->nOpen-1; k>=0; k--){
    uint32_t m = p->aOpen[k].m, f = m & 0xff;
    if( p->aOpen[k].hash==pTag->hash ){
      closeTo(p, k);
      putEnd(p, pTag);
      break;
    }
    if( !bBlock && isBlock(m) ) break;
    if( bTable ? f==NEWS_EL_TABLE : (m & NEWS_ET_SCOPE) && f!=NEWS_EL_BUTTON ) break;
    if( e==NEWS_EL_LI && (m & NEWS_ET_LIST) ) break;
  }
}

/* The end of a paragraph. Where none may be open it stands for an empty one, as in
** browsers: the text around it is no one paragraph. */
static void paragraphEnd(Markup *p, const MarkupTag *pTag){
  putEnd(p, pTag);
  if( p->nPara!=p->nOpen+1 ) putWord(p, "<p></p>");
  p->nPara = 0;
}

static void endTag(Markup *p, MarkupTag *pTag){
  uint32_t e = pTag->m & 0xff;
  if( pTag->m & NEWS_ET_BLOCK ) p->bEdge = 1;
  if( e==NEWS_EL_BR ) startTag(p, pTag);
  else if( e==NEWS_EL_HEAD ) headEnd(p);
  else if( isStacked(pTag->m) ) elementEnd(p, pTag);
  else if( !p->bBody && p->nOpen==0 ) return;  /* libxml2 would end the page with it */
  else if( isHeading(e) && p->cHeading ) headingEnd(p);
  else if( e==NEWS_EL_P ) paragraphEnd(p, pTag);
  else if( e!=NEWS_EL_HTML && e!=NEWS_EL_BODY
        && (pTag->m & (NEWS_ET_RAW|NEWS_ET_VOID|NEWS_ET_CHARACTERS))==0 ) putEnd(p, pTag);
}

/* A tag. */
static void tagRead(Markup *p){
  MarkupTag tag;
  tag.nName = 0;
  tag.nAttr = 0;
  tag.zText = 0;
  tag.nText = 0;
  tag.bSlash = 0;
  tag.bEnd = p->z[p->i+1]=='/';
  tag.m = NEWS_EL_OTHER|MARKUP_UNKNOWN;
  size_t i = p->i+1+(size_t)tag.bEnd, iTo = p->n-i>MARKUP_ATTR ? i+MARKUP_ATTR : p->n;
  for(; i<iTo && !isSpace(p->z[i]) && p->z[i]!='>' && p->z[i]!='/'; i++){
    if( tag.nName<MARKUP_NAME ) tag.zName[tag.nName++] = lower(p->z[i]);
  }
  const NewsWord *pWord = newsWordFind(&newsElements, tag.zName, tag.nName);
  tag.hash = newsWordHash(tag.zName, tag.nName);
  if( pWord ){
    tag.m = pWord->m;
  }else{
    tag.nName = strlen(MARKUP_OTHER);
    memcpy(tag.zName, MARKUP_OTHER, tag.nName);
  }
  p->i = i;
  if( !attrsRead(p, &tag) ) return;
  if( tag.bEnd ){
    tag.nAttr = 0;
    endTag(p, &tag);
  }else{
    startTag(p, &tag);
  }
}

/* Character data. */
static void textRead(Markup *p, const char *z, size_t n){
  size_t i = 0;
  while( p->bEdge && i<n && isSpace(z[i]) ) i++;
  if( i==n ) return;
  bodyBegin(p);
  putText(p, z, n);
  p->bEdge = 0;
}

int newsMarkupClean(NewsArena *pArena, const char *z, size_t n, NewsMarkup *pMarkup,
                    int (*xGive)(void*, const char*, size_t), void *pGive){
  Markup *p = newsArenaAlloc(pArena, sizeof(*p));
  if( p==0 ) return NEWS_NOMEM;
  memset(p, 0, sizeof(*p));
  memset(pMarkup, 0, sizeof(*pMarkup));
  p->pArena = pArena;
  p->pMarkup = pMarkup;
  p->z = z;
  p->n = n;
  p->xGive = xGive;
  p->pGive = pGive;
  p->bEdge = 1;
  p->zOut = newsArenaAlloc(pArena, MARKUP_BUFFER);
  if( p->zOut==0 ) return NEWS_NOMEM;
  while( p->i<n && p->rc==NEWS_OK ){
    size_t iFrom = p->i;
    const char *zTag = memchr(&z[iFrom], '<', n-iFrom);
    size_t iTag = p->i = zTag ? (size_t)(zTag-z) : n;
    textRead(p, &z[iFrom], iTag-iFrom);
    if( zTag==0 ) break;
    char c = iTag+1<n ? z[iTag+1] : 0;
    if( isAlpha(c) || (c=='/' && iTag+2<n && isAlpha(z[iTag+2])) ){
      tagRead(p);
    }else if( c=='!' || c=='?' || c=='/' ){
      declarationSkip(p);
    }else{
      bodyBegin(p);
      putWord(p, "&lt;");
      p->bEdge = 0;
      p->i++;
    }
    work(p, MARKUP_STEPS + (p->i-iFrom));
  }
  if( p->rc==NEWS_OK ) htmlBegin(p);
  flush(p);
  return p->rc;
}
