package dev.plimsoll.runtime.enforce;

/**
 * A seccomp filter that announces every call which executes a program, and nothing else.
 *
 * <p>It holds for the calling thread and all that descends from it, for good.
 */
final class ExecFilter {
  private static final int NEW_LISTENER = 1 << 3;
  private static final int WAIT_KILLABLE_RECV = 1 << 5;

  private ExecFilter() {}

  /**
   * Installs it for the calling thread. Kernels before 5.19 cannot keep a waiting process from
   * being disturbed by signals.
   *
   * @return the descriptor that announcements are read from, or a negative error number
   */
  static int install(Kernel kernel) {
    return (int)
        filter(kernel.machine()).install(kernel, NEW_LISTENER | WAIT_KILLABLE_RECV, NEW_LISTENER);
  }

  private static SeccompFilter filter(Machine machine) {
    SeccompFilter filter = new SeccompFilter().load(SeccompFilter.ARCH_OFFSET);
    for (Machine.ExecCalls abi : machine.execCalls()) {
      int calls = abi.numbers().size();
      filter.skip(abi.auditArch(), 0, calls + 3).load(SeccompFilter.NUMBER_OFFSET);
      for (int i = 0; i < calls; i++) {
        filter.skip(abi.numbers().get(i), calls - i, 0);
      }
      filter.give(SeccompFilter.RET_ALLOW).give(SeccompFilter.RET_USER_NOTIF);
    }
    return filter.give(SeccompFilter.RET_ALLOW);
  }
}
