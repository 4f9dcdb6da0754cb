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
** HOW IT WORKS. At each token of the field's list of values the patterns of
** data/patterns.tsv are tried (pattern.c): those of numbers, from the sign or code before
** it on, those of words at months, days of the week and other words of time. The row that
** matches says what it is, its groups what the value is made of. A number is an integer
** and a power of ten, so its double is the nearest one on every machine. Relative dates
** need NewsDoc.zPublished.
*/
#include "entityInt.h"
#include <string.h>

/*----------------------------------------------------------------------------- numbers */

/* A number: nMant times ten to the nExp. */
typedef struct Number {
  int64_t nMant;
  int nExp;
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

/* A numeral in words: "twelve", "twenty-five". */
static int numeralOf(const char *z, size_t n){
  static const struct { const char *z; int v; } a[] = {
    { "one", 1 }, { "two", 2 }, { "three", 3 }, { "four", 4 }, { "five", 5 },
    { "six", 6 }, { "seven", 7 }, { "eight", 8 }, { "nine", 9 }, { "ten", 10 },
    { "eleven", 11 }, { "twelve", 12 }, { "thirteen", 13 }, { "fourteen", 14 },
    { "fifteen", 15 }, { "sixteen", 16 }, { "seventeen", 17 }, { "eighteen", 18 },
    { "nineteen", 19 }, { "twenty", 20 }, { "thirty", 30 }, { "forty", 40 },
    { "fifty", 50 }, { "sixty", 60 }, { "seventy", 70 }, { "eighty", 80 },
    { "ninety", 90 }, { "hundred", 100 }, { "dozen", 12 }
  };
  const char *zDash = memchr(z, '-', n);
  if( zDash ){
    size_t k = (size_t)(zDash-z);
    return numeralOf(z, k) + numeralOf(zDash+1, n-k-1);
  }
  for(size_t i=0; i<sizeof(a)/sizeof(a[0]); i++){
    if( newsFoldEqual(z, n, a[i].z, strlen(a[i].z)) ) return a[i].v;
  }
  return 0;
}

/* Where the digits behind the decimal sign begin; n where there are none. A comma is such
** a sign behind points, and before one or two last digits: 1.234,5 and 10,5. */
static size_t decimals(const char *z, size_t n){
  const char *zPoint = memchr(z, '.', n), *zComma = memchr(z, ',', n);
  size_t iComma = zComma ? (size_t)(zComma-z) : n;
  if( zPoint ) return zPoint<&z[iComma] && iComma<n ? iComma : (size_t)(zPoint-z);
  return iComma+4>n ? iComma : n;
}

/* Power of ten of a scale: its letters tell. */
static int scaleOf(const char *z, size_t n){
  while( n>1 && ((*z|0x20)<'a' || (*z|0x20)>'z') ) z++, n--;
  switch( *z|0x20 ){
    case 'k': return 3;
    case 'l': return 5;
    case 'm': return 6;
    case 'c': return 7;
    case 'b': return 9;
  }
  return n>2 && (z[1]|0x20)=='h' ? 3 : 12;
}

/* The number in one field of a match, with the scale in another, if it is there. */
static Number numberOf(const NewsPatternHit *p, int eNumber, int eScale){
  size_t n, nScale;
  const char *z = newsPatternField(p, eNumber, &n);
  const char *zScale = newsPatternField(p, eScale, &nScale);
  Number r = { .nExp = zScale ? scaleOf(zScale, nScale) : 0 };
  if( *z<'0' || *z>'9' ){
    r.nMant = numeralOf(z, n);
    return r;
  }
  size_t iPoint = decimals(z, n);
  for(size_t i=0; i<n; i++){
    if( z[i]<'0' || z[i]>'9' ) continue;
    if( r.nMant>(int64_t)100000000000000000 ){
      r.nExp += i<iPoint;
    }else{
      r.nMant = r.nMant*10+(z[i]-'0');
      r.nExp -= i>iPoint;
    }
  }
  return r;
}

/*------------------------------------------------------------------------------- spans */

/* A new span over the bytes [iFrom,iTo), which are tokens from iTok on; 0 where they are
** none, because a pattern ends inside one. A stop behind them ends the sentence, be it a
** token of its own or not: "$30K." */
static NewsSpan *valueAdd(NewsWork *w, NewsField *f, uint32_t iTok, int64_t iFrom,
                          int64_t iTo, int eLabel, int nScore){
  const NewsToken *a = f->text.aToken;
  while( iTok>0 && a[iTok].iByte>iFrom ) iTok--;
  while( iTok<f->text.nToken && a[iTok].iByte<iFrom ) iTok++;
  uint32_t iEnd = iTok;
  while( iEnd<f->text.nToken && a[iEnd].iByte<iTo ) iEnd++;
  if( iEnd==iTok || a[iTok].iByte!=iFrom ) return 0;
  uint32_t iLast = a[iEnd-1].iByte+a[iEnd-1].nByte;
  if( iLast!=iTo && (iLast!=iTo+1 || f->text.z[iTo]!='.') ) return 0;
  if( newsIsChar(&a[iEnd-1], '.') && --iEnd==iTok ) return 0;
  NewsSpan *s = newsSpanAdd(w, f, iTok, iEnd-iTok, eLabel);
  if( s==0 ) return 0;
  if( s->iByte+s->nByte>iTo ) s->nByte = (uint32_t)iTo-s->iByte;
  s->eEvidence = NEWS_EV_PATTERN;
  s->nScore = (int16_t)nScore;
  return s;
}

/* Is the word before token i this one? */
static int isBehind(const NewsText *t, uint32_t i, const char *zWord){
  return i>0 && newsWhichOf(t, i-1, zWord)==0;
}

/*------------------------------------------------------------------------------- money */

static const NewsCurrencyRec *currencyHash(const NewsWork *w, uint32_t hash){
  const NewsImage *m = w->pGaz->aImage[0];
  const NewsCurrencyRec *p = m->aCurrency;
  for(uint32_t n=m->nCurrency; n>1; ){
    uint32_t nHalf = n/2;
    p += nHalf & (0u-(p[nHalf].hash<=hash));
    n -= nHalf;
  }
  return m->nCurrency && p->hash==hash ? p : 0;
}

#define CURRENCY_BYTES  48     /* of a currency's name; patterns take no longer ones */

/* The currency in a field of a match, whose words may stand in two lines; 0: none. */
static const NewsCurrencyRec *currencyOf(const NewsWork *w, const NewsPatternHit *p,
                                         int eField){
  char zName[CURRENCY_BYTES];
  size_t n, nName = 0;
  const char *z = newsPatternField(p, eField, &n);
  for(size_t i=0; i<n && nName<sizeof(zName); i++){
    int bBlank = z[i]==' ' || z[i]=='\t' || z[i]=='\r' || z[i]=='\n';
    if( bBlank && nName && zName[nName-1]==' ' ) continue;
    zName[nName++] = bBlank ? ' ' : z[i];
  }
  return nName ? currencyHash(w, newsFoldHash(zName, nName)) : 0;
}

static void moneyAdd(NewsWork *w, NewsField *f, uint32_t iTok, int64_t iFrom, int64_t iTo,
                     const Number *p, const NewsCurrencyRec *c, int nScore){
  NewsSpan *s = valueAdd(w, f, iTok, iFrom, iTo, NEWS_MONEY, nScore);
  if( s==0 ) return;
  s->rValue = numberValue(p, (int)c->nPer);
  s->zUnit = &w->pGaz->aImage[0]->zText[c->iUnit];
}

/* First and last byte of a field of a match; both 0 where it is not there. */
static int64_t fieldFrom(const NewsPatternHit *p, int eField){
  int k = p->pRow->aGroup[eField];
  return k && p->aSpan[2*k]>=0 ? p->aSpan[2*k] : 0;
}
static int64_t fieldTo(const NewsPatternHit *p, int eField){
  int k = p->pRow->aGroup[eField];
  return k && p->aSpan[2*k]>=0 ? p->aSpan[2*k+1] : 0;
}

/* Is the number of a field one that counts no pounds of meat: with a scale or comma? */
static int isLarge(const NewsPatternHit *p, int eNumber, int eScale){
  size_t n;
  const char *z = newsPatternField(p, eNumber, &n);
  return fieldTo(p, eScale) || memchr(z, ',', n);
}

/* Where the number of a field ends, with its scale. */
static int64_t amountTo(const NewsPatternHit *p, int eNumber, int eScale){
  int64_t iTo = fieldTo(p, eScale);
  return iTo ? iTo : fieldTo(p, eNumber);
}

/* The first amount of a match alone, "$5 billion US dollars" being one. A currency that
** is a plain word too, as pounds, is one behind large numbers. Where it ends; 0: it is
** none. */
static int64_t moneyOne(NewsWork *w, NewsField *f, uint32_t iTok,
                        const NewsPatternHit *p){
  const NewsCurrencyRec *c = currencyOf(w, p, NEWS_PG_SIGN);
  const NewsCurrencyRec *c2 = currencyOf(w, p, NEWS_PG_CURRENCY);
  Number n = numberOf(p, NEWS_PG_NUMBER, NEWS_PG_SCALE);
  int64_t iTo = amountTo(p, NEWS_PG_NUMBER, NEWS_PG_SCALE);
  if( c2 && (c ? !c2->bAmbig && c2->iUnit==c->iUnit && c2->nPer==c->nPer
               : !c2->bAmbig || isLarge(p, NEWS_PG_NUMBER, NEWS_PG_SCALE)) ){
    iTo = fieldTo(p, NEWS_PG_CURRENCY);
    if( c==0 ) c = c2;
  }
  if( c==0 ) return 0;
  moneyAdd(w, f, iTok, p->aSpan[0], iTo, &n, c, p->pRow->nScore);
  return iTo;
}

/* The two amounts of a range: the first takes currency and scale of the second where it
** has none of its own, the second the sign of the first. "$10 to 20 people" is none.
** Where it ends; 0: it is none. */
static int64_t moneyTwo(NewsWork *w, NewsField *f, uint32_t iTok,
                        const NewsPatternHit *p){
  const NewsCurrencyRec *c = currencyOf(w, p, NEWS_PG_SIGN);
  const NewsCurrencyRec *c2 = currencyOf(w, p, NEWS_PG_SIGN2);
  const NewsCurrencyRec *cBehind = currencyOf(w, p, NEWS_PG_CURRENCY2);
  int bSign2 = c2!=0, bScale2 = fieldTo(p, NEWS_PG_SCALE2)!=0;
  int eScale = fieldTo(p, NEWS_PG_SCALE) ? NEWS_PG_SCALE : NEWS_PG_SCALE2;
  Number n = numberOf(p, NEWS_PG_NUMBER, eScale);
  Number n2 = numberOf(p, NEWS_PG_NUMBER2, NEWS_PG_SCALE2);
  int64_t iTo = p->aSpan[1];
  if( c ? !bSign2 && fieldTo(p, NEWS_PG_TO) && !bScale2 && !cBehind
        : bSign2 || cBehind==0
          || (cBehind->bAmbig && !isLarge(p, NEWS_PG_NUMBER2, NEWS_PG_SCALE2)) ) return 0;
  if( bSign2 ) iTo = amountTo(p, NEWS_PG_NUMBER2, NEWS_PG_SCALE2);
  else c2 = cBehind ? cBehind : c;
  if( c==0 ) c = c2;
  moneyAdd(w, f, iTok, p->aSpan[0], amountTo(p, NEWS_PG_NUMBER, NEWS_PG_SCALE), &n, c,
           p->pRow->nScore);
  moneyAdd(w, f, iTok, fieldFrom(p, bSign2 ? NEWS_PG_SIGN2 : NEWS_PG_NUMBER2), iTo, &n2,
           c2, p->pRow->nScore);
  return iTo;
}

#define PENCE_NEAR  24      /* tokens on either side that must tell of shares */

/* The pence of "120p" at token i, where the sentence tells of shares; not those of 1080p,
** which are lines of a screen. */
static int64_t penceOne(NewsWork *w, NewsField *f, uint32_t i, const NewsPatternHit *p){
  static const int aScreen[] = { 240, 360, 480, 540, 576, 720, 1080, 1440, 2160, 4320 };
  const NewsText *t = &f->text;
  const NewsToken *a = t->aToken;
  Number n = numberOf(p, NEWS_PG_NUMBER, NEWS_PG_SCALE);
  const NewsCurrencyRec *c = currencyHash(w, newsFoldHash("pence", 5));
  uint32_t m = 0;
  if( fieldTo(p, NEWS_PG_SIGN) || fieldTo(p, NEWS_PG_SCALE) ) return 0;
  for(size_t j=0; j<sizeof(aScreen)/sizeof(aScreen[0]) && n.nExp==0; j++){
    if( n.nMant==aScreen[j] ) return 0;
  }
  for(uint32_t k=i, q=0; k>0 && q<PENCE_NEAR && !(a[k].mFlag & NEWS_TF_SENT); q++){
    m |= newsClassOf(w, a[--k].hash);
  }
  for(uint32_t k=i+1; k<t->nToken && k<i+PENCE_NEAR && !(a[k].mFlag & NEWS_TF_SENT); k++){
    m |= newsClassOf(w, a[k].hash);
  }
  if( c==0 || !(m & w->aClass[NEWS_CL_COMPANY]) ) return 0;
  moneyAdd(w, f, i, p->aSpan[0], p->aSpan[1], &n, c, p->pRow->nScore);
  return p->aSpan[1];
}

/*----------------------------------------------------------------------------- percent */

/* The unit in a field: % for per cent, pp for percentage points, bp for basis points. */
static const char *percentUnit(const NewsPatternHit *p, int eField){
  size_t n;
  const char *z = newsPatternField(p, eField, &n);
  while( n>1 && *z!='%' && ((*z|0x20)<'a' || (*z|0x20)>'z') ) z++, n--;
  if( (*z|0x20)=='b' ) return "bp";
  return n>1 && ((z[1]|0x20)=='p' || (n>10 && (z[7]|0x20)=='a')) ? "pp" : "%";
}

/* A share of the bytes [iFrom,iTo); a minus before it belongs to it. */
static void percentAdd(NewsWork *w, NewsField *f, uint32_t iTok, int64_t iFrom,
                       int64_t iTo, Number n, const char *zUnit, int nScore){
  const NewsToken *k = &f->text.aToken[iTok];
  if( k->iByte==iFrom && iTok>0 && newsIsGlued(k)
   && (!newsIsGlued(&k[-1]) || (iTok>1 && newsIsChar(&k[-2], '(')))
   && (newsIsChar(&k[-1], '-')
       || (k[-1].nByte==3 && memcmp(&f->text.z[k[-1].iByte], "\xE2\x88\x92", 3)==0)) ){
    iFrom = k[-1].iByte;
    n.nMant = -n.nMant;
  }
  NewsSpan *s = valueAdd(w, f, iTok, iFrom, iTo, NEWS_PERCENT, nScore);
  if( s==0 ) return;
  s->rValue = numberValue(&n, 1);
  s->zUnit = zUnit;
}

#define PERCENT_SCORE  990

/* A share, or the two of a range. Where it ends; 0: it is none. */
static int64_t percentOf(NewsWork *w, NewsField *f, uint32_t i, const NewsPatternHit *p){
  Number n = numberOf(p, NEWS_PG_NUMBER, NEWS_PG_SCALE);
  int64_t iTo = fieldTo(p, NEWS_PG_UNIT);
  if( fieldTo(p, NEWS_PG_SCALE) || fieldTo(p, NEWS_PG_SIGN) ) return 0;
  if( iTo ){
    percentAdd(w, f, i, p->aSpan[0], iTo, n, percentUnit(p, NEWS_PG_UNIT), PERCENT_SCORE);
    return iTo;
  }
  iTo = fieldTo(p, NEWS_PG_UNIT2);
  if( iTo==0 || fieldTo(p, NEWS_PG_SCALE2) || fieldTo(p, NEWS_PG_SIGN2) ) return 0;
  const char *zUnit = percentUnit(p, NEWS_PG_UNIT2);
  Number n2 = numberOf(p, NEWS_PG_NUMBER2, NEWS_PG_SCALE2);
  percentAdd(w, f, i, p->aSpan[0], fieldTo(p, NEWS_PG_NUMBER), n, zUnit, PERCENT_SCORE);
  percentAdd(w, f, i, fieldFrom(p, NEWS_PG_NUMBER2), iTo, n2, zUnit, PERCENT_SCORE);
  return iTo;
}

/* Money or shares, one or a range. "5 and 7" are one behind "between" alone. Where it
** ends; 0: it is none. */
static int64_t amountOf(NewsWork *w, NewsField *f, uint32_t i, const NewsPatternHit *p){
  const NewsText *t = &f->text;
  uint32_t iFrom = i;
  while( iFrom>0 && t->aToken[iFrom].iByte>p->aSpan[0] ) iFrom--;
  int bTwo = fieldTo(p, NEWS_PG_NUMBER2)!=0;
  if( fieldTo(p, NEWS_PG_AND) ) bTwo = isBehind(t, iFrom, "between");
  int64_t iTo = bTwo || fieldTo(p, NEWS_PG_UNIT) ? percentOf(w, f, i, p) : 0;
  if( iTo==0 && bTwo && !fieldTo(p, NEWS_PG_UNIT2) ) iTo = moneyTwo(w, f, i, p);
  if( iTo==0 && fieldTo(p, NEWS_PG_PENCE) ) iTo = penceOne(w, f, i, p);
  return iTo ? iTo : moneyOne(w, f, i, p);
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

/* The date as a mention. Where it ends. */
static int64_t dateAdd(NewsWork *w, NewsField *f, uint32_t iTok, const NewsPatternHit *p,
                       const Date *d){
  NewsSpan *s = valueAdd(w, f, iTok, p->aSpan[0], p->aSpan[1], NEWS_DATE,
                         p->pRow->nScore);
  if( s ) s->zValue = dateText(w, d);
  return p->aSpan[1];
}

/* The integer that a field's digits are; 0: it is not there. */
static int digitsOf(const NewsPatternHit *p, int eField){
  size_t n;
  const char *z = newsPatternField(p, eField, &n);
  int v = 0;
  for(size_t i=0; i<n && z[i]>='0' && z[i]<='9'; i++) v = v*10+z[i]-'0';
  return v;
}

/* The year of a match, of which two digits are of this century; 0: none. */
static int yearOf(const NewsPatternHit *p){
  int y = digitsOf(p, NEWS_PG_YEAR);
  return y && y<100 ? 2000+y : y;
}

/* Which of the names, three letters each, does a word begin with? From 0; -1: none. */
static int nameOf(const char *z, size_t n, const char *zNames){
  if( n<3 ) return -1;
  const char a[3] = { (char)(z[0]|0x20), (char)(z[1]|0x20), (char)(z[2]|0x20) };
  for(int i=0; zNames[3*i]; i++){
    if( memcmp(a, &zNames[3*i], 3)==0 ) return i;
  }
  return -1;
}

/* 1 to 12 of a field in digits or letters; 0: it is not there. */
static int monthOf(const NewsPatternHit *p){
  size_t n;
  const char *z = newsPatternField(p, NEWS_PG_MONTH, &n);
  if( z==0 ) return 0;
  if( *z>='0' && *z<='9' ) return digitsOf(p, NEWS_PG_MONTH);
  return nameOf(z, n, "janfebmaraprmayjunjulaugsepoctnovdec")+1;
}

/* A date without a year is the one nearest to the day of publication. */
static void dateGuessYear(const NewsWork *w, Date *p){
  Date now;
  if( p->y || !publishedDate(w, &now) ) return;
  p->y = now.y;
  if( p->m-now.m>6 ) p->y--;
  else if( now.m-p->m>6 ) p->y++;
}

/* "November 6, 2025", "Nov. 6", "November 2025", "2025-11-06". */
static int64_t dateWhole(NewsWork *w, NewsField *f, uint32_t i, const NewsPatternHit *p){
  Date r = { .y = yearOf(p), .m = monthOf(p), .d = digitsOf(p, NEWS_PG_DAY) };
  dateGuessYear(w, &r);
  return dateAdd(w, f, i, p, &r);
}

/* "12/11/2025": a value only when one number can be no month. */
static int64_t dateSlash(NewsWork *w, NewsField *f, uint32_t i, const NewsPatternHit *p){
  int a = digitsOf(p, NEWS_PG_FIRST), b = digitsOf(p, NEWS_PG_SECOND), y = yearOf(p);
  Date r = { 0 };
  if( a>12 && b>12 ) return 0;
  if( a>12 ) r = (Date){ .y = y, .m = b, .d = a };
  else if( b>12 || a==b ) r = (Date){ .y = y, .m = a, .d = b };
  return dateAdd(w, f, i, p, &r);
}

/* A month alone: May and March are words, and all months are names. */
static int64_t dateMonth(NewsWork *w, NewsField *f, uint32_t i, const NewsPatternHit *p){
  const NewsToken *k = &f->text.aToken[i];
  int bSaid = p->pRow->nScore>900, bLine = f->aUse[i] & NEWS_US_LINE;
  if( !bSaid && (k->nByte<=5 || bLine || (k[1].mShape & NEWS_SH_UPPER1)) ) return 0;
  if( k->c=='M' && bLine ) return 0;
  return dateWhole(w, f, i, p);
}

/* "Q3 2025", "third quarter of fiscal 2026", "1H25". A quarter without a year is the last
** one that has begun. */
static int64_t datePart(NewsWork *w, NewsField *f, uint32_t i, const NewsPatternHit *p){
  size_t n, nFiscal;
  const char *zOrdinal = newsPatternField(p, NEWS_PG_ORDINAL, &n);
  int nth = digitsOf(p, NEWS_PG_QUARTER)+digitsOf(p, NEWS_PG_HALF);
  Date r = { .y = yearOf(p) }, now;
  if( zOrdinal ) nth = nameOf(zOrdinal, n, "firsecthifou")+1;
  if( p->pRow->eKind==NEWS_PK_HALF ) r.h = nth; else r.q = nth;
  if( r.y==0 && newsPatternField(p, NEWS_PG_FISCAL, &nFiscal)==0
   && publishedDate(w, &now) ) r.y = now.y-((now.m-1)/3+1<r.q);
  return dateAdd(w, f, i, p, &r);
}

/* "Monday": the last one not after publication, or the next. */
static int64_t dateWeekday(NewsWork *w, NewsField *f, uint32_t i,
                           const NewsPatternHit *p){
  const NewsToken *k = &f->text.aToken[i];
  Date r = { 0 }, now;
  if( k->nByte==3 && k[1].c!=',' ) return 0;
  if( (k[1].mShape & NEWS_SH_UPPER1) && !(k[1].mClass & NEWS_LX_MONTH)
   && !(k[1].mFlag & NEWS_TF_SENT) && !(f->aUse[i] & NEWS_US_LINE) ) return 0;
  if( publishedDate(w, &now) ){
    size_t nDay;
    const char *zDay = newsPatternField(p, NEWS_PG_WEEKDAY, &nDay);
    int iDay = nameOf(zDay, nDay, "thufrisatsunmontuewed");   /* from 1970-01-01 on */
    int64_t n = dayOf(now.y, now.m, now.d), nBack = ((n-iDay)%7+7)%7;
    r = dateOf(isBehind(&f->text, i, "next") ? n-nBack+7 : n-nBack);
  }
  return dateAdd(w, f, i, p, &r);
}

/* "yesterday", "today", "tomorrow". */
static int64_t dateDay(NewsWork *w, NewsField *f, uint32_t i, const NewsPatternHit *p){
  size_t n;
  const char *z = newsPatternField(p, NEWS_PG_RELATIVE, &n);
  Date r = { 0 }, now;
  if( publishedDate(w, &now) ){
    r = dateOf(dayOf(now.y, now.m, now.d)+nameOf(z, n, "yestodtom")-1);
  }
  return dateAdd(w, f, i, p, &r);
}

/* "last week", "this year", "next May". A week is no partial date. */
static int64_t dateRelative(NewsWork *w, NewsField *f, uint32_t i,
                            const NewsPatternHit *p){
  size_t n, nPeriod;
  const char *z = newsPatternField(p, NEWS_PG_RELATIVE, &n);
  const char *zPeriod = newsPatternField(p, NEWS_PG_PERIOD, &nPeriod);
  int nWay = nameOf(z, n, "lasthinex")-1, bNow;
  Date r = { .m = monthOf(p) }, now;
  bNow = publishedDate(w, &now);
  if( r.m && bNow ){
    r.y = now.y+(nWay<0 && r.m>=now.m ? -1 : nWay>0 && r.m<=now.m ? 1 : 0);
  }else if( zPeriod && bNow ){
    int nMonth = now.y*12+now.m-1;
    switch( zPeriod[0]|0x20 ){
      case 'y': r.y = now.y+nWay; break;
      case 'm': nMonth += nWay; r.y = nMonth/12; r.m = nMonth%12+1; break;
      case 'q': nMonth += 3*nWay; r.y = nMonth/12; r.q = nMonth%12/3+1; break;
    }
  }
  return dateAdd(w, f, i, p, &r);
}

/*-------------------------------------------------------------------------------- flow */

/* What a row has found at token i. Where it ends; 0: it is nothing after all. */
static int64_t valueOf(NewsWork *w, NewsField *f, uint32_t i, const NewsPatternHit *p){
  Date year = { .y = yearOf(p) };
  switch( p->pRow->eKind ){
    case NEWS_PK_AMOUNT:        return amountOf(w, f, i, p);
    case NEWS_PK_DATE:          return dateWhole(w, f, i, p);
    case NEWS_PK_SLASH:         return dateSlash(w, f, i, p);
    case NEWS_PK_MONTH:         return dateMonth(w, f, i, p);
    case NEWS_PK_YEAR:
    case NEWS_PK_DECADE:        return dateAdd(w, f, i, p, &year);
    case NEWS_PK_QUARTER:
    case NEWS_PK_HALF:          return datePart(w, f, i, p);
    case NEWS_PK_WEEKDAY:       return dateWeekday(w, f, i, p);
    case NEWS_PK_DAY:           return dateDay(w, f, i, p);
    case NEWS_PK_RELATIVE:      return dateRelative(w, f, i, p);
  }
  return 0;
}

/* First token of what may be the sign or code before the number at token i; i: none. */
static uint32_t signBefore(const NewsWork *w, const NewsText *t, uint32_t i){
  const NewsToken *k = &t->aToken[i];
  if( i==0 ) return i;
  if( k[-1].eKind==NEWS_TK_SYMBOL ){
    if( k[-1].c!='$' && k[-1].c<0x80 ) return i;
    return i-1-(i>1 && newsIsGlued(&k[-1]) && k[-2].eKind==NEWS_TK_WORD
                && k[-2].nByte<=4);
  }
  if( newsIsChar(&k[-1], '.') && newsIsGlued(k) && i>1 && currencyHash(w, k[-2].hash) ){
    return i-2;                                                        /* "Rs.2500" */
  }
  return k[-1].eKind==NEWS_TK_WORD && (k[-1].mShape & NEWS_SH_UPPER1) && k[-1].nByte<=4
      && (currencyHash(w, k[-1].hash)
          || (k[-1].c=='F' && k[-1].nByte==2 && k->nByte==4)) ? i-1 : i;     /* "FY 2025" */
}

/* Has a word the class of a gate (patternInt.h)? */
static int inGate(const NewsToken *k, uint32_t m){
  return (newsBucketFind(newsPatternWord, newsPatternWordMask, k->hash) & m)!=0;
}

/* May what is to be measured, or the other end of a range, be at the token behind a dash?
** A word is, when it is a number's, or may be a currency's sign. */
static int mayRange(const NewsToken *k){
  if( k->eKind!=NEWS_TK_WORD ) return k->eKind==NEWS_TK_NUMBER || k->eKind==NEWS_TK_SYMBOL;
  return (k->mClass & NEWS_LX_NUMBER) || (k->mShape & NEWS_SH_DIGIT)
      || ((k->mShape & NEWS_SH_UPPER1) && k->nByte<=4) || inGate(k, NEWS_PW_BEHIND);
}

/* May the number at token i be an amount, by what follows? Most are not. */
static int mayMeasure(const NewsText *t, uint32_t i){
  const NewsToken *k = &t->aToken[i+1];
  switch( k->eKind ){
    case NEWS_TK_WORD: break;
    case NEWS_TK_SYMBOL: return k->c=='%' || k->c>=0x80;
    default: return k->nByte==3 || k->c=='-' ? mayRange(k+1)
                  : k->c==',' && k[1].eKind==NEWS_TK_NUMBER;
  }
  return newsIsGlued(k) || inGate(k, NEWS_PW_BEHIND) || isBehind(t, i, "between");
}

/* May it be a year? Not behind a sign, as in 1080x1920. */
static int mayYear(const NewsText *t, const NewsToken *k){
  const char *z = &t->z[k->iByte];
  return k->nByte==4 && ((z[0]=='1' && z[1]=='9') || (z[0]=='2' && z[1]=='0'))
      && (!newsIsGlued(k) || k[-1].eKind==NEWS_TK_PUNCT);
}

/* May it be a day, or the beginning of a date in digits? */
static int mayDate(const NewsText *t, uint32_t i){
  const NewsToken *k = &t->aToken[i];
  if( k->nByte>2 ) return k->nByte>=8 && k->nByte<=10;
  if( newsIsGlued(&k[1]) && (k[1].c=='/' || k[1].c=='-' || k[1].eKind==NEWS_TK_WORD) ){
    return 1;
  }
  return (k[1].mClass & NEWS_LX_MONTH)
      || ((k[1].mClass & NEWS_LX_STOP) && (k[2].mClass & NEWS_LX_MONTH));
}

/* The lead of a date that may begin at the word, as at few of time and number; -1: none. */
static int leadOf(const NewsToken *k){
  if( k->mClass & (NEWS_LX_MONTH|NEWS_LX_WEEKDAY) ){
    if( !(k->mShape & NEWS_SH_UPPER1) ) return -1;
    return k->mClass & NEWS_LX_MONTH ? NEWS_PL_MONTH : NEWS_PL_WEEKDAY;
  }
  if( k->eKind!=NEWS_TK_WORD ) return -1;
  if( k->mShape & NEWS_SH_DIGIT ){
    return k->c=='Q' || k->c=='H' || k->c=='F' ? NEWS_PL_WORD : -1;
  }
  if( inGate(k, NEWS_PW_ALONE) ) return NEWS_PL_WORD;
  if( !inGate(k, NEWS_PW_BEGIN) ) return -1;
  k += k[1].c=='-' ? 2 : 1;
  return k->eKind==NEWS_TK_NUMBER || (k->mClass & NEWS_LX_MONTH)
      || inGate(k, NEWS_PW_ALONG) ? NEWS_PL_WORD : -1;
}

/* The value that a lead's patterns find from token iFrom on, for the token i. Where it
** ends; 0: there is none. */
static int64_t valueFrom(NewsWork *w, NewsField *f, uint32_t i, int eLead,
                         uint32_t iFrom){
  NewsPatternHit hit;
  if( w->rc || !newsPatternAt(w, &f->text, eLead, f->text.aToken[iFrom].iByte, &hit)
   || hit.aSpan[1]<=f->text.aToken[i].iByte ) return 0;
  return valueOf(w, f, i, &hit);
}

/* The value at token i, from its sign on. Where it ends; 0: there is none. */
static int64_t valueAt(NewsWork *w, NewsField *f, uint32_t i){
  const NewsText *t = &f->text;
  const NewsToken *k = &t->aToken[i];
  int64_t iEnd = 0;
  int bNumber = k->eKind==NEWS_TK_NUMBER;
  if( bNumber || (k->mClass & NEWS_LX_NUMBER) ){
    uint32_t iSign = signBefore(w, t, i);
    for(uint32_t iFrom=iSign; iEnd==0 && iFrom<i; iFrom++){
      iEnd = valueFrom(w, f, i, NEWS_PL_NUMBER, iFrom);
      if( iEnd==0 && bNumber && k->nByte==4 && t->z[t->aToken[iFrom].iByte]=='F' ){
        iEnd = valueFrom(w, f, i, NEWS_PL_YEAR, iFrom);
      }
    }
    if( iEnd==0 && mayMeasure(t, i) ) iEnd = valueFrom(w, f, i, NEWS_PL_NUMBER, i);
  }
  if( iEnd==0 && bNumber && mayYear(t, k) ) iEnd = valueFrom(w, f, i, NEWS_PL_YEAR, i);
  if( iEnd==0 && bNumber && mayDate(t, i) ) iEnd = valueFrom(w, f, i, NEWS_PL_DAY, i);
  /* "Rs2,817.95" begins with a word. */
  if( iEnd==0 && k->eKind==NEWS_TK_WORD && k->c=='R' && (k->mShape & NEWS_SH_DIGIT) ){
    iEnd = valueFrom(w, f, i, NEWS_PL_NUMBER, i);
  }
  int eLead = iEnd ? -1 : leadOf(k);
  return eLead>=0 ? valueFrom(w, f, i, eLead, i) : iEnd;
}

#define VALUE_STEPS 64      /* steps of work that a token which may be a value counts */

void newsFieldValues(NewsWork *w, NewsField *f){
  const NewsToken *a = f->text.aToken;
  int64_t iNext = 0;
  for(uint32_t i=0; i<f->nVal && w->rc==0; i++){
    uint32_t iTok = f->aVal[i];
    if( newsWorkCount(w, VALUE_STEPS+a[iTok].nByte) ) return;
    if( a[iTok].iByte<iNext || a[iTok].eKind==NEWS_TK_SYMBOL
     || (f->aUse[iTok] & NEWS_US_TAKEN) ) continue;
    int64_t iEnd = valueAt(w, f, iTok);
    if( iEnd ) iNext = iEnd;
  }
}
