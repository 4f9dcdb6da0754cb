/*
** furniture.c - which elements of a page are no part of its story.
**
**   <nav>  <aside>  <div role="dialog">  <div hidden>              by tag, role, attribute
**   <div class="c-share__tools">  <ul id="relatedPosts">           by the words of classes
**   <div class="has-sidebar">  <article class="hentry tag-promo">  not these
**
** HOW IT WORKS. Names of classes and ids are cut into words where letters change or signs
** stand (relatedPosts is related, posts), and words, pairs and triples are looked up in
** data/furniture.tsv, which also knows words of roles and itemprops. Its kinds:
**
**   drop    furniture, unless much of the page's text is in it
**   sure    furniture, however much text is in it: comments, other stories
**   weak    furniture when little text is in it: a slider may show the story's parts
**   unseen  for readers of screens, also amid a paragraph
**   body    the story itself: no other word of the element counts
**   good    something of a story
**   not     has, with, no: the name tells of an option, its other words nothing
**
** A word behind = counts only where it is the whole name: =credit.
*/
#include "extractInt.h"

#define FURNITURE_MUCH     45    /* percent of the page's text that is much of it */
#define FURNITURE_LITTLE   30    /* percent that is little */
#define FURNITURE_FIGURE  400    /* text of a figure that is more than a caption */
#define FURNITURE_HIDDEN  150    /* hidden text that a script will unfold */
#define FURNITURE_NAME     80    /* bytes of a name that are read */
#define FURNITURE_WORDS    16    /* its words that are */
#define FURNITURE_ANCHOR    3    /* an id of more words is the anchor of a heading */

static uint32_t wordFind(const char *z, size_t n){
  const NewsWord *p = newsWordFind(&newsFurniture, z, n);
  return p ? p->m : 0;
}

/* What one name tells. */
static uint32_t nameWords(const char *z, size_t n){
  char a[FURNITURE_NAME+FURNITURE_WORDS+2] = "=";
  size_t aiWord[FURNITURE_WORDS], aiEnd[FURNITURE_WORDS], k = 1, nWord = 0;
  uint32_t m = 0;
  if( n>FURNITURE_NAME ) n = FURNITURE_NAME;
  for(size_t i=0; i<n && nWord<FURNITURE_WORDS; nWord++){
    while( i<n && !isWordByte(z[i]) ) i++;
    if( i==n ) break;
    if( nWord>0 ) a[k++] = '-';
    aiWord[nWord] = k;
    for(size_t iFrom=i; i<n && isWordByte(z[i]); i++){
      if( i>iFrom && isUpper(z[i]) && !isUpper(z[i-1]) ) break;
      a[k++] = (char)(isUpper(z[i]) ? z[i]+32 : z[i]);
    }
    aiEnd[nWord] = k;
  }
  if( nWord==1 ) m = wordFind(a, k);
  for(size_t i=0; i<nWord; i++){
    uint32_t mWord = wordFind(&a[aiWord[i]], aiEnd[i]-aiWord[i]);
    if( (mWord & NEWS_FT_NOT) && nWord>1 ) return 0;
    m |= mWord;
    for(size_t j=i+1; j<nWord && j<=i+2; j++){
      m |= wordFind(&a[aiWord[i]], aiEnd[j]-aiWord[i]);
    }
  }
  return m;
}

/* What the names of a class or id tell. Those with a colon are of libraries of looks, and
** tell of them: md:hidden. */
static uint32_t valueWords(const char *z, size_t n){
  uint32_t m = 0;
  for(size_t i=0; i<n; ){
    while( i<n && (unsigned char)z[i]<=' ' ) i++;
    size_t iFrom = i;
    while( i<n && (unsigned char)z[i]>' ' ) i++;
    if( i>iFrom && memchr(&z[iFrom], ':', i-iFrom)==0 ) m |= nameWords(&z[iFrom], i-iFrom);
  }
  return m;
}

/* What each word of a role, itemprop or rel tells: role=dialog. */
static uint32_t attrWords(const char *zName, const char *z, size_t n){
  char a[64];
  size_t nName = strlen(zName);
  uint32_t m = 0;
  memcpy(a, zName, nName);
  for(size_t i=0; i<n; ){
    while( i<n && (unsigned char)z[i]<=' ' ) i++;
    size_t iFrom = i;
    while( i<n && (unsigned char)z[i]>' ' ) i++;
    if( i==iFrom || i-iFrom>sizeof(a)-nName ) continue;
    for(size_t k=iFrom; k<i; k++){
      a[nName+k-iFrom] = (char)(isUpper(z[k]) ? z[k]+32 : z[k]);
    }
    m |= wordFind(a, nName+i-iFrom);
  }
  return m;
}

static int wordCount(const char *z, size_t n){
  int nWord = 1;
  for(size_t i=0; i<n; i++) nWord += z[i]=='-' || z[i]=='_' || z[i]==' ';
  return nWord;
}

uint32_t newsNodeWords(const NewsNode *p){
  uint32_t m = 0;
  for(int i=0; p->eTag!=NEWS_EL_TEXT && i<p->nAttr; i++){
    const NewsAttr *pAttr = &p->u.aAttr[i];
    switch( pAttr->eAttr ){
      case NEWS_AT_CLASS_:
      case NEWS_AT_DATA_:
        m |= valueWords(pAttr->z, pAttr->n);
        break;
      case NEWS_AT_ID_:
        if( !newsIsHeading(p->eTag) && wordCount(pAttr->z, pAttr->n)<=FURNITURE_ANCHOR ){
          m |= valueWords(pAttr->z, pAttr->n);
        }
        break;
      case NEWS_AT_ROLE_: m |= attrWords("role=", pAttr->z, pAttr->n); break;
      case NEWS_AT_ITEMPROP_: m |= attrWords("itemprop=", pAttr->z, pAttr->n); break;
      case NEWS_AT_REL_: m |= attrWords("rel=", pAttr->z, pAttr->n); break;
      default: break;
    }
  }
  return m;
}

int newsNodeHidden(const NewsNode *p){
  const char *z = newsNodeAttr(p, NEWS_AT_ARIA_HIDDEN_, 0);
  if( newsNodeAttr(p, NEWS_AT_HIDDEN_, 0) || (z && strcmp(z, "true")==0) ) return 1;
  z = newsNodeAttr(p, NEWS_AT_STYLE_, 0);
  return z && (strstr(z, "display:none") || strstr(z, "display: none")
            || strstr(z, "visibility:hidden") || strstr(z, "visibility: hidden"));
}

int newsNodeIsFurniture(const NewsExtraction *p, uint32_t i){
  const NewsNode *pNode = &p->pTree->aNode[i];
  uint32_t nNode = p->pTree->nNode;
  uint64_t nAll = p->aText[nNode]-p->aLink[nNode];
  uint32_t nPlain = newsTextBelow(p, i)-(p->aLink[pNode->iEnd]-p->aLink[i]);
  int bMuch = (uint64_t)nPlain*100 > nAll*FURNITURE_MUCH;
  switch( pNode->eTag ){
    case NEWS_EL_HEAD: case NEWS_EL_SELECT: case NEWS_EL_OPTION: case NEWS_EL_TEXTAREA:
    case NEWS_EL_BUTTON: case NEWS_EL_TEMPLATE: case NEWS_EL_VIDEO: case NEWS_EL_AUDIO:
    case NEWS_EL_OBJECT: case NEWS_EL_FIGCAPTION: case NEWS_EL_DIALOG: case NEWS_EL_NAV:
      return p->eRelax<NEWS_FR_N || pNode->eTag==NEWS_EL_HEAD;
    case NEWS_EL_HTML: case NEWS_EL_BODY: case NEWS_EL_MAIN:
      return 0;
    default:
      break;
  }
  if( pNode->n & NEWS_ET_RAW ) return 1;
  if( p->eRelax==NEWS_FR_N ) return 0;
  switch( pNode->eTag ){
    case NEWS_EL_NOSCRIPT: return p->eRelax<NEWS_FR_SCRIPTLESS;
    case NEWS_EL_FOOTER: return !bMuch || p->eRelax<NEWS_FR_NOTMUCH;
    case NEWS_EL_ASIDE: case NEWS_EL_FORM: case NEWS_EL_LABEL: return !bMuch;
    case NEWS_EL_FIGURE: if( nPlain<FURNITURE_FIGURE ) return 1; break;
    default: break;
  }
  int bHead = p->iHead>i && p->iHead<pNode->iEnd;
  if( bMuch && (p->eRelax>=NEWS_FR_NOTMUCH || bHead) ) return 0;
  if( nPlain<FURNITURE_HIDDEN && newsNodeHidden(pNode) ) return 1;
  uint32_t m = newsNodeWords(pNode);
  if( m & NEWS_FT_ROLE ) return 1;
  if( (m & (NEWS_FT_DROP|NEWS_FT_WEAK))==0 || (m & NEWS_FT_BODY) ) return 0;
  if( p->eRelax>=NEWS_FR_TAGS ) return 0;
  if( m & NEWS_FT_SURE ) return 1;
  return m & NEWS_FT_DROP ? !bMuch : (uint64_t)nPlain*100<nAll*FURNITURE_LITTLE;
}
