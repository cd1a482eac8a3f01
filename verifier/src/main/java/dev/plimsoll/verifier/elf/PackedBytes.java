package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.bytes.ByteView;
import dev.plimsoll.verifier.bytes.Compression;
import dev.plimsoll.verifier.bytes.MemoryBytes;
import java.io.IOException;

/** Decompresses bytes of a file that need not be honest. */
final class PackedBytes {

  private static final int MOST_PACKED = 16 << 20;
  private static final int MOST_UNPACKED = 32 << 20;

  /** Tables of symbols and of unwind entries become four to eight times smaller. */
  private static final int MOST_RATIO = 64;

  private static final int LEAST_ALLOWED = 64 << 10;
  private static final String OLD_PREFIX = ".zdebug";

  private final ByteView view;
  private final boolean wide;
  private final Unpacking unpacking;

  PackedBytes(ByteView view, boolean wide, Unpacking unpacking) {
    this.view = view;
    this.wide = wide;
    this.unpacking = unpacking;
  }

  /** Whether a section's bytes are compressed and say so. */
  static boolean packed(Section section) {
    return section.compressed() || section.name().startsWith(OLD_PREFIX);
  }

  /**
   * The bytes of a compressed section (generic ELF ABI, "Section Compression"; before it, GNU tools
   * renamed it to {@code .zdebug}).
   */
  MemoryBytes section(Section section) throws IOException {
    if (section.size() < 24 || !view.contains(section.offset(), section.size())) {
      throw new IOException("it is not in the file");
    }
    if (!section.compressed()) {
      return unpacked(Compression.ZLIB, section.offset() + 12, section.size() - 12);
    }
    Compression how =
        switch ((int) view.u32(section.offset())) {
          case 1 -> Compression.ZLIB;
          case 2 -> Compression.ZSTD;
          default -> throw new IOException("its compression is not known");
        };
    int header = wide ? 24 : 12;
    return unpacked(how, section.offset() + header, section.size() - header);
  }

  /** The bytes that some bytes of the file were made of. */
  MemoryBytes unpacked(Compression how, long offset, long size) throws IOException {
    if (!view.contains(offset, size) || size > MOST_PACKED) {
      throw new IOException("it is not in the file, or larger than " + MOST_PACKED + " bytes");
    }
    byte[] packed = view.bytes(offset, (int) size);
    long allowed = Math.max(LEAST_ALLOWED, (long) MOST_RATIO * packed.length);
    return new MemoryBytes(unpacking.unpack(how, packed, (int) Math.min(MOST_UNPACKED, allowed)));
  }
}
