/*
** mkgazetteer.c - compiles the gazetteer: TSV files in, one C file with its image out.
**
**   mkgazetteer -o build/gazetteer_image.c data/cues.tsv data/gazetteer_us.tsv ...
**
** The header line of a file says what it holds:
**
**   class words               a class of cues and its words
**   form mic kind             an exchange: its name in texts, or the tail of a symbol
**   form unit per             a currency: a sign or word, ISO 4217, parts of the unit
**   name label subtype ...    entities and their aliases
**
** HOW IT WORKS. Files are read into lines and fields, the entity room's builder
** (build.c) makes the image, and its arrays are written as C. Classes of cues come first
** whatever the order of the files. The first wrong row stops the program with its file
** and line.
*/
#include "../entity/entityInt.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_FIELD 11

typedef struct Line {
  const char *zFile;
  int iLine;
  char *az[MAX_FIELD];
  int nField;
} Line;

/* Cut a line at its tabs. */
static void lineCut(Line *p, char *z){
  p->nField = 0;
  for(int i=0; i<MAX_FIELD; i++) p->az[i] = "";
  for(;;){
    char *zTab = strchr(z, '\t');
    if( p->nField<MAX_FIELD ) p->az[p->nField] = z;
    p->nField++;
    if( zTab==0 ) return;
    *zTab = 0;
    z = zTab+1;
  }
}

static int fail(const Line *p, const char *zWhat, const char *z){
  fprintf(stderr, "%s:%d: %s%s\n", p->zFile, p->iLine, zWhat, z);
  return 1;
}

static char *readFile(const char *zFile){
  FILE *f = fopen(zFile, "rb");
  long n;
  char *z = 0;
  if( f && fseek(f, 0, SEEK_END)==0 && (n = ftell(f))>=0 && fseek(f, 0, SEEK_SET)==0 ){
    z = malloc((size_t)n+1);
    if( z && fread(z, 1, (size_t)n, f)!=(size_t)n ){
      free(z);
      z = 0;
    }
    if( z ) z[n] = 0;
  }
  if( f ) fclose(f);
  return z;
}

/*-------------------------------------------------------------------------------- rows */

/* "class words": each word belongs to the class. */
static int rowCue(NewsBuilder *b, Line *p){
  char *zClass = p->az[0][0]=='@' ? p->az[0]+1 : p->az[0];
  if( p->nField<2 ) return fail(p, "a class and its words are expected", "");
  for(char *z=p->az[1]; *z; ){
    size_t n = strcspn(z, " ,");
    newsBuilderCue(b, zClass, (int)strlen(zClass), z, (int)n);
    z += n;
    while( *z==' ' || *z==',' ) z++;
  }
  return 0;
}

static int rowExchange(NewsBuilder *b, Line *p){
  if( p->nField!=3 ) return fail(p, "form, mic and kind are expected", "");
  newsBuilderExchange(b, p->az[0], (int)strlen(p->az[0]), p->az[1],
                      strcmp(p->az[2], "tail")==0);
  return 0;
}

static int rowCurrency(NewsBuilder *b, Line *p){
  if( p->nField!=3 ) return fail(p, "form, unit and per are expected", "");
  newsBuilderCurrency(b, p->az[0], p->az[1], atoi(p->az[2]));
  return 0;
}

/* One alias with its marks in front. */
static void rowAlias(NewsBuilder *b, const char *z, size_t n, const char *zName,
                     int *pbName){
  int m = 0;
  for(; n && (*z=='?' || *z=='='); z++, n--) m |= *z=='?' ? NEWS_AF_AMBIG : NEWS_AF_EXACT;
  if( n==strlen(zName) && memcmp(z, zName, n)==0 ) *pbName = 1;
  if( n ) newsBuilderAlias(b, z, (int)n, m);
}

static int rowEntity(NewsBuilder *b, Line *p){
  NewsGazetteerRow r;
  int bName = 0;
  memset(&r, 0, sizeof(r));
  if( p->nField!=MAX_FIELD ) return fail(p, "11 fields are expected", "");
  r.zName = p->az[0];
  r.eLabel = (uint8_t)newsLabelOf(p->az[1], (int)strlen(p->az[1]));
  r.eSubtype = (uint8_t)newsSubtypeOf(p->az[2], (int)strlen(p->az[2]));
  if( r.eLabel==0 ) return fail(p, "unknown label ", p->az[1]);
  if( p->az[2][0] && r.eSubtype==0 ) return fail(p, "unknown subtype ", p->az[2]);
  r.zTicker = p->az[3];
  r.zExchange = p->az[4];
  r.zCountry = p->az[5];
  r.zParent = p->az[6];
  r.zListings = p->az[7];
  r.zCues = p->az[9];
  newsBuilderEntity(b, &r);
  for(char *z=p->az[8]; *z; ){
    size_t n = strcspn(z, "|");
    rowAlias(b, z, n, r.zName, &bName);
    z += n + (z[n]=='|');
  }
  if( !bName ) newsBuilderAlias(b, r.zName, (int)strlen(r.zName), 0);
  return 0;
}

/* Rows of a file, of cues (bCue) or of the other kinds. */
static int loadFile(NewsBuilder *b, const char *zFile, int bCue){
  Line line = { .zFile = zFile, .iLine = 0 };
  int (*xRow)(NewsBuilder*, Line*) = 0;
  int rc = 0;
  char *zAll = readFile(zFile), *z = zAll;
  if( zAll==0 ) return fail(&line, "cannot be read", "");
  while( rc==0 && *z ){
    char *zEol = z + strcspn(z, "\n"), *zNext = zEol + (*zEol=='\n');
    *zEol = 0;
    line.iLine++;
    lineCut(&line, z);
    if( line.iLine==1 ){
      if( strncmp(z, "class", 5)==0 ) xRow = rowCue;
      else if( strcmp(line.az[1], "mic")==0 ) xRow = rowExchange;
      else if( strcmp(line.az[1], "unit")==0 ) xRow = rowCurrency;
      else if( strcmp(line.az[1], "label")==0 ) xRow = rowEntity;
      else rc = fail(&line, "unknown header: ", z);
      if( (xRow==rowCue)!=bCue ) break;
    }else{
      rc = xRow(b, &line);
      if( rc==0 && newsBuilderError(b)->rc ){
        rc = fail(&line, newsBuilderError(b)->z, "");
      }
    }
    z = zNext;
  }
  free(zAll);
  return rc;
}

/*------------------------------------------------------------------------------ output */

static void putNumbers(FILE *f, const char *zType, const char *zName, const uint32_t *a,
                       size_t n){
  fprintf(f, "static const %s %s[] = {\n", zType, zName);
  for(size_t i=0; i<n; i++) fprintf(f, "%u,%s", a[i], i%16==15 ? "\n" : "");
  fprintf(f, "%s};\n", n ? "" : "0");
}

static void putBytes(FILE *f, const char *zName, const uint8_t *a, size_t n){
  fprintf(f, "static const uint8_t %s[] = {\n", zName);
  for(size_t i=0; i<n; i++) fprintf(f, "%u,%s", a[i], i%24==23 ? "\n" : "");
  fprintf(f, "%s};\n", n ? "" : "0");
}

static void putRecords(FILE *f, const NewsImage *p){
  fprintf(f, "static const NewsAliasRec aAlias[] = {\n");
  for(uint32_t i=0; i<p->nAlias; i++){
    const NewsAliasRec *a = &p->aAlias[i];
    fprintf(f, "{%u,%u,%u,%u,%u},%s", a->iEntity, a->iText, a->iLen, a->nToken,
            a->mFlag, i%4==3 ? "\n" : "");
  }
  fprintf(f, "};\nstatic const NewsEntityRec aEntity[] = {\n");
  for(uint32_t i=0; i<p->nEntity; i++){
    const NewsEntityRec *e = &p->aEntity[i];
    fprintf(f, "{%u,%u,%u,%u,%u,%u},%s", e->iName, e->iMore, e->eLabel, e->eSubtype,
            e->bTicker, e->bListings, i%4==3 ? "\n" : "");
  }
  fprintf(f, "};\nstatic const NewsMoreRec aMore[] = {\n");
  for(uint32_t i=0; i<p->nMore; i++){
    const NewsMoreRec *m = &p->aMore[i];
    fprintf(f, "{%u,%u,%u,%u,%u,%u},%s", m->iExchange, m->iParent, m->iCountry, m->iCues,
            m->mClass, m->iCue, i%4==3 ? "\n" : "");
  }
  fprintf(f, "};\nstatic const NewsExchangeRec aExchange[] = {\n");
  for(uint32_t i=0; i<p->nExchange; i++){
    const NewsExchangeRec *x = &p->aExchange[i];
    fprintf(f, "{%u,%u,%u},\n", x->hash, x->iExchange, x->bTail);
  }
  fprintf(f, "%s};\nstatic const NewsCurrencyRec aCurrency[] = {\n",
          p->nExchange ? "" : "{0,0,0}");
  for(uint32_t i=0; i<p->nCurrency; i++){
    const NewsCurrencyRec *x = &p->aCurrency[i];
    fprintf(f, "{%u,%u,%u,%u},\n", x->hash, x->iUnit, x->nPer, x->bAmbig);
  }
  fprintf(f, "%s};\n", p->nCurrency ? "" : "{0,0,1,0}");
}

static void putSlots(FILE *f, const char *zName, const NewsSlot *a, uint32_t n){
  fprintf(f, "static const NewsSlot %s[] = {\n", zName);
  for(uint32_t i=0; i<n; i++) fprintf(f, "{%u,%u},%s", a[i].key, a[i].val, i%8==7 ? "\n"
      : "");
  fprintf(f, "%s};\n", n ? "" : "{0,0}");
}

static void putBuckets(FILE *f, const char *zName, const NewsBucket *a, uint32_t n){
  fprintf(f, "static const NewsBucket %s[] = {\n", zName);
  for(uint32_t i=0; i<n; i++){
    const uint32_t *aHash = a[i].aHash, *aClass = a[i].aClass;
    for(int k=0; k<NEWS_BUCKET; k++) fprintf(f, "%s%u", k ? "," : "{{", aHash[k]);
    for(int k=0; k<NEWS_BUCKET; k++) fprintf(f, "%s%u", k ? "," : "},{", aClass[k]);
    fprintf(f, "}},\n");
  }
  fprintf(f, "%s};\n", n ? "" : "{{0},{0}}");
}

/* Bit of the class of cues with a name; 0 when there is none. */
static uint32_t classNamed(const NewsImage *p, const char *zName){
  for(int i=0; i<32 && p->aClassName[i]; i++){
    if( strcmp(&p->zText[p->aClassName[i]], zName)==0 ) return 1u<<i;
  }
  return 0;
}

static void putImage(FILE *f, const NewsImage *p){
  fprintf(f, "/* Made by ext/tools/mkgazetteer.c; %u entities, %u aliases. */\n"
             "#include \"entityInt.h\"\n", p->nEntity, p->nAlias);
  fprintf(f, "static const char zText[] = {\n");
  for(uint32_t i=0; i<p->nText; i++){
    fprintf(f, "%d,%s", (signed char)p->zText[i], i%24==23 ? "\n" : "");
  }
  fprintf(f, "};\n");
  putBytes(f, "aLen", p->aLen, p->nLen);
  putBytes(f, "aSymbolTag", p->aSymbolTag, p->nSymbol);
  putRecords(f, p);
  putNumbers(f, "uint32_t", "aBlock", p->aBlock, p->nBlock);
  putNumbers(f, "uint32_t", "aSymbol", p->aSymbol, p->nSymbol);
  putNumbers(f, "uint32_t", "aCue", p->aCue, p->nCue);
  putNumbers(f, "uint32_t", "aRun", p->aRun, p->nRun);
  putNumbers(f, "uint32_t", "aGate", p->aGate, ((size_t)1<<p->nGateBit)/32);
  putNumbers(f, "uint32_t", "aGateLow", p->aGateLow, ((size_t)1<<p->nGateLowBit)/32);
  putSlots(f, "aSlot", p->aSlot, p->nSlot);
  putBuckets(f, "aClass", p->aClass, p->nClass);
  fprintf(f, "const NewsImage newsBuiltinImage = {\n"
    "  .zText = zText, .aLen = aLen, .aAlias = aAlias, .aEntity = aEntity,\n"
    "  .aMore = aMore, .aCue = aCue, .aRun = aRun, .aSlot = aSlot, .aGate = aGate,\n"
    "  .aGateLow = aGateLow, .aBlock = aBlock, .aSymbolTag = aSymbolTag,\n"
    "  .aSymbol = aSymbol, .aClass = aClass, .aExchange = aExchange,\n"
    "  .aCurrency = aCurrency,\n");
  fprintf(f, "  .nText = %u, .nLen = %u, .nAlias = %u, .nEntity = %u, .nMore = %u,\n"
    "  .nCue = %u, .nSlot = %u, .nSymbol = %u, .nClass = %u, .nExchange = %u,\n"
    "  .nCurrency = %u, .nGateBit = %u, .nGateLowBit = %u, .nMaxToken = %u,\n"
    "  .nRun = %u, .nBlock = %u,\n",
    p->nText, p->nLen, p->nAlias, p->nEntity, p->nMore, p->nCue, p->nSlot, p->nSymbol,
    p->nClass, p->nExchange, p->nCurrency, p->nGateBit, p->nGateLowBit, p->nMaxToken,
    p->nRun, p->nBlock);
  fprintf(f, "  .aClassName = {");
  for(int i=0; i<32; i++) fprintf(f, "%u,", p->aClassName[i]);
  fprintf(f, "},\n  .aClassBit = {");
  for(int i=0; i<NEWS_CL_N; i++) fprintf(f, "%uu,", classNamed(p, newsClassName(i)));
  fprintf(f, "},\n  .fingerprint = 0x%08x%08xu\n};\n",
    (unsigned)(p->fingerprint>>32), (unsigned)(p->fingerprint & 0xffffffffu));
}

int main(int argc, char **argv){
  const char *zOut = 0;
  NewsError err = { 0 };
  NewsImage image;
  int rc = 0;
  NewsBuilder *b = newsBuilderNew(newsHostLibc(), 0, &err);
  if( b==0 || argc<4 || strcmp(argv[1], "-o")!=0 ){
    fprintf(stderr, "usage: mkgazetteer -o OUT.c FILE.tsv ...\n");
    newsBuilderFree(b);
    return 1;
  }
  zOut = argv[2];
  for(int bCue=1; bCue>=0; bCue--){
    for(int i=3; i<argc && rc==0; i++) rc = loadFile(b, argv[i], bCue);
  }
  if( rc==0 && newsBuilderFinish(b, &image) ){
    fprintf(stderr, "mkgazetteer: %s\n", newsBuilderError(b)->z);
    rc = 1;
  }
  if( rc==0 ){
    FILE *f = fopen(zOut, "wb");
    if( f ) putImage(f, &image);
    if( f==0 || ferror(f) || fclose(f) ){
      fprintf(stderr, "mkgazetteer: cannot write %s\n", zOut);
      rc = 1;
    }
  }
  newsBuilderFree(b);
  return rc;
}
