package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.bytes.ByteView;
import java.io.IOException;

/**
 * Reads DWARF numbers one after another up to an end. A read past the end answers 0 and marks the
 * cursor as failed, so that a parser asks once per record instead of once per number.
 */
final class Cursor {

  /** Ten bytes are enough for 64 bits; assemblers pad some numbers. */
  private static final int LONGEST = 16;

  private final ByteView view;
  private final long end;
  private long at;
  private boolean failed;

  /** {@code end} must be within the view. */
  Cursor(ByteView view, long start, long end) {
    this.view = view;
    this.at = start;
    this.end = end;
  }

  long at() {
    return at;
  }

  boolean failed() {
    return failed;
  }

  int u8() throws IOException {
    return take(1) ? view.u8(at - 1) : 0;
  }

  int u16() throws IOException {
    return take(2) ? view.u16(at - 2) : 0;
  }

  long u32() throws IOException {
    return take(4) ? view.u32(at - 4) : 0;
  }

  long u64() throws IOException {
    return take(8) ? view.u64(at - 8) : 0;
  }

  void skip(long bytes) {
    take(bytes);
  }

  /** An unsigned LEB128 number; bits past the 64th are lost. One without an end is a failure. */
  long uleb() throws IOException {
    return leb(false);
  }

  /** The same, signed. */
  long sleb() throws IOException {
    return leb(true);
  }

  private long leb(boolean signed) throws IOException {
    long value = 0;
    int shift = 0;
    int part;
    do {
      part = u8();
      value |= shift < 64 ? (long) (part & 0x7f) << shift : 0;
      shift += 7;
    } while (part >= 0x80 && shift < 7 * LONGEST);
    failed |= part >= 0x80;
    return signed && shift < 64 && (part & 0x40) != 0 ? value | -1L << shift : value;
  }

  private boolean take(long bytes) {
    if (failed || bytes < 0 || bytes > end - at) {
      failed = true;
      return false;
    }
    at += bytes;
    return true;
  }
}
