package dev.plimsoll.verifier.decode;

import java.util.List;

/**
 * Decodes the instructions of one architecture and mode. Immutable and safe for use by many
 * threads.
 */
public interface Decoder {
  /** What {@link #decode} answers where no instruction decodes. */
  int UNDECODED = 0;

  /**
   * Decodes one instruction without allocating.
   *
   * @param code bytes in memory order
   * @param offset index of the first byte of the instruction
   * @param end index after the last byte that belongs to the code; at most {@code code.length}
   * @return {@link #UNDECODED}, or the length in bytes in the low {@code 8} bits and the index into
   *     {@link #classes()} above them
   */
  int decode(byte[] code, int offset, int end);

  /**
   * Steps over instructions of the base ISA that are nothing else either, which is most of them: no
   * hint, no detection. What cannot be told at once ends it, too; {@link #decode} then tells.
   *
   * @param code as for {@link #decode}, as {@code offset} and {@code end}
   * @param stop where no further instruction is to begin; at most {@code end}
   * @return the offset of the first instruction that was not stepped over
   */
  default int skipPlain(byte[] code, int offset, int stop, int end) {
    return offset;
  }

  /** The classes that {@link #decode} refers to; their indexes are stable within one decoder. */
  List<InstructionClass> classes();

  /** The alignment of instructions in bytes. */
  int unit();

  /**
   * Instructions longer than a unit do not lie across addresses that are multiples of so many
   * bytes; 0 if they may.
   */
  default int boundary() {
    return 0;
  }

  /**
   * How many bytes to step over where nothing decodes: the length of the instruction where the
   * instruction set tells it of any, so that what follows is not taken apart from within.
   *
   * @param code as for {@link #decode}, as {@code offset} and {@code end}, which is above it
   */
  int skip(byte[] code, int offset, int end);

  /** The length in bytes from an answer of {@link #decode}. */
  static int length(int decoded) {
    return decoded & 0xff;
  }

  /** The class index from an answer of {@link #decode}. */
  static int classIndex(int decoded) {
    return decoded >>> 8;
  }

  /** An answer of {@link #decode}. */
  static int answer(int classIndex, int length) {
    return classIndex << 8 | length;
  }
}
