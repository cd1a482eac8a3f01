package dev.plimsoll.verifier.scan;

import java.io.IOException;

/**
 * Counts the instructions of one stretch of bytes between two known starts, and keeps apart those
 * that may be data. Tables and strings in code have bytes that do not decode every few dozen bytes,
 * compiled code has none. So a run that decodes and is long is code, but for its edges next to what
 * does not decode; a short one between such bytes is not. Allocates nothing per instruction.
 */
final class Stretch {

  /** How far data may decode, as something else, before or after bytes that do not. */
  static final int EDGE = 64;

  /** Data of this many bytes never decodes to its end. */
  static final int LONG = 256;

  /** As many instructions as can begin within a run that is not yet long, and one more. */
  private static final int PENDING = LONG + 2;

  /** Tells of a run. */
  @FunctionalInterface
  interface Telling {
    /** Whether {@link #LONG} bytes of it are more than what fills places. */
    boolean isLong(long from, long to) throws IOException;
  }

  private final Telling telling;
  private final Tally sure;
  private final Tally doubtful;
  private final int[] kinds = new int[PENDING];
  private final long[] offsets = new long[PENDING];
  private int first;
  private int count;
  private long run;
  private boolean settling;
  private boolean afterData;
  private int function;
  private boolean doubted;

  Stretch(Telling telling, Tally sure, Tally doubtful) {
    this.telling = telling;
    this.sure = sure;
    this.doubtful = doubtful;
  }

  /**
   * Begins a stretch.
   *
   * @param ofFunction the function that it belongs to
   * @param from its first byte
   * @param known whether code is known to begin there
   * @param allDoubtful whether there is doubt in all of it from the start
   */
  void begin(int ofFunction, long from, boolean known, boolean allDoubtful) {
    function = ofFunction;
    doubted = allDoubtful;
    run = from;
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
    int slot = (first + count++) % PENDING;
    kinds[slot] = kind;
    offsets[slot] = offset;
  }

  /** Bytes that do not decode. */
  void undecoded(long offset, int bytes) throws IOException {
    settle(offset);
    give(doubtful, 0, Long.MAX_VALUE);
    run = offset + bytes;
    settling = false;
    afterData = true;
  }

  /** Ends the stretch, where code that is known begins or ends. */
  void end(long offset) throws IOException {
    settle(offset);
    if (settling || !afterData) {
      give(sure, function, Long.MAX_VALUE);
    } else {
      give(doubtful, 0, Long.MAX_VALUE);
    }
  }

  /** What is far enough behind in a long run is no longer in doubt. */
  private void settle(long offset) throws IOException {
    settling = settling || (offset - run >= LONG && telling.isLong(run, offset));
    if (settling) {
      give(sure, function, offset - EDGE);
    }
  }

  private void give(Tally tally, int ofFunction, long before) {
    while (count > 0 && offsets[first] < before) {
      tally.add(kinds[first], ofFunction, offsets[first]);
      first = (first + 1) % PENDING;
      count--;
    }
  }
}
