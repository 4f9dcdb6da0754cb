/*
** sqliteInt.h - the contract inside the sqlite room, the only one that knows SQLite.
**
** One NewsDb per connection, counted by everything registered with it. The two tables of
** newsext.c (functions and modules) name what is registered; each file below defines one
** noun of it.
*/
#ifndef NEWS_SQLITEINT_H
#define NEWS_SQLITEINT_H
#include <sqlite3ext.h>
#ifdef NEWSEXT_FRONT_DOOR
  SQLITE_EXTENSION_INIT1
#else
  SQLITE_EXTENSION_INIT3
#endif
#include "../newsext.h"
#include "../text/text.h"
#include "../article/article.h"
#include "../entity/entity.h"

/*---------------------------------------------------------------------------- db.c */

typedef struct NewsStmts NewsStmts;          /* statement.c */
typedef struct NewsAtom NewsAtom;            /* statement.c */

/* What newsSchemaCheck found in a database. */
typedef struct NewsSchema {
  int iNumber;            /* of its tables: 0 absent or cut short, to NEWS_SCHEMA */
  int bSearch;            /* it has news_search, and this SQLite has FTS5 */
} NewsSchema;

/* State of one connection. */
/* The text that a function has read last, with what it found. */
typedef struct NewsRead {
  NewsArena *pArena;        /* holds both; NULL: there is none */
  const NewsGazetteer *pGazetteer;  /* by which it was read; NULL: not to be used again */
  NewsDoc doc;
  NewsResult res;
} NewsRead;

typedef struct NewsDb NewsDb;
struct NewsDb {
  sqlite3 *db;            /* the connection */
  int nRef;               /* functions, modules and cursors that hold this */
  NewsHost host;          /* sqlite3_malloc64 and friends; pCtx is this NewsDb */
  NewsParser *pParser;    /* article parser; NULL until first used */
  NewsPatterns *pPatterns;  /* those of values; NULL until first used */
  NewsGazetteer *pUser;   /* compiled news_gazetteer over the built-in one, or NULL */
  char *zStamp;           /* schema and stamp that pUser was compiled at; NULL none */
  NewsStmts *pStmts;      /* statements kept while the connection lives; NULL: none yet */
  int64_t iProbed;        /* milliseconds of the last look for an interrupt */
  int64_t iCookie;        /* schema_version of main at the last look; -1 never */
  int64_t iData;          /* data_version of main then */
  NewsSchema schema;      /* what was found then */
  NewsAtom *pAtom;        /* the writing that is going on, or NULL */
  int bFiles;             /* read_articles is registered */
  NewsArena *pSpare;      /* an arena that nobody uses now, or NULL: newsDbArena */
  NewsRead read;          /* what newsReadOnce has read */
  int nPin;               /* cursors that read a gazetteer: newsDbPin */
  NewsGazetteer **apOld;  /* gazetteers out of date that such cursors may still read */
  int nOld;
};

int newsDbNew(sqlite3*, NewsDb**);           /* nRef is 1 */
NewsDb *newsDbRef(NewsDb*);
void newsDbUnref(void*);                     /* a destructor for SQLite; frees at 0 */

/* The gazetteer as this connection sees it now: the built-in one, with the user's rows
** of zSchema.news_gazetteer when there are any, compiled anew when its stamp has
** changed. Valid until the next call or the end of the connection, or longer by
** newsDbPin. SQLITE_OK, or an error with *pzErr from sqlite3_mprintf. */
int newsDbGazetteer(NewsDb*, const char *zSchema, const NewsGazetteer**, char **pzErr);

/* The parser, made at first use. SQLITE_OK or SQLITE_NOMEM. */
int newsDbParser(NewsDb*, NewsParser**);
/* newsRecognize with the connection's patterns. */
int newsDbRecognize(NewsDb*, NewsArena*, const NewsGazetteer*, const NewsDoc*,
                    NewsResult*);

/* Hooks for newsArticleParse that ask the recogniser; pCtx in *pHooks is the NewsDb. */
void newsDbHooks(NewsDb*, NewsArticleHooks *pHooks);

/* Set a virtual table's error: frees the old one; out of memory leaves NULL. Returns
** rc. */
int newsVtabError(sqlite3_vtab*, int rc, const char *zFormat, ...);

/* A code of the rooms behind as SQLite's result of a function, with its sentence. */
void newsResultError(sqlite3_context*, int rc, const char *zErr);

/* Text of an SQL value as valid UTF-8 without NUL: TEXT and BLOB as they are, numbers
** as SQLite prints them. *pz is the value's own or the arena's. NULL value gives
** *pz==0. */
int newsValueText(NewsArena*, sqlite3_value*, const char **pz, size_t *pn);

/* The connection's own sentence, as *pzErr when there is none yet; returns its extended
** code, or rc when the connection has none. */
int newsDbError(NewsDb*, int rc, char **pzErr);

/*------------------------------- statement.c: statements that live with the connection */

enum NewsSql {            /* the text of each stands in statement.c */
  NEWS_SQL_PROBE, NEWS_SQL_COOKIE, NEWS_SQL_DATA, NEWS_SQL_STAMP, NEWS_SQL_ATOM,
  NEWS_SQL_NOW,
  NEWS_SQL_BY_URL, NEWS_SQL_BY_ID, NEWS_SQL_INSERT, NEWS_SQL_DELETE, NEWS_SQL_ABOUT,
  NEWS_SQL_REREAD, NEWS_SQL_UNMENTION, NEWS_SQL_UNENTITY, NEWS_SQL_LEFT,
  NEWS_SQL_ENTITY, NEWS_SQL_ENTITY_ADD, NEWS_SQL_ENTITY_SET, NEWS_SQL_ARTICLE_ENTITY,
  NEWS_SQL_MENTION, NEWS_SQL_N
};

/* A kept statement, reset and without bindings, prepared at its first use. The next
** call for the same one gives the same, so no use may last over another. SQLITE_OK or
** an error with *pzErr. */
int newsDbStmt(NewsDb*, enum NewsSql, sqlite3_stmt**, char **pzErr);

/* Step a statement that gives no rows, reset it, drop its bindings. */
int newsDbRun(NewsDb*, sqlite3_stmt*, char **pzErr);

/* Prepare SQL from a format of sqlite3_mprintf. */
int newsDbPrepare(NewsDb*, sqlite3_stmt**, char **pzErr, const char *zFormat, ...);

/* Run SQL without results from such a format. */
int newsDbExec(NewsDb*, char **pzErr, const char *zFormat, ...);

/* Do all that xDo does, or nothing, whatever the statement that runs now is. Needs the
** tables in main. xDo returns SQLITE_OK or an error with *pzErr. Never nested. */
int newsDbAtom(NewsDb*, int (*xDo)(NewsDb*, void*, char **pzErr), void *pArg,
               char **pzErr);

extern const sqlite3_module newsInternalModule;      /* newsext_internal */
void newsInternalFunc(sqlite3_context*, int, sqlite3_value**);

/*------------------------------------------------ schema.c: the tables in the database */

#define NEWS_SCHEMA 1     /* the number of sql/schema.sql */

/* Look at the news_ tables of a database (NULL: of main): absent, good, or an error whose
** sentence names what is wrong. Cheap when nothing has changed since the last call. */
int newsSchemaCheck(NewsDb*, const char *zSchema, NewsSchema*, char **pzErr);

/* Create the tables of main, complete or migrate them. */
int newsSchemaSetup(NewsDb*, char **pzErr);

/*------------------------------------------- storage.c: what is stored of one article */

/* An article, read. */
typedef struct NewsReading {
  NewsResult res;
  sqlite3_int64 iFingerprint;   /* of engine and gazetteer */
  const char *zLanguage;        /* as given, else as found; NULL unknown */
  const char *zTickers;         /* JSON array */
} NewsReading;

/* The id of an entity: 63 bits, a keyed hash of label and name. */
sqlite3_int64 newsEntityId(int eLabel, const char *zName);

/* The fingerprint of a gazetteer as news_article has it. */
sqlite3_int64 newsStoreFingerprint(const NewsGazetteer*);

/* Recognise title and body of an article, with what its other columns say. */
int newsStoreRead(NewsDb*, NewsArena*, const NewsArticle*, NewsReading*, char **pzErr);

/* Write entities and mentions of article id, which has none yet. */
int newsStoreMentions(NewsDb*, sqlite3_int64 id, const NewsReading*, char **pzErr);

/* Article id has no row in news_mention and news_article_entity, or *pzErr says so: a
** user's trigger may keep rows from being deleted by RAISE(IGNORE). */
int newsStoreNoneLeft(NewsDb*, sqlite3_int64 id, char **pzErr);

/* Read an article of main and write its mentions, fingerprint, language and tickers
** anew. */
int newsStoreRefresh(NewsDb*, NewsArena*, sqlite3_int64 id, char **pzErr);

/*---------------------------------------- source.c: the statement that writes articles */

/* A number for the statements that write now, in their present runs. */
sqlite3_int64 newsSourceKey(sqlite3*);

/* SQLITE_OK, or an error with *pzErr when the statement that writes articles selects
** from tables that it writes. */
int newsSourceCheck(NewsDb*, char **pzErr);

/* The commands 'refresh' (refresh.c) and 'integrity-check' (integrity.c). */
int newsRefresh(NewsDb*, char **pzErr);
int newsIntegrity(NewsDb*, char **pzErr);

/*----------------------------------- articles.c: reading, articles_write.c: writing */

/* All columns of articles; the first are those of NewsArticle. */
enum {
  NEWS_AT_COMMAND = NEWS_AC_N, NEWS_AT_RANK, NEWS_AT_SNIPPET, NEWS_AT_STALE, NEWS_AT_RAW,
  NEWS_AT_FORMAT, NEWS_AT_N
};

typedef struct NewsArticles {
  sqlite3_vtab base;      /* must be first */
  NewsDb *pDb;
  char *zSchema;          /* the database it shows */
  int bView;              /* made by CREATE VIRTUAL TABLE temp.x: read-only */
  sqlite3_int64 iSource;  /* which statement zNow belongs to: newsSourceKey */
  char zNow[24];          /* first_seen of the rows of that statement; "" none yet */
} NewsArticles;

/* The names of the visible columns, in articles and in news_article. */
extern const char *const newsArticleColumn[NEWS_AC_N];

int newsArticlesUpdate(sqlite3_vtab*, int, sqlite3_value**, sqlite3_int64*);

/*------------------------------------------ table.c: what tables and functions share */

/* An arena for one text, empty, and its way back; NULL when out of memory. One is kept
** with the connection, so that a million calls do not ask for memory a million
** times. */
NewsArena *newsDbArena(NewsDb*);
void newsDbArenaBack(NewsDb*, NewsArena*);           /* NULL is a no-op */

/* Between newsDbPin and newsDbUnpin no gazetteer that newsDbGazetteer gave is freed,
** though later calls may give a newer one. newsDbRetire frees one, now or at the last
** unpin; SQLITE_NOMEM leaves it with the caller. */
void newsDbPin(NewsDb*);
void newsDbUnpin(NewsDb*);
int newsDbRetire(NewsDb*, NewsGazetteer*);

/* What every read-only table starts with. */
typedef struct NewsTable {
  sqlite3_vtab base;      /* must be first */
  NewsDb *pDb;
} NewsTable;

/* xConnect of nByte bytes that start with a NewsTable, cleared; eRisk is
** SQLITE_VTAB_INNOCUOUS, SQLITE_VTAB_DIRECTONLY or 0. */
int newsTableConnect(sqlite3*, void *pAux, const char *zDecl, int eRisk, size_t nByte,
                     sqlite3_vtab**);
int newsTableDisconnect(sqlite3_vtab*);

/* The database that a table shows, by the arguments of xCreate and xConnect: main for
** the eponymous one, what schema=NAME names for one created in temp. SQLITE_OK, or an
** error with *pzErr. */
int newsTableSchema(NewsDb*, int argc, const char *const *argv, char **pzSchema,
                    int *pbView, char **pzErr);

/* xBestIndex of a table-valued function whose arguments are the hidden columns iFirst
** to iFirst+nArg-1: bit i of idxNum says that argument i is given, argv has the given
** ones in order. SQLITE_CONSTRAINT when one is not yet usable. */
int newsTableArgs(sqlite3_index_info*, int iFirst, int nArg);

/* The visible columns of articles, parse_article and read_articles, as CREATE TABLE has
** them, and the value of one of a parsed article. */
#define NEWS_ARTICLE_COLUMNS \
  "id INTEGER, url TEXT, title TEXT, body TEXT, summary TEXT, published TEXT," \
  " updated TEXT, author TEXT, source TEXT, section TEXT, tags TEXT, language TEXT," \
  " tickers TEXT, symbols TEXT, boilerplate TEXT, first_seen TEXT"
void newsResultArticle(sqlite3_context*, const NewsArticle*, int iCol);

/* A text as the value of a column, copied; NULL gives NULL. */
void newsResultText(sqlite3_context*, const char *z);

/* What a buffer of the connection's host holds as the value of a function, or its
** failure; the buffer is empty then. */
void newsResultBuf(sqlite3_context*, NewsBuf*);

/* Recognise the bare text in an SQL value, which must live as long as the result, for
** the function or table zFunc. A NULL value gives pDoc->zBody==0 and no mentions. SQLITE_OK or an
** error with *pzErr. */
int newsReadText(NewsDb*, NewsArena*, const char *zFunc, sqlite3_value*, NewsDoc*,
                 NewsResult*, char **pzErr);
/* The same for a function that is done with the result when it calls newsReadDone, which it
** does also behind an error. What the last one has read is not read again: a row with
** ticker(t), tickers(t) and entities(t) costs as much as one of them. */
int newsReadOnce(NewsDb*, const char *zFunc, sqlite3_value*, const NewsDoc**,
                 const NewsResult**, char **pzErr);
void newsReadDone(NewsDb*);

/* The sentence of newsRecognize's failure behind zWho, where it has one: SQLITE_NOMEM
** when there is no memory for it, else rc. */
int newsReadError(const char *zWho, int rc, char **pzErr);

/*------------------------------------------------------------------- files.c */

/* Longest path, in bytes. */
#define NEWS_PATH_MAX   4096

/* The files that a pattern names, sorted by their bytes, in the arena: one file, the
** files of a folder, or what matches a glob (files.c says how). *pnPath is 0 when
** nothing matches, and *pbFolder says that the pattern is a folder's name. NEWS_OK,
** NEWS_ERROR, NEWS_NOMEM, NEWS_INTERRUPT. */
int newsFilesFind(NewsArena*, const char *zPattern, char ***pazPath, int *pnPath,
                  int *pbFolder, NewsError*);

/* Open a regular file to read. The sentence of an error does not name the file. NEWS_OK,
** NEWS_ERROR or NEWS_NOMEM. */
int newsFilesOpen(const char *zPath, int *pfd, NewsError*);
/* NewsInput.xRead of the file that pCtx, an int*, has open. */
int64_t newsFilesRead(void *pCtx, char *z, size_t n, NewsError*);
void newsFilesClose(int *pfd);   /* -1 is a no-op, and what is left there */

/*-------------------------------------------------- modules, one file each: xxx_vtab.c */
extern const sqlite3_module newsArticlesModule;      /* articles.c */
extern const sqlite3_module newsMentionsModule;      /* mentions.c */
extern const sqlite3_module newsEntitiesModule;      /* entities.c */
extern const sqlite3_module newsGazetteerModule;     /* gazetteer.c */
extern const sqlite3_module newsParseArticleModule;  /* parse_article.c */
extern const sqlite3_module newsReadArticlesModule;  /* read_articles.c */

/*---------------------------------------------------------- scalar functions: func_*.c */
void newsEntitiesFunc(sqlite3_context*, int, sqlite3_value**);
void newsTickerFunc(sqlite3_context*, int, sqlite3_value**);
void newsTickersFunc(sqlite3_context*, int, sqlite3_value**);
void newsRegexpFunc(sqlite3_context*, int, sqlite3_value**);
void newsRegexpLikeFunc(sqlite3_context*, int, sqlite3_value**);
void newsRegexpSubstrFunc(sqlite3_context*, int, sqlite3_value**);
void newsRegexpCaptureFunc(sqlite3_context*, int, sqlite3_value**);
void newsRegexpReplaceFunc(sqlite3_context*, int, sqlite3_value**);
void newsVersionFunc(sqlite3_context*, int, sqlite3_value**);
void newsDebugFunc(sqlite3_context*, int, sqlite3_value**);

#endif
