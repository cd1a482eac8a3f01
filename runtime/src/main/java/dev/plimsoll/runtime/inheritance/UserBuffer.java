package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.words.AuxVector.Entry;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * A vector in the memory of a program that calls the kernel.
 *
 * @param pairs as they stand there, in the program's width; values are cut to it. No AT_NULL is
 *     added; behind them is zero
 * @param length the bytes that the call names; empty: as many as the pairs take
 */
public record UserBuffer(List<Entry> pairs, OptionalLong length, Pointer pointer) {
  public UserBuffer {
    pairs = List.copyOf(pairs);
  }

  /** Exactly these pairs. */
  public static UserBuffer of(List<Entry> pairs) {
    return new UserBuffer(pairs, OptionalLong.empty(), Pointer.VALID);
  }

  /** The bytes that the call names, unsigned. */
  long length(int wordBytes) {
    return length.orElse(2L * wordBytes * pairs.size());
  }

  /** What the kernel copies; the caller has checked the length. */
  byte[] bytes(Task task) {
    int wordBytes = task.wordBytes();
    ByteOrder order = task.machine().architecture().order();
    int bytes = Math.toIntExact(length(wordBytes));
    int needed = Math.min(pairs.size(), bytes / (2 * wordBytes) + 1);
    return Arrays.copyOf(RawVector.encode(pairs.subList(0, needed), wordBytes, order), bytes);
  }
}
