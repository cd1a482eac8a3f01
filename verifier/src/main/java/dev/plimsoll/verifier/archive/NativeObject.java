package dev.plimsoll.verifier.archive;

import dev.plimsoll.verifier.bytes.ByteSource;
import java.io.IOException;

/**
 * An ELF object that a walk met. Whoever gets it closes it, on any thread.
 *
 * @param path what it is called in reports, e.g. {@code app.jar!/linux/libx.so}
 * @param bytes all of it
 */
public record NativeObject(String path, ByteSource bytes) implements AutoCloseable {

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
