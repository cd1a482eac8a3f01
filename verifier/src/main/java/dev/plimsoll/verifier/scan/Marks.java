package dev.plimsoll.verifier.scan;

import dev.plimsoll.verifier.bytes.ByteSource;
import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.elf.CodeRange;
import dev.plimsoll.verifier.elf.ElfFile;
import dev.plimsoll.verifier.elf.MappingSymbols;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Where in an object's code, in file offsets, data begins, or code of which instruction set.
 * Mapping symbols say it, but not that something is data where control passes into it: that is code
 * written as numbers. In a section without them {@link InlineData} finds out.
 */
final class Marks {

  /** What stands for data among the numbers of instruction sets. */
  static final int DATA = -1;

  private static final int KIND_BITS = 8;
  private static final int KIND_MASK = (1 << KIND_BITS) - 1;

  private final long[] offsets;
  private final byte[] kinds;

  private Marks(long[] offsets, byte[] kinds) {
    this.offsets = offsets;
    this.kinds = kinds;
  }

  /** How many there are. */
  int count() {
    return offsets.length;
  }

  /** From which byte on one holds, up to the next or the end of the section; ascending. */
  long offset(int index) {
    return offsets[index];
  }

  /** {@link #DATA}, or which of the architecture's instruction sets code is in. */
  int kind(int index) {
    return kinds[index];
  }

  /**
   * The marks of an object.
   *
   * @param decoders of its instruction sets
   */
  static Marks of(ElfFile file, List<Decoder> decoders, CodeMap map, ByteSource source)
      throws IOException {
    Builder marks = new Builder();
    InlineData data = new InlineData(file, decoders, map, source, marks);
    long[] symbols = symbols(file, decoders.size());
    int next = 0;
    for (CodeRange range : file.code()) {
      long end = range.offset() + range.size();
      if (next == symbols.length || symbols[next] >>> KIND_BITS >= end) {
        data.range(range);
      }
      long from = range.offset();
      for (int mode = DATA; next < symbols.length && symbols[next] >>> KIND_BITS < end; next++) {
        long offset = symbols[next] >>> KIND_BITS;
        int kind = (int) (symbols[next] & KIND_MASK) + DATA;
        if (kind != DATA || mode == DATA || !data.passes(range, from, offset, mode)) {
          marks.add(offset, kind);
          from = offset;
          mode = kind;
        }
      }
    }
    return marks.build();
  }

  /** The mapping symbols in code, by offset, each with its kind counted from {@link #DATA}. */
  private static long[] symbols(ElfFile file, int modes) {
    MappingSymbols symbols = file.mapping();
    CodeAddresses addresses = new CodeAddresses(file.code());
    long[] found = new long[symbols.count()];
    int size = 0;
    for (int i = 0; i < found.length; i++) {
      long offset = addresses.offset(symbols.address(i));
      if (offset != CodeAddresses.NOWHERE) {
        int mode = symbols.kind(i) == 't' ? ModeGuess.T32 : symbols.isa(i);
        int kind = symbols.kind(i) == 'd' ? DATA : Math.min(mode, modes - 1);
        found[size++] = (offset << KIND_BITS) | (kind - DATA);
      }
    }
    long[] sorted = Arrays.copyOf(found, size);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Collects marks in ascending order; one that changes nothing is not kept. */
  static final class Builder {

    private long[] offsets = new long[16];
    private byte[] kinds = new byte[16];
    private int size;

    void add(long offset, int kind) {
      if (size == offsets.length) {
        offsets = Arrays.copyOf(offsets, size * 2);
        kinds = Arrays.copyOf(kinds, size * 2);
      }
      offsets[size] = offset;
      kinds[size++] = (byte) kind;
    }

    int size() {
      return size;
    }

    /** Forgets all but the first few. */
    void truncate(int count) {
      size = count;
    }

    Marks build() {
      return new Marks(Arrays.copyOf(offsets, size), Arrays.copyOf(kinds, size));
    }
  }
}
