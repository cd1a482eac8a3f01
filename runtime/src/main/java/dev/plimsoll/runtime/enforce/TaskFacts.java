package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;

/**
 * What an exec does not change of a task, of {@code /proc/PID/status}.
 *
 * @param filters how many seccomp filters it has, -1 where the kernel does not tell
 * @param isAlone whether it has no other threads, which could change that
 */
record TaskFacts(int filters, boolean isAlone) {
  static TaskFacts read(Kernel kernel, int tid, ByteBuffer through) {
    ProcStatus status = ProcStatus.read(kernel, Integer.toString(tid), through);
    return new TaskFacts(
        status.number(ProcStatus.FILTERS).orElse(-1),
        status.number(ProcStatus.THREADS).orElse(0) == 1);
  }
}
