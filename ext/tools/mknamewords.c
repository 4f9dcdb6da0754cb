/*
** mknamewords.c - compiles the words of names for entity/model.c.
**
** usage: mknamewords -o OUT.c namewords.tsv
**
** namewords.tsv  word, kinds      of which names it is a word: town city first last surname
**                                 rare given, as NEWS_NW_… in modelInt.h
**
** The table is one of NEWS_NW_SLOTS numbers, see modelInt.h. Words that fold to one have
** the kinds of both; two others that are the same there are an error, so that a kind never
** comes from a collision among the data.
*/
#include "../entity/modelInt.h"
#include "table.h"

static uint32_t aSlot[NEWS_NW_SLOTS];
static char *azFold[NEWS_NW_SLOTS];
static uint32_t nWord;

static void wordRow(char **az){
  static const TableName aKind[] = {
    { "town", NEWS_NW_TOWN }, { "city", NEWS_NW_CITY }, { "first", NEWS_NW_FIRST },
    { "last", NEWS_NW_LAST }, { "surname", NEWS_NW_SURNAME }, { "rare", NEWS_NW_RARE },
    { "given", NEWS_NW_GIVEN }, { 0, 0 },
  };
  char zFold[256];
  size_t n = strlen(az[0]);
  uint32_t m = tableNames(aKind, az[1]), hash = newsFoldHash(az[0], n);
  uint32_t i = newsNameWordPlace(hash);
  if( newsFold(az[0], n, zFold, sizeof(zFold))>=sizeof(zFold) ) tableDie("too long", az[0]);
  if( m==0 ) tableDie("no kind for", az[0]);
  for(; aSlot[i]; i = (i+1) & (NEWS_NW_SLOTS-1)){
    if( ((aSlot[i]>>NEWS_NW_BITS ^ hash) & (UINT32_MAX>>NEWS_NW_BITS))!=0 ) continue;
    if( strcmp(azFold[i], zFold) ) tableDie("same hash as another word", az[0]);
    aSlot[i] |= m;
    return;
  }
  if( ++nWord*2>NEWS_NW_SLOTS ) tableDie("no room for", az[0]);
  aSlot[i] = hash<<NEWS_NW_BITS | m;
  azFold[i] = tableCopy(zFold);
}

int main(int argc, char **argv){
  tableArgs(argc, argv, "mknamewords", "namewords.tsv");
  tableRead(argv[3], "word\tkinds", wordRow);
  FILE *out = tableCreate(argv[2], "modelInt.h");
  fprintf(out, "_Alignas(64) const uint32_t newsNameWords[NEWS_NW_SLOTS] = {");
  for(uint32_t i=0; i<NEWS_NW_SLOTS; i++) fprintf(out, "%s%uu,", i%8 ? "" : "\n ", aSlot[i]);
  fprintf(out, "\n};\n");
  tableClose(out);
  return 0;
}
