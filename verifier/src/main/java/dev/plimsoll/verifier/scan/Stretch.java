package dev.plimsoll.verifier.scan;

/**
 * Counts the instructions of one stretch of bytes between two known starts, and keeps apart those
 * that are near bytes which do not decode: tables and strings in code have such bytes every few
 * dozen bytes, compiled code has none. Allocates nothing per instruction.
 */
final class Stretch {

  /** How far, in bytes, something that does not decode casts doubt on its neighbours. */
  static final int NEAR = 256;

  /** As many instructions as can begin within {@link #NEAR} bytes, and one more. */
  private static final int PENDING = NEAR + 2;

  private final Tally sure;
  private final Tally doubtful;
  private final int[] kinds = new int[PENDING];
  private final long[] offsets = new long[PENDING];
  private int first;
  private int count;
  private long clearFrom;
  private int function;
  private boolean doubted;

  Stretch(Tally sure, Tally doubtful) {
    this.sure = sure;
    this.doubtful = doubtful;
  }

  /**
   * Begins a stretch.
   *
   * @param ofFunction the function that it belongs to
   * @param allDoubtful whether there is doubt in all of it from the start
   */
  void begin(int ofFunction, boolean allDoubtful) {
    function = ofFunction;
    doubted = allDoubtful;
    clearFrom = 0;
  }

  /** An instruction that needs counting; offsets ascend. */
  void instruction(int kind, long offset) {
    if (doubted || offset < clearFrom) {
      doubtful.add(kind, 0, offset);
      return;
    }
    settle(offset - NEAR);
    int slot = (first + count++) % PENDING;
    kinds[slot] = kind;
    offsets[slot] = offset;
  }

  /** Bytes that do not decode. */
  void undecoded(long offset, int bytes) {
    settle(offset - NEAR);
    while (count > 0) {
      doubtful.add(kinds[first], 0, offsets[first]);
      drop();
    }
    clearFrom = offset + bytes + NEAR;
  }

  void end() {
    settle(Long.MAX_VALUE);
  }

  /** What begins before an offset is no longer in doubt. */
  private void settle(long before) {
    while (count > 0 && offsets[first] < before) {
      sure.add(kinds[first], function, offsets[first]);
      drop();
    }
  }

  private void drop() {
    first = (first + 1) % PENDING;
    count--;
  }
}
