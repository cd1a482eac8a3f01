package dev.plimsoll.verifier.elf;

/**
 * Executable bytes of a file; ranges of one file do not overlap in it.
 *
 * @param name the section, or {@code segment <n>} in a file without sections
 * @param address of the first byte: virtual, or the file offset in a relocatable file
 * @param offset of the first byte in the file
 * @param size bytes, all of them in the file
 */
public record CodeRange(String name, long address, long offset, long size) {

  /** Whether an address is in this range. */
  public boolean holds(long where) {
    return Long.compareUnsigned(where - address, size) < 0;
  }
}
