package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;
import java.util.Set;

/** How the CPUID instruction is written (Intel SDM, volume 2, chapter 2). */
final class CpuidInstruction {
  /** The longest instruction. */
  static final int MAX_BYTES = 15;

  private static final int ESCAPE = 0x0f;
  private static final int OPCODE = 0xa2;
  private static final int REX = 0x40;
  private static final int REX_MASK = 0xf0;

  /** Prefixes that it may carry and that say nothing: segments, sizes, repetition. */
  private static final Set<Integer> PREFIXES =
      Set.of(0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf2, 0xf3);

  private CpuidInstruction() {}

  /**
   * The length of a CPUID instruction with its prefixes; 0 where there is another.
   *
   * @param isLong whether the code is 64-bit, where a prefix tells registers
   */
  static int length(ByteBuffer code, boolean isLong) {
    for (int at = 0; at + 1 < Math.min(code.limit(), MAX_BYTES); at++) {
      int octet = Byte.toUnsignedInt(code.get(at));
      if (octet == ESCAPE) {
        return Byte.toUnsignedInt(code.get(at + 1)) == OPCODE ? at + 2 : 0;
      }
      boolean isRex = isLong && (octet & REX_MASK) == REX;
      if (!isRex && !PREFIXES.contains(octet)) {
        return 0;
      }
    }
    return 0;
  }
}
