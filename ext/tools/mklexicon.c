/*
** mklexicon.c - compiles the word lists of ext/data for text/lexicon.c and
** text/language.c.
**
** usage: mklexicon -o OUT.c lexicon.tsv names.tsv titles.tsv languages.tsv scripts.tsv
**                  letters.tsv
**
** lexicon.tsv    word, classes                the classes of NEWS_LX_… in lower case
** names.tsv      name, kind                   given, surname, both; with ? also a plain
** word
** titles.tsv     form, kind                   title, after; of several words the last
** counts
** languages.tsv  language, words              function words of a language
** scripts.tsv    from, to, code               code points of one language's script
** letters.tsv    script, letter, code, mille  a letter that of the languages of a script
**                                             only one has, and how many words in a
**                                             thousand must have one of its letters
**
** Each file begins with a header line. A word in several rows has all their classes. Two
** words with one hash are an error, so that a class never comes from a collision among
** the data.
*/
#include "../text/lexiconInt.h"
#include "table.h"

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

static WordList words, langs;
static char aCode[32][8];
static int nLang;

static const TableName aClassName[] = {
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
  { 0, 0 },
};

static void addWord(WordList *p, const char *z, uint32_t m){
  size_t n = strlen(z);
  if( n==0 ) return;
  if( p->nWord*2>=p->nSlot ){
    WordList old = *p;
    p->nSlot = old.nSlot ? old.nSlot*2 : 1024;
    p->a = tableNeed(calloc(p->nSlot, sizeof(Word)));
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
    tableDie("too long", z);
  }
  uint32_t hash = newsFoldHash(z, n), i = hash & (p->nSlot-1);
  while( p->a[i].hash && p->a[i].hash!=hash ) i = (i+1) & (p->nSlot-1);
  if( p->a[i].hash==0 ){
    p->a[i].hash = hash;
    p->a[i].zFold = tableCopy(zFold);
    p->nWord++;
  }else if( strcmp(p->a[i].zFold, zFold) ){
    tableDie("same hash as another word", zFold);
  }
  p->a[i].mClass |= m;
}

static void classRow(char **az){
  addWord(&words, az[0], tableNames(aClassName, az[1]));
}

static void nameRow(char **az){
  static const TableName aKind[] = {
    { "given", NEWS_LX_GIVEN }, { "surname", NEWS_LX_SURNAME },
    { "both", NEWS_LX_GIVEN|NEWS_LX_SURNAME }, { 0, 0 },
  };
  size_t n = strlen(az[1]);
  uint32_t m = 0;
  if( n && az[1][n-1]=='?' ){
    az[1][n-1] = 0;
    m = NEWS_LX_NAMEWORD;
  }
  m |= tableName(aKind, az[1]);
  if( strpbrk(az[0], " -")==0 ) addWord(&words, az[0], m);
}

static void titleRow(char **az){
  static const TableName aKind[] = {
    { "title", NEWS_LX_TITLE }, { "after", NEWS_LX_ROLE }, { 0, 0 },
  };
  uint32_t m = tableName(aKind, az[1]);
  const char *zLast = strrchr(az[0], ' ');
  if( zLast ) m = NEWS_LX_ROLE;
  zLast = zLast ? zLast+1 : az[0];
  if( strchr(zLast, '-')==0 ) addWord(&words, zLast, m);
}

static void languageRow(char **az){
  if( nLang==32 || strlen(az[0])>7 ) tableDie("too many languages", az[0]);
  strcpy(aCode[nLang], az[0]);
  for(char *z=strtok(az[1], " "); z; z=strtok(0, " ")){
    addWord(&langs, z, (uint32_t)1<<nLang);
  }
  nLang++;
}

/*------------------------------------------------------------------ scripts, letters */

static FILE *pOut;             /* for the rows that are written as they are read */
static int nRow;

static uint32_t codePoint(const char *z){
  char *zEnd;
  unsigned long c = strtoul(z, &zEnd, 16);
  if( *z==0 || *zEnd || c>0x10FFFF ) tableDie("no code point", z);
  return (uint32_t)c;
}

static void scriptRow(char **az){
  uint32_t iFrom = codePoint(az[0]), iTo = codePoint(az[1]);
  if( iFrom>iTo || strlen(az[2])!=2 || ++nRow>NEWS_SCRIPTS ) tableDie("no script", az[0]);
  fprintf(pOut, " {%u,%u,\"%s\"},\n", iFrom, iTo, az[2]);
}

static void letterRow(char **az){
  if( strlen(az[0])!=2 || strlen(az[2])!=2 || ++nRow>NEWS_LETTERS ){
    tableDie("no letter", az[0]);
  }
  fprintf(pOut, " {\"%s\",%u,\"%s\",%d},\n", az[0], codePoint(az[1]), az[2],
          tableNumber(az[3], 1, 1000));
}

static void rowsWrite(const char *zType, const char *zFile, const char *zHeader,
                      void (*xRow)(char **azCell)){
  nRow = 0;
  fprintf(pOut, "const Language%s news%s[] = {\n", zType, zType);
  tableRead(zFile, zHeader, xRow);
  fprintf(pOut, "};\nconst int news%sN = %d;\n", zType, nRow);
}

/* The list as a table with as many places, of which less than half are taken. */
static void writeBuckets(FILE *out, const WordList *p, const char *zName){
  uint32_t mask = p->nSlot/NEWS_BUCKET-1;
  NewsBucket *a = tableNeed(calloc(mask+1, sizeof(NewsBucket)));
  for(uint32_t i=0; i<p->nSlot; i++){
    if( p->a[i].hash ) newsBucketAdd(a, mask, p->a[i].hash, p->a[i].mClass);
  }
  fprintf(out, "const uint32_t news%sMask = %u;\n", zName, mask);
  fprintf(out, "const NewsBucket news%sBucket[%u] = {\n", zName, mask+1);
  for(uint32_t i=0; i<=mask; i++){
    const uint32_t *aHash = a[i].aHash, *aClass = a[i].aClass;
    for(int k=0; k<NEWS_BUCKET; k++) fprintf(out, "%s%uu", k ? "," : "{{", aHash[k]);
    for(int k=0; k<NEWS_BUCKET; k++) fprintf(out, "%s%uu", k ? "," : "},{", aClass[k]);
    fprintf(out, "}},\n");
  }
  fprintf(out, "};\n");
  free(a);
}

int main(int argc, char **argv){
  tableArgs(argc, argv, "mklexicon", "lexicon.tsv names.tsv titles.tsv languages.tsv"
            " scripts.tsv letters.tsv");
  tableRead(argv[3], "word\tclasses", classRow);
  tableRead(argv[4], "name\tkind", nameRow);
  tableRead(argv[5], "form\tkind", titleRow);
  tableRead(argv[6], "language\twords", languageRow);
  FILE *out = pOut = tableCreate(argv[2], "lexiconInt.h");
  writeBuckets(out, &words, "Lexicon");
  writeBuckets(out, &langs, "Language");
  fprintf(out, "const int newsLanguageN = %d;\n", nLang);
  fprintf(out, "const char *const newsLanguageCode[] = {");
  for(int i=0; i<nLang; i++) fprintf(out, " \"%s\",", aCode[i]);
  fprintf(out, " };\n");
  rowsWrite("Script", argv[7], "from\tto\tcode", scriptRow);
  rowsWrite("Letter", argv[8], "script\tletter\tcode\tmille", letterRow);
  tableClose(out);
  return 0;
}
