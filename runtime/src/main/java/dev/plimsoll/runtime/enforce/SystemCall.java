package dev.plimsoll.runtime.enforce;

/** System calls by number, from {@code asm/unistd_64.h} and {@code asm-generic/unistd.h}. */
enum SystemCall {
  READ(0, 63),
  CLOSE(3, 57),
  MMAP(9, 222),
  RT_SIGACTION(13, 134),
  RT_SIGPROCMASK(14, 135),
  IOCTL(16, 29),
  PREAD64(17, 67),
  PWRITE64(18, 68),
  GETPID(39, 172),
  EXECVE(59, 221),
  /** Of riscv alone, from its range of {@code asm-generic}; elsewhere there is no such call. */
  RISCV_HWPROBE(-1, 258),
  WAIT4(61, 260),
  KILL(62, 129),
  FCNTL(72, 25),
  PTRACE(101, 117),
  GETSID(124, 156),
  RT_SIGTIMEDWAIT(128, 137),
  PRCTL(157, 167),
  /** Of x86 alone. */
  ARCH_PRCTL(158, -1),
  GETTID(186, 178),
  WRITE(1, 64),
  SCHED_SETAFFINITY(203, 122),
  SCHED_GETAFFINITY(204, 123),
  TGKILL(234, 131),
  OPENAT(257, 56),
  MKDIRAT(258, 34),
  MKNODAT(259, 33),
  UNLINKAT(263, 35),
  FACCESSAT(269, 48),
  PPOLL(271, 73),
  SIGNALFD4(289, 74),
  EVENTFD2(290, 19),
  PROCESS_VM_READV(310, 270),
  PROCESS_VM_WRITEV(311, 271),
  RENAMEAT2(316, 276),
  SECCOMP(317, 277),
  STATX(332, 291);

  private final int x86;
  private final int generic;

  SystemCall(int x86, int generic) {
    this.x86 = x86;
    this.generic = generic;
  }

  int number(Machine machine) {
    return machine.genericNumbers() ? generic : x86;
  }
}
