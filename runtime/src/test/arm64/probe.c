/*
 * One line on what this program found out about its processor.
 *
 * stack, proc: AT_HWCAP and AT_HWCAP2 of its own stack and of /proc/self/auxv
 * getauxval:   the same as the C library answers
 * lse:         whether libgcc's outline atomics use LSE instructions
 * memcpy:      where the C library's choice begins, from the start of its mapping, and its first four instructions
 * cntb:        whether one of the first 64 is CNTB, an instruction of SVE
 * vl:          bytes of an SVE register, as RDVL counts them; 0 without SVE
 * pac:         which of the keys A and B change a code pointer that is signed with them
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
#include <sys/prctl.h>
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

static unsigned long vector_bytes(void) {
  if (prctl(PR_SVE_GET_VL) < 0) {
    return 0;
  }
  register unsigned long bytes __asm__("x0");
  __asm__(".inst 0x04bf5020 /* rdvl x0, #1 */" : "=r"(bytes));
  return bytes;
}

/* A signature may be 0 by chance, but not for many modifiers. Hints, which processors without the feature pass over. */
#define SIGNS(hint) \
  ({ \
    int changed = 0; \
    for (uintptr_t n = 0; n < 16; n++) { \
      register uintptr_t pointer __asm__("x17") = (uintptr_t)main; \
      register uintptr_t modifier __asm__("x16") = n; \
      __asm__ volatile("hint " hint : "+r"(pointer) : "r"(modifier)); \
      changed |= pointer != (uintptr_t)main; \
    } \
    changed; \
  })
#define PACIA1716 "#8"
#define PACIB1716 "#10"

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
  printf("%s: stack=%lx,%lx proc=%lx,%lx getauxval=%lx,%lx lse=%d memcpy=%lx:%08x,%08x,%08x,%08x cntb=%d vl=%lu pac=%s%s", argc > 1 ? argv[1] : "probe", stack[16], stack[26],
         proc[16], proc[26], getauxval(16), getauxval(26), __aarch64_have_lse_atomics, (uintptr_t)code - base, code[0], code[1], code[2], code[3], cntb, vector_bytes(),
         SIGNS(PACIA1716) ? "A" : "-", SIGNS(PACIB1716) ? "B" : "-");
  if (argc > 2) {
    unsigned long isar0, midr;
    __asm__("mrs %0, id_aa64isar0_el1" : "=r"(isar0));
    __asm__("mrs %0, midr_el1" : "=r"(midr));
    printf(" isar0=%lx midr=%lx", isar0, midr);
  }
  printf("\n");
  return 0;
}
