package dev.plimsoll.verifier.decode.x86;

/**
 * The prefixes of the legacy opcode space as bits of the word that trees are walked by, above its
 * ModRM byte (its fields are those of derivation/derive_x86.py), and what bytes are where an
 * instruction may begin.
 */
final class Prefixes {
  static final int OPERAND_SIZE = 1 << 8;
  static final int REPEAT_SHIFT = 9;
  static final int REPEAT = 3 << REPEAT_SHIFT;
  static final int W_SHIFT = 11;
  static final int W = 1 << W_SHIFT;
  static final int LOCK = 1 << 12;
  static final int ADDRESS_SIZE = 1 << 13;
  static final int REX2 = 1 << 14;
  static final int B = 1 << 15;
  static final int R = 1 << 16;
  static final int REX = 1 << 17;

  // What a byte is.
  static final byte OPCODE = 0;
  static final byte PREFIX = 1;
  static final byte ESCAPE = 2;
  static final byte VEX2 = 3;
  static final byte VEX3 = 4;
  static final byte EVEX = 5;
  static final byte XOP = 6;
  static final byte REX2_PREFIX = 7;

  private static final int[] SET = new int[256];
  private static final int[] CLEAR = new int[256];

  static {
    for (int rex = 0x40; rex < 0x50; rex++) {
      SET[rex] =
          REX | ((rex & 8) != 0 ? W : 0) | ((rex & 4) != 0 ? R : 0) | ((rex & 1) != 0 ? B : 0);
    }
    SET[0x66] = OPERAND_SIZE;
    SET[0x67] = ADDRESS_SIZE;
    SET[0xf0] = LOCK;
    SET[0xf2] = 2 << REPEAT_SHIFT;
    SET[0xf3] = 3 << REPEAT_SHIFT;
    for (int b = 0; b < 256; b++) {
      // A REX prefix counts only right before the opcode; of F2 and F3 the last one counts.
      CLEAR[b] = ~(W | R | B | REX | ((SET[b] & REPEAT) != 0 ? REPEAT : 0));
    }
  }

  private Prefixes() {}

  /** The prefixes of an instruction after one more. */
  static int and(int prefixes, int prefix) {
    return (prefixes & CLEAR[prefix]) | SET[prefix];
  }

  /** What each byte is in a mode. */
  static byte[] kinds(boolean mode64) {
    byte[] kinds = new byte[256];
    for (int segment : new int[] {0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65}) {
      kinds[segment] = PREFIX;
    }
    for (int prefix : new int[] {0x66, 0x67, 0xf0, 0xf2, 0xf3}) {
      kinds[prefix] = PREFIX;
    }
    kinds[0x0f] = ESCAPE;
    kinds[0xc5] = VEX2;
    kinds[0xc4] = VEX3;
    kinds[0x62] = EVEX;
    kinds[0x8f] = XOP;
    if (mode64) {
      for (int rex = 0x40; rex < 0x50; rex++) {
        kinds[rex] = PREFIX;
      }
      kinds[0xd5] = REX2_PREFIX;
    }
    return kinds;
  }
}
