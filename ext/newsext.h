/*
** newsext.h - the public header of newsext.
**
** In a program with SQLite: load newsext.so, or register sqlite3_newsext_init with
** sqlite3_auto_extension().
**
** In a program without SQLite: link libnewsext.a and what it is built on (PCRE2, libxml2,
** jansson, zlib), and use text/text.h, article/article.h and entity/entity.h, whose
** comments are their contracts. A recogniser in a pipe is a few calls:
**
**   NewsArena *pArena = newsArenaNew(newsHostLibc());
**   NewsPatterns *pPatterns;
**   newsPatternsNew(newsHostLibc(), &pPatterns);
**   NewsDoc doc = { .zBody = z, .nBody = n, .bBare = 1 };
**   NewsResult res;
**   newsRecognize(pPatterns, pArena, newsGazetteerBuiltin(), &doc, &res);
**   newsPatternsFree(pPatterns);
**   newsArenaFree(pArena);
*/
#ifndef NEWSEXT_H
#define NEWSEXT_H

#define NEWSEXT_VERSION        "0.1.0"
#define NEWSEXT_VERSION_NUMBER 1000        /* major*1000000 + minor*1000 + patch */
#define NEWSEXT_MIN_SQLITE     3038000     /* 3.38.0 */

/* The entry points need sqlite3.h or sqlite3ext.h before this header. */
#ifdef SQLITE_VERSION_NUMBER
#ifdef _WIN32
# define NEWSEXT_API __declspec(dllexport)
#else
# define NEWSEXT_API __attribute__((visibility("default")))
#endif
/* Everything. SQLITE_OK, or an error whose sentence is in *pzErrMsg (sqlite3_free it). */
NEWSEXT_API int sqlite3_newsext_init(sqlite3*, char **pzErrMsg,
                                     const sqlite3_api_routines*);
/* The same without read_articles: nothing reads files. */
NEWSEXT_API int sqlite3_newsextnofs_init(sqlite3*, char **pzErrMsg,
                                         const sqlite3_api_routines*);
#endif
#endif
