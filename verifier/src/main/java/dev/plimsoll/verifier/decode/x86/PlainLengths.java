package dev.plimsoll.verifier.decode.x86;

/**
 * How long plain instructions are, by all that tells it but an SIB byte: some prefixes, the opcode
 * of one of the first two maps, and the byte after it. Filled by who asks; whoever writes an entry
 * writes the same, so that threads may share it.
 */
final class PlainLengths {
  /** An entry of what is not known yet. */
  static final int UNKNOWN = 0;

  /** An entry of what is not plain, or does not decode, or depends on more. */
  static final int OTHER = -1;

  /** Less the length without it, an entry where an SIB byte tells whether there is a base. */
  private static final int SIB_DECIDES = -64;

  private static final int NO_BASE = 5;
  private static final int DISPLACEMENT = 4;

  private static final int STATE = 16;
  private static final int MAP = 20;
  private static final int MAPS = 2;

  private final byte[] entries = new byte[MAPS << MAP];

  /**
   * The entry of an instruction; above zero it is the length from the opcode on.
   *
   * @param map 0 or 1
   * @param prefixes four bits of those that there are
   * @param opcodeAndNext the opcode and, in the low byte, what follows it
   */
  int entry(int map, int prefixes, int opcodeAndNext) {
    return entries[map << MAP | prefixes << STATE | opcodeAndNext];
  }

  void set(int map, int prefixes, int opcodeAndNext, int entry) {
    entries[map << MAP | prefixes << STATE | opcodeAndNext] = (byte) entry;
  }

  /**
   * The entry of instructions.
   *
   * @param length from the opcode on, where the byte after ModRM is 0
   * @param withoutBase the same where that byte, if it is an SIB byte, has no base
   */
  static int entry(int length, int withoutBase) {
    if (length == withoutBase) {
      return length;
    }
    return length + DISPLACEMENT == withoutBase ? SIB_DECIDES + length : OTHER;
  }

  /** The length from the opcode on, given the second byte after it; 0 if the entry tells none. */
  static int length(int entry, int sib) {
    if (entry >= OTHER) {
      return Math.max(0, entry);
    }
    return entry - SIB_DECIDES + ((sib & 7) == NO_BASE ? DISPLACEMENT : 0);
  }
}
