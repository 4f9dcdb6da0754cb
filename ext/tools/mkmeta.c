/*
** mkmeta.c - compiles what the heads of web pages say where, and the words of dates.
**
** usage: mkmeta -o OUT.c metas.tsv marks.tsv labels.tsv params.tsv months.tsv
**
** metas.tsv   name or property of a meta element, column of articles, rank: of the names
**             of a column the lowest that a page has is believed
** marks.tsv   word of a class or id, or two with a hyphen, marks: what it says of its
**             element
** labels.tsv  word around dates and names, marks: which date it is, what ends a name
** params.tsv  parameter of an address that only tracks, kind: whole, or begin
** months.tsv  name of a month in its normal form, number
**
** Checked here, so that a wrong row stops the build: columns, closed lists, names that
** come twice.
*/
#include "../article/metaInt.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MAX  2048
#define LINE_MAX_   512

typedef struct Words {
  NewsWord a[WORDS_MAX];
  int n;
} Words;

typedef struct Name {
  const char *z;
  uint32_t m;
} Name;

static const char *zFile;
static int iLine;

static const Name aColumn[] = {
  { "title", NEWS_AC_TITLE }, { "published", NEWS_AC_PUBLISHED },
  { "updated", NEWS_AC_UPDATED }, { "author", NEWS_AC_AUTHOR },
  { "source", NEWS_AC_SOURCE }, { "section", NEWS_AC_SECTION }, { "tags", NEWS_AC_TAGS },
  { "summary", NEWS_AC_SUMMARY }, { "url", NEWS_AC_URL },
  { "language", NEWS_AC_LANGUAGE }, { 0, 0 },
};
static const Name aMark[] = {
  { "none", 0 }, { "byline", NEWS_MK_BYLINE }, { "author", NEWS_MK_AUTHOR },
  { "date", NEWS_MK_DATE }, { "published", NEWS_MK_PUBLISHED },
  { "modified", NEWS_MK_MODIFIED }, { "meta", NEWS_MK_META }, { "junk", NEWS_MK_JUNK },
  { "card", NEWS_MK_CARD }, { "tags", NEWS_MK_TAGS }, { "section", NEWS_MK_SECTION },
  { "crumbs", NEWS_MK_CRUMBS }, { "other", NEWS_MK_OTHER },
  { "comment", NEWS_MK_COMMENT },
  { 0, 0 },
};
static const Name aLabel[] = {
  { "none", 0 }, { "published", NEWS_LB_PUBLISHED }, { "updated", NEWS_LB_UPDATED },
  { "other", NEWS_LB_OTHER }, { "by", NEWS_LB_BY }, { "stop", NEWS_LB_STOP },
  { "nobody", NEWS_LB_NOBODY }, { "role", NEWS_LB_ROLE },
  { "weak", NEWS_LB_WEAK }, { 0, 0 },
};
static const Name aKind[] = { { "whole", 0 }, { "begin", 1 }, { 0, 0 } };

static void die(const char *zWhat, const char *zArg){
  fprintf(stderr, "mkmeta: %s:%d: %s: %s\n", zFile, iLine, zWhat, zArg);
  exit(1);
}

/* Cut a line at its tabs into exactly n columns. */
static void columns(char *z, char **az, int n){
  for(int i=0; i<n; i++){
    az[i] = z;
    char *zTab = strchr(z, '\t');
    if( (zTab!=0)!=(i<n-1) ) die("wrong number of columns", az[0]);
    if( zTab ){
      *zTab = 0;
      z = zTab+1;
    }
  }
}

static uint32_t nameFind(const Name *a, const char *z){
  while( a->z && strcmp(a->z, z)!=0 ) a++;
  if( a->z==0 ) die("not one of the names that are known", z);
  return a->m;
}

static int number(const char *z, int nMax){
  int v = atoi(z);
  if( v<1 || v>nMax ) die("no number that can be", z);
  return v;
}

static void wordAdd(Words *p, const char *z, uint32_t m){
  size_t n = strlen(z);
  if( p->n==WORDS_MAX || n==0 || n>255 ) die("too many words, or too long", z);
  for(int i=0; i<p->n; i++) if( strcmp(p->a[i].z, z)==0 ) die("word twice", z);
  char *zCopy = malloc(n+1);
  if( zCopy==0 ) die("out of memory", "");
  memcpy(zCopy, z, n+1);
  p->a[p->n++] = (NewsWord){ zCopy, "", m, (uint8_t)n, 0 };
}

/* All rows of a file below its header. */
static void fileRead(const char *zName, const char *zHeader, Words *p){
  char z[LINE_MAX_], *az[3];
  FILE *in = fopen(zName, "rb");
  zFile = zName;
  iLine = 0;
  if( in==0 ) die("cannot read", zName);
  while( fgets(z, sizeof(z), in) ){
    size_t n = strlen(z);
    iLine++;
    if( n==0 || z[n-1]!='\n' ) die("line too long or without end", zName);
    z[n-1] = 0;
    if( iLine==1 ){
      if( strcmp(z, zHeader)!=0 ) die("wrong header", z);
      continue;
    }
    int nCol = strchr(zHeader, '\t')==strrchr(zHeader, '\t') ? 2 : 3;
    columns(z, az, nCol);
    uint32_t m = 0;
    if( nCol==3 ){
      m = nameFind(aColumn, az[1]) | (uint32_t)number(az[2], 9)<<8;
    }else if( strcmp(zHeader, "month\tnumber")==0 ){
      m = (uint32_t)number(az[1], 12);
    }else{
      const Name *a = strstr(zHeader, "kind") ? aKind : zHeader[0]=='t' ? aMark : aLabel;
      for(char *zOne=strtok(az[1], " "); zOne; zOne=strtok(0, " ")){
        m |= nameFind(a, zOne);
      }
    }
    wordAdd(p, az[0], m);
  }
  if( ferror(in) ) die("cannot read", zName);
  fclose(in);
}

/* A string of C, with characters that are no plain ASCII as octal numbers. */
static void writeString(FILE *out, const char *z){
  fputc('"', out);
  for(; *z; z++){
    unsigned char c = (unsigned char)*z;
    if( c<' ' || c>'~' || c=='"' || c=='\\' || c=='?' ) fprintf(out, "\\%03o", c);
    else fputc(c, out);
  }
  fputc('"', out);
}

static void writeWords(FILE *out, const Words *p, const char *zName){
  uint32_t nSlot = 64;
  while( nSlot<(uint32_t)p->n*3 ) nSlot *= 2;
  const NewsWord **ap = calloc(nSlot, sizeof(*ap));
  if( ap==0 ) die("out of memory", "");
  for(int i=0; i<p->n; i++){
    uint32_t k = newsWordHash(p->a[i].z, p->a[i].n) & (nSlot-1);
    while( ap[k] ) k = (k+1) & (nSlot-1);
    ap[k] = &p->a[i];
  }
  fprintf(out, "static const NewsWord a%s[] = {\n", zName);
  for(uint32_t k=0; k<nSlot; k++){
    fprintf(out, " {");
    writeString(out, ap[k] ? ap[k]->z : "");
    fprintf(out, ",\"\",%u,%d,0},\n", ap[k] ? ap[k]->m : 0, ap[k] ? ap[k]->n : 0);
  }
  fprintf(out, "};\nconst NewsWords news%s = { a%s, %uu };\n", zName, zName, nSlot-1);
  free(ap);
}

/* Months stay a list, in the order of the file: they are found by their beginning. */
static void writeMonths(FILE *out, const Words *p){
  fprintf(out, "const int newsMonthN = %d;\nconst NewsMonth newsMonth[] = {\n", p->n);
  for(int i=0; i<p->n; i++){
    fprintf(out, " {");
    writeString(out, p->a[i].z);
    fprintf(out, ",%d,%u},\n", p->a[i].n, p->a[i].m);
  }
  fprintf(out, "};\n");
}

int main(int argc, char **argv){
  static Words metas, marks, labels, params, months;
  if( argc!=8 || strcmp(argv[1], "-o")!=0 ){
    fprintf(stderr, "usage: mkmeta -o OUT.c metas.tsv marks.tsv labels.tsv params.tsv"
            " months.tsv\n");
    return 2;
  }
  fileRead(argv[3], "name\tcolumn\trank", &metas);
  fileRead(argv[4], "token\tmarks", &marks);
  fileRead(argv[5], "word\tmarks", &labels);
  fileRead(argv[6], "parameter\tkind", &params);
  fileRead(argv[7], "month\tnumber", &months);
  FILE *out = fopen(argv[2], "wb");
  if( out==0 ) die("cannot write", argv[2]);
  fprintf(out, "/* Made by mkmeta; do not edit. */\n#include \"metaInt.h\"\n");
  writeWords(out, &metas, "Metas");
  writeWords(out, &marks, "Marks");
  writeWords(out, &labels, "Labels");
  writeWords(out, &params, "Params");
  writeMonths(out, &months);
  if( ferror(out) || fclose(out)!=0 ) die("cannot write", argv[2]);
  return 0;
}
