/*
** symbol.c - tickers in all the forms in which news prints them.
**
**   Nvidia Corporation's NVDA     Nvidia Corporation, evidence inline
**   Meituan MPNGY MPNGF           two symbols of one name
**   AstraZeneca (AZN)             evidence paren
**   Skye Bioscience (SKYE)        the same, of no list: by its letters
**   Foo Dynamics (NASDAQ: FOOD)   a company that no list has, with its ticker
**   Alphabet (Nasdaq: GOOG, GOOGL), Shopify TSX: SHOP, Tencent (0700.HK), $NVDA
**
** HOW IT WORKS. The forms are patterns of data/patterns.tsv (pattern.c), tried where a
** token looks like one. A bare capital word is no ticker. It becomes one beside a name
** that has this symbol on some line; behind the name of an exchange and a colon; behind
** a dollar sign; before the tail of an exchange; or, if it is a known US symbol and
** nothing else, where it is spoken of as a share ("MSTR options"), stands in a list of
** them or against another ("V vs. MA"), leads a line before a colon or ends it behind a
** dash. One that no list has is believed behind "ticker" or "symbol", and where its
** letters are those of a name before it that is spoken of as a company or share is; or
** are any, where more than one sign tells of one: "Foo (XYZ) rose 14%", "Foo XYZ shares
** fell". Initials of the words before a bracket, as in "joint venture (JV)", are none.
** An attached symbol is evidence of its name and no mention of its own; the tokens are
** marked, and spans on them dropped.
*/
#include "entityInt.h"
#include <string.h>

#define SYMBOL_BYTES  9      /* longest token that may be one, with its tail */
#define LISTED_BYTES 13      /* the same behind an exchange: RELIANCE.NS */
#define MOVED_TOKENS  5      /* tokens from "rose" to its percentage */
#define PLAIN_TOKENS  5      /* words of "Class A common shares" */
#define NAME_TOKENS  10      /* longest name that is read before an exchange's symbol */
#define FUND_NEAR    32      /* tokens about a symbol that are asked for funds */
#define SAID_SPANS   16      /* names before "ticker X" that are asked for the symbol */
#define BARE_LIST    24      /* symbols of a list that are read together */
#define SYMBOL_STEPS 16      /* steps of work of a token or span that may have one */
#define BARE_STEPS   32      /* those of a capital word that may be one */

/* A symbol in the text. */
typedef struct Symbol {
  const char *z;
  int n;
  uint32_t nTok;             /* tokens it takes */
  const char *zMic;          /* from its tail or the exchange before it; NULL: none */
} Symbol;

/* Is the token written as a symbol is: capitals and stops only? */
static int looksSymbol(const NewsToken *k){
  return k->eKind==NEWS_TK_WORD && newsAllCaps(k) && k->nByte<=6
      && !(k->mShape & (NEWS_SH_WIDE|NEWS_SH_DIGIT));
}

/* Is the token a symbol of capitals alone, without a class or tail? */
static int isOneSymbol(const NewsText *t, uint32_t i){
  const NewsToken *k = &t->aToken[i];
  return looksSymbol(k) && !(k->mShape & NEWS_SH_DOT) && k->nByte>1 && k->nByte<6
      && !(newsIsGlued(&k[1]) && (newsIsChar(&k[1], '-') || newsIsChar(&k[1], '/')));
}

/* The symbol of a match, whose first token is i. The tail of one letter may be a class of
** shares, and is one unless the symbol is known on its exchange and has more letters: not
** in "U.K". 0 where the match ends inside a token. */
static int symbolOf(const NewsGazetteer *p, const NewsText *t, uint32_t i,
                    const NewsPatternHit *pHit, Symbol *s){
  size_t n, nTail;
  const char *zTail = newsPatternField(pHit, NEWS_PG_TAIL, &nTail);
  memset(s, 0, sizeof(*s));
  s->z = newsPatternField(pHit, NEWS_PG_SYMBOL, &n);
  s->n = (int)n;
  if( zTail ) s->zMic = newsExchangeOf(p, newsFoldHash(zTail, nTail), 1);
  if( nTail==1 && (n<2 || newsSymbolFind(p, s->z, s->n, s->zMic)==NEWS_NOBODY) ){
    s->zMic = 0;
    s->n = (int)(n+2);
  }
  const char *zEnd = zTail ? zTail+nTail : s->z+n;
  const NewsToken *k = &t->aToken[i];
  while( k->nByte && &t->z[k->iByte+k->nByte]<zEnd ) k++;
  s->nTok = (uint32_t)(k-&t->aToken[i])+1;
  const char *zToken = &t->z[k->iByte+k->nByte];     /* "BP." may be one token */
  return zToken==zEnd || (zTail==0 && zToken==zEnd+1 && *zEnd=='.');
}

/* The symbol at a token, with the class of shares behind it and the tail of its exchange.
** bListed: digits alone will do. Behind one that was run together with a name the text
** ends. */
static int symbolAt(NewsWork *w, const NewsText *t, uint32_t i, int bListed, Symbol *s){
  const NewsToken *k = &t->aToken[i];
  NewsPatternHit hit;
  if( k->nByte>(bListed ? LISTED_BYTES : SYMBOL_BYTES)
   || !(newsAllCaps(k) || k->eKind==NEWS_TK_NUMBER) ) return 0;
  NewsText one = *t;
  if( k[1].eKind==NEWS_TK_WORD && k[1].iByte==k->iByte+k->nByte ) one.nByte = k[1].iByte;
  return newsPatternAt(w, &one, bListed ? NEWS_PL_LISTED : NEWS_PL_SYMBOL, k->iByte, &hit)
      && symbolOf(w->pGaz, t, i, &hit, s);
}

/* The symbol behind the dollar sign at token i. */
static int cashtagAt(NewsWork *w, const NewsText *t, uint32_t i, Symbol *s){
  NewsPatternHit hit;
  return (t->aToken[i+1].mShape & NEWS_SH_UPPER1)
      && newsPatternAt(w, t, NEWS_PL_CASHTAG, t->aToken[i].iByte, &hit)
      && symbolOf(w->pGaz, t, i+1, &hit, s);
}

/*-------------------------------------------------------------------- attached symbols */

/* The entity of a span that has the symbol; NEWS_NOBODY when none of its candidates. */
static uint32_t spanSymbol(const NewsWork *w, const NewsField *f, const NewsSpan *s,
                           const Symbol *y){
  NewsCand aCand[NEWS_CAND_MAX];
  int n = newsCandidates(w, &f->text, s, aCand);
  for(int i=0; i<n; i++){
    if( newsSymbolOf(w->pGaz, aCand[i].iNumber, y->z, y->n) ) return aCand[i].iNumber;
  }
  return NEWS_NOBODY;
}

/* Give a span the symbol and what it proves. */
static void attach(NewsWork *w, NewsField *f, NewsSpan *s, const Symbol *y,
                   uint32_t iNumber, int eEvidence){
  if( s->zSymbol==0 ){
    s->zSymbol = y->z;
    s->nSymbol = y->n;
    s->zMic = y->zMic;
  }
  if( iNumber!=NEWS_NOBODY ){
    NewsKind x = newsKind(w->pGaz, iNumber);
    s->iNumber = iNumber;
    s->eLabel = x.eLabel;
    s->eSubtype = x.eSubtype;
  }
  s->mFlag &= (uint8_t)~NEWS_SF_AMBIG;
  if( eEvidence>s->eEvidence ) s->eEvidence = (uint8_t)eEvidence;
  newsUse(f, s, NEWS_US_TAKEN);
}

static void useTokens(NewsField *f, uint32_t iFrom, uint32_t iTo){
  for(uint32_t i=iFrom; i<iTo; i++) f->aUse[i] |= NEWS_US_SYMBOL|NEWS_US_TAKEN;
}

/* Symbols behind a name without a bracket: "Nvidia NVDA", "Meituan MPNGY MPNGF", "Nvidia
** $NVDA". */
static void inlineAfter(NewsWork *w, NewsField *f, uint32_t iSpan){
  const NewsText *t = &f->text;
  uint32_t i = w->aSpan[iSpan].iTok+w->aSpan[iSpan].nTok;
  Symbol first = { 0 }, y;
  int nSeen = 0;
  if( t->aToken[i].eKind==NEWS_TK_POSS ) i++;
  while( i<t->nToken ){
    const NewsToken *k = &t->aToken[i];
    uint32_t bCash = newsIsChar(k, '$') && newsIsGlued(&k[1]);
    if( (k->mFlag & (NEWS_TF_LINE|NEWS_TF_SENT)) || newsIsGlued(k) ) return;
    if( bCash ? !cashtagAt(w, t, i, &y) : !symbolAt(w, t, i, 0, &y) ) return;
    const NewsToken *pNext = &t->aToken[i+bCash+y.nTok];
    if( newsIsGlued(pNext) && (pNext->eKind==NEWS_TK_SYMBOL || newsIsChar(pNext, '-')
                        || newsIsChar(pNext, '/')
                        || (newsIsChar(pNext, ':')
                            && newsExchangeOf(w->pGaz, t->aToken[i+bCash].hash, 0))) ){
      return;
    }
    uint32_t iNumber = spanSymbol(w, f, &w->aSpan[iSpan], &y);
    if( iNumber==NEWS_NOBODY
     && !(nSeen && first.n==5 && y.n==5 && newsIsSibling(first.z, y.z)) ) return;
    attach(w, f, &w->aSpan[iSpan], &y, nSeen ? NEWS_NOBODY : iNumber,
           bCash ? NEWS_EV_CASHTAG : NEWS_EV_INLINE);
    if( nSeen++==0 ) first = y;
    useTokens(f, i, i+bCash+y.nTok);
    i += bCash+y.nTok;
  }
}

/* The bracket at token i opens behind a span: symbols of its entity in it? "(AZN)"
** "($NVDA)" "(BRK.A, BRK.B)" "(ticker: SHOP)". */
static void bracketAfter(NewsWork *w, NewsField *f, uint32_t iSpan, uint32_t i){
  const NewsText *t = &f->text;
  uint32_t iOpen = i++, iEnd = i;
  NewsPatternHit hit;
  Symbol y;
  if( !newsPatternAt(w, t, NEWS_PL_BRACKET, t->aToken[iOpen].iByte, &hit) ) return;
  while( t->aToken[iEnd].nByte && t->aToken[iEnd].iByte<hit.aSpan[1] ) iEnd++;
  for(int nSeen=0; i<iEnd; i++){
    if( (f->aUse[i] & NEWS_US_SYMBOL) || !symbolAt(w, t, i, 0, &y) ) continue;
    uint32_t iNumber = spanSymbol(w, f, &w->aSpan[iSpan], &y);
    if( iNumber==NEWS_NOBODY ) continue;
    attach(w, f, &w->aSpan[iSpan], &y, nSeen++ ? NEWS_NOBODY : iNumber, NEWS_EV_PAREN);
    useTokens(f, iOpen, iEnd);
    return;
  }
}

/* Do the letters of the symbol stand in the words [iTok,iTok+nTok), in their order, its
** first at their beginning: SKYE in Skye Bioscience? */
static int spells(const NewsText *t, uint32_t iTok, uint32_t nTok, const Symbol *y){
  const NewsToken *kLast = &t->aToken[iTok+nTok-1];
  const char *z = &t->z[t->aToken[iTok].iByte], *zEnd = &t->z[kLast->iByte+kLast->nByte];
  int i = 0;
  if( (*z & 0xDF)!=y->z[0] ) return 0;
  for(; z<zEnd && i<y->n; z++) i += (*z & 0xDF)==y->z[i];
  return i==y->n;
}

/* Is it a dash with blanks about it, or a bar? */
static int isDash(const NewsText *t, uint32_t i){
  const NewsToken *k = &t->aToken[i];
  const char *z = &t->z[k->iByte];
  return (k->mFlag & NEWS_TF_SPACE)
      && (newsIsChar(k, '-') || newsIsChar(k, '|')
          || (k->nByte==2 && memcmp(z, "--", 2)==0)
          || (k->nByte==3 && z[0]=='\xE2' && z[1]=='\x80'
              && (z[2]=='\x93' || z[2]=='\x94')));
}

/* Is the token the last of its line? */
static int isLineEnd(const NewsField *f, uint32_t i){
  return i+1>=f->text.nToken || (f->text.aToken[i+1].mFlag & NEWS_TF_LINE);
}

/*------------------------------------------------------------------ exchange and colon */

/* First token of the capitalised name that ends before iEnd; iEnd when there is none. */
static uint32_t nameStart(const NewsField *f, uint32_t iEnd){
  const NewsToken *a = f->text.aToken;
  uint32_t i = iEnd;
  while( i>0 && iEnd-i<NAME_TOKENS ){
    const NewsToken *k = &a[i-1];
    if( f->aUse[i-1] & NEWS_US_SYMBOL ) break;
    if( i<iEnd && (a[i].mFlag & NEWS_TF_LINE) ) break;
    if( k->eKind==NEWS_TK_WORD && ((k->mShape & NEWS_SH_UPPER1)
        || (i==iEnd && i>1 && (k->mClass & NEWS_LX_LEGAL)
            && (a[i-2].mShape & NEWS_SH_UPPER1))) ){
      if( (k->mFlag & NEWS_TF_SENT) && (k->mClass & NEWS_LX_STOP) ) break;
      i--;
    }else if( i<iEnd && i>1 && (a[i-2].mShape & NEWS_SH_UPPER1)
           && (newsIsChar(k, '&') || newsIsChar(k, '-') || k->eKind==NEWS_TK_POSS
               || (newsIsChar(k, ',') && (a[i].mClass & NEWS_LX_LEGAL))
               || (k->mClass==NEWS_LX_STOP && k->nByte==2 && k->c=='o'
                   && (a[i-2].mClass & NEWS_LX_ORGHEAD)))
    ){
      i--;
    }else{
      break;
    }
  }
  while( i<iEnd && ((a[i].mClass & (NEWS_LX_TITLE|NEWS_LX_ROLE|NEWS_LX_STOP))
                    || !(a[i].mShape & NEWS_SH_UPPER1)) ) i++;
  return i;
}

/* Are the words before an exchange's symbol no name, as "The Company" and "Common Stock"?
*/
static int isPlainNoun(const NewsText *t, uint32_t iFrom, uint32_t iTo){
  while( iFrom<iTo
      && newsWhichWord(t, iFrom, "company corporation firm group bank fund trust issuer "
                       "registrant share shares stock stocks units common ordinary "
                       "preferred parent aktie aktien konzern unternehmen die der")>=0
  ) iFrom++;
  return iFrom==iTo;
}

/* The token before which the name ends whose shares stand before token iEnd, as in "Foo's
** Class A shares (NYSE: FOO)"; iEnd when none do. */
static uint32_t beforeShares(const NewsText *t, uint32_t iEnd){
  uint32_t i = iEnd;
  if( i<2 || newsWhichWord(t, i-1, "share shares stock units warrants")<0 ) return iEnd;
  while( i>1 && iEnd-i<PLAIN_TOKENS && !(t->aToken[i].mFlag & NEWS_TF_LINE)
      && (newsWhichWord(t, i-1, "share shares stock units warrants common ordinary "
                        "preferred class series american depositary")>=0
          || (t->aToken[i-1].nByte==1 && newsWhichWord(t, i-2, "class series")>=0)) ) i--;
  const NewsToken *k = &t->aToken[i-1];
  return k->eKind==NEWS_TK_POSS || (newsIsGlued(k) && newsIsChar(k, '\'')) ? i-1 : i;
}

/* An exchange's symbol y at token iSym. iName is behind the last token of what may be its
** name. The matcher's spans are [iFirst,nMatch). */
static void explicitSymbol(NewsWork *w, NewsField *f, uint32_t iFirst, uint32_t nMatch,
                           uint32_t iName, uint32_t iSym, const Symbol *y){
  uint32_t iNumber = newsSymbolFind(w->pGaz, y->z, y->n, y->zMic);
  NewsSpan *s;
  int64_t iSpan = newsSpanEnding(w, iFirst, nMatch, iName);
  if( iSpan<0 ){
    iName = beforeShares(&f->text, iName);
    iSpan = newsSpanEnding(w, iFirst, nMatch, iName);
  }
  if( iSpan>=0 ){
    s = &w->aSpan[iSpan];
    uint32_t iOwn = spanSymbol(w, f, s, y);
    if( iOwn!=NEWS_NOBODY ){
      attach(w, f, s, y, iOwn, NEWS_EV_PAREN);
      return;
    }
    if( !(s->mFlag & NEWS_SF_AMBIG) && s->eLabel==NEWS_ORG && iNumber==NEWS_NOBODY ){
      attach(w, f, s, y, NEWS_NOBODY, NEWS_EV_PAREN);
      return;
    }
  }
  uint32_t iStart = iSpan>=0 && !(w->aSpan[iSpan].mFlag & NEWS_SF_AMBIG) ? iName
                  : nameStart(f, iName);
  if( iStart<iName && !isPlainNoun(&f->text, iStart, iName) ){
    s = newsSpanAdd(w, f, iStart, iName-iStart, NEWS_ORG);
  }else{
    s = newsSpanAdd(w, f, iSym, y->nTok, NEWS_ORG);
  }
  if( s==0 ) return;
  s->eSubtype = NEWS_ST_COMPANY;
  attach(w, f, s, y, iNumber, NEWS_EV_PAREN);
}

/* The name of an exchange before a colon at token iColon: its MIC, and its first token.
*/
static const char *exchangeBefore(const NewsWork *w, const NewsText *t, uint32_t iColon,
                                  uint32_t *piStart){
  const char *zMic = 0;
  uint32_t i = iColon;
  while( i>0 && iColon-i<5 && zMic==0 ){
    const NewsToken *k = &t->aToken[--i];
    if( k->eKind!=NEWS_TK_WORD || !(k->mShape & NEWS_SH_UPPER1) ) return 0;
    zMic = newsExchangeOf(w->pGaz, k->hash, 0);
    if( zMic==0 && i>1 && newsIsGlued(k) && newsIsChar(&k[-1], '-')
     && newsExchangeOf(w->pGaz, k[-2].hash, 0) ){
      i -= 2;                                                     /* TSX-V */
      zMic = newsExchangeOf(w->pGaz, k->hash, 1);
      if( zMic==0 ) zMic = newsExchangeOf(w->pGaz, k[-2].hash, 0);
    }
  }
  /* "NYSE Arca" */
  while( zMic && i>0 && (t->aToken[i].mFlag & NEWS_TF_SPACE)
      && newsExchangeOf(w->pGaz, t->aToken[i-1].hash, 0)
      && (t->aToken[i-1].mShape & NEWS_SH_UPPER1) ) i--;
  *piStart = i;
  return zMic;
}

/* An exchange's name before the colon at iColon, and symbols behind it: all of them are
** marked, the first one counts. Returns the token behind. */
static uint32_t exchangeColon(NewsWork *w, NewsField *f, uint32_t iFirst, uint32_t nMatch,
                              uint32_t iColon){
  const NewsText *t = &f->text;
  uint32_t iStart, i = iColon+1;
  NewsPatternHit hit;
  Symbol y;
  if( !newsAllCaps(&t->aToken[i]) && t->aToken[i].eKind!=NEWS_TK_NUMBER ) return i;
  const char *zMic = exchangeBefore(w, t, iColon, &iStart);
  if( zMic==0 || !newsPatternAt(w, t, NEWS_PL_LISTING, t->aToken[iColon].iByte, &hit)
   || !symbolAt(w, t, i, 1, &y) ) return i;
  if( y.zMic==0 ) y.zMic = zMic;
  /* Only India's are longer: "NYSE: TRADING HALTED" names none. */
  if( y.n>6 && strcmp(y.zMic, "XNSE") && strcmp(y.zMic, "XBOM") ) return i;
  uint32_t bOpen = iStart>0 && (newsIsChar(&t->aToken[iStart-1], '(')
                             || newsIsChar(&t->aToken[iStart-1], '['));
  uint32_t iName = iStart-bOpen;
  int bAgain = bOpen && iName>0 && (f->aUse[iName-1] & NEWS_US_SYMBOL)
            && newsIsChar(&t->aToken[iName-1], ')');      /* "(TSX: X) (OTCQB: XXF)" */
  if( iName>0 && t->aToken[iName-1].eKind==NEWS_TK_POSS ) iName--;
  if( !(f->aUse[iStart] & NEWS_US_SYMBOL) && !bAgain ){
    explicitSymbol(w, f, iFirst, nMatch, iName, i, &y);
  }
  i += y.nTok;
  /* More of them in the same bracket: ", GOOGL" "; TSX: SHOP" "/AI". */
  while( bOpen && i<t->nToken && t->aToken[i].iByte<hit.aSpan[1] ) i++;
  useTokens(f, iStart-bOpen, i);
  return i;
}

/* Does the sentence speak of a fund or coin, whose symbol is no company's? */
static int isFund(const NewsText *t, uint32_t iTok){
  const NewsSentence *q = &t->aSentence[newsSentenceOf(t, iTok)];
  uint32_t iFrom = q->iToken, iTo = q->iToken+q->nToken;
  if( iTok>iFrom+FUND_NEAR ) iFrom = iTok-FUND_NEAR;
  if( iTo>iTok+FUND_NEAR ) iTo = iTok+FUND_NEAR;
  for(uint32_t i=iFrom; i<iTo; i++){
    if( newsWhichWord(t, i, "etf etfs fund funds token coin coins crypto "
                      "cryptocurrency bitcoin")>=0 ){
      return 1;
    }
  }
  return 0;
}

/* Is the word of a symbol's form another one by itself: CEO, AND, USD, INC? */
static int isOtherWord(const NewsWork *w, const NewsToken *k){
  return (k->mClass & (NEWS_LX_STOP|NEWS_LX_LEGAL|NEWS_LX_CURRENCY|NEWS_LX_TITLE
                       |NEWS_LX_ROLE|NEWS_LX_MONTH|NEWS_LX_WEEKDAY))
      || (newsClassOf(w, k->hash) & w->aClass[NEWS_CL_ACRONYM]);
}

/* Are the words [iFrom,iTo) the name of what has a symbol and is no company, as an index
** or a coin? */
static int isOtherListed(const NewsText *t, uint32_t iFrom, uint32_t iTo){
  for(uint32_t i=iFrom; i<iTo; i++){
    if( (t->aToken[i].mClass & NEWS_LX_CURRENCY)
     || newsWhichWord(t, i, "index composite average fund etf etn trust spdr ishares "
                      "sector coin token protocol futures crude")>=0 ) return 1;
  }
  return 0;
}

/* Is it told at token i, behind a name or symbol, that shares of it moved or what it
** earned: "rose 14%", "shares fell", "is trading higher", "Q3 earnings"? */
static int isMoved(const NewsWork *w, const NewsText *t, uint32_t i){
  if( newsWhichWord(t, i, "share shares stock earnings")>=0
   || (newsWhichWord(t, i, "q1 q2 q3 q4")>=0
       && newsWhichWord(t, i+1, "earnings results revenue sales profit")>=0) ) return 1;
  if( newsWhichWord(t, i, "reported reports posted posts")>=0 ){
    return newsSentenceTells(w, t, i, NEWS_TP_MARKET);
  }
  i += newsWhichWord(t, i, "is are was were")>=0;
  if( newsWhichWord(t, i, "trades traded trading")>=0 ) return 1;
  if( !(newsClassOf(w, t->aToken[i].hash) & w->aClass[NEWS_CL_MOVE])
   && newsWhichWord(t, i, "up down")<0 ) return 0;
  for(uint32_t k=i+1; k<i+MOVED_TOKENS && k<t->nToken; k++){
    if( t->aToken[k].c=='%' || newsWhichWord(t, k, "percent pct")>=0 ) return 1;
  }
  return newsSentenceTells(w, t, i, NEWS_TP_MARKET);
}

/* The symbol that fills the bracket at token i-1, also one with the tail of an exchange
** that no list has: "(ABC.L)". Is it one, of two letters or more? */
static int bracketSymbol(NewsWork *w, const NewsText *t, uint32_t i, Symbol *y){
  const NewsToken *k = &t->aToken[i];
  if( isOneSymbol(t, i) && newsIsChar(&k[1], ')') ){
    *y = (Symbol){ &t->z[k->iByte], (int)k->nByte, 1, 0 };
  }else if( !((k->mShape & NEWS_SH_DOT) || newsIsChar(&k[1], '.'))
         || (k->mShape & (NEWS_SH_WIDE|NEWS_SH_DIGIT)) || !symbolAt(w, t, i, 0, y) ){
    return 0;
  }else if( y->zMic==0 && y->n>4 && y->z[y->n-2]=='.' ){
    y->zMic = newsExchangeOf(w->pGaz, newsFoldHash(&y->z[y->n-1], 1), 1);
    if( y->zMic ) y->n -= 2;
  }
  return y->n>1 && y->n<6 && newsIsChar(&t->aToken[i+y->nTok], ')');
}

/* A symbol alone in brackets, at token i, behind a name of no list, whose initials it is
** not. It is one when it has an exchange's tail; when its letters are the name's and the
** sentence is of business; when the name has a legal form or moves as shares do. */
static void bracketAlone(NewsWork *w, NewsField *f, uint32_t iFirst, uint32_t nMatch,
                         uint32_t i){
  const NewsText *t = &f->text;
  const NewsToken *k = &t->aToken[i];
  Symbol y;
  if( i<2 || (f->aUse[i] & NEWS_US_SYMBOL) || !bracketSymbol(w, t, i, &y) ) return;
  uint32_t iStart = nameStart(f, i-1), n = i-1-iStart, iRun, nRun;
  if( n==0 || isPlainNoun(t, iStart, i-1) || newsIsAcronym(t, iStart, n, i)
   || isOtherListed(t, iStart, i-1) ) return;
  if( y.zMic==0 && (!spells(t, iStart, n, &y)
                    || !newsSentenceTells(w, t, i, NEWS_TP_BUSINESS)) ){
    const NewsToken *kName = &t->aToken[iStart];
    int bLegal = newsWhichWord(t, i-2, "inc inc. plc")>=0;
    if( y.n<3 || newsAllCaps(kName) || isOtherWord(w, k) || isFund(t, i)
     || newsExchangeOf(w->pGaz, k->hash, 0)
     || newsSymbolFind(w->pGaz, y.z, y.n, 0)!=NEWS_NOBODY ) return;
    if( !bLegal && (!isMoved(w, t, i+y.nTok+1)
                    || (n<4 && (kName->mClass & NEWS_LX_GIVEN)
                        && !(k[-2].mClass & (NEWS_LX_LEGAL|NEWS_LX_ORGHEAD)))) ) return;
  }
  int64_t iSpan = newsSpanEnding(w, iFirst, nMatch, i-1);
  if( (iSpan>=0 && !(w->aSpan[iSpan].mFlag & NEWS_SF_AMBIG))
   || newsMatchAt(w, 0, t, i, &iRun, &nRun) ) return;    /* ETH is a coin */
  NewsSpan *s = newsSpanAdd(w, f, iStart, n, NEWS_ORG);
  if( s==0 ) return;
  s->eSubtype = NEWS_ST_COMPANY;
  attach(w, f, s, &y, NEWS_NOBODY, NEWS_EV_PAREN);
  useTokens(f, i-1, i+y.nTok+1);
}

/*------------------------------------------------------------------- symbols by words */

/* Is token i behind words that say it is a symbol: "under the symbol", "ticker:"? Gives
** the first of them. */
static int symbolSaid(const NewsText *t, uint32_t i, uint32_t *piFirst){
  while( i>0 && t->aToken[i-1].eKind==NEWS_TK_PUNCT && !newsIsChar(&t->aToken[i-1], '(')
      && !newsIsChar(&t->aToken[i-1], '.') && !newsIsChar(&t->aToken[i-1], ',') ) i--;
  if( i==0 || (t->aToken[i].mFlag & NEWS_TF_SENT) ) return 0;
  uint32_t k = i-1;
  int eWord = newsWhichWord(t, k, "ticker symbol symbols");
  if( eWord<0 ) return 0;
  int bTicker = eWord==0;
  if( k>0 && newsWhichWord(t, k-1, "ticker stock trading share")>=0 ){
    bTicker = 1;
    k--;
  }
  *piFirst = k;
  if( bTicker || (k>0 && newsIsChar(&t->aToken[k-1], '(')) ) return 1;
  return newsWhichWord(t, k-1, "the")>=0
      && newsWhichWord(t, k-2, "under with by using")>=0;
}

/* "Foo Holdings (ticker: FOO)", "will trade under the symbol FOO". */
static void symbolByWord(NewsWork *w, NewsField *f, uint32_t iFirst, uint32_t nMatch,
                         uint32_t i){
  const NewsText *t = &f->text;
  uint32_t iSaid;
  Symbol y;
  if( (f->aUse[i] & NEWS_US_SYMBOL) || !looksSymbol(&t->aToken[i])
   || !symbolSaid(t, i, &iSaid) || !symbolAt(w, t, i, 0, &y) || y.n>5 ) return;
  if( y.n>1 && y.z[y.n-1]=='.' ) y.n--;
  if( newsSymbolFind(w->pGaz, y.z, y.n, 0)==NEWS_NOBODY && isFund(t, i) ) return;
  uint32_t bOpen = iSaid>0 && newsIsChar(&t->aToken[iSaid-1], '(');
  /* Its company in the same sentence: "Gartner, ticker IT". */
  const NewsSentence *q = &t->aSentence[newsSentenceOf(t, i)];
  uint32_t lo = iFirst, hi = nMatch;
  while( lo<hi ){
    uint32_t k = lo+(hi-lo)/2;
    if( w->aSpan[k].iTok<i ) lo = k+1; else hi = k;
  }
  for(uint32_t n=0; n<SAID_SPANS && lo>iFirst && w->aSpan[lo-1].iTok>=q->iToken; n++){
    NewsSpan *s = &w->aSpan[--lo];
    uint32_t iNumber = spanSymbol(w, f, s, &y);
    if( iNumber==NEWS_NOBODY ) continue;
    attach(w, f, s, &y, iNumber, bOpen ? NEWS_EV_PAREN : NEWS_EV_INLINE);
    useTokens(f, i, i+y.nTok);
    return;
  }
  explicitSymbol(w, f, iFirst, nMatch, bOpen ? iSaid-1 : i, i, &y);
  useTokens(f, bOpen ? iSaid-1 : i, i+y.nTok+bOpen);
}

/* Does a name with its symbol stand beside the name that begins at token iStart and has
** its symbol at token i, in a list: "Nvidia NVDA, Foo XYZ and Tesla TSLA"? */
static int isBesidePair(const NewsField *f, uint32_t iStart, uint32_t i){
  const NewsText *t = &f->text;
  uint32_t k = iStart;
  while( k>0 && iStart-k<2 && newsWhichWord(t, k-1, ", and &")>=0 ) k--;
  if( k<iStart && k>0 && (f->aUse[k-1] & NEWS_US_SYMBOL) ) return 1;
  uint32_t iNext = i+1;
  while( iNext<i+3 && newsWhichWord(t, iNext, ", and &")>=0 ) iNext++;
  if( iNext==i+1 ) return 0;
  for(k=iNext; k<t->nToken && (t->aToken[k].mShape & NEWS_SH_UPPER1)
      && k<iNext+NEWS_LIST_NAME; k++){
    if( f->aUse[k] & NEWS_US_SYMBOL ) return k>iNext;
  }
  return 0;
}

/* Is the symbol y at token i of the name [iStart,iName) before it, by the words beside
** it, which are said of shares, or by the nPair other names of the text that have their
** symbols so? One whose letters are not the name's needs more than one sign. */
static int isOfName(const NewsWork *w, const NewsField *f, uint32_t iStart,
                    uint32_t iName, uint32_t i, const Symbol *y, uint32_t nPair){
  const NewsText *t = &f->text;
  const NewsToken *k = &t->aToken[i];
  const uint32_t mLast = t->aToken[iName-1].mClass, n = iName-iStart;
  int bSpells = spells(t, iStart, n, y), bLegal = n>1 && (mLast & NEWS_LX_LEGAL);
  int bForm = bLegal || (n>1 && (mLast & NEWS_LX_ORGHEAD));
  int bNext = newsWhichWord(t, i+1, "share shares stock")>=0;
  int bShare = bNext
            || (iStart>1 && newsWhichWord(t, iStart-1, "of in")>=0
                && newsWhichWord(t, iStart-2, "share shares stock")>=0);
  if( iName<i ) return bSpells && bNext && y->n>2;
  if( !bSpells && !bShare && !bForm && nPair<2 ) return 0;
  const NewsToken *kNext = &k[1+bNext];
  int bMove = (newsClassOf(w, kNext->hash) & w->aClass[NEWS_CL_MOVE])
           || isMoved(w, t, i+1+(uint32_t)bNext)
           || (newsWhichWord(t, i+1, "to at")>=0
               && (newsClassOf(w, k[2].hash) & w->aClass[NEWS_CL_CALL]));
  int bEnd = isLineEnd(f, i) || bMove || newsIsChar(&k[1], '(') || newsIsChar(&k[1], ',')
          || newsIsChar(&k[1], '.') || (k[1].mClass & NEWS_LX_VERBCUE)
          || (newsClassOf(w, k[1].hash) & w->aClass[NEWS_CL_ACT])
          || newsWhichWord(t, i+1, "is are was on has and or")>=0;
  if( bSpells && bLegal ) return bShare || bEnd;
  int bKind = iStart>0
           && (newsClassOf(w, t->aToken[iStart-1].hash) & w->aClass[NEWS_CL_KIND]);
  if( y->n<3 ) return 0;
  if( iStart>0 && newsWhichWord(t, iStart-1, "the a an")>=0 && !bLegal ) return 0;
  if( bSpells ) return bShare || nPair || bKind || bMove || (bForm && bEnd);
  return (bShare && bMove && (bForm || y->n>3)) || (bForm && bKind && bMove)
      || (nPair>1 && bEnd && isBesidePair(f, iStart, i));
}

/* A symbol behind a name of no list, without a bracket: "Foo Holdings, Inc. FOO shares".
*/
static void symbolOfName(NewsWork *w, NewsField *f, uint32_t iFirst, uint32_t nMatch,
                         uint32_t i, uint32_t nPair){
  const NewsText *t = &f->text;
  const NewsToken *k = &t->aToken[i];
  uint32_t iRun, nRun;
  if( i==0 || (f->aUse[i] & (NEWS_US_SYMBOL|NEWS_US_CAPS))
   || !(k[-1].eKind==NEWS_TK_POSS || (k[-1].mShape & NEWS_SH_UPPER1)
        || (k[-1].mClass & NEWS_LX_LEGAL))
   || (k->mFlag & (NEWS_TF_LINE|NEWS_TF_SENT)) || newsIsGlued(k) || !isOneSymbol(t, i)
   || isOtherWord(w, k) ) return;
  Symbol y = { &t->z[k->iByte], (int)k->nByte, 1, 0 };
  uint32_t iName = i>1 && k[-1].eKind==NEWS_TK_POSS ? i-1 : i;
  uint32_t iStart = nameStart(f, iName), n = iName-iStart;
  if( n==0 || (n==1 && newsAllCaps(&t->aToken[iStart]))
   || !isOfName(w, f, iStart, iName, i, &y, nPair) || isPlainNoun(t, iStart, iName)
   || isOtherListed(t, iStart, iName) || newsExchangeOf(w->pGaz, k->hash, 0) ) return;
  int bSpells = spells(t, iStart, n, &y);
  uint32_t bLegal = n>1 && (t->aToken[iName-1].mClass & NEWS_LX_LEGAL)!=0;
  if( !bLegal || !bSpells ){
    if( (f->aUse[i] & (NEWS_US_TAKEN|NEWS_US_MAYBE))
     || (f->aUse[iName-1-bLegal] & NEWS_US_TAKEN)
     || (t->aToken[iName-1].mClass & NEWS_LX_STOP)
     || (!bSpells && newsSymbolFind(w->pGaz, y.z, y.n, 0)!=NEWS_NOBODY)
     || newsIsAcronym(t, iStart, n, i) || newsMatchAt(w, 0, t, i, &iRun, &nRun) ) return;
  }
  explicitSymbol(w, f, iFirst, nMatch, iName, i, &y);
  useTokens(f, i, i+1);
}

/* At the end of a headline, behind a dash, the symbol of a company with a legal form in
** it: "Reminds Foo Holdings, Inc. Investors of the Deadline - FOO". */
static void symbolAtEnd(NewsWork *w, NewsField *f, uint32_t i){
  const NewsText *t = &f->text;
  Symbol y;
  if( i<4 || !isLineEnd(f, i) || !isDash(t, i-1) || (f->aUse[i] & NEWS_US_SYMBOL)
   || !looksSymbol(&t->aToken[i]) || !symbolAt(w, t, i, 0, &y) || y.n<2 ) return;
  for(uint32_t k=i-1; k>0 && !(t->aToken[k].mFlag & NEWS_TF_LINE); k--){
    if( !(t->aToken[k-1].mClass & NEWS_LX_LEGAL)
     || !(t->aToken[k-1].mShape & NEWS_SH_UPPER1) ) continue;
    uint32_t iStart = nameStart(f, k);
    while( iStart+1<k && !spells(t, iStart, k-iStart, &y) ) iStart++;
    if( iStart+1>=k ) continue;
    NewsSpan *s = newsSpanAdd(w, f, iStart, k-iStart, NEWS_ORG);
    if( s==0 ) return;
    s->eSubtype = NEWS_ST_COMPANY;
    attach(w, f, s, &y, newsSymbolFind(w->pGaz, y.z, y.n, 0), NEWS_EV_INLINE);
    useTokens(f, i, i+1);
    return;
  }
}

/*--------------------------------------------------------------------------- alone: $X */

/* The coin whose symbol, an alias of it, is token i: BTC. */
static uint32_t coinAt(const NewsWork *w, const NewsField *f, uint32_t i){
  NewsCand aCand[NEWS_CAND_MAX];
  NewsSpan s;
  uint32_t nTok;
  memset(&s, 0, sizeof(s));
  s.iRunUser = NEWS_NOBODY;
  s.iMatch = i;
  if( !newsMatchAt(w, 0, &f->text, i, &s.iRun, &nTok) || nTok>1 ){
    return NEWS_NOBODY;
  }
  int n = newsCandidates(w, &f->text, &s, aCand);
  for(int k=0; k<n; k++){
    if( newsKind(w->pGaz, aCand[k].iNumber).eSubtype==NEWS_ST_CRYPTO ){
      return aCand[k].iNumber;
    }
  }
  return NEWS_NOBODY;
}

/* "$NVDA" or "0700.HK" or "AZN.L" at token i, which is no part of another symbol. */
static void symbolAlone(NewsWork *w, NewsField *f, uint32_t i){
  const NewsToken *k = &f->text.aToken[i];
  uint32_t bCash = newsIsChar(k, '$');
  Symbol y;
  if( f->aUse[i] & NEWS_US_SYMBOL ) return;
  if( bCash && i && newsIsGlued(k) && k[-1].eKind==NEWS_TK_WORD ) return;
  if( bCash ? !cashtagAt(w, &f->text, i, &y)
            : !symbolAt(w, &f->text, i, 0, &y) || y.zMic==0 ) return;
  if( bCash && ((k[1].mClass & (NEWS_LX_CURRENCY|NEWS_LX_SCALE))
             || newsIsGlued(&k[1+y.nTok]))
   && !(k[1+y.nTok].eKind==NEWS_TK_POSS || k[1+y.nTok].eKind==NEWS_TK_PUNCT) ) return;
  uint32_t iNumber = newsSymbolFind(w->pGaz, y.z, y.n, y.zMic);
  if( iNumber==NEWS_NOBODY && (!bCash || y.n<2) ) return;
  NewsSpan *s = newsSpanAdd(w, f, i, bCash+y.nTok, NEWS_ORG);
  if( s==0 ) return;
  s->eSubtype = NEWS_ST_COMPANY;
  uint32_t iCoin = bCash ? coinAt(w, f, i+1) : NEWS_NOBODY;
  if( iCoin!=NEWS_NOBODY ) iNumber = iCoin;
  useTokens(f, i, i+bCash+y.nTok);
  attach(w, f, s, &y, iNumber, NEWS_EV_CASHTAG);
}

/* Symbols that a list of tokens begins: "$NVDA", "0700.HK", "AZN.L". */
static void symbolsAlone(NewsWork *w, NewsField *f, const uint32_t *aTok, uint32_t n){
  for(uint32_t i=0; i<n; i++){
    const NewsToken *k = &f->text.aToken[aTok[i]];
    if( newsWorkCount(w, SYMBOL_STEPS/2) ) return;
    int bTail = k[1].c=='.' && newsIsGlued(&k[2])
             && (k->eKind==NEWS_TK_NUMBER || newsAllCaps(k));
    if( bTail || newsIsChar(k, '$') || ((k->mShape & NEWS_SH_DOT) && newsAllCaps(k)) ){
      symbolAlone(w, f, aTok[i]);
    }
  }
}

/*-------------------------------------------------------------------------- bare: NVDA */

/* The entity whose US symbol is the bare capital word at token i; NEWS_NOBODY when it may
** be another word. With bList a short one will do, and an old one, but no function word
** unless it stands between commas. */
static uint32_t bareAt(const NewsWork *w, const NewsField *f, uint32_t i, int bList){
  const NewsText *t = &f->text;
  const NewsToken *k = &t->aToken[i];
  NewsFacts x;
  if( i>=t->nToken || !looksSymbol(k) || k->nByte<2 || k->nByte>5
   || (f->aUse[i] & (NEWS_US_TAKEN|NEWS_US_MAYBE|NEWS_US_SYMBOL|NEWS_US_CAPS))
   || ((k->mClass & (NEWS_LX_STOP|NEWS_LX_CURRENCY))       /* but "SPCX, BE, GNRC" */
       && !(bList && i>0 && newsIsChar(&k[-1], ',') && newsIsChar(&k[1], ','))) ){
    return NEWS_NOBODY;
  }
  if( !bList && (k->nByte<3 || (k->mClass & NEWS_LX_LEGAL)
              || ((k->mClass & NEWS_LX_COMMON) && k->nByte<4)
              || (newsClassOf(w, k->hash) & w->aClass[NEWS_CL_ACRONYM])) ){
    return NEWS_NOBODY;
  }
  uint32_t iNumber = newsSymbolFind(w->pGaz, &t->z[k->iByte], (int)k->nByte, 0);
  if( iNumber==NEWS_NOBODY ) return iNumber;
  newsFacts(w->pGaz, iNumber, &x);
  if( x.eLabel!=NEWS_ORG || x.zTicker==0 ) return NEWS_NOBODY;
  const char *z = &t->z[k->iByte];
  int bOwn = x.zExchange && newsSymbolEqual(x.zTicker, (int)strlen(x.zTicker), z,
                                            (int)k->nByte)
          && (strcmp(x.zExchange, "XNAS")==0 || strcmp(x.zExchange, "XNYS")==0);
  return bOwn || newsIsListed(x.zListings, z, k->nByte, bList) ? iNumber : NEWS_NOBODY;
}

/* Is the token a name of the lists that is its symbol too, as CVS? */
static int nameHasSymbol(const NewsWork *w, const NewsField *f, uint32_t i){
  const NewsToken *k = &f->text.aToken[i];
  return i<f->text.nToken && looksSymbol(k)
      && (f->aUse[i] & (NEWS_US_TAKEN|NEWS_US_MAYBE))
      && newsSymbolFind(w->pGaz, &f->text.z[k->iByte], (int)k->nByte, 0)!=NEWS_NOBODY;
}

/* How many tokens from one symbol to the next of a list: "A, B" "A vs. B" "A/B"; 0: no
** list. */
static uint32_t listStep(const NewsText *t, uint32_t i){
  uint32_t k = i+1;
  if( newsIsChar(&t->aToken[k], '/') ) return newsIsGlued(&t->aToken[k+1]) ? 2 : 0;
  if( newsIsChar(&t->aToken[k], ',') ) k++;
  if( newsWhichWord(t, k, "and & or vs versus")>=0 ) k++;
  if( newsIsChar(&t->aToken[k], '.') && k>i+1 ) k++;
  return k>i+1 && k<t->nToken ? k-i : 0;
}

/* Is the bare symbol at token i spoken of as a share: "MSTR options", "shares of PLTR",
** "NVDA's earnings", "what whales do with GEV", "GME short sellers", "CHWY -9.1%"? */
static int isShare(const NewsWork *w, const NewsText *t, uint32_t i){
  const uint32_t m = w->aClass[NEWS_CL_SHARE]|w->aClass[NEWS_CL_MOVE];
  if( t->aToken[i+1].eKind==NEWS_TK_POSS ){
    for(uint32_t k=i+2; k<i+5 && k<t->nToken; k++){
      if( newsClassOf(w, t->aToken[k].hash)
          & (w->aClass[NEWS_CL_COMPANY]|w->aClass[NEWS_CL_THING]) ) return 1;
    }
    return 0;
  }
  if( i+1<t->nToken && !(t->aToken[i+1].mFlag & NEWS_TF_SENT)
   && ((newsClassOf(w, t->aToken[i+1].hash) & m)
       || newsWhichWord(t, i+1, "options calls puts bulls bears bet bets")>=0
       || (newsWhichWord(t, i+1, "short")>=0
           && newsWhichWord(t, i+2, "sellers seller interest squeeze")>=0)) ) return 1;
  if( i>0 && newsWhichWord(t, i-1, "forget")>=0 ) return 1;
  if( newsIsChar(&t->aToken[i+1], '-') || newsIsChar(&t->aToken[i+1], '+') ){
    return t->aToken[i+2].eKind==NEWS_TK_NUMBER && t->aToken[i+3].c=='%';
  }
  if( i>1 && newsWhichWord(t, i-1, "of in on")>=0
   && newsWhichWord(t, i-2, "shares stock options calls puts bullish bearish long "
                    "short")>=0 ) return 1;
  return i>3 && newsWhichWord(t, i-1, "with on in")>=0
      && (newsWhichWord(t, i-3, "whales")>=0 || newsWhichWord(t, i-4, "whales")>=0);
}

/* Is the bare symbol at token i what a line is about: "NVDA: Buy the Dip", "Analyst
** Moves: ALB", "... Investor Alert - ALB"? */
static int isSubject(const NewsField *f, uint32_t i){
  const NewsText *t = &f->text;
  const NewsToken *k = &t->aToken[i];
  if( k->mClass & (NEWS_LX_COMMON|NEWS_LX_GIVEN|NEWS_LX_SURNAME) ) return 0;
  if( (i==0 || (k->mFlag & NEWS_TF_LINE)) && newsIsChar(&k[1], ':')
   && !isLineEnd(f, i+1) ) return 1;
  return i>2 && isLineEnd(f, i) && !(k->mFlag & NEWS_TF_LINE)
      && (isDash(t, i-1) || newsIsChar(&k[-1], ':'));
}

/* The doubtful alias at token i that is a symbol of its entity too, as META: it is that
** in a list of them. Returns 0 where it is a symbol of another one, as BA is of Boeing:
** the alias is not meant then. */
static int attachMaybe(NewsWork *w, NewsField *f, uint32_t iFirst, uint32_t nMatch,
                       uint32_t i){
  Symbol y;
  int64_t iSpan = newsSpanEnding(w, iFirst, nMatch, i+1);
  if( iSpan<0 || w->aSpan[iSpan].nTok!=1 || !(w->aSpan[iSpan].mFlag & NEWS_SF_AMBIG)
   || !symbolAt(w, &f->text, i, 0, &y) ) return 1;
  uint32_t iNumber = spanSymbol(w, f, &w->aSpan[iSpan], &y);
  if( iNumber!=NEWS_NOBODY ){
    attach(w, f, &w->aSpan[iSpan], &y, iNumber, NEWS_EV_INLINE);
    return 1;
  }
  w->aSpan[iSpan].mFlag |= NEWS_SF_DROP;
  f->aUse[i] &= (uint8_t)~NEWS_US_MAYBE;
  return 0;
}

/* Bare symbols that are spoken of as shares, or stand in a list where companies are
** spoken of, or two against each other: "CHTR, ELV and SRPT", "MELI vs. SE". One of a
** list is no short word; of three, two. */
static void symbolsBare(NewsWork *w, NewsField *f, uint32_t iFirst, uint32_t nMatch,
                        const uint32_t *aTok, uint32_t n){
  const NewsText *t = &f->text;
  for(uint32_t i=0; i<n && w->rc==0; i++){
    uint32_t aAt[BARE_LIST], aNumber[BARE_LIST], nAt = 0, nOwn = 0, nStep = 0;
    uint32_t k = aTok[i];
    int bPair = 0, bSlash = 0;
    if( newsWorkCount(w, SYMBOL_STEPS/2) ) return;
    if( !newsAllCaps(&t->aToken[k]) || t->aToken[k].nByte<2 ) continue;
    while( nAt<BARE_LIST && newsWorkCount(w, BARE_STEPS)==NEWS_OK
        && ((aNumber[nAt] = bareAt(w, f, k, 1))!=NEWS_NOBODY
            || nameHasSymbol(w, f, k)) ){
      nOwn += bareAt(w, f, k, 0)!=NEWS_NOBODY;
      bSlash |= nAt && newsIsChar(&t->aToken[k-1], '/');
      bPair |= nAt && (newsIsChar(&t->aToken[k-1], '/')
                       || newsWhichWord(t, k-1, "vs versus")>=0
                       || newsIsChar(&t->aToken[k-1], '.'));
      aAt[nAt++] = k;
      nStep = listStep(t, k);
      if( nStep==0 ) break;
      k += nStep;
    }
    if( nOwn==0 ) continue;
    if( nAt<2
     || (!bPair && !newsSentenceTells(w, t, aAt[0], NEWS_TP_STOCKS)
         && !(nAt>2 && (nOwn>3 || newsSentenceTells(w, t, aAt[0], NEWS_TP_BUSINESS))))
     || (bSlash && !newsSentenceTells(w, t, aAt[0], NEWS_TP_BUSINESS)) ){
      nAt = 1;
      if( bareAt(w, f, aAt[0], 0)==NEWS_NOBODY
       || !(isShare(w, t, aAt[0]) || isSubject(f, aAt[0])) ) continue;
    }
    for(uint32_t j=0; j<nAt; j++){
      if( aNumber[j]==NEWS_NOBODY ){
        if( attachMaybe(w, f, iFirst, nMatch, aAt[j])
         || (aNumber[j] = bareAt(w, f, aAt[j], 1))==NEWS_NOBODY ) continue;
      }
      Symbol y;
      NewsSpan *s = newsSpanAdd(w, f, aAt[j], 1, NEWS_ORG);
      if( s==0 || !symbolAt(w, t, aAt[j], 0, &y) ) return;
      s->eSubtype = NEWS_ST_COMPANY;
      attach(w, f, s, &y, aNumber[j], NEWS_EV_INLINE);
      useTokens(f, aAt[j], aAt[j]+1);
    }
  }
}

/* What follows a name of the matcher: symbols, or a bracket with them. */
static void symbolsAfter(NewsWork *w, NewsField *f, uint32_t iSpan){
  const NewsToken *a = f->text.aToken;
  inlineAfter(w, f, iSpan);
  uint32_t i = w->aSpan[iSpan].iTok+w->aSpan[iSpan].nTok;
  if( a[i].eKind==NEWS_TK_POSS ) i++;
  if( newsIsChar(&a[i], '(') || newsIsChar(&a[i], '[') ) bracketAfter(w, f, iSpan, i);
}

/* Of the tokens that may begin a name those that a symbol may be near, to aTok: words in
** capitals, tokens before a colon or stop or behind a bracket, dollar signs. How many. */
static uint32_t symbolTokens(const NewsField *f, uint32_t *aTok){
  const NewsToken *a = f->text.aToken;
  uint32_t n = 0;
  for(uint32_t i=0; i<f->nCap; i++){
    uint32_t iTok = f->aCap[i];
    const NewsToken *k = &a[iTok];
    aTok[n] = iTok;
    n += newsAllCaps(k) | (k[1].c==':') | (k[1].c=='.') | (k->c=='$')
       | (iTok>0 && k[-1].c=='(');
  }
  return n;
}

void newsFieldSymbols(NewsWork *w, NewsField *f){
  const NewsToken *a = f->text.aToken;
  uint32_t *aTok = newsArenaAlloc(w->pArena, ((size_t)f->nCap+1)*sizeof(uint32_t));
  uint32_t iFirst = 0, nMatch = w->nSpan, iBehind = 0, nPair = 0;
  if( aTok==0 ){
    w->rc = NEWS_NOMEM;
    return;
  }
  uint32_t nTok = symbolTokens(f, aTok);
  while( iFirst<nMatch && w->aSpan[iFirst].bBody!=f->bBody ) iFirst++;
  for(uint32_t i=0; i<nTok; i++){
    uint32_t iTok = aTok[i];
    if( newsWorkCount(w, SYMBOL_STEPS/2) ) return;
    if( a[iTok+1].c==':' && iTok>=iBehind && a[iTok+1].nByte==1 ){
      iBehind = exchangeColon(w, f, iFirst, nMatch, iTok+1);
    }
  }
  for(uint32_t i=iFirst; i<nMatch && !newsWorkCount(w, SYMBOL_STEPS); i++){
    const NewsSpan *s = &w->aSpan[i];
    if( f->aUse[s->iTok] & NEWS_US_SYMBOL ) continue;
    if( s->eLabel==NEWS_ORG || s->eLabel==NEWS_PRODUCT || (s->mFlag & NEWS_SF_AMBIG) ){
      symbolsAfter(w, f, i);
      nPair += s->eEvidence==NEWS_EV_INLINE;
    }
  }
  for(uint32_t i=0; i<nTok && !newsWorkCount(w, SYMBOL_STEPS); i++){
    uint32_t iTok = aTok[i];
    if( iTok>0 && a[iTok-1].c=='(' ) bracketAlone(w, f, iFirst, nMatch, iTok);
    if( !newsAllCaps(&a[iTok]) ) continue;
    symbolByWord(w, f, iFirst, nMatch, iTok);
    symbolOfName(w, f, iFirst, nMatch, iTok, nPair);
    symbolAtEnd(w, f, iTok);
  }
  symbolsAlone(w, f, f->aVal, f->nVal);
  symbolsAlone(w, f, aTok, nTok);
  symbolsBare(w, f, iFirst, nMatch, aTok, nTok);
  for(uint32_t i=iFirst; i<w->nSpan; i++){
    NewsSpan *s = &w->aSpan[i];
    if( s->zSymbol==0 && (f->aUse[s->iTok] & NEWS_US_SYMBOL) ) s->mFlag |= NEWS_SF_DROP;
  }
}
