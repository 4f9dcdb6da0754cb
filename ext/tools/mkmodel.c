/*
** mkmodel.c - the tagger's model as a C array, for compiling it in.
**
**   mkmodel -o build/model_data.c ext/data/tagger.model
**
** writes `const unsigned char newsModelData[]`, aligned to the lines of the cache, so that
** a bucket of the model is one line. Without a file ("-") it writes a model that knows
** nothing, for the trainer.
*/
#include <stdio.h>
#include <string.h>

static int fail(const char *zWhat, const char *zName){
  fprintf(stderr, "mkmodel: %s %s\n", zWhat, zName);
  return 1;
}

static int convert(FILE *in, FILE *out){
  int c, n = 0;
  fprintf(out, "/* Made by mkmodel; do not edit. */\n"
               "extern const unsigned char newsModelData[];\n"
               "_Alignas(64) const unsigned char newsModelData[] = {");
  while( in && (c = getc(in))!=EOF ){
    if( n++%24==0 ) fprintf(out, "\n ");
    fprintf(out, "%d,", c);
  }
  fprintf(out, n ? "\n};\n" : "0};\n");
  return (in && ferror(in)) || ferror(out);
}

int main(int argc, char **argv){
  FILE *in = NULL;
  if( argc!=4 || strcmp(argv[1], "-o")!=0 ){
    fprintf(stderr, "usage: mkmodel -o OUTPUT INPUT\n");
    return 2;
  }
  if( strcmp(argv[3], "-")!=0 ){
    in = fopen(argv[3], "rb");
    if( in==NULL ) return fail("cannot read", argv[3]);
  }
  FILE *out = fopen(argv[2], "wb");
  if( out==NULL ) return fail("cannot write", argv[2]);
  int rc = convert(in, out);
  if( in ) fclose(in);
  if( fclose(out)!=0 || rc ){
    remove(argv[2]);
    return fail("cannot write", argv[2]);
  }
  return 0;
}
