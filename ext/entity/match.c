/*
** match.c - the phrase matcher: where the gazetteer's aliases stand in a field.
**
**   "Shares of JPMorgan Chase & Co. rose"      JPMorgan Chase & Co.: ORG, JPMorgan Chase
**
** HOW IT WORKS. The tokens have hashes already. One scan without branches per token makes two
** lists: tokens that may begin a name (they begin upper case, or a bit of the gate for lower-case
** beginnings is set) and tokens that may begin a value. For each name token one bit of the
** image's gate is asked; then the rolling hash of 1, 2, 3 ... tokens is looked up in the
** trie until there is no longer alias, and the longest run whose bytes and case fit is kept.
**
** CASE. An alias stands in its own spelling; in capitals if it has four letters or more;
** with its lower-case words capitalised (Bank Of America); a camel-case one capitalised
** (Openai). Never in lower case unless it is so itself. Accents, dashes and quotes of other
** forms do not count. In a line of capitals, short aliases that are words too need evidence.
*/
#include "entityInt.h"
#include <string.h>

/*------------------------------------------------------------------------------------ case */

enum { CASE_NONE, CASE_LOWER, CASE_FIRST, CASE_CAPS, CASE_MIXED };

/* The case of a word's letters. A single capital is CASE_FIRST. */
static int caseOf(const char *z, uint32_t n){
  const char *zEnd = z+n;
  int nUp = 0, nLow = 0, bFirst = 0, nLetter = 0;
  while( z<zEnd ){
    int m = newsCharType(newsUtf8Read(&z, zEnd));
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

/* Bytes of a token without a final stop. */
static uint32_t bareLength(const char *z, uint32_t n){
  return n>1 && z[n-1]=='.' ? n-1 : n;
}

int newsAliasFits(const NewsImage *m, const NewsAliasRec *a, const NewsText *t,
                  uint32_t iTok){
  const char *zA = &m->zText[a->iText];
  int nCaps = 0, nOther = 0, eFit = 1;
  for(uint32_t i=0; i<a->nToken; i++){
    const NewsToken *k = &t->aToken[iTok+i];
    const char *z = &t->z[k->iByte];
    uint32_t nA = m->aLen[a->iLen+i], n = k->nByte;
    if( *zA==' ' ) zA++;
    if( nA==n && memcmp(z, zA, n)==0 ){
      if( newsAllCaps(k) && n>1 ) nCaps++;
    }else{
      uint32_t nBareA = bareLength(zA, nA), nBare = bareLength(z, n);
      if( nBareA==nBare && memcmp(z, zA, nBare)==0 ){
        if( newsAllCaps(k) && nBare>1 ) nCaps++;
      }else{
        if( !newsFoldEqual(zA, nBareA, z, nBare) ) return 0;
        int eOwn = caseOf(zA, nBareA), e = caseOf(z, nBare);
        int eCase = caseFits(eOwn, e);
        if( eCase==0 ) return 0;
        if( eCase==2 && eOwn==CASE_LOWER && i==0 ) return 0;
        if( eCase==3 && eOwn!=CASE_CAPS ){
          if( eFit<3 ) eFit = 3;
        }else if( eCase>eFit ){
          eFit = eCase;
        }
        if( e==CASE_FIRST && eOwn!=CASE_LOWER ) nOther++;
      }
    }
    zA += nA;
  }
  if( eFit==1 ) return 1;
  if( a->mFlag & NEWS_AF_EXACT ) return 0;
  if( eFit==3 && (a->nLetter<4 || nOther) ) return 0;
  return 2;
}

/*--------------------------------------------------------------------------------- matching */

/* Has the run an alias that fits here? */
static int runFits(const NewsImage *m, uint32_t iRun, const NewsText *t, uint32_t iTok){
  for(;; iRun++){
    uint32_t v = m->aRun[iRun];
    if( newsAliasFits(m, &m->aAlias[v & ~NEWS_RUN_END], t, iTok) ) return 1;
    if( v & NEWS_RUN_END ) return 0;
  }
}

int newsMatchAt(const NewsGazetteer *p, int iImage, const NewsText *t, uint32_t iTok,
                uint32_t *piRun, uint32_t *pnTok){
  const NewsImage *m = p->aImage[iImage];
  uint32_t key = NEWS_MIX0, n = m->nMaxToken;
  int bFound = 0;
  if( n>t->nToken-iTok ) n = t->nToken-iTok;
  for(uint32_t k=0; k<n; k++){
    const NewsToken *x = &t->aToken[iTok+k];
    if( k && (x->mFlag & NEWS_TF_PARA) ) break;
    key = NEWS_MIX(key, x->hash);
    const NewsSlot *s = newsSlotFind(m->aSlot, m->nSlot, key);
    if( s==0 ) break;
    if( s->val>1 && runFits(m, s->val/2-1, t, iTok) ){
      *piRun = s->val/2-1;
      *pnTok = k+1;
      bFound = 1;
    }
    if( (s->val & 1)==0 ) break;
  }
  return bFound;
}

uint32_t newsNameBefore(const NewsGazetteer *p, const NewsText *t, uint32_t iTok,
                        uint32_t iNumber){
  uint32_t iRun, nTok;
  for(uint32_t k=1; k<=6 && k<=iTok; k++){
    for(int i=0; i<p->nImage; i++){
      if( !newsMatchAt(p, i, t, iTok-k, &iRun, &nTok) || nTok!=k ) continue;
      const NewsImage *m = p->aImage[i];
      for(;; iRun++){
        uint32_t v = m->aRun[iRun];
        const NewsAliasRec *a = &m->aAlias[v & ~NEWS_RUN_END];
        if( newsNumber(p, i, a->iEntity)==iNumber
         && newsAliasFits(m, a, t, iTok-k) ) return iTok-k;
        if( v & NEWS_RUN_END ) break;
      }
    }
  }
  return NEWS_NOBODY;
}

/* Are all aliases of the run that fit here ambiguous? Also: is the match muted, and not
** in the alias's own case? */
static int runFlags(const NewsWork *w, int iImage, uint32_t iRun, const NewsText *t,
                    uint32_t iTok, int *pbMute){
  const NewsImage *m = w->pGaz->aImage[iImage];
  int nFit = 0, nSure = 0, bCased = 1;
  *pbMute = 1;
  for(;; iRun++){
    uint32_t v = m->aRun[iRun];
    const NewsAliasRec *a = &m->aAlias[v & ~NEWS_RUN_END];
    int e = newsAliasFits(m, a, t, iTok);
    if( e ){
      nFit++;
      if( !(a->mFlag & NEWS_AF_MUTE) ) *pbMute = 0;
      if( !(a->mFlag & NEWS_AF_AMBIG) ) nSure++;
      if( e==1 ) bCased = 0;
    }
    if( v & NEWS_RUN_END ) break;
  }
  return (nSure==1 ? 0 : NEWS_SF_AMBIG) | (bCased ? NEWS_SF_CASED : 0);
}

/* Legal forms that follow a company's name and belong to it: ", Inc." "Co Ltd". */
static uint32_t legalAfter(const NewsField *f, uint32_t iTok){
  const NewsToken *a = f->text.aToken;
  uint32_t i = iTok;
  for(;;){
    uint32_t k = i;
    if( a[k].c==',' && a[k].nByte==1 ) k++;
    if( k>=f->text.nToken || !(a[k].mClass & NEWS_LX_LEGAL) ) break;
    if( (a[k].mShape & NEWS_SH_UPPER1)==0 && !(a[k].c=='p' && a[k].nByte==3) ) break;
    if( (a[k].mFlag & NEWS_TF_LINE) || (k==i && !(a[k].mFlag & NEWS_TF_SPACE)) ) break;
    i = k+1;
  }
  return i-iTok;
}

/* Is a legal form's final stop also the end of its sentence? Then it is the sentence's, but the
** tokenizer keeps it with the word, as the page has it: the span takes the whole token. */
static void matchSpan(NewsWork *w, NewsField *f, int iImage, uint32_t iTok, uint32_t iRun,
                      uint32_t nTok){
  int bMute, m = runFlags(w, iImage, iRun, &f->text, iTok, &bMute);
  const NewsImage *g = w->pGaz->aImage[iImage];
  const NewsAliasRec *a = &g->aAlias[g->aRun[iRun] & ~NEWS_RUN_END];
  const NewsEntityRec *e = &g->aEntity[a->iEntity];
  NewsSpan *s = newsSpanAdd(w, f, iTok, nTok, e->eLabel);
  if( s==0 ) return;
  s->iImage = (uint8_t)iImage;
  s->iRun = iRun;
  s->eEvidence = NEWS_EV_ALIAS;
  s->mFlag = (uint8_t)m;
  if( bMute ) s->mFlag |= NEWS_SF_DROP;
  /* In a line of capitals the case of a short word tells nothing. */
  if( (f->aUse[iTok] & NEWS_US_CAPS) && a->nLetter<4 && nTok==1
   && (f->text.aToken[iTok].mClass & (NEWS_LX_STOP|NEWS_LX_COMMON)) ) s->mFlag |= NEWS_SF_AMBIG;
  int bCompany = e->eLabel==NEWS_ORG
              && (e->eSubtype==NEWS_ST_COMPANY || e->eSubtype==NEWS_ST_MEDIA);
  uint32_t nLegal = bCompany ? legalAfter(f, iTok+nTok) : 0;
  if( nLegal ){
    const NewsToken *k = &f->text.aToken[iTok+nTok+nLegal-1];
    s->nTok += nLegal;
    s->nByte = k->iByte+k->nByte-s->iByte;
    s->mFlag |= NEWS_SF_LEGAL;
  }
  newsUse(f, s, bMute ? 0 : (s->mFlag & NEWS_SF_AMBIG) && !nLegal ? NEWS_US_MAYBE
                                                                  : NEWS_US_TAKEN);
}

void newsFieldMatch(NewsWork *w, NewsField *f){
  const NewsGazetteer *p = w->pGaz;
  const NewsText *t = &f->text;
  uint32_t iNext = 0;
  for(uint32_t i=0; i<f->nCap && w->rc==0; i++){
    uint32_t iTok = f->aCap[i], iRun = 0, nTok = 0;
    uint32_t iRunU, nTokU;
    int iImage = 0;
    uint32_t h = t->aToken[iTok].hash;
    if( newsWorkStop(w, i) ) return;
    if( iTok<iNext ) continue;
    const NewsImage *m = p->aImage[0];
    if( newsGateHas(m->aGate, newsGateBit(h, m->nGateBit)) ){
      newsMatchAt(p, 0, t, iTok, &iRun, &nTok);
    }
    if( p->nImage>1 ){
      m = p->aImage[1];
      if( newsGateHas(m->aGate, newsGateBit(h, m->nGateBit))
       && newsMatchAt(p, 1, t, iTok, &iRunU, &nTokU) && nTokU>=nTok
      ){
        iImage = 1;
        iRun = iRunU;
        nTok = nTokU;
      }
    }
    if( nTok==0 ) continue;
    matchSpan(w, f, iImage, iTok, iRun, nTok);
    iNext = iTok+nTok;
  }
}
