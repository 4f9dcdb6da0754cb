/*
** title.c - which line of a page is its headline.
**
** A headline stands before the first paragraph, is no sentence with a full stop and has a
** content word (or, by the hook, an entity) in common with the body. A first line that
** has neither is the headline of another story and goes to the boilerplate, with its
** repetitions:
**
**   Oil slides as stocks build          not of this story: cut
**   $61.20
**   Oil slides as stocks build          its repetition: cut
**   Major chip makers are hiring ...    the body; no title
**
** On pages that begin with a menu, the headline is a later line that shares two words.
*/
#include "articleInt.h"
#include <string.h>

#define TITLE_CANDIDATES    24    /* lines that may be the headline */
#define TITLE_WORDS         24    /* content words of one that are looked at */
#define TITLE_SLOTS       2048    /* of the table of their words; a power of two */
#define TITLE_LONGEST       40    /* words of a headline */
#define TITLE_BYTES       2000    /* bytes of one */
#define TITLE_STEPS          8    /* steps of work that a line counts */
#define TITLE_MENU           6    /* short lines that make a menu */
#define TITLE_MENU_WORDS     3    /* of a short line */
#define TITLE_BODY      262144    /* bytes of body that are searched for its words */
#define TITLE_HOOK       65536    /* bytes of body the hook gets */

typedef struct TitleLine {
  uint32_t iLine;
  int nWord;                      /* content words */
  int nShared;                    /* those that the body has */
} TitleLine;

typedef struct TitleWord {
  uint32_t hash;                  /* 0: empty slot */
  uint32_t mLine;                 /* candidates that have it, a bit each */
  int bSeen;
} TitleWord;

typedef struct TitleSearch {
  NewsPage *p;
  TitleLine aLine[TITLE_CANDIDATES];
  int nLine;
  uint32_t nMenu;                 /* short lines before the first paragraph */
  uint32_t iBody;                 /* first line of the body */
  TitleWord aWord[TITLE_SLOTS];
} TitleSearch;

/* Hash of a content word without possessive and plural endings; 0 for other words. */
static uint32_t contentHash(const char *z, size_t n){
  char a[48];
  uint32_t m = newsLexicon(newsFoldHash(z, n));
  if( m & (NEWS_LX_STOP|NEWS_LX_MONTH|NEWS_LX_WEEKDAY) ) return 0;
  size_t k = newsFold(z, n, a, sizeof(a));
  if( k>=sizeof(a) ) return newsFoldHash(z, n);
  if( k>2 && a[k-1]=='s' && a[k-2]=='\'' ) k -= 2;
  if( k>4 && memcmp(&a[k-3], "ies", 3)==0 ){
    a[k-3] = 'y';
    k -= 2;
  }else if( k>3 && a[k-1]=='s' && a[k-2]!='s' ){
    k--;
  }
  int bLetter = 0;
  for(size_t i=0; i<k; i++) bLetter |= a[i]<'0' || a[i]>'9';
  return k>=2 && bLetter ? newsFoldHash(a, k) : 0;
}

static int isIdeo(uint32_t c){ return (newsCharType(c) & NEWS_CT_IDEO)!=0; }
static int isHiragana(uint32_t c){ return c>=0x3040 && c<0x30A0; }

/* Next word of a line as newsNextWord gives it; of scripts without blanks, the next two
** characters, but not two of Hiragana, which are endings. */
static size_t titleWord(const char *z, size_t n, size_t *pi, size_t *pn){
  while( *pi<n ){
    const char *p = &z[*pi], *zEnd = z+n;
    if( !isIdeo(newsUtf8Read(&p, zEnd)) ){
      size_t i = *pi, iWord = newsNextWord(z, n, &i, pn);
      p = z+iWord;
      if( iWord>=n || !isIdeo(newsUtf8Read(&p, zEnd)) ){
        *pi = i;
        return iWord;
      }
      *pi = iWord;
    }
    size_t iFrom = *pi;
    p = &z[iFrom];
    uint32_t c = newsUtf8Read(&p, zEnd), cNext = 0;
    *pi = (size_t)(p-z);
    if( p<zEnd ) cNext = newsUtf8Read(&p, zEnd);
    if( !isIdeo(cNext) || (isHiragana(c) && isHiragana(cNext)) ) continue;
    *pn = (size_t)(p-z)-iFrom;
    return iFrom;
  }
  return n;
}

static TitleWord *wordSlot(TitleSearch *p, uint32_t hash){
  uint32_t i = hash & (TITLE_SLOTS-1);
  while( p->aWord[i].hash && p->aWord[i].hash!=hash ) i = (i+1) & (TITLE_SLOTS-1);
  return &p->aWord[i];
}

/* Take a line as a candidate, with its words. */
static void candidateAdd(TitleSearch *p, uint32_t iLine){
  const char *z = lineText(p->p, iLine);
  size_t n = p->p->aLine[iLine].nByte, i = 0, nWord;
  TitleLine *pLine = &p->aLine[p->nLine];
  *pLine = (TitleLine){ .iLine = iLine };
  while( pLine->nWord<TITLE_WORDS ){
    size_t iWord = titleWord(z, n, &i, &nWord);
    if( iWord>=n ) break;
    uint32_t hash = contentHash(&z[iWord], nWord);
    if( hash==0 ) continue;
    TitleWord *pWord = wordSlot(p, hash);
    if( pWord->mLine>>p->nLine & 1 ) continue;
    pWord->hash = hash;
    pWord->mLine |= (uint32_t)1<<p->nLine;
    pLine->nWord++;
  }
  p->nLine++;
}

/* Does a line end with an abbreviation, so that its stop says nothing: "Apple Inc."? */
static int endsAbbreviated(const char *z, size_t n){
  size_t i = n-1;
  while( i>0 && z[i-1]!=' ' ) i--;
  return z[n-1]=='.' && (newsLexicon(newsFoldHash(&z[i], n-i))
                         & (NEWS_LX_ABBREV|NEWS_LX_ABBREND|NEWS_LX_LEGAL));
}

static int isHeadline(const NewsPage *p, uint32_t i){
  const NewsLine *pLine = &p->aLine[i];
  const char *z = lineText(p, i);
  if( pLine->eLine!=NEWS_LN_BODY || pLine->nWord>TITLE_LONGEST ) return 0;
  if( pLine->nByte>TITLE_BYTES ) return 0;
  if( (pLine->mFlag & NEWS_LF_BULLET)
   && (i>0 || (p->nLine>1 && (p->aLine[1].mFlag & NEWS_LF_BULLET))) ) return 0;
  return newsSentenceEnd(z, pLine->nByte)!=1 || endsAbbreviated(z, pLine->nByte)
      || (pLine->nByte>3 && memcmp(&z[pLine->nByte-3], "...", 3)==0);
}

/* Candidates: headline-like lines before the body. */
static void candidatesFind(TitleSearch *p){
  NewsPage *pg = p->p;
  uint32_t i = 0;
  while( i<pg->nLine && pg->aLine[i].eLine!=NEWS_LN_BODY ) i++;
  uint32_t iFirst = i;
  p->iBody = pg->iLead;
  /* A headline as long as a paragraph, or with an abbreviation's stop, is not the body
  ** yet. */
  if( iFirst==p->iBody && iFirst<pg->nLine && isHeadline(pg, iFirst) ) p->iBody++;
  if( pg->iLead>=pg->nLine ) p->iBody = iFirst+1;
  for(uint32_t k=0; k<p->iBody && k<pg->nLine; k++){
    p->nMenu += pg->aLine[k].nWord<=TITLE_MENU_WORDS;
  }
  for(; i<p->iBody && i<pg->nLine && p->nLine<TITLE_CANDIDATES; i++){
    if( pg->aLine[i].eLine!=NEWS_LN_BODY ) continue;
    if( isHeadline(pg, i) && (i==iFirst || pg->aLine[i].nWord>=3) ) candidateAdd(p, i);
  }
}

/* Mark the candidates' words that the body has; on the page of a site, where short lines
** may be menus, in its paragraphs. Returns the bytes that were read. */
static size_t bodySearch(TitleSearch *p){
  const NewsPage *pg = p->p;
  size_t nRead = 0;
  for(uint32_t k=p->iBody; k<pg->nLine && nRead<TITLE_BODY; k++){
    if( pg->aLine[k].eLine!=NEWS_LN_BODY ) continue;
    if( pg->nSite>0 && pg->iLead<pg->nLine
     && (pg->aLine[k].mFlag & NEWS_LF_PROSE)==0 ) continue;
    const char *z = lineText(pg, k);
    size_t n = pg->aLine[k].nByte, i = 0, nWord;
    if( n>TITLE_BODY ) n = TITLE_BODY;
    nRead += n;
    for(;;){
      size_t iWord = titleWord(z, n, &i, &nWord);
      if( iWord>=n ) break;
      uint32_t hash = contentHash(&z[iWord], nWord);
      if( hash ) wordSlot(p, hash)->bSeen = 1;
    }
  }
  for(int k=0; k<TITLE_SLOTS; k++){
    if( p->aWord[k].hash==0 || !p->aWord[k].bSeen ) continue;
    for(int c=0; c<p->nLine; c++) p->aLine[c].nShared += p->aWord[k].mLine>>c & 1;
  }
  return nRead;
}

/* Ask the hook whether a candidate and the body share an entity. 1, 0 or a negative
** code. */
static int entityShared(TitleSearch *p, const TitleLine *pLine){
  const NewsPage *pg = p->p;
  if( pg->pHooks==0 || pg->pHooks->xSharesEntity==0 || p->iBody>=pg->nLine ) return 0;
  uint32_t iFrom = pg->aLine[p->iBody].iByte;
  uint32_t n = pg->n-iFrom;
  if( n>TITLE_HOOK ) n = TITLE_HOOK;
  while( n>0 && n<pg->n-iFrom && (pg->z[iFrom+n] & 0xC0)==0x80 ) n--;
  return pg->pHooks->xSharesEntity(
    pg->pHooks->pCtx, lineText(pg, pLine->iLine), (int)pg->aLine[pLine->iLine].nByte,
    &pg->z[iFrom], (int)n);
}

/* Content words that two candidates share. */
static int wordsShared(const TitleSearch *p, int a, int b){
  int n = 0;
  for(int k=0; k<TITLE_SLOTS; k++){
    n += p->aWord[k].hash && (p->aWord[k].mLine>>a & 1) && (p->aWord[k].mLine>>b & 1);
  }
  return n;
}

/* On a page with a menu, the first line is the title of the browser's window; the
** headline is the later line that is most like it, when one shares half of its words. */
static int headingLike(const TitleSearch *p){
  int iBest = 0, nBest = 1;
  for(int c=1; c<p->nLine; c++){
    int n = wordsShared(p, 0, c);
    if( n>nBest && n*2>=p->aLine[0].nWord && p->aLine[c].nShared>=2 ){
      iBest = c;
      nBest = n;
    }
  }
  return iBest;
}

/* Index of the candidate that is the headline, -1 for none; *pRc is set on failure. */
static int candidateChoose(TitleSearch *p, size_t nBody, int *pRc){
  if( p->nLine==0 ) return -1;
  /* A page of one line: a headline without a body. */
  if( nBody==0 ) return p->nLine==1 ? 0 : -1;
  TitleLine *pFirst = &p->aLine[0];
  if( pFirst->nShared==0 ){
    int b = entityShared(p, pFirst);
    if( b<0 ) *pRc = -b;
    pFirst->nShared = b>0;
  }
  if( pFirst->nShared>0 && p->nMenu<TITLE_MENU ) return 0;
  if( pFirst->nShared>=3 ) return headingLike(p);
  for(int c=1; c<p->nLine; c++){
    int nNeed = p->aLine[c].nWord<4 ? 1 : 2;
    if( p->aLine[c].nShared>=nNeed ) return c;
  }
  /* Without a paragraph the body is too little to tell that the headline is not its
  ** own. */
  return pFirst->nShared>0 || p->p->nProse==0 ? 0 : -1;
}

/*------------------------------------------------------------------- form of the title */

/* Bytes of the last separator before a site's name in a headline: " | ", " - "; 0:
** none. */
static size_t suffixAt(const char *z, size_t n, size_t *piName, int *pbBar){
  for(size_t i=n; i>3; i--){
    size_t k = i-1;
    if( z[k]!=' ' ) continue;
    size_t iMark = k;
    if( z[k-1]=='|' || z[k-1]=='-' ) iMark = k-1;
    else if( memcmp(&z[k-3], "\xe2\x80\x93", 3)==0 ) iMark = k-3;
    else if( memcmp(&z[k-3], "\xe2\x80\x94", 3)==0 ) iMark = k-3;
    if( iMark==k || iMark==0 || z[iMark-1]!=' ' ) continue;
    *piName = k+1;
    *pbBar = z[iMark]=='|';
    return iMark-1;
  }
  return 0;
}

/* Is the line elsewhere on the page, as a line of its own before the body? */
static int stands(const TitleSearch *p, const char *z, size_t n, uint32_t iBut){
  const NewsPage *pg = p->p;
  for(uint32_t i=0; i<p->iBody && i<pg->nLine; i++){
    if( i!=iBut && newsFoldEqual(lineText(pg, i), pg->aLine[i].nByte, z, n) ) return 1;
  }
  return 0;
}

/* Set the title to a line, without the name of the site behind it. */
static void titleSet(TitleSearch *p, uint32_t iLine){
  NewsPage *pg = p->p;
  const char *z = lineText(pg, iLine);
  size_t n = pg->aLine[iLine].nByte, iName = 0;
  int bBar = 0;
  size_t iEnd = suffixAt(z, n, &iName, &bBar);
  if( iEnd>0 ){
    int nWord = 1;
    for(size_t i=iName; i<n; i++) nWord += z[i]==' ';
    const char *zSite = pg->azField[NEWS_RG_SITE];
    size_t nSite = pg->anField[NEWS_RG_SITE];
    int bSite = zSite && newsFoldEqual(&z[iName], n-iName, zSite, nSite);
    if( nWord<=4 && (bBar || bSite || stands(p, z, iEnd, iLine)) ){
      if( pg->azField[NEWS_RG_SOURCE]==0 ){
        pg->azField[NEWS_RG_SOURCE] = &z[iName];
        pg->anField[NEWS_RG_SOURCE] = (uint32_t)(n-iName);
      }
      n = iEnd;
    }
  }
  pg->aLine[iLine].eLine = NEWS_LN_TITLE;
  pg->azField[NEWS_RG_TITLE] = z;
  pg->anField[NEWS_RG_TITLE] = (uint32_t)n;
}

/* Cut all lines that say the same as z. */
static void repetitionsCut(NewsPage *p, const char *z, size_t n){
  for(uint32_t i=0; i<p->nLine; i++){
    NewsLine *pLine = &p->aLine[i];
    if( newsWork(p->pArena, TITLE_STEPS)!=NEWS_OK ) return;
    if( pLine->eLine!=NEWS_LN_BODY || pLine->nByte>n*2 || pLine->nByte*2<n ) continue;
    if( newsWork(p->pArena, n*TITLE_STEPS)!=NEWS_OK ) return;
    if( newsFoldEqual(lineText(p, i), pLine->nByte, z, n) ) pLine->eLine = NEWS_LN_CUT;
  }
}

int newsPageTitle(NewsPage *p){
  TitleSearch *pSearch = newsArenaAlloc(p->pArena, sizeof(*pSearch));
  if( pSearch==0 ) return NEWS_NOMEM;
  memset(pSearch, 0, sizeof(*pSearch));
  pSearch->p = p;
  int rc = NEWS_OK;
  candidatesFind(pSearch);
  int iChosen = -1;
  if( p->azField[NEWS_RG_TITLE]==0 ){
    iChosen = candidateChoose(pSearch, bodySearch(pSearch), &rc);
    if( rc!=NEWS_OK ) return rc;
    uint32_t iFirst = pSearch->nLine ? pSearch->aLine[0].iLine : p->nLine;
    if( iChosen>=0 ){
      uint32_t iLine = pSearch->aLine[iChosen].iLine;
      titleSet(pSearch, iLine);
      for(uint32_t i=0; i<iLine; i++){
        NewsLine *pLine = &p->aLine[i];
        p->nSite += pLine->eLine!=NEWS_LN_CUT && pLine->nWord<=TITLE_MENU_WORDS;
        pLine->eLine = NEWS_LN_CUT;
      }
    }else if( pSearch->nLine ){
      p->aLine[iFirst].eLine = NEWS_LN_CUT;
      repetitionsCut(p, lineText(p, iFirst), p->aLine[iFirst].nByte);
    }
  }
  if( p->azField[NEWS_RG_TITLE] ){
    repetitionsCut(p, p->azField[NEWS_RG_TITLE], p->anField[NEWS_RG_TITLE]);
  }
  if( p->iLead<p->nLine && p->aLine[p->iLead].eLine!=NEWS_LN_BODY ) p->iLead++;
  return newsWork(p->pArena, 0);
}
