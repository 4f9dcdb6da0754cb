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

/* State of one connection. */
typedef struct NewsDb NewsDb;
struct NewsDb {
  sqlite3 *db;            /* the connection */
  int nRef;               /* functions, modules and cursors that hold this */
  NewsHost host;          /* sqlite3_malloc64 and friends; pCtx is this NewsDb */
  NewsParser *pParser;    /* article parser; NULL until first used */
  NewsGazetteer *pUser;   /* compiled news_gazetteer of main over the built-in one, or NULL */
  char zStamp[40];        /* news_meta's gazetteer stamp that pUser was compiled at; "" none */
  sqlite3_stmt *pProbe;   /* stepped to learn of interrupts where SQLite is older than 3.41 */
  int bFiles;             /* read_articles is registered */
  NewsArena *pSpare;      /* an arena that nobody uses now, or NULL: newsDbArena */
  int nPin;               /* cursors that read a gazetteer: newsDbPin */
  NewsGazetteer **apOld;  /* gazetteers out of date that such cursors may still read */
  int nOld;
};

int newsDbNew(sqlite3*, NewsDb**);           /* nRef is 1 */
NewsDb *newsDbRef(NewsDb*);
void newsDbUnref(void*);                     /* a destructor for SQLite; frees at 0 */

/* The gazetteer as this connection sees it now: the built-in one, with the user's rows of
** zSchema.news_gazetteer when there are any, compiled anew when its stamp has changed. Valid until the
** next call or the end of the connection. SQLITE_OK, or an error with *pzErr from
** sqlite3_mprintf. */
int newsDbGazetteer(NewsDb*, const char *zSchema, const NewsGazetteer**, char **pzErr);

/* The parser, made at first use. SQLITE_OK or SQLITE_NOMEM. */
int newsDbParser(NewsDb*, NewsParser**);

/* Hooks for newsArticleParse that ask the recogniser; pCtx in *pHooks is the NewsDb. */
void newsDbHooks(NewsDb*, NewsArticleHooks *pHooks);

/* Set a virtual table's error: frees the old one; out of memory leaves NULL. Returns rc. */
int newsVtabError(sqlite3_vtab*, int rc, const char *zFormat, ...);

/* A code of the rooms behind as SQLite's result of a function, with its sentence. */
void newsResultError(sqlite3_context*, int rc, const char *zErr);

/* Text of an SQL value as valid UTF-8 without NUL: TEXT and BLOB as they are, numbers as SQLite
** prints them. *pz is the value's own or the arena's. NULL value gives *pz==0. */
int newsValueText(NewsArena*, sqlite3_value*, const char **pz, size_t *pn);

/*------------------------------------------------------- storage: storage.c, schema.c ... */
/* (the storage part of the room adds its own section: schema check, row writer, refresh,
** integrity check; see there) */

/*------------------------------------------ table.c: what tables and functions share */

/* An arena for one text, empty, and its way back; NULL when out of memory. One is kept with
** the connection, so that a million calls do not ask for memory a million times. */
NewsArena *newsDbArena(NewsDb*);
void newsDbArenaBack(NewsDb*, NewsArena*);           /* NULL is a no-op */

/* Between newsDbPin and newsDbUnpin no gazetteer that newsDbGazetteer gave is freed, though
** later calls may give a newer one. newsDbRetire frees one, now or at the last unpin;
** SQLITE_NOMEM leaves it with the caller. */
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

/* xBestIndex of a table-valued function whose arguments are the hidden columns iFirst to
** iFirst+nArg-1: bit i of idxNum says that argument i is given, argv has the given ones in
** order. SQLITE_CONSTRAINT when one is not yet usable. */
int newsTableArgs(sqlite3_index_info*, int iFirst, int nArg);

/* The visible columns of articles, parse_article and read_articles, as CREATE TABLE has them,
** and the value of one of a parsed article. */
#define NEWS_ARTICLE_COLUMNS \
  "id INTEGER, url TEXT, title TEXT, body TEXT, summary TEXT, published TEXT," \
  " updated TEXT, author TEXT, source TEXT, section TEXT, tags TEXT, language TEXT," \
  " tickers TEXT, symbols TEXT, boilerplate TEXT, first_seen TEXT"
void newsResultArticle(sqlite3_context*, const NewsArticle*, int iCol);

/* A text as the value of a column, copied; NULL gives NULL. */
void newsResultText(sqlite3_context*, const char *z);

/* What a buffer holds as the value of a function, or its failure; frees the buffer. */
void newsResultBuf(sqlite3_context*, NewsBuf*);

/* Recognise the bare text in an SQL value, which must live as long as the result. A NULL value
** gives pDoc->zBody==0 and no mentions. SQLITE_OK or an error with *pzErr. */
int newsReadText(NewsDb*, NewsArena*, sqlite3_value*, NewsDoc*, NewsResult*, char **pzErr);

/*------------------------------------------------------------------- files.c */

/* Longest path, in bytes. */
#define NEWS_PATH_MAX   4096

/* The files that a pattern names, sorted by their bytes, in the arena: one file, the files of
** a folder, or what matches a glob (files.c says how). *pnPath is 0 when nothing matches, and
** *pbFolder says that the pattern is a folder's name. NEWS_OK, NEWS_ERROR, NEWS_NOMEM,
** NEWS_INTERRUPT. */
int newsFilesFind(NewsArena*, const char *zPattern, char ***pazPath, int *pnPath,
                  int *pbFolder, NewsError*);

/* The bytes of a file of at most nMax bytes, from the host's memory; NUL-terminated. NEWS_OK,
** NEWS_ERROR, NEWS_NOMEM or NEWS_TOOBIG, with a sentence that does not name the file. */
int newsFilesRead(const NewsHost*, const char *zPath, size_t nMax, char **pz, size_t *pn,
                  NewsError*);

/*--------------------------------------------------- modules, one file each: xxx_vtab.c */
extern const sqlite3_module newsArticlesModule;      /* articles.c */
extern const sqlite3_module newsMentionsModule;      /* mentions.c */
extern const sqlite3_module newsEntitiesModule;      /* entities.c */
extern const sqlite3_module newsGazetteerModule;     /* gazetteer.c */
extern const sqlite3_module newsParseArticleModule;  /* parse_article.c */
extern const sqlite3_module newsReadArticlesModule;  /* read_articles.c */

/*------------------------------------------------------------- scalar functions: func_*.c */
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
