package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.bytes.Compression;
import java.io.IOException;

/** How compressed parts of a file are decompressed; reading ELF itself knows no compression. */
@FunctionalInterface
public interface Unpacking {

  /** Leaves compressed parts unread. */
  Unpacking NONE =
      (how, packed, most) -> {
        throw new IOException("is not decompressed");
      };

  /**
   * Decompresses a stream.
   *
   * @param most so many bytes it may become
   * @throws IOException if it is damaged, or becomes more
   */
  byte[] unpack(Compression how, byte[] packed, int most) throws IOException;
}
