/*
 * Runs a program, from where it raises SIGUSR1 until it raises SIGUSR2 one instruction at a time, and prints each instruction of one part of it that
 * it executed there, once: its bytes in hexadecimal.
 *
 * steps PART PROGRAM ARGUMENT...: PART is a part of a library's path, or "anonymous": code that is of no file. Only the main thread is stepped. The
 * program is told by the variable STEPS_FROM_MARK to raise the signals.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RANGES = 4096, SLOTS = 1 << 22, LONGEST = 15 };
static struct { uint64_t start, end; int wanted; } ranges[RANGES];
static int known;
static uint64_t *seen;

static void read_maps(pid_t child, const char *part) {
  char name[64], line[4096], may[8];
  snprintf(name, sizeof name, "/proc/%d/maps", child);
  FILE *maps = fopen(name, "r");
  known = 0;
  while (maps && known < RANGES && fgets(line, sizeof line, maps)) {
    if (sscanf(line, "%lx-%lx %4s", &ranges[known].start, &ranges[known].end, may) == 3 && may[2] == 'x') {
      ranges[known++].wanted = strcmp(part, "anonymous") ? strstr(line, part) != NULL : !strchr(line, '/') && !strchr(line, '[');
    }
  }
  if (maps) {
    fclose(maps);
  }
}

static int wanted(pid_t child, const char *part, uint64_t at) {
  static int last;
  for (int tries = 0; tries < 2; tries++) {
    if (last < known && at >= ranges[last].start && at < ranges[last].end) {
      return ranges[last].wanted;
    }
    for (last = 0; last < known; last++) {
      if (at >= ranges[last].start && at < ranges[last].end) {
        return ranges[last].wanted;
      }
    }
    read_maps(child, part);
  }
  return 0;
}

static int is_new(uint64_t at) {
  uint64_t slot = (at * 0x9e3779b97f4a7c15u) >> 42;
  while (seen[slot] && seen[slot] != at) {
    slot = (slot + 1) % SLOTS;
  }
  int fresh = !seen[slot];
  seen[slot] = at;
  return fresh;
}

static void print(pid_t child, uint64_t at) {
  unsigned char code[LONGEST];
  struct iovec here = {code, sizeof code}, there = {(void *)at, sizeof code};
  ssize_t read = process_vm_readv(child, &here, 1, &there, 1, 0);
  if (read < 0) { /* the last instructions of a mapping */
    there.iov_len = here.iov_len = 4096 - at % 4096;
    read = process_vm_readv(child, &here, 1, &there, 1, 0);
  }
  for (ssize_t i = 0; i < read; i++) {
    fprintf(stderr, "%02x", code[i]);
  }
  fputc('\n', stderr);
}

int main(int argc, char **argv) {
  if (argc < 3) {
    return 2;
  }
  seen = calloc(SLOTS, sizeof *seen);
  pid_t child = fork();
  if (child == 0) {
    setenv("STEPS_FROM_MARK", "1", 1);
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    execvp(argv[2], argv + 2);
    _exit(127);
  }
  int status, stepping = 0;
  unsigned long steps = 0;
  while (waitpid(child, &status, 0) == child && WIFSTOPPED(status)) {
    int signal = WSTOPSIG(status);
    if (signal == SIGTRAP) {
      signal = 0;
    } else if (signal == SIGUSR1 || signal == SIGUSR2) {
      stepping = signal == SIGUSR1;
      signal = 0;
    }
    if (stepping) {
      struct user_regs_struct registers;
      ptrace(PTRACE_GETREGS, child, 0, &registers);
      steps++;
      if (is_new(registers.rip) && wanted(child, argv[1], registers.rip)) {
        print(child, registers.rip);
      }
    }
    ptrace(stepping ? PTRACE_SINGLESTEP : PTRACE_CONT, child, 0, signal);
  }
  fprintf(stderr, "%lu instructions\n", steps);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
