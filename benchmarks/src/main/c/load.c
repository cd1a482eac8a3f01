/* What hold.py measures: load KIND COUNT [BATCH] prints the median of COUNT measurements, each of BATCH operations, in nanoseconds of
   one operation; `now` and `leak` print what show_parent and main say. */
#define _GNU_SOURCE
#include <dirent.h>
#include <pthread.h>
#include <sched.h>
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

/* On two processors a new thread costs 5 or 20 us, as the scheduler places it: that is not what is measured. */
static void stay_on_one_processor(void) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(sched_getcpu(), &one);
  sched_setaffinity(0, sizeof one, &one);
}

static void *no_thread(void *argument) { return argument; }

static char *dynamic_program[] = {"/bin/true", NULL};
static char *static_program[] = {"/proc/self/exe", NULL};
static char *shell[] = {"/bin/sh", "-c", "/bin/true; /bin/true; :", NULL};

static void execute(char **arguments) {
  pid_t pid;
  if (posix_spawn(&pid, arguments[0], NULL, NULL, arguments, environ) != 0 || waitpid(pid, NULL, 0) != pid) exit(1);
}

static void once(const char *kind) {
  if (!strcmp(kind, "exec")) {
    execute(dynamic_program);
  } else if (!strcmp(kind, "static")) {
    execute(static_program);
  } else if (!strcmp(kind, "shell")) {
    execute(shell);
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

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
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
      execute(dynamic_program);
    }
    show_parent(count);
    return 0;
  }
  signal(SIGUSR1, nothing);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  if (!strcmp(argv[1], "thread")) stay_on_one_processor();
  long batch = argc > 3 ? atol(argv[3]) : 1;
  double *each = calloc(count, sizeof *each);
  for (long i = 0; i < count / 10; i++) once(argv[1]);
  for (long i = 0; i < count; i++) {
    long long start = now();
    for (long j = 0; j < batch; j++) once(argv[1]);
    each[i] = (double)(now() - start) / batch;
  }
  qsort(each, count, sizeof *each, by_value);
  printf("%.0f\n", each[count / 2]);
  return 0;
}
