/*
** mkmodel.c - the tagger's model as a C array, for compiling it in.
**
**   mkmodel -o build/model_data.c ext/data/tagger.model
**
** writes `const unsigned char newsModelData[]`, aligned to the lines of the cache, so that
** no row of the model lies in two, and the weights of transitions once more as numbers,
** from tag to tag and the other way about (newsModelTrans). Without a file ("-") it writes a
** model that knows nothing, for the trainer.
*/
#include "../entity/modelInt.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int fail(const char *zWhat, const char *zName){
  fprintf(stderr, "mkmodel: %s %s\n", zWhat, zName);
  return 1;
}

/* The weight from tag i to tag k. */
static int transition(const unsigned char *a, int i, int k){
  int iAt = NEWS_MODEL_TRANS+2*(i*NEWS_MODEL_COLS+k);
  int v = a[iAt] | a[iAt+1]<<8;
  return v<0x8000 ? v : v-0x10000;
}

static void putTransitions(FILE *out, const unsigned char *a){
  fprintf(out, "const int16_t newsModelTrans[2][NEWS_MODEL_COLS][NEWS_MODEL_COLS] = {");
  for(int bBack=0; bBack<2; bBack++){
    fprintf(out, "{");
    for(int i=0; i<NEWS_MODEL_COLS; i++){
      fprintf(out, "{");
      for(int k=0; k<NEWS_MODEL_COLS; k++){
        fprintf(out, "%d,", bBack ? transition(a, k, i) : transition(a, i, k));
      }
      fprintf(out, "},\n");
    }
    fprintf(out, "},");
  }
  fprintf(out, "};\nconst int16_t newsModelInside[2][NEWS_MT_IN] = {");
  for(int bLater=0; bLater<2; bLater++){
    fprintf(out, "{");
    for(int k=0; k<NEWS_MT_IN; k++){
      fprintf(out, "%d,", transition(a, bLater ? k+NEWS_MT_IN : k, k+NEWS_MT_IN));
    }
    fprintf(out, "},");
  }
  fprintf(out, "};\n");
}

/* A byte of the file as the extension has it: weights without signs. */
static unsigned char compiled(const unsigned char *a, size_t i){
  size_t iCol = i%NEWS_MODEL_COLS;      /* the head has whole rows */
  int bCheck = iCol==NEWS_MODEL_CHECK || iCol==NEWS_MODEL_CHECK+1;
  if( i<NEWS_MODEL_HEAD || bCheck ) return a[i];
  return (unsigned char)(a[i]+NEWS_MODEL_BIAS);
}

static void convert(const unsigned char *a, size_t n, FILE *out){
  fprintf(out, "/* Made by mkmodel; do not edit. */\n"
               "#include \"modelInt.h\"\n"
               "_Alignas(64) const unsigned char newsModelData[] = {");
  for(size_t i=0; i<n; i++) fprintf(out, "%s%d,", i%24==0 ? "\n " : "", compiled(a, i));
  fprintf(out, "\n};\n");
  putTransitions(out, a);
}

int main(int argc, char **argv){
  if( argc!=4 || strcmp(argv[1], "-o")!=0 ){
    fprintf(stderr, "usage: mkmodel -o OUTPUT INPUT\n");
    return 2;
  }
  unsigned char *a = calloc(NEWS_MODEL_BYTES, 1);
  size_t n = NEWS_MODEL_HEAD;
  if( a==NULL ) return fail("is out of memory for", argv[3]);
  if( strcmp(argv[3], "-")!=0 ){
    FILE *in = fopen(argv[3], "rb");
    n = in ? fread(a, 1, NEWS_MODEL_BYTES, in) : 0;
    if( in==NULL || ferror(in) || fclose(in) ) return fail("cannot read", argv[3]);
    if( n<NEWS_MODEL_HEAD ) return fail("finds no model in", argv[3]);
  }
  FILE *out = fopen(argv[2], "wb");
  if( out==NULL ) return fail("cannot write", argv[2]);
  convert(a, n, out);
  if( ferror(out) | fclose(out) ){
    remove(argv[2]);
    return fail("cannot write", argv[2]);
  }
  free(a);
  return 0;
}
