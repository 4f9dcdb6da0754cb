/*
** metaInt.h - what the files share that find out what a page says of itself.
**
**   meta.c       one pass over the page: candidates for every column, and its lines
**   ldjson.c     candidates of JSON-LD
**   headline.c   which of them is the title
**   author.c     the author
**   pagedate.c   published and updated
**
** A candidate has a rank, the order of trust: the lowest rank that holds wins, and where
** several sources can be wrong each in its way (title, author), those that agree win.
*/
#ifndef NEWS_META_INT_H
#define NEWS_META_INT_H
#include "htmlInt.h"

/*------------------------------------------ compiled data: meta_data.c, tools/mkmeta.c */

extern const NewsWords newsMetas;    /* m: NEWS_AC_… of a meta element, rank<<8 */
extern const NewsWords newsMarks;    /* m: NEWS_MK_… of a word of a class or id */
extern const NewsWords newsLabels;   /* m: NEWS_LB_… of a word near a date or name */
extern const NewsWords newsParams;   /* m: 1 when it is how a parameter begins */
extern const NewsWords newsTypes;    /* of schema.org; m: rank, see ldjson.c */
extern const NewsWords newsProperties; /* of schema.org; m: newsProperty… below */
extern const NewsWords newsPersons;  /* parts of addresses of people; m: NEWS_PS_… */
extern const NewsWords newsCountries;  /* ends of hosts' names; m: NEWS_DO_… */
extern const NewsWords newsZones;    /* time zones in normal form; m: newsZone… below */

/* What a property tells: the column, NEWS_AC_… or NEWS_PR_ELSEWHERE, and its rank in
** JSON-LD (added to that of its object) and in microdata, or NEWS_PR_UNREAD. */
#define NEWS_PR_ELSEWHERE  0xff      /* what hangs below it is of other pages */
#define NEWS_PR_UNREAD     15
#define newsPropertyColumn(m)  ((int)((m) & 0xff))
#define newsPropertyJson(m)    ((int)((m)>>8 & 15))
#define newsPropertyItem(m)    ((int)((m)>>12 & 15))

#define NEWS_PS_PATH       0x01      /* a folder of the path: /author/ */
#define NEWS_PS_PARAMETER  0x02      /* a parameter: ?author= */

/* A zone's minutes east of UTC, and what it is. */
#define NEWS_ZN_SUMMER     0x10000   /* has the summer time of the United States */
#define NEWS_ZN_NONE       0x20000   /* no zone: a word that stands behind a time */
#define newsZoneMinutes(m)  ((int)((m) & 0xffff)-1440)

/* Names that are looked for in the order of their file, months by their first byte. */
typedef struct NewsName {
  const char *z;                     /* of a month or day of the week in normal form */
  uint8_t n;
  uint8_t v;
} NewsName;
extern const int newsWeekdayN, newsSeparatorN;
extern const NewsName newsMonth[];   /* v: its number */
extern const uint16_t newsMonthFirst[257];  /* where names with a first byte begin */
extern const NewsName newsWeekday[]; /* v: 1 when its first letters are enough */
extern const NewsName newsSeparator[];  /* of a title and its site, with its blanks; v: 1
                                        ** when titles have it, too */

/* What class and id say of an element. */
#define NEWS_MK_BYLINE     0x0001
#define NEWS_MK_AUTHOR     0x0002
#define NEWS_MK_DATE       0x0004
#define NEWS_MK_PUBLISHED  0x0008
#define NEWS_MK_MODIFIED   0x0010
#define NEWS_MK_META       0x0020    /* small print around a headline */
#define NEWS_MK_JUNK       0x0040    /* of other stories, of the site */
#define NEWS_MK_CARD       0x0080    /* a box; of another story unless it has the title */
#define NEWS_MK_TAGS       0x0100
#define NEWS_MK_SECTION    0x0200
#define NEWS_MK_CRUMBS     0x0400    /* the way from the site's home to the page */
#define NEWS_MK_OTHER      0x0800    /* a person who is not the author */
#define NEWS_MK_COMMENT    0x1000    /* of readers */
#define NEWS_MK_ARTICLE    0x2000    /* within an article element; not in the data */
#define NEWS_MK_TIME       0x4000    /* a time element; not in the data */
#define NEWS_MK_LINK       0x8000    /* a link; not in the data */

#define NEWS_LB_PUBLISHED  0x01
#define NEWS_LB_UPDATED    0x02
#define NEWS_LB_OTHER      0x04      /* of something else */
#define NEWS_LB_BY         0x08      /* a name follows */
#define NEWS_LB_STOP       0x10      /* no part of a name, and ends it */
#define NEWS_LB_NOBODY     0x20      /* a name that is no person's: admin, staff */
#define NEWS_LB_ROLE       0x40      /* a word of what a person does */
#define NEWS_LB_WEAK       0x80      /* tells of a date only where a line begins */
#define NEWS_LB_JOIN      0x100      /* in lower case: between two names */
#define NEWS_LB_NOSECTION 0x200      /* software's word where there is no section */
#define NEWS_LB_UNNAMED    (NEWS_LB_PUBLISHED|NEWS_LB_UPDATED|NEWS_LB_OTHER|NEWS_LB_BY \
                            |NEWS_LB_STOP|NEWS_LB_WEAK|NEWS_LB_ROLE)  /* not in names */

/*------------------------------------------------------------------------- candidates */

/* Where a candidate is from. */
enum {
  NEWS_MF_LD = 1, NEWS_MF_META, NEWS_MF_ITEM, NEWS_MF_TIME, NEWS_MF_REL, NEWS_MF_CLASS,
  NEWS_MF_TEXT, NEWS_MF_H1, NEWS_MF_TITLE, NEWS_MF_URL
};

typedef struct MetaValue {
  const char *z;
  uint32_t n;
  uint32_t iNode;                    /* of the page; 0: in no element that shows */
  uint16_t mMark;                    /* NEWS_MK_… of its element */
  uint8_t eFrom;                     /* NEWS_MF_… */
  uint8_t iRank;                     /* 1 to 9 */
} MetaValue;

#define META_VALUES  48              /* candidates of a column */
typedef struct MetaList {
  MetaValue a[META_VALUES];
  int n;
} MetaList;

/* A line of the page as it is shown: the text of a block, white space made one blank. */
typedef struct MetaLine {
  const char *z;
  uint32_t n;
  uint32_t iNode;                    /* its first text */
  uint16_t mMark;                    /* NEWS_MK_… of the elements around some of it */
  uint16_t mAll;                     /* around all of it */
} MetaLine;

#define META_SITES     8
#define META_LINE    600             /* bytes of a line that are kept */

typedef struct MetaPage {
  const NewsTree *pTree;
  NewsArena *pArena;
  MetaList aList[NEWS_AC_N];
  MetaLine *aLine;
  uint32_t nLine, nLineAlloc;
  uint32_t iTitle;                   /* line of the headline; nLine: none */
  uint32_t iLead;                    /* first line of prose behind it; nLine: none */
  MetaValue aSite[META_SITES];       /* names of the site */
  int nSite;
  const char *zUrl;                  /* its address, NULL when not known */
  const char *zTitle;                /* what headline.c found */
  size_t nTitle;
  const char *zBody;                 /* articleBody of JSON-LD, the longest */
  size_t nBody;
  int eOrder;                        /* NEWS_DO_… */
  uint64_t nLookup;                  /* values of JSON-LD looked through for references */
  uint32_t nTry;                     /* elements whose text was asked for */
} MetaPage;

/* Add a candidate; what is empty or beyond the list's end is passed over. */
void newsMetaAdd(MetaPage*, int iCol, const char *z, size_t n, int eFrom, int iRank,
                 uint32_t iNode, uint16_t mMark);

/* Make *pn bytes at *pz one line without tags and entities; they stay where they are when
** they are that. NEWS_OK, NEWS_NOMEM or NEWS_INTERRUPT. */
int newsMetaPlain(NewsArena*, const char **pz, size_t *pn);

/* Marks of a word of labels.tsv, 0 for others. */
uint32_t newsMetaLabel(const char *z, size_t n);

/* Where a node stands: 2 between headline and story, 1 near them, 0 elsewhere. */
int newsMetaZone(const MetaPage*, uint32_t iNode);

/* Is this the name of the site? By its names and its host. */
int newsMetaIsSite(const MetaPage*, const char *z, size_t n);

/* A script of JSON-LD. NEWS_OK, NEWS_NOMEM, NEWS_INTERRUPT. */
int newsLdRead(MetaPage*, const char *z, size_t n);

/* zTitle, iTitle and iLead of the page. NEWS_OK or NEWS_NOMEM. */
int newsMetaTitle(MetaPage*);
/* "Jane Roe and Tom Hale", in the arena; NULL in *pz for nobody. NEWS_OK or NEWS_NOMEM. */
int newsMetaAuthor(MetaPage*, const char **pz, size_t *pn);
/* Dates as newsDateParse writes them, 32 bytes each; "" for none. */
void newsMetaDates(MetaPage*, char *zPublished, char *zUpdated);

#endif
