/* What a 32-bit program is told by CPUID; without a C library, for there may be none to compile it with. */
static int call(int number, int a, const void *b, int c) {
  int result;
  __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(a), "c"(b), "d"(c) : "memory");
  return result;
}

static char line[256];
static int at;

static void put(const char *text) {
  while (*text) line[at++] = *text++;
}

static void hex(unsigned value) {
  int digits = 1;
  while (digits < 8 && value >> 4 * digits) digits++;
  while (digits-- > 0) line[at++] = "0123456789abcdef"[value >> 4 * digits & 15];
}

static void tell(const char *title, unsigned leaf, unsigned subleaf) {
  unsigned a = leaf, b, c = subleaf, d;
  __asm__ volatile("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
  if (leaf == 1) b &= 0x00ffffff;
  put(title);
  hex(a), put(","), hex(b), put(","), hex(c), put(","), hex(d);
}

void _start(void) {
  put("32.self:");
  tell(" 1.0=", 1, 0);
  tell(" 7.0=", 7, 0);
  tell(" 80000001.0=", 0x80000001, 0);
  put("\n");
  call(4, 1, line, at);
  call(1, 0, 0, 0);
}
