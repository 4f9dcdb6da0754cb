/*
** hashInt.h - the steps of newsFoldHash, shared by fold.c and the tokenizer's short cut.
*/
#ifndef NEWS_HASHINT_H
#define NEWS_HASHINT_H
#include <stdint.h>
#include <string.h>

#define NEWS_HASH_SEED  0x9E3779B97F4A7C15u
#define NEWS_HASH_MUL   0xD6E8FEB86659FD93u
#define NEWS_ONES       0x0101010101010101u     /* 1 in each byte */
#define NEWS_HIGHS      0x8080808080808080u     /* the high bit of each byte */

/* Eight bytes, the first lowest. */
static inline uint64_t newsLoad8(const char *z){
  uint64_t v;
  memcpy(&v, z, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__==__ORDER_BIG_ENDIAN__
  v = __builtin_bswap64(v);
#endif
  return v;
}

/* The high bit of each byte that is an ASCII capital; no byte of v may be above 0x7F. */
static inline uint64_t newsUpper8(uint64_t v){
  return (v + NEWS_ONES*(0x80-'A')) & ~(v + NEWS_ONES*(0x7F-'Z')) & NEWS_HIGHS;
}

/* ASCII letters in lower case; no byte of v may be above 0x7F. */
static inline uint64_t newsLower8(uint64_t v){ return v | newsUpper8(v)>>2; }

static inline uint64_t newsHashStep(uint64_t h, uint64_t v){
  h = (h ^ v) * NEWS_HASH_MUL;
  return h ^ h>>32;
}

static inline uint32_t newsHashEnd(uint64_t h, uint64_t n){
  h = (h ^ n) * NEWS_HASH_MUL;
  h ^= h>>29;
  return (uint32_t)h ? (uint32_t)h : 1;
}

#endif
