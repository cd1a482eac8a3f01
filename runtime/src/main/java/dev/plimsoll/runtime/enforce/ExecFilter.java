package dev.plimsoll.runtime.enforce;

import java.util.ArrayList;
import java.util.List;

/**
 * A seccomp filter that announces every call which executes a program, those which add filters
 * where that disturbs nobody, and nothing else.
 *
 * <p>It holds for the calling thread and all that descends from it, for good.
 */
final class ExecFilter {
  private static final int NEW_LISTENER = 1 << 3;
  private static final int WAIT_KILLABLE_RECV = 1 << 5;
  private static final int PR_SET_SECCOMP = 22;

  /** What an ABI's part has besides a comparison for each number. */
  private static final int MORE_INSTRUCTIONS = 6;

  /** Where a match goes, counted from behind the last of these comparisons. */
  private static final int ASK = 1;

  private static final int ANNOUNCE = 4;

  private ExecFilter() {}

  /**
   * Where announcements come.
   *
   * @param descriptor to read them from, or a negative error number
   * @param waitsUndisturbed whether who is announced waits for the answer whatever comes but death,
   *     and the adding of filters is announced, too
   */
  record Listener(int descriptor, boolean waitsUndisturbed) {}

  /**
   * Installs it for the calling thread. Kernels before 5.19 cannot let processes wait undisturbed.
   */
  static Listener install(Kernel kernel) {
    Machine machine = kernel.machine();
    int undisturbed =
        (int) filter(machine, true).install(kernel, NEW_LISTENER | WAIT_KILLABLE_RECV);
    return undisturbed == -Errno.EINVAL
        ? new Listener((int) filter(machine, false).install(kernel, NEW_LISTENER), false)
        : new Listener(undisturbed, true);
  }

  private static SeccompFilter filter(Machine machine, boolean withFilters) {
    SeccompFilter filter = new SeccompFilter().load(SeccompFilter.ARCH_OFFSET);
    for (Machine.ExecCalls abi : machine.execCalls()) {
      List<Integer> announced = new ArrayList<>(abi.numbers());
      List<Integer> asked = new ArrayList<>();
      if (withFilters) {
        announced.addAll(abi.seccomp());
        asked.addAll(abi.prctl());
      }
      int calls = announced.size() + asked.size();
      filter.skip(abi.auditArch(), 0, calls + MORE_INSTRUCTIONS).load(SeccompFilter.NUMBER_OFFSET);
      for (int number : announced) {
        filter.skip(number, --calls + ANNOUNCE, 0);
      }
      for (int number : asked) {
        filter.skip(number, --calls + ASK, 0);
      }
      filter
          .give(SeccompFilter.RET_ALLOW)
          .load(SeccompFilter.argumentOffset(0))
          .skip(PR_SET_SECCOMP, 1, 0)
          .give(SeccompFilter.RET_ALLOW)
          .give(SeccompFilter.RET_USER_NOTIF);
    }
    return filter.give(SeccompFilter.RET_ALLOW);
  }
}
