/*
** htmlInt.h - what the files that read web pages, feeds and records share.
**
** Bytes of any of these formats become articles by two ways:
**
**   a page:    charset.c -> tree.c -> meta.c (fields), extract.c (body) -> html.c (columns)
**   records:   feed.c, json.c, csv.c -> NewsItem -> item.c (columns)
**
** and reader.c takes them from a stream, through gzip.c and warc.c where need be.
*/
#ifndef NEWS_HTML_INT_H
#define NEWS_HTML_INT_H
#include "articleInt.h"

/* Bounds, each with its error or its mercy. */
#define NEWS_HTML_NODES   4000000   /* nodes of a page; what follows is dropped */
#define NEWS_HTML_DEPTH       400   /* nesting; deeper elements hang on the last one */
#define NEWS_JSON_DEPTH       200   /* nesting of JSON; deeper is NEWS_ERROR */

/*------------------------------- compiled data: page_data.c, made by tools/mkpage.c */

/* A word of a compiled table; an empty slot has n==0. */
typedef struct NewsWord {
  const char *z;         /* as in the file, case and all */
  const char *zTo;       /* what it stands for */
  uint32_t m;            /* bits, by table */
  uint8_t n, nTo;
} NewsWord;

typedef struct NewsWords {
  const NewsWord *a;     /* mask+1 slots, open addressing */
  uint32_t mask;
} NewsWords;

extern const NewsWords newsElements;   /* m: NEWS_EL_… and NEWS_ET_… */
extern const NewsWords newsEntities;   /* m: 1 when read without semicolon, too */
extern const NewsWords newsCharsets;

/* Traits of elements, above the byte of NEWS_EL_…. */
#define NEWS_ET_BLOCK       0x0100     /* stands on lines of its own */
#define NEWS_ET_PARA        0x0200     /* its start ends an open paragraph */
#define NEWS_ET_VOID        0x0400     /* has no content */
#define NEWS_ET_RAW         0x0800     /* its content is no part of the page's text */
#define NEWS_ET_CHARACTERS  0x1000     /* its content holds no elements */
#define NEWS_ET_LIST        0x2000
#define NEWS_ET_SCOPE       0x4000     /* end tags inside do not reach out of it */

static inline uint32_t newsWordHash(const char *z, size_t n){
  uint32_t h = (uint32_t)n*0x9E3779B1u;
  for(size_t i=0; i<n; i++) h = (h ^ (unsigned char)z[i]) * 0x01000193u;
  return h ^ h>>15;
}

/* The word z[0..n), NULL when it is not in the table. */
static inline const NewsWord *newsWordFind(const NewsWords *p, const char *z, size_t n){
  uint32_t k = newsWordHash(z, n) & p->mask;
  for(; p->a[k].n; k = (k+1) & p->mask){
    if( p->a[k].n==n && memcmp(p->a[k].z, z, n)==0 ) return &p->a[k];
  }
  return 0;
}

/*----------------------------------------------------------------- charset.c */

/* A page's bytes as valid UTF-8 without NUL, in the arena (or in z itself when it is
** that): by its byte order mark, else UTF-8 when it is valid, else by zHint (a charset of
** a header, NULL none), else by its own meta or XML declaration, else windows-1252. What
** is valid UTF-8 with characters beyond ASCII was hardly ever meant as anything else,
** whatever its label says. Labels are read as browsers do (iso-8859-1 is windows-1252);
** unknown ones are passed over. NEWS_OK, NEWS_NOMEM, NEWS_INTERRUPT. */
int newsCharsetUtf8(NewsArena*, const char *z, size_t n, const char *zHint,
                    const char **pz, size_t *pn);

/*-------------------------------------------------------------------- tree.c */

/* Elements that the room tells apart; the others are NEWS_EL_OTHER. */
enum {
  NEWS_EL_TEXT = 0,      /* character data */
  NEWS_EL_OTHER,
  NEWS_EL_HTML, NEWS_EL_HEAD, NEWS_EL_BODY, NEWS_EL_TITLE, NEWS_EL_META, NEWS_EL_LINK,
  NEWS_EL_BASE, NEWS_EL_SCRIPT, NEWS_EL_STYLE, NEWS_EL_NOSCRIPT, NEWS_EL_TEMPLATE,
  NEWS_EL_ARTICLE, NEWS_EL_MAIN, NEWS_EL_SECTION, NEWS_EL_DIV, NEWS_EL_ASIDE,
  NEWS_EL_HEADER, NEWS_EL_FOOTER, NEWS_EL_NAV, NEWS_EL_FORM, NEWS_EL_P, NEWS_EL_BR,
  NEWS_EL_HR, NEWS_EL_H1, NEWS_EL_H2, NEWS_EL_H3, NEWS_EL_H4, NEWS_EL_H5, NEWS_EL_H6,
  NEWS_EL_UL, NEWS_EL_OL, NEWS_EL_LI, NEWS_EL_DL, NEWS_EL_DT, NEWS_EL_DD,
  NEWS_EL_TABLE, NEWS_EL_TR, NEWS_EL_TD, NEWS_EL_TH, NEWS_EL_CAPTION, NEWS_EL_THEAD,
  NEWS_EL_TBODY, NEWS_EL_BLOCKQUOTE, NEWS_EL_Q, NEWS_EL_PRE, NEWS_EL_CODE,
  NEWS_EL_FIGURE, NEWS_EL_FIGCAPTION, NEWS_EL_IMG, NEWS_EL_PICTURE, NEWS_EL_VIDEO,
  NEWS_EL_AUDIO, NEWS_EL_IFRAME, NEWS_EL_OBJECT, NEWS_EL_SVG, NEWS_EL_A, NEWS_EL_SPAN,
  NEWS_EL_TIME, NEWS_EL_ADDRESS, NEWS_EL_BUTTON, NEWS_EL_INPUT, NEWS_EL_SELECT,
  NEWS_EL_OPTION, NEWS_EL_TEXTAREA, NEWS_EL_LABEL, NEWS_EL_DETAILS, NEWS_EL_SUMMARY,
  NEWS_EL_DIALOG, NEWS_EL_B, NEWS_EL_I, NEWS_EL_STRONG, NEWS_EL_EM, NEWS_EL_CENTER,
  NEWS_EL_N
};

/* Attributes that are kept; the others are dropped while the page is read. */
enum {
  NEWS_AT_CLASS_ = 0, NEWS_AT_ID_, NEWS_AT_ROLE_, NEWS_AT_ITEMPROP_, NEWS_AT_ITEMTYPE_,
  NEWS_AT_REL_, NEWS_AT_HREF_, NEWS_AT_NAME_, NEWS_AT_PROPERTY_, NEWS_AT_CONTENT_,
  NEWS_AT_DATETIME_, NEWS_AT_TYPE_, NEWS_AT_LANG_, NEWS_AT_STYLE_, NEWS_AT_HIDDEN_,
  NEWS_AT_ARIA_HIDDEN_,
  NEWS_AT_DATA_,         /* data-component, data-testid, data-module or data-type */
  NEWS_AT_TITLE_, NEWS_AT_HTTP_EQUIV_, NEWS_AT_N_
};

typedef struct NewsAttr {
  const char *z;         /* value, UTF-8 in the arena, NUL-terminated */
  uint32_t n;
  uint8_t eAttr;         /* NEWS_AT_…_ */
} NewsAttr;

/* A node; the array is in document order, so a subtree is aNode[i..aNode[i].iEnd). */
typedef struct NewsNode {
  uint32_t iParent;      /* of the root: 0 */
  uint32_t iEnd;         /* behind its last descendant; of a text: its index + 1 */
  uint8_t eTag;          /* NEWS_EL_… */
  uint8_t nAttr;
  uint16_t nDepth;
  uint32_t n;            /* bytes of a text; of an element its NEWS_ET_… traits */
  union {
    const char *z;       /* a text: decoded, white space as it stands, not terminated */
    NewsAttr *aAttr;     /* an element */
  } u;
} NewsNode;

/* A page as a flat tree. aNode[0] is the root (NEWS_EL_HTML, made up when missing; its
** attributes are those of the page's html element). Elements are as the page nests them:
** no body is made up. The text of script elements is kept, as it stands, only where
** their type is application/ld+json or their id is __NEXT_DATA__; that of style, iframe,
** svg and math elements never. Comments, processing instructions and declarations have
** no nodes. */
typedef struct NewsTree {
  NewsArena *pArena;
  NewsNode *aNode;
  uint32_t nNode;
} NewsTree;

/* NEWS_OK, NEWS_NOMEM, NEWS_INTERRUPT. z is valid UTF-8 without NUL and must live as long
** as the tree, whose texts point into it; any bytes give some tree. */
int newsTreeRead(NewsArena*, const char *z, size_t n, NewsTree*);

/* The value of an attribute, NULL when the element has none. */
const char *newsNodeAttr(const NewsNode*, int eAttr, uint32_t *pn);

/* All text below a node in one line: white space made one blank, trimmed, nothing of
** scripts and styles; "" when there is none, NULL when out of memory. */
const char *newsNodeText(const NewsTree*, uint32_t iNode, size_t *pn);

/*-------------------------------------------------------------------- meta.c */

/* What a page says of itself beside its body. */
typedef struct NewsMeta {
  const char *az[NEWS_AC_N];   /* columns as in NewsArticle; body is that of JSON-LD's
                               ** articleBody, only for a page that shows none */
  int an[NEWS_AC_N];
} NewsMeta;

/* Fields of a page in the order of trust that meta.c tells. zUrl: the address it came
** from when known (a WARC's), NULL otherwise. */
int newsMetaRead(NewsParser*, const NewsTree*, const char *zUrl, NewsMeta*);

/*--------------------------------------------------------------------- url.c */

/* An address in its normal form: host in lower case, fragment and tracking parameters
** dropped, resolved against zBase (NULL none). NULL in *pz when it is no http address. */
int newsUrlNormal(NewsArena*, const char *z, size_t n, const char *zBase,
                  const char **pz, int *pn);

/*----------------------------------------------------------------- extract.c */

/* The body of a page: paragraphs parted by an empty line, lines of lists and tables by a
** newline; what was left out line by line in boilerplate. zTitle (or NULL) is the
** headline, which is no part of the body. */
int newsExtract(const NewsTree*, const char *zTitle, int nTitle,
                const char **pzBody, int *pnBody, const char **pzCut, int *pnCut);

/* All text of a piece of HTML, as a feed or a JSON field holds it, in the same form. */
int newsHtmlText(NewsArena*, const char *z, size_t n, const char **pz, int *pn);

/*-------------------------------------------------------------------- html.c */

/* A whole page. zHint, zUrl as above. */
int newsHtmlArticle(NewsParser*, NewsArena*, const NewsArticleHooks*, const char *z,
                    size_t n, const char *zHint, const char *zUrl, NewsArticle*,
                    NewsError*);

/*-------------------------------------------------------------------- item.c */

/* A record: what a feed's item, an object of JSON or a row of CSV says, by the columns
** of articles. Names of fields are found in data/fields.tsv. */
typedef struct NewsItem {
  const char *az[NEWS_AC_N];   /* text or HTML as the record has it; NULL: not given */
  int an[NEWS_AC_N];           /* tags and symbols: JSON arrays already */
} NewsItem;

int newsItemArticle(NewsParser*, NewsArena*, const NewsArticleHooks*, const NewsItem*,
                    NewsArticle*, NewsError*);

/*-------------------------------------------------- feed.c, json.c, csv.c */

/* All items of a feed (RSS 0.9x, 1.0, 2.0, Atom; also broken ones), in the arena. */
int newsFeedItems(NewsArena*, const char *z, size_t n, const char *zHint,
                  NewsItem **paItem, int *pnItem, NewsError*);

/* All records of a JSON document: an object, an array, or what lies under articles,
** results, data, feed ... NEWS_ERROR with line and column when it is no JSON. */
int newsJsonItems(NewsArena*, const char *z, size_t n, NewsItem **paItem, int *pnItem,
                  NewsError*);

/* CSV and TSV. A header is read once; then each row gives an item. */
typedef struct NewsCsv {
  char cSep;                   /* , ; or tab */
  int nCol;
  int *aiCol;                  /* NEWS_AC_… of each column; -1: none of ours */
} NewsCsv;

/* Bytes of the first row at z, with its line end; 0 when it is not whole and bEnd is 0
** (more bytes are to come). */
size_t newsCsvRow(const char *z, size_t n, int bEnd);
int newsCsvHeader(NewsArena*, const char *z, size_t n, NewsCsv*, NewsError*);
int newsCsvItem(NewsArena*, const NewsCsv*, const char *z, size_t n, NewsItem*,
                NewsError*);

#endif
