package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Makes {@code /proc/PID/auxv} of a process at its exec stop agree with its stack: the call {@code
 * prctl(PR_SET_MM, PR_SET_MM_MAP)} that the process itself has to make for it.
 *
 * <p>At this point the end of the heap is its start, so that setting both is no race; on a running
 * process it would be one.
 */
final class SavedVector {
  private static final long PR_SET_MM = 35;
  private static final long PR_SET_MM_MAP = 14;
  private static final int MAP_BYTES = 104;

  /** Free space under the stack of a new program: the kernel maps much more than that. */
  private static final int BELOW_STACK = 4096;

  private static final List<Integer> MAP_FIELDS =
      List.of(
          ProcStat.START_CODE,
          ProcStat.END_CODE,
          ProcStat.START_DATA,
          ProcStat.END_DATA,
          ProcStat.START_BRK,
          ProcStat.START_BRK,
          ProcStat.START_STACK,
          ProcStat.ARG_START,
          ProcStat.ARG_END,
          ProcStat.ENV_START,
          ProcStat.ENV_END);

  private SavedVector() {}

  /** Where the call's argument may lie in a process. */
  static long place(ProcStat stat) {
    return stat.field(ProcStat.START_STACK) - BELOW_STACK;
  }

  /** The call, with its argument at {@link #place}. */
  static Injection.Call call(ProcStat stat) {
    return new Injection.Call(
        SystemCall.PRCTL, List.of(PR_SET_MM, PR_SET_MM_MAP, place(stat), (long) MAP_BYTES));
  }

  /** A {@code struct prctl_mm_map} with the vector behind it. */
  static ByteBuffer argument(ProcStat stat, NewStack stack, List<NewStack.Pair> changes) {
    int vectorBytes = (stack.pairs().size() + 1) * 2 * Long.BYTES;
    ByteBuffer argument = Kernel.buffer(MAP_BYTES + vectorBytes);
    for (int field : MAP_FIELDS) {
      argument.putLong(stat.field(field));
    }
    argument.putLong(place(stat) + MAP_BYTES).putInt(vectorBytes).putInt(-1);
    for (NewStack.Pair pair : stack.pairs()) {
      argument.putLong(pair.type()).putLong(changed(pair, changes));
    }
    return argument.putLong(0).putLong(0);
  }

  private static long changed(NewStack.Pair pair, List<NewStack.Pair> changes) {
    for (NewStack.Pair change : changes) {
      if (change.at() == pair.at()) {
        return change.value();
      }
    }
    return pair.value();
  }
}
