/*
 * Decodes code with Zydis 4, for the profile `disassemblers` and compare_scan.py.
 *
 * Usage: zydis_sweep FILE MODE < PIECES      (MODE: 64 or 32)
 *
 * A piece is a line with an offset and a size; each is decoded from its first byte to its last. One line per instruction: its bytes in
 * hex, TAB, its ISA set, a space, its mnemonic; where nothing decodes, up to 15 bytes from there, TAB and "?", and the sweep goes on one
 * byte later.
 */
#include <Zydis/Zydis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static void sweep(const ZydisDecoder *decoder, const unsigned char *code, size_t size) {
  ZydisDecodedInstruction instruction;
  for (size_t at = 0; at < size;) {
    size_t left = size - at;
    if (ZYAN_SUCCESS(ZydisDecoderDecodeInstruction(decoder, NULL, code + at, left, &instruction))) {
      char what[64];
      snprintf(what, sizeof what, "%s %s", ZydisISASetGetString(instruction.meta.isa_set),
               ZydisMnemonicGetString(instruction.mnemonic));
      print_line(code + at, instruction.length, what);
      at += instruction.length;
    } else {
      print_line(code + at, left < 15 ? left : 15, "?");
      at++;
    }
  }
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: zydis_sweep FILE MODE < PIECES\n");
    return 2;
  }
  FILE *file = fopen(argv[1], "rb");
  int wide = strcmp(argv[2], "64") == 0;
  ZydisDecoder decoder;
  ZydisDecoderInit(&decoder, wide ? ZYDIS_MACHINE_MODE_LONG_64 : ZYDIS_MACHINE_MODE_LEGACY_32,
                   wide ? ZYDIS_STACK_WIDTH_64 : ZYDIS_STACK_WIDTH_32);
  long offset;
  size_t size;
  while (scanf("%ld %zu", &offset, &size) == 2) {
    unsigned char *code = malloc(size + 1);
    if (!file || !code || fseek(file, offset, SEEK_SET) || fread(code, 1, size, file) != size) {
      perror(argv[1]);
      return 1;
    }
    sweep(&decoder, code, size);
    free(code);
  }
  return 0;
}
