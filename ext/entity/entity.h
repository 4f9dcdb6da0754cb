/*
** entity.h - the contract of the entity room: text in, mentions and entities out.
**
** "Alibaba BABAByteDance" gives two mentions: Alibaba (ORG company, BABA, evidence inline)
** and ByteDance. Flow: tokens -> gazetteer matches -> patterns -> tagger -> resolve -> link ->
** relevance. It knows the text room; nothing here knows SQLite.
*/
#ifndef NEWS_ENTITY_H
#define NEWS_ENTITY_H
#include "../text/text.h"

/*-------------------------------------------------------------- closed lists: label.c */

enum { NEWS_PERSON=1, NEWS_ORG, NEWS_LOC, NEWS_PRODUCT, NEWS_EVENT, NEWS_NORP,
       NEWS_MONEY, NEWS_PERCENT, NEWS_DATE, NEWS_LABEL_N };
enum { NEWS_ST_NONE=0,
       NEWS_ST_COMPANY, NEWS_ST_GOVERNMENT, NEWS_ST_CENTRAL_BANK, NEWS_ST_REGULATOR,
       NEWS_ST_EXCHANGE, NEWS_ST_MEDIA, NEWS_ST_UNIVERSITY, NEWS_ST_PARTY, NEWS_ST_NGO,
       NEWS_ST_MILITARY, NEWS_ST_SPORT, NEWS_ST_OTHER,                        /* ORG */
       NEWS_ST_COUNTRY, NEWS_ST_REGION, NEWS_ST_CITY, NEWS_ST_AREA,
       NEWS_ST_FACILITY,                                                      /* LOC */
       NEWS_ST_PRODUCT, NEWS_ST_SERVICE, NEWS_ST_SOFTWARE, NEWS_ST_MODEL, NEWS_ST_INDEX,
       NEWS_ST_FUND, NEWS_ST_CRYPTO, NEWS_ST_CURRENCY, NEWS_ST_COMMODITY,   /* PRODUCT */
       NEWS_ST_NATIONALITY, NEWS_ST_RELIGION, NEWS_ST_POLITICS,               /* NORP */
       NEWS_ST_N };
enum { NEWS_EV_NONE=0, NEWS_EV_PATTERN, NEWS_EV_TAGGER, NEWS_EV_COREF, NEWS_EV_ALIAS,
       NEWS_EV_INLINE, NEWS_EV_CASHTAG, NEWS_EV_PAREN, NEWS_EV_N };   /* weak to strong */

const char *newsLabelName(int eLabel);        /* "ORG"; NULL out of range */
const char *newsSubtypeName(int eSubtype);    /* "company"; NULL for NONE */
const char *newsEvidenceName(int eEvidence);  /* "paren"; NULL for NONE */
int newsLabelOf(const char *z, int n);        /* 0 when unknown; exact upper case */
int newsSubtypeOf(const char *z, int n);      /* 0 when unknown */
int newsSubtypeFits(int eLabel, int eSubtype);  /* is it the label's? NONE fits all */

/* The labels argument of entities(): names separated by commas or blanks, also GPE and
** FAC.
** 0 and an error when a name is unknown. */
typedef struct NewsLabelSet { uint32_t mLabel, mSubtype; } NewsLabelSet;
int newsLabelSetParse(const char *z, int n, NewsLabelSet*, NewsError*);
int newsLabelSetHas(const NewsLabelSet*, int eLabel, int eSubtype);

/*----------------------------------------------------- gazetteer: gazetteer.c, build.c */

/* One alias with its entity; strings are the gazetteer's, NULL where empty. */
typedef struct NewsGazetteerRow {
  const char *zName, *zAlias, *zTicker, *zExchange, *zParent, *zCountry;
  const char *zListings;  /* "XHKG:9988 -XNAS:FB" */
  const char *zCues;      /* space-separated; empty when the alias needs none */
  uint8_t eLabel, eSubtype;
  uint8_t bAmbiguous;     /* needs evidence beside its spelling */
  uint8_t bExact;         /* no other case than its own */
  uint8_t bMute;          /* user rows only: this alias is never a mention */
  uint8_t bUser;          /* origin: the user's */
  int64_t iRow;           /* the user's number of a row given to newsGazetteerNew */
} NewsGazetteerRow;

typedef struct NewsGazetteer NewsGazetteer;

/* The compiled gazetteer: static const, always there, never freed. */
const NewsGazetteer *newsGazetteerBuiltin(void);

/* The user's rows over a base (which must outlive the result): xNext fills *pRow (strings
** need live only until its next call) and returns 1, 0 at the end, or a negative NEWS_ code.
** A row with the label and name of a built-in entity adds an alias to it, and overrides its
** ticker, exchange, subtype and parent where given; bMute takes the alias away; others are
** new. A ticker all in lower case is read in capitals, an exchange by its name ("Nasdaq") as
** its MIC. Where rows of one entity differ the greater string counts: the order of rows does
** not. NEWS_OK, NEWS_NOMEM, NEWS_INTERRUPT, or NEWS_ERROR with the row in the sentence. */
int newsGazetteerNew(const NewsHost*, const NewsGazetteer *pBase,
                     int (*xNext)(void*, NewsGazetteerRow*), void *pCtx,
                     NewsGazetteer**, NewsError*);
/* What the user's rows take of memory; 0 for the built-in one. */
size_t newsGazetteerBytes(const NewsGazetteer*);
void newsGazetteerFree(NewsGazetteer*);            /* NULL and the built-in are no-ops */

/* All aliases, user rows last; an index out of range gives 0. */
int newsGazetteerRow(const NewsGazetteer*, uint32_t i, NewsGazetteerRow*);

/* Fingerprint of engine version and contents; equal contents give equal numbers. */
uint64_t newsGazetteerFingerprint(const NewsGazetteer*);

/* Find an entity by symbol (BRK.B, BRK-B and BRK/B are one; case matters): 1 and its row,
** or 0. */
int newsGazetteerSymbol(const NewsGazetteer*, const char *z, int n, NewsGazetteerRow*);

/*-------------------------------------------------------------- recognition: recognize.c */

/* What is to be read. Texts are valid UTF-8 without NUL bytes. */
typedef struct NewsDoc {
  const char *zTitle; uint32_t nTitle;    /* NULL: no title */
  const char *zBody;  uint32_t nBody;     /* NULL: no body */
  const char *zPublished;   /* ISO 8601, for relative dates; NULL: they get no value */
  const char *zSource;      /* provider: relevance 0 where it is only that */
  const char *zAuthor;      /* byline */
  const char *zLanguage;    /* ISO 639-1; NULL: found from the text */
  int bBare;                /* zBody is a bare text: its first line may be a headline */
} NewsDoc;

typedef struct NewsEntity {
  const char *zName;        /* canonical name, NUL-terminated */
  const char *zTicker, *zExchange, *zParent, *zCountry, *zListings;  /* NULL: none */
  uint8_t eLabel, eSubtype;
  uint8_t bTicker;          /* counts for ticker() and tickers(): a listed company that is
                            ** not only somebody's former employer */
  uint8_t bActing;          /* named only as rater, analyst's house or holder */
  int nMention;             /* in title and body */
  int iFirst;               /* 0-based sentence of its first mention in the body; -1 */
  int nRelevance;           /* thousandths */
} NewsEntity;

typedef struct NewsMention {
  uint32_t iByte, nByte;    /* in its field */
  uint32_t iChar, nChar;    /* code points */
  uint32_t iSentence;       /* 0-based in its field */
  int iEntity;              /* in aEntity; -1 for MONEY, PERCENT and DATE */
  uint8_t bBody;            /* 0 title, 1 body (a bare text is body) */
  uint8_t eLabel, eSubtype, eEvidence;
  int nScore;               /* thousandths */
  int nLinkScore;           /* thousandths, -1: no link */
  double rValue;            /* MONEY and PERCENT */
  const char *zValue;       /* DATE: ISO date, 2025-Q3 or 2025-H1; NULL: none */
  const char *zUnit;        /* MONEY: ISO 4217; PERCENT: % pp bp; NULL: none */
} NewsMention;

typedef struct NewsResult {
  NewsMention *aMention; int nMention;    /* title first, by offset; never overlapping */
  NewsEntity *aEntity; int nEntity;       /* by first mention */
  int *aTicker; int nTicker;              /* entities with a ticker, those that act upon
                                          ** others last, then most relevant first,
                                          ** ties to more mentions, then to the earlier; no
                                          ** symbol twice */
  const char *zLanguage;                  /* as used; NULL: unknown */
} NewsResult;

/* The patterns of values, each compiled when it is first needed, and room to match them;
** to be used by one thread at a time. The host must outlive it. */
typedef struct NewsPatterns NewsPatterns;
int newsPatternsNew(const NewsHost*, NewsPatterns**);   /* NEWS_OK or NEWS_NOMEM */
void newsPatternsFree(NewsPatterns*);                   /* NULL is a no-op */

/* Read a document. All results live in the arena (names of built-in entities in the
** gazetteer). It begins a document there (newsWorkBegin), of as many bytes as title and
** body have: NEWS_OK, NEWS_NOMEM, NEWS_INTERRUPT, or NEWS_TOOBIG for a text over
** NEWS_TEXT_MAX, or one that takes more work than its bound (newsWorkError). */
int newsRecognize(NewsPatterns*, NewsArena*, const NewsGazetteer*, const NewsDoc*,
                  NewsResult*);

/* JSON array of the rows of entities(): objects with start, end, sentence, mention, name,
** label, subtype, ticker, exchange, value, unit, score, link_score, evidence, relevance;
** absent where NULL. pSet NULL: all labels. Failure sticks in the buffer, NEWS_INTERRUPT
** too. */
void newsResultJson(const NewsDoc*, const NewsResult*, const NewsLabelSet*, NewsBuf*);

#endif
