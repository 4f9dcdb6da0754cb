/*
** gazetteer.c - the table gazetteer: the names that newsext knows, one row per alias.
**
**   SELECT alias FROM gazetteer WHERE name='Alphabet';        -- Alphabet, Google, ...
**   SELECT name FROM gazetteer WHERE ticker='BABA';           -- Alibaba
**   SELECT label, count(*) FROM gazetteer GROUP BY label;
**
** Read-only: the user's own names go to news_gazetteer, and come up here with the origin
** 'user'. An alias that the user has muted is no row.
**
** HOW IT WORKS. A scan walks over the aliases of the compiled gazetteer, and by label it
** skips the others. An equality on alias, ticker or name goes through a hash index that
** is built at its first use and kept with the table until the gazetteer changes. An
** equality counts for an index only with the column's own collation, and a number against
** a text is left to a scan, as SQLite may have to compare the two as numbers.
*/
#include "sqliteInt.h"
#include <string.h>

/* Columns, in the order of the declaration. */
enum {
  GAZ_NAME = 0, GAZ_ALIAS, GAZ_LABEL, GAZ_SUBTYPE, GAZ_TICKER, GAZ_EXCHANGE, GAZ_PARENT,
  GAZ_ORIGIN
};
static const char zGazetteerDecl[] =
  "CREATE TABLE gazetteer(name TEXT, alias TEXT, label TEXT, subtype TEXT, ticker TEXT,"
  " exchange TEXT, parent TEXT, origin TEXT)";

/* Plans: idxNum. Each but the scan has the value of its equality as argv[0]. They stand
** in the order in which they are preferred; estimates suppose 20,000 aliases. */
enum { GAZ_SCAN = 0, GAZ_BY_ALIAS, GAZ_BY_TICKER, GAZ_BY_NAME, GAZ_BY_LABEL, GAZ_PLAN_N };
static const struct GazPlan {
  int iCol;               /* column of the equality */
  double rCost;
  sqlite3_int64 nRow;
} aGazPlan[GAZ_PLAN_N] = {
  [GAZ_SCAN]      = { -1,         40000.0, 20000 },
  [GAZ_BY_ALIAS]  = { GAZ_ALIAS,  4.0,     1 },
  [GAZ_BY_TICKER] = { GAZ_TICKER, 10.0,    4 },
  [GAZ_BY_NAME]   = { GAZ_NAME,   10.0,    4 },
  [GAZ_BY_LABEL]  = { GAZ_LABEL,  10000.0, 3000 }
};

/* Index of a column by hash: rows whose hash falls in a slot are a chain in rising
** order. */
typedef struct GazIndex {
  uint32_t *aSlot;        /* 1 + first row, 0 for none */
  uint32_t *aNext;        /* 1 + next row of the chain, 0 at its end */
  uint32_t mSlot;         /* number of slots, a power of two, less one */
} GazIndex;

typedef struct GazTable {
  NewsTable table;        /* must be first */
  const NewsGazetteer *pGazetteer;  /* whose the indexes are; not to be read */
  uint64_t iFingerprint;            /* its contents */
  GazIndex aIndex[GAZ_PLAN_N];      /* by plan; aSlot NULL: none, or not yet */
} GazTable;

typedef struct GazCursor {
  sqlite3_vtab_cursor base;
  const NewsGazetteer *pGazetteer;  /* pinned; NULL before the first xFilter */
  uint32_t *aRow;         /* the rows to show; NULL: all from iRow on */
  uint32_t nRow;          /* how many there are in aRow */
  uint32_t iRow;          /* current row, or current element of aRow */
  int eLabel;             /* the label to show; 0: any */
  int bEof;
  NewsGazetteerRow row;   /* current row */
} GazCursor;

static int gazConnect(
  sqlite3 *db, void *pAux, int argc, const char *const *argv,
  sqlite3_vtab **ppVtab, char **pzErr
){
  (void)argc; (void)argv; (void)pzErr;
  return newsTableConnect(db, pAux, zGazetteerDecl, SQLITE_VTAB_INNOCUOUS,
                          sizeof(GazTable), ppVtab);
}

/* Drop the indexes. */
static void gazForget(GazTable *pTab){
  for(int i=0; i<GAZ_PLAN_N; i++){
    sqlite3_free(pTab->aIndex[i].aSlot);
    sqlite3_free(pTab->aIndex[i].aNext);
  }
  memset(pTab->aIndex, 0, sizeof(pTab->aIndex));
}

static int gazDisconnect(sqlite3_vtab *pVtab){
  gazForget((GazTable*)pVtab);
  return newsTableDisconnect(pVtab);
}

static int gazBestIndex(sqlite3_vtab *pVtab, sqlite3_index_info *pInfo){
  int ePlan = GAZ_SCAN;
  (void)pVtab;
  for(int i=0; i<pInfo->nConstraint; i++){
    const struct sqlite3_index_constraint *p = &pInfo->aConstraint[i];
    if( !p->usable || p->op!=SQLITE_INDEX_CONSTRAINT_EQ ) continue;
    for(int e=GAZ_BY_ALIAS; e<GAZ_PLAN_N; e++){
      if( aGazPlan[e].iCol!=p->iColumn || (ePlan!=GAZ_SCAN && ePlan<=e) ) continue;
      if( sqlite3_stricmp(sqlite3_vtab_collation(pInfo, i), "BINARY")!=0 ) continue;
      for(int j=0; j<i; j++) pInfo->aConstraintUsage[j].argvIndex = 0;
      pInfo->aConstraintUsage[i].argvIndex = 1;
      ePlan = e;
    }
  }
  pInfo->idxNum = ePlan;
  pInfo->estimatedCost = aGazPlan[ePlan].rCost;
  pInfo->estimatedRows = aGazPlan[ePlan].nRow;
  return SQLITE_OK;
}

static int gazOpen(sqlite3_vtab *pVtab, sqlite3_vtab_cursor **ppCursor){
  (void)pVtab;
  GazCursor *pCur = sqlite3_malloc64(sizeof(*pCur));
  if( pCur==NULL ) return SQLITE_NOMEM;
  memset(pCur, 0, sizeof(*pCur));
  *ppCursor = &pCur->base;
  return SQLITE_OK;
}

/* Drop what the last xFilter made. */
static void gazClear(GazCursor *pCur){
  if( pCur->pGazetteer ) newsDbUnpin(((NewsTable*)pCur->base.pVtab)->pDb);
  sqlite3_free(pCur->aRow);
  pCur->pGazetteer = NULL;
  pCur->aRow = NULL;
  pCur->nRow = pCur->iRow = 0;
  pCur->eLabel = 0;
  pCur->bEof = 1;
}

static int gazClose(sqlite3_vtab_cursor *pCursor){
  gazClear((GazCursor*)pCursor);
  sqlite3_free(pCursor);
  return SQLITE_OK;
}

/* The text that a plan has its index on; NULL for none. */
static const char *gazKey(int ePlan, const NewsGazetteerRow *pRow){
  return ePlan==GAZ_BY_ALIAS ? pRow->zAlias
       : ePlan==GAZ_BY_TICKER ? pRow->zTicker : pRow->zName;
}

static uint32_t gazHash(const char *z, size_t n){
  return (uint32_t)newsHash64(0x6761, 0x7a65, z, n);
}

/* Build the index of a plan, unless it is there. */
static int gazIndex(GazTable *pTab, const NewsGazetteer *pGazetteer, int ePlan){
  uint64_t iFingerprint = newsGazetteerFingerprint(pGazetteer);
  NewsGazetteerRow row;
  if( pTab->pGazetteer!=pGazetteer || pTab->iFingerprint!=iFingerprint ){
    gazForget(pTab);
    pTab->pGazetteer = pGazetteer;
    pTab->iFingerprint = iFingerprint;
  }
  GazIndex *p = &pTab->aIndex[ePlan];
  if( p->aSlot ) return SQLITE_OK;
  uint32_t nRow = 0, nSlot = 64;
  while( newsGazetteerRow(pGazetteer, nRow, &row) ) nRow++;
  while( nSlot<nRow ) nSlot *= 2;
  p->aSlot = sqlite3_malloc64((sqlite3_uint64)nSlot*sizeof(uint32_t));
  p->aNext = sqlite3_malloc64(((sqlite3_uint64)nRow+1)*sizeof(uint32_t));
  if( p->aSlot==NULL || p->aNext==NULL ){
    gazForget(pTab);
    return SQLITE_NOMEM;
  }
  p->mSlot = nSlot-1;
  memset(p->aSlot, 0, nSlot*sizeof(uint32_t));
  for(uint32_t i=nRow; i>0; i--){
    newsGazetteerRow(pGazetteer, i-1, &row);
    const char *z = gazKey(ePlan, &row);
    if( z==NULL ) continue;
    uint32_t *pSlot = &p->aSlot[gazHash(z, strlen(z)) & p->mSlot];
    p->aNext[i-1] = *pSlot;
    *pSlot = i;
  }
  return SQLITE_OK;
}

/* Collect the rows whose key is the text of n bytes at z. */
static int gazLookup(GazCursor *pCur, const GazIndex *p, int ePlan, const char *z, int n){
  NewsGazetteerRow row;
  uint32_t nAlloc = 0;
  uint32_t i = p->aSlot[gazHash(z, (size_t)n) & p->mSlot];
  for(; i>0; i=p->aNext[i-1]){
    newsGazetteerRow(pCur->pGazetteer, i-1, &row);
    const char *zKey = gazKey(ePlan, &row);
    if( strlen(zKey)!=(size_t)n || memcmp(zKey, z, (size_t)n)!=0 ) continue;
    if( pCur->nRow>=nAlloc ){
      nAlloc = nAlloc ? nAlloc*2 : 16;
      uint32_t *aNew = sqlite3_realloc64(pCur->aRow, nAlloc*sizeof(uint32_t));
      if( aNew==NULL ) return SQLITE_NOMEM;
      pCur->aRow = aNew;
    }
    pCur->aRow[pCur->nRow++] = i-1;
  }
  if( pCur->nRow>0 ) pCur->bEof = 0;
  return SQLITE_OK;
}

/* Go on to the next row that is to be shown, which may be the current one. */
static void gazSettle(GazCursor *pCur){
  for(;; pCur->iRow++){
    if( pCur->aRow && pCur->iRow>=pCur->nRow ) break;
    uint32_t i = pCur->aRow ? pCur->aRow[pCur->iRow] : pCur->iRow;
    if( newsGazetteerRow(pCur->pGazetteer, i, &pCur->row)==0 ) break;
    if( pCur->row.bMute ) continue;
    if( pCur->eLabel==0 || pCur->row.eLabel==pCur->eLabel ) return;
  }
  pCur->bEof = 1;
}

static int gazFilter(
  sqlite3_vtab_cursor *pCursor, int idxNum, const char *idxStr,
  int argc, sqlite3_value **argv
){
  GazCursor *pCur = (GazCursor*)pCursor;
  GazTable *pTab = (GazTable*)pCursor->pVtab;
  NewsDb *pDb = pTab->table.pDb;
  const NewsGazetteer *pGazetteer;
  char *zErr = NULL;
  int eType = argc>0 ? sqlite3_value_type(argv[0]) : SQLITE_NULL;
  (void)idxStr;
  gazClear(pCur);
  if( idxNum!=GAZ_SCAN && (eType==SQLITE_NULL || eType==SQLITE_BLOB) ) return SQLITE_OK;
  if( eType!=SQLITE_TEXT ) idxNum = GAZ_SCAN;
  int rc = newsDbGazetteer(pDb, "main", &pGazetteer, &zErr);
  if( rc!=SQLITE_OK ){
    if( zErr ) newsVtabError(pCursor->pVtab, rc, "%s", zErr);
    sqlite3_free(zErr);
    return rc;
  }
  newsDbPin(pDb);
  pCur->pGazetteer = pGazetteer;
  pCur->bEof = 0;
  if( idxNum!=GAZ_SCAN ){
    const char *z = (const char*)sqlite3_value_text(argv[0]);
    int n = sqlite3_value_bytes(argv[0]);
    if( z==NULL ) return SQLITE_NOMEM;
    if( idxNum==GAZ_BY_LABEL ){
      pCur->eLabel = newsLabelOf(z, n);
      pCur->bEof = pCur->eLabel==0;
    }else{
      pCur->bEof = 1;
      rc = gazIndex(pTab, pGazetteer, idxNum);
      if( rc==SQLITE_OK ) rc = gazLookup(pCur, &pTab->aIndex[idxNum], idxNum, z, n);
    }
  }
  if( rc==SQLITE_OK && !pCur->bEof ) gazSettle(pCur);
  return rc;
}

static int gazNext(sqlite3_vtab_cursor *pCursor){
  GazCursor *pCur = (GazCursor*)pCursor;
  pCur->iRow++;
  gazSettle(pCur);
  return SQLITE_OK;
}

static int gazEof(sqlite3_vtab_cursor *pCursor){
  return ((GazCursor*)pCursor)->bEof;
}

static int gazColumn(sqlite3_vtab_cursor *pCursor, sqlite3_context *ctx, int iCol){
  const NewsGazetteerRow *p = &((GazCursor*)pCursor)->row;
  switch( iCol ){
    case GAZ_NAME:      newsResultText(ctx, p->zName); break;
    case GAZ_ALIAS:     newsResultText(ctx, p->zAlias); break;
    case GAZ_LABEL:     newsResultText(ctx, newsLabelName(p->eLabel)); break;
    case GAZ_SUBTYPE:   newsResultText(ctx, newsSubtypeName(p->eSubtype)); break;
    case GAZ_TICKER:    newsResultText(ctx, p->zTicker); break;
    case GAZ_EXCHANGE:  newsResultText(ctx, p->zExchange); break;
    case GAZ_PARENT:    newsResultText(ctx, p->zParent); break;
    case GAZ_ORIGIN:    newsResultText(ctx, p->bUser ? "user" : "builtin"); break;
  }
  return SQLITE_OK;
}

static int gazRowid(sqlite3_vtab_cursor *pCursor, sqlite3_int64 *piRowid){
  GazCursor *pCur = (GazCursor*)pCursor;
  *piRowid = (sqlite3_int64)(pCur->aRow ? pCur->aRow[pCur->iRow] : pCur->iRow) + 1;
  return SQLITE_OK;
}

const sqlite3_module newsGazetteerModule = {
  .iVersion    = 2,
  .xConnect    = gazConnect,
  .xBestIndex  = gazBestIndex,
  .xDisconnect = gazDisconnect,
  .xOpen       = gazOpen,
  .xClose      = gazClose,
  .xFilter     = gazFilter,
  .xNext       = gazNext,
  .xEof        = gazEof,
  .xColumn     = gazColumn,
  .xRowid      = gazRowid
};
