/*
** label.c - the closed lists: labels, subtypes, kinds of evidence, classes of cues; and sets
** of labels.
**
**   newsLabelOf("ORG", 3)                   NEWS_ORG
**   newsLabelSetParse("ORG, GPE", 8, &s)    ORG whole; LOC of country, region and city
**
** A set keeps two bit masks: labels wanted whole, and subtypes wanted of labels that are
** not. GPE and FAC are the two names of spaCy that are parts of LOC here.
*/
#include "entityInt.h"
#include <string.h>

static const char *const azLabel[NEWS_LABEL_N] = {
  0, "PERSON", "ORG", "LOC", "PRODUCT", "EVENT", "NORP", "MONEY", "PERCENT", "DATE"
};

/* A subtype with its label, in the order of the enum. */
static const struct { const char *z; uint8_t eLabel; } aSubtype[NEWS_ST_N] = {
  { 0, 0 },
  { "company", NEWS_ORG }, { "government", NEWS_ORG }, { "central_bank", NEWS_ORG },
  { "regulator", NEWS_ORG }, { "exchange", NEWS_ORG }, { "media", NEWS_ORG },
  { "university", NEWS_ORG }, { "party", NEWS_ORG }, { "ngo", NEWS_ORG },
  { "military", NEWS_ORG }, { "sport", NEWS_ORG }, { "other", NEWS_ORG },
  { "country", NEWS_LOC }, { "region", NEWS_LOC }, { "city", NEWS_LOC },
  { "area", NEWS_LOC }, { "facility", NEWS_LOC },
  { "product", NEWS_PRODUCT }, { "service", NEWS_PRODUCT }, { "software", NEWS_PRODUCT },
  { "model", NEWS_PRODUCT }, { "index", NEWS_PRODUCT }, { "fund", NEWS_PRODUCT },
  { "crypto", NEWS_PRODUCT }, { "currency", NEWS_PRODUCT }, { "commodity", NEWS_PRODUCT },
  { "nationality", NEWS_NORP }, { "religion", NEWS_NORP }, { "politics", NEWS_NORP }
};

static const char *const azEvidence[NEWS_EV_N] = {
  0, "pattern", "tagger", "coref", "alias", "inline", "cashtag", "paren"
};

static const char *const azClass[NEWS_CL_N] = {
  [NEWS_CL_COMPANY] = "company", [NEWS_CL_OTHER] = "other", [NEWS_CL_SHARE] = "share",
  [NEWS_CL_MOVE] = "move", [NEWS_CL_ACT] = "act", [NEWS_CL_THING] = "thing",
  [NEWS_CL_PLAN] = "plan", [NEWS_CL_RATE] = "rate", [NEWS_CL_TRIM] = "trim",
  [NEWS_CL_RATING] = "rating", [NEWS_CL_ANALYST] = "analyst", [NEWS_CL_STAFF] = "staff",
  [NEWS_CL_EVENT] = "event", [NEWS_CL_LIFE] = "life",
  [NEWS_CL_KIND] = "kind", [NEWS_CL_TOWN] = "town", [NEWS_CL_CALL] = "call",
  [NEWS_CL_ACRONYM] = "acronym"
};

const char *newsLabelName(int eLabel){
  return eLabel>0 && eLabel<NEWS_LABEL_N ? azLabel[eLabel] : 0;
}
const char *newsClassName(int eClass){
  return eClass>=0 && eClass<NEWS_CL_N ? azClass[eClass] : 0;
}
const char *newsSubtypeName(int eSubtype){
  return eSubtype>0 && eSubtype<NEWS_ST_N ? aSubtype[eSubtype].z : 0;
}
const char *newsEvidenceName(int eEvidence){
  return eEvidence>0 && eEvidence<NEWS_EV_N ? azEvidence[eEvidence] : 0;
}

/* Is z, n bytes, the string zName? */
static int labelSame(const char *zName, const char *z, int n){
  return n>=0 && strlen(zName)==(size_t)n && memcmp(zName, z, (size_t)n)==0;
}

int newsLabelOf(const char *z, int n){
  for(int i=1; i<NEWS_LABEL_N; i++){
    if( labelSame(azLabel[i], z, n) ) return i;
  }
  return 0;
}

int newsSubtypeOf(const char *z, int n){
  for(int i=1; i<NEWS_ST_N; i++){
    if( labelSame(aSubtype[i].z, z, n) ) return i;
  }
  return 0;
}

int newsSubtypeFits(int eLabel, int eSubtype){
  if( eSubtype==NEWS_ST_NONE ) return 1;
  if( eSubtype<0 || eSubtype>=NEWS_ST_N ) return 0;
  return aSubtype[eSubtype].eLabel==eLabel;
}

int newsLabelSetParse(const char *z, int n, NewsLabelSet *pSet, NewsError *pErr){
  pSet->mLabel = pSet->mSubtype = 0;
  for(int i=0; i<n; ){
    int iStart;
    while( i<n && (z[i]==',' || z[i]==' ' || z[i]=='\t' || z[i]=='\n'
     || z[i]=='\r') ) i++;
    iStart = i;
    while( i<n && z[i]!=',' && z[i]!=' ' && z[i]!='\t' && z[i]!='\n' && z[i]!='\r' ) i++;
    if( i>iStart ){
      const char *zWord = z + iStart;
      int nWord = i - iStart;
      int e = newsLabelOf(zWord, nWord);
      if( e ){
        pSet->mLabel |= 1u<<e;
      }else if( labelSame("GPE", zWord, nWord) ){
        pSet->mSubtype |= 1u<<NEWS_ST_COUNTRY | 1u<<NEWS_ST_REGION | 1u<<NEWS_ST_CITY;
      }else if( labelSame("FAC", zWord, nWord) ){
        pSet->mSubtype |= 1u<<NEWS_ST_FACILITY;
      }else{
        if( nWord>80 ){
          nWord = 80;
          while( nWord>0 && ((unsigned char)zWord[nWord] & 0xC0)==0x80 ) nWord--;
        }
        return newsError(pErr, NEWS_ERROR, "no such label: %.*s; labels are PERSON, ORG, "
                         "LOC, PRODUCT, EVENT, NORP, MONEY, PERCENT, DATE, GPE and FAC",
                         nWord, zWord);
      }
    }
  }
  return NEWS_OK;
}

int newsLabelSetHas(const NewsLabelSet *pSet, int eLabel, int eSubtype){
  if( eLabel>0 && eLabel<NEWS_LABEL_N && (pSet->mLabel>>eLabel & 1) ) return 1;
  return eSubtype>0 && eSubtype<NEWS_ST_N && (pSet->mSubtype>>eSubtype & 1);
}
