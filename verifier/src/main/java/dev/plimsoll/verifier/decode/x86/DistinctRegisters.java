package dev.plimsoll.verifier.decode.x86;

/**
 * Registers of one VEX or EVEX instruction that may not be the same one: gathers, products of
 * complex numbers and of tiles, POP2 raise #UD then. A leaf of {@link X86Tables} has a bit for each
 * pair.
 */
final class DistinctRegisters {
  /** ModRM.reg and vvvv. */
  static final int REG_VVVV = 1 << 20;

  /** ModRM.reg and ModRM.rm. */
  static final int REG_RM = 1 << 21;

  /** vvvv and ModRM.rm. */
  static final int VVVV_RM = 1 << 22;

  /** ModRM.reg and the index of the address. */
  static final int REG_INDEX = 1 << 23;

  /** vvvv and the index of the address. */
  static final int VVVV_INDEX = 1 << 24;

  /** vvvv and ModRM.rm, where that is a general register. */
  static final int VVVV_GENERAL = 1 << 25;

  static final int ANY = REG_VVVV | REG_RM | VVVV_RM | REG_INDEX | VVVV_INDEX | VVVV_GENERAL;

  private static final int VVVV_SHIFT = 11;

  private DistinctRegisters() {}

  /**
   * Whether two that a leaf says are distinct are the same.
   *
   * @param word the payload as {@link X86Decoder} packs it, with all bits as they are encoded
   * @param registers the bits of a register's number that count in the mode
   */
  static boolean same(int leaf, int word, boolean evex, int modRm, int sib, int registers) {
    int reg = modRm >>> 3 & 7;
    int rm = modRm & 7;
    int general = rm;
    int index = sib >>> 3 & 7;
    int vvvv = ~word >>> VVVV_SHIFT & 15;
    if (evex) {
      reg |= clear(word, 31) << 3 | clear(word, 28) << 4;
      general |= clear(word, 29) << 3 | (1 - clear(word, 27)) << 4;
      rm |= clear(word, 29) << 3 | clear(word, 30) << 4;
      index |= clear(word, 30) << 3 | clear(word, 19) << 4;
      vvvv |= clear(word, 19) << 4;
    } else {
      reg |= clear(word, 23) << 3;
      rm |= clear(word, 21) << 3;
      index |= clear(word, 22) << 3;
    }
    return same(leaf, REG_VVVV, (reg ^ vvvv) & registers)
        || same(leaf, REG_RM, (reg ^ rm) & registers)
        || same(leaf, VVVV_RM, (vvvv ^ rm) & registers)
        || same(leaf, REG_INDEX, (reg ^ index) & registers)
        || same(leaf, VVVV_INDEX, (vvvv ^ index) & registers)
        || same(leaf, VVVV_GENERAL, (vvvv ^ general) & registers);
  }

  private static boolean same(int leaf, int pair, int difference) {
    return (leaf & pair) != 0 && difference == 0;
  }

  /** Bits that extend the numbers of registers are inverted in the prefixes. */
  private static int clear(int word, int bit) {
    return ~word >>> bit & 1;
  }
}
