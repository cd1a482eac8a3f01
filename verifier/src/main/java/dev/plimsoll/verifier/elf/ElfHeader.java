package dev.plimsoll.verifier.elf;

/**
 * The header's facts that the rest of a file is read by.
 *
 * @param wide 64-bit class
 * @param bigEndian byte order of all of the file's numbers
 * @param type {@code e_type}
 * @param machine {@code e_machine}
 * @param flags {@code e_flags}
 * @param entry {@code e_entry}
 */
public record ElfHeader(
    boolean wide, boolean bigEndian, int type, int machine, long flags, long entry) {

  static final int RELOCATABLE = 1;
  static final int EXECUTABLE = 2;
  static final int SHARED = 3;
  static final int CORE = 4;

  /** Whether sections have no addresses yet; the file's addresses are then file offsets. */
  public boolean relocatable() {
    return type == RELOCATABLE;
  }
}
