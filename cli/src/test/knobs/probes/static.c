/* memcpy and strlen of a statically linked C library, and what the compiler's library says of the processor. */
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv) {
  printf("builtin avx2=%d avx512f=%d\n", !!__builtin_cpu_supports("avx2"), !!__builtin_cpu_supports("avx512f"));
  static char from[8192], to[8192];
  size_t (*volatile length)(const char *) = strlen;
  void *(*volatile copy)(void *, const void *, size_t) = memcpy;
  memset(from, 'a', 300 + argc);
  for (size_t size = 8; size < sizeof from; size *= 3) {
    copy(to, from, size);
  }
  printf("%zu %s\n", length(from), argv[0]);
  return 0;
}
