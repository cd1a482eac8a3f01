/*
 * One line on what this program found out about its processor.
 *
 * stack, proc: AT_HWCAP and AT_HWCAP2 of its own stack and of /proc/self/auxv
 * getauxval:   the same as the C library answers
 * lse:         whether libgcc's outline atomics use LSE instructions
 * memcpy:      where the C library's choice begins, from the start of its mapping, and its first four instructions
 * cntb:        whether one of the first 64 is CNTB, an instruction of SVE
 *
 * With a further argument: two ID registers, as the program itself reads them.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <link.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

extern _Bool __aarch64_have_lse_atomics;
static atomic_int counter;
static uintptr_t base;

static int holds_memcpy(struct dl_phdr_info *object, size_t size, void *address) {
  (void)size;
  for (int i = 0; i < object->dlpi_phnum; i++) {
    uintptr_t start = object->dlpi_addr + object->dlpi_phdr[i].p_vaddr;
    if (object->dlpi_phdr[i].p_type == PT_LOAD && (uintptr_t)address - start < object->dlpi_phdr[i].p_memsz) {
      base = object->dlpi_addr;
    }
  }
  return 0;
}

int main(int argc, char **argv, char **envp) {
  unsigned long stack[64] = {0}, proc[64] = {0}, pair[2];
  atomic_fetch_add(&counter, argc); /* links the outline atomics */
  while (*envp) {
    envp++;
  }
  for (unsigned long *entry = (unsigned long *)(envp + 1); entry[0]; entry += 2) {
    if (entry[0] < 64) {
      stack[entry[0]] = entry[1];
    }
  }
  int vector = open("/proc/self/auxv", O_RDONLY);
  while (read(vector, pair, sizeof pair) == sizeof pair) {
    if (pair[0] < 64) {
      proc[pair[0]] = pair[1];
    }
  }
  void *(*volatile copy)(void *, const void *, size_t) = memcpy;
  const uint32_t *code = (const uint32_t *)copy;
  dl_iterate_phdr(holds_memcpy, (void *)code);
  int cntb = 0;
  for (int i = 0; i < 64; i++) {
    cntb |= (code[i] & 0xfffffc00) == 0x0420e000;
  }
  printf("%s: stack=%lx,%lx proc=%lx,%lx getauxval=%lx,%lx lse=%d memcpy=%lx:%08x,%08x,%08x,%08x cntb=%d", argc > 1 ? argv[1] : "probe", stack[16], stack[26],
         proc[16], proc[26], getauxval(16), getauxval(26), __aarch64_have_lse_atomics, (uintptr_t)code - base, code[0], code[1], code[2], code[3], cntb);
  if (argc > 2) {
    unsigned long isar0, midr;
    __asm__("mrs %0, id_aa64isar0_el1" : "=r"(isar0));
    __asm__("mrs %0, midr_el1" : "=r"(midr));
    printf(" isar0=%lx midr=%lx", isar0, midr);
  }
  printf("\n");
  return 0;
}
