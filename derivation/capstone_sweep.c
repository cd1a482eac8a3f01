/*
 * Decodes code with capstone, for the profile `disassemblers`.
 *
 * Usage: capstone_sweep FILE SET < PIECES
 *
 * A SET is one of those below; exit status 3 if capstone lacks it. Pieces and lines are those of zydis_sweep.c, but for what is said of
 * an instruction, its mnemonic, and how far the sweep goes on where nothing decodes: as far as instructions of the set are aligned.
 */
#include <capstone/capstone.h>

#include "sweep.h"

static const struct {
  const char *name;
  cs_arch arch;
  unsigned mode;
  size_t unit;
} sets[] = {
    {"x86_64", CS_ARCH_X86, CS_MODE_64, 1},
    {"i386", CS_ARCH_X86, CS_MODE_32, 1},
    {"aarch64", CS_ARCH_ARM64, CS_MODE_LITTLE_ENDIAN, 4},
    {"arm-a32", CS_ARCH_ARM, CS_MODE_ARM | CS_MODE_V8, 4},
    {"arm-t32", CS_ARCH_ARM, CS_MODE_THUMB | CS_MODE_V8, 2},
    {"riscv64", CS_ARCH_RISCV, CS_MODE_RISCV64 | CS_MODE_RISCVC, 2},
    {"ppc64le", CS_ARCH_PPC, CS_MODE_64 | CS_MODE_LITTLE_ENDIAN, 4},
    {"s390x", CS_ARCH_SYSZ, CS_MODE_BIG_ENDIAN, 2},
#if CS_API_MAJOR >= 6
    {"loongarch64", CS_ARCH_LOONGARCH, CS_MODE_LOONGARCH64, 4},
#endif
};

static csh handle;
static size_t unit;

static void sweep(const unsigned char *code, size_t left) {
  cs_insn *instruction = cs_malloc(handle);
  uint64_t address = 0;
  while (left > 0) {
    const unsigned char *start = code;
    if (cs_disasm_iter(handle, &code, &left, &address, instruction)) {
      print_line(start, instruction->size, instruction->mnemonic);
    } else {
      size_t step = left < unit ? left : unit;
      print_line(code, step, "?");
      code += step;
      left -= step;
      address += step;
    }
  }
  cs_free(instruction, 1);
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: capstone_sweep FILE SET < PIECES\n");
    return 2;
  }
  size_t set = 0, count = sizeof sets / sizeof *sets;
  while (set < count && strcmp(sets[set].name, argv[2])) {
    set++;
  }
  if (set == count || cs_open(sets[set].arch, sets[set].mode, &handle)) {
    return 3;
  }
  unit = sets[set].unit;
  return sweep_pieces(argv[1]);
}
