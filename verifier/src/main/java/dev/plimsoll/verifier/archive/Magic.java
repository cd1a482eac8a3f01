package dev.plimsoll.verifier.archive;

import dev.plimsoll.verifier.table.TableReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * What a file is, told by its first bytes and never by its name.
 *
 * @param kind what to do with it
 * @param name the format, as reports name it
 */
record Magic(Kind kind, String name) {

  /** How many bytes, or the whole file if it is shorter, suffice to tell. */
  static final int HEAD = 1024;

  private record Row(String bytes, Magic magic) {}

  private static final int LONGEST_ROW = 16;

  private static final List<Row> ROWS =
      TableReader.rows(Magic.class, "magic.tsv", "bytes", "kind", "name").stream()
          .map(
              c ->
                  new Row(
                      c.get(0),
                      new Magic(Kind.valueOf(c.get(1).toUpperCase(Locale.ROOT)), c.get(2))))
          .toList();

  private static final Magic OTHER = new Magic(Kind.OTHER, "");
  private static final Magic PE = new Magic(Kind.SKIPPED, "PE");
  private static final Magic UNIVERSAL = new Magic(Kind.SKIPPED, "Mach-O");
  private static final Magic SCRIPT = new Magic(Kind.SCRIPT, "script");
  private static final Magic TAR = new Magic(Kind.TAR, "tar");

  /** The version of a class file is its big-endian second word, and there was none below 45. */
  private static final int FIRST_CLASS_VERSION = 45;

  private static final int TAR_BLOCK = 512;
  private static final int TAR_CHECKSUM = 148;
  private static final int TAR_CHECKSUM_SIZE = 8;

  /**
   * Tells what begins with these bytes.
   *
   * @param length how many bytes of {@code head} there are
   * @param size of the whole, or {@link Long#MAX_VALUE} if it is not known
   */
  static Magic of(byte[] head, int length, long size) {
    String start = HexFormat.of().formatHex(head, 0, Math.min(length, LONGEST_ROW));
    for (Row row : ROWS) {
      if (start.startsWith(row.bytes())) {
        return row.magic();
      }
    }
    if (length >= 2 && head[0] == '#' && head[1] == '!') {
      return SCRIPT;
    }
    if (universal(head, length)) {
      return UNIVERSAL;
    }
    if (portableExecutable(head, length, size)) {
      return PE;
    }
    return tar(head, length) ? TAR : OTHER;
  }

  /** POSIX.1-1988 ustar and the older tar before it have no magic in common, but a checksum. */
  private static boolean tar(byte[] head, int length) {
    if (length < TAR_BLOCK) {
      return false;
    }
    int sum = TAR_CHECKSUM_SIZE * ' ';
    for (int i = 0; i < TAR_BLOCK; i++) {
      boolean checksum = i >= TAR_CHECKSUM && i < TAR_CHECKSUM + TAR_CHECKSUM_SIZE;
      sum += checksum ? 0 : head[i] & 0xff;
    }
    String octal =
        new String(head, TAR_CHECKSUM, TAR_CHECKSUM_SIZE, StandardCharsets.ISO_8859_1)
            .replace('\0', ' ')
            .strip();
    return octal.matches("[0-7]{1,7}") && Integer.parseInt(octal, 8) == sum;
  }

  /** {@code 0xcafebabe} begins universal Mach-O files and Java classes alike. */
  private static boolean universal(byte[] head, int length) {
    if (length < 8) {
      return false;
    }
    int magic = bigEndian(head, 0);
    int count = bigEndian(head, 4);
    return (magic == 0xcafebabe || magic == 0xcafebabf) && count > 0 && count < FIRST_CLASS_VERSION;
  }

  private static boolean portableExecutable(byte[] head, int length, long size) {
    if (length < 0x40 || head[0] != 'M' || head[1] != 'Z') {
      return false;
    }
    long at = Integer.toUnsignedLong(Integer.reverseBytes(bigEndian(head, 0x3c)));
    boolean seen = at + 4 <= length;
    return seen ? bigEndian(head, (int) at) == 0x50450000 : at + 4 <= size;
  }

  private static int bigEndian(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).getInt(at);
  }
}
