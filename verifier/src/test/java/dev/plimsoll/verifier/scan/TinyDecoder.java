package dev.plimsoll.verifier.scan;

import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.InstructionClass;
import java.util.List;
import java.util.Optional;

/**
 * An instruction set in which the first byte of an instruction is the number of its class, and its
 * length in bytes is one more than that, within the unit; 0x40 and above do not decode.
 */
record TinyDecoder(int unit) implements Decoder {

  /** One byte that asks for nothing. */
  static final byte PLAIN = 0;

  /** Two bytes that need {@code alpha}, or else {@code omega}. */
  static final byte ALPHA = 1;

  /** Three bytes that need {@code alpha} and {@code beta}. */
  static final byte BOTH = 2;

  /** Four bytes in the hint space. */
  static final byte HINT = 3;

  /** Five bytes that detect. */
  static final byte DETECT = 4;

  static final byte UNKNOWN = 0x40;

  private static final List<InstructionClass> CLASSES =
      List.of(
          kind(List.of(List.of())),
          kind(List.of(List.of("alpha"), List.of("omega"))),
          kind(List.of(List.of("alpha", "beta"))),
          new InstructionClass(List.of(List.of()), Optional.of("landing"), Optional.empty()),
          new InstructionClass(List.of(List.of()), Optional.empty(), Optional.of("cpuid")));

  private static InstructionClass kind(List<List<String>> alternatives) {
    return new InstructionClass(alternatives, Optional.empty(), Optional.empty());
  }

  @Override
  public int decode(byte[] code, int offset, int end) {
    int kind = code[offset];
    int length = Math.max(kind + 1, unit);
    return kind < 0 || kind >= CLASSES.size() || offset + length > end
        ? UNDECODED
        : Decoder.answer(kind, length);
  }

  @Override
  public List<InstructionClass> classes() {
    return CLASSES;
  }

  @Override
  public int skip(byte[] code, int offset, int end) {
    return unit;
  }
}
