/*
** fuzz_json.c - any bytes as JSON, whole, cut off, without memory and interrupted.
*/
#include "records.h"

int LLVMFuzzerTestOneInput(const uint8_t *pRaw, size_t nRaw){
  return fuzzDocument(newsJsonItems, pRaw, nRaw);
}
