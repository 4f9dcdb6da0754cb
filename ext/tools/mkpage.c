/*
** mkpage.c - compiles what the readers of web pages know of HTML and of the web's habits.
**
** usage: mkpage -o OUT.c elements.tsv entities.tsv charsets.tsv
**                      furniture.tsv
**
** elements.tsv  element, traits: known (has a NEWS_EL_ of its own), block, para (ends an
**               open paragraph), void, raw (its content is dropped), characters (its
**               content has no elements), list, scope (end tags do not reach out of it)
** entities.tsv  name, bare (also read without the semicolon) or nothing, characters
** charsets.tsv  label, name of it in iconv
** furniture.tsv words of classes and ids, alone or two or three joined by a hyphen, or
**               behind = for a whole name; role=…, itemprop=…, rel=…; and their kind, which
**               article/furniture.c tells
**
** Each becomes a table of slots with open addressing, found by newsWordFind. Checked here,
** so that a wrong row stops the build: columns, closed lists, names that come twice.
*/
#include "../article/htmlInt.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MAX  8192
#define LINE_MAX_  1024

/* The words of one table. */
typedef struct Words {
  NewsWord a[WORDS_MAX];
  int n;
} Words;

static Words elements, entities, charsets, furniture;
static const char *zFile;
static int iLine;

/* Names of NEWS_EL_…, in that order. */
static const char *const azElement[] = {
  "#text", "#other", "html", "head", "body", "title", "meta", "link", "base", "script",
  "style", "noscript", "template", "article", "main", "section", "div", "aside", "header",
  "footer", "nav", "form", "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul",
  "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "caption", "thead", "tbody",
  "blockquote", "q", "pre", "code", "figure", "figcaption", "img", "picture", "video",
  "audio", "iframe", "object", "svg", "a", "span", "time", "address", "button", "input",
  "select", "option", "textarea", "label", "details", "summary", "dialog", "b", "i",
  "strong", "em", "center",
};
_Static_assert(sizeof(azElement)/sizeof(azElement[0])==NEWS_EL_N, "an element is missing");

static const struct { const char *z; uint32_t m; } aTrait[] = {
  { "known", 0 }, { "block", NEWS_ET_BLOCK }, { "para", NEWS_ET_PARA },
  { "void", NEWS_ET_VOID }, { "raw", NEWS_ET_RAW }, { "characters", NEWS_ET_CHARACTERS },
  { "list", NEWS_ET_LIST }, { "scope", NEWS_ET_SCOPE },
};

static void die(const char *zWhat, const char *zArg){
  fprintf(stderr, "mkpage: %s:%d: %s: %s\n", zFile, iLine, zWhat, zArg);
  exit(1);
}

static char *copy(const char *z){
  size_t n = strlen(z)+1;
  char *p = malloc(n);
  if( p==0 ) die("out of memory", "");
  memcpy(p, z, n);
  return p;
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

static void wordAdd(Words *p, const char *z, const char *zTo, uint32_t m){
  size_t n = strlen(z), nTo = strlen(zTo);
  if( p->n==WORDS_MAX || n==0 || n>255 || nTo>255 ) die("too many words, or too long", z);
  for(int i=0; i<p->n; i++) if( strcmp(p->a[i].z, z)==0 ) die("word twice", z);
  p->a[p->n++] = (NewsWord){ copy(z), copy(zTo), m, (uint8_t)n, (uint8_t)nTo };
}

static void elementRead(char *zLine){
  char *az[2];
  uint32_t m = NEWS_EL_OTHER;
  columns(zLine, az, 2);
  for(char *z=strtok(az[1], " "); z; z=strtok(0, " ")){
    size_t i = 0, nTrait = sizeof(aTrait)/sizeof(aTrait[0]);
    while( i<nTrait && strcmp(aTrait[i].z, z)!=0 ) i++;
    if( i==nTrait ) die("unknown trait", z);
    m |= aTrait[i].m;
    for(uint32_t e=0; i==0 && e<NEWS_EL_N; e++){
      if( strcmp(azElement[e], az[0])==0 ) m = (m & ~0xffu) | e;
    }
  }
  wordAdd(&elements, az[0], "", m);
}

static void entityRead(char *zLine){
  char *az[3], zTo[32];
  int n = 0;
  columns(zLine, az, 3);
  if( az[1][0] && strcmp(az[1], "bare")!=0 ) die("neither bare nor empty", az[1]);
  for(char *z=strtok(az[2], " "); z && n<24; z=strtok(0, " ")){
    n += newsUtf8Write(&zTo[n], (uint32_t)strtoul(z, 0, 16));
  }
  zTo[n] = 0;
  wordAdd(&entities, az[0], zTo, az[1][0]!=0);
}

static void charsetRead(char *zLine){
  char *az[2];
  columns(zLine, az, 2);
  wordAdd(&charsets, az[0], az[1], 0);
}

static void furnitureRead(char *zLine){
  static const struct { const char *z; uint32_t m; } aKind[] = {
    { "drop", NEWS_FT_DROP }, { "body", NEWS_FT_BODY }, { "good", NEWS_FT_GOOD },
    { "not", NEWS_FT_NOT }, { "weak", NEWS_FT_WEAK }, { "role", NEWS_FT_ROLE },
    { "sure", NEWS_FT_DROP|NEWS_FT_SURE },
    { "unseen", NEWS_FT_DROP|NEWS_FT_UNSEEN },
  };
  char *az[2];
  columns(zLine, az, 2);
  size_t i = 0, nKind = sizeof(aKind)/sizeof(aKind[0]);
  while( i<nKind && strcmp(aKind[i].z, az[1])!=0 ) i++;
  if( i==nKind ) die("unknown kind", az[1]);
  wordAdd(&furniture, az[0], "", aKind[i].m);
}

/* All rows of a file below its header. */
static void fileRead(const char *zName, const char *zHeader, void (*xRow)(char*)){
  char z[LINE_MAX_];
  FILE *in = fopen(zName, "rb");
  zFile = zName;
  iLine = 0;
  if( in==0 ) die("cannot read", zName);
  while( fgets(z, sizeof(z), in) ){
    size_t n = strlen(z);
    iLine++;
    if( n==0 || z[n-1]!='\n' ) die("line too long or without end", zName);
    z[n-1] = 0;
    if( iLine>1 ) xRow(z);
    else if( strcmp(z, zHeader)!=0 ) die("wrong header", z);
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
    fprintf(out, ",");
    writeString(out, ap[k] ? ap[k]->zTo : "");
    fprintf(out, ",%u,%d,%d},\n", ap[k] ? ap[k]->m : 0, ap[k] ? ap[k]->n : 0,
            ap[k] ? ap[k]->nTo : 0);
  }
  fprintf(out, "};\nconst NewsWords news%s = { a%s, %uu };\n", zName, zName, nSlot-1);
  free(ap);
}

int main(int argc, char **argv){
  if( argc!=7 || strcmp(argv[1], "-o")!=0 ){
    fprintf(stderr, "usage: mkpage -o OUT.c elements.tsv entities.tsv charsets.tsv"
            " furniture.tsv\n");
    return 2;
  }
  fileRead(argv[3], "element\ttraits", elementRead);
  fileRead(argv[4], "name\tbare\tcharacters", entityRead);
  fileRead(argv[5], "label\tcharset", charsetRead);
  fileRead(argv[6], "token\tkind", furnitureRead);
  FILE *out = fopen(argv[2], "wb");
  if( out==0 ) die("cannot write", argv[2]);
  fprintf(out, "/* Made by mkpage; do not edit. */\n#include \"htmlInt.h\"\n");
  writeWords(out, &elements, "Elements");
  writeWords(out, &entities, "Entities");
  writeWords(out, &charsets, "Charsets");
  writeWords(out, &furniture, "Furniture");
  if( ferror(out) || fclose(out)!=0 ) die("cannot write", argv[2]);
  return 0;
}
