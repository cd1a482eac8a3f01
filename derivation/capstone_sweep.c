/*
 * Decodes x86 code with capstone, for compare_x86.py.
 *
 * Usage: capstone_sweep FILE MODE < PIECES      (MODE: 64 or 32)
 *
 * Pieces and lines are those of zydis_sweep.c, but for what is said of an instruction: its mnemonic.
 */
#include <capstone/capstone.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void line(const unsigned char *bytes, size_t count, const char *what) {
  for (size_t i = 0; i < count; i++) {
    printf("%02x", bytes[i]);
  }
  printf("\t%s\n", what);
}

int main(int argc, char **argv) {
  csh handle;
  if (argc != 3 || cs_open(CS_ARCH_X86, strcmp(argv[2], "64") ? CS_MODE_32 : CS_MODE_64, &handle)) {
    fprintf(stderr, "usage: capstone_sweep FILE MODE < PIECES\n");
    return 2;
  }
  FILE *file = fopen(argv[1], "rb");
  cs_insn *instruction = cs_malloc(handle);
  long offset;
  size_t size;
  while (scanf("%ld %zu", &offset, &size) == 2) {
    unsigned char *code = malloc(size + 1);
    if (!file || !code || fseek(file, offset, SEEK_SET) || fread(code, 1, size, file) != size) {
      perror(argv[1]);
      return 1;
    }
    const unsigned char *at = code;
    uint64_t address = 0;
    for (size_t left = size; left > 0;) {
      const unsigned char *start = at;
      if (cs_disasm_iter(handle, &at, &left, &address, instruction)) {
        line(start, instruction->size, instruction->mnemonic);
      } else {
        line(at, left < 15 ? left : 15, "?");
        at++;
        left--;
        address++;
      }
    }
    free(code);
  }
  return 0;
}
