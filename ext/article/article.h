/*
** article.h - the contract of the article room: a raw page in, an article out.
**
** It reads plain text as scrapers leave it: a headline, lines of furniture, paragraphs,
** tags run together. It knows the text room and the rules of data/, and no entity.
*/
#ifndef NEWS_ARTICLE_H
#define NEWS_ARTICLE_H
#include "../text/text.h"

/* Bounds of a raw page. */
#define NEWS_ARTICLE_MAX   (64*1024*1024)   /* bytes of a page; more is NEWS_TOOBIG */

/* The visible columns of `articles`, in their order: UTF-8 in the arena, or NULL. */
enum {
  NEWS_AC_ID = 0,        /* never set by a parser */
  NEWS_AC_URL, NEWS_AC_TITLE, NEWS_AC_BODY, NEWS_AC_SUMMARY, NEWS_AC_PUBLISHED,
  NEWS_AC_UPDATED, NEWS_AC_AUTHOR, NEWS_AC_SOURCE, NEWS_AC_SECTION,
  NEWS_AC_TAGS,          /* JSON array of strings */
  NEWS_AC_LANGUAGE,
  NEWS_AC_TICKERS,       /* never set by a parser */
  NEWS_AC_SYMBOLS,       /* JSON array of strings the source declared */
  NEWS_AC_BOILERPLATE,   /* what was cut, line by line, in the page's order */
  NEWS_AC_FIRST_SEEN,    /* never set by a parser */
  NEWS_AC_N
};
typedef struct NewsArticle {
  const char *az[NEWS_AC_N];
  int an[NEWS_AC_N];     /* bytes, without the NUL */
} NewsArticle;

/* What the rooms behind this one can tell it. */
typedef struct NewsArticleHooks {
  /* Nonzero when the line and the body name an entity in common; negative NEWS_ code on
  ** failure. NULL: words alone decide. */
  int (*xSharesEntity)(void *pCtx, const char *zLine, int nLine,
                       const char *zBody, int nBody);
  void *pCtx;
} NewsArticleHooks;

/* A parser holds what is compiled once (rule patterns); one per connection, not shared
** between threads at the same time. */
typedef struct NewsParser NewsParser;
int newsParserNew(const NewsHost*, NewsParser**);    /* NEWS_OK or NEWS_NOMEM */
void newsParserFree(NewsParser*);

/* Format of a raw page by its content: "text", "html", "rss", "atom", "json", "jsonl",
** "csv", "tsv", "warc", "gzip", "binary" or "empty" (constant strings). */
const char *newsArticleFormat(const char *zRaw, size_t nRaw);

/* Parse a raw page that holds one article, in any format of newsReaderNew. zFormat NULL:
** by content. None and more than one are NEWS_ERROR, as are an empty page and an unknown
** format name. Bytes that are no UTF-8 are replaced by U+FFFD where the format does not
** tell another charset. NEWS_OK, NEWS_ERROR, NEWS_NOMEM, NEWS_INTERRUPT, NEWS_TOOBIG. */
int newsArticleParse(NewsParser*, NewsArena*, const NewsArticleHooks*, const char *zRaw,
                     size_t nRaw, const char *zFormat, NewsArticle*, NewsError*);

/* A date as pages write it ("06 Nov 2025, 09:34", "November 6, 2025 9:34 AM ET",
** "2025-11-06T09:34:00+01:00", RFC 822) as ISO 8601 by the rule of the columns published
** and updated: UTC with Z when it gives a zone, as it stands when it gives none, the day
** alone when that is all. 1 when z is a date and nothing else, 0 when not. zOut holds 32
** bytes. */
int newsDateParse(const char *z, size_t n, char *zOut);

/*------------------------------------------------------ streams of articles: reader.c */

/* Where bytes come from. xRead gives up to n bytes at z and returns their number, 0 at the
** end, or a negative NEWS_ code with a sentence. */
typedef struct NewsInput {
  int64_t (*xRead)(void *pCtx, char *z, size_t n, NewsError*);
  void *pCtx;
} NewsInput;

/* Bytes in memory as an input: those that are still to be read. They and the NewsBytes
** must outlive the input. */
typedef struct NewsBytes { const char *z; size_t n; } NewsBytes;
NewsInput newsBytesInput(NewsBytes*);

/* One record of a stream. */
typedef struct NewsRecord {
  NewsArticle article;   /* in the arena of newsReaderNext */
  const char *zRaw;      /* its bytes (of a WARC, the payload), valid until the next call;
                         ** NULL of an item among others */
  size_t nRaw;
  int64_t iRecord;       /* from 1: line of JSON Lines and CSV, item of a feed or array,
                         ** record of a WARC; 0 where a file is one record */
  int iPart;             /* from 1 where a line holds several articles; else 0 */
  char zCrawled[32];     /* of a WARC: when the page was fetched; else "" */
} NewsRecord;

/* Reads text, pages, feeds, JSON, JSON Lines, CSV, TSV and WARC, also in gzip, record by
** record in bounded memory: a document of NEWS_ARTICLE_MAX bytes at most, however long
** the stream; of a JSON document that is an array, elements are the documents. zFormat:
** "text", "html", "feed", "json", "jsonl", "csv", "tsv", "warc", or
** NULL to find it from the content; another name is NEWS_ERROR. Host, parser, hooks and
** input must outlive the reader. */
typedef struct NewsReader NewsReader;
int newsReaderNew(const NewsHost*, NewsParser*, const NewsArticleHooks*,
                  const NewsInput*, const char *zFormat, NewsReader**, NewsError*);
void newsReaderFree(NewsReader*);

/* 1 and a record; 0 at the end; a negative NEWS_ code when a record cannot be read: with
** -NEWS_ERROR and -NEWS_TOOBIG the next call goes on behind it (or ends when nothing
** behind it can be read), iRecord tells which one it was. What comes before the place
** where a stream breaks off is given before the error. The arena is the caller's, who
** may reset it between two calls. */
int newsReaderNext(NewsReader*, NewsArena*, NewsRecord*, NewsError*);

/* One rule of boilerplate, for tests and for the curious. */
typedef struct NewsRule {
  const char *zName, *zKind, *zPattern;
} NewsRule;
int newsRuleCount(void);
const NewsRule *newsRuleAt(int i);

/* Split tags that were run together, with the page's own words and the tag lexicon; the
** result is a JSON array in the arena. */
int newsTagsSplit(NewsArena*, const char *zTags, size_t nTags, const NewsText *pPage,
                  const char **pzJson, int *pnJson);

#endif
