/*
** fuzz_entity.c - any text through the recogniser, as title and body and as a bare text.
**
** The bytes up to the first newline are the title. Checked: mentions are in order, do not
** overlap, lie in their field, and their byte offsets, code points and sentence agree; labels,
** scores and links are in range; entities are counted as they are mentioned; tickers are
** distinct and come by relevance; the JSON is UTF-8; the same text gives the same mentions
** when memory runs out, or none.
*/
#include "../../ext/entity/entity.h"
#include "fuzz.h"

static void checkMention(const NewsDoc *pDoc, const NewsResult *p, int i, const NewsText *pText){
  const NewsMention *m = &p->aMention[i];
  const char *z = m->bBody ? pDoc->zBody : pDoc->zTitle;
  CHECK( z!=0 && m->nByte>0 && m->iByte+m->nByte<=pText->nByte );
  CHECK( (z[m->iByte]&0xC0)!=0x80 );
  CHECK( m->iChar==newsUtf8Count(z, m->iByte) );
  CHECK( m->nChar==newsUtf8Count(&z[m->iByte], m->nByte) );
  CHECK( m->iSentence<pText->nSentence );
  CHECK( m->eLabel>0 && m->eLabel<NEWS_LABEL_N && newsSubtypeFits(m->eLabel, m->eSubtype) );
  CHECK( m->eEvidence>0 && m->eEvidence<NEWS_EV_N );
  CHECK( m->nScore>=0 && m->nScore<=1000 && m->nLinkScore>=-1 && m->nLinkScore<=1000 );
  CHECK( m->iEntity>=-1 && m->iEntity<p->nEntity );
  if( i>0 && m[-1].bBody==m->bBody ) CHECK( m[-1].iByte+m[-1].nByte<=m->iByte );
  if( i>0 ) CHECK( m[-1].bBody<=m->bBody );
}

static void checkEntities(const NewsResult *p){
  for(int i=0; i<p->nEntity; i++){
    const NewsEntity *e = &p->aEntity[i];
    int n = 0;
    for(int k=0; k<p->nMention; k++) n += p->aMention[k].iEntity==i;
    CHECK( e->zName!=0 && e->zName[0]!=0 );
    CHECK( newsUtf8Valid(e->zName, strlen(e->zName))==strlen(e->zName) );
    CHECK( n==e->nMention );
    CHECK( e->nRelevance>=0 && e->nRelevance<=1000 );
  }
  for(int i=0; i<p->nTicker; i++){
    const NewsEntity *e = &p->aEntity[p->aTicker[i]];
    CHECK( p->aTicker[i]>=0 && p->aTicker[i]<p->nEntity && e->bTicker && e->zTicker );
    for(int k=0; k<i; k++){
      CHECK( strcmp(p->aEntity[p->aTicker[k]].zTicker, e->zTicker)!=0 );
      const NewsEntity *f = &p->aEntity[p->aTicker[k]];
      CHECK( f->bActing<e->bActing
          || (f->bActing==e->bActing && f->nRelevance>=e->nRelevance) );
    }
  }
}

static void checkDoc(NewsArena *pArena, const NewsDoc *pDoc){
  NewsText title, body;
  NewsResult res;
  NewsBuf json;
  static NewsPatterns *pPatterns;
  if( pPatterns==0 ) CHECK( newsPatternsNew(newsHostLibc(), &pPatterns)==NEWS_OK );
  CHECK( newsRecognize(pPatterns, pArena, newsGazetteerBuiltin(), pDoc, &res)==NEWS_OK );
  CHECK( newsTokenize(pArena, pDoc->zTitle, pDoc->nTitle, &title)==NEWS_OK );
  CHECK( newsTokenize(pArena, pDoc->zBody, pDoc->nBody, &body)==NEWS_OK );
  for(int i=0; i<res.nMention; i++){
    checkMention(pDoc, &res, i, res.aMention[i].bBody ? &body : &title);
  }
  checkEntities(&res);
  newsBufInit(&json, newsHostLibc());
  newsResultJson(pDoc, &res, 0, &json);
  CHECK( json.rc==NEWS_OK && newsUtf8Valid(json.z, json.n)==json.n );
  newsBufFree(&json);
}

/* The n-th allocation fails, or the n-th question whether to stop is answered by yes. */
static void checkHost(const NewsDoc *pDoc, int iFail, int iStop){
  FuzzMemory mem = { .iFail = iFail, .iStop = iStop };
  NewsHost host = fuzzHost(&mem);
  NewsArena *pArena = newsArenaNew(&host);
  NewsPatterns *pPatterns;
  NewsResult res;
  if( newsPatternsNew(&host, &pPatterns)==NEWS_OK && pArena ){
    int rc = newsRecognize(pPatterns, pArena, newsGazetteerBuiltin(), pDoc, &res);
    CHECK( rc==NEWS_OK || rc==NEWS_NOMEM || rc==NEWS_INTERRUPT );
    CHECK( (rc==NEWS_NOMEM)==(mem.nFailed>0) );
    CHECK( rc!=NEWS_INTERRUPT || iStop>0 );
  }
  newsPatternsFree(pPatterns);
  newsArenaFree(pArena);
  CHECK( mem.nLive==0 );
}

int LLVMFuzzerTestOneInput(const uint8_t *pRaw, size_t nRaw){
  NewsArena *pArena = newsArenaNew(newsHostLibc());
  char *zRaw = fuzzBytes(pRaw, nRaw);
  size_t n;
  const char *z = newsUtf8Clean(pArena, zRaw, nRaw, &n);
  const char *zCut = n ? memchr(z, '\n', n) : 0;
  NewsDoc bare = { .zBody = z, .nBody = (uint32_t)n, .bBare = 1 };
  checkDoc(pArena, &bare);
  checkHost(&bare, 1+(int)(nRaw%10), 0);
  checkHost(&bare, 0, 1+(int)(nRaw%4));
  if( zCut ){
    NewsDoc doc = { .zTitle = z, .nTitle = (uint32_t)(zCut-z), .zBody = zCut+1,
                    .nBody = (uint32_t)(n-(size_t)(zCut-z)-1), .zLanguage = "en",
                    .zPublished = "2025-11-06T09:34:00Z", .zSource = "Reuters" };
    checkDoc(pArena, &doc);
  }
  newsArenaFree(pArena);
  fuzzFree(zRaw);
  return 0;
}
