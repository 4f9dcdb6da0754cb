/*
** patternInt.h - what the compiler of data/patterns.tsv and the entity room share.
**
** The patterns of one lead are joined: the first row that matches where it is asked for
** tells the kind, and its named groups are the fields of this list.
*/
#ifndef NEWS_PATTERNINT_H
#define NEWS_PATTERNINT_H
#include "../text/text.h"

/* What a token must be for patterns to be tried at it. */
enum {
  NEWS_PL_NUMBER,         /* a number in digits or words, or the currency's sign before */
  NEWS_PL_DAY,            /* a number of one or two digits, or with stops in it */
  NEWS_PL_YEAR,           /* one of four digits, or what is before it */
  NEWS_PL_MONTH,          /* the name of one */
  NEWS_PL_WEEKDAY,
  NEWS_PL_WORD,           /* another word of time */
  NEWS_PL_SYMBOL,         /* capitals, or digits before a stop */
  NEWS_PL_LISTED,         /* the same behind an exchange and colon: digits alone will do */
  NEWS_PL_LISTING,        /* that colon */
  NEWS_PL_BRACKET,        /* a bracket that opens */
  NEWS_PL_CASHTAG,        /* a dollar sign before letters */
  NEWS_PL_GLUED,          /* capitals with small letters behind them */
  NEWS_PL_N
};

/* What a row of the file finds. */
enum {
  NEWS_PK_AMOUNT,         /* money or percent, one or a range: its fields tell */
  NEWS_PK_DATE,           /* year, month and day, or of these what is there */
  NEWS_PK_SLASH,          /* 12/11/2025: of two orders */
  NEWS_PK_MONTH,          /* the name of a month alone */
  NEWS_PK_YEAR, NEWS_PK_DECADE, NEWS_PK_QUARTER, NEWS_PK_HALF, NEWS_PK_WEEKDAY,
  NEWS_PK_DAY,            /* yesterday, today, tomorrow */
  NEWS_PK_RELATIVE,       /* last, this or next week, month, quarter, year, May */
  NEWS_PK_SYMBOL,         /* a ticker, alone or with what stands about it */
  NEWS_PK_BRACKET,        /* what stands in brackets */
  NEWS_PK_N
};

/* Its fields. */
enum {
  NEWS_PG_SIGN, NEWS_PG_NUMBER, NEWS_PG_SCALE, NEWS_PG_CURRENCY, NEWS_PG_UNIT,
  NEWS_PG_PENCE, NEWS_PG_TO, NEWS_PG_AND,
  NEWS_PG_SIGN2, NEWS_PG_NUMBER2, NEWS_PG_SCALE2, NEWS_PG_CURRENCY2, NEWS_PG_UNIT2,
  NEWS_PG_DAY, NEWS_PG_MONTH, NEWS_PG_YEAR, NEWS_PG_FIRST, NEWS_PG_SECOND,
  NEWS_PG_QUARTER, NEWS_PG_HALF, NEWS_PG_ORDINAL, NEWS_PG_FISCAL, NEWS_PG_WEEKDAY,
  NEWS_PG_RELATIVE, NEWS_PG_PERIOD,
  NEWS_PG_SYMBOL, NEWS_PG_TAIL,
  NEWS_PG_N
};
#define NEWS_PATTERN_GROUPS  16     /* most groups of a row, with the whole match */

typedef struct NewsPatternRow {
  const char *zName;
  uint8_t eLead, eKind;
  int16_t nScore;                   /* of a value, thousandths */
  uint8_t aGroup[NEWS_PG_N];        /* number of its group; 0: it has none */
} NewsPatternRow;

extern const NewsPatternRow newsPatternRow[];
/* By lead: its rows as one pattern, each of which sets the character of its number as the
** mark. */
#define NEWS_PATTERN_MARK  '0'
extern const char *const newsPatternText[NEWS_PL_N];

/* Words that may stand behind a number that is a value; that may begin a date, which are no
** months or days of the week; that go on with it, besides months and numbers; and those
** that are one. */
#define NEWS_PW_BEHIND  1
#define NEWS_PW_BEGIN   2
#define NEWS_PW_ALONG   4
#define NEWS_PW_ALONE   8
extern const NewsBucket newsPatternWord[];
extern const uint32_t newsPatternWordMask;

#endif
