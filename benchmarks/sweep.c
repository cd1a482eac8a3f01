/*
 * Decodes code with Zydis 4 or capstone 4 and prints what it costs, for decoders.py.
 *
 * Usage: sweep TOOL ARCHITECTURE PASSES FILE < PIECES
 *
 * TOOL is zydis (decodes instructions without operands, with their ISA set), zydis-minimal (its fastest mode, which has no ISA set) or
 * capstone (with details, which hold the groups that stand for features). A piece is a line with an offset and a size in FILE. Prints the
 * instructions of a pass, the bytes that did not decode, and the CPU time of each pass in microseconds; a pass before them is not counted.
 */
#include <Zydis/Zydis.h>
#include <capstone/capstone.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

typedef struct {
  unsigned char *code;
  size_t size;
} Piece;

typedef struct {
  uint64_t instructions;
  uint64_t undecoded;
  uint64_t seen;
} Count;

typedef struct {
  ZydisDecoder zydis;
  csh capstone;
  cs_insn *instruction;
  int step;
} Tools;

static void with_zydis(Tools *tools, const Piece *piece, Count *count) {
  ZydisDecodedInstruction instruction;
  for (size_t at = 0; at < piece->size;) {
    if (ZYAN_SUCCESS(ZydisDecoderDecodeInstruction(&tools->zydis, NULL, piece->code + at, piece->size - at, &instruction))) {
      count->instructions++;
      count->seen += instruction.meta.isa_set;
      at += instruction.length;
    } else {
      count->undecoded++;
      at++;
    }
  }
}

static void with_capstone(Tools *tools, const Piece *piece, Count *count) {
  const uint8_t *code = piece->code;
  size_t left = piece->size;
  uint64_t address = 0;
  while (left) {
    if (cs_disasm_iter(tools->capstone, &code, &left, &address, tools->instruction)) {
      count->instructions++;
      count->seen += tools->instruction->detail->groups_count;
    } else {
      size_t step = left < (size_t)tools->step ? left : (size_t)tools->step;
      count->undecoded += step;
      code += step;
      left -= step;
    }
  }
}

static long cpu_micros(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000L + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

static int start(Tools *tools, const char *tool, const char *architecture) {
  int wide = !strcmp(architecture, "x86_64"), arm = !strcmp(architecture, "aarch64");
  tools->step = arm ? 4 : 1;
  if (!strcmp(tool, "capstone")) {
    if (cs_open(arm ? CS_ARCH_ARM64 : CS_ARCH_X86, arm ? CS_MODE_ARM : wide ? CS_MODE_64 : CS_MODE_32, &tools->capstone)) {
      return 0;
    }
    cs_option(tools->capstone, CS_OPT_DETAIL, CS_OPT_ON);
    tools->instruction = cs_malloc(tools->capstone);
    return tools->instruction != NULL;
  }
  if (arm) {
    return 0;
  }
  ZydisDecoderInit(&tools->zydis, wide ? ZYDIS_MACHINE_MODE_LONG_64 : ZYDIS_MACHINE_MODE_LEGACY_32,
                   wide ? ZYDIS_STACK_WIDTH_64 : ZYDIS_STACK_WIDTH_32);
  ZydisDecoderEnableMode(&tools->zydis, ZYDIS_DECODER_MODE_MINIMAL, !strcmp(tool, "zydis-minimal"));
  return 1;
}

int main(int argc, char **argv) {
  Tools tools;
  if (argc != 5 || !start(&tools, argv[1], argv[2])) {
    fprintf(stderr, "usage: sweep zydis|zydis-minimal|capstone x86_64|i386|aarch64 PASSES FILE < PIECES\n");
    return 2;
  }
  FILE *file = fopen(argv[4], "rb");
  Piece *pieces = NULL;
  size_t many = 0, size;
  long offset;
  while (scanf("%ld %zu", &offset, &size) == 2) {
    pieces = realloc(pieces, (many + 1) * sizeof *pieces);
    pieces[many].code = malloc(size);
    pieces[many].size = size;
    if (!file || fseek(file, offset, SEEK_SET) || fread(pieces[many].code, 1, size, file) != size) {
      perror(argv[4]);
      return 1;
    }
    many++;
  }
  Count count = {0, 0, 0};
  for (int pass = 0; pass <= atoi(argv[3]); pass++) {
    long before = cpu_micros();
    count.instructions = count.undecoded = 0;
    for (size_t i = 0; i < many; i++) {
      (strcmp(argv[1], "capstone") ? with_zydis : with_capstone)(&tools, &pieces[i], &count);
    }
    if (pass == 0) {
      printf("%llu %llu\n", (unsigned long long)count.instructions, (unsigned long long)count.undecoded);
    } else {
      printf("%ld\n", cpu_micros() - before);
    }
  }
  return count.seen == UINT64_MAX;
}
