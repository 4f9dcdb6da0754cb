/*
** rules.c - which lines are furniture, and which fields they give, by data/rules.tsv.
**
**   "See Also: Oil slides"          cut (teaser)
**   "By Jane Roe | 6 Nov 2025"      cut in two pieces: author, and a date in the head
**   "Tags: Oil, OPEC"               cut, tags
**   "Related Articles"              cut with the short lines, or all, that follow
**
** HOW IT WORKS. A pattern is anchored at the start of its line and has gate words, one of
** which is among the line's first words. So a line is hashed word by word, a few look-ups
** give the set of rules that may hold, and most paragraphs run no pattern at all. Rules
** are tried in the order of the file; the first that matches decides. A rule holds in a
** part of the page (scope) and takes a line, a block or the rest of the page out
** (extent).
*/
#include "articleInt.h"
#include <string.h>

#define RULE_HEAD_WORDS    20    /* words of prose with which the head is not over */
#define RULE_HEAD_AFTER     2    /* lines after the first paragraph that still are head */
#define RULE_BLOCK_LINES   12    /* longest block */
#define RULE_ITEM_WORDS     5    /* a sentence of so many words ends a block */
#define RULE_TAG_WORDS      6    /* longest tag on a line of its own */
#define RULE_REST_WORDS    40    /* prose before a rule that takes the rest of the page */
#define RULE_DATE_BYTES    64    /* longest line that is a date */
#define RULE_PIECES_BYTES 240    /* longest line that is read in pieces */
#define RULE_CREDIT_BYTES 65536  /* prose that is searched for a credit */
#define RULE_TAGS_BYTES  8192    /* tags of a page; more are furniture only */
#define RULE_SPANS         16    /* groups of a pattern that are read */
#define RULE_LINE_STEPS   100    /* steps of work that a line counts */
#define RULE_STEPS        250    /* that of a pattern that is tried */
#define RULE_LIMIT_STEPS  2000000   /* of one that hits its limit */
#define RULE_MAX          256    /* mkrules makes no more */

/* The walk down the page. */
typedef struct RuleWalk {
  NewsPage *p;
  uint32_t iLine;
  uint32_t nBefore;       /* words of prose above */
  uint32_t nBlock;        /* lines that the open block may still take */
  int bTagBlock;          /* its lines are tags */
  int bRest;              /* the rest of the page is furniture */
  uint32_t hDigit, hShort;
} RuleWalk;

typedef struct RuleMatch {
  int iRule;              /* -1: a bare date, -2: a section's name */
  int64_t aSpan[2*RULE_SPANS];
  char zDate[32];
  const NewsTag *pTag;
} RuleMatch;

/* Rules of kinds that show a page of a site, scraped whole. */
static int isSite(const NewsRuleRow *pRow){
  static const char *const azSite[] = { "nav", "share", "access" };
  for(int i=0; i<3; i++) if( strcmp(pRow->rule.zKind, azSite[i])==0 ) return 1;
  return 0;
}

static int inHead(const RuleWalk *w){
  if( w->bRest ) return 0;
  return w->nBefore<RULE_HEAD_WORDS || w->iLine<=w->p->iLead+RULE_HEAD_AFTER;
}

static int inTail(const RuleWalk *w){
  if( w->p->nProse==0 ) return w->iLine*2>=w->p->nLine;
  return w->nBefore>0 && w->nBefore*2>=w->p->nProse;
}

/* May a line that is a date be furniture? Above the story, below its first paragraph or
** the byline there, and behind the story; elsewhere it is a heading of a timeline, as are
** all but the first on a page without paragraphs. */
static int dateHolds(const RuleWalk *w){
  const NewsPage *p = w->p;
  if( p->nProse==0 ) return p->zDate[0]==0;
  if( w->bRest || w->nBefore==0 || w->nBefore>=p->nProse ) return 1;
  return w->iLine==p->iLead+1
      || (inHead(w) && p->aLine[w->iLine-1].eLine==NEWS_LN_CUT);
}

static int scopeHolds(const RuleWalk *w, int eScope){
  switch( eScope ){
    case NEWS_RS_ANY: return 1;
    case NEWS_RS_TOP: return w->nBefore==0 && w->p->nProse>0;
    case NEWS_RS_HEAD: return inHead(w);
    case NEWS_RS_TAIL: return inTail(w);
  }
  return 0;
}

static void gateAdd(uint64_t *aSet, uint32_t hash){
  uint32_t i = hash & newsGateMask;
  while( newsGate[i].hash && newsGate[i].hash!=hash ) i = (i+1) & newsGateMask;
  const NewsGate *pGate = &newsGate[i];
  for(int k=0; pGate->hash && k<pGate->nRule; k++){
    int iRule = newsGateRule[pGate->iRule+k];
    aSet[iRule>>6] |= (uint64_t)1<<(iRule&63);
  }
}

/* The rules whose gates the first words of a text open, as a set of bits. */
static void gateOpen(const char *z, size_t n, int nFirst, uint64_t *aSet){
  size_t i = 0, nWord;
  for(int k=0; k<nFirst; k++){
    size_t iWord = newsNextWord(z, n, &i, &nWord);
    if( iWord>=n ) break;
    gateAdd(aSet, newsFoldHash(&z[iWord], nWord));
  }
}

/* Does a rule match z? 1, 0, or a negative code. A pattern that hits a limit doesn't
** match. */
static int ruleTry(NewsPage *p, int iRule, const char *z, size_t n, RuleMatch *pMatch){
  NewsRegex *pRegex;
  NewsError err = {0};
  int rc = newsWork(p->pArena, RULE_STEPS);
  if( rc!=NEWS_OK ) return -rc;
  rc = newsParserRegex(p->pParser, iRule, &pRegex, p->pErr);
  if( rc!=NEWS_OK ) return -rc;
  rc = newsRegexFind(pRegex, z, n, 0, pMatch->aSpan, RULE_SPANS, &err);
  if( rc==-NEWS_ERROR ){
    return -newsWork(p->pArena, RULE_LIMIT_STEPS);
  }
  pMatch->iRule = iRule;
  return rc;
}

/* First rule that matches z. 1, 0, or a negative code. */
static int ruleFind(const RuleWalk *w, const char *z, size_t n, RuleMatch *pMatch){
  uint64_t aSet[RULE_MAX/64] = {0};
  int bDigit = 0;
  if( n>NEWS_RULE_LINE ) return 0;
  for(size_t i=0; n<=NEWS_GATE_SHORT && i<n; i++) bDigit |= isDigit(z[i]);
  gateOpen(z, n, NEWS_GATE_WORDS, aSet);
  if( n<=NEWS_GATE_SHORT ){
    gateAdd(aSet, w->hShort);
    if( bDigit ) gateAdd(aSet, w->hDigit);
  }
  for(int i=0; i<newsRuleN; i++){
    if( aSet[i>>6]==0 ){ i |= 63; continue; }
    if( (aSet[i>>6]>>(i&63) & 1)==0 || !scopeHolds(w, newsRuleRow[i].eScope) ) continue;
    /* The first line of a page may read like a teaser and be its headline. */
    if( w->iLine==0 && strcmp(newsRuleRow[i].rule.zKind, "teaser")==0 ) continue;
    int rc = ruleTry(w->p, i, z, n, pMatch);
    if( rc!=0 ) return rc;
  }
  if( bDigit && n<=RULE_DATE_BYTES && dateHolds(w)
   && newsDateParse(z, n, pMatch->zDate) ){
    pMatch->iRule = -1;
    return 1;
  }
  if( w->iLine<w->p->iLead && w->p->nProse>0 && (pMatch->pTag = newsTagFind(z, n))!=0
   && pMatch->pTag->eKind!=NEWS_TAG_NAME ){
    pMatch->iRule = -2;
    return 1;
  }
  return 0;
}

/*------------------------------------------------------------------------------ fields */

/* Add one more run of tags to those found. */
static int tagsAdd(NewsPage *p, const char *z, size_t n){
  const char *zOld = p->azField[NEWS_RG_TAGS];
  size_t nOld = p->anField[NEWS_RG_TAGS];
  if( nOld+n>RULE_TAGS_BYTES ) return NEWS_OK;
  char *zNew = newsArenaAlloc(p->pArena, nOld+n+2);
  if( zNew==0 ) return NEWS_NOMEM;
  if( nOld ){
    memcpy(zNew, zOld, nOld);
    zNew[nOld++] = '\n';
  }
  memcpy(&zNew[nOld], z, n);
  p->azField[NEWS_RG_TAGS] = zNew;
  p->anField[NEWS_RG_TAGS] = (uint32_t)(nOld+n);
  return NEWS_OK;
}

static void fieldTrim(const char **pz, size_t *pn){
  while( *pn && (**pz==' ' || **pz==',' || **pz==';' || **pz=='|') ) (*pz)++, (*pn)--;
  while( *pn && strchr(" ,;|", (*pz)[*pn-1]) ) (*pn)--;
}

/* One named group of a match. */
static int fieldSet(RuleWalk *w, int g, const char *z, size_t n){
  NewsPage *p = w->p;
  fieldTrim(&z, &n);
  if( n==0 ) return NEWS_OK;
  if( g==NEWS_RG_TAGS ){
    p->aLine[w->iLine].mFlag |= NEWS_LF_TAGS;
    return tagsAdd(p, z, n);
  }
  char *zDate = g==NEWS_RG_PUBLISHED ? p->zPublished : g==NEWS_RG_UPDATED ? p->zUpdated
              : g==NEWS_RG_DATE ? p->zDate : 0;
  if( zDate ){
    char zNew[32];
    if( zDate[0]==0 && newsDateParse(z, n, zNew) ) memcpy(zDate, zNew, sizeof(zNew));
  }else if( p->azField[g]==0 ){
    p->azField[g] = z;
    p->anField[g] = (uint32_t)n;
  }
  return NEWS_OK;
}

/* All fields of a match in z. */
static int fieldsSet(RuleWalk *w, const char *z, size_t n, const RuleMatch *pMatch){
  NewsPage *p = w->p;
  if( pMatch->iRule==-1 ){
    if( inHead(w) && p->zDate[0]==0 ) memcpy(p->zDate, pMatch->zDate, sizeof(p->zDate));
    return NEWS_OK;
  }
  if( pMatch->iRule==-2 ){
    if( pMatch->pTag->eKind!=NEWS_TAG_SECTION ) return NEWS_OK;
    return fieldSet(w, NEWS_RG_SECTION, z, n);
  }
  const NewsRuleRow *pRow = &newsRuleRow[pMatch->iRule];
  int rc = NEWS_OK;
  for(int g=0; rc==NEWS_OK && g<NEWS_RG_N; g++){
    int k = 2*pRow->aGroup[g];
    if( k==0 || pMatch->aSpan[k]<0 ) continue;
    size_t iFrom = (size_t)pMatch->aSpan[k], iTo = (size_t)pMatch->aSpan[k+1];
    rc = fieldSet(w, g, &z[iFrom], iTo-iFrom);
  }
  return rc;
}

/*------------------------------------------------------------------------------ pieces */

/* Length of the separator at z: | or a bullet or middle dot; 0: none. */
static size_t separator(const char *z, size_t n){
  if( z[0]=='|' ) return 1;
  if( n>=3 && memcmp(z, "\xe2\x80\xa2", 3)==0 ) return 3;
  if( n>=2 && memcmp(z, "\xc2\xb7", 2)==0 ) return 2;
  return 0;
}

/* Is each of the pieces of a line, two or more, furniture? With bApply their fields are
** set. 1, 0, or a negative code. */
static int piecesFind(RuleWalk *w, const char *z, size_t n, int bApply){
  size_t iFrom = 0;
  int nPiece = 0;
  for(size_t i=0; i<=n; i++){
    size_t nSep = i<n ? separator(&z[i], n-i) : 1;
    if( nSep==0 ) continue;
    const char *zPiece = &z[iFrom];
    size_t nOne = i-iFrom;
    iFrom = i+nSep;
    fieldTrim(&zPiece, &nOne);
    if( nOne==0 ) continue;
    if( i==n && nPiece==0 ) return 0;
    RuleMatch match;
    int rc = ruleFind(w, zPiece, nOne, &match);
    if( rc<=0 ) return rc;
    if( match.iRule>=0 && newsRuleRow[match.iRule].eExtent!=NEWS_RX_LINE ) return 0;
    if( bApply && (rc = fieldsSet(w, zPiece, nOne, &match))!=NEWS_OK ) return -rc;
    nPiece++;
  }
  return nPiece>1;
}

/*---------------------------------------------------------------------------- the walk */

static void lineCut(RuleWalk *w){
  w->p->aLine[w->iLine].eLine = NEWS_LN_CUT;
}

/* A block or the rest begins below the current line; not above a story, whose headline
** might be taken for the block's. */
static void extentOpen(RuleWalk *w, const NewsRuleRow *pRow){
  const NewsPage *p = w->p;
  uint32_t nAfter = p->nProse>w->nBefore ? p->nProse-w->nBefore : 0;
  int bComment = strcmp(pRow->rule.zKind, "comment")==0;
  w->nBlock = 0;
  if( pRow->eExtent==NEWS_RX_REST && w->nBefore>=RULE_REST_WORDS
   && (nAfter*100<=p->nProse*35 || (bComment && nAfter<=w->nBefore*3)) ){
    w->bRest = 1;
  }else if( pRow->eExtent!=NEWS_RX_LINE && (w->nBefore>0 || p->nProse==0) ){
    w->nBlock = RULE_BLOCK_LINES;
  }
  w->bTagBlock = w->nBlock>0 && pRow->aGroup[NEWS_RG_TAGS]!=0;
}

/* A line that no rule knows: part of the open block, or of the story. */
static int linePlain(RuleWalk *w){
  NewsPage *p = w->p;
  NewsLine *pLine = &p->aLine[w->iLine];
  if( w->bRest ){
    lineCut(w);
    return NEWS_OK;
  }
  if( w->nBlock && (pLine->mFlag & NEWS_LF_PROSE)==0
   && ((pLine->mFlag & NEWS_LF_STOP)==0 || pLine->nWord<RULE_ITEM_WORDS)
   && (!w->bTagBlock || pLine->nWord<=RULE_TAG_WORDS) ){
    w->nBlock--;
    lineCut(w);
    return w->bTagBlock ? fieldSet(w, NEWS_RG_TAGS, lineText(p, w->iLine), pLine->nByte)
                        : NEWS_OK;
  }
  w->nBlock = 0;
  if( pLine->mFlag & NEWS_LF_PROSE ){
    if( w->nBefore==0 ) p->iLead = w->iLine;
    w->nBefore += pLine->nWord;
  }
  return NEWS_OK;
}

/* One line. */
static int lineRead(RuleWalk *w){
  NewsPage *p = w->p;
  const char *z = lineText(p, w->iLine);
  size_t n = p->aLine[w->iLine].nByte;
  RuleMatch match;
  int rc = ruleFind(w, z, n, &match);
  if( rc==0 && n<=RULE_PIECES_BYTES && (rc = piecesFind(w, z, n, 0))==1 ){
    rc = piecesFind(w, z, n, 1);
    if( rc==1 ){
      lineCut(w);
      return NEWS_OK;
    }
  }
  if( rc<0 ) return -rc;
  if( rc==0 ) return linePlain(w);
  if( (rc = fieldsSet(w, z, n, &match))!=NEWS_OK ) return rc;
  if( match.iRule>=0 ){
    const NewsRuleRow *pRow = &newsRuleRow[match.iRule];
    if( pRow->eExtent==NEWS_RX_NONE ) return linePlain(w);
    p->nSite += (uint32_t)isSite(pRow);
    /* Tags on the label's own line need no lines below. */
    if( !w->bRest && (p->aLine[w->iLine].mFlag & NEWS_LF_TAGS)==0 ) extentOpen(w, pRow);
  }
  lineCut(w);
  return NEWS_OK;
}

/* Rules for the first paragraph: datelines. */
static int leadRead(RuleWalk *w){
  NewsPage *p = w->p;
  if( p->iLead>=p->nLine ) return NEWS_OK;
  w->iLine = p->iLead;
  size_t n = p->aLine[p->iLead].nByte;
  int rc = NEWS_OK;
  for(int i=0; rc==NEWS_OK && i<newsRuleN && n<=NEWS_RULE_LINE; i++){
    if( newsRuleRow[i].eScope!=NEWS_RS_LEAD ) continue;
    RuleMatch match;
    int bMatch = ruleTry(p, i, lineText(p, p->iLead), n, &match);
    if( bMatch<0 ) return -bMatch;
    if( bMatch ) rc = fieldsSet(w, lineText(p, p->iLead), n, &match);
  }
  return rc;
}

int newsPageRules(NewsPage *p){
  RuleWalk w = { .p = p };
  int rc = NEWS_OK;
  w.hDigit = newsFoldHash("<digit>", 7);
  w.hShort = newsFoldHash("<short>", 7);
  p->iLead = p->nLine;
  for(uint32_t i=0; i<p->nLine; i++){
    if( p->aLine[i].mFlag & NEWS_LF_PROSE ) p->nProse += p->aLine[i].nWord;
  }
  for(; rc==NEWS_OK && w.iLine<p->nLine; w.iLine++){
    rc = newsWork(p->pArena, RULE_LINE_STEPS);
    if( rc==NEWS_OK ) rc = lineRead(&w);
  }
  return rc==NEWS_OK ? leadRead(&w) : rc;
}

int newsPageCredit(NewsPage *p){
  RuleWalk w = { .p = p };
  size_t nRead = 0;
  int rc = NEWS_OK;
  for(uint32_t i=0; i<p->nLine && nRead<RULE_CREDIT_BYTES; i++){
    const NewsLine *pLine = &p->aLine[i];
    if( pLine->eLine!=NEWS_LN_BODY || pLine->nByte>NEWS_RULE_LINE ) continue;
    uint64_t aSet[RULE_MAX/64] = {0};
    nRead += pLine->nByte;
    w.iLine = i;
    gateOpen(lineText(p, i), pLine->nByte, (int)pLine->nByte, aSet);
    for(int k=0; k<newsRuleN; k++){
      if( (aSet[k>>6]>>(k&63) & 1)==0 || newsRuleRow[k].eScope!=NEWS_RS_PROSE ) continue;
      RuleMatch match;
      int bMatch = ruleTry(p, k, lineText(p, i), pLine->nByte, &match);
      if( bMatch<0 ) return -bMatch;
      if( bMatch && (rc = fieldsSet(&w, lineText(p, i), pLine->nByte, &match))!=NEWS_OK ){
        return rc;
      }
      if( p->azField[NEWS_RG_CREDIT] ) return NEWS_OK;
    }
  }
  return rc;
}
