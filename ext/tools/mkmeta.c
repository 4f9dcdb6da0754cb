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
#include "table.h"

static TableWords metas, marks, labels, params;

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
  { "weak", NEWS_LB_WEAK }, { 0, 0 },
};
static const TableName aKind[] = { { "whole", 0 }, { "begin", 1 }, { 0, 0 } };

/* Months stay a list, in the order of the file: they are found by their beginning. */
static FILE *pMonths;
static int nMonth;

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

static void monthRow(char **az){
  size_t n = strlen(az[0]);
  if( n==0 || n>255 ) tableDie("a month too long, or none", az[0]);
  fprintf(pMonths, " {");
  tableString(pMonths, az[0]);
  fprintf(pMonths, ",%d,%d},\n", (int)n, tableNumber(az[1], 1, 12));
  nMonth++;
}

int main(int argc, char **argv){
  tableArgs(argc, argv, "mkmeta", "metas.tsv marks.tsv labels.tsv params.tsv months.tsv");
  tableRead(argv[3], "name\tcolumn\trank", metaRow);
  tableRead(argv[4], "token\tmarks", markRow);
  tableRead(argv[5], "word\tmarks", labelRow);
  tableRead(argv[6], "parameter\tkind", paramRow);
  FILE *out = tableCreate(argv[2], "metaInt.h");
  tableWordsWrite(out, &metas, "Metas");
  tableWordsWrite(out, &marks, "Marks");
  tableWordsWrite(out, &labels, "Labels");
  tableWordsWrite(out, &params, "Params");
  fprintf(out, "const NewsMonth newsMonth[] = {\n");
  pMonths = out;
  tableRead(argv[7], "month\tnumber", monthRow);
  fprintf(out, "};\nconst int newsMonthN = %d;\n", nMonth);
  tableClose(out);
  return 0;
}
