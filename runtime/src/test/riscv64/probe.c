/*
 * One line on what this program found out about its processor.
 *
 * stack, proc: AT_HWCAP of its own stack and of /proc/self/auxv
 * getauxval:   the same as the C library answers
 * control:     PR_RISCV_V_GET_CONTROL: 1 off and 2 on for this program, 4 and 8 for the next one, 16 inherited
 * vector:      bytes of a vector register, as VSETVLI counts them, or SIGILL
 * hwprobe:     what riscv_hwprobe answers to keys 0 to 16, "-" for one that the kernel does not know
 *
 * With the further argument "vector" it executes VSETVLI and nothing else; with "on" it first switches vectors on for the next program.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define KEYS 17
#define RISCV_HWPROBE 258
#define SET_CONTROL 69
#define GET_CONTROL 70
#define NEXT_ON (2 << 2)

static sigjmp_buf back;

static void refused(int signal) {
  (void)signal;
  siglongjmp(back, 1);
}

static unsigned long vector_bytes(void) {
  unsigned long bytes;
  __asm__ volatile(".option push\n.option arch, +v\nvsetvli %0, zero, e8, m1, ta, ma\n.option pop" : "=r"(bytes));
  return bytes;
}

int main(int argc, char **argv, char **envp) {
  unsigned long stack = 0, proc = 0, pair[2];
  if (argc > 2 && strcmp(argv[2], "vector") == 0) {
    return vector_bytes() == 0;
  }
  if (argc > 2 && strcmp(argv[2], "on") == 0) {
    prctl(SET_CONTROL, NEXT_ON, 0, 0, 0);
    execlp("probe", "probe", argv[1], (char *)0);
  }
  while (*envp) {
    envp++;
  }
  for (unsigned long *entry = (unsigned long *)(envp + 1); entry[0]; entry += 2) {
    stack = entry[0] == AT_HWCAP ? entry[1] : stack;
  }
  int vector = open("/proc/self/auxv", O_RDONLY);
  while (read(vector, pair, sizeof pair) == sizeof pair) {
    proc = pair[0] == AT_HWCAP ? pair[1] : proc;
  }
  printf("%s: stack=%lx proc=%lx getauxval=%lx control=%d vector=", argc > 1 ? argv[1] : "probe", stack, proc, getauxval(AT_HWCAP), prctl(GET_CONTROL, 0, 0, 0, 0));
  signal(SIGILL, refused);
  if (sigsetjmp(back, 1) == 0) {
    printf("%lu", vector_bytes());
  } else {
    printf("SIGILL");
  }
  struct { long key; unsigned long value; } answers[KEYS];
  for (int i = 0; i < KEYS; i++) {
    answers[i].key = i;
  }
  syscall(RISCV_HWPROBE, answers, KEYS, 0, 0, 0);
  printf(" hwprobe=");
  for (int i = 0; i < KEYS; i++) {
    printf(answers[i].key == i ? "%s%lx" : "%s-", i ? "," : "", answers[i].value);
  }
  printf("\n");
  return 0;
}
