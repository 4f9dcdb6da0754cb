/*
** token.c - the tokenizer: one pass over the bytes, made for news.
**
**   China’s U.S.-listed stocks fell 3.5%, Apple Inc. said.
**   China|’s|U.S.|-|listed|stocks|fell|3.5|%|,|Apple|Inc.|said|.
**
** HOW IT WORKS. A table of 256 byte classes sends each token's first byte to its scanner.
** Words end at white space and punctuation, except that they keep an inner apostrophe
** (O'Neil), an inner & (AT&T), the stops of abbreviations (Inc., U.S.), of a share class
** (BRK.B) and of a host name (FT.com). A possessive 's is a token of its own. Offsets in
** code points are byte offsets less the continuation bytes seen so far. Hash and lexicon
** classes are taken at the end of each word, while it is in the cache.
*/
#include "lexiconInt.h"
#include "hashInt.h"
#include <string.h>

/* Those behind which a plain word ends are the first. A stop or colon may go on in it. */
enum { B_SPACE, B_NEWLINE, B_PUNCT, B_STOP, B_LETTER, B_DIGIT, B_APOS, B_SIGN, B_HIGH };

/* Classes of bytes. */
static const uint8_t aByte[256] = {
#define S B_SPACE
#define N B_NEWLINE
#define L B_LETTER
#define D B_DIGIT
#define A B_APOS
#define P B_PUNCT
#define T B_STOP
#define G B_SIGN
#define H B_HIGH
  S,S,S,S,S,S,S,S,S,S,N,S,S,N,S,S, S,S,S,S,S,S,S,S,S,S,S,S,S,S,S,S,
  S,P,P,G,G,G,G,A,P,P,G,G,P,P,T,P, D,D,D,D,D,D,D,D,D,D,T,P,G,G,G,P,
  G,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L, L,L,L,L,L,L,L,L,L,L,L,P,G,P,G,G,
  A,L,L,L,L,L,L,L,L,L,L,L,L,L,L,L, L,L,L,L,L,L,L,L,L,L,L,P,G,P,G,S,
  H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H, H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,
  H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H, H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,
  H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H, H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,
  H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H, H,H,H,H,H,H,H,H,H,H,H,H,H,H,H,H
#undef S
#undef N
#undef L
#undef D
#undef A
#undef P
#undef T
#undef G
#undef H
};
#define CHECK_BYTES (1<<16)     /* between two counts of work */
#define WORD_BYTES  (1<<20)     /* of the longest word, number and address; what follows is
                                ** another token */
#define CLASS_BYTES (1<<12)     /* of which words get their classes together */
#define byteOf(p)   (aByte[(unsigned char)*(p)])
#define isUpperA(c) ((c)>='A' && (c)<='Z')
#define isLowerA(c) ((c)>='a' && (c)<='z')
#define isDigitA(c) ((c)>='0' && (c)<='9')

/* State of one pass. */
typedef struct Scanner {
  NewsArena *pArena;
  const char *z;         /* the text */
  const char *zEnd;
  uint32_t nCont;        /* continuation bytes before p */
  NewsToken *aToken;
  uint32_t nToken, nAlloc;   /* nAlloc has room for the last token of zeros too */
  uint32_t mNext;        /* NEWS_TF_… of the next token, by what stands before it */
  int rc;
} Scanner;

/*------------------------------------------------------------------- single characters */

/* The character at p with its length; NEWS_CT_ types. Apostrophes and others by value. */
static uint32_t peekChar(const Scanner *s, const char *p, int *pn){
  const char *q = p;
  uint32_t c = newsUtf8Read(&q, s->zEnd);
  *pn = (int)(q-p);
  return c;
}

/* Length of an apostrophe at p: ' ` ’ or, as some keyboards have it, ´; 0 when there is
** none. */
static int apostropheAt(const Scanner *s, const char *p){
  if( p>=s->zEnd ) return 0;
  if( *p=='\'' || *p=='`' ) return 1;
  if( s->zEnd-p>=3 && p[0]=='\xE2' && p[1]=='\x80' && p[2]=='\x99' ) return 3;
  if( s->zEnd-p>=2 && p[0]=='\xC2' && p[1]=='\xB4' ) return 2;
  return 0;
}

/* Is it drawn as nothing by itself? Zero-width characters, marks of direction, soft
** hyphens. */
static int isInvisible(uint32_t c){
  if( c<0x2000 ) return c==0xAD || c==0x61C;
  return (c>=0x200B && c<=0x200F) || (c>=0x202A && c<=0x202E) || (c>=0x2060 && c<=0x206F)
      || c==0xFEFF || (c>=0xE0000 && c<=0xE0FFF);
}

/* Does it only change how the sign before it is drawn? */
static int isVariation(uint32_t c){ return (c>=0xFE00 && c<=0xFE0F) || c==0x20E3; }

/* Is there a letter at p? Its length, 0 when not. */
static int letterAt(const Scanner *s, const char *p){
  if( p>=s->zEnd ) return 0;
  int b = byteOf(p), n;
  if( b==B_LETTER ) return 1;
  if( b!=B_HIGH ) return 0;
  uint32_t c = peekChar(s, p, &n);
  if( (newsCharType(c) & (NEWS_CT_LETTER|NEWS_CT_IDEO))!=NEWS_CT_LETTER ) return 0;
  return isVariation(c) ? 0 : n;
}

/* Length of a possessive ('s, ’s, 'S) at p, 0 when there is none. */
static int possessiveAt(const Scanner *s, const char *p){
  int n = apostropheAt(s, p);
  if( n==0 || p+n>=s->zEnd || (p[n]!='s' && p[n]!='S') ) return 0;
  const char *q = p+n+1;
  if( q<s->zEnd && (byteOf(q)==B_DIGIT || letterAt(s, q)) ) return 0;
  return n+1;
}

/*------------------------------------------------------------------------------- words */

/* Shape bits of a character. */
static uint8_t shapeOf(uint32_t c, int bFirst){
  int m = newsCharType(c);
  uint8_t sh = NEWS_SH_WIDE;
  if( m & NEWS_CT_UPPER ) sh |= bFirst ? NEWS_SH_UPPER1 : NEWS_SH_UPPER;
  if( m & NEWS_CT_LOWER ) sh |= NEWS_SH_LOWER;
  if( m & NEWS_CT_DIGIT ) sh |= NEWS_SH_DIGIT;
  return sh;
}

/* Does p, behind the host name's last dot, start a top-level domain that ends there? */
static int domainAt(const Scanner *s, const char *p){
  const char *q = p;
  while( q<s->zEnd && isLowerA(*q) ) q++;
  if( q-p<2 || q-p>6 || letterAt(s, q) || (q<s->zEnd && isDigitA(*q)) ) return 0;
  return (newsLexicon(newsFoldHash(p, (size_t)(q-p))) & NEWS_LX_TLD)!=0;
}

/* Is there an ASCII letter at p without a letter or digit behind it? */
static int singleAt(const Scanner *s, const char *p){
  if( p>=s->zEnd || byteOf(p)!=B_LETTER ) return 0;
  return p+1>=s->zEnd || (!letterAt(s, p+1) && !isDigitA(p[1]));
}

/* A word that starts at z has come to a full stop at p. Where does the word go on or end?
** Returns p when the stop does not belong to it; *pbEnd when the word ends behind the
** stop whatever follows. */
static const char *wordAtStop(const Scanner *s, const char *z, const char *p, uint8_t sh,
                              int *pbEnd){
  const char *q = p+1;
  size_t n = (size_t)(p-z);
  int bAfter = letterAt(s, q);

  /* Single letters with stops: U.S., e.g., J.P. The stops between them belong to the
  ** word, the last one too, also in J.P.Morgan. Ph.D. has two letters first. */
  int bChain = n>=3 && p[-2]=='.' && (z[1]=='.' || (sh & NEWS_SH_LOWER));
  if( bChain || (n==1 && byteOf(z)==B_LETTER) ){
    if( singleAt(s, q) ) return q;
    if( bChain ? !bAfter : isUpperA(*z) && *z!='I' && !bAfter ) return q;
    if( isUpperA(*z) && s->zEnd-q>1 && isUpperA(*q) && isLowerA(q[1]) ){
      *pbEnd = 1;
      return q;
    }
    if( bChain || !bAfter ) return p;
  }
  if( n==2 && isUpperA(*z) && isLowerA(z[1]) && singleAt(s, q) && isUpperA(*q)
   && s->zEnd-q>1 && q[1]=='.'
  ){
    return q;
  }
  if( bAfter==0 ){
    /* Abbreviations end with their stop. Their first letter is upper-case but for a
    ** few. */
    uint32_t m = newsLexicon(newsFoldHash(z, n));
    return (m & (NEWS_LX_ABBREV|NEWS_LX_ABBREND)) && (sh & NEWS_SH_UPPER1) ? q : p;
  }
  if( domainAt(s, q) ) return q;
  /* A share class: BRK.B. */
  if( n<=5 && !(sh & (NEWS_SH_LOWER|NEWS_SH_DIGIT|NEWS_SH_DOT|NEWS_SH_WIDE))
   && isUpperA(*q) && singleAt(s, q) && (s->zEnd-q<2 || q[1]!='.' || !letterAt(s, q+2))
  ){
    return q;
  }
  return p;
}

/* End of the word that starts at z; its shape to *pShape, continuation bytes to
** *pCont. */
static const char *scanWord(const Scanner *s, const char *z, uint8_t *pShape,
                            uint32_t *pCont){
  const char *p = z, *zTo = s->zEnd-z>WORD_BYTES ? z+WORD_BYTES : s->zEnd;
  uint8_t sh = 0;
  uint32_t nCont = 0;
  int bEnd = 0;
  while( p<zTo ){
    int n;
    char c = *p;
    switch( byteOf(p) ){
      case B_LETTER:
        sh |= isLowerA(c) ? NEWS_SH_LOWER : p==z ? NEWS_SH_UPPER1 : NEWS_SH_UPPER;
        p++;
        continue;
      case B_DIGIT:
        sh |= NEWS_SH_DIGIT;
        p++;
        continue;
      case B_APOS:
        if( possessiveAt(s, p) || c=='`' || !letterAt(s, p+1) ) goto done;
        p++;
        continue;
      case B_HIGH:
        if( letterAt(s, p) ){
          sh |= shapeOf(peekChar(s, p, &n), p==z);
        }else{
          uint32_t v = peekChar(s, p, &n);
          int m = newsCharType(v);
          if( m & NEWS_CT_DIGIT ){
            sh |= NEWS_SH_DIGIT|NEWS_SH_WIDE;
          }else if( isInvisible(v) && letterAt(s, p+n) ){
            sh |= NEWS_SH_WIDE;          /* a soft hyphen splits no word */
          }else if( (v==0x2019 || v==0xB4) && !possessiveAt(s, p) && letterAt(s, p+n) ){
            sh |= NEWS_SH_WIDE;
          }else{
            goto done;
          }
        }
        p += n;
        nCont += (uint32_t)(n-1);
        continue;
      case B_SIGN:
        if( c!='&' || !letterAt(s, p+1) ) goto done;
        p++;
        continue;
      default: {
        if( c!='.' ) goto done;
        const char *q = wordAtStop(s, z, p, sh, &bEnd);
        if( q==p ) goto done;
        sh |= NEWS_SH_DOT;
        p = q;
        if( bEnd || !letterAt(s, p) ) goto done;
      }
    }
  }
done:
  *pShape = sh;
  *pCont = nCont;
  return p;
}

/* End of the number that starts at z: digits, commas before three digits, one stop before
** digits. */
static const char *scanNumber(const Scanner *s, const char *z){
  const char *p = z, *zTo = s->zEnd-z>WORD_BYTES ? z+WORD_BYTES : s->zEnd;
  int bStop = 0;
  for(;;){
    while( p<zTo && isDigitA(*p) ) p++;
    if( zTo-p>3 && *p==',' && isDigitA(p[1]) && isDigitA(p[2]) && isDigitA(p[3])
     && (zTo-p==4 || !isDigitA(p[4])) && !bStop
    ){
      p += 4;
    }else if( zTo-p>1 && *p=='.' && isDigitA(p[1]) ){
      bStop = 1;
      p++;
    }else{
      return p;
    }
  }
}

/* End of an address at z, z when there is none: http://… https://… www.… */
static const char *scanLink(const Scanner *s, const char *z){
  size_t n = (size_t)(s->zEnd-z);
  const char *zHost = z;
  if( n>8 && memcmp(z, "https://", 8)==0 ){
    zHost = z+8;
  }else if( n>7 && memcmp(z, "http://", 7)==0 ){
    zHost = z+7;
  }else if( n>4 && memcmp(z, "www.", 4)==0 ){
    zHost = z+4;
  }
  if( zHost==z || (byteOf(zHost)!=B_LETTER && byteOf(zHost)!=B_DIGIT) ) return z;
  const char *p = zHost, *zTo = s->zEnd-z>WORD_BYTES ? z+WORD_BYTES : s->zEnd;
  while( p<zTo && (unsigned char)*p>' ' && (unsigned char)*p<0x7F
      && !strchr("\"<>(){}[]|\\^`", *p) ) p++;
  while( strchr(".,;:!?'", p[-1]) ) p--;
  return p;
}

/*------------------------------------------------------------------------------ tokens */

/* The array of tokens with room for nNew of them, NULL when out of memory. */
static NewsToken *tokenArray(Scanner *s, size_t nNew){
  if( nNew>SIZE_MAX/sizeof(NewsToken) ) return 0;
  return newsArenaGrow(s->pArena, s->aToken, s->nAlloc*sizeof(NewsToken),
                       nNew*sizeof(NewsToken));
}

/* Make room for one more token. */
static int tokenRoom(Scanner *s){
  size_t nNew = (size_t)s->nAlloc*2;
  NewsToken *a = tokenArray(s, nNew);
  if( a==0 ) return s->rc = NEWS_NOMEM;
  s->aToken = a;
  s->nAlloc = (uint32_t)nNew;
  return NEWS_OK;
}

/* Append a token of the bytes [z,p), which has nCont continuation bytes. */
static inline void pushToken(Scanner *s, const char *z, const char *p, int eKind,
                             uint8_t sh, uint32_t nCont, uint32_t hash){
  if( s->nToken+1>=s->nAlloc && tokenRoom(s) ) return;
  NewsToken *t = &s->aToken[s->nToken++];
  t->iByte = (uint32_t)(z-s->z);
  t->nByte = (uint32_t)(p-z);
  t->iChar = t->iByte-s->nCont;
  t->nChar = t->nByte-nCont;
  t->hash = hash;
  t->eKind = (uint8_t)eKind;
  t->mShape = sh;
  t->mFlag = (uint8_t)s->mNext;
  t->c = (uint8_t)*z;
  s->nCont += nCont;
  s->mNext = 0;
  newsFetch(&newsLexiconBucket[hash & newsLexiconMask]);
}

/* Flags of a token by its form, that the splitter of sentences need not look at the others:
** after ! " ' ) . ? ] } and words with a stop one may end, also after most punctuation
** outside ASCII; the bullet is of it too. */
static uint32_t endFlags(uint8_t c, int eKind, uint8_t sh){
  static const uint64_t aEnd[2] = { 0x8000428600000000u, 0x2000000020000000u };
  if( sh & NEWS_SH_DOT ) return NEWS_TF_END;
  if( eKind!=NEWS_TK_PUNCT ) return 0;
  if( c>=0x80 ) return c==0xE2 ? NEWS_TF_END|NEWS_TF_SIGN : NEWS_TF_END;
  return aEnd[c>>6]>>(c&63) & 1 ? NEWS_TF_END : 0;
}

static void addToken(Scanner *s, const char *z, const char *p, int eKind, uint8_t sh,
                     uint32_t nCont){
  s->mNext |= endFlags((uint8_t)*z, eKind, sh);
  pushToken(s, z, p, eKind, sh, nCont, newsFoldHash(z, (size_t)(p-z)));
}

/* The token of one ASCII byte that is no letter and no back-tick. */
static const char *addByte(Scanner *s, const char *p, int eKind){
  uint32_t hash = newsHashEnd(newsHashStep(NEWS_HASH_SEED, (uint8_t)*p), 1);
  s->mNext |= endFlags((uint8_t)*p, eKind, 0);
  pushToken(s, p, p+1, eKind, 0, 0, hash);
  return p+1;
}

#define SMALL_BIT  (NEWS_ONES*0x20)      /* in each byte what makes a capital small */

/* The high bits of bytes of v that are no ASCII letters; low is v with SMALL_BIT. Right up
** to the first of them. */
static inline uint64_t otherBytes(uint64_t v, uint64_t low){
  return (~(low + NEWS_ONES*(0x80-'a')) | (low + NEWS_ONES*(0x7F-'z')) | v) & NEWS_HIGHS;
}

/* Each bit of the first n of eight bytes; n is less than 8. */
static inline uint64_t firstBytes(int n){ return ((uint64_t)1<<(8*n))-1; }

/* Is q, behind a word of n letters, a full stop or colon that ends it whatever the word is?
** In front of white space, if the word is none that may keep its stop. */
static int plainStop(const Scanner *s, const char *q, int n, uint64_t mUpper){
  if( byteOf(q)!=B_STOP || s->zEnd-q<2 || byteOf(q+1)>B_NEWLINE ) return 0;
  return *q==':' || (n>2 && !(mUpper & 0x20));
}

/* The usual word, up to fifteen ASCII letters with white space or plain punctuation behind
** them: found, shaped and hashed from two loads of eight bytes. Returns behind it, or
** p. */
static const char *plainWord(Scanner *s, const char *p){
  if( s->zEnd-p<16 ) return p;
  uint64_t v = newsLoad8(p), low = v | SMALL_BIT, mOther = otherBytes(v, low);
  uint64_t h = NEWS_HASH_SEED, mUpper, mAll = SMALL_BIT;     /* mUpper: of capitals */
  int n;
  if( mOther ){
    n = __builtin_ctzll(mOther)>>3;
    low &= firstBytes(n);
    mAll &= firstBytes(n);
    mUpper = ~v & mAll;
    h = newsHashStep(h, low);
  }else{
    uint64_t v2 = newsLoad8(p+8), low2 = v2 | SMALL_BIT;
    mOther = otherBytes(v2, low2);
    if( mOther==0 ) return p;
    n = __builtin_ctzll(mOther)>>3;
    h = newsHashStep(h, low);
    if( n ) h = newsHashStep(h, low2 & firstBytes(n));
    /* Of the second half the bits beside: none is the first letter's. */
    mAll |= (SMALL_BIT & firstBytes(n))<<1;
    mUpper = (~v & SMALL_BIT) | ((~v2 & SMALL_BIT)<<1 & mAll);
    n += 8;
  }
  if( byteOf(p+n)>B_PUNCT && !plainStop(s, p+n, n, mUpper) ) return p;
  uint8_t sh = (mUpper & 0x20) ? NEWS_SH_UPPER1 : 0;
  if( mUpper & ~(uint64_t)0x20 ) sh |= NEWS_SH_UPPER;
  if( mUpper!=mAll ) sh |= NEWS_SH_LOWER;
  pushToken(s, p, p+n, NEWS_TK_WORD, sh, 0, newsHashEnd(h, (uint64_t)n));
  return p+n;
}

/* Does token k, in the name before an address's '@', belong to it: john.smith-jones_2? */
static int isMailPart(const NewsToken *k){
  if( k->eKind==NEWS_TK_WORD || k->eKind==NEWS_TK_NUMBER ) return 1;
  return k->nByte==1 && (k->c=='.' || k->c=='-' || k->c=='_' || k->c=='+');
}

/* A sign '@' at p right behind a word: the word, and what stands before it up to white
** space or another sign, becomes a link with what is behind. */
static const char *mailAt(Scanner *s, const char *p){
  if( s->nToken==0 || (s->mNext & NEWS_TF_SPACE) || p+1>=s->zEnd ) return p;
  if( byteOf(p+1)!=B_LETTER && byteOf(p+1)!=B_DIGIT ) return p;
  NewsToken *t = &s->aToken[s->nToken-1];
  if( t->eKind!=NEWS_TK_WORD && t->eKind!=NEWS_TK_NUMBER ) return p;
  if( &s->z[t->iByte+t->nByte]!=p ) return p;      /* something invisible is between */
  uint32_t nChar = t->iChar+t->nChar;
  const char *q = p+1;
  while( q<s->zEnd
         && (byteOf(q)==B_LETTER || byteOf(q)==B_DIGIT || *q=='.' || *q=='-') ) q++;
  while( q[-1]=='.' || q[-1]=='-' ) q--;
  while( t>s->aToken && !(t->mFlag & NEWS_TF_SPACE) && isMailPart(t-1)
         && t[-1].iByte+t[-1].nByte==t->iByte ) t--;
  while( t->eKind!=NEWS_TK_WORD && t->eKind!=NEWS_TK_NUMBER ) t++;
  s->nToken = (uint32_t)(t-s->aToken)+1;
  t->eKind = NEWS_TK_LINK;
  t->mClass = 0;
  t->nChar = nChar-t->iChar+(uint32_t)(q-p);
  t->nByte = (uint32_t)(q-&s->z[t->iByte]);
  t->hash = newsFoldHash(&s->z[t->iByte], t->nByte);
  return q;
}

/* Is the character outside ASCII punctuation? If not, and no letter, it is a symbol. */
static int isPunctWide(uint32_t c){
  if( c<0x2010 ){
    return c==0xA1 || c==0xAB || c==0xB4 || c==0xB7 || c==0xBB || c==0xBF
        || c==0x37E || c==0x589 || c==0x5BE || c==0x60C || c==0x61B || c==0x61F
        || c==0x6D4 || c==0x964 || c==0x965;
  }
  if( c>=0xFF01 && c<=0xFF5E ){
    char a = (char)(c-0xFEE0);         /* a full-width form is what its ASCII form is */
    return byteOf(&a)==B_PUNCT || byteOf(&a)==B_STOP || byteOf(&a)==B_APOS;
  }
  return c<=0x2027 || (c>=0x2039 && c<=0x203D) || (c>=0x2047 && c<=0x2049)
      || (c>=0x3001 && c<=0x3003) || (c>=0x3008 && c<=0x3011) || (c>=0x3014 && c<=0x301F)
      || (c>=0xFF61 && c<=0xFF65);
}

/* A line ends: with a second one, a paragraph. */
static void lineEnd(Scanner *s){
  s->mNext |= s->mNext & NEWS_TF_LINE ? NEWS_TF_PARA : NEWS_TF_LINE;
}

/* The token of a character outside ASCII at p. */
static const char *scanHigh(Scanner *s, const char *p){
  uint8_t sh;
  uint32_t nCont;
  int n;
  uint32_t c = peekChar(s, p, &n);
  int m = newsCharType(c);
  const char *q = p+n;
  if( isInvisible(c) || isVariation(c) ){
    s->nCont += (uint32_t)(n-1);
    return q;
  }
  if( (m & NEWS_CT_SPACE) || c==0x85 ){
    if( c==0x2028 || c==0x85 ) lineEnd(s);
    if( c==0x2029 ) s->mNext |= NEWS_TF_LINE|NEWS_TF_PARA;
    s->mNext |= NEWS_TF_SPACE;
    s->nCont += (uint32_t)(n-1);
    return q;
  }
  if( m & NEWS_CT_IDEO ){
    addToken(s, p, q, NEWS_TK_WORD, NEWS_SH_WIDE|NEWS_SH_IDEO, (uint32_t)(n-1));
    return q;
  }
  if( m & (NEWS_CT_LETTER|NEWS_CT_DIGIT) ){
    q = scanWord(s, p, &sh, &nCont);
    addToken(s, p, q, NEWS_TK_WORD, sh, nCont);
    return q;
  }
  nCont = (uint32_t)(n-1);
  if( c>=0x2010 && c<=0x2015 ){
    /* A run of dashes is one token. */
    while( s->zEnd-q>=3 && memcmp(q, p, 3)==0 ){ q += 3; nCont += 2; }
  }
  addToken(s, p, q, isPunctWide(c) ? NEWS_TK_PUNCT : NEWS_TK_SYMBOL, NEWS_SH_WIDE, nCont);
  return q;
}

/* May the apostrophe at p begin a possessive? Behind a word; behind one with a capital also
** with a blank between, as in texts that are cut into tokens: "Moody 's". */
static int mayOwn(const Scanner *s, const char *p){
  if( s->nToken==0 ) return 0;
  if( !(s->mNext & NEWS_TF_SPACE) ) return 1;
  const NewsToken *k = &s->aToken[s->nToken-1];
  return k->eKind==NEWS_TK_WORD && (k->mShape & NEWS_SH_UPPER1)
      && s->z+k->iByte+k->nByte+1==p && p[-1]==' ';
}

/* The next token or white space at p, which is no plain word; returns behind it. */
static const char *scanToken(Scanner *s, const char *p){
  uint8_t sh;
  uint32_t nCont;
  const char *q;
  int n;
  switch( byteOf(p) ){
    case B_SPACE:
      s->mNext |= NEWS_TF_SPACE;
      return p+1;
    case B_NEWLINE:
      s->mNext |= NEWS_TF_SPACE;
      if( *p=='\n' || p+1>=s->zEnd || p[1]!='\n' ) lineEnd(s);
      return p+1;
    case B_LETTER:
      if( (*p=='h' || *p=='w') && (q = scanLink(s, p))>p ){
        addToken(s, p, q, NEWS_TK_LINK, NEWS_SH_LOWER, 0);
        return q;
      }
      q = scanWord(s, p, &sh, &nCont);
      addToken(s, p, q, NEWS_TK_WORD, sh, nCont);
      return q;
    case B_DIGIT:
      q = scanNumber(s, p);
      addToken(s, p, q, NEWS_TK_NUMBER, NEWS_SH_DIGIT, 0);
      return q;
    case B_HIGH:
      if( mayOwn(s, p) && (n = possessiveAt(s, p))>0 ){
        addToken(s, p, p+n, NEWS_TK_POSS, 0, (uint32_t)(n-2));
        return p+n;
      }
      return scanHigh(s, p);
    case B_APOS:
      if( mayOwn(s, p) && (n = possessiveAt(s, p))>0 ){
        addToken(s, p, p+n, NEWS_TK_POSS, 0, 0);
        return p+n;
      }
      addToken(s, p, p+1, NEWS_TK_PUNCT, 0, 0);
      return p+1;
    case B_SIGN:
      if( *p=='@' && (q = mailAt(s, p))>p ) return q;
      return addByte(s, p, NEWS_TK_SYMBOL);
    default:
      q = p+1;
      if( *p=='.' || *p=='-' ) while( q<s->zEnd && *q==*p ) q++;
      if( q==p+1 ) return addByte(s, p, NEWS_TK_PUNCT);
      addToken(s, p, q, NEWS_TK_PUNCT, 0, 0);
      return q;
  }
}

int newsTokenize(NewsArena *pArena, const char *z, size_t n, NewsText *pOut){
  memset(pOut, 0, sizeof(*pOut));
  if( n>NEWS_TEXT_MAX ) return NEWS_TOOBIG;
  if( n==0 ) z = "";
  Scanner s = { .pArena = pArena, .z = z, .zEnd = z+n };
  s.mNext = NEWS_TF_SPACE|NEWS_TF_LINE|NEWS_TF_PARA;
  s.aToken = tokenArray(&s, n/4+16);
  if( s.aToken==0 ) return NEWS_NOMEM;
  s.nAlloc = (uint32_t)(n/4)+16;
  const char *p = z, *zAsked = z;
  while( p<s.zEnd ){
    const char *zStop = s.zEnd-p>CLASS_BYTES ? p+CLASS_BYTES : s.zEnd;
    uint32_t iToken = s.nToken;
    while( p<zStop && s.rc==NEWS_OK ){
      const char *q;
      if( *p==' ' ){
        s.mNext |= NEWS_TF_SPACE;
        if( ++p==s.zEnd ) break;
      }
      if( byteOf(p)==B_LETTER && (q = plainWord(&s, p))>p ) p = q;
      else p = scanToken(&s, p);
    }
    if( s.rc ) return s.rc;
    newsLexiconRead(&s.aToken[iToken], s.nToken-iToken);
    if( p-zAsked>=CHECK_BYTES ){
      int rc = newsWork(pArena, 4*(size_t)(p-zAsked));
      if( rc!=NEWS_OK ) return rc;
      zAsked = p;
    }
  }
  memset(&s.aToken[s.nToken], 0, sizeof(NewsToken));
  pOut->z = z;
  pOut->nByte = (uint32_t)n;
  pOut->nChar = (uint32_t)n-s.nCont;
  pOut->aToken = s.aToken;
  pOut->nToken = s.nToken;
  return newsSentences(pArena, pOut);
}
