/*
** mkmeta.c - compiles what web pages say where of themselves, and the words of dates.
**
** usage: mkmeta -o OUT.c metas.tsv marks.tsv labels.tsv params.tsv types.tsv
**               properties.tsv persons.tsv countries.tsv zones.tsv months.tsv
**               weekdays.tsv separators.tsv
**
** metas.tsv       name or property of a meta element, column of articles, rank: of the
**                 names of a column the lowest that a page has is believed
** marks.tsv       word of a class or id, or two with a hyphen, marks: what it says of its
**                 element
** labels.tsv      word around dates and names, marks: which date it is, what ends a name
** params.tsv      parameter of an address that only tracks, kind: whole, or begin
** types.tsv       type of schema.org, rank: 1 an article to 9 nothing; see ldjson.c
** properties.tsv  property of schema.org, column, ranks in JSON-LD (added to that of its
**                 type) and in microdata, - where it is not read; elsewhere is no column:
**                 below it hang things of other pages
** persons.tsv     part of the addresses of people, where: path, parameter
** countries.tsv   country at the end of a host's name, order of its dates: day, month
** zones.tsv       time zone, minutes east of UTC, kind: fixed, summer (the United States'
**                 summer time changes it), none (a word behind times, no zone). A name
**                 with two meanings (CST, IST) has the one of most news in English
** months.tsv      name of a month, number
** weekdays.tsv    day of the week, form: whole, or letters: its first are enough
** separators.tsv  sign between a title and the name of its site, blanks it has (both,
**                 after, none), kind: sure, or weak: titles have it, too
**
** The words of dates are in their normal form. Checked here, so that a wrong row stops
** the build: columns, closed lists, numbers, names that come twice.
*/
#include "../article/metaInt.h"
#include "table.h"

static TableWords metas, marks, labels, params, types, properties, persons;
static TableWords countries, zones;

static const TableName aMark[] = {
  { "none", 0 }, { "byline", NEWS_MK_BYLINE }, { "author", NEWS_MK_AUTHOR },
  { "date", NEWS_MK_DATE }, { "published", NEWS_MK_PUBLISHED },
  { "modified", NEWS_MK_MODIFIED }, { "meta", NEWS_MK_META }, { "junk", NEWS_MK_JUNK },
  { "card", NEWS_MK_CARD }, { "tags", NEWS_MK_TAGS }, { "section", NEWS_MK_SECTION },
  { "crumbs", NEWS_MK_CRUMBS }, { "other", NEWS_MK_OTHER },
  { "comment", NEWS_MK_COMMENT },
  { 0, 0 },
};
static const TableName aLabel[] = {
  { "none", 0 }, { "published", NEWS_LB_PUBLISHED }, { "updated", NEWS_LB_UPDATED },
  { "other", NEWS_LB_OTHER }, { "by", NEWS_LB_BY }, { "stop", NEWS_LB_STOP },
  { "nobody", NEWS_LB_NOBODY }, { "role", NEWS_LB_ROLE },
  { "weak", NEWS_LB_WEAK }, { "join", NEWS_LB_JOIN },
  { "nosection", NEWS_LB_NOSECTION }, { 0, 0 },
};
static const TableName aKind[] = { { "whole", 0 }, { "begin", 1 }, { 0, 0 } };

static const TableName aWhere[] = {
  { "path", NEWS_PS_PATH }, { "parameter", NEWS_PS_PARAMETER }, { 0, 0 },
};
static const TableName aOrder[] = {
  { "day", NEWS_DO_DAY }, { "month", NEWS_DO_MONTH }, { 0, 0 },
};
static const TableName aZone[] = {
  { "fixed", 0 }, { "summer", NEWS_ZN_SUMMER }, { "none", NEWS_ZN_NONE }, { 0, 0 },
};
static const TableName aForm[] = { { "whole", 0 }, { "letters", 1 }, { 0, 0 } };

static void metaRow(char **az){
  tableWordAdd(&metas, az[0], "",
               tableName(tableColumn, az[1]) | (uint32_t)tableNumber(az[2], 1, 9)<<8);
}
static void markRow(char **az){
  tableWordAdd(&marks, az[0], "", tableNames(aMark, az[1]));
}
static void labelRow(char **az){
  tableWordAdd(&labels, az[0], "", tableNames(aLabel, az[1]));
}
static void paramRow(char **az){
  tableWordAdd(&params, az[0], "", tableName(aKind, az[1]));
}

static void typeRow(char **az){
  tableWordAdd(&types, az[0], "", (uint32_t)tableNumber(az[1], 1, 9));
}

static uint32_t rankOf(const char *z){
  return strcmp(z, "-")==0 ? NEWS_PR_UNREAD : (uint32_t)tableNumber(z, 0, 9);
}
static void propertyRow(char **az){
  int bElse = strcmp(az[1], "elsewhere")==0;
  uint32_t m = bElse ? NEWS_PR_ELSEWHERE : tableName(tableColumn, az[1]);
  tableWordAdd(&properties, az[0], "", m | rankOf(az[2])<<8 | rankOf(az[3])<<12);
}

static void personRow(char **az){
  tableWordAdd(&persons, az[0], "", tableNames(aWhere, az[1]));
}
static void countryRow(char **az){
  if( strlen(az[0])!=2 ) tableDie("a country has two letters", az[0]);
  tableWordAdd(&countries, az[0], "", tableName(aOrder, az[1]));
}
static void zoneRow(char **az){
  tableWordAdd(&zones, az[0], "", (uint32_t)(tableNumber(az[1], -840, 840)+1440)
               | tableName(aZone, az[2]));
}

/* Names that are looked for one by one stay lists, in the order of the files. */
static FILE *pNames;
static int nName;

static void nameAdd(const char *z, int v){
  size_t n = strlen(z);
  if( n==0 || n>255 ) tableDie("a name too long, or none", z);
  fprintf(pNames, " {");
  tableString(pNames, z);
  fprintf(pNames, ",%d,%d},\n", (int)n, v);
  nName++;
}
static void monthRow(char **az){ nameAdd(az[0], tableNumber(az[1], 1, 12)); }
static void weekdayRow(char **az){ nameAdd(az[0], (int)tableName(aForm, az[1])); }

static void separatorRow(char **az){
  static const TableName aBlanks[] = {
    { "both", 3 }, { "after", 2 }, { "none", 0 }, { 0, 0 },
  };
  static const TableName aSure[] = { { "sure", 0 }, { "weak", 1 }, { 0, 0 } };
  uint32_t mBlank = tableName(aBlanks, az[1]);
  char z[32];
  if( strlen(az[0])>16 ) tableDie("a separator too long", az[0]);
  snprintf(z, sizeof(z), "%s%s%s", mBlank & 1 ? " " : "", az[0], mBlank & 2 ? " " : "");
  nameAdd(z, (int)tableName(aSure, az[2]));
}

static void namesWrite(const char *zName, const char *zFile, const char *zHeader,
                       void (*xRow)(char **azCell)){
  nName = 0;
  fprintf(pNames, "const NewsName news%s[] = {\n", zName);
  tableRead(zFile, zHeader, xRow);
  fprintf(pNames, "};\nconst int news%sN = %d;\n", zName, nName);
}

/* Months are looked for at each word of a text: first those with its first byte. */
static int nMonthOf[256];
static int cMonth;

static void monthCount(char **az){ nMonthOf[(unsigned char)az[0][0]]++; }
static void monthWrite(char **az){
  if( (unsigned char)az[0][0]==cMonth ) monthRow(az);
}

static void monthsWrite(const char *zFile){
  static const char zHeader[] = "month\tnumber";
  tableRead(zFile, zHeader, monthCount);
  nName = 0;
  fprintf(pNames, "const NewsName newsMonth[] = {\n");
  for(cMonth=0; cMonth<256; cMonth++){
    if( nMonthOf[cMonth] ) tableRead(zFile, zHeader, monthWrite);
  }
  fprintf(pNames, "};\nconst uint16_t newsMonthFirst[257] = {");
  for(int c=0, n=0; c<257; c++){
    fprintf(pNames, "%d,", n);
    if( c<256 ) n += nMonthOf[c];
  }
  fprintf(pNames, "};\n");
}

int main(int argc, char **argv){
  tableArgs(argc, argv, "mkmeta", "metas.tsv marks.tsv labels.tsv params.tsv types.tsv"
            " properties.tsv persons.tsv countries.tsv zones.tsv months.tsv weekdays.tsv"
            " separators.tsv");
  tableRead(argv[3], "name\tcolumn\trank", metaRow);
  tableRead(argv[4], "token\tmarks", markRow);
  tableRead(argv[5], "word\tmarks", labelRow);
  tableRead(argv[6], "parameter\tkind", paramRow);
  tableRead(argv[7], "type\trank", typeRow);
  tableRead(argv[8], "property\tcolumn\tjson\tmicrodata", propertyRow);
  tableRead(argv[9], "part\twhere", personRow);
  tableRead(argv[10], "country\torder", countryRow);
  tableRead(argv[11], "zone\tminutes\tkind", zoneRow);
  pNames = tableCreate(argv[2], "metaInt.h");
  tableWordsWrite(pNames, &metas, "Metas");
  tableWordsWrite(pNames, &marks, "Marks");
  tableWordsWrite(pNames, &labels, "Labels");
  tableWordsWrite(pNames, &params, "Params");
  tableWordsWrite(pNames, &types, "Types");
  tableWordsWrite(pNames, &properties, "Properties");
  tableWordsWrite(pNames, &persons, "Persons");
  tableWordsWrite(pNames, &countries, "Countries");
  tableWordsWrite(pNames, &zones, "Zones");
  monthsWrite(argv[12]);
  namesWrite("Weekday", argv[13], "weekday\tform", weekdayRow);
  namesWrite("Separator", argv[14], "sign\tblanks\tkind", separatorRow);
  tableClose(pNames);
  return 0;
}
