/*
** xml.c - XML as a row of events, read by libxml2.
**
**   <a x="1&amp;2">R&amp;D<![CDATA[<b>]]></a>
**
**   xOpen a, its attribute x 1&2; xText "R", "&", "D"; xText "<b>", of CDATA; xClose a
**
** HOW IT WORKS. libxml2 asks for bytes whenever it wants more, and is given them by a
** function of the caller: so it reads in time that is linear in the text, which its
** interface that is pushed does not in all of its versions. Where something went wrong,
** the answer to the next question is that there are no more: it ends by itself, soon, and
** at no place that it does not expect.
**
** What a text declares is never used: a DOCTYPE ends it, as text that is not well-formed,
** and there is no handler that could look up what an entity stands for. Nothing is
** loaded. That names have a prefix which is not declared is no error here, for many feeds
** do so.
**
** libxml2 has its memory from malloc. Where it has none it says so, or it stumbles over
** something in a text that was well-formed, or the text ends too early. newsXmlRead finds
** out all of these, and a caller that is sure of the text knows what they mean. (Before
** 2.13 libxml2 may write a line to standard error when its buffer of input cannot grow,
** which can be silenced for a whole process only; so it is not.)
*/
#include "htmlInt.h"
#include <libxml/parser.h>
#include <stdatomic.h>
#include <string.h>

#define XML_STEPS_BYTE   8    /* steps of work that a byte counts, an event, an error */
#define XML_STEPS_EVENT 64
#define XML_STEPS_ERROR 2000

#if LIBXML_VERSION>=21200
typedef const xmlError XmlError;
#else
typedef xmlError XmlError;
#endif

typedef struct XmlReader {
  NewsArena *pArena;
  const NewsXmlEvents *pEvents;
  void *pCtx;                 /* of the events */
  NewsXmlGive xGive;
  void *pGive;
  int rc;                     /* the first that went wrong */
  int bEnd;                   /* all bytes were given */
  int bBroken;                /* not well-formed */
  size_t nElement;            /* elements that there were */
  int nDepth;                 /* open elements */
  size_t anSpace[NEWS_XML_DEPTH+1];  /* namespaces that are declared at each depth */
} XmlReader;

void newsXmlInit(void){
  static atomic_int eState;   /* 0, 1 while one thread does it, 2 */
  int eNone = 0;
  if( atomic_load_explicit(&eState, memory_order_acquire)==2 ) return;
  if( atomic_compare_exchange_strong(&eState, &eNone, 1) ){
    xmlInitParser();
    atomic_store_explicit(&eState, 2, memory_order_release);
  }
  while( atomic_load_explicit(&eState, memory_order_acquire)!=2 ){}
}

/* Is there nothing more to tell? Else count the work of an event. */
static int ended(XmlReader *p, size_t nStep){
  if( p->rc==NEWS_OK && !p->bBroken ) p->rc = newsWork(p->pArena, nStep);
  return p->rc!=NEWS_OK || p->bBroken;
}

static int bytesGive(void *pCtx, char *z, int n){
  XmlReader *p = pCtx;
  if( p->bEnd || ended(p, 0) ) return 0;
  int nGiven = p->xGive(p->pGive, z, n);
  if( nGiven<=0 ){
    p->bEnd = nGiven==0;
    p->bBroken |= nGiven<0;
    return 0;
  }
  if( ended(p, (size_t)nGiven*XML_STEPS_BYTE) ) return 0;
  return nGiven;
}

static void eventOpen(void *pCtx, const xmlChar *zLocal, const xmlChar *zPrefix,
                      const xmlChar *zSpace, int nSpace, const xmlChar **azSpace,
                      int nAttr, int nDefault, const xmlChar **azAttr){
  XmlReader *p = pCtx;
  (void)azSpace;
  (void)nDefault;
  p->bBroken |= p->nDepth>=NEWS_XML_DEPTH;
  if( ended(p, XML_STEPS_EVENT) ) return;
  /* libxml2 looks for the namespace of each name and for attributes that are alike. */
  size_t nDeclared = p->anSpace[p->nDepth] + (size_t)nSpace, nName = (size_t)nAttr + 1;
  p->anSpace[++p->nDepth] = nDeclared;
  if( ended(p, nName*(nDeclared+nName)) ) return;
  NewsXmlTag tag = {
    .zLocal = (const char*)zLocal, .zPrefix = (const char*)zPrefix,
    .zSpace = (const char*)zSpace, .nAttr = nAttr, .azAttr = (const char**)azAttr
  };
  p->nElement++;
  p->rc = p->pEvents->xOpen(p->pCtx, &tag);
}

static void eventClose(void *pCtx, const xmlChar *zLocal, const xmlChar *zPrefix,
                       const xmlChar *zSpace){
  XmlReader *p = pCtx;
  if( ended(p, XML_STEPS_EVENT) ) return;
  NewsXmlTag tag = {
    .zLocal = (const char*)zLocal, .zPrefix = (const char*)zPrefix,
    .zSpace = (const char*)zSpace
  };
  p->nDepth--;
  p->rc = p->pEvents->xClose(p->pCtx, &tag);
}

static void eventText(void *pCtx, const xmlChar *z, int n){
  XmlReader *p = pCtx;
  if( ended(p, XML_STEPS_EVENT) ) return;
  p->rc = p->pEvents->xText(p->pCtx, (const char*)z, (size_t)n, 0);
}

static void eventCdata(void *pCtx, const xmlChar *z, int n){
  XmlReader *p = pCtx;
  if( ended(p, XML_STEPS_EVENT) ) return;
  p->rc = p->pEvents->xText(p->pCtx, (const char*)z, (size_t)n, 1);
}

static void eventInstruction(void *pCtx, const xmlChar *zTarget, const xmlChar *z){
  XmlReader *p = pCtx;
  (void)zTarget;
  (void)z;
  if( ended(p, XML_STEPS_EVENT) || p->pEvents->xInstruction==0 ) return;
  p->rc = p->pEvents->xInstruction(p->pCtx);
}

/* A DOCTYPE begins. */
static void eventDoctype(void *pCtx, const xmlChar *zName, const xmlChar *zPublic,
                         const xmlChar *zSystem){
  (void)zName;
  (void)zPublic;
  (void)zSystem;
  ((XmlReader*)pCtx)->bBroken = 1;
}

static void eventFault(void *pCtx, XmlError *pError){
  XmlReader *p = pCtx;
  if( p==0 || pError==0 || p->rc!=NEWS_OK || p->bBroken ) return;
  p->rc = newsWork(p->pArena, XML_STEPS_ERROR);
  if( pError->code==XML_ERR_NO_MEMORY ) p->rc = NEWS_NOMEM;
  else if( pError->level==XML_ERR_FATAL ) p->bBroken = 1;
}

int newsXmlRead(NewsArena *pArena, NewsXmlGive xGive, void *pGive,
                const NewsXmlEvents *pEvents, void *pCtx, int *pbWhole){
  XmlReader r = {
    .pArena = pArena, .pEvents = pEvents, .pCtx = pCtx, .xGive = xGive, .pGive = pGive
  };
  *pbWhole = 0;
  newsXmlInit();
  xmlParserCtxt *pParser = xmlNewParserCtxt();
  if( pParser==0 ) return NEWS_NOMEM;
  if( pParser->sax==0 ){
    xmlFreeParserCtxt(pParser);
    return NEWS_NOMEM;
  }
  *pParser->sax = (xmlSAXHandler){
    .initialized = XML_SAX2_MAGIC, .internalSubset = eventDoctype,
    .startElementNs = eventOpen, .endElementNs = eventClose, .characters = eventText,
    .ignorableWhitespace = eventText, .cdataBlock = eventCdata,
    .processingInstruction = eventInstruction, .serror = eventFault
  };
  pParser->userData = &r;
  /* NOENT: references become their characters in attributes too; there are but those that
  ** XML itself knows. HUGE: the bounds are the caller's and those of newsWork. */
  xmlDoc *pDoc = xmlCtxtReadIO(pParser, bytesGive, 0, &r, 0, 0,
                               XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_HUGE);
  if( pDoc ) xmlFreeDoc(pDoc);
  if( r.rc==NEWS_OK && pParser->errNo==XML_ERR_NO_MEMORY ) r.rc = NEWS_NOMEM;
  *pbWhole = r.rc==NEWS_OK && !r.bBroken && r.bEnd && pParser->wellFormed
          && r.nElement>0 && r.nDepth==0;
  xmlFreeParserCtxt(pParser);
  return r.rc;
}

const char *newsXmlAttr(const NewsXmlTag *p, const char *zPrefix, const char *zName,
                        size_t *pn){
  for(int i=0; i<p->nAttr; i++){
    const char *const *az = &p->azAttr[i*5];
    size_t k = 0, n = strlen(zName);
    if( zPrefix ? az[1]==0 || strcmp(az[1], zPrefix)!=0 : az[1]!=0 ) continue;
    while( k<n && lower(az[0][k])==zName[k] ) k++;
    if( k<n || az[0][n] ) continue;
    *pn = (size_t)(az[4]-az[3]);
    return az[3];
  }
  return 0;
}
