/*
** mkfields.c - compiles the names of fields for article/fields.c.
**
** usage: mkfields -o OUT.c fields.tsv language_names.tsv
**
** fields.tsv          path, column, used by    `publisher.name  source`; the earlier row
**                                              of a column has the better rank; records,
**                                              through and type are no columns of
**                                              articles, see fields.c
** language_names.tsv  name, code               `German  de`
**
** Each file begins with a header line. A path becomes its bare name; all beginnings of a
** path are names too. A bare name for two columns is an error.
*/
#include "../article/htmlInt.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIELD_MAX  4096

typedef struct Row {
  char z[NEWS_FIELD_BYTES+1];
  int mKind, iCol, iRank;
} Row;

static Row aRow[FIELD_MAX];
static int nRow;

/* Names that are no fields. */
typedef struct NameList {
  char az[64][32];
  int n;
} NameList;
static NameList throughList, typeList;

static const char *const azColumn[NEWS_AC_N] = {
  "id", "url", "title", "body", "summary", "published", "updated", "author", "source",
  "section", "tags", "language", "tickers", "symbols", "boilerplate", "first_seen",
};

static void die(const char *zFile, int iLine, const char *zWhat, const char *zArg){
  fprintf(stderr, "mkfields: %s:%d: %s: %s\n", zFile, iLine, zWhat, zArg);
  exit(1);
}

/* The row of a bare name, a new one if need be. */
static Row *rowOf(const char *zFile, int iLine, const NewsFieldName *pName){
  if( pName->n==0 || pName->n>NEWS_FIELD_BYTES ) die(zFile, iLine, "too long", "a path");
  for(int i=0; i<nRow; i++){
    if( strlen(aRow[i].z)==(size_t)pName->n
     && memcmp(aRow[i].z, pName->z, (size_t)pName->n)==0 ) return &aRow[i];
  }
  if( nRow==FIELD_MAX ) die(zFile, iLine, "too many names", pName->z);
  memcpy(aRow[nRow].z, pName->z, (size_t)pName->n);
  return &aRow[nRow++];
}

static void addPath(const char *zFile, int iLine, const char *zPath, const char *zColumn){
  static int anRank[NEWS_AC_N];
  NewsFieldName name = {0};
  for(const char *z = zPath, *zDot; (zDot = strchr(z, '.'))!=0; z = zDot+1){
    newsFieldNameAdd(&name, z, (size_t)(zDot-z));
    rowOf(zFile, iLine, &name)->mKind |= NEWS_FD_PREFIX;
  }
  name.n = 0;
  newsFieldNameAdd(&name, zPath, strlen(zPath));
  Row *pRow = rowOf(zFile, iLine, &name);
  if( strcmp(zColumn, "records")==0 ){
    pRow->mKind |= NEWS_FD_RECORDS;
    return;
  }
  int iCol = 0;
  while( iCol<NEWS_AC_N && strcmp(azColumn[iCol], zColumn) ) iCol++;
  if( iCol==NEWS_AC_N ) die(zFile, iLine, "unknown column", zColumn);
  if( pRow->mKind & NEWS_FD_FIELD ){
    if( pRow->iCol==iCol ) return;
    die(zFile, iLine, "a name for two columns", zPath);
  }
  if( anRank[iCol]==254 ) die(zFile, iLine, "too many names of a column", zColumn);
  pRow->mKind |= NEWS_FD_FIELD;
  pRow->iCol = iCol;
  pRow->iRank = anRank[iCol]++;
}

static void addName(NameList *p, const char *zFile, int iLine, const char *z){
  if( p->n==64 || strlen(z)>=sizeof(p->az[0]) ) die(zFile, iLine, "too long", z);
  strcpy(p->az[p->n++], z);
}

/* Two fields of each line but the first. */
static void readPairs(const char *zFile, void (*xPair)(const char*, int, char*, char*)){
  char zLine[1024];
  FILE *in = fopen(zFile, "r");
  if( in==0 ) die(zFile, 0, "cannot be read", "");
  for(int iLine=1; fgets(zLine, sizeof(zLine), in); iLine++){
    zLine[strcspn(zLine, "\r\n")] = 0;
    char *z2 = strchr(zLine, '\t');
    if( z2==0 ) die(zFile, iLine, "no tab", zLine);
    *z2++ = 0;
    z2[strcspn(z2, "\t")] = 0;
    if( iLine>1 ) xPair(zFile, iLine, zLine, z2);
  }
  fclose(in);
}

static void fieldPair(const char *zFile, int iLine, char *z1, char *z2){
  if( strcmp(z2, "through")==0 ) addName(&throughList, zFile, iLine, z1);
  else if( strcmp(z2, "type")==0 ) addName(&typeList, zFile, iLine, z1);
  else addPath(zFile, iLine, z1, z2);
}

static int cmpRow(const void *a, const void *b){
  return strcmp(((const Row*)a)->z, ((const Row*)b)->z);
}

static void writeNames(FILE *out, const NameList *p, const char *zName){
  fprintf(out, "const char *const newsField%sName[] = {", zName);
  for(int i=0; i<p->n; i++) fprintf(out, "\"%s\",", p->az[i]);
  fprintf(out, "0};\n");
}

static void writeFields(FILE *out){
  qsort(aRow, (size_t)nRow, sizeof(Row), cmpRow);
  fprintf(out, "const int newsFieldN = %d;\n", nRow);
  fprintf(out, "const NewsField newsFieldRow[] = {\n");
  for(int i=0; i<nRow; i++){
    fprintf(out, "{\"%s\",%d,%d,%d,%d},\n", aRow[i].z, (int)strlen(aRow[i].z),
            aRow[i].mKind, aRow[i].iCol, aRow[i].iRank);
  }
  fprintf(out, "};\n");
  /* Where the names with each first byte begin. */
  int k = 0;
  fprintf(out, "const uint16_t newsFieldFirst[257] = {");
  for(int c=0; c<=256; c++){
    while( k<nRow && (unsigned char)aRow[k].z[0]<c ) k++;
    fprintf(out, "%d,%s", k, c%16==15 ? "\n" : "");
  }
  fprintf(out, "};\n");
  writeNames(out, &throughList, "Through");
  writeNames(out, &typeList, "Type");
}

static FILE *pOut;
static void languagePair(const char *zFile, int iLine, char *z1, char *z2){
  NewsFieldName name = {0};
  newsFieldNameAdd(&name, z1, strlen(z1));
  if( name.n==0 || name.n>NEWS_FIELD_BYTES || strlen(z2)!=2 ){
    die(zFile, iLine, "no name and code of a language", z1);
  }
  fprintf(pOut, "{\"%.*s\",\"%s\"},\n", name.n, name.z, z2);
}

int main(int argc, char **argv){
  if( argc!=5 || strcmp(argv[1], "-o") ){
    fprintf(stderr, "usage: mkfields -o OUT.c fields.tsv language_names.tsv\n");
    return 1;
  }
  readPairs(argv[3], fieldPair);
  pOut = fopen(argv[2], "w");
  if( pOut==0 ) die(argv[2], 0, "cannot be written", "");
  fprintf(pOut, "/* Compiled by mkfields from ext/data. */\n#include \"htmlInt.h\"\n");
  writeFields(pOut);
  fprintf(pOut, "const NewsLanguageName newsLanguageName[] = {\n");
  readPairs(argv[4], languagePair);
  fprintf(pOut, "{0,0}};\n");
  return fclose(pOut)!=0;
}
