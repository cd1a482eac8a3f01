package dev.plimsoll.verifier.decode.fixed;

import java.util.List;

/**
 * How the instructions of an instruction set lie in memory.
 *
 * @param unit their alignment in bytes, and their length where no rule of {@code lengths} applies
 * @param chunk the bytes of an instruction make up little-endian numbers of so many bytes each, the
 *     first of which is the highest part of the instruction's word: 1 for big-endian instructions
 * @param boundary longer instructions than a unit do not lie across multiples of it; 0 if they may
 * @param lengths what tells longer instructions from those of one unit; the first rule decides
 */
record Layout(int unit, int chunk, int boundary, List<LengthRule> lengths) {

  /** A layout whose instructions may lie anywhere. */
  Layout(int unit, int chunk, List<LengthRule> lengths) {
    this(unit, chunk, 0, lengths);
  }

  Layout {
    lengths = List.copyOf(lengths);
    if (lengths.stream().mapToInt(LengthRule::index).distinct().count() > 1) {
      throw new IllegalArgumentException("one byte has to tell the length: " + lengths);
    }
  }

  /**
   * An instruction whose byte number {@code index}, in memory order, is {@code value} under {@code
   * mask} is {@code bytes} long.
   */
  record LengthRule(int bytes, int index, int mask, int value) {
    LengthRule {
      if (bytes > Long.BYTES) {
        throw new IllegalArgumentException("longer than a word can be: " + bytes);
      }
    }
  }

  /** Which byte of an instruction tells its length. */
  int index() {
    return lengths.isEmpty() ? 0 : lengths.get(0).index();
  }

  /** The length of an instruction, by the byte at {@link #index}. */
  byte[] lengthByByte() {
    byte[] found = new byte[1 << Byte.SIZE];
    for (int b = 0; b < found.length; b++) {
      found[b] = (byte) length(b);
    }
    return found;
  }

  private int length(int b) {
    for (LengthRule rule : lengths) {
      if ((b & rule.mask()) == rule.value()) {
        return rule.bytes();
      }
    }
    return unit;
  }
}
