/* What a program is told by CPUID, and whether it is otherwise as without a supervisor: probe NAME [WHAT]. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

static const unsigned ASKED[][2] = {{1, 0}, {7, 0}, {7, 1}, {0xd, 0}, {0xd, 1}, {0x80000001, 0}, {0, 0}, {0x80000000, 0}};
static const char *name;

static void cpuid(unsigned leaf, unsigned subleaf, unsigned *r) {
  __asm__ volatile("cpuid" : "=a"(r[0]), "=b"(r[1]), "=c"(r[2]), "=d"(r[3]) : "a"(leaf), "c"(subleaf));
}

static void tell(const char *what) {
  char line[1024];
  int at = snprintf(line, sizeof line, "%s.%s:", name, what);
  for (unsigned i = 0; i < sizeof ASKED / sizeof *ASKED; i++) {
    unsigned r[4];
    cpuid(ASKED[i][0], ASKED[i][1], r);
    r[1] &= ASKED[i][0] == 1 ? 0x00ffffff : -1; /* the number of the processor */
    at += snprintf(line + at, sizeof line - at, " %x.%u=%x,%x,%x,%x", ASKED[i][0], ASKED[i][1], r[0], r[1], r[2], r[3]);
  }
  line[at++] = '\n';
  if (write(1, line, at) != at) _exit(99);
}

static void *in_thread(void *unused) {
  tell("thread");
  return unused;
}

static void tree(void) {
  pthread_t thread;
  int status;
  tell("self");
  pthread_create(&thread, NULL, in_thread, NULL);
  pthread_join(thread, NULL);
  if (fork() == 0) {
    tell("child");
    if (fork() == 0) {
      tell("grandchild");
      _exit(5);
    }
    wait(&status);
    _exit(WEXITSTATUS(status) + 1);
  }
  wait(&status);
  printf("status of a child: %d\n", WEXITSTATUS(status));
  fflush(stdout);
  if (vfork() == 0) {
    tell("vforked");
    _exit(0);
  }
  wait(&status);
}

static void handler(int signal, siginfo_t *info, void *context) {
  const unsigned char *pc = (void *)((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
  char line[200];
  int at = snprintf(line, sizeof line, "signal %d code %d address %p at %02x%02x\n", signal, info->si_code, info->si_addr, pc[0], pc[1]);
  if (write(1, line, at) != at) _exit(99);
  _exit(21);
}

static void handle(int signal, void (*action)(int, siginfo_t *, void *)) {
  struct sigaction how = {.sa_sigaction = action, .sa_flags = SA_SIGINFO | SA_RESTART};
  sigaction(signal, &how, NULL);
}

static void fault(void *address) { __asm__ volatile("movb $1, (%0)" ::"r"(address) : "memory"); }

static int in_child(void (*action)(void *), void *argument, int handled) {
  int status;
  fflush(stdout);
  if (fork() == 0) {
    if (handled) handle(SIGSEGV, handler);
    action(argument);
    _exit(0);
  }
  wait(&status);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void faults(void) {
  unsigned r[4];
  cpuid(1, 0, r);
  printf("handled: %d\n", in_child(fault, (void *)0x10, 1));
  printf("handled, not canonical: %d\n", in_child(fault, (void *)0x8000000000000000, 1));
  printf("not handled: %d\n", in_child(fault, (void *)0x10, 0));
  printf("not handled, not canonical: %d\n", in_child(fault, (void *)0x8000000000000000, 0));
}

static volatile int counted;

static void count(int signal, siginfo_t *info, void *context) {
  (void)signal, (void)info, (void)context;
  counted++;
}

enum { SIGNALS = 300 };

/* CPUID without end, while a child sends signals that are queued; between two of them there is an answer. */
static void signals(void) {
  unsigned first[4], r[4];
  int wrong = 0;
  volatile int *asked = mmap(NULL, sizeof *asked, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  handle(SIGRTMIN, count);
  cpuid(7, 0, first);
  pid_t parent = getpid(), child = fork();
  if (child == 0) {
    for (int i = 0; i < SIGNALS; i++) {
      int before = *asked;
      while (sigqueue(parent, SIGRTMIN, (union sigval){.sival_int = i}) != 0) usleep(1000);
      while (*asked == before) usleep(100);
    }
    _exit(0);
  }
  while (waitpid(child, NULL, WNOHANG) == 0) {
    cpuid(7, 0, r);
    wrong += memcmp(r, first, sizeof r) != 0;
    ++*asked;
  }
  printf("signals %d of %d; wrong answers %d; answers as many: %d\n", counted, SIGNALS, wrong, *asked >= SIGNALS);
}

static void undo(void) {
  unsigned r[4];
  errno = 0;
  long set = syscall(SYS_arch_prctl, 0x1012, 1);
  printf("set: %ld %s\n", set, set ? strerror(errno) : "");
  printf("get: %ld\n", syscall(SYS_arch_prctl, 0x1011, 0));
  fflush(stdout);
  tell("undone");
  unsigned a = 7, c = 0;
  __asm__ volatile(".byte 0x66, 0xf2, 0x2e, 0x48, 0x0f, 0xa2" : "+a"(a), "=b"(r[1]), "+c"(c), "=d"(r[3]));
  printf("with prefixes: %x,%x,%x,%x\n", a, r[1], c, r[3]);
  unsigned long rax = 0xffffffff00000000, rbx = -1, rcx = 0xffffffff00000000, rdx = -1;
  __asm__ volatile("cpuid" : "+a"(rax), "+b"(rbx), "+c"(rcx), "+d"(rdx));
  printf("upper halves: %lx\n", (rax | rbx | rcx | rdx) >> 32);
}

static void cost(void) {
  struct timespec a, b;
  unsigned r[4];
  clock_gettime(CLOCK_MONOTONIC, &a);
  for (int i = 0; i < 200; i++) cpuid(7, 0, r);
  clock_gettime(CLOCK_MONOTONIC, &b);
  printf("%.1f us for each\n", ((b.tv_sec - a.tv_sec) * 1e9 + b.tv_nsec - a.tv_nsec) / 200e3);
}

int main(int count, char **words) {
  name = words[1];
  const char *what = count > 2 ? words[2] : "";
  if (strcmp(what, "tree") == 0) tree();
  else if (strcmp(what, "faults") == 0) faults();
  else if (strcmp(what, "signals") == 0) signals();
  else if (strcmp(what, "undo") == 0) undo();
  else if (strcmp(what, "cost") == 0) cost();
  else tell("self");
  return 0;
}
