package dev.plimsoll.verifier.archive;

import dev.plimsoll.verifier.bytes.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** The bytes of a file or of an entry, which can be read once. */
interface Content {

  /** All bytes in order. */
  InputStream stream();

  /** How many bytes there are, or {@link Long#MAX_VALUE} if that is not known. */
  long size();

  /**
   * All bytes at any place; the caller closes it.
   *
   * @param stream all of {@link #stream()}, of which a part may have been read ahead
   */
  ByteSource source(InputStream stream) throws IOException;

  /** Throws if what was read to its end is not what the archive promised. */
  default void verify() throws IOException {}

  /** A file or entry that can be read at any place already. */
  static Content of(ByteSource source, InputStream stream) {
    return new Content() {
      @Override
      public InputStream stream() {
        return stream;
      }

      @Override
      public long size() {
        return source.size();
      }

      @Override
      public ByteSource source(InputStream all) {
        return source;
      }
    };
  }

  /** Something that can only be read from its start to its end. */
  static Content of(InputStream stream, int memoryBytes) {
    return new Content() {
      @Override
      public InputStream stream() {
        return stream;
      }

      @Override
      public long size() {
        return Long.MAX_VALUE;
      }

      @Override
      public ByteSource source(InputStream all) throws IOException {
        return Spool.of(all, memoryBytes);
      }
    };
  }

  /** The same with a checksum to compare, as ZIP archives have. */
  static Content checked(InputStream stream, long size, long checksum, int memoryBytes) {
    CheckedInputStream checked = new CheckedInputStream(stream, new CRC32());
    return new Content() {
      @Override
      public InputStream stream() {
        return checked;
      }

      @Override
      public long size() {
        return size;
      }

      @Override
      public ByteSource source(InputStream all) throws IOException {
        return Spool.of(all, memoryBytes);
      }

      @Override
      public void verify() throws IOException {
        if (checksum >= 0 && checked.getChecksum().getValue() != checksum) {
          throw new IOException("damaged: its bytes do not have the checksum that its archive has");
        }
      }
    };
  }
}
