/*
** entities.c - the table-valued function entities() and the scalar of the same name.
**
**   SELECT mention, label, name, ticker
**     FROM entities('Meituan MPNGY rose 4% on Monday.');
**
**     Meituan | ORG     | Meituan | MPNGY
**     4%      | PERCENT |         |
**     Monday  | DATE    |         |
**
**   SELECT entities('Meituan MPNGY rose 4% on Monday.', 'PERCENT');
**
**     [{"start":19,"end":21,"sentence":0,"mention":"4%","label":"PERCENT",...}]
**
** One row per mention, in the order of the text. The second argument lists the labels
** that are wanted, separated by commas or blanks; NULL wants all. A NULL text has no rows
** (the scalar: NULL).
**
** HOW IT WORKS. xFilter recognises the whole text in the cursor's arena and keeps a copy
** of the arguments; the rows are the mentions of the result that the labels let through.
** The gazetteer is pinned as long as the result has names in it.
*/
#include "sqliteInt.h"
#include <string.h>

/* Columns, in the order of the declaration. */
enum {
  ENTITIES_START = 0, ENTITIES_END, ENTITIES_SENTENCE, ENTITIES_MENTION, ENTITIES_NAME,
  ENTITIES_LABEL, ENTITIES_SUBTYPE, ENTITIES_TICKER, ENTITIES_EXCHANGE, ENTITIES_VALUE,
  ENTITIES_UNIT, ENTITIES_SCORE, ENTITIES_LINK_SCORE, ENTITIES_EVIDENCE,
  ENTITIES_RELEVANCE,
  ENTITIES_TEXT, ENTITIES_LABELS
};
static const char zEntitiesDecl[] =
  "CREATE TABLE entities(start INTEGER, end INTEGER, sentence INTEGER, mention TEXT,"
  " name TEXT, label TEXT, subtype TEXT, ticker TEXT, exchange TEXT, value, unit TEXT,"
  " score REAL, link_score REAL, evidence TEXT, relevance REAL,"
  " text HIDDEN, labels HIDDEN)";

/* Arguments, as bits of idxNum. */
#define ENTITIES_ARG_TEXT    0x01
#define ENTITIES_ARG_LABELS  0x02

typedef struct EntitiesCursor {
  sqlite3_vtab_cursor base;
  NewsArena *pArena;      /* what was recognised; NULL before the first xFilter */
  sqlite3_value *pText;   /* copies of the arguments; NULL: not given */
  sqlite3_value *pLabels;
  int bPinned;            /* the gazetteer is pinned */
  NewsDoc doc;
  NewsResult res;
  NewsLabelSet set;
  int bSet;               /* set says which labels are wanted; 0: all */
  int iRow;               /* current mention */
} EntitiesCursor;

static int entitiesConnect(
  sqlite3 *db, void *pAux, int argc, const char *const *argv,
  sqlite3_vtab **ppVtab, char **pzErr
){
  (void)argc; (void)argv; (void)pzErr;
  return newsTableConnect(db, pAux, zEntitiesDecl, SQLITE_VTAB_INNOCUOUS,
                          sizeof(NewsTable), ppVtab);
}

/* The text should come early in a join, as each one is read whole: a plan without it
** costs more than any other, and fails in xFilter with a sentence. */
static int entitiesBestIndex(sqlite3_vtab *pVtab, sqlite3_index_info *pInfo){
  (void)pVtab;
  int rc = newsTableArgs(pInfo, ENTITIES_TEXT, 2);
  if( rc!=SQLITE_OK ) return rc;
  pInfo->estimatedCost = (pInfo->idxNum & ENTITIES_ARG_TEXT) ? 500.0 : 1e12;
  pInfo->estimatedRows = 25;
  return SQLITE_OK;
}

static int entitiesOpen(sqlite3_vtab *pVtab, sqlite3_vtab_cursor **ppCursor){
  (void)pVtab;
  EntitiesCursor *pCur = sqlite3_malloc64(sizeof(*pCur));
  if( pCur==NULL ) return SQLITE_NOMEM;
  memset(pCur, 0, sizeof(*pCur));
  *ppCursor = &pCur->base;
  return SQLITE_OK;
}

/* Drop what the last xFilter made, except the arena. */
static void entitiesClear(EntitiesCursor *pCur){
  if( pCur->bPinned ) newsDbUnpin(((NewsTable*)pCur->base.pVtab)->pDb);
  pCur->bPinned = 0;
  sqlite3_value_free(pCur->pText);
  sqlite3_value_free(pCur->pLabels);
  pCur->pText = pCur->pLabels = NULL;
  memset(&pCur->res, 0, sizeof(pCur->res));
  pCur->bSet = 0;
  pCur->iRow = 0;
}

static int entitiesClose(sqlite3_vtab_cursor *pCursor){
  EntitiesCursor *pCur = (EntitiesCursor*)pCursor;
  entitiesClear(pCur);
  newsDbArenaBack(((NewsTable*)pCursor->pVtab)->pDb, pCur->pArena);
  sqlite3_free(pCur);
  return SQLITE_OK;
}

/* Parse the wanted labels. NULL, as argument or value, wants all. */
static int entitiesLabels(
  NewsArena *pArena,
  sqlite3_value *pLabels,
  NewsLabelSet *pSet,
  int *pbSet,             /* OUT: pSet counts */
  NewsError *pErr
){
  const char *z = NULL;
  size_t n = 0;
  *pbSet = 0;
  if( pLabels==NULL ) return SQLITE_OK;
  int rc = newsValueText(pArena, pLabels, &z, &n);
  if( rc!=SQLITE_OK || z==NULL ) return rc;
  if( n>1000 ) return newsError(pErr, NEWS_ERROR, "the list of labels is too long");
  *pbSet = 1;
  return newsLabelSetParse(z, (int)n, pSet, pErr);
}

/* Step over mentions whose label is not wanted. */
static void entitiesSkip(EntitiesCursor *pCur){
  while( pCur->bSet && pCur->iRow<pCur->res.nMention ){
    const NewsMention *p = &pCur->res.aMention[pCur->iRow];
    if( newsLabelSetHas(&pCur->set, p->eLabel, p->eSubtype) ) break;
    pCur->iRow++;
  }
}

static int entitiesFilter(
  sqlite3_vtab_cursor *pCursor, int idxNum, const char *idxStr,
  int argc, sqlite3_value **argv
){
  EntitiesCursor *pCur = (EntitiesCursor*)pCursor;
  NewsDb *pDb = ((NewsTable*)pCursor->pVtab)->pDb;
  NewsError err = {0};
  char *zErr = NULL;
  (void)argc; (void)idxStr;
  entitiesClear(pCur);
  if( (idxNum & ENTITIES_ARG_TEXT)==0 ){
    return newsVtabError(pCursor->pVtab, SQLITE_ERROR,
                         "entities: no text is given, as in entities('Nvidia fell.')");
  }
  if( pCur->pArena ){
    newsArenaReset(pCur->pArena);
  }else if( (pCur->pArena = newsDbArena(pDb))==NULL ){
    return SQLITE_NOMEM;
  }
  if( (pCur->pText = sqlite3_value_dup(argv[0]))==NULL ) return SQLITE_NOMEM;
  if( idxNum & ENTITIES_ARG_LABELS ){
    if( (pCur->pLabels = sqlite3_value_dup(argv[1]))==NULL ) return SQLITE_NOMEM;
  }
  int rc = entitiesLabels(pCur->pArena, pCur->pLabels, &pCur->set, &pCur->bSet, &err);
  if( rc==NEWS_ERROR ){
    return newsVtabError(pCursor->pVtab, rc, "entities: %s", err.z);
  }
  if( rc==SQLITE_OK ){
    newsDbPin(pDb);
    pCur->bPinned = 1;
    rc = newsReadText(pDb, pCur->pArena, "entities", pCur->pText, &pCur->doc, &pCur->res,
                      &zErr);
    if( rc!=SQLITE_OK && zErr ) newsVtabError(pCursor->pVtab, rc, "%s", zErr);
    sqlite3_free(zErr);
  }
  if( rc==SQLITE_OK ) entitiesSkip(pCur);
  return rc;
}

static int entitiesNext(sqlite3_vtab_cursor *pCursor){
  EntitiesCursor *pCur = (EntitiesCursor*)pCursor;
  pCur->iRow++;
  entitiesSkip(pCur);
  return SQLITE_OK;
}

static int entitiesEof(sqlite3_vtab_cursor *pCursor){
  EntitiesCursor *pCur = (EntitiesCursor*)pCursor;
  return pCur->iRow>=pCur->res.nMention;
}

/* Columns that the mention itself has. */
static void entitiesMentionColumn(
  sqlite3_context *ctx, const NewsDoc *pDoc, const NewsMention *p, int iCol
){
  switch( iCol ){
    case ENTITIES_START:
      sqlite3_result_int64(ctx, p->iChar);
      break;
    case ENTITIES_END:
      sqlite3_result_int64(ctx, (sqlite3_int64)p->iChar + p->nChar);
      break;
    case ENTITIES_SENTENCE:
      sqlite3_result_int64(ctx, p->iSentence);
      break;
    case ENTITIES_MENTION:
      sqlite3_result_text(ctx, pDoc->zBody+p->iByte, (int)p->nByte, SQLITE_TRANSIENT);
      break;
    case ENTITIES_LABEL:
      sqlite3_result_text(ctx, newsLabelName(p->eLabel), -1, SQLITE_STATIC);
      break;
    case ENTITIES_VALUE:
      if( p->eLabel==NEWS_DATE ){
        newsResultText(ctx, p->zValue);
      }else if( p->eLabel==NEWS_MONEY || p->eLabel==NEWS_PERCENT ){
        sqlite3_result_double(ctx, p->rValue);
      }
      break;
    case ENTITIES_UNIT:
      newsResultText(ctx, p->zUnit);
      break;
    case ENTITIES_SCORE:
      sqlite3_result_double(ctx, p->nScore/1000.0);
      break;
    case ENTITIES_LINK_SCORE:
      if( p->nLinkScore>=0 ) sqlite3_result_double(ctx, p->nLinkScore/1000.0);
      break;
    case ENTITIES_EVIDENCE:
      newsResultText(ctx, newsEvidenceName(p->eEvidence));
      break;
  }
}

static int entitiesColumn(sqlite3_vtab_cursor *pCursor, sqlite3_context *ctx, int iCol){
  EntitiesCursor *pCur = (EntitiesCursor*)pCursor;
  const NewsMention *p = &pCur->res.aMention[pCur->iRow];
  const NewsEntity *pEnt = p->iEntity>=0 ? &pCur->res.aEntity[p->iEntity] : NULL;
  switch( iCol ){
    case ENTITIES_NAME:
      if( pEnt ) newsResultText(ctx, pEnt->zName);
      break;
    case ENTITIES_SUBTYPE:
      newsResultText(ctx, newsSubtypeName(pEnt ? pEnt->eSubtype : p->eSubtype));
      break;
    case ENTITIES_TICKER:
      if( pEnt ) newsResultText(ctx, pEnt->zTicker);
      break;
    case ENTITIES_EXCHANGE:
      if( pEnt ) newsResultText(ctx, pEnt->zExchange);
      break;
    case ENTITIES_RELEVANCE:
      if( pEnt ) sqlite3_result_double(ctx, pEnt->nRelevance/1000.0);
      break;
    case ENTITIES_TEXT:
      sqlite3_result_value(ctx, pCur->pText);
      break;
    case ENTITIES_LABELS:
      if( pCur->pLabels ) sqlite3_result_value(ctx, pCur->pLabels);
      break;
    default:
      entitiesMentionColumn(ctx, &pCur->doc, p, iCol);
      break;
  }
  return SQLITE_OK;
}

static int entitiesRowid(sqlite3_vtab_cursor *pCursor, sqlite3_int64 *piRowid){
  *piRowid = ((EntitiesCursor*)pCursor)->iRow + 1;
  return SQLITE_OK;
}

const sqlite3_module newsEntitiesModule = {
  .iVersion    = 2,
  .xConnect    = entitiesConnect,
  .xBestIndex  = entitiesBestIndex,
  .xDisconnect = newsTableDisconnect,
  .xOpen       = entitiesOpen,
  .xClose      = entitiesClose,
  .xFilter     = entitiesFilter,
  .xNext       = entitiesNext,
  .xEof        = entitiesEof,
  .xColumn     = entitiesColumn,
  .xRowid      = entitiesRowid
};

/* The scalar entities(text [, labels]): the same rows as a JSON array. */
void newsEntitiesFunc(sqlite3_context *ctx, int nArg, sqlite3_value **apArg){
  NewsDb *pDb = sqlite3_user_data(ctx);
  NewsError err = {0};
  NewsLabelSet set;
  const NewsDoc *pDoc;
  const NewsResult *pRes;
  char *zErr = NULL;
  int rc = SQLITE_OK, bSet = 0;
  if( nArg>1 ){
    NewsArena *pArena = newsDbArena(pDb);
    rc = pArena ? entitiesLabels(pArena, apArg[1], &set, &bSet, &err) : SQLITE_NOMEM;
    newsDbArenaBack(pDb, pArena);
  }
  if( rc==NEWS_ERROR ){
    zErr = sqlite3_mprintf("entities: %s", err.z);
    if( zErr==NULL ) rc = SQLITE_NOMEM;
  }
  if( rc==SQLITE_OK ) rc = newsReadOnce(pDb, "entities", apArg[0], &pDoc, &pRes, &zErr);
  if( rc!=SQLITE_OK ){
    newsResultError(ctx, rc, zErr);
  }else if( pDoc->zBody ){
    NewsBuf buf;
    newsBufInit(&buf, &pDb->host);
    newsResultJson(pDoc, pRes, bSet ? &set : NULL, &buf);
    newsResultBuf(ctx, &buf);
  }
  sqlite3_free(zErr);
  newsReadDone(pDb);
}
