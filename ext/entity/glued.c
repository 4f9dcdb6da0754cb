/*
** glued.c - a symbol run together with the next name: two tokens of one.
**
**   Alibaba BABAByteDance        Alibaba BABA ByteDance
**   Meituan MPNGY MPNGFJD.com    Meituan MPNGY MPNGF JD.com
**   Nio NIOXPeng XPEVLi Auto     Nio NIO XPeng XPEV Li Auto
**
** HOW IT WORKS. Pages whose markup held links lose the blank behind a symbol. A token of
** capitals and small letters that no list has is tried from its longest run of capitals
** down: the symbol must be that of the name before it, another line of the symbol before
** it, or a known one before a known name. The tokens are copied once, with what is split.
*/
#include "entityInt.h"
#include <string.h>

#define SPLIT_STEPS   4      /* steps of work that a token counts to be split */

int newsIsSibling(const char *x, const char *y){
  return memcmp(x, y, 3)==0 && (y[4]=='F' || y[4]=='Y') && (x[4]=='F' || x[4]=='Y');
}


/* Where the token is a symbol and a name run together: bytes of the symbol, 0 when not.
*/
static uint32_t splitAt(NewsWork *w, const NewsText *t, uint32_t i){
  const NewsGazetteer *p = w->pGaz;
  const NewsToken *k = &t->aToken[i];
  const char *z = &t->z[k->iByte];
  NewsPatternHit hit;
  uint32_t iRun, nTok;
  size_t nMost;
  if( i==0 || (z[1]&0xE0)!=0x40 || !newsPatternAt(w, t, NEWS_PL_GLUED, k->iByte, &hit) ){
    return 0;
  }
  newsPatternField(&hit, NEWS_PG_SYMBOL, &nMost);
  for(int iImage=0; iImage<p->nImage; iImage++){
    if( newsMatchAt(w, iImage, t, i, &iRun, &nTok) ) return 0;
  }
  uint32_t iName = t->aToken[i-1].eKind==NEWS_TK_POSS ? i-1 : i;
  if( nMost>=5 && newsAllCaps(&t->aToken[i-1]) && t->aToken[i-1].nByte==5
   && newsIsSibling(&t->z[t->aToken[i-1].iByte], z) ) return 5;   /* MPNGY MPNGFJD.com */
  for(size_t n=nMost; n>=1; n--){
    if( newsNameBefore(w, t, iName, z, (int)n)!=NEWS_NOBODY ) return (uint32_t)n;
  }
  /* Behind a name of no list: a known symbol before a known name. */
  if( !(t->aToken[i-1].mShape & NEWS_SH_UPPER1) || nMost<2 ) return 0;
  if( newsSymbolFind(p, z, (int)nMost, 0)==NEWS_NOBODY ) return 0;
  uint32_t key = NEWS_MIX(NEWS_MIX0, newsFoldHash(z+nMost, k->nByte-nMost));
  const NewsImage *m = p->aImage[0];
  const NewsSlot *s = newsSlotFind(m->aSlot, m->nSlot, key);
  if( s && s->val==NEWS_SLOT_LONGER ){                  /* XPEVLi Auto */
    key = NEWS_MIX(key, k[1].hash);
    s = newsSlotFind(m->aSlot, m->nSlot, key);
  }
  return s && s->val>NEWS_SLOT_LONGER ? (uint32_t)nMost : 0;
}

/* The two tokens of a split one. */
static void splitToken(const NewsText *t, const NewsToken *k, uint32_t n,
                       NewsToken *aOut){
  const char *z = &t->z[k->iByte];
  aOut[0] = aOut[1] = *k;
  aOut[0].nByte = aOut[0].nChar = n;
  aOut[0].hash = newsFoldHash(z, n);
  aOut[0].mClass = newsLexicon(aOut[0].hash);
  aOut[0].mShape = NEWS_SH_UPPER1 | (n>1 ? NEWS_SH_UPPER : 0);
  aOut[1].iByte += n;
  aOut[1].nByte -= n;
  aOut[1].iChar += n;
  aOut[1].nChar -= n;
  aOut[1].hash = newsFoldHash(z+n, aOut[1].nByte);
  aOut[1].mClass = newsLexicon(aOut[1].hash);
  aOut[1].mFlag &= (uint8_t)~(NEWS_TF_LINE|NEWS_TF_PARA|NEWS_TF_SENT);
  aOut[1].c = (uint8_t)z[n];
}

void newsFieldSplit(NewsWork *w, NewsField *f){
  NewsText *t = &f->text;
  const NewsToken *a = t->aToken;
  uint32_t *aAt = 0, nAt = 0, nAlloc = 0, nToken = t->nToken;
  const uint8_t mWant = NEWS_SH_UPPER1|NEWS_SH_UPPER|NEWS_SH_LOWER;
  for(uint32_t i=0; i<nToken; i++){
    uint32_t iFrom = i, iStop = (i|0xfff)<nToken ? i|0xfff : nToken;
    const NewsToken *k = &a[i], *pStop = &a[iStop];
    while( k<pStop && (k->mShape & mWant)!=mWant ) k++;
    i = (uint32_t)(k-a);
    if( newsWorkCount(w, SPLIT_STEPS+i-iFrom) || i>=nToken ) break;
    if( (a[i].mShape & mWant)!=mWant || a[i].nByte<4 ) continue;
    uint32_t n = splitAt(w, t, i);
    if( n==0 ) continue;
    if( nAt+2>nAlloc ){
      aAt = newsArenaGrow(w->pArena, aAt, nAlloc*sizeof(*aAt),
                          (nAlloc*2+32)*sizeof(*aAt));
      nAlloc = nAlloc*2+32;
    }
    if( aAt==0 ){
      w->rc = NEWS_NOMEM;
      return;
    }
    aAt[nAt++] = i;
    aAt[nAt++] = n;
  }
  if( nAt==0 || w->rc ) return;
  size_t nNew = (size_t)t->nToken+nAt/2+1;
  NewsToken *aNew = newsArenaAlloc(w->pArena, nNew*sizeof(NewsToken));
  if( aNew==0 ){
    w->rc = NEWS_NOMEM;
    return;
  }
  uint32_t iAt = 0, iOut = 0, iSent = 0;
  for(uint32_t i=0; i<t->nToken; i++){
    while( iSent<t->nSentence && t->aSentence[iSent].iToken==i ){
      t->aSentence[iSent].iToken = iOut;
      iSent++;
    }
    if( iAt<nAt && aAt[iAt]==i ){
      splitToken(t, &t->aToken[i], aAt[iAt+1], &aNew[iOut]);
      if( iSent ) t->aSentence[iSent-1].nToken++;
      iOut += 2;
      iAt += 2;
    }else{
      aNew[iOut++] = t->aToken[i];
    }
  }
  memset(&aNew[iOut], 0, sizeof(NewsToken));
  t->aToken = aNew;
  t->nToken = iOut;
}
