package dev.plimsoll.compiler.sources;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads texts that are no larger than they may be. */
final class BoundedText {
  private BoundedText() {}

  /**
   * The whole text. Bytes that are no UTF-8 become U+FFFD, which the compiler then reports at its
   * place.
   *
   * @throws IOException if there are more bytes than {@code most}
   */
  static String read(InputStream in, long most) throws IOException {
    byte[] bytes = in.readNBytes((int) most + 1);
    if (bytes.length > most) {
      throw new IOException("it is larger than " + (most >> 20) + " MiB");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
