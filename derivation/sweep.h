/* What zydis_sweep.c and capstone_sweep.c have in common: the pieces that they are given, and the lines that they print. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void sweep(const unsigned char *code, size_t size);

static void print_line(const unsigned char *bytes, size_t count, const char *what) {
  static const char digits[] = "0123456789abcdef";
  char line[128];
  size_t at = 0;
  for (size_t i = 0; i < count; i++) {
    line[at++] = digits[bytes[i] >> 4];
    line[at++] = digits[bytes[i] & 15];
  }
  line[at++] = '\t';
  at += (size_t)snprintf(line + at, sizeof line - at, "%s\n", what);
  fwrite(line, 1, at, stdout);
}

/* Sweeps over each of the pieces of a file that the standard input names. */
static int sweep_pieces(const char *path) {
  FILE *file = fopen(path, "rb");
  long offset;
  size_t size;
  while (scanf("%ld %zu", &offset, &size) == 2) {
    unsigned char *code = malloc(size + 1);
    if (!file || !code || fseek(file, offset, SEEK_SET) || fread(code, 1, size, file) != size) {
      perror(path);
      return 1;
    }
    sweep(code, size);
    free(code);
  }
  return 0;
}
