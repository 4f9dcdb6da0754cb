/*
** date.c - dates as pages write them, as ISO 8601.
**
**   06 Nov 2025, 09:34                  2025-11-06T09:34      no zone: as it stands
**   November 6, 2025 9:34 AM ET         2025-11-06T14:34Z   in November standard time
**   2025-11-06T09:34:00+01:00           2025-11-06T08:34:00Z
**   Thu, 6 Nov 2025 09:34:12 +0000      2025-11-06T09:34:12Z
**   13/05/2024                          2024-05-13
**   03/05/2024                          refused: the 3rd of May or the 5th of March
**   November 2025, yesterday, 06.11.25  refused: no day, no date, no century
**
** HOW IT WORKS. A cursor walks over the text; each form is a function that reads its part
** and moves on, or leaves the cursor where it was. Integers; no locale, no clock.
*/
#include "metaInt.h"
#include <string.h>

#define DATE_BYTES      128     /* longest text that can be a date */
#define DATE_YEAR_MIN  1700
#define DATE_YEAR_MAX  2199

typedef struct DateReader {
  const char *z;          /* folded: lower case, plain dashes and blanks */
  int i, n;
  int nYear, nMonth, nDay;
  int nHour, nMinute, nSecond;    /* nHour -1: no time; nSecond -1: none */
  int bZone;
  int nOffset;            /* minutes east of UTC */
  int bLocal;             /* the offset follows the summer time of the United States */
  int eOrder;             /* NEWS_DO_…: how to read 03/05/2024 */
  int bAmbiguous;         /* such a date was not read */
} DateReader;

#define COUNT(a)    ((int)(sizeof(a)/sizeof((a)[0])))
#define isLetter(c) (((c)>='a' && (c)<='z') || ((c) & 0x80))

/*------------------------------------------------------------------------------ cursor */

static char peek(const DateReader *p){ return p->i<p->n ? p->z[p->i] : 0; }

static void skip(DateReader *p, const char *zSet){
  while( p->i<p->n && strchr(zSet, p->z[p->i]) ) p->i++;
}

static int readChar(DateReader *p, char c){
  if( peek(p)!=c ) return 0;
  p->i++;
  return 1;
}

/* A number of nMin to nMax digits with no digit behind it; -1: none. */
static int readNumber(DateReader *p, int nMin, int nMax){
  int v = 0, k = 0;
  while( p->i+k<p->n && isDigit(p->z[p->i+k]) ){
    if( k==nMax ) return -1;
    v = v*10 + (p->z[p->i+k++]-'0');
  }
  if( k<nMin ) return -1;
  p->i += k;
  return v;
}

/* Bytes of the word at the cursor. */
static int wordLength(const DateReader *p){
  int k = 0;
  while( p->i+k<p->n && isLetter(p->z[p->i+k]) ) k++;
  return k;
}

static int readWord(DateReader *p, const char *zWord){
  int n = (int)strlen(zWord);
  if( wordLength(p)!=n || memcmp(&p->z[p->i], zWord, (size_t)n)!=0 ) return 0;
  p->i += n;
  return 1;
}

/* A word that is a name of the week or a month, or its first letters, at least three,
** perhaps with a stop. */
static int isName(const char *z, int n, const char *zName){
  int k = (int)strlen(zName);
  return n<=k && (n>=3 || n==k) && memcmp(z, zName, (size_t)n)==0;
}

static int readMonth(DateReader *p){
  int n = wordLength(p);
  if( n==0 ) return 0;
  const uint16_t *aFirst = &newsMonthFirst[(unsigned char)p->z[p->i]];
  for(int i=aFirst[0]; i<aFirst[1]; i++){
    const NewsName *pMonth = &newsMonth[i];
    if( n>pMonth->n || !isName(&p->z[p->i], n, pMonth->z) ) continue;
    p->i += n;
    readChar(p, '.');
    return pMonth->v;
  }
  return 0;
}

static void skipWeekday(DateReader *p){
  int n = wordLength(p);
  if( readWord(p, "on") ){
    skip(p, " ");
    n = wordLength(p);
  }
  for(int i=0; n>=3 && i<newsWeekdayN; i++){
    const NewsName *pDay = &newsWeekday[i];
    if( n>pDay->n || !isName(&p->z[p->i], n, pDay->z) ) continue;
    if( n<pDay->n && !pDay->v ) continue;        /* "mar" is March and not mardi */
    p->i += n;
    skip(p, " .,|-");
    return;
  }
}

/*------------------------------------------------------------------------------- dates */

static int monthDays(int nYear, int nMonth){
  static const char aDay[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  int bLeap = (nYear%4==0 && nYear%100!=0) || nYear%400==0;
  return aDay[nMonth-1] + (nMonth==2 && bLeap);
}

static int dateSet(DateReader *p, int nYear, int nMonth, int nDay){
  if( nYear<DATE_YEAR_MIN || nYear>DATE_YEAR_MAX || nMonth<1 || nMonth>12 || nDay<1
   || nDay>monthDays(nYear, nMonth) ) return 0;
  p->nYear = nYear;
  p->nMonth = nMonth;
  p->nDay = nDay;
  return 1;
}

/* One of the signs that China and Japan write behind year, month and day. */
static int readSign(DateReader *p, const char *zSign){
  if( p->n-p->i<3 || memcmp(&p->z[p->i], zSign, 3)!=0 ) return 0;
  p->i += 3;
  return 1;
}

/* 2025-11-06, 2025/11/06, 2025.11.06, 20251106, and with the signs of China. */
static int readYearFirst(DateReader *p){
  static const char zYear[] = "\xe5\xb9\xb4", zMonth[] = "\xe6\x9c\x88";
  static const char zDay[] = "\xe6\x97\xa5";
  int nYear = readNumber(p, 4, 4);
  if( nYear<0 ){
    int v = readNumber(p, 8, 8);
    return v>0 && dateSet(p, v/10000, v/100%100, v%100);
  }
  if( readSign(p, zYear) ){
    int nMonth = readNumber(p, 1, 2);
    if( nMonth<0 || !readSign(p, zMonth) ) return 0;
    int nDay = readNumber(p, 1, 2);
    return nDay>0 && readSign(p, zDay) && dateSet(p, nYear, nMonth, nDay);
  }
  char c = peek(p);
  if( c==' ' || c==',' ){
    skip(p, " ,");
    int nMonth = readMonth(p);
    skip(p, " ");
    int nDay = readNumber(p, 1, 2);
    return nMonth>0 && dateSet(p, nYear, nMonth, nDay);
  }
  if( c!='-' && c!='/' && c!='.' ) return 0;
  p->i++;
  int nMonth = readNumber(p, 1, 2);
  if( nMonth<0 || !readChar(p, c) ) return 0;
  int nDay = readNumber(p, 1, 2);
  return nDay>0 && dateSet(p, nYear, nMonth, nDay);
}

/* 13/05/2024, 05/13/2024, 13-05-2024; 06.11.2025 is always day first. */
static int readDigits(DateReader *p){
  int a = readNumber(p, 1, 2);
  char c = peek(p);
  if( a<0 || (c!='/' && c!='.' && c!='-') ) return 0;
  p->i++;
  int b = readNumber(p, 1, 2);
  if( b<0 || !readChar(p, c) ) return 0;
  int nYear = readNumber(p, 4, 4);
  if( c=='.' || a>12 || a==b ) return dateSet(p, nYear, b, a);
  if( b>12 || p->eOrder==NEWS_DO_MONTH ) return dateSet(p, nYear, a, b);
  if( p->eOrder==NEWS_DO_DAY ) return dateSet(p, nYear, b, a);
  p->bAmbiguous = nYear>0;
  return 0;
}

static void skipOrdinal(DateReader *p){
  static const char *const az[] = { "st", "nd", "rd", "th", "er" };
  for(int i=0; i<COUNT(az); i++) if( readWord(p, az[i]) ) return;
}

/* 6 November 2025, 6th of Nov. 2025, 06-Nov-2025, 6 de noviembre de 2025 */
static int readDayFirst(DateReader *p){
  int nDay = readNumber(p, 1, 2);
  if( nDay<0 ) return 0;
  skipOrdinal(p);
  skip(p, " .,-/");
  if( readWord(p, "of") || readWord(p, "de") ) skip(p, " ");
  int nMonth = readMonth(p);
  if( nMonth==0 ) return 0;
  skip(p, " ,-/");
  if( readWord(p, "de") || readWord(p, "del") ) skip(p, " ");
  int nYear = readNumber(p, 4, 4);
  return dateSet(p, nYear, nMonth, nDay);
}

/* November 6, 2025; Nov 6th 2025; Nov-06-2025 */
static int readMonthFirst(DateReader *p){
  int nMonth = readMonth(p);
  if( nMonth==0 ) return 0;
  skip(p, " -,/");
  if( readWord(p, "the") ) skip(p, " ");
  int nDay = readNumber(p, 1, 2);
  if( nDay<0 ) return 0;
  skipOrdinal(p);
  if( peek(p)!=' ' && peek(p)!=',' && peek(p)!='-' && peek(p)!='.' ) return 0;
  skip(p, " ,-.");
  int nYear = readNumber(p, 4, 4);
  return dateSet(p, nYear, nMonth, nDay);
}

static int readDate(DateReader *p){
  static int (*const aForm[])(DateReader*) = {
    readYearFirst, readDigits, readDayFirst, readMonthFirst,
  };
  skipWeekday(p);
  if( readWord(p, "the") ) skip(p, " ");
  int iFrom = p->i;
  for(int k=0; k<COUNT(aForm); k++){
    p->i = iFrom;
    if( aForm[k](p) ) return 1;
  }
  return 0;
}

/*------------------------------------------------------------------------------- times */

/* am, pm, a.m., p.m.: 0 none, 1 am, 2 pm */
static int readHalf(DateReader *p){
  int iFrom = p->i;
  skip(p, " ");
  char c = peek(p);
  if( c=='a' || c=='p' ){
    p->i++;
    int bStop = readChar(p, '.');
    if( readChar(p, 'm') && !isLetter(peek(p)) ){
      if( bStop ) readChar(p, '.');
      return c=='a' ? 1 : 2;
    }
  }
  p->i = iFrom;
  return 0;
}

/* 9:34, 09:34:12.5, 9.34am, 9 am, 0934 GMT, 09h34 */
static int readClock(DateReader *p){
  int iFrom = p->i, nSecond = -1, nMinute = -1;
  int nHour = readNumber(p, 1, 2);
  if( nHour<0 ){
    int v = readNumber(p, 4, 4);
    if( v<0 || peek(p)!=' ' ) return 0;
    nHour = v/100;
    nMinute = v%100;
  }
  char c = peek(p);
  if( nMinute<0 && (c==':' || c=='.' || c=='h') ){
    p->i++;
    nMinute = readNumber(p, 2, 2);
    if( nMinute<0 ) return 0;
    if( c==':' && readChar(p, ':') ){
      nSecond = readNumber(p, 2, 2);
      if( nSecond<0 ) return 0;
      if( peek(p)=='.' || peek(p)==',' ){
        int iDot = p->i++;
        if( !isDigit(peek(p)) ) p->i = iDot;
        else while( isDigit(peek(p)) ) p->i++;
      }
    }
  }
  int eHalf = readHalf(p);
  if( nMinute<0 && eHalf==0 ){
    p->i = iFrom;
    return 0;
  }
  if( eHalf && (nHour<1 || nHour>12) ) return 0;
  if( eHalf ) nHour = nHour%12 + (eHalf==2 ? 12 : 0);
  if( nHour>23 || nMinute>59 || nSecond>60 ) return 0;
  p->nHour = nHour;
  p->nMinute = nMinute<0 ? 0 : nMinute;
  p->nSecond = nSecond>59 ? 59 : nSecond;
  return 1;
}

/* +01:00, +0100, +1, -5:30 */
static int readOffset(DateReader *p){
  char c = peek(p);
  if( c!='+' && c!='-' ) return 0;
  int iFrom = p->i++;
  int v = readNumber(p, 4, 4), nHour, nMinute = 0;
  if( v>=0 ){
    nHour = v/100;
    nMinute = v%100;
  }else{
    nHour = readNumber(p, 1, 2);
    if( nHour>=0 && readChar(p, ':') ) nMinute = readNumber(p, 2, 2);
  }
  if( nHour<0 || nHour>14 || nMinute<0 || nMinute>59 ){
    p->i = iFrom;
    return 0;
  }
  p->nOffset = (c=='-' ? -1 : 1)*(nHour*60+nMinute);
  p->bZone = 1;
  return 1;
}

/* A zone by name, also "Eastern Standard Time"; with an offset behind UTC or GMT. */
static int readZoneName(DateReader *p){
  int n = wordLength(p);
  const NewsWord *pZone = n>0 ? newsWordFind(&newsZones, &p->z[p->i], (size_t)n) : 0;
  if( pZone==0 ) return 0;
  p->i += n;
  p->bZone = (pZone->m & NEWS_ZN_NONE)==0;
  p->nOffset = newsZoneMinutes(pZone->m);
  p->bLocal = (pZone->m & NEWS_ZN_SUMMER)!=0;
  if( p->bLocal && n>2 ){
    skip(p, " ");
    if( readWord(p, "standard") ){
      p->bLocal = 0;
    }else if( readWord(p, "daylight") ){
      p->bLocal = 0;
      p->nOffset += 60;
    }
    skip(p, " ");
    return readWord(p, "time");
  }
  if( p->nOffset==0 && p->bZone ) readOffset(p);
  return 1;
}

static void readZone(DateReader *p){
  int iFrom = p->i;
  skip(p, " ");
  int bBracket = readChar(p, '(');
  int bRead = readOffset(p) || readZoneName(p);
  if( bRead && bBracket ) bRead = readChar(p, ')');
  if( !bRead ){
    p->i = iFrom;
    p->bZone = 0;
    return;
  }
  /* A name beside an offset: "+0530 (IST)". */
  DateReader again = *p;
  skip(&again, " ");
  bBracket = readChar(&again, '(');
  if( p->bZone && readZoneName(&again) && (!bBracket || readChar(&again, ')')) ){
    p->i = again.i;
  }
}

static int readTime(DateReader *p){
  if( !readClock(p) ) return 0;
  readZone(p);
  return 1;
}

/*------------------------------------------------------------------------------ result */

/* Days since 1970-01-01 (proleptic Gregorian), and back. */
static int64_t daysOf(int nYear, int nMonth, int nDay){
  int64_t y = nMonth<=2 ? nYear-1 : nYear;
  int64_t nEra = y/400, nOfEra = y-nEra*400;
  int64_t nOfYear = (153*(nMonth+(nMonth>2 ? -3 : 9))+2)/5 + nDay-1;
  return nEra*146097 + nOfEra*365 + nOfEra/4 - nOfEra/100 + nOfYear - 719468;
}

static void daysTo(int64_t nDays, int *pnYear, int *pnMonth, int *pnDay){
  nDays += 719468;
  int64_t nEra = nDays/146097, nOfEra = nDays-nEra*146097;
  int64_t y = (nOfEra - nOfEra/1460 + nOfEra/36524 - nOfEra/146096)/365;
  int64_t nOfYear = nOfEra-(365*y + y/4 - y/100), m = (5*nOfYear+2)/153;
  *pnDay = (int)(nOfYear-(153*m+2)/5+1);
  *pnMonth = (int)(m<10 ? m+3 : m-9);
  *pnYear = (int)(y+nEra*400+(*pnMonth<=2));
}

/* Day of the month of the n-th Sunday of a month; n 0: the last. */
static int sundayOf(int nYear, int nMonth, int n){
  if( n==0 ){
    int nLast = monthDays(nYear, nMonth);
    return nLast-(int)((daysOf(nYear, nMonth, nLast)+4)%7);
  }
  return 1 + (int)((7-(daysOf(nYear, nMonth, 1)+4)%7)%7) + 7*(n-1);
}

/* Is it daylight saving time in the United States at a local time? By the Uniform Time
** Act as amended in 1986 and 2005; the hour of change is 2 o'clock. */
static int isSummerUs(const DateReader *p){
  int b2007 = p->nYear>=2007;
  int nFrom = b2007 ? 3 : 4, nTo = b2007 ? 11 : 10;
  if( p->nYear<1987 || p->nMonth<nFrom || p->nMonth>nTo ) return 0;
  if( p->nMonth>nFrom && p->nMonth<nTo ) return 1;
  int bFrom = p->nMonth==nFrom;
  int nDay = sundayOf(p->nYear, p->nMonth, bFrom ? (b2007 ? 2 : 1) : (b2007 ? 1 : 0));
  if( p->nDay!=nDay ) return bFrom ? p->nDay>nDay : p->nDay<nDay;
  return bFrom ? p->nHour>=2 : p->nHour<2;
}

static char *writeNumber(char *z, int v, int nDigit){
  for(int i=nDigit-1; i>=0; i--, v/=10) z[i] = (char)('0'+v%10);
  return z+nDigit;
}

static void dateWrite(DateReader *p, char *z){
  if( p->nHour>=0 && p->bZone ){
    int nOffset = p->nOffset + (p->bLocal && isSummerUs(p) ? 60 : 0);
    int64_t nDays = daysOf(p->nYear, p->nMonth, p->nDay);
    int nMinute = p->nHour*60+p->nMinute-nOffset;
    int nShift = nMinute<0 ? -1 : nMinute>=1440;
    nMinute -= nShift*1440;
    nDays += nShift;
    daysTo(nDays, &p->nYear, &p->nMonth, &p->nDay);
    p->nHour = nMinute/60;
    p->nMinute = nMinute%60;
  }
  z = writeNumber(z, p->nYear, 4);
  *z++ = '-';
  z = writeNumber(z, p->nMonth, 2);
  *z++ = '-';
  z = writeNumber(z, p->nDay, 2);
  if( p->nHour>=0 ){
    *z++ = 'T';
    z = writeNumber(z, p->nHour, 2);
    *z++ = ':';
    z = writeNumber(z, p->nMinute, 2);
    if( p->nSecond>=0 ){
      *z++ = ':';
      z = writeNumber(z, p->nSecond, 2);
    }
    if( p->bZone ) *z++ = 'Z';
  }
  *z = 0;
}

void newsDateEpoch(int64_t nSecond, char *zOut){
  int nOfDay = (int)(nSecond%86400);
  DateReader d = {
    .nHour = nOfDay/3600, .nMinute = nOfDay/60%60, .nSecond = nOfDay%60, .bZone = 1
  };
  daysTo(nSecond/86400, &d.nYear, &d.nMonth, &d.nDay);
  dateWrite(&d, zOut);
}

/* Date, or date and time in either order; nothing behind them. */
static int readAll(DateReader *p){
  DateReader timeFirst = *p;
  if( readTime(&timeFirst) && strchr(" ,|-/", peek(&timeFirst)) && peek(&timeFirst) ){
    skip(&timeFirst, " ,|-/");
    if( readWord(&timeFirst, "on") ) skip(&timeFirst, " ");
    if( readDate(&timeFirst) ){
      *p = timeFirst;
      skip(p, " .,");
      return p->i==p->n;
    }
  }
  if( !readDate(p) ) return 0;
  int iEnd = p->i;
  skip(p, " ,|-/;");
  if( readWord(p, "at") || readWord(p, "t") || readWord(p, "a") || readWord(p, "um") ){
    skip(p, " ");
  }
  if( p->i==iEnd && p->i<p->n && peek(p)!='.' && (peek(p) & 0x80)==0 ) return 0;
  if( p->i<p->n && peek(p)!='.' && !readTime(p) ) return 0;
  skip(p, " .,");
  return p->i==p->n;
}

/* The text in its normal form to zOut, white space of any kind, bullets and middle dots
** as blanks. Its length; nOut or more when it does not fit. */
static size_t dateFold(const char *z, size_t n, char *zOut, size_t nOut){
  size_t k = newsFold(z, n, zOut, nOut), nNew = 0;
  if( k>=nOut ) return k;
  for(const char *pz=zOut, *zEnd=zOut+k; pz<zEnd; ){
    const char *zFrom = pz;
    uint32_t c = newsUtf8Read(&pz, zEnd);
    if( c==0x2022 || c==0xB7 || (newsCharType(c) & NEWS_CT_SPACE) ){
      zOut[nNew++] = ' ';
      continue;
    }
    while( zFrom<pz ) zOut[nNew++] = *zFrom++;
  }
  while( nNew>0 && zOut[nNew-1]==' ' ) nNew--;
  zOut[nNew] = 0;
  return nNew;
}

int newsDateParse(const char *z, size_t n, char *zOut){
  char zFold[DATE_BYTES];
  if( n>=DATE_BYTES ) return 0;
  size_t k = dateFold(z, n, zFold, sizeof(zFold));
  if( k>=sizeof(zFold) ) return 0;
  DateReader r = { .z = zFold, .n = (int)k, .nHour = -1, .nSecond = -1 };
  skip(&r, " ");
  if( peek(&r)=='(' && zFold[k-1]==')' ){
    r.i++;
    r.n--;
  }
  if( !readAll(&r) ) return 0;
  dateWrite(&r, zOut);
  return 1;
}

/*--------------------------------------------------------------------- dates in a text */

/* A time behind a date, if there is one. */
static void readTimeAfter(DateReader *p){
  DateReader r = *p;
  skip(&r, " ,|-/;");
  if( readWord(&r, "at") || readWord(&r, "t") || readWord(&r, "a") || readWord(&r, "um")
   || readWord(&r, "kl") || readWord(&r, "alle") || readWord(&r, "om") ){
    skip(&r, " .");
  }
  if( r.i==p->i || !isDigit(peek(&r)) || !readTime(&r) ) return;
  if( isDigit(peek(&r)) ) return;
  *p = r;
}

size_t newsDateFold(const char *z, size_t n, char *zOut, size_t nOut){
  return dateFold(z, n, zOut, nOut);
}

int newsDateFind(const char *z, size_t n, size_t iFrom, int eOrder, NewsDateHit *pHit){
  static int (*const aForm[])(DateReader*) = { readYearFirst, readDigits, readDayFirst };
  for(size_t i=iFrom; i<n; i++){
    int bDigit = isDigit(z[i]);
    if( !bDigit && !isLetter(z[i]) ) continue;
    DateReader r = {
      .z = z, .i = (int)i, .n = (int)n, .nHour = -1, .nSecond = -1, .eOrder = eOrder
    };
    int bRead = 0;
    char cBefore = i>0 ? z[i-1] : ' ';
    int bGlued = cBefore=='.' || cBefore==':' || cBefore=='-' || cBefore=='$'
              || cBefore=='+';
    for(int k=0; bDigit && !bGlued && !bRead && k<COUNT(aForm); k++){
      r.i = (int)i;
      /* Eight digits in a text may be anything. */
      if( k==0 && i>0 && n-i>=5 && isDigit(z[i+4]) ) continue;
      bRead = aForm[k](&r);
    }
    if( !bDigit ) bRead = readMonthFirst(&r);
    char c = peek(&r);
    if( bRead && (isDigit(c) || (c=='-' && isDigit(r.z[r.i+1]))) ) bRead = 0;
    if( bRead || r.bAmbiguous ){
      pHit->bAmbiguous = !bRead;
      pHit->zDate[0] = 0;
      pHit->iFrom = i;
      if( bRead ){
        readTimeAfter(&r);
        dateWrite(&r, pHit->zDate);
      }
      pHit->iTo = bRead ? (size_t)r.i : i+8;
      if( pHit->iTo>n ) pHit->iTo = n;
      return 1;
    }
    /* On to the end of this word or number. */
    while( i+1<n && (bDigit ? isDigit(z[i+1]) : isLetter(z[i+1])) ) i++;
  }
  return 0;
}

int newsDateOrder(const char *z, size_t n){
  for(size_t i=0; i+8<=n; i++){
    if( !isDigit(z[i]) || (i>0 && (isDigit(z[i-1]) || z[i-1]=='/')) ) continue;
    DateReader r = { .z = z, .i = (int)i, .n = (int)n };
    int a = readNumber(&r, 1, 2);
    if( a<1 || !readChar(&r, '/') ) continue;
    int b = readNumber(&r, 1, 2);
    if( b<1 || !readChar(&r, '/') || readNumber(&r, 4, 4)<DATE_YEAR_MIN ) continue;
    if( a>12 && b<=12 && a<=31 ) return NEWS_DO_DAY;
    if( b>12 && a<=12 && b<=31 ) return NEWS_DO_MONTH;
  }
  return NEWS_DO_NONE;
}
