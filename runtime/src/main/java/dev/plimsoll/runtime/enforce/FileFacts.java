package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;

/** Whose a file is and who may change it. */
record FileFacts(int owner, int mode, long size) {
  /** The length of a {@code struct statx}. */
  static final int BYTES = 256;

  private static final int OWNER_OFFSET = 20;
  private static final int MODE_OFFSET = 28;
  private static final int SIZE_OFFSET = 40;
  private static final int OF_OTHERS = 0x3f;
  private static final int TYPE = 0xf000;
  private static final int REGULAR = 0x8000;

  static FileFacts of(ByteBuffer statx) {
    return new FileFacts(
        statx.getInt(OWNER_OFFSET),
        statx.getShort(MODE_OFFSET) & 0xffff,
        statx.getLong(SIZE_OFFSET));
  }

  /** Whether it belongs to a user and nobody else may do anything with it. */
  boolean isOnlyOf(int user) {
    return owner == user && (mode & OF_OTHERS) == 0;
  }

  boolean isRegular() {
    return (mode & TYPE) == REGULAR;
  }
}
