/*
** mkrules.c - compiles the rules of boilerplate and the tags for the article room.
**
** usage: mkrules -o OUT.c rules.tsv tags.tsv [gazetteer.tsv ...]
**
** rules.tsv  name, kind, scope, extent, gate, pattern, examples, counter
**            gate: words, one of which is among the first of a line that matches;
**            <digit> and <short> open for short lines. examples (three or more) and
**            counter (one or more) are lines, parted by a broken bar. Named groups of
**            the pattern are fields.
** tags.tsv   tag, kind: tag or section
** gazetteer  the words with capitals inside of its names and aliases (DoorDash, IonQ) are
**            names that tags run together may hold
**
** Checked here, so that a wrong row stops the build: closed lists, patterns, that each
** example is different, passes its gate and matches, and that no counter-example matches
** this rule.
*/
#include "table.h"
#include "../article/htmlInt.h"

#define RULES_MAX   256
#define TAGS_MAX   4096
#define GATES_MAX  4096
#define NAME_BYTES    4   /* shortest word of the gazetteer that is taken */

typedef struct Gate { uint32_t hash; int iRule; } Gate;

static NewsRuleRow aRule[RULES_MAX];
static NewsTag aTag[TAGS_MAX];
static Gate aGate[GATES_MAX];
static int nRule, nTag, nGate;

static const char *const azScope[] = { "any", "top", "head", "tail", "lead", "prose", 0 };
static const char *const azExtent[] = { "line", "block", "rest", "none", 0 };
static const char *const azGroup[] = {
  "title", "url", "author", "published", "updated", "date", "site", "source",
  "credit", "tags", "section", "summary", "symbols", 0
};
static const char *const azKind[] = {
  "field", "teaser", "subscribe", "disclaimer", "image", "share", "comment", "access",
  "nav", "market", "bio", "copyright", "media", "credit", 0
};

static int indexOf(const char *z, const char *const *az, const char *zWhat){
  for(int i=0; az[i]; i++) if( strcmp(az[i], z)==0 ) return i;
  tableDie(zWhat, z);
}

static void gateAdd(uint32_t hash){
  if( nGate==GATES_MAX ) tableDie("too many gates", "");
  aGate[nGate++] = (Gate){ hash, nRule };
}

/* Does a line pass one of the gates of the current rule? */
static int gatePasses(const char *z, int iFirst){
  size_t i = 0, nWord, n = strlen(z);
  int bDigit = 0;
  for(size_t k=0; k<n; k++) bDigit |= z[k]>='0' && z[k]<='9';
  for(int k=iFirst; k<nGate && n<=NEWS_GATE_SHORT; k++){
    if( aGate[k].hash==newsFoldHash("<short>", 7) ) return 1;
    if( aGate[k].hash==newsFoldHash("<digit>", 7) && bDigit ) return 1;
  }
  for(int w=0; w<NEWS_GATE_WORDS; w++){
    size_t iWord = newsNextWord(z, n, &i, &nWord);
    if( iWord>=n ) break;
    for(int k=iFirst; k<nGate; k++){
      if( aGate[k].hash==newsFoldHash(&z[iWord], nWord) ) return 1;
    }
  }
  return 0;
}

static int matches(NewsRegex *p, const char *z){
  int64_t aSpan[2];
  NewsError err = {0};
  int rc = newsRegexFind(p, z, strlen(z), 0, aSpan, 1, &err);
  if( rc<0 ) tableDie(err.z, z);
  return rc;
}

/* Check pattern, examples and counter-examples, and find the named groups. */
static void ruleCheck(NewsRuleRow *pRow, char *zExamples, char *zCounter, int iFirst){
  NewsRegex *pRegex;
  NewsError err = {0};
  char *azOld[64], *z;
  int n = 0, nCounter = 0;
  const char *zPattern = pRow->rule.zPattern;
  int rc = newsRegexNew(newsHostLibc(), zPattern, strlen(zPattern), &pRegex, &err);
  if( rc!=NEWS_OK ) tableDie(pRow->rule.zName, err.z);
  for(int g=0; g<NEWS_RG_N; g++){
    int k = newsRegexGroup(pRegex, azGroup[g], strlen(azGroup[g]));
    pRow->aGroup[g] = (uint8_t)(k>0 ? k : 0);
  }
  if( newsRegexGroups(pRegex)>=16 ) tableDie("too many groups", pRow->rule.zName);
  while( (z = tableExample(&zExamples))!=0 ){
    for(int i=0; i<n; i++) if( strcmp(azOld[i], z)==0 ) tableDie("example twice", z);
    if( n==64 ) tableDie("too many examples", z);
    azOld[n++] = z;
    if( pRow->eScope<NEWS_RS_LEAD && !gatePasses(z, iFirst) ) tableDie("no gate for", z);
    if( !matches(pRegex, z) ) tableDie("example does not match", z);
  }
  while( (z = tableExample(&zCounter))!=0 ){
    nCounter++;
    if( matches(pRegex, z) ) tableDie("counter-example matches", z);
  }
  if( n<3 ) tableDie("fewer than three examples", pRow->rule.zName);
  if( nCounter<1 ) tableDie("no counter-example", pRow->rule.zName);
  newsRegexFree(pRegex);
}

static void ruleRow(char **az){
  if( nRule==RULES_MAX ) tableDie("too many rules", az[0]);
  for(int i=0; i<nRule; i++){
    if( strcmp(aRule[i].rule.zName, az[0])==0 ) tableDie("name twice", az[0]);
  }
  NewsRuleRow *p = &aRule[nRule];
  p->rule.zName = tableCopy(az[0]);
  p->rule.zKind = azKind[indexOf(az[1], azKind, "unknown kind")];
  p->eScope = (uint8_t)indexOf(az[2], azScope, "unknown scope");
  p->eExtent = (uint8_t)indexOf(az[3], azExtent, "unknown extent");
  if( p->eScope>=NEWS_RS_LEAD && p->eExtent!=NEWS_RX_NONE ){
    tableDie("prose is not cut", az[0]);
  }
  const char *zForm = p->eScope==NEWS_RS_PROSE ? "(?i)%s" : "(?i)^(?:%s)";
  size_t nPattern = strlen(zForm)+strlen(az[5]);
  char *zPattern = tableNeed(malloc(nPattern));
  snprintf(zPattern, nPattern, zForm, az[5]);
  p->rule.zPattern = zPattern;
  int iFirst = nGate;
  for(char *z=strtok(az[4], " "); z; z=strtok(0, " ")){
    gateAdd(newsFoldHash(z, strlen(z)));
  }
  if( (iFirst==nGate)!=(p->eScope==NEWS_RS_LEAD) ){
    tableDie("gate and scope do not agree", az[0]);
  }
  ruleCheck(p, az[6], az[7], iFirst);
  nRule++;
}

static void tagRow(char **az){
  static const TableName aTagKind[] = {
    { "tag", NEWS_TAG_TAG }, { "section", NEWS_TAG_SECTION }, { 0, 0 }
  };
  size_t n = strlen(az[0]);
  if( nTag==TAGS_MAX || n==0 || n>60 ) tableDie("too many tags, or one too long", az[0]);
  aTag[nTag++] = (NewsTag){ tableCopy(az[0]), (uint8_t)n,
                            (uint8_t)tableName(aTagKind, az[1]) };
}

/* Is z[0..n) letters alone, with a capital behind a small one: IonQ, but not McDonald? */
static int isInner(const char *z, size_t n){
  int bInner = 0;
  for(size_t i=0; i<n; i++){
    int bUpper = z[i]>='A' && z[i]<='Z', bLower = z[i]>='a' && z[i]<='z';
    if( !bUpper && !bLower ) return 0;
    bInner |= bUpper && i>0 && z[i-1]>='a' && strncmp(z, i==2 ? "Mc" : "Mac", i)!=0;
  }
  return bInner;
}

/* Words of a cell of the gazetteer. Duplicates go when they are written. */
static void namesAdd(const char *z){
  while( *z ){
    size_t n = strcspn(z, " |");
    if( n>=NAME_BYTES && n<=60 && isInner(z, n) ){
      char *zName = tableNeed(calloc(n+1, 1));
      memcpy(zName, z, n);
      if( nTag==TAGS_MAX ) tableDie("too many tags", zName);
      aTag[nTag++] = (NewsTag){ zName, (uint8_t)n, NEWS_TAG_NAME };
    }
    z += n + (z[n]!=0);
  }
}

static void gazetteerRow(char **az){
  namesAdd(az[0]);
  namesAdd(az[8]);
}

/* By their bytes; of the same ones, those of tags.tsv first. */
static int tagCompare(const void *pA, const void *pB){
  const NewsTag *a = pA, *b = pB;
  int c = strcmp(a->z, b->z);
  return c ? c : a->eKind-b->eKind;
}

static int gateCompare(const void *pA, const void *pB){
  const Gate *a = pA, *b = pB;
  if( a->hash!=b->hash ) return a->hash<b->hash ? -1 : 1;
  return a->iRule-b->iRule;
}

static void writeRules(FILE *out){
  fprintf(out, "const int newsRuleN = %d;\nconst NewsRuleRow newsRuleRow[] = {\n", nRule);
  for(int i=0; i<nRule; i++){
    fprintf(out, " { { \"%s\", \"%s\", ", aRule[i].rule.zName, aRule[i].rule.zKind);
    tableString(out, aRule[i].rule.zPattern);
    fprintf(out, " }, %d, %d, {", aRule[i].eScope, aRule[i].eExtent);
    for(int g=0; g<NEWS_RG_N; g++) fprintf(out, "%d,", aRule[i].aGroup[g]);
    fprintf(out, "} },\n");
  }
  fprintf(out, "};\n");
}

/* The gates as a table of slots, open addressing, and their rules. */
static void writeGates(FILE *out){
  uint32_t nSlot = 64;
  while( nSlot<(uint32_t)nGate*4 ) nSlot *= 2;
  NewsGate *aSlot = tableNeed(calloc(nSlot, sizeof(*aSlot)));
  qsort(aGate, (size_t)nGate, sizeof(Gate), gateCompare);
  for(int i=0; i<nGate; ){
    uint32_t k = aGate[i].hash & (nSlot-1);
    int iFrom = i;
    while( i<nGate && aGate[i].hash==aGate[iFrom].hash ) i++;
    while( aSlot[k].hash ) k = (k+1) & (nSlot-1);
    aSlot[k] = (NewsGate){ aGate[iFrom].hash, (uint16_t)iFrom, (uint16_t)(i-iFrom) };
  }
  fprintf(out, "const uint32_t newsGateMask = %uu;\n", nSlot-1);
  fprintf(out, "const NewsGate newsGate[] = {\n");
  for(uint32_t k=0; k<nSlot; k++){
    fprintf(out, " {%uu,%d,%d},\n", aSlot[k].hash, aSlot[k].iRule, aSlot[k].nRule);
  }
  fprintf(out, "};\nconst uint16_t newsGateRule[] = {\n");
  for(int i=0; i<nGate; i++) fprintf(out, "%d,%s", aGate[i].iRule, i%20==19 ? "\n" : "");
  fprintf(out, "};\n");
  free(aSlot);
}

static void writeTags(FILE *out){
  int n = 0;
  qsort(aTag, (size_t)nTag, sizeof(NewsTag), tagCompare);
  for(int i=0; i<nTag; i++){
    int bSame = n>0 && strcmp(aTag[i].z, aTag[n-1].z)==0;
    if( bSame && aTag[i].eKind!=NEWS_TAG_NAME ) tableDie("tag twice", aTag[i].z);
    if( bSame ) free((void*)aTag[i].z);
    else aTag[n++] = aTag[i];
  }
  nTag = n;
  fprintf(out, "const int newsTagN = %d;\nconst NewsTag newsTag[] = {\n", nTag);
  for(int i=0; i<nTag; i++){
    fprintf(out, " { ");
    tableString(out, aTag[i].z);
    fprintf(out, ", %d, %d },\n", aTag[i].n, aTag[i].eKind);
  }
  fprintf(out, "};\n");
}

int main(int argc, char **argv){
  tableArgs(argc, argv, "mkrules", "rules.tsv tags.tsv ...");
  tableRead(argv[3], "name\tkind\tscope\textent\tgate\tpattern\texamples\tcounter",
            ruleRow);
  tableRead(argv[4], "tag\tkind", tagRow);
  for(int i=5; i<argc; i++){
    tableRead(argv[i], "name\tlabel\tsubtype\tticker\texchange\tcountry\tparent\t"
              "listings\taliases\tcues\tnote", gazetteerRow);
  }
  FILE *out = tableCreate(argv[2], "articleInt.h");
  writeRules(out);
  writeGates(out);
  writeTags(out);
  tableClose(out);
  return 0;
}
