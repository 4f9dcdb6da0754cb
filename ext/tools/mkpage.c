/*
** mkpage.c - compiles what the readers of web pages know of HTML and of the web's habits.
**
** usage: mkpage -o OUT.c elements.tsv entities.tsv charsets.tsv
**                      furniture.tsv
**
** elements.tsv  element, traits: known (has a NEWS_EL_ of its own), block, para (ends an
**               open paragraph), void, raw (its content is dropped), characters (its
**               content has no elements), list, scope (end tags do not reach out of it),
**               begin (pieces of HTML begin with it), inline (nothing of all that)
** entities.tsv  name, bare (also read without the semicolon) or nothing, characters
** charsets.tsv  label, name of it in iconv
** furniture.tsv words of classes and ids, alone or two or three joined by a hyphen, or
**               behind = for a whole name; role=…, itemprop=…, rel=…; and their kind, which
**               article/furniture.c tells
**
** Each becomes a table of slots with open addressing, found by newsWordFind. Checked here,
** so that a wrong row stops the build: columns, closed lists, names that come twice.
*/
#include "table.h"
#include "../article/htmlInt.h"

static TableWords elements, entities, charsets, furniture;

/* Names of NEWS_EL_…, in that order. */
static const char *const azElement[] = {
  "#text", "#other", "html", "head", "body", "title", "meta", "link", "base", "script",
  "style", "noscript", "template", "article", "main", "section", "div", "aside", "header",
  "footer", "nav", "form", "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul",
  "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "caption", "thead", "tbody",
  "blockquote", "q", "pre", "code", "figure", "figcaption", "img", "picture", "video",
  "audio", "iframe", "object", "svg", "a", "span", "time", "address", "button", "input",
  "select", "option", "textarea", "label", "details", "summary", "dialog", "b", "i",
  "strong", "em", "center",
};
_Static_assert(sizeof(azElement)/sizeof(azElement[0])==NEWS_EL_N, "an element is missing");

static const TableName aTrait[] = {
  { "known", 0 }, { "block", NEWS_ET_BLOCK }, { "para", NEWS_ET_PARA },
  { "void", NEWS_ET_VOID }, { "raw", NEWS_ET_RAW }, { "characters", NEWS_ET_CHARACTERS },
  { "list", NEWS_ET_LIST }, { "scope", NEWS_ET_SCOPE }, { "begin", NEWS_ET_BEGIN },
  { "inline", 0 }, { 0, 0 },
};
static const TableName aFurniture[] = {
  { "drop", NEWS_FT_DROP }, { "body", NEWS_FT_BODY }, { "good", NEWS_FT_GOOD },
  { "not", NEWS_FT_NOT }, { "weak", NEWS_FT_WEAK }, { "role", NEWS_FT_ROLE },
  { "sure", NEWS_FT_DROP|NEWS_FT_SURE }, { "unseen", NEWS_FT_DROP|NEWS_FT_UNSEEN },
  { 0, 0 },
};

static void elementRow(char **az){
  uint32_t e = NEWS_EL_OTHER;
  if( strncmp(az[1], "known", 5)==0 ){
    for(e=0; e<NEWS_EL_N && strcmp(azElement[e], az[0])!=0; ) e++;
    if( e==NEWS_EL_N ) tableDie("known, but without a NEWS_EL_", az[0]);
  }
  tableWordAdd(&elements, az[0], "", e | tableNames(aTrait, az[1]));
}

static void entityRow(char **az){
  char zTo[NEWS_ESCAPE+5];
  int n = 0;
  if( az[1][0] && strcmp(az[1], "bare")!=0 ) tableDie("neither bare nor empty", az[1]);
  for(char *z=strtok(az[2], " "); z && n<=NEWS_ESCAPE; z=strtok(0, " ")){
    n += newsUtf8Write(&zTo[n], (uint32_t)strtoul(z, 0, 16));
  }
  if( n==0 || n>NEWS_ESCAPE ) tableDie("too many characters, or none", az[0]);
  zTo[n] = 0;
  tableWordAdd(&entities, az[0], zTo, az[1][0]!=0);
}

static void charsetRow(char **az){
  tableWordAdd(&charsets, az[0], az[1], 0);
}

static void furnitureRow(char **az){
  tableWordAdd(&furniture, az[0], "", tableName(aFurniture, az[1]));
}

int main(int argc, char **argv){
  tableArgs(argc, argv, "mkpage", "elements.tsv entities.tsv charsets.tsv furniture.tsv");
  tableRead(argv[3], "element\ttraits", elementRow);
  tableRead(argv[4], "name\tbare\tcharacters", entityRow);
  tableRead(argv[5], "label\tcharset", charsetRow);
  tableRead(argv[6], "token\tkind", furnitureRow);
  FILE *out = tableCreate(argv[2], "htmlInt.h");
  tableWordsWrite(out, &elements, "Elements");
  tableWordsWrite(out, &entities, "Entities");
  tableWordsWrite(out, &charsets, "Charsets");
  tableWordsWrite(out, &furniture, "Furniture");
  tableClose(out);
  return 0;
}
