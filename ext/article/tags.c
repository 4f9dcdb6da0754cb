/*
** tags.c - splits tags that a page ran together, and lists of symbols.
**
**   "Oil, OPEC, Markets"                ["Oil","OPEC","Markets"]
**   "#oil #opec"                        ["oil","opec"]
**   "NewsEnergyclimate changeOPEC"      ["News","Energy","climate change","OPEC"]
**   "NewsCarMaxused cars"               ["News","CarMax","used cars"]
**
** HOW IT WORKS. Where there are separators, they decide. Otherwise the cheapest cover of
** the text by tags is found by dynamic programming over its bytes. A tag may be one of
** the lexicon (data/tags.tsv), a word or phrase of the page, or unknown; an unknown one
** costs more, and much more when the case changes inside a word (so Media|Tech beats
** MediaTech, but ByteDance stays whole where the page speaks of ByteDance). Tags run
** together have no blank between them, so a tag ends only where two characters that are
** no blanks meet. Words decide before changes of case do: behind a word with capitals
** inside that the page, the lexicon or the gazetteer has (CarMax, IonQ, eVTOL) any tag
** may begin. A tag in lower case begins behind a word (Carvana|robotaxis) where the page
** has the one and the other but not both as one, or where the lexicon or the page has it.
*/
#include "articleInt.h"
#include <string.h>

#define TAGS_BYTES       8192     /* longest line that is split; more is one tag */
#define TAG_BYTES          64     /* longest tag of a run */
#define TAG_OWN             4     /* letters of a word in lower case behind another */
#define TAG_OWN_PHRASE      3     /* of one that begins a phrase */
#define TAG_OWN_BEFORE      6     /* letters of a tag before one of the lexicon */
#define TAG_INNER          24     /* bytes of a word with capitals inside */
#define TAG_PAGE_WORDS      4     /* words of the longest phrase of the page */
#define TAG_PAGE_TOKENS 20000     /* tokens of the page that are read */
#define TAG_COST_LEXICON    8
#define TAG_COST_PHRASE    11     /* of the page, two words or more */
#define TAG_COST_WORD      14     /* of the page, one word with a capital letter */
#define TAG_COST_INNERWORD  4     /* of the page, one word with capitals inside */
#define TAG_COST_NAME      17     /* of the gazetteer, one word with capitals inside */
#define TAG_COST_UNKNOWN   40
#define TAG_COST_OWN       20     /* less than that behind a known word */
#define TAG_LONG           12     /* bytes of an unknown tag; each more costs one */
#define TAG_COST_INNER     45     /* each change of case inside an unknown word */
#define TAG_COST_LOWER     10     /* a tag that begins in lower case behind a letter */
#define TAG_COST_PHRASAL    3     /* the same, of two words or more */
#define TAG_COST_BLANK      6     /* a tag that ends at a blank, where no case changes */

/* What the hashes of single words begin with, to tell them from phrases. */
#define PHRASE_INNER  0x51ED270Bu  /* a word with capitals inside */
#define PHRASE_WORD   0x2545F491u  /* any word */

/* Phrases of the page, as a set of hashes. */
typedef struct PhraseSet {
  uint32_t *a;
  uint32_t mask;          /* slots less one; 0: empty set */
  uint32_t mInner;        /* bit n: a word with capitals inside has n bytes */
} PhraseSet;

/* The best cover of the text up to an offset. */
typedef struct Cover {
  uint32_t nCost;         /* UINT32_MAX: none */
  uint32_t iFrom;         /* where its last tag begins */
} Cover;

const NewsTag *newsTagFind(const char *z, size_t n){
  int iLow = 0, iHigh = newsTagN;
  while( iLow<iHigh ){
    int i = (iLow+iHigh)/2;
    const NewsTag *p = &newsTag[i];
    int c = memcmp(p->z, z, p->n<n ? p->n : n);
    if( c==0 && p->n==n ) return p;
    if( c<0 || (c==0 && p->n<n) ) iLow = i+1;
    else iHigh = i;
  }
  return 0;
}

/*----------------------------------------------------------------- phrases of the page */

static uint32_t phraseStep(uint32_t h, uint32_t hWord){
  h = (h ^ hWord)*0x9E3779B1u;
  return (h ^ h>>15) | 1;
}

static int phraseHas(const PhraseSet *p, uint32_t h){
  if( p->mask==0 ) return 0;
  uint32_t i = h & p->mask;
  while( p->a[i] && p->a[i]!=h ) i = (i+1) & p->mask;
  return p->a[i]==h;
}

static void phraseAdd(PhraseSet *p, uint32_t h){
  uint32_t i = h & p->mask;
  while( p->a[i] && p->a[i]!=h ) i = (i+1) & p->mask;
  p->a[i] = h;
}

/* All words with a capital letter and all phrases of two to four words. */
static int phrasesFind(NewsArena *pArena, const NewsText *pPage, PhraseSet *p){
  uint32_t n = pPage ? pPage->nToken : 0, nSlot = 1024;
  *p = (PhraseSet){0};
  if( n>TAG_PAGE_TOKENS ) n = TAG_PAGE_TOKENS;
  if( n==0 ) return NEWS_OK;
  while( nSlot<n*(TAG_PAGE_WORDS+2)*2 ) nSlot *= 2;
  p->a = newsArenaAlloc(pArena, nSlot*sizeof(uint32_t));
  if( p->a==0 ) return NEWS_NOMEM;
  memset(p->a, 0, nSlot*sizeof(uint32_t));
  p->mask = nSlot-1;
  for(uint32_t i=0; i<n; i++){
    uint32_t h = 0;
    for(uint32_t k=0; k<TAG_PAGE_WORDS && i+k<n; k++){
      const NewsToken *t = &pPage->aToken[i+k];
      if( t->eKind!=NEWS_TK_WORD && t->eKind!=NEWS_TK_NUMBER ) break;
      if( k>0 && (t->mFlag & NEWS_TF_PARA) ) break;
      h = phraseStep(h, t->hash);
      if( k==0 ) phraseAdd(p, phraseStep(PHRASE_WORD, t->hash));
      if( k==0 && (t->mShape & NEWS_SH_UPPER) && (t->mShape & NEWS_SH_LOWER)
       && t->nByte<=TAG_INNER ){
        p->mInner |= 1u<<t->nByte;
        phraseAdd(p, phraseStep(PHRASE_INNER, t->hash));
      }
      if( k==0 && (t->mShape & (NEWS_SH_UPPER1|NEWS_SH_UPPER))==0 ) continue;
      if( k==0 && (newsLexicon(t->hash) & NEWS_LX_STOP) ) continue;
      phraseAdd(p, h);
    }
  }
  return NEWS_OK;
}

/*-------------------------------------------------------------------------- characters */

static int isLower(unsigned char c){ return c>='a' && c<='z'; }

/* Does the case change between z[i-1] and z[i], as where two tags meet: aB, 3B, ABc? Not
** behind a small letter that begins a word: eVTOL. */
static int isCaseChange(const char *z, size_t n, size_t i){
  unsigned char c0 = (unsigned char)z[i-1], c1 = (unsigned char)z[i];
  if( !isUpper(c1) || (isLower(c0) && (i==1 || z[i-2]==' ')) ) return 0;
  if( isLower(c0) || c0>=0x80 || (c0>='0' && c0<='9') || c0==')' || c0=='.' ) return 1;
  return isUpper(c0) && i+1<n && isLower((unsigned char)z[i+1]);
}

/* Can a tag end before z[i] and the next begin there? */
static int isSeam(const char *z, size_t n, size_t i, int bBlank){
  if( i==0 || i==n ) return 1;
  if( ((unsigned char)z[i] & 0xC0)==0x80 ) return 0;
  if( z[i]==' ' ) return bBlank;
  if( z[i-1]==' ' ) return bBlank;
  return isWordByte(z[i]) && z[i-1]!='-' && z[i-1]!='&' && z[i-1]!='\'';
}

/*--------------------------------------------------------------------------- the cover */

/* Cost of z[0..n) as an unknown tag. */
static uint32_t unknownCost(const char *z, size_t n){
  uint32_t nCost = TAG_COST_UNKNOWN + (n>TAG_LONG ? (uint32_t)(n-TAG_LONG) : 0);
  for(size_t i=1; i<n; i++){
    /* McDonald, MacBook: no change of tag. */
    if( i>=2 && memcmp(&z[i-2], "Mc", 2)==0 ) continue;
    if( i>=3 && memcmp(&z[i-3], "Mac", 3)==0 ) continue;
    if( isCaseChange(z, n, i) ) nCost += TAG_COST_INNER;
  }
  return nCost;
}

/* Is z[0..n) a phrase of the page? The number of its words, or 0. */
static int phraseWords(const PhraseSet *p, const char *z, size_t n){
  size_t i = 0, nWord;
  uint32_t h = 0;
  int k = 0;
  while( k<=TAG_PAGE_WORDS ){
    size_t iWord = newsNextWord(z, n, &i, &nWord);
    if( iWord>=n ) break;
    h = phraseStep(h, newsFoldHash(&z[iWord], nWord));
    k++;
  }
  if( k>0 && k<=TAG_PAGE_WORDS && phraseHas(p, h) ) return k;
  /* One token of the page may hold signs: US-China, AT&T. */
  if( memchr(z, ' ', n)==0 && phraseHas(p, phraseStep(0, newsFoldHash(z, n))) ) return 1;
  return 0;
}

#define SEAM_TAG    0x01  /* a tag of the lexicon or a name begins here */
#define SEAM_INNER  0x02  /* a word with capitals inside ends here: any tag may begin */
#define SEAM_OWN    0x04  /* a word of page or lexicon in lower case begins here */

/* What the cover is searched with. */
typedef struct TagRun {
  const PhraseSet *pSet;
  const char *z;
  size_t n;
  int bBlank;             /* blanks may part tags: no case changes anywhere */
  Cover *aCover;          /* n+1 of them */
  uint8_t *aSeam;         /* n+1: SEAM_… */
  int aFirst[257];        /* by byte: first tag of the lexicon with it or a later one */
} TagRun;

/* Does one word with capitals inside begin and end here: IonQ, DoorDash, iPhone? */
static int isInner(const char *z, size_t n){
  int bUpper = 0, bLower = 0;
  for(size_t i=0; i<n; i++){
    if( z[i]==' ' ) return 0;
    bUpper |= i>0 && isUpper(z[i]);
    bLower |= isLower((unsigned char)z[i]);
  }
  return bUpper && bLower;
}

static int pageHas(const TagRun *p, uint32_t hKind, size_t i, size_t j){
  return phraseHas(p->pSet, phraseStep(hKind, newsFoldHash(&p->z[i], j-i)));
}

/* May any tag begin at i: behind a blank, a change of case, a word like CarMax? */
static int isStart(const TagRun *p, size_t i){
  return i==0 || p->z[i-1]==' ' || (p->aSeam[i] & SEAM_INNER)
      || isCaseChange(p->z, p->n, i);
}

/* Cost of a tag of the lexicon or the page behind what stands before it. */
static uint32_t knownCost(const TagRun *p, size_t i, size_t j, uint32_t nCost){
  if( isStart(p, i) ) return nCost;
  return nCost + (memchr(&p->z[i], ' ', j-i) ? TAG_COST_PHRASAL : TAG_COST_LOWER);
}

/* Take z[i..j) as a tag of a cost when that is the cheapest way to j. */
static void coverStep(TagRun *p, size_t i, size_t j, uint32_t nCost){
  nCost += p->aCover[i].nCost + (j<p->n && p->z[j]==' ' ? TAG_COST_BLANK : 0);
  if( nCost<p->aCover[j].nCost ) p->aCover[j] = (Cover){ nCost, (uint32_t)i };
}

/* Next tag of the lexicon, from index *pk on, that z has at i: its length, 0 for none. */
static size_t lexiconNext(const TagRun *p, size_t i, int *pk){
  int c = (unsigned char)p->z[i];
  if( *pk<p->aFirst[c] ) *pk = p->aFirst[c];
  int c1 = i+1<p->n ? (unsigned char)p->z[i+1] : 0;
  while( *pk<p->aFirst[c+1] ){
    const NewsTag *pTag = &newsTag[(*pk)++];
    if( pTag->n>1 && (unsigned char)pTag->z[1]!=c1 ){
      if( (unsigned char)pTag->z[1]>c1 ) *pk = p->aFirst[c+1];
      continue;
    }
    if( pTag->n<=p->n-i && memcmp(pTag->z, &p->z[i], pTag->n)==0 ) return pTag->n;
  }
  return 0;
}

/* Does a word in lower case begin at i, as the page or the lexicon has it, and a word end
** there, as the page or the list of tags has it, but none has both as one word? The
** lexicon's word must begin a phrase, and the tag before it must not be short, as in
** Goldfield. */
#define OWN_PLAIN \
  (NEWS_LX_COMMON|NEWS_LX_ORGHEAD|NEWS_LX_LOCHEAD|NEWS_LX_NAMEWORD|NEWS_LX_TIMEWORD)
static int isOwn(const TagRun *p, size_t i){
  size_t iFrom = i, iTo = i;
  if( i==0 || !isLower((unsigned char)p->z[i]) || !isAlpha(p->z[i-1]) ) return 0;
  while( iTo<p->n && (isLower((unsigned char)p->z[iTo]) || p->z[iTo]=='-') ) iTo++;
  int bPage = iTo-i>=TAG_OWN && pageHas(p, PHRASE_WORD, i, iTo);
  int bPhrase = iTo-i>=TAG_OWN_PHRASE && iTo+1<p->n && p->z[iTo]==' '
             && isLower((unsigned char)p->z[iTo+1])
             && (newsLexicon(newsFoldHash(&p->z[i], iTo-i)) & OWN_PLAIN);
  if( !bPage && !bPhrase ) return 0;
  while( !isStart(p, iFrom) ) iFrom--;
  int bTag = newsTagFind(&p->z[iFrom], i-iFrom) && (bPage || i-iFrom>=TAG_OWN_BEFORE);
  return (bTag || pageHas(p, 0, iFrom, i))
      && !pageHas(p, PHRASE_WORD, iFrom, iTo)
      && newsLexicon(newsFoldHash(&p->z[iFrom], iTo-iFrom))==0;
}

/* What the words say about each place, before any tag is looked for. */
static void seamsFind(TagRun *p){
  size_t nTag;
  for(size_t i=0; i<=p->n; i++) p->aSeam[i] = 0;
  for(size_t i=0; i<p->n; i++){
    for(int iTag=0; (nTag = lexiconNext(p, i, &iTag))>0; ){
      p->aSeam[i] |= SEAM_TAG;
      if( isInner(&p->z[i], nTag) ) p->aSeam[i+nTag] |= SEAM_INNER;
    }
    for(size_t k=2; (p->pSet->mInner>>k)!=0 && i+k<=p->n && isWordByte(p->z[i]); k++){
      if( p->z[i+k-1]==' ' ) break;
      if( (p->pSet->mInner>>k & 1)==0 || !isInner(&p->z[i], k) ) continue;
      if( !pageHas(p, PHRASE_INNER, i, i+k) ) continue;
      p->aSeam[i] |= SEAM_TAG;
      p->aSeam[i+k] |= SEAM_INNER;
    }
  }
  for(size_t i=0; i<p->n; i++) if( isOwn(p, i) ) p->aSeam[i] |= SEAM_OWN;
}

/* All tags that begin at i and end behind it at j, which is not of the lexicon. */
static void coverOther(TagRun *p, size_t i, size_t j){
  const char *z = &p->z[i];
  int nPhrase = phraseWords(p->pSet, z, j-i);
  /* A single word of the page needs a capital letter, and some length where no case
  ** changes. */
  int bStart = isStart(p, i);
  if( nPhrase>1 ){
    coverStep(p, i, j, knownCost(p, i, j, TAG_COST_PHRASE));
  }else if( nPhrase==1 && isInner(z, j-i) && pageHas(p, PHRASE_INNER, i, j) ){
    coverStep(p, i, j, knownCost(p, i, j, TAG_COST_INNERWORD));
  }else if( nPhrase==1 && isUpper(*z) && (bStart || j-i>=4) ){
    coverStep(p, i, j, knownCost(p, i, j, TAG_COST_WORD));
  }
  if( bStart ) coverStep(p, i, j, unknownCost(z, j-i));
  else if( p->aSeam[i] & SEAM_OWN ) coverStep(p, i, j, unknownCost(z, j-i)-TAG_COST_OWN);
}

/* Cheapest cover of a run. Where no case changes a tag ends only if the words say so. */
static void coverFind(TagRun *p){
  size_t n = p->n, k;
  for(int c=0, iTag=0; c<=256; c++){
    while( iTag<newsTagN && (unsigned char)newsTag[iTag].z[0]<c ) iTag++;
    p->aFirst[c] = iTag;
  }
  seamsFind(p);
  for(size_t i=0; i<=n; i++) p->aCover[i].nCost = UINT32_MAX;
  p->aCover[0].nCost = 0;
  for(size_t i=0; i<n; i++){
    if( p->aCover[i].nCost==UINT32_MAX ) continue;
    if( p->z[i]==' ' ){
      Cover step = { p->aCover[i].nCost, UINT32_MAX };
      if( step.nCost<p->aCover[i+1].nCost ) p->aCover[i+1] = step;
      continue;
    }
    for(int iTag=0; (k = lexiconNext(p, i, &iTag))>0; ){
      if( !isSeam(p->z, n, i+k, p->bBlank) ) continue;
      uint32_t nCost = TAG_COST_LEXICON;
      if( newsTag[iTag-1].eKind==NEWS_TAG_NAME ) nCost = TAG_COST_NAME;
      coverStep(p, i, i+k, knownCost(p, i, i+k, nCost));
    }
    /* A tag longer than TAG_BYTES ends where the text does. */
    for(size_t j=i+1; j<=n; j = j-i==TAG_BYTES && j<n ? n : j+1){
      if( !isSeam(p->z, n, j, p->bBlank) || p->z[j-1]==' ' ) continue;
      if( j<n && p->z[j]!=' ' && !p->aSeam[j] && !isCaseChange(p->z, n, j) ) continue;
      coverOther(p, i, j);
    }
  }
}

/*----------------------------------------------------------------------------- results */

typedef struct TagList {
  NewsBuf buf;            /* the JSON array */
  int nTag;
} TagList;

static void listAdd(TagList *p, const char *z, size_t n){
  while( n>0 && (*z==' ' || *z=='#') ) z++, n--;
  while( n>0 && (z[n-1]==' ' || z[n-1]=='.') ) n--;
  if( n==0 ) return;
  newsBufChar(&p->buf, p->nTag++ ? ',' : '[');
  newsBufJson(&p->buf, z, n);
}

/* Tags of a text without separators. */
static int listRun(TagList *p, NewsArena *pArena, const PhraseSet *pSet, const char *z,
                   size_t n){
  int bCase = 0;
  while( n>0 && *z==' ' ) z++, n--;
  while( n>0 && z[n-1]==' ' ) n--;
  if( n==0 ) return NEWS_OK;
  if( n>TAGS_BYTES || newsTagFind(z, n) ){
    listAdd(p, z, n);
    return NEWS_OK;
  }
  for(size_t i=1; i<n; i++) bCase |= isCaseChange(z, n, i);
  TagRun run = { .pSet = pSet, .z = z, .n = n, .bBlank = !bCase };
  size_t nAll = (n+1)*(sizeof(Cover)+sizeof(uint32_t)+1);
  Cover *aCover = run.aCover = newsArenaAlloc(pArena, nAll);
  if( aCover==0 ) return NEWS_NOMEM;
  uint32_t *aStart = (uint32_t*)&aCover[n+1];
  run.aSeam = (uint8_t*)&aStart[n+1];
  coverFind(&run);
  /* Back from the end; a step without a tag is a blank. */
  uint32_t i = (uint32_t)n;
  for(uint32_t k=0; k<=n; k++) aStart[k] = 0;
  while( i>0 ){
    uint32_t iFrom = aCover[i].iFrom;
    if( iFrom==UINT32_MAX ){
      i--;
      continue;
    }
    aStart[iFrom] = i;
    i = iFrom;
  }
  for(i=0; i<n; i++) if( aStart[i] ) listAdd(p, &z[i], aStart[i]-i);
  return NEWS_OK;
}

/* Bytes of the separator at z: , ; | / with blanks, a bullet, a middle dot, a line's
** end. */
static size_t separatorAt(const char *z, size_t n){
  if( *z=='\n' || *z=='|' || *z==';' ) return 1;
  if( *z==',' && (n<2 || z[1]<'0' || z[1]>'9') ) return 1;
  if( n>=3
   && (memcmp(z, " / ", 3)==0 || memcmp(z, " > ", 3)==0 || memcmp(z, " - ", 3)==0) ){
    return 3;
  }
  if( n>=2 && (memcmp(z, " #", 2)==0 || memcmp(z, "\xc2\xb7", 2)==0) ) return 2;
  return n>=3 && memcmp(z, "\xe2\x80\xa2", 3)==0 ? 3 : 0;
}

int newsTagsSplit(NewsArena *pArena, const char *z, size_t n, const NewsText *pPage,
                  const char **pzJson, int *pnJson){
  TagList list = {0};
  PhraseSet set;
  *pzJson = 0;
  *pnJson = 0;
  int rc = phrasesFind(pArena, pPage, &set);
  newsBufInit(&list.buf, newsArenaHost(pArena));
  /* A separator in the text parts it whole; without one, each line is a run. */
  int bSeparated = 0;
  for(size_t i=0; i<n; i++) bSeparated |= z[i]!='\n' && separatorAt(&z[i], n-i)>0;
  for(size_t i=0, iFrom=0; rc==NEWS_OK && i<=n; ){
    size_t nSep = i<n ? separatorAt(&z[i], n-i) : 1;
    if( nSep==0 ){
      i++;
      continue;
    }
    if( bSeparated ) listAdd(&list, &z[iFrom], i-iFrom);
    else rc = listRun(&list, pArena, &set, &z[iFrom], i-iFrom);
    i += nSep;
    iFrom = i;
  }
  newsBufText(&list.buf, list.nTag ? "]" : "[]");
  if( rc==NEWS_OK ) rc = list.buf.rc;
  if( rc==NEWS_OK ){
    *pzJson = newsArenaDup(pArena, list.buf.z, (int)list.buf.n);
    *pnJson = (int)list.buf.n;
    if( *pzJson==0 ) rc = NEWS_NOMEM;
  }
  newsBufFree(&list.buf);
  return rc;
}

/*----------------------------------------------------------------------------- symbols */

/* Bytes of a symbol at z: NVDA, BRK.B, 9988.HK, NASDAQ:NVDA; 0: none. */
static size_t symbolLength(const char *z, size_t n){
  size_t i = 0;
  int bLetter = 0;
  while( i<n && !isLower((unsigned char)z[i])
         && (isWordByte(z[i]) || z[i]=='.' || z[i]==':' || z[i]=='-') ){
    bLetter |= isUpper(z[i++]);
  }
  while( i>0 && !isWordByte(z[i-1]) ) i--;
  return bLetter && i<=16 && (i==n || !isWordByte(z[i])) ? i : 0;
}

int newsSymbolsSplit(NewsArena *pArena, const char *z, size_t n, const char **pz,
                     int *pn){
  TagList list = {0};
  newsBufInit(&list.buf, newsArenaHost(pArena));
  *pz = 0;
  *pn = 0;
  for(size_t i=0; i<n; ){
    if( !isWordByte(z[i]) ){
      i++;
      continue;
    }
    size_t k = symbolLength(&z[i], n-i);
    if( k ) listAdd(&list, &z[i], k);
    while( i<n && z[i]!=' ' && z[i]!=',' && z[i]!=';' && z[i]!='|' && z[i]!='/' ) i++;
  }
  int rc = NEWS_OK;
  if( list.nTag ){
    newsBufChar(&list.buf, ']');
    rc = list.buf.rc;
    if( rc==NEWS_OK && (*pz = newsArenaDup(pArena, list.buf.z, (int)list.buf.n))==0 ){
      rc = NEWS_NOMEM;
    }
    *pn = (int)list.buf.n;
  }
  newsBufFree(&list.buf);
  return rc;
}
