/*
** mktext.c - a text file as a C array, for compiling it in.
**
**   mktext -o build/schema_sql.c newsSchemaSql sql/schema.sql
**
** writes `extern const char newsSchemaSql[]; const char newsSchemaSql[] = …;`. The
** array ends with a NUL. Characters are written as numbers, so that its length is not
** bounded by the longest string that a compiler must take.
*/
#include <stdio.h>
#include <string.h>

static int fail(const char *zWhat, const char *zName){
  fprintf(stderr, "mktext: %s %s\n", zWhat, zName);
  return 1;
}

/* The array's text from in to out; 0 when all went well. */
static int convert(FILE *in, FILE *out, const char *zName){
  int c, n = 0;
  fprintf(out, "/* Made by mktext; do not edit. */\n");
  fprintf(out, "extern const char %s[];\nconst char %s[] = {", zName, zName);
  while( (c = getc(in))!=EOF ){
    if( n++%20==0 ) fprintf(out, "\n ");
    fprintf(out, "%d,", c<128 ? c : c-256);
  }
  fprintf(out, "\n 0};\n");
  return ferror(in) || ferror(out);
}

int main(int argc, char **argv){
  if( argc!=5 || strcmp(argv[1], "-o")!=0 ){
    fprintf(stderr, "usage: mktext -o OUTPUT NAME INPUT\n");
    return 2;
  }
  FILE *in = fopen(argv[4], "rb");
  if( in==NULL ) return fail("cannot read", argv[4]);
  FILE *out = fopen(argv[2], "wb");
  if( out==NULL ){
    fclose(in);
    return fail("cannot write", argv[2]);
  }
  int rc = convert(in, out, argv[3]);
  fclose(in);
  if( fclose(out)!=0 || rc ){
    remove(argv[2]);
    return fail("cannot write", argv[2]);
  }
  return 0;
}
