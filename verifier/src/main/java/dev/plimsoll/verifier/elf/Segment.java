package dev.plimsoll.verifier.elf;

/** A program header; offsets and sizes are as the file claims them, unchecked. */
record Segment(int type, int flags, long offset, long address, long fileSize) {

  static final int LOAD = 1;
  static final int DYNAMIC = 2;
  static final int INTERPRETER = 3;
  static final int NOTE = 4;
  static final int GNU_PROPERTY = 0x6474e553;

  private static final int EXECUTABLE = 1;

  boolean holds(long where) {
    return Long.compareUnsigned(where - address, fileSize) < 0;
  }

  Section asSection() {
    return Section.unnamed(address, offset, fileSize);
  }

  boolean code() {
    return type == LOAD && (flags & EXECUTABLE) != 0;
  }
}
