package dev.plimsoll.verifier.elf;

/** A section header; offsets and sizes are as the file claims them, unchecked. */
record Section(
    String name,
    int type,
    long flags,
    long address,
    long offset,
    long size,
    int link,
    int info,
    long entrySize) {

  static final int PROGBITS = 1;
  static final int SYMTAB = 2;
  static final int DYNAMIC = 6;
  static final int NOTE = 7;
  static final int NOBITS = 8;
  static final int DYNSYM = 11;

  private static final long EXECUTABLE = 4;
  private static final long COMPRESSED = 0x800;

  boolean code() {
    return (flags & EXECUTABLE) != 0 && type != NOBITS;
  }

  boolean compressed() {
    return (flags & COMPRESSED) != 0;
  }
}
