package dev.plimsoll.verifier.scan;

import dev.plimsoll.verifier.bytes.ByteSource;
import java.io.IOException;

/** The part of a source that a sweep is at, in an array. */
final class CodeWindow {

  private static final int SIZE = 256 << 10;

  private final ByteSource source;
  private final byte[] bytes;
  private long start;
  private int length;

  CodeWindow(ByteSource source) {
    this.source = source;
    this.bytes = new byte[(int) Math.min(SIZE, source.size())];
  }

  byte[] bytes() {
    return bytes;
  }

  /** The file offset of the first byte in the array. */
  long start() {
    return start;
  }

  /** The file offset after the last byte in the array. */
  long end() {
    return start + length;
  }

  /** Makes the bytes from {@code offset} to {@code end}, or as many as fit, be in the array. */
  void show(long offset, long end) throws IOException {
    if (offset < start || end > end()) {
      length = 0;
      int count = (int) Math.min(bytes.length, source.size() - offset);
      source.read(offset, bytes, 0, count);
      start = offset;
      length = count;
    }
  }
}
