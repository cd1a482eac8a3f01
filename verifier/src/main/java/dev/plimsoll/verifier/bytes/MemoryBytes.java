package dev.plimsoll.verifier.bytes;

import java.io.EOFException;

/** Bytes of an array, which it does not copy. */
public final class MemoryBytes implements ByteSource {

  private final byte[] bytes;
  private final int size;

  /** All bytes of an array. */
  public MemoryBytes(byte[] bytes) {
    this(bytes, bytes.length);
  }

  /** The first {@code size} bytes of an array. */
  public MemoryBytes(byte[] bytes, int size) {
    this.bytes = bytes;
    this.size = size;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, byte[] into, int at, int length) throws EOFException {
    if (!contains(offset, length)) {
      throw new EOFException(length + " bytes at " + offset + " of " + size);
    }
    System.arraycopy(bytes, (int) offset, into, at, length);
  }

  @Override
  public void close() {}
}
