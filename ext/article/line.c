/*
** line.c - cuts a page into clean lines and measures each.
**
**   "  Nvidia\u00a0fell   4%.\r\n"  ->  "Nvidia fell 4%.", 3 words, ends like a sentence
**
** One pass over the bytes. White space of any kind becomes one blank, zero-width
** characters and byte order marks go, empty lines become a flag of the next line. The
** result is never longer than the input, so two allocations are enough for any page.
*/
#include "articleInt.h"
#include <string.h>

#define LINE_PROSE_WORDS    8    /* of a line that ends like a sentence */
#define LINE_LONG_WORDS    36    /* of one that does not, or asks: headlines do */
#define LINE_COLON_WORDS   14    /* of one that announces a list or quote */
#define LINE_PIECE      32768    /* bytes of a line between counts of work */
#define LINE_STEPS         16    /* steps of work that a line counts, beside its bytes */

static int isBreak(char c){ return c=='\n' || c=='\r' || c=='\f' || c=='\v'; }

/* Characters that may follow the stop of a sentence: quotes and brackets. */
static int isCloser(uint32_t c){
  return c=='"' || c=='\'' || c==')' || c==']' || c=='*' || c=='_' || c==0x2019
      || c==0x201D || c==0xBB || c==0x300D || c==0x300F || c==0xFF09;
}

/* The character before *pi, which moves to its first byte. */
static uint32_t charBefore(const char *z, size_t *pi){
  size_t i = *pi-1;
  while( i>0 && (z[i] & 0xC0)==0x80 && *pi-i<4 ) i--;
  const char *p = &z[i];
  uint32_t c = newsUtf8Read(&p, &z[*pi]);
  *pi = i;
  return c;
}

int newsSentenceEnd(const char *z, size_t n){
  for(int k=0; n>0 && k<4; k++){
    uint32_t c = charBefore(z, &n);
    if( c=='.' || c==0x2026 || c==0x3002 ) return 1;
    if( c=='!' || c=='?' || c==0xFF01 || c==0xFF1F ) return 2;
    if( !isCloser(c) && c!=' ' ) return 0;
  }
  return 0;
}

/* Does a line begin like an item of a list: "- ", "* ", a bullet, "3. "? */
static int isBullet(const char *z, size_t n){
  const char *p = z;
  uint32_t c = newsUtf8Read(&p, z+n);
  size_t i = (size_t)(p-z);
  if( c=='-' || c=='*' || c==0x2022 || c==0x2023 || c==0x25AA || c==0x25CF || c==0x2013
   || c==0x2014 || c==0xB7 || c==0x25E6 || c==0x2043 ){
    return n>i+2 && z[i]==' ';
  }
  if( c<'0' || c>'9' ) return 0;
  while( i<n && i<3 && isDigit(z[i]) ) i++;
  return i+2<n && (z[i]=='.' || z[i]==')') && z[i+1]==' ';
}

/* Fill in what can be seen of a line of nByte bytes at z. */
static void lineMeasure(NewsLine *p, const char *z, uint32_t nWord, int bDigit){
  p->nWord = nWord;
  /* Scripts without blanks: six bytes, two characters, stand for a word. */
  if( p->nByte/24>nWord ) p->nWord = p->nByte/6;
  if( bDigit ) p->mFlag |= NEWS_LF_DIGIT;
  int eEnd = newsSentenceEnd(z, p->nByte);
  if( eEnd ) p->mFlag |= NEWS_LF_STOP;
  if( isBullet(z, p->nByte) ) p->mFlag |= NEWS_LF_BULLET;
  uint32_t nNeed = eEnd==1 ? LINE_PROSE_WORDS
                 : z[p->nByte-1]==':' ? LINE_COLON_WORDS : LINE_LONG_WORDS;
  if( p->nWord>=nNeed ){
    p->mFlag |= NEWS_LF_PROSE;
  }
}

/* Copy one raw line to zOut without needless white space; *pnWord counts what blanks
** part. */
static size_t lineCopy(NewsArena *pArena, const char *z, size_t n, char *zOut,
                       uint32_t *pnWord, int *pbDigit){
  const char *zEnd = z+n;
  size_t nOut = 0;
  int bSpace = 1;
  *pnWord = 0;
  *pbDigit = 0;
  while( z<zEnd ){
    const char *zTo = zEnd-z>LINE_PIECE ? z+LINE_PIECE : zEnd;
    if( newsWork(pArena, (size_t)(zTo-z)*2)!=NEWS_OK ) break;
    while( z<zTo ){
      unsigned char c = (unsigned char)*z;
      if( c>' ' && c<0x7f ){
        *pnWord += (uint32_t)bSpace;
        *pbDigit |= c>='0' && c<='9';
        zOut[nOut++] = (char)c;
        bSpace = 0;
        z++;
        continue;
      }
      const char *zFrom = z;
      uint32_t u = newsUtf8Read(&z, zEnd);
      if( u==0x200B || u==0x2060 || u==0xFEFF || u==0xAD ) continue;
      int bJoiner = u==0x200C || u==0x200D;
      if( u<=' ' || u==0x7f || (!bJoiner && (newsCharType(u) & NEWS_CT_SPACE)) ){
        if( !bSpace ) zOut[nOut++] = ' ';
        bSpace = 1;
      }else{
        *pnWord += (uint32_t)bSpace;
        memcpy(&zOut[nOut], zFrom, (size_t)(z-zFrom));
        nOut += (size_t)(z-zFrom);
        bSpace = 0;
      }
    }
  }
  return nOut>0 && zOut[nOut-1]==' ' ? nOut-1 : nOut;
}

/* Where the line that begins at i ends. */
static size_t lineEnd(NewsArena *pArena, const char *z, size_t i, size_t n){
  for(;;){
    size_t iTo = n-i>LINE_PIECE ? i+LINE_PIECE : n;
    while( i<iTo && !isBreak(z[i]) ) i++;
    if( i<iTo || i==n || newsWork(pArena, LINE_PIECE)!=NEWS_OK ) return i;
  }
}

int newsPageLines(NewsPage *p, const char *z, size_t n){
  size_t nMax = 1, iOut = 0;
  int rc = NEWS_OK;
  for(size_t i=1; i<n && rc==NEWS_OK; ){
    size_t iTo = n-i>LINE_PIECE ? i+LINE_PIECE : n;
    rc = newsWork(p->pArena, iTo-i);
    for(; i<iTo; i++) nMax += (size_t)(isBreak(z[i-1]) && !isBreak(z[i]));
  }
  if( rc!=NEWS_OK ) return rc;
  char *zOut = newsArenaAlloc(p->pArena, n+2);
  p->aLine = newsArenaAlloc(p->pArena, nMax*sizeof(NewsLine));
  if( zOut==0 || p->aLine==0 ) return NEWS_NOMEM;
  p->nLine = 0;
  uint8_t mBlank = NEWS_LF_BLANK;
  for(size_t i=0; i<=n; ){
    size_t iEnd = lineEnd(p->pArena, z, i, n);
    uint32_t nWord;
    int bDigit;
    size_t nOut = lineCopy(p->pArena, &z[i], iEnd-i, &zOut[iOut], &nWord, &bDigit);
    if( (rc = newsWork(p->pArena, LINE_STEPS))!=NEWS_OK ) return rc;
    i = iEnd+1;
    if( nOut==0 ){
      if( iEnd==n || z[iEnd]!='\n' || iEnd==0 || z[iEnd-1]!='\r' ) mBlank = NEWS_LF_BLANK;
      continue;
    }
    NewsLine *pLine = &p->aLine[p->nLine++];
    *pLine = (NewsLine){
      .iByte = (uint32_t)iOut, .nByte = (uint32_t)nOut, .mFlag = mBlank
    };
    lineMeasure(pLine, &zOut[iOut], nWord, bDigit);
    mBlank = 0;
    iOut += nOut;
    zOut[iOut++] = '\n';
  }
  zOut[iOut] = 0;
  p->z = zOut;
  p->n = (uint32_t)iOut;
  return NEWS_OK;
}

/* Letters and digits of ASCII are 1, the apostrophe 2. */
static const unsigned char aWordChar[128] = {
  ['\''] = 2,
  ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1,
  ['8'] = 1, ['9'] = 1,
  ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1,
  ['I'] = 1, ['J'] = 1, ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1,
  ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1,
  ['Y'] = 1, ['Z'] = 1,
  ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1,
  ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1,
  ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1,
  ['y'] = 1, ['z'] = 1,
};

/* 1 a word's character, 2 an apostrophe, 0 any other; moves *pz. */
static int wordChar(const char **pz, const char *zEnd){
  unsigned char c = (unsigned char)**pz;
  if( c<0x80 ){
    (*pz)++;
    return aWordChar[c];
  }
  uint32_t u = newsUtf8Read(pz, zEnd);
  if( u==0x2019 ) return 2;
  return (newsCharType(u) & (NEWS_CT_LETTER|NEWS_CT_DIGIT))!=0;
}

size_t newsNextWord(const char *z, size_t n, size_t *pi, size_t *pn){
  const char *p = z+*pi, *zEnd = z+n, *zFrom = zEnd, *zTo = zEnd;
  while( p<zEnd ){
    const char *zHere = p;
    if( zFrom<zEnd && zTo==p ){
      while( p<zEnd && (unsigned char)*p<0x80 && aWordChar[(unsigned char)*p]==1 ){
        zTo = ++p;
      }
      if( p==zEnd ) break;
      zHere = p;
    }
    int e = wordChar(&p, zEnd);
    if( zFrom==zEnd ){
      if( e==1 ) zFrom = zHere, zTo = p;
    }else if( e==1 ){
      zTo = p;
    }else if( e==0 || zTo!=zHere ){
      break;
    }
  }
  *pi = (size_t)(zTo-z);
  *pn = (size_t)(zTo-zFrom);
  return (size_t)(zFrom-z);
}
