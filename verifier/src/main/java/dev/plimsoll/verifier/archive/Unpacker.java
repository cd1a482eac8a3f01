package dev.plimsoll.verifier.archive;

import dev.plimsoll.verifier.bytes.Compression;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;

/** Decompresses what is small. */
public final class Unpacker {

  private Unpacker() {}

  /**
   * The bytes that a stream was made of.
   *
   * @throws IOException if it is damaged, or becomes more than {@code most} bytes
   */
  public static byte[] unpack(Compression how, byte[] packed, int most) throws IOException {
    try (InputStream in = open(how, new ByteArrayInputStream(packed))) {
      byte[] unpacked = in.readNBytes(most);
      if (unpacked.length == most && in.read() >= 0) {
        throw new IOException("it becomes more than " + most + " bytes");
      }
      return unpacked;
    }
  }

  private static InputStream open(Compression how, InputStream packed) throws IOException {
    return switch (how) {
      case XZ -> Decompressors.open(Kind.XZ, packed).stream();
      case ZSTD -> Decompressors.open(Kind.ZSTD, packed).stream();
      case ZLIB -> new InflaterInputStream(packed);
    };
  }
}
