/*
** sentence.c - the sentence splitter: which tokens begin a sentence.
**
**   Mr. Smith left Apple Inc. on Nov. 6. “We thank him,” it said. U.S. stocks rose.
**   ^                                    ^                        ^
**
** A sentence ends at a paragraph, at the end of a line (unless the text is hard-wrapped or
** the next line goes on in lower case), before a bullet, and after . ! ? … with the quotes
** and brackets that close behind it, if what follows does not go on in lower case. A stop that
** belongs to a word (Inc. U.S. J.) ends a sentence only before a word that starts sentences.
*/
#include "text.h"
#include <string.h>

/* Text with hard line breaks: enough of its line ends are followed by lower case. */
static int isWrapped(const NewsText *p){
  uint32_t nLine = 0, nLower = 0;
  for(uint32_t i=1; i<p->nToken; i++){
    const NewsToken *t = &p->aToken[i];
    if( (t->mFlag & (NEWS_TF_LINE|NEWS_TF_PARA))!=NEWS_TF_LINE ) continue;
    nLine++;
    nLower += t->eKind==NEWS_TK_WORD && !(t->mShape & NEWS_SH_UPPER1)
              && (t->mShape & NEWS_SH_LOWER);
  }
  return nLower>=2 && nLower*4>=nLine;
}

static int isTerminal(const NewsText *p, const NewsToken *t){
  if( t->eKind!=NEWS_TK_PUNCT ) return 0;
  if( t->c=='.' || t->c=='!' || t->c=='?' ) return 1;
  return t->nByte==3 && (memcmp(&p->z[t->iByte], "\xE2\x80\xA6", 3)==0
                      || memcmp(&p->z[t->iByte], "\xE3\x80\x82", 3)==0);
}

/* Does it close a quotation or bracket? ” ’ » as well as straight quotes. */
static int isCloser(const NewsText *p, const NewsToken *t){
  if( t->eKind!=NEWS_TK_PUNCT || (t->mFlag & NEWS_TF_SPACE) ) return 0;
  if( t->c=='"' || t->c=='\'' || t->c==')' || t->c==']' ) return 1;
  if( t->c==0xC2 ) return memcmp(&p->z[t->iByte], "\xC2\xBB", 2)==0;
  return t->nByte==3 && (memcmp(&p->z[t->iByte], "\xE2\x80\x9D", 3)==0
                      || memcmp(&p->z[t->iByte], "\xE2\x80\x99", 3)==0);
}

static int isBullet(const NewsText *p, const NewsToken *t){
  if( t->eKind!=NEWS_TK_PUNCT && t->eKind!=NEWS_TK_SYMBOL ) return 0;
  if( !(t[1].mFlag & NEWS_TF_SPACE) ) return 0;
  if( t->c=='*' || t->c=='-' ) return 1;
  return t->nByte==3 && t->c==0xE2 && (memcmp(&p->z[t->iByte], "\xE2\x80\xA2", 3)==0
      || memcmp(&p->z[t->iByte], "\xE2\x80\x93", 3)==0
      || memcmp(&p->z[t->iByte], "\xE2\x97", 2)==0 || memcmp(&p->z[t->iByte], "\xE2\x96", 2)==0);
}

static int goesOnLower(const NewsToken *t){
  return t->eKind==NEWS_TK_WORD && (t->mShape & NEWS_SH_LOWER)
      && !(t->mShape & (NEWS_SH_UPPER1|NEWS_SH_UPPER|NEWS_SH_IDEO));
}

static int startsSentence(const NewsToken *t){
  return (t->mClass & NEWS_LX_STARTER) && (t->mShape & NEWS_SH_UPPER1);
}

/* Is there a boundary between token i-1 and token i of the same line? */
static int boundaryAt(const NewsText *p, uint32_t i){
  const NewsToken *t = &p->aToken[i], *q;
  uint32_t k = i;
  if( isCloser(p, t) ) return 0;
  while( k>0 && isCloser(p, &p->aToken[k-1]) ) k--;
  if( k==0 ) return 0;
  q = &p->aToken[k-1];
  if( isTerminal(p, q) ){
    if( goesOnLower(t) || isTerminal(p, t) ) return 0;
    if( t->eKind==NEWS_TK_PUNCT && (t->c==',' || t->c==';' || t->c==':' || t->c=='-') ) return 0;
    if( !(t->mFlag & NEWS_TF_SPACE) ){
      /* Glued sentences: "power.However" */
      return k==i && q->nByte==1 && q->c=='.' && k>=2 && (q[-1].mShape & NEWS_SH_LOWER)
          && (t->mShape & (NEWS_SH_UPPER1|NEWS_SH_LOWER))==(NEWS_SH_UPPER1|NEWS_SH_LOWER)
          && q[-1].eKind==NEWS_TK_WORD;
    }
    /* The number of a list: "1. Item" */
    if( q->c=='.' && k>=2 && q[-1].eKind==NEWS_TK_NUMBER && (q[-1].mFlag & NEWS_TF_LINE) ){
      return 0;
    }
    /* "Apple v. Samsung" and "No. 5" are no ends. */
    if( q->c=='.' && q->nByte==1 && k==i && k>=2 && !(q->mFlag & NEWS_TF_SPACE)
     && (q[-1].mClass & NEWS_LX_ABBREV) && !(q[-1].mShape & NEWS_SH_UPPER1)
    ){
      return 0;
    }
    if( t->eKind==NEWS_TK_NUMBER && k>=2 && q->c=='.' && q[-1].nByte==2
     && newsFoldEqual(&p->z[q[-1].iByte], 2, "no", 2) ){
      return 0;
    }
    return 1;
  }
  if( q->eKind==NEWS_TK_WORD && (q->mShape & NEWS_SH_DOT) && p->z[q->iByte+q->nByte-1]=='.' ){
    if( (q->mClass & NEWS_LX_ABBREV) && !(q->mClass & NEWS_LX_ABBREND) ) return 0;
    if( k<i ) return !goesOnLower(t);
    return startsSentence(t) && (t->mFlag & NEWS_TF_SPACE);
  }
  return 0;
}

/* Does the line break before token i end a sentence? */
static int lineEnds(const NewsText *p, uint32_t i, int bWrapped){
  const NewsToken *t = &p->aToken[i], *q = t-1;
  if( (t->mFlag & NEWS_TF_PARA) || isBullet(p, t) ) return 1;
  if( bWrapped ) return boundaryAt(p, i);
  if( goesOnLower(t) && (q->eKind==NEWS_TK_WORD || q->c==',') ) return 0;
  return 1;
}

int newsSentences(NewsArena *pArena, NewsText *p){
  uint32_t nAlloc = p->nToken/12+8, n = 0;
  NewsSentence *a = newsArenaAlloc(pArena, nAlloc*sizeof(*a));
  if( a==0 ) return NEWS_NOMEM;
  int bWrapped = isWrapped(p);
  for(uint32_t i=0; i<p->nToken; i++){
    NewsToken *t = &p->aToken[i];
    int bStart;
    if( i==0 ){
      bStart = 1;
    }else if( t->mFlag & NEWS_TF_LINE ){
      bStart = lineEnds(p, i, bWrapped);
    }else if( t->eKind==NEWS_TK_WORD && t[-1].eKind==NEWS_TK_WORD
           && !(t[-1].mShape & NEWS_SH_DOT) ){
      bStart = 0;               /* the usual case, decided without a look */
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
