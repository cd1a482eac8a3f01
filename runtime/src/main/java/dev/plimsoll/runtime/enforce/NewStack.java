package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.words.AuxType;
import dev.plimsoll.runtime.words.HwcapWords;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The stack of a program that has not run its first instruction: {@code argc}, the arguments, a
 * zero, the environment, a zero, and the auxiliary vector, as {@code create_elf_tables} lays it
 * out.
 */
final class NewStack {
  /** What is read below the stack, where nothing lives yet. */
  static final int BELOW_BYTES = 1 << 10;

  private static final int FIRST_CHUNK = 1 << 12;
  private static final int MAX_BYTES = 1 << 25;

  /** Types at the end of the vector are found within this many bytes of its start. */
  private static final int MAX_VECTOR_BYTES = 1 << 12;

  /**
   * One pair of the vector.
   *
   * @param at the address of its value in the program
   */
  record Pair(long type, long value, long at) {}

  /** The memory of a program. */
  interface Memory {
    /** Reads into a buffer from its start and sets its limit; how many bytes, or an error. */
    long read(long at, ByteBuffer into);
  }

  /** The memory of a process that is traced. */
  record OfProcess(Kernel kernel, int pid) implements Memory {
    @Override
    public long read(long at, ByteBuffer into) {
      return kernel.readMemory(pid, at, into);
    }
  }

  private final Memory memory;
  private final List<Pair> pairs;
  private final ByteBuffer bytes;

  /** The address of the first of the bytes. */
  private final long base;

  private NewStack(Memory memory, List<Pair> pairs, ByteBuffer bytes, long base) {
    this.memory = memory;
    this.pairs = pairs;
    this.bytes = bytes;
    this.base = base;
  }

  /** Reads other memory of its program. */
  long read(long at, ByteBuffer into) {
    return memory.read(at, into);
  }

  /** The last bytes of what was read below it. */
  Patch below(int length) {
    int from = BELOW_BYTES - length;
    return new Patch(base + from, bytes.slice(from, length));
  }

  /** What makes pairs of it other ones. */
  Patch changed(List<Pair> changes, int wordBytes) {
    int from = offset(changes.get(0));
    int to = from;
    for (Pair change : changes) {
      int at = offset(change);
      if (wordBytes == Long.BYTES) {
        bytes.putLong(at, change.value());
      } else {
        bytes.putInt(at, (int) change.value());
      }
      to = at + wordBytes;
    }
    return new Patch(base + from, bytes.slice(from, to - from));
  }

  private int offset(Pair pair) {
    return (int) (pair.at() - base);
  }

  /** The pairs without the closing {@code AT_NULL}. */
  List<Pair> pairs() {
    return pairs;
  }

  Optional<Pair> pair(int type) {
    for (Pair pair : pairs) {
      if (pair.type() == type) {
        return Optional.of(pair);
      }
    }
    return Optional.empty();
  }

  /** The pairs whose values have bits that the masks lack, with their new values. */
  List<Pair> masked(HwcapWords masks) {
    List<Pair> changed = new ArrayList<>();
    for (Pair pair : pairs) {
      boolean isMasked =
          pair.type() >= AuxType.AT_HWCAP
              && pair.type() <= AuxType.AT_HWCAP4
              && masks.asMap().containsKey((int) pair.type());
      long value = isMasked ? pair.value() & masks.word((int) pair.type()) : pair.value();
      if (value != pair.value()) {
        changed.add(new Pair(pair.type(), value, pair.at()));
      }
    }
    return changed;
  }

  /**
   * Reads it.
   *
   * @param start where {@code argc} is
   * @param firstChunk a {@link #chunk} for the first attempt, not to be used otherwise while what
   *     is given is in use
   */
  static Offer<NewStack> read(Memory memory, long start, int wordBytes, ByteBuffer firstChunk) {
    for (int size = firstChunk.capacity(); size <= MAX_BYTES; size *= 4) {
      ByteBuffer chunk = size == firstChunk.capacity() ? firstChunk : chunk(size);
      long read = memory.read(start - BELOW_BYTES, chunk);
      if (read < 0) {
        return Offer.refused("its stack cannot be read: " + Errno.describe(read));
      }
      Optional<NewStack> stack = parse(memory, chunk, start, wordBytes);
      if (stack.isPresent()) {
        return Offer.of(stack.get());
      }
      if (read < size) {
        break;
      }
    }
    return Offer.refused("its stack holds no auxiliary vector");
  }

  /** A buffer to read most stacks through. */
  static ByteBuffer chunk() {
    return chunk(FIRST_CHUNK);
  }

  private static ByteBuffer chunk(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Empty where the bytes end before the vector does. */
  private static Optional<NewStack> parse(
      Memory memory, ByteBuffer bytes, long start, int wordBytes) {
    int from = BELOW_BYTES;
    long argc = bytes.limit() < from + wordBytes ? Long.MAX_VALUE : word(bytes, from, wordBytes);
    if (argc < 0 || argc > MAX_BYTES / wordBytes) {
      return Optional.empty();
    }
    long at = from + (argc + 2) * wordBytes;
    while (at + wordBytes <= bytes.limit() && word(bytes, (int) at, wordBytes) != 0) {
      at += wordBytes;
    }
    at += wordBytes;
    List<Pair> pairs = new ArrayList<>();
    for (long end = at + MAX_VECTOR_BYTES;
        at < end && at + 2L * wordBytes <= bytes.limit();
        at += 2L * wordBytes) {
      long type = word(bytes, (int) at, wordBytes);
      if (type == AuxType.AT_NULL) {
        return Optional.of(new NewStack(memory, pairs, bytes, start - from));
      }
      long value = word(bytes, (int) at + wordBytes, wordBytes);
      pairs.add(new Pair(type, value, start - from + at + wordBytes));
    }
    return Optional.empty();
  }

  private static long word(ByteBuffer bytes, int at, int wordBytes) {
    return wordBytes == Long.BYTES ? bytes.getLong(at) : Integer.toUnsignedLong(bytes.getInt(at));
  }
}
