/*
** fuzz_text.c - any bytes through the text room, and what must hold whatever they are.
**
** The bytes are cleaned, tokenized and their language guessed. Checked:
**
**   clean      valid UTF-8 without NUL; as many characters as the bytes had; a fixed point
**   tokens     in order, inside the text, not empty, not overlapping; byte and code-point
**              offsets agree; hash is newsFoldHash; the last one is followed by zeros
**   sentences  cut the tokens into runs; the first of each has NEWS_TF_SENT
**   folding    a text equals its normal form; the length is the same in any buffer
**   memory     when the n-th allocation fails, the result is NEWS_NOMEM or the same
*/
#include "../../ext/text/text.h"
#include "fuzz.h"

/* Does the clean text have the characters of the raw one? */
static void checkClean(NewsArena *pArena, const char *z, size_t n, const char *zRaw,
                       size_t nRaw){
  size_t n2;
  CHECK( newsUtf8Valid(z, n)==n );
  CHECK( newsUtf8Count(z, n)==newsUtf8Count(zRaw, nRaw) );
  CHECK( newsUtf8Clean(pArena, z, n, &n2)==z && n2==n );
}

static void checkTokens(const NewsText *p){
  uint32_t iEnd = 0, iEndChar = 0;
  CHECK( p->nChar==newsUtf8Count(p->z, p->nByte) );
  for(uint32_t i=0; i<p->nToken; i++){
    const NewsToken *t = &p->aToken[i];
    CHECK( t->iByte>=iEnd && t->nByte>0 && t->iByte+t->nByte<=p->nByte );
    CHECK( t->iChar-iEndChar==newsUtf8Count(&p->z[iEnd], t->iByte-iEnd) );
    CHECK( t->nChar==newsUtf8Count(&p->z[t->iByte], t->nByte) );
    CHECK( t->hash==newsFoldHash(&p->z[t->iByte], t->nByte) );
    CHECK( t->eKind>=NEWS_TK_WORD && t->eKind<=NEWS_TK_LINK );
    CHECK( t->c==(unsigned char)p->z[t->iByte] );
    CHECK( t->eKind==NEWS_TK_WORD ? t->mClass==newsLexicon(t->hash) : t->mClass==0 );
    CHECK( !(t->mFlag & NEWS_TF_PARA) || (t->mFlag & NEWS_TF_LINE) );
    CHECK( !(t->mFlag & NEWS_TF_LINE) || (t->mFlag & NEWS_TF_SPACE) );
    iEnd = t->iByte+t->nByte;
    iEndChar = t->iChar+t->nChar;
  }
  static const NewsToken zero;
  CHECK( memcmp(&p->aToken[p->nToken], &zero, sizeof(zero))==0 );
}

static void checkSentences(const NewsText *p){
  uint32_t iNext = 0;
  for(uint32_t i=0; i<p->nSentence; i++){
    const NewsSentence *s = &p->aSentence[i];
    CHECK( s->iToken==iNext && s->nToken>0 );
    for(uint32_t k=0; k<s->nToken; k++){
      CHECK( !(p->aToken[iNext+k].mFlag & NEWS_TF_SENT)==(k>0) );
    }
    CHECK( newsSentenceOf(p, s->iToken)==i );
    CHECK( newsSentenceOf(p, s->iToken+s->nToken-1)==i );
    iNext += s->nToken;
  }
  CHECK( iNext==p->nToken );
}

static void checkFold(const char *z, size_t n){
  char a[64], *zAll = malloc(3*n+1);
  size_t nFold = newsFold(z, n, a, sizeof(a));
  CHECK( nFold<=3*n );
  CHECK( newsFold(z, n, zAll, 3*n+1)==nFold && zAll[nFold]==0 );
  CHECK( newsFold(z, n, 0, 0)==nFold );
  CHECK( newsFoldEqual(z, n, zAll, nFold) );
  free(zAll);
}

/* The n-th allocation fails: the tokens are the same, or there is no memory. */
static void checkMemory(const char *z, size_t n, const NewsText *pWant, int iFail){
  FuzzMemory mem = { .iFail = iFail };
  NewsHost host = fuzzHost(&mem);
  NewsArena *pArena = newsArenaNew(&host);
  NewsText text;
  if( pArena ){
    int rc = newsTokenize(pArena, z, n, &text);
    CHECK( rc==NEWS_OK || (rc==NEWS_NOMEM && mem.nFailed>0) );
    if( rc==NEWS_OK ){
      CHECK( text.nToken==pWant->nToken && text.nSentence==pWant->nSentence );
      CHECK( memcmp(text.aToken, pWant->aToken, text.nToken*sizeof(NewsToken))==0 );
    }
  }
  newsArenaFree(pArena);
  CHECK( mem.nLive==0 );
}

int LLVMFuzzerTestOneInput(const uint8_t *pRaw, size_t nRaw){
  NewsArena *pArena = newsArenaNew(newsHostLibc());
  const char *zRaw = fuzzBytes(pRaw, nRaw);
  NewsText text;
  size_t n;
  const char *z = newsUtf8Clean(pArena, zRaw, nRaw, &n);
  checkClean(pArena, z, n, zRaw, nRaw);
  CHECK( newsTokenize(pArena, z, n, &text)==NEWS_OK );
  checkTokens(&text);
  checkSentences(&text);
  checkFold(z, n);
  newsLanguage(&text);
  checkMemory(z, n, &text, 1+(int)(nRaw%4));
  newsArenaFree(pArena);
  fuzzFree(zRaw);
  return 0;
}
