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
  static final int RELA = 4;
  static final int DYNAMIC = 6;
  static final int NOTE = 7;
  static final int NOBITS = 8;
  static final int DYNSYM = 11;

  private static final int INIT_ARRAY = 14;
  private static final int PREINIT_ARRAY = 16;

  private static final long EXECUTABLE = 4;
  private static final long COMPRESSED = 0x800;

  /** Bytes without a name and of no type. */
  static Section unnamed(long address, long offset, long size) {
    return new Section("", 0, 0, address, offset, size, 0, 0, 0);
  }

  /** The same section where its bytes are all of a source. */
  Section holding(long bytes) {
    return new Section(name, type, flags & ~COMPRESSED, address, 0, bytes, link, info, entrySize);
  }

  /** Whether it is an array of pointers to initialisers or finalisers. */
  boolean initialisers() {
    return type >= INIT_ARRAY && type <= PREINIT_ARRAY;
  }

  boolean code() {
    return (flags & EXECUTABLE) != 0 && type != NOBITS;
  }

  boolean compressed() {
    return (flags & COMPRESSED) != 0;
  }
}
