/*
** mentions.c - the table mentions: who and what is named where, one row per mention.
**
**   SELECT name, count(*) FROM mentions WHERE label='ORG' GROUP BY name;
**   SELECT context FROM mentions WHERE ticker='NVDA';
**   SELECT b.name, count(*) FROM mentions a JOIN mentions b USING(article_id)
**     WHERE a.name='Nvidia' GROUP BY b.name;
**
** Read-only. It shows news_mention with names from news_entity, ticker and relevance from
** news_article_entity, and the words themselves from news_article. `context` is the
** sentence around the mention; `stale` (hidden) says that the article was analysed by
** another version of newsext or of the gazetteer than the one here now. The hidden column
** `mentions` is kept for later. A table made by CREATE VIRTUAL TABLE temp.x USING
** mentions(schema=y) shows the mentions of an attached database.
**
** HOW IT WORKS. xBestIndex picks the equalities (also IS and IN) on article_id, name,
** ticker, label and entity_id that can be used, and says so in the bits of idxNum.
** xFilter steps a SELECT over the stored tables that has the same equalities; it is
** prepared once per plan and kept with the table. Stored tables are joined, and the text
** of an article is read, only where the columns that are asked for need it.
**
** SQLite tests every equality once more. So a plan may give too many rows, never too few:
** where a number meets a text column, which SQLite may compare as numbers, or NULL meets
** IS, xFilter just leaves the equality out. A text equality with another collation than
** BINARY is not picked at all. A text or real against an integer column becomes the
** integer that it is equal to, as it does for a plain table.
**
** SQLite runs xFilter for each value of an IN, which is good for integers. For texts it
** would compare less exactly than it does itself, so one IN on a text column is taken as
** a list, and the cursor runs the SELECT for each text in it; another one is left to
** SQLite.
*/
#include "sqliteInt.h"
#include <string.h>

/* Columns, in the order of the declaration. */
enum {
  MENTIONS_ARTICLE_ID = 0, MENTIONS_START, MENTIONS_END, MENTIONS_FIELD,
  MENTIONS_SENTENCE, MENTIONS_MENTION, MENTIONS_NAME, MENTIONS_LABEL, MENTIONS_SUBTYPE,
  MENTIONS_TICKER, MENTIONS_EXCHANGE, MENTIONS_ENTITY_ID, MENTIONS_VALUE, MENTIONS_UNIT,
  MENTIONS_SCORE, MENTIONS_LINK_SCORE, MENTIONS_EVIDENCE, MENTIONS_RELEVANCE,
  MENTIONS_CONTEXT, MENTIONS_MENTIONS, MENTIONS_STALE
};
static const char zMentionsDecl[] =
  "CREATE TABLE mentions(article_id INTEGER, start INTEGER, end INTEGER, field TEXT,"
  " sentence INTEGER, mention TEXT, name TEXT, label TEXT, subtype TEXT, ticker TEXT,"
  " exchange TEXT, entity_id INTEGER, value, unit TEXT, score REAL, link_score REAL,"
  " evidence TEXT, relevance REAL, context TEXT, mentions HIDDEN, stale INTEGER HIDDEN,"
  " PRIMARY KEY(article_id, field, start)) WITHOUT ROWID";

/*
** PLANS. Bits of idxNum. argv has the values of the equalities in the order of their
** bits; each of them has the same parameter in every SELECT: ?1 for the first bit and so
** on.
*/
#define PLAN_ARTICLE   0x0001       /* article_id = ?1 */
#define PLAN_NAME      0x0002       /* name = ?2 */
#define PLAN_TICKER    0x0004       /* ticker = ?3 */
#define PLAN_LABEL     0x0008       /* label = ?4 */
#define PLAN_ENTITY    0x0010       /* entity_id = ?5 */
#define PLAN_EQ_N      5
#define PLAN_IS(i)     (0x0020<<(i))  /* the equality of bit i is an IS */
#define PLAN_IS_MASK   0x03e0
#define PLAN_ASC       0x0400       /* ORDER BY article_id */
#define PLAN_DESC      0x0800       /* ORDER BY article_id DESC */
#define PLAN_JOIN_E    0x1000       /* news_entity is wanted */
#define PLAN_JOIN_AE   0x2000       /* news_article_entity is wanted */
#define PLAN_JOIN_A    0x4000       /* news_article is wanted, for its fingerprint */
#define PLAN_TEXT      0x8000       /* no plan: the SELECT of an article's texts */
#define PLAN_IN(i)     (0x10000<<(i))  /* the equality is an IN, its value a list */
#define PLAN_IN_MASK   0x1f0000

static const struct PlanColumn {
  int iCol;
  const char *zName;
} aPlanColumn[PLAN_EQ_N] = {
  { MENTIONS_ARTICLE_ID, "article_id" },
  { MENTIONS_NAME,       "name" },
  { MENTIONS_TICKER,     "ticker" },
  { MENTIONS_LABEL,      "label" },
  { MENTIONS_ENTITY_ID,  "entity_id" }
};
#define PLAN_INTEGERS  (PLAN_ARTICLE|PLAN_ENTITY)

/* Columns of every plan's SELECT. */
enum {
  GOT_ARTICLE_ID = 0, GOT_START, GOT_END, GOT_FIELD, GOT_SENTENCE, GOT_LABEL, GOT_SUBTYPE,
  GOT_ENTITY_ID, GOT_VALUE, GOT_UNIT, GOT_SCORE, GOT_LINK_SCORE, GOT_EVIDENCE,
  GOT_START_BYTE, GOT_END_BYTE, GOT_NAME, GOT_TICKER, GOT_EXCHANGE, GOT_RELEVANCE,
  GOT_FINGERPRINT
};

/* A SELECT that is kept. */
typedef struct MentionsStmt {
  sqlite3_stmt *pStmt;    /* NULL: a free place */
  int mPlan;              /* what it is for */
  int bBusy;              /* a cursor uses it */
  unsigned iUsed;         /* when it was last taken */
} MentionsStmt;

#define MENTIONS_STMTS 24

typedef struct MentionsTable {
  NewsTable table;        /* must be first */
  char *zSchema;          /* the database that it shows */
  int64_t iCookie;        /* schema_version of main that aStmt was prepared at */
  unsigned nTaken;        /* counts what is taken from aStmt */
  MentionsStmt aStmt[MENTIONS_STMTS];
} MentionsTable;

typedef struct MentionsCursor {
  sqlite3_vtab_cursor base;

  /* From one xFilter to the next */
  MentionsStmt *pUsed;    /* the place of pStmt in the table; NULL: it has none */
  sqlite3_stmt *pStmt;    /* stands on the current row; NULL: no rows */
  sqlite3_int64 iFingerprint;  /* of now, where stale is asked for */
  sqlite3_value **apIn;   /* the texts of an IN, each of which has its run of pStmt */
  int nIn;
  int iIn;                /* the one of this run */
  int iInBit;             /* bit of its equality */
  int bEof;

  /* The text that was read last */
  NewsArena *pArena;      /* holds it; NULL before the first */
  sqlite3_int64 iArticle; /* its article */
  int iField;             /* its field: 0 title, 1 body; -1: there is none */
  const char *zText;      /* NULL where the article has none */
  size_t nText;
  NewsText text;          /* its tokens */
  int bTokens;            /* text is there */
} MentionsCursor;

/*--------------------------------------------------------------------- table and plans */

static int mentionsConnect(
  sqlite3 *db, void *pAux, int argc, const char *const *argv,
  sqlite3_vtab **ppVtab, char **pzErr
){
  char *zSchema;
  int bView;
  int rc = newsTableSchema(pAux, argc, argv, &zSchema, &bView, pzErr);
  if( rc!=SQLITE_OK ) return rc;
  rc = newsTableConnect(db, pAux, zMentionsDecl, SQLITE_VTAB_INNOCUOUS,
                        sizeof(MentionsTable), ppVtab);
  if( rc==SQLITE_OK ){
    ((MentionsTable*)*ppVtab)->zSchema = zSchema;
  }else{
    sqlite3_free(zSchema);
  }
  return rc;
}

static int mentionsDisconnect(sqlite3_vtab *pVtab){
  MentionsTable *pTab = (MentionsTable*)pVtab;
  for(int i=0; i<MENTIONS_STMTS; i++) sqlite3_finalize(pTab->aStmt[i].pStmt);
  sqlite3_free(pTab->zSchema);
  return newsTableDisconnect(pVtab);
}

/*
** Rows and cost of a plan. Like SQLite for a table that was never analysed, it supposes a
** million rows: 30 an article, 20 an entity, a tenth of all a label. SQLite supposes a
** million rows in the table that mentions is joined with, too, where mostly a few are; so
** a plan that reads mentions from end to end costs more than as many look-ups.
*/
static void mentionsEstimate(sqlite3_index_info *pInfo){
  int mPlan = pInfo->idxNum;
  int nWho = !!(mPlan & PLAN_NAME) + !!(mPlan & PLAN_TICKER) + !!(mPlan & PLAN_ENTITY);
  double nRow = 1000000;
  double rRow = 1.0;      /* cost of a row */
  if( mPlan & PLAN_ARTICLE ){
    nRow = nWho ? 3 : 30;
  }else if( nWho ){
    nRow = nWho>1 ? 15 : 20;
  }else{
    rRow = 100.0;
  }
  if( mPlan & PLAN_LABEL ) nRow = nRow>1000 ? nRow/10 : nRow/1.5;
  if( mPlan & PLAN_IN_MASK ) nRow *= 4;
  if( mPlan & (PLAN_JOIN_E|PLAN_JOIN_AE) ) rRow += 0.5;
  pInfo->estimatedRows = nRow<1 ? 1 : (sqlite3_int64)nRow;
  pInfo->estimatedCost = 10.0 + nRow*rRow;
}

/* Find the equality of a bit that serves best: = is better than IN, and IN better than
** IS. The second IN on a text column does not serve. */
static void mentionsPick(sqlite3_index_info *pInfo, int iBit, int *piPicked){
  int eBest = 0;          /* 1 IS, 2 IN, 3 = */
  for(int i=0; i<pInfo->nConstraint; i++){
    const struct sqlite3_index_constraint *p = &pInfo->aConstraint[i];
    int bIs = p->op==SQLITE_INDEX_CONSTRAINT_IS;
    if( !p->usable || p->iColumn!=aPlanColumn[iBit].iCol ) continue;
    if( p->op!=SQLITE_INDEX_CONSTRAINT_EQ && !bIs ) continue;
    if( (PLAN_INTEGERS>>iBit & 1)==0
     && sqlite3_stricmp(sqlite3_vtab_collation(pInfo, i), "BINARY")!=0
    ) continue;
    int bText = (PLAN_INTEGERS>>iBit & 1)==0;
    int bIn = bText && sqlite3_vtab_in(pInfo, i, -1);
    if( bIn && (pInfo->idxNum & PLAN_IN_MASK) ) continue;
    int eRank = bIs ? 1 : bIn ? 2 : 3;
    if( eRank>eBest ){
      eBest = eRank;
      *piPicked = i;
    }
  }
}

/* The plan in words, for EXPLAIN QUERY PLAN. */
static int mentionsExplain(sqlite3_index_info *pInfo){
  int mPlan = pInfo->idxNum;
  if( (mPlan & (((1<<PLAN_EQ_N)-1)|PLAN_ASC|PLAN_DESC))==0 ) return SQLITE_OK;
  sqlite3_str *p = sqlite3_str_new(NULL);
  const char *zSep = "";
  for(int i=0; i<PLAN_EQ_N; i++){
    if( (mPlan>>i & 1)==0 ) continue;
    const char *zOp = (mPlan & PLAN_IS(i)) ? " IS ?"
                    : (mPlan & PLAN_IN(i)) ? " IN ?" : "=?";
    sqlite3_str_appendf(p, "%s%s%s", zSep, aPlanColumn[i].zName, zOp);
    zSep = " AND ";
  }
  if( mPlan & (PLAN_ASC|PLAN_DESC) ){
    sqlite3_str_appendf(p, "%sORDER BY article_id%s", zSep[0] ? " " : "",
                        (mPlan & PLAN_DESC) ? " DESC" : "");
  }
  pInfo->idxStr = sqlite3_str_finish(p);
  pInfo->needToFreeIdxStr = 1;
  return pInfo->idxStr ? SQLITE_OK : SQLITE_NOMEM;
}

static int mentionsBestIndex(sqlite3_vtab *pVtab, sqlite3_index_info *pInfo){
  int mPlan = 0, nArgv = 0;
  sqlite3_uint64 mUsed = pInfo->colUsed;
  (void)pVtab;
  for(int iBit=0; iBit<PLAN_EQ_N; iBit++){
    int iPicked = -1;
    mentionsPick(pInfo, iBit, &iPicked);
    if( iPicked<0 ) continue;
    mPlan |= 1<<iBit;
    pInfo->aConstraintUsage[iPicked].argvIndex = ++nArgv;
    if( pInfo->aConstraint[iPicked].op==SQLITE_INDEX_CONSTRAINT_IS ){
      mPlan |= PLAN_IS(iBit);
    }
    if( (PLAN_INTEGERS>>iBit & 1)==0 && sqlite3_vtab_in(pInfo, iPicked, 1) ){
      mPlan |= PLAN_IN(iBit);
    }
    pInfo->idxNum = mPlan;
  }
  if( mUsed & ((sqlite3_uint64)1<<MENTIONS_NAME) ) mPlan |= PLAN_JOIN_E;
  if( mUsed & ((sqlite3_uint64)1<<MENTIONS_TICKER | (sqlite3_uint64)1<<MENTIONS_EXCHANGE
              | (sqlite3_uint64)1<<MENTIONS_RELEVANCE) ) mPlan |= PLAN_JOIN_AE;
  if( mUsed & ((sqlite3_uint64)1<<MENTIONS_STALE) ) mPlan |= PLAN_JOIN_A;
  /* An order by article_id comes for nothing, except by name or a list. */
  if( pInfo->nOrderBy==1 && pInfo->aOrderBy[0].iColumn==MENTIONS_ARTICLE_ID
   && ((mPlan & PLAN_ARTICLE) || (mPlan & (PLAN_NAME|PLAN_IN_MASK))==0)
  ){
    mPlan |= pInfo->aOrderBy[0].desc ? PLAN_DESC : PLAN_ASC;
    pInfo->orderByConsumed = 1;
  }
  pInfo->idxNum = mPlan;
  mentionsEstimate(pInfo);
  return mentionsExplain(pInfo);
}

/*------------------------------------------------------------------------ the SELECTs */

/*
** The SELECT of a plan. The order of the loops is fixed by CROSS JOIN: from the name to
** its entities, or from the ticker to its entities and articles, and from there to the
** mentions. The + keeps the index by label out where a better one is there. Without name
** and ticker the order of the primary key is that of the index too.
**
** bHint names the indexes for entity and ticker: SQLite would rather read the whole
** article by the primary key than seek twice.
*/
static char *mentionsSql(const char *zSchema, int mPlan, int bHint){
  int bName = (mPlan & PLAN_NAME)!=0;
  int bTicker = (mPlan & PLAN_TICKER)!=0;
  int bFromTicker = bTicker && !bName;
  int bE = bName || (mPlan & PLAN_JOIN_E);
  int bAE = bTicker || (mPlan & PLAN_JOIN_AE);
  sqlite3_str *p = sqlite3_str_new(NULL);
  sqlite3_str_appendf(p,
      "SELECT m.article_id, m.start, m.end, m.field, m.sentence, m.label, m.subtype,"
      " m.entity_id, m.value, m.unit, m.score, m.link_score, m.evidence, m.start_byte,"
      " m.end_byte, %s, %s, %s FROM ",
      bE ? "e.name" : "NULL",
      bAE ? "ae.ticker, ae.exchange, ae.relevance" : "NULL, NULL, NULL",
      (mPlan & PLAN_JOIN_A) ? "a.fingerprint" : "NULL");
  if( bName ) sqlite3_str_appendf(p, "\"%w\".news_entity e CROSS JOIN ", zSchema);
  if( bFromTicker ){
    sqlite3_str_appendf(p, "\"%w\".news_article_entity ae%s CROSS JOIN ", zSchema,
                        bHint ? " INDEXED BY news_article_entity_ticker" : "");
  }
  sqlite3_str_appendf(p, "\"%w\".news_mention m%s", zSchema,
      bHint && (mPlan & (PLAN_NAME|PLAN_TICKER|PLAN_ENTITY))
      ? " INDEXED BY news_mention_entity" : "");
  if( bE && !bName ){
    sqlite3_str_appendf(p, " LEFT JOIN \"%w\".news_entity e ON e.id=m.entity_id",
                        zSchema);
  }
  if( bAE && !bFromTicker ){
    sqlite3_str_appendf(p, " %s JOIN \"%w\".news_article_entity ae"
        " ON ae.article_id=m.article_id AND ae.entity_id=m.entity_id",
        bTicker ? "CROSS" : "LEFT", zSchema);
  }
  if( mPlan & PLAN_JOIN_A ){
    sqlite3_str_appendf(p, " LEFT JOIN \"%w\".news_article a ON a.id=m.article_id",
                        zSchema);
  }
  sqlite3_str_appendall(p, " WHERE 1");
  if( bName ) sqlite3_str_appendall(p, " AND e.name=?2 AND m.entity_id=e.id");
  if( bTicker ) sqlite3_str_appendall(p, " AND ae.ticker=?3");
  if( bFromTicker ){
    sqlite3_str_appendall(p,
        " AND m.entity_id=ae.entity_id AND m.article_id=ae.article_id");
  }
  if( mPlan & PLAN_ARTICLE ){
    sqlite3_str_appendf(p, " AND m.article_id=?1%s",
                        bFromTicker ? " AND ae.article_id=?1" : "");
  }
  if( mPlan & PLAN_ENTITY ){
    sqlite3_str_appendf(p, " AND m.entity_id=?5%s", bName ? " AND e.id=?5"
                        : bFromTicker ? " AND ae.entity_id=?5" : "");
  }
  if( mPlan & PLAN_LABEL ){
    int bBetter = mPlan & (PLAN_ARTICLE|PLAN_NAME|PLAN_TICKER|PLAN_ENTITY);
    sqlite3_str_appendf(p, " AND %sm.label=?4", bBetter ? "+" : "");
  }
  if( (mPlan & PLAN_ARTICLE)==0 ){
    /* Not those of articles that are inserted while it runs. */
    sqlite3_str_appendf(p,
        " AND +m.article_id<=(SELECT max(id) FROM \"%w\".news_article)", zSchema);
  }
  if( bFromTicker && (mPlan & PLAN_ARTICLE)==0 && (mPlan & (PLAN_ASC|PLAN_DESC)) ){
    /* As the index by ticker has them. */
    sqlite3_str_appendf(p, " ORDER BY ae.article_id%s", mPlan & PLAN_DESC ? " DESC" : "");
  }else if( mPlan & PLAN_DESC ){
    sqlite3_str_appendall(p, " ORDER BY m.article_id DESC, m.field DESC, m.start DESC");
  }else if( !bName && !bTicker ){
    sqlite3_str_appendall(p, " ORDER BY m.article_id, m.field, m.start");
  }
  return sqlite3_str_finish(p);
}

/* Prepare the SELECT of a plan, without hints where an index has been dropped. */
static int mentionsPrepare(MentionsTable *pTab, int mPlan, sqlite3_stmt **ppStmt){
  char *zErr = NULL;
  int rc = SQLITE_ERROR;
  *ppStmt = NULL;
  for(int bHint=1; bHint>=0 && (rc & 0xff)==SQLITE_ERROR; bHint--){
    char *zSql = mPlan!=PLAN_TEXT ? mentionsSql(pTab->zSchema, mPlan, bHint)
        : sqlite3_mprintf("SELECT title, body FROM \"%w\".news_article WHERE id=?1",
                          pTab->zSchema);
    if( zSql==NULL ) return SQLITE_NOMEM;
    sqlite3_free(zErr);
    zErr = NULL;
    rc = newsDbPrepare(pTab->table.pDb, ppStmt, &zErr, "%s", zSql);
    sqlite3_free(zSql);
  }
  if( rc!=SQLITE_OK && zErr ) newsVtabError(&pTab->table.base, rc, "mentions: %s", zErr);
  sqlite3_free(zErr);
  return rc;
}

/* Drop the idle SELECTs when the schema has changed: a hint may name an index that is
** gone. */
static void mentionsForget(MentionsTable *pTab){
  if( pTab->iCookie==pTab->table.pDb->iCookie ) return;
  pTab->iCookie = pTab->table.pDb->iCookie;
  for(int i=0; i<MENTIONS_STMTS; i++){
    MentionsStmt *p = &pTab->aStmt[i];
    if( p->bBusy ) continue;
    sqlite3_finalize(p->pStmt);
    p->pStmt = NULL;
  }
}

/* Take the SELECT of a plan out of those that are kept, or prepare it. *ppUsed is its
** place, or NULL when all places are busy: then it is the caller's to finalize. */
static int mentionsTake(
  MentionsTable *pTab, int mPlan, MentionsStmt **ppUsed, sqlite3_stmt **ppStmt
){
  MentionsStmt *pOld = NULL;      /* the idle place that was not used for longest */
  *ppUsed = NULL;
  mentionsForget(pTab);
  for(int i=0; i<MENTIONS_STMTS; i++){
    MentionsStmt *p = &pTab->aStmt[i];
    if( p->bBusy ) continue;
    if( p->pStmt && p->mPlan==mPlan ){
      pOld = p;
      break;
    }
    if( pOld==NULL || p->pStmt==NULL || (pOld->pStmt && p->iUsed<pOld->iUsed) ) pOld = p;
  }
  if( pOld==NULL ) return mentionsPrepare(pTab, mPlan, ppStmt);
  if( pOld->pStmt==NULL || pOld->mPlan!=mPlan ){
    sqlite3_finalize(pOld->pStmt);
    int rc = mentionsPrepare(pTab, mPlan, &pOld->pStmt);
    if( rc!=SQLITE_OK ) return rc;
    pOld->mPlan = mPlan;
  }
  pOld->bBusy = 1;
  pOld->iUsed = ++pTab->nTaken;
  *ppUsed = pOld;
  *ppStmt = pOld->pStmt;
  return SQLITE_OK;
}

/* Give back what mentionsTake gave. */
static void mentionsBack(MentionsStmt *pUsed, sqlite3_stmt *pStmt){
  if( pUsed ){
    sqlite3_reset(pStmt);
    sqlite3_clear_bindings(pStmt);
    pUsed->bBusy = 0;
  }else{
    sqlite3_finalize(pStmt);
  }
}

/*------------------------------------------------------------------------------ cursor */

static int mentionsOpen(sqlite3_vtab *pVtab, sqlite3_vtab_cursor **ppCursor){
  (void)pVtab;
  MentionsCursor *pCur = sqlite3_malloc64(sizeof(*pCur));
  if( pCur==NULL ) return SQLITE_NOMEM;
  memset(pCur, 0, sizeof(*pCur));
  pCur->iField = -1;
  pCur->bEof = 1;
  *ppCursor = &pCur->base;
  return SQLITE_OK;
}

/* End the SELECT. */
static void mentionsClear(MentionsCursor *pCur){
  if( pCur->pStmt ) mentionsBack(pCur->pUsed, pCur->pStmt);
  for(int i=0; i<pCur->nIn; i++) sqlite3_value_free(pCur->apIn[i]);
  sqlite3_free(pCur->apIn);
  pCur->apIn = NULL;
  pCur->nIn = pCur->iIn = 0;
  pCur->pUsed = NULL;
  pCur->pStmt = NULL;
  pCur->bEof = 1;
}

static int mentionsClose(sqlite3_vtab_cursor *pCursor){
  MentionsCursor *pCur = (MentionsCursor*)pCursor;
  mentionsClear(pCur);
  newsDbArenaBack(((NewsTable*)pCursor->pVtab)->pDb, pCur->pArena);
  sqlite3_free(pCur);
  return SQLITE_OK;
}

static int mentionsNext(sqlite3_vtab_cursor *pCursor){
  MentionsCursor *pCur = (MentionsCursor*)pCursor;
  NewsDb *pDb = ((NewsTable*)pCursor->pVtab)->pDb;
  int rc = sqlite3_step(pCur->pStmt);
  while( rc==SQLITE_DONE && pCur->iIn+1<pCur->nIn ){
    sqlite3_reset(pCur->pStmt);
    rc = sqlite3_bind_value(pCur->pStmt, pCur->iInBit+1, pCur->apIn[++pCur->iIn]);
    if( rc==SQLITE_OK ) rc = sqlite3_step(pCur->pStmt);
  }
  if( rc==SQLITE_ROW ) return SQLITE_OK;
  if( rc!=SQLITE_DONE ){
    char *zErr = NULL;
    rc = newsDbError(pDb, rc, &zErr);
    if( zErr ) newsVtabError(pCursor->pVtab, rc, "mentions: %s", zErr);
    sqlite3_free(zErr);
  }else{
    rc = SQLITE_OK;
  }
  mentionsClear(pCur);
  return rc;
}

static int mentionsEof(sqlite3_vtab_cursor *pCursor){
  return ((MentionsCursor*)pCursor)->bEof;
}

/* The integer that a value is equal to; 0 when there is none. */
static int mentionsInteger(sqlite3_value *pVal, sqlite3_int64 *pi){
  int eType = sqlite3_value_numeric_type(pVal);
  if( eType==SQLITE_INTEGER ){
    *pi = sqlite3_value_int64(pVal);
    return 1;
  }
  if( eType==SQLITE_FLOAT ){
    double r = sqlite3_value_double(pVal);
    if( !(r>=-9223372036854775808.0 && r<9223372036854775808.0) ) return 0;
    *pi = (sqlite3_int64)r;
    return (double)*pi==r;
  }
  return 0;
}

/* What an equality does to the plan. */
enum { EQ_USE, EQ_LEAVE_OUT, EQ_NO_ROWS };

static int mentionsEquality(
  int mPlan,
  int iBit,
  sqlite3_value *pVal,
  sqlite3_int64 *piVal    /* OUT: the value of an integer column, for EQ_USE */
){
  int eType = sqlite3_value_type(pVal);
  if( eType==SQLITE_NULL ){
    /* No article_id is NULL, and PLAN_ASC would not be kept without it. */
    int bMayBe = (mPlan & PLAN_IS(iBit)) && aPlanColumn[iBit].iCol!=MENTIONS_ARTICLE_ID;
    return bMayBe ? EQ_LEAVE_OUT : EQ_NO_ROWS;
  }
  if( eType==SQLITE_BLOB ) return EQ_NO_ROWS;
  if( PLAN_INTEGERS>>iBit & 1 ){
    return mentionsInteger(pVal, piVal) ? EQ_USE : EQ_NO_ROWS;
  }
  return eType==SQLITE_TEXT ? EQ_USE : EQ_LEAVE_OUT;
}

/* Keep the texts of the list of an IN. NULL and BLOBs in it are equal to nothing; with a
** number the equality is left out. */
static int mentionsList(MentionsCursor *pCur, int iBit, sqlite3_value *pList, int *peDo){
  sqlite3_value *pVal = NULL;
  int nAlloc = 0;
  int rc = sqlite3_vtab_in_first(pList, &pVal);
  pCur->iInBit = iBit;
  *peDo = EQ_USE;
  for(; rc==SQLITE_OK && pVal; rc=sqlite3_vtab_in_next(pList, &pVal)){
    int eType = sqlite3_value_type(pVal);
    if( eType==SQLITE_INTEGER || eType==SQLITE_FLOAT ) *peDo = EQ_LEAVE_OUT;
    if( eType!=SQLITE_TEXT ) continue;
    if( pCur->nIn>=nAlloc ){
      nAlloc = nAlloc ? nAlloc*2 : 8;
      sqlite3_value **apNew = sqlite3_realloc64(pCur->apIn,
          (sqlite3_uint64)nAlloc*sizeof(*apNew));
      if( apNew==NULL ) return SQLITE_NOMEM;
      pCur->apIn = apNew;
    }
    pCur->apIn[pCur->nIn] = sqlite3_value_dup(pVal);
    if( pCur->apIn[pCur->nIn]==NULL ) return SQLITE_NOMEM;
    pCur->nIn++;
  }
  if( rc!=SQLITE_OK && rc!=SQLITE_DONE ) return rc;
  if( *peDo==EQ_USE && pCur->nIn==0 ) *peDo = EQ_NO_ROWS;
  return SQLITE_OK;
}

/* Start the SELECT of a plan whose values are in apVal. */
static int mentionsStart(
  MentionsCursor *pCur, int mPlan, sqlite3_value **apVal, const sqlite3_int64 *aiVal
){
  MentionsTable *pTab = (MentionsTable*)pCur->base.pVtab;
  int rc = mentionsTake(pTab, mPlan & ~(PLAN_IS_MASK|PLAN_IN_MASK), &pCur->pUsed,
                        &pCur->pStmt);
  for(int i=0; rc==SQLITE_OK && i<PLAN_EQ_N; i++){
    if( (mPlan>>i & 1)==0 ) continue;
    rc = (PLAN_INTEGERS>>i & 1) ? sqlite3_bind_int64(pCur->pStmt, i+1, aiVal[i])
                                : sqlite3_bind_value(pCur->pStmt, i+1, apVal[i]);
  }
  if( rc!=SQLITE_OK ){
    mentionsClear(pCur);
    return rc;
  }
  pCur->bEof = 0;
  return mentionsNext(&pCur->base);
}

/* Look whether the tables are there, and at the gazetteer where stale is asked for. */
static int mentionsCheck(MentionsCursor *pCur, int mPlan, int *pbTables){
  MentionsTable *pTab = (MentionsTable*)pCur->base.pVtab;
  NewsDb *pDb = pTab->table.pDb;
  const NewsGazetteer *pGazetteer;
  NewsSchema schema = {0, 0};
  char *zErr = NULL;
  int rc = newsSchemaCheck(pDb, pTab->zSchema, &schema, &zErr);
  *pbTables = rc==SQLITE_OK && schema.iNumber>0;
  if( *pbTables && (mPlan & PLAN_JOIN_A) ){
    rc = newsDbGazetteer(pDb, pTab->zSchema, &pGazetteer, &zErr);
    if( rc==SQLITE_OK ) pCur->iFingerprint = newsStoreFingerprint(pGazetteer);
  }
  if( rc!=SQLITE_OK && zErr ) newsVtabError(&pTab->table.base, rc, "%s", zErr);
  sqlite3_free(zErr);
  return rc;
}

static int mentionsFilter(
  sqlite3_vtab_cursor *pCursor, int idxNum, const char *idxStr,
  int argc, sqlite3_value **argv
){
  MentionsCursor *pCur = (MentionsCursor*)pCursor;
  sqlite3_value *apVal[PLAN_EQ_N] = {0};
  sqlite3_int64 aiVal[PLAN_EQ_N] = {0};
  int mPlan = idxNum;
  int bTables, iArgv = 0;
  (void)argc; (void)idxStr;
  mentionsClear(pCur);
  pCur->iField = -1;
  for(int i=0; i<PLAN_EQ_N; i++){
    int eDo;
    if( (idxNum>>i & 1)==0 ) continue;
    apVal[i] = argv[iArgv++];
    if( idxNum & PLAN_IN(i) ){
      int rc = mentionsList(pCur, i, apVal[i], &eDo);
      if( rc!=SQLITE_OK ) return rc;
      apVal[i] = pCur->nIn>0 ? pCur->apIn[0] : NULL;
    }else{
      eDo = mentionsEquality(idxNum, i, apVal[i], &aiVal[i]);
    }
    if( eDo==EQ_NO_ROWS ) return SQLITE_OK;
    if( eDo==EQ_LEAVE_OUT ){
      mPlan &= ~(1<<i);
      if( idxNum & PLAN_IN(i) ) mentionsClear(pCur);
    }
  }
  int rc = mentionsCheck(pCur, mPlan, &bTables);
  if( rc!=SQLITE_OK || !bTables ) return rc;
  return mentionsStart(pCur, mPlan, apVal, aiVal);
}

/*------------------------------------------------------------------- values of columns */

/* Read the text that the current mention is in, unless the last one was in the same. */
static int mentionsText(MentionsCursor *pCur){
  MentionsTable *pTab = (MentionsTable*)pCur->base.pVtab;
  sqlite3_int64 iArticle = sqlite3_column_int64(pCur->pStmt, GOT_ARTICLE_ID);
  int iField = sqlite3_column_int(pCur->pStmt, GOT_FIELD);
  MentionsStmt *pUsed;
  sqlite3_stmt *pStmt;
  if( pCur->iField==iField && pCur->iArticle==iArticle ) return SQLITE_OK;
  pCur->iField = -1;
  pCur->zText = NULL;
  pCur->nText = 0;
  pCur->bTokens = 0;
  if( pCur->pArena ){
    newsArenaReset(pCur->pArena);
  }else if( (pCur->pArena = newsDbArena(pTab->table.pDb))==NULL ){
    return SQLITE_NOMEM;
  }
  int rc = mentionsTake(pTab, PLAN_TEXT, &pUsed, &pStmt);
  if( rc!=SQLITE_OK ) return rc;
  sqlite3_bind_int64(pStmt, 1, iArticle);
  rc = sqlite3_step(pStmt);
  if( rc==SQLITE_ROW ){
    const char *z;
    size_t n;
    rc = newsValueText(pCur->pArena, sqlite3_column_value(pStmt, iField!=0), &z, &n);
    if( rc==SQLITE_OK && z ){
      pCur->zText = newsArenaDup(pCur->pArena, z, (int)n);
      pCur->nText = n;
      if( pCur->zText==NULL ) rc = SQLITE_NOMEM;
    }
  }else if( rc==SQLITE_DONE ){
    rc = SQLITE_OK;
  }
  mentionsBack(pUsed, pStmt);
  if( rc==SQLITE_OK ){
    pCur->iField = iField;
    pCur->iArticle = iArticle;
  }
  return rc;
}

/* Where the current mention is in its text. Returns 0 when the text has no such place. */
static int mentionsSpan(MentionsCursor *pCur, size_t *piStart, size_t *piEnd){
  sqlite3_int64 iStart = sqlite3_column_int64(pCur->pStmt, GOT_START_BYTE);
  sqlite3_int64 iEnd = sqlite3_column_int64(pCur->pStmt, GOT_END_BYTE);
  if( pCur->zText==NULL || iStart<0 || iEnd<iStart ) return 0;
  if( iEnd>(sqlite3_int64)pCur->nText ) return 0;
  *piStart = (size_t)iStart;
  *piEnd = (size_t)iEnd;
  return 1;
}

static int mentionsMentionColumn(MentionsCursor *pCur, sqlite3_context *ctx){
  size_t iStart, iEnd;
  int rc = mentionsText(pCur);
  if( rc==SQLITE_OK && mentionsSpan(pCur, &iStart, &iEnd) ){
    sqlite3_result_text64(ctx, pCur->zText+iStart, iEnd-iStart, SQLITE_TRANSIENT,
                          SQLITE_UTF8);
  }
  return rc;
}

/* The sentence around the current mention. */
static int mentionsContextColumn(MentionsCursor *pCur, sqlite3_context *ctx){
  size_t iStart, iEnd;
  int rc = mentionsText(pCur);
  if( rc!=SQLITE_OK || !mentionsSpan(pCur, &iStart, &iEnd) ) return rc;
  if( !pCur->bTokens ){
    rc = newsTokenize(pCur->pArena, pCur->zText, pCur->nText, &pCur->text);
    if( rc!=NEWS_OK ) return rc;
    pCur->bTokens = 1;
  }
  const NewsText *p = &pCur->text;
  if( p->nToken==0 ) return SQLITE_OK;
  /* The last token that starts at iStart or before. */
  uint32_t iLow = 0, iHigh = p->nToken;
  while( iHigh-iLow>1 ){
    uint32_t iMid = iLow + (iHigh-iLow)/2;
    if( p->aToken[iMid].iByte<=iStart ) iLow = iMid; else iHigh = iMid;
  }
  const NewsSentence *pSent = &p->aSentence[newsSentenceOf(p, iLow)];
  const NewsToken *pLast = &p->aToken[pSent->iToken+pSent->nToken-1];
  uint32_t iFrom = p->aToken[pSent->iToken].iByte;
  sqlite3_result_text(ctx, pCur->zText+iFrom, (int)(pLast->iByte+pLast->nByte-iFrom),
                      SQLITE_TRANSIENT);
  return SQLITE_OK;
}

/* A column in thousandths. */
static void mentionsMilli(sqlite3_context *ctx, sqlite3_stmt *pStmt, int iGot){
  if( sqlite3_column_type(pStmt, iGot)!=SQLITE_NULL ){
    sqlite3_result_double(ctx, sqlite3_column_int64(pStmt, iGot)/1000.0);
  }
}

static int mentionsColumn(sqlite3_vtab_cursor *pCursor, sqlite3_context *ctx, int iCol){
  MentionsCursor *pCur = (MentionsCursor*)pCursor;
  sqlite3_stmt *pStmt = pCur->pStmt;
  int iGot = -1;          /* the column that is handed on as it is */
  switch( iCol ){
    case MENTIONS_ARTICLE_ID: iGot = GOT_ARTICLE_ID; break;
    case MENTIONS_START:      iGot = GOT_START; break;
    case MENTIONS_END:        iGot = GOT_END; break;
    case MENTIONS_SENTENCE:   iGot = GOT_SENTENCE; break;
    case MENTIONS_NAME:       iGot = GOT_NAME; break;
    case MENTIONS_LABEL:      iGot = GOT_LABEL; break;
    case MENTIONS_SUBTYPE:    iGot = GOT_SUBTYPE; break;
    case MENTIONS_TICKER:     iGot = GOT_TICKER; break;
    case MENTIONS_EXCHANGE:   iGot = GOT_EXCHANGE; break;
    case MENTIONS_ENTITY_ID:  iGot = GOT_ENTITY_ID; break;
    case MENTIONS_VALUE:      iGot = GOT_VALUE; break;
    case MENTIONS_UNIT:       iGot = GOT_UNIT; break;
    case MENTIONS_EVIDENCE:   iGot = GOT_EVIDENCE; break;
    case MENTIONS_SCORE:      mentionsMilli(ctx, pStmt, GOT_SCORE); break;
    case MENTIONS_LINK_SCORE: mentionsMilli(ctx, pStmt, GOT_LINK_SCORE); break;
    case MENTIONS_RELEVANCE:  mentionsMilli(ctx, pStmt, GOT_RELEVANCE); break;
    case MENTIONS_MENTION:    return mentionsMentionColumn(pCur, ctx);
    case MENTIONS_CONTEXT:    return mentionsContextColumn(pCur, ctx);
    case MENTIONS_FIELD:
      sqlite3_result_text(ctx, sqlite3_column_int(pStmt, GOT_FIELD) ? "body" : "title",
                          -1, SQLITE_STATIC);
      break;
    case MENTIONS_STALE:
      sqlite3_result_int(ctx, sqlite3_column_type(pStmt, GOT_FINGERPRINT)==SQLITE_NULL
          || sqlite3_column_int64(pStmt, GOT_FINGERPRINT)!=pCur->iFingerprint);
      break;
  }
  if( iGot>=0 ) sqlite3_result_value(ctx, sqlite3_column_value(pStmt, iGot));
  return SQLITE_OK;
}

/* Never called: the table is declared WITHOUT ROWID. */
static int mentionsRowid(sqlite3_vtab_cursor *pCursor, sqlite3_int64 *piRowid){
  (void)pCursor;
  *piRowid = 0;
  return SQLITE_ERROR;
}

const sqlite3_module newsMentionsModule = {
  .iVersion    = 2,
  .xCreate     = mentionsConnect,
  .xConnect    = mentionsConnect,
  .xBestIndex  = mentionsBestIndex,
  .xDisconnect = mentionsDisconnect,
  .xDestroy    = mentionsDisconnect,
  .xOpen       = mentionsOpen,
  .xClose      = mentionsClose,
  .xFilter     = mentionsFilter,
  .xNext       = mentionsNext,
  .xEof        = mentionsEof,
  .xColumn     = mentionsColumn,
  .xRowid      = mentionsRowid
};
