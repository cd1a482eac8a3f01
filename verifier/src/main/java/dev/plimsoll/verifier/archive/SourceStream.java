package dev.plimsoll.verifier.archive;

import dev.plimsoll.verifier.bytes.ByteSource;
import java.io.IOException;
import java.io.InputStream;

/** A source from its start to its end. Closing it leaves the source open. */
final class SourceStream extends InputStream {

  private final ByteSource source;
  private long position;

  SourceStream(ByteSource source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int at, int length) throws IOException {
    long left = source.size() - position;
    if (left <= 0) {
      return length == 0 ? 0 : -1;
    }
    int count = (int) Math.min(left, length);
    source.read(position, into, at, count);
    position += count;
    return count;
  }
}
