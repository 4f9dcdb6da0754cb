/*
** csv.c - rows of CSV and TSV with a header.
**
**   headline;published_utc;body
**   "Oil slides";2025-11-06T09:34:00Z;"Oil prices fell on Thursday.
**   They had risen for a week."
**
** A header names the columns, by the names of fields.tsv; it needs a title, a text or a
** summary. The separator is the one of comma, semicolon, tab and bar that parts the
** header into most names. A cell in quotes holds separators, line ends and, doubled,
** quotes. A quote inside a cell that ends nothing is a quote; in TSV, where writers
** often quote nothing, a cell that begins with a quote and goes on behind the next is
** as it stands. Line ends are LF, CRLF or CR. A byte order mark is passed over. Cells
** that say only NULL, NaN, None or the like (data/nulls.tsv) hold nothing. A row with too
** few or too many cells is an error, but for empty cells too many.
*/
#include "htmlInt.h"
#include <string.h>

#define CSV_NAMES    8      /* names that an error shows */
#define CSV_NAME    30      /* bytes of each */
#define CSV_NOTHING  8      /* bytes of a cell that is looked up in data/nulls.tsv */
#define CSV_STEPS   20      /* steps of work that a cell counts, beside its bytes */

static size_t markSkip(const char *z, size_t n){
  return n>=3 && memcmp(z, "\xef\xbb\xbf", 3)==0 ? 3 : 0;
}

/* Bytes of the line end at z; 0 when there is none. */
static size_t lineEnd(const char *z, size_t n){
  if( n==0 ) return 0;
  if( z[0]=='\n' ) return 1;
  if( z[0]=='\r' ) return n>1 && z[1]=='\n' ? 2 : 1;
  return 0;
}

static int isSeparator(char c, char cSep){
  return cSep ? c==cSep : (c==',' || c==';' || c=='\t' || c=='|');
}

/* The closing quote of a cell that begins with one at z[0]: its offset. 0: the quote is a
** character like others; n: there is none in what is here. The end of z ends a cell. */
static size_t quoteEnd(const char *z, size_t n, char cSep){
  for(size_t i=1; i<n; i++){
    const char *p = memchr(&z[i], '"', n-i);
    if( p==0 ) return n;
    i = (size_t)(p-z);
    if( i+1==n || z[i+1]=='\n' || z[i+1]=='\r' || isSeparator(z[i+1], cSep) ) return i;
    if( z[i+1]=='"' ) i++;
    else if( cSep=='\t' ) return 0;
  }
  return n;
}

/* Bytes of the cell at z, quotes included. n+1: it is in quotes that do not end here.
** cSep 0: of a header, whose separator is not known. */
static size_t cellBytes(const char *z, size_t n, char cSep){
  size_t i = 0;
  if( n>0 && z[0]=='"' ){
    i = quoteEnd(z, n, cSep);
    if( i==n ) return n+1;
    if( i>0 ) return i+1;
  }
  while( i<n && z[i]!='\n' && z[i]!='\r' && !isSeparator(z[i], cSep) ) i++;
  return i;
}

size_t newsCsvRow(NewsArena *pArena, char cSep, const char *z, size_t n, int bEnd){
  size_t i = markSkip(z, n);
  while( i<n ){
    size_t k = cellBytes(&z[i], n-i, cSep);
    if( newsWork(pArena, CSV_STEPS+k)!=NEWS_OK ) return 0;
    if( k>n-i ) return bEnd ? n : 0;
    i += k;
    if( i>=n ) break;
    if( !isSeparator(z[i], cSep) ){
      /* A CR may have its LF in what comes. */
      if( z[i]=='\r' && i+1==n && !bEnd ) return 0;
      return i + lineEnd(&z[i], n-i);
    }
    i++;
  }
  return bEnd ? n : 0;
}

/*----------------------------------------------------------------------------- cells */

/* The cells of a row, one after the other. */
typedef struct CsvCells {
  NewsArena *pArena;
  char cSep;
  const char *z, *zEnd;   /* what is still to be read; z NULL behind the last cell */
  const char *zCell;      /* the cell, without its quotes */
  size_t nCell;
  int rc;
} CsvCells;

static void cellsBegin(CsvCells *p, NewsArena *pArena, char cSep, const char *z,
                       size_t n){
  while( n>0 && (z[n-1]=='\n' || z[n-1]=='\r') ) n--;
  size_t k = markSkip(z, n);
  *p = (CsvCells){ .pArena = pArena, .cSep = cSep, .z = z+k, .zEnd = z+n };
}

/* A cell in quotes as what they hold. */
static void cellUnquote(CsvCells *p, const char *z, size_t n){
  char *zOut;
  p->zCell = ++z;
  p->nCell = n -= 2;
  if( memchr(z, '"', n)==0 ) return;
  if( (zOut = newsArenaAlloc(p->pArena, n+1))==0 ){
    p->rc = NEWS_NOMEM;
    return;
  }
  size_t k = 0;
  for(size_t i=0; i<n; i++){
    if( z[i]=='"' && i+1<n && z[i+1]=='"' ) i++;
    zOut[k++] = z[i];
  }
  p->zCell = zOut;
  p->nCell = k;
}

/* The next cell: 1, or 0 behind the last and on failure. */
static int cellNext(CsvCells *p, NewsError *pErr){
  if( p->z==0 || p->rc!=NEWS_OK ) return 0;
  size_t nLeft = (size_t)(p->zEnd-p->z), n = cellBytes(p->z, nLeft, p->cSep);
  if( n>nLeft ){
    int nShow = 0, nMax = nLeft<CSV_NAME ? (int)nLeft : CSV_NAME;
    while( nShow<nMax && (unsigned char)p->z[nShow]>=' ' ) nShow++;
    while( nShow<(int)nLeft && ((unsigned char)p->z[nShow] & 0xC0)==0x80 ) nShow++;
    p->rc = newsError(pErr, NEWS_ERROR, "a cell in quotes has no end: %.*s", nShow, p->z);
    return 0;
  }
  p->zCell = p->z;
  p->nCell = n;
  if( n>1 && p->z[0]=='"' && p->z[n-1]=='"' ) cellUnquote(p, p->z, n);
  p->z = n<nLeft ? p->z+n+1 : 0;
  return p->rc==NEWS_OK;
}

/*---------------------------------------------------------------------------- header */

/* The bare name of a column, without the numbers that a flattened list has in it:
** authors.0.name, stocks/1. */
static const NewsField *columnField(const char *z, size_t n){
  NewsFieldName name = {0};
  for(size_t i=0; i<n; ){
    size_t k = i;
    while( k<n && z[k]!='.' && z[k]!='/' && z[k]!='[' && z[k]!=']' ) k++;
    size_t nDigit = 0;
    while( i+nDigit<k && isDigit(z[i+nDigit]) ) nDigit++;
    if( nDigit<k-i ) newsFieldNameAdd(&name, &z[i], k-i);
    i = k+1;
  }
  const NewsField *p = newsFieldFind(&name);
  return p && (p->mKind & NEWS_FD_FIELD) ? p : 0;
}

/* How many cells a separator makes of a header, and how many of them are names of ours; 0
** when its quotes do not go with it. */
static int headerCount(NewsArena *pArena, char cSep, const char *z, size_t n, int *pnOurs,
                       int *pbText){
  CsvCells cells;
  NewsError err = {0};
  int nCell = 0;
  cellsBegin(&cells, pArena, cSep, z, n);
  *pnOurs = *pbText = 0;
  while( cellNext(&cells, &err) ){
    const NewsField *p = columnField(cells.zCell, cells.nCell);
    nCell++;
    *pnOurs += p!=0;
    *pbText |= p && (p->iCol==NEWS_AC_TITLE || p->iCol==NEWS_AC_BODY
                  || p->iCol==NEWS_AC_SUMMARY);
  }
  return cells.rc==NEWS_OK ? nCell : cells.rc==NEWS_ERROR ? 0 : -cells.rc;
}

/* The header has no title and no text: say what it has. */
static int headerError(NewsArena *pArena, char cSep, const char *z, size_t n,
                       NewsError *pErr){
  char a[CSV_NAMES*(CSV_NAME+4)];
  size_t k = 0;
  CsvCells cells;
  cellsBegin(&cells, pArena, cSep, z, n);
  for(int i=0; i<CSV_NAMES && cellNext(&cells, pErr); i++){
    size_t nName = cells.nCell<CSV_NAME ? cells.nCell : CSV_NAME;
    while( nName<cells.nCell && nName>0
        && ((unsigned char)cells.zCell[nName] & 0xC0)==0x80 ) nName--;
    if( k ) a[k++] = ',', a[k++] = ' ';
    a[k++] = '\'';
    memcpy(&a[k], cells.zCell, nName);
    k += nName;
    a[k++] = '\'';
  }
  if( cells.rc!=NEWS_OK ) return cells.rc;
  return newsError(pErr, NEWS_ERROR, "the header names no title and no text; it has %.*s",
                   (int)k, a);
}

int newsCsvHeader(NewsArena *pArena, const char *z, size_t n, NewsCsv *pCsv,
                  NewsError *pErr){
  static const char aSep[] = { ',', ';', '\t', '|' };
  int nBest = 0, nOursBest = -1, bTextBest = 0;
  *pCsv = (NewsCsv){ .cSep = ',' };
  int rc = newsCharsetUtf8(pArena, z, n, "utf-8", &z, &n);
  if( rc!=NEWS_OK ) return rc;
  for(int i=0; i<4; i++){
    int nOurs, bText;
    int nCell = headerCount(pArena, aSep[i], z, n, &nOurs, &bText);
    if( nCell<0 ) return -nCell;
    if( nCell==0 || nOurs<nOursBest || (nOurs==nOursBest && nCell<=nBest) ) continue;
    nBest = nCell;
    nOursBest = nOurs;
    bTextBest = bText;
    pCsv->cSep = aSep[i];
  }
  if( !bTextBest ) return headerError(pArena, pCsv->cSep, z, n, pErr);
  if( nBest>NEWS_CSV_COLUMNS ){
    return newsError(pErr, NEWS_ERROR, "the header has %d columns, more than the bound of"
                     " %d", nBest, NEWS_CSV_COLUMNS);
  }
  pCsv->apField = newsArenaAlloc(pArena, (size_t)nBest*sizeof(NewsField*));
  if( pCsv->apField==0 ) return NEWS_NOMEM;
  CsvCells cells;
  cellsBegin(&cells, pArena, pCsv->cSep, z, n);
  while( pCsv->nCol<nBest && cellNext(&cells, pErr) ){
    pCsv->apField[pCsv->nCol++] = columnField(cells.zCell, cells.nCell);
  }
  return cells.rc;
}

/*------------------------------------------------------------------------------ rows */

/* Does a cell say that it holds nothing? */
static int isNothing(const char *z, size_t n){
  return n==0 || (n<=CSV_NOTHING && newsWordFind(&newsNulls, z, n));
}

int newsCsvItem(NewsArena *pArena, const NewsCsv *pCsv, const char *z, size_t n,
                NewsItem *pItem, NewsError *pErr){
  NewsFields fields;
  CsvCells cells;
  int nCell = 0, nMore = 0, rc = NEWS_OK;
  memset(pItem, 0, sizeof(*pItem));
  rc = newsCharsetUtf8(pArena, z, n, "utf-8", &z, &n);
  if( rc!=NEWS_OK ) return rc;
  newsFieldsBegin(&fields, pArena);
  cellsBegin(&cells, pArena, pCsv->cSep, z, n);
  if( cells.z==cells.zEnd ) return NEWS_OK;
  while( rc==NEWS_OK && cellNext(&cells, pErr) ){
    nCell++;
    if( (rc = newsWork(pArena, CSV_STEPS+cells.nCell))!=NEWS_OK ) return rc;
    if( nCell>pCsv->nCol ){
      if( cells.nCell ) nMore = nCell;
      continue;
    }
    const NewsField *pField = pCsv->apField[nCell-1];
    if( pField==0 || isNothing(cells.zCell, cells.nCell) ) continue;
    /* Columns of one field are the parts of a list. */
    rc = newsFieldsAdd(&fields, pField, cells.zCell, cells.nCell, NEWS_FV_MORE);
  }
  if( rc==NEWS_OK ) rc = cells.rc;
  if( rc!=NEWS_OK ) return rc;
  if( nCell<pCsv->nCol || nMore>0 ){
    return newsError(pErr, NEWS_ERROR, "the row has %d cell%s, and the header has %d",
                     nMore ? nMore : nCell, nCell==1 ? "" : "s", pCsv->nCol);
  }
  return newsFieldsItem(&fields, pItem);
}
