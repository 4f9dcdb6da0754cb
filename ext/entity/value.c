/*
** value.c - MONEY, PERCENT and DATE with their values.
**
**   $1.2bn            MONEY 1200000000 USD       HK$5 million    MONEY 5000000 HKD
**   Rs 300 crore      MONEY 3000000000 INR       two billion yen MONEY 2000000000 JPY
**   60%               PERCENT 60 %               25 basis points PERCENT 25 bp
**   6 November 2025   DATE 2025-11-06            Q3 2025         DATE 2025-Q3
**   120p              MONEY 1.2 GBP              H1 FY26         DATE 2026-H1
**   $5 to $7 billion  MONEY 5000000000 and MONEY 7000000000
**
** HOW IT WORKS. Each token of the field's list of values is tried: a number with what
** stands around it (sign or code before; scale, currency, per cent or month behind), a
** month, a day of the week, "quarter", or a relative word. A number is an integer and a
** power of ten, so its double is the nearest one on every machine. Relative dates need
** NewsDoc.zPublished.
*/
#include "entityInt.h"
#include <string.h>

/* Are the n bytes at zWord, in lower case, the token in whatever case? */
static int sameWord(const NewsText *t, uint32_t i, const char *zWord, size_t n){
  if( i>=t->nToken || t->aToken[i].nByte!=n || (t->aToken[i].c|0x20)!=zWord[0] ) return 0;
  const char *z = &t->z[t->aToken[i].iByte];
  for(size_t j=1; j<n; j++) if( (z[j]|0x20)!=zWord[j] ) return 0;
  return 1;
}
#define isWord(t,i,zWord)  sameWord(t, i, zWord, sizeof(zWord)-1)

/*----------------------------------------------------------------------------- numbers */

/* A number: nMant times ten to the nExp. */
typedef struct Number {
  int64_t nMant;
  int nExp;
  int bScale;            /* has a scale: million; nExp holds its nScale */
  int nScale;
  int bComma;
  uint32_t nTok;
} Number;

static double numberValue(const Number *p, int nPer){
  static const double aTen[] = {
    1, 10, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  int e = p->nExp;
  int64_t m = p->nMant;
  if( nPer==100 ) e -= 2;
  while( e<0 && m%10==0 && m!=0 ){ m /= 10; e++; }
  if( e>22 ) e = 22;
  if( e<-22 ) e = -22;
  return e<0 ? (double)m/aTen[-e] : (double)m*aTen[e];
}

/* Numerals in words, with their values. */
static int numeralOf(const NewsText *t, uint32_t i){
  static const int aValue[] = {
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
    30, 40, 50, 60, 70, 80, 90, 100, 12
  };
  int n = newsWhichWord(t, i, "one two three four five six seven eight nine ten eleven "
    "twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty "
    "forty fifty sixty seventy eighty ninety hundred dozen");
  return n<0 ? -1 : aValue[n];
}

/* Power of ten of a scale at token i, 0 when it is none. Single letters must be glued. */
static int scaleOf(const NewsText *t, uint32_t i){
  static const struct { const char *z; int nExp; } a[] = {
    { "thousand k", 3 }, { "lakh lakhs lac", 5 }, { "million m mn mln mm", 6 },
    { "crore crores cr", 7 }, { "billion b bn bln", 9 }, { "trillion t tn trn", 12 }
  };
  const NewsToken *k = &t->aToken[i];
  if( k->eKind!=NEWS_TK_WORD || k->nByte>8 ) return 0;
  if( !(k->mClass & NEWS_LX_SCALE) && (k->nByte>3 || k->nByte<2) ) return 0;
  for(size_t j=0; j<sizeof(a)/sizeof(a[0]); j++){
    if( (a[j].z[0]==(k->c|0x20) || a[j].nExp==3) && newsWhichWord(t, i, a[j].z)>=0 ){
      return k->nByte>2 || newsIsGlued(k) || (k->nByte==2 && k->c!='m') ? a[j].nExp : 0;
    }
  }
  return 0;
}

/* The number at token i with its scale. 0 when there is none. */
static int numberAt(const NewsText *t, uint32_t i, Number *p){
  const NewsToken *k = &t->aToken[i];
  memset(p, 0, sizeof(*p));
  if( i>=t->nToken ) return 0;
  if( k->eKind==NEWS_TK_NUMBER ){
    int bPoint = 0;
    for(uint32_t j=0; j<k->nByte; j++){
      char c = t->z[k->iByte+j];
      if( c=='.' ){
        if( bPoint++ ) return 0;
      }else if( c==',' ){
        p->bComma = 1;
      }else if( p->nMant>(int64_t)100000000000000000 ){
        if( !bPoint ) p->nExp++;
      }else{
        p->nMant = p->nMant*10+(c-'0');
        p->nExp -= bPoint;
      }
    }
  }else{
    int n = (k->mClass & NEWS_LX_NUMBER) ? numeralOf(t, i) : -1;
    if( n<0 ) return 0;
    p->nMant = n;
  }
  p->nTok = 1;
  uint32_t iScale = i+1;
  if( newsIsChar(&t->aToken[iScale], '-') && newsIsGlued(&t->aToken[iScale]) ) iScale++;
  int nExp = iScale<t->nToken ? scaleOf(t, iScale) : 0;
  if( nExp ){
    p->nExp += nExp;
    p->nScale = nExp;
    p->bScale = 1;
    p->nTok = iScale+1-i;
  }
  return 1;
}

/* Is token i a dash or "to" or "and" between the two numbers of a range? */
static int rangeAt(const NewsText *t, uint32_t i){
  const NewsToken *k = &t->aToken[i];
  if( i>=t->nToken ) return 0;
  return k->eKind==NEWS_TK_PUNCT ? k->c=='-' || (k->c==0xE2 && k->nByte==3)
                                 : isWord(t, i, "to") || isWord(t, i, "and");
}

/*------------------------------------------------------------------------------- money */

static const NewsCurrencyRec *currencyHash(const NewsWork *w, uint32_t hash){
  const NewsImage *m = w->pGaz->aImage[0];
  const NewsCurrencyRec *p = m->aCurrency;
  for(uint32_t n=m->nCurrency; n>1; ){       /* without a branch: most words are none */
    uint32_t nHalf = n/2;
    p += nHalf & (0u-(p[nHalf].hash<=hash));
    n -= nHalf;
  }
  return m->nCurrency && p->hash==hash ? p : 0;
}

/* The currency before token i; its first token to *piStart. */
static const NewsCurrencyRec *currencyBefore(const NewsWork *w, const NewsText *t,
                                             uint32_t i, uint32_t *piStart){
  if( i==0 ) return 0;
  const NewsToken *k = &t->aToken[i-1];
  *piStart = i-1;
  if( k->eKind==NEWS_TK_SYMBOL ){
    if( i>1 && newsIsGlued(k) && k[-1].eKind==NEWS_TK_WORD && k[-1].nByte<=4 ){
      const NewsCurrencyRec *p = currencyHash(w, newsFoldHash(&t->z[k[-1].iByte],
                                              k->iByte+k->nByte-k[-1].iByte));
      if( p ){
        *piStart = i-2;
        return p;
      }
    }
    return currencyHash(w, k->hash);
  }
  if( k->eKind!=NEWS_TK_WORD || !(k->mShape & NEWS_SH_UPPER1) || k->nByte>4 ) return 0;
  if( k->nByte==3 && !newsAllCaps(k) && k->c!='R' ) return 0;
  return currencyHash(w, k->hash);
}

/* The currency in words behind token i-1: "dollars", "Hong Kong dollars", "-dollar". */
static const NewsCurrencyRec *currencyAfter(const NewsWork *w, const NewsText *t,
                                            uint32_t i, uint32_t *pnTok){
  uint32_t iWord = i;
  if( newsIsChar(&t->aToken[i], '-') && newsIsGlued(&t->aToken[i]) ) iWord++;
  for(uint32_t n=1; n<=3 && iWord+n<=t->nToken; n++){
    const NewsToken *a = &t->aToken[iWord], *b = a+n-1;
    if( b->eKind!=NEWS_TK_WORD && !(n==1 && b->eKind==NEWS_TK_SYMBOL) ) break;
    const NewsCurrencyRec *p = currencyHash(w, n==1 ? a->hash
        : newsFoldHash(&t->z[a->iByte], b->iByte+b->nByte-a->iByte));
    if( p && b->c!='$' ){
      *pnTok = iWord+n-i;
      return p;
    }
    if( !(b->mShape & NEWS_SH_UPPER1) ) break;
  }
  return 0;
}

/* A new span of values over tokens [iFrom,iTo). */
static NewsSpan *valueAdd(NewsWork *w, NewsField *f, uint32_t iFrom, uint32_t iTo,
                          int eLabel, int nScore){
  NewsSpan *s = newsSpanAdd(w, f, iFrom, iTo-iFrom, eLabel);
  if( s==0 ) return 0;
  s->eEvidence = NEWS_EV_PATTERN;
  s->nScore = (int16_t)nScore;
  return s;
}

static void moneyAdd(NewsWork *w, NewsField *f, uint32_t iFrom, uint32_t iTo,
                     const Number *p, const NewsCurrencyRec *c){
  NewsSpan *s = valueAdd(w, f, iFrom, iTo, NEWS_MONEY, 970);
  if( s==0 ) return;
  s->rValue = numberValue(p, (int)c->nPer);
  s->zUnit = &w->pGaz->aImage[0]->zText[c->iUnit];
}

/* A range whose first number, p at token i, has the sign c or none: "$5-7 million", "5 to
** 6 million euros", "$5 to $7 billion". The first takes scale and currency of the second.
** Returns the token behind both, or i when it is none. */
static uint32_t moneyRange(NewsWork *w, NewsField *f, uint32_t i, uint32_t iStart,
                           Number *p, const NewsCurrencyRec *c){
  const NewsText *t = &f->text;
  uint32_t iEnd = i+p->nTok, iTwo = iEnd+1, iSign = iTwo, nAfter = 0;
  Number q;
  if( !rangeAt(t, iEnd) || isWord(t, iEnd, "and") || iTwo>=t->nToken ) return i;
  if( t->aToken[iTwo].eKind==NEWS_TK_SYMBOL ){
    iTwo++;
  }else if( t->aToken[iTwo+1].eKind==NEWS_TK_SYMBOL && newsIsGlued(&t->aToken[iTwo+1])
         && t->aToken[iTwo].nByte<=4 && t->aToken[iTwo].eKind==NEWS_TK_WORD ){
    iTwo += 2;
  }
  int bSign = iTwo>iSign;
  if( !numberAt(t, iTwo, &q) || newsIsChar(&t->aToken[iTwo+q.nTok], '%') ) return i;
  const NewsCurrencyRec *c2 = bSign ? currencyBefore(w, t, iTwo, &iSign)
                                    : currencyAfter(w, t, iTwo+q.nTok, &nAfter);
  if( bSign ? c==0 || c2==0 : c==0 && c2==0 ) return i;
  if( c==0 && c2->bAmbig && !q.bScale && !q.bComma ) return i;
  /* "$10 to 20 people" is no range of money. */
  if( c2==0 && !q.bScale && t->aToken[iEnd].eKind!=NEWS_TK_PUNCT ) return i;
  if( !p->bScale ) p->nExp += q.nScale;
  moneyAdd(w, f, iStart, iEnd, p, c ? c : c2);
  moneyAdd(w, f, iSign, iTwo+q.nTok+nAfter, &q, c2 ? c2 : c);
  return iTwo+q.nTok+nAfter;
}

#define PENCE_NEAR  24      /* tokens on either side that must tell of shares */

/* The pence of "120p" at token i behind the number p, where the sentence tells of shares;
** not those of 1080p, which are lines of a screen. */
static const NewsCurrencyRec *penceAfter(const NewsWork *w, const NewsText *t, uint32_t i,
                                         const Number *p){
  static const int aScreen[] = { 240, 360, 480, 540, 576, 720, 1080, 1440, 2160, 4320 };
  const NewsToken *a = t->aToken;
  uint32_t m = 0;
  if( !newsIsChar(&a[i], 'p') || !newsIsGlued(&a[i]) || p->bScale ) return 0;
  if( newsIsGlued(&a[i+1]) && (a[i+1].eKind!=NEWS_TK_PUNCT
                        || (a[i+1].c=='-' && a[i+2].eKind!=NEWS_TK_NUMBER)) ) return 0;
  for(size_t j=0; j<sizeof(aScreen)/sizeof(aScreen[0]) && p->nExp==0; j++){
    if( p->nMant==aScreen[j] ) return 0;
  }
  for(uint32_t k=i, n=0; k>0 && n<PENCE_NEAR && !(a[k].mFlag & NEWS_TF_SENT); n++){
    m |= newsClassOf(w, a[--k].hash);
  }
  for(uint32_t k=i+1; k<t->nToken && k<i+PENCE_NEAR && !(a[k].mFlag & NEWS_TF_SENT); k++){
    m |= newsClassOf(w, a[k].hash);
  }
  return m & w->aClass[NEWS_CL_COMPANY] ? currencyHash(w, newsFoldHash("pence", 5)) : 0;
}

/* Money at the number of token i. Returns the token behind, or i when it is none. */
static uint32_t moneyAt(NewsWork *w, NewsField *f, uint32_t i, Number *p){
  const NewsText *t = &f->text;
  uint32_t iStart = i, nAfter = 0, iEnd = i+p->nTok;
  const NewsCurrencyRec *c = currencyBefore(w, t, i, &iStart);
  if( c==0 ) iStart = i;
  uint32_t iRange = moneyRange(w, f, i, iStart, p, c);
  if( iRange>i ) return iRange;
  const NewsCurrencyRec *cAfter = currencyAfter(w, t, iEnd, &nAfter);
  if( c==0 && cAfter==0 && (cAfter = penceAfter(w, t, iEnd, p))!=0 ) nAfter = 1;
  if( c==0 ){
    c = cAfter;
    iEnd += nAfter;
    if( c==0 || (c->bAmbig && !p->bScale && !p->bComma) ) return i;
  }else if( cAfter && !cAfter->bAmbig && cAfter->iUnit==c->iUnit
         && cAfter->nPer==c->nPer ){
    iEnd += nAfter;                    /* "$5 billion US dollars" is one */
  }
  moneyAdd(w, f, iStart, iEnd, p, c);
  return iEnd;
}

/*----------------------------------------------------------------------------- percent */

/* A unit of per cent behind token i-1: %, pp or bp; its tokens to *pnTok. */
static const char *percentAfter(const NewsText *t, uint32_t i, uint32_t *pnTok){
  uint32_t k = i;
  if( i>=t->nToken ) return 0;
  if( newsIsChar(&t->aToken[k], '-') && newsIsGlued(&t->aToken[k]) ) k++;
  *pnTok = k+1-i;
  if( newsIsChar(&t->aToken[k], '%') ) return "%";
  if( t->aToken[k].eKind!=NEWS_TK_WORD ) return 0;
  if( isWord(t, k, "percent") || isWord(t, k, "pct") ) return "%";
  if( isWord(t, k, "pp") || isWord(t, k, "ppt") || isWord(t, k, "ppts") ) return "pp";
  if( isWord(t, k, "bp") || isWord(t, k, "bps") ) return "bp";
  *pnTok = k+2-i;
  if( isWord(t, k, "per") && isWord(t, k+1, "cent") ) return "%";
  int bPoint = isWord(t, k+1, "point") || isWord(t, k+1, "points");
  if( bPoint && isWord(t, k, "percentage") ) return "pp";
  if( bPoint && isWord(t, k, "basis") ) return "bp";
  return 0;
}

static uint32_t percentAt(NewsWork *w, NewsField *f, uint32_t i, Number *p){
  const NewsText *t = &f->text;
  uint32_t iEnd = i+p->nTok, nUnit = 0, iTwo = 0, iStart = i;
  Number q = { 0 };
  if( p->bScale ) return i;
  const char *zUnit = percentAfter(t, iEnd, &nUnit);
  if( zUnit==0 ){
    if( !rangeAt(t, iEnd) || !numberAt(t, iEnd+1, &q) || q.bScale ) return i;
    if( isWord(t, iEnd, "and") && (i==0 || !isWord(t, i-1, "between")) ) return i;
    iTwo = iEnd+1;
    zUnit = percentAfter(t, iTwo+1, &nUnit);
    if( zUnit==0 ) return i;
  }
  if( i>0 && newsIsGlued(&t->aToken[i]) && newsIsChar(&t->aToken[i-1], '-')
   && !newsIsGlued(&t->aToken[i-1])
  ){
    iStart--;
    p->nMant = -p->nMant;
  }
  NewsSpan *s = valueAdd(w, f, iStart, iTwo ? iEnd : iEnd+nUnit, NEWS_PERCENT, 990);
  if( s==0 ) return i;
  s->rValue = numberValue(p, 1);
  s->zUnit = zUnit;
  if( iTwo==0 ) return iEnd+nUnit;
  s = valueAdd(w, f, iTwo, iTwo+1+nUnit, NEWS_PERCENT, 990);
  if( s==0 ) return i;
  s->rValue = numberValue(&q, 1);
  s->zUnit = zUnit;
  return iTwo+1+nUnit;
}

/*------------------------------------------------------------------------------- dates */

/* A date as far as the text has it; 0: not given. */
typedef struct Date { int y, m, d, q, h; } Date;   /* q quarter, h half of the year */

/* Days since 1970-01-01 of a date, and back (Gregorian, by years from March). */
static int64_t dayOf(int y, int m, int d){
  int64_t yy = m<=2 ? y-1 : y, era = (yy>=0 ? yy : yy-399)/400;
  int64_t yoe = yy-era*400, doy = (153*(m+(m>2 ? -3 : 9))+2)/5+d-1;
  return era*146097+yoe*365+yoe/4-yoe/100+doy-719468;
}
static Date dateOf(int64_t n){
  n += 719468;
  int64_t era = (n>=0 ? n : n-146096)/146097, doe = n-era*146097;
  int64_t yoe = (doe-doe/1460+doe/36524-doe/146096)/365;
  int64_t doy = doe-(365*yoe+yoe/4-yoe/100);
  int64_t mp = (5*doy+2)/153;
  Date r = { .y = (int)(yoe+era*400), .m = (int)(mp<10 ? mp+3 : mp-9) };
  r.d = (int)(doy-(153*mp+2)/5+1);
  if( r.m<=2 ) r.y++;
  return r;
}

/* The day of publication; 0 when the document gives none. */
static int publishedDate(const NewsWork *w, Date *p){
  const char *z = w->pDoc->zPublished;
  memset(p, 0, sizeof(*p));
  if( z==0 ) return 0;
  for(int i=0; i<10; i++){
    if( i==4 || i==7 ? z[i]!='-' : z[i]<'0' || z[i]>'9' ) return 0;
  }
  p->y = (z[0]-'0')*1000+(z[1]-'0')*100+(z[2]-'0')*10+z[3]-'0';
  p->m = (z[5]-'0')*10+z[6]-'0';
  p->d = (z[8]-'0')*10+z[9]-'0';
  return p->m>=1 && p->m<=12 && p->d>=1 && p->d<=31;
}

static void put2(char *z, int v){
  z[0] = (char)('0'+v/10%10);
  z[1] = (char)('0'+v%10);
}

/* Is there such a day: no 31 February? */
static int isDay(const Date *p){ return dateOf(dayOf(p->y, p->m, p->d)).d==p->d; }

/* The date as ISO 8601, as far as it is known; NULL without a year. */
static const char *dateText(NewsWork *w, const Date *p){
  char z[16];
  int n = 4;
  if( p->y<=0 || p->y>9999 || (p->d && !isDay(p)) ) return 0;
  put2(z, p->y/100);
  put2(z+2, p->y);
  if( p->q || p->h ){
    z[n++] = '-';
    z[n++] = p->q ? 'Q' : 'H';
    z[n++] = (char)('0'+p->q+p->h);
  }else if( p->m ){
    z[n++] = '-'; put2(z+n, p->m); n += 2;
    if( p->d ){ z[n++] = '-'; put2(z+n, p->d); n += 2; }
  }
  return newsWorkDup(w, z, n);
}

/* Add a date. A day of the week right before a day of the month belongs to it: "Thursday,
** February 5, 2026". */
static uint32_t dateAdd(NewsWork *w, NewsField *f, uint32_t iFrom, uint32_t iTo,
                        const Date *p, int nScore){
  NewsSpan *pOld = w->nSpan ? &w->aSpan[w->nSpan-1] : 0;
  if( pOld && p->d && pOld->eLabel==NEWS_DATE && pOld->bBody==f->bBody && pOld->nTok==1
   && (f->text.aToken[pOld->iTok].mClass & NEWS_LX_WEEKDAY) && iFrom>pOld->iTok
   && (iFrom-pOld->iTok==1
       || (iFrom-pOld->iTok==2 && newsIsChar(&f->text.aToken[iFrom-1], ',')))
  ){
    iFrom = pOld->iTok;
    w->nSpan--;
  }
  NewsSpan *s = valueAdd(w, f, iFrom, iTo, NEWS_DATE, nScore);
  if( s ) s->zValue = dateText(w, p);
  return iTo;
}

/* 1 to 12 at token i, 0 when it is no month in capitals. */
static int monthAt(const NewsText *t, uint32_t i){
  static const char z3[] = "janfebmaraprmayjunjulaugsepoctnovdec";
  const NewsToken *k = &t->aToken[i];
  if( i>=t->nToken || !(k->mClass & NEWS_LX_MONTH)
   || !(k->mShape & NEWS_SH_UPPER1) ) return 0;
  for(int m=0; m<12; m++){
    int n = 0;
    while( n<3 && k->nByte>=3 && (t->z[k->iByte+n]|0x20)==z3[3*m+n] ) n++;
    if( n==3 ) return m+1;
  }
  return 0;
}

/* Digits alone at token i as an integer of at most nMax digits; -1 when not. */
static int digitsAt(const NewsText *t, uint32_t i, uint32_t nMin, uint32_t nMax){
  const NewsToken *k = &t->aToken[i];
  int v = 0;
  if( i>=t->nToken || k->eKind!=NEWS_TK_NUMBER || k->nByte<nMin
   || k->nByte>nMax ) return -1;
  for(uint32_t j=0; j<k->nByte; j++){
    char c = t->z[k->iByte+j];
    if( c<'0' || c>'9' ) return -1;
    v = v*10+c-'0';
  }
  return v;
}
static int yearAt(const NewsText *t, uint32_t i){
  int y = digitsAt(t, i, 4, 4);
  return y>=1900 && y<2100 ? y : 0;
}
/* A day of the month, also 6th; its tokens to *pnTok. */
static int dayAt(const NewsText *t, uint32_t i, uint32_t *pnTok){
  int d = digitsAt(t, i, 1, 2);
  if( d<1 || d>31 ) return 0;
  *pnTok = 1;
  const NewsToken *pNext = &t->aToken[i+1];
  if( !newsIsGlued(pNext) || pNext->eKind!=NEWS_TK_WORD ) return d;
  if( newsWhichWord(t, i+1, "st nd rd th")<0 ) return 0;
  *pnTok = 2;
  return d;
}

/* A year behind a day or month, perhaps behind a comma; its tokens to *pnTok. */
static int yearAfter(const NewsText *t, uint32_t i, uint32_t *pnTok){
  uint32_t bComma = i<t->nToken && newsIsChar(&t->aToken[i], ',');
  int y = yearAt(t, i+bComma);
  *pnTok = y ? 1+bComma : 0;
  return y;
}

/* The year of "FY26" or "FY2026" at token i; 0: none, nor of "FY25/26". */
static int fiscalWord(const NewsText *t, uint32_t i){
  const NewsToken *k = &t->aToken[i];
  const char *z = &t->z[k->iByte];
  int y = 0;
  if( (k->nByte!=4 && k->nByte!=6) || z[0]!='F' || z[1]!='Y' ) return 0;
  if( k->nByte==4 && newsIsGlued(&k[1]) && (k[1].c=='/' || k[1].c=='-') ) return 0;
  for(uint32_t j=2; j<k->nByte; j++){
    if( z[j]<'0' || z[j]>'9' ) return 0;
    y = y*10+z[j]-'0';
  }
  if( k->nByte==4 ) return 2000+y;
  return y>=1900 && y<2100 ? y : 0;
}

/* As yearAfter, also of a business year: "FY26" "fiscal 2026" "fiscal year 2026". */
static int anyYearAfter(const NewsText *t, uint32_t i, uint32_t *pnTok){
  uint32_t n = isWord(t, i, "fiscal") || isWord(t, i, "fy");
  int y;
  if( n && isWord(t, i+1, "year") ) n = 2;
  if( n==0 && i<t->nToken && (y = fiscalWord(t, i))!=0 ){
    *pnTok = 1;
    return y;
  }
  if( n==0 ) return yearAfter(t, i, pnTok);
  y = yearAt(t, i+n);
  *pnTok = y ? n+1 : 0;
  return y;
}

/* A date without a year is the one nearest to the day of publication. */
static void dateGuessYear(const NewsWork *w, Date *p){
  Date now;
  if( p->y || !publishedDate(w, &now) ) return;
  p->y = now.y;
  if( p->m-now.m>6 ) p->y--;
  else if( now.m-p->m>6 ) p->y++;
}

/* "November 6, 2025", "Nov. 6", "November 2025", "November". */
static uint32_t monthDate(NewsWork *w, NewsField *f, uint32_t i){
  const NewsText *t = &f->text;
  Date r = { .m = monthAt(t, i) };
  uint32_t nTok = 0, nYear = 0, iEnd = i+1;
  if( r.m==0 ) return i;
  int nScore = 970;
  int d = dayAt(t, i+1, &nTok);
  if( d && !(f->text.aToken[i+1].mFlag & NEWS_TF_PARA) ){
    r.d = d;
    iEnd += nTok;
  }
  r.y = yearAfter(t, iEnd, &nYear);
  if( r.y==0 && iEnd==i+1 && isWord(t, iEnd, "of")
   && (r.y = yearAt(t, iEnd+1))!=0 ) nYear = 2;
  iEnd += nYear;
  if( iEnd==i+1 ){
    /* Alone: May and March are words, and all months are names. */
    int bPrep = i>0 && newsWhichWord(t, i-1,
                                 "in since by until till from through during last "
                        "next this early late mid of and to for")>=0;
    if( !bPrep && (t->aToken[i].nByte<=5 || (f->aUse[i] & NEWS_US_LINE)) ) return i;
    if( (t->aToken[i+1].mShape & NEWS_SH_UPPER1) && !bPrep ) return i;
    nScore = bPrep ? 950 : 850;
    if( t->aToken[i].c=='M' && (f->aUse[i] & NEWS_US_LINE) ) return i;
  }
  dateGuessYear(w, &r);
  return dateAdd(w, f, i, iEnd, &r, nScore);
}

/* "12/11/2025": a value only when one number can be no month. Returns the token behind,
** or i when it is none. */
static uint32_t slashDate(NewsWork *w, NewsField *f, uint32_t i){
  const NewsText *t = &f->text;
  const NewsToken *k = &t->aToken[i];
  if( i+5>t->nToken || (i>0 && newsIsGlued(k) && newsIsChar(&k[-1], '/')) ) return i;
  for(int j=1; j<5; j++){
    if( !newsIsGlued(&k[j]) || (j%2==1 && !newsIsChar(&k[j], '/')) ) return i;
  }
  int a = digitsAt(t, i, 1, 2), b = digitsAt(t, i+2, 1, 2), y = yearAt(t, i+4);
  if( a<1 || b<1 || a>31 || b>31 || (a>12 && b>12) || y==0 ) return i;
  Date r = { 0 };
  if( a>12 ) r = (Date){ .y = y, .m = b, .d = a };
  else if( b>12 || a==b ) r = (Date){ .y = y, .m = a, .d = b };
  return dateAdd(w, f, i, i+5, &r, 950);
}

/* "13.11.2025": only where the first number can be no month, as versions and the American
** order look the same. Returns the token behind, or i when it is none. */
static uint32_t dottedDate(NewsWork *w, NewsField *f, uint32_t i){
  const NewsToken *k = &f->text.aToken[i];
  const char *z = &f->text.z[k->iByte], *zEnd = z+k->nByte;
  int a[3] = { 0 }, n = 0;
  if( k->nByte<8 || k->nByte>10 ) return i;
  if( newsIsGlued(&k[1]) && k[1].eKind!=NEWS_TK_PUNCT ) return i;
  for(; z<zEnd; z++){
    if( *z=='.' ? n++>=2 : *z<'0' || *z>'9' ) return i;
    if( *z!='.' ) a[n] = a[n]*10+*z-'0';
  }
  if( n!=2 || a[0]<=12 || a[0]>31 || a[1]<1 || a[1]>12 ) return i;
  if( a[2]<1900 || a[2]>=2100 ) return i;
  if( i>0 && isWord(&f->text, i-1, "version") ) return i;
  Date r = { .y = a[2], .m = a[1], .d = a[0] };
  return isDay(&r) ? dateAdd(w, f, i, i+1, &r, 930) : i;
}

/* "3Q 2025", "3Q", "1H25": a quarter or half whose number is token i. Returns the token
** behind, or i when it is none. */
static uint32_t quarterNumber(NewsWork *w, NewsField *f, uint32_t i){
  const NewsText *t = &f->text;
  const NewsToken *k = &t->aToken[i], *x = &k[1];
  const char *z = &t->z[x->iByte];
  Date r = { 0 };
  uint32_t nYear = 0;
  if( k->nByte!=1 || k->c<'1' || k->c>'4' || !newsIsGlued(x) ) return i;
  int bHalf = x->c=='H' && k->c<='2';
  if( !bHalf && (x->c|0x20)!='q' ) return i;
  if( x->nByte==3 && z[1]>='0' && z[1]<='9' && z[2]>='0' && z[2]<='9' ){
    r.y = 2000+(z[1]-'0')*10+z[2]-'0';
  }else if( x->nByte==1 ){
    uint32_t bOf = isWord(t, i+2, "of");
    r.y = anyYearAfter(t, i+2+bOf, &nYear);
    if( nYear ) nYear += bOf;
  }else{
    return i;
  }
  if( bHalf && r.y==0 ) return i;
  if( bHalf ) r.h = k->c-'0'; else r.q = k->c-'0';
  return dateAdd(w, f, i, i+2+nYear, &r, 950);
}

/* A number that is a date: "6 November 2025", "2025-11-06", "2025", "3Q 2025". */
static uint32_t numberDate(NewsWork *w, NewsField *f, uint32_t i){
  const NewsText *t = &f->text;
  const NewsToken *k = &t->aToken[i];
  Date r = { 0 };
  uint32_t nTok = 0, nYear = 0;
  int d = dayAt(t, i, &nTok);
  if( d ){
    uint32_t iMonth = i+nTok;
    if( isWord(t, iMonth, "of") ) iMonth++;
    if( (r.m = monthAt(t, iMonth))!=0 ){
      r.d = d;
      r.y = yearAfter(t, iMonth+1, &nYear);
      dateGuessYear(w, &r);
      return dateAdd(w, f, i, iMonth+1+nYear, &r, 970);
    }
  }
  uint32_t iQuarter = quarterNumber(w, f, i);
  if( iQuarter>i ) return iQuarter;
  r.y = yearAt(t, i);
  if( r.y==0 ) return slashDate(w, f, i);
  if( newsIsGlued(&k[1]) && newsIsChar(&k[1], '-') && newsIsGlued(&k[2]) ){
    int m = digitsAt(t, i+2, 2, 2);
    if( m>=1 && m<=12 && newsIsGlued(&k[3]) && newsIsChar(&k[3], '-')
     && newsIsGlued(&k[4]) && (d = digitsAt(t, i+4, 2, 2))>=1 && d<=31
    ){
      r.m = m;
      r.d = d;
      return dateAdd(w, f, i, i+5, &r, 990);
    }
  }
  if( newsIsGlued(&k[1]) && k[1].eKind==NEWS_TK_WORD ){
    if( !isWord(t, i+1, "s") || r.y%10 ) return i;
    r.y = 0;
    return dateAdd(w, f, i, i+2, &r, 900);
  }
  if( newsIsGlued(k) && i>0 && k[-1].eKind!=NEWS_TK_PUNCT ) return i;
  if( newsIsGlued(&k[1]) && k[1].eKind==NEWS_TK_SYMBOL ) return i;
  int bPrep = i>0 && newsWhichWord(t, i-1,
                               "in since by until till from through during early late "
                      "mid of fiscal fy and to for year calendar")>=0;
  if( !bPrep && r.y%100==0 ) return i;
  uint32_t iStart = i;
  if( i>1 && isWord(t, i-1, "year") && isWord(t, i-2, "fiscal") ) iStart = i-2;
  else if( i>0 && (isWord(t, i-1, "fiscal") || isWord(t, i-1, "fy")) ) iStart = i-1;
  return dateAdd(w, f, iStart, i+1, &r, bPrep ? 950 : 880);
}

/* The year of a quarter without one: that of the last such quarter that has begun. */
static void quarterGuessYear(const NewsWork *w, Date *p){
  Date now;
  if( p->y==0 && publishedDate(w, &now) ) p->y = now.y-((now.m-1)/3+1<p->q);
}

/* "Q3 2025", "Q3", "H1 FY26", "FY26" at token i. */
static uint32_t quarterWord(NewsWork *w, NewsField *f, uint32_t i){
  const NewsText *t = &f->text;
  const NewsToken *k = &t->aToken[i];
  const char *z = &t->z[k->iByte];
  Date r = { 0 };
  uint32_t nYear = 0;
  if( k->nByte==2 && (z[0]=='Q' || z[0]=='H') && z[1]>='1'
   && z[1]<=(z[0]=='Q' ? '4' : '2')
  ){
    uint32_t bOf = isWord(t, i+1, "of");
    if( z[0]=='Q' ) r.q = z[1]-'0'; else r.h = z[1]-'0';
    r.y = anyYearAfter(t, i+1+bOf, &nYear);
    if( r.h && r.y==0 ) return i;
    quarterGuessYear(w, &r);
    return dateAdd(w, f, i, i+1+(nYear ? bOf+nYear : 0), &r, 960);
  }
  r.y = fiscalWord(t, i);
  return r.y ? dateAdd(w, f, i, i+1, &r, 950) : i;
}

/* "third quarter of 2025", "first half of fiscal 2026": token i is "quarter" or "half".
*/
static uint32_t quarterDate(NewsWork *w, NewsField *f, uint32_t i){
  const NewsText *t = &f->text;
  Date r = { 0 };
  uint32_t iStart = i-1, nYear = 0, bFiscal = 0, bDash;
  if( i==0 ) return i;
  bDash = newsIsChar(&t->aToken[i-1], '-') && i>1;
  int n = newsWhichWord(t, i-1-bDash, "first second third fourth")+1;
  int bHalf = isWord(t, i, "half");
  if( n==0 || (bHalf && n>2) ) return i;
  if( bHalf ) r.h = n; else r.q = n;
  iStart = i-1-bDash;
  if( iStart>0 && isWord(t, iStart-1, "fiscal") ){
    iStart--;
    bFiscal = 1;
  }
  uint32_t iYear = i+1+(isWord(t, i+1, "of")!=0);
  bFiscal |= isWord(t, iYear, "fiscal")!=0;
  r.y = anyYearAfter(t, iYear, &nYear);
  uint32_t iEnd = r.y ? iYear+nYear : i+1;
  if( bHalf && r.y==0 ) return i;
  if( !bFiscal ) quarterGuessYear(w, &r);
  return dateAdd(w, f, iStart, iEnd, &r, 950);
}

/* "Monday": the last one not after publication, or the next. */
static uint32_t weekdayDate(NewsWork *w, NewsField *f, uint32_t i){
  static const char z3[] = "thufrisatsunmontuewed";      /* 1970-01-01 was a Thursday */
  const NewsText *t = &f->text;
  const NewsToken *k = &t->aToken[i];
  Date r = { 0 }, now;
  int iDay = 0;
  if( !(k->mShape & NEWS_SH_UPPER1) || k->nByte<3 ) return i;
  while( iDay<7 && ((t->z[k->iByte]|0x20)!=z3[3*iDay]
   || (t->z[k->iByte+1]|0x20)!=z3[3*iDay+1]
                 || (t->z[k->iByte+2]|0x20)!=z3[3*iDay+2]) ) iDay++;
  if( iDay==7 || (k->nByte==3 && k[1].c!=',') ) return i;
  if( (t->aToken[i+1].mShape & NEWS_SH_UPPER1) && !monthAt(t, i+1)
   && !(t->aToken[i+1].mFlag & NEWS_TF_SENT) && !(f->aUse[i] & NEWS_US_LINE) ) return i;
  if( publishedDate(w, &now) ){
    int64_t n = dayOf(now.y, now.m, now.d), nBack = ((n-iDay)%7+7)%7;
    r = dateOf(i>0 && isWord(t, i-1, "next") ? n-nBack+7 : n-nBack);
  }
  return dateAdd(w, f, i, i+1, &r, 960);
}

/* "yesterday", "last week", "this year", "two months ago": token i is a word of time. */
static uint32_t relativeDate(NewsWork *w, NewsField *f, uint32_t i){
  const NewsText *t = &f->text;
  Date r = { 0 }, now;
  int c = t->aToken[i].c|0x20;
  if( c!='y' && c!='t' && c!='l' && c!='n' ) return i;
  int bNow = publishedDate(w, &now);
  int e = newsWhichWord(t, i, "yesterday today tomorrow");
  if( e>=0 ){
    if( bNow ) r = dateOf(dayOf(now.y, now.m, now.d)+e-1);
    return dateAdd(w, f, i, i+1, &r, 950);
  }
  int nWay = newsWhichWord(t, i, "last this next");
  if( nWay<0 ) return i;
  nWay--;
  e = newsWhichWord(t, i+1, "week month quarter year");
  if( e<0 ){
    if( monthAt(t, i+1) ){
      r.m = monthAt(t, i+1);
      if( bNow ) r.y = now.y+nWay-(nWay==0 ? 0 : nWay<0 && r.m<now.m ? -1
                                  : nWay>0 && r.m>now.m ? 1 : 0);
      return dateAdd(w, f, i, i+2, &r, 940);
    }
    return i;
  }
  if( bNow ){
    int nMonth = now.y*12+now.m-1;
    if( e==1 ) nMonth += nWay;
    if( e==2 ) nMonth += 3*nWay;
    r.y = e==3 ? now.y+nWay : nMonth/12;
    if( e==1 ) r.m = nMonth%12+1;
    if( e==2 ) r.q = nMonth%12/3+1;
    if( e==0 ) r.y = 0;                 /* a week is no partial date */
  }
  return dateAdd(w, f, i, i+2, &r, 940);
}

/*-------------------------------------------------------------------------------- flow */

/* The value that begins at token i; returns the token behind, or i when there is none. */
static uint32_t valueAt(NewsWork *w, NewsField *f, uint32_t i){
  const NewsText *t = &f->text;
  const NewsToken *k = &t->aToken[i];
  uint32_t iEnd = i;
  Number n;
  if( f->aUse[i] & NEWS_US_TAKEN ) return i;
  if( k->eKind==NEWS_TK_NUMBER || (k->mClass & NEWS_LX_NUMBER) ){
    if( numberAt(t, i, &n) ){
      iEnd = moneyAt(w, f, i, &n);
      if( iEnd==i ) iEnd = percentAt(w, f, i, &n);
      if( iEnd==i && k->eKind==NEWS_TK_NUMBER && !n.bScale ) iEnd = numberDate(w, f, i);
    }else if( k->eKind==NEWS_TK_NUMBER ){
      iEnd = dottedDate(w, f, i);
    }
  }else if( k->mClass & NEWS_LX_MONTH ){
    iEnd = monthDate(w, f, i);
  }
  if( iEnd==i && (k->mClass & NEWS_LX_WEEKDAY) ) iEnd = weekdayDate(w, f, i);
  if( iEnd==i && k->eKind==NEWS_TK_WORD && (k->mShape & NEWS_SH_DIGIT) ){
    iEnd = quarterWord(w, f, i);
  }
  if( iEnd==i && (isWord(t, i, "quarter") || isWord(t, i, "quarters")
               || isWord(t, i, "half"))
  ){
    iEnd = quarterDate(w, f, i);
  }
  if( iEnd==i && k->eKind==NEWS_TK_WORD ) iEnd = relativeDate(w, f, i);
  return iEnd;
}

#define VALUE_STEPS 64      /* steps of work that a token which may be a value counts */

void newsFieldValues(NewsWork *w, NewsField *f){
  uint32_t iNext = 0;
  for(uint32_t i=0; i<f->nVal && w->rc==0; i++){
    uint32_t iTok = f->aVal[i];
    if( newsWorkCount(w, VALUE_STEPS) ) return;
    if( iTok<iNext || f->text.aToken[iTok].eKind==NEWS_TK_SYMBOL ) continue;
    iNext = valueAt(w, f, iTok);
  }
}
