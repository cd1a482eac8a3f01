package dev.plimsoll.runtime.enforce;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Replaces its process from a thread that is not the process's first, as every Java thread. */
final class ExecutesFromThread {
  private ExecutesFromThread() {}

  public static void main(String[] args) {
    NativeCalls calls = NativeCalls.load().value().orElseThrow();
    Kernel kernel = new Kernel(calls);
    if (kernel.gettid() == kernel.getpid()) {
      throw new IllegalStateException("this is the first thread");
    }
    CStrings program = CStrings.of(calls, "/bin/true");
    byte[] show = "LD_SHOW_AUXV=1".getBytes(StandardCharsets.US_ASCII);
    long error = kernel.execute(program, program, CStrings.of(calls, List.of(show)));
    throw new IllegalStateException(Errno.describe(error));
  }
}
