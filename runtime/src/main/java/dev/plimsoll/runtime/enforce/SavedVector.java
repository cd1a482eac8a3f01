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

  /** How long the call's argument is. */
  static int bytes(NewStack stack) {
    return MAP_BYTES + vectorBytes(stack);
  }

  private static int vectorBytes(NewStack stack) {
    return (stack.pairs().size() + 1) * 2 * Long.BYTES;
  }

  /** The call, with its argument at a place. */
  static Injection.Call call(long place) {
    return new Injection.Call(
        SystemCall.PRCTL, List.of(PR_SET_MM, PR_SET_MM_MAP, place, (long) MAP_BYTES));
  }

  /** A {@code struct prctl_mm_map} with the vector behind it, to lie at a place. */
  static Patch argument(
      ProcStat stat, NewStack stack, List<NewStack.Pair> changes, long place, ByteBuffer buffer) {
    buffer.clear();
    for (int field : MAP_FIELDS) {
      buffer.putLong(stat.field(field));
    }
    buffer.putLong(place + MAP_BYTES).putInt(vectorBytes(stack)).putInt(-1);
    for (NewStack.Pair pair : stack.pairs()) {
      buffer.putLong(pair.type()).putLong(changed(pair, changes));
    }
    return new Patch(place, buffer.putLong(0).putLong(0).flip());
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
