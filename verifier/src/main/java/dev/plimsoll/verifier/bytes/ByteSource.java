package dev.plimsoll.verifier.bytes;

import java.io.Closeable;
import java.io.IOException;

/** A fixed number of bytes that can be read at any place, by several threads at once. */
public interface ByteSource extends Closeable {

  /** How many bytes there are. */
  long size();

  /**
   * Copies {@code length} bytes that begin at {@code offset} to {@code into}, from index {@code
   * at}.
   *
   * @throws java.io.EOFException if the source does not have all of them
   * @throws IOException if they cannot be read
   */
  void read(long offset, byte[] into, int at, int length) throws IOException;

  @Override
  void close() throws IOException;

  /** Whether {@code length} bytes at {@code offset} are all there; negative numbers never are. */
  default boolean contains(long offset, long length) {
    return offset >= 0 && length >= 0 && offset <= size() && length <= size() - offset;
  }
}
