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
** HOW IT WORKS. markup.c gives the page's clean markup piece by piece to libxml2's HTML
** parser, which opens and closes elements and reports them through its SAX interface; it
** builds nothing itself. The handlers here append to one array of nodes. Its memory is
** malloc's, bounded by the page: a stack of open elements and a dictionary of names.
**
** Where libxml2 lacks memory it does not always say so. Clean markup has no tag without a
** name and nothing that stops the parser, so that either means the same.
*/
#include "htmlInt.h"
#include <libxml/HTMLparser.h>
#include <string.h>

#define TREE_STEPS     32      /* steps of work that an event counts */
#define TREE_TEXT    4096      /* first bytes of the text that is gathered */

typedef struct Tree {
  NewsTree *pTree;
  htmlParserCtxt *pParser;
  NewsMarkup markup;
  int rc;                      /* the first that went wrong */
  uint32_t nNodeAlloc;
  NewsPool pool;               /* for texts */
  char *zText;                 /* a text while it is gathered */
  size_t nText, nTextAlloc;
  uint32_t nOver;              /* open elements beyond the bound of the stack */
  int nOpen;
  uint32_t aOpen[NEWS_HTML_DEPTH];  /* nodes of the open elements */
} Tree;

/* Nothing more is wanted of the parser. */
static void stop(Tree *p, int rc){
  if( p->rc==NEWS_OK ) p->rc = rc;
  xmlStopParser(p->pParser);
}

static void work(Tree *p, size_t nStep){
  int rc = newsWork(p->pTree->pArena, nStep);
  if( rc!=NEWS_OK ) stop(p, rc);
}

/*------------------------------------------------------------------------------ nodes */

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
    .iParent = p->nOpen ? p->aOpen[p->nOpen-1] : 0, .iEnd = iNode+1,
    .eTag = (uint8_t)eTag, .nDepth = (uint16_t)p->nOpen, .n = m
  };
  return pNode;
}

/* The text that was gathered becomes a node. */
static int textEnd(Tree *p){
  size_t n = p->nText;
  p->nText = 0;
  if( n==0 ) return NEWS_OK;
  char *z = newsPoolText(p->pTree->pArena, &p->pool, n);
  NewsNode *pNode = z ? nodeAdd(p, NEWS_EL_TEXT, (uint32_t)n) : 0;
  if( pNode==0 ) return NEWS_NOMEM;
  memcpy(z, p->zText, n);
  pNode->u.z = z;
  return NEWS_OK;
}

/*-------------------------------------------------------------- handlers of the parser */

/* What markup.c put on its list for a tag whose attribute n is z; NULL when that was
** lost. */
static const NewsPageTag *tagFind(const Tree *p, const xmlChar *z){
  uint32_t i = 0;
  if( z==0 || !isDigit((char)*z) ) return 0;
  for(; isDigit((char)*z); z++) i = i*10 + (uint32_t)(*z-'0');
  return i<p->markup.nTag ? &p->markup.aTag[i] : 0;
}

static void startElement(void *pCtx, const xmlChar *zName, const xmlChar **azAttr){
  Tree *p = pCtx;
  const char *zWord = (const char*)zName;
  const NewsWord *pWord = newsWordFind(&newsElements, zWord, strlen(zWord));
  uint32_t m = pWord ? pWord->m : NEWS_EL_OTHER, iNode = 0;
  work(p, TREE_STEPS);
  if( p->rc!=NEWS_OK || textEnd(p)!=NEWS_OK ) goto no_memory;
  if( p->pTree->nNode<NEWS_HTML_NODES ){
    NewsNode *pNode = nodeAdd(p, (int)(m & 0xff), m & ~0xffu);
    if( pNode==0 ) goto no_memory;
  }
  iNode = p->pTree->nNode-1;
  if( p->nOpen==NEWS_HTML_DEPTH ) p->nOver++;
  else p->aOpen[p->nOpen++] = iNode;
  if( azAttr ){
    const NewsPageTag *pTag = tagFind(p, azAttr[1]);
    NewsNode *pNode = &p->pTree->aNode[iNode];
    if( pTag==0 ) goto no_memory;
    pNode->u.aAttr = pTag->aAttr;
    pNode->nAttr = pTag->nAttr;
    if( pTag->nText ){
      if( (pNode = nodeAdd(p, NEWS_EL_TEXT, pTag->nText))==0 ) goto no_memory;
      pNode->u.z = pTag->zText;
    }
  }
  return;
no_memory:
  stop(p, NEWS_NOMEM);
}

static void endElement(void *pCtx, const xmlChar *zName){
  Tree *p = pCtx;
  (void)zName;
  int rc = p->rc==NEWS_OK ? textEnd(p) : p->rc;
  if( rc!=NEWS_OK ){
    stop(p, rc);
    return;
  }
  if( p->nOver ) p->nOver--;
  else if( p->nOpen ) p->pTree->aNode[p->aOpen[--p->nOpen]].iEnd = p->pTree->nNode;
}

static void characters(void *pCtx, const xmlChar *z, int n){
  Tree *p = pCtx;
  work(p, TREE_STEPS + (size_t)n);
  if( p->rc!=NEWS_OK || p->pTree->nNode>=NEWS_HTML_NODES ) return;
  if( p->nText+(size_t)n>p->nTextAlloc ){
    size_t nNew = p->nTextAlloc*2;
    while( nNew<p->nText+(size_t)n ) nNew *= 2;
    char *zNew = newsArenaGrow(p->pTree->pArena, p->zText, p->nTextAlloc, nNew);
    if( zNew==0 ){
      stop(p, NEWS_NOMEM);
      return;
    }
    p->zText = zNew;
    p->nTextAlloc = nNew;
  }
  memcpy(&p->zText[p->nText], z, (size_t)n);
  p->nText += (size_t)n;
}

/* What libxml2 finds wrong with a page is of no interest; an end tag without its start
** costs it a look at each open element. */
#if LIBXML_VERSION>=21200
static void parserError(void *pCtx, const xmlError *pErr){
#else
static void parserError(void *pCtx, xmlError *pErr){
#endif
  Tree *p = pCtx;
  if( pErr->code==XML_ERR_NO_MEMORY || pErr->code==XML_ERR_NAME_REQUIRED ){
    stop(p, NEWS_NOMEM);
  }else{
    work(p, TREE_STEPS + (pErr->code==XML_ERR_TAG_NAME_MISMATCH ? p->nOver : 0));
  }
}

/* A piece of clean markup. */
static int piece(void *pCtx, const char *z, size_t n){
  Tree *p = pCtx;
  htmlParseChunk(p->pParser, z, (int)n, 0);
  if( p->rc==NEWS_OK && p->pParser->disableSAX ) p->rc = NEWS_NOMEM;
  return p->rc;
}

/* A parser for a page, in p->pParser. NEWS_OK or NEWS_NOMEM. */
static int parserNew(Tree *p, const htmlSAXHandler *pHandlers){
  newsXmlInit();
  p->pParser = htmlCreatePushParserCtxt(0, 0, 0, 0, 0, XML_CHAR_ENCODING_UTF8);
  if( p->pParser==0 ) return NEWS_NOMEM;
  *p->pParser->sax = *pHandlers;
  p->pParser->userData = p;
#if LIBXML_VERSION<21100
  /* When its stack of names cannot grow, libxml2 looks for them at NULL: so it is made as
  ** high as it gets. */
  int nName = NEWS_HTML_DEPTH*2;
  void *aName = xmlRealloc((void*)p->pParser->nameTab,
                           (size_t)nName*sizeof(p->pParser->nameTab[0]));
  if( aName==0 ){
    htmlFreeParserCtxt(p->pParser);
    return NEWS_NOMEM;
  }
  p->pParser->nameTab = aName;
  p->pParser->nameMax = nName;
#endif
  htmlCtxtUseOptions(p->pParser, HTML_PARSE_RECOVER | HTML_PARSE_NONET
                   | HTML_PARSE_NOIMPLIED | HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT);
  return NEWS_OK;
}

int newsTreeRead(NewsArena *pArena, const char *z, size_t n, NewsTree *pTree){
  static const htmlSAXHandler handlers = {
    .initialized = XML_SAX2_MAGIC, .startElement = startElement,
    .endElement = endElement, .characters = characters, .cdataBlock = characters,
    .ignorableWhitespace = characters, .serror = parserError
  };
  Tree *p = newsArenaAlloc(pArena, sizeof(*p));
  if( p==0 ) return NEWS_NOMEM;
  memset(p, 0, sizeof(*p));
  p->pTree = pTree;
  p->nNodeAlloc = (uint32_t)(n/64)+64;
  p->nTextAlloc = TREE_TEXT;
  pTree->pArena = pArena;
  pTree->nNode = 0;
  pTree->aNode = newsArenaAlloc(pArena, p->nNodeAlloc*sizeof(NewsNode));
  p->zText = newsArenaAlloc(pArena, p->nTextAlloc);
  if( pTree->aNode==0 || p->zText==0 ) return NEWS_NOMEM;
  int rc = parserNew(p, &handlers);
  if( rc!=NEWS_OK ) return rc;
  rc = newsMarkupClean(pArena, z, n, &p->markup, piece, p);
  if( rc==NEWS_OK ){
    htmlParseChunk(p->pParser, "", 0, 1);
    rc = p->rc;
  }
  htmlFreeParserCtxt(p->pParser);
  if( rc==NEWS_OK ) rc = textEnd(p);
  while( p->nOpen ) pTree->aNode[p->aOpen[--p->nOpen]].iEnd = pTree->nNode;
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
