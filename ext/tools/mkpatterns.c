/*
** mkpatterns.c - compiles the patterns of values and symbols for the entity room.
**
**   mkpatterns -o build/patterns_data.c data/patterns.tsv data/currencies.tsv
**     data/exchanges.tsv
**
** patterns.tsv    name lead kind score pattern examples counter
**                 A row of lead "part" is a piece that patterns behind it name in braces:
**                 {end}; one of lead "shared" is kept once and called. {sign} and
**                 {currency} are made of currencies.tsv: what stands before and behind a
**                 number; {tail} of exchanges.tsv: what stands behind a symbol's stop.
**                 Rows of lead "gate" have words, one of which must be there for patterns
**                 to be tried: "behind" a number, to which the currencies come; to
**                 "begin" a date and go "along" with it; "alone". Named groups are fields.
**                 examples (three or more) and counter (one or more) are parted by a
**                 broken bar; a pattern is tried at the mark of a negation, or else at
**                 the example's beginning, and must match all from there.
** currencies.tsv  form unit per, and
** exchanges.tsv   form mic kind, as in mkgazetteer.c
**
** HOW IT WORKS. Each row is compiled and tried alone, so that a wrong one stops the
** build. Then the rows of a lead become the branches of one pattern, in the order of the
** file, in which each counts its groups from 1 and sets its number as the mark.
*/
#include "table.h"
#include "../text/text.h"
#include "../entity/patternInt.h"

#define ROWS_MAX    64
#define PARTS_MAX   64
#define FORMS_MAX  512
#define GATES_MAX  256
#define TEXT_MAX  65536
#define MARK "\xc2\xac"

enum { LEAD_PART=NEWS_PL_N, LEAD_SHARED, LEAD_GATE };   /* rows that are no patterns */

typedef struct Part { char *zName, *z; int bShared; } Part;

static Part aPart[PARTS_MAX];
static NewsPatternRow aRow[ROWS_MAX];
static char *azPattern[ROWS_MAX];
static char *azForm[FORMS_MAX], *azTail[FORMS_MAX];
static struct { uint32_t hash, mClass; } aGate[GATES_MAX];
static int nPart, nRow, nForm, nTail, nGate;

static const TableName aLead[] = {
  { "number", NEWS_PL_NUMBER }, { "day", NEWS_PL_DAY }, { "year", NEWS_PL_YEAR },
  { "month", NEWS_PL_MONTH }, { "weekday", NEWS_PL_WEEKDAY },
  { "word", NEWS_PL_WORD }, { "symbol", NEWS_PL_SYMBOL },
  { "listed", NEWS_PL_LISTED }, { "listing", NEWS_PL_LISTING },
  { "bracket", NEWS_PL_BRACKET }, { "cashtag", NEWS_PL_CASHTAG },
  { "glued", NEWS_PL_GLUED }, { "part", LEAD_PART }, { "shared", LEAD_SHARED },
  { "gate", LEAD_GATE }, { 0, 0 }
};
static const TableName aGateName[] = {
  { "behind", NEWS_PW_BEHIND }, { "begin", NEWS_PW_BEGIN }, { "along", NEWS_PW_ALONG },
  { "alone", NEWS_PW_ALONE }, { 0, 0 }
};
static const TableName aKind[] = {
  { "amount", NEWS_PK_AMOUNT }, { "date", NEWS_PK_DATE }, { "slash", NEWS_PK_SLASH },
  { "month", NEWS_PK_MONTH }, { "year", NEWS_PK_YEAR }, { "decade", NEWS_PK_DECADE },
  { "quarter", NEWS_PK_QUARTER }, { "half", NEWS_PK_HALF },
  { "weekday", NEWS_PK_WEEKDAY }, { "day", NEWS_PK_DAY },
  { "relative", NEWS_PK_RELATIVE }, { "symbol", NEWS_PK_SYMBOL },
  { "bracket", NEWS_PK_BRACKET }, { 0, 0 }
};
static const char *const azGroup[NEWS_PG_N] = {
  "sign", "number", "scale", "currency", "unit", "pence", "to", "and",
  "sign2", "number2", "scale2", "currency2", "unit2",
  "day", "month", "year", "first", "second", "quarter", "half",
  "ordinal", "fiscal", "weekday", "relative", "period",
  "symbol", "tail"
};

/*------------------------------------------------------------------------------- parts */

/* A text that grows up to TEXT_MAX. */
typedef struct Text { char z[TEXT_MAX]; size_t n; } Text;

static void textAdd(Text *p, const char *z, size_t n){
  if( p->n+n>=TEXT_MAX ) tableDie("pattern too long", "");
  memcpy(&p->z[p->n], z, n);
  p->n += n;
  p->z[p->n] = 0;
}
static void textPut(Text *p, const char *z){ textAdd(p, z, strlen(z)); }

/* The part takes z over. */
static void partAdd(const char *zName, char *z, int bShared){
  if( nPart==PARTS_MAX ) tableDie("too many parts", zName);
  aPart[nPart++] = (Part){ tableCopy(zName), z, bShared };
}

/* The parts that a pattern calls, behind it; how many. Parts may call others. */
static int partsShared(Text *p){
  int n = 0, aDone[PARTS_MAX] = {0};
  textPut(p, "(?(DEFINE)");
  for(int i=0; i<nPart; i++){
    char zCall[64];
    snprintf(zCall, sizeof(zCall), "(?&_%s)", aPart[i].zName);
    if( !aPart[i].bShared || aDone[i] || strstr(p->z, zCall)==0 ) continue;
    textPut(p, "(?<_");
    textPut(p, aPart[i].zName);
    textPut(p, ">");
    textPut(p, aPart[i].z);
    textPut(p, ")");
    aDone[i] = 1;
    n++;
    i = -1;
  }
  textPut(p, ")");
  return n;
}

/* A copy of a pattern in which the parts stand for their names. */
static char *partsOpen(const char *z){
  static Text out;
  out.n = 0;
  for(; *z; z++){
    size_t n = *z=='{' ? strspn(z+1, "abcdefghijklmnopqrstuvwxyz") : 0;
    if( n==0 || z[n+1]!='}' ){
      textAdd(&out, z, 1);
      continue;
    }
    int i = 0;
    while( i<nPart && (strncmp(aPart[i].zName, z+1, n)!=0 || aPart[i].zName[n]) ) i++;
    if( i==nPart ) tableDie("no such part", z);
    if( aPart[i].bShared ) textPut(&out, "(?&_");
    textPut(&out, aPart[i].bShared ? aPart[i].zName : aPart[i].z);
    if( aPart[i].bShared ) textPut(&out, ")");
    z += n+1;
  }
  return tableCopy(out.z);
}

/*-------------------------------------------------------------------------- currencies */

static void gateAdd(const char *z, size_t n, uint32_t mClass){
  uint32_t hash = newsFoldHash(z, n);
  int i = 0;
  while( i<nGate && aGate[i].hash!=hash ) i++;
  if( i==GATES_MAX ) tableDie("too many words", z);
  if( i==nGate ) nGate++;
  aGate[i].hash = hash;
  aGate[i].mClass |= mClass;
}

static void formRow(char **az){
  const char *z = &az[0][az[0][0]=='?'];
  gateAdd(z, strcspn(z, " "), NEWS_PW_BEHIND);
  if( nForm==FORMS_MAX ) tableDie("too many forms", az[0]);
  azForm[nForm++] = tableCopy(az[0]);
}

static void tailRow(char **az){
  if( nTail==FORMS_MAX ) tableDie("too many forms", az[0]);
  if( strcmp(az[2], "tail")==0 ) azTail[nTail++] = tableCopy(az[0]);
}

static int formCompare(const void *pA, const void *pB){
  return strcmp(*(char*const*)pA, *(char*const*)pB);
}

/* Bytes of the character at z. */
static size_t charBytes(const char *z){
  size_t n = 1;
  while( ((unsigned char)z[n] & 0xC0)==0x80 ) n++;
  return n;
}

/* The texts az[iFrom..iTo), in order, behind their first i bytes, which they share, as a
** pattern with a branch for each character. */
static void branches(Text *p, char **az, int iFrom, int iTo, size_t i){
  int bEnds = az[iFrom][i]==0;
  if( bEnds && ++iFrom==iTo ) return;
  textPut(p, "(?:");
  for(int k=iFrom; k<iTo; ){
    const char *z = &az[k][i];
    size_t n = charBytes(z);
    int e = k;
    while( e<iTo && memcmp(&az[e][i], z, n)==0 ) e++;
    if( k>iFrom ) textPut(p, "|");
    if( *z==' ' ){
      textPut(p, "{sp}");
    }else{
      if( strchr("$.", *z) ) textPut(p, "\\");
      textAdd(p, z, n);
    }
    branches(p, az, k, e, i+n);
    k = e;
  }
  textPut(p, bEnds ? ")?" : ")");
}

/* Does a form hold a sign: a character that is no letter, stop or blank? */
static int isSign(const char *z){
  for(; *z; z += charBytes(z)){
    if( *z=='$' ) return 1;
    if( charBytes(z)>1 ){
      const char *q = z;
      if( (newsCharType(newsUtf8Read(&q, z+charBytes(z))) & NEWS_CT_LETTER)==0 ) return 1;
    }
  }
  return 0;
}

/* {sign}: what stands before a number. Signs in whatever case, letters alone only as
** their code is written: EUR, Rs. */
static void signPart(void){
  static Text out;
  static char *azSign[FORMS_MAX];
  int n = 0;
  for(int i=0; i<nForm; i++) if( isSign(azForm[i]) ) azSign[n++] = azForm[i];
  textPut(&out, "(?:(?i:");
  branches(&out, azSign, 0, n, 0);
  textPut(&out, ")");
  for(int i=0; i<nForm; i++){
    char z[8];
    int bPlain = azForm[i][0]=='?';
    size_t k = strlen(&azForm[i][bPlain]);
    if( k<2 || k>(bPlain ? 2 : 4) || strspn(&azForm[i][bPlain],
        "abcdefghijklmnopqrstuvwxyz")<k ) continue;
    strcpy(z, &azForm[i][bPlain]);
    for(size_t j=0; j<k && (j==0 || (k==3 && z[0]!='R') || bPlain); j++) z[j] -= 32;
    textPut(&out, "|");
    textPut(&out, z);
    textPut(&out, "\\.?");
  }
  textPut(&out, ")");
  partAdd("sign", partsOpen(out.z), 1);
}

/* {currency}: what stands behind a number. */
static void currencyPart(void){
  static char *azWord[FORMS_MAX];
  static Text out;
  int n = 0;
  for(int i=0; i<nForm; i++){
    if( strchr(azForm[i], '$')==0 ) azWord[n++] = &azForm[i][azForm[i][0]=='?'];
  }
  qsort(azWord, (size_t)n, sizeof(char*), formCompare);
  textPut(&out, "(?i:");
  branches(&out, azWord, 0, n, 0);
  textPut(&out, "{end})");
  partAdd("currency", partsOpen(out.z), 1);
}

/* {tail}: of an exchange. */
static void tailPart(void){
  static Text out;
  qsort(azTail, (size_t)nTail, sizeof(char*), formCompare);
  branches(&out, azTail, 0, nTail, 0);
  textPut(&out, "{end}");
  partAdd("tail", partsOpen(out.z), 1);
}

/*-------------------------------------------------------------------------------- rows */

/* Does a pattern match the whole of an example from its mark on? */
static int matches(NewsRegex *p, char *z){
  int64_t aSpan[2];
  NewsError err = {0};
  char *zMark = strstr(z, MARK);
  size_t iFrom = zMark ? (size_t)(zMark-z) : 0;
  if( zMark ) memmove(zMark, zMark+strlen(MARK), strlen(zMark+strlen(MARK))+1);
  int rc = newsRegexFind(p, z, strlen(z), iFrom, aSpan, 1, &err);
  if( rc<0 ) tableDie(err.z, z);
  return rc && (size_t)aSpan[1]==strlen(z);
}

static void rowCheck(NewsPatternRow *pRow, const char *zPattern, char *zExamples,
                     char *zCounter){
  static Text full;
  NewsRegex *pRegex;
  NewsError err = {0};
  char *z;
  int n = 0, nCounter = 0, nNamed = 0;
  full.n = 0;
  textPut(&full, "\\G(?:");
  textPut(&full, zPattern);
  textPut(&full, ")");
  int nShared = partsShared(&full);
  int rc = newsRegexOwn(newsHostLibc(), full.z, full.n, &pRegex, &err);
  if( rc!=NEWS_OK ) tableDie(pRow->zName, err.z);
  for(int g=0; g<NEWS_PG_N; g++){
    int k = newsRegexGroup(pRegex, azGroup[g], strlen(azGroup[g]));
    pRow->aGroup[g] = (uint8_t)(k>0 ? k : 0);
    nNamed += k>0;
  }
  if( nNamed+nShared!=newsRegexGroups(pRegex) ){
    tableDie("a group without a field", pRow->zName);
  }
  if( nNamed>=NEWS_PATTERN_GROUPS ) tableDie("too many groups", pRow->zName);
  for(; (z = tableExample(&zExamples))!=0; n++){
    if( !matches(pRegex, z) ) tableDie("example does not match", z);
  }
  for(; (z = tableExample(&zCounter))!=0; nCounter++){
    if( matches(pRegex, z) ) tableDie("counter-example matches", z);
  }
  if( n<3 ) tableDie("fewer than three examples", pRow->zName);
  if( nCounter<1 ) tableDie("no counter-example", pRow->zName);
  newsRegexFree(pRegex);
}

static void patternRow(char **az){
  uint32_t eLead = tableName(aLead, az[1]);
  if( eLead==LEAD_GATE ){
    uint32_t m = tableName(aGateName, az[0]);
    for(char *z=strtok(az[4], " "); z; z=strtok(0, " ")) gateAdd(z, strlen(z), m);
    return;
  }
  char *zPattern = partsOpen(az[4]);
  if( eLead>=NEWS_PL_N ){
    partAdd(az[0], zPattern, eLead==LEAD_SHARED);
    /* Forms of currencies are made of the parts of blanks and ends. */
    if( strcmp(az[0], "end")==0 ){
      signPart();
      currencyPart();
      tailPart();
    }
    return;
  }
  if( nRow==ROWS_MAX ) tableDie("too many patterns", az[0]);
  NewsPatternRow *p = &aRow[nRow];
  p->zName = tableCopy(az[0]);
  p->eLead = (uint8_t)eLead;
  p->eKind = (uint8_t)tableName(aKind, az[2]);
  p->nScore = (int16_t)(az[3][0] ? tableNumber(az[3], 1, 1000) : 0);
  rowCheck(p, zPattern, az[5], az[6]);
  azPattern[nRow++] = zPattern;
}

/* A pattern whose groups have lost their names, of which a joined one may have but one
** each. */
static void withoutNames(Text *p, const char *z){
  while( *z ){
    if( strncmp(z, "(?<", 3)==0 && z[3]>='a' && z[3]<='z' ){
      textPut(p, "(");
      z = strchr(z, '>')+1;
    }else{
      if( *z=='\\' ) textAdd(p, z++, 1);
      textAdd(p, z++, 1);
    }
  }
}

static void writePatterns(FILE *out){
  static Text all;
  fprintf(out, "const NewsPatternRow newsPatternRow[] = {\n");
  for(int i=0; i<nRow; i++){
    const NewsPatternRow *p = &aRow[i];
    fprintf(out, " { \"%s\", %d, %d, %d, {", p->zName, p->eLead, p->eKind, p->nScore);
    for(int g=0; g<NEWS_PG_N; g++) fprintf(out, "%d,", p->aGroup[g]);
    fprintf(out, "} },\n");
  }
  fprintf(out, "};\nconst char *const newsPatternText[] = {\n");
  for(uint32_t eLead=0; eLead<NEWS_PL_N; eLead++){
    all.n = 0;
    textPut(&all, "\\G(?|");
    for(int i=0; i<nRow; i++){
      char zMark[32];
      if( aRow[i].eLead!=eLead ) continue;
      snprintf(zMark, sizeof(zMark), "%s(?:", all.n>5 ? "|" : "");
      textPut(&all, zMark);
      withoutNames(&all, azPattern[i]);
      snprintf(zMark, sizeof(zMark), ")(*MARK:%c)", NEWS_PATTERN_MARK+i);
      textPut(&all, zMark);
    }
    textPut(&all, ")");
    partsShared(&all);
    tableString(out, all.z);
    fprintf(out, ",\n");
  }
  fprintf(out, "};\n");
}

/* The words of the gates; half the places are free. */
static void writeGate(FILE *out){
  uint32_t n = 16;
  while( n*NEWS_BUCKET<(uint32_t)nGate*2 ) n *= 2;
  NewsBucket *a = tableNeed(calloc(n, sizeof(*a)));
  for(int i=0; i<nGate; i++) newsBucketAdd(a, n-1, aGate[i].hash, aGate[i].mClass);
  fprintf(out, "const uint32_t newsPatternWordMask = %uu;\n", n-1);
  fprintf(out, "const NewsBucket newsPatternWord[] = {\n");
  for(uint32_t i=0; i<n; i++){
    fprintf(out, " {{");
    for(int k=0; k<NEWS_BUCKET; k++) fprintf(out, "%uu,", a[i].aHash[k]);
    fprintf(out, "},{");
    for(int k=0; k<NEWS_BUCKET; k++) fprintf(out, "%u,", a[i].aClass[k]);
    fprintf(out, "}},\n");
  }
  fprintf(out, "};\n");
  free(a);
}

int main(int argc, char **argv){
  tableArgs(argc, argv, "mkpatterns", "patterns.tsv currencies.tsv exchanges.tsv");
  tableRead(argv[4], "form\tunit\tper", formRow);
  qsort(azForm, (size_t)nForm, sizeof(char*), formCompare);
  tableRead(argv[5], "form\tmic\tkind", tailRow);
  tableRead(argv[3], "name\tlead\tkind\tscore\tpattern\texamples\tcounter", patternRow);
  FILE *out = tableCreate(argv[2], "patternInt.h");
  writePatterns(out);
  writeGate(out);
  tableClose(out);
  return 0;
}
