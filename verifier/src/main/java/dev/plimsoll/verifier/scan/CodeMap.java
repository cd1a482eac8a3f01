package dev.plimsoll.verifier.scan;

import dev.plimsoll.verifier.elf.CodeRange;
import dev.plimsoll.verifier.elf.ElfFile;
import dev.plimsoll.verifier.elf.FrameTable;
import dev.plimsoll.verifier.elf.Machine;
import dev.plimsoll.verifier.elf.SymbolTable;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Where the functions in an object's code begin and end, in file offsets: no two pieces of code
 * share one, whatever addresses the file claims.
 *
 * <p>A function is known from a symbol, an unwind entry, or a section that holds nothing but code
 * made by the linker (PLT, {@code .init}, {@code .fini}). One that does not say how long it is ends
 * where the next begins.
 */
final class CodeMap {

  /** Sections that are code from their first byte to their last. */
  private static final Set<String> STUBS =
      Set.of(".plt", ".plt.sec", ".plt.got", ".plt.bnd", ".iplt", ".init", ".fini");

  private static final int INDEX_BITS = 23;
  private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;
  private static final int FRAME = -1;

  private final ElfFile file;
  private final CodeAddresses addresses;
  private final List<CodeRange> ranges;
  private final long[] starts;
  private final long[] ends;
  private final int[] references;
  private final byte[] modes;
  private final BitSet whole;
  private final boolean complete;

  private CodeMap(
      ElfFile file,
      CodeAddresses addresses,
      long[] starts,
      long[] ends,
      int[] references,
      byte[] modes,
      BitSet whole) {
    this.file = file;
    this.addresses = addresses;
    this.ranges = file.code();
    this.starts = starts;
    this.ends = ends;
    this.references = references;
    this.modes = modes;
    this.whole = whole;
    this.complete = covered(starts, ends) * 2 >= ranges.stream().mapToLong(CodeRange::size).sum();
  }

  static CodeMap of(ElfFile file) {
    return new Builder(file).build();
  }

  /** How many functions are known. */
  int count() {
    return starts.length;
  }

  /** The first byte of a function; ascending. */
  long start(int function) {
    return starts[function];
  }

  /** The byte after a function's last. */
  long end(int function) {
    return ends[function];
  }

  /** The last function that begins at or before a place, if it holds it, or -1. */
  int at(long offset) {
    int found = Arrays.binarySearch(starts, offset);
    int function = found >= 0 ? found : -found - 2;
    return function >= 0 && ends[function] > offset ? function : -1;
  }

  /** Which instruction set a function begins in, or {@link ModeGuess#UNKNOWN}. */
  int mode(int function) {
    return modes[function];
  }

  /** Whether all of a function is in the instruction set that it begins in. */
  boolean inOneMode(int function) {
    return whole.get(function);
  }

  /**
   * Whether the functions that are known are most of the code, so that executable bytes outside of
   * them are suspect.
   */
  boolean complete() {
    return complete;
  }

  /** A function's address as the file's own tools show it. */
  long address(int function) {
    return address(starts[function]);
  }

  /** The address of a byte of code, given its file offset. */
  long address(long offset) {
    return addresses.address(offset);
  }

  /** A function's symbol, its section if that is all it is, or a name made from its address. */
  String name(int function) throws IOException {
    int reference = references[function];
    if (reference >= 0) {
      return file.functions().name(reference);
    }
    return reference == FRAME ? madeName(function) : ranges.get(FRAME - 1 - reference).name();
  }

  /** A name made from a function's address. */
  String madeName(int function) {
    return "sub_" + Long.toHexString(address(function));
  }

  private static long covered(long[] starts, long[] ends) {
    long covered = 0;
    long reached = 0;
    for (int i = 0; i < starts.length; i++) {
      covered += Math.max(0, ends[i] - Math.max(starts[i], reached));
      reached = Math.max(reached, ends[i]);
    }
    return covered;
  }

  /** Finds the functions; of several that begin at one place it keeps the best known. */
  private static final class Builder {

    private final ElfFile file;
    private final CodeAddresses addresses;
    private final long[] keys;
    private final long[] sizes;
    private final int[] references;
    private final byte[] modes;
    private int count;

    Builder(ElfFile file) {
      this.file = file;
      this.addresses = new CodeAddresses(file.code());
      int most =
          file.functions().count()
              + file.frames().count()
              + file.entries().size()
              + file.code().size();
      this.keys = new long[most];
      this.sizes = new long[most];
      this.references = new int[most];
      this.modes = new byte[most];
    }

    CodeMap build() {
      SymbolTable symbols = file.functions();
      for (int i = 0; i < symbols.count(); i++) {
        add(symbols.address(i), symbols.size(i), i, symbols.mode(i));
      }
      for (int i = 0; i < file.code().size(); i++) {
        CodeRange range = file.code().get(i);
        if (STUBS.contains(range.name())) {
          put(range.offset(), range.size(), FRAME - 1 - i, ModeGuess.UNKNOWN);
        }
      }
      FrameTable frames = file.frames();
      for (int i = 0; i < frames.count(); i++) {
        add(frames.address(i), frames.size(i), FRAME, ModeGuess.UNKNOWN);
      }
      Machine machine = file.machine();
      for (long entry : file.entries()) {
        add(machine.address(entry), 0, FRAME, machine.mode(entry));
      }
      RadixSort.sort(keys, count, INDEX_BITS);
      return merged();
    }

    private void add(long address, long size, int reference, int mode) {
      CodeRange range = addresses.holding(address);
      if (range.size() > 0) {
        long offset = range.offset() + (address - range.address());
        long left = range.offset() + range.size() - offset;
        put(offset, Long.compareUnsigned(size, left) < 0 ? size : left, reference, mode);
      }
    }

    private void put(long offset, long size, int reference, int mode) {
      keys[count] = offset << INDEX_BITS | count;
      sizes[count] = size;
      modes[count] = (byte) mode;
      references[count++] = reference;
    }

    private CodeMap merged() {
      long[] starts = new long[count];
      long[] ends = new long[count];
      int[] refs = new int[count];
      byte[] known = new byte[count];
      BitSet whole = new BitSet();
      int size = 0;
      for (int i = 0; i < count; i++) {
        int index = (int) keys[i] & INDEX_MASK;
        long start = keys[i] >>> INDEX_BITS;
        if (size > 0 && starts[size - 1] == start) {
          boolean better = rank(references[index]) > rank(refs[size - 1]);
          boolean longer = start + sizes[index] > ends[size - 1];
          refs[size - 1] =
              better || (longer && references[index] >= 0) ? references[index] : refs[size - 1];
          long end = start + sizes[index];
          boolean still = whole.get(size - 1) && ends[size - 1] >= end;
          whole.set(size - 1, still || (whole(index) && end >= ends[size - 1]));
          ends[size - 1] = Math.max(ends[size - 1], end);
          known[size - 1] = (byte) Math.max(known[size - 1], modes[index]);
        } else {
          starts[size] = start;
          ends[size] = start + sizes[index];
          known[size] = modes[index];
          whole.set(size, whole(index));
          refs[size++] = references[index];
        }
      }
      close(starts, ends, size);
      return new CodeMap(
          file,
          addresses,
          Arrays.copyOf(starts, size),
          Arrays.copyOf(ends, size),
          Arrays.copyOf(refs, size),
          Arrays.copyOf(known, size),
          whole);
    }

    /** Whether what names a start knows the mode of the code there, and how much of it there is. */
    private boolean whole(int index) {
      return modes[index] != ModeGuess.UNKNOWN && sizes[index] > 0;
    }

    private static int rank(int reference) {
      return reference >= 0 ? 2 : reference == FRAME ? 0 : 1;
    }

    private void close(long[] starts, long[] ends, int size) {
      int range = 0;
      for (int i = 0; i < size; i++) {
        while (endOf(range) <= starts[i]) {
          range++;
        }
        if (ends[i] == starts[i]) {
          long next = i + 1 < size ? starts[i + 1] : Long.MAX_VALUE;
          ends[i] = Math.min(next, endOf(range));
        }
      }
    }

    private long endOf(int range) {
      return file.code().get(range).offset() + file.code().get(range).size();
    }
  }
}
