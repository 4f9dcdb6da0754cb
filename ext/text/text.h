/*
** text.h - the contract of the text room: bytes in, tokens and sentences out.
**
** Nothing here knows SQLite or news. The room gives memory (NewsHost, NewsArena,
** NewsBuf), UTF-8 that survives any bytes, normal forms and hashes, tokens and sentences
** with byte and code-point offsets, a lexicon of word classes, a guess of the language,
** and regular expressions.
**
** RESULT CODES. Functions that can fail return NEWS_OK or one of the codes below. Their
** values are SQLite's, so that a caller inside SQLite may hand them on.
**
** MEMORY. All memory comes from the NewsHost that the caller passes. What belongs to one
** text is allocated from a NewsArena and dies with it, or at its next reset. No function
** keeps a pointer to its arguments after it returns unless it says so.
*/
#ifndef NEWS_TEXT_H
#define NEWS_TEXT_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define NEWS_OK         0
#define NEWS_ERROR      1   /* wrong input; a NewsError has the sentence */
#define NEWS_NOMEM      7   /* the host gave no memory */
#define NEWS_INTERRUPT  9   /* the host asked to stop */
#define NEWS_TOOBIG    18   /* input or output over a documented bound */

/*--------------------------------------------------------------- host, error: memory.c */

/* What the program around gives: memory, and the wish to stop. */
typedef struct NewsHost NewsHost;
struct NewsHost {
  void *(*xMalloc)(void *pCtx, size_t n);            /* NULL when out of memory */
  void *(*xRealloc)(void *pCtx, void *p, size_t n);  /* p may be NULL */
  void (*xFree)(void *pCtx, void *p);                /* p may be NULL */
  int (*xInterrupted)(void *pCtx);                   /* nonzero: stop soon; may be NULL */
  void *pCtx;
  size_t nLook;      /* steps of work between two looks at it; 0: NEWS_WORK_LOOK */
  uint64_t nWork;    /* steps that a document may take; 0: by its bytes (newsWorkBegin) */
  uint64_t *pnStep;  /* gets the steps of each document added when its arena is reset,
                     ** freed or begins the next; NULL: nobody wants to know */
};

/* A host over malloc, realloc and free that never interrupts. */
const NewsHost *newsHostLibc(void);

/* Nonzero when the host wants work to stop. */
int newsInterrupted(const NewsHost*);

/* Ask the memory for what an address points to before it is read. A macro: gcc takes a
** function that does nothing else for useless. */
#if defined(__GNUC__)
# define newsFetch(p)  __builtin_prefetch(p)
#else
# define newsFetch(p)  ((void)(p))
#endif

/* An error in words: one full sentence without a final stop, cut at the buffer's end. */
typedef struct NewsError {
  int rc;             /* NEWS_OK while there is none */
  char z[512];        /* UTF-8, NUL-terminated */
} NewsError;

/* Set code and sentence (printf's %s %d %lld %.*s only); the first error stays. Returns
** rc. */
int newsError(NewsError*, int rc, const char *zFormat, ...);

/*--------------------------------------------------------------------- arena: memory.c */

/* Memory that is freed at once. Blocks are aligned as the host's are, to 16 bytes at
** most, and not cleared. */
typedef struct NewsArena NewsArena;
NewsArena *newsArenaNew(const NewsHost*);            /* NULL when out of memory */
void newsArenaReset(NewsArena*);                     /* drops all blocks, keeps a chunk */
void newsArenaFree(NewsArena*);                      /* NULL is a no-op */
void *newsArenaAlloc(NewsArena*, size_t n);          /* NULL when out of memory */
/* p (or NULL) with room for nNew bytes, moved or not; NULL when out of memory. */
void *newsArenaGrow(NewsArena*, void *p, size_t nOld, size_t nNew);
char *newsArenaDup(NewsArena*, const char *z, int n);  /* NUL-terminated copy */
const NewsHost *newsArenaHost(const NewsArena*);

/*---------------------------------------------------------------------- work: memory.c */

/* The work on a document is counted in the arena that it is read into, in steps of about
** a byte looked at, or a nanosecond of a usual core. Every NEWS_WORK_LOOK steps the host
** is asked whether to stop, so that it waits for a few milliseconds at most; and a
** document may take NEWS_WORK_FREE steps and NEWS_WORK_BYTE more for each of its bytes:
** half a second for a small page, about twelve for one of 64 MB. Steps are no time, so the
** same document ends in the same way on every machine. */
#define NEWS_WORK_LOOK   ((size_t)1<<20)
#define NEWS_WORK_FREE   500000000
#define NEWS_WORK_BYTE   200

/* Begin a document of n bytes: from here on its bound holds for the arena, until the next
** begins or the arena is reset; then there is none. */
void newsWorkBegin(NewsArena*, size_t n);

/* Count n steps. NEWS_OK, NEWS_INTERRUPT, or NEWS_TOOBIG when the document has taken more
** than its bound. The answer stays: after a failure every call gives it again, so a
** function that cannot tell of it just ends, and one behind it tells. */
static inline int newsWork(NewsArena*, size_t n);
int newsWorkMore(NewsArena*, size_t n);              /* where it is time to look */

/* The sentence of a document, zWhat, that has taken more than its bound. Returns
** NEWS_TOOBIG. */
int newsWorkError(NewsError*, const char *zWhat);

/* Steps that were taken since the document began. */
uint64_t newsWorkDone(const NewsArena*);

/* An arena begins with these. In the header because loops count. */
typedef struct NewsWorkLeft { size_t n; } NewsWorkLeft;
static inline int newsWork(NewsArena *p, size_t n){
  NewsWorkLeft *pLeft = (NewsWorkLeft*)p;
  if( n>=pLeft->n ) return newsWorkMore(p, n);
  pLeft->n -= n;
  return NEWS_OK;
}

/* A growing string. A failure sticks in rc and makes later appends no-ops. z is always
** NUL-terminated once something was appended; the owner calls newsBufFree. */
typedef struct NewsBuf {
  const NewsHost *pHost;
  char *z;            /* NULL while empty */
  size_t n;           /* bytes, without the NUL */
  size_t nAlloc;
  int rc;             /* NEWS_OK, NEWS_NOMEM, NEWS_TOOBIG (over 1 GB), or its writer's */
} NewsBuf;
void newsBufInit(NewsBuf*, const NewsHost*);
static inline void newsBufAppend(NewsBuf*, const char *z, size_t n);
void newsBufText(NewsBuf*, const char *z);           /* NUL-terminated; NULL is a no-op */
static inline void newsBufChar(NewsBuf*, char c);
void newsBufInt(NewsBuf*, int64_t v);
void newsBufReal(NewsBuf*, double r);         /* shortest of 15 digits that JSON reads */
void newsBufJson(NewsBuf*, const char *z, size_t n); /* a JSON string with its quotes */
size_t newsJsonPlain(const char *z, size_t n);       /* bytes that need no escape there */
void newsBufFree(NewsBuf*);
void newsBufMore(NewsBuf*, const char *z, size_t n); /* where room is short */
/* Room for n bytes and a NUL behind the string: where it is; NULL, and rc is set, when
** there is none. Who writes there calls newsBufEnd with the end of it. */
char *newsBufRoom(NewsBuf*, size_t n);
static inline void newsBufEnd(NewsBuf *p, char *zEnd){
  *zEnd = 0;
  p->n = (size_t)(zEnd-p->z);
}

/* In the header because results are put together of many short pieces. */
static inline void newsBufAppend(NewsBuf *p, const char *z, size_t n){
  if( p->rc==NEWS_OK && n<p->nAlloc-p->n ){
    if( n ) memcpy(&p->z[p->n], z, n);
    p->n += n;
    p->z[p->n] = 0;
  }else{
    newsBufMore(p, z, n);
  }
}
static inline void newsBufChar(NewsBuf *p, char c){ newsBufAppend(p, &c, 1); }

/*----------------------------------------------------------------------- UTF-8: utf8.c */

/* A character is, as in SQLite's substr() and length(), a byte below 0xC0, or one at or
** above it with all continuation bytes that follow. One that is not well-formed
** (overlong, surrogate, above U+10FFFF, cut off, a continuation byte alone) counts as
** U+FFFD. */

/* Offset of the first byte that is not well-formed UTF-8 or is NUL; n when there is
** none. */
size_t newsUtf8Valid(const char *z, size_t n);

/* The same in *pi, with the work counted in the arena: NEWS_OK or the code of newsWork. */
int newsUtf8ValidWork(NewsArena*, const char *z, size_t n, size_t *pi);

/* z itself when valid ("" for NULL), else a copy in the arena with U+FFFD for each wrong
** character and for U+0000; *pn is the new length. NEWS_OK, NEWS_NOMEM, or the code of
** newsWork. */
int newsUtf8Text(NewsArena*, const char *z, size_t n, const char **pz, size_t *pn);

/* The same as its result; NULL on failure. */
const char *newsUtf8Clean(NewsArena*, const char *z, size_t n, size_t *pn);

size_t newsUtf8Count(const char *z, size_t n);       /* characters */
uint32_t newsUtf8Read(const char **pz, const char *zEnd);  /* advances; needs *pz<zEnd */
int newsUtf8Write(char *z, uint32_t c);              /* 1 to 4 bytes written */

/*--------------------------------------------- characters, normal form, hashes: fold.c */

#define NEWS_CT_UPPER   0x01   /* upper or title case letter */
#define NEWS_CT_LOWER   0x02
#define NEWS_CT_LETTER  0x04   /* any letter or mark */
#define NEWS_CT_DIGIT   0x08   /* decimal digit */
#define NEWS_CT_SPACE   0x10   /* white space, also no-break and zero-width */
#define NEWS_CT_IDEO    0x20   /* written without spaces: Han, kana, Thai, ... */
int newsCharType(uint32_t c);

/* The normal form: lower case, Latin letters without accents, ligatures and full-width
** forms opened, quotes and dashes in their ASCII form, zero-width characters dropped.
** Writes at most nOut-1 bytes and a NUL and returns the length it has or would have. */
size_t newsFold(const char *z, size_t n, char *zOut, size_t nOut);

/* Same normal form? Compares without memory. */
int newsFoldEqual(const char *zA, size_t nA, const char *zB, size_t nB);

/* 32-bit hash of the normal form of a word, without a final stop ("Inc." as "inc"); never
** 0. It is the `hash` of tokens and the key of every compiled table. */
uint32_t newsFoldHash(const char *z, size_t n);

/* Keyed 64-bit hash of bytes (SipHash-2-4, Aumasson and Bernstein 2012). */
uint64_t newsHash64(uint64_t k0, uint64_t k1, const void *p, size_t n);

/*---------------------------------------------- tokens, sentences: token.c, sentence.c */

enum {                  /* NewsToken.eKind */
  NEWS_TK_WORD = 1,     /* letters, digits, inner ' . and &: A320 U.S. O'Neil FT.com */
  NEWS_TK_NUMBER,       /* digits with inner , and . : 12,416 3.5 */
  NEWS_TK_POSS,         /* 's or ’s after a word */
  NEWS_TK_PUNCT,        /* one character, or a run of dots or of dashes */
  NEWS_TK_SYMBOL,       /* $ € % + = and other signs, one character */
  NEWS_TK_LINK          /* an address: https://… www.… name@host */
};

#define NEWS_SH_UPPER1  0x01   /* first letter is upper case */
#define NEWS_SH_UPPER   0x02   /* some upper-case letter after the first character */
#define NEWS_SH_LOWER   0x04   /* some lower-case letter */
#define NEWS_SH_DIGIT   0x08   /* some digit */
#define NEWS_SH_DOT     0x10   /* some full stop */
#define NEWS_SH_WIDE    0x20   /* some character outside ASCII */
#define NEWS_SH_IDEO    0x40   /* written without spaces */
#define newsAllCaps(p)  (((p)->mShape & (NEWS_SH_UPPER1|NEWS_SH_LOWER))==NEWS_SH_UPPER1)

#define NEWS_TF_SPACE   0x01   /* white space (or the text's start) before it */
#define NEWS_TF_LINE    0x02   /* first of its line */
#define NEWS_TF_PARA    0x04   /* first after an empty line, or of the text */
#define NEWS_TF_SENT    0x08   /* first of its sentence */
#define NEWS_TF_END     0x10   /* a sentence may end behind it */
#define NEWS_TF_SIGN    0x20   /* one may end before it, as it may be a bullet */

typedef struct NewsToken {
  uint32_t iByte;       /* offset of its first byte in the text */
  uint32_t nByte;
  uint32_t iChar;       /* offset in code points */
  uint32_t nChar;
  uint32_t hash;        /* newsFoldHash of it */
  uint32_t mClass;      /* NEWS_LX_… of the lexicon */
  uint8_t eKind;        /* NEWS_TK_… */
  uint8_t mShape;       /* NEWS_SH_… */
  uint8_t mFlag;        /* NEWS_TF_… */
  uint8_t c;            /* its first byte */
} NewsToken;

typedef struct NewsSentence {
  uint32_t iToken;      /* index of its first token */
  uint32_t nToken;
} NewsSentence;

typedef struct NewsText {
  const char *z;        /* the text; the caller's, not copied */
  uint32_t nByte;
  uint32_t nChar;
  NewsToken *aToken;    /* followed by one token with all fields 0 */
  uint32_t nToken;
  NewsSentence *aSentence;
  uint32_t nSentence;
} NewsText;

/* Longest text, in bytes; longer gives NEWS_TOOBIG. */
#define NEWS_TEXT_MAX   0x7fff0000

/* Tokens and sentences of n bytes at z, which must be valid UTF-8 (newsUtf8Clean). The
** arrays live in the arena. NEWS_OK, NEWS_NOMEM, NEWS_INTERRUPT or NEWS_TOOBIG. */
int newsTokenize(NewsArena*, const char *z, size_t n, NewsText *pOut);

/* The second half of newsTokenize: flags and array of sentences from the tokens. */
int newsSentences(NewsArena*, NewsText*);

/* The sentence that holds a token. */
uint32_t newsSentenceOf(const NewsText*, uint32_t iToken);

/*------------------------------------------------------------ tables of words: bucket.c */

/* The words of a table whose hashes have the same low bits, with their classes. */
#define NEWS_BUCKET 4
typedef struct NewsBucket {
  uint32_t aHash[NEWS_BUCKET];    /* newsFoldHash; 0 where empty */
  uint32_t aClass[NEWS_BUCKET];
} NewsBucket;

/* Add classes to a word of the table a of mask+1 buckets, a power of two, which are all 0
** at first. There must be room for it. */
void newsBucketAdd(NewsBucket *a, uint32_t mask, uint32_t hash, uint32_t mClass);

/* Classes of a word; 0 when the table has not got it. */
static inline uint32_t newsBucketFind(const NewsBucket *a, uint32_t mask, uint32_t hash){
  for(uint32_t i=hash;; i++){
    const NewsBucket *p = &a[i & mask];
    uint32_t m = 0;
    for(int k=0; k<NEWS_BUCKET; k++) m |= p->aClass[k] & (0u-(p->aHash[k]==hash));
    if( p->aHash[0]<=p->aHash[NEWS_BUCKET-1] || m ) return m;
  }
}

/*------------------------------------------------------------------ lexicon: lexicon.c */

/* Word classes, compiled from data/lexicon.tsv, names.tsv and titles.tsv. The names in
** those files are the ones here in lower case without the prefix. */
#define NEWS_LX_STOP      0x00000001   /* function word: the, of, and, that */
#define NEWS_LX_TITLE     0x00000002   /* before a person's name: Mr. President CEO */
#define NEWS_LX_LEGAL     0x00000004   /* legal form of a company: Inc Corp plc */
#define NEWS_LX_ABBREV    0x00000008   /* keeps its stop in a sentence: vs. Gen. */
#define NEWS_LX_ABBREND   0x00000010   /* its stop may end a sentence, too: Inc. */
#define NEWS_LX_MONTH     0x00000020   /* month, also abbreviated */
#define NEWS_LX_WEEKDAY   0x00000040
#define NEWS_LX_GIVEN     0x00000080   /* given name */
#define NEWS_LX_SURNAME   0x00000100
#define NEWS_LX_NAMEWORD  0x00000200   /* a name that is also a plain word */
#define NEWS_LX_COMMON    0x00000400   /* frequent English word, no name by itself */
#define NEWS_LX_ORGHEAD   0x00000800   /* last word of organisations: Bank Ministry */
#define NEWS_LX_LOCHEAD   0x00001000   /* last word of places: River County Street */
#define NEWS_LX_NUMBER    0x00002000   /* number in words: two, dozen, hundred */
#define NEWS_LX_SCALE     0x00004000   /* million bn trillion crore lakh */
#define NEWS_LX_CURRENCY  0x00008000   /* dollars euros yen yuan rupees USD EUR */
#define NEWS_LX_TIMEWORD  0x00010000   /* today yesterday week month year ago last */
#define NEWS_LX_PARTICLE  0x00020000   /* inside names: de van von bin al */
#define NEWS_LX_VERBCUE   0x00040000   /* said, told, added: what a speaker does */
#define NEWS_LX_ROLE      0x00080000   /* a person's role, in lower or upper case */
#define NEWS_LX_TLD       0x00100000   /* top-level domain of host names: com org ai */
#define NEWS_LX_STARTER   0x00200000   /* function word that starts sentences: The He */

/* Classes of a word by its hash; 0 when it has none. */
uint32_t newsLexicon(uint32_t hash);

/* mClass of n tokens: the classes of words, none of others. */
void newsLexiconRead(NewsToken*, uint32_t n);

/*---------------------------------------------------------------- language: language.c */

/* ISO 639-1 code of the language most of the text is in, from its function words and
** scripts, as a constant string; NULL when too short or unclear. */
const char *newsLanguage(const NewsText*);

/*------------------------------------------------ regular expressions: regex.c (PCRE2) */

/* Bounds of users' patterns. */
#define NEWS_RE_PATTERN   4096     /* bytes of a pattern */
#define NEWS_RE_NEST        50     /* nested parentheses */
#define NEWS_RE_MATCH   100000     /* calls of PCRE2's matcher */
#define NEWS_RE_DEPTH     1000     /* its backtracking depth */
#define NEWS_RE_HEAP      1024     /* its heap, KiB */

typedef struct NewsRegex NewsRegex;

/* Compile; UTF mode, PCRE2 syntax. On NEWS_ERROR the sentence names the offset in the
** pattern. The host must outlive the pattern. */
int newsRegexNew(const NewsHost*, const char *zPattern, size_t n, NewsRegex**,
                 NewsError*);
/* The same for patterns that are compiled in: no bound of size, and bytes instead of
** characters. One begins with \G: it is tried at iFrom alone. */
int newsRegexOwn(const NewsHost*, const char *zPattern, size_t n, NewsRegex**,
                 NewsError*);
/* Make it machine code, which takes a millisecond and is worth it for hundreds of tries;
** the answers stay the same. NEWS_OK or NEWS_NOMEM. */
int newsRegexFast(NewsRegex*);
void newsRegexFree(NewsRegex*);

/* Search z from byte iFrom. 1 found, 0 not, or a negative NEWS_ code (-NEWS_NOMEM,
** -NEWS_ERROR for a limit, -NEWS_INTERRUPT). aSpan gets nSpan pairs of byte offsets,
** group 0 first, -1 for groups without part in the match. z is valid UTF-8. */
int newsRegexFind(NewsRegex*, const char *z, size_t n, size_t iFrom,
                  int64_t *aSpan, int nSpan, NewsError*);
int newsRegexGroups(const NewsRegex*);               /* capture groups, without group 0 */
int newsRegexGroup(const NewsRegex*, const char *zName, size_t n); /* by name; -1: none */
const char *newsRegexMark(const NewsRegex*);         /* (*MARK) of the last match; NULL */
int newsRegexVersion(char *z, size_t n);             /* PCRE2's, as "10.42"; its length */

#endif
