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

#include "sweep.h"

static ZydisDecoder decoder;

static void sweep(const unsigned char *code, size_t size) {
  ZydisDecodedInstruction instruction;
  for (size_t at = 0; at < size;) {
    size_t left = size - at;
    if (ZYAN_SUCCESS(ZydisDecoderDecodeInstruction(&decoder, NULL, code + at, left, &instruction))) {
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
  int wide = strcmp(argv[2], "64") == 0;
  ZydisDecoderInit(&decoder, wide ? ZYDIS_MACHINE_MODE_LONG_64 : ZYDIS_MACHINE_MODE_LEGACY_32,
                   wide ? ZYDIS_STACK_WIDTH_64 : ZYDIS_STACK_WIDTH_32);
  return sweep_pieces(argv[1]);
}
