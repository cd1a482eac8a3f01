package dev.plimsoll.verifier.archive;

import dev.plimsoll.verifier.bytes.ByteSource;
import dev.plimsoll.verifier.bytes.FileBytes;
import dev.plimsoll.verifier.bytes.MemoryBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a stream readable at any place: in memory if it is short, else in a temporary file. */
final class Spool {

  private Spool() {}

  /** Reads {@code in} to its end; the temporary file, if any, goes when the result is closed. */
  static ByteSource of(InputStream in, int memoryBytes) throws IOException {
    byte[] start = in.readNBytes(memoryBytes);
    int next = start.length < memoryBytes ? -1 : in.read();
    if (next < 0) {
      return new MemoryBytes(start);
    }
    Path file = Files.createTempFile("plimsoll-", ".object");
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        out.write(start);
        out.write(next);
        in.transferTo(out);
      }
      return FileBytes.openAndDelete(file);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }
}
