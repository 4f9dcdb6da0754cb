/*
** keeplibs.c - preloaded into runs under AddressSanitizer: libraries are never unloaded, so
** that the stacks of a leak report keep their names.
*/
int dlclose(void *p);
int dlclose(void *p){ (void)p; return 0; }
