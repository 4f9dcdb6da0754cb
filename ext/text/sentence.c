/*
** sentence.c - the sentence splitter: which tokens begin a sentence.
**
**   Mr. Smith left Apple Inc. on Nov. 6. “We thank him,” it said. U.S. stocks rose.
**   ^                                    ^                        ^
**
** A sentence ends at a paragraph, at the end of a line (unless the next line goes on in
** lower case, or the text has hard line breaks and this line was full), before a bullet,
** and after . ! ? … 。 with the quotes and brackets that close behind it, if what follows
** does not go on in lower case. A stop that belongs to a word (Inc. U.S. J.) ends a
** sentence only before a word that starts sentences.
*/
#include "text.h"
#include <string.h>

#define WRAP_NARROW 30    /* code points; shorter lines were not broken by width */
#define WRAP_SLACK  12    /* that a full line may stay below the longest */
#define WRAP_WORK 4096    /* tokens between counts of work */

/* Text with hard line breaks: enough of its line ends are followed by lower case, behind
** lines that are no list. Returns the code points of the longest line that goes on so, 0
** for text without hard breaks. */
static uint32_t wrapWidth(NewsArena *pArena, const NewsText *p){
  uint32_t nLine = 0, nLower = 0, nWidth = 0, iFrom = 0, iAsk = WRAP_WORK;
  for(uint32_t i=1;; i++){
    const NewsToken *t = &p->aToken[i], *pStop = &p->aToken[p->nToken<iAsk ? p->nToken : iAsk];
    while( t<pStop && !(t->mFlag & NEWS_TF_LINE) ) t++;
    i = (uint32_t)(t-p->aToken);
    if( i>=p->nToken ) break;
    if( i==iAsk ){
      if( newsWork(pArena, 4*WRAP_WORK)!=NEWS_OK ) break;
      iAsk += WRAP_WORK;
      if( !(t->mFlag & NEWS_TF_LINE) ) continue;
    }
    uint32_t n = t[-1].iChar+t[-1].nChar-iFrom;
    iFrom = t->iChar;
    if( t->mFlag & NEWS_TF_PARA ) continue;
    nLine++;
    if( t->eKind==NEWS_TK_WORD
     && (t->mShape & (NEWS_SH_UPPER1|NEWS_SH_LOWER))==NEWS_SH_LOWER ){
      nLower++;
      if( n>nWidth ) nWidth = n;
    }
  }
  if( nWidth<WRAP_NARROW ) return 0;
  return nLower*(nLower>=2 ? 4 : 2)>=nLine ? nWidth : 0;
}

/* Value of a token of one character outside ASCII, otherwise its first byte. */
static uint32_t charOf(const NewsText *p, const NewsToken *t){
  if( t->c<0x80 ) return t->c;
  const char *z = &p->z[t->iByte];
  return newsUtf8Read(&z, z+t->nByte);
}

/* A full stop of scripts that put no space behind it. */
static int isWideStop(uint32_t c){
  return c==0x3002 || c==0xFF01 || c==0xFF1F || c==0xFF61;
}

static int isTerminal(const NewsText *p, const NewsToken *t){
  if( t->eKind!=NEWS_TK_PUNCT ) return 0;
  if( t->c<0x80 ) return t->c=='.' || t->c=='!' || t->c=='?';
  uint32_t c = charOf(p, t);
  return c==0x2026 || isWideStop(c) || c==0x61F || c==0x6D4 || c==0x964 || c==0x965
      || c==0xFF0E || (c>=0x203C && c<=0x203D) || (c>=0x2047 && c<=0x2049);
}

/* Does it close a quotation or bracket? Straight quotes do when nothing is between them
** and what they close; “ and « do where German or Danish puts them last. */
static int isCloser(const NewsText *p, const NewsToken *t){
  if( t->eKind!=NEWS_TK_PUNCT ) return 0;
  int bSpace = t->mFlag & NEWS_TF_SPACE, bOpen = !(t[1].mFlag & NEWS_TF_SPACE);
  if( t->c<0x80 ) return !bSpace && strchr("\"')]}", t->c)!=0;
  switch( charOf(p, t) ){
    case 0x2019: case 0x201D: case 0xFF02: case 0xFF09: return !bSpace;
    case 0x2018: case 0x201C: case 0xAB: case 0x2039:   return !bSpace && !bOpen;
    case 0xBB: case 0x203A:                             return !bSpace || !bOpen;
    case 0x3009: case 0x300B: case 0x300D: case 0x300F: case 0x3011: return 1;
  }
  return 0;
}

/* Does it open a quotation, by its form? */
static int isOpener(const NewsText *p, const NewsToken *t){
  if( t->eKind!=NEWS_TK_PUNCT || t->c<0x80 ) return 0;
  uint32_t c = charOf(p, t);
  return c==0x2018 || c==0x201C || c==0x201E || c==0xAB;
}

static int isBullet(const NewsText *p, const NewsToken *t){
  if( t->eKind!=NEWS_TK_PUNCT && t->eKind!=NEWS_TK_SYMBOL ) return 0;
  if( !(t[1].mFlag & NEWS_TF_SPACE) ) return 0;
  if( t->c<0x80 ) return t->c=='*' || t->c=='-';
  uint32_t c = charOf(p, t);
  return c==0x2022 || c==0x2013 || (c>=0x2580 && c<=0x25FF);
}

static int goesOnLower(const NewsToken *t){
  return t->eKind==NEWS_TK_WORD && (t->mShape & NEWS_SH_LOWER)
      && !(t->mShape & (NEWS_SH_UPPER1|NEWS_SH_UPPER|NEWS_SH_IDEO));
}

static int startsSentence(const NewsToken *t){
  return (t->mClass & NEWS_LX_STARTER) && (t->mShape & NEWS_SH_UPPER1);
}

/* Is there a boundary between a full stop, ! or ? at q and token t, with nClose tokens
** that close quotes and brackets between them? */
static int boundaryAfter(const NewsText *p, const NewsToken *q, const NewsToken *t,
                         uint32_t nClose){
  if( goesOnLower(t) || isTerminal(p, t) ) return 0;
  if( t->eKind==NEWS_TK_PUNCT && strchr(",;:-", t->c) ) return 0;
  const NewsToken *w = q>p->aToken ? q-1 : 0;     /* the word before the stop */
  if( q->c>=0x80 && isWideStop(charOf(p, q)) ) return 1;
  if( !(t->mFlag & NEWS_TF_SPACE) ){
    /* Glued sentences: "power.However", "power.“We" */
    if( nClose || q->nByte!=1 || q->c!='.' || w==0 ) return 0;
    if( w->eKind!=NEWS_TK_WORD || !(w->mShape & NEWS_SH_LOWER) ) return 0;
    return (t->mShape & (NEWS_SH_UPPER1|NEWS_SH_LOWER))==(NEWS_SH_UPPER1|NEWS_SH_LOWER)
        || isOpener(p, t);
  }
  if( w==0 || nClose ) return 1;
  if( q->c=='!' ) return !(t->mClass & NEWS_LX_LEGAL);         /* "Yahoo! Inc." */
  if( q->c!='.' || q->nByte!=1 || (q->mFlag & NEWS_TF_SPACE) ) return 1;
  /* The number of a list, a sentence's first token: "1. Item" */
  if( w->eKind==NEWS_TK_NUMBER && (w->mFlag & NEWS_TF_SENT) ) return 0;
  /* "Apple v. Samsung", "No. 5" and "c. 1850" are no ends. */
  if( (w->mClass & NEWS_LX_ABBREV) && !(w->mShape & NEWS_SH_UPPER1) ) return 0;
  if( t->eKind==NEWS_TK_NUMBER ){
    if( w->nByte==1 && (w->mShape & NEWS_SH_LOWER) ) return 0;
    if( w->nByte==2 && newsFoldEqual(&p->z[w->iByte], 2, "no", 2) ) return 0;
  }
  return 1;
}

/* Is there a boundary between token i-1 and token i of the same line? */
static int boundaryAt(const NewsText *p, uint32_t i){
  const NewsToken *t = &p->aToken[i];
  uint32_t k = i;
  if( isCloser(p, t) ) return 0;
  while( k>0 && isCloser(p, &p->aToken[k-1]) ) k--;
  if( k==0 ) return 0;
  const NewsToken *q = &p->aToken[k-1];
  if( isTerminal(p, q) ) return boundaryAfter(p, q, t, i-k);
  if( q->eKind==NEWS_TK_WORD && (q->mShape & NEWS_SH_DOT)
   && p->z[q->iByte+q->nByte-1]=='.' ){
    /* An abbreviation that a sentence goes on behind: Gen. Mr. e.g. */
    int bUpper = q->mShape & NEWS_SH_UPPER1;
    int bKept = !bUpper || (q->mClass & NEWS_LX_ABBREV);
    if( bKept && !(q->mClass & NEWS_LX_ABBREND) ) return 0;
    if( k<i && t[-1].c!=')' && t[-1].c!=']' ) return !goesOnLower(t);
    return startsSentence(t);
  }
  return charOf(p, t)==0x2022 && (t->mFlag & NEWS_TF_SPACE) && isBullet(p, t);
}

/* Does the line break before token i end a sentence? nWidth is wrapWidth, nLine the code
** points of the line before. */
static int lineEnds(const NewsText *p, uint32_t i, uint32_t nWidth, uint32_t nLine){
  const NewsToken *t = &p->aToken[i], *q = t-1;
  if( (t->mFlag & NEWS_TF_PARA) || isBullet(p, t) ) return 1;
  if( goesOnLower(t) && (nWidth || q->eKind==NEWS_TK_WORD || q->c==',') ) return 0;
  if( nWidth==0 ) return 1;
  /* Of text with hard breaks, a line that had room for the next word ends where it
  ** ends. */
  if( nLine+t->nChar+WRAP_SLACK<nWidth && q->c!=',' ) return 1;
  return boundaryAt(p, i);
}

int newsSentences(NewsArena *pArena, NewsText *p){
  uint32_t nAlloc = p->nToken/12+8, n = 0;
  NewsSentence *a = newsArenaAlloc(pArena, nAlloc*sizeof(*a));
  if( a==0 ) return NEWS_NOMEM;
  uint32_t nWidth = wrapWidth(pArena, p), iLine = 0;
  for(uint32_t i=0, iAsk=0; i<p->nToken; i++){
    NewsToken *t = &p->aToken[i], *pStop = &p->aToken[p->nToken<iAsk ? p->nToken : iAsk];
    int bStart = 1;
    if( i>0 ){
      while( t<pStop && !((t->mFlag & (NEWS_TF_LINE|NEWS_TF_SIGN))
                          | (t[-1].mFlag & NEWS_TF_END)) ) t++;
      i = (uint32_t)(t-p->aToken);
      if( i>=p->nToken ) break;
    }
    if( i==iAsk ){
      int rc = newsWork(pArena, 8*WRAP_WORK);
      if( rc!=NEWS_OK ) return rc;
      iAsk += WRAP_WORK;
      if( i-- ) continue;
      i = 0;
    }
    if( i==0 ){
      iLine = 0;
    }else if( t->mFlag & NEWS_TF_LINE ){
      bStart = lineEnds(p, i, nWidth, t[-1].iChar+t[-1].nChar-iLine);
      iLine = t->iChar;
    }else{
      bStart = boundaryAt(p, i);
    }
    if( !bStart ) continue;
    if( n==nAlloc ){
      a = newsArenaGrow(pArena, a, nAlloc*sizeof(*a), 2*(size_t)nAlloc*sizeof(*a));
      if( a==0 ) return NEWS_NOMEM;
      nAlloc *= 2;
    }
    t->mFlag |= NEWS_TF_SENT;
    a[n].iToken = i;
    if( n ) a[n-1].nToken = i-a[n-1].iToken;
    n++;
  }
  if( n ) a[n-1].nToken = p->nToken-a[n-1].iToken;
  p->aSentence = a;
  p->nSentence = n;
  return NEWS_OK;
}

uint32_t newsSentenceOf(const NewsText *p, uint32_t iToken){
  uint32_t lo = 0, hi = p->nSentence;
  while( hi-lo>1 ){
    uint32_t mid = lo+(hi-lo)/2;
    if( p->aSentence[mid].iToken<=iToken ) lo = mid; else hi = mid;
  }
  return lo;
}
