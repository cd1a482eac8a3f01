package dev.plimsoll.verifier.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;
import org.apache.commons.compress.utils.InputStreamStatistics;

/** The libraries that decompress whole streams. */
final class Decompressors {

  private static final int MOST_XZ_KIBIBYTES = 100 << 10;

  /**
   * A stream being decompressed.
   *
   * @param stream the decompressed bytes of all members, one after another
   * @param packed tells how many packed bytes were read so far
   */
  record Unpacked(InputStream stream, LongSupplier packed) {

    private static <S extends InputStream & InputStreamStatistics> Unpacked of(S stream) {
      return new Unpacked(stream, stream::getCompressedCount);
    }
  }

  private Decompressors() {}

  static Unpacked open(Kind kind, InputStream in) throws IOException {
    try {
      return switch (kind) {
        case GZIP ->
            Unpacked.of(
                GzipCompressorInputStream.builder()
                    .setInputStream(in)
                    .setDecompressConcatenated(true)
                    .get());
        case XZ ->
            Unpacked.of(
                XZCompressorInputStream.builder()
                    .setInputStream(in)
                    .setDecompressConcatenated(true)
                    .setMemoryLimitKiB(MOST_XZ_KIBIBYTES)
                    .get());
        case ZSTD -> Unpacked.of(new ZstdCompressorInputStream(in));
        case BZIP2 -> Unpacked.of(new BZip2CompressorInputStream(in, true));
        default -> throw new IllegalArgumentException(kind + " is not a kind of compression");
      };
    } catch (LinkageError e) {
      throw new IOException("needs a native library that cannot be loaded here: " + e, e);
    }
  }
}
