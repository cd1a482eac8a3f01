package dev.plimsoll.runtime.enforce;

/**
 * What {@code wait4(2)} reports of a process.
 *
 * @param bits the status as the kernel writes it
 */
record WaitStatus(int bits) {
  boolean stopped() {
    return (bits & 0xff) == 0x7f;
  }

  boolean exited() {
    return (bits & 0x7f) == 0;
  }

  /** The exit code, where it exited. */
  int code() {
    return (bits >> 8) & 0xff;
  }

  /** The signal that killed it, where it neither exited nor stopped. */
  int killer() {
    return bits & 0x7f;
  }

  /** The signal of a stop; with {@link Tracing#SYSCALL_STOP}'s mark where it has one. */
  int signal() {
    return (bits >> 8) & 0xff;
  }

  /** The ptrace event of a stop, 0 if it is none. */
  int event() {
    return bits >>> 16;
  }

  /** The status as a shell shows it. */
  int shellCode() {
    return exited() ? code() : 128 + killer();
  }
}
