/*
** model.c - the statistical tagger: names by a linear model over hashed features.
**
**   "the start-up Quandle, based in Trondheim"     Quandle ORG, Trondheim LOC
**
** HOW IT WORKS. Tokens without capitals that no list knows are outside of names, so that
** four in five are never looked at; but where sentences begin in lower case, lower-case
** words that are not plain ones are asked about, too. The rest are segments of a few
** tokens. For each token features are hashed (the word, its neighbours, prefixes,
** suffixes, shape, word classes, what lists and rules say, whether towns or people are
** called so, the first and last word of its run of capitals); a row of the model holds
** what a feature is worth for each tag.
** Viterbi finds the best sequence; a pass backwards finds for each token by how much, and
** the least margin of a span's tokens gives its score.
**
** What the sure organisations of a text are called is remembered, and segments with such
** words in doubt are decoded once more with that in mind: "Avolon said" behind "lessor
** Avolon Holdings".
**
** The model is an array of rows of 16 bytes, each for one feature at most. The upper 17
** bits of a hash choose the row, the lower 16 are compared: a feature that the model has
** not kept weighs nothing. Weights are bytes, compiled without signs (NEWS_MODEL_BIAS), and
** sums 16 bits: integers only, so that every machine gives the same answer.
*/
#include "modelInt.h"
#include <string.h>

#define ORG_SCORE  900      /* of a doubtful alias that the linker is told of */
#define DOUBT_SCORE 500     /* of one that is an organisation, whichever it is */
#define WORD_ASK  0x80      /* in aWord: not looked up, as most words need not be */
#define VIEW_STEPS   8      /* steps of work that a token, span or segment counts */
#define MODEL_STEPS 300     /* those of a token that is decoded */

#define CASED(k)   (((k)->mShape & NEWS_SH_UPPER1)!=0)

/*-------------------------------------------------------------------------------- view */

#define SLUG_BYTES    5    /* of a wire's label at least */
#define CARELESS_PART 4    /* of so many sentences one begins in lower case */

/* Whose names have the word: NEWS_NW_…, 0 for nobody's. */
static uint8_t nameWord(uint32_t hash){
  uint32_t i = newsNameWordPlace(hash), v;
  while( (v = newsNameWords[i])!=0 ){
    if( v>>NEWS_NW_BITS==(hash & (UINT32_MAX>>NEWS_NW_BITS)) ){
      return (uint8_t)(v & ((1u<<NEWS_NW_BITS)-1));
    }
    i = (i+1) & (NEWS_NW_SLOTS-1);
  }
  return 0;
}

static void viewMark(uint8_t *a, const NewsSpan *s, int c){
  for(uint32_t i=0; i<s->nTok; i++){
    int m = (i ? NEWS_MV_INSIDE : 0) | (i+1==s->nTok ? NEWS_MV_LAST : 0);
    a[s->iTok+i] = (uint8_t)(c | m);
  }
}

/* Lower-case words and signs that join parts of a name. */
static int isJoin(const NewsModelView *p, uint32_t i){
  const NewsToken *k = &p->a[i];
  const char *z = &p->pText->z[k->iByte];
  if( k->eKind==NEWS_TK_NUMBER ) return k->nByte<5;
  if( k->eKind==NEWS_TK_PUNCT || k->eKind==NEWS_TK_SYMBOL ){
    switch( k->nByte==1 ? *z : 0 ){
      case '-': case '&': case '\'': case '/': case '.': case '+': case '!': return 1;
      default: return 0;
    }
  }
  if( k->eKind==NEWS_TK_POSS || (k->mClass & NEWS_LX_PARTICLE) ) return 1;
  if( k->eKind!=NEWS_TK_WORD || k->nByte>3 ) return 0;
  switch( k->nByte ){
    case 2: return memcmp(z, "of", 2)==0 || memcmp(z, "in", 2)==0 || memcmp(z, "at", 2)==0
                || memcmp(z, "on", 2)==0 || memcmp(z, "to", 2)==0;
    case 3: return memcmp(z, "the", 3)==0 || memcmp(z, "and", 3)==0
                || memcmp(z, "for", 3)==0;
    default: return 0;
  }
}

/* Does a quarter of the sentences begin in lower case? So people write who do not
** capitalise names either. */
static int isCareless(const NewsField *f){
  const NewsText *t = &f->text;
  uint32_t nLow = f->nLowLine;
  for(uint32_t i=0; i<t->nSentence; i++){
    const NewsToken *k = &t->aToken[t->aSentence[i].iToken];
    nLow += k->eKind==NEWS_TK_WORD
         && (k->mShape & (NEWS_SH_UPPER1|NEWS_SH_UPPER|NEWS_SH_LOWER))==NEWS_SH_LOWER;
  }
  return nLow*CARELESS_PART>=t->nSentence && nLow>0;
}

/* May the lower-case token be a name where nobody minds capitals? */
static int mayBeName(const NewsToken *k){
  return k->eKind==NEWS_TK_WORD && k->nByte>2 && (k->mShape & NEWS_SH_LOWER)
      && !(k->mClass & (NEWS_LX_COMMON|NEWS_LX_STOP|NEWS_LX_STARTER|NEWS_LX_ROLE
                        |NEWS_LX_NUMBER|NEWS_LX_TIMEWORD|NEWS_LX_VERBCUE));
}

/* Mark the longest alias at token i, whatever its case. */
static void markAnyCase(NewsWork *w, NewsField *f, NewsModelView *p, uint32_t i){
  const NewsImage *m = w->pGaz->aImage[0];
  uint32_t key = NEWS_MIX0, nBest = 0;
  int eBest = 0;
  for(uint32_t k=0; i+k<p->n && k<m->nMaxToken; k++){
    if( k && (p->a[i+k].mFlag & (NEWS_TF_SENT|NEWS_TF_LINE)) ) break;
    key = NEWS_MIX(key, p->a[i+k].hash);
    const NewsSlot *s = newsSlotFind(m->aSlot, m->nSlot, key);
    if( s==0 ) break;
    if( s->val>NEWS_SLOT_LONGER ){
      uint32_t v = newsRunAt(m, newsSlotRun(s->val));
      const NewsAliasRec *a = &m->aAlias[v & ~NEWS_RUN_END];
      int e = newsKind(w->pGaz, newsNumber(w->pGaz, 0, a->iEntity)).eLabel;
      if( e<=NEWS_NORP && !(a->mFlag & (NEWS_AF_EXACT|NEWS_AF_MUTE)) ){
        nBest = k+1;
        eBest = e | (a->mFlag & NEWS_AF_AMBIG ? NEWS_MV_AMBIG : 0);
      }
    }
    if( (s->val & NEWS_SLOT_LONGER)==0 ) break;
  }
  if( nBest==0 || (nBest==1 && !mayBeName(&p->a[i])) ) return;
  for(uint32_t k=0; k<nBest; k++){
    if( p->aList[i+k] || p->aRule[i+k] || (f->aUse[i+k] & NEWS_US_TAKEN) ) return;
  }
  NewsSpan s = { .iTok = i, .nTok = nBest };
  viewMark(p->aRule, &s, eBest | NEWS_MV_SYMBOL);
  for(uint32_t k=0; k<nBest; k++) p->aCand[i+k] = 1;
}

/* Words in lower case as candidates, and aliases among them as what the rules say. */
static void viewCareless(NewsWork *w, NewsField *f, NewsModelView *p){
  for(uint32_t i=0; i<p->n; i++){
    if( newsWorkCount(w, VIEW_STEPS) ) return;
    if( p->aCand[i] || (p->a[i].mShape & NEWS_SH_UPPER1)
     || p->a[i].eKind!=NEWS_TK_WORD ) continue;
    if( !p->aRule[i] ) markAnyCase(w, f, p, i);
    if( mayBeName(&p->a[i]) ) p->aCand[i] = 1;
    if( p->aCand[i] ) p->aWord[i] = WORD_ASK;
  }
}

/* Does the line begin with a wire's label: "EXCLUSIVE-Ford", "UPDATE 2-Boeing"? */
static int isSlug(const NewsModelView *p, uint32_t i){
  const NewsToken *k = &p->a[i];
  uint32_t iDash = i+1<p->n && k[1].eKind==NEWS_TK_NUMBER ? i+2 : i+1;
  if( !(k->mFlag & NEWS_TF_LINE) || !newsAllCaps(k) || k->nByte<SLUG_BYTES
   || p->aList[i] || iDash+1>=p->n ) return 0;
  k = &p->a[iDash];
  return k->c=='-' && k->nByte==1 && !(k->mFlag & NEWS_TF_SPACE)
      && !(k[1].mFlag & NEWS_TF_SPACE) && CASED(k+1) && !newsAllCaps(k+1);
}

/* The candidates among the capitals: how many, in order to aTok. Whose names have a word is
** fetched meanwhile, see newsModelWords(). */
static uint32_t viewCandidates(NewsField *f, NewsModelView *p, uint32_t *aTok){
  uint32_t nTok = 0;
  for(uint32_t k=0; k<f->nCap; k++){
    uint32_t i = f->aCap[k];
    const NewsToken *t = &p->a[i];
    uint32_t bWord = t->eKind==NEWS_TK_WORD, m = p->aList[i];
    uint32_t b = bWord & (((t->mShape & NEWS_SH_UPPER1)!=0) | (m!=0))
               & ((m & NEWS_MV_SYMBOL)==0) & ((p->aUse[i] & NEWS_US_SYMBOL)==0);
    if( (t->mFlag & NEWS_TF_LINE) && b ) b = !isSlug(p, i);
    p->aCand[i] = (uint8_t)b;
    p->aWord[i] = (uint8_t)(bWord*WORD_ASK);
    newsFetch(&newsNameWords[newsNameWordPlace(t->hash)]);
    aTok[nTok] = i;
    nTok += b;
  }
  return nTok;
}

/* Tokens from one candidate to the next that only join them, and a number behind one. */
static void viewJoins(NewsModelView *p, const uint32_t *aTok, uint32_t nTok){
  for(uint32_t k=0; k<nTok; k++){
    uint32_t i = aTok[k];
    for(uint32_t j=i+1; j<p->n && j<i+4; j++){
      if( p->a[j].mFlag & (NEWS_TF_SENT|NEWS_TF_LINE) ) break;
      if( p->aCand[j]==1 ){
        for(uint32_t x=i+1; x<j; x++) p->aCand[x] = 2;
        break;
      }
      if( !isJoin(p, j) ) break;
    }
    if( i+1<p->n && p->a[i+1].eKind==NEWS_TK_NUMBER && !p->aCand[i+1]
     && !(p->a[i+1].mFlag & (NEWS_TF_SENT|NEWS_TF_LINE)) ) p->aCand[i+1] = 2;
  }
}

/* A plain word that begins its sentence, alone, is no candidate. */
static void viewPlain(NewsModelView *p, const uint32_t *aTok, uint32_t nTok){
  for(uint32_t k=0; k<nTok; k++){
    uint32_t i = aTok[k], m = p->a[i].mClass;
    int bPlain = (m & NEWS_LX_STOP) || ((p->a[i].mFlag & NEWS_TF_SENT)
              && (m & NEWS_LX_COMMON) && !(m & (NEWS_LX_GIVEN|NEWS_LX_SURNAME)));
    if( bPlain && !p->aList[i] && !p->aRule[i] && !p->aCand[i+1]
     && (i==0 || !p->aCand[i-1] || (p->a[i].mFlag & NEWS_TF_SENT)) ){
      p->aCand[i] = 0;
    }
  }
}

/* Candidates side by side are a segment; aTok has the candidates. */
static int viewSegments(NewsWork *w, NewsModelView *p, const uint32_t *aTok, uint32_t nTok){
  uint32_t iEnd = 0;
  p->aSegment = newsArenaAlloc(w->pArena, ((size_t)nTok+1)*sizeof(NewsModelSegment));
  if( p->aSegment==0 ) return w->rc = NEWS_NOMEM;
  p->nSegment = 0;
  for(uint32_t k=0; k<nTok; k++){
    uint32_t i = aTok[k];
    if( newsWorkCount(w, VIEW_STEPS) ) return w->rc;
    if( p->aCand[i]!=1 || i<iEnd ) continue;
    iEnd = i+1;
    while( iEnd<p->n && p->aCand[iEnd] && iEnd-i<NEWS_MODEL_SEGMENT
        && !(p->a[iEnd].mFlag & (NEWS_TF_SENT|NEWS_TF_LINE)) ) iEnd++;
    p->aSegment[p->nSegment++] = (NewsModelSegment){ i, iEnd };
  }
  return NEWS_OK;
}

int newsModelView(NewsWork *w, NewsField *f, NewsModelView *p){
  uint32_t n = f->text.nToken;
  int bCareless = isCareless(f);
  uint32_t nTok = bCareless ? n : f->nCap;
  uint8_t *a = newsArenaAlloc(w->pArena, 5*((size_t)n+4));
  uint32_t *aTok = newsArenaAlloc(w->pArena, ((size_t)nTok+1)*sizeof(uint32_t));
  p->aMargin = newsArenaAlloc(w->pArena, ((size_t)n+4)*sizeof(int16_t));
  if( a==0 || aTok==0 || p->aMargin==0 ) return w->rc = NEWS_NOMEM;
  memset(a, 0, 5*((size_t)n+4));
  p->aTag = a+3*((size_t)n+4);
  p->aWord = a+4*((size_t)n+4);
  p->pText = &f->text;
  p->a = f->text.aToken;
  p->n = n;
  p->aUse = f->aUse;
  p->aList = a;
  p->aRule = a+n+4;
  p->aCand = a+2*((size_t)n+4);
  if( newsWorkCount(w, (size_t)f->nCap*3*VIEW_STEPS) ) return w->rc;
  p->iFirst = 0;
  while( p->iFirst<w->nSpan && w->aSpan[p->iFirst].bBody!=f->bBody ) p->iFirst++;
  p->iMatchEnd = p->iFirst;
  p->iRule = p->iFirst;
  p->iRuleEnd = w->nSpan;
  for(uint32_t i=p->iFirst; i<w->nSpan; i++){
    const NewsSpan *s = &w->aSpan[i];
    if( newsWorkCount(w, VIEW_STEPS) ) return w->rc;
    if( i==p->iMatchEnd && (s->iRun!=NEWS_NOBODY || s->iRunUser!=NEWS_NOBODY) ){
      p->iMatchEnd++;
    }
    if( s->bBody!=f->bBody || (s->mFlag & NEWS_SF_DROP) ) continue;
    int c = s->eLabel | (s->mFlag & NEWS_SF_AMBIG ? NEWS_MV_AMBIG : 0);
    if( s->zSymbol || s->iRunUser!=NEWS_NOBODY ) c |= NEWS_MV_SYMBOL;
    viewMark(s->eEvidence==NEWS_EV_TAGGER ? p->aRule : p->aList, s, c);
  }
  nTok = viewCandidates(f, p, aTok);
  if( bCareless ){
    viewCareless(w, f, p);
    nTok = 0;
    for(uint32_t k=0; k<f->nCap; k++){
      if( p->aCand[f->aCap[k]]==1 ) aTok[nTok++] = f->aCap[k];
    }
  }
  viewJoins(p, aTok, nTok);
  viewPlain(p, aTok, nTok);
  if( bCareless ){
    nTok = 0;
    for(uint32_t i=0; i<n; i++) if( p->aCand[i]==1 ) aTok[nTok++] = i;
  }
  return viewSegments(w, p, aTok, nTok);
}

/* Whose names have the words of the segments and beside them. */
int newsModelWords(NewsWork *w, NewsModelView *p){
  for(uint32_t k=0; k<p->nSegment; k++){
    const NewsModelSegment *q = &p->aSegment[k];
    if( newsWorkCount(w, VIEW_STEPS*(q->iEnd-q->iFrom) ) ) return w->rc;
    for(uint32_t i=q->iFrom-(q->iFrom>0); i<=q->iEnd; i++){
      if( p->aWord[i]==WORD_ASK ) p->aWord[i] = nameWord(p->a[i].hash);
    }
  }
  return NEWS_OK;
}

/*---------------------------------------------------------------------------- features */

/* The hash of a template's number and two values. Each template has a factor of its own,
** known when this is compiled, so that rows meant for others meet by chance alone. */
static inline uint32_t mix(uint32_t t, uint32_t a, uint32_t b){
  uint64_t k = (t*2+1)*0x9E3779B97F4A7C15u;
  return (uint32_t)((((uint64_t)a<<32 | b)*k)>>32) + t*0x85EBCA6Bu;
}

/* What a token looks like. */
static inline uint32_t shapeOf(const NewsToken *k){
  uint32_t n = k->nByte<4 ? k->nByte : k->nByte<7 ? 4 : 5;
  return k->eKind | (uint32_t)k->mShape<<3 | n<<10;
}

/* Four bytes in lower case as one number, the first in its upper bits. (Of signs and of
** letters beyond ASCII some become the same.) */
static inline uint32_t fourOf(const char *z){
  const uint8_t *a = (const uint8_t*)z;
  uint32_t x = (uint32_t)a[0]<<24 | (uint32_t)a[1]<<16 | (uint32_t)a[2]<<8 | a[3];
  return x | (x & 0x40404040u)>>1;
}

int newsModelFeatures(const NewsModelView *p, uint32_t i, uint32_t iFrom, uint32_t iEnd,
                      uint32_t *aHash){
  static const NewsToken none;
  const NewsToken *k0 = &p->a[i], *k1, *k2, *q1, *q2, *r;
  const char *z = &p->pText->z[k0->iByte];
  uint32_t n = 0, nB = k0->nByte;
  q1 = i>0 && !(k0->mFlag & NEWS_TF_SENT) ? k0-1 : &none;
  q2 = q1!=&none && i>1 && !(q1->mFlag & NEWS_TF_SENT) ? q1-1 : &none;
  k1 = i+1<p->n && !(k0[1].mFlag & NEWS_TF_SENT) ? k0+1 : &none;
  k2 = k1!=&none && i+2<p->n && !(k1[1].mFlag & NEWS_TF_SENT) ? k1+1 : &none;
  uint32_t w0 = k0->hash, s0 = shapeOf(k0), sq = shapeOf(q1), sn = shapeOf(k1);
  uint32_t c0 = k0->mClass, cq = q1->mClass, cn = k1->mClass;
  uint32_t line = p->aUse[i] & NEWS_US_LINE;
  uint32_t start = (k0->mFlag & NEWS_TF_SENT) || (q1->eKind==NEWS_TK_PUNCT
                   && (q1->mFlag & NEWS_TF_SENT));
  uint32_t up = CASED(k0) | line | start<<1;
#define F(t,a,b) do{ \
    uint32_t h_ = mix((t), (a), (b)); \
    aHash[n++] = h_; \
    newsFetch(&newsModelData[newsModelRow(h_)]); }while(0)
  /* run of capitals */
  uint32_t iA = i, iB = i;
  if( p->aCand[i]==1 ){
    while( iA>iFrom && p->aCand[iA-1]==1 ) iA--;
    while( iB+1<iEnd && p->aCand[iB+1]==1 ) iB++;
  }
  uint32_t nPos = (i==iA) | (i==iB)<<1, nLen = iB-iA<4 ? iB-iA : 4;
  uint32_t pos = nPos | nLen<<2, place = up | pos<<5;
  /* words */
  F(1, w0, 0);  F(2, w0, up|newsAllCaps(k0)<<8);  F(3, q1->hash, up);  F(4, k1->hash, up);
  F(5, q2->hash, 0);  F(6, k2->hash, 0);
  F(7, w0, q1->hash);  F(8, w0, k1->hash);  F(9, q1->hash, q2->hash);
  /* affixes */
  if( nB>=4 ){
    uint32_t nHead = fourOf(z), nTail = fourOf(z+nB-4), up0 = CASED(k0);
    F(10, nHead>>8, s0);  F(11, nTail & 0xffffff, up0);
    F(12, nHead, up0);  F(13, nTail, up0);  F(14, nTail & 0xffff, up0);
  }
  /* shapes */
  F(15, s0, up);  F(16, mix(0, sq, sn), s0);
  /* classes */
  F(17, c0, up);  F(18, c0, cq|CASED(q1));  F(19, c0, cn);  F(20, mix(0, cq, cn), c0);
  F(21, c0, q1->hash);  F(22, c0, k1->hash);
  /* the run's first and last word and what is around it */
  if( i!=iA ){ F(24, p->a[iA].hash, nPos);  F(26, p->a[iA].mClass, pos); }
  if( i!=iB ){ F(23, p->a[iB].hash, nPos);  F(25, p->a[iB].mClass, pos); }
  F(27, mix(0, p->a[iA].mClass, p->a[iB].mClass), nPos);
  r = iB+1<p->n && !(p->a[iB+1].mFlag & NEWS_TF_SENT) ? &p->a[iB+1] : &none;
  F(28, r->hash, pos);  F(29, mix(0, r->mClass, p->a[iB].mClass), nPos);
  r = iA>0 && !(p->a[iA].mFlag & NEWS_TF_SENT) ? &p->a[iA-1] : &none;
  F(30, r->hash, pos);  F(31, mix(0, r->mClass, p->a[iA].mClass), nPos);
  F(32, place, 0);
  /* lists and rules */
  uint32_t g0 = p->aList[i], gq = i ? p->aList[i-1] : 0, gn = p->aList[i+1];
  uint32_t v0 = p->aRule[i], vq = i ? p->aRule[i-1] : 0, vn = p->aRule[i+1];
  if( g0 ){
    F(100, g0, 0); F(101, g0, up); F(102, g0, c0); F(103, g0, w0);
    F(104, g0, mix(0, gq, gn));
  }
  if( gq ) F(110, gq, s0);
  if( gn ) F(111, gn, s0);
  if( v0 ){ F(120, v0, 0); F(121, v0, up); F(122, v0, g0); F(123, v0, c0); }
  if( i!=iB && p->aList[iB] ) F(130, p->aList[iB], nPos);
  if( v0|vq|vn ) F(131, v0|vn<<8, vq);
  /* towns and people */
  uint32_t m0 = p->aWord[i], mq = i ? p->aWord[i-1] : 0, mn = p->aWord[i+1];
  uint32_t mA = p->aWord[iA], mB = p->aWord[iB];
  if( m0 ){ F(140, m0, up);  F(141, m0, c0); }
  if( m0|mq|mn ) F(142, m0|mq<<8, mn);
  if( iA!=iB && (mA|mB) ) F(143, mA|mB<<8, pos);
  uint32_t kind = p->aUse[i] & (NEWS_US_LINE|NEWS_US_SYMBOL);
  if( kind ) F(132, kind, 0);
#undef F
  return (int)n;
}

/*---------------------------------------------------------------------------- decoding */

#define SURE_MARGIN 100     /* by which a span may hold more than a sure alias */
#define TAIL_MARGIN 300     /* the same, by plain words behind it */
#define LEAST_MARGIN 32     /* of a span */
#define LOW  (-8000)        /* less than any way's score, so near that 16 bits hold sums */

/* Add the weights of a token's features. Whether the model has kept one nobody can
** foretell: so no branch asks it. What is no tag has bytes of the check, and weighs 0. */
static void emission(const uint32_t *aHash, int n, int16_t *aOut){
  const unsigned char *aRow = &newsModelData[NEWS_MODEL_HEAD];
  uint16_t aSum[NEWS_MODEL_COLS] = {0};
  for(int i=0; i<n; i++){
    uint32_t h = aHash[i], iRow = h>>(32-NEWS_MODEL_BITS)<<4;
    const unsigned char *z = &aRow[iRow+NEWS_MODEL_CHECK];
    iRow = (uint16_t)(z[0] | z[1]<<8)==(uint16_t)h ? iRow : NEWS_MODEL_NONE-NEWS_MODEL_HEAD;
    const unsigned char *q = &aRow[iRow];
    for(int j=0; j<NEWS_MODEL_COLS; j++) aSum[j] = (uint16_t)(aSum[j]+q[j]);
  }
  for(int j=0; j<NEWS_MODEL_COLS; j++) aOut[j] = (int16_t)(aSum[j]-n*NEWS_MODEL_BIAS);
  aOut[NEWS_MT_NORP+1] = aOut[NEWS_MT_IN] = aOut[NEWS_MODEL_COLS-1] = 0;
}

/* Tags of a segment being found. */
typedef struct Decoder {
  int16_t aEmit[NEWS_MODEL_SEGMENT][NEWS_MODEL_COLS];
  int16_t aFore[NEWS_MODEL_SEGMENT][NEWS_MODEL_COLS];  /* best way to here, shifted */
  uint8_t aTag[NEWS_MODEL_SEGMENT];
  int16_t aMargin[NEWS_MODEL_SEGMENT];            /* to the best way around the tag */
} Decoder;

static int modelInt16(size_t i){
  int v = newsModelData[i] | newsModelData[i+1]<<8;
  return v<0x8000 ? v : v-0x10000;
}

#if defined(__GNUC__) && !defined(__clang__)
# pragma GCC push_options
# pragma GCC optimize("tree-vectorize", "vect-cost-model=dynamic")
#endif
#define MORE(aOut,k,v) do{ int16_t x_ = (int16_t)(v); \
  aOut[k] = x_>aOut[k] ? x_ : aOut[k]; }while(0)

/* One step forward: out[k] = emit[k] + max over i of in[i]+T[i][k]. Sums stay near 0 by
** taking away in[0]. */
static void stepForward(const int16_t *aIn, const int16_t *aEmit, int16_t *aOut){
  int16_t x[NEWS_MODEL_COLS], o[NEWS_MODEL_COLS];
  for(int k=0; k<NEWS_MODEL_COLS; k++) x[k] = (int16_t)(aIn[k]-aIn[0]);
  for(int k=0; k<NEWS_MODEL_COLS; k++) o[k] = LOW;
#define FROM(i) for(int k=0; k<NEWS_MT_IN; k++) MORE(o, k, x[i]+newsModelTrans[0][i][k])
  FROM(0);  FROM(1);  FROM(2);  FROM(3);  FROM(4);  FROM(5);  FROM(6);
  FROM(9);  FROM(10);  FROM(11);  FROM(12);  FROM(13);  FROM(14);
#undef FROM
  for(int k=0; k<NEWS_MT_IN; k++){
    MORE(o, k+NEWS_MT_IN, x[k]+newsModelInside[0][k]);
    MORE(o, k+NEWS_MT_IN, x[k+NEWS_MT_IN]+newsModelInside[1][k]);
  }
  for(int k=0; k<NEWS_MODEL_COLS; k++) aOut[k] = (int16_t)(o[k]+aEmit[k]);
}

/* One step backward: beta[i] = max over k of T[i][k]+beta[k]+emit[k]. */
static void stepBack(const int16_t *aEmit, int16_t *aBeta){
  int16_t x[NEWS_MODEL_COLS], o[NEWS_MODEL_COLS];
  for(int k=0; k<NEWS_MODEL_COLS; k++) x[k] = (int16_t)(aBeta[k]-aBeta[0]+aEmit[k]);
  for(int k=0; k<NEWS_MODEL_COLS; k++) o[k] = LOW;
#define TO(i) for(int k=0; k<NEWS_MODEL_COLS; k++) MORE(o, k, x[i]+newsModelTrans[1][i][k])
  TO(0);  TO(1);  TO(2);  TO(3);  TO(4);  TO(5);  TO(6);
#undef TO
  for(int k=0; k<NEWS_MT_IN; k++){
    MORE(o, k, x[k+NEWS_MT_IN]+newsModelInside[0][k]);
    MORE(o, k+NEWS_MT_IN, x[k+NEWS_MT_IN]+newsModelInside[1][k]);
  }
  memcpy(aBeta, o, sizeof(o));
}
#undef MORE

#if defined(__GNUC__) && !defined(__clang__)
# pragma GCC pop_options
#endif

/* The best tag before tag eTo, by the scores of the ways to each; of equals the first.
** Transitions from what is no tag are so low that none of them is the best. */
static int bestBefore(const int16_t *aFore, int eTo){
  int16_t v[NEWS_MODEL_COLS], nBest;
  int e = 0;
  if( eTo>NEWS_MT_IN ){
    e = eTo-NEWS_MT_IN;
    return aFore[eTo]+newsModelInside[1][e]>aFore[e]+newsModelInside[0][e] ? eTo : e;
  }
  for(int k=0; k<NEWS_MODEL_COLS; k++){
    v[k] = (int16_t)(aFore[k]+newsModelTrans[1][eTo][k]);
  }
  nBest = v[0];
  for(int k=1; k<NEWS_MODEL_COLS; k++) nBest = v[k]>nBest ? v[k] : nBest;
  while( v[e]!=nBest ) e++;
  return e;
}

/* Margins: the best way less the best one through another tag, at each token. */
static void margins(Decoder *d, int n){
  int16_t aBeta[NEWS_MODEL_COLS];
  memcpy(aBeta, newsModelTrans[1][0], sizeof(aBeta));
  for(int i=n-1; i>=0; i--){
    int v[NEWS_MODEL_COLS], e = d->aTag[i], nBest, nNext = -100000;
    for(int k=0; k<NEWS_MODEL_COLS; k++) v[k] = d->aFore[i][k]+aBeta[k];
    nBest = v[e];
    v[e] = v[NEWS_MT_NORP+1] = v[NEWS_MT_IN] = v[NEWS_MODEL_COLS-1] = nNext;
    for(int k=0; k<NEWS_MODEL_COLS; k++) nNext = v[k]>nNext ? v[k] : nNext;
    d->aMargin[i] = (int16_t)(nBest-nNext>30000 ? 30000 : nBest-nNext);
    stepBack(d->aEmit[i], aBeta);
  }
}

/* The best tags of n tokens. 0 when all are outside. */
static int decode(Decoder *d, int n){
  static const int16_t aBegin[NEWS_MODEL_COLS] = {
    0, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW
  };
  int bAny = 0, e = 0;
  for(int i=0; i<n; i++){
    stepForward(i ? d->aFore[i-1] : aBegin, d->aEmit[i], d->aFore[i]);
  }
  for(int i=n-1; i>=0; i--){
    e = bestBefore(d->aFore[i], e);
    d->aTag[i] = (uint8_t)e;
    bAny |= e;
  }
  if( bAny ) margins(d, n);
  return bAny;
}

/*------------------------------------------------------------------------------- spans */

static int scoreOf(int nMargin){
  int i = nMargin/NEWS_MODEL_STEP;
  if( i>=NEWS_MODEL_SCORES ) i = NEWS_MODEL_SCORES-1;
  return modelInt16(NEWS_MODEL_AT_SCORES+2*(size_t)i);
}

static const uint8_t aLabel[NEWS_MODEL_COLS] = {
  [NEWS_MT_PERSON] = NEWS_PERSON, [NEWS_MT_ORG] = NEWS_ORG, [NEWS_MT_LOC] = NEWS_LOC,
  [NEWS_MT_PRODUCT] = NEWS_PRODUCT, [NEWS_MT_NORP] = NEWS_NORP
};

/* Is [iFrom,iTo) no single name: "Franco" in "Franco-German" or all of it, "X vs. Y"? */
static int isSeveral(const NewsModelView *p, uint32_t iFrom, uint32_t iTo){
  uint32_t iDash = iTo==iFrom+1 ? iTo : iFrom+1;
  if( iDash+1<p->n && iTo-iFrom!=2 && iTo-iFrom<4 && p->a[iDash].c=='-'
   && !(p->a[iDash].mFlag & NEWS_TF_SPACE) && (p->aList[iDash+1] & 15)==NEWS_NORP ){
    return 1;
  }
  for(uint32_t i=iFrom+1; i+1<iTo; i++){
    if( newsWhichWord(p->pText, i, "vs vs. versus")>=0 ) return 1;
  }
  return 0;
}

/* Is [iFrom,iTo) a doubtful alias and words that tell of a company, in the capitals of a
** headline: "Shell Profit Beats"? They are evidence for the alias, no part of a name. */
static int isTold(const NewsWork *w, const NewsModelView *p, uint32_t iFrom, uint32_t iTo){
  const uint32_t m = w->aClass[NEWS_CL_COMPANY] | w->aClass[NEWS_CL_SHARE]
                   | w->aClass[NEWS_CL_MOVE] | w->aClass[NEWS_CL_ACT];
  uint32_t i = iFrom;
  if( (p->aList[i] & (15|NEWS_MV_AMBIG|NEWS_MV_INSIDE))!=(NEWS_ORG|NEWS_MV_AMBIG) ) return 0;
  while( !(p->aList[i] & NEWS_MV_LAST) && i+1<iTo ) i++;
  if( ++i==iTo || !(p->aUse[iFrom] & NEWS_US_LINE) ) return 0;
  while( i<iTo && (newsClassOf(w, p->a[i].hash) & m) ) i++;
  return i==iTo;
}

/* Must tokens [iFrom,iTo) yield to sure aliases? They do when one goes beyond them, or
** when they hold more than it without being sure themselves: "Nvidia AI chips" is to be
** surer than "Nvidia Foundation", and where all words have capitals both are the same. */
static int yields(const NewsModelView *p, uint32_t iFrom, uint32_t iTo, int eLabel,
                  int nMargin){
  const uint8_t *a = p->aList;
  const uint32_t mHead = NEWS_LX_ORGHEAD|NEWS_LX_LOCHEAD|NEWS_LX_LEGAL;
  int bHead = (p->a[iTo-1].mClass & mHead) && !(p->aUse[iFrom] & NEWS_US_LINE);
  for(uint32_t i=iFrom; i<iTo; i++){
    if( a[i]==0 || (a[i] & NEWS_MV_AMBIG) || (a[i] & 15)>NEWS_NORP ) continue;
    if( i==iFrom && (a[i] & NEWS_MV_INSIDE) ) return 1;
    if( i+1==iTo && !(a[i] & NEWS_MV_LAST) ) return 1;
    int nLeast = i==iFrom && (a[i] & 15)==eLabel && !bHead ? TAIL_MARGIN : SURE_MARGIN;
    if( nMargin<nLeast && !(i==iFrom && (a[i] & NEWS_MV_LAST) && iTo-iFrom==1) ){
      uint32_t k = i;
      while( !(a[k] & NEWS_MV_LAST) && k+1<iTo ) k++;
      if( i!=iFrom || k+1!=iTo ) return 1;
      i = k;
    }
  }
  return 0;
}

/* Is token i a word, or a person's name, that may stand for itself? */
static int isPlain(const NewsModelView *p, uint32_t i){
  const uint32_t m = NEWS_LX_COMMON|NEWS_LX_STOP|NEWS_LX_NAMEWORD|NEWS_LX_GIVEN
                   |NEWS_LX_SURNAME|NEWS_LX_TITLE|NEWS_LX_ROLE|NEWS_LX_ORGHEAD
                   |NEWS_LX_LOCHEAD;
  return (p->a[i].mClass & m) || (p->aUse[i] & NEWS_US_LINE);
}

/* A span of the model: tokens [iFrom,iTo). */
static void modelSpan(NewsWork *w, NewsField *f, NewsModelView *p, uint32_t iFrom,
                      uint32_t iTo, int eTag, int nMargin){
  if( aLabel[eTag]==0 ) return;
  if( (p->aList[iFrom] & 15)==aLabel[eTag] && !(p->aList[iFrom] & NEWS_MV_INSIDE)
   && (p->aList[iTo-1] & NEWS_MV_LAST) ) f->aUse[iFrom] |= NEWS_US_AGREE;
  /* A doubtful alias of an organisation is left to the linker alone, which is told. */
  if( (p->aList[iFrom] & NEWS_MV_AMBIG) && !(p->aList[iFrom] & NEWS_MV_INSIDE)
   && (p->aList[iTo-1] & NEWS_MV_LAST) ){
    if( eTag==NEWS_MT_ORG && scoreOf(nMargin)>=ORG_SCORE ){
      f->aUse[iFrom] |= NEWS_US_ORG;
    }
    if( (p->aList[iFrom] & 15)==aLabel[eTag] && iTo-iFrom==1
     && eTag==NEWS_MT_ORG && (isPlain(p, iFrom) || scoreOf(nMargin)<DOUBT_SCORE) ) return;
  }
  if( p->aRule[iFrom] && (p->aRule[iTo-1] & NEWS_MV_LAST) ){
    while( p->iRule<p->iRuleEnd && (w->aSpan[p->iRule].bBody!=f->bBody
        || w->aSpan[p->iRule].eEvidence!=NEWS_EV_TAGGER
        || w->aSpan[p->iRule].iTok<iFrom) ) p->iRule++;
    NewsSpan *q = p->iRule<p->iRuleEnd ? &w->aSpan[p->iRule] : 0;
    if( q && q->iTok==iFrom && q->nTok==iTo-iFrom && q->eLabel==aLabel[eTag] ){
      q->mFlag &= (uint8_t)~NEWS_SF_DROP;
      q->nScore = (int16_t)scoreOf(nMargin);
      return;
    }
  }
  NewsSpan *s = newsSpanAdd(w, f, iFrom, iTo-iFrom, aLabel[eTag]);
  if( s==0 ) return;
  s->eEvidence = NEWS_EV_TAGGER;
  s->nScore = (int16_t)scoreOf(nMargin);
}

/* Behind the name that begins at token i of a segment that ends at iEnd; the least margin
** of its tokens. */
static uint32_t nameEnd(const NewsModelView *p, uint32_t i, uint32_t iEnd, int *pnMargin){
  int e = p->aTag[i], nMargin = p->aMargin[i];
  uint32_t k = i+1;
  for(; k<iEnd && p->aTag[k]==e+NEWS_MT_IN; k++){
    if( p->aMargin[k]<nMargin ) nMargin = p->aMargin[k];
  }
  if( k<iEnd && p->aMargin[k]<nMargin ) nMargin = p->aMargin[k];
  *pnMargin = nMargin;
  return k;
}

/* The first token of the name in [iFrom,iTo), of which what a company is may stand before a
** name of the lists: "Toymakers Mattel". */
static uint32_t nameStart(const NewsWork *w, const NewsModelView *p, uint32_t iFrom,
                          uint32_t iTo){
  uint32_t i = iFrom;
  while( i+1<iTo && p->aList[i]==0
      && (newsClassOf(w, p->a[i].hash) & w->aClass[NEWS_CL_KIND]) ) i++;
  int bName = p->aList[i] && !(p->aList[i] & NEWS_MV_INSIDE);
  return bName ? i : iFrom;
}

/* Spans of the decoded segment [iFrom,iEnd). */
static void segmentSpans(NewsWork *w, NewsField *f, NewsModelView *p, uint32_t iFrom,
                         uint32_t iEnd){
  for(uint32_t i=iFrom; i<iEnd; ){
    int e = p->aTag[i], nMargin;
    if( e==0 ){
      i++;
      continue;
    }
    uint32_t k = nameEnd(p, i, iEnd, &nMargin);
    i = nameStart(w, p, i, k);
    if( nMargin>=LEAST_MARGIN && !isSeveral(p, i, k)
     && !yields(p, i, k, aLabel[e], nMargin)
     && !(nMargin<TAIL_MARGIN && isTold(w, p, i, k)) ){
      modelSpan(w, f, p, i, k, e, nMargin);
    }
    i = k;
  }
}

/*------------------------------------------------------------------------- second look */

#define SURE_ORG    350     /* margin of an organisation whose words are remembered */
#define DOUBT       600     /* margin below which such words are looked at again */
#define SECOND_LOOK 400     /* what they get towards an organisation then */

/* A word of sure names: in how many of them organisations, in how many others. */
typedef struct Known { uint32_t hash; uint16_t nOrg, nOther; } Known;
typedef struct KnownSet { Known *a; uint32_t nSlot, nOrg; NewsArena *pArena; } KnownSet;

/* Texts can be written so that many words want one place: what that takes is counted. */
static Known *knownOf(const KnownSet *s, uint32_t hash){
  uint32_t h = hash | 1, j = (h>>8) & (s->nSlot-1), nMiss = 0;
  while( s->a[j].hash && s->a[j].hash!=h ){
    j = (j+1) & (s->nSlot-1);
    nMiss++;
  }
  if( nMiss ) newsWork(s->pArena, nMiss);
  return &s->a[j];
}

/* May the word stand for the whole name? */
static int mayStand(const NewsModelView *p, uint32_t i){
  const uint32_t mPlain = NEWS_LX_COMMON|NEWS_LX_STOP|NEWS_LX_STARTER|NEWS_LX_ORGHEAD
                        |NEWS_LX_LOCHEAD|NEWS_LX_LEGAL|NEWS_LX_TITLE|NEWS_LX_ROLE
                        |NEWS_LX_NUMBER|NEWS_LX_MONTH|NEWS_LX_WEEKDAY;
  const NewsToken *k = &p->a[i];
  return p->aCand[i]==1 && CASED(k) && k->nByte>2 && !(k->mClass & mPlain);
}

/* Remember the words of the sure names of a segment: of an organisation its first one
** only, unless that is a name of the lists by itself ("London Stock Exchange"). */
static void knownAdd(KnownSet *s, const NewsModelView *p, uint32_t i, uint32_t iEnd){
  while( i<iEnd ){
    int e = p->aTag[i], nMargin;
    uint32_t k = i;
    if( e==0 ){
      i++;
      continue;
    }
    i = nameEnd(p, i, iEnd, &nMargin);
    if( e>NEWS_MT_LOC || nMargin<SURE_ORG ) continue;
    for(; k<i; k++){
      if( !mayStand(p, k) ) continue;
      if( e==NEWS_MT_ORG && (p->aTag[k]!=e || (i>k+1 && p->aList[k])) ) break;
      Known *q = knownOf(s, p->a[k].hash);
      q->hash = p->a[k].hash | 1;
      if( e!=NEWS_MT_ORG ) q->nOther += q->nOther<1000;
      else if( q->nOrg<1000 ) q->nOrg++;
      s->nOrg += e==NEWS_MT_ORG;
    }
  }
}

/* Is token i a word of sure organisations, and hardly of others? */
static int isKnown(const KnownSet *s, const NewsModelView *p, uint32_t i){
  if( !mayStand(p, i) ) return 0;
  const Known *q = knownOf(s, p->a[i].hash);
  return q->nOrg>3*q->nOther;
}

/* Does the segment hold such a word of which another thing was found, not surely? */
static int segmentDoubtful(const KnownSet *s, const NewsModelView *p, uint32_t i,
                           uint32_t iEnd){
  for(; i<iEnd; i++){
    int bOrg = (p->aTag[i] & ~NEWS_MT_IN)==NEWS_MT_ORG;
    if( !bOrg && p->aMargin[i]<DOUBT && isKnown(s, p, i) ) return 1;
  }
  return 0;
}

/* Take out segments of which each capital is in a sure alias or a date: nothing is left to
** ask. */
static void dropSure(NewsModelView *p){
  uint32_t nOut = 0;
  for(uint32_t s=0; s<p->nSegment; s++){
    uint32_t i = p->aSegment[s].iFrom, iEnd = p->aSegment[s].iEnd;
    while( i<iEnd && (p->aCand[i]!=1
        || (p->aList[i] && !(p->aList[i] & NEWS_MV_AMBIG))) ) i++;
    if( i<iEnd ) p->aSegment[nOut++] = p->aSegment[s];
  }
  p->nSegment = nOut;
}

/* Segments of which the features are known and the weights not yet added: a row that
** no cache holds is on its way while the features of others are made. */
#define BATCH_TOKENS   64               /* more are not begun */
#define BATCH_HASHES   ((BATCH_TOKENS+NEWS_MODEL_SEGMENT)*NEWS_MODEL_FEATURES)
typedef struct Batch {
  uint32_t nSegment, nToken, nHash;
  uint32_t aFrom[BATCH_TOKENS], aEnd[BATCH_TOKENS];   /* tokens of each segment */
  uint8_t aN[BATCH_TOKENS+NEWS_MODEL_SEGMENT];        /* features of each token */
  uint32_t aHash[BATCH_HASHES];
} Batch;

static void batchAdd(Batch *b, const NewsModelView *p, uint32_t i, uint32_t iEnd){
  b->aFrom[b->nSegment] = i;
  b->aEnd[b->nSegment++] = iEnd;
  for(uint32_t k=i; k<iEnd; k++){
    uint32_t *aHash = &b->aHash[b->nHash];
    int n = newsModelFeatures(p, k, i, iEnd, aHash);
    b->aN[b->nToken++] = (uint8_t)n;
    b->nHash += (uint32_t)n;
  }
}

/* Find the tags of the segments, which then are none; in a second look (pKnown) known
** organisations get more. */
static void batchDecode(Batch *b, NewsModelView *p, Decoder *d, const KnownSet *pKnown){
  const uint32_t *aHash = b->aHash;
  const uint8_t *pN = b->aN;
  for(uint32_t s=0; s<b->nSegment; s++){
    uint32_t iFrom = b->aFrom[s], n = b->aEnd[s]-iFrom;
    for(uint32_t k=0; k<n; k++){
      int16_t *aEmit = d->aEmit[k];
      emission(aHash, *pN, aEmit);
      aHash += *pN++;
      if( pKnown && isKnown(pKnown, p, iFrom+k) ){
        aEmit[NEWS_MT_ORG] = (int16_t)(aEmit[NEWS_MT_ORG]+SECOND_LOOK);
        aEmit[NEWS_MT_ORG+NEWS_MT_IN] =
          (int16_t)(aEmit[NEWS_MT_ORG+NEWS_MT_IN]+SECOND_LOOK);
      }
    }
    if( !decode(d, (int)n) ) memset(d->aMargin, 0, n*sizeof(d->aMargin[0]));
    memcpy(&p->aTag[iFrom], d->aTag, n);
    memcpy(&p->aMargin[iFrom], d->aMargin, n*sizeof(d->aMargin[0]));
  }
  b->nSegment = b->nToken = b->nHash = 0;
}

/* Find the tags of all segments, or (pKnown) of those in doubt once more. */
static void decodeField(NewsWork *w, NewsModelView *p, Decoder *d, const KnownSet *pKnown){
  Batch batch;
  batch.nSegment = batch.nToken = batch.nHash = 0;
  for(uint32_t s=0; s<p->nSegment; s++){
    uint32_t i = p->aSegment[s].iFrom, iEnd = p->aSegment[s].iEnd;
    if( newsWorkCount(w, (size_t)(iEnd-i)*VIEW_STEPS) ) return;
    if( pKnown && !segmentDoubtful(pKnown, p, i, iEnd) ) continue;
    if( newsWorkCount(w, (size_t)(iEnd-i)*MODEL_STEPS) ) return;
    batchAdd(&batch, p, i, iEnd);
    if( batch.nToken>=BATCH_TOKENS ){
      batchDecode(&batch, p, d, pKnown);
    }
  }
  if( w->rc==0 ) batchDecode(&batch, p, d, pKnown);
}

void newsFieldModel(NewsWork *w, NewsField *f){
  NewsModelView v;
  Decoder d;
  KnownSet known = { 0, 16, 0, w->pArena };
  uint32_t nTok = 0;
  if( w->rc || newsModelView(w, f, &v) ) return;
  dropSure(&v);
  if( newsModelWords(w, &v) ) return;
  f->aSegment = v.aSegment;
  f->nSegment = v.nSegment;
  /* What only the rules have found stays where the model finds it too; but a building of a
  ** known company's name does anyway, and what the rules are sure of. */
  for(uint32_t k=v.iMatchEnd; k<w->nSpan && !newsWorkCount(w, VIEW_STEPS); k++){
    NewsSpan *s = &w->aSpan[k];
    if( s->bBody==f->bBody && s->eEvidence==NEWS_EV_TAGGER && s->iNumber==NEWS_NOBODY
     && s->eSubtype!=NEWS_ST_FACILITY && !(s->mFlag & NEWS_SF_KEEP) ){
      s->mFlag |= NEWS_SF_DROP;
    }
  }
  decodeField(w, &v, &d, 0);
  for(uint32_t s=0; s<v.nSegment; s++) nTok += v.aSegment[s].iEnd-v.aSegment[s].iFrom;
  while( known.nSlot<2*nTok ) known.nSlot *= 2;
  known.a = newsArenaAlloc(w->pArena, known.nSlot*sizeof(Known));
  if( known.a==0 ) w->rc = NEWS_NOMEM;
  if( w->rc ) return;
  memset(known.a, 0, known.nSlot*sizeof(Known));
  for(uint32_t s=0; s<v.nSegment && !newsWorkCount(w, VIEW_STEPS); s++){
    knownAdd(&known, &v, v.aSegment[s].iFrom, v.aSegment[s].iEnd);
  }
  if( known.nOrg ) decodeField(w, &v, &d, &known);
  for(uint32_t s=0; s<v.nSegment && !newsWorkCount(w, VIEW_STEPS); s++){
    segmentSpans(w, f, &v, v.aSegment[s].iFrom, v.aSegment[s].iEnd);
  }
}
