package dev.plimsoll.verifier.bytes;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Bytes of a file. They are read, not mapped: a mapped file that somebody truncates kills the
 * reader with SIGBUS, and a mapping lasts until the garbage collector finds it.
 */
public final class FileBytes implements ByteSource {

  private final FileChannel channel;
  private final long size;

  private FileBytes(FileChannel channel, long size) {
    this.channel = channel;
    this.size = size;
  }

  /** Opens a file for as long as the result is open. */
  public static FileBytes open(Path file) throws IOException {
    return open(file, Set.of(StandardOpenOption.READ));
  }

  /** Opens a file that is deleted when the result is closed. */
  public static FileBytes openAndDelete(Path file) throws IOException {
    return open(file, Set.of(StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE));
  }

  private static FileBytes open(Path file, Set<? extends OpenOption> options) throws IOException {
    FileChannel channel = FileChannel.open(file, options);
    try {
      return new FileBytes(channel, channel.size());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, byte[] into, int at, int length) throws IOException {
    if (!contains(offset, length)) {
      throw new EOFException(length + " bytes at " + offset + " of " + size);
    }
    ByteBuffer buffer = ByteBuffer.wrap(into, at, length);
    long position = offset;
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, position);
      if (count < 0) {
        throw new EOFException("the file became shorter than " + size + " bytes");
      }
      position += count;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
