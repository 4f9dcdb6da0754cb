/*
** mkgazetteer.c - compiles the gazetteer: TSV files in, one C file with its image out.
**
**   mkgazetteer -o build/gazetteer_image.c data/cues.tsv data/exchanges.tsv
**     data/currencies.tsv data/gazetteer_us.tsv ...
**
** The first three files and all behind them have these columns:
**
**   class words               a class of cues and its words
**   form mic kind             an exchange: its name in texts, or the tail of a symbol
**   form unit per             a currency: a sign or word, ISO 4217, parts of the unit
**   name label subtype ...    entities and their aliases
**
** HOW IT WORKS. table.c reads the rows, the entity room's builder (build.c) makes the
** image, and its arrays are written as C. Classes of cues come first: entities name them.
** The first wrong row stops the program with its file and line.
*/
#include "table.h"
#include "../entity/entityInt.h"

static NewsBuilder *pBuilder;

/* Stop when the builder has found something wrong with the row. */
static void rowEnd(void){
  const NewsError *e = newsBuilderError(pBuilder);
  if( e->rc ) tableDie("cannot be taken", e->z);
}

/*-------------------------------------------------------------------------------- rows */

/* "class words": each word belongs to the class. */
static void rowCue(char **az){
  char *zClass = az[0][0]=='@' ? az[0]+1 : az[0];
  for(char *z=az[1]; *z; ){
    size_t n = strcspn(z, " ,");
    newsBuilderCue(pBuilder, zClass, (int)strlen(zClass), z, (int)n);
    z += n;
    while( *z==' ' || *z==',' ) z++;
  }
  rowEnd();
}

static void rowExchange(char **az){
  static const TableName aKind[] = { { "name", 0 }, { "tail", 1 }, { 0, 0 } };
  newsBuilderExchange(pBuilder, az[0], (int)strlen(az[0]), az[1],
                      (int)tableName(aKind, az[2]));
  rowEnd();
}

static void rowCurrency(char **az){
  newsBuilderCurrency(pBuilder, az[0], az[1], tableNumber(az[2], 1, 10000));
  rowEnd();
}

/* One alias with its marks in front. */
static void rowAlias(const char *z, size_t n, const char *zName, int *pbName){
  int m = 0;
  for(; n && (*z=='?' || *z=='='); z++, n--) m |= *z=='?' ? NEWS_AF_AMBIG : NEWS_AF_EXACT;
  if( n==strlen(zName) && memcmp(z, zName, n)==0 ) *pbName = 1;
  if( n ) newsBuilderAlias(pBuilder, z, (int)n, m);
}

/* The columns of entities. */
#define ENTITY_HEADER "name\tlabel\tsubtype\tticker\texchange\tcountry\tparent\t" \
                      "listings\taliases\tcues\tnote"
enum { EC_NAME, EC_LABEL, EC_SUBTYPE, EC_TICKER, EC_EXCHANGE, EC_COUNTRY, EC_PARENT,
       EC_LISTINGS, EC_ALIASES, EC_CUES, EC_NOTE };

static void rowEntity(char **az){
  NewsGazetteerRow r = {
    .zName = az[EC_NAME], .zTicker = az[EC_TICKER], .zExchange = az[EC_EXCHANGE],
    .zCountry = az[EC_COUNTRY], .zParent = az[EC_PARENT], .zListings = az[EC_LISTINGS],
    .zCues = az[EC_CUES],
    .eLabel = (uint8_t)newsLabelOf(az[EC_LABEL], (int)strlen(az[EC_LABEL])),
    .eSubtype = (uint8_t)newsSubtypeOf(az[EC_SUBTYPE], (int)strlen(az[EC_SUBTYPE]))
  };
  int bName = 0;
  if( r.eLabel==0 ) tableDie("unknown label", az[EC_LABEL]);
  if( az[EC_SUBTYPE][0] && r.eSubtype==0 ) tableDie("unknown subtype", az[EC_SUBTYPE]);
  newsBuilderEntity(pBuilder, &r);
  for(char *z=az[EC_ALIASES]; *z; ){
    size_t n = strcspn(z, "|");
    rowAlias(z, n, r.zName, &bName);
    z += n + (z[n]=='|');
  }
  if( !bName ) newsBuilderAlias(pBuilder, r.zName, (int)strlen(r.zName), 0);
  rowEnd();
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
  fprintf(f, "/* %u entities, %u aliases. */\n", p->nEntity, p->nAlias);
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
  NewsError err = { 0 };
  NewsImage image;
  tableArgs(argc, argv, "mkgazetteer", "cues.tsv exchanges.tsv currencies.tsv ...");
  pBuilder = tableNeed(newsBuilderNew(newsHostLibc(), 0, &err));
  tableRead(argv[3], "class\twords", rowCue);
  tableRead(argv[4], "form\tmic\tkind", rowExchange);
  tableRead(argv[5], "form\tunit\tper", rowCurrency);
  for(int i=6; i<argc; i++) tableRead(argv[i], ENTITY_HEADER, rowEntity);
  if( newsBuilderFinish(pBuilder, &image) ) rowEnd();
  FILE *out = tableCreate(argv[2], "entityInt.h");
  putImage(out, &image);
  tableClose(out);
  newsBuilderFree(pBuilder);
  return 0;
}
