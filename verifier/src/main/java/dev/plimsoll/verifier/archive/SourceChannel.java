package dev.plimsoll.verifier.archive;

import dev.plimsoll.verifier.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A source as the channel that the ZIP library reads from. Closing it leaves the source open. */
final class SourceChannel implements SeekableByteChannel {

  private final ByteSource source;
  private long position;
  private boolean open = true;

  SourceChannel(ByteSource source) {
    this.source = source;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    long left = source.size() - position;
    if (left <= 0) {
      return -1;
    }
    byte[] bytes = new byte[(int) Math.min(left, into.remaining())];
    source.read(position, bytes, 0, bytes.length);
    into.put(bytes);
    position += bytes.length;
    return bytes.length;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    if (newPosition < 0) {
      throw new IOException("position " + newPosition + " is before the archive");
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return source.size();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }
}
