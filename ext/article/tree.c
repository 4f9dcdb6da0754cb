/*
** tree.c - a page of HTML as a flat tree in the arena.
**
**   <ul><li>Gold<li>Oil &amp; gas</ul>  ->   0 html
**                                            1   ul
**                                            2     li
**                                            3       "Gold"
**                                            4     li
**                                            5       "Oil & gas"
**
** HOW IT WORKS. One pass over the bytes cuts tags, comments and texts as the HTML standard
** tells (scripts and styles up to their own end tag, stray < as text, attributes without
** quotes), and hangs each on a stack of open elements. What the standard's tree builder
** does for pages as they are is kept: start tags that end an open p, li, td or option, end
** tags that match only within their scope, end tags of nobody that are passed over. What
** it does for a display is not: no body is made up, formatting elements are not reopened,
** and what is misplaced in a table stays there.
**
** It is no libxml2: a bare SAX pass of that over 141 MB of pages takes longer than this
** room takes for the same pages with fields and body, and its trees differ by version.
**
** A text without entities points into the page, so most of a page is never copied. Each
** tag looks down the stack at most once, and the stack is NEWS_HTML_DEPTH high, so time
** is linear in the bytes for any page. An attribute of more than TREE_ATTR bytes is not
** kept.
*/
#include "htmlInt.h"
#include <string.h>

#define TREE_NAME      32      /* longest name of an element that is looked up */
#define TREE_STEPS     32      /* steps of work that a tag or entity counts */
#define TREE_ATTR  131072      /* bytes of the longest attribute that is kept */
#define TREE_POOL   32768      /* bytes and attributes are allotted by so many */
#define TREE_UNCLOSED  16      /* raw elements at most: there are fewer */

/* An open element. */
typedef struct TreeOpen {
  uint32_t iNode;
  uint32_t m;                  /* NEWS_EL_… and NEWS_ET_… */
  uint32_t hash;               /* of its name */
} TreeOpen;

typedef struct Tree {
  NewsTree *pTree;
  const char *z;               /* the page */
  size_t n, i;                 /* its bytes, and where we are */
  uint32_t nNodeAlloc;
  char *zPool;                 /* for attributes and texts with entities */
  size_t nPool;
  NewsAttr *aPool;
  uint32_t nAttrPool;
  uint32_t aUnclosed[TREE_UNCLOSED];  /* raw elements that have no end tag ahead: hashes */
  int nUnclosed;
  uint32_t nOver;              /* open elements beyond the bound of the stack */
  int bHead;                   /* head is open, as aOpen[1] */
  int bBody;                   /* body was there */
  int bEdge;                   /* the last tag was that of a block */
  int nOpen;
  TreeOpen aOpen[NEWS_HTML_DEPTH];
  int nAttr;                   /* attributes of the tag that is read */
  NewsAttr aAttr[NEWS_AT_N_];
} Tree;

/* In the order of NEWS_AT_…_ . */
static const char *const azAttr[NEWS_AT_N_] = {
  "class", "id", "role", "itemprop", "itemtype", "rel", "href", "name", "property",
  "content", "datetime", "type", "lang", "style", "hidden", "aria-hidden",
  "data-component", "title", "http-equiv",
};
/* Other names of NEWS_AT_DATA_. */
static const char *const azData[] = { "data-testid", "data-module", "data-type" };

/*------------------------------------------------------------------------------ texts */

/* n bytes of the pool, NULL when out of memory. */
static char *poolText(Tree *p, size_t n){
  if( n>p->nPool ){
    size_t nNew = n>TREE_POOL/4 ? n : TREE_POOL;
    char *z = newsArenaAlloc(p->pTree->pArena, nNew);
    if( z==0 || nNew==n ) return z;
    p->zPool = z;
    p->nPool = nNew;
  }
  char *z = p->zPool;
  p->zPool += n;
  p->nPool -= n;
  return z;
}

/* A copy of z without entities, NUL-terminated. NULL when out of memory, and when it is
** time to end. */
static char *textDecode(Tree *p, const char *z, size_t n, int bAttr, size_t *pn){
  char *zOut = poolText(p, n+1);
  if( zOut==0 ) return 0;
  size_t k = 0;
  for(size_t i=0; i<n; ){
    const char *zAmp = memchr(&z[i], '&', n-i);
    size_t iAmp = zAmp ? (size_t)(zAmp-z) : n;
    memcpy(&zOut[k], &z[i], iAmp-i);
    k += iAmp-i;
    i = iAmp;
    if( i==n ) break;
    if( newsWork(p->pTree->pArena, TREE_STEPS)!=NEWS_OK ) return 0;
    char zChar[NEWS_ESCAPE];
    int nChar = 0;
    size_t nEntity = newsHtmlEscape(&z[i], n-i, bAttr, zChar, &nChar);
    if( nEntity==0 ){
      zOut[k++] = z[i++];
    }else{
      memcpy(&zOut[k], zChar, (size_t)nChar);
      k += (size_t)nChar;
      i += nEntity;
    }
  }
  zOut[k] = 0;
  *pn = k;
  return zOut;
}

/*------------------------------------------------------------------------------- nodes */

/* A new node below the innermost open element. NULL when out of memory. */
static NewsNode *nodeAdd(Tree *p, int eTag, uint32_t m){
  NewsTree *pTree = p->pTree;
  if( pTree->nNode==p->nNodeAlloc ){
    size_t nOld = p->nNodeAlloc*sizeof(NewsNode);
    NewsNode *aNew = newsArenaGrow(pTree->pArena, pTree->aNode, nOld, nOld*2);
    if( aNew==0 ) return 0;
    pTree->aNode = aNew;
    p->nNodeAlloc *= 2;
  }
  uint32_t iNode = pTree->nNode++;
  NewsNode *pNode = &pTree->aNode[iNode];
  *pNode = (NewsNode){
    .iParent = p->nOpen ? p->aOpen[p->nOpen-1].iNode : 0, .iEnd = iNode+1,
    .eTag = (uint8_t)eTag, .nDepth = (uint16_t)p->nOpen, .n = m
  };
  return pNode;
}

/* Give a node the attributes of the tag that was read. */
static int nodeAttrs(Tree *p, NewsNode *pNode){
  if( p->nAttr==0 ) return NEWS_OK;
  if( p->nAttrPool<(uint32_t)p->nAttr ){
    p->nAttrPool = TREE_POOL/sizeof(NewsAttr);
    p->aPool = newsArenaAlloc(p->pTree->pArena, p->nAttrPool*sizeof(NewsAttr));
    if( p->aPool==0 ){
      p->nAttrPool = 0;
      return NEWS_NOMEM;
    }
  }
  memcpy(p->aPool, p->aAttr, (size_t)p->nAttr*sizeof(NewsAttr));
  pNode->u.aAttr = p->aPool;
  pNode->nAttr = (uint8_t)p->nAttr;
  p->aPool += p->nAttr;
  p->nAttrPool -= (uint32_t)p->nAttr;
  return NEWS_OK;
}

/* Why a text could not be made. */
static int textError(const Tree *p){
  int rc = newsWork(p->pTree->pArena, 0);
  return rc!=NEWS_OK ? rc : NEWS_NOMEM;
}

/* Character data. White space beside the tag of a block tells nothing. */
static int textAdd(Tree *p, const char *z, size_t n, int bDecode){
  if( p->bEdge ){
    size_t i = 0;
    while( i<n && isSpace(z[i]) ) i++;
    if( i==n ) return NEWS_OK;
  }
  if( n==0 ) return NEWS_OK;
  if( bDecode && memchr(z, '&', n) && (z = textDecode(p, z, n, 0, &n))==0 ){
    return textError(p);
  }
  NewsNode *pNode = nodeAdd(p, NEWS_EL_TEXT, (uint32_t)n);
  if( pNode==0 ) return NEWS_NOMEM;
  pNode->u.z = z;
  p->bEdge = 0;
  return NEWS_OK;
}

/*------------------------------------------------------------------- the open elements */

#define openTag(p,k)  ((p)->aOpen[k].m & 0xff)

/* End open elements until only nOpen are left. */
static void closeTo(Tree *p, int nOpen){
  while( p->nOpen>nOpen ){
    TreeOpen *pOpen = &p->aOpen[--p->nOpen];
    p->pTree->aNode[pOpen->iNode].iEnd = p->pTree->nNode;
    if( p->nOpen==1 ) p->bHead = 0;
  }
}

static int isHeading(uint32_t e){ return e>=NEWS_EL_H1 && e<=NEWS_EL_H6; }

/* What a start tag ends before it opens. */
static void closeImplied(Tree *p, uint32_t m){
  uint32_t e = m & 0xff;
  int iTop = p->nOpen-1, k;
  switch( e ){
    case NEWS_EL_LI:
    case NEWS_EL_DT:
    case NEWS_EL_DD:
      for(k=iTop; k>0; k--){
        uint32_t f = openTag(p, k);
        if( f==e || (e!=NEWS_EL_LI && (f==NEWS_EL_DT || f==NEWS_EL_DD)) ){
          closeTo(p, k);
          break;
        }
        if( (p->aOpen[k].m & NEWS_ET_SCOPE) || ((p->aOpen[k].m & NEWS_ET_BLOCK)
         && f!=NEWS_EL_P && f!=NEWS_EL_DIV && f!=NEWS_EL_ADDRESS) ) break;
      }
      m |= NEWS_ET_PARA;
      break;
    case NEWS_EL_TR:
    case NEWS_EL_TD:
    case NEWS_EL_TH:
    case NEWS_EL_TBODY:
    case NEWS_EL_THEAD:
      for(k=iTop; k>0; k--){
        uint32_t f = openTag(p, k);
        if( f==NEWS_EL_TABLE ){
          if( e==NEWS_EL_TBODY || e==NEWS_EL_THEAD ) closeTo(p, k+1);
          break;
        }
        if( e!=NEWS_EL_TR && f==NEWS_EL_TR ) break;
        if( f==e || (f==NEWS_EL_TD && e==NEWS_EL_TH)
         || (f==NEWS_EL_TH && e==NEWS_EL_TD) ){
          closeTo(p, k);
          break;
        }
      }
      break;
    case NEWS_EL_OPTION:
      if( openTag(p, iTop)==NEWS_EL_OPTION ) closeTo(p, iTop);
      break;
    case NEWS_EL_A:
      for(k=iTop; k>0 && (p->aOpen[k].m & (NEWS_ET_BLOCK|NEWS_ET_SCOPE))==0; k--){
        if( openTag(p, k)==NEWS_EL_A ){
          closeTo(p, k);
          break;
        }
      }
      break;
    case NEWS_EL_BUTTON:
      for(k=iTop; k>0; k--){
        if( openTag(p, k)==NEWS_EL_BUTTON ){
          closeTo(p, k);
          break;
        }
        if( p->aOpen[k].m & NEWS_ET_SCOPE ) break;
      }
      break;
    default:
      break;
  }
  if( m & NEWS_ET_PARA ){
    for(k=p->nOpen-1; k>0 && (p->aOpen[k].m & NEWS_ET_SCOPE)==0; k--){
      if( openTag(p, k)==NEWS_EL_P ){
        closeTo(p, k);
        break;
      }
    }
    if( isHeading(e) && isHeading(openTag(p, p->nOpen-1)) ) closeTo(p, p->nOpen-1);
  }
}

/* May an element stand in the head? */
static int isHeadElement(uint32_t e){
  return (e>=NEWS_EL_TITLE && e<=NEWS_EL_TEMPLATE) || e==NEWS_EL_HEAD;
}

static int startTag(Tree *p, uint32_t m, uint32_t hash){
  uint32_t e = m & 0xff;
  if( e==NEWS_EL_HTML ){
    NewsNode *pRoot = &p->pTree->aNode[0];
    return pRoot->nAttr ? NEWS_OK : nodeAttrs(p, pRoot);
  }
  if( p->bHead && !isHeadElement(e) ) closeTo(p, 1);
  if( (e==NEWS_EL_HEAD && (p->bHead || p->bBody)) || (e==NEWS_EL_BODY && p->bBody) ){
    return NEWS_OK;
  }
  closeImplied(p, m);
  NewsNode *pNode = nodeAdd(p, (int)e, m & ~0xffu);
  if( pNode==0 || nodeAttrs(p, pNode)!=NEWS_OK ) return NEWS_NOMEM;
  p->bEdge = (m & NEWS_ET_BLOCK)!=0;
  if( m & NEWS_ET_VOID ) return NEWS_OK;
  if( p->nOpen==NEWS_HTML_DEPTH ){
    p->nOver++;
    return NEWS_OK;
  }
  p->aOpen[p->nOpen++] = (TreeOpen){ p->pTree->nNode-1, m, hash };
  if( e==NEWS_EL_HEAD && p->nOpen==2 ) p->bHead = 1;
  if( e==NEWS_EL_BODY ) p->bBody = 1;
  return NEWS_OK;
}

static void endTag(Tree *p, uint32_t m, uint32_t hash){
  uint32_t e = m & 0xff;
  if( e==NEWS_EL_HTML || e==NEWS_EL_BODY ) return;
  if( m & NEWS_ET_BLOCK ) p->bEdge = 1;
  if( p->nOver>0 ){
    p->nOver--;
    return;
  }
  int bTable = e>=NEWS_EL_TABLE && e<=NEWS_EL_TBODY;
  for(int k=p->nOpen-1; k>0; k--){
    uint32_t mOpen = p->aOpen[k].m, f = mOpen & 0xff;
    if( p->aOpen[k].hash==hash || (isHeading(e) && isHeading(f)) ){
      closeTo(p, k);
      break;
    }
    if( bTable ? f==NEWS_EL_TABLE : (mOpen & NEWS_ET_SCOPE)!=0 ) break;
    if( (m & NEWS_ET_BLOCK)==0 && (mOpen & NEWS_ET_BLOCK) ) break;
    if( e==NEWS_EL_LI && (mOpen & NEWS_ET_LIST) ) break;
  }
}

/*-------------------------------------------------------------------------------- tags */

/* Which attribute has this name; -1: none that is kept. */
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

/* Keep an attribute, unless the tag has one of that name already. */
static int attrAdd(Tree *p, const char *zName, size_t nName, const char *z, size_t n){
  int eAttr = attrFind(zName, nName);
  int rc = newsWork(p->pTree->pArena, TREE_STEPS);
  if( eAttr<0 || n>TREE_ATTR || rc!=NEWS_OK ) return rc;
  for(int i=0; i<p->nAttr; i++) if( p->aAttr[i].eAttr==eAttr ) return NEWS_OK;
  size_t nOut;
  char *zOut = textDecode(p, z, n, 1, &nOut);
  if( zOut==0 ) return textError(p);
  p->aAttr[p->nAttr++] = (NewsAttr){ zOut, (uint32_t)nOut, (uint8_t)eAttr };
  return NEWS_OK;
}

/* Read the attributes of a tag up to behind its closing bracket; p->i==p->n and *pbWhole
** is 0 when the page ends before that. */
static int attrsRead(Tree *p, int bKeep, int *pbWhole, int *pbSlash){
  const char *z = p->z;
  size_t i = p->i, n = p->n;
  p->nAttr = 0;
  *pbWhole = *pbSlash = 0;
  while( i<n ){
    while( i<n && (isSpace(z[i]) || z[i]=='/') ){
      *pbSlash = z[i]=='/';
      i++;
    }
    if( i<n && z[i]=='>' ){
      *pbWhole = 1;
      p->i = i+1;
      return NEWS_OK;
    }
    *pbSlash = 0;
    /* What is longer than any that is kept goes on as an attribute more. */
    size_t iName = i, iTo = n-i>TREE_ATTR ? i+TREE_ATTR : n;
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
        iTo = n-i>TREE_ATTR+1 ? i+TREE_ATTR+1 : n;
        while( i<iTo && !isSpace(z[i]) && z[i]!='>' ) i++;
        nValue = i-iValue;
      }
    }
    if( bKeep && i<n ){
      int rc = attrAdd(p, &z[iName], nName, &z[iValue], nValue);
      if( rc!=NEWS_OK ) return rc;
    }
  }
  p->i = n;
  return NEWS_OK;
}

/* Where the end tag of the raw element zName begins, at or behind i; n when nowhere. */
static size_t rawEnd(const Tree *p, const char *zName, size_t nName){
  for(size_t i=p->i; i+nName+2<=p->n; ){
    if( newsWork(p->pTree->pArena, TREE_STEPS)!=NEWS_OK ) break;
    const char *zTag = memchr(&p->z[i], '<', p->n-i-nName-1);
    if( zTag==0 ) break;
    i = (size_t)(zTag-p->z)+1;
    if( p->z[i]!='/' ) continue;
    size_t k = 0;
    while( k<nName && i+1+k<p->n && lower(p->z[i+1+k])==zName[k] ) k++;
    if( k==nName && (i+1+k==p->n || !isAlnum(p->z[i+1+k])) ) return i-1;
  }
  return p->n;
}

/* Is the text of a script kept? */
static int isKept(const Tree *p){
  for(int i=0; i<p->nAttr; i++){
    const NewsAttr *pAttr = &p->aAttr[i];
    if( pAttr->eAttr==NEWS_AT_ID_ && strcmp(pAttr->z, "__NEXT_DATA__")==0 ) return 1;
    if( pAttr->eAttr!=NEWS_AT_TYPE_ || pAttr->n<19 ) continue;
    size_t k = 0;
    while( k<19 && lower(pAttr->z[k])=="application/ld+json"[k] ) k++;
    if( k==19 ) return 1;
  }
  return 0;
}

/* The content of an element that holds no elements. Frames and drawings that never end
** are taken as empty; a script that does not ends with the page. */
static int rawRead(Tree *p, uint32_t m, uint32_t hash, const char *zName, size_t nName){
  uint32_t e = m & 0xff;
  int k = 0;
  while( k<p->nUnclosed && p->aUnclosed[k]!=hash ) k++;
  size_t iEnd = k<p->nUnclosed ? p->n : rawEnd(p, zName, nName), i = p->i;
  if( iEnd==p->n && e!=NEWS_EL_SCRIPT && e!=NEWS_EL_STYLE ){
    if( k==p->nUnclosed && k<TREE_UNCLOSED ) p->aUnclosed[p->nUnclosed++] = hash;
    return startTag(p, m|NEWS_ET_VOID, hash);
  }
  int bKeep = (m & NEWS_ET_CHARACTERS)!=0 || (e==NEWS_EL_SCRIPT && isKept(p));
  int bEdge = p->bEdge, rc = startTag(p, m, hash);
  p->bEdge = 0;
  if( rc==NEWS_OK && bKeep ){
    rc = textAdd(p, &p->z[i], iEnd-i, (m & NEWS_ET_CHARACTERS)!=0);
  }
  p->bEdge = bEdge;
  p->i = iEnd;
  return rc;
}

/* A comment, declaration or processing instruction at p->i, passed over. */
static void declarationSkip(Tree *p){
  const char *z = &p->z[p->i];
  size_t n = p->n-p->i, i = 2;
  if( n>=4 && memcmp(z, "<!--", 4)==0 ){
    for(i=4; i<n; i++){
      if( newsWork(p->pTree->pArena, TREE_STEPS)!=NEWS_OK ) break;
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

/* A tag at p->i. */
static int tagRead(Tree *p){
  char zName[TREE_NAME];
  int bEnd = p->z[p->i+1]=='/', bWhole, bSlash;
  size_t i = p->i+1+(size_t)bEnd, k = 0;
  uint32_t m = NEWS_EL_OTHER;
  size_t iTo = p->n-i>TREE_ATTR ? i+TREE_ATTR : p->n;
  for(; i<iTo && !isSpace(p->z[i]) && p->z[i]!='>' && p->z[i]!='/'; i++, k++){
    if( k<TREE_NAME ) zName[k] = lower(p->z[i]);
  }
  if( k>TREE_NAME ) k = TREE_NAME;
  const NewsWord *pWord = newsWordFind(&newsElements, zName, k);
  if( pWord ) m = pWord->m;
  uint32_t hash = newsWordHash(zName, k);
  p->i = i;
  int rc = attrsRead(p, !bEnd, &bWhole, &bSlash);
  if( rc!=NEWS_OK || !bWhole ) return rc;
  if( !bEnd ){
    if( (m & NEWS_ET_RAW) && bSlash && (m & 0xff)!=NEWS_EL_SCRIPT ) m |= NEWS_ET_VOID;
    else if( m & (NEWS_ET_RAW|NEWS_ET_CHARACTERS) ) return rawRead(p, m, hash, zName, k);
    return startTag(p, m, hash);
  }
  if( (m & 0xff)==NEWS_EL_BR ) return startTag(p, m, hash);
  endTag(p, m, hash);
  return NEWS_OK;
}

int newsTreeRead(NewsArena *pArena, const char *z, size_t n, NewsTree *pTree){
  Tree *p = newsArenaAlloc(pArena, sizeof(*p));
  if( p==0 ) return NEWS_NOMEM;
  memset(p, 0, sizeof(*p));
  p->pTree = pTree;
  p->z = z;
  p->n = n;
  p->nNodeAlloc = (uint32_t)(n/64)+64;
  pTree->pArena = pArena;
  pTree->nNode = 0;
  pTree->aNode = newsArenaAlloc(pArena, p->nNodeAlloc*sizeof(NewsNode));
  if( pTree->aNode==0 || nodeAdd(p, NEWS_EL_HTML, NEWS_ET_BLOCK|NEWS_ET_SCOPE)==0 ){
    return NEWS_NOMEM;
  }
  p->aOpen[p->nOpen++] = (TreeOpen){ 0, NEWS_EL_HTML|NEWS_ET_BLOCK|NEWS_ET_SCOPE, 0 };
  p->bEdge = 1;
  int rc = NEWS_OK;
  for(size_t iText=0; rc==NEWS_OK && iText<n; ){
    size_t iFrom = p->i;
    const char *zTag = memchr(&z[p->i], '<', n-p->i);
    size_t iTag = p->i = zTag ? (size_t)(zTag-z) : n;
    char c = iTag+1<n ? z[iTag+1] : 0;
    int bTag = isAlpha(c) || (c=='/' && iTag+2<n && isAlpha(z[iTag+2]));
    if( zTag && !bTag && c!='!' && c!='?' && c!='/' ){
      p->i++;
      rc = newsWork(pArena, TREE_STEPS);
      continue;
    }
    rc = textAdd(p, &z[iText], iTag-iText, 1);
    if( rc!=NEWS_OK || zTag==0 || pTree->nNode>=NEWS_HTML_NODES ) break;
    if( bTag ) rc = tagRead(p);
    else declarationSkip(p);
    iText = p->i;
    if( rc==NEWS_OK ) rc = newsWork(pArena, TREE_STEPS + (p->i-iFrom));
  }
  closeTo(p, 0);
  return rc;
}

/*------------------------------------------------------------------------------ access */

const char *newsNodeAttr(const NewsNode *p, int eAttr, uint32_t *pn){
  if( p->eTag==NEWS_EL_TEXT ) return 0;
  for(int i=0; i<p->nAttr; i++){
    if( p->u.aAttr[i].eAttr==eAttr ){
      if( pn ) *pn = p->u.aAttr[i].n;
      return p->u.aAttr[i].z;
    }
  }
  return 0;
}

/* The innermost block around a node. */
static uint32_t blockAround(const NewsTree *p, uint32_t i){
  do{
    i = p->aNode[i].iParent;
  }while( i>0 && (p->aNode[i].n & NEWS_ET_BLOCK)==0 );
  return i;
}

const char *newsNodeText(const NewsTree *p, uint32_t iNode, int bParts, size_t *pn){
  size_t nMax = 1, k = 0;
  uint32_t iEnd = p->aNode[iNode].iEnd, iBlock = 0;
  *pn = 0;
  if( iEnd-iNode>NEWS_NODE_NODES ) return "";
  for(uint32_t i=iNode; i<iEnd && nMax<=NEWS_NODE_TEXT; i++){
    if( p->aNode[i].eTag==NEWS_EL_TEXT ) nMax += p->aNode[i].n+1;
  }
  if( nMax>NEWS_NODE_TEXT ) return "";
  char *zOut = newsArenaAlloc(p->pArena, nMax);
  if( zOut==0 ) return 0;
  int bSpace = 0;
  for(uint32_t i=iNode; i<iEnd; ){
    const NewsNode *pNode = &p->aNode[i];
    if( pNode->eTag!=NEWS_EL_TEXT ){
      if( pNode->eTag==NEWS_EL_BR ) bSpace = 1;
      i = pNode->n & NEWS_ET_RAW ? pNode->iEnd : i+1;
      continue;
    }
    uint32_t iAround = blockAround(p, i++);
    bSpace |= bParts || iAround!=iBlock;
    iBlock = iAround;
    for(uint32_t j=0; j<pNode->n; ){
      int nBlank = blankBytes(&pNode->u.z[j], pNode->n-j);
      if( nBlank ){
        bSpace = 1;
        j += (uint32_t)nBlank;
      }else{
        if( bSpace && k>0 ) zOut[k++] = ' ';
        bSpace = 0;
        zOut[k++] = pNode->u.z[j++];
      }
    }
  }
  zOut[k] = 0;
  *pn = k;
  return zOut;
}
