/*
** format.c - what kind of file a raw page is, by its first bytes.
**
**   "<!DOCTYPE html>..." -> html     "{\"title\":...}" -> json     "Nvidia rises" -> text
**   "headline,date,text\n..." -> csv
**
** At most FORMAT_LOOK bytes are looked at, but for json against jsonl, where the end of
** the first line decides.
*/
#include "htmlInt.h"
#include <string.h>

#define FORMAT_LOOK  4096
#define FORMAT_CELL    40      /* bytes of a column's name */
#define FORMAT_NAME    16      /* bytes of the longest name of an element */

/* Does z begin with the word (lower case), whatever its case there? */
static int begins(const char *z, size_t n, const char *zWord){
  size_t i = 0;
  while( zWord[i] && i<n && lower(z[i])==zWord[i] ) i++;
  return zWord[i]==0;
}

/* Behind the next zWord in z; n when it is not there. */
static size_t behind(const char *z, size_t n, size_t i, const char *zWord){
  size_t nWord = strlen(zWord);
  while( i<n && !begins(&z[i], n-i, zWord) ) i++;
  return i<n ? i+nWord : n;
}

/* A feed or news sitemap, by its first element, behind declarations and comments; NULL:
** another or none. */
static const char *formatFeed(const char *z, size_t n){
  static const struct { const char *z; const char *zFormat; } aRoot[] = {
    { "<rss", "rss" }, { "<rdf:rdf", "rss" }, { "<urlset", "rss" }, { "<feed", "atom" },
  };
  size_t i = 0;
  if( n>FORMAT_LOOK ) n = FORMAT_LOOK;
  while( i<n ){
    if( begins(&z[i], n-i, "<?") ) i = behind(z, n, i, "?>");
    else if( begins(&z[i], n-i, "<!--") ) i = behind(z, n, i, "-->");
    else if( begins(&z[i], n-i, "<!doctype") ) i = behind(z, n, i, ">");
    else if( z[i]=='<' ) break;
    else i++;
  }
  for(size_t k=0; k<sizeof(aRoot)/sizeof(aRoot[0]); k++){
    size_t iEnd = i+strlen(aRoot[k].z);
    if( iEnd>=n || !begins(&z[i], n-i, aRoot[k].z) ) continue;
    if( isSpace(z[iEnd]) || z[iEnd]=='>' ) return aRoot[k].zFormat;
  }
  return 0;
}

/* Formats in pointed brackets; NULL: none of them. */
static const char *formatMarkup(const char *z, size_t n){
  const char *zFeed = formatFeed(z, n);
  char zName[FORMAT_NAME];
  size_t k = 0;
  if( zFeed ) return zFeed;
  if( begins(z, n, "<?xml") || begins(z, n, "<!doctype") || begins(z, n, "<!--") ){
    return "html";
  }
  /* z[k+1] is the next byte of the name. */
  while( k+1<n && k<sizeof(zName) && isAlnum(z[k+1]) ){
    zName[k] = lower(z[k+1]);
    k++;
  }
  if( k+1>=n || (!isSpace(z[k+1]) && z[k+1]!='>' && z[k+1]!='/') ) return 0;
  const NewsWord *pWord = newsWordFind(&newsElements, zName, k);
  return pWord && (pWord->m & NEWS_ET_BEGIN) ? "html" : 0;
}

/* Formats in braces and brackets; NULL: neither. */
static const char *formatJson(const char *z, size_t n){
  size_t i = 1;
  while( i<n && isSpace(z[i]) ) i++;
  if( i>=n ) return 0;
  if( z[0]=='[' ) return strchr("{[\"]", z[i]) && z[i] ? "json" : 0;
  if( z[i]!='"' && z[i]!='}' ) return 0;
  const char *zLine = memchr(z, '\n', n);
  if( zLine==0 ) return "json";
  size_t iEnd = (size_t)(zLine-z);
  while( iEnd>0 && isSpace(z[iEnd-1]) ) iEnd--;
  for(i=(size_t)(zLine-z); i<n && isSpace(z[i]); ) i++;
  if( i>=n || z[i]!='{' ) return "json";
  /* A first line that is broken is one, too, when the next begins as it does and is not
  ** what it leads to. */
  int bAlike = z[1]=='"' && i+1<n && z[i+1]=='"' && z[i-1]=='\n'
            && memchr(",[{:", z[iEnd-1], 4)==0;
  return z[iEnd-1]=='}' || bAlike ? "jsonl" : "json";
}

/*------------------------------------------------------------------------------ tables */

/* A cell of a header, without quotes: has it a name of ours, and is it the text? */
static int headerCell(const char *z, size_t n, int *pbText){
  NewsFieldName name = {0};
  while( n>0 && (z[n-1]=='"' || isSpace(z[n-1])) ) n--;
  while( n>0 && (z[0]=='"' || isSpace(z[0])) ){
    z++;
    n--;
  }
  if( n==0 || n>FORMAT_CELL ) return 0;
  newsFieldNameAdd(&name, z, n);
  const NewsField *p = newsFieldFind(&name);
  if( p==0 || (p->mKind & NEWS_FD_FIELD)==0 ) return 0;
  *pbText |= p->iCol==NEWS_AC_TITLE || p->iCol==NEWS_AC_BODY || p->iCol==NEWS_AC_SUMMARY;
  return 1;
}

/* Is the first line the header of a table, of cells parted by c? There are lines behind
** it, half of its cells are names of ours, and one of them is a text. */
static int isTable(const char *z, size_t n, char c){
  const char *zLine = memchr(z, '\n', n);
  int nCell = 0, nOurs = 0, bText = 0;
  if( zLine==0 || zLine+1==z+n ) return 0;
  for(const char *p=z; p<=zLine; ){
    const char *zEnd = memchr(p, c, (size_t)(zLine-p));
    if( zEnd==0 ) zEnd = zLine;
    nOurs += headerCell(p, (size_t)(zEnd-p), &bText);
    nCell++;
    p = zEnd+1;
  }
  return bText && nOurs>=2 && nOurs*2>=nCell;
}

/*---------------------------------------------------------------------------- binary */

/* The kind of file that its first bytes tell, by data/magic.tsv; NULL: none of these.
** Office documents are zip archives: a name of a file in them tells which. */
static const char *magicOf(const char *z, size_t n){
  size_t nLook = n<FORMAT_LOOK ? n : FORMAT_LOOK;
  for(const NewsMagic *p = newsMagic; p->z; p++){
    if( p->iAt==NEWS_MAGIC_ZIP || n<(size_t)p->iAt+p->n ) continue;
    if( memcmp(&z[p->iAt], p->z, p->n)!=0 ) continue;
    for(const NewsMagic *q = newsMagic; z[0]=='P' && q->z; q++){
      if( q->iAt==NEWS_MAGIC_ZIP && behind(z, nLook, 0, q->z)<nLook ) return q->zWhat;
    }
    return p->zWhat;
  }
  return 0;
}

/* Control characters that no text has, more than one in a hundred bytes? */
static int isControl(const char *z, size_t n){
  size_t nLook = n<FORMAT_LOOK ? n : FORMAT_LOOK, nControl = 0;
  for(size_t i=0; i<nLook; i++){
    unsigned char c = (unsigned char)z[i];
    nControl += c<' ' && !isSpace((char)c) && c!=0x1b && c!='\b';
  }
  return nControl*100>nLook;
}

/* Text may begin as one of the shorter marks does: then it has no such characters. */
static int isBinary(const char *z, size_t n){
  return isControl(z, n) || (n>0 && (z[0] & 0x80) && magicOf(z, n));
}

const char *newsFormatBinary(const char *z, size_t n){
  const char *zWhat = magicOf(z, n);
  return zWhat ? zWhat : "binary data";
}

const char *newsArticleFormat(const char *z, size_t n){
  if( n>=2 && memcmp(z, "\x1f\x8b", 2)==0 ) return "gzip";
  if( n>=5 && memcmp(z, "WARC/", 5)==0 ) return "warc";
  if( n>=5 && memcmp(z, "%PDF-", 5)==0 ) return "binary";
  size_t i = n>=3 && memcmp(z, "\xef\xbb\xbf", 3)==0 ? 3 : 0;
  while( i<n && isSpace(z[i]) ) i++;
  if( i==n ) return "empty";
  if( isBinary(z, n) ) return "binary";
  const char *zFormat = 0;
  /* A feed may have something in front of its declaration, such as a warning of PHP. */
  size_t nLook = n<FORMAT_LOOK ? n : FORMAT_LOOK, iXml = behind(z, nLook, i, "<?xml");
  const char *zFeed = iXml<nLook ? formatFeed(&z[iXml-5], n-iXml+5) : 0;
  if( z[i]=='<' ){
    int bPage = begins(&z[i], n-i, "<!doctype html") || begins(&z[i], n-i, "<html");
    zFormat = zFeed && !bPage ? zFeed : formatMarkup(&z[i], n-i);
  }
  if( z[i]=='{' || z[i]=='[' ) zFormat = formatJson(&z[i], n-i);
  if( zFormat==0 && isTable(&z[i], n-i, '\t') ) zFormat = "tsv";
  if( zFormat==0 && (isTable(&z[i], n-i, ',') || isTable(&z[i], n-i, ';')
                     || isTable(&z[i], n-i, '|')) ) zFormat = "csv";
  if( zFormat==0 ) zFormat = zFeed;
  /* So may a page. */
  if( zFormat==0 && (behind(z, nLook, i, "<!doctype html")<nLook
                     || behind(z, nLook, i, "<html")<nLook) ) zFormat = "html";
  return zFormat ? zFormat : "text";
}
