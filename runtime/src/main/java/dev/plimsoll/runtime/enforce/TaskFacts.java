package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;

/**
 * What an exec does not change of a task, of {@code /proc/PID/status}.
 *
 * @param filters how many seccomp filters it has, -1 where the kernel does not tell
 * @param blocked the signals that it blocks
 * @param ignored the signals that it ignores
 * @param isAlone whether it has no other threads, which could change any of this
 */
record TaskFacts(int filters, long blocked, long ignored, boolean isAlone) {
  static TaskFacts read(Kernel kernel, int tid, ByteBuffer through) {
    ProcStatus status = ProcStatus.read(kernel, Integer.toString(tid), through);
    return new TaskFacts(
        status.number(ProcStatus.FILTERS).orElse(-1),
        status.mask(ProcStatus.BLOCKED_SIGNALS).orElse(0L),
        status.mask(ProcStatus.IGNORED_SIGNALS).orElse(0L),
        status.number(ProcStatus.THREADS).orElse(0) == 1);
  }

  boolean ignores(int signal) {
    return (ignored & Signals.bit(signal)) != 0;
  }
}
