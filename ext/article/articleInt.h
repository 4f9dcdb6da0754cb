/*
** articleInt.h - what the files of the article room share; nobody else includes it.
**
** A raw page goes through these steps, one file each:
**
**   reader.c   records of a stream, by format.c, gzip.c and warc.c
**   format.c   what kind of file is it?
**   parser.c   patterns that are kept between pages
**   line.c     clean lines with their features
**   rules.c    which line is furniture, and which field does it give?
**   zone.c     menus before and lists after the story
**   title.c    which line is the headline?
**   date.c     dates
**   tags.c     tags, also run together; lists of symbols
**   article.c  the steps in order, and the columns
*/
#ifndef NEWS_ARTICLE_INT_H
#define NEWS_ARTICLE_INT_H
#include "article.h"

/*----------------------------------------------------------------------------- bytes */

/* Classes of bytes, as ASCII has them, in any locale. */
static inline int isSpace(char c){ return c==' ' || (c>='\t' && c<='\r'); }
static inline int isDigit(char c){ return c>='0' && c<='9'; }
static inline int isUpper(char c){ return c>='A' && c<='Z'; }
static inline char lower(char c){ return (char)(isUpper(c) ? c+32 : c); }
static inline int isAlpha(char c){ return lower(c)>='a' && lower(c)<='z'; }
static inline int isAlnum(char c){ return isAlpha(c) || isDigit(c); }
/* The value of a hexadecimal digit; -1 when it is none. */
static inline int hexDigit(char c){
  if( isDigit(c) ) return c-'0';
  c = lower(c);
  return c>='a' && c<='f' ? c-'a'+10 : -1;
}
/* A letter or digit, or a byte of any character beyond ASCII. */
static inline int isWordByte(char c){ return isAlnum(c) || (c & 0x80); }
/* Is z[0..n) the word, which is in lower case? */
static inline int isWord(const char *z, size_t n, const char *zWord){
  size_t i = 0;
  while( i<n && zWord[i] && lower(z[i])==zWord[i] ) i++;
  return i==n && zWord[i]==0;
}
/* Bytes of the white space at z, which holds n>0: 1 of a control character or a blank, 2
** of one that must not break, 0 of anything else. */
static inline int blankBytes(const char *z, size_t n){
  unsigned char c = (unsigned char)*z;
  return c<=' ' ? 1 : c==0xC2 && n>1 && (unsigned char)z[1]==0xA0 ? 2 : 0;
}

/*------------------------------------------------------- compiled data: rules_data.c */

/* Named groups of a pattern, in this order. `site` is the page's own publisher, `source`
** the one it names, `credit` one that the story mentions: the first that is there wins.
** `date` is a date without a label. */
enum {
  NEWS_RG_TITLE = 0, NEWS_RG_URL, NEWS_RG_AUTHOR, NEWS_RG_PUBLISHED, NEWS_RG_UPDATED,
  NEWS_RG_DATE, NEWS_RG_SITE, NEWS_RG_SOURCE, NEWS_RG_CREDIT, NEWS_RG_TAGS,
  NEWS_RG_SECTION, NEWS_RG_SUMMARY, NEWS_RG_SYMBOLS, NEWS_RG_N
};

/* Where a rule holds. */
enum {
  NEWS_RS_ANY = 0,
  NEWS_RS_TOP,            /* before the first paragraph */
  NEWS_RS_HEAD,           /* before and shortly after the first paragraph */
  NEWS_RS_TAIL,           /* when half of the prose is past */
  NEWS_RS_LEAD,           /* the first paragraph only; without gate */
  NEWS_RS_PROSE           /* paragraphs, while no source is known; all words are gates */
};

/* What it takes out. */
enum {
  NEWS_RX_LINE = 0,
  NEWS_RX_BLOCK,          /* the line and the short lines that follow */
  NEWS_RX_REST,           /* the line and all that follows, when little prose does */
  NEWS_RX_NONE            /* nothing: the line stays in the body */
};

/* A compiled row of rules.tsv. */
typedef struct NewsRuleRow {
  NewsRule rule;
  uint8_t eScope, eExtent;
  uint8_t aGroup[NEWS_RG_N];     /* number of each named group; 0: not in the pattern */
} NewsRuleRow;

/* A word among the first of a line, and the rules it lets try. */
typedef struct NewsGate {
  uint32_t hash;                 /* newsFoldHash; 0: empty slot */
  uint16_t iRule, nRule;         /* in newsGateRule */
} NewsGate;

/* A row of tags.tsv, or a word with capitals inside of the gazetteer's names of
** organisations and products (EchoStar, IonQ), sorted by its bytes. */
typedef struct NewsTag {
  const char *z;
  uint8_t n;
  uint8_t eKind;                 /* NEWS_TAG_… */
} NewsTag;

#define NEWS_TAG_TAG        0
#define NEWS_TAG_SECTION    1    /* also the name of a section */
#define NEWS_TAG_NAME       2    /* of the gazetteer */

extern const int newsRuleN;
extern const NewsRuleRow newsRuleRow[];
extern const uint32_t newsGateMask;
extern const NewsGate newsGate[];
extern const uint16_t newsGateRule[];
extern const int newsTagN;
extern const NewsTag newsTag[];

#define NEWS_GATE_WORDS     8    /* words of a line that are looked up */
#define NEWS_GATE_SHORT    90    /* bytes of a line with the gates <digit> and <short> */
#define NEWS_RULE_LINE   6000    /* longest line that rules read, in bytes */

/*----------------------------------------------------------------- page, lines: line.c */

/* What became of a line. */
enum {
  NEWS_LN_BODY = 0,
  NEWS_LN_TITLE,
  NEWS_LN_CUT                    /* boilerplate */
};

#define NEWS_LF_BLANK    0x01    /* an empty line before it */
#define NEWS_LF_STOP     0x02    /* ends like a sentence */
#define NEWS_LF_PROSE    0x04    /* a paragraph of running text */
#define NEWS_LF_BULLET   0x08    /* begins like an item of a list */
#define NEWS_LF_DIGIT    0x10    /* has a digit */
#define NEWS_LF_TAGS     0x20    /* holds tags: no witness for their words */

typedef struct NewsLine {
  uint32_t iByte, nByte;         /* in NewsPage.z; never empty, no white space around */
  uint32_t nWord;
  uint8_t eLine;                 /* NEWS_LN_… */
  uint8_t mFlag;                 /* NEWS_LF_… */
} NewsLine;

/* A page while it is read. Everything lives in the arena. */
typedef struct NewsPage {
  NewsParser *pParser;
  NewsArena *pArena;
  const NewsArticleHooks *pHooks;      /* may be NULL */
  NewsError *pErr;
  const char *z;                       /* clean lines, each with a newline behind it */
  uint32_t n;
  NewsLine *aLine;
  uint32_t nLine;
  uint32_t iLead;                      /* first line of prose; nLine: none */
  uint32_t nProse;                     /* words of prose */
  uint32_t nSite;                      /* lines cut that are menus, sharing, login */
  const char *azField[NEWS_RG_N];      /* first find of each group; NULL: none */
  uint32_t anField[NEWS_RG_N];
  char zPublished[32], zUpdated[32];   /* "" while there is none */
  char zDate[32];                      /* a date in the head that has no label */
} NewsPage;

#define lineText(p,i)  (&(p)->z[(p)->aLine[i].iByte])

/* The lines of n bytes of valid UTF-8 at z. NEWS_OK, NEWS_NOMEM, NEWS_INTERRUPT. */
int newsPageLines(NewsPage*, const char *z, size_t n);

/* Does z end like a sentence? 0 no, 1 with a full stop, 2 with another mark. */
int newsSentenceEnd(const char *z, size_t n);

/* Next word of letters and digits (with inner apostrophes) at or after *pi: its offset,
** length in *pn, *pi behind it; n when there is none. */
size_t newsNextWord(const char *z, size_t n, size_t *pi, size_t *pn);

/*------------------------------------------------------------------------ dates: date.c */

/* How a page writes a date of three numbers. */
enum { NEWS_DO_NONE = 0, NEWS_DO_DAY, NEWS_DO_MONTH };

/* A date inside a text. */
typedef struct NewsDateHit {
  size_t iFrom, iTo;       /* bytes of it */
  int bAmbiguous;          /* 03/05/2024 while the order is not known; zDate is "" */
  char zDate[32];          /* as newsDateParse writes it */
} NewsDateHit;

/* A text in the form that newsDateFind reads: normal form with plain blanks. Its length;
** nOut or more when it does not fit in nOut bytes. */
size_t newsDateFold(const char *z, size_t n, char *zOut, size_t nOut);

/* The next date with day, month and year at or after iFrom. z ends with a NUL. 1, or 0
** for none. */
int newsDateFind(const char *z, size_t n, size_t iFrom, int eOrder, NewsDateHit*);

/* Seconds since 1970, 0 or more, as a date with time in UTC. zOut holds 32 bytes. */
void newsDateEpoch(int64_t nSecond, char *zOut);

/* The order of a date of three numbers that can only be read in one way; NEWS_DO_NONE
** when there is none. */
int newsDateOrder(const char *z, size_t n);

/*------------------------------------------------------------ rules: parser.c, rules.c */

/* The compiled pattern of a rule. NEWS_OK, NEWS_NOMEM or NEWS_ERROR. */
int newsParserRegex(NewsParser*, int iRule, NewsRegex**, NewsError*);

/* The steps, in their order. NEWS_OK, NEWS_ERROR, NEWS_NOMEM, NEWS_INTERRUPT. */
int newsPageRules(NewsPage*);          /* cuts lines, finds fields */
int newsPageCredit(NewsPage*);         /* looks for a source in the prose */
int newsPageZones(NewsPage*);          /* cuts menus and lists around the story */
int newsPageTitle(NewsPage*);          /* finds the headline */

/* All columns that the lines of a page give, in the arena; the others stay as they are.
** The same codes. (article.c) */
int newsPageColumns(NewsPage*, NewsArticle*);

/*------------------------------------------------------------------------ tags: tags.c */

/* The tag of the lexicon that z[0..n) is, NULL when none. */
const NewsTag *newsTagFind(const char *z, size_t n);

/* Symbols of a list as a JSON array in the arena; NULL in *pz when it holds none. NEWS_OK
** or NEWS_NOMEM. */
int newsSymbolsSplit(NewsArena*, const char *z, size_t n, const char **pz, int *pn);

/*------------------------------------------------------------- whole texts: article.c */

/* Set a column to a copy of n bytes; none, or NULL, leave it. NEWS_OK or NEWS_NOMEM. */
int newsColumnSet(NewsArena*, NewsArticle*, int iCol, const char *z, size_t n);

/* A page of plain text. NEWS_OK, NEWS_ERROR, NEWS_NOMEM, NEWS_INTERRUPT. */
int newsTextArticle(NewsParser*, NewsArena*, const NewsArticleHooks*, const char *zRaw,
                    size_t nRaw, NewsArticle*, NewsError*);

/* What bytes of the format "binary" are, in words: "a PDF document". format.c */
const char *newsFormatBinary(const char *z, size_t n);

#endif
