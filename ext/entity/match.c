/*
** match.c - the phrase matcher: where the gazetteer's aliases stand in a field.
**
**   "Shares of JPMorgan Chase & Co. rose"      JPMorgan Chase & Co.: ORG, JPMorgan Chase
**
** HOW IT WORKS. The tokens have hashes already. One scan without branches per token
** makes two lists: tokens that may begin a name (they begin upper case, or a bit of the
** gate for lower-case beginnings is set) and tokens that may begin a value. For each
** name token one bit of the image's gate is asked; then the rolling hash of 1, 2, 3 ...
** tokens is looked up in the trie until there is no longer alias, or just one, and the
** longest run whose bytes and case fit is kept.
**
** CASE. An alias stands in its own spelling; in capitals if it has four letters or more;
** with its lower-case words capitalised (Bank Of America, Bitcoin); a camel-case one
** capitalised (Openai), and so initials before a longer word (Geo Group). Never in lower
** case unless it is so itself. Accents, dashes and quotes of other forms do not count. In
** a line of capitals, short aliases that are words too need evidence.
*/
#include "entityInt.h"
#include <string.h>

/*-------------------------------------------------------------------------------- case */

enum { CASE_NONE, CASE_LOWER, CASE_FIRST, CASE_CAPS, CASE_MIXED };

/* The case of a word's letters. A single capital is CASE_FIRST. */
static int caseOf(const char *z, uint32_t n){
  const char *zEnd = z+n;
  int nUp = 0, nLow = 0, bFirst = 0, nLetter = 0;
  while( z<zEnd ){
    int m;
    if( (unsigned char)*z<0x80 ){
      char c = *z++;
      m = c>='A' && c<='Z' ? NEWS_CT_UPPER : c>='a' && c<='z' ? NEWS_CT_LOWER : 0;
    }else{
      m = newsCharType(newsUtf8Read(&z, zEnd));
    }
    if( !(m & (NEWS_CT_UPPER|NEWS_CT_LOWER)) ) continue;
    if( m & NEWS_CT_UPPER ){
      nUp++;
      if( nLetter==0 ) bFirst = 1;
    }else{
      nLow++;
    }
    nLetter++;
  }
  if( nLetter==0 ) return CASE_NONE;
  if( nUp==0 ) return CASE_LOWER;
  if( nLow==0 ) return nUp>1 ? CASE_CAPS : CASE_FIRST;
  return bFirst && nUp==1 ? CASE_FIRST : CASE_MIXED;
}

/* May a word of an alias in case eOwn stand in case e? 0 no, 1 as good as its own, 2 in
** another allowed one, 3 in one allowed only if the whole alias is in capitals. */
static int caseFits(int eOwn, int e){
  if( eOwn==e && eOwn!=CASE_MIXED ) return 1;
  if( eOwn==CASE_NONE || e==CASE_NONE ) return 1;
  if( e==CASE_CAPS ) return 3;
  if( e==CASE_FIRST ) return eOwn==CASE_LOWER || eOwn==CASE_MIXED ? 2 : 0;
  return e==CASE_MIXED && eOwn==CASE_MIXED ? 2 : 0;
}

#define COMPOUND_LETTERS 6   /* fewest of a word that may have capitals inside */

/* Bytes of a token without a final stop. */
static uint32_t bareLength(const char *z, uint32_t n){
  return n>1 && z[n-1]=='.' ? n-1 : n;
}

/* How a word fits the word of an alias, of which it differs: -1 not at all, else as
** caseFits says; *pnFirst counts words that stand with just a first capital. */
static int wordFits(const char *zA, uint32_t nA, const char *z, uint32_t n,
                    int *pnFirst){
  int eOwn = caseOf(zA, nA), e = caseOf(z, n), eCase = caseFits(eOwn, e);
  if( eOwn==CASE_FIRST && e==CASE_MIXED && n>=COMPOUND_LETTERS && z[0]==zA[0] ){
    eCase = 2;                                      /* "BioPharma" for "Biopharma" */
  }
  if( eCase==0 || !newsFoldEqual(zA, nA, z, n) ) return -1;
  if( e==CASE_FIRST && eOwn!=CASE_LOWER ) ++*pnFirst;
  return eCase==3 && eOwn==CASE_CAPS ? 1 : eCase;
}

/* Is a word of an alias, in capitals, one that some write as a word: "Geo Group"? */
static int isInitialism(const char *zA, uint32_t nA, const char *z, uint32_t n){
  return nA>2 && n==nA && caseOf(zA, nA)==CASE_CAPS && caseOf(z, n)==CASE_FIRST
      && newsFoldEqual(zA, nA, z, n);
}

/* A short abbreviation with one stop, at its end, is another word without it: La. Ill. */
static int needsStop(const char *z, uint32_t n){
  return n<=5 && z[n-1]=='.' && memchr(z, '.', n-1)==0;
}

/* Has zA the n bytes at z, which are no blanks, as its first word? */
static int wordIs(const char *zA, const char *z, uint32_t n){
  return strncmp(zA, z, n)==0 && (zA[n]==' ' || zA[n]==0);
}
static uint32_t wordLength(const char *zA){
  uint32_t n = 0;
  while( zA[n] && zA[n]!=' ' ) n++;
  return n;
}

/* Does the alias stand at these tokens? 0 no, 1 in its own case, 2 in another allowed. */
static int aliasFits(const NewsImage *m, uint32_t iAlias, const NewsText *t,
                     uint32_t iTok){
  const NewsAliasRec *a = &m->aAlias[iAlias];
  const uint8_t *aLen = a->mFlag & NEWS_AF_PLAIN ? 0 : newsAliasLen(m, iAlias);
  const char *zA = &m->zText[a->iText];
  int nFirst = 0, eFit = 1;
  if( a->nToken>t->nToken-iTok ) return 0;
  if( aLen && a->nToken==1 && needsStop(zA, aLen[0]) ){
    const NewsToken *k = &t->aToken[iTok];
    if( t->z[k->iByte+k->nByte-1]!='.' ) return 0;
  }
  for(uint32_t i=0; i<a->nToken; i++){
    const NewsToken *k = &t->aToken[iTok+i];
    const char *z = &t->z[k->iByte];
    uint32_t n = k->nByte, nA = n;
    if( *zA==' ' ) zA++;
    if( aLen ? aLen[i]!=n || memcmp(z, zA, n)!=0 : !wordIs(zA, z, n) ){
      nA = aLen ? aLen[i] : wordLength(zA);
      uint32_t nBareA = bareLength(zA, nA), nBare = bareLength(z, n);
      if( nBareA!=nBare || memcmp(z, zA, nBare)!=0 ){
        int e = wordFits(zA, nBareA, z, nBare, &nFirst);
        if( e<0 ){
          if( i+1>=a->nToken || k[1].nByte<4
           || !isInitialism(zA, nBareA, z, nBare) ) return 0;
          e = 2;
        }
        if( e>eFit ) eFit = e;
      }
    }
    zA += nA;
  }
  if( eFit==1 ) return 1;
  if( a->mFlag & NEWS_AF_EXACT ) return 0;
  if( eFit==3 && ((a->mFlag & NEWS_AF_SHORT) || nFirst) ) return 0;
  return 2;
}

/*---------------------------------------------------------------------------- matching */

#define CAP_STEPS   24      /* steps of work that a token which may begin a name counts */
#define RUN_STEPS   32      /* those of an alias that is compared */
#define LEGAL_WORDS  8      /* legal forms behind one name */

/* How does an alias of the run, of nTok tokens, fit here? 0 none does, else as aliasFits
** says of the first. */
static int runFits(const NewsWork *w, const NewsImage *m, uint32_t iRun,
                   const NewsText *t, uint32_t iTok, uint32_t nTok){
  for(;; iRun++){
    uint32_t v = newsRunAt(m, iRun), i = v & ~NEWS_RUN_END;
    int eFit = m->aAlias[i].nToken==nTok ? aliasFits(m, i, t, iTok) : 0;
    if( eFit || (v & NEWS_RUN_END) ) return eFit;
    if( newsWork(w->pArena, RUN_STEPS)!=NEWS_OK ) return 0;
  }
}

/* Of n tokens from iTok on that a name may have, are the first nTail in one paragraph? */
static int tailReaches(const NewsText *t, uint32_t iTok, uint32_t n, uint32_t nTail){
  if( nTail>n ) return 0;
  for(uint32_t i=1; i<nTail; i++){
    if( t->aToken[iTok+i].mFlag & NEWS_TF_PARA ) return 0;
  }
  return 1;
}

/* newsMatchWithin that returns how the alias fits. */
static int matchAt(const NewsWork *w, int iImage, const NewsText *t, uint32_t iTok,
                   uint32_t nMax, uint32_t *piRun, uint32_t *pnTok){
  const NewsImage *m = w->pGaz->aImage[iImage];
  struct { uint32_t iRun, nTok; } a[NEWS_ALIAS_TOKENS];    /* where aliases end */
  uint32_t key = NEWS_MIX0, n = m->nMaxToken<nMax ? m->nMaxToken : nMax, nEnd = 0;
  if( n>t->nToken-iTok ) n = t->nToken-iTok;
  for(uint32_t k=0; k<n; k++){
    const NewsToken *x = &t->aToken[iTok+k];
    if( k && (x->mFlag & NEWS_TF_PARA) ) break;
    key = NEWS_MIX(key, x->hash);
    uint32_t val = newsTrieFind(m, key);
    if( val==0 ) break;
    if( val & NEWS_SLOT_TAIL ){
      a[nEnd].iRun = newsSlotRun(val);
      a[nEnd].nTok = m->aAlias[newsRunAt(m, a[nEnd].iRun) & ~NEWS_RUN_END].nToken;
      nEnd += tailReaches(t, iTok+k, n-k, a[nEnd].nTok-k);
      break;
    }
    if( val>NEWS_SLOT_LONGER ){
      a[nEnd].iRun = newsSlotRun(val);
      a[nEnd++].nTok = k+1;
    }
    if( (val & NEWS_SLOT_LONGER)==0 ) break;
  }
  while( nEnd>0 ){
    int eFit = runFits(w, m, a[nEnd-1].iRun, t, iTok, a[nEnd-1].nTok);
    nEnd--;
    if( eFit==0 ) continue;
    *piRun = a[nEnd].iRun;
    *pnTok = a[nEnd].nTok;
    return eFit;
  }
  return 0;
}

int newsMatchAt(const NewsWork *w, int iImage, const NewsText *t, uint32_t iTok,
                uint32_t *piRun, uint32_t *pnTok){
  return matchAt(w, iImage, t, iTok, NEWS_ALIAS_TOKENS, piRun, pnTok)!=0;
}

int newsMatchWithin(const NewsWork *w, int iImage, const NewsText *t, uint32_t iTok,
                    uint32_t nMax, uint32_t *piRun, uint32_t *pnTok){
  return matchAt(w, iImage, t, iTok, nMax, piRun, pnTok)!=0;
}

/* Has an entity of the run, whose alias fits here, the symbol? Its number, or nobody. */
static uint32_t runSymbol(const NewsWork *w, int iImage, uint32_t iRun,
                          const NewsText *t, uint32_t iTok, const char *z, int n){
  const NewsGazetteer *p = w->pGaz;
  const NewsImage *m = p->aImage[iImage];
  for(;; iRun++){
    uint32_t v = newsRunAt(m, iRun);
    const NewsAliasRec *a = &m->aAlias[v & ~NEWS_RUN_END];
    uint32_t iNumber = newsNumber(p, iImage, a->iEntity);
    if( newsSymbolOf(p, iNumber, z, n) && aliasFits(m, v & ~NEWS_RUN_END, t, iTok) ){
      return iNumber;
    }
    if( (v & NEWS_RUN_END)
     || newsWork(w->pArena, RUN_STEPS)!=NEWS_OK ) return NEWS_NOBODY;
  }
}

uint32_t newsNameBefore(const NewsWork *w, const NewsText *t, uint32_t iTok,
                        const char *z, int n){
  uint32_t iRun, nTok;
  for(uint32_t k=1; k<=6 && k<=iTok; k++){
    for(int i=0; i<w->pGaz->nImage; i++){
      if( !newsMatchAt(w, i, t, iTok-k, &iRun, &nTok) || nTok!=k ) continue;
      uint32_t iNumber = runSymbol(w, i, iRun, t, iTok-k, z, n);
      if( iNumber!=NEWS_NOBODY ) return iNumber;
    }
  }
  return NEWS_NOBODY;
}

/* Add an entity to the candidates, once; the alias in the better case tells of it. */
static int candAdd(NewsCand *aCand, int n, const NewsCand *pNew){
  for(int i=0; i<n; i++){
    if( aCand[i].iNumber!=pNew->iNumber ) continue;
    if( aCand[i].bUser!=pNew->bUser ) return n;      /* the user's row goes before */
    if( pNew->eFit<aCand[i].eFit ) aCand[i] = *pNew;
    return n;
  }
  if( n<NEWS_CAND_MAX ) aCand[n++] = *pNew;
  return n;
}

int newsCandidates(const NewsWork *w, const NewsText *t, const NewsSpan *s,
                   NewsCand *aCand){
  const NewsGazetteer *p = w->pGaz;
  int n = 0, nKeep = 0;
  for(int k=p->nImage-1; k>=0; k--){
    const NewsImage *m = p->aImage[k];
    uint32_t iRun = k ? s->iRunUser : s->iRun;
    if( iRun==NEWS_NOBODY ) continue;
    for(;; iRun++){
      uint32_t v = newsRunAt(m, iRun);
      const NewsAliasRec *a = &m->aAlias[v & ~NEWS_RUN_END];
      NewsCand c = { .iNumber = newsNumber(p, k, a->iEntity), .mFlag = a->mFlag,
                     .bUser = (uint8_t)k };
      c.eFit = (uint8_t)aliasFits(m, v & ~NEWS_RUN_END, t, s->iMatch);
      if( c.eFit ) n = candAdd(aCand, n, &c);
      if( (v & NEWS_RUN_END) || newsWork(w->pArena, RUN_STEPS)!=NEWS_OK ) break;
    }
  }
  for(int i=0; i<n; i++) if( !(aCand[i].mFlag & NEWS_AF_MUTE) ) aCand[nKeep++] = aCand[i];
  return nKeep;
}

/* Does "A/S" stand at the token? */
static int isDanish(const NewsField *f, uint32_t i){
  const NewsToken *a = &f->text.aToken[i];
  return i+2<f->text.nToken && newsIsChar(a, 'A') && (a->mFlag & NEWS_TF_SPACE)
      && newsIsChar(a+1, '/') && newsIsGlued(a+1) && newsIsChar(a+2, 'S')
      && newsIsGlued(a+2);
}

/* Legal forms that follow a company's name and belong to it: ", Inc." "& Co." "Co Ltd".
*/
static uint32_t legalAfter(const NewsField *f, uint32_t iTok){
  const NewsToken *a = f->text.aToken;
  uint32_t i = iTok;
  for(int n=0; n<LEGAL_WORDS; n++){
    uint32_t k = i;
    if( a[k].nByte==1 && (a[k].c==',' || a[k].c=='&') ) k++;
    if( isDanish(f, k) ) return k+3-iTok;
    if( k>=f->text.nToken || !(a[k].mClass & NEWS_LX_LEGAL) ) break;
    if( (a[k].mShape & NEWS_SH_UPPER1)==0 && !(a[k].c=='p' && a[k].nByte==3) ) break;
    if( (a[k].mFlag & NEWS_TF_LINE) || (k==i && !(a[k].mFlag & NEWS_TF_SPACE)) ) break;
    i = k+1;
  }
  return i-iTok;
}

/* The word that some give a name more than it has, and the legal forms behind it: "Croda
** International Plc". A capital behind it would be of another, longer name. */
static uint32_t tailAfter(const NewsField *f, uint32_t iTok){
  const NewsToken *k = &f->text.aToken[iTok];
  if( iTok>=f->text.nToken || k->nByte<10 || !(k->mShape & NEWS_SH_UPPER1)
   || !(k->mFlag & NEWS_TF_SPACE) || (k->mFlag & NEWS_TF_LINE)
   || newsWhichWord(&f->text, iTok, "international industries")<0 ) return 0;
  uint32_t n = 1+legalAfter(f, iTok+1);
  k += n;
  return n>1 || (f->aUse[iTok] & NEWS_US_LINE) || !(k->mShape & NEWS_SH_UPPER1)
      || (k->mFlag & (NEWS_TF_LINE|NEWS_TF_SENT)) ? n : 0;
}

/* Is the token "the"? It leads no mention but of places and works: The Hague. */
static int isThe(const NewsField *f, uint32_t iTok){
  const NewsToken *k = &f->text.aToken[iTok];
  const char *z = &f->text.z[k->iByte];
  return k->nByte==3 && (z[0]|0x20)=='t' && (z[1]|0x20)=='h' && (z[2]|0x20)=='e';
}

/* Does a person's alias begin with a title that is no part of the name: Sir Keir Starmer,
** but Pope Leo XIV? */
static int leadsTitle(const NewsGazetteer *p, const NewsText *t, const NewsSpan *s){
  const NewsToken *k = &t->aToken[s->iTok];
  NewsFacts x;
  if( !(k->mClass & NEWS_LX_TITLE) ) return 0;
  newsFacts(p, s->iNumber, &x);
  return newsFoldHash(x.zName, strcspn(x.zName, " "))!=k->hash;
}

/* Take the first token away from a span. */
static void spanBehead(const NewsField *f, NewsSpan *s){
  s->iTok++;
  s->nTok--;
  s->nByte -= f->text.aToken[s->iTok].iByte-s->iByte;
  s->iByte = f->text.aToken[s->iTok].iByte;
}

/* The candidates of a new span, the first of whose aliases fits as eFit says. Most runs
** have no other. */
static int matchCandidates(const NewsWork *w, const NewsField *f, const NewsSpan *s,
                           int eFit, NewsCand *aCand){
  const NewsImage *m = w->pGaz->aImage[0];
  uint32_t v = s->iRunUser==NEWS_NOBODY ? newsRunAt(m, s->iRun) : 0;
  if( !(v & NEWS_RUN_END) ) return newsCandidates(w, &f->text, s, aCand);
  const NewsAliasRec *a = &m->aAlias[v & ~NEWS_RUN_END];
  aCand[0] = (NewsCand){ a->iEntity, a->mFlag, 0, (uint8_t)eFit };
  return 1;
}

/* Does the word at token i stand as the postal letters of a state do: "Boulder, CO"? */
static int isPostal(const NewsField *f, uint32_t i){
  const NewsToken *k = &f->text.aToken[i];
  if( i<2 || (k->mFlag & (NEWS_TF_LINE|NEWS_TF_SENT)) || (f->aUse[i] & NEWS_US_CAPS)
   || !newsIsChar(&k[-1], ',') || (k[-2].mShape & NEWS_SH_UPPER)
   || !(k[-2].mShape & NEWS_SH_UPPER1) || (k[-2].mClass & NEWS_LX_STOP) ) return 0;
  return i+1>=f->text.nToken || (k[1].mFlag & (NEWS_TF_LINE|NEWS_TF_SENT))
      || k[1].eKind!=NEWS_TK_WORD || !(k[1].mShape & NEWS_SH_UPPER1);
}

/* Of candidates for a word of two capitals the state, if it stands as one; else without
** it. Returns how many stay. */
static int postalOnly(const NewsWork *w, const NewsField *f, const NewsSpan *s,
                      NewsCand *aCand, int n){
  int bPostal = isPostal(f, s->iTok), nKeep = 0;
  for(int i=0; i<n; i++){
    int bState = newsKind(w->pGaz, aCand[i].iNumber).eSubtype==NEWS_ST_REGION
              && !aCand[i].bUser;
    if( bState && bPostal ){
      aCand[0] = aCand[i];
      aCand[0].mFlag &= (uint8_t)~NEWS_AF_AMBIG;
      return 1;
    }
    if( !bState || !(aCand[i].mFlag & NEWS_AF_AMBIG) ) aCand[nKeep++] = aCand[i];
  }
  return nKeep;
}

/* The span of a match: sure when just one entity has this alias without a mark, or when
** one of the user's has. */
static void matchSpan(NewsWork *w, NewsField *f, uint32_t iTok, uint32_t nTok,
                      uint32_t iRun, uint32_t iRunUser, int eFit){
  NewsCand aCand[NEWS_CAND_MAX];
  NewsSpan *s = newsSpanAdd(w, f, iTok, nTok, 0);
  if( s==0 ) return;
  s->iRun = iRun;
  s->iRunUser = iRunUser;
  int nCand = matchCandidates(w, f, s, eFit, aCand), nSure = 0, iSure = 0;
  const NewsToken *k = &f->text.aToken[iTok];
  if( nTok==1 && k->nByte==2 && newsAllCaps(k) ){
    nCand = postalOnly(w, f, s, aCand, nCand);
  }
  if( nCand==0 ){
    w->nSpan--;
    return;
  }
  for(int i=0; i<nCand; i++){
    if( aCand[i].mFlag & NEWS_AF_AMBIG ) continue;
    if( nSure++==0 || aCand[i].bUser>aCand[iSure].bUser ) iSure = i;
  }
  NewsKind x = newsKind(w->pGaz, aCand[iSure].iNumber);
  s->eLabel = x.eLabel;
  s->eSubtype = x.eSubtype;
  s->eEvidence = NEWS_EV_ALIAS;
  s->iNumber = aCand[iSure].iNumber;
  if( aCand[iSure].eFit>1 ) s->mFlag |= NEWS_SF_CASED;
  if( nSure==0 || (nSure>1 && !aCand[iSure].bUser) ) s->mFlag |= NEWS_SF_AMBIG;
  /* The stop behind a letter is the sentence's: "caused by X." */
  const NewsToken *kLast = &f->text.aToken[iTok+nTok-1];
  if( kLast->nByte==2 && f->text.z[kLast->iByte+1]=='.' ) s->nByte--;
  /* In a line of capitals the case of a short word tells nothing. */
  if( (f->aUse[iTok] & NEWS_US_CAPS) && nTok==1 && k->nByte<4
   && (k->mClass & (NEWS_LX_STOP|NEWS_LX_COMMON)) ) s->mFlag |= NEWS_SF_AMBIG;
  if( nTok>1 && x.eLabel!=NEWS_LOC && x.eLabel!=NEWS_PRODUCT && isThe(f, iTok) ){
    spanBehead(f, s);
  }
  if( nTok>2 && x.eLabel==NEWS_PERSON && leadsTitle(w->pGaz, &f->text, s) ){
    spanBehead(f, s);
  }
  int bCompany = x.eLabel==NEWS_ORG
              && (x.eSubtype==NEWS_ST_COMPANY || x.eSubtype==NEWS_ST_MEDIA
                  || x.eSubtype==NEWS_ST_EXCHANGE);
  uint32_t nLegal = bCompany ? legalAfter(f, iTok+nTok) : 0;
  if( bCompany && !nLegal && !(s->mFlag & NEWS_SF_AMBIG) ){
    nLegal = tailAfter(f, iTok+nTok);
  }
  if( nLegal ){
    k = &f->text.aToken[iTok+nTok+nLegal-1];
    s->nTok += nLegal;
    s->nByte = k->iByte+k->nByte-s->iByte;
    s->mFlag |= NEWS_SF_LEGAL;
  }
  newsUse(f, s, (s->mFlag & NEWS_SF_AMBIG) && !nLegal ? NEWS_US_MAYBE : NEWS_US_TAKEN);
}

/* Longest alias of one image at a token: how it fits, 0 when there is none. */
static int matchGated(const NewsWork *w, int iImage, const NewsText *t,
                      uint32_t iTok, uint32_t *piRun, uint32_t *pnTok){
  const NewsImage *m = w->pGaz->aImage[iImage];
  if( !newsGateHas(m->aGate, newsGateBit(t->aToken[iTok].hash, m->nGateBit)) ) return 0;
  return matchAt(w, iImage, t, iTok, NEWS_ALIAS_TOKENS, piRun, pnTok);
}

/* Is the word run together with a number: the X of "3X"? */
static int isMeasure(const NewsText *t, uint32_t iTok){
  const NewsToken *k = &t->aToken[iTok];
  return iTok>0 && !(k->mFlag & NEWS_TF_SPACE) && k->eKind==NEWS_TK_WORD
      && k[-1].eKind==NEWS_TK_NUMBER;
}

#define AHEAD 6     /* tokens whose slots are fetched before they are asked for */

/* Fetch the slots of the first token and of the first two: the trie is larger than the
** caches. */
static void fetchSlots(const NewsImage *m, const NewsToken *k){
  uint32_t key = NEWS_MIX(NEWS_MIX0, k[0].hash), key2 = NEWS_MIX(key, k[1].hash);
  newsFetch(&m->aSlot[((uint64_t)key*m->nSlot)>>32]);
  newsFetch(&m->aSlot[((uint64_t)key2*m->nSlot)>>32]);
}

/* The tokens of aCap that pass a gate, to aTok; how many. */
static uint32_t gatePass(const NewsWork *w, const NewsField *f, uint32_t *aTok){
  const NewsImage *m0 = w->pGaz->aImage[0];
  const NewsImage *m1 = w->pGaz->nImage>1 ? w->pGaz->aImage[1] : 0;
  uint32_t n = 0;
  for(uint32_t i=0; i<f->nCap; i++){
    uint32_t h = f->text.aToken[f->aCap[i]].hash;
    uint32_t b = newsGateHas(m0->aGate, newsGateBit(h, m0->nGateBit));
    if( m1 ) b |= newsGateHas(m1->aGate, newsGateBit(h, m1->nGateBit));
    aTok[n] = f->aCap[i];
    n += b;
  }
  return n;
}

void newsFieldMatch(NewsWork *w, NewsField *f){
  uint32_t *aTok = newsArenaAlloc(w->pArena, ((size_t)f->nCap+1)*sizeof(uint32_t));
  uint32_t iNext = 0;
  if( aTok==0 ){
    w->rc = NEWS_NOMEM;
    return;
  }
  f->iMatch = f->nMatch = w->nSpan;
  uint32_t n = gatePass(w, f, aTok);
  for(uint32_t i=0; i<n; i++){
    uint32_t iTok = aTok[i], iRun = NEWS_NOBODY, nTok = 0;
    uint32_t iRunU = NEWS_NOBODY, nTokU = 0;
    if( newsWorkCount(w, CAP_STEPS) ) return;
    if( i+AHEAD<n ) fetchSlots(w->pGaz->aImage[0], &f->text.aToken[aTok[i+AHEAD]]);
    if( iTok<iNext || isMeasure(&f->text, iTok) ) continue;
    int eFit = matchGated(w, 0, &f->text, iTok, &iRun, &nTok);
    if( w->pGaz->nImage>1 ) matchGated(w, 1, &f->text, iTok, &iRunU, &nTokU);
    if( nTokU>nTok ) iRun = NEWS_NOBODY;
    if( nTokU<nTok ) iRunU = NEWS_NOBODY;
    if( nTokU>nTok ) nTok = nTokU;
    if( nTok==0 ) continue;
    matchSpan(w, f, iTok, nTok, iRun, iRunU, eFit);
    iNext = iTok+nTok;
  }
  f->nMatch = w->nSpan;
}
