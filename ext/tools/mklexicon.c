/*
** mklexicon.c - compiles the word lists of ext/data for text/lexicon.c and
** text/language.c.
**
** usage: mklexicon -o OUT.c lexicon.tsv names.tsv titles.tsv languages.tsv
**
** lexicon.tsv    word, classes                the classes of NEWS_LX_… in lower case
** names.tsv      name, kind                   given, surname, both; with ? also a plain
** word
** titles.tsv     form, kind                   title, after; of several words the last
** counts
** languages.tsv  language, words              function words of a language
**
** Each file begins with a header line. A word in several rows has all their classes. Two
** words with one hash are an error, so that a class never comes from a collision among
** the data.
*/
#include "../text/text.h"
#include "../text/lexiconInt.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Word {
  uint32_t hash;
  uint32_t mClass;
  char *zFold;
} Word;

typedef struct WordList {
  Word *a;
  uint32_t nSlot;         /* a power of two */
  uint32_t nWord;
} WordList;

static const struct { const char *z; uint32_t m; } aClassName[] = {
  { "stop", NEWS_LX_STOP }, { "title", NEWS_LX_TITLE }, { "legal", NEWS_LX_LEGAL },
  { "abbrev", NEWS_LX_ABBREV }, { "abbrend", NEWS_LX_ABBREND },
  { "month", NEWS_LX_MONTH },
  { "weekday", NEWS_LX_WEEKDAY }, { "given", NEWS_LX_GIVEN },
  { "surname", NEWS_LX_SURNAME }, { "nameword", NEWS_LX_NAMEWORD },
  { "common", NEWS_LX_COMMON }, { "orghead", NEWS_LX_ORGHEAD },
  { "lochead", NEWS_LX_LOCHEAD }, { "number", NEWS_LX_NUMBER },
  { "scale", NEWS_LX_SCALE },
  { "currency", NEWS_LX_CURRENCY }, { "timeword", NEWS_LX_TIMEWORD },
  { "particle", NEWS_LX_PARTICLE }, { "verbcue", NEWS_LX_VERBCUE },
  { "role", NEWS_LX_ROLE }, { "tld", NEWS_LX_TLD }, { "starter", NEWS_LX_STARTER },
};

static void die(const char *zFile, int iLine, const char *zWhat, const char *zArg){
  fprintf(stderr, "mklexicon: %s:%d: %s: %s\n", zFile, iLine, zWhat, zArg);
  exit(1);
}

static void *need(void *p){
  if( p==0 ) die("-", 0, "out of memory", "");
  return p;
}

static void addWord(WordList *p, const char *zFile, int iLine, const char *z, size_t n,
                    uint32_t m){
  if( n==0 ) return;
  if( p->nWord*2>=p->nSlot ){
    WordList old = *p;
    p->nSlot = old.nSlot ? old.nSlot*2 : 1024;
    p->a = need(calloc(p->nSlot, sizeof(Word)));
    for(uint32_t i=0; i<old.nSlot; i++){
      if( old.a[i].hash==0 ) continue;
      uint32_t k = old.a[i].hash & (p->nSlot-1);
      while( p->a[k].hash ) k = (k+1) & (p->nSlot-1);
      p->a[k] = old.a[i];
    }
    free(old.a);
  }
  char zFold[256];
  if( n>1 && z[n-1]=='.' ) n--;
  if( newsFold(z, n, zFold, sizeof(zFold))>=sizeof(zFold) ){
    die(zFile, iLine, "too long", z);
  }
  uint32_t hash = newsFoldHash(z, n), i = hash & (p->nSlot-1);
  while( p->a[i].hash && p->a[i].hash!=hash ) i = (i+1) & (p->nSlot-1);
  if( p->a[i].hash==0 ){
    p->a[i].hash = hash;
    p->a[i].zFold = need(malloc(strlen(zFold)+1));
    strcpy(p->a[i].zFold, zFold);
    p->nWord++;
  }else if( strcmp(p->a[i].zFold, zFold) ){
    die(zFile, iLine, "same hash as another word", zFold);
  }
  p->a[i].mClass |= m;
}

static uint32_t classOf(const char *zFile, int iLine, const char *z){
  for(size_t i=0; i<sizeof(aClassName)/sizeof(aClassName[0]); i++){
    if( strcmp(aClassName[i].z, z)==0 ) return aClassName[i].m;
  }
  die(zFile, iLine, "unknown class", z);
  return 0;
}

static uint32_t kindOfName(const char *zFile, int iLine, char *z){
  size_t n = strlen(z);
  uint32_t m = 0;
  if( n && z[n-1]=='?' ){
    z[n-1] = 0;
    m = NEWS_LX_NAMEWORD;
  }
  if( strcmp(z, "given")==0 ) return m | NEWS_LX_GIVEN;
  if( strcmp(z, "surname")==0 ) return m | NEWS_LX_SURNAME;
  if( strcmp(z, "both")==0 ) return m | NEWS_LX_GIVEN | NEWS_LX_SURNAME;
  die(zFile, iLine, "unknown kind", z);
  return 0;
}

/* The second field of a line, cut off from the first. */
static char *second(const char *zFile, int iLine, char *zLine){
  zLine[strcspn(zLine, "\r\n")] = 0;
  char *z = strchr(zLine, '\t');
  if( z==0 ) die(zFile, iLine, "no tab", zLine);
  *z++ = 0;
  return z;
}

static void readWords(WordList *p, const char *zFile, int iKind){
  static char zLine[1<<16];
  FILE *in = fopen(zFile, "r");
  if( in==0 ) die(zFile, 0, "cannot be read", "");
  for(int iLine=1; fgets(zLine, sizeof(zLine), in); iLine++){
    char *z2 = second(zFile, iLine, zLine);
    if( iLine==1 ) continue;
    if( iKind==0 ){
      uint32_t m = 0;
      for(char *z=strtok(z2, " "); z; z=strtok(0, " ")) m |= classOf(zFile, iLine, z);
      addWord(p, zFile, iLine, zLine, strlen(zLine), m);
    }else if( iKind==1 ){
      if( strpbrk(zLine, " -") ) continue;
      addWord(p, zFile, iLine, zLine, strlen(zLine), kindOfName(zFile, iLine, z2));
    }else{
      char *zLast = strrchr(zLine, ' ');
      int bTitle = zLast==0 && strcmp(z2, "title")==0;
      uint32_t m = bTitle ? NEWS_LX_TITLE : NEWS_LX_ROLE;
      zLast = zLast ? zLast+1 : zLine;
      if( strchr(zLast, '-') ) continue;
      addWord(p, zFile, iLine, zLast, strlen(zLast), m);
    }
  }
  fclose(in);
}

static int readLanguages(WordList *p, const char *zFile, char aCode[32][8]){
  static char zLine[1<<16];
  FILE *in = fopen(zFile, "r");
  int n = 0;
  if( in==0 ) die(zFile, 0, "cannot be read", "");
  for(int iLine=1; fgets(zLine, sizeof(zLine), in); iLine++){
    char *z2 = second(zFile, iLine, zLine);
    if( iLine==1 ) continue;
    if( n==32 || strlen(zLine)>7 ) die(zFile, iLine, "too many languages", zLine);
    strcpy(aCode[n], zLine);
    for(char *z=strtok(z2, " "); z; z=strtok(0, " ")){
      addWord(p, zFile, iLine, z, strlen(z), (uint32_t)1<<n);
    }
    n++;
  }
  fclose(in);
  return n;
}

/* The table at most half full, in the order of a table of that size. */
static void writeSlots(FILE *out, const WordList *p, const char *zName){
  fprintf(out, "const uint32_t news%sMask = %u;\n", zName, p->nSlot-1);
  fprintf(out, "const LexiconSlot news%sSlot[%u] = {\n", zName, p->nSlot);
  for(uint32_t i=0; i<p->nSlot; i++){
    fprintf(out, "{%uu,%uu},%s", p->a[i].hash, p->a[i].mClass, i%6==5 ? "\n" : "");
  }
  fprintf(out, "\n};\n");
}

int main(int argc, char **argv){
  WordList words = {0}, langs = {0};
  char aCode[32][8];
  if( argc!=7 || strcmp(argv[1], "-o") ){
    fprintf(stderr, "usage: mklexicon -o OUT.c lexicon.tsv names.tsv titles.tsv"
                    " languages.tsv\n");
    return 1;
  }
  for(int i=0; i<3; i++) readWords(&words, argv[3+i], i);
  int nLang = readLanguages(&langs, argv[6], aCode);
  FILE *out = fopen(argv[2], "w");
  if( out==0 ) die(argv[2], 0, "cannot be written", "");
  fprintf(out, "/* Compiled by mklexicon from ext/data. */\n#include \"lexiconInt.h\"\n");
  writeSlots(out, &words, "Lexicon");
  writeSlots(out, &langs, "Language");
  fprintf(out, "const int newsLanguageN = %d;\n", nLang);
  fprintf(out, "const char *const newsLanguageCode[] = {");
  for(int i=0; i<nLang; i++) fprintf(out, " \"%s\",", aCode[i]);
  fprintf(out, " };\n");
  return fclose(out)!=0;
}
