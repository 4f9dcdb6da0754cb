/*
** html.c - a web page in, an article out.
**
**   <title>Oil slides - The Wire</title>                    title    "Oil slides"
**   <script type="application/ld+json">{...}</script>       author, published, source ...
**   <article><h1>Oil slides</h1>                            body:
**   <p>Oil prices fell on Monday ...</p>                    Oil prices fell on Monday ...
**   <p>Read Next: Gold steadies</p>                         boilerplate: "Read Next: ..."
**   </article><footer>(c) The Wire</footer>                              "(c) The Wire"
**
** What the page says of itself (meta.c) comes first. The body (extract.c) is then read
** like a page of plain text: furniture inside it is cut by the same rules, and where the
** page says nothing, its byline, dateline and credit give the columns. A page without any
** text of its own is an article without body; its headline is still worth a row.
*/
#include "htmlInt.h"

#define HTML_LANGUAGE  40      /* bytes of body below which its language is not asked */
#define HTML_SHOWN    200      /* bytes of body that a page shows, against JSON-LD's */
#define HTML_TEASER  1500      /* the same, against data for its scripts */

/* Is the line the headline, or its site's window title? */
static void titleCut(NewsPage *p, const char *zTitle, size_t nTitle){
  for(uint32_t i=0; i<p->nLine && i<8; i++){
    NewsLine *pLine = &p->aLine[i];
    if( newsFoldEqual(lineText(p, i), pLine->nByte, zTitle, nTitle) ){
      pLine->eLine = NEWS_LN_CUT;
    }
  }
}

/* Two texts one below the other. */
static int textsJoin(NewsArena *pArena, const char *zA, int nA, const char **pz, int *pn){
  if( zA==0 || nA==0 ) return NEWS_OK;
  size_t n = (size_t)nA+(size_t)*pn+2;
  char *z = newsArenaAlloc(pArena, n);
  if( z==0 ) return NEWS_NOMEM;
  size_t k = (size_t)*pn;
  if( k ){
    memcpy(z, *pz, k);
    z[k++] = '\n';
  }
  memcpy(&z[k], zA, (size_t)nA);
  k += (size_t)nA;
  z[k] = 0;
  *pz = z;
  *pn = (int)k;
  return NEWS_OK;
}

/* The articleBody of JSON-LD: text, in which lines are lines, or HTML. */
static int givenBody(NewsArena *pArena, const char *z, size_t n, const char **pz,
                     int *pn){
  *pz = z;
  *pn = (int)n;
  if( memchr(z, '<', n)==0 ){
    if( memchr(z, '&', n)==0 ) return NEWS_OK;
    int rc = newsLinesMark(pArena, &z, &n);
    if( rc!=NEWS_OK ) return rc;
  }
  return newsHtmlText(pArena, z, n, pz, pn);
}

/* The columns of a body that was read like plain text. */
static int bodyRead(NewsParser *pParser, NewsArena *pArena,
                    const NewsArticleHooks *pHooks, const NewsArticle *pMeta,
                    const char *z, int n, NewsArticle *pText, NewsError *pErr){
  NewsPage page = {
    .pParser = pParser, .pArena = pArena, .pHooks = pHooks, .pErr = pErr
  };
  int rc = newsPageLines(&page, z, (size_t)n);
  if( rc==NEWS_OK ) rc = newsPageRules(&page);
  if( rc!=NEWS_OK ) return rc;
  newsExtractKeep(&page);
  if( pMeta->az[NEWS_AC_TITLE] ){
    titleCut(&page, pMeta->az[NEWS_AC_TITLE], (size_t)pMeta->an[NEWS_AC_TITLE]);
  }
  return newsPageColumns(&page, pText);
}

/* Columns that the page does not give itself, from a record of its data. A title of the
** page that is not the record's is that of the window. */
static void columnsTake(const NewsArticle *pApp, NewsArticle *pMeta){
  for(int i=NEWS_AC_TITLE; i<NEWS_AC_N; i++){
    if( i==NEWS_AC_BODY || i==NEWS_AC_BOILERPLATE || i==NEWS_AC_LANGUAGE ) continue;
    if( pApp->az[i]==0 || (pMeta->az[i] && i!=NEWS_AC_TITLE) ) continue;
    pMeta->az[i] = pApp->az[i];
    pMeta->an[i] = pApp->an[i];
  }
}

/* Are the words of two languages so alike that the page knows better? */
static int isNear(const char *zA, const char *zB){
  for(const NewsLanguageName *p = newsLanguageNear; p->z; p++){
    if( strcmp(zA, p->z)==0 && strcmp(zB, p->zCode)==0 ) return 1;
    if( strcmp(zB, p->z)==0 && strcmp(zA, p->zCode)==0 ) return 1;
  }
  return 0;
}

/* Put the columns together: the page's word first, then its text's. The language is that
** of the text where it is clear. */
static void columnsSet(const NewsArticle *pMeta, const NewsArticle *pText,
                       NewsArticle *pOut){
  *pOut = *pText;
  for(int i=0; i<NEWS_AC_N; i++){
    if( i==NEWS_AC_BODY || i==NEWS_AC_BOILERPLATE || pMeta->az[i]==0 ) continue;
    if( i==NEWS_AC_LANGUAGE && pText->az[i] && pText->an[NEWS_AC_BODY]>HTML_LANGUAGE
     && !isNear(pText->az[i], pMeta->az[i]) ) continue;
    pOut->az[i] = pMeta->az[i];
    pOut->an[i] = pMeta->an[i];
  }
  /* The text does not tell of its date whose it is; the page may. */
  const char *zUpdated = pMeta->az[NEWS_AC_UPDATED];
  if( pMeta->az[NEWS_AC_PUBLISHED]==0 && zUpdated && pOut->az[NEWS_AC_PUBLISHED]
   && strncmp(zUpdated, pOut->az[NEWS_AC_PUBLISHED], 10)==0 ){
    pOut->az[NEWS_AC_PUBLISHED] = 0;
    pOut->an[NEWS_AC_PUBLISHED] = 0;
  }
}

int newsHtmlArticle(NewsParser *pParser, NewsArena *pArena,
                    const NewsArticleHooks *pHooks, const char *z, size_t n,
                    const char *zHint, const char *zUrl, NewsArticle *pOut,
                    NewsError *pErr){
  NewsTree tree;
  NewsArticle meta, text, app;
  const char *zBody = 0, *zCut = 0;
  int nBody = 0, nCut = 0;
  memset(pOut, 0, sizeof(*pOut));
  memset(&text, 0, sizeof(text));
  memset(&app, 0, sizeof(app));
  int rc = newsCharsetUtf8(pArena, z, n, zHint, &z, &n);
  if( rc==NEWS_OK ) rc = newsTreeRead(pArena, z, n, &tree);
  if( rc==NEWS_OK ) rc = newsMetaRead(&tree, zUrl, &meta);
  if( rc==NEWS_OK ){
    rc = newsExtract(&tree, meta.az[NEWS_AC_TITLE], meta.an[NEWS_AC_TITLE],
                     meta.az[NEWS_AC_BODY], meta.an[NEWS_AC_BODY], &zBody, &nBody,
                     &zCut, &nCut);
  }
  /* A page that a script fills shows nothing itself; its JSON-LD may have the text. */
  if( rc==NEWS_OK && nBody<HTML_SHOWN && meta.an[NEWS_AC_BODY]>2*nBody ){
    rc = givenBody(pArena, meta.az[NEWS_AC_BODY], (size_t)meta.an[NEWS_AC_BODY], &zBody,
                   &nBody);
  }
  /* So may data that came along for its scripts, also where it shows a beginning. */
  if( rc==NEWS_OK && nBody<HTML_TEASER ){
    rc = newsAppRead(pParser, &tree, pHooks, &meta, &app, pErr);
    if( app.an[NEWS_AC_BODY]<=2*nBody ) app.az[NEWS_AC_BODY] = 0;
  }
  if( rc==NEWS_OK && app.az[NEWS_AC_BODY] ){
    text = app;
    columnsTake(&app, &meta);
  }else if( rc==NEWS_OK && nBody ){
    rc = bodyRead(pParser, pArena, pHooks, &meta, zBody, nBody, &text, pErr);
  }
  if( rc!=NEWS_OK ) return rc;
  columnsSet(&meta, &text, pOut);
  pOut->az[NEWS_AC_BOILERPLATE] = zCut;
  pOut->an[NEWS_AC_BOILERPLATE] = nCut;
  return textsJoin(pArena, text.az[NEWS_AC_BOILERPLATE], text.an[NEWS_AC_BOILERPLATE],
                   &pOut->az[NEWS_AC_BOILERPLATE], &pOut->an[NEWS_AC_BOILERPLATE]);
}
