/*
** table.c - TSV read and tables of C written, for the compilers of ext/data.
**
**   mkmeta: ext/data/months.tsv:12: not a number from 1 to 12: 13
**
** is what a wrong row gives, and the build stops.
*/
#include "table.h"
#include "../article/htmlInt.h"

static const char *zProgram, *zFile = "-";
static int iLine;

const TableName tableColumn[] = {
  { "id", NEWS_AC_ID }, { "url", NEWS_AC_URL }, { "title", NEWS_AC_TITLE },
  { "body", NEWS_AC_BODY }, { "summary", NEWS_AC_SUMMARY },
  { "published", NEWS_AC_PUBLISHED }, { "updated", NEWS_AC_UPDATED },
  { "author", NEWS_AC_AUTHOR }, { "source", NEWS_AC_SOURCE },
  { "section", NEWS_AC_SECTION }, { "tags", NEWS_AC_TAGS },
  { "language", NEWS_AC_LANGUAGE }, { "tickers", NEWS_AC_TICKERS },
  { "symbols", NEWS_AC_SYMBOLS }, { "boilerplate", NEWS_AC_BOILERPLATE },
  { "first_seen", NEWS_AC_FIRST_SEEN }, { 0, 0 },
};

void tableArgs(int argc, char **argv, const char *zName, const char *zFiles){
  int nFile = 1;
  for(const char *z=zFiles; *z; z++) nFile += *z==' ';
  int bMore = strstr(zFiles, " ...")!=0;
  zProgram = zName;
  nFile -= bMore;
  if( (bMore ? argc>=3+nFile : argc==3+nFile) && strcmp(argv[1], "-o")==0 ) return;
  fprintf(stderr, "usage: %s -o OUT.c %s\n", zName, zFiles);
  exit(2);
}

_Noreturn void tableDie(const char *zWhat, const char *zCell){
  fprintf(stderr, "%s: %s:%d: %s: %s\n", zProgram, zFile, iLine, zWhat, zCell);
  exit(1);
}

void *tableNeed(void *p){
  if( p==0 ) tableDie("out of memory", "");
  return p;
}

char *tableCopy(const char *z){
  size_t n = strlen(z)+1;
  return memcpy(tableNeed(malloc(n)), z, n);
}

/*---------------------------------------------------------------------------- rows in */

#define TABLE_CELLS  16
#define TABLE_LINE   65536

/* Cut a line at its tabs into exactly n cells. */
static void lineCut(char *z, char **az, int n){
  for(int i=0; i<n; i++){
    az[i] = z;
    char *zTab = strchr(z, '\t');
    if( (zTab!=0)!=(i<n-1) ) tableDie("wrong number of cells", az[0]);
    if( zTab ){
      *zTab = 0;
      z = zTab+1;
    }
    size_t k = strlen(az[i]);
    if( k>0 && (az[i][0]==' ' || az[i][k-1]==' ') ){
      tableDie("blank at the edge of a cell", az[i]);
    }
  }
}

void tableRead(const char *zName, const char *zHeader, void (*xRow)(char **azCell)){
  static char z[TABLE_LINE];
  char *az[TABLE_CELLS];
  FILE *in = fopen(zName, "rb");
  int nCell = 1;
  zFile = zName;
  iLine = 0;
  if( in==0 ) tableDie("cannot be read", zName);
  for(const char *p=zHeader; *p; p++) nCell += *p=='\t';
  while( fgets(z, sizeof(z), in) ){
    size_t n = strlen(z);
    iLine++;
    if( n==0 || z[n-1]!='\n' ) tableDie("a line too long or without end", zName);
    z[n-1] = 0;
    if( iLine==1 ){
      if( strcmp(z, zHeader)!=0 ) tableDie("wrong header", z);
      continue;
    }
    lineCut(z, az, nCell);
    xRow(az);
  }
  if( ferror(in) || iLine==0 ) tableDie("cannot be read", zName);
  fclose(in);
}

int tableNumber(const char *z, int nMin, int nMax){
  char *zEnd, zWhat[80];
  long v = strtol(z, &zEnd, 10);
  if( *z && *zEnd==0 && v>=nMin && v<=nMax ) return (int)v;
  snprintf(zWhat, sizeof(zWhat), "not a number from %d to %d", nMin, nMax);
  tableDie(zWhat, z);
}

uint32_t tableName(const TableName *a, const char *z){
  while( a->z && strcmp(a->z, z)!=0 ) a++;
  if( a->z==0 ) tableDie("not one of the names that are known", z);
  return a->m;
}

uint32_t tableNames(const TableName *a, char *z){
  uint32_t m = 0;
  for(z=strtok(z, " "); z; z=strtok(0, " ")) m |= tableName(a, z);
  return m;
}

#define BAR  "\xc2\xa6"

char *tableExample(char **pz){
  char *z = *pz;
  if( z==0 ) return 0;
  char *zBar = strstr(z, BAR);
  *pz = zBar ? zBar+strlen(BAR) : 0;
  if( zBar ) *zBar = 0;
  while( *z==' ' ) z++;
  size_t n = strlen(z);
  while( n>0 && z[n-1]==' ' ) z[--n] = 0;
  if( n==0 ) tableDie("empty example", "");
  return z;
}

/*------------------------------------------------------------------------- tables out */

FILE *tableCreate(const char *zName, const char *zInclude){
  FILE *out = fopen(zName, "wb");
  zFile = zName;
  iLine = 0;
  if( out==0 ) tableDie("cannot be written", zName);
  fprintf(out, "/* Made by %s; do not edit. */\n#include \"%s\"\n", zProgram, zInclude);
  return out;
}

void tableClose(FILE *out){
  int bBad = ferror(out);
  if( fclose(out)!=0 || bBad ) tableDie("cannot be written", zFile);
}

/* What is no plain ASCII, and what could make a trigraph, as octal numbers. */
void tableBytes(FILE *out, const char *z, size_t n){
  fputc('"', out);
  for(size_t i=0; i<n; i++){
    unsigned char c = (unsigned char)z[i];
    if( c<' ' || c>'~' || c=='"' || c=='\\' || c=='?' ) fprintf(out, "\\%03o", c);
    else fputc(c, out);
  }
  fputc('"', out);
}

void tableString(FILE *out, const char *z){
  tableBytes(out, z, strlen(z));
}

void tableWordAdd(TableWords *p, const char *z, const char *zTo, uint32_t m){
  size_t n = strlen(z), nTo = strlen(zTo);
  if( n==0 || n>255 || nTo>255 ) tableDie("a word too long, or none", z);
  for(int i=0; i<p->n; i++) if( strcmp(p->a[i].z, z)==0 ) tableDie("word twice", z);
  if( p->n==p->nAlloc ){
    p->nAlloc = p->nAlloc*2+256;
    p->a = tableNeed(realloc(p->a, (size_t)p->nAlloc*sizeof(p->a[0])));
  }
  p->a[p->n++] = (NewsWord){
    tableCopy(z), tableCopy(zTo), m, (uint8_t)n, (uint8_t)nTo
  };
}

void tableWordsWrite(FILE *out, const TableWords *p, const char *zName){
  uint32_t nSlot = 64;
  while( nSlot<(uint32_t)p->n*3 ) nSlot *= 2;
  const NewsWord **ap = tableNeed(calloc(nSlot, sizeof(*ap)));
  for(int i=0; i<p->n; i++){
    uint32_t k = newsWordHash(p->a[i].z, p->a[i].n) & (nSlot-1);
    while( ap[k] ) k = (k+1) & (nSlot-1);
    ap[k] = &p->a[i];
  }
  fprintf(out, "static const NewsWord a%s[] = {\n", zName);
  for(uint32_t k=0; k<nSlot; k++){
    static const NewsWord none = { "", "", 0, 0, 0 };
    const NewsWord *pWord = ap[k] ? ap[k] : &none;
    fprintf(out, " {");
    tableString(out, pWord->z);
    fprintf(out, ",");
    tableString(out, pWord->zTo);
    fprintf(out, ",%u,%d,%d},\n", pWord->m, pWord->n, pWord->nTo);
  }
  fprintf(out, "};\nconst NewsWords news%s = { a%s, %uu };\n", zName, zName, nSlot-1);
  free(ap);
}
