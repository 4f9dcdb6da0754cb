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

/* Files by their first bytes. */
static const struct { int n; const char *z; const char *zFormat, *zWhat; } aMagic[] = {
  { 2, "\x1f\x8b", "gzip", 0 }, { 5, "WARC/", "warc", 0 },
  { 5, "%PDF-", "binary", "a PDF document" }, { 4, "\x89PNG", "binary", "a PNG image" },
  { 4, "PK\x03\x04", "binary", "a zip archive or office document" },
  { 8, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "binary", "an old office document" },
  { 3, "\xff\xd8\xff", "binary", "a JPEG image" }, { 4, "GIF8", "binary", "a GIF image" },
  { 4, "\x7f" "ELF", "binary", "a program" },
  { 4, "\x28\xb5\x2f\xfd", "binary", "zstd data" }, { 3, "BZh", "binary", "bzip2 data" },
  { 6, "\xfd" "7zXZ\0", "binary", "xz data" },
  { 16, "SQLite format 3\0", "binary", "an SQLite database" },
};

/* Elements with which pieces of HTML begin. */
static const char *const azElement[] = {
  "html", "head", "body", "!doctype", "!--", "p", "div", "article", "section", "span",
  "h1", "h2", "h3", "script", "style", "meta", "link", "title", "table", "ul", "ol",
  "main", "header", "nav", "a", "b", "i", "br", "img", "figure", "blockquote", "strong",
  "em", "center", "font",
};

static int isSpace(char c){ return c==' ' || (c>='\t' && c<='\r'); }

static char lower(char c){ return (char)(c>='A' && c<='Z' ? c+32 : c); }

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
  if( zFeed ) return zFeed;
  if( begins(z, n, "<?xml") ) return "html";
  for(size_t i=0; i<sizeof(azElement)/sizeof(azElement[0]); i++){
    size_t k = strlen(azElement[i])+1;
    if( !begins(z+1, n-1, azElement[i]) || k>=n ) continue;
    if( isSpace(z[k]) || z[k]=='>' || z[k]=='/' || azElement[i][0]=='!' ) return "html";
  }
  return 0;
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
  return z[iEnd-1]=='}' && i<n && z[i]=='{' ? "jsonl" : "json";
}

/* Control characters that no text has, more than one in a hundred bytes? */
static int isBinary(const char *z, size_t n){
  size_t nLook = n<FORMAT_LOOK ? n : FORMAT_LOOK, nControl = 0;
  for(size_t i=0; i<nLook; i++){
    unsigned char c = (unsigned char)z[i];
    nControl += c<' ' && !isSpace((char)c) && c!=0x1b && c!='\b';
  }
  return nControl*100>nLook;
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

const char *newsFormatBinary(const char *z, size_t n){
  for(size_t i=0; i<sizeof(aMagic)/sizeof(aMagic[0]); i++){
    size_t k = (size_t)aMagic[i].n;
    if( n>=k && memcmp(z, aMagic[i].z, k)==0 && aMagic[i].zWhat ) return aMagic[i].zWhat;
  }
  return "binary data";
}

const char *newsArticleFormat(const char *z, size_t n){
  for(size_t i=0; i<sizeof(aMagic)/sizeof(aMagic[0]); i++){
    size_t k = (size_t)aMagic[i].n;
    if( n>=k && memcmp(z, aMagic[i].z, k)==0 ) return aMagic[i].zFormat;
  }
  size_t i = n>=3 && memcmp(z, "\xef\xbb\xbf", 3)==0 ? 3 : 0;
  while( i<n && isSpace(z[i]) ) i++;
  if( i==n ) return "empty";
  if( isBinary(&z[i], n-i) ) return "binary";
  const char *zFormat = 0;
  if( z[i]=='<' ) zFormat = formatMarkup(&z[i], n-i);
  if( z[i]=='{' || z[i]=='[' ) zFormat = formatJson(&z[i], n-i);
  if( zFormat==0 && isTable(&z[i], n-i, '\t') ) zFormat = "tsv";
  if( zFormat==0 && (isTable(&z[i], n-i, ',') || isTable(&z[i], n-i, ';')
                     || isTable(&z[i], n-i, '|')) ) zFormat = "csv";
  if( zFormat==0 ){
    /* A feed with something in front of its declaration, such as a warning of PHP. */
    size_t nLook = n<FORMAT_LOOK ? n : FORMAT_LOOK, iXml = behind(z, nLook, i, "<?xml");
    if( iXml<nLook ) zFormat = formatFeed(&z[iXml-5], n-iXml+5);
  }
  return zFormat ? zFormat : "text";
}
