/*
** format.c - what kind of file a raw page is, by its first bytes.
**
**   "<!DOCTYPE html>..." -> html     "{\"title\":...}" -> json     "Nvidia rises" -> text
**
** At most FORMAT_LOOK bytes are looked at, but for json against jsonl, where the end of
** the first line decides.
*/
#include "articleInt.h"
#include <string.h>

#define FORMAT_LOOK  4096

/* Files that no parser of news reads, by their first bytes. */
static const struct { int n; const char *z; const char *zFormat; } aMagic[] = {
  { 2, "\x1f\x8b", "gzip" }, { 5, "WARC/", "warc" }, { 5, "%PDF-", "binary" },
  { 4, "\x89PNG", "binary" }, { 4, "PK\x03\x04", "binary" },
  { 3, "\xff\xd8\xff", "binary" },
  { 4, "GIF8", "binary" }, { 4, "\x7f" "ELF", "binary" }, 
  { 4, "\x28\xb5\x2f\xfd", "binary" }, { 3, "BZh", "binary" },
  { 6, "\xfd" "7zXZ\0", "binary" },
  { 16, "SQLite format 3\0", "binary" },
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

/* Is the word, in lower case, among the first bytes? */
static int contains(const char *z, size_t n, const char *zWord){
  for(size_t i=0; i<n; i++) if( begins(&z[i], n-i, zWord) ) return 1;
  return 0;
}

/* Formats in pointed brackets; NULL: none of them. */
static const char *formatMarkup(const char *z, size_t n){
  size_t nLook = n<FORMAT_LOOK ? n : FORMAT_LOOK;
  if( begins(z, n, "<?xml") || begins(z, n, "<rss") || begins(z, n, "<feed")
   || begins(z, n, "<rdf:rdf") ){
    if( contains(z, nLook, "<rss") || contains(z, nLook, "<rdf:rdf") ) return "rss";
    return contains(z, nLook, "<feed") ? "atom" : "html";
  }
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
  if( z[0]=='[' ) return z[i]=='{' || z[i]=='[' || z[i]=='"' ? "json" : 0;
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
  return zFormat ? zFormat : "text";
}
