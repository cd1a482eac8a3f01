package dev.plimsoll.verifier.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Decompresses what is small. */
public final class Xz {

  private Xz() {}

  /**
   * The bytes that an xz stream was made of.
   *
   * @throws IOException if it is damaged, or becomes more than {@code most} bytes
   */
  public static byte[] unpack(byte[] packed, int most) throws IOException {
    try (InputStream in = Decompressors.open(Kind.XZ, new ByteArrayInputStream(packed)).stream()) {
      byte[] unpacked = in.readNBytes(most);
      if (unpacked.length == most && in.read() >= 0) {
        throw new IOException("it becomes more than " + most + " bytes");
      }
      return unpacked;
    }
  }
}
