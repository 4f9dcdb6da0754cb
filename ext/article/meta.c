/*
** meta.c - what a page says of itself: one pass over it, and the columns.
**
**   <meta property="og:title" content="Oil slides - The Wire">     title     "Oil slides"
**   <script type="application/ld+json">{"author": ...}</script>     author
**   <time class="published" datetime="2024-05-17T10:00+02:00">      published
**   <a rel="tag">OPEC</a>                                           tags      ["OPEC"]
**
** HOW IT WORKS. One walk down the tree collects candidates for every column, each with a
** rank by where it stands, in this order of trust: JSON-LD, the head's meta elements
** (OpenGraph, article:*, Dublin Core, names of publishers' systems, by data/metas.tsv),
** microdata, links and elements whose rel and class say what they are (data/marks.tsv),
** the address, and the lines that readers see. headline.c, author.c and pagedate.c choose
** where sources disagree; the other columns take the best rank. What stands in comments,
** sidebars and boxes of other stories counts last, or not at all.
*/
#include "metaInt.h"

#define META_MARK_BYTES   160    /* of a class that are looked at */
#define META_WORD          22    /* longest word of a class that is looked up */
#define META_SMALL         80    /* nodes of an element whose class marks all inside */
#define META_H1             6    /* headings that may be the headline */
#define META_BEFORE        12    /* lines above the headline that are near it */
#define META_AFTER          6    /* lines below the first of prose */
#define META_TAGS          40    /* tags of a page */
#define META_PARTS       1000    /* parts of a list that are looked at */
#define META_TAG_BYTES     60    /* of the longest tag */
#define META_SITE_BYTES    60
#define META_SUMMARY     1000
#define META_TRIES       5000    /* elements of a page whose text is asked for */
#define META_STEPS         40    /* steps of work that a node counts */
#define META_WORDS          8    /* words of an attribute that are looked at */
#define META_LANGUAGE   16384    /* bytes of the page's lines that tell its language */

static void trim(const char **pz, size_t *pn){
  while( *pn && isSpace(**pz) ) (*pz)++, (*pn)--;
  while( *pn && isSpace((*pz)[*pn-1]) ) (*pn)--;
}

/*------------------------------------------------------------------------- candidates */

void newsMetaAdd(MetaPage *p, int iCol, const char *z, size_t n, int eFrom, int iRank,
                 uint32_t iNode, uint16_t mMark){
  MetaList *pList = &p->aList[iCol];
  if( z==0 ) return;
  trim(&z, &n);
  if( n==0 || n>100000 || pList->n==META_VALUES ) return;
  pList->a[pList->n++] = (MetaValue){
    .z = z, .n = (uint32_t)n, .iNode = iNode, .mMark = mMark, .eFrom = (uint8_t)eFrom,
    .iRank = (uint8_t)iRank
  };
}

/* A copy in which white space of any kind is one blank, and none at the edges. */
static int lineMake(NewsArena *pArena, const char **pz, size_t *pn){
  const char *z = *pz, *zEnd = z+*pn;
  char *zNew = newsArenaAlloc(pArena, *pn+1);
  size_t k = 0;
  int bSpace = 0;
  if( zNew==0 ) return NEWS_NOMEM;
  while( z<zEnd ){
    int nBlank = blankBytes(z, (size_t)(zEnd-z));
    if( nBlank ){
      bSpace = 1;
      z += nBlank;
      continue;
    }
    if( bSpace && k ) zNew[k++] = ' ';
    bSpace = 0;
    zNew[k++] = *z++;
  }
  zNew[k] = 0;
  *pz = zNew;
  *pn = k;
  return NEWS_OK;
}

int newsMetaPlain(NewsArena *pArena, const char **pz, size_t *pn){
  const char *zOut = *pz;
  int nOut = (int)*pn, bSpace = 0;
  if( memchr(zOut, '<', *pn) || memchr(zOut, '&', *pn) ){
    /* Some pages encode twice. */
    for(int k=0; k<2 && (k==0 || memchr(zOut, '&', (size_t)nOut)); k++){
      int rc = newsHtmlText(pArena, zOut, (size_t)nOut, &zOut, &nOut);
      if( rc!=NEWS_OK ) return rc;
      if( zOut==0 ){
        zOut = "";
        nOut = 0;
      }
    }
  }
  /* Is it one line? A byte that may begin a blank is enough to look closer. */
  for(int i=0; i<nOut; i++){
    unsigned char c = (unsigned char)zOut[i];
    bSpace |= c<' ' || c==0xC2 || (c==' ' && i+1<nOut && zOut[i+1]==' ');
  }
  *pz = zOut;
  *pn = (size_t)nOut;
  return bSpace ? lineMake(pArena, pz, pn) : NEWS_OK;
}

uint32_t newsMetaLabel(const char *z, size_t n){
  char a[24];
  size_t k = newsFold(z, n, a, sizeof(a));
  const NewsWord *p = k<sizeof(a) ? newsWordFind(&newsLabels, a, k) : 0;
  return p ? p->m : 0;
}

/*--------------------------------------------------------------------- names of a site */

static void siteAdd(MetaPage *p, const MetaValue *pValue){
  if( p->nSite==META_SITES || pValue->n>META_SITE_BYTES ) return;
  p->aSite[p->nSite++] = *pValue;
}

/* Letters and digits of a text in lower case, without accents. */
static size_t squash(const char *z, size_t n, char *zOut, size_t nOut){
  char a[256];
  size_t k = newsFold(z, n, a, sizeof(a)), i = 0;
  if( k>=sizeof(a) ) return 0;
  for(size_t j=0; j<k && i+1<nOut; j++) if( isWordByte(a[j]) ) zOut[i++] = a[j];
  zOut[i] = 0;
  return i;
}

/* First letters of the words of a name. */
static size_t initials(const char *z, size_t n, char *zOut, size_t nOut){
  size_t k = 0, i = 0, nWord;
  while( k+1<nOut ){
    size_t iWord = newsNextWord(z, n, &i, &nWord);
    if( iWord>=n ) break;
    zOut[k++] = lower(z[iWord]);
  }
  zOut[k] = 0;
  return k;
}

/* The label of the site's host: bbc of www.bbc.co.uk. */
static size_t hostLabel(const MetaPage *p, char *zOut, size_t nOut){
  const char *z = p->zUrl ? strstr(p->zUrl, "://") : 0;
  *zOut = 0;
  if( z==0 ) return 0;
  z += 3;
  size_t n = 0;
  while( z[n] && z[n]!='/' && z[n]!=':' ) n++;
  size_t iEnd = n, iBest = 0, nBest = 0;
  /* The last label that is no ending: endings are short, but for the first. */
  int nLabel = 0;
  while( iEnd>0 ){
    size_t i = iEnd;
    while( i>0 && z[i-1]!='.' ) i--;
    if( nLabel>0 && (iEnd-i>3 || nBest==0) ){
      iBest = i;
      nBest = iEnd-i;
    }
    if( nLabel>0 && nBest>3 ) break;
    nLabel++;
    iEnd = i>0 ? i-1 : 0;
  }
  return squash(&z[iBest], nBest, zOut, nOut);
}

int newsMetaIsSite(const MetaPage *p, const char *z, size_t n){
  char zName[128], zSite[128], zFirst[32];
  size_t k = squash(z, n, zName, sizeof(zName));
  if( k<2 ) return 0;
  for(int i=0; i<p->nSite; i++){
    size_t nSite = squash(p->aSite[i].z, p->aSite[i].n, zSite, sizeof(zSite));
    if( nSite==k && memcmp(zSite, zName, k)==0 ) return 1;
    if( nSite>=4 && k>=4 && (strstr(zSite, zName)==zSite || strstr(zName, zSite)==zName)
     && k<=nSite*2 && nSite<=k*2 ) return 1;
  }
  size_t nHost = hostLabel(p, zSite, sizeof(zSite));
  if( nHost<2 ) return 0;
  if( nHost==k && memcmp(zSite, zName, k)==0 ) return 1;
  if( k>=5 && strstr(zSite, zName) && nHost<=k*2 ) return 1;
  if( nHost>=4 && strncmp(zName, zSite, nHost)==0 && k<=nHost*2 ) return 1;
  /* The Example, Example.com, theexample.com */
  if( nHost>=4 && k>nHost && k<=nHost+6 && strstr(zName, zSite) ) return 1;
  size_t nFirst = initials(z, n, zFirst, sizeof(zFirst));
  return nFirst>=2 && nFirst==nHost && memcmp(zFirst, zSite, nHost)==0;
}

/*------------------------------------------------------------------------------- marks */

/* What the words of a class or id tell; two together where data/marks.tsv has both. */
static uint32_t marksOf(const char *z, uint32_t n){
  char a[48];
  uint32_t m = 0;
  size_t k = 0, iWord = 0;        /* a holds the word before and the one that is read */
  if( n>META_MARK_BYTES ) n = META_MARK_BYTES;
  for(uint32_t i=0; i<=n; i++){
    int bLetter = i<n && isWordByte(z[i]) && !isDigit(z[i]);
    int bHump = bLetter && i>0 && isUpper(z[i]) && !isUpper(z[i-1]);
    if( k>iWord && (!bLetter || bHump) ){
      const NewsWord *p = iWord ? newsWordFind(&newsMarks, a, k) : 0;
      if( p==0 ) p = newsWordFind(&newsMarks, &a[iWord], k-iWord);
      if( p ) m |= p->m;
      /* The next word may belong to this one, but not across a blank. */
      memmove(a, &a[iWord], k-iWord);
      k -= iWord;
      iWord = 0;
      if( i<n && !isSpace(z[i]) && k<META_WORD ){
        a[k++] = '-';
        iWord = k;
      }else{
        k = 0;
      }
    }else if( !bLetter && i<n && isSpace(z[i]) ){
      k = iWord = 0;
    }
    if( bLetter && k-iWord<META_WORD ) a[k++] = lower(z[i]);
  }
  return m;
}

/* The next word of an attribute, which blanks part, *pz behind it; 0 behind the last.
** Some write a beginning of the word (schema:headline). */
static int wordNext(const char **pz, const char **pzWord, size_t *pn){
  const char *z = *pz;
  while( isSpace(*z) ) z++;
  size_t n = 0;
  while( z[n] && !isSpace(z[n]) ) n++;
  const char *zColon = memchr(z, ':', n);
  *pz = z+n;
  *pzWord = zColon ? zColon+1 : z;
  *pn = (size_t)(*pz-*pzWord);
  return n>0;
}

/* Is a word among those of an attribute (NULL: none)? */
static int hasWord(const char *z, const char *zWord){
  size_t nWord = strlen(zWord), n;
  const char *zOne;
  while( z && wordNext(&z, &zOne, &n) ){
    if( n==nWord && memcmp(zOne, zWord, n)==0 ) return 1;
  }
  return 0;
}

/*---------------------------------------------------------------------------- the walk */

typedef struct MetaWalk {
  MetaPage *p;
  uint32_t i;                              /* node */
  uint16_t aMark[NEWS_HTML_DEPTH+2];       /* of the open elements, by depth */
  uint32_t aBlock[NEWS_HTML_DEPTH+2];      /* innermost block there */
  uint32_t iLineBlock;                     /* block of the open line */
  char *zLine;                             /* the open line */
  size_t nLine, nLineAlloc;
  int bSpace;
  uint32_t iLineNode;
  uint16_t mLine, mAll;
  uint32_t aH1[META_H1];                   /* first headings of the page */
  int nH1, nH1Read;
  const char *zBase, *zCanonical;
  const char *zLabel;                      /* twitter:label1, what data1 is */
} MetaWalk;

static const char *attr(const NewsNode *p, int eAttr){ return newsNodeAttr(p, eAttr, 0); }

/* Put the open line among the lines of the page. */
static int lineEnd(MetaWalk *w){
  MetaPage *p = w->p;
  if( w->nLine==0 ) return NEWS_OK;
  if( p->nLine==p->nLineAlloc ){
    uint32_t nNew = p->nLineAlloc ? p->nLineAlloc*2 : 256;
    MetaLine *aNew = newsArenaGrow(p->pArena, p->aLine, p->nLine*sizeof(MetaLine),
                                   nNew*sizeof(MetaLine));
    if( aNew==0 ) return NEWS_NOMEM;
    p->aLine = aNew;
    p->nLineAlloc = nNew;
  }
  char *z = newsArenaDup(p->pArena, w->zLine, (int)w->nLine);
  if( z==0 ) return NEWS_NOMEM;
  p->aLine[p->nLine++] = (MetaLine){
    z, (uint32_t)w->nLine, w->iLineNode, w->mLine, w->mAll
  };
  w->nLine = 0;
  w->bSpace = 0;
  w->mLine = 0;
  w->mAll = 0xffff;
  return NEWS_OK;
}

/* Do two elements side by side end and begin like two words: "By" and "Jane"? */
static int isSeam(char a, char b){
  int bLower = (a>='a' && a<='z') || (a & 0x80), bDigit = a>='0' && a<='9';
  int bNumber = b>='0' && b<='9';
  return (bLower && (isUpper(b) || bNumber)) || (bDigit && isWordByte(b) && !bNumber)
      || (isUpper(a) && bNumber);
}

/* One text of the open line. */
static void lineAdd(MetaWalk *w, const NewsNode *pNode, uint16_t mMark){
  const char *z = pNode->u.z;
  if( w->nLine && pNode->n && isSeam(w->zLine[w->nLine-1], z[0]) ) w->bSpace = 1;
  for(uint32_t j=0; j<pNode->n && w->nLine+1<META_LINE; ){
    int nBlank = blankBytes(&z[j], pNode->n-j);
    if( nBlank ){
      j += (uint32_t)nBlank;
      w->bSpace = 1;
      continue;
    }
    if( w->bSpace && w->nLine ) w->zLine[w->nLine++] = ' ';
    if( w->nLine==0 ) w->iLineNode = w->i;
    w->bSpace = 0;
    w->zLine[w->nLine++] = z[j++];
    w->mLine |= mMark;
    w->mAll &= mMark;
  }
  if( w->nLine+1>=META_LINE ){
    while( w->nLine && ((unsigned char)w->zLine[w->nLine-1] & 0xC0)==0x80 ) w->nLine--;
    if( w->nLine && ((unsigned char)w->zLine[w->nLine-1] & 0x80) ) w->nLine--;
  }
}

/* A meta element. */
static void metaRead(MetaWalk *w, const NewsNode *pNode, uint16_t mMark){
  uint32_t n;
  const char *z = newsNodeAttr(pNode, NEWS_AT_CONTENT_, &n);
  static const uint8_t aName[] = {
    NEWS_AT_PROPERTY_, NEWS_AT_NAME_, NEWS_AT_ITEMPROP_, NEWS_AT_HTTP_EQUIV_
  };
  if( z==0 || n==0 ) return;
  for(int k=0; k<4; k++){
    char a[64];
    uint32_t nName;
    const char *zName = newsNodeAttr(pNode, aName[k], &nName);
    if( zName==0 || nName>=sizeof(a) ) continue;
    if( aName[k]==NEWS_AT_ITEMPROP_ && pNode->nDepth>2 && w->aMark[pNode->nDepth-1]
        & NEWS_MK_JUNK ) continue;
    for(uint32_t i=0; i<nName; i++) a[i] = lower(zName[i]);
    a[nName] = 0;
    if( strncmp(a, "twitter:label", 13)==0 ){
      w->zLabel = z;
      return;
    }
    if( strncmp(a, "twitter:data", 12)==0 && w->zLabel ){
      size_t iLabel = 0, nLabel;
      size_t iWord = newsNextWord(w->zLabel, strlen(w->zLabel), &iLabel, &nLabel);
      uint32_t m = nLabel ? newsMetaLabel(&w->zLabel[iWord], nLabel) : 0;
      if( m & NEWS_LB_BY ) newsMetaAdd(w->p, NEWS_AC_AUTHOR, z, n, NEWS_MF_META, 4, 0, 0);
      w->zLabel = 0;
      return;
    }
    const NewsWord *p = newsWordFind(&newsMetas, a, nName);
    if( p==0 ) continue;
    /* "name" of microdata belongs to anything. */
    newsMetaAdd(w->p, (int)(p->m & 0xff), z, n,
                aName[k]==NEWS_AT_ITEMPROP_ ? NEWS_MF_ITEM : NEWS_MF_META,
                (int)(p->m>>8) + (aName[k]==NEWS_AT_ITEMPROP_), 0, mMark);
    return;
  }
}

static void linkRead(MetaWalk *w, const NewsNode *pNode){
  const char *zRel = attr(pNode, NEWS_AT_REL_), *zHref = attr(pNode, NEWS_AT_HREF_);
  if( zRel==0 || zHref==0 ) return;
  if( hasWord(zRel, "canonical") && w->zCanonical==0 ) w->zCanonical = zHref;
}

/* The value of an element of microdata: its content, time, or text; of a person or
** organisation the name. */
static int itemValue(MetaWalk *w, uint32_t i, const char **pz, size_t *pn){
  const NewsTree *t = w->p->pTree;
  const NewsNode *pNode = &t->aNode[i];
  uint32_t n;
  for(uint32_t k=i; k<pNode->iEnd && k-i<NEWS_NODE_NODES; k++){
    const char *zProp = attr(&t->aNode[k], NEWS_AT_ITEMPROP_);
    if( k==i ? attr(pNode, NEWS_AT_ITEMTYPE_)!=0 : !hasWord(zProp, "name") ) continue;
    if( k!=i && zProp==0 ) continue;
    const char *z = newsNodeAttr(&t->aNode[k], NEWS_AT_CONTENT_, &n);
    if( z==0 ) z = newsNodeAttr(&t->aNode[k], NEWS_AT_DATETIME_, &n);
    if( z==0 && w->p->nTry++>=META_TRIES ) break;
    if( z ) *pn = n;
    else if( (z = newsNodeText(t, k, 0, pn))==0 ) return NEWS_NOMEM;
    *pz = z;
    if( *pn>0 && (k!=i || t->aNode[k].iEnd==k+1
     || newsNodeAttr(&t->aNode[k], NEWS_AT_CONTENT_, 0)) ) return NEWS_OK;
  }
  if( *pz==0 && w->p->nTry++>=META_TRIES ){
    *pz = "";
    *pn = 0;
  }else if( *pz==0 ){
    *pz = newsNodeText(t, i, 0, pn);
    if( *pz==0 ) return NEWS_NOMEM;
  }
  return NEWS_OK;
}

/* An element with itemprop, or with property outside of the head. */
static int itemRead(MetaWalk *w, const char *zProp, uint16_t mMark){
  const char *zWord;
  size_t nWord;
  for(int k=0; k<META_WORDS && wordNext(&zProp, &zWord, &nWord); k++){
    const NewsWord *pWord = newsWordFind(&newsProperties, zWord, nWord);
    int iRank = pWord ? newsPropertyItem(pWord->m) : NEWS_PR_UNREAD;
    if( iRank==NEWS_PR_UNREAD ) continue;
    int iCol = newsPropertyColumn(pWord->m);
    if( w->p->aList[iCol].n==META_VALUES ) continue;
    const char *z = 0;
    size_t n = 0;
    int rc = itemValue(w, w->i, &z, &n);
    if( rc!=NEWS_OK ) return rc;
    newsMetaAdd(w->p, iCol, z, n, NEWS_MF_ITEM, iRank, w->i, mMark);
  }
  return NEWS_OK;
}

/* Does an address look like that of a person's page, as /author/jane or ?author=3? */
static int isPersonLink(const char *z){
  const char *zPart = 0;                     /* behind the sign before */
  for(; *z; z++){
    if( *z!='/' && *z!='?' && *z!='&' && *z!='=' ) continue;
    uint32_t m = zPart && *z=='/' && zPart[-1]=='/' ? NEWS_PS_PATH
               : zPart && *z=='=' ? NEWS_PS_PARAMETER : 0;
    const NewsWord *p = m ? newsWordFind(&newsPersons, zPart, (size_t)(z-zPart)) : 0;
    if( p && (p->m & m) ) return 1;
    zPart = z+1;
  }
  return 0;
}

/* A link. */
static int anchorRead(MetaWalk *w, const NewsNode *pNode, uint16_t mMark){
  const char *zRel = attr(pNode, NEWS_AT_REL_), *zHref = attr(pNode, NEWS_AT_HREF_);
  int iCol = -1, eFrom = NEWS_MF_REL, iRank = 5;
  if( zRel && hasWord(zRel, "author") ) iCol = NEWS_AC_AUTHOR, iRank = 4;
  else if( zRel && hasWord(zRel, "category") ) iCol = NEWS_AC_SECTION, iRank = 6;
  else if( zRel && hasWord(zRel, "tag") ) iCol = NEWS_AC_TAGS, iRank = 6;
  else if( zHref && pNode->iEnd-w->i<12 && isPersonLink(zHref) ) iCol = NEWS_AC_AUTHOR;
  if( iCol<0 || pNode->iEnd-w->i>30 ) return NEWS_OK;
  size_t n;
  const char *z = newsNodeText(w->p->pTree, w->i, 0, &n);
  if( z==0 ) return NEWS_NOMEM;
  newsMetaAdd(w->p, iCol, z, n, eFrom, iRank, w->i, mMark);
  return NEWS_OK;
}

/* An element whose class tells that it holds an author, a date or a section. */
static int classRead(MetaWalk *w, const NewsNode *pNode, uint32_t mOwn, uint16_t mMark){
  uint32_t n;
  const char *z = newsNodeAttr(pNode, NEWS_AT_DATETIME_, &n);
  if( z==0 && (mOwn & (NEWS_MK_DATE|NEWS_MK_PUBLISHED|NEWS_MK_MODIFIED)) ){
    z = newsNodeAttr(pNode, NEWS_AT_TITLE_, &n);
  }
  if( z ){
    int bMod = (mMark & NEWS_MK_MODIFIED) && !(mOwn & NEWS_MK_PUBLISHED);
    newsMetaAdd(w->p, bMod ? NEWS_AC_UPDATED : NEWS_AC_PUBLISHED, z, n, NEWS_MF_TIME, 4,
                w->i, mMark);
  }
  if( (mOwn & (NEWS_MK_AUTHOR|NEWS_MK_BYLINE)) && pNode->iEnd-w->i<META_SMALL
   && pNode->eTag!=NEWS_EL_IMG && pNode->eTag!=NEWS_EL_META ){
    size_t nText;
    z = newsNodeText(w->p->pTree, w->i, 1, &nText);
    if( z==0 ) return NEWS_NOMEM;
    if( nText<160 ){
      newsMetaAdd(w->p, NEWS_AC_AUTHOR, z, nText, NEWS_MF_CLASS, 6, w->i, mMark);
    }
  }
  return NEWS_OK;
}

/* An element: its marks, and what it tells. */
static int elementRead(MetaWalk *w, const NewsNode *pNode){
  MetaPage *p = w->p;
  uint32_t n, mOwn = 0, nNode = pNode->iEnd-w->i;
  int nDepth = pNode->nDepth, rc = NEWS_OK;
  const char *z = newsNodeAttr(pNode, NEWS_AT_CLASS_, &n);
  if( z ) mOwn = marksOf(z, n);
  if( (z = newsNodeAttr(pNode, NEWS_AT_ID_, &n))!=0 ) mOwn |= marksOf(z, n);
  if( (z = newsNodeAttr(pNode, NEWS_AT_DATA_, &n))!=0 ) mOwn |= marksOf(z, n);
  uint16_t mOuter = w->aMark[nDepth>0 ? nDepth-1 : 0];
  if( pNode->eTag==NEWS_EL_ASIDE || pNode->eTag==NEWS_EL_NAV
   || (pNode->eTag==NEWS_EL_FOOTER && !(mOuter & NEWS_MK_ARTICLE)) ) mOwn |= NEWS_MK_JUNK;
  if( pNode->eTag==NEWS_EL_TIME ) mOwn |= NEWS_MK_TIME;
  if( pNode->eTag==NEWS_EL_A ) mOwn |= NEWS_MK_LINK;
  /* A large element is not what its class says of one thing in it. */
  if( nNode>META_SMALL ) mOwn &= NEWS_MK_JUNK|NEWS_MK_CARD|NEWS_MK_COMMENT|NEWS_MK_CRUMBS;
  int bFrame = pNode->eTag>=NEWS_EL_HTML && pNode->eTag<=NEWS_EL_BODY;
  if( bFrame || pNode->eTag==NEWS_EL_MAIN ) mOwn = 0;
  /* What holds the headline, or half of the page, is no box beside it. */
  int bTitle = nNode>p->pTree->nNode/2;
  for(int k=0; k<w->nH1; k++) bTitle |= w->aH1[k]>=w->i && w->aH1[k]<pNode->iEnd;
  if( bTitle ){
    mOwn &= ~(uint32_t)(NEWS_MK_JUNK|NEWS_MK_CARD|NEWS_MK_CRUMBS|NEWS_MK_COMMENT);
  }
  if( pNode->eTag==NEWS_EL_ARTICLE ) mOwn |= NEWS_MK_ARTICLE;
  uint16_t mMark = (uint16_t)(mOwn | mOuter);
  w->aMark[nDepth] = mMark;
  w->aBlock[nDepth] = pNode->n & NEWS_ET_BLOCK ? w->i
                    : w->aBlock[nDepth>0 ? nDepth-1 : 0];
  switch( pNode->eTag ){
    case NEWS_EL_META:
      metaRead(w, pNode, mMark);
      break;
    case NEWS_EL_LINK:
      linkRead(w, pNode);
      break;
    case NEWS_EL_BASE:
      if( w->zBase==0 ) w->zBase = attr(pNode, NEWS_AT_HREF_);
      break;
    case NEWS_EL_A:
      rc = anchorRead(w, pNode, mMark);
      break;
    default:
      break;
  }
  if( rc==NEWS_OK && pNode->eTag!=NEWS_EL_META
   && ((z = attr(pNode, NEWS_AT_ITEMPROP_))!=0
    || (z = attr(pNode, NEWS_AT_PROPERTY_))!=0) ){
    rc = itemRead(w, z, mMark);
  }
  if( rc==NEWS_OK && (mOwn || pNode->eTag==NEWS_EL_TIME) ){
    rc = classRead(w, pNode, mOwn, mMark);
  }
  return rc;
}

/* A title or heading as a candidate for the headline. */
static int headingRead(MetaWalk *w, const NewsNode *pNode){
  size_t n;
  int bTitle = pNode->eTag==NEWS_EL_TITLE;
  if( w->p->aList[NEWS_AC_TITLE].n==META_VALUES ) return NEWS_OK;
  if( w->p->nTry++>=META_TRIES ) return NEWS_OK;
  const char *z = newsNodeText(w->p->pTree, w->i, 0, &n);
  if( z==0 ) return NEWS_NOMEM;
  newsMetaAdd(w->p, NEWS_AC_TITLE, z, n, bTitle ? NEWS_MF_TITLE : NEWS_MF_H1,
              bTitle ? 4 : w->nH1Read++==0 ? 2 : 4, w->i, w->aMark[pNode->nDepth]);
  return NEWS_OK;
}

static int ldRead(MetaWalk *w, const NewsNode *pNode){
  if( newsAppScript(pNode) || pNode->iEnd==w->i+1 ) return NEWS_OK;
  pNode++;
  return pNode->eTag==NEWS_EL_TEXT ? newsLdRead(w->p, pNode->u.z, pNode->n) : NEWS_OK;
}

static int pageWalk(MetaWalk *w){
  const NewsTree *t = w->p->pTree;
  int rc = NEWS_OK;
  for(uint32_t i=0; i<t->nNode && w->nH1<META_H1; i++){
    if( t->aNode[i].eTag==NEWS_EL_H1 ) w->aH1[w->nH1++] = i;
  }
  w->mAll = 0xffff;
  for(w->i=0; rc==NEWS_OK && w->i<t->nNode; ){
    if( (rc = newsWork(w->p->pArena, META_STEPS))!=NEWS_OK ) break;
    const NewsNode *pNode = &t->aNode[w->i];
    int nDepth = pNode->nDepth;
    if( pNode->eTag==NEWS_EL_TEXT ){
      uint32_t iBlock = w->aBlock[nDepth>0 ? nDepth-1 : 0];
      if( iBlock!=w->iLineBlock ) rc = lineEnd(w);
      w->iLineBlock = iBlock;
      lineAdd(w, pNode, w->aMark[nDepth>0 ? nDepth-1 : 0]);
      w->i++;
      continue;
    }
    if( pNode->n & NEWS_ET_BLOCK || pNode->eTag==NEWS_EL_BR ) rc = lineEnd(w);
    if( rc==NEWS_OK ) rc = elementRead(w, pNode);
    if( rc==NEWS_OK && (pNode->eTag==NEWS_EL_H1
     || (pNode->eTag==NEWS_EL_TITLE && pNode->nDepth<=3)) ) rc = headingRead(w, pNode);
    if( rc==NEWS_OK && pNode->eTag==NEWS_EL_SCRIPT ) rc = ldRead(w, pNode);
    int bSkip = (pNode->n & NEWS_ET_RAW) || pNode->eTag==NEWS_EL_TITLE
             || pNode->eTag==NEWS_EL_SELECT || pNode->eTag==NEWS_EL_TEMPLATE
             || pNode->eTag==NEWS_EL_TEXTAREA || pNode->eTag==NEWS_EL_NOSCRIPT;
    w->i = bSkip ? pNode->iEnd : w->i+1;
  }
  return rc==NEWS_OK ? lineEnd(w) : rc;
}

/*----------------------------------------------------------------------------- columns */

/* A candidate, or NULL, as the column. */
static int valueSet(MetaPage *p, NewsArticle *pOut, int iCol, const MetaValue *v){
  return v ? newsColumnSet(p->pArena, pOut, iCol, v->z, v->n) : NEWS_OK;
}

/* The candidate of a column with the lowest rank, the first of them; NULL: none. */
static const MetaValue *bestOf(const MetaPage *p, int iCol){
  const MetaList *pList = &p->aList[iCol];
  const MetaValue *pBest = 0;
  for(int i=0; i<pList->n; i++){
    if( pBest==0 || pList->a[i].iRank<pBest->iRank ) pBest = &pList->a[i];
  }
  return pBest;
}

/* Has a normal address, or NULL, more than a host? */
static int hasPath(const char *z){
  const char *zPath = z ? strchr(z+8, '/') : 0;
  return zPath && zPath[1];
}

/* The page's address: where it says that it lives, unless that is another site's front
** or none at all. zUrl is where it came from, or NULL. */
static int urlSet(MetaWalk *w, NewsArticle *pOut, const char *zUrl){
  MetaPage *p = w->p;
  const char *zOwn = 0, *zBase = 0, *zOg = 0, *z = 0;
  const MetaValue *pOg = bestOf(p, NEWS_AC_URL);
  int nOwn = 0, nBase = 0, nOg = 0, n = 0, rc = NEWS_OK;
  if( zUrl ) rc = newsUrlNormal(p->pArena, zUrl, strlen(zUrl), 0, &zOwn, &nOwn);
  if( rc==NEWS_OK && zOwn==0 && w->zBase ){
    rc = newsUrlNormal(p->pArena, w->zBase, strlen(w->zBase), 0, &zBase, &nBase);
  }
  if( zOwn ) zBase = zOwn;
  /* A relative canonical address needs the other one. */
  if( rc==NEWS_OK && pOg ){
    rc = newsUrlNormal(p->pArena, pOg->z, pOg->n, zBase, &zOg, &nOg);
  }
  if( rc==NEWS_OK && w->zCanonical ){
    rc = newsUrlNormal(p->pArena, w->zCanonical, strlen(w->zCanonical),
                       zBase ? zBase : zOg, &z, &n);
  }
  if( rc!=NEWS_OK ) return rc;
  /* A canonical address without a path is a careless template's where others have one. */
  if( zOg && (z==0 || (!hasPath(z) && hasPath(zOg))) ) z = zOg, n = nOg;
  if( zOwn && !hasPath(z) ) z = zOwn, n = nOwn;
  p->zUrl = z;
  pOut->az[NEWS_AC_URL] = z;
  pOut->an[NEWS_AC_URL] = n;
  return NEWS_OK;
}

/* Candidates that are HTML in disguise become text. */
static int valuesPlain(MetaPage *p){
  static const uint8_t aCol[] = {
    NEWS_AC_TITLE, NEWS_AC_AUTHOR, NEWS_AC_SOURCE, NEWS_AC_SECTION, NEWS_AC_TAGS,
    NEWS_AC_SUMMARY
  };
  for(size_t k=0; k<sizeof(aCol); k++){
    MetaList *pList = &p->aList[aCol[k]];
    for(int i=0; i<pList->n; i++){
      size_t n = pList->a[i].n;
      int rc = newsMetaPlain(p->pArena, &pList->a[i].z, &n);
      if( rc!=NEWS_OK ) return rc;
      pList->a[i].n = (uint32_t)n;
    }
  }
  return NEWS_OK;
}

static int sourceSet(MetaPage *p, NewsArticle *pOut){
  const MetaList *pList = &p->aList[NEWS_AC_SOURCE];
  const MetaValue *pBest = 0;
  for(int i=0; i<pList->n; i++){
    const MetaValue *v = &pList->a[i];
    if( v->n>META_SITE_BYTES || v->n<2 || v->z[0]=='@' ) continue;
    if( memchr(v->z, '/', v->n) ) continue;
    if( pBest==0 || v->iRank<pBest->iRank ) pBest = v;
  }
  return valueSet(p, pOut, NEWS_AC_SOURCE, pBest);
}

static int sectionSet(MetaPage *p, NewsArticle *pOut){
  const MetaList *pList = &p->aList[NEWS_AC_SECTION];
  const MetaValue *pBest = 0;
  for(int i=0; i<pList->n; i++){
    const MetaValue *v = &pList->a[i];
    if( v->n>META_TAG_BYTES || v->n<2 || (v->mMark & NEWS_MK_JUNK) ) continue;
    if( newsMetaLabel(v->z, v->n) & NEWS_LB_NOSECTION ) continue;
    if( pBest==0 || v->iRank<pBest->iRank ) pBest = v;
  }
  return valueSet(p, pOut, NEWS_AC_SECTION, pBest);
}

/* Tags of the best rank, parted at commas, each once. */
static int tagsSet(MetaPage *p, NewsArticle *pOut){
  const MetaList *pList = &p->aList[NEWS_AC_TAGS];
  const MetaValue *pBest = bestOf(p, NEWS_AC_TAGS);
  MetaValue aTag[META_TAGS];
  int nTag = 0, nPart = 0;
  NewsBuf buf;
  if( pBest==0 ) return NEWS_OK;
  for(int i=0; i<pList->n; i++){
    const MetaValue *v = &pList->a[i];
    if( v->iRank!=pBest->iRank || (v->mMark & NEWS_MK_JUNK) ) continue;
    int bSemi = memchr(v->z, ';', v->n)!=0;
    for(size_t iFrom=0, k=0; k<=v->n; k++){
      if( k<v->n && v->z[k]!=(bSemi ? ';' : ',') && v->z[k]!='|' ) continue;
      const char *z = &v->z[iFrom];
      size_t n = k-iFrom;
      iFrom = k+1;
      trim(&z, &n);
      while( n && (*z=='#' || *z=='"' || *z=='[') ) z++, n--;
      while( n && (z[n-1]=='"' || z[n-1]==']') ) n--;
      if( n<2 || n>META_TAG_BYTES || nTag==META_TAGS || nPart++>META_PARTS ) continue;
      int j = 0;
      while( j<nTag && !newsFoldEqual(aTag[j].z, aTag[j].n, z, n) ) j++;
      if( j<nTag ) continue;
      aTag[nTag++] = (MetaValue){ .z = z, .n = (uint32_t)n };
    }
  }
  if( nTag==0 ) return NEWS_OK;
  newsBufInit(&buf, newsArenaHost(p->pArena));
  for(int j=0; j<nTag; j++){
    newsBufChar(&buf, j ? ',' : '[');
    newsBufJson(&buf, aTag[j].z, aTag[j].n);
  }
  newsBufChar(&buf, ']');
  int rc = buf.rc;
  if( rc==NEWS_OK ) rc = newsColumnSet(p->pArena, pOut, NEWS_AC_TAGS, buf.z, buf.n);
  newsBufFree(&buf);
  return rc;
}

static int summarySet(MetaPage *p, NewsArticle *pOut){
  const MetaList *pList = &p->aList[NEWS_AC_SUMMARY];
  const MetaValue *pBest = 0;
  for(int i=0; i<pList->n; i++){
    const MetaValue *v = &pList->a[i];
    if( v->n>META_SUMMARY || v->n<20 || newsMetaIsSite(p, v->z, v->n) ) continue;
    if( pBest==0 || v->iRank<pBest->iRank ) pBest = v;
  }
  return valueSet(p, pOut, NEWS_AC_SUMMARY, pBest);
}

/* The language that the page claims; html.c compares it with that of the body. */
static int languageSet(MetaPage *p, NewsArticle *pOut){
  uint32_t n = 0;
  const char *z = newsNodeAttr(&p->pTree->aNode[0], NEWS_AT_LANG_, &n);
  const char *zCode = z && n ? newsLanguageNamed(z, n) : 0;
  const MetaList *pList = &p->aList[NEWS_AC_LANGUAGE];
  for(int iRank=1; zCode==0 && iRank<=9; iRank++){
    for(int i=0; zCode==0 && i<pList->n; i++){
      const MetaValue *v = &pList->a[i];
      if( v->iRank==iRank ) zCode = newsLanguageNamed(v->z, v->n);
    }
  }
  if( zCode==0 ) return NEWS_OK;
  return newsColumnSet(p->pArena, pOut, NEWS_AC_LANGUAGE, zCode, strlen(zCode));
}

int newsMetaZone(const MetaPage *p, uint32_t iNode){
  uint32_t iTitle = p->iTitle<p->nLine ? p->iTitle : 0;
  uint32_t iLead = p->iLead<p->nLine ? p->iLead : p->nLine;
  uint32_t iFrom = iTitle>2 ? iTitle-2 : 0, iTo = iLead+1;
  if( p->nLine==0 ) return 0;
  uint32_t iLast = p->nLine-1;
  if( (iFrom==0 || iNode>=p->aLine[iFrom].iNode)
   && iNode<=p->aLine[iTo<iLast ? iTo : iLast].iNode ) return 2;
  iFrom = iTitle>META_BEFORE ? iTitle-META_BEFORE : 0;
  iTo = iLead+META_AFTER;
  return (iFrom==0 || iNode>=p->aLine[iFrom].iNode)
      && iNode<=p->aLine[iTo<iLast ? iTo : iLast].iNode;
}

/*------------------------------------------------------- the order of day and month */

/* The order that a language with a region, as en-GB, writes; NEWS_DO_NONE for one that
** has no region and several orders. */
static int localeOrder(const char *z, size_t n){
  if( n<2 ) return NEWS_DO_NONE;
  if( lower(z[0])!='e' || lower(z[1])!='n' || (n>2 && isWordByte(z[2])) ){
    return NEWS_DO_DAY;
  }
  if( n<5 ) return NEWS_DO_NONE;
  if( (lower(z[3])=='u' && lower(z[4])=='s') || (lower(z[3])=='p' && lower(z[4])=='h') ){
    return NEWS_DO_MONTH;
  }
  return lower(z[3])=='c' && lower(z[4])=='a' ? NEWS_DO_NONE : NEWS_DO_DAY;
}

/* How the page writes 03/05/2024: as another date of its own, else as its language is
** written. Software writes en-US wherever nobody changed it: that a host's country
** contradicts makes it say nothing. */
static int orderOf(const MetaPage *p){
  for(uint32_t i=0; i<p->nLine && newsWork(p->pArena, META_STEPS)==NEWS_OK; i++){
    int e = newsDateOrder(p->aLine[i].z, p->aLine[i].n);
    if( e!=NEWS_DO_NONE ) return e;
  }
  int eHost = NEWS_DO_NONE, eLang = NEWS_DO_NONE;
  const char *zHost = p->zUrl ? p->zUrl+8 : 0, *zEnd = zHost ? strchr(zHost, '/') : 0;
  if( zEnd && zEnd-zHost>3 && zEnd[-3]=='.' ){
    const NewsWord *pWord = newsWordFind(&newsCountries, zEnd-2, 2);
    if( pWord ) eHost = (int)pWord->m;
  }
  uint32_t n;
  const char *z = newsNodeAttr(&p->pTree->aNode[0], NEWS_AT_LANG_, &n);
  if( z ) eLang = localeOrder(z, n);
  const MetaList *pList = &p->aList[NEWS_AC_LANGUAGE];
  for(int i=0; eLang==NEWS_DO_NONE && i<pList->n; i++){
    eLang = localeOrder(pList->a[i].z, pList->a[i].n);
  }
  if( eHost!=NEWS_DO_NONE && eLang!=NEWS_DO_NONE && eHost!=eLang ) return NEWS_DO_NONE;
  return eLang!=NEWS_DO_NONE ? eLang : eHost;
}

int newsMetaRead(const NewsTree *pTree, const char *zUrl, NewsArticle *pOut){
  NewsArena *pArena = pTree->pArena;
  MetaPage *p = newsArenaAlloc(pArena, sizeof(*p));
  MetaWalk *w = newsArenaAlloc(pArena, sizeof(*w));
  char zPublished[32], zUpdated[32];
  const char *zAuthor = 0;
  size_t nAuthor = 0;
  memset(pOut, 0, sizeof(*pOut));
  if( p==0 || w==0 ) return NEWS_NOMEM;
  memset(p, 0, sizeof(*p));
  memset(w, 0, sizeof(*w));
  p->pTree = pTree;
  p->pArena = pArena;
  w->p = p;
  if( (w->zLine = newsArenaAlloc(pArena, META_LINE+8))==0 ) return NEWS_NOMEM;
  int rc = pageWalk(w);
  if( rc==NEWS_OK ) rc = urlSet(w, pOut, zUrl);
  if( rc==NEWS_OK ) rc = valuesPlain(p);
  for(int iRank=1; rc==NEWS_OK && iRank<=9; iRank++){
    const MetaList *pList = &p->aList[NEWS_AC_SOURCE];
    for(int i=0; i<pList->n; i++) if( pList->a[i].iRank==iRank ) siteAdd(p, &pList->a[i]);
  }
  if( rc==NEWS_OK ) rc = newsMetaTitle(p);
  if( rc==NEWS_OK ){
    rc = newsColumnSet(pArena, pOut, NEWS_AC_TITLE, p->zTitle, p->nTitle);
  }
  if( rc==NEWS_OK ) rc = newsMetaAuthor(p, &zAuthor, &nAuthor);
  if( rc==NEWS_OK ) rc = newsColumnSet(pArena, pOut, NEWS_AC_AUTHOR, zAuthor, nAuthor);
  if( rc!=NEWS_OK ) return rc;
  p->eOrder = orderOf(p);
  newsMetaDates(p, zPublished, zUpdated);
  rc = newsColumnSet(pArena, pOut, NEWS_AC_PUBLISHED, zPublished, strlen(zPublished));
  if( rc==NEWS_OK ){
    rc = newsColumnSet(pArena, pOut, NEWS_AC_UPDATED, zUpdated, strlen(zUpdated));
  }
  if( rc==NEWS_OK ) rc = sourceSet(p, pOut);
  if( rc==NEWS_OK ) rc = sectionSet(p, pOut);
  if( rc==NEWS_OK ) rc = tagsSet(p, pOut);
  if( rc==NEWS_OK ) rc = summarySet(p, pOut);
  if( rc==NEWS_OK ) rc = languageSet(p, pOut);
  pOut->az[NEWS_AC_BODY] = p->zBody;
  pOut->an[NEWS_AC_BODY] = (int)p->nBody;
  return rc;
}
