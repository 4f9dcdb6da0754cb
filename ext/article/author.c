/*
** author.c - who wrote a page.
**
**   {"author": [{"name": "Jane Roe"}, {"name": "Tom Hale"}]}   Jane Roe, Tom Hale
**   <meta name="author" content="By Jane Roe, Staff Writer">   Jane Roe
**   <p>By <a rel="author">Jane Roe</a> | May 5, 2024</p>       Jane Roe
**   <meta name="author" content="https://example.com/jane">    none
**
** Candidates of one source are put together; each set is cleaned, weighed by where it is
** from and how much it looks like names of people, and gains where others agree. What is
** only the site's own name, or admin, loses to any name, but stays when there is nothing
** better: so the page says.
*/
#include "metaInt.h"

#define AUTHOR_NAMES   12    /* names of a page */
#define AUTHOR_BYTES  100    /* of a name */
#define AUTHOR_SHORT    5    /* bytes of what is no name of two words: Ph.D. */
#define AUTHOR_SETS    24
#define AUTHOR_LINE   200    /* bytes of a byline */
#define AUTHOR_BEFORE  10    /* lines above the headline that may hold it */
#define AUTHOR_AFTER    3    /* below the first line of prose */
#define AUTHOR_FAR      8    /* rank of what stands far from the headline */
#define AUTHOR_JUNK     9    /* of what stands in a box of something else */
#define AUTHOR_MIN     15    /* score below which nobody is named */
#define AUTHOR_STEPS   40    /* steps of work that a line counts */

typedef struct Name {
  const char *z;
  size_t n;
  int nWord;
  int bPerson;               /* looks like first name and surname */
} Name;

typedef struct NameSet {
  Name a[AUTHOR_NAMES];
  int n;
  int nScore;
  uint8_t eFrom, iRank;
} NameSet;

static void trim(const char **pz, size_t *pn, const char *zSet){
  while( *pn && strchr(zSet, **pz) ) (*pz)++, (*pn)--;
  while( *pn && strchr(zSet, (*pz)[*pn-1]) ) (*pn)--;
}

/* Is the first letter of a word upper case, or of a script without cases? */
static int isCapital(const char *z, size_t n){
  const char *p = z;
  int m = newsCharType(newsUtf8Read(&p, z+n));
  return (m & NEWS_CT_UPPER) || ((m & NEWS_CT_LETTER) && !(m & NEWS_CT_LOWER));
}

/* Take a label as "By" or "Written by:" off the front of a text. 1 when there was one. */
static int labelSkip(const char **pz, size_t *pn){
  size_t i = 0, iEnd = 0, nWord;
  int bBy = 0;
  for(int k=0; k<4; k++){
    size_t iWord = newsNextWord(*pz, *pn, &i, &nWord);
    if( iWord>=*pn ) break;
    uint32_t m = newsMetaLabel(&(*pz)[iWord], nWord);
    if( (m & (NEWS_LB_BY|NEWS_LB_PUBLISHED|NEWS_LB_UPDATED))==0 ) break;
    /* A name may begin like one: "Di Smith", "Von Trapp", where no label is before. */
    if( m & NEWS_LB_BY ){
      bBy = 1;
      iEnd = i;
    }
  }
  if( !bBy ) return 0;
  *pz += iEnd;
  *pn -= iEnd;
  trim(pz, pn, " :\t\n-.");
  return 1;
}

/* Is a part of a byline what somebody does, and no name? */
static int isRole(const char *z, size_t n){
  size_t i = 0, nWord;
  int nRole = 0;
  for(;;){
    size_t iWord = newsNextWord(z, n, &i, &nWord);
    if( iWord>=n ) return nRole>0;
    uint32_t m = newsMetaLabel(&z[iWord], nWord);
    if( m & NEWS_LB_ROLE ) nRole++;
  }
}

/* Words of a name; *pbPerson: two to five, each with a capital, nothing but letters. */
static int nameWords(const char *z, size_t n, int *pbPerson){
  size_t i = 0, nWord;
  int nAll = 0, nCapital = 0, bDigit = 0, bLabel = 0;
  for(size_t k=0; k<n; k++) bDigit |= isDigit(z[k]) || z[k]=='_' || z[k]=='/';
  for(;;){
    size_t iWord = newsNextWord(z, n, &i, &nWord);
    if( iWord>=n ) break;
    nAll++;
    nCapital += isCapital(&z[iWord], nWord);
    if( !isCapital(&z[iWord], nWord)
     && (newsLexicon(newsFoldHash(&z[iWord], nWord)) & NEWS_LX_PARTICLE) ) nCapital++;
    bLabel |= (newsMetaLabel(&z[iWord], nWord) & (NEWS_LB_NOBODY|NEWS_LB_STOP))!=0;
  }
  *pbPerson = nAll>=2 && n>AUTHOR_SHORT && nAll<=5 && nCapital==nAll && !bDigit
           && !bLabel;
  return nAll;
}

/* Add a name to a set, once. */
static void nameAdd(NameSet *p, const char *z, size_t n){
  trim(&z, &n, " ,;:|\t\n\"*");
  if( n<2 || n>AUTHOR_BYTES || p->n==AUTHOR_NAMES ) return;
  Name name = { .z = z, .n = n };
  name.nWord = nameWords(z, n, &name.bPerson);
  if( name.nWord==0 || name.nWord>10 ) return;
  if( isDigit(z[0]) && name.nWord<2 ) return;
  for(int i=0; i<p->n; i++){
    if( newsFoldEqual(p->a[i].z, p->a[i].n, z, n) ) return;
  }
  p->a[p->n++] = name;
}

/* What stands before an address of mail or a handle, or in brackets behind it. */
static void addressCut(const char **pz, size_t *pn){
  const char *z = *pz, *zAt = memchr(z, '@', *pn);
  size_t n = *pn;
  if( zAt==0 ) return;
  const char *zOpen = memchr(zAt, '(', (size_t)(z+n-zAt));
  if( zOpen && z[n-1]==')' ){
    *pz = zOpen+1;
    *pn = (size_t)(z+n-zOpen)-2;
    return;
  }
  size_t i = (size_t)(zAt-z);
  while( i>0 && !isSpace(z[i-1]) && z[i-1]!='(' && z[i-1]!='<' && z[i-1]!=',' ) i--;
  while( i>0 && strchr(" (<,|", z[i-1]) ) i--;
  *pn = i;
}

/* Names of a value that was given as such: in a meta element or JSON-LD. */
static void givenAdd(NameSet *p, const char *z, size_t n){
  trim(&z, &n, " \t\n,;\"");
  if( n>3 && (memcmp(z, "http", 4)==0 || memcmp(z, "www.", 4)==0 || *z=='/') ) return;
  labelSkip(&z, &n);
  addressCut(&z, &n);
  trim(&z, &n, " \t\n,;\"");
  /* Roles behind a comma go; a list of names stays as it is. */
  size_t iFrom = 0;
  for(size_t i=0; i<=n; i++){
    if( i<n && z[i]!=',' && z[i]!=';' && z[i]!='|' && z[i]!='\n' ) continue;
    const char *zPart = &z[iFrom];
    size_t nPart = i-iFrom;
    iFrom = i+1;
    trim(&zPart, &nPart, " \t\n");
    if( nPart==0 || (p->n>0 && isRole(zPart, nPart)) ) continue;
    labelSkip(&zPart, &nPart);
    addressCut(&zPart, &nPart);
    if( nPart>3 && memcmp(zPart, "http", 4)==0 ) continue;
    /* "Jane Roe, Ph.D.": what is no name of two words belongs to the one before. */
    Name *pLast = p->n ? &p->a[p->n-1] : 0;
    int bPerson;
    nameWords(zPart, nPart, &bPerson);
    if( pLast && !bPerson && pLast->z>=z && zPart>pLast->z && !isRole(zPart, nPart)
     && (size_t)(zPart+nPart-pLast->z)<=AUTHOR_BYTES ){
      pLast->n = (size_t)(zPart+nPart-pLast->z);
      continue;
    }
    nameAdd(p, zPart, nPart);
  }
}

/* Has a text a word that names have not: a month, a label, digits? */
static int isLabel(const char *z, size_t n){
  size_t i = 0, nWord;
  for(;;){
    size_t iWord = newsNextWord(z, n, &i, &nWord);
    if( iWord>=n ) return 0;
    if( iWord==0 && nWord==3 && memcmp(z, "The", 3)==0 ) continue;
    if( isDigit(z[iWord]) ) return 1;
    if( newsMetaLabel(&z[iWord], nWord) & NEWS_LB_UNNAMED ) return 1;
    if( newsLexicon(newsFoldHash(&z[iWord], nWord))
        & (NEWS_LX_MONTH|NEWS_LX_WEEKDAY|NEWS_LX_STOP) ) return 1;
  }
}

/* Names at the beginning of a text that readers see; as far as words look like names. */
static void shownAdd(NameSet *p, const char *z, size_t n, int bLabelled, int bBy){
  size_t i = 0, nWord, iFrom = n, iTo = 0;
  bBy |= labelSkip(&z, &n);
  iFrom = n;
  for(int nWords=0; ; ){
    size_t iWord = newsNextWord(z, n, &i, &nWord);
    int bEnd = iWord>=n, bPart = 0, bJoin = 0;
    /* What stands between this word and the last one. */
    for(size_t k=iTo; iFrom<n && k<iWord && k<n; k++){
      unsigned char c = (unsigned char)z[k];
      if( c==',' || c==';' || c=='&' || c=='/' ) bPart = 1;
      else if( c!=' ' && c!='.' && c!='-' && c!='\'' ) bEnd = 1;
      if( c=='-' && k>0 && z[k-1]==' ' ) bEnd = 1;
    }
    if( !bEnd ){
      uint32_t m = newsMetaLabel(&z[iWord], nWord);
      uint32_t mClass = newsLexicon(newsFoldHash(&z[iWord], nWord));
      int bCapital = isCapital(&z[iWord], nWord);
      bJoin = (m & NEWS_LB_JOIN) && !bCapital;
      int bParticle = !bCapital && iFrom<n && (mClass & NEWS_LX_PARTICLE);
      if( !bJoin && !bParticle && !bCapital ) bEnd = 1;
      int bThe = bBy && iFrom==n && nWord==3 && memcmp(&z[iWord], "The", 3)==0;
      if( (m & NEWS_LB_STOP) && !bThe ) bEnd = 1;
      if( (m & NEWS_LB_ROLE) && (bPart || nWords>0) && !(m & NEWS_LB_BY) ) bEnd = 1;
      if( nWords>0 && (mClass & (NEWS_LX_MONTH|NEWS_LX_WEEKDAY)) ) bEnd = 1;
      if( isDigit(z[iWord]) ) bEnd = 1;
    }
    if( (bEnd || bPart || bJoin) && iFrom<n ){
      int bPerson;
      int nName = nameWords(&z[iFrom], iTo-iFrom, &bPerson);
      /* One word is a name where nothing else stands, or behind "By". */
      if( bPerson || (bLabelled && nName<=4 && iFrom==0 && iTo==n && !isLabel(z, n))
       || (bBy && nName<=4 && !isLabel(&z[iFrom], iTo-iFrom)) ){
        nameAdd(p, &z[iFrom], iTo-iFrom);
      }
      iFrom = n;
      nWords = 0;
    }
    if( bEnd ) return;
    if( bJoin ){
      iTo = i;
      continue;
    }
    if( iFrom==n ) iFrom = iWord;
    iTo = i;
    if( ++nWords>5 ) return;
  }
}

/*-------------------------------------------------------------------------------- sets */

typedef struct AuthorSearch {
  MetaPage *p;
  NameSet a[AUTHOR_SETS];
  int n;
  uint32_t iFrom, iTo;       /* nodes around the headline, where a byline stands */
} AuthorSearch;

/* The set of a source; a new one when it has none. NULL when there are too many. */
static NameSet *setFind(AuthorSearch *s, int eFrom, int iRank, int bNew){
  for(int i=0; !bNew && i<s->n; i++){
    if( s->a[i].eFrom==eFrom && s->a[i].iRank==iRank ) return &s->a[i];
  }
  if( s->n==AUTHOR_SETS ) return 0;
  NameSet *p = &s->a[s->n++];
  memset(p, 0, sizeof(*p));
  p->eFrom = (uint8_t)eFrom;
  p->iRank = (uint8_t)iRank;
  return p;
}

/* Candidates as sets. */
static void setsBuild(AuthorSearch *s){
  const MetaList *pList = &s->p->aList[NEWS_AC_AUTHOR];
  for(int i=0; i<pList->n; i++){
    const MetaValue *v = &pList->a[i];
    int bZone = v->iNode>=s->iFrom && v->iNode<=s->iTo;
    int bShown = v->eFrom==NEWS_MF_CLASS || v->eFrom==NEWS_MF_REL
              || v->eFrom==NEWS_MF_ITEM;
    int mJunk = bZone ? NEWS_MK_OTHER : NEWS_MK_JUNK|NEWS_MK_OTHER|NEWS_MK_CARD;
    int iRank = v->iRank;
    if( bShown && (v->mMark & mJunk) ) iRank = AUTHOR_JUNK;
    else if( bShown && !bZone ) iRank = AUTHOR_FAR;
    NameSet *p = setFind(s, v->eFrom, iRank, v->eFrom==NEWS_MF_LD);
    if( p==0 ) return;
    /* Far from the headline, one is enough: what follows is of other stories. */
    if( iRank>=AUTHOR_FAR && p->n>0 ) continue;
    if( v->eFrom==NEWS_MF_CLASS || (v->eFrom==NEWS_MF_REL && v->n>40)
     || (v->eFrom==NEWS_MF_ITEM && v->n>40) ){
      NameSet one = { .n = 0 };
      shownAdd(&one, v->z, v->n, (v->mMark & NEWS_MK_BYLINE)==0, 0);
      /* "Author" around "by Jane Roe" around "Jane Roe": once. */
      for(int k=0; k<one.n; k++) nameAdd(p, one.a[k].z, one.a[k].n);
    }else{
      givenAdd(p, v->z, v->n);
    }
  }
}

/* The first line that may hold the byline. */
static uint32_t zoneFirst(const MetaPage *p){
  return p->iTitle<p->nLine && p->iTitle>AUTHOR_BEFORE ? p->iTitle-AUTHOR_BEFORE : 0;
}

/* The byline that readers see: a line around the headline that begins with By. */
static void linesRead(AuthorSearch *s){
  MetaPage *p = s->p;
  uint32_t iFrom = zoneFirst(p);
  uint32_t iTo = p->iLead<p->nLine ? p->iLead+AUTHOR_AFTER : p->nLine;
  for(uint32_t i=iFrom; i<p->nLine; i++){
    const MetaLine *pLine = &p->aLine[i];
    const char *z = pLine->z;
    size_t n = pLine->n;
    if( newsWork(p->pArena, AUTHOR_STEPS)!=NEWS_OK ) break;
    if( n>AUTHOR_LINE || i==p->iTitle ) continue;
    if( (pLine->mMark & NEWS_MK_JUNK) && i<iTo
     && newsMetaZone(p, pLine->iNode)<2 ) continue;
    int bBy = labelSkip(&z, &n);
    /* Below the story: only what cannot be meant otherwise, "Posted by Jane Roe". */
    if( i>=iTo ){
      size_t nLabel = (size_t)(z-pLine->z);
      if( !bBy || n==0 || nLabel<8 || nLabel>16 || n>80 ) continue;
      NameSet *pFar = setFind(s, NEWS_MF_TEXT, AUTHOR_FAR, 0);
      if( pFar && pFar->n==0 ) shownAdd(pFar, z, n, 1, 1);
      continue;
    }
    /* "May 5, 2024 by Jane Roe" */
    for(size_t k=1; !bBy && k+4<n; k++){
      if( memcmp(&z[k], " by ", 4)==0 || memcmp(&z[k], " By ", 4)==0 ){
        if( (pLine->mMark & (NEWS_MK_META|NEWS_MK_DATE|NEWS_MK_BYLINE|NEWS_MK_AUTHOR))==0
         && !isDigit(z[k-1]) && (k<7 || memcmp(&z[k-7], "written", 7)!=0) ){
          break;
        }
        bBy = 1;
        z += k+4;
        n -= k+4;
      }
    }
    /* "Jane Roe | Senior Writer | July 2, 2025", right below the headline. */
    if( !bBy && i>p->iTitle && i<=p->iTitle+4 && i<p->iLead && p->iTitle<p->nLine ){
      size_t k = 0;
      while( k<n && z[k]!='|' && z[k]!='\xe2' && z[k]!='\xc2' ) k++;
      int bPerson = 0;
      while( k>0 && z[k-1]==' ' ) k--;
      nameWords(z, k, &bPerson);
      if( k<n && bPerson && n-k>5 ){
        n = k;
        bBy = 1;
      }
    }
    if( !bBy ) continue;
    /* The label may be a line of its own. */
    if( n==0 && i+1<p->nLine ){
      z = p->aLine[i+1].z;
      n = p->aLine[i+1].n;
      if( n>AUTHOR_LINE ) continue;
    }
    NameSet *pSet = setFind(s, NEWS_MF_TEXT, 5, 0);
    if( pSet && pSet->n==0 ) shownAdd(pSet, z, n, 1, 1);
  }
}

static int setScore(const AuthorSearch *s, const NameSet *p){
  static const int8_t aBase[] = {
    0, 100, 90, 80, 0, 75, 65, 78, 0, 0, 0        /* by NEWS_MF_… */
  };
  int nScore = aBase[p->eFrom], nPerson = 0, bNobody = 0, bSite = 0, nWords = 0;
  if( p->eFrom==NEWS_MF_LD ) nScore -= (p->iRank-1)*5;
  else if( p->eFrom==NEWS_MF_META ) nScore -= (p->iRank-3)*4;
  else if( p->iRank==AUTHOR_JUNK ) nScore -= 50;
  else if( p->iRank==AUTHOR_FAR ) nScore -= 25;
  for(int i=0; i<p->n; i++){
    const Name *pName = &p->a[i];
    size_t k = 0, nWord;
    nPerson += pName->bPerson;
    nWords += pName->nWord;
    bSite |= newsMetaIsSite(s->p, pName->z, pName->n);
    for(;;){
      size_t iWord = newsNextWord(pName->z, pName->n, &k, &nWord);
      if( iWord>=pName->n ) break;
      bNobody |= (newsMetaLabel(&pName->z[iWord], nWord) & NEWS_LB_NOBODY)!=0;
    }
  }
  /* The site itself, or nobody, if the page says so and nothing else. */
  if( bNobody && nWords<2 ) nScore -= 45;
  else if( bNobody ) nScore -= 30;
  else if( bSite ) nScore -= 40;
  else if( nPerson==0 ) nScore -= 15;
  if( p->n>6 ) nScore -= 20;
  return nScore;
}

/* Are all names of a among those of b? */
static int isWithin(const NameSet *a, const NameSet *b){
  for(int i=0; i<a->n; i++){
    int k = 0;
    while( k<b->n && !newsFoldEqual(a->a[i].z, a->a[i].n, b->a[k].z, b->a[k].n) ) k++;
    if( k==b->n ) return 0;
  }
  return 1;
}

static int namesJoin(MetaPage *p, const NameSet *pSet, const char **pz, size_t *pn){
  size_t n = 1, k = 0;
  uint32_t nLang = 0;
  const char *zLang = newsNodeAttr(&p->pTree->aNode[0], NEWS_AT_LANG_, &nLang);
  /* As a byline has it: Jane Roe, Tom Hale and Ann Lee. */
  int bAnd = nLang<2 || ((zLang[0] | 0x20)=='e' && (zLang[1] | 0x20)=='n');
  for(int i=0; i<pSet->n; i++) n += pSet->a[i].n+5;
  char *z = newsArenaAlloc(p->pArena, n);
  if( z==0 ) return NEWS_NOMEM;
  for(int i=0; i<pSet->n; i++){
    if( i ){
      const char *zJoin = i==pSet->n-1 && bAnd ? " and " : ", ";
      memcpy(&z[k], zJoin, strlen(zJoin));
      k += strlen(zJoin);
    }
    memcpy(&z[k], pSet->a[i].z, pSet->a[i].n);
    k += pSet->a[i].n;
  }
  z[k] = 0;
  *pz = z;
  *pn = k;
  return NEWS_OK;
}

int newsMetaAuthor(MetaPage *p, const char **pz, size_t *pn){
  AuthorSearch *s = newsArenaAlloc(p->pArena, sizeof(*s));
  if( s==0 ) return NEWS_NOMEM;
  memset(s, 0, sizeof(*s));
  s->p = p;
  uint32_t iFirst = zoneFirst(p);
  uint32_t iLast = p->iLead<p->nLine ? p->iLead+AUTHOR_AFTER : p->nLine;
  s->iFrom = iFirst<p->nLine ? p->aLine[iFirst].iNode : 0;
  s->iFrom = s->iFrom>8 ? s->iFrom-8 : 0;
  s->iTo = iLast<p->nLine ? p->aLine[iLast].iNode : UINT32_MAX;
  setsBuild(s);
  linesRead(s);
  int iBest = -1;
  for(int i=0; i<s->n; i++) s->a[i].nScore = s->a[i].n ? setScore(s, &s->a[i]) : 0;
  for(int i=0; i<s->n; i++){
    int nMore = 0;
    for(int k=0; k<s->n && s->a[i].n; k++){
      if( k!=i && s->a[k].n && s->a[k].eFrom!=s->a[i].eFrom
       && isWithin(&s->a[i], &s->a[k]) ) nMore = 20;
    }
    s->a[i].nScore += nMore;
    if( s->a[i].n && (iBest<0 || s->a[i].nScore>s->a[iBest].nScore) ) iBest = i;
  }
  *pz = 0;
  *pn = 0;
  if( iBest<0 || s->a[iBest].nScore<AUTHOR_MIN ) return NEWS_OK;
  /* One source may know the first of several only. */
  for(int i=0; i<s->n; i++){
    if( s->a[i].n>s->a[iBest].n && s->a[i].n<=4 && s->a[i].nScore>=50
     && isWithin(&s->a[iBest], &s->a[i]) ){
      iBest = i;
      break;
    }
  }
  return namesJoin(p, &s->a[iBest], pz, pn);
}
