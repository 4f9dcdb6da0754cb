/*
** appdata.c - the article of a page that shows little of it itself, because a script of
** the page is to: the record in the data that came along for that script.
**
**   <h1>Oil slides</h1><p>Oil prices fell on Monday ...</p>       all that the page shows
**   <script id="__NEXT_DATA__" type="application/json">
**   {"props": {"pageProps": {"article": {"headline": "Oil slides",
**     "author": {"name": "Jane Roe"}, "body": [{"text": "Oil prices fell ..."}, ...]},
**     "related": [{"headline": "Gas slides", "body": "..."}]}}}
**                                    body, author: those of "Oil slides"
**
** HOW IT WORKS. Every object of the data is looked at that has a text, by the names of
** data/fields.tsv. The page's own is the one whose title the page's title agrees with; if
** none does, the only one with a long text, if it stands in no list: so the stories and
** wares that a page names beside its own are not taken for it. The text may be a string,
** or blocks in arrays and objects, as editors store them: what stands in the outer array
** are paragraphs; deeper, pieces are glued as they read.
*/
#include "htmlInt.h"
#include <string.h>

#define APP_BODY    200     /* bytes of a text that are worth a look */
#define APP_LONG    600     /* bytes of the text of the only one, whose title differs */
#define APP_WORDS    64     /* words of a title that are compared */
#define APP_LEVELS   24     /* of arrays and objects that hold a text */
#define APP_STEPS    30     /* steps of work that a value counts */

/* A search for the page's record. */
typedef struct AppSearch {
  NewsArena *pArena;
  const NewsArticle *pPage;    /* what the page says of itself */
  const NewsJson *a;           /* the data at hand */
  NewsItem best;               /* the best record until now */
  int nBest;                   /* bytes of its text; 0: there is none yet */
  int bAgrees;                 /* its title is the page's */
  int nRecord;                 /* records that stand in no list */
} AppSearch;

int newsAppScript(const NewsNode *p){
  const char *zType = newsNodeAttr(p, NEWS_AT_TYPE_, 0);
  const char *zId = newsNodeAttr(p, NEWS_AT_ID_, 0);
  return (zType && strlen(zType)>=16 && newsFoldEqual(zType, 16, "application/json", 16))
      || (zId && strcmp(zId, "__NEXT_DATA__")==0);
}

/*-------------------------------------------------------------------------- the text */

/* A text being put together. */
typedef struct AppText {
  NewsArena *pArena;
  const NewsJson *a;
  NewsBuf buf;
  int bHtml;                   /* some piece has tags: paragraphs are parted by one */
  int bPart;                   /* the next piece begins a paragraph */
} AppText;

/* The row of a member's name, behind that of its object pIn, or NULL. NULL: none of
** ours. */
static const NewsField *fieldOf(const NewsJson *pIn, const NewsJson *p){
  NewsFieldName name = {0};
  if( p->zKey==0 ) return 0;
  if( pIn && pIn->zKey ) newsFieldNameAdd(&name, pIn->zKey, pIn->nKey);
  newsFieldNameAdd(&name, p->zKey, p->nKey);
  return newsFieldFind(&name);
}

/* The rank of a member's name, as above, among those of texts; -1: it is none. */
static int textRank(const NewsJson *pIn, const NewsJson *p){
  const NewsField *pField = fieldOf(pIn, p);
  int bText = pField && (pField->mKind & NEWS_FD_FIELD) && pField->iCol==NEWS_AC_BODY;
  return bText ? pField->iRank : -1;
}

/* Is the member one that may hold the blocks of a text, or a piece? */
static int holdsText(const NewsJson *p){
  const NewsField *pField = fieldOf(0, p);
  if( p->eType!=NEWS_JS_ARRAY && p->eType!=NEWS_JS_OBJECT ){
    return p->nKey==5 && memcmp(p->zKey, "value", 5)==0;
  }
  return (pField && (pField->mKind & NEWS_FD_RECORDS))
      || newsFieldThrough(p->zKey, p->nKey)
      || (p->nKey==6 && memcmp(p->zKey, "blocks", 6)==0);
}

/* Do two pieces of one paragraph belong apart: "end." and "Next", "Apples" and "Pears"?
*/
static int isApart(const NewsBuf *p, const char *z, size_t n){
  if( p->n==0 || n==0 ) return 0;
  char c = p->z[p->n-1];
  return z[0]>='A' && z[0]<='Z' && (c=='.' || c=='!' || c=='?' || c==':' || isAlnum(c));
}

static void pieceAdd(AppText *p, const char *z, size_t n){
  if( n==0 ) return;
  if( p->buf.n && (p->bPart || isApart(&p->buf, z, n)) ){
    newsBufText(&p->buf, p->bHtml ? "\n<p>" : p->bPart ? "\n\n" : "\n");
  }
  newsBufAppend(&p->buf, z, n);
  p->bPart = 0;
}

static int textAdd(AppText *p, uint32_t i, int nArray, int nLevel);

/* The member of an object that is its text: the best name of a text, else what holds
** one. 0: none. */
static uint32_t textMember(const NewsJson *a, uint32_t iObject){
  uint32_t iBest = 0;
  int nBest = 0x10000;
  for(uint32_t i=iObject+1; i<a[iObject].iEnd; i=a[i].iEnd){
    int bHolds = a[i].eType==NEWS_JS_ARRAY || a[i].eType==NEWS_JS_OBJECT;
    if( bHolds ? a[i].iEnd==i+1 : a[i].eType!=NEWS_JS_STRING || a[i].n==0 ) continue;
    int n = textRank(0, &a[i]);
    if( n<0 ) n = textRank(&a[iObject], &a[i]);     /* "content": {"rendered": ...} */
    if( n<0 && holdsText(&a[i]) ) n = 0x1000;
    if( n>=0 && n<nBest ){
      nBest = n;
      iBest = i;
    }
  }
  return iBest;
}

/* Append the text of a value inside of nArray arrays. The code of newsWork. */
static int textAdd(AppText *p, uint32_t i, int nArray, int nLevel){
  const NewsJson *pNode = &p->a[i];
  int rc = newsWork(p->pArena, APP_STEPS+(pNode->eType==NEWS_JS_STRING ? pNode->n : 0));
  if( rc!=NEWS_OK || nLevel>APP_LEVELS ) return rc;
  if( pNode->eType==NEWS_JS_STRING ){
    pieceAdd(p, pNode->z, pNode->n);
  }else if( pNode->eType==NEWS_JS_ARRAY ){
    for(uint32_t k=i+1; rc==NEWS_OK && k<pNode->iEnd; k=p->a[k].iEnd){
      if( nArray==0 ) p->bPart = 1;
      rc = textAdd(p, k, nArray+1, nLevel+1);
    }
  }else if( pNode->eType==NEWS_JS_OBJECT ){
    uint32_t k = textMember(p->a, i);
    if( k ) rc = textAdd(p, k, nArray, nLevel+1);
  }
  return rc;
}

/* The text of the value i, in the arena; NULL when it has none. NEWS_OK, NEWS_NOMEM, or
** the code of newsWork. */
static int textOf(AppSearch *s, uint32_t i, const char **pz, int *pn){
  AppText text = { .pArena = s->pArena, .a = s->a };
  int rc = NEWS_OK;
  *pz = 0;
  *pn = 0;
  for(uint32_t k=i; k<s->a[i].iEnd && !text.bHtml; k++){
    const NewsJson *p = &s->a[k];
    if( p->eType!=NEWS_JS_STRING ) continue;
    if( (rc = newsWork(s->pArena, 1+p->n/8))!=NEWS_OK ) return rc;
    const char *z = memchr(p->z, '<', p->n);
    text.bHtml = z && memchr(z, '>', p->n-(size_t)(z-p->z));
  }
  newsBufInit(&text.buf, newsArenaHost(s->pArena));
  rc = textAdd(&text, i, 0, 0);
  if( rc==NEWS_OK ) rc = text.buf.rc;
  if( rc==NEWS_OK && text.buf.n>=APP_BODY && text.buf.n<=NEWS_ARTICLE_MAX ){
    *pz = newsArenaDup(s->pArena, text.buf.z, (int)text.buf.n);
    *pn = (int)text.buf.n;
    if( *pz==0 ) rc = NEWS_NOMEM;
  }
  newsBufFree(&text.buf);
  return rc;
}

/*-------------------------------------------------------------------------- the title */

/* Hashes of the longer words of a title, at most APP_WORDS; how many. */
static int titleWords(const char *z, size_t n, uint32_t *aHash){
  int nHash = 0;
  size_t k = 0, nWord;
  while( nHash<APP_WORDS ){
    size_t i = newsNextWord(z, n, &k, &nWord);
    if( i>=n ) break;
    if( nWord>2 ) aHash[nHash++] = newsFoldHash(&z[i], nWord);
  }
  return nHash;
}

/* Are two titles of one story: does the shorter share most of its words with the other?
*/
static int titleAgrees(const char *zA, int nA, const char *zB, int nB){
  uint32_t aA[APP_WORDS], aB[APP_WORDS];
  if( zA==0 || zB==0 ) return 0;
  if( newsFoldEqual(zA, (size_t)nA, zB, (size_t)nB) ) return 1;
  int n = titleWords(zA, (size_t)nA, aA), m = titleWords(zB, (size_t)nB, aB), nSame = 0;
  for(int i=0; i<n; i++){
    int k = 0;
    while( k<m && aA[i]!=aB[k] ) k++;
    nSame += k<m;
  }
  int nLeast = n<m ? n : m;
  return nLeast>=3 && nSame*3>=nLeast*2;
}

/*-------------------------------------------------------------------------- the search */

/* Look at an object; bList: it is one of several in an array. */
static int objectLook(AppSearch *s, uint32_t i, int bList){
  NewsFields fields;
  NewsItem item;
  const char *zText;
  int nText;
  uint32_t k = i+1;
  while( k<s->a[i].iEnd && textRank(0, &s->a[k])<0 ) k = s->a[k].iEnd;
  if( k>=s->a[i].iEnd || s->a[i].bOpen ) return NEWS_OK;
  int rc = textOf(s, textMember(s->a, i), &zText, &nText);
  if( rc!=NEWS_OK || zText==0 ) return rc;
  rc = newsJsonFields(s->pArena, s->a, i, &fields);
  if( rc==NEWS_OK ) rc = newsFieldsItem(&fields, &item);
  if( rc!=NEWS_OK || item.az[NEWS_AC_TITLE]==0 ) return rc;
  item.az[NEWS_AC_BODY] = zText;
  item.an[NEWS_AC_BODY] = nText;
  item.mPlain &= ~((uint32_t)1<<NEWS_AC_BODY);
  int bAgrees = titleAgrees(item.az[NEWS_AC_TITLE], item.an[NEWS_AC_TITLE],
                            s->pPage->az[NEWS_AC_TITLE], s->pPage->an[NEWS_AC_TITLE]);
  if( !bAgrees && (bList || nText<APP_LONG) ) return NEWS_OK;
  /* {"article": {"body": ...}} is one by "article", and what it holds by "body". */
  const NewsItem *pBest = &s->best;
  if( nText==s->nBest && memcmp(zText, pBest->az[NEWS_AC_BODY], (size_t)nText)==0
   && newsFoldEqual(item.az[NEWS_AC_TITLE], (size_t)item.an[NEWS_AC_TITLE],
                    pBest->az[NEWS_AC_TITLE], (size_t)pBest->an[NEWS_AC_TITLE]) ){
    return NEWS_OK;
  }
  if( !bAgrees ) s->nRecord++;
  if( bAgrees<s->bAgrees || (bAgrees==s->bAgrees && nText<=s->nBest) ) return NEWS_OK;
  s->best = item;
  s->nBest = nText;
  s->bAgrees = bAgrees;
  return NEWS_OK;
}

/* Does an array hold several objects? */
static int isList(const NewsJson *a, uint32_t iArray){
  int n = 0;
  for(uint32_t i=iArray+1; i<a[iArray].iEnd && n<2; i=a[i].iEnd){
    n += a[i].eType==NEWS_JS_OBJECT;
  }
  return n>1;
}

/* All objects of a script's data. */
static int dataSearch(AppSearch *s, const char *z, size_t n){
  NewsJsonTree tree;
  NewsError err = {0};
  uint32_t iListEnd = 0;       /* behind the outermost list that holds this value */
  int rc = newsJsonRead(s->pArena, z, n, &tree, &err);
  if( newsWork(s->pArena, 0)!=NEWS_OK ) return newsWork(s->pArena, 0);
  if( rc!=NEWS_OK && rc!=NEWS_ERROR && rc!=NEWS_TOOBIG ) return rc;
  s->a = tree.a;
  rc = NEWS_OK;
  for(uint32_t i=1; rc==NEWS_OK && i<tree.n; i++){
    const NewsJson *p = &tree.a[i];
    if( (rc = newsWork(s->pArena, APP_STEPS))!=NEWS_OK ) break;
    if( p->eType==NEWS_JS_ARRAY && i>=iListEnd && isList(tree.a, i) ) iListEnd = p->iEnd;
    if( p->eType==NEWS_JS_OBJECT ) rc = objectLook(s, i, i<iListEnd);
  }
  return rc;
}

int newsAppRead(NewsParser *pParser, const NewsTree *pTree,
                const NewsArticleHooks *pHooks, const NewsArticle *pPage,
                NewsArticle *pOut, NewsError *pErr){
  AppSearch s = { .pArena = pTree->pArena, .pPage = pPage };
  int rc = NEWS_OK;
  memset(pOut, 0, sizeof(*pOut));
  for(uint32_t i=0; rc==NEWS_OK && i+1<pTree->nNode; i++){
    const NewsNode *p = &pTree->aNode[i];
    rc = newsWork(s.pArena, 1);
    if( rc!=NEWS_OK || p->eTag!=NEWS_EL_SCRIPT || p->iEnd==i+1 || !newsAppScript(p)
     || p[1].eTag!=NEWS_EL_TEXT ) continue;
    rc = dataSearch(&s, p[1].u.z, p[1].n);
  }
  if( rc!=NEWS_OK || s.nBest==0 || (!s.bAgrees && s.nRecord!=1) ) return rc;
  rc = newsItemArticle(pParser, s.pArena, pHooks, &s.best, pOut, pErr);
  if( s.bAgrees ) pOut->az[NEWS_AC_TITLE] = 0;
  return rc;
}
