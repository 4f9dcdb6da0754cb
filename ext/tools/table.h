/*
** table.h - what the compilers of ext/data share: TSV read, tables of C written.
**
**   static void monthRow(char **az){ tableWordAdd(&months, az[0], "", ...); }
**
**   tableArgs(argc, argv, "mkmonths", "months.tsv");
**   tableRead(argv[3], "month\tnumber", monthRow);
**   FILE *out = tableCreate(argv[2], "metaInt.h");
**   tableWordsWrite(out, &months, "Months");
**   tableClose(out);
**
** A file is a header line and rows of as many cells, parted by tabs. Programs of the
** build run once and stop at the first wrong row, so no function here fails: tableDie
** says which file, line and cell it was and ends the program with 1. Memory is not freed.
*/
#ifndef NEWS_TABLE_H
#define NEWS_TABLE_H
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* See to it that the arguments are -o OUT and a file for each name in zFiles ("a.tsv
** b.tsv", with "..." behind them any number more): these are argv[2] and argv[3] on.
** Otherwise say so and end with 2. */
void tableArgs(int argc, char **argv, const char *zProgram, const char *zFiles);

/* "PROGRAM: FILE:LINE: WHAT: CELL", with the file and line that were read last. */
_Noreturn void tableDie(const char *zWhat, const char *zCell);

/*---------------------------------------------------------------------------- rows in */

/* All rows below the header, which must be zHeader to the letter. The cells are xRow's
** to change; they are gone when it returns. */
void tableRead(const char *zFile, const char *zHeader, void (*xRow)(char **azCell));

void *tableNeed(void*);                  /* its argument, which is not NULL */
char *tableCopy(const char *z);
int tableNumber(const char *z, int nMin, int nMax);  /* decimal, in these bounds */

/* A closed list of names, which ends with a row of NULL. */
typedef struct TableName { const char *z; uint32_t m; } TableName;
uint32_t tableName(const TableName*, const char *z);
uint32_t tableNames(const TableName*, char *z);  /* several, parted by blanks: or'ed */
extern const TableName tableColumn[];            /* columns of articles: NEWS_AC_… */

/* Next of the examples in a cell, which broken bars part; NULL at its end. *pz moves on,
** and the cell is cut. An empty one is an error. */
char *tableExample(char **pz);

/*------------------------------------------------------------------------- tables out */

FILE *tableCreate(const char *zFile, const char *zInclude);
void tableClose(FILE*);
void tableBytes(FILE*, const char *z, size_t n);  /* as a string of C in its quotes */
void tableString(FILE*, const char *z);

/* Words of a table that newsWordFind reads (htmlInt.h). One that comes twice is an
** error. */
typedef struct NewsWord NewsWord;
typedef struct TableWords { NewsWord *a; int n, nAlloc; } TableWords;
void tableWordAdd(TableWords*, const char *z, const char *zTo, uint32_t m);

/* As `const NewsWords newsNAME`. */
void tableWordsWrite(FILE*, const TableWords*, const char *zName);

#endif
