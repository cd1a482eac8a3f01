/*
 * Runs a program at its own speed with a breakpoint on each instruction that a list names, and prints those that it reached, once: their bytes in
 * hexadecimal.
 *
 * traps LIST PROGRAM ARGUMENT...: LIST holds the path of a program or library, without links in it, then offsets in that file, ascending, a line each;
 * then the next path. All threads and children are followed. It fails if nothing that ran had all of the files.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TASKS = 4096, CODES = 32, RANGES = 64, PAGE = 4096, LONGEST = 15, SYSCALL_STOP = SIGTRAP | 0x80 };

/* A file with breakpoints. */
static struct code { char file[4096]; unsigned char *bytes; size_t size, count, room; uint64_t *offsets; char *printed; } codes[CODES];
static int code_count;

/* A process or thread that is followed; of a thread no more than the first line is used. */
static struct task {
  pid_t id, process; int introduced, waiting;
  int known, ranges; struct { uint64_t start, end, offset; struct code *code; } range[RANGES];
} tasks[TASKS];
static int task_count;

static int fail(const char *what) {
  perror(what);
  exit(125);
}

static struct task *task(pid_t id) {
  for (int i = task_count; i-- > 0;) {
    if (tasks[i].id == id) {
      return &tasks[i];
    }
  }
  if (task_count == TASKS) {
    fail("too many tasks");
  }
  struct task *fresh = &tasks[task_count++];
  memset(fresh, 0, sizeof *fresh);
  fresh->id = fresh->process = id;
  char name[64], line[256];
  snprintf(name, sizeof name, "/proc/%d/status", id);
  FILE *status = fopen(name, "r");
  while (status && fgets(line, sizeof line, status)) {
    sscanf(line, "Tgid: %d", &fresh->process);
  }
  if (status) {
    fclose(status);
  }
  return fresh;
}

static size_t at_or_after(const struct code *code, uint64_t offset) {
  size_t low = 0, high = code->count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (code->offsets[middle] < offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

static void poke(pid_t process, uint64_t address, const unsigned char *from, size_t length) {
  char name[64];
  snprintf(name, sizeof name, "/proc/%d/mem", process);
  int memory = open(name, O_WRONLY);
  if (memory < 0 || pwrite(memory, from, length, address) != (ssize_t)length) {
    fail("a breakpoint");
  }
  close(memory);
}

static void arm_range(pid_t process, const struct code *code, uint64_t start, uint64_t end, uint64_t offset) {
  unsigned char page[PAGE];
  for (size_t i = at_or_after(code, offset); i < code->count && code->offsets[i] < offset + (end - start);) {
    uint64_t first = code->offsets[i] / PAGE * PAGE;
    size_t length = code->size - first < PAGE ? code->size - first : PAGE;
    memcpy(page, code->bytes + first, length);
    for (; i < code->count && code->offsets[i] < first + PAGE; i++) {
      page[code->offsets[i] - first] = 0xcc;
    }
    poke(process, start + (first - offset), page, length);
  }
}

static int has(const struct task *process, const struct code *code, uint64_t offset) {
  for (int i = 0; i < process->ranges; i++) {
    if (process->range[i].code == code && process->range[i].offset == offset) {
      return 1;
    }
  }
  return 0;
}

/* Whether a file is mapped, every breakpoint of it: some have code in several segments. */
static int is_mapped(const struct task *process, const struct code *code) {
  size_t covered = 0, ranges = 0;
  for (int i = 0; i < process->ranges; i++) {
    if (process->range[i].code == code) {
      uint64_t offset = process->range[i].offset;
      ranges++;
      covered += at_or_after(code, offset + (process->range[i].end - process->range[i].start)) - at_or_after(code, offset);
    }
  }
  return ranges && covered == code->count;
}

/* Sets the breakpoints of what the process has mapped since. */
static void arm(struct task *process) {
  char name[64], line[4096], may[8], path[4096];
  snprintf(name, sizeof name, "/proc/%d/maps", process->id);
  FILE *maps = fopen(name, "r");
  while (maps && fgets(line, sizeof line, maps)) {
    uint64_t start, end, offset;
    if (sscanf(line, "%lx-%lx %4s %lx %*s %*s %4095s", &start, &end, may, &offset, path) != 5 || may[2] != 'x') {
      continue;
    }
    for (int c = 0; c < code_count; c++) {
      if (!strcmp(path, codes[c].file) && !has(process, &codes[c], offset) && process->ranges < RANGES) {
        process->range[process->ranges].start = start;
        process->range[process->ranges].end = end;
        process->range[process->ranges].offset = offset;
        process->range[process->ranges++].code = &codes[c];
        arm_range(process->id, &codes[c], start, end, offset);
      }
    }
  }
  if (maps) {
    fclose(maps);
  }
  process->known = 1;
  for (int c = 0; c < code_count; c++) {
    process->known &= is_mapped(process, &codes[c]);
  }
}

static void print(struct code *code, size_t place) {
  if (!code->printed[place]) {
    fputc('\n', stderr);
    for (size_t at = code->offsets[place], end = at + LONGEST; at < end && at < code->size; at++) {
      fprintf(stderr, "%02x", code->bytes[at]);
    }
    fputc('\n', stderr);
    code->printed[place] = 1;
  }
}

/* Whether the task stopped at a breakpoint; takes it away then, prints what was there and goes back to it. */
static int reached(struct task *of, struct user_regs_struct *registers) {
  struct task *process = task(of->process);
  uint64_t at = registers->rip - 1;
  for (int i = 0; i < process->ranges; i++) {
    if (at < process->range[i].start || at >= process->range[i].end) {
      continue;
    }
    struct code *code = process->range[i].code;
    uint64_t offset = at - process->range[i].start + process->range[i].offset;
    size_t place = at_or_after(code, offset);
    if (place == code->count || code->offsets[place] != offset) {
      return 0;
    }
    poke(of->id, at, code->bytes + offset, 1);
    registers->rip = at;
    ptrace(PTRACE_SETREGS, of->id, 0, registers);
    print(code, place);
    return 1;
  }
  return 0;
}

static void go_on(struct task *of, int signal) {
  ptrace(task(of->process)->known ? PTRACE_CONT : PTRACE_SYSCALL, of->id, 0, signal);
}

/* Tells a task what it has of the one that began it. */
static void inherit(struct task *from, pid_t id) {
  struct task *process = task(from->process), *child = task(id);
  if (child->process == id) {
    child->known = process->known;
    child->ranges = process->ranges;
    memcpy(child->range, process->range, sizeof child->range);
  }
  child->introduced = 1;
  if (child->waiting) {
    go_on(child, 0);
  }
}

static void read_code(struct code *code, const char *path) {
  struct stat facts;
  snprintf(code->file, sizeof code->file, "%s", path);
  int source = open(path, O_RDONLY);
  if (source < 0 || fstat(source, &facts)) {
    fail(path);
  }
  code->size = facts.st_size;
  code->bytes = mmap(NULL, code->size, PROT_READ, MAP_PRIVATE, source, 0);
  if (code->bytes == MAP_FAILED) {
    fail(path);
  }
}

static void read_list(const char *name) {
  FILE *list = fopen(name, "r");
  char line[4096];
  if (!list) {
    fail(name);
  }
  while (fgets(line, sizeof line, list)) {
    line[strcspn(line, "\n")] = 0;
    if (line[0] == '/') {
      if (code_count == CODES) {
        fail("too many files");
      }
      read_code(&codes[code_count++], line);
      continue;
    }
    struct code *code = &codes[code_count - 1];
    if (code->count == code->room) {
      code->room = code->room ? 2 * code->room : 1024;
      code->offsets = realloc(code->offsets, code->room * sizeof *code->offsets);
    }
    code->offsets[code->count++] = strtoull(line, NULL, 10);
  }
  fclose(list);
  for (int c = 0; c < code_count; c++) {
    codes[c].printed = calloc(codes[c].count + 1, 1);
  }
}

int main(int argc, char **argv) {
  if (argc < 3) {
    return 125;
  }
  read_list(argv[1]);
  pid_t child = fork(), id;
  if (child == 0) {
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    raise(SIGSTOP);
    execvp(argv[2], argv + 2);
    _exit(127);
  }
  int status, result = 125, armed = 0;
  waitpid(child, &status, 0);
  ptrace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEEXEC | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK);
  task(child)->introduced = 1;
  ptrace(PTRACE_SYSCALL, child, 0, 0);
  while ((id = waitpid(-1, &status, __WALL)) > 0) {
    struct task *here = task(id);
    if (!WIFSTOPPED(status)) {
      if (id == child) {
        result = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
      }
      *here = tasks[--task_count];
      continue;
    }
    int signal = WSTOPSIG(status), event = status >> 16;
    struct user_regs_struct registers;
    unsigned long message = 0;
    if (event) {
      signal = 0;
      ptrace(PTRACE_GETEVENTMSG, id, 0, &message);
      if (event == PTRACE_EVENT_EXEC) {
        here->process = id;
        here->ranges = 0;
        arm(here);
      } else {
        inherit(here, (pid_t)message);
        here = task(id);
      }
    } else if (signal == SYSCALL_STOP) {
      signal = 0;
      ptrace(PTRACE_GETREGS, id, 0, &registers);
      int compat = registers.cs == 0x23;
      if (registers.orig_rax == (compat ? 192 : 9)) { /* mmap */
        arm(task(here->process));
      }
    } else if (signal == SIGTRAP) {
      ptrace(PTRACE_GETREGS, id, 0, &registers);
      signal = reached(here, &registers) ? 0 : signal;
    } else if (signal == SIGSTOP && !here->introduced) { /* a new task's first stop came before the word of who began it */
      here->waiting = 1;
      continue;
    } else if (signal == SIGSTOP) {
      signal = 0;
    }
    armed |= task(here->process)->known;
    go_on(here, signal);
  }
  if (!armed) {
    fprintf(stderr, "\nnothing that ran had all of the files\n");
  }
  return armed ? result : 126;
}
