/*
** entityInt.h - the contract inside the entity room.
**
** A document is read field by field (title, body). Each field has its tokens, a list of
** the tokens that may begin a name, and a list of those that may begin a value. Spans of
** both fields go to one list; resolution turns it into entities and mentions. All of it
** lives in the caller's arena.
*/
#ifndef NEWS_ENTITYINT_H
#define NEWS_ENTITYINT_H
#include "entity.h"
#include "patternInt.h"
#include <string.h>

/*---------------------------------------------------------------------- image: build.c */

/* One alias. */
typedef struct NewsAliasRec {
  uint32_t iEntity;       /* in aEntity of its image */
  uint32_t iText;         /* its spelling, single blanks between words */
  uint16_t iLen;          /* of its tokens, see newsAliasLen */
  uint8_t nToken;
  uint8_t mFlag;          /* NEWS_AF_… */
} NewsAliasRec;
#define NEWS_ALIAS_BLOCK   256   /* aliases whose iLen counts from one number of aBlock */
#define NEWS_ALIAS_TOKENS  32    /* most tokens of an alias */
#define NEWS_AF_AMBIG   0x01   /* needs evidence beside its spelling */
#define NEWS_AF_EXACT   0x02   /* no other case than its own */
#define NEWS_AF_MUTE    0x04   /* never a mention */
#define NEWS_AF_LOWER   0x08   /* begins with a lower-case letter */
#define NEWS_AF_SHORT   0x10   /* has fewer than four letters: no capitals instead */
#define NEWS_AF_PLAIN   0x20   /* its tokens are the words between blanks */

/* One entity. Behind its name in zText stand its ticker and its listings, those it has. */
typedef struct NewsEntityRec {
  uint32_t iName;         /* canonical name, in zText */
  uint32_t iMore : 22;    /* in aMore; 0: nothing of it */
  uint32_t eLabel : 3;
  uint32_t eSubtype : 5;
  uint32_t bTicker : 1;
  uint32_t bListings : 1;
} NewsEntityRec;
#define NEWS_MORE_MAX  ((1u<<22)-1)
typedef struct NewsMoreRec {      /* what many entities have alike; 0: none */
  uint32_t iExchange, iParent, iCountry, iCues;  /* in zText */
  uint32_t mClass;        /* classes of cues: bits by their order in azClass */
  uint32_t iCue;          /* aCue[iCue]: a number of words, then their hashes */
} NewsMoreRec;

/* An exchange as texts name it: NYSE, NasdaqGS, LON; or by the tail of a symbol: .HK */
typedef struct NewsExchangeRec {
  uint32_t hash;          /* newsFoldHash of the name */
  uint32_t iExchange;     /* MIC */
  uint32_t bTail;         /* a tail after a stop, not a name before a colon */
} NewsExchangeRec;

/* A currency by its sign or word. */
typedef struct NewsCurrencyRec {
  uint32_t hash;          /* newsFoldHash of the form: $, HK$, dollars, Swiss francs */
  uint32_t iUnit;         /* ISO 4217 */
  uint32_t nPer;          /* parts of the unit: 100 for cents */
  uint32_t bAmbig;        /* a plain word too: money only behind a large number */
} NewsCurrencyRec;

/* The trie (trie.c) has a slot per prefix of an alias: the rolling hash of its tokens, and
** what is there. A run is the aliases with one key: the number of the only one, or nAlias
** plus the place in aRun where they stand side by side, the last with its top bit set. */
typedef struct NewsSlot { uint32_t key, val; } NewsSlot;
#define NEWS_RUN_END      0x80000000u
#define NEWS_SLOT_LONGER  1u      /* there are longer prefixes */
#define NEWS_SLOT_TAIL    2u      /* the user's: just one run goes on from here, val's */
#define newsSlotVal(iRun) (((iRun)+1)<<2)
#define newsSlotRun(val)  (((val)>>2)-1)       /* where val is over 3 */
#define NEWS_ALIAS_MAX    (1u<<28)

/* Classes of cues that the engine itself asks for, by their names in data/cues.tsv. */
enum {
  NEWS_CL_COMPANY,        /* "company": what is said of companies */
  NEWS_CL_OTHER,          /* "other": with it the name means another thing */
  NEWS_CL_SHARE,          /* "share": Target stock */
  NEWS_CL_MOVE,           /* "move": what shares do */
  NEWS_CL_ACT,            /* "act": what companies do, to */
  NEWS_CL_THING,          /* "thing": such things */
  NEWS_CL_PLAN,           /* "plan": behind "to" in plans of companies */
  NEWS_CL_RATE,           /* "rate": what raters do */
  NEWS_CL_TRIM,           /* "trim": what raters and holders do, to */
  NEWS_CL_RATING,         /* "rating": such things */
  NEWS_CL_ANALYST,        /* "analyst": who speaks for them */
  NEWS_CL_STAFF,          /* "staff" */
  NEWS_CL_EVENT,          /* "event": what companies only host: conference */
  NEWS_CL_LIFE,           /* "life": what is said of people: born */
  NEWS_CL_KIND,           /* "kind": what companies are: chipmaker */
  NEWS_CL_TOWN,           /* "town": what places are: village */
  NEWS_CL_CALL,           /* "call": what analysts recommend: outperform */
  NEWS_CL_ACRONYM,        /* "acronym": no symbols by themselves: COO */
  NEWS_CL_N
};
/* Its name in cues.tsv. */
const char *newsClassName(int eClass);

typedef struct NewsImage {
  const char *zText;              /* strings, NUL-terminated; "" at 0 */
  const uint8_t *aLen;
  const NewsAliasRec *aAlias;     /* by entity */
  const uint32_t *aBlock;         /* of each block of aliases, where in aLen it begins */
  const NewsEntityRec *aEntity;
  const NewsMoreRec *aMore;
  const uint32_t *aCue;
  const uint32_t *aRun;
  const NewsSlot *aSlot;          /* the built-in trie; NULL: the next three instead */
  const uint32_t *aBucket;        /* by the first nBucketBit bits of a key: its first slot */
  const uint16_t *aTail;          /* slots: the next 16 bits of the key */
  const uint32_t *aVal;           /* slots: the val */
  const uint32_t *aGate;          /* bits: a first token's hash that may begin an alias */
  const uint32_t *aGateLow;       /* the same for aliases that begin in lower case */
  const uint32_t *aSymbol;        /* open hash by newsSymbolHash: an entity that has it */
  const uint8_t *aSymbolTag;      /* beside each: newsSymbolTag; 0: empty */
  const NewsBucket *aClass;       /* words with their classes of cues; a power of two */
  const NewsExchangeRec *aExchange;
  const NewsCurrencyRec *aCurrency;   /* by hash */
  uint32_t nText, nLen, nAlias, nEntity, nMore, nCue, nSlot, nSymbol, nClass;
  uint32_t nExchange, nCurrency, nRun, nBlock;
  uint32_t nGateBit, nGateLowBit; /* log2 of the bits in the gates */
  uint32_t nBucketBit;
  uint32_t nMaxToken;             /* tokens of the longest alias */
  uint32_t aClassName[32];        /* names of classes, in zText; 0: none */
  uint32_t aClassBit[NEWS_CL_N];  /* of the built-in one: their bits */
  uint64_t fingerprint;
} NewsImage;

/* An alias of a run, by its number, with NEWS_RUN_END when it is the last. */
static inline uint32_t newsRunAt(const NewsImage *m, uint32_t iRun){
  return iRun<m->nAlias ? iRun|NEWS_RUN_END : m->aRun[iRun-m->nAlias];
}

/* Bytes of each token of alias i. In a finished image not for a plain one. */
static inline const uint8_t *newsAliasLen(const NewsImage *m, uint32_t i){
  return &m->aLen[m->aBlock[i/NEWS_ALIAS_BLOCK] + m->aAlias[i].iLen];
}

/* An entity's own strings; NULL where it has none. */
static inline const char *newsEntityTicker(const NewsImage *m, const NewsEntityRec *e){
  const char *z = &m->zText[e->iName];
  return e->bTicker ? z+strlen(z)+1 : 0;
}
static inline const char *newsEntityListings(const NewsImage *m, const NewsEntityRec *e){
  const char *z = &m->zText[e->iName];
  if( !e->bListings ) return 0;
  z += strlen(z)+1;
  return e->bTicker ? z+strlen(z)+1 : z;
}

#define NEWS_MIX(h,x) (((((h)<<7)|((h)>>25)) ^ (x))*0x9E3779B1u)
#define NEWS_MIX0     0x7F4A7C15u
#define newsGateBit(h,nBit)  (((h)*0x85EBCA6Bu)>>(32-(nBit)))
#define newsGateHas(a,i)     (((a)[(i)>>5]>>((i)&31))&1)

/* Makes an image row by row; the program of the build and newsGazetteerNew share it. */
typedef struct NewsBuilder NewsBuilder;
/* pBase gives classes of cues to a user's image; NULL when the image has its own. */
NewsBuilder *newsBuilderNew(const NewsHost*, const NewsImage *pBase, NewsError*);
void newsBuilderFree(NewsBuilder*);
/* A word of a class of cues ("company", "shares"). */
void newsBuilderCue(NewsBuilder*, const char *zClass, int nClass, const char *zWord,
                    int n);
/* A name or (bTail) tail of an exchange. */
void newsBuilderExchange(NewsBuilder*, const char *zName, int n, const char *zMic,
                         int bTail);
/* A '?' before the form marks a plain word. */
void newsBuilderCurrency(NewsBuilder*, const char *zForm, const char *zUnit, int nPer);
/* Open the entity (label, name), new or known, and give it what is not NULL. */
void newsBuilderEntity(NewsBuilder*, const NewsGazetteerRow*);
/* Add an alias to the open entity. Twice the same: the flags join. */
void newsBuilderAlias(NewsBuilder*, const char *z, int n, int mFlag);
/* The image, which lives as long as the builder. NEWS_OK, or the first failure of all. */
int newsBuilderFinish(NewsBuilder*, NewsImage*);
NewsError *newsBuilderError(NewsBuilder*);
/* An entity by label and name; NEWS_NOBODY when there is none. Before the finish only. */
uint32_t newsBuilderFind(const NewsBuilder*, int eLabel, const char *zName);

/* Hash of a symbol, in which BRK.B, BRK-B and BRK/B are one; a final stop counts not. */
uint32_t newsSymbolHash(const char *z, int n);
/* A byte of the hash that is not 0. */
#define newsSymbolTag(hash)  ((uint8_t)((hash)%255+1))
/* The same symbol? */
int newsSymbolEqual(const char *zA, int nA, const char *zB, int nB);
/* A listing: "-XNAS:FB" is FB, once on XNAS. */
typedef struct NewsListing {
  const char *z;          /* the symbol, n bytes */
  int n;
  int bFormer;
  char zMic[16];
} NewsListing;
/* The next listing from *pz on, which moves behind it; 0 at the end. What is none is
** passed over. */
int newsListingNext(const char **pz, NewsListing*);
/* Is the symbol in a list of listings, on Nasdaq or the NYSE? With bOld also a former one.
*/
int newsIsListed(const char *zListings, const char *z, uint32_t n, int bOld);

/*----------------------------------------------------------------------- trie: trie.c */

typedef struct NewsTrie {
  uint32_t *aRun;    uint32_t nRun;
  NewsSlot *aSlot;   uint32_t nSlot;
  uint32_t *aBucket; uint16_t *aTail; uint32_t *aVal; uint32_t nBucketBit;
  uint32_t *aGate, *aGateLow;
  uint32_t nGateBit, nGateLowBit;
} NewsTrie;
/* The trie of the aliases of an image; aHash has a token's hash where aLen has its bytes.
** bSmall: with tails, and slots in buckets. NEWS_OK, NEWS_NOMEM, NEWS_TOOBIG; to be freed
** in any case. */
int newsTrieMake(const NewsHost*, const NewsImage*, const uint32_t *aHash, int bSmall,
                 NewsTrie*);
void newsTrieFree(const NewsHost*, NewsTrie*);
/* The val of a key's slot in an image, 0 when there is none. */
uint32_t newsTrieFind(const NewsImage*, uint32_t key);
/* The slot of a key, or NULL. */
const NewsSlot *newsSlotFind(const NewsSlot*, uint32_t nSlot, uint32_t key);
/* The same, made with val 0 when new. The table must not be full. */
NewsSlot *newsSlotMake(NewsSlot*, uint32_t nSlot, uint32_t key);

/*----------------------------------------------------------------- access: gazetteer.c */

/* The compiled image; its array is generated. */
extern const NewsImage newsBuiltinImage;

struct NewsGazetteer {
  const NewsImage *aImage[2];   /* built-in; the user's */
  int nImage;
  uint32_t nBase;               /* entities of the built-in image */
  uint32_t *aOver;              /* open hash: number+1 of a built-in entity, the user's */
  uint32_t *aUnder;             /* open hash: user's entity+1, number of the built-in one */
  uint32_t nOver;               /* slots of each, a power of two; 0: none */
  uint64_t fingerprint;
  const NewsHost *pHost;        /* NULL for the built-in one */
  NewsBuilder *pBuilder;        /* owns the user's image */
  NewsImage image;
};

/* What is known of an entity by its number. */
typedef struct NewsFacts {
  const char *zName, *zTicker, *zExchange, *zParent, *zCountry, *zListings;
  uint8_t eLabel, eSubtype;
  const NewsImage *pImage;      /* where its cues are */
  const NewsMoreRec *pMore;     /* NULL: none */
} NewsFacts;
#define NEWS_NOBODY  0xffffffffu
typedef struct NewsKind { uint8_t eLabel, eSubtype; } NewsKind;
void newsFacts(const NewsGazetteer*, uint32_t iNumber, NewsFacts*);
uint32_t newsNumber(const NewsGazetteer*, int iImage, uint32_t iEntity);
/* Only label and subtype of them. */
NewsKind newsKind(const NewsGazetteer*, uint32_t iNumber);

/* The entity with a symbol on an exchange (MIC, or NULL for any); NEWS_NOBODY if none. */
uint32_t newsSymbolFind(const NewsGazetteer*, const char *z, int n, const char *zMic);
/* Has the entity this symbol, on any line, now or once? */
int newsSymbolOf(const NewsGazetteer*, uint32_t iNumber, const char *z, int n);
/* MIC of an exchange's name or tail, or NULL. */
const char *newsExchangeOf(const NewsGazetteer*, uint32_t hash, int bTail);

/*--------------------------------------------------------------- the work: recognize.c */

#define NEWS_US_TAKEN   0x01   /* token is part of a span that is sure */
#define NEWS_US_MAYBE   0x02   /* token is part of a span that needs evidence */
#define NEWS_US_SYMBOL  0x04   /* token is part of an attached symbol */
#define NEWS_US_TITLE   0x08   /* its line is in Title Case */
#define NEWS_US_CAPS    0x10   /* its line is in capitals */
#define NEWS_US_CHUNK   0x20   /* token is part of a longer capitalised name */
#define NEWS_US_ORG     0x40   /* a doubtful alias that the model takes for an ORG begins */
#define NEWS_US_AGREE   0x80   /* an alias that the model finds too, with its label, begins */
#define NEWS_US_LINE    (NEWS_US_TITLE|NEWS_US_CAPS)

/* Tokens [iFrom,iEnd) that the model asks about together: words that may be of names. */
typedef struct NewsModelSegment { uint32_t iFrom, iEnd; } NewsModelSegment;

typedef struct NewsField {
  NewsText text;
  uint8_t *aUse;          /* NEWS_US_… per token */
  uint32_t *aCap;         /* tokens that may begin a name, in order */
  uint32_t nCap;
  uint32_t *aVal;         /* tokens that may begin a value */
  uint32_t nVal;
  const NewsModelSegment *aSegment;   /* in order; the model's, none before it */
  uint32_t nSegment;
  uint8_t bBody;
  uint32_t iMatch, nMatch;   /* the matcher's spans: [iMatch,nMatch) of aSpan, in order */
  uint32_t nLowLine;      /* lines in lower case behind a stop that end no sentence */
  uint32_t nHead;         /* sentences at its start that are the headline */
  uint8_t bLead;          /* it is no line, but the first sentence of the body */
} NewsField;

#define NEWS_SF_AMBIG   0x01   /* needs evidence */
#define NEWS_SF_DROP    0x02   /* is no mention */
#define NEWS_SF_CASED   0x04   /* not in the alias's own case */
#define NEWS_SF_LEGAL   0x08   /* a legal form follows and belongs to it */
#define NEWS_SF_KEEP    0x10   /* the rules are sure: stays whatever the model finds */

typedef struct NewsSpan {
  uint32_t iTok, nTok;          /* tokens it touches */
  uint32_t iByte, nByte;        /* may begin or end inside a token */
  uint32_t iRun, iRunUser;      /* runs of the two images, or NEWS_NOBODY */
  uint32_t iMatch;              /* first token of the alias; iTok or "the" before it */
  uint32_t iNumber;             /* linked entity, or NEWS_NOBODY */
  uint8_t bBody, eLabel, eSubtype, eEvidence;
  uint8_t mFlag;                /* NEWS_SF_… */
  int16_t nScore, nLink;        /* thousandths */
  int32_t iEnt;                 /* entity of the document, -1: none yet */
  const char *zSymbol;          /* attached symbol, as the text has it */
  int nSymbol;
  const char *zMic;             /* exchange beside it, or NULL */
  double rValue;
  const char *zValue, *zUnit;
} NewsSpan;

/* What is known of an entity of the document beside its NewsEntity. */
typedef struct NewsEntityInfo {
  uint32_t iNumber;             /* in the gazetteer, or NEWS_NOBODY */
  uint32_t nName;               /* bytes of the longest form, when it is in no list */
  uint32_t nHead, nBody;        /* mentions in headline and body */
  uint32_t nSource;             /* of them: only attribution */
  uint32_t nFormer, nActing;    /* of them: as former employer or team; as rater, holder,
                                ** or by one that only acts */
  uint32_t iTok, nTok;          /* its longest form so far, without a legal form */
  uint8_t bBody;                /* and its field */
  uint8_t bRater;               /* its first mention is as rater or holder */
} NewsEntityInfo;
typedef struct NewsKey {
  uint64_t key;
  int32_t iEnt;                 /* entity+1; 0: empty */
} NewsKey;

/* The last answers of topic.c. */
typedef struct NewsMemo {
  const NewsText *pText;        /* NULL: none */
  uint32_t iSentence;
  uint8_t mAsked, mTells;       /* bits of NEWS_TP_… */
  const NewsText *pListText;    /* NULL: no list */
  uint32_t iList, iListEnd;     /* its tokens */
} NewsMemo;

typedef struct NewsWork {
  NewsArena *pArena;
  NewsPatterns *pPatterns;
  const NewsGazetteer *pGaz;
  const NewsDoc *pDoc;
  NewsField aField[2];          /* title, body */
  NewsSpan *aSpan;              /* by field, then unordered until newsSpanSort */
  uint32_t nSpan, nSpanAlloc;
  NewsEntity *aEnt;             /* entities of the document */
  NewsEntityInfo *aInfo;        /* beside each of them */
  uint32_t nEnt, nEntAlloc;
  NewsKey *aKey;                /* open hash of what names an entity */
  uint32_t nKey, nKeyUsed;
  const uint32_t *aClass;       /* aClassBit: bits of the classes of cues */
  NewsMemo *pMemo;
  int bEnglish;
  int rc;                       /* first failure */
} NewsWork;

/* A new span, zeroed but for its place; NULL and w->rc when out of memory. */
NewsSpan *newsSpanAdd(NewsWork*, NewsField*, uint32_t iTok, uint32_t nTok, int eLabel);
/* Order by field and offset; of overlapping ones the better stays. */
void newsSpanMerge(NewsWork*);
/* It takes the first nTok tokens from its first on. */
void newsSpanEnd(const NewsText*, NewsSpan*, uint32_t nTok);
/* It is another thing, of which only the text tells: no entity of the lists. */
void newsSpanBecome(NewsSpan*, int eLabel, int eSubtype, int nScore);
/* Mark a span's tokens. */
void newsUse(NewsField*, const NewsSpan*, int m);
/* Count n steps of work on the document (newsWork). Returns w->rc, which is set when it
** is time to end. A function that has but a const NewsWork counts in its arena, which
** keeps the failure until the next step here. */
static inline int newsWorkCount(NewsWork *w, size_t n){
  if( w->rc==NEWS_OK ) w->rc = newsWork(w->pArena, n);
  return w->rc;
}

/*---------------------------------------------------------------- patterns: pattern.c */

/* Where a pattern has matched: pairs of byte offsets, group 0 first, -1 for groups that
** have no part in it. */
typedef struct NewsPatternHit {
  const NewsPatternRow *pRow;
  const char *z;
  int64_t aSpan[2*NEWS_PATTERN_GROUPS];
} NewsPatternHit;

/* The first row of a lead that matches at a byte of the text, and only there; NULL: none,
** or w->rc is set. */
const NewsPatternRow *newsPatternAt(NewsWork*, const NewsText*, int eLead, uint32_t iByte,
                                    NewsPatternHit*);
/* A field of a match and its bytes; NULL and 0 where it is not there. */
const char *newsPatternField(const NewsPatternHit*, int eField, size_t *pn);

/*------------------------------------------------------ steps, one file each, in order */
/* Tokens and lists of a field: the text's n bytes at z. */
void newsFieldOpen(NewsWork*, NewsField*, const char *z, uint32_t n, int bBody);
void newsFieldSplit(NewsWork*, NewsField*);        /* glued.c: BABAByteDance is two */
void newsFieldMatch(NewsWork*, NewsField*);        /* match.c: the gazetteer's spans */
void newsFieldSymbols(NewsWork*, NewsField*);      /* symbol.c: tickers in all forms */
void newsFieldValues(NewsWork*, NewsField*);       /* value.c: MONEY, PERCENT, DATE */
void newsFieldTag(NewsWork*, NewsField*);          /* tagger.c: names that no list has */
void newsFieldModel(NewsWork*, NewsField*);        /* model.c: names by statistics */
void newsTrim(NewsWork*);                          /* trim.c: where names end */
void newsLink(NewsWork*);                          /* link.c: which entity, if any */
void newsGames(NewsWork*);                         /* game.c: towns that are teams */
void newsActors(NewsWork*);                        /* actor.c: companies by deeds */
void newsAgree(NewsWork*);                         /* agree.c: labels by the whole text */
void newsResolve(NewsWork*);                       /* resolve.c: the entities */
void newsRelevance(NewsWork*);                     /* relevance.c */

/* Longest alias that begins at a token and stands in a case that its rules allow. Gives
** its run and number of tokens; 0 when none. */
int newsMatchAt(const NewsWork*, int iImage, const NewsText*, uint32_t iTok,
                uint32_t *piRun, uint32_t *pnTok);
/* The same of at most nMax tokens. */
int newsMatchWithin(const NewsWork*, int iImage, const NewsText*, uint32_t iTok,
                    uint32_t nMax, uint32_t *piRun, uint32_t *pnTok);
/* The entities that a span of the matcher may mean, without muted ones; at most
** NEWS_CAND_MAX, the user's first. */
#define NEWS_CAND_MAX 8
typedef struct NewsCand {
  uint32_t iNumber;
  uint8_t mFlag;          /* NEWS_AF_… of the alias */
  uint8_t bUser;
  uint8_t eFit;           /* 1: in its own case, 2: in another that is allowed */
} NewsCand;
int newsCandidates(const NewsWork*, const NewsText*, const NewsSpan*, NewsCand*);
/* The entity with this symbol a name of which ends just before the token, or
** NEWS_NOBODY. */
uint32_t newsNameBefore(const NewsWork*, const NewsText*, uint32_t iTok,
                        const char *zSymbol, int nSymbol);
/* A NUL-terminated copy of n bytes in the arena; NULL, and w->rc is set, when out of
** memory. */
char *newsWorkDup(NewsWork*, const char *z, int n);
/* Is the token the character? Is there no white space before it? */
static inline int newsIsChar(const NewsToken *k, char c){
  return k->nByte==1 && k->c==(uint8_t)c;
}
static inline int newsIsGlued(const NewsToken *k){
  return k->hash!=0 && !(k->mFlag & NEWS_TF_SPACE);
}
/* Which of the blank-separated words, in lower case, is token i in whatever case? From 0;
** -1: none. The usual question has a literal, whose words' first bytes the compiler knows:
** most tokens begin with none of them, and nothing else is asked. */
int newsWhichOf(const NewsText*, uint32_t i, const char *zWords);
#if defined(__GNUC__)
# define newsInline static inline __attribute__((always_inline))
#else
# define newsInline static inline
#endif
/* The lower five bits of the first bytes of words, as a set. */
newsInline uint32_t newsFirstBytes(const char *z){
#define N(c)    ((z[0]==(c)[1] || strstr(z, (c))!=0) ? 1u<<((c)[1] & 31) : 0)
  return N(" a") | N(" b") | N(" c") | N(" d") | N(" e") | N(" f") | N(" g") | N(" h")
       | N(" i") | N(" j") | N(" k") | N(" l") | N(" m") | N(" n") | N(" o") | N(" p")
       | N(" q") | N(" r") | N(" s") | N(" t") | N(" u") | N(" v") | N(" w") | N(" x")
       | N(" y") | N(" z") | N(" 0") | N(" 1") | N(" 2") | N(" 3") | N(" 4") | N(" 5")
       | N(" 6") | N(" 7") | N(" 8") | N(" 9") | N(" .") | N(" ,") | N(" ;") | N(" :")
       | N(" -") | N(" &") | N(" %") | N(" $") | N(" (") | N(" )") | N(" '") | N(" \"")
       | N(" /") | N(" !") | N(" ?") | N(" |") | N(" +") | N(" #") | N(" *") | N(" @")
       | N(" <") | N(" =") | N(" >");
#undef N
}
newsInline int newsWhichWord(const NewsText *t, uint32_t i, const char *zWords){
  if( i>=t->nToken ) return -1;
  if( (newsFirstBytes(zWords)>>(t->aToken[i].c & 31) & 1)==0 ) return -1;
  return newsWhichOf(t, i, zWords);
}
/* The span, among [iFrom,iTo) of aSpan, which are in order of the field, that ends before
** token iEnd; -1 when there is none. */
int64_t newsSpanEnding(const NewsWork*, uint32_t iFrom, uint32_t iTo, uint32_t iEnd);
/* Bits of the classes of cues that a word has. */
static inline uint32_t newsClassOf(const NewsWork *w, uint32_t hash){
  const NewsImage *m = w->pGaz->aImage[0];
  return newsBucketFind(m->aClass, m->nClass-1, hash);
}
/* topic.c: does the sentence of a token speak of companies, of stocks as those who trade
** them do, of the market as its reporters do? */
enum { NEWS_TP_BUSINESS, NEWS_TP_STOCKS, NEWS_TP_MARKET };
int newsSentenceTells(const NewsWork*, const NewsText*, uint32_t iTok, int eTopic);
/* The token behind the rest of a list of capitalised names that goes on at a token: ",
** Dick's and Gap"; the token itself when none does. A verb of zVerbs is no name. */
#define NEWS_LIST_NAME  4       /* tokens of such a name */
uint32_t newsListEnd(const NewsWork*, const NewsText*, uint32_t iTok, const char *zVerbs);
/* Is it a company, also one that is a broadcaster or an exchange? */
int newsIsCompany(const NewsFacts*);
/* Does the span end a longer term before a list: "Tariff Strategy, Spirit's CEO Exit"? */
int newsEndsTerm(const NewsWork *w, const NewsText *t, const NewsSpan *s);
/* Does the span stand in a list with a company that is sure ("GM and Ford") or, where
** mAlso is 0, with two names that may be companies ("Zoom, Best Buy and Dell")? */
int newsInCompanyList(const NewsWork*, const NewsText*, const NewsSpan*, int mAlso);
/* The company that a place or a people's name means between others: "Delta, American and
** United cut flights". NEWS_NOBODY: it is what it is, as before a noun or beside another
** place. */
uint32_t newsListedAs(const NewsWork*, const NewsSpan*);
/* Does another name that may be a listed company stand beside it in a list? */
int newsPairListed(const NewsWork*, const NewsText*, const NewsSpan*);
/* Does what the span says speak of the speaker as "it", which no person is: "Ford said on
** Monday it would cut jobs", "Waters says its profit fell"? But not "Waters said it would
** be a mistake"; of what is a surname too (bMan) what it does must be business. */
int newsSaysIt(const NewsWork*, const NewsText*, const NewsSpan*, int bMan);
/* deed.c: does the span do or suffer what companies do? */
enum { NEWS_DEED_NONE, NEWS_DEED_CAPITAL /* if its capital tells */, NEWS_DEED_PLAIN };
#define NEWS_ALSO_PERSON  1     /* the name is a surname or given name too */
#define NEWS_ALSO_OTHER   2     /* it is the name of another kind too */
int newsCompanyDeed(const NewsWork*, const NewsField*, const NewsSpan*, int mAlso);
/* Does what an index does at the end of a session stand at token i: "ends at record"? */
int newsEndsSession(const NewsText*, uint32_t i);
/* Is it traded, by the words beside the span: "Twitter stock jumps"? */
int newsIsTraded(const NewsWork*, const NewsField*, const NewsSpan*);
/* actor.c: does it stand where places do: "in Velmar"? */
int newsStandsIn(const NewsText*, const NewsSpan*);
/* Is it named as rater, analyst's house or holder (2), as rival or owner (1)? Is something
** told of it that is no view of another: "Goldman's profit rose"? */
int newsIsActing(const NewsWork*, const NewsField*, const NewsSpan*);
int newsIsOwnNews(const NewsWork*, const NewsField*, const NewsSpan*);
/* role.c: is it named only as somebody's former employer, as the host of a meeting, as the
** place of a post, or as what another thing is like ("Etsy-style")? */
int newsIsFormer(const NewsWork*, const NewsField*, const NewsSpan*);
/* Is the span only "the Amazon", with no noun behind it? */
int newsIsLandscape(const NewsWork*, const NewsField*, const NewsSpan*);
/* Is a company's name here another thing of that name: NEWS_PERSON for the man after whom
** it is named ("Walt Disney was born"), NEWS_LOC for a town ("Corning, N.Y."); else 0. */
int newsIsTown(const NewsWork*, const NewsField*, const NewsSpan*);
int newsNamesake(const NewsWork*, const NewsField*, const NewsSpan*);
/* Are two symbols of five letters lines of one share: MPNGY and MPNGF? */
int newsIsSibling(const char*, const char*);
/* Is token i a plain word that makes the name before it another thing: Delta variant? */
int newsOtherThing(const NewsWork*, const NewsText*, uint32_t i);
/* Do the letters of the word at iAcro stand for the words [iTok,iTok+nTok)? */
int newsIsAcronym(const NewsText*, uint32_t iTok, uint32_t nTok, uint32_t iAcro);

#endif
