/* What hold.py measures: load KIND COUNT prints the nanoseconds of one operation, or what KIND says. */
#define _GNU_SOURCE
#include <dirent.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static long long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void nothing(int signal) { (void)signal; }

static void *no_thread(void *argument) { return argument; }

static void execute(void) {
  static char *arguments[] = {"/bin/true", NULL};
  pid_t pid;
  if (posix_spawn(&pid, arguments[0], NULL, NULL, arguments, environ) != 0 || waitpid(pid, NULL, 0) != pid) exit(1);
}

static void once(const char *kind) {
  if (!strcmp(kind, "exec")) {
    execute();
  } else if (!strcmp(kind, "signal")) {
    raise(SIGUSR1);
  } else if (!strcmp(kind, "thread")) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, no_thread, NULL) != 0) exit(1);
    pthread_join(thread, NULL);
  } else if (!strcmp(kind, "compute")) {
    static volatile double sum;
    for (int i = 1; i < 100000; i++) sum += 1.0 / i;
  } else if (!strcmp(kind, "syscall")) {
    getppid();
  } else {
    exit(2);
  }
}

/* Resident KiB, threads and descriptors of the parent, the supervisor of a held process. */
static void show_parent(long done) {
  char path[64], line[256];
  long resident = 0, peak = 0, threads = 0, descriptors = -2;
  snprintf(path, sizeof path, "/proc/%d/status", getppid());
  FILE *status = fopen(path, "r");
  while (status && fgets(line, sizeof line, status)) {
    sscanf(line, "VmRSS: %ld", &resident);
    sscanf(line, "VmHWM: %ld", &peak);
    sscanf(line, "Threads: %ld", &threads);
  }
  if (status) fclose(status);
  snprintf(path, sizeof path, "/proc/%d/fd", getppid());
  DIR *folder = opendir(path);
  while (folder && readdir(folder)) descriptors++;
  if (folder) closedir(folder);
  printf("%ld %ld %ld %ld %ld\n", done, resident, peak, threads, descriptors);
  fflush(stdout);
}

int main(int argc, char **argv) {
  if (argc > 1 && !strcmp(argv[1], "now")) {
    printf("%lld\n", now());
    return 0;
  }
  if (argc < 3) return 2;
  long count = atol(argv[2]);
  if (!strcmp(argv[1], "leak")) {
    for (long i = 0; i < count; i++) {
      if (i % (count / 10) == 0) show_parent(i);
      execute();
    }
    show_parent(count);
    return 0;
  }
  signal(SIGUSR1, nothing);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (long i = 0; i < count / 10; i++) once(argv[1]);
  long long start = now();
  for (long i = 0; i < count; i++) once(argv[1]);
  printf("%lld\n", (now() - start) / count);
  return 0;
}
