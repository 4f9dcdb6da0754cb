/*
** files.c - which files does a pattern name, and the bytes of one of them.
**
**   corpus/one.txt      one file, or, where it is a folder, the files in it
**   corpus/2026-*.txt   * stands for any characters, ? for one, [a-f] and [!a-f] for one
**                       in a class or outside it; none of them for a slash
**   corpus/(ss)/x.txt   where (ss) are two stars: in the folder and all folders below
**
** A name that exists is taken as it stands, whatever characters it has. Names with a
** leading dot match only a part of the pattern that starts with a dot too. Two stars do
** not follow symbolic links to folders, the rest does. Paths come sorted by their bytes,
** each once.
**
** HOW IT WORKS. The pattern is cut at its slashes. The walk carries a set of the parts
** that the next name may match, as bits: two stars stay in the set at each folder and let
** the next part in, another part makes way for the one behind it. So each folder is read
** once, whatever the pattern; and its subfolders only after it is closed, so that one is
** open at a time.
*/
#define _XOPEN_SOURCE 700      /* lstat and O_CLOEXEC in a C11 compilation */
#include "sqliteInt.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES_PARTS   62      /* parts of a pattern: bits of a set, and one for the end */

/* A part of the pattern between two slashes. */
typedef struct FilesPart {
  const char *z;
  size_t n;
  int bDeep;              /* two stars */
  int bPlain;             /* no glob characters */
} FilesPart;

typedef struct FilesWalk {
  NewsArena *pArena;
  const NewsHost *pHost;
  NewsError *pErr;
  FilesPart aPart[FILES_PARTS+1];
  int nPart;
  char zPath[NEWS_PATH_MAX+1];  /* the folder where the walk is, with its slash */
  char **azPath;          /* what was found */
  size_t nFound;
  size_t nAlloc;
} FilesWalk;

/*------------------------------------------------------------------------------- match */

/* Does c belong to the class at *pz, which points behind its [? Moves *pz behind the ].
** Returns -1 when the class has no end, so that the [ stands for itself. */
static int filesClass(const char **pz, const char *zEnd, uint32_t c){
  const char *z = *pz;
  int bNot = z<zEnd && (*z=='!' || *z=='^');
  int bIn = 0;
  if( bNot ) z++;
  for(int bFirst=1; z<zEnd && (bFirst || *z!=']'); bFirst=0){
    uint32_t cLow = newsUtf8Read(&z, zEnd);
    uint32_t cHigh = cLow;
    if( zEnd-z>=2 && z[0]=='-' && z[1]!=']' ){
      z++;
      cHigh = newsUtf8Read(&z, zEnd);
    }
    if( c>=cLow && c<=cHigh ) bIn = 1;
  }
  if( z>=zEnd ) return -1;
  *pz = z+1;
  return bIn!=bNot;
}

/* Match one character of the pattern, which is no star, with one of the name. */
static int filesMatchChar(const char **pzPat, const char *zPatEnd, uint32_t c){
  uint32_t cPat = newsUtf8Read(pzPat, zPatEnd);
  if( cPat=='?' ) return 1;
  if( cPat=='[' ){
    int bIn = filesClass(pzPat, zPatEnd, c);
    if( bIn>=0 ) return bIn;
  }
  return cPat==c;
}

/* Does a name match a part of the pattern? After a mismatch the last star takes one
** character more; stars before it need never be tried again. */
static int filesMatch(const FilesPart *pPart, const char *z){
  const char *zPat = pPart->z, *zPatEnd = pPart->z + pPart->n;
  const char *zEnd = z + strlen(z);
  const char *zStar = NULL;       /* behind the last star */
  const char *zRetry = NULL;      /* where the name goes on when it takes one more */
  if( z[0]=='.' && (pPart->n==0 || pPart->z[0]!='.') ) return 0;
  while( z<zEnd ){
    if( zPat<zPatEnd && *zPat=='*' ){
      zStar = ++zPat;
      zRetry = z;
      continue;
    }
    if( zPat<zPatEnd ){
      const char *zNext = z;
      if( filesMatchChar(&zPat, zPatEnd, newsUtf8Read(&zNext, zEnd)) ){
        z = zNext;
        continue;
      }
    }
    if( zStar==NULL ) return 0;
    newsUtf8Read(&zRetry, zEnd);
    z = zRetry;
    zPat = zStar;
  }
  while( zPat<zPatEnd && *zPat=='*' ) zPat++;
  return zPat==zPatEnd;
}

/*-------------------------------------------------------------------------------- walk */

/* Cut the pattern into parts. */
static int filesParts(FilesWalk *p, const char *z){
  while( *z=='/' ) z++;
  for(;;){
    size_t n = strcspn(z, "/");
    FilesPart part = { .z = z, .n = n };
    if( n==0 ){
      part.z = "*";
      part.n = 1;
    }
    part.bDeep = n==2 && memcmp(z, "**", 2)==0;
    part.bPlain = n>0 && strcspn(z, "*?[")>=n;
    if( p->nPart>=FILES_PARTS-1 ){
      return newsError(p->pErr, NEWS_ERROR, "a pattern may have %d parts", FILES_PARTS-2);
    }
    if( !part.bDeep || p->nPart==0 || !p->aPart[p->nPart-1].bDeep ){
      p->aPart[p->nPart++] = part;
    }
    z += n;
    if( *z==0 ) break;
    while( *z=='/' ) z++;
  }
  if( p->aPart[p->nPart-1].bDeep ){
    p->aPart[p->nPart++] = (FilesPart){ .z = "*", .n = 1 };
  }
  return NEWS_OK;
}

/* Add a path to what was found. */
static int filesAdd(FilesWalk *p, const char *zPath, size_t nPath){
  if( p->nFound>=p->nAlloc ){
    size_t nNew = p->nAlloc ? p->nAlloc*2 : 64;
    char **azNew = newsArenaGrow(p->pArena, p->azPath, p->nAlloc*sizeof(char*),
                                 nNew*sizeof(char*));
    if( azNew==NULL ) return NEWS_NOMEM;
    p->azPath = azNew;
    p->nAlloc = nNew;
  }
  char *z = newsArenaDup(p->pArena, zPath, (int)nPath);
  if( z==NULL ) return NEWS_NOMEM;
  p->azPath[p->nFound++] = z;
  return NEWS_OK;
}

/* Two stars let the part behind them in at once. */
static uint64_t filesClosure(const FilesWalk *p, uint64_t mPart){
  for(int i=0; i<p->nPart; i++){
    if( (mPart>>i & 1) && p->aPart[i].bDeep ) mPart |= (uint64_t)1<<(i+1);
  }
  return mPart;
}

/* A folder to be read after the one that it was found in. */
typedef struct FilesSub FilesSub;
struct FilesSub {
  FilesSub *pNext;
  uint64_t mPart;
  size_t nName;
  char *zName;
};

/* The parts that may follow when a name of the folder matches those of mPart. */
static uint64_t filesStep(
  const FilesWalk *p, uint64_t mPart, const char *zName, int bFolder, int bLink
){
  uint64_t mNext = 0;
  for(int i=0; i<p->nPart; i++){
    if( (mPart>>i & 1)==0 ) continue;
    if( p->aPart[i].bDeep ){
      if( bFolder && !bLink && zName[0]!='.' ) mNext |= (uint64_t)1<<i;
    }else if( filesMatch(&p->aPart[i], zName) ){
      mNext |= (uint64_t)1<<(i+1);
    }
  }
  return filesClosure(p, mNext);
}

/* One name of the folder of nDir bytes: a file that is found, or a folder to be read. */
static int filesName(
  FilesWalk *p, size_t nDir, const char *zName, uint64_t mPart, FilesSub **ppSub
){
  uint64_t mEnd = (uint64_t)1<<p->nPart;
  size_t nName = strlen(zName);
  struct stat st;
  if( strcmp(zName, ".")==0 || strcmp(zName, "..")==0 ) return NEWS_OK;
  if( filesStep(p, mPart, zName, 1, 0)==0 ) return NEWS_OK;
  if( nDir+nName+1>NEWS_PATH_MAX ){
    return newsError(p->pErr, NEWS_ERROR, "a path is longer than %d bytes",
                     NEWS_PATH_MAX);
  }
  memcpy(&p->zPath[nDir], zName, nName+1);
  int bLink = lstat(p->zPath, &st)==0 && S_ISLNK(st.st_mode);
  int bFolder = (bLink ? stat(p->zPath, &st)==0 : 1) && S_ISDIR(st.st_mode);
  uint64_t mNext = filesStep(p, mPart, zName, bFolder, bLink);
  if( !bFolder ){
    return (mNext & mEnd) ? filesAdd(p, p->zPath, nDir+nName) : NEWS_OK;
  }
  if( (mNext & ~mEnd)==0 ) return NEWS_OK;
  FilesSub *pSub = newsArenaAlloc(p->pArena, sizeof(*pSub));
  if( pSub==NULL ) return NEWS_NOMEM;
  *pSub = (FilesSub){ .pNext = *ppSub, .mPart = mNext & ~mEnd, .nName = nName };
  pSub->zName = newsArenaDup(p->pArena, zName, (int)nName);
  if( pSub->zName==NULL ) return NEWS_NOMEM;
  *ppSub = pSub;
  return NEWS_OK;
}

/* Read the folder whose path is the first nDir bytes of zPath. One that cannot be read
** goes to what was found, and reading it as a file will say why. */
static int filesFolder(FilesWalk *p, size_t nDir, uint64_t mPart, FilesSub **ppSub){
  int rc = NEWS_OK;
  p->zPath[nDir] = 0;
  if( newsInterrupted(p->pHost) ) return NEWS_INTERRUPT;
  DIR *pDir = opendir(nDir ? p->zPath : ".");
  if( pDir==NULL ){
    if( errno==ENOENT || errno==ENOTDIR ) return NEWS_OK;
    return filesAdd(p, p->zPath, nDir>1 ? nDir-1 : nDir);
  }
  for(unsigned n=1; rc==NEWS_OK; n++){
    struct dirent *pEntry = readdir(pDir);
    if( pEntry==NULL ) break;
    if( n%1024==0 && newsInterrupted(p->pHost) ) rc = NEWS_INTERRUPT;
    if( rc==NEWS_OK ) rc = filesName(p, nDir, pEntry->d_name, mPart, ppSub);
  }
  closedir(pDir);
  return rc;
}

/* Find what matches below the folder of nDir bytes. */
static int filesWalk(FilesWalk *p, size_t nDir, uint64_t mPart){
  FilesSub *pSub = NULL;
  int i = 0;
  while( (mPart>>i & 1)==0 ) i++;
  if( mPart==(uint64_t)1<<i && p->aPart[i].bPlain ){
    /* A plain part alone needs no reading of the folder, and may be ".." too. */
    struct stat st;
    size_t n = nDir + p->aPart[i].n;
    if( n+1>NEWS_PATH_MAX ) return NEWS_OK;
    memcpy(&p->zPath[nDir], p->aPart[i].z, p->aPart[i].n);
    p->zPath[n] = 0;
    if( i+1==p->nPart ){
      int bFile = lstat(p->zPath, &st)==0 && !S_ISDIR(st.st_mode);
      return bFile ? filesAdd(p, p->zPath, n) : NEWS_OK;
    }
    p->zPath[n] = '/';
    return filesWalk(p, n+1, filesClosure(p, (uint64_t)1<<(i+1)));
  }
  int rc = filesFolder(p, nDir, mPart, &pSub);
  for(; rc==NEWS_OK && pSub; pSub=pSub->pNext){
    memcpy(&p->zPath[nDir], pSub->zName, pSub->nName);
    p->zPath[nDir+pSub->nName] = '/';
    rc = filesWalk(p, nDir+pSub->nName+1, pSub->mPart);
  }
  return rc;
}

static int filesCompare(const void *pA, const void *pB){
  return strcmp(*(char *const*)pA, *(char *const*)pB);
}

int newsFilesFind(
  NewsArena *pArena,
  const char *zPattern,
  char ***pazPath,        /* OUT: paths */
  int *pnPath,            /* OUT: their number */
  int *pbFolder,          /* OUT: the pattern is a folder's name */
  NewsError *pErr
){
  struct stat st;
  size_t n = strlen(zPattern);
  FilesWalk *p = newsArenaAlloc(pArena, sizeof(*p));
  if( p==NULL ) return NEWS_NOMEM;
  memset(p, 0, sizeof(*p));
  p->pArena = pArena;
  p->pHost = newsArenaHost(pArena);
  p->pErr = pErr;
  *pazPath = NULL;
  *pnPath = *pbFolder = 0;
  if( n==0 ) return newsError(pErr, NEWS_ERROR, "the name of the file is empty");
  if( n>=NEWS_PATH_MAX ){
    return newsError(pErr, NEWS_ERROR, "a path is longer than %d bytes", NEWS_PATH_MAX);
  }
  int rc = NEWS_OK;
  int bThere = stat(zPattern, &st)==0;
  if( bThere && S_ISDIR(st.st_mode) ){
    *pbFolder = 1;
    p->aPart[p->nPart++] = (FilesPart){ .z = "*", .n = 1 };
    memcpy(p->zPath, zPattern, n);
    if( zPattern[n-1]!='/' ) p->zPath[n++] = '/';
    rc = filesWalk(p, n, 1);
  }else if( bThere || strcspn(zPattern, "*?[")==n ){
    rc = filesAdd(p, zPattern, n);
  }else{
    p->zPath[0] = '/';
    rc = filesParts(p, zPattern);
    if( rc==NEWS_OK ) rc = filesWalk(p, zPattern[0]=='/', filesClosure(p, 1));
  }
  if( rc==NEWS_OK && p->nFound>INT32_MAX ) rc = NEWS_TOOBIG;
  if( rc!=NEWS_OK ) return rc;
  if( p->nFound>1 ) qsort(p->azPath, p->nFound, sizeof(char*), filesCompare);
  *pazPath = p->azPath;
  *pnPath = (int)p->nFound;
  return NEWS_OK;
}

/*-------------------------------------------------------------------------------- read */

/* A sentence for errno, without the words of a locale. */
static int filesErrno(NewsError *pErr, int e){
  const char *z = NULL;
  switch( e ){
    case ENOENT: case ENOTDIR:  z = "no such file"; break;
    case EACCES: case EPERM:    z = "no permission to read it"; break;
    case ELOOP:                 z = "too many symbolic links"; break;
    case ENAMETOOLONG:          z = "the name is too long"; break;
    case EISDIR: case ENXIO:    z = "not a regular file"; break;
    case EMFILE: case ENFILE:   z = "too many files are open"; break;
    case ENOMEM:                return NEWS_NOMEM;
  }
  if( z ) return newsError(pErr, NEWS_ERROR, "%s", z);
  return newsError(pErr, NEWS_ERROR, "reading it failed with system error %d", e);
}

int newsFilesOpen(const char *zPath, int *pfd, NewsError *pErr){
  struct stat st;
  /* Without O_NONBLOCK, opening a pipe would wait for a writer. */
  int fd = open(zPath, O_RDONLY|O_CLOEXEC|O_NONBLOCK|O_NOCTTY), rc = NEWS_OK;
  *pfd = -1;
  if( fd<0 ) return filesErrno(pErr, errno);
  if( fstat(fd, &st)!=0 ){
    rc = filesErrno(pErr, errno);
  }else if( !S_ISREG(st.st_mode) ){
    rc = newsError(pErr, NEWS_ERROR, "not a regular file");
  }
  if( rc!=NEWS_OK ){
    close(fd);
  }else{
    *pfd = fd;
  }
  return rc;
}

int64_t newsFilesRead(void *pCtx, char *z, size_t n, NewsError *pErr){
  for(;;){
    ssize_t nGot = read(*(int*)pCtx, z, n);
    if( nGot>=0 ) return nGot;
    if( errno!=EINTR ) return -filesErrno(pErr, errno);
  }
}

void newsFilesClose(int *pfd){
  if( *pfd>=0 ) close(*pfd);
  *pfd = -1;
}
