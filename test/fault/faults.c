/*
** faults.c - a Tcl extension that makes SQLite's n-th allocation or n-th file operation fail.
**
**   load build/faults.so              before "package require sqlite3"
**   faults oom 3 0                    the 3rd allocation from now fails, once
**   faults oom 3 1                    it and all that follow
**   faults io 2 0                     the 2nd file operation: an I/O error, half of a write done
**   faults full 2 1                   from the 2nd write on: the disk is full
**   faults kill 17                    the process ends at the 17th file operation
**   faults off                        no more faults; returns how many there were
**   faults count                      allocations and file operations since the load
**   faults memory                     allocations not freed, bytes that SQLite has in use
**
** HOW IT WORKS. It wraps SQLite's allocator (SQLITE_CONFIG_MALLOC, hence the order of loading)
** and its default VFS. Debian's Tcl binding, the extension under test and this one all link the
** same libsqlite3, so every allocation and file operation of theirs passes here.
*/
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <tcl.h>

/* A countdown to a fault. */
typedef struct Trigger {
  int nLeft;               /* calls until the next fault; 0: none is armed */
  int bStay;               /* all later calls fail too */
  int nHit;                /* faults since armed */
  Tcl_WideInt nCall;       /* calls in all */
} Trigger;

static Trigger oom, io;
static int bDiskFull;      /* io faults are SQLITE_FULL on writes, nothing on other calls */
static Tcl_WideInt iKill;  /* end the process at this call of io; 0: never */
static int nOutstanding;   /* allocations not freed */

static int fires(Trigger *p){
  p->nCall++;
  if( p->nLeft==0 ) return 0;
  if( p->nLeft>1 ){
    p->nLeft--;
    return 0;
  }
  p->nHit++;
  if( !p->bStay ) p->nLeft = 0;
  return 1;
}

static void arm(Trigger *p, int n, int bStay){
  p->nLeft = n;
  p->bStay = bStay;
  p->nHit = 0;
}

/*------------------------------------------------------------------------------ allocator */

static sqlite3_mem_methods mem;

static void *memMalloc(int n){
  void *p = fires(&oom) ? 0 : mem.xMalloc(n);
  if( p ) nOutstanding++;
  return p;
}
static void memFree(void *p){
  if( p ) nOutstanding--;
  mem.xFree(p);
}
static void *memRealloc(void *p, int n){ return fires(&oom) ? 0 : mem.xRealloc(p, n); }
static int memSize(void *p){ return mem.xSize(p); }
static int memRoundup(int n){ return mem.xRoundup(n); }
static int memInit(void *p){ (void)p; return mem.xInit(mem.pAppData); }
static void memShutdown(void *p){ (void)p; mem.xShutdown(mem.pAppData); }

static int memInstall(void){
  static sqlite3_mem_methods wrap = {
    memMalloc, memFree, memRealloc, memSize, memRoundup, memInit, memShutdown, 0
  };
  int rc = sqlite3_config(SQLITE_CONFIG_GETMALLOC, &mem);
  return rc ? rc : sqlite3_config(SQLITE_CONFIG_MALLOC, &wrap);
}

/*------------------------------------------------------------------------------------ VFS */

typedef struct File {
  sqlite3_file base;
  sqlite3_file *pReal;     /* the wrapped file, behind this struct */
} File;

static sqlite3_vfs vfs, *pRealVfs;

/* Does this call fail? Writes alone do when the disk is full. */
static int ioFails(int bWrite){
  if( iKill && io.nCall+1==iKill ) _Exit(99);
  if( bDiskFull && !bWrite ) return 0;
  return fires(&io);
}
#define REAL(f)  (((File*)(f))->pReal)
#define CALL(f)  (REAL(f)->pMethods)

static int fileClose(sqlite3_file *f){
  int rc = CALL(f)->xClose(REAL(f));
  f->pMethods = 0;
  return rc;
}
static int fileRead(sqlite3_file *f, void *p, int n, sqlite3_int64 i){
  return ioFails(0) ? SQLITE_IOERR_READ : CALL(f)->xRead(REAL(f), p, n, i);
}
static int fileWrite(sqlite3_file *f, const void *p, int n, sqlite3_int64 i){
  if( ioFails(1) ){
    if( bDiskFull ) return SQLITE_FULL;
    if( n>1 ) CALL(f)->xWrite(REAL(f), p, n/2, i);
    return SQLITE_IOERR_WRITE;
  }
  return CALL(f)->xWrite(REAL(f), p, n, i);
}
static int fileTruncate(sqlite3_file *f, sqlite3_int64 n){
  return ioFails(0) ? SQLITE_IOERR_TRUNCATE : CALL(f)->xTruncate(REAL(f), n);
}
static int fileSync(sqlite3_file *f, int m){
  return ioFails(0) ? SQLITE_IOERR_FSYNC : CALL(f)->xSync(REAL(f), m);
}
static int fileSize(sqlite3_file *f, sqlite3_int64 *pn){
  return ioFails(0) ? SQLITE_IOERR_FSTAT : CALL(f)->xFileSize(REAL(f), pn);
}
static int fileLock(sqlite3_file *f, int e){ return CALL(f)->xLock(REAL(f), e); }
static int fileUnlock(sqlite3_file *f, int e){ return CALL(f)->xUnlock(REAL(f), e); }
static int fileReserved(sqlite3_file *f, int *pb){
  return CALL(f)->xCheckReservedLock(REAL(f), pb);
}
static int fileControl(sqlite3_file *f, int op, void *p){
  return CALL(f)->xFileControl(REAL(f), op, p);
}
static int fileSector(sqlite3_file *f){ return CALL(f)->xSectorSize(REAL(f)); }
static int fileDevice(sqlite3_file *f){ return CALL(f)->xDeviceCharacteristics(REAL(f)); }
static int fileShmMap(sqlite3_file *f, int i, int n, int b, void volatile **pp){
  return ioFails(0) ? SQLITE_IOERR_SHMMAP : CALL(f)->xShmMap(REAL(f), i, n, b, pp);
}
static int fileShmLock(sqlite3_file *f, int i, int n, int m){
  return CALL(f)->xShmLock(REAL(f), i, n, m);
}
static void fileShmBarrier(sqlite3_file *f){ CALL(f)->xShmBarrier(REAL(f)); }
static int fileShmUnmap(sqlite3_file *f, int b){ return CALL(f)->xShmUnmap(REAL(f), b); }

static int vfsOpen(sqlite3_vfs *p, const char *z, sqlite3_file *f, int m, int *pm){
  static const sqlite3_io_methods methods = {
    2, fileClose, fileRead, fileWrite, fileTruncate, fileSync, fileSize, fileLock, fileUnlock,
    fileReserved, fileControl, fileSector, fileDevice, fileShmMap, fileShmLock,
    fileShmBarrier, fileShmUnmap, 0, 0
  };
  (void)p;
  f->pMethods = 0;
  if( ioFails(0) ) return SQLITE_CANTOPEN;
  REAL(f) = (sqlite3_file*)&((File*)f)[1];
  int rc = pRealVfs->xOpen(pRealVfs, z, REAL(f), m, pm);
  if( CALL(f) ) f->pMethods = &methods;
  return rc;
}
static int vfsDelete(sqlite3_vfs *p, const char *z, int b){
  (void)p;
  return ioFails(0) ? SQLITE_IOERR_DELETE : pRealVfs->xDelete(pRealVfs, z, b);
}
static int vfsAccess(sqlite3_vfs *p, const char *z, int m, int *pb){
  (void)p;
  return ioFails(0) ? SQLITE_IOERR_ACCESS : pRealVfs->xAccess(pRealVfs, z, m, pb);
}

static int vfsInstall(void){
  pRealVfs = sqlite3_vfs_find(0);
  vfs = *pRealVfs;
  vfs.zName = "faults";
  vfs.pNext = 0;
  vfs.szOsFile = (int)sizeof(File)+pRealVfs->szOsFile;
  vfs.xOpen = vfsOpen;
  vfs.xDelete = vfsDelete;
  vfs.xAccess = vfsAccess;
  return sqlite3_vfs_register(&vfs, 1);
}

/*-------------------------------------------------------------------------------- command */

static Tcl_Obj *pairOf(Tcl_WideInt a, Tcl_WideInt b){
  Tcl_Obj *ap[2] = { Tcl_NewWideIntObj(a), Tcl_NewWideIntObj(b) };
  return Tcl_NewListObj(2, ap);
}

static int faultsCmd(ClientData pData, Tcl_Interp *pTcl, int objc, Tcl_Obj *const objv[]){
  static const char *const azSub[] = { "oom", "io", "full", "kill", "off", "count", "memory", 0 };
  enum { OOM, IO, FULL, KILL, OFF, COUNT, MEMORY };
  int iSub, n = 0, bStay = 0;
  (void)pData;
  if( objc<2 || objc>4 ){
    Tcl_WrongNumArgs(pTcl, 1, objv, "SUBCOMMAND ?N? ?STAY?");
    return TCL_ERROR;
  }
  if( Tcl_GetIndexFromObj(pTcl, objv[1], azSub, "subcommand", 0, &iSub)
   || (objc>2 && Tcl_GetIntFromObj(pTcl, objv[2], &n))
   || (objc>3 && Tcl_GetIntFromObj(pTcl, objv[3], &bStay))
  ){
    return TCL_ERROR;
  }
  switch( iSub ){
    case OOM:    arm(&oom, n, bStay); break;
    case IO:     arm(&io, n, bStay); bDiskFull = 0; break;
    case FULL:   arm(&io, n, bStay); bDiskFull = 1; break;
    case KILL:   iKill = n ? io.nCall+n : 0; break;
    case OFF:    Tcl_SetObjResult(pTcl, Tcl_NewIntObj(oom.nHit+io.nHit));
                 arm(&oom, 0, 0);
                 arm(&io, 0, 0);
                 bDiskFull = 0;
                 break;
    case COUNT:  Tcl_SetObjResult(pTcl, pairOf(oom.nCall, io.nCall)); break;
    case MEMORY: Tcl_SetObjResult(pTcl, pairOf(nOutstanding, sqlite3_memory_used())); break;
  }
  return TCL_OK;
}

int Faults_Init(Tcl_Interp *pTcl);
__attribute__((visibility("default")))
int Faults_Init(Tcl_Interp *pTcl){
  if( memInstall()!=SQLITE_OK ){
    Tcl_SetResult(pTcl, "faults: SQLite has started; load faults before sqlite3", TCL_STATIC);
    return TCL_ERROR;
  }
  if( sqlite3_initialize() || vfsInstall() ) return TCL_ERROR;
  Tcl_CreateObjCommand(pTcl, "faults", faultsCmd, 0, 0);
  return Tcl_PkgProvide(pTcl, "faults", "1.0");
}
