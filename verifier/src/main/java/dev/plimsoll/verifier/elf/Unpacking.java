package dev.plimsoll.verifier.elf;

import java.io.IOException;

/** How compressed parts of a file are decompressed; reading ELF itself knows no compression. */
@FunctionalInterface
public interface Unpacking {

  /** Leaves compressed parts unread. */
  Unpacking NONE =
      (packed, most) -> {
        throw new IOException("is not decompressed");
      };

  /**
   * Decompresses an xz stream.
   *
   * @param most so many bytes it may become
   * @throws IOException if it is damaged, or becomes more
   */
  byte[] unpack(byte[] packed, int most) throws IOException;
}
