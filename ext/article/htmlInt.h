/*
** htmlInt.h - what the files that read web pages, feeds and records share.
**
** Bytes of any of these formats become articles by two ways:
**
**   a page:    charset.c -> markup.c (escape.c) -> tree.c -> meta.c (fields), extract.c
**              (body: furniture.c, block.c, guide.c) -> html.c (columns)
**   records:   feed.c (xml.c, feedmend.c), csv.c, json.c (jsontree.c, jsonmend.c)
**              -> fields.c -> NewsItem -> item.c
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
#define NEWS_JSON_VALUES  2000000   /* values of a JSON text; more is NEWS_TOOBIG */
#define NEWS_ITEM_MAX     1000000   /* records of a feed or JSON text, the same */
#define NEWS_CSV_COLUMNS     1000   /* columns of a table; more is NEWS_ERROR */

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
extern const NewsWords newsFurniture;  /* m: NEWS_FT_… */

/* Traits of elements, above the byte of NEWS_EL_…. */
#define NEWS_ET_BLOCK       0x0100     /* stands on lines of its own */
#define NEWS_ET_PARA        0x0200     /* its start ends an open paragraph */
#define NEWS_ET_VOID        0x0400     /* has no content */
#define NEWS_ET_RAW         0x0800     /* its content is no part of the page's text */
#define NEWS_ET_CHARACTERS  0x1000     /* its content holds no elements */
#define NEWS_ET_LIST        0x2000
#define NEWS_ET_SCOPE       0x4000     /* end tags inside do not reach out of it */
#define NEWS_ET_BEGIN       0x8000     /* pieces of HTML begin with it */

/* What a word in the class or id of an element tells. */
#define NEWS_FT_DROP        0x01       /* furniture: navigation, sharing, other stories */
#define NEWS_FT_BODY        0x02       /* the body of a story */
#define NEWS_FT_GOOD        0x04       /* something of a story */
#define NEWS_FT_NOT         0x08       /* has, with, no: the class tells of an option */
#define NEWS_FT_WEAK        0x10       /* furniture, unless much of the page is in it */
#define NEWS_FT_UNSEEN      0x20       /* for readers of screens only */
#define NEWS_FT_SURE        0x40       /* furniture, however much of the page it is */
#define NEWS_FT_ROLE        0x80       /* furniture by its role or itemprop */

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

/*------------------------------------------------------------------ escape.c */

/* The reference of HTML at z, which begins with an ampersand: bytes of it, 0 when it is
** none. Its characters go to zOut without a NUL, at most NEWS_ESCAPE bytes and never more
** than it has itself; their number to *pnOut. bAttr: in the value of an attribute, where
** a name without a semicolon must end a word. */
#define NEWS_ESCAPE  8
size_t newsHtmlEscape(const char *z, size_t n, int bAttr, char *zOut, int *pnOut);

/* The same of XML, which has five names and ends with a semicolon: its one character to
** *pc, which in UTF-8 is never longer. */
size_t newsXmlEscape(const char *z, size_t n, uint32_t *pc);

/*------------------------------------------------ pages, as markup.c and tree.c have them */

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

/*------------------------------------------------------------------ markup.c */

/* What of a tag is not for the parser. */
typedef struct NewsPageTag {
  NewsAttr *aAttr;
  const char *zText;     /* of a script that is kept; in the page */
  uint32_t nText;
  uint8_t nAttr;
} NewsPageTag;

/* The tags that have anything of it. Markup has them by number: <p n="0">. */
typedef struct NewsMarkup {
  NewsPageTag *aTag;
  uint32_t nTag, nAlloc;
} NewsMarkup;

/* A pool of bytes in the arena, for many small texts; zeroed at first. Where n bytes of it
** are, NULL when out of memory. */
typedef struct NewsPool {
  char *z;
  size_t n;                    /* left */
} NewsPool;
char *newsPoolText(NewsArena*, NewsPool*, size_t n);

/* Give the page z, valid UTF-8 without NUL, as clean markup piece by piece to xGive, whose
** result other than NEWS_OK ends it. NEWS_OK, NEWS_NOMEM, NEWS_INTERRUPT, or what xGive
** returned. */
int newsMarkupClean(NewsArena*, const char *z, size_t n, NewsMarkup*,
                    int (*xGive)(void*, const char*, size_t), void*);

/*-------------------------------------------------------------------- tree.c */

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
** attributes are those of the page's html element), and what is no part of the head is in
** a body. Elements are nested as libxml2 nests the markup that markup.c makes of the page.
** The text of script elements is kept, as it stands, only where their type is
** application/ld+json or application/json or their id is __NEXT_DATA__; other scripts,
** styles, frames and drawings, comments, processing instructions and declarations have no
** nodes. */
typedef struct NewsTree {
  NewsArena *pArena;
  NewsNode *aNode;
  uint32_t nNode;
} NewsTree;

/* NEWS_OK, NEWS_NOMEM, NEWS_INTERRUPT. z is valid UTF-8 without NUL and must live as long
** as the tree, for the texts of scripts point into it; any bytes give some tree. */
int newsTreeRead(NewsArena*, const char *z, size_t n, NewsTree*);

/* The value of an attribute, NULL when the element has none. */
const char *newsNodeAttr(const NewsNode*, int eAttr, uint32_t *pn);

/* All text below a node in one line: white space made one blank, trimmed, nothing of
** scripts and styles. bParts: a blank also between elements that are no blocks, for what
** ends a name may show by its look alone. "" when there is no text or more than the
** bounds, which hold off pages of nested elements; NULL when out of memory. */
#define NEWS_NODE_TEXT   100000   /* bytes */
#define NEWS_NODE_NODES   20000
const char *newsNodeText(const NewsTree*, uint32_t iNode, int bParts, size_t *pn);

/*-------------------------------------------------------------------- meta.c */

/* What a page says of itself, in the order of trust that meta.c tells: columns, of which
** the body is JSON-LD's articleBody, a guide to the page's own, without a NUL behind it.
** zUrl: the address it came from when known (a WARC's), NULL otherwise. NEWS_OK,
** NEWS_NOMEM, NEWS_INTERRUPT. */
int newsMetaRead(const NewsTree*, const char *zUrl, NewsArticle*);

/*--------------------------------------------------------------------- url.c */

/* An address in its normal form, in the arena with a NUL behind it: host in lower case,
** fragment and tracking parameters dropped, resolved against zBase (NULL none). NULL in
** *pz when it is no http address. NEWS_OK or NEWS_NOMEM. */
int newsUrlNormal(NewsArena*, const char *z, size_t n, const char *zBase,
                  const char **pz, int *pn);

/*----------------------------------------------------------------- extract.c */

/* The body of a page: paragraphs parted by an empty line, lines of lists and tables by a
** newline; what was left out line by line in *pzCut. NULL where there is none. zTitle (or
** NULL) is the headline, which is no part of the body; zGuide (or NULL) the body as the
** page's JSON-LD has it. NEWS_OK, NEWS_NOMEM, NEWS_INTERRUPT. */
int newsExtract(const NewsTree*, const char *zTitle, int nTitle, const char *zGuide,
                int nGuide, const char **pzBody, int *pnBody, const char **pzCut,
                int *pnCut);

/* After newsPageRules over the lines of such a body: take back what the rules cut too
** boldly for a text that has no furniture around it. */
void newsExtractKeep(NewsPage*);

/* All text of a piece of HTML, as a feed or a JSON field holds it, in the same form; NULL
** in *pz when it has none. NEWS_OK, NEWS_NOMEM, NEWS_INTERRUPT. */
int newsHtmlText(NewsArena*, const char *z, size_t n, const char **pz, int *pn);

/* Before that, where no element makes lines: line ends as <br>, and two as <p>. The result
** has no NUL behind it. NEWS_OK or NEWS_NOMEM. (item.c) */
int newsLinesMark(NewsArena*, const char **pz, size_t *pn);

/*-------------------------------------------------------------------- html.c */

/* A whole page. zHint as of newsCharsetUtf8, zUrl as of newsMetaRead. NEWS_OK, NEWS_ERROR,
** NEWS_NOMEM, NEWS_INTERRUPT. */
int newsHtmlArticle(NewsParser*, NewsArena*, const NewsArticleHooks*, const char *z,
                    size_t n, const char *zHint, const char *zUrl, NewsArticle*,
                    NewsError*);

/*---------------------------------------------------------------- jsontree.c */

enum {                         /* NewsJson.eType */
  NEWS_JS_NULL = 0, NEWS_JS_TRUE, NEWS_JS_FALSE, NEWS_JS_NUMBER, NEWS_JS_STRING,
  NEWS_JS_ARRAY, NEWS_JS_OBJECT
};

/* A value of JSON; the array is in document order, so a value with what it holds is
** a[i..a[i].iEnd). Keys and strings are decoded, valid UTF-8 and not terminated. */
typedef struct NewsJson {
  const char *zKey;            /* of a member of an object; NULL in arrays */
  const char *z;               /* a string, or a number in decimal digits */
  uint32_t nKey, n;
  uint32_t iEnd;               /* behind its last descendant; of a scalar: index + 1 */
  uint8_t eType;
  uint8_t bOpen;               /* an array or object that has no end in the text */
} NewsJson;

typedef struct NewsJsonTree {
  NewsJson *a;                 /* a[0] is an array of all values of the text */
  uint32_t n;
} NewsJsonTree;

/* Read JSON. What writers of JSON often get wrong is understood (jsonmend.c tells). Of a
** name that an object has twice, the last value stays. With NEWS_ERROR, whose sentence
** names line and column, and with NEWS_TOOBIG the tree holds what was read before.
** NEWS_OK, NEWS_ERROR, NEWS_TOOBIG, NEWS_NOMEM, NEWS_INTERRUPT. The tree is in the arena
** alone. */
int newsJsonRead(NewsArena*, const char *z, size_t n, NewsJsonTree*, NewsError*);

/*---------------------------------------------------------------- jsonmend.c */

/* The values of a text of valid UTF-8 as strict JSON, in the arena, with commas between
** them. With NEWS_ERROR and NEWS_TOOBIG, as above, those before that place; what is open
** there ends with the string "\u0000", which nothing else becomes. The same codes. */
int newsJsonMend(NewsArena*, const char *z, size_t n, const char **pz, size_t *pn,
                 NewsError*);

/*------------------------------------------------------ fields_data.c, fields.c */

/* What a name of data/fields.tsv stands for; a name may be several of these. */
#define NEWS_FD_FIELD    0x01  /* a column */
#define NEWS_FD_PREFIX   0x02  /* a part of longer names: publisher of publisher.name */
#define NEWS_FD_RECORDS  0x04  /* holds records */

/* A name in its bare form: lower case, letters and digits alone, so that publishedAt,
** published_at and Published-At are one. */
typedef struct NewsField {
  const char *z;
  uint8_t n;
  uint8_t mKind;               /* NEWS_FD_… */
  uint8_t iCol;                /* NEWS_AC_… */
  uint8_t iRank;               /* among the names of its column; the lowest wins */
} NewsField;

#define NEWS_FIELD_BYTES  64   /* longest bare name */

typedef struct NewsLanguageName {
  const char *z;               /* bare name; NULL behind the last */
  const char *zCode;
} NewsLanguageName;

extern const int newsFieldN;
extern const NewsField newsFieldRow[];           /* sorted by name */
extern const uint16_t newsFieldFirst[257];       /* where names with a first byte begin */
extern const char *const newsFieldThroughName[]; /* NULL behind the last */
extern const char *const newsFieldTypeName[];    /* the same */
extern const NewsLanguageName newsLanguageName[];
extern const NewsLanguageName newsLanguageNear[]; /* codes of two that are alike */

extern const NewsWords newsNulls;  /* cells that say that they hold nothing */

/* Bytes that tell a file which no parser of news reads. */
#define NEWS_MAGIC_ZIP  0xffff
typedef struct NewsMagic {
  uint16_t iAt;                /* their offset; NEWS_MAGIC_ZIP: a name in an archive */
  uint16_t n;
  const char *z;               /* NULL behind the last */
  const char *zWhat;           /* "a PDF document" */
} NewsMagic;
extern const NewsMagic newsMagic[];              /* the more exact first */

/* The prefix that fields.tsv has for names of a namespace of XML; "" none. */
typedef struct NewsNamespace {
  const char *zSpace;          /* NULL behind the last */
  const char *zPrefix;
} NewsNamespace;
extern const NewsNamespace newsNamespace[];

/* A bare name while it is put together: "publisher" and "name" are "publishername". */
typedef struct NewsFieldName {
  int n;                       /* bytes; over NEWS_FIELD_BYTES: no name of ours */
  char z[NEWS_FIELD_BYTES];
} NewsFieldName;

static inline void newsFieldNameAdd(NewsFieldName *p, const char *z, size_t n){
  for(size_t i=0; i<n; i++){
    unsigned char c = (unsigned char)z[i];
    if( c>='A' && c<='Z' ) c |= 0x20;
    if( (c<'a' || c>'z') && (c<'0' || c>'9') && c<0x80 ) continue;
    if( p->n<NEWS_FIELD_BYTES ) p->z[p->n] = (char)c;
    else p->n = NEWS_FIELD_BYTES;
    p->n++;
  }
}
const NewsField *newsFieldFind(const NewsFieldName*);        /* NULL: none of ours */

/* Does a name add nothing to those that follow it, as _source or $date? */
int newsFieldThrough(const char *z, size_t n);

/* Is a type of schema.org that of an article: NewsArticle, BlogPosting? */
int newsFieldType(const char *z, size_t n);

/* The ISO 639-1 code of a language by code or name ("en-US", "eng", "English") as a
** constant string, NULL when it is not known. */
const char *newsLanguageNamed(const char *z, size_t n);

/* A date as records write it: all that newsDateParse reads, seconds, milliseconds,
** micro- or nanoseconds since 1970, 20251106T093400. 1 or 0; zOut holds 32 bytes. */
int newsRecordDate(const char *z, size_t n, char *zOut);

/*-------------------------------------------------------------------- item.c */

/* A record: what a feed's item, an object of JSON or a row of CSV says, by the columns
** of articles. Names of fields are found in data/fields.tsv. */
typedef struct NewsItem {
  const char *az[NEWS_AC_N];   /* text or HTML as the record has it, not terminated; NULL:
                               ** not given. Dates in final form; tags and symbols: JSON
                               ** arrays */
  int an[NEWS_AC_N];           /* bytes; 0: not given */
  uint32_t mPlain;             /* bits of columns that are text and surely no HTML */
  const char *zBase;           /* address that a relative url refers to; NULL: none */
} NewsItem;

/* Items while they are read. */
typedef struct NewsItems {
  NewsItem *a;                 /* in the arena */
  int n, nAlloc;
} NewsItems;

/* One more item, which is not set. NEWS_OK and the item, NEWS_NOMEM, or NEWS_TOOBIG with a
** sentence about zWhat ("the feed"), of which NEWS_ITEM_MAX were read. */
int newsItemsAdd(NewsItems*, NewsArena*, const char *zWhat, NewsItem**, NewsError*);

/* Values on their way to an item. Values of a better name replace those of a worse one;
** of one name the last wins, but for authors, tags, symbols and paragraphs of a body,
** which add up where NEWS_FV_MORE says that they are of one list. */
typedef struct NewsFieldValue NewsFieldValue;
typedef struct NewsFields {
  NewsArena *pArena;
  NewsFieldValue *apFirst[NEWS_AC_N], *apLast[NEWS_AC_N];
  uint32_t anValue[NEWS_AC_N], anLook[NEWS_AC_N];
  uint8_t aRank[NEWS_AC_N];
  uint32_t mPlain;
} NewsFields;

/* Where a value comes from. */
#define NEWS_FV_MORE     0x01  /* the next of a list */
#define NEWS_FV_WHOLE    0x02  /* of a list: is not split */
#define NEWS_FV_PLAIN    0x04  /* text and surely no HTML */
#define NEWS_FV_NUMBER   0x08  /* a number of JSON: for dates only */
#define NEWS_FV_BASE     0x10  /* may be a relative address */

void newsFieldsBegin(NewsFields*, NewsArena*);
/* Add a value, which must outlive the item. NEWS_OK or NEWS_NOMEM. */
int newsFieldsAdd(NewsFields*, const NewsField*, const char *z, size_t n, int mFlag);
/* All values as an item, in the arena. NEWS_OK or NEWS_NOMEM. */
int newsFieldsItem(const NewsFields*, NewsItem*);
/* Has a column a value? */
#define newsFieldsHas(p,iCol)  ((p)->apFirst[iCol]!=0)

/* An item as an article: HTML cleaned, furniture of the text in boilerplate, the address
** in its normal form, author, language and title in order. NEWS_OK, NEWS_ERROR,
** NEWS_NOMEM, NEWS_INTERRUPT. */
int newsItemArticle(NewsParser*, NewsArena*, const NewsArticleHooks*, const NewsItem*,
                    NewsArticle*, NewsError*);

/* The fields of an object of JSON, by the names of data/fields.tsv. NEWS_OK, NEWS_NOMEM,
** or the code of newsWork. (json.c) */
int newsJsonFields(NewsArena*, const NewsJson *a, uint32_t iObject, NewsFields*);

/*----------------------------------------------------------------- appdata.c */

/* Is a script element data in JSON for other scripts: __NEXT_DATA__ and its like? */
int newsAppScript(const NewsNode*);

/* The page's own article as such data have it; no column is set when it is not there or
** not surely the page's. The title is not set when it is the page's, which pPage has.
** NEWS_OK, NEWS_ERROR, NEWS_NOMEM, or the code of newsWork. */
int newsAppRead(NewsParser*, const NewsTree*, const NewsArticleHooks*,
                const NewsArticle *pPage, NewsArticle*, NewsError*);

/*--------------------------------------------------------------------- xml.c */

/* Make libxml2 ready; any number of threads may call it at any time. What uses libxml2
** calls it first. */
void newsXmlInit(void);

#define NEWS_XML_DEPTH  200    /* nesting of XML; deeper is not read */
#define NEWS_XML_ATTRS   10    /* attributes of a tag that feeds give to libxml2 */

/* A start or end tag; it lives as long as the event. Strings are NUL-terminated. */
typedef struct NewsXmlTag {
  const char *zLocal;
  const char *zPrefix;         /* NULL: none */
  const char *zSpace;          /* its namespace; NULL: none, or not declared */
  int nAttr;                   /* of an end tag: 0 */
  const char **azAttr;         /* local name, prefix, namespace, value and its end */
} NewsXmlTag;

/* The value of an attribute by its name in lower case, which is read in any case, NULL
** when there is none. zPrefix: NULL none. The value is decoded and not terminated. */
const char *newsXmlAttr(const NewsXmlTag*, const char *zPrefix, const char *zName,
                        size_t *pn);

/* What is told of an XML text. A result other than NEWS_OK ends it. */
typedef struct NewsXmlEvents {
  int (*xOpen)(void *pCtx, const NewsXmlTag*);
  int (*xClose)(void *pCtx, const NewsXmlTag*);
  int (*xText)(void *pCtx, const char *z, size_t n, int bCdata);
  int (*xInstruction)(void *pCtx);      /* <?...?>; NULL: passed over */
} NewsXmlEvents;

/* Gives the next bytes of a text, n at most: their number, 0 at its end, -1 when it is
** not to be read any further. */
typedef int (*NewsXmlGive)(void *pCtx, char *z, int n);

/* Read an XML text, valid UTF-8 without NUL. *pbWhole is 0 when it is not well-formed,
** has a DOCTYPE or is nested too deep, or when libxml2 had no memory and did not know it;
** then events came up to some place before that. NEWS_OK, NEWS_NOMEM, the code of
** newsWork, or what an event returned. */
int newsXmlRead(NewsArena*, NewsXmlGive xGive, void *pGive, const NewsXmlEvents*,
                void *pCtx, int *pbWhole);

/*---------------------------------------------------------------- feedmend.c */

/* What an element is in the structure of a feed; none of these: 0. */
enum { NEWS_FEED_ROOT = 1, NEWS_FEED_SITEMAP, NEWS_FEED_ITEM };
/* zPrefix: NULL none. bSitemap: inside of NEWS_FEED_SITEMAP. */
int newsFeedPart(const char *zPrefix, const char *zLocal, size_t nLocal, int bSitemap);

/* A feed that is no XML, as XML; z is valid UTF-8 without NUL and must outlive it.
** NEWS_OK, NEWS_NOMEM, or the code of newsWork. */
typedef struct NewsFeedMend NewsFeedMend;
int newsFeedMend(NewsArena*, const char *z, size_t n, NewsFeedMend**);
/* Its bytes, as newsXmlRead takes them, whose pGive is the NewsFeedMend; -1 when out of
** memory. Where the feed is cut off, <?cut?> stands before the end tags that it lacks. */
int newsFeedMendGive(void*, char *z, int n);

/*-------------------------------------------------- feed.c, json.c, csv.c */

/* All items of a feed (RSS 0.9x, 1.0, 2.0, Atom, a news sitemap; also broken ones), in
** the arena or z, which must outlive them. NEWS_ERROR when it is none. With NEWS_TOOBIG
** the first items are given. NEWS_OK, NEWS_NOMEM, NEWS_INTERRUPT. */
int newsFeedItems(NewsArena*, const char *z, size_t n, const char *zHint,
                  NewsItem **paItem, int *pnItem, NewsError*);

/* All records of a JSON document: an object, an array, or what lies under articles,
** results, data, feed ... NEWS_ERROR with line and column when it is no JSON; then the
** items before that place are given still, as with NEWS_TOOBIG. NEWS_ERROR too when no
** record is in it; an empty list of them is NEWS_OK with *pnItem 0. NEWS_NOMEM,
** NEWS_INTERRUPT. The items are in the arena alone. */
int newsJsonItems(NewsArena*, const char *z, size_t n, NewsItem **paItem, int *pnItem,
                  NewsError*);

/* CSV and TSV. A header is read once; then each row gives an item. */
typedef struct NewsCsv {
  char cSep;                   /* , ; | or tab */
  int nCol;
  const NewsField **apField;   /* of each column; NULL: none of ours */
} NewsCsv;

/* Bytes of the first row at z, with its line end; 0 when it is not whole and bEnd is 0
** (more bytes are to come), and when newsWork says so. cSep is 0 for the header, NewsCsv's
** for the others. */
size_t newsCsvRow(NewsArena*, char cSep, const char *z, size_t n, int bEnd);
/* The names of the columns, from the first row. It outlives z. NEWS_OK, NEWS_ERROR,
** NEWS_NOMEM, or the code of newsWork. */
int newsCsvHeader(NewsArena*, const char *z, size_t n, NewsCsv*, NewsError*);
/* A row; its bytes must outlive the item. One that is blank gives an item without any
** column: pass it over. The same codes. */
int newsCsvItem(NewsArena*, const NewsCsv*, const char *z, size_t n, NewsItem*,
                NewsError*);

#endif
