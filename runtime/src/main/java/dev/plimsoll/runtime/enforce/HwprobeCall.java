package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.host.RiscvHwprobe;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks the kernel by JNA, where that can be loaded. */
public final class HwprobeCall implements RiscvHwprobe.Call {
  /** {@code struct riscv_hwprobe}: a key and a value. */
  private static final int PAIR_BYTES = 2 * Long.BYTES;

  /** What {@link java.util.ServiceLoader} calls. */
  public HwprobeCall() {}

  @Override
  public Optional<SortedMap<Integer, Long>> answers(List<Integer> keys) {
    return NativeCalls.load().value().flatMap(calls -> answers(calls, keys));
  }

  private static Optional<SortedMap<Integer, Long>> answers(NativeCalls calls, List<Integer> keys) {
    ByteBuffer pairs = Kernel.buffer(keys.size() * PAIR_BYTES);
    keys.forEach(key -> pairs.putLong(key).putLong(0));
    // No set of processors: all that are online.
    long error = calls.call(SystemCall.RISCV_HWPROBE, calls.address(pairs), keys.size(), 0, 0, 0);
    return error == 0 ? Optional.of(answers(pairs.flip())) : Optional.empty();
  }

  /** What the kernel made of the pairs: it marks keys that it does not know. */
  static SortedMap<Integer, Long> answers(ByteBuffer pairs) {
    TreeMap<Integer, Long> answers = new TreeMap<>();
    while (pairs.remaining() >= PAIR_BYTES) {
      long key = pairs.getLong();
      long value = pairs.getLong();
      if (key != RiscvHwprobe.UNKNOWN_KEY) {
        answers.put((int) key, value);
      }
    }
    return answers;
  }
}
