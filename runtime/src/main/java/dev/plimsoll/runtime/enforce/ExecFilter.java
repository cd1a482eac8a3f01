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
   * Where announcements come.
   *
   * @param descriptor to read them from, or a negative error number
   * @param waitsUndisturbed whether who is announced waits for the answer whatever comes, but death
   */
  record Listener(int descriptor, boolean waitsUndisturbed) {}

  /**
   * Installs it for the calling thread. Kernels before 5.19 cannot let processes wait undisturbed.
   */
  static Listener install(Kernel kernel) {
    SeccompFilter filter = filter(kernel.machine());
    int undisturbed = (int) filter.install(kernel, NEW_LISTENER | WAIT_KILLABLE_RECV);
    return undisturbed == -Errno.EINVAL
        ? new Listener((int) filter.install(kernel, NEW_LISTENER), false)
        : new Listener(undisturbed, true);
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
