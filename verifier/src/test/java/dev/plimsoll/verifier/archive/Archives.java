package dev.plimsoll.verifier.archive;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZOutputStream;

/** Packs bytes in memory. */
public final class Archives {

  /** A file in an archive. */
  public record Member(String name, byte[] bytes) {}

  private Archives() {}

  public static Member member(String name, byte[] bytes) {
    return new Member(name, bytes);
  }

  /** A ZIP archive; names may be the same. */
  public static byte[] zip(Member... members) {
    return zip(ZipArchiveEntry.DEFLATED, members);
  }

  public static byte[] stored(Member... members) {
    return zip(ZipArchiveEntry.STORED, members);
  }

  private static byte[] zip(int method, Member... members) {
    return write(
        out -> {
          try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
            for (Member member : members) {
              ZipArchiveEntry entry = new ZipArchiveEntry(member.name());
              CRC32 checksum = new CRC32();
              checksum.update(member.bytes());
              entry.setMethod(method);
              entry.setSize(member.bytes().length);
              entry.setCrc(checksum.getValue());
              zip.putArchiveEntry(entry);
              zip.write(member.bytes());
              zip.closeArchiveEntry();
            }
          }
        });
  }

  public static byte[] tar(Member... members) {
    return write(
        out -> {
          try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Member member : members) {
              TarArchiveEntry entry = new TarArchiveEntry(member.name());
              entry.setSize(member.bytes().length);
              tar.putArchiveEntry(entry);
              tar.write(member.bytes());
              tar.closeArchiveEntry();
            }
          }
        });
  }

  public static byte[] ar(Member... members) {
    return write(
        out -> {
          try (ArArchiveOutputStream ar = new ArArchiveOutputStream(out)) {
            for (Member member : members) {
              ar.putArchiveEntry(new ArArchiveEntry(member.name(), member.bytes().length));
              ar.write(member.bytes());
              ar.closeArchiveEntry();
            }
          }
        });
  }

  /** Compresses by the name of a format: gz, xz, zst or bz2. */
  public static byte[] compress(String format, byte[] bytes) {
    return write(
        out -> {
          try (OutputStream packed =
              switch (format) {
                case "gz" -> new GZIPOutputStream(out);
                case "xz" -> new XZOutputStream(out, smallest());
                case "zst" -> new ZstdOutputStream(out);
                case "bz2" ->
                    new BZip2CompressorOutputStream(out, BZip2CompressorOutputStream.MIN_BLOCKSIZE);
                default -> throw new IllegalArgumentException(format);
              }) {
            packed.write(bytes);
          }
        });
  }

  /** So that what unpacks it clears no more memory than it has to. */
  private static LZMA2Options smallest() throws UnsupportedOptionsException {
    LZMA2Options options = new LZMA2Options(1);
    options.setDictSize(LZMA2Options.DICT_SIZE_MIN);
    return options;
  }

  private interface Writing {
    void to(OutputStream out) throws IOException;
  }

  private static byte[] write(Writing writing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writing.to(out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }
}
