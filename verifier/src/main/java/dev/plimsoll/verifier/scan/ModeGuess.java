package dev.plimsoll.verifier.scan;

import java.util.BitSet;

/**
 * Tells A32 from T32 code where nothing else does. Nearly every A32 instruction has its condition,
 * "always", in its highest bits, which T32 code rarely has there. Each word is evidence for one or
 * the other, and the likeliest course of few changes wins (Viterbi), so that neither constants nor
 * single instructions change it. The evidence is rounded from libcrypto, libgcrypt, libstdc++ and
 * zstd.
 */
final class ModeGuess {

  static final int A32 = 0;
  static final int T32 = 1;
  static final int UNKNOWN = -1;

  /** What a change costs, in the unit of {@link #evidence}: nats. */
  private static final int CHANGE = 16;

  private final BitSet fromT32 = new BitSet();
  private final BitSet fromA32 = new BitSet();
  private int words;
  private int a32;
  private int t32;

  /** Begins a stretch; its mode at its beginning, if that is known. */
  void begin(int mode) {
    fromT32.clear();
    fromA32.clear();
    words = 0;
    a32 = mode == T32 ? CHANGE : 0;
    t32 = mode == A32 ? CHANGE : 0;
  }

  /** The next word is loaded, and so says nothing. */
  void data() {
    add(0);
  }

  /** The highest byte of the next word. */
  void word(int top) {
    add(evidence(top));
  }

  private void add(int evidence) {
    if (t32 + CHANGE < a32) {
      a32 = t32 + CHANGE;
      fromT32.set(words);
    } else if (a32 + CHANGE < t32) {
      t32 = a32 + CHANGE;
      fromA32.set(words);
    }
    a32 -= evidence;
    // Only the difference counts, and it stays small.
    t32 -= a32;
    a32 = 0;
    words++;
  }

  /** Which words are T32 code. */
  BitSet end() {
    BitSet thumb = new BitSet(words);
    boolean now = t32 < a32;
    for (int i = words - 1; i >= 0; i--) {
      thumb.set(i, now);
      now = now ? !fromA32.get(i) : fromT32.get(i);
    }
    return thumb;
  }

  /**
   * How much more likely the highest byte of a word is in A32 code than in T32 code: a logarithm.
   */
  private static int evidence(int top) {
    int condition = top >>> 4;
    int operation = top & 15;
    if (condition == 14) {
      return operation <= 5 ? 5 : operation == 15 ? -6 : operation >= 12 || operation == 9 ? -2 : 0;
    }
    if (condition == 15) {
      return operation == 2 || operation == 3 ? 1 : operation == 4 || operation == 7 ? -1 : -5;
    }
    if (condition >= 4 && condition <= 7) {
      return -6;
    }
    return operation == 10 ? 2 : operation <= 3 ? -1 : operation == 5 ? 0 : -4;
  }
}
