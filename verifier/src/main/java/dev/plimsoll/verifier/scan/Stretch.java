package dev.plimsoll.verifier.scan;

import java.io.IOException;
import java.util.function.Supplier;

/**
 * Counts the instructions of one stretch of bytes between two known starts, and keeps apart those
 * that may be data. Tables and strings in code have bytes that do not decode every few dozen bytes,
 * compiled code has none. So a run that decodes and is long is code, but for its edges next to what
 * does not decode; a short one between such bytes is not. In a large stretch that has such bytes
 * nearly everywhere (compilers of functional languages put a table before each piece of code) no
 * run tells code from data. Allocates nothing per instruction.
 */
final class Stretch {

  /** How far data may decode, as something else, before or after bytes that do not. */
  static final int EDGE = 64;

  /** Data of this many bytes never decodes to its end. */
  private static final int LONG = 256;

  /** From this size on a stretch may be one of data amid code. */
  private static final int LARGE = 64 << 10;

  /** It is if more than half of its blocks of this size have bytes that do not decode. */
  private static final int BLOCK = 4096;

  /** As many instructions as can begin within a run that is not yet long, and one more. */
  private static final int PENDING = LONG + 2;

  private final Substance substance;
  private final Tally sure;
  private final Tally doubtful;
  private final Supplier<Tally> tallies;
  private Tally counted;
  private boolean large;
  private long from;
  private long blocks;
  private long nextBlock;
  private final int[] kinds = new int[PENDING];
  private final long[] offsets = new long[PENDING];
  private int oldest;
  private int count;
  private long run;
  private boolean settling;
  private boolean afterData;
  private int function;
  private boolean doubted;

  /**
   * @param tallies makes one for what is decided at the end of a stretch
   */
  Stretch(Substance substance, Tally sure, Tally doubtful, Supplier<Tally> tallies) {
    this.substance = substance;
    this.sure = sure;
    this.doubtful = doubtful;
    this.tallies = tallies;
    this.counted = sure;
  }

  /**
   * Begins a stretch.
   *
   * @param ofFunction the function that it belongs to
   * @param first its first byte
   * @param end where it ends at the latest
   * @param known whether code is known to begin there
   * @param allDoubtful whether there is doubt in all of it from the start
   */
  void begin(int ofFunction, long first, long end, boolean known, boolean allDoubtful) {
    function = ofFunction;
    doubted = allDoubtful;
    from = first;
    large = end - first >= LARGE;
    counted = large ? tallies.get() : sure;
    blocks = 0;
    nextBlock = 0;
    run = first;
    settling = known;
    afterData = false;
  }

  /** An instruction that needs counting; offsets ascend. */
  void instruction(int kind, long offset) throws IOException {
    if (doubted || (afterData && offset < run + EDGE)) {
      doubtful.add(kind, 0, offset);
      return;
    }
    settle(offset);
    int slot = (oldest + count++) % PENDING;
    kinds[slot] = kind;
    offsets[slot] = offset;
  }

  /**
   * Bytes that do not decode.
   *
   * @param blank whether they are zeros, which are after code as well as in data
   */
  void undecoded(long offset, int bytes, boolean blank) throws IOException {
    settle(offset);
    give(doubtful, 0, Long.MAX_VALUE);
    run = offset + bytes;
    settling = false;
    afterData = true;
    long block = offset / BLOCK;
    if (block >= nextBlock && !blank) {
      blocks++;
      nextBlock = block + 1;
    }
  }

  /** Ends the stretch, where code that is known begins or ends. */
  void end(long offset) throws IOException {
    settle(offset);
    boolean code = settling || !afterData;
    give(code ? counted : doubtful, code ? function : 0, Long.MAX_VALUE);
    if (large && blocks > (offset - from) / BLOCK / 2) {
      doubtful.addAs(0, counted);
    } else if (large) {
      sure.add(counted);
    }
  }

  /** What is far enough behind in a long run is no longer in doubt. */
  private void settle(long offset) throws IOException {
    settling = settling || (offset - run >= LONG && substance.isIn(run, offset, LONG));
    if (settling) {
      give(counted, function, offset - EDGE);
    }
  }

  private void give(Tally tally, int ofFunction, long before) {
    while (count > 0 && offsets[oldest] < before) {
      tally.add(kinds[oldest], ofFunction, offsets[oldest]);
      oldest = (oldest + 1) % PENDING;
      count--;
    }
  }
}
