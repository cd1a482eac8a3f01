package dev.plimsoll.verifier.bytes;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads numbers and strings of one byte order at any place of a source, through a small cache of
 * pages. Used by one thread at a time; reads past the end throw {@link EOFException}.
 */
public final class ByteView {

  private static final int PAGE_BITS = 14;
  private static final int PAGE_SIZE = 1 << PAGE_BITS;
  private static final int PAGES = 64;
  private static final long NO_PAGE = -1;

  private final ByteSource source;
  private final boolean bigEndian;
  private final byte[][] pages = new byte[PAGES][0];
  private final ByteBuffer[] numbers = new ByteBuffer[PAGES];
  private final long[] pageNumbers = new long[PAGES];

  /** A view of a source in one byte order. */
  public ByteView(ByteSource source, boolean bigEndian) {
    this.source = source;
    this.bigEndian = bigEndian;
    Arrays.fill(pageNumbers, NO_PAGE);
    Arrays.fill(numbers, ByteBuffer.allocate(0));
  }

  /** How many bytes the source has. */
  public long size() {
    return source.size();
  }

  /** Whether {@code length} bytes at {@code offset} are all there; negative numbers never are. */
  public boolean contains(long offset, long length) {
    return source.contains(offset, length);
  }

  /** The byte at {@code offset}, 0 to 255. */
  public int u8(long offset) throws IOException {
    if (offset < 0 || offset >= source.size()) {
      throw new EOFException("byte " + Long.toUnsignedString(offset) + " of " + source.size());
    }
    return page(offset >>> PAGE_BITS)[(int) offset & PAGE_SIZE - 1] & 0xff;
  }

  /** The unsigned 16-bit number at {@code offset}. */
  public int u16(long offset) throws IOException {
    int at = within(offset, 2);
    return at < 0 ? (int) number(offset, 2) : buffer(offset).getShort(at) & 0xffff;
  }

  /** The unsigned 32-bit number at {@code offset}. */
  public long u32(long offset) throws IOException {
    int at = within(offset, 4);
    return at < 0 ? number(offset, 4) : buffer(offset).getInt(at) & 0xffff_ffffL;
  }

  /** The 64 bits at {@code offset}; numbers of 2^63 and more come out negative. */
  public long u64(long offset) throws IOException {
    int at = within(offset, 8);
    return at < 0 ? number(offset, 8) : buffer(offset).getLong(at);
  }

  /** The 64 bits at {@code offset} if {@code wide}, else the unsigned 32-bit number. */
  public long word(long offset, boolean wide) throws IOException {
    return wide ? u64(offset) : u32(offset);
  }

  /**
   * The string at {@code offset} up to a NUL, to {@code end} or to {@code most} bytes; what is no
   * UTF-8 in it becomes U+FFFD.
   */
  public String text(long offset, long end, int most) throws IOException {
    int length = 0;
    while (length < most && offset + length < end && u8(offset + length) != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    source.read(offset, bytes, 0, length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Where in its page a number is that no page ends in; -1 if there is none. */
  private int within(long offset, int length) {
    int at = (int) offset & (PAGE_SIZE - 1);
    return at <= PAGE_SIZE - length && offset >= 0 && offset <= source.size() - length ? at : -1;
  }

  private ByteBuffer buffer(long offset) throws IOException {
    page(offset >>> PAGE_BITS);
    return numbers[(int) (offset >>> PAGE_BITS) & (PAGES - 1)];
  }

  /** A number byte by byte: across pages, or past the end, which is then told. */
  private long number(long offset, int length) throws IOException {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | u8(offset + (bigEndian ? i : length - 1 - i));
    }
    return value;
  }

  private byte[] page(long number) throws IOException {
    int slot = (int) number & PAGES - 1;
    if (pageNumbers[slot] != number) {
      if (pages[slot].length == 0) {
        pages[slot] = new byte[PAGE_SIZE];
        numbers[slot] =
            ByteBuffer.wrap(pages[slot])
                .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      }
      pageNumbers[slot] = NO_PAGE;
      long start = number << PAGE_BITS;
      source.read(start, pages[slot], 0, (int) Math.min(PAGE_SIZE, source.size() - start));
      pageNumbers[slot] = number;
    }
    return pages[slot];
  }
}
