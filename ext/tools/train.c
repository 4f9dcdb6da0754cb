/*
** train.c - trains the tagger's model.
**
**   train -o ext/data/tagger.model [-r ROUNDS] [-e EPOCHS] [-m MARGIN] [-c COST]
**         [-d DROP] [-s SCALE] [REPEAT*]FILE ...
**
** Files ending in .conll hold a token, a tab and a BIO tag a line (PER, ORG, LOC, PROD,
** MISC), an empty line between sentences, "# doc NAME" before a text, and in a line
** "# types:" what they annotate: of other types they say nothing. Other files are texts
** with marks: {Nvidia Corp.|ORG} rose. "3*FILE" counts a file three times.
**
** HOW IT WORKS. Each text is read by the recogniser up to the rules, so that features
** are the decoder's own. A token's annotation is the set of tags it allows. An averaged
** structured perceptron learns: where the best tags, with MARGIN added to those that are
** not allowed and COST to "outside" at names, are not allowed, the best allowed ones are
** rewarded, each weight by less the oftener it has changed. In 45 % of the visits
** the features of lists are hidden, those of rules in some, and DROP of 128 of all
** features. Some texts are read once more, in other capitals or with tickers. Several rounds with other
** shuffles are averaged. All numbers are integers, and so the file is the same on every
** machine. What a margin is worth as a score is measured on texts of the .conll files
** that a model has not seen. Of features seen twice or more those of the largest weights
** are kept, one to a row of the model, before the rest is learned.
*/
#include "../entity/modelInt.h"
#include <stdio.h>
#include <stdlib.h>

#define N_TAG    15               /* some of them are none */
#define N_COL    NEWS_MODEL_COLS
#define ALL_TAGS 0x7e7fu          /* outside, first, later */
#define FIRST    0x007eu
#define N_VIEW   3                /* with all, without lists, without lists and rules */
#define ILLEGAL  (-500000000)
#define N_FOLD   4                /* of the measuring of scores */
#define N_SCORE  NEWS_MODEL_SCORES
#define STEP     256              /* by which a weight changes at first */
#define STEPS    4096             /* changes after which the steps stay as they are */
#define LOWER_PART 5              /* of this many texts one is also read in lower case */
#define UPPER_PART 6              /* and one in capitals */
#define TITLE_PART 12             /* and one with capitals as headlines have them */
#define TICKER_PART 12            /* and one with tickers behind organisations */

enum { TY_PER = 1, TY_ORG = 2, TY_LOC = 4, TY_PROD = 8, TY_MISC = 16, TY_NORP = 32,
       TY_ALL = 63 };

static void die(const char *zWhat, const char *zName){
  fprintf(stderr, "train: %s %s\n", zWhat, zName);
  exit(1);
}
static void *need(void *p){
  if( p==0 ) die("out of", "memory");
  return p;
}
/* Room for one more element of n. */
#define GROW(a,n,nAlloc) do{ if( (n)>=(nAlloc) ){ nAlloc = (nAlloc) ? (nAlloc)*2 : 1024; \
  a = need(realloc(a, (size_t)(nAlloc)*sizeof(*(a)))); } }while(0)

/*---------------------------------------------------------------------- what is learned */

/* A segment: tokens aTok[iTok..+n], each with its features in all views. Its fold is -1
** when scores are not measured on it. */
typedef struct Segment { uint32_t iTok, n; int iFold; } Segment;
typedef struct Token {
  size_t aFeat[N_VIEW];       /* in aFeat */
  uint8_t nFeat[N_VIEW];
  uint16_t mAllow;            /* tags that the annotation allows */
} Token;

typedef struct Trainer {
  NewsPatterns *pPatterns;
  Segment *aSeg; size_t nSeg, nSegAlloc;
  Token *aTok; size_t nTok, nTokAlloc;
  uint32_t *aFeat; size_t nFeat, nFeatAlloc;    /* hashes, then numbers of features */
  uint32_t *aKey;             /* open hash of features: their hashes, 0 empty */
  uint32_t *aId;              /* and their numbers, or counts while they are counted */
  uint32_t nSlot;
  uint32_t nId;               /* features kept; number 0 weighs nothing */
  uint32_t *aHashOf;          /* a hash of each */
  int32_t (*aW)[N_COL];       /* weights, in parts of STEP */
  int64_t (*aU)[N_COL];       /* the same times the step they were changed at */
  int64_t (*aSum)[N_COL];     /* averages of the rounds added up */
  uint16_t (*aN)[N_COL];      /* how often each was changed */
  int32_t aT[N_COL][N_COL];
  uint16_t aTN[N_COL][N_COL];
  int64_t aTU[N_COL][N_COL], aTSum[N_COL][N_COL];
  int64_t nStep;
  int nCost, nMargin;
  int nDrop;                  /* hidden features, of 128 */
  uint32_t iVisit;            /* which are hidden in this visit */
  int nText;                  /* texts read */
  int nDoc, bOwn;             /* the same for folds; is the file one of our own? */
  int aScore[N_SCORE];        /* thousandths by margin */
  uint64_t iRandom;
} Trainer;

static uint16_t aStep[STEPS];  /* by how much a weight changes that has changed so often */

static uint32_t rootOf(uint32_t n){
  uint32_t r = 0;
  for(uint32_t b=1u<<15; b; b>>=1) if( (uint64_t)(r+b)*(r+b)<=n ) r += b;
  return r;
}

/* STEP divided by the fourth root of the number of changes: what is seen often is weighed
** finely in the end, what is rare counts from the start. */
static void stepsMake(void){
  for(uint32_t i=0; i<STEPS; i++){
    aStep[i] = (uint16_t)(i ? rootOf(rootOf(0xffffffffu/(i+1))) : STEP);
  }
}

static uint32_t randomNext(Trainer *p){
  p->iRandom = p->iRandom*6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(p->iRandom>>33);
}

/*------------------------------------------------------------------------------- texts */

/* A text with its annotated spans. */
typedef struct Gold { uint32_t iFrom, iTo; int eType; } Gold;
typedef struct Doc {
  char *z; size_t n, nAlloc;
  Gold *aGold; size_t nGold, nGoldAlloc;
  int mType;                  /* types that are annotated */
  int bGlue, bQuote;          /* no blank before the next token; inside quotes */
} Doc;

static void docText(Doc *p, const char *z, size_t n){
  while( p->n+n+1>p->nAlloc ){
    p->nAlloc = p->nAlloc ? p->nAlloc*2 : 4096;
    p->z = need(realloc(p->z, p->nAlloc));
  }
  memcpy(&p->z[p->n], z, n);
  p->n += n;
  p->z[p->n] = 0;
}

static int typeOf(const char *z, size_t n){
  static const struct { const char *z; int e; } a[] = {
    { "PER", TY_PER }, { "PERSON", TY_PER }, { "ORG", TY_ORG }, { "LOC", TY_LOC },
    { "PROD", TY_PROD }, { "PRODUCT", TY_PROD }, { "MISC", TY_MISC },
    { "EVENT", TY_MISC }, { "NORP", TY_NORP }
  };
  for(size_t i=0; i<sizeof(a)/sizeof(a[0]); i++){
    if( strlen(a[i].z)==n && memcmp(a[i].z, z, n)==0 ) return a[i].e;
  }
  return 0;
}

static void docGold(Doc *p, size_t iFrom, size_t iTo, int eType){
  GROW(p->aGold, p->nGold, p->nGoldAlloc);
  p->aGold[p->nGold++] = (Gold){ (uint32_t)iFrom, (uint32_t)iTo, eType };
}

/* Is the token one of a list of tokens, each between blanks? */
static int oneOf(const char *z, size_t n, const char *zList){
  for(const char *q=zList; *q; ){
    size_t m = strcspn(q, " ");
    if( m==n && memcmp(q, z, n)==0 ) return 1;
    q += m;
    q += *q==' ';
  }
  return 0;
}

/* Append a token of a treebank as ordinary text has it. */
static void docToken(Doc *p, const char *z, size_t n, int bInside, int eType){
  const char *zTight = ". , ; : ! ? % ) ] } ’ ” 's ’s n't n’t 're 've 'll 'd 'm ''";
  int bQuote = n==1 && *z=='"';
  if( bQuote ) p->bQuote = !p->bQuote;
  if( !p->bGlue && !oneOf(z, n, zTight) && !(bQuote && !p->bQuote) ) docText(p, " ", 1);
  size_t iFrom = p->n;
  docText(p, z, n);
  if( eType && bInside && p->nGold && p->aGold[p->nGold-1].eType==eType ){
    p->aGold[p->nGold-1].iTo = (uint32_t)p->n;
  }else if( eType ){
    docGold(p, iFrom, p->n, eType);
  }
  p->bGlue = oneOf(z, n, "( [ { $ # “ ‘ ``") || (bQuote && p->bQuote);
}

static void docReset(Doc *p){
  p->n = p->nGold = 0;
  p->bGlue = 1;
  p->bQuote = 0;
}

/*------------------------------------------------------------------------- annotations */

static uint16_t pairOf(int eTag){ return (uint16_t)((1u|1u<<NEWS_MT_IN)<<eTag); }

/* Tags for a type's first (0) or later token. */
static uint16_t tagsOf(int eType, int bInside){
  uint32_t m = 1u<<NEWS_MT_OTHER | 1u<<NEWS_MT_PRODUCT | 1u<<NEWS_MT_NORP;
  switch( eType ){
    case TY_PER: m = 1u<<NEWS_MT_PERSON; break;
    case TY_ORG: m = 1u<<NEWS_MT_ORG; break;
    case TY_LOC: m = 1u<<NEWS_MT_LOC; break;
    case TY_PROD: m = 1u<<NEWS_MT_PRODUCT; break;
    case TY_NORP: m = 1u<<NEWS_MT_NORP; break;
    default: break;
  }
  return (uint16_t)(bInside ? m<<NEWS_MT_IN : m);
}

/* Tags of a token outside of all annotated spans. */
static uint16_t tagsOutside(int mType){
  uint16_t m = 1;
  if( !(mType & TY_PER) ) m |= pairOf(NEWS_MT_PERSON);
  if( !(mType & TY_ORG) ) m |= pairOf(NEWS_MT_ORG);
  if( !(mType & TY_LOC) ) m |= pairOf(NEWS_MT_LOC);
  if( !(mType & (TY_PROD|TY_MISC)) ) m |= pairOf(NEWS_MT_PRODUCT);
  if( !(mType & TY_MISC) ) m |= pairOf(NEWS_MT_OTHER);
  if( !(mType & (TY_NORP|TY_MISC)) ) m |= pairOf(NEWS_MT_NORP);
  return m;
}

static int isText(const NewsText *t, uint32_t i, const char *zList){
  return oneOf(&t->z[t->aToken[i].iByte], t->aToken[i].nByte, zList);
}

/* A span in tokens [*pa,*pb) after our rules: without "the", titles, quotes, 's. Its
** type. */
static int normalise(const NewsText *t, uint32_t *pa, uint32_t *pb, int eType){
  uint32_t a = *pa, b = *pb;
  const NewsToken *k = t->aToken;
  while( b-a>1 && (isText(t, a, "the The THE \" “ ‘ ' ( a an A") ) ) a++;
  while( b-a>1 && (k[b-1].eKind==NEWS_TK_POSS || isText(t, b-1, "\" ” ’ ' , ) ;")) ) b--;
  if( eType==TY_PER ){
    while( b-a>1 && (k[a].mClass & (NEWS_LX_TITLE|NEWS_LX_ROLE))
        && !(k[a].mClass & (NEWS_LX_GIVEN|NEWS_LX_SURNAME)) ) a++;
    if( b-a==1 && isText(t, a, "U.S. US U.K. UK EU U.S.A. USA") ) eType = TY_LOC;
  }
  *pa = a;
  *pb = b;
  return eType;
}

/* What the annotation allows each token. */
static void allow(const NewsText *t, const Doc *p, uint16_t *mAllow){
  uint32_t iTok = 0;
  for(uint32_t i=0; i<t->nToken; i++) mAllow[i] = tagsOutside(p->mType);
  for(size_t g=0; g<p->nGold; g++){
    const Gold *q = &p->aGold[g];
    while( iTok<t->nToken
        && t->aToken[iTok].iByte+t->aToken[iTok].nByte<=q->iFrom ) iTok++;
    uint32_t a = iTok, b = iTok;
    while( b<t->nToken && t->aToken[b].iByte<q->iTo ) b++;
    if( b==a ) continue;
    const NewsToken *x = &t->aToken[a], *y = &t->aToken[b-1];
    if( x->iByte<q->iFrom || y->iByte+y->nByte>q->iTo || t->z[x->iByte]=='@'
     || t->z[x->iByte]=='#' ){
      for(uint32_t i=a; i<b; i++) mAllow[i] = ALL_TAGS;
      continue;
    }
    int e = normalise(t, &a, &b, q->eType);
    for(uint32_t i=a; i<b; i++) mAllow[i] = tagsOf(e, i>a);
  }
}

/*------------------------------------------------------------------------ from texts */

static void addFeatures(Trainer *p, Token *pTok, int iView, const NewsModelView *v,
                        uint32_t i, uint32_t iFrom, uint32_t iEnd){
  uint32_t aHash[NEWS_MODEL_FEATURES];
  int n = newsModelFeatures(v, i, iFrom, iEnd, aHash);
  pTok->aFeat[iView] = p->nFeat;
  pTok->nFeat[iView] = (uint8_t)n;
  for(int k=0; k<n; k++){
    GROW(p->aFeat, p->nFeat, p->nFeatAlloc);
    p->aFeat[p->nFeat++] = aHash[k] ? aHash[k] : 1;
  }
}

/* The segments of a text, nRepeat times. */
static void addDoc(Trainer *p, const Doc *pDoc, int nRepeat){
  NewsArena *pArena = need(newsArenaNew(newsHostLibc()));
  NewsDoc doc;
  NewsWork w;
  NewsModelView v;
  memset(&doc, 0, sizeof(doc));
  memset(&w, 0, sizeof(w));
  doc.zBody = pDoc->z;
  doc.nBody = (uint32_t)pDoc->n;
  doc.bBare = 1;
  w.pArena = pArena;
  w.pPatterns = p->pPatterns;
  w.pGaz = newsGazetteerBuiltin();
  w.aClass = w.pGaz->aImage[0]->aClassBit;
  w.pDoc = &doc;
  w.bEnglish = 1;
  NewsField *f = &w.aField[1];
  newsFieldOpen(&w, f, doc.zBody, doc.nBody, 1);
  newsFieldMatch(&w, f);
  newsFieldSymbols(&w, f);
  newsFieldValues(&w, f);
  newsFieldTag(&w, f);
  if( w.rc || newsModelView(&w, f, &v) || newsModelWords(&w, &v) ){
    die("cannot read", "a text");
  }
  uint16_t *mAllow = need(malloc(((size_t)v.n+1)*sizeof(uint16_t)));
  uint8_t *aNone = need(calloc((size_t)v.n+4, 1));
  allow(&f->text, pDoc, mAllow);
  NewsModelView av[N_VIEW] = { v, v, v };
  av[1].aList = av[2].aList = av[2].aRule = aNone;
  for(uint32_t iSeg=0; iSeg<v.nSegment; iSeg++){
    uint32_t i = v.aSegment[iSeg].iFrom, iEnd = v.aSegment[iSeg].iEnd;
    Segment s = { (uint32_t)p->nTok, iEnd-i, p->bOwn ? -1 : p->nDoc%N_FOLD };
    for(uint32_t k=i; k<iEnd; k++){
      GROW(p->aTok, p->nTok, p->nTokAlloc);
      Token *q = &p->aTok[p->nTok++];
      q->mAllow = mAllow[k];
      /* A name that went on before the segment or beyond it: its rest counts as told. */
      if( k==i && (q->mAllow & 1)==0 && (q->mAllow & FIRST)==0 ) q->mAllow = ALL_TAGS;
      for(int j=0; j<N_VIEW; j++) addFeatures(p, q, j, &av[j], k, i, iEnd);
    }
    for(int j=0; j<nRepeat; j++){
      GROW(p->aSeg, p->nSeg, p->nSegAlloc);
      p->aSeg[p->nSeg++] = s;
    }
  }
  p->nDoc++;
  free(mAllow);
  free(aNone);
  newsArenaFree(pArena);
}

/* Write a text as some people write all of it, others the headlines: in lower case, in
** capitals, or with a capital at each word of more than three letters; or with what may
** be their tickers behind half of the organisations. */
enum { COPY_NONE, COPY_LOWER, COPY_UPPER, COPY_TITLE, COPY_TICKER };

static int isLetter(char c){ return (c & 0x80) || ((c & ~0x20)>='A' && (c & ~0x20)<='Z'); }

static void docCase(Doc *p, int eCopy){
  for(size_t i=0; i<p->n; i++){
    char *z = &p->z[i];
    size_t n = 0;
    if( (*z & 0x80) || !isLetter(*z) ) continue;
    if( eCopy==COPY_TITLE ){
      while( n<4 && i+n<p->n && isLetter(z[n]) ) n++;
      if( n<4 || (i>0 && isLetter(z[-1])) ) continue;
    }
    *z = (char)(eCopy==COPY_LOWER ? *z | 0x20 : *z & ~0x20);
  }
}

/* "{Avolon Holdings|ORG} VLNH rose": consonants and capitals of the name, two to four. */
static void docTickers(Trainer *p, Doc *pDoc){
  Doc out = *pDoc;
  size_t iNext = 0;
  out.z = 0;
  out.aGold = 0;
  out.n = out.nAlloc = out.nGold = out.nGoldAlloc = 0;
  for(size_t g=0; g<pDoc->nGold; g++){
    const Gold *q = &pDoc->aGold[g];
    char zTicker[8] = " ";
    size_t n = 1, nMost = 4+(randomNext(p)&1);
    docText(&out, &pDoc->z[iNext], q->iTo-iNext);
    docGold(&out, out.n-(q->iTo-q->iFrom), out.n, q->eType);
    iNext = q->iTo;
    if( q->eType!=TY_ORG || randomNext(p)%2 ) continue;
    for(size_t i=q->iFrom; i<q->iTo && n<nMost; i++){
      char c = pDoc->z[i];
      if( !(c & 0x80) && isLetter(c) && !strchr("aeiou", c) ) zTicker[n++] = (char)(c & ~0x20);
    }
    if( n>2 ) docText(&out, zTicker, n);
  }
  docText(&out, &pDoc->z[iNext], pDoc->n-iNext);
  free(pDoc->z);
  free(pDoc->aGold);
  *pDoc = out;
}

/* A text, and of some a copy written in another way, in the fold of its original. */
static void addCopies(Trainer *p, Doc *pDoc, int nRepeat){
  addDoc(p, pDoc, nRepeat);
  int iText = ++p->nText, eCopy = COPY_NONE;
  if( iText%LOWER_PART==0 ) eCopy = COPY_LOWER;
  else if( iText%UPPER_PART==1 ) eCopy = COPY_UPPER;
  else if( iText%TITLE_PART==3 ) eCopy = COPY_TITLE;
  else if( iText%TICKER_PART==2 && pDoc->nGold ) eCopy = COPY_TICKER;
  if( eCopy==COPY_NONE ) return;
  p->nDoc--;
  if( eCopy==COPY_TICKER ) docTickers(p, pDoc);
  else docCase(pDoc, eCopy);
  addDoc(p, pDoc, nRepeat);
}

/* A line of a text with marks. */
static void markedLine(Doc *p, const char *z, size_t n){
  const char *zEnd = z+n;
  if( p->n ) docText(p, "\n", 1);
  while( z<zEnd ){
    const char *q = memchr(z, '{', (size_t)(zEnd-z));
    const char *zBar = q ? memchr(q, '|', (size_t)(zEnd-q)) : 0;
    const char *zClose = zBar ? memchr(zBar, '}', (size_t)(zEnd-zBar)) : 0;
    int eType = zClose ? typeOf(zBar+1, (size_t)(zClose-zBar-1)) : 0;
    if( eType==0 ){
      docText(p, z, (size_t)(zEnd-z));
      return;
    }
    docText(p, z, (size_t)(q-z));
    docGold(p, p->n, p->n+(size_t)(zBar-q-1), eType);
    docText(p, q+1, (size_t)(zBar-q-1));
    z = zClose+1;
  }
}

static void conllTypes(Doc *p, const char *z){
  p->mType = 0;
  while( *z ){
    size_t n = strcspn(z, " \r\n");
    p->mType |= typeOf(z, n);
    z += n;
    z += strspn(z, " \r\n");
  }
}

/* A file, its number of repeats before it. */
static void addFile(Trainer *p, const char *zName){
  char zLine[65536];
  Doc doc;
  int nRepeat = 1, bDocs = 0, bBlank = 1;
  char *zStar = strchr(zName, '*');
  if( zStar ){
    nRepeat = atoi(zName);
    zName = zStar+1;
  }
  size_t nName = strlen(zName);
  int bConll = nName>6 && strcmp(&zName[nName-6], ".conll")==0;
  p->bOwn = !bConll;
  FILE *in = fopen(zName, "rb");
  if( in==0 ) die("cannot read", zName);
  memset(&doc, 0, sizeof(doc));
  docReset(&doc);
  doc.mType = bConll ? TY_PER|TY_ORG|TY_LOC : TY_ALL;
  while( fgets(zLine, sizeof(zLine), in) ){
    size_t n = strcspn(zLine, "\r\n");
    zLine[n] = 0;
    char *zTab = strchr(zLine, '\t');
    if( strncmp(zLine, "# doc", 5)==0 && zTab==0 ){
      if( doc.n ) addCopies(p, &doc, nRepeat);
      docReset(&doc);
      bDocs = bBlank = 1;
    }else if( bConll && strncmp(zLine, "# types:", 8)==0 ){
      conllTypes(&doc, zLine+8+(zLine[8]==' '));
    }else if( zLine[0]=='#' && zLine[1]==' ' && zTab==0 ){
      continue;
    }else if( n==0 ){
      bBlank = 1;
      if( bConll && !bDocs && doc.n ){
        addCopies(p, &doc, nRepeat);
        docReset(&doc);
      }
    }else if( !bConll ){
      markedLine(&doc, zLine, n);
    }else if( zTab ){
      if( bBlank && doc.n ) docText(&doc, "\n", 1);
      if( bBlank ) doc.bGlue = 1, doc.bQuote = 0;
      const char *zTag = zTab+1;
      int eType = zTag[0]=='O' ? 0 : typeOf(zTag+2, strlen(zTag+2));
      docToken(&doc, zLine, (size_t)(zTab-zLine), zTag[0]=='I' && !bBlank, eType);
      bBlank = 0;
    }
  }
  if( doc.n ) addCopies(p, &doc, nRepeat);
  fclose(in);
  free(doc.z);
  free(doc.aGold);
}

/*---------------------------------------------------------------------------- features */

static uint32_t slotOf(const Trainer *p, uint32_t key){
  uint32_t i = (key*0x9E3779B1u)>>8 & (p->nSlot-1);
  while( p->aKey[i] && p->aKey[i]!=key ) i = (i+1) & (p->nSlot-1);
  return i;
}

/* Number the features that are seen at two places or more; the others get 0. */
static void numberFeatures(Trainer *p){
  p->nSlot = 1u<<24;
  p->aKey = need(calloc(p->nSlot, sizeof(uint32_t)));
  p->aId = need(calloc(p->nSlot, sizeof(uint32_t)));
  for(size_t i=0; i<p->nFeat; i++){
    uint32_t s = slotOf(p, p->aFeat[i]);
    p->aKey[s] = p->aFeat[i];
    p->aId[s]++;
  }
  uint32_t nAll = 0;
  p->nId = 1;
  for(uint32_t s=0; s<p->nSlot; s++){
    nAll += p->aKey[s]!=0;
    p->aId[s] = p->aId[s]>N_VIEW ? p->nId++ : 0;
  }
  p->aHashOf = need(calloc(p->nId, sizeof(uint32_t)));
  for(size_t i=0; i<p->nFeat; i++){
    uint32_t id = p->aId[slotOf(p, p->aFeat[i])];
    p->aHashOf[id] = p->aFeat[i];
    p->aFeat[i] = id;
  }
  fprintf(stderr, "%zu segments, %zu tokens, %u features, %u kept\n", p->nSeg, p->nTok,
          nAll, p->nId);
}

/*---------------------------------------------------------------------------- learning */

/* The best tags of a segment; aMask NULL: all tags with the cost, else the allowed. */
static void viterbi(const Trainer *p, const Token *a, uint32_t n, int32_t (*aEmit)[N_COL],
                    int bGold, uint8_t *aTag){
  static int32_t aV[NEWS_MODEL_SEGMENT+1][N_COL];
  static uint8_t aFrom[NEWS_MODEL_SEGMENT+1][N_COL];
  for(int k=0; k<N_TAG; k++) aV[0][k] = k ? ILLEGAL : 0;
  for(uint32_t i=0; i<n; i++){
    for(int k=0; k<N_TAG; k++){
      int32_t nBest = 2*ILLEGAL;
      int iBest = 0;
      for(int j=0; j<N_TAG; j++){
        if( !newsModelMay(j, k) ) continue;
        int32_t v = aV[i][j]+p->aT[j][k];
        if( v>nBest ){
          nBest = v;
          iBest = j;
        }
      }
      nBest += aEmit[i][k];
      if( bGold ){
        if( !(a[i].mAllow>>k & 1) ) nBest += ILLEGAL/NEWS_MODEL_SEGMENT;
      }else if( k==0 && !(a[i].mAllow & 1) ){
        nBest += p->nCost*STEP;
      }else if( !(a[i].mAllow>>k & 1) ){
        nBest += p->nMargin*STEP;
      }
      aV[i+1][k] = nBest;
      aFrom[i+1][k] = (uint8_t)iBest;
    }
  }
  int e = 0;
  for(int k=1; k<N_TAG; k++) if( aV[n][k]+p->aT[k][0]>aV[n][e]+p->aT[e][0] ) e = k;
  for(uint32_t i=n; i>0; i--){
    aTag[i-1] = (uint8_t)e;
    e = aFrom[i][e];
  }
}

/* Is the feature hidden in this visit? So the model leans on none of them alone. */
static int isHidden(const Trainer *p, uint32_t id){
  uint32_t h = (id ^ p->iVisit)*0x9E3779B1u;
  h ^= h>>15;
  h *= 0x85EBCA6Bu;
  return (int)(h>>25)<p->nDrop;
}

static void change(int32_t *pW, int64_t *pU, uint16_t *pN, int nBy, int64_t nStep){
  int n = nBy*aStep[*pN];
  *pN += *pN<STEPS-1;
  *pW += n;
  *pU += n*nStep;
}

/* Reward (nBy 1) or punish (-1) tags where they are other ones than aOther. */
static void learnTags(Trainer *p, const Token *a, uint32_t n, int iView,
                      const uint8_t *aTag, const uint8_t *aOther, int nBy){
  int eLast = 0, eOther = 0;
  for(uint32_t i=0; i<=n; i++){
    int e = i<n ? aTag[i] : 0, o = i<n ? aOther[i] : 0;
    if( e!=o || eLast!=eOther ){
      change(&p->aT[eLast][e], &p->aTU[eLast][e], &p->aTN[eLast][e], nBy, p->nStep);
    }
    eLast = e;
    eOther = o;
  }
  for(uint32_t i=0; i<n; i++){
    int e = aTag[i];
    if( e==0 || e==aOther[i] ) continue;
    const uint32_t *aFeat = &p->aFeat[a[i].aFeat[iView]];
    for(int k=0; k<a[i].nFeat[iView]; k++){
      uint32_t id = aFeat[k];
      if( !isHidden(p, id) ){
        change(&p->aW[id][e], &p->aU[id][e], &p->aN[id][e], nBy, p->nStep);
      }
    }
  }
}

/* One segment. 1 when it was wrong. */
static int learn(Trainer *p, const Segment *s, int iView){
  static int32_t aEmit[NEWS_MODEL_SEGMENT][N_COL];
  uint8_t aBest[NEWS_MODEL_SEGMENT], aGold[NEWS_MODEL_SEGMENT];
  const Token *a = &p->aTok[s->iTok];
  int bWrong = 0;
  memset(aEmit, 0, s->n*sizeof(aEmit[0]));
  p->iVisit = randomNext(p);
  for(uint32_t i=0; i<s->n; i++){
    const uint32_t *aFeat = &p->aFeat[a[i].aFeat[iView]];
    for(int k=0; k<a[i].nFeat[iView]; k++){
      const int32_t *q = p->aW[aFeat[k]];
      if( aFeat[k]==0 || isHidden(p, aFeat[k]) ) continue;
      for(int j=0; j<N_COL; j++) aEmit[i][j] += q[j];
    }
  }
  p->nStep++;
  viterbi(p, a, s->n, aEmit, 0, aBest);
  for(uint32_t i=0; i<s->n; i++) bWrong |= !(a[i].mAllow>>aBest[i] & 1);
  if( !bWrong ) return 0;
  viterbi(p, a, s->n, aEmit, 1, aGold);
  learnTags(p, a, s->n, iView, aGold, aBest, 1);
  learnTags(p, a, s->n, iView, aBest, aGold, -1);
  return 1;
}

/* One round over all segments but those of a fold (-1: all). */
static void trainRound(Trainer *p, int nEpoch, int iFold){
  memset(p->aW, 0, p->nId*sizeof(p->aW[0]));
  memset(p->aU, 0, p->nId*sizeof(p->aU[0]));
  memset(p->aN, 0, p->nId*sizeof(p->aN[0]));
  memset(p->aT, 0, sizeof(p->aT));
  memset(p->aTN, 0, sizeof(p->aTN));
  memset(p->aTU, 0, sizeof(p->aTU));
  p->nStep = 0;
  for(int e=0; e<nEpoch; e++){
    size_t nWrong = 0;
    for(size_t i=p->nSeg; i>1; i--){
      size_t k = randomNext(p) % i;
      Segment s = p->aSeg[i-1];
      p->aSeg[i-1] = p->aSeg[k];
      p->aSeg[k] = s;
    }
    for(size_t i=0; i<p->nSeg; i++){
      uint32_t r = randomNext(p) % 100;
      if( iFold>=0 && p->aSeg[i].iFold==iFold ) continue;
      nWrong += (size_t)learn(p, &p->aSeg[i], r<55 ? 0 : r<75 ? 1 : 2);
    }
    fprintf(stderr, "epoch %d: %zu of %zu segments wrong\n", e+1, nWrong, p->nSeg);
  }
  /* Average, in parts of STEP. */
  for(uint32_t i=1; i<p->nId; i++){
    for(int k=0; k<N_TAG; k++){
      p->aSum[i][k] += (p->aW[i][k]*p->nStep-p->aU[i][k])/p->nStep;
    }
  }
  for(int i=0; i<N_TAG; i++){
    for(int k=0; k<N_TAG; k++){
      p->aTSum[i][k] += (p->aT[i][k]*p->nStep-p->aTU[i][k])/p->nStep;
    }
  }
}

static void forget(Trainer *p){
  memset(p->aSum, 0, p->nId*sizeof(p->aSum[0]));
  memset(p->aTSum, 0, sizeof(p->aTSum));
}

/*------------------------------------------------------------------------ which to keep */

typedef struct Ranked { int64_t nWeight; uint32_t id; } Ranked;
static int rankedCompare(const void *pA, const void *pB){
  const Ranked *a = pA, *b = pB;
  if( a->nWeight!=b->nWeight ) return a->nWeight>b->nWeight ? -1 : 1;
  return a->id<b->id ? -1 : 1;
}

/* A row of the model holds one feature: of those that share a row the one of the largest
** weights after a few epochs stays, the others are taken out of all tokens, so that what
** is learned then makes up for them. */
static void chooseFeatures(Trainer *p, int nEpoch){
  Ranked *aRank = need(malloc(p->nId*sizeof(Ranked)));
  uint8_t *aRow = need(calloc((size_t)1<<NEWS_MODEL_BITS, 1));
  uint8_t *aKeep = need(calloc(p->nId, 1));
  uint32_t nKept = 0;
  trainRound(p, nEpoch, -1);
  for(uint32_t i=1; i<p->nId; i++){
    aRank[i].id = i;
    aRank[i].nWeight = 0;
    for(int k=0; k<N_TAG; k++) aRank[i].nWeight += p->aSum[i][k]*p->aSum[i][k]>>8;
  }
  forget(p);
  qsort(&aRank[1], p->nId-1, sizeof(Ranked), rankedCompare);
  for(uint32_t i=1; i<p->nId && aRank[i].nWeight; i++){
    uint32_t iRow = p->aHashOf[aRank[i].id]>>(32-NEWS_MODEL_BITS);
    if( aRow[iRow] ) continue;
    aRow[iRow] = aKeep[aRank[i].id] = 1;
    nKept++;
  }
  size_t nOut = 0;
  for(size_t i=0; i<p->nTok; i++){
    for(int v=0; v<N_VIEW; v++){
      const uint32_t *a = &p->aFeat[p->aTok[i].aFeat[v]];
      size_t iOut = nOut;
      for(int k=0; k<p->aTok[i].nFeat[v]; k++) if( aKeep[a[k]] ) p->aFeat[nOut++] = a[k];
      p->aTok[i].aFeat[v] = iOut;
      p->aTok[i].nFeat[v] = (uint8_t)(nOut-iOut);
    }
  }
  fprintf(stderr, "%u features chosen\n", nKept);
  free(aRank);
  free(aRow);
  free(aKeep);
}

/*--------------------------------------------------------------------------- scores */

static int scaled(int64_t v, int nDiv, int nMax){
  int64_t r = (v>=0 ? v+nDiv/2 : v-nDiv/2)/nDiv;
  return (int)(r>nMax ? nMax : r<-nMax ? -nMax : r);
}

/* The best tags of n tokens under the model's weights, and each one's margin: what the
** decoder of model.c finds. */
static void decodeHeld(const Trainer *p, const Token *a, int n, int nDiv, int *aTag,
                       int *aMargin){
  static int64_t aE[NEWS_MODEL_SEGMENT][N_TAG], aF[NEWS_MODEL_SEGMENT+1][N_TAG];
  static int64_t aB[NEWS_MODEL_SEGMENT+1][N_TAG];
  memset(aE, 0, (size_t)n*sizeof(aE[0]));
  for(int i=0; i<n; i++){
    for(int k=0; k<a[i].nFeat[0]; k++){
      uint32_t id = p->aFeat[a[i].aFeat[0]+(size_t)k];
      for(int j=1; id && j<N_TAG; j++) aE[i][j] += scaled(p->aSum[id][j], nDiv, 127);
    }
  }
  for(int k=0; k<N_TAG; k++){
    aF[0][k] = k ? ILLEGAL : 0;
    aB[n][k] = scaled(p->aTSum[k][0], nDiv, NEWS_MODEL_TMAX);
  }
  for(int x=0; x<2*n; x++){
    int i = x<n ? x : 2*n-1-x;
    for(int k=0; k<N_TAG; k++){
      int64_t nBest = 2*ILLEGAL;
      for(int j=0; j<N_TAG; j++){
        int eFrom = x<n ? j : k, eTo = x<n ? k : j;
        if( !newsModelMay(eFrom, eTo) ) continue;
        int64_t v = scaled(p->aTSum[eFrom][eTo], nDiv, NEWS_MODEL_TMAX)
                  + (x<n ? aF[i][j] : aE[i][j]+aB[i+1][j]);
        if( v>nBest ) nBest = v;
      }
      if( x<n ) aF[i+1][k] = nBest+aE[i][k];
      else aB[i][k] = nBest;
    }
  }
  for(int i=0; i<n; i++){
    int64_t nBest = 4*(int64_t)ILLEGAL, nNext = nBest;
    for(int k=0; k<N_TAG; k++){
      int64_t v = aF[i+1][k]+aB[i+1][k];
      if( v>nBest ){
        nNext = nBest;
        nBest = v;
        aTag[i] = k;
      }else if( v>nNext ){
        nNext = v;
      }
    }
    aMargin[i] = nBest-nNext>30000 ? 30000 : (int)(nBest-nNext);
  }
}

/* Count the persons, organisations and places of a segment by margin, and the right
** ones. */
static void countSpans(const Trainer *p, const Segment *s, int nDiv, int64_t *aAll,
                       int64_t *aRight){
  int aTag[NEWS_MODEL_SEGMENT], aMargin[NEWS_MODEL_SEGMENT], n = (int)s->n;
  const Token *a = &p->aTok[s->iTok];
  decodeHeld(p, a, n, nDiv, aTag, aMargin);
  for(int i=0; i<n; ){
    int e = aTag[i], k = i+1, nMargin = aMargin[i];
    int bRight = a[i].mAllow>>e & 1, bTold = (a[i].mAllow & (a[i].mAllow-1))==0;
    if( e==0 || e>NEWS_MT_LOC ){
      i++;
      continue;
    }
    for(; k<n && aTag[k]==e+NEWS_MT_IN; k++){
      bRight &= a[k].mAllow>>(e+NEWS_MT_IN) & 1;
      if( aMargin[k]<nMargin ) nMargin = aMargin[k];
    }
    if( k<n && aMargin[k]<nMargin ) nMargin = aMargin[k];
    if( k<n && a[k].mAllow==1u<<(e+NEWS_MT_IN) ) bRight = 0;
    int iScore = nMargin/NEWS_MODEL_STEP;
    if( iScore>=N_SCORE ) iScore = N_SCORE-1;
    aAll[iScore] += bTold || !bRight;
    aRight[iScore] += bTold && bRight;
    i = k;
  }
}

/* What a margin means: models of three quarters of the texts are asked for the rest. The
** shares of right spans, made to rise with the margin, are the scores. */
static void measureScores(Trainer *p, int nEpoch, int nScale){
  int64_t aAll[N_SCORE] = {0}, aRight[N_SCORE] = {0};
  for(int f=0; f<N_FOLD; f++){
    forget(p);
    trainRound(p, nEpoch, f);
    for(size_t i=0; i<p->nSeg; i++){
      if( p->aSeg[i].iFold==f ) countSpans(p, &p->aSeg[i], STEP/nScale, aAll, aRight);
    }
  }
  forget(p);
  /* Neighbours in the wrong order become one. */
  for(int i=0; i<N_SCORE; ){
    int k = i, nBest = i+1;
    int64_t n = 0, r = 0, nTop = -1;
    for(; k<N_SCORE; k++){
      n += aAll[k];
      r += aRight[k];
      int64_t v = (r*1000+500)/(n+1);
      if( nTop<0 || v<=nTop ){
        nTop = v;
        nBest = k+1;
      }
    }
    for(; i<nBest; i++) p->aScore[i] = (int)(nTop<100 ? 100 : nTop>990 ? 990 : nTop);
  }
  for(int i=0; i<N_SCORE; i++){
    fprintf(stderr, "margin %4d: %6d of %6d right, score %d\n", i*NEWS_MODEL_STEP,
            (int)aRight[i], (int)aAll[i], p->aScore[i]);
  }
}

/*-------------------------------------------------------------------------- the file */

static void put16(unsigned char *z, int v){
  z[0] = (unsigned char)(v & 0xff);
  z[1] = (unsigned char)(v>>8 & 0xff);
}

static void writeModel(const Trainer *p, const char *zName, int nRound, int nScale){
  unsigned char *aOut = need(calloc(NEWS_MODEL_BYTES, 1));
  int nDiv = STEP*nRound/nScale, nClip = 0;
  memcpy(aOut, "newstag3", 8);
  for(int i=0; i<N_COL; i++){
    for(int k=0; k<N_COL; k++){
      int v = newsModelMay(i, k) ? scaled(p->aTSum[i][k], nDiv, NEWS_MODEL_TMAX)
            : -NEWS_MODEL_TMAX;
      put16(&aOut[NEWS_MODEL_TRANS+2*(i*N_COL+k)], v);
    }
  }
  for(int i=0; i<N_SCORE; i++) put16(&aOut[NEWS_MODEL_AT_SCORES+2*i], p->aScore[i]);
  for(uint32_t i=1; i<p->nId; i++){
    unsigned char *b = &aOut[newsModelRow(p->aHashOf[i])];
    int bAny = 0;
    for(int j=1; j<N_TAG; j++) bAny |= p->aSum[i][j]!=0;
    if( !bAny ) continue;
    put16(&b[NEWS_MODEL_CHECK], (int)(p->aHashOf[i] & 0xffff));
    for(int j=1; j<N_TAG; j++){
      if( !newsModelTag(j) ) continue;
      int v = scaled(p->aSum[i][j], nDiv, 100000);
      if( v>127 || v<-127 ){
        nClip++;
        v = v>0 ? 127 : -127;
      }
      b[j] = (unsigned char)(v & 0xff);
    }
  }
  fprintf(stderr, "%d weights cut\n", nClip);
  FILE *out = fopen(zName, "wb");
  if( out==0 || fwrite(aOut, 1, NEWS_MODEL_BYTES, out)!=NEWS_MODEL_BYTES || fclose(out) ){
    die("cannot write", zName);
  }
  free(aOut);
}

int main(int argc, char **argv){
  static Trainer t;
  need(newsPatternsNew(newsHostLibc(), &t.pPatterns)==NEWS_OK ? t.pPatterns : 0);
  const char *zOut = 0;
  int nRound = 6, nEpoch = 12, nScale = 9, iArg = 1;
  t.nCost = 25;
  t.nMargin = 25;
  t.nDrop = 26;
  t.iRandom = 20250101;
  for(; iArg+1<argc && argv[iArg][0]=='-'; iArg += 2){
    const char *zVal = argv[iArg+1];
    switch( argv[iArg][1] ){
      case 'o': zOut = zVal; break;
      case 'r': nRound = atoi(zVal); break;
      case 'e': nEpoch = atoi(zVal); break;
      case 'c': t.nCost = atoi(zVal); break;
      case 'm': t.nMargin = atoi(zVal); break;
      case 'd': t.nDrop = atoi(zVal); break;
      case 's': nScale = atoi(zVal); break;
      default: die("unknown option", argv[iArg]);
    }
  }
  if( zOut==0 || iArg>=argc ) die("usage: train -o MODEL", "FILE ...");
  for(; iArg<argc; iArg++) addFile(&t, argv[iArg]);
  numberFeatures(&t);
  t.aW = need(calloc(t.nId, sizeof(t.aW[0])));
  t.aU = need(calloc(t.nId, sizeof(t.aU[0])));
  t.aN = need(calloc(t.nId, sizeof(t.aN[0])));
  t.aSum = need(calloc(t.nId, sizeof(t.aSum[0])));
  stepsMake();
  chooseFeatures(&t, nEpoch/2);
  measureScores(&t, nEpoch, nScale);
  for(int i=0; i<nRound; i++) trainRound(&t, nEpoch, -1);
  writeModel(&t, zOut, nRound, nScale);
  return 0;
}
