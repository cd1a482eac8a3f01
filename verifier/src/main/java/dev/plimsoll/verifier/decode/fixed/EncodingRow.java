package dev.plimsoll.verifier.decode.fixed;

/**
 * The words {@code word & mask == value} and what a decoder answers for them.
 *
 * @param answer as {@link dev.plimsoll.verifier.decode.Decoder#decode} gives it
 */
record EncodingRow(long mask, long value, int answer) {
  EncodingRow {
    if ((value & ~mask) != 0) {
      throw new IllegalArgumentException(
          "value has bits outside its mask: %x/%x".formatted(mask, value));
    }
  }

  boolean matches(long word) {
    return (word & mask) == value;
  }
}
