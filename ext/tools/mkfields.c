/*
** mkfields.c - compiles what the readers of records know: names of fields, and what cells
** and files say by themselves.
**
** usage: mkfields -o OUT.c fields.tsv language_names.tsv near_languages.tsv nulls.tsv
**                 magic.tsv namespaces.tsv
**
** fields.tsv          path, column, used by    `publisher.name  source`; the earlier row
**                                              of a column has the better rank; records,
**                                              through and type are no columns of
**                                              articles, see fields.c
** language_names.tsv  name, code               `German  de`
** near_languages.tsv  code, code               `no  da`: a text in one of them looks like
**                                              the other
** nulls.tsv           word, written by         `NaN  pandas`: a cell that holds nothing
** magic.tsv           offset, bytes, what      `0  %PDF-  a PDF document`; \x7f is a byte;
**                                              offset zip: of the names of files in a zip
**                                              archive; the more exact row comes first
** namespaces.tsv      namespace, prefix        `http://purl.org/dc/terms/  dcterms`: the
**                                              prefix of its names in fields.tsv; - none
**
** A path becomes its bare name; all beginnings of a path are names too. A bare name for
** two columns is an error.
*/
#include "table.h"
#include "../article/htmlInt.h"

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
static TableWords nulls;
static FILE *pOut;             /* for the rows that are written as they are read */

/* The row of a bare name, a new one if need be. */
static Row *rowOf(const NewsFieldName *pName){
  if( pName->n==0 || pName->n>NEWS_FIELD_BYTES ) tableDie("too long", "a path");
  for(int i=0; i<nRow; i++){
    if( strlen(aRow[i].z)==(size_t)pName->n
     && memcmp(aRow[i].z, pName->z, (size_t)pName->n)==0 ) return &aRow[i];
  }
  if( nRow==FIELD_MAX ) tableDie("too many names", pName->z);
  memcpy(aRow[nRow].z, pName->z, (size_t)pName->n);
  return &aRow[nRow++];
}

static void addPath(const char *zPath, const char *zColumn){
  static int anRank[NEWS_AC_N];
  NewsFieldName name = {0};
  for(const char *z = zPath, *zDot; (zDot = strchr(z, '.'))!=0; z = zDot+1){
    newsFieldNameAdd(&name, z, (size_t)(zDot-z));
    rowOf(&name)->mKind |= NEWS_FD_PREFIX;
  }
  name.n = 0;
  newsFieldNameAdd(&name, zPath, strlen(zPath));
  Row *pRow = rowOf(&name);
  if( strcmp(zColumn, "records")==0 ){
    pRow->mKind |= NEWS_FD_RECORDS;
    return;
  }
  int iCol = (int)tableName(tableColumn, zColumn);
  if( pRow->mKind & NEWS_FD_FIELD ){
    if( pRow->iCol==iCol ) return;
    tableDie("a name for two columns", zPath);
  }
  if( anRank[iCol]==254 ) tableDie("too many names of a column", zColumn);
  pRow->mKind |= NEWS_FD_FIELD;
  pRow->iCol = iCol;
  pRow->iRank = anRank[iCol]++;
}

static void addName(NameList *p, const char *z){
  if( p->n==64 || strlen(z)>=sizeof(p->az[0]) ) tableDie("too long", z);
  strcpy(p->az[p->n++], z);
}

static void fieldRow(char **az){
  if( strcmp(az[1], "through")==0 ) addName(&throughList, az[0]);
  else if( strcmp(az[1], "type")==0 ) addName(&typeList, az[0]);
  else addPath(az[0], az[1]);
}

static int cmpRow(const void *a, const void *b){
  return strcmp(((const Row*)a)->z, ((const Row*)b)->z);
}

static void writeNames(FILE *out, const NameList *p, const char *zName){
  fprintf(out, "const char *const newsField%sName[] = {", zName);
  for(int i=0; i<p->n; i++){
    tableString(out, p->az[i]);
    fprintf(out, ",");
  }
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

static void languageRow(char **az){
  NewsFieldName name = {0};
  newsFieldNameAdd(&name, az[0], strlen(az[0]));
  if( name.n==0 || name.n>NEWS_FIELD_BYTES || strlen(az[1])!=2 ){
    tableDie("no name and code of a language", az[0]);
  }
  fprintf(pOut, " {\"%.*s\",\"%s\"},\n", name.n, name.z, az[1]);
}

static void nearRow(char **az){
  if( strlen(az[0])!=2 || strlen(az[1])!=2 ) tableDie("no two codes", az[0]);
  fprintf(pOut, " {\"%s\",\"%s\"},\n", az[0], az[1]);
}

static void nullRow(char **az){
  tableWordAdd(&nulls, az[0], "", 0);
}

/* The bytes of a cell, \x7f opened, where they stand; their number. */
static size_t bytesRead(char *z){
  size_t n = 0;
  for(const char *p=z; *p; n++){
    if( p[0]=='\\' ){
      char zHex[3] = { 0, 0, 0 }, *zEnd;
      if( p[1]!='x' || p[2]==0 || p[3]==0 ) tableDie("no \\x and two digits", p);
      memcpy(zHex, &p[2], 2);
      z[n] = (char)strtol(zHex, &zEnd, 16);
      if( *zEnd ) tableDie("no \\x and two digits", p);
      p += 4;
    }else{
      z[n] = *p++;
    }
  }
  return n;
}

static void magicRow(char **az){
  int iAt = strcmp(az[0], "zip")==0 ? NEWS_MAGIC_ZIP : tableNumber(az[0], 0, 4000);
  size_t n = bytesRead(az[1]);
  if( n==0 ) tableDie("no bytes", az[2]);
  fprintf(pOut, " {%d,%d,", iAt, (int)n);
  tableBytes(pOut, az[1], n);
  fprintf(pOut, ",");
  tableString(pOut, az[2]);
  fprintf(pOut, "},\n");
}

static void namespaceRow(char **az){
  fprintf(pOut, " {");
  tableString(pOut, az[0]);
  fprintf(pOut, ",");
  tableString(pOut, strcmp(az[1], "-")==0 ? "" : az[1]);
  fprintf(pOut, "},\n");
}

int main(int argc, char **argv){
  tableArgs(argc, argv, "mkfields", "fields.tsv language_names.tsv near_languages.tsv"
            " nulls.tsv magic.tsv namespaces.tsv");
  tableRead(argv[3], "path\tcolumn\tused by", fieldRow);
  tableRead(argv[6], "word\twritten by", nullRow);
  pOut = tableCreate(argv[2], "htmlInt.h");
  writeFields(pOut);
  tableWordsWrite(pOut, &nulls, "Nulls");
  fprintf(pOut, "const NewsLanguageName newsLanguageName[] = {\n");
  tableRead(argv[4], "name\tcode", languageRow);
  fprintf(pOut, " {0,0}};\nconst NewsLanguageName newsLanguageNear[] = {\n");
  tableRead(argv[5], "code\tcode", nearRow);
  fprintf(pOut, " {0,0}};\nconst NewsMagic newsMagic[] = {\n");
  tableRead(argv[7], "offset\tbytes\twhat", magicRow);
  fprintf(pOut, " {0,0,0,0}};\nconst NewsNamespace newsNamespace[] = {\n");
  tableRead(argv[8], "namespace\tprefix", namespaceRow);
  fprintf(pOut, " {0,0}};\n");
  tableClose(pOut);
  return 0;
}
